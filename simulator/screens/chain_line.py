"""The line that an attempt made, as it was measured: its traces, the events on them, and which of them is looked at.

It deliberately draws nothing and takes no input.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from simulator.plant.line_events import LineEvent, events_of
from simulator.scenes.base import TICKS_PER_SECOND

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.optics.trace import Trace

#: An event is hardly seen where another wavelength shows so many times as much, and so much more [dB].
FAINT_TIMES, FAINT_DB = 3.0, 0.1
#: A mark of the results and the moment of a cause that are no further apart are one gesture [ticks].
SAME_TICKS = 3 * TICKS_PER_SECOND
#: Name of the plug at end B, which has no place of the plan: the instrument tells it by its letter.
FAR = "B"


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
        scene: Any = attempt.scene_at(stage)
        for kept in getattr(scene, "kept", ()):
            line = attempt.plant.line_of(kept.number)
            events = events_of(line, kept.trace.wavelength, backwards=kept.side == "B")
            found.append(Measured(kept.number, kept.side, kept.trace, _named(events, scene.params.head, kept.side)))
    made = any(event.moments for each in found for event in each.events)
    return found if made else []


def _named(events: list[LineEvent], head: str, side: str) -> tuple[LineEvent, ...]:
    """Events whose plugs at the ends of the line have the names that the instrument gives those places.

    The line knows them by what is plugged in there, which changes sides with the instrument.
    """
    names = {"cord": head, "tail": FAR} if side == "A" else {"cord": FAR, "tail": head}
    return tuple(replace(e, name=names.get(e.name, e.name)) if e.part < 0 else e for e in events)


def _cost(event: LineEvent) -> tuple[bool, float]:
    """What is chosen first: what hands made, then what costs most."""
    return bool(event.moments), event.loss_db


def _dearest(trace: Measured) -> int:
    """The event that costs most among those made by hand."""
    return max(range(len(trace.events)), key=lambda i: _cost(trace.events[i]))


def _same(one: LineEvent, other: LineEvent) -> bool:
    """Whether two events are one place of a line, at another wavelength or from its other end."""
    return (one.part, one.name) == (other.part, other.name) and (one.kind == "end") == (other.kind == "end")


def moment_of(event: LineEvent) -> int | None:
    """Tick of the gesture behind the dearest cause of an event, None when hands did not make it."""
    causes = [cause for cause in event.moments if event.bill.get(cause)]
    return event.moments[max(causes, key=lambda cause: event.bill[cause])] if causes else None


class Line:
    """An attempt's traces. shown: number of the one that is looked at; selected: of its event; cause: of its bill."""

    def __init__(self, attempt: Attempt) -> None:
        self.traces = measured(attempt)
        self._site_nm = attempt.plant.site.wavelength_nm
        # The trace that shows most of what costs most: a bend hides at the short wavelengths.
        self.shown = max(range(len(self.traces)), key=lambda i: _cost(self.traces[i].events[_dearest(self.traces[i])]))
        self.selected = _dearest(self.now)
        self.cause = ""

    def turn_to(self, fact: str, tick: int) -> None:
        """To the cause that hands brought in at a tick, on the trace at which its fact was judged, where one is."""
        # A splice has a coil on either side, and its bend has the moment of the tighter one.
        coiled = fact.startswith("tray.")
        at_site = self._site_nm if fact.startswith("splice.") else 0
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
        return self.event.moments.get(self.cause) if self.cause else moment_of(self.event)

    def moments(self) -> list[int]:
        """Ticks of the gestures of this trace: that of the chosen event first, then the others in order of time."""
        others = sorted(tick for event in self.now.events if (tick := moment_of(event)) is not None)
        chosen = self.moment()
        return others if chosen is None else [chosen, *others]

    def select(self, index: int) -> None:
        """Another event of this trace."""
        self.selected, self.cause = index, ""

    def show(self, index: int) -> None:
        """Another trace, with the same event chosen where it has it."""
        before, other = (self.now.number, self.event), self.traces[index]
        same = (i for i, event in enumerate(other.events) if other.number == before[0] and _same(event, before[1]))
        self.shown, self.selected, self.cause = index, next(same, _dearest(other)), ""
