"""The analysis on the habits of different makers: smoothed traces, slow receivers, few points, coarse figures.

The truth is a drawn one (``otdr_synth``); what real files of many makers showed is only imitated here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng

from simulator.optics.events import report
from simulator.optics.trace import Trace
from tests.optics.otdr_synth import random_fibre, trace_of
from tests.optics.test_events import inside, matched

SPACING, POINTS = 2.55, 16_000


def smoothed(trace: Trace) -> Trace:
    """A running mean of the decibels over 0.6 pulses, as some instruments show: the noise no longer looks like one."""
    size = int(0.6 * trace.pulse_m / trace.spacing_m) | 1
    padded = np.pad(trace.samples_db, size // 2, "edge")
    return replace(trace, samples_db=np.round(np.convolve(padded, np.ones(size) / size, "valid"), 3))


def slow(trace: Trace) -> Trace:
    """A receiver that gives 6 % of the light late, over 2.5 pulses."""
    power, late = 10.0 ** (trace.samples_db / 5.0), 2.5 * trace.pulse_m / trace.spacing_m
    tail = np.exp(-np.arange(int(10.0 * late)) / late)
    power = 0.94 * power + 0.06 * np.convolve(power, tail / tail.sum())[: len(power)]
    return replace(trace, samples_db=np.round(5.0 * np.log10(power), 3))


def few(trace: Trace) -> Trace:
    """Some 2,000 points, as early instruments keep."""
    size = 8
    power = 10.0 ** (trace.samples_db[: POINTS // size * size].reshape(-1, size) / 5.0)
    levels = np.round(5.0 * np.log10(power.mean(axis=1)), 3)
    return replace(trace, samples_db=levels, spacing_m=trace.spacing_m * size)


def coarse(trace: Trace) -> Trace:
    """Figures of 0.01 dB."""
    return replace(trace, samples_db=np.round(trace.samples_db, 2))


@pytest.mark.parametrize("habit", [smoothed, slow, few, coarse])
@pytest.mark.parametrize("pulse", [500e-9, 1000e-9])
def test_habits_of_makers(habit: Callable[[Trace], Trace], pulse: float) -> None:
    """Steps of 0.03 dB and more are found, hardly any is invented, and the end lies where it is."""
    all_of = found_of = false_of = 0
    for seed in range(100, 106):
        rng = default_rng(seed)
        fibre = random_fibre(rng, 600.0, 5000.0, length=0.8 * POINTS * SPACING)
        trace = habit(trace_of(fibre, rng, pulse, SPACING, POINTS, residue=0.7, waves=3.4e-3))
        whole = report(trace)
        assert whole.end_found
        assert whole.end_m == pytest.approx(fibre.end_m, abs=trace.pulse_m)
        got = inside(list(whole.events))
        pairs = matched(list(fibre.events), got, max(1.5 * trace.pulse_m, 3.0 * trace.spacing_m))
        all_of += len(fibre.events)
        found_of += len(pairs)
        false_of += sum(abs(e.loss_db or 0.0) >= 0.03 for e in got) - sum(abs(f.loss_db or 0) >= 0.03 for _, f in pairs)
    assert found_of / all_of >= 0.95
    assert false_of / found_of <= 0.05
