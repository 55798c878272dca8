"""The analysis on fibres as real ones are: backscatter that wanders, reels of unequal slope, joints close together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng

from simulator.optics._detect import board_of
from simulator.optics._levels import prepare
from simulator.optics._waves import measured
from simulator.optics.events import analyse, report
from simulator.optics.trace import Trace
from simulator.optics.units import SPEED_OF_LIGHT
from tests.optics.otdr_synth import BACKSCATTER, INDEX, Fibre, Truth, pink, random_fibre, trace_of
from tests.optics.test_events import inside, matched

#: Waves [dB rms] beside the residue of coherence: together what event-free stretches of real traces have.
WAVES = {100e-9: 6e-3, 500e-9: 3.4e-3, 1000e-9: 3.4e-3, 2500e-9: 1.8e-3}


@pytest.mark.parametrize(
    ("pulse", "spacing", "gaps", "recall", "wide"),
    [
        (500e-9, 2.549, (1000.0, 6000.0), 0.96, 0.010),
        (500e-9, 2.549, (120.0, 1500.0), 0.94, 0.012),
        (1000e-9, 2.549, (400.0, 5000.0), 0.95, 0.011),
        (2500e-9, 5.098, (1500.0, 6000.0), 0.97, 0.008),
        (100e-9, 1.28, (200.0, 2500.0), 0.86, 0.020),
    ],
)
def test_waves_neither_hide_steps_nor_make_them(
    pulse: float, spacing: float, gaps: tuple[float, float], recall: float, wide: float
) -> None:
    """Steps of 0.03 dB and more are found, few are invented, 95 % of the losses lie within `wide` of the truth."""
    all_of, found_of, false_of, losses = 0, 0, 0, []
    for seed in range(8):
        rng = default_rng(seed)
        fibre = random_fibre(rng, *gaps, length=13_000 * spacing)
        trace = trace_of(fibre, rng, pulse, spacing, 16_000, residue=0.7, waves=WAVES[pulse])
        got = inside(analyse(trace))
        pairs = matched(list(fibre.events), got, max(60.0, 1.5 * trace.pulse_m))
        all_of += len(fibre.events)
        found_of += len(pairs)
        false_of += sum(abs(e.loss_db or 0.0) >= 0.03 for e in got) - sum(abs(f.loss_db or 0) >= 0.03 for _, f in pairs)
        losses += [abs(t.loss_db - f.loss_db) for t, f in pairs if f.loss_db is not None]
    assert all_of > 40
    assert found_of / all_of >= recall
    assert false_of / found_of <= 0.04
    assert np.quantile(losses, 0.95) <= wide


def test_deviations_are_those_of_the_losses() -> None:
    """What the analysis says of its own sureness holds: errors over stated deviations have about unit spread."""
    errors = []
    for seed in range(8):
        rng = default_rng(100 + seed)
        fibre = random_fibre(rng, 1500.0, 6000.0, 36_000.0)
        trace = trace_of(fibre, rng, spacing=2.5, residue=0.7, waves=3.4e-3)
        pairs = matched(list(fibre.events), inside(analyse(trace)), 80.0)
        errors += [(t.loss_db - f.loss_db) / f.deviation_db for t, f in pairs if f.loss_db is not None]
    assert len(errors) > 40
    assert 0.4 < np.median(np.abs(errors)) / 0.6745 < 1.5


@pytest.mark.parametrize("seed", range(3))
def test_a_change_of_slope_is_no_step(seed: int) -> None:
    """Two reels of 0.180 and 0.200 dB/km joined without loss."""
    fibre = Fibre((Truth(13_000.0, 0.0),), 28_000.0, slope_db_km=(0.180, 0.200))
    assert inside(analyse(trace_of(fibre, default_rng(seed)))) == []


def test_small_steps_between_others_are_not_swallowed() -> None:
    """A gain of 0.055 dB 1.6 km behind a loss, and steps too small to be told further on."""
    places = ((7_000.0, 0.09), (8_600.0, -0.055), (13_700.0, 0.024), (19_000.0, -0.02))
    fibre = Fibre(tuple(Truth(*place) for place in places), 30_000.0)
    for seed in range(4):
        found = inside(analyse(trace_of(fibre, default_rng(seed), waves=2.4e-3, residue=0.7)))
        pairs = matched(list(fibre.events[:2]), found, 60.0)
        assert len(pairs) == 2
        assert all(abs(t.loss_db - f.loss_db) < 0.03 for t, f in pairs)


@pytest.mark.parametrize("apart", [200.0, 300.0])
def test_two_joints_of_one_closure(apart: float) -> None:
    """Two splices 4 and 6 pulses apart are two, each with its loss."""
    fibre = Fibre((Truth(9_000.0, 0.12), Truth(9_000.0 + apart, 0.09)), 20_000.0)
    found = inside(analyse(trace_of(fibre, default_rng(3), points=12_000)))
    assert [e.loss_db for e in found] == pytest.approx([0.12, 0.09], abs=0.02)
    assert [e.position_m for e in found] == pytest.approx([9_000.0, 9_000.0 + apart], abs=15.0)


def test_an_edge_of_unusual_shape_is_one_step() -> None:
    """A loss drawn out over twice the pulse, as several turns of a bend draw it."""
    fibre = Fibre(tuple(Truth(9_000.0 + 12.0 * i, 0.05) for i in range(5)), 20_000.0)
    found = inside(analyse(trace_of(fibre, default_rng(4), points=12_000)))
    assert len(found) == 1
    assert found[0].loss_db == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize("mirror", [-90.0, -65.0, -60.0, -50.0])
@pytest.mark.parametrize(("pulse", "within"), [(100e-9, 8.0), (500e-9, 12.0), (2500e-9, 20.0)])
def test_the_end_is_where_the_fibre_ends(pulse: float, within: float, mirror: float) -> None:
    """Whether it reflects or not."""
    got = report(trace_of(Fibre((), 12_000.0, mirror), default_rng(1), pulse, 2.0, 8000))
    assert got.end_found and got.end_m == pytest.approx(12_000.0, abs=within)


def test_fibre_between_two_falls_of_a_long_pulse() -> None:
    """20 us on 33 m samples: 5 dB, 4.5 km of fibre, 12 dB, then 12 km more; no fall is the end."""
    fibre = Fibre((Truth(21_000.0, 1.9), Truth(29_500.0, 4.9), Truth(36_000.0, 3.5)), 48_000.0, slope_db_km=0.33)
    trace = trace_of(fibre, default_rng(5), 20e-6, 32.85, 3125, range_db=36.0, wavelength=1310e-9)
    got = report(trace)
    assert got.end_m == pytest.approx(48_000.0, abs=100.0)
    assert [e.loss_db for e in inside(list(got.events))] == pytest.approx([1.9, 4.9, 3.5], abs=0.3)


def test_an_end_is_not_passed_over() -> None:
    """What an instrument shows behind an end, a strong reflection's tail included, is no fibre."""
    for seed, mirror in enumerate((-14.5, -30.0, -60.0)):
        trace = trace_of(Fibre((Truth(9_000.0, 6.0),), 20_000.0, mirror), default_rng(seed), 20e-6, 32.85, 2000, 36.0)
        power = 10.0 ** (trace.samples_db / 5.0)
        # A slow tail: one part in a thousand of what was received, given back over 300 m.
        tail = np.exp(-np.arange(100) * trace.spacing_m / 300.0)
        power = power + 1e-3 * np.convolve(power, tail)[: len(power)]
        got = report(replace(trace, samples_db=5.0 * np.log10(power)))
        assert got.end_m == pytest.approx(20_000.0, abs=150.0)


def flat(wander: np.ndarray) -> Trace:
    """A line of 0.19 dB/km with this on it [dB], 500 ns, 2.5 m."""
    return Trace(-0.19e-3 * 2.5 * np.arange(len(wander)) + wander, 2.5, 1550e-9, 500e-9, INDEX, BACKSCATTER)


def waves_of(wander: np.ndarray) -> float:
    """Deviation that the analysis gives neighbouring means for waves [dB], without marks."""
    levels = prepare(flat(wander))
    assert levels is not None
    board, marks = board_of(levels, levels.first, levels.last, 0.1)
    return float(np.median(measured(board, marks).waves[board.first : board.last])) ** 0.5


def test_noise_is_not_taken_for_waves() -> None:
    """White noise: its means sharpen with length. 1/f: neighbouring means differ by 0.7 of the rms at any length."""
    width = round(SPEED_OF_LIGHT * 500e-9 / (2.0 * INDEX) / 2.5)
    for seed in range(4):
        rng = default_rng(seed)
        assert waves_of(0.02 * rng.normal(size=24_000)) < 1.2e-3
        assert waves_of(4e-3 * pink(rng, 24_000, width)) == pytest.approx(0.7 * 4e-3, rel=0.4)
