"""Where the light went: the trainee's own trace, each event on it, its bill by cause, the gesture behind each cause.

It deliberately judges nothing; figures are those of the glass, and no press waits for the picture of a gesture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator.i18n import N_
from simulator.plant.line_events import LineEvent, events_of
from simulator.scenes.base import TICKS_PER_SECOND
from simulator.screens import chain_bill as bill
from simulator.screens import chain_paint as paint
from simulator.screens.chain_moments import Moments
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button, Choice, Widget

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise
    from simulator.optics.trace import Trace
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

#: The replay begins so long before the moment itself [ticks].
BEFORE = 3 * TICKS_PER_SECOND
#: Up to so many traces have their names side by side; a cable of several fibres keeps more.
SIDE_BY_SIDE = 4
#: An event is hardly seen where another wavelength shows so many times as much, and so much more [dB].
FAINT_TIMES, FAINT_DB = 3.0, 0.1
#: Steps of the bar while a picture is got ready: each is one frame.
NOTCHES = 12


#: A mark of the results and the moment of a cause that are no further apart are one gesture [ticks].
SAME_TICKS = 3 * TICKS_PER_SECOND


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


def _cost(event: LineEvent) -> tuple[bool, float]:
    """What is chosen first: what hands made, then what costs most."""
    return bool(event.moments), event.loss_db


def _dearest(trace: Measured) -> int:
    """The event that costs most among those made by hand."""
    return max(range(len(trace.events)), key=lambda i: _cost(trace.events[i]))


def _same(one: LineEvent, other: LineEvent) -> bool:
    """Whether two events are one place of a line, at another wavelength or from its other end."""
    return (one.part, one.name) == (other.part, other.name) and (one.kind == "end") == (other.kind == "end")


def _moment(event: LineEvent) -> int | None:
    """Tick of the gesture behind the dearest cause of an event, None when hands did not make it."""
    causes = [cause for cause in event.moments if event.bill.get(cause)]
    return event.moments[max(causes, key=lambda cause: event.bill[cause])] if causes else None


class Row(Widget):
    """An event of the list: the list paints it, this takes the press."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The ring."""
        self.ring(canvas, focused)


class ChainScreen:
    """One attempt's line: choose an event, read its bill, see the gesture.

    about: fact and tick of a mark of the results, which is then what it opens on.
    """

    running = False

    def __init__(
        self,
        context: Context,
        exercise: Exercise,
        attempt: Attempt,
        after: Callable[[], Screen],
        moments: Moments | None = None,
        about: tuple[str, int] | None = None,
    ) -> None:
        self.context = context
        self.exercise = exercise
        self.attempt = attempt
        self.traces = measured(attempt)
        # The trace that shows most of what costs most: a bend hides at the short wavelengths.
        self.shown = max(range(len(self.traces)), key=lambda i: _cost(self.traces[i].events[_dearest(self.traces[i])]))
        self.selected = _dearest(self.now)
        self.cause = ""
        if about is not None:
            self._turn_to(*about)
        self.dirty = True
        self.moments = moments or Moments(context, exercise, attempt)
        self._after = after
        self._next: Screen | None = self
        self._notch = 0
        self._build()

    def _turn_to(self, fact: str, tick: int) -> None:
        """To the cause that hands brought in at a tick, on the trace at which its fact was judged, where one is."""
        # A splice has a coil on either side, and its bend has the moment of the tighter one.
        coiled = fact.startswith("tray.")
        at_site = self.attempt.plant.site.wavelength_nm if fact.startswith("splice.") else 0
        found = [
            (abs(at - tick), round(each.trace.wavelength * 1e9) != at_site, -event.bill.get(cause, 0.0), i, k, cause)
            for i, each in enumerate(self.traces)
            for k, event in enumerate(each.events)
            for cause, at in event.moments.items()
            if cause == "bend" or not coiled
        ]
        nearest = min(found, default=None)
        if nearest is not None and (coiled or nearest[0] <= SAME_TICKS):
            *_, self.shown, self.selected, self.cause = nearest

    @property
    def now(self) -> Measured:
        """The trace that is shown."""
        return self.traces[self.shown]

    @property
    def event(self) -> LineEvent:
        """The event that is chosen."""
        return self.now.events[self.selected]

    def clearer(self) -> tuple[int, LineEvent] | None:
        """The trace of the same fibre that shows the chosen event far better, and the event there; None without one."""
        here = self.event
        found = [
            (index, event)
            for index, each in enumerate(self.traces)
            for event in each.events
            if each.number == self.now.number and _same(event, here)
            and event.loss_db >= max(here.loss_db + FAINT_DB, FAINT_TIMES * here.loss_db)
        ]  # fmt: skip
        return max(found, key=lambda each: (each[1].loss_db, self.traces[each[0]].side == self.now.side), default=None)

    def moment(self) -> int | None:
        """Tick of the gesture behind the dearest cause of the chosen event, None when hands did not make it."""
        return self.event.moments.get(self.cause) if self.cause else _moment(self.event)

    # work between the frames

    def idle(self, size: tuple[int, int]) -> bool:
        """Get the pictures of the gestures ready, that of the chosen row first; True while there is more."""
        chosen = self.moment()
        if not self.moments.wanted or (chosen is not None and self.moments.wanted[0] != chosen):
            self.moments.want(self._asked())
        more = self.moments.step()
        notch = 0 if chosen is None else int(NOTCHES * self.moments.share(chosen))
        if notch != self._notch:
            self._notch, self.dirty = notch, True
        return more

    def _asked(self) -> list[int]:
        """Ticks of the gestures of this trace: the chosen one, then those that the run again meets soonest."""
        others = sorted(tick for event in self.now.events if (tick := _moment(event)) is not None)
        chosen = self.moment()
        return others if chosen is None else [chosen, *others]

    def make_ready(self) -> None:
        """Wait for the pictures: for who draws this page without a window."""
        while self.idle((0, 0)):
            pass

    # input

    def _build(self) -> None:
        text = self.context.language.text
        widgets: list[Widget] = [Button("back", text("Retour"), "back", 48, 8, 56, 56, kind="icon")]
        if len(self.traces) > 1:
            widgets.append(self._chooser())
        for index, rect in enumerate(paint.row_rects(len(self.now.events))):
            widgets.append(Row(f"event:{index}", paint.title_of(self.context, self.now.events[index]), "", *rect))
        card = bill.Card(self)
        for cause, rect in card.cause_rects():
            if cause in self.event.moments:
                widgets.append(Row(f"cause:{cause}", self.context.words.bill(cause), "", *rect))
        if card.other is not None:
            widgets.append(Button("clearer", card.other, "wave", *card.other_rect(), kind="quiet"))
        if self.moment() is not None:
            widgets.append(Button("gesture", text("Voir le geste"), "replay", *paint.BUTTON, kind="primary"))
        before: Focus | None = getattr(self, "focus", None)
        kept = before.at.key if before is not None and before.at is not None else f"event:{self.selected}"
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
            self._build()
        elif name == "clearer":
            found = self.clearer()
            if found is not None:
                self._show(found[0])
        elif name == "gesture":
            self._gesture()

    def _show(self, index: int) -> None:
        """Another trace, with the same event chosen where it has it."""
        before, other = (self.now.number, self.event), self.traces[index]
        same = (i for i, event in enumerate(other.events) if other.number == before[0] and _same(event, before[1]))
        self.shown, self.selected, self.cause = index, next(same, _dearest(other)), ""
        self._build()

    def _gesture(self) -> None:
        tick = self.moment()
        if tick is None:
            return
        log = replays.parse("\n".join(self.attempt.log))
        start = max(0, tick - BEFORE)
        outcome = self.attempt.outcome()
        back = N_("Retour à ma ligne")
        self._next = self.context.ways.replay(log, self.exercise, outcome, start, back=back, after=self._again)

    def _again(self) -> ChainScreen:
        again = ChainScreen(self.context, self.exercise, self.attempt, self._after, self.moments)
        again.shown, again.selected, again.cause = self.shown, self.selected, self.cause
        again._build()
        return again

    # drawing

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
