"""The analysis against a known truth: what it finds, how far its losses and places are off, sums in closed form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng

from simulator.optics import events
from simulator.optics.events import Event, Limits, analyse, report
from simulator.optics.trace import Trace
from tests.optics.otdr_synth import BACKSCATTER, INDEX, Fibre, Truth, random_fibre, trace_of

INSIDE = ("splice", "gain", "reflective", "merged")


def inside(found: list[Event]) -> list[Event]:
    return [event for event in found if event.kind in INSIDE]


def matched(truth: list[Truth], found: list[Event], reach: float) -> list[tuple[Truth, Event]]:
    """Pairs nearest first, each used once."""
    near = sorted(
        (abs(t.position_m - f.position_m), i, j) for i, t in enumerate(truth) for j, f in enumerate(found)
    )
    pairs: dict[int, int] = {}
    for distance, i, j in near:
        if distance <= reach and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(truth[i], found[j]) for i, j in pairs.items()]


@pytest.mark.parametrize(
    ("pulse", "spacing", "gaps", "recall", "loss", "place"),
    [
        (500e-9, 2.5, (600.0, 4000.0), 0.95, 0.0035, 8.0),
        (1000e-9, 2.5, (900.0, 5000.0), 0.92, 0.0040, 10.0),
        (2500e-9, 5.0, (1500.0, 8000.0), 0.88, 0.0045, 20.0),
        (100e-9, 1.25, (250.0, 2500.0), 0.92, 0.0060, 5.0),
    ],
)
def test_finds_what_is_there(
    pulse: float, spacing: float, gaps: tuple[float, float], recall: float, loss: float, place: float
) -> None:
    """Recall, precision, median errors over random spans of 0.03 to 0.5 dB events."""
    found_of, true_of, false_of, losses, places = 0, 0, 0, [], []
    points = 16_000
    for seed in range(12):
        rng = default_rng(seed)
        fibre = random_fibre(rng, *gaps, length=0.8 * points * spacing)
        trace = trace_of(fibre, rng, pulse, spacing, points)
        got = inside(analyse(trace))
        pairs = matched(list(fibre.events), got, max(60.0, 1.5 * trace.pulse_m))
        true_of += len(fibre.events)
        found_of += len(pairs)
        false_of += sum(abs(e.loss_db or 0.0) >= 0.03 for e in got) - sum(abs(f.loss_db or 0) >= 0.03 for _, f in pairs)
        losses += [abs(t.loss_db - f.loss_db) for t, f in pairs if f.loss_db is not None]
        places += [abs(t.position_m - f.position_m) for t, f in pairs]
    assert true_of > 60
    assert found_of / true_of >= recall
    assert false_of / found_of <= 0.04
    assert np.median(losses) <= loss
    assert np.median(places) <= place


@pytest.mark.parametrize("seed", range(4))
def test_a_plain_fibre_has_no_events_inside(seed: int) -> None:
    """Only its launch and its end, and the end where it is."""
    fibre = Fibre((), 20_000.0)
    found = analyse(trace_of(fibre, default_rng(seed)))
    assert [e.kind for e in found] == ["launch", "end"]
    assert found[0].position_m == pytest.approx(0.0, abs=10.0)
    assert found[-1].position_m == pytest.approx(20_000.0, abs=10.0)
    assert found[-1].slope_before_db_km == pytest.approx(0.19, abs=0.002)


@pytest.mark.parametrize("mirror", [-30.0, -45.0, -55.0])
def test_reflectance_is_that_of_the_connector(mirror: float) -> None:
    """R = K + 10 log tau + 10 log(10^(H/5) - 1), loss by lines on both sides."""
    fibre = Fibre((Truth(6000.0, 0.3, mirror),), 14_000.0)
    (event,) = inside(analyse(trace_of(fibre, default_rng(1), points=8000)))
    assert event.kind == "reflective" and not event.saturated
    assert event.reflectance_db == pytest.approx(mirror, abs=0.5)
    assert event.loss_db == pytest.approx(0.3, abs=0.02)
    assert event.position_m == pytest.approx(6000.0, abs=5.0)


def test_a_clipped_peak_is_called_saturated() -> None:
    fibre = Fibre((Truth(6000.0, 0.3, -14.0),), 14_000.0)
    (event,) = inside(analyse(trace_of(fibre, default_rng(1), points=8000)))
    assert event.saturated and event.reflectance_db is not None and event.reflectance_db < -14.0


def test_kinds_follow_the_sign() -> None:
    fibre = Fibre((Truth(4000.0, 0.2), Truth(9000.0, -0.15)), 16_000.0)
    found = inside(analyse(trace_of(fibre, default_rng(2), points=9000)))
    assert [e.kind for e in found] == ["splice", "gain"]
    assert [e.loss_db for e in found] == pytest.approx([0.2, -0.15], abs=0.012)
    assert found[0].windows_m is not None
    a, big_a, big_b, b = found[0].windows_m
    assert a < big_a <= 4000.0 + 20 and 4000.0 < big_b < b <= 9000.0 + 20


def test_a_fall_without_reflection_ends_the_fibre() -> None:
    """A crushed end: -90 dB; and a trace that stops before the fibre does has no end."""
    whole = trace_of(Fibre((), 12_000.0, -90.0), default_rng(3), points=8000)
    assert report(whole).end_m == pytest.approx(12_000.0, abs=15.0)
    cut = replace(whole, samples_db=whole.samples_db[:3000])
    assert not report(cut).end_found and [e.kind for e in analyse(cut)] == ["launch"]


def test_fibre_after_a_splitter_goes_on() -> None:
    """10.5 dB of a 1:8 splitter seen from the subscriber, then 6 km of fibre: no end at the fall."""
    fibre = Fibre((Truth(5000.0, 10.5),), 11_000.0)
    got = report(trace_of(fibre, default_rng(4), 100e-9, 1.25, 16_000, range_db=26.0))
    assert got.end_m == pytest.approx(11_000.0, abs=10.0)
    assert [e.kind for e in got.events] == ["launch", "splice", "end"]
    assert got.events[1].loss_db == pytest.approx(10.5, abs=0.05)


def test_total_loss_and_return_loss_in_closed_form() -> None:
    """Total = slope x length + losses; ORL = K tau/W (1 - exp(-2 a L))/(2 a) for a fibre with no echo at its end."""
    fibre = Fibre((), 20_000.0, -90.0)
    trace = trace_of(fibre, default_rng(5), points=10_000)
    got = report(trace)
    assert got.total_loss_db == pytest.approx(3.8, abs=0.03)
    decay = 0.19 / 1000.0 * np.log(10.0) / 5.0
    back = 10.0 ** (BACKSCATTER / 10.0) * 500.0 / trace.pulse_m * (1.0 - np.exp(-decay * 20_000.0)) / decay
    assert got.orl_db == pytest.approx(-10.0 * np.log10(back), abs=0.1)


def test_noise_and_range() -> None:
    """Dynamic range is the level at the launch over the rms noise; 98 % of the noise lies 1.56 dB higher."""
    got = report(trace_of(Fibre((), 12_000.0), default_rng(6), range_db=23.0))
    assert got.range_db == pytest.approx(23.0, abs=0.2)
    assert got.range_98_db == pytest.approx(got.range_db - 5.0 * np.log10(2.054), abs=0.01)


def test_steps_at_the_limit_of_chance_are_few() -> None:
    """What the analysis calls a step in pure residue and noise: less than one in five plain fibres."""
    false = [len(inside(analyse(trace_of(Fibre((), 30_000.0), default_rng(seed), residue=2.0)))) for seed in range(20)]
    assert sum(false) <= 4


def test_limits_are_kept() -> None:
    fibre = Fibre((Truth(5000.0, 0.06), Truth(9000.0, 0.3)), 15_000.0)
    trace = trace_of(fibre, default_rng(8), points=8000)
    assert len(inside(analyse(trace))) == 2
    assert len(inside(analyse(trace, Limits(loss_db=0.1)))) == 1


def test_levels_may_be_anywhere() -> None:
    """The zero of a trace is arbitrary: shifted levels and a shifted start give the same events."""
    fibre = Fibre((Truth(5000.0, 0.1),), 12_000.0)
    trace = trace_of(fibre, default_rng(9), points=8000)
    moved = replace(trace, samples_db=trace.samples_db - 37.5, start_m=-1000.0)
    for one, two in zip(analyse(trace), analyse(moved), strict=True):
        assert two.position_m == pytest.approx(one.position_m - 1000.0, abs=1e-6)
        assert two.loss_db == pytest.approx(one.loss_db, abs=1e-9)


def test_exported_cursors_are_the_tools() -> None:
    trace = Trace(-0.2 * np.arange(1000) / 100.0, 10.0, 1550e-9, 100e-9, INDEX, BACKSCATTER)
    assert events.two_point(trace, 1000.0, 2000.0) == pytest.approx(0.2)
    assert events.section_slope(trace, 1000.0, 5000.0) == pytest.approx(0.2)
