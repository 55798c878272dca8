"""Where the light went: the trainee's own trace, each event on it, its bill by cause, the gesture behind each cause.

It deliberately judges nothing; figures are those of the glass, pictures are drawn by running the attempt again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator.plant.line_events import LineEvent, events_of
from simulator.scenes.base import TICKS_PER_SECOND
from simulator.screens import chain_paint as paint
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button, Choice, Widget

if TYPE_CHECKING:
    from simulator.app import Screen
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise
    from simulator.optics.trace import Trace
    from simulator.screens.context import Context

#: The replay begins so long before the moment itself [ticks].
BEFORE = 3 * TICKS_PER_SECOND
#: Up to so many traces have their names side by side; a cable of several fibres keeps more.
SIDE_BY_SIDE = 4


@dataclass(frozen=True, eq=False)
class Measured:
    """A trace that was kept, with the events of the line it was taken of. number: of the fibre; side: A or B."""

    number: int
    side: str
    trace: Trace
    events: tuple[LineEvent, ...]


def measured(attempt: Attempt) -> list[Measured]:
    """The traces of an attempt that tell of its own hands; none when no event on them was made by hand."""
    found: list[Measured] = []
    for stage in range(len(attempt.exercise.stages)):
        scene = attempt.scene_at(stage)
        for kept in getattr(scene, "kept", ()):
            line = attempt.plant.line_of(kept.number)
            events = events_of(line, kept.trace.wavelength, backwards=kept.side == "B")
            found.append(Measured(kept.number, kept.side, kept.trace, tuple(events)))
    made = any(event.moments for each in found for event in each.events)
    return found if made else []


class Row(Widget):
    """An event of the list: the list paints it, this takes the press."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The ring."""
        self.ring(canvas, focused)


class ChainScreen:
    """One attempt's line: choose an event, read its bill, see the gesture."""

    running = False

    def __init__(self, context: Context, exercise: Exercise, attempt: Attempt, after) -> None:
        self.context = context
        self.exercise = exercise
        self.attempt = attempt
        self.traces = measured(attempt)
        self.shown = 0
        self.selected = self._first()
        self.cause = ""
        self.dirty = True
        self._after = after
        self._next: Screen | None = self
        self._pictures: dict[int, object] = {}
        self._build()

    @property
    def now(self) -> Measured:
        """The trace that is shown."""
        return self.traces[self.shown]

    @property
    def event(self) -> LineEvent:
        """The event that is chosen."""
        return self.now.events[self.selected]

    def _first(self) -> int:
        """The event that costs most among those made by hand."""
        events = self.traces[self.shown].events
        return max(range(len(events)), key=lambda i: (bool(events[i].moments), events[i].loss_db))

    def moment(self) -> int | None:
        """Tick of the gesture behind the dearest cause of the chosen event, None when hands did not make it."""
        event = self.event
        causes = [cause for cause in event.moments if event.bill.get(cause)]
        if self.cause in causes:
            return event.moments[self.cause]
        return event.moments[max(causes, key=lambda c: event.bill[c])] if causes else None

    # input

    def _build(self) -> None:
        text = self.context.language.text
        widgets: list[Widget] = [Button("back", text("Retour"), "back", 48, 8, 56, 56, kind="icon")]
        if len(self.traces) > 1:
            widgets.append(self._chooser())
        for index, rect in enumerate(paint.row_rects(len(self.now.events))):
            widgets.append(Row(f"event:{index}", paint.title_of(self.context, self.now.events[index]), "", *rect))
        for cause, rect in paint.cause_rects(self.event):
            if cause in self.event.moments:
                widgets.append(Row(f"cause:{cause}", self.context.words.bill(cause), "", *rect))
        if self.moment() is not None:
            widgets.append(Button("gesture", text("Voir le geste"), "replay", *paint.BUTTON, kind="primary"))
        kept = self.focus.at.key if hasattr(self, "focus") and self.focus.at is not None else f"event:{self.selected}"
        self.focus = Focus(widgets)
        self.focus.start_at(next((w for w in widgets if w.key == kept), widgets[-1]))

    def _chooser(self) -> Widget:
        """What changes the trace: all names side by side where they fit, else one; a press brings the next."""
        if len(self.traces) > SIDE_BY_SIDE:
            said = f"{self._name(self.now)} · {self.shown + 1}/{len(self.traces)}"
            return Button("trace", said, "sync", 1112, 8, 760, 56, kind="secondary")
        options = [(str(i), self._name(each)) for i, each in enumerate(self.traces)]
        return Choice("trace", "", "", 1112, 8, 760, 56, options=options, value=str(self.shown))

    def _name(self, trace: Measured) -> str:
        """What tells a trace from the others: its wavelength; fibre and end where they differ."""
        text, said = self.context.language.text, []
        if len({each.number for each in self.traces}) > 1:
            said.append(text("Fibre {n}", n=trace.number))
        if len({each.side for each in self.traces}) > 1:
            said.append(text("Bout {end}", end=trace.side))
        said.append(self.context.language.wavelength(trace.trace.wavelength * 1e9))
        return ", ".join(said)

    def handle(self, event: UiEvent) -> None:
        """Events by click, arrows or number; Enter on an event shows its gesture."""
        self.dirty = True
        if event.kind == "key" and event.key == "escape":
            self._press("back")
            return
        if event.kind == "key" and event.key in ("up", "down", "left", "right") and self._on_list():
            step = 1 if event.key in ("down", "right") else -1
            self._select((self.selected + step) % len(self.now.events))
            return
        if event.kind == "down":
            pin = paint.pin_at(self.now, event.x, event.y)
            if pin is not None:
                self._select(pin)
                return
        pressed = self.focus.handle(event)
        if pressed:
            self._press(pressed)

    def _on_list(self) -> bool:
        at = self.focus.at
        return at is None or at.key.startswith("event:")

    def _select(self, index: int) -> None:
        self.selected, self.cause = index, ""
        self._build()
        self.focus.start_at(next(w for w in self.focus.widgets if w.key == f"event:{index}"))

    def _press(self, name: str) -> None:
        if name == "back":
            self._next = self._after()
        elif name == "trace":
            self._show((self.shown + 1) % len(self.traces))
        elif name.startswith("trace="):
            self._show(int(name[6:]))
        elif name.startswith("event:"):
            index = int(name[6:])
            if index == self.selected and self.moment() is not None:
                self._gesture()
            else:
                self._select(index)
        elif name.startswith("cause:"):
            self.cause = name[6:]
        elif name == "gesture":
            self._gesture()

    def _show(self, index: int) -> None:
        self.shown = index
        self.selected, self.cause = self._first(), ""
        self._build()

    def _gesture(self) -> None:
        from simulator.screens.replay import ReplayScreen

        tick = self.moment()
        if tick is None:
            return
        log = replays.parse("\n".join(self.attempt.log))
        start = max(0, tick - BEFORE)
        outcome = self.attempt.outcome()
        self._next = ReplayScreen(self.context, log, self.exercise, outcome, start, after=self._again)

    def _again(self) -> ChainScreen:
        return ChainScreen(self.context, self.exercise, self.attempt, self._after)

    # drawing

    def picture(self):
        """What was seen at the moment of the chosen event, small; drawn once."""
        tick = self.moment()
        if tick is None:
            return None
        if tick not in self._pictures:
            self._pictures[tick] = paint.picture_of(self.context, self.exercise, self.attempt, tick)
        return self._pictures[tick]

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        paint.draw(canvas, self)
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))

    def tick(self) -> None:
        """Nothing moves."""

    def pointed(self) -> str:
        """The words of what the ring or the pointer is on."""
        return self.focus.words

    def next_screen(self) -> Screen | None:
        """Itself until something was chosen."""
        return self._next

    def close(self) -> None:
        """Nothing is held."""
