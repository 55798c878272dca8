"""The frame round every scene: top bar with the stages, bottom bar with goal, tools and live cue.

It deliberately knows no scene: a FrameModel says everything, and a press comes back as a short name.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.theme import Theme, faded
from simulator.ui.widgets import CLEAR

TOP = 72.0
BOTTOM_Y = 968.0
TILE_W, TILE_H, TILE_GAP = 112.0, 98.0, 5.0
CUE = (1576.0, 984.0, 296.0, 80.0)
STATES = {"good": "good", "watch": "watch", "bad": "bad", "info": "info"}


@dataclass(frozen=True)
class ViewContext:
    """What a view is told: language, words, theme, the exercise's title, and whether help is shown or it is a replay."""

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
    left_handed: bool = False


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
    """All that the frame shows in one frame. stages: (part name, 'done' | 'current' | 'todo'); toast: (level, text)."""

    title: str
    chip_colour: str | None = None
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


Rect = tuple[float, float, float, float]
BACK: Rect = (48, 6, 58, 58)
HELP: Rect = (1752, 6, 58, 58)
PAUSE: Rect = (1816, 6, 58, 58)


def _inside(rect: Rect, x: float, y: float) -> bool:
    return rect[0] <= x <= rect[0] + rect[2] and rect[1] <= y <= rect[1] + rect[3]


class SceneFrame:
    """Draws the bars and turns presses into names: back, help, pause, tool:KEY."""

    def __init__(self, ctx: ViewContext) -> None:
        self.ctx = ctx
        self._focus: str | None = None
        self._hover: str | None = None

    # input

    def _names(self, model: FrameModel) -> list[str]:
        return [f"tool:{tile.key}" for tile in model.tools if tile.enabled] + ["help", "pause", "back"]

    def hit(self, x: float, y: float, model: FrameModel) -> str | None:
        """What lies under a point."""
        for name, rect in (("back", BACK), ("help", HELP), ("pause", PAUSE)):
            if _inside(rect, x, y):
                return name
        for tile, rect in self._tiles(model):
            if tile.enabled and _inside(rect, x, y):
                return f"tool:{tile.key}"
        return None

    def handle(self, event: UiEvent, model: FrameModel) -> str | None:
        """One input; the name of what was pressed, else None."""
        if event.kind == "move":
            self._hover = self.hit(event.x, event.y, model)
        elif event.kind == "down" and event.button == 1:
            self._focus = None
            return self.hit(event.x, event.y, model)
        elif event.kind == "key":
            return self._key(event, model)
        return None

    def _key(self, event: UiEvent, model: FrameModel) -> str | None:
        if event.key.isdigit() and 1 <= int(event.key) <= len(model.tools):
            tile = model.tools[int(event.key) - 1]
            return f"tool:{tile.key}" if tile.enabled else None
        if event.key == "tab":
            names = self._names(model)
            step = -1 if event.shift else 1
            at = names.index(self._focus) + step if self._focus in names else (0 if step > 0 else -1)
            self._focus = names[at] if -len(names) <= at < len(names) else None
            return None
        if event.key == "enter" and self._focus is not None:
            return self._focus
        if event.key == "f1":
            return "help"
        if event.key not in ("shift", "ctrl"):
            self._focus = None
        return None

    # drawing

    def draw(self, canvas: Canvas, model: FrameModel) -> None:
        """Both bars."""
        key = (model.title, model.chip_colour, model.chip_text, tuple(model.stages))
        canvas.layer(("frame top", key), lambda c: self._paint_top(c, model), (0, 0, 1920, 84))
        canvas.icon("clock", 1642, 36, 24, "ink_soft")
        canvas.text(1664, 36, model.clock_text, "lead", "ink_soft", "left", "middle", None, "", None, True)
        for name, rect in (("back", BACK), ("help", HELP), ("pause", PAUSE)):
            self._outline(canvas, rect, name)
        canvas.layer(("frame bottom",), self._paint_bottom, (0, 952, 1920, 128))
        self._draw_goal(canvas, model)
        for tile, rect in self._tiles(model):
            self._draw_tile(canvas, tile, rect)
        if model.cue_level:
            self._draw_cue(canvas, model)
        if model.toast:
            self._draw_toast(canvas, *model.toast)

    def _outline(self, canvas: Canvas, rect: Rect, name: str) -> None:
        if self._focus == name:
            canvas.rect(rect[0] - 4, rect[1] - 4, rect[2] + 8, rect[3] + 8, CLEAR, 14, 4, "light")
        elif self._hover == name:
            canvas.rect(*rect, CLEAR, 10, 3, "action")

    def _paint_top(self, canvas: Canvas, model: FrameModel) -> None:
        canvas.gradient_v(0, TOP, 1920, 12, faded(canvas.theme.shadow, 0.1), faded(canvas.theme.shadow, 0.0))
        canvas.rect(0, 0, 1920, TOP, "panel")
        for rect, icon in ((BACK, "back"), (HELP, "help"), (PAUSE, "pause")):
            canvas.rect(*rect, "panel", 10, 2, "line")
            canvas.icon(icon, rect[0] + rect[2] / 2, rect[1] + rect[3] / 2, 34, "ink")
        x = 128.0
        width = 420.0 if model.chip_text else 560.0
        block = canvas.fitted(x, 36, model.title, width, "title", "ink", "left", "middle", "semibold")
        x += block.width + 28
        if model.chip_text:
            chip = canvas.measure(model.chip_text, "small", "medium").width + 56
            canvas.rect(x, 18, chip, 36, "info_pale", 18)
            if model.chip_colour:
                canvas.circle(x + 20, 36, 9, canvas.theme.fibre(model.chip_colour).base, 1.5, "ink_soft")
            canvas.text(x + 38, 36, model.chip_text, "small", "ink", "left", "middle", None, "medium")
            x += chip
        self._paint_stages(canvas, model.stages, x)

    def _paint_stages(self, canvas: Canvas, stages: list[tuple[str, str]], clear_from: float) -> None:
        count = len(stages)
        if not count:
            return
        step = min(84.0, 640.0 / count)
        first = max(clear_from + 60, 960 - step * (count - 1) / 2)
        for index in range(count - 1):
            x0, x1 = first + index * step + 24, first + (index + 1) * step - 24
            lit = stages[index][1] == "done"
            canvas.rect(x0, 33, x1 - x0, 6, "light" if lit else "track", 3)
        for index, (icon, state) in enumerate(stages):
            cx = first + index * step
            big = state == "current"
            edge = "action" if big else "light" if state == "done" else "line"
            canvas.circle(cx, 36, 28 if big else 22, "panel" if state != "done" else "light_pale", 4 if big else 3, edge)
            size = 38 if big else 30
            canvas.part(icon, cx - size / 2, 36 - size / 2, stretch=(size, size), alpha=0.45 if state == "todo" else 1.0)
            if state == "done":
                canvas.part("ui/states/done", cx + 8, 42, stretch=(20, 20))

    def _paint_bottom(self, canvas: Canvas) -> None:
        canvas.gradient_v(0, 956, 1920, 12, faded(canvas.theme.shadow, 0.0), faded(canvas.theme.shadow, 0.1))
        canvas.rect(0, BOTTOM_Y, 1920, 112, "panel")

    def _tiles(self, model: FrameModel) -> list[tuple[ToolTile, Rect]]:
        count = len(model.tools)
        width = TILE_W if count <= 7 else TILE_W * 7 / count
        whole = count * width + (count - 1) * TILE_GAP
        left = 1000 - whole / 2
        return [(tile, (left + i * (width + TILE_GAP), 975, width, TILE_H)) for i, tile in enumerate(model.tools)]

    def _draw_goal(self, canvas: Canvas, model: FrameModel) -> None:
        canvas.rect(48, 988, 72, 72, "action_pale", 12)
        if model.goal_icon:
            canvas.part(model.goal_icon, 57, 997, stretch=(54, 54))
        tiles = self._tiles(model)
        right = tiles[0][1][0] if tiles else 1500
        block = canvas.texts.layout(model.goal_text, "lead", "semibold", right - 164)
        if len(block.lines) > 3:
            block = canvas.texts.layout(model.goal_text, "body", "semibold", right - 164)
        canvas.block(140, 1024, block, "ink", "left", "middle")

    def _draw_tile(self, canvas: Canvas, tile: ToolTile, rect: Rect) -> None:
        name = f"tool:{tile.key}"
        x, y, w, h = rect
        key = ("tile", tile, self._focus == name, self._hover == name, round(x))
        canvas.layer(key, lambda c: self._paint_tile(c, tile, rect), (x - 6, y - 6, w + 12, h + 12))

    def _paint_tile(self, canvas: Canvas, tile: ToolTile, rect: Rect) -> None:
        name = f"tool:{tile.key}"
        x, y, w, h = rect
        ground = "action_pale" if tile.selected else "panel_soft"
        edge = "action" if tile.selected or self._hover == name else "line"
        canvas.rect(x, y, w, h, ground, 12, 4 if tile.selected else 2, edge)
        if self._focus == name:
            canvas.rect(x - 4, y - 4, w + 8, h + 8, CLEAR, 15, 4, "light")
        canvas.part(tile.icon, x + w / 2 - 28, y + 7, stretch=(56, 56), alpha=1.0 if tile.enabled else 0.4)
        ink = "action_deep" if tile.selected else "ink" if tile.enabled else "ink_soft"
        weight = "semibold" if tile.selected else "medium"
        canvas.fitted(x + w / 2, y + 80, tile.label, w - 10, "small", ink, "center", "middle", weight)
        if tile.done:
            canvas.part("ui/states/done", x + w - 28, y + 4, stretch=(24, 24))
        if tile.badge:
            canvas.circle(x + 18, y + 18, 13, "bumper")
            canvas.text(x + 18, y + 18, tile.badge, "small", "ink", "center", "middle", None, "bold")

    def _draw_cue(self, canvas: Canvas, model: FrameModel) -> None:
        x, y, w, h = CUE
        level = STATES[model.cue_level or "info"]
        canvas.rect(x, y, w, h, f"{level}_pale", 12, 3, level)
        canvas.part(f"ui/states/{level}", x + 16, y + 16, stretch=(48, 48))
        middle = y + 26 if model.cue_position is not None else y + h / 2
        canvas.fitted(x + 78, middle, model.cue_text, w - 92, "lead", f"{level}_text", "left", "middle", "semibold")
        if model.cue_position is None:
            return
        width = (w - 100) / 3
        for index, colour in enumerate(("watch", "good", "bad")):
            canvas.rect(x + 78 + index * (width + 3), y + 54, width, 8, colour, 4)
        at = x + 78 + (w - 94) * min(1.0, max(0.0, model.cue_position))
        canvas.circle(at, y + 58, 10, "panel", 4, level)

    def _draw_toast(self, canvas: Canvas, level: str, text: str) -> None:
        level = STATES.get(level, "info")
        block = canvas.texts.layout(text, "body", "medium", 760)
        w, h = block.width + 100, max(64.0, block.height + 28)
        x, y = 780 - w / 2, 88.0
        canvas.card(x, y, w, h, f"{level}_pale", 14)
        canvas.rect(x, y, w, h, CLEAR, 14, 3, level)
        canvas.part(f"ui/states/{level}", x + 18, y + h / 2 - 18, stretch=(36, 36))
        canvas.block(x + 70, y + h / 2, block, f"{level}_text", "left", "middle")
