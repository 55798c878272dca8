"""The analysis on spans as they are measured: reels at both ends, short floors, joints in pairs, lines that bend.

Each test holds one cause of a missed, false or shifted event that was mended.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng

from simulator.optics._board import Mark
from simulator.optics._detect import board_of
from simulator.optics._levels import prepare
from simulator.optics._sharper import sharper
from simulator.optics._waves import measured
from simulator.optics.events import analyse, report
from simulator.optics.trace import Trace
from tests.optics.otdr_synth import Fibre, Truth, trace_of
from tests.optics.test_events import inside, matched
from tests.optics.test_events_instruments import reels
from tests.optics.test_events_makers import smoothed

#: A reel of 1 km at either end, and joints between.
REELS = (Truth(1017.0, 0.3, -52.0), Truth(9_000.0, 0.12), Truth(15_000.0, -0.08), Truth(20_983.0, 0.2, -52.0))
SPAN = Fibre(REELS, 22_000.0)


def span_trace(seed: int, beyond_m: float, spacing: float = 5.1, range_db: float = 22.0) -> Trace:
    """The span at 2.5 us, and so much of what lies behind its end."""
    points = int((SPAN.end_m + beyond_m) / spacing)
    return trace_of(SPAN, default_rng(seed), 2500e-9, spacing, points, range_db, residue=0.7, waves=1.8e-3)


def slow_launch(trace: Trace) -> Trace:
    """What the launch leaves behind: 0.6 dB over the line behind its pulse, dying away over 150 m."""
    behind = np.maximum(trace.distance_m - trace.pulse_m, 0.0)
    levels = trace.samples_db + 5.0 * np.log10(1.0 + 0.3 * np.exp(-behind / 150.0))
    return replace(trace, samples_db=np.round(levels, 3))


def few(trace: Trace) -> Trace:
    """Three samples in a pulse, each the mean of the light in it: the floor is calm, and one stretch holds the end."""
    size = round(trace.pulse_m / trace.spacing_m / 3.0)
    power = 10.0 ** (trace.samples_db[: len(trace) // size * size].reshape(-1, size) / 5.0)
    levels = np.round(5.0 * np.log10(power.mean(axis=1)), 3)
    return replace(trace, samples_db=levels, spacing_m=size * trace.spacing_m)


@pytest.mark.parametrize("habit", [smoothed, slow_launch, few])
def test_connectors_of_both_reels_are_found(habit) -> None:
    """At 2.5 us a reel of 1 km is four pulses long: hardly two edges of line lie before its connector."""
    for seed in range(8):
        trace = habit(span_trace(seed, 6000.0, range_db=24.0))
        found = [e.position_m for e in inside(analyse(trace)) if abs(e.loss_db or 0.0) >= 0.03]
        assert found == pytest.approx([e.position_m for e in REELS], abs=trace.spacing_m + 0.6 * trace.pulse_m)


@pytest.mark.parametrize("habit", [smoothed, few])
def test_a_short_floor_is_no_fibre(habit) -> None:
    """4 km of floor, smoothed or of means: too short to tell from its slope alone that no fibre runs on there."""
    for seed in range(16):
        trace = habit(span_trace(seed, 4000.0))
        whole = report(trace)
        assert whole.end_found
        assert whole.end_m == pytest.approx(SPAN.end_m, abs=trace.spacing_m + 0.6 * trace.pulse_m)


@pytest.mark.parametrize(("taken_m", "lies_m"), [(3_100.0, 3_300.0), (6_500.0, 6_500.0)])
def test_a_step_lies_where_light_falls_not_where_the_line_bends(taken_m: float, lies_m: float) -> None:
    """The line bends by 0.06 dB about 3.1 km, as one real trace does ahead of its joint at 3.3 km."""
    fibre = Fibre((Truth(2_300.0, 0.3), Truth(3_300.0, 0.08), Truth(6_500.0, 0.1)), 9_000.0)
    bend_m, bend_db = (2_300.0, 2_650.0, 2_980.0, 3_080.0, 3_300.0, 6_500.0), (0.0, 0.06, 0.06, 0.04, 0.035, 0.02)
    for seed in range(6):
        trace = trace_of(fibre, default_rng(seed), 100e-9, 1.28, 8_500, 20.0, residue=0.7, waves=3e-3)
        levels = prepare(replace(trace, samples_db=trace.samples_db + np.interp(trace.distance_m, bend_m, bend_db)))
        assert levels is not None
        board, _ = board_of(levels, levels.first + 3 * levels.edge, levels.last - 2 * levels.edge, 0.1)
        cells = [round((metres - levels.origin_m) / levels.step_m) for metres in (2_300.0, taken_m)]
        marks = [Mark(cell, cell + board.edge, float(cell), None, 0.09, 7.0) for cell in cells]
        board = measured(board, marks)
        moved = sharper(board, marks)
        assert moved[0] == marks[0]
        assert levels.metres(moved[1].where) == pytest.approx(lies_m, abs=20.0)


@pytest.mark.parametrize(
    ("pulse", "spacing", "lengths", "count"),
    [(2500e-9, 12.8, (900.0, 1900.0), 16), (2500e-9, 12.8, (1000.0, 2500.0), 16), (1000e-9, 5.1, (400.0, 1200.0), 22)],
)
def test_joints_four_to_ten_pulses_apart(
    pulse: float, spacing: float, lengths: tuple[float, float], count: int
) -> None:
    """No stretch of such a span is without a step: they pass neither for its noise nor for the slope of its fibre."""
    all_of = found_of = false_of = 0
    for seed in range(8):
        rng = default_rng(seed)
        fibre = reels(rng, count, *lengths)
        points = int((fibre.end_m + 4000.0) / spacing)
        trace = trace_of(fibre, rng, pulse, spacing, points, 22.0, residue=1.0, waves=3e-3)
        found = [e for e in inside(analyse(trace)) if abs(e.loss_db or 0.0) >= 0.03]
        pairs = matched(list(fibre.events), found, 1.5 * trace.pulse_m)
        all_of, found_of, false_of = all_of + count, found_of + len(pairs), false_of + len(found) - len(pairs)
    assert found_of / all_of >= 0.95
    assert false_of / found_of <= 0.03


def test_line_between_a_gain_and_a_loss_is_no_reflection() -> None:
    """600 m of line at 2.5 us stand 0.14 dB higher than what lies about them: two steps, and nothing reflects."""
    fibre = Fibre((Truth(5_000.0, -0.14), Truth(5_620.0, 0.3), Truth(12_000.0, 0.2)), 18_000.0)
    for seed in range(4):
        trace = trace_of(fibre, default_rng(seed), 2500e-9, 12.8, 1700, 22.0, residue=0.7, waves=1.8e-3)
        found = inside(analyse(trace))
        assert all(e.kind in ("splice", "gain") for e in found)
        assert sum(e.loss_db or 0.0 for e in found) == pytest.approx(0.36, abs=0.05)


def test_what_a_receiver_gives_back_late_does_not_hide_the_end() -> None:
    """An open end, and 0.2 % of its light late, over 270 m: 1.2 km go by before the light has fallen below the line."""
    fibre = Fibre((Truth(1_017.0, 0.3, -52.0), Truth(9_000.0, 0.12)), 20_000.0, -14.5)
    for seed in range(4):
        trace = trace_of(fibre, default_rng(seed), 500e-9, 2.55, 10_000, 11.0, residue=0.7, waves=3e-3)
        power = 10.0 ** (trace.samples_db / 5.0)
        late = np.exp(-np.arange(1000) * trace.spacing_m / 270.0)
        power = power + 0.01 * np.convolve(power, late / late.sum())[: len(power)]
        whole = report(replace(trace, samples_db=np.round(5.0 * np.log10(power), 3)))
        assert whole.end_found
        assert whole.end_m == pytest.approx(fibre.end_m, abs=20.0)
        assert [e.position_m for e in inside(list(whole.events))] == pytest.approx([1_017.0, 9_000.0], abs=25.0)


def test_pairs_of_joints_do_not_pass_for_a_slow_receiver() -> None:
    """Three of the clearest falls are two joints 120 m apart under a pulse of 102 m: edges are no longer for that."""
    pairs = [Truth(4_000.0 + 4_000.0 * i + apart, 0.2) for i in range(3) for apart in (0.0, 120.0)]
    lone = [Truth(16_000.0, 0.15), Truth(20_000.0, 0.15), Truth(20_225.0, 0.09)]
    fibre = Fibre((*pairs, *lone), 26_000.0)
    for seed in range(4):
        trace = trace_of(fibre, default_rng(seed), 1000e-9, 5.1, 6000, residue=0.7, waves=1.5e-3)
        found = [e.position_m for e in inside(analyse(trace)) if e.position_m > 15_000.0]
        assert found == pytest.approx([e.position_m for e in lone], abs=25.0)


def test_a_line_that_rises_is_drawn_as_the_least_of_fibres() -> None:
    """160 m between two joints where waves let the line rise: instruments draw it falling by 0.1 dB/km from its start.

    Without that its slope would add 0.03 dB to the second joint.
    """
    fibre = Fibre((Truth(3_000.0, 0.2), Truth(3_160.0, 0.3)), 6_000.0, slope_db_km=(0.19, -0.1, 0.19))
    found = inside(analyse(trace_of(fibre, default_rng(1), 100e-9, 1.28, 6_000, 26.0, residue=0.1)))
    assert [e.position_m for e in found] == pytest.approx([3_000.0, 3_160.0], abs=5.0)
    # From its start, some 40 m behind the first joint, to the second: 0.2 dB/km more of loss than there is.
    assert found[1].loss_db == pytest.approx(0.3 - 0.2 * 0.13, abs=0.006)
    assert found[0].slope_after_db_km == pytest.approx(0.1, abs=1e-6)
