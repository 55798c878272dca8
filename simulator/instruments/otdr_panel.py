"""A field OTDR as a technician works it: keys and their steps, start and stop, averaging second by second.

It deliberately knows neither the line's plan nor a table of events: it measures the link that it is given.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from numpy.random import default_rng

from simulator.optics import otdr
from simulator.optics.fibre import CATALOGUE
from simulator.optics.link import Link
from simulator.optics.otdr import Measurement, NotOffered, Receiver, Settings
from simulator.optics.trace import Trace

#: In real time a trace is new every so many ticks, each of this time [s]: nothing is averaged.
LIVE_TICKS, LIVE_S = 30, 0.5
#: Averaging times of the key [s]; 0 is real time, until the stop key.
REAL_TIME = 0.0
AVERAGING_S = (REAL_TIME, 1.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 180.0)
RANGES_M = otdr.RANGES
PULSES_NS = tuple(round(pulse * 1e9, 3) for pulse in otdr.PULSES)
WAVELENGTHS_NM = (1310, 1550, 1625, 1650)
INDEX_LOW, INDEX_HIGH = 1.4000, 1.5500
#: Samples of a trace, unless the pulse asks for more.
POINTS = 65_536
#: At most so many wavelengths are measured in one go, one after the other.
AT_ONCE = 2
TICKS = 60


@lru_cache(maxsize=16)
def factory_index(nm: float) -> float:
    """Group index that the instrument comes with, that of a G.652.D fibre at a wavelength [nm], to 0.0001."""
    return round(float(CATALOGUE["G.652.D"].group_index(nm * 1e-9)), 4)


@dataclass(frozen=True)
class Keys:
    """What is set. index is that of 1550 nm; other wavelengths keep their factory distance from it."""

    wavelengths_nm: tuple[int, ...] = (1310,)
    range_m: float = 5000.0
    pulse_ns: float = 30.0
    averaging_s: float = 15.0
    index: float = 1.4681

    def index_at(self, nm: int) -> float:
        """Group index used at a wavelength [nm]."""
        return round(self.index + factory_index(nm) - factory_index(1550), 4)

    def settings(self, nm: int) -> Settings:
        """The settings of one wavelength. Raises NotOffered for a pulse too short for the range."""
        seconds = self.averaging_s or LIVE_S
        chosen = Settings(nm * 1e-9, self.pulse_ns * 1e-9, self.range_m, seconds, self.index_at(nm))
        if chosen.points < POINTS or 2.0 * self.range_m / POINTS <= chosen.pulse_m:
            return replace(chosen, points=POINTS)
        return chosen


def with_range(keys: Keys, range_m: float) -> Keys:
    """The keys with the offered range nearest to one [m]; a pulse that it cannot resolve becomes the next that it can.
    """
    chosen = replace(keys, range_m=min(RANGES_M, key=lambda r: abs(r - range_m)))
    return _resolved(chosen)


def with_pulse(keys: Keys, pulse_ns: float) -> Keys:
    """The keys with the offered pulse nearest to one [ns] that the range can resolve."""
    return _resolved(replace(keys, pulse_ns=min(PULSES_NS, key=lambda p: abs(p - pulse_ns))))


def _resolved(keys: Keys) -> Keys:
    for pulse in PULSES_NS[PULSES_NS.index(keys.pulse_ns) :]:
        tried = replace(keys, pulse_ns=pulse)
        try:
            tried.settings(1550)
        except NotOffered:  # too short for the spacing of the samples
            continue
        return tried
    return keys


def with_wavelength(keys: Keys, nm: int, on: bool) -> Keys:
    """The keys with a wavelength [nm] on or off: never none, never more than two (the oldest goes)."""
    kept = tuple(each for each in keys.wavelengths_nm if each != nm)
    if on:
        kept = (*kept[-(AT_ONCE - 1) :], nm)
    return replace(keys, wavelengths_nm=kept or keys.wavelengths_nm)


@dataclass
class Run:
    """One press of the start key. seconds: of averaging by wavelength [nm]; side A or B: where the instrument stood.

    index: the one that its trace is shown with now; the key can be turned after the measurement. news: how often its
    trace has become another.
    """

    keys: Keys
    side: str
    tick: int
    link: Link
    clean: bool = True
    seconds: dict[int, float] = field(default_factory=dict)
    index: float = 0.0
    news: int = 0

    def __post_init__(self) -> None:
        """Shown as it is measured, until the index is turned."""
        self.index = self.index or self.keys.index

    @property
    def shown(self) -> Keys:
        """The keys of the measurement with the index that it is shown with."""
        return replace(self.keys, index=self.index)

    @property
    def stretch(self) -> float:
        """Distances as shown now over those of the measurement."""
        return self.keys.index / self.index


class FieldOtdr:
    """The instrument. ``tick`` sixty times a second while the laser is on."""

    def __init__(self, keys: Keys, receiver: Receiver | None = None) -> None:
        self.keys = keys
        self.receiver = receiver or Receiver()
        self.run: Run | None = None
        self.laser = False
        self._live: dict[int, Measurement] = {}
        self._drawn: dict[int, tuple[float, Trace]] = {}
        self._turned: dict[int, tuple[Trace, float, Trace]] = {}
        self._recorded: dict[int, Trace] = {}
        self._waiting: list[int] = []
        self._ticks = self._seed = 0

    def start(self, link: Link, side: str, tick: int, seed: int, clean: bool) -> None:
        """Laser on; seed fixes the noise, so that the same press gives the same trace."""
        self.run, self._seed = Run(self.keys, side, tick, link, clean), seed
        nms = self.keys.wavelengths_nm[:1] if self.keys.averaging_s == REAL_TIME else self.keys.wavelengths_nm
        self._live = {nm: self._measurement(nm, (seed, nm)) for nm in nms}
        self._drawn, self._waiting, self._ticks = {}, list(nms), 0
        self.laser = True

    def _measurement(self, nm: int, seed: tuple[int, ...]) -> Measurement:
        assert self.run is not None
        return Measurement(self.run.link, self.run.keys.settings(nm), default_rng(seed), receiver=self.receiver)

    @property
    def live(self) -> bool:
        """Whether it measures in real time: over and over, nothing averaged, until it is stopped."""
        return self.laser and self.run is not None and self.run.keys.averaging_s == REAL_TIME

    def turn_index(self, index: float) -> float:
        """Show the present trace with another index, as the key says; returns new distances over old ones."""
        self.keys = replace(self.keys, index=index)
        if self.run is None:
            return 1.0
        ratio, self.run.index = self.run.index / index, index
        return ratio

    def open(self, trace: Trace, tick: int, link: Link) -> None:
        """Show a recorded trace instead of measuring; its settings become those of the keys."""
        nm = round(trace.wavelength * 1e9)
        self.run = Run(self.keys, "A", tick, link)
        self.run.seconds[nm] = trace.averaging
        self._recorded = {nm: trace}

    def tick(self) -> str:
        """One sixtieth of a second; returns 'second' when the trace has become another, 'done' at the end, else ''."""
        if not self.laser or self.run is None:
            return ""
        self._ticks += 1
        if self.live:
            return "" if self._ticks % LIVE_TICKS else self._again(self._waiting[0])
        if self._ticks % TICKS:
            return ""
        nm = self._waiting[0]
        live = self._live[nm]
        live.advance(1.0)
        self.run.seconds[nm] = live.seconds
        self.run.news += 1
        if live.done:
            self._waiting.pop(0)
            if not self._waiting:
                self.laser = False
                return "done"
        return "second"

    def _again(self, nm: int) -> str:
        """A new trace in real time; the one before is gone."""
        assert self.run is not None
        self._live[nm] = self._measurement(nm, (self._seed, nm, self._ticks))
        self._live[nm].advance(LIVE_S)
        self.run.seconds[nm] = LIVE_S
        self.run.news += 1
        self._drawn.clear()
        return "second"

    def stop(self) -> None:
        """Laser off; what was averaged stays."""
        self.laser = False

    def forget(self) -> None:
        """Clear the screen: the instrument was carried elsewhere."""
        self.run, self.laser = None, False

    @property
    def recorded(self) -> bool:
        """Whether the trace shown was read from a file."""
        return bool(self._recorded)

    @property
    def measured(self) -> tuple[int, ...]:
        """Wavelengths of the present run that have a trace [nm], in the order of measuring."""
        return tuple(self.run.seconds) if self.run else ()

    @property
    def averaged_s(self) -> tuple[float, float]:
        """Seconds that the present run has averaged, and those that it was to: all its wavelengths; 0 in real time."""
        if self.run is None:
            return 0.0, 0.0
        whole = self.run.keys.averaging_s * len(self.run.keys.wavelengths_nm)
        done = self._ticks / TICKS if self.laser else sum(self.run.seconds.values())
        return min(done, whole), whole

    def trace(self, nm: int) -> Trace | None:
        """The trace of a wavelength [nm] as it is now, worked out once a second at most."""
        if self.run is None or nm not in self.run.seconds:
            return None
        seconds = self.run.seconds[nm]
        if nm not in self._drawn or self._drawn[nm][0] != seconds:
            self._drawn[nm] = (seconds, self._recorded.get(nm) or self._live[nm].trace())
        return self._scaled(self.run, nm, self._drawn[nm][1])

    def _scaled(self, run: Run, nm: int, trace: Trace) -> Trace:
        """The trace with the index that the key has now; one that nobody turned keeps every figure of its own."""
        if run.index == run.keys.index:
            return trace
        kept = self._turned.get(nm)
        if kept is None or kept[0] is not trace or kept[1] != run.index:
            asked = trace.group_index / run.stretch if self.recorded else run.shown.index_at(nm)
            kept = self._turned[nm] = (trace, run.index, trace.with_group_index(asked))
        return kept[2]
