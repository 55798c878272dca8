"""The analysis where a receiver gives light back late: behind the launch, reflections, deep falls and the end.

The truth is a drawn one (``otdr_synth``); each test was red before what it names was mended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng

from simulator.optics.events import report
from simulator.optics.trace import Trace
from tests.optics.otdr_synth import Fibre, Truth, random_fibre, trace_of
from tests.optics.test_events import inside, matched

#: Pulse [s], spacing [m], length of the span [m], range [dB].
SPANS = [
    (10e-9, 0.32, 8_000.0, 14.0),
    (30e-9, 0.64, 8_000.0, 16.0),
    (100e-9, 1.28, 20_000.0, 19.0),
    (500e-9, 2.55, 60_000.0, 26.0),
    (2500e-9, 5.1, 60_000.0, 26.0),
]


def late(share: float, metres: float) -> Callable[[Trace], Trace]:
    """A receiver that gives such a share of all light late, over so many metres."""

    def habit(trace: Trace) -> Trace:
        power, length = 10.0 ** (trace.samples_db / 5.0), metres / trace.spacing_m
        tail = np.exp(-np.arange(int(10.0 * length)) / length)
        power = (1.0 - share) * power + share * np.convolve(power, tail / tail.sum())[: len(power)]
        return replace(trace, samples_db=np.round(5.0 * np.log10(power), 3))

    return habit


def launched(metres: float) -> Callable[[Trace], Trace]:
    """0.6 dB over the line behind the pulse of the launch, dying away over so many metres."""

    def habit(trace: Trace) -> Trace:
        behind = np.maximum(trace.distance_m - trace.pulse_m, 0.0)
        return replace(trace, samples_db=trace.samples_db + 5.0 * np.log10(1.0 + 0.3 * np.exp(-behind / metres)))

    return habit


@pytest.mark.parametrize(
    "habit", [late(0.03, 30.0), late(0.06, 60.0), launched(40.0), launched(150.0)],
    ids=["3 % over 30 m", "6 % over 60 m", "launch over 40 m", "launch over 150 m"],
)  # fmt: skip
@pytest.mark.parametrize(("pulse", "spacing", "length", "range_db"), SPANS)
def test_late_light_is_no_chain_of_steps(
    habit: Callable[[Trace], Trace], pulse: float, spacing: float, length: float, range_db: float
) -> None:
    """Its tail is many pulses long at 10 ns: it was taken for up to 20 steps, behind the end of the fibre as well."""
    all_of = found_of = false_of = 0
    for seed in range(500, 504):
        rng = default_rng(seed)
        fibre = random_fibre(rng, max(300.0, 0.6e9 * pulse), length / 6.0, length)
        points = int(1.25 * length / spacing)
        waves = 5e-3 if pulse < 200e-9 else 2.5e-3
        whole = report(habit(trace_of(fibre, rng, pulse, spacing, points, range_db, residue=0.7, waves=waves)))
        assert whole.end_found
        assert whole.end_m == pytest.approx(fibre.end_m, abs=max(pulse * 1e8, 5.0))
        found = [e for e in inside(list(whole.events)) if abs(e.loss_db or 0.0) >= 0.03]
        pairs = matched(list(fibre.events), found, max(1.5e8 * pulse, 20.0))
        all_of, found_of, false_of = all_of + len(fibre.events), found_of + len(pairs), false_of + len(found)
    assert found_of / all_of >= (0.75 if pulse < 20e-9 else 0.85)  # the least do not stand out of 10 ns
    assert false_of - found_of <= 0.2 * found_of


@pytest.mark.parametrize("fall", [7.0, 10.5, 14.0])
@pytest.mark.parametrize(("pulse", "spacing"), [(100e-9, 1.28), (500e-9, 2.55), (1000e-9, 2.55), (2500e-9, 5.1)])
def test_a_splitter_leaves_the_losses_about_it_alone(pulse: float, spacing: float, fall: float) -> None:
    """A fall of 7 to 14 dB takes its shape in decibels from the light that is left: no second step lies beside it."""
    fibre = Fibre((Truth(3_000.0, 0.2), Truth(6_000.0, fall), Truth(8_000.0, 0.3), Truth(9_200.0, 0.15)), 10_500.0)
    for seed in range(3):
        rng, range_db = default_rng(seed), 26.0 if pulse < 200e-9 else 32.0
        found = inside(list(report(trace_of(fibre, rng, pulse, spacing, int(14_000 / spacing), range_db)).events))
        assert [e.position_m for e in found] == pytest.approx([e.position_m for e in fibre.events], abs=25.0)
        assert [e.loss_db for e in found] == pytest.approx([e.loss_db for e in fibre.events], abs=0.03)


@pytest.mark.parametrize(("pulse", "spacing"), [(500e-9, 2.55), (2500e-9, 5.1)])
def test_what_comes_late_behind_a_splitter_does_not_lessen_it(pulse: float, spacing: float) -> None:
    """2 % of the light over 100 m, and 7 dB less light: the line is drawn where it is seen, not through the tail."""
    fibre = Fibre((Truth(3_000.0, 0.2), Truth(6_000.0, 7.0), Truth(8_000.0, 0.3), Truth(9_200.0, 0.15)), 10_500.0)
    for seed in range(3):
        trace = trace_of(fibre, default_rng(seed), pulse, spacing, int(14_000 / spacing), 32.0, waves=3e-3)
        found = inside(list(report(late(0.02, 100.0)(trace)).events))
        assert [e.position_m for e in found] == pytest.approx([e.position_m for e in fibre.events], abs=40.0)
        assert [e.loss_db for e in found] == pytest.approx([e.loss_db for e in fibre.events], abs=0.06)
