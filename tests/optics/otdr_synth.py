"""A plain synthesiser of OTDR traces with a known truth, for the tests of the analysis.

It deliberately shares no code with ``simulator.optics.otdr``: the analysis is not to be tested on its own twin. Levels
are summed as power: backscatter smeared by the pulse, residue of coherence correlated within it, reflections, a
one-pole receiver, Gaussian noise, a clip.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.optics.trace import Trace
from simulator.optics.units import SPEED_OF_LIGHT

INDEX, BACKSCATTER = 1.4682, -82.0
#: Residue of coherence at 500 ns [dB rms]; falls as the root of the pulse (839 sections of real traces).
RESIDUE_500 = 4.8e-3


@dataclass(frozen=True)
class Truth:
    """One event: place [m], loss [dB], reflectance [dB] or None."""

    position_m: float
    loss_db: float
    reflectance_db: float | None = None


@dataclass(frozen=True)
class Fibre:
    """A line: events, its end [m], the reflectance there [dB], slope of each section or one for all [dB/km]."""

    events: tuple[Truth, ...]
    end_m: float
    end_reflectance_db: float = -40.0
    slope_db_km: float | tuple[float, ...] = 0.19


def level(fibre: Fibre, x: np.ndarray) -> np.ndarray:
    """Backscatter of a vanishing pulse [dB, one-way], 0 at the launch."""
    edges = np.array([0.0, *(e.position_m for e in fibre.events), fibre.end_m])
    slopes = np.broadcast_to(fibre.slope_db_km, len(edges) - 1)
    falls = np.concatenate(([0.0], np.cumsum(slopes * np.diff(edges) / 1000.0)[:-1]))
    section = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(slopes) - 1)
    losses = np.concatenate(([0.0], np.cumsum([e.loss_db for e in fibre.events])))
    return -(falls[section] + slopes[section] * (x - edges[section]) / 1000.0) - losses[section]


def pink(rng: np.random.Generator, points: int, within: int) -> np.ndarray:
    """1/f noise of unit rms, shape (points,): as much in every octave from a pulse of `within` samples to 160 of them.

    So do real fibres wander: means over 1, 2, 4, 8 and 16 pulses scatter alike, by 7 to 8 thousandths of a decibel in
    event-free stretches of real 100 ns traces, 5 to 7 of 1 us ones.
    """
    frequency = np.fft.rfftfreq(points)
    shape = 1.0 / np.sqrt(np.maximum(frequency, 1.0 / (160.0 * within)))
    shape /= np.sqrt(1.0 + (2.0 * within * frequency) ** 4)
    drawn = rng.normal(size=len(shape)) + 1j * rng.normal(size=len(shape))
    wander = np.fft.irfft(drawn * shape, points)
    return wander / wander.std()


def trace_of(
    fibre: Fibre,
    rng: np.random.Generator,
    pulse: float = 500e-9,
    spacing: float = 2.5,
    points: int = 16_000,
    range_db: float = 24.0,
    wavelength: float = 1550e-9,
    residue: float = 1.0,
    waves: float = 0.0,
) -> Trace:
    """A measured trace; range_db: level at the launch over the rms noise; residue: factor of that of coherence.

    waves: rms of what the backscatter itself wanders [dB], alike over all lengths (``pink``).
    """
    width = SPEED_OF_LIGHT * pulse / (2.0 * INDEX)
    x = spacing * np.arange(points)
    box = np.full(max(1, round(width / spacing)), 1.0 / max(1, round(width / spacing)))
    light = np.where(x < fibre.end_m, 10.0 ** (level(fibre, x) / 5.0), 0.0)
    speckle = np.convolve(rng.normal(size=points + len(box)), box)[len(box) : len(box) + points]
    speckle *= residue * RESIDUE_500 * np.sqrt(500e-9 / pulse) / max(float(speckle.std()), 1e-12)
    if waves:
        speckle = speckle + waves * pink(rng, points, len(box))
    power = np.convolve(light, box)[:points] * 10.0 ** (speckle / 5.0)
    unit = 10.0 ** (BACKSCATTER / 10.0) * pulse * 1e9
    mirrors = [(0.0, -45.0), (fibre.end_m, fibre.end_reflectance_db)]
    mirrors += [(e.position_m, e.reflectance_db) for e in fibre.events if e.reflectance_db is not None]
    for place, mirror in mirrors:
        ahead = 10.0 ** (level(fibre, np.array([place - 1e-6]))[0] / 5.0)
        power += np.where((x >= place) & (x < place + width), 10.0 ** (mirror / 10.0) / unit * ahead, 0.0)
    lag = 0.7 * np.sqrt(width) + 0.1
    tail = np.exp(-np.arange(0.0, 10.0 * lag, spacing) / lag)
    power = np.convolve(power, tail / tail.sum())[:points] + rng.normal(size=points) * 10.0 ** (-range_db / 5.0)
    shown = 5.0 * np.log10(np.clip(power, 10.0 ** (-(range_db + 4.0) / 5.0), 10.0 ** (14.0 / 5.0)))
    return Trace(np.round(shown, 3), spacing, wavelength, pulse, INDEX, BACKSCATTER)


def random_fibre(rng: np.random.Generator, shortest: float, longest: float, length: float) -> Fibre:
    """A span between two 1 km reels: splices of 0.03 to 0.5 dB, a third of them gains, a few reflections."""
    place, events = 1000.0, [Truth(1000.0, float(rng.uniform(0.1, 0.5)), -50.0)]
    while True:
        place += float(rng.uniform(shortest, longest))
        if place > length - 2.0 * shortest:
            break
        loss = float(np.clip(rng.lognormal(np.log(0.07), 0.7), 0.03, 0.5))
        if rng.random() < 0.34:
            loss = -min(loss, 0.25)
        events.append(Truth(place, loss, -52.0 if rng.random() < 0.06 else None))
    slopes = tuple(float(s) for s in 0.19 + 0.006 * rng.normal(size=len(events) + 1))
    return Fibre(tuple(events), length, float(rng.choice([-14.5, -35.0, -60.0])), slopes)
