"""The frame round every scene: what its bars show, and what a press on them means.

It deliberately knows no scene: a FrameModel says everything, and a press comes back as a short name.
Drawing is frame_paint.py's.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.ui import frame_paint as paint
from simulator.ui.canvas import Canvas
from simulator.ui.caption import draw_caption
from simulator.ui.events import UiEvent
from simulator.ui.say import SAY_KEY
from simulator.ui.theme import Theme
from simulator.ui.tip import draw_tip
from simulator.ui.toast import TOAST_AT

Rect = tuple[float, float, float, float]


def _no_voice() -> bool:
    return False


def _no_keys() -> bool:
    return False


def _unsaid(sentence: str) -> None:
    """Nobody speaks."""


def _no_caption() -> str:
    return ""


@dataclass(frozen=True)
class ViewContext:
    """What a view is told: language, words, theme, the exercise's title, with help or without, live or replay.

    live_cues: with help, also how the present gesture goes; left_handed: the tool is in the left hand.
    can_speak, say: whether the PC has a voice, and what speaks a sentence; caption: name of the sound to be told in a
    word now, empty where ears do. by_keys: whether who works here uses the keys just now.
    """

    language: Any
    words: Any
    theme: Theme
    title: str
    stages: tuple[str, ...]
    stage: int
    help: bool
    random: random.Random
    clock: Callable[[], int]
    ghost: bool = False
    live_cues: bool = True
    left_handed: bool = False
    can_speak: Callable[[], bool] = _no_voice
    say: Callable[[str], None] = _unsaid
    caption: Callable[[], str] = _no_caption
    by_keys: Callable[[], bool] = _no_keys

    @property
    def last_stage(self) -> bool:
        """Whether nothing follows this scene."""
        return self.stage >= len(self.stages) - 1


@dataclass(frozen=True)
class ToolTile:
    """A tool of the bottom bar: its key name, picture, label and states."""

    key: str
    icon: str
    label: str
    done: bool = False
    selected: bool = False
    enabled: bool = True
    badge: str | None = None


@dataclass(frozen=True)
class FrameModel:
    """All that the frame shows in one frame. stages: (part name, 'done' | 'current' | 'todo'); toast: (level, text);
    toast_at: middle and top of its card.

    chip_mark is the colour of a fibre, or the name of a part; cue_level is good, watch, bad or info; cue_position [0-1]
    goes over the three bars of the gauge. keys: what stands on the keys that do what the goal asks for; numbered: the
    tools show the number that takes them.
    """

    title: str
    chip_mark: str | None = None
    chip_text: str = ""
    stages: list[tuple[str, str]] = field(default_factory=list)
    clock_text: str = ""
    goal_icon: str = ""
    goal_text: str = ""
    tools: list[ToolTile] = field(default_factory=list)
    cue_level: str | None = None
    cue_text: str = ""
    cue_position: float | None = None
    toast: tuple[str, str] | None = None
    toast_at: tuple[float, float] = TOAST_AT
    keys: tuple[str, ...] = ()
    numbered: bool = False


def _inside(rect: Rect, x: float, y: float) -> bool:
    return rect[0] <= x <= rect[0] + rect[2] and rect[1] <= y <= rect[1] + rect[3]


class SceneFrame:
    """Draws the bars and turns presses into names: back, help, pause, tool:KEY, and say once it has spoken the goal."""

    def __init__(self, ctx: ViewContext) -> None:
        self.ctx = ctx
        self.focus: str | None = None
        self.hover: str | None = None
        #: The goal's sentence and the live cue's words as they were last shown; a good cue needs no words.
        self.goal = self.cue = ""
        self._widths: list[float] = []

    # input

    def tiles(self, model: FrameModel) -> list[tuple[ToolTile, Rect]]:
        """The tools with their rectangles, as wide as their names were when they were last drawn."""
        widths = self._widths if len(self._widths) == len(model.tools) else [paint.TILE_W] * len(model.tools)
        return list(zip(model.tools, paint.tile_rects(widths), strict=True))

    def _names(self, model: FrameModel) -> list[str]:
        say = ["say"] if self._speaks(model) else []
        return [*say, *(f"tool:{tile.key}" for tile in model.tools if tile.enabled), "help", "pause", "back"]

    def _speaks(self, model: FrameModel) -> bool:
        return bool(model.goal_text) and self.ctx.can_speak()

    def hit(self, x: float, y: float, model: FrameModel) -> str | None:
        """What lies under a point [design units]."""
        for name, rect in paint.BUTTONS.items():
            if _inside(rect, x, y):
                return name
        tiles = self.tiles(model)
        for tile, rect in tiles:
            if tile.enabled and _inside(rect, x, y):
                return f"tool:{tile.key}"
        return "say" if self._speaks(model) and _inside(paint.goal_places(tiles, True).say, x, y) else None

    def handle(self, event: UiEvent, model: FrameModel) -> str | None:
        """One input; the name of what was pressed, else None. Tab moves the ring, Enter presses what it is on."""
        pressed = self._pressed(event, model)
        if pressed == "say":
            self.ctx.say(model.goal_text)
        return pressed

    def _pressed(self, event: UiEvent, model: FrameModel) -> str | None:
        if event.kind == "move":
            self.hover = self.hit(event.x, event.y, model)
        elif event.kind == "down" and event.button == 1:
            self.focus = None
            return self.hit(event.x, event.y, model)
        elif event.kind == "key":
            return self._key(event, model)
        return None

    def _key(self, event: UiEvent, model: FrameModel) -> str | None:
        if event.key.isdigit() and 1 <= int(event.key) <= len(model.tools):
            tile = model.tools[int(event.key) - 1]
            return f"tool:{tile.key}" if tile.enabled else None
        if event.key == "tab":
            self._turn(self._names(model), -1 if event.shift else 1)
            return None
        if event.key == "enter" and self.focus is not None:
            return self.focus
        if event.key == "f1":
            return "help"
        if event.key == SAY_KEY and self._speaks(model):
            return "say"
        if event.key not in ("shift", "ctrl"):
            self.focus = None
        return None

    def _turn(self, names: list[str], step: int) -> None:
        """The next name of the ring; beyond its end the scene has the keys again."""
        at = names.index(self.focus) + step if self.focus in names else (0 if step > 0 else len(names) - 1)
        self.focus = names[at] if 0 <= at < len(names) else None

    def _name_of(self, button: str) -> str:
        """The word for a button that is a picture alone; tools bear their names."""
        if button.startswith("tool:"):
            return ""
        text = self.ctx.language.text
        return {
            "back": text("Retour"), "help": text("Aide"), "pause": text("Pause"), "say": text("Écouter"),
        }.get(button, "")  # fmt: skip

    def pointed(self, model: FrameModel) -> str:
        """The name of the button or tool that the ring or the pointer is on, to be read aloud."""
        marked = self.focus or self.hover or ""
        tile = next((tile.label for tile in model.tools if marked == f"tool:{tile.key}"), "")
        return tile or self._name_of(marked)

    # drawing

    def draw(self, canvas: Canvas, model: FrameModel) -> None:
        """Both bars, then the toast."""
        paint.draw_top(canvas, model)
        self._widths = paint.tile_widths(canvas, model.tools)
        tiles = self.tiles(model)
        self.goal, speaks = model.goal_text, self._speaks(model)
        self.cue = model.cue_text if model.cue_level in ("watch", "bad") else ""
        paint.draw_bottom(canvas, model, tiles, speaks)
        rects = dict(paint.BUTTONS) | {f"tool:{tile.key}": rect for tile, rect in tiles}
        if speaks:
            rects["say"] = paint.goal_places(tiles, True).say
        if self.hover in rects:
            paint.draw_hover(canvas, rects[self.hover])
        if self.focus in rects:
            paint.draw_ring(canvas, rects[self.focus])
        marked = self.focus if self.focus in rects else self.hover
        if marked in rects and (name := self._name_of(marked)):
            draw_tip(canvas, rects[marked], name)
        heard = self.ctx.caption()
        if heard:
            draw_caption(canvas, heard, self.ctx.words.sound(heard))
        if model.toast:
            paint.draw_toast(canvas, *model.toast, *model.toast_at)
