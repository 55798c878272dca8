"""The skeleton of every scene's view: the frame round it, its messages, its beat, and what the frame's buttons ask for.

It deliberately knows no scene and draws nothing: the class of a scene fills in the methods below. Effects are told
apart by their form, for ``ui`` may import nothing of the scenes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Protocol, runtime_checkable

from simulator.ui import keycaps
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import FrameModel, SceneFrame, ToolTile, ViewContext
from simulator.ui.guidance import PULSE_TICKS
from simulator.ui.mirror import RAIL, STRIP, Layout, LeftHand
from simulator.ui.spot_card import SpotCard
from simulator.ui.toast import TOAST_AT

#: Ticks a second, as the attempt counts them.
TICKS_PER_SECOND = 60
#: How long a message stays [ticks].
TOAST_TICKS, LONG_TOAST_TICKS = 4 * TICKS_PER_SECOND, 8 * TICKS_PER_SECOND
#: Hands that do nothing for so long [ticks] need no seconds on the clock: only what moves by itself is drawn then.
QUIET_TICKS = 10 * TICKS_PER_SECOND


@runtime_checkable
class Message(Protocol):
    """An effect to be told in words: a wording key and a level."""

    key: str
    level: str


def step_dots(icons: Iterable[str], now: int) -> list[tuple[str, str]]:
    """The dots of the top bar: tool pictures done before step now, current at it, to do after it."""
    return [
        (f"ui/tools/{icon}", "done" if i < now else "current" if i == now else "todo") for i, icon in enumerate(icons)
    ]


class SceneView:
    """The base of a scene's view. What it gives: input in the right order, tick and message bookkeeping, the frame.

    A scene says with class attributes: GOAL_ICONS, picture of the goal line by what the goal's name holds, first fit
    wins; ICON, picture where none fits; EXAM, key of the goal line without help; KEY_TICKS, how long a key stays down.
    It writes ``_chip``, ``_stages``, ``_tiles`` and ``draw``, and where it needs them ``_input``, ``_tile``, ``_held``,
    ``_pass``, ``_noticed``, ``_icon``, ``_goal_text``, ``_cue_said``, ``waiting`` and ``hums``. ``scene`` is only read.
    LEFT says how the scene lies for left hands (``ui/mirror``): its inputs then arrive as right hands would have given
    them, and ``_on(canvas, x, y)`` is what a place is drawn on; GROUND: pictures behind a rail that stands at the left.
    GOAL_KEYS: the keys that do what the goal asks for, by what its name holds, first fit wins; Enter where none fits.
    A rail that is a SpotCard goes into ``card``: then Tab goes through its buttons before the frame's.
    """

    GOAL_ICONS: ClassVar[Sequence[tuple[str, str]]] = ()
    TOAST_AT: ClassVar[tuple[float, float]] = TOAST_AT
    ICON: ClassVar[str] = "hand"
    EXAM: ClassVar[str] = ""
    GOAL_KEYS: ClassVar[Sequence[tuple[str, tuple[str, ...]]]] = ()
    KEY_TICKS: ClassVar[int] = 10
    LEFT: ClassVar[Layout | None] = None
    GROUND: ClassVar[Sequence[str]] = ()

    def __init__(self, scene: Any, ctx: ViewContext) -> None:
        self.scene, self.ctx = scene, ctx
        self.frame = SceneFrame(ctx)
        self.card: SpotCard | None = None
        #: Where the pointer is, as right hands know the place.
        self._pointed_at = (0.0, 0.0)
        self.left = LeftHand(self.LEFT) if ctx.left_handed and self.LEFT is not None else None
        #: Ticks so far, for what moves on screen only; ticks that a light of success still runs.
        self._beat = self._ring = 0
        #: Ticks since anything was done, happened or became due.
        self._calm = 0
        self._goal: str | None = None
        #: The key that is down on the picture of an instrument, whatever its view calls it.
        self._pressed: Any = None
        self._pressed_left = 0
        self._toast: tuple[str, str] | None = None
        self._toast_left = 0
        self._wanted: str | None = None

    # input

    def handle(self, event: UiEvent) -> list[Any]:
        """One input: the card's ring of focus, the frame's buttons, then the scene. Returns actions."""
        if self.ctx.ghost:
            return []
        self.wake()
        taken = self._before_frame(event)
        if taken is not None:
            return taken
        asked = self.frame.handle(event, self._model())
        if self.card is not None:
            self.card.after_frame(event, self.frame.focus is not None)
        if asked is None:
            mine = self.left.event(event) if self.left is not None else event
            if mine.kind == "move":
                self._pointed_at = (mine.x, mine.y)
            found = self._input(mine)
            if not found:
                self._tell_keys(event)
            return found
        if asked.startswith("tool:"):
            return self._tile(asked.removeprefix("tool:"))
        if asked != "say":
            self._wanted = "leave" if asked == "back" else asked
        return []

    def _tell_keys(self, event: UiEvent) -> None:
        """Enter did nothing where the goal asks for other keys: say which, so that nobody presses it for ever."""
        keys = self._served_keys()
        if event.kind == "key" and event.key == "enter" and keys and not any("enter" in name for name in keys):
            caps = "  ".join(keycaps.words(self.ctx.language, keys))
            self._tell("info", self.ctx.language.text("Ici, appuie sur : {keys}", keys=caps))

    def _served_keys(self) -> tuple[str, ...]:
        """The keys of the goal as they lie for the hand that works; none without help."""
        keys = self._goal_keys(self.scene.goal()) if self.ctx.help else ()
        return keys if self.left is None else tuple(next(iter(self.left.keys(frozenset((key,))))) for key in keys)

    def _before_frame(self, event: UiEvent) -> list[Any] | None:
        """Actions of an input that the frame shall not see; None passes it on."""
        stays = self.card is not None and self.card.before_frame(event, self.frame.focus is not None)
        return [] if stays else None

    def _input(self, event: UiEvent) -> list[Any]:
        """Actions of an input that was not the frame's."""
        return []

    def _tile(self, key: str) -> list[Any]:
        """Actions of a tool of the bottom bar."""
        return []

    def _press(self, name: Any) -> None:
        """Show a key of an instrument pressed for KEY_TICKS."""
        self._pressed, self._pressed_left = name, self.KEY_TICKS

    def pointed(self) -> str:
        """The words of what the ring or the pointer is on, for who hears instead of reading."""
        on_card = self.card.words_at(*self._pointed_at) if self.card is not None else ""
        return self.frame.pointed(self._model()) or on_card

    def wanted(self) -> str | None:
        """What the frame's buttons asked for since the last call: leave, help or pause; a rail's: faster."""
        asked, self._wanted = self._wanted, None
        return asked

    def closes(self) -> bool:
        """Whether Escape closes something of the scene's own now; else it pauses the attempt."""
        return False

    # time

    def wake(self) -> None:
        """Guidance moves again, and the clock counts seconds."""
        self._calm = 0

    @property
    def _pulse(self) -> int:
        """Ticks that guidance has moved since it was woken; a replay goes on by itself, and so does its light."""
        return self._beat if self.ctx.ghost else min(self._calm, PULSE_TICKS)

    def clock_text(self) -> str:
        """The time of the attempt; in whole minutes while nobody does anything."""
        ticks, language = self.ctx.clock(), self.ctx.language
        if self.ctx.ghost or self._calm < QUIET_TICKS:
            return str(language.clock(ticks))
        return str(language.text("{n} min", n=language.number(ticks // (60 * TICKS_PER_SECOND), 0)))

    def tick(self, held: frozenset[str]) -> list[Any]:
        """Once per tick: keys that are held, and what only moves on screen. Returns actions."""
        self._beat += 1
        self._calm += 1
        goal = self.scene.goal()
        if held or goal != self._goal:
            self._goal = goal
            self.wake()
        self._ring = max(0, self._ring - 1)
        self._toast_left = max(0, self._toast_left - 1)
        self._pressed_left = max(0, self._pressed_left - 1)
        if not self._pressed_left:
            self._pressed = None
        if self.card is not None:
            self.card.settle()
        self._pass()
        if self.ctx.ghost:
            return []
        return self._held(self.left.keys(held) if self.left is not None else held)

    def _pass(self) -> None:
        """What else moves on screen by itself."""

    def _held(self, held: frozenset[str]) -> list[Any]:
        """Actions of the keys that are held down."""
        return []

    def notice(self, effects: Sequence[Any]) -> None:
        """Show what the step brought: every message and every sound has something to be seen."""
        if effects:
            self.wake()
        for effect in effects:
            if isinstance(effect, Message):
                self._toast = (effect.level, self.ctx.words.toast(effect.key))
                self._toast_left = TOAST_TICKS
            self._noticed(effect)

    def _tell(self, level: str, said: str) -> None:
        """A message of the view itself, about a gesture that it has not passed on yet."""
        self._toast, self._toast_left = (level, said), LONG_TOAST_TICKS

    def _noticed(self, effect: Any) -> None:
        """What an effect shows besides its words."""

    def waiting(self) -> bool:
        """True while only time passes."""
        return False

    # for left hands

    def _on(self, canvas: Canvas, x: float, y: float) -> Canvas:
        """What a place, as right hands know it, is drawn on."""
        return canvas if self.left is None else self.left.canvas(canvas, x, y)

    def _rail(self, canvas: Canvas) -> Canvas:
        """What the rail is drawn on."""
        return self._on(canvas, *RAIL[:2])

    def _draw_strip(self, canvas: Canvas) -> None:
        """For left hands: the ground behind the rail, where the bench has made room for it."""
        if self.left is not None:
            canvas.layer(("left strip", self.scene.params, self.GROUND), self._paint_strip, STRIP, True)

    def _paint_strip(self, canvas: Canvas) -> None:
        for name in self.GROUND:
            canvas.part(name, 0, 0)

    # the frame

    def _chip(self) -> tuple[str | None, str]:
        """The mark of the work, if it has one (a fibre's colour, else a part's name), and its name."""
        raise NotImplementedError

    def _stages(self) -> list[tuple[str, str]]:
        """Pictures of the steps, each 'done', 'current' or 'todo'."""
        raise NotImplementedError

    def _tiles(self) -> list[ToolTile]:
        """The tools of the bottom bar."""
        raise NotImplementedError

    def _tile_rect(self, key: str) -> tuple[float, float, float, float] | None:
        """Where a tool of the bottom bar is drawn."""
        return next((rect for tile, rect in self.frame.tiles(self._model()) if tile.key == key), None)

    def _icon(self, goal: str) -> str:
        """The picture beside the goal."""
        return next((tool for part, tool in self.GOAL_ICONS if part in goal), self.ICON)

    def _goal_keys(self, goal: str) -> tuple[str, ...]:
        """The keys that do what the goal asks for."""
        return next((keys for part, keys in self.GOAL_KEYS if part in goal), ("enter",))

    def _goal_text(self, goal: str) -> str:
        """The sentence of the goal; without help only what the work is."""
        return self.ctx.words.goal(goal if self.ctx.help else self.EXAM)

    def _cue(self) -> Any:
        """The live cue; a view that holds a measure not yet taken tells of that instead."""
        return self.scene.cue()

    def _cue_said(self, cue: Any) -> tuple[str, float | None]:
        """Words of the live cue, and its place on the gauge [0-1], None without a gauge."""
        return self.ctx.words.cue(cue.key), cue.position

    def _model(self) -> FrameModel:
        goal = self.scene.goal()
        mark, name = self._chip()
        cue = self._cue() if self.ctx.help and self.ctx.live_cues else None
        said, position = self._cue_said(cue) if cue else ("", None)
        by_keys = self.ctx.by_keys()
        keys = self._served_keys() if by_keys else ()
        return FrameModel(
            title=self.ctx.title,
            chip_mark=mark,
            chip_text=name,
            stages=self._stages(),
            clock_text=self.clock_text(),
            goal_icon=f"ui/tools/{self._icon(goal)}",
            goal_text=self._goal_text(goal),
            tools=self._tiles(),
            cue_level=cue.level if cue else None,
            cue_text=said,
            cue_position=position,
            toast=self._toast if self._toast_left else None,
            toast_at=self.TOAST_AT,
            keys=keycaps.words(self.ctx.language, keys),
            numbered=by_keys,
        )
