"""The analysis against what an instrument would write in its table of the same trace, and where it looks.

The instrument is imitated here by ``numpy.polyfit`` between true places; no stored table of a real one is kept.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import Generator, default_rng

from simulator.optics.events import Limits, analyse, report
from simulator.optics.trace import Trace
from tests.optics.otdr_synth import Fibre, Truth, trace_of
from tests.optics.test_events import inside, matched


def table(fibre: Fibre, trace: Trace, gap_m: float) -> list[Truth]:
    """What an instrument stores: plain lines through whole sections, drawn to the middle of a gap it leaves out.

    So do three makers whose cursors lie in their files: they repeat the stored losses to 0.0005 dB.
    """
    x, places = trace.distance_m, [0.0, *(e.position_m for e in fibre.events), fibre.end_m]
    fits = []
    for start, stop in zip(places, places[1:], strict=False):
        part = (x > start + gap_m) & (x < stop - 4.0)
        fits.append(np.polyfit(x[part], trace.samples_db[part], 1))
    stored = []
    for event, before, after in zip(fibre.events, fits, fits[1:], strict=False):
        middle = event.position_m + 0.5 * gap_m
        stored.append(Truth(event.position_m, float(np.polyval(before, middle) - np.polyval(after, middle))))
    return stored


def reels(rng: Generator, count: int, shortest: float, longest: float) -> Fibre:
    """Joints of 0.05 to 0.3 dB, a third of them gains, between reels of 0.14 to 0.23 dB/km: as stored by real ones."""
    places = np.cumsum(rng.uniform(shortest, longest, count))
    losses = rng.uniform(0.05, 0.3, count) * np.where(rng.random(count) < 0.33, -0.6, 1.0)
    slopes = tuple(float(s) for s in rng.uniform(0.14, 0.23, count + 1))
    events = tuple(Truth(float(p), float(loss)) for p, loss in zip(places, losses, strict=True))
    return Fibre(events, float(places[-1] + longest), -40.0, slopes)


@pytest.mark.parametrize(
    ("pulse", "spacing", "lengths", "range_db", "gap", "middling", "wide"),
    [
        (100e-9, 1.28, (300.0, 1500.0), 19.0, 40.0, 0.0010, 0.0042),
        (100e-9, 1.28, (600.0, 1600.0), 17.0, 40.0, 0.0009, 0.0030),
        (500e-9, 2.55, (1500.0, 4000.0), 24.0, 80.0, 0.0005, 0.0012),
        (2500e-9, 5.1, (3000.0, 6000.0), 24.0, 370.0, 0.0018, 0.0040),
    ],
)
def test_losses_are_those_of_an_instrument(
    pulse: float,
    spacing: float,
    lengths: tuple[float, float],
    range_db: float,
    gap: float,
    middling: float,
    wide: float,
) -> None:
    """Though slopes differ from reel to reel, the noise grows and the fibre is rough: both draw the same lines."""
    errors = []
    for seed in range(8):
        rng = default_rng(seed)
        fibre, waves = reels(rng, 9, *lengths), 4e-3 if pulse > 200e-9 else 8e-3
        points = int((fibre.end_m + 4000.0) / spacing)
        trace = trace_of(fibre, rng, pulse, spacing, points, range_db, residue=1.0, waves=waves)
        pairs = matched(table(fibre, trace, gap), inside(analyse(trace)), max(60.0, 1.5 * trace.pulse_m))
        errors += [abs(t.loss_db - f.loss_db) for t, f in pairs if f.loss_db is not None]
    assert len(errors) > 65
    assert np.median(errors) <= middling
    assert np.quantile(errors, 0.9) <= wide


@pytest.mark.parametrize(("pulse", "mirror"), [(500e-9, -68.5), (1000e-9, -64.0), (2500e-9, -61.5)])
def test_a_low_reflection_is_placed_by_its_foot(pulse: float, mirror: float) -> None:
    """A bump of 0.09 to 0.13 dB ahead of the fall: the joint lies where it begins, not where it ends."""
    spacing = 2.55 if pulse < 2e-6 else 5.1
    fibre = Fibre(tuple(Truth(3000.0 + 5000.0 * i, 0.12, mirror) for i in range(5)), 27_000.0)
    missed = []
    for seed in range(4):
        trace = trace_of(fibre, default_rng(seed), pulse, spacing, int(31_000 / spacing), waves=3e-3, residue=0.7)
        found = inside(analyse(trace))
        assert len(found) == 5
        missed += [abs(f.position_m - t.position_m) for t, f in zip(fibre.events, found, strict=True)]
    assert np.median(missed) <= 25.0


def test_a_low_bump_without_a_loss_is_no_event() -> None:
    """0.07 dB high at 1 us, and the line goes on as before: too low for a reflection, nothing lost."""
    fibre = Fibre((Truth(9_000.0, 0.0, -67.0), Truth(14_000.0, 0.15)), 20_000.0)
    for seed in range(4):
        found = inside(analyse(trace_of(fibre, default_rng(seed), 1000e-9, points=11_000, waves=2e-3, residue=0.7)))
        assert [e.position_m for e in found] == pytest.approx([14_000.0], abs=30.0)


@pytest.mark.parametrize(
    "steps",
    [((9_500.0, 0.75), (16_200.0, 0.5), (20_000.0, 16.0)), ((9_500.0, 0.5), (14_200.0, 1.9), (19_500.0, 4.9))],
)
def test_steps_of_a_long_pulse(steps: tuple[tuple[float, float], ...]) -> None:
    """20 us on 33 m samples: 33 km are 16 pulses, and no stretch of them that tells the noise is without a step."""
    fibre = Fibre(tuple(Truth(*step) for step in steps), 33_000.0, slope_db_km=0.3)
    for seed in range(3):
        trace = trace_of(fibre, default_rng(seed), 20e-6, 32.85, 3125, range_db=38.0, wavelength=1310e-9, waves=0.01)
        pairs = matched(list(fibre.events), inside(analyse(trace)), 500.0)
        assert len(pairs) == 3
        assert [f.loss_db - t.loss_db for t, f in pairs if f.loss_db is not None] == pytest.approx([0.0] * 3, abs=0.15)


def test_a_lesser_step_does_not_break_the_lines_of_its_neighbours() -> None:
    """0.023 dB halfway to the next joint: real tables pass it over, and measure the joint through it."""
    fibre = Fibre((Truth(6_000.0, 0.15), Truth(10_000.0, 0.023), Truth(14_000.0, 0.2)), 20_000.0)
    for seed in range(4):
        trace = trace_of(fibre, default_rng(seed), points=10_000, waves=1e-3, residue=0.5)
        found = inside(analyse(trace))
        assert [e.position_m for e in found] == pytest.approx([6_000.0, 10_000.0, 14_000.0], abs=30.0)
        joints = replace(fibre, events=(fibre.events[0], fibre.events[2]))
        stored = [t.loss_db for t in table(joints, trace, 80.0)]
        assert [found[0].loss_db, found[2].loss_db] == pytest.approx(stored, abs=0.001)


def test_steps_are_listed_from_the_threshold_of_the_instrument() -> None:
    """The table of an instrument set to 0.05 dB lists no joint of 0.03 dB; asked for all, the analysis does."""
    fibre = Fibre((Truth(4_000.0, 0.12), Truth(8_000.0, 0.035), Truth(12_000.0, 0.0, -45.0)), 16_000.0)
    trace = trace_of(fibre, default_rng(1), points=8_000, waves=1e-3, residue=0.5)
    assert len(inside(analyse(trace))) == 3
    whole = report(replace(trace, listed_db=0.05))
    listed = inside(list(whole.events))
    assert [e.position_m for e in listed] == pytest.approx([4_000.0, 12_000.0], abs=30.0)
    assert (whole.listed_db, whole.unlisted) == (0.05, 1)
    every = analyse(replace(trace, listed_db=0.05), Limits(listed_db=0.0))
    assert [e.loss_db for e in every] == [e.loss_db for e in analyse(trace)]
    for odd in (0.0, 65.535):  # how files say that there is no threshold
        assert len(inside(analyse(replace(trace, listed_db=odd)))) == 3


@pytest.mark.parametrize("spacing", [1.28, 5.1, 20.4])
def test_a_reflection_lies_at_the_last_sample_on_the_line(spacing: float) -> None:
    """So makers mark it, the end too: 37 of 39 in real files lie a sample or more ahead of the first that has risen."""
    fibre = Fibre((Truth(9_003.0, 0.2, -50.0), Truth(14_001.0, 0.1, -45.0)), 20_002.0)
    for seed in range(3):
        whole = report(trace_of(fibre, default_rng(seed), 1000e-9, spacing, int(26_000 / spacing)))
        found = [e.position_m for e in whole.events if e.kind in ("reflective", "end")]
        for place, true in zip(found, (9_003.0, 14_001.0, 20_002.0), strict=True):
            assert true - spacing - 0.5 <= place <= true + 2.5
