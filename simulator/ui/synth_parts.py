"""The stuff that sounds are made of: tones, shaped noise, knocks, rubbing, and how they are laid over each other.

It deliberately knows no sound by name (synth.py does), draws no chance of its own and plays nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float64]
Rng = np.random.Generator

#: Samples a second, mono. Enough for the crack of a cleaver, whose energy lies at 5 to 10 kHz.
RATE = 44100


def samples(seconds: float) -> int:
    """Number of samples of a time [s]."""
    return max(1, round(seconds * RATE))


def times(seconds: float) -> Wave:
    """Sample times [s] from 0."""
    return np.arange(samples(seconds)) / RATE


def fading(wave: Wave, attack_s: float, tau_s: float) -> Wave:
    """The wave under a short straight rise, then an exponential fall of time constant tau_s [s]."""
    t = np.arange(wave.size) / RATE
    return wave * np.minimum(1.0, t / max(attack_s, 1e-4)) * np.exp(-np.maximum(0.0, t - attack_s) / tau_s)


def swelling(wave: Wave, rise_s: float, fall_s: float) -> Wave:
    """The wave under a soft beginning and a soft end (raised cosines of these lengths [s])."""
    shape = np.ones(wave.size)
    up, down = min(samples(rise_s), wave.size), min(samples(fall_s), wave.size)
    shape[:up] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(up) / up)
    shape[wave.size - down :] *= 0.5 + 0.5 * np.cos(np.pi * (np.arange(down) + 1) / down)
    return wave * shape


def tone(hertz: float, seconds: float, partials: Sequence[float] = (1.0,)) -> Wave:
    """A steady tone; partials are the strengths of its harmonics from the first."""
    angle = 2 * np.pi * hertz * times(seconds)
    return sum((a * np.sin((k + 1) * angle) for k, a in enumerate(partials)), np.zeros(angle.size))


def glide(low: float, high: float, seconds: float, partials: Sequence[float] = (1.0,)) -> Wave:
    """A tone that goes evenly in pitch from low to high [Hz]."""
    share = np.linspace(0.0, 1.0, samples(seconds))
    angle = 2 * np.pi * np.cumsum(low * (high / low) ** share) / RATE
    return sum((a * np.sin((k + 1) * angle) for k, a in enumerate(partials)), np.zeros(angle.size))


def noise(rng: Rng, seconds: float, low: float, high: float) -> Wave:
    """Noise between two frequencies [Hz] with soft skirts, of RMS 1. Its end meets its beginning: it can be looped."""
    count = samples(seconds)
    grid = np.fft.rfftfreq(count, 1 / RATE)
    with np.errstate(divide="ignore"):
        octaves = np.log2(np.maximum(grid, 1e-9))
    over = np.clip(octaves - np.log2(high), 0, None) + np.clip(np.log2(low) - octaves, 0, None)
    spectrum = np.exp(-((over / 0.45) ** 2)) * np.exp(2j * np.pi * rng.random(grid.size))
    spectrum[0] = 0.0
    wave = np.fft.irfft(spectrum, count)
    return wave / max(1e-12, float(np.sqrt(np.mean(wave**2))))


def knock(rng: Rng, modes: Sequence[tuple[float, float, float]], band: tuple[float, float], grit: float = 0.3) -> Wave:
    """Two hard things meet. modes: (frequency [Hz], decay [s], strength); band [Hz] and grit of the short noise."""
    longest = max(tau for _, tau, _ in modes)
    t = times(min(0.6, 7 * longest))
    wave = np.zeros(t.size)
    for hertz, tau, strength in modes:
        wave += strength * np.exp(-t / tau) * np.sin(2 * np.pi * hertz * t + rng.uniform(0, 0.6))
    crack = fading(noise(rng, min(0.05, t[-1] + 1 / RATE), *band), 0.0004, 0.006)
    wave[: crack.size] += grit * crack[: wave.size]
    return fading(wave, 0.0006, 10.0)


def rub(rng: Rng, seconds: float, band: tuple[float, float], grain_hz: float = 30.0, depth: float = 0.5) -> Wave:
    """Something slides over something: noise that swells and falls unevenly, grain_hz times a second."""
    wave = noise(rng, seconds, *band)
    knots = rng.random(max(3, round(seconds * grain_hz) + 2))
    uneven = np.interp(np.linspace(0, knots.size - 1, wave.size), np.arange(knots.size), knots)
    return swelling(wave * (1 - depth + depth * uneven), 0.22 * seconds, 0.45 * seconds)


def laid(*parts: tuple[float, Wave, float]) -> Wave:
    """Waves over each other: (start [s], wave, strength)."""
    whole = np.zeros(max(round(at * RATE) + wave.size for at, wave, _ in parts))
    for at, wave, strength in parts:
        first = round(at * RATE)
        whole[first : first + wave.size] += strength * wave
    return whole


def bell(hertz: float, seconds: float = 0.3, tau_s: float = 0.09) -> Wave:
    """A soft electronic note: a sine with a little of its octave and twelfth that dies sooner."""
    t = times(seconds)
    wave = np.sin(2 * np.pi * hertz * t) + 0.22 * np.sin(4 * np.pi * hertz * t) * np.exp(-t / (tau_s / 2))
    wave += 0.08 * np.sin(6 * np.pi * hertz * t) * np.exp(-t / (tau_s / 3))
    return swelling(fading(wave, 0.006, tau_s), 0.004, 0.02)


def beep(hertz: float, seconds: float) -> Wave:
    """The beep of an instrument: even, with soft ends."""
    return swelling(tone(hertz, seconds, (1.0, 0.0, 0.12)), 0.006, 0.012)
