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

#: Averaging times of the key [s].
AVERAGING_S = (1.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 180.0)
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
        chosen = Settings(nm * 1e-9, self.pulse_ns * 1e-9, self.range_m, self.averaging_s, self.index_at(nm))
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
    """One press of the start key. seconds: of averaging by wavelength [nm]; side A or B: where the instrument stood."""

    keys: Keys
    side: str
    tick: int
    link: Link
    clean: bool = True
    seconds: dict[int, float] = field(default_factory=dict)


class FieldOtdr:
    """The instrument. ``tick`` sixty times a second while the laser is on."""

    def __init__(self, keys: Keys, receiver: Receiver | None = None) -> None:
        self.keys = keys
        self.receiver = receiver or Receiver()
        self.run: Run | None = None
        self.laser = False
        self._live: dict[int, Measurement] = {}
        self._drawn: dict[int, tuple[float, Trace]] = {}
        self._recorded: dict[int, Trace] = {}
        self._waiting: list[int] = []
        self._ticks = 0

    def start(self, link: Link, side: str, tick: int, seed: int, clean: bool) -> None:
        """Laser on; seed fixes the noise, so that the same press gives the same trace."""
        self.run = Run(self.keys, side, tick, link, clean)
        self._live = {
            nm: Measurement(link, self.keys.settings(nm), default_rng((seed, nm)), receiver=self.receiver)
            for nm in self.keys.wavelengths_nm
        }
        self._drawn, self._waiting, self._ticks = {}, list(self.keys.wavelengths_nm), 0
        self.laser = True

    def open(self, trace: Trace, tick: int, link: Link) -> None:
        """Show a recorded trace instead of measuring; its settings become those of the keys."""
        nm = round(trace.wavelength * 1e9)
        self.run = Run(self.keys, "A", tick, link)
        self.run.seconds[nm] = trace.averaging
        self._recorded = {nm: trace}

    def tick(self) -> str:
        """One sixtieth of a second; returns 'second' when the trace got sharper, 'done' at the end, else ''."""
        if not self.laser or self.run is None:
            return ""
        self._ticks += 1
        if self._ticks % TICKS:
            return ""
        nm = self._waiting[0]
        live = self._live[nm]
        live.advance(1.0)
        self.run.seconds[nm] = live.seconds
        if live.done:
            self._waiting.pop(0)
            if not self._waiting:
                self.laser = False
                return "done"
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
    def left_s(self) -> float:
        """Seconds until the run is over; 0 when the laser is off."""
        if not self.laser or self.run is None:
            return 0.0
        whole = self.run.keys.averaging_s * len(self.run.keys.wavelengths_nm)
        return max(0.0, whole - self._ticks / TICKS)

    def trace(self, nm: int) -> Trace | None:
        """The trace of a wavelength [nm] as it is now, worked out once a second at most."""
        if nm in self._recorded:
            return self._recorded[nm]
        if self.run is None or nm not in self.run.seconds:
            return None
        seconds = self.run.seconds[nm]
        if nm not in self._drawn or self._drawn[nm][0] != seconds:
            self._drawn[nm] = (seconds, self._live[nm].trace())
        return self._drawn[nm][1]
