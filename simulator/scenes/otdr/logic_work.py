"""The job behind the measurement: what the line truly holds, as the present settings show it, or a recorded trace's.

It deliberately keeps no second copy of the line: truth is worked out again whenever the line's link has changed.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from simulator.formats import sor
from simulator.instruments.otdr_panel import FieldOtdr, Keys, Run, factory_index
from simulator.optics.cursors import finite_levels
from simulator.optics.link import Link, Section
from simulator.optics.otdr import Receiver
from simulator.optics.trace import Trace
from simulator.plant import Line, Plant
from simulator.scenes.otdr import logic_truth as truths
from simulator.scenes.otdr.logic_judge import Case, Judgement, judge
from simulator.scenes.otdr.logic_params import Params, Row
from simulator.scenes.otdr.logic_truth import Expected, Hidden

#: How far a row may lie from its event [m], and how many pulses; the nearer of two events wins anyway.
NEAR_M, NEAR_PULSES = 12.0, 1.2
#: What an index may be off: 1 m in 3.7 km.
INDEX_TOLERANCE = 0.0004
#: Over the deepest level of a recorded trace by which a sample holds light [dB].
LIT_DB = 1.0


class Work:
    """The truth about one fibre. number: the fibre's."""

    def __init__(self, params: Params, plant: Plant, otdr: FieldOtdr, receiver: Receiver, number: int) -> None:
        self.params, self.plant, self.otdr, self.receiver = params, plant, otdr, receiver
        self.number = number
        self._recorded: tuple[tuple[Expected, ...], tuple[float, ...]] | None = None
        self._trace: Trace | None = None
        self._run: Run | None = None
        self._link: Link | None = None
        #: The last run with the plug out: it shows the launch reel, and nothing of the line.
        self.reel: Run | None = None
        #: Grows with every change, so that what is worked out from the scene need not be worked out again.
        self.version = 0

    def changed(self) -> None:
        """Hands did something, or the trace got sharper."""
        self.version += 1

    def touched(self) -> None:
        """Hands were at the line: what it is to light must be asked again."""
        self._link = None

    @property
    def run(self) -> Run | None:
        """The last measurement from side A: the table's places and ghosts are those of its screen."""
        now = self.otdr.run if self.plant.number == self.number else None
        if now is not None and now is not self.reel and now.side == "A" and now.seconds:
            self._run = now
        return self._run

    @property
    def line(self) -> Line:
        """The line of this fibre."""
        return self.plant.line_of(self.number)

    @property
    def nms(self) -> tuple[int, ...]:
        """Wavelengths measured [nm], else those that are set."""
        return tuple(self.run.seconds) if self.run else self.otdr.keys.wavelengths_nm

    @property
    def keys(self) -> Keys:
        """Keys of the last measurement from A with the index that it is shown with, else as they are set."""
        return self.run.shown if self.run else self.otdr.keys

    @property
    def pulse_m(self) -> float:
        """Length of the pulse on the screen [m]."""
        return self._trace.pulse_m if self._trace else self.keys.settings(self.nms[0]).pulse_m

    def link(self) -> Link:
        """The line from side A as it is now, with its plug in."""
        if self._link is None:
            self._link = self.line.link()
        return self._link

    def events(self) -> tuple[Expected, ...]:
        """What is there, in order from A."""
        return self._recorded[0] if self._recorded else _events(self.link(), self.params)

    def ghosts(self) -> tuple[float, ...]:
        """Where the screen shows echoes [m]."""
        if self.run is None:
            return ()
        run = self.run
        if self._recorded:
            return tuple(at * self.index / run.index for at in self._recorded[1])
        return tuple(at * run.stretch for at in _ghosts(run.link, run.keys, self.nms, self.receiver))

    def shown_m(self) -> tuple[float, ...]:
        """Where the screen shows each event, with the index that is set [m]."""
        return tuple(map(self.at, self.events()))

    def at(self, event: Expected) -> float:
        """Where the screen shows an event [m]."""
        if self._recorded and self.run:
            return event.place_m * self.index / self.run.index
        return event.at(self.keys, self.nms[0])

    def hidden(self) -> Hidden:
        """What the settings of the present measurement hide."""
        if self._recorded:
            return Hidden()
        keys = self.run.keys if self.run else self.otdr.keys  # light knows nothing of the index on the screen
        return _hidden(self.link(), self.params, keys, self.nms, self.receiver)

    def hidden_with(self, keys: Keys) -> Hidden:
        """What a measurement with these keys would hide."""
        if self._recorded:
            return Hidden()
        return _hidden(self.link(), self.params, keys, keys.wavelengths_nm, self.receiver)

    def judge(self, rows: list[Row]) -> Judgement:
        """Rows compared with what is there."""
        tolerance = max(NEAR_M, min(60.0, NEAR_PULSES * self.pulse_m))
        both = self.params.both_ways
        judged = judge(rows, Case(self.params, self.events(), self.shown_m(), self.ghosts(), self.nms, tolerance, both))
        if self.params.ask == "break":  # nothing else is missed where only the break is asked for
            return replace(judged, missed=tuple(e for e in judged.missed if e.kind == "end"), required=1)
        return judged

    @property
    def length_m(self) -> float:
        """From the instrument at A to the end [m]."""
        return self.events()[-1].place_m

    @property
    def planned_m(self) -> float:
        """Length of the line by the plan, without the launch reel [m]; 0 for a recorded trace."""
        parts = () if self.params.trace else self.line.parts
        return sum(part.spec.length_m for part in parts if part.spec.type == "fibre")

    @property
    def range_share(self) -> float:
        """The range over the length."""
        return self.keys.range_m / max(1.0, self.length_m)

    @property
    def index(self) -> float:
        """Group index of the cable at 1550 nm: as the job sheet says, else that of its glass or of the file."""
        if self.params.index:
            return self.params.index
        run = self.run
        return run.keys.index if self._recorded and run else _index(self.link())

    @property
    def index_right(self) -> bool:
        """Whether the index that was set is the cable's, near enough."""
        return abs(self.keys.index - self.index) <= INDEX_TOLERANCE

    def mirror_m(self, at_m: float) -> float:
        """A distance seen from B as one from A [m]; both ends start with the launch reel."""
        return 2.0 * max(2.0, self.line.spec.launch_m) + self.planned_m - at_m

    def open_recording(self) -> tuple[Trace, Keys]:
        """The exercise's recorded trace with its settings as keys; its truth is the instructor's, else the file's."""
        file = sor.read(self.plant.files[self.params.trace])
        trace = sor.trace_of(file)
        nm = round(trace.wavelength * 1e9)
        given = [(t.position_m, t.kind, t.loss_db, t.reflectance_db, t.name) for t in self.params.truth]
        # Files often list the instrument's own port: nothing of the line.
        port = _port_m(trace) + max(5.0, trace.pulse_m)
        index = round(trace.group_index - factory_index(nm) + factory_index(1550), 4)
        # The file counts with its own index; an instructor counts with the cable's.
        right = index / self.params.index if self.params.index else 1.0
        read = _all_told([event for event in file.events if event.position_m > port])
        told = [(at * right, kind, loss, mirror, name) for at, kind, loss, mirror, name in read]
        self._trace = trace
        self._recorded = truths.of_file(trace, self.params, sorted(given or told))
        span = len(trace) * trace.spacing_m
        return trace, Keys((nm,), span, trace.pulse * 1e9, max(1.0, trace.averaging), index)


def _port_m(trace: Trace) -> float:
    """Where the instrument's port lies [m]: at the first sample, or later where samples from before the pulse are kept.

    Those stand at the deepest level of the file.
    """
    levels = finite_levels(trace)
    return trace.start_m + trace.spacing_m * int(np.argmax(levels > levels.min() + LIT_DB))


def _all_told(events: list[sor.KeyEvent]) -> list[tuple[float, str, float | None, float | None, str]]:
    """A file's events; what it lists behind the end of the fibre are echoes, whatever it calls them.

    Where an instrument marked no end, the last event is it: behind the fibre there is none but echoes.
    """
    last = events[-1].position_m if events else math.inf
    end = min((event.position_m for event in events if event.end), default=last)
    told = []
    for event in events:
        kind = "end" if event.position_m == end else "ghost" if event.position_m > end else ""
        told.append(_told(event, kind))
    return told


def _told(event: sor.KeyEvent, kind: str) -> tuple[float, str, float | None, float | None, str]:
    """An event of the file's table. What reflects is a connector, what does not a splice: the format says no more."""
    kind = kind or ("connector" if event.reflective else "splice")
    return event.position_m, kind, None if kind == "end" else event.loss_db, event.reflectance_db, ""


@lru_cache(maxsize=32)
def _events(link: Link, params: Params) -> tuple[Expected, ...]:
    return truths.expected(link, params)


@lru_cache(maxsize=32)
def _ghosts(link: Link, keys: Keys, nms: tuple[int, ...], receiver: Receiver) -> tuple[float, ...]:
    return truths.ghosts(link, keys, nms, receiver)


@lru_cache(maxsize=32)
def _hidden(link: Link, params: Params, keys: Keys, nms: tuple[int, ...], receiver: Receiver) -> Hidden:
    return truths.hidden(_events(link, params), keys, nms, receiver)


@lru_cache(maxsize=8)
def _index(link: Link) -> float:
    """Group index at 1550 nm of the longest length of glass, reels left out."""
    glass = [part for part in link.parts if isinstance(part, Section) and part.name != "reel"]
    return round(max(glass, key=lambda part: part.length).group_index(1550e-9), 4)
