"""The OTDR: settings as on a field instrument, and the trace that it takes of a link, at once or second by second.

It deliberately finds no event (``events`` does) and reads no clock: averaging is a number of seconds it is told.

    trace = acquire(link, Settings(wavelength=1550e-9, pulse=100e-9, range_m=10_000.0), default_rng(1))

What is modelled: rectangular pulse, backscatter of every stretch of fibre, reflections and their ghosts, a two-pole
receiver that widens with the pulse, clipping with a slow recovery, additive Gaussian noise that averaging lowers, a
coherent residue that it does not, and distances by the group index that was set. What is not: noise that grows with the
signal, noise that is alike from sample to sample, polarisation, the shape of a real pulse; reflections carry the
coherent residue too, which real ones do not; a mirror reflects alike on both sides when it makes a ghost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from simulator.optics import _otdr_noise, _otdr_signal
from simulator.optics._otdr_receiver import Receiver
from simulator.optics._otdr_response import respond
from simulator.optics.fibre import CATALOGUE
from simulator.optics.link import Link
from simulator.optics.trace import Trace
from simulator.optics.units import SPEED_OF_LIGHT

__all__ = [
    "FLOOR_DB", "LONGEST", "POINTS", "PULSES", "RANGES", "WAVELENGTHS",
    "Measurement", "NotOffered", "Receiver", "Settings", "acquire", "range_for",
]  # fmt: skip

#: What the keys of the instrument offer. Wavelengths [m], pulses [s], ranges [m], numbers of samples.
WAVELENGTHS = (1310e-9, 1490e-9, 1550e-9, 1625e-9, 1650e-9)
PULSES = tuple(t * 1e-9 for t in (5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000, 2500, 5000, 10_000, 20_000))
RANGES = (500.0, 1250.0, 2500.0, 5e3, 10e3, 20e3, 40e3, 80e3, 120e3, 160e3, 260e3)
POINTS = (4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144)
#: Shortest and longest averaging [s].
SHORTEST, LONGEST = 0.1, 600.0
#: Level shown where no light could be told from none [dB]; the receiver's ceiling is 0.
FLOOR_DB = -65.0
#: Samples within a pulse that the automatic choice of points aims at, and the fewest samples it takes.
_WITHIN, _FEWEST = 16, 16_384
#: Samples turned into levels at a time.
_PART = 32_768
#: A reflection above this power counts only where it shines, the others everywhere.
_STRONG = 0.05
#: Deviations that no noise of a trace reaches.
_BEYOND = 8.0
_DARKEST = 10.0 ** (FLOOR_DB / 5.0)
_DB_PER_NEPER = 5.0 / math.log(10.0)


class NotOffered(ValueError):
    """A setting that no key gives: what was asked, in the unit of the key, and what is offered there.

    offers: values, or lowest and highest when ``between``.
    """

    def __init__(
        self, setting: str, found: float, offers: tuple[float, ...], unit: str = "", between: bool = False
    ) -> None:
        self.setting, self.found, self.offers, self.unit, self.between = setting, found, offers, unit, between
        shown = (" to " if between else ", ").join(f"{offer:.12g}" for offer in offers)
        super().__init__(f"{setting} = {found:.12g} {unit}".rstrip() + f": the instrument offers {shown}")


@dataclass(frozen=True)
class Settings:
    """What the technician sets: wavelength [m], pulse [s], range_m [m], averaging [s], group_index, backscatter [dB].

    group_index 0: that of a G.652.D fibre at the wavelength; it may be set wrong, and then distances are.
    backscatter 0: likewise; it only scales reflectances read from the trace. points 0: about 16 samples within a
    pulse, at least 16,384. Raises NotOffered for what the keys do not offer (WAVELENGTHS, PULSES, RANGES, POINTS; 0.1
    to 600 s; index 1.3 to 1.7; backscatter -100 to -60), and for a pulse shorter than the spacing of the samples.
    """

    wavelength: float = 1550e-9
    pulse: float = 100e-9
    range_m: float = 20_000.0
    averaging: float = 15.0
    group_index: float = 0.0
    backscatter: float = 0.0
    points: int = 0

    def __post_init__(self) -> None:
        """Check against the keys, then fill in what the instrument chooses by itself."""
        fibre = CATALOGUE["G.652.D"]
        self._set("wavelength", _offered("wavelength", self.wavelength, WAVELENGTHS, 1e9, "nm"))
        self._set("pulse", _offered("pulse", self.pulse, PULSES, 1e9, "ns"))
        self._set("range_m", _offered("range", self.range_m, RANGES, 1.0, "m"))
        if self.group_index == 0.0:
            self._set("group_index", round(float(fibre.group_index(self.wavelength)), 4))
        if self.backscatter == 0.0:
            self._set("backscatter", round(float(fibre.backscatter(self.wavelength)), 1))
        _within("averaging", self.averaging, SHORTEST, LONGEST, "s")
        _within("group_index", self.group_index, 1.3, 1.7)
        _within("backscatter", self.backscatter, -100.0, -60.0, "dB")
        wanted = max(_FEWEST, _WITHIN * self.range_m / self.pulse_m)
        self._set("points", self.points or next((n for n in POINTS if n >= wanted), POINTS[-1]))
        if self.points not in POINTS:
            raise NotOffered("points", self.points, POINTS)
        if self.spacing_m > self.pulse_m:
            enough = tuple(t * 1e9 for t in PULSES if t * self.pulse_m >= self.spacing_m * self.pulse)
            raise NotOffered("pulse", self.pulse * 1e9, enough, "ns")

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @property
    def pulse_m(self) -> float:
        """Length of the pulse on the screen [m]: c tau / (2 n)."""
        return SPEED_OF_LIGHT * self.pulse / (2.0 * self.group_index)

    @property
    def spacing_m(self) -> float:
        """Distance between samples [m]."""
        return self.range_m / self.points


def range_for(length: float) -> float:
    """The shortest range [m] that shows a link of a length [m] with a quarter to spare; the longest if none does."""
    return next((offered for offered in RANGES if offered >= 1.25 * length), RANGES[-1])


def acquire(
    link: Link, settings: Settings, rng: Generator, exact: bool = False, receiver: Receiver | None = None
) -> Trace:
    """One averaged trace of a link; samples in single precision (4e-6 dB), FLOOR_DB to 0.

    exact: every noise sample is drawn from ``rng``; else runs of a fixed table of Gaussian noise are taken from random
    places (``_otdr_noise``), several times faster and as good to look at; statistics over many traces want exact ones.
    """
    measurement = Measurement(link, settings, rng, exact, receiver)
    measurement.advance(settings.averaging)
    return measurement.trace()


class Measurement:
    """A trace while it is being averaged: ``advance`` by seconds, look at ``trace``; it sharpens as real ones do.

    What stays still while the laser does: signal and coherent residue, drawn at the start; reflections and tails far
    below the noise that the settings' averaging leaves are not in it. What averages out: noise, new in every advance.
    After the seconds of the settings it has the statistics of ``acquire``, and for the same steps and the same state of
    ``rng`` the same samples. Arguments as for ``acquire``.
    """

    def __init__(
        self, link: Link, settings: Settings, rng: Generator, exact: bool = False, receiver: Receiver | None = None
    ) -> None:
        self.settings = settings
        self.seconds = 0.0
        self._rng, self._exact = rng, exact
        receiver = receiver or Receiver()
        ceiling = receiver.ceiling(settings.pulse, settings.wavelength)
        self._sigma = receiver.noise(settings.pulse, settings.wavelength, 1.0) / ceiling
        within = max(1, round(settings.pulse_m / settings.spacing_m))
        self._rms = receiver.fading(settings.pulse)
        self._residue = _otdr_noise.fading(settings.points, within, self._rms, rng, exact)
        self._clean = _clean(link, settings, receiver)
        self._noise: np.ndarray | None = None
        self._gain, self._summed = 1.0, False  # noise that shows: _noise times _gain

    @property
    def done(self) -> bool:
        """Whether the averaging time of the settings is over."""
        return self.seconds >= self.settings.averaging

    def advance(self, seconds: float = 1.0) -> None:
        """Go on averaging for some seconds. Raises ValueError unless they are above 0."""
        if not 0.0 < seconds < math.inf:
            raise ValueError(f"seconds = {seconds}: must be above 0 and finite")
        points = self.settings.points
        if self._noise is None:  # scaled already: a single shot, asked for again and again, needs no multiplication
            rms = self._sigma / math.sqrt(seconds)
            self._noise, self._gain = _otdr_noise.white(points, self._rng, self._exact, rms)
            self.seconds = seconds
            return
        if not self._summed:
            self._noise, self._summed = self._noise * np.float32(self._gain * self.seconds), True
        drawn, sign = _otdr_noise.white(points, self._rng, self._exact)
        gain, scratch = sign * self._sigma * math.sqrt(seconds), np.empty(min(_PART, points), np.float32)
        for start in range(0, points, _PART):
            part = slice(start, start + _PART)
            self._noise[part] += np.multiply(drawn[part], gain, out=scratch)
        self.seconds += seconds
        self._gain = 1.0 / self.seconds

    def trace(self) -> Trace:
        """What the screen shows now. Raises ValueError before the first advance."""
        if self._noise is None:
            raise ValueError("nothing was measured yet: advance first")
        settings = self.settings
        dark = _DARKEST + _BEYOND * self._sigma / math.sqrt(self.seconds)
        inside = self._clean.within(dark / (1.0 - _BEYOND * self._rms), (1.0 - dark) / (1.0 + _BEYOND * self._rms))
        return Trace(
            samples_db=_levels(self._clean.power, inside, self._residue, self._noise, self._gain),
            spacing_m=settings.spacing_m,
            wavelength=settings.wavelength,
            pulse=settings.pulse,
            group_index=settings.group_index,
            backscatter=settings.backscatter,
            averaging=self.seconds,
        )


class _Clean(NamedTuple):
    """Power by sample without noise, and its least and largest value in every part of _PART samples."""

    power: np.ndarray
    least: np.ndarray
    largest: np.ndarray

    def within(self, low: float, high: float) -> list[bool]:
        """Whether a part stays between two powers throughout, part by part."""
        return ((self.least > low) & (self.largest < high)).tolist()


def clean_power(link: Link, settings: Settings, receiver: Receiver) -> np.ndarray:
    """Power without noise and before clipping, as a share of the receiver's ceiling, shape (points,), float32.

    Read-only, and remembered for the last few: the same link is measured again at every press of the start key.
    """
    return _clean(link, settings, receiver).power


def _clean(link: Link, settings: Settings, receiver: Receiver) -> _Clean:
    grid = _otdr_signal.Grid(settings.spacing_m, settings.points, settings.pulse_m)
    keys = settings.wavelength, settings.pulse, settings.averaging, settings.group_index
    return _clean_power(link, *keys, grid, receiver)


@lru_cache(maxsize=4)
def _clean_power(
    link: Link,
    wavelength: float,
    pulse: float,
    averaging: float,
    index: float,
    grid: _otdr_signal.Grid,
    receiver: Receiver,
) -> _Clean:
    faintest = 0.02 * receiver.noise(pulse, wavelength, averaging)
    ceiling = receiver.ceiling(pulse, wavelength)
    response = respond(link, wavelength, receiver.port_db, faintest)
    sections = response.sections * (1.0 / index, 1.0 / index, pulse * 1e9 / ceiling, index)
    points = response.points * (1.0 / index, 1.0 / ceiling)
    metres = SPEED_OF_LIGHT / (2.0 * index)
    poles = tuple((weight, time * metres) for weight, time in receiver.poles(pulse))
    power = _otdr_signal.signal(sections, points, grid, poles, faintest / ceiling)
    slow = receiver.tail_times * receiver.slow(pulse) * metres
    for place, peak in points[points[:, 1] > 1.0].tolist():
        _otdr_signal.add_decay(power, grid, place + grid.pulse, receiver.tail * (peak - 1.0), slow, faintest / ceiling)
    power.setflags(write=False)
    # As whole numbers: the bits of floats order them alike, quicker to compare; what is negative stays so.
    least = power.view(np.int32).reshape(-1, min(_PART, len(power))).min(axis=1).view(np.float32)
    return _Clean(power, least, _largest(sections, points, grid, slow))


def _largest(sections: np.ndarray, points: np.ndarray, grid: _otdr_signal.Grid, slow: float) -> np.ndarray:
    """A power that no sample of a part exceeds: all backscatter, all weak reflections, the strong ones that light it.

    slow: length over which the receiver gets over a reflection [m].
    """
    everywhere, strong = float(sections[:, 2].sum()) + _STRONG, []
    for place, power in points.tolist():
        if power > _STRONG:
            strong.append((grid.at(place) // _PART, grid.at(place + grid.pulse + 10.0 * slow) // _PART + 1, power))
        else:
            everywhere += power
    largest = np.full(-(-grid.count // _PART), everywhere)
    for first, stop, power in strong:
        largest[first:stop] += power
    return largest


def _levels(clean: np.ndarray, inside: list[bool], residue: np.ndarray, noise: np.ndarray, gain: float) -> np.ndarray:
    """Levels [dB] of clean residue + gain noise, clipped at ceiling and floor; in parts that stay in the cache.

    inside: which parts reach neither ceiling nor floor, whatever the noise.
    """
    levels, size = np.empty(len(clean), np.float32), min(_PART, len(clean))
    scratch = np.empty(size, np.float32)
    parts = (array.reshape(-1, size) for array in (levels, clean, residue, noise))
    for power, signal, alike, drawn, safe in zip(*parts, inside, strict=True):
        np.multiply(signal, alike, power)
        if abs(gain) == 1.0:
            (np.add if gain > 0.0 else np.subtract)(power, drawn, power)
        else:
            power += np.multiply(drawn, gain, scratch)
        if not safe:
            np.clip(power, _DARKEST, 1.0, out=power)
        np.log(power, power)
        np.multiply(power, _DB_PER_NEPER, power)
    return levels


def _offered(name: str, value: float, offers: tuple[float, ...], scale: float, unit: str) -> float:
    """The key that a value means, rounding apart. Raises NotOffered where there is none."""
    for offer in offers:
        if math.isclose(value, offer, rel_tol=1e-6):
            return offer
    raise NotOffered(name, value * scale, tuple(round(offer * scale, 6) for offer in offers), unit)


def _within(name: str, value: float, low: float, high: float, unit: str = "") -> None:
    if not low <= value <= high:
        raise NotOffered(name, value, (low, high), unit, between=True)
