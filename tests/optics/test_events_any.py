"""Any trace at all: the analysis answers, with finite figures in order, and in a time that grows with the points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.optics.events import Report, analyse, report
from simulator.optics.trace import Trace

KINDS = {"launch", "splice", "gain", "reflective", "merged", "bend", "ghost", "end"}


def checked(trace: Trace) -> Report:
    """The report, with everything in it finite and in order."""
    with np.errstate(all="raise", under="ignore"):
        got = report(trace)
    places = [event.position_m for event in got.events]
    assert places == sorted(places)
    low, high = trace.distance_m[0] - 200 * trace.spacing_m, trace.distance_m[-1] + 200 * trace.spacing_m
    for event in got.events:
        assert event.kind in KINDS and low - trace.pulse_m <= event.position_m <= high + trace.pulse_m
        figures = (event.loss_db, event.reflectance_db, event.slope_before_db_km, event.slope_after_db_km)
        assert all(f is None or np.isfinite(f) for f in figures)
    sums = (got.total_loss_db, got.orl_db, got.noise_db, got.range_db, got.end_m)
    assert all(s is None or np.isfinite(s) for s in sums)
    return got


def trace_from(samples, spacing: float = 2.5, pulse: float = 1e-7) -> Trace:
    return Trace(np.asarray(samples, dtype=float), spacing, 1550e-9, pulse, 1.468, -82.0)


RAMP = np.arange(5000)
ODD = {
    "constant": np.zeros(5000),
    "all clipped": np.full(5000, -65.535),
    "one sample": [1.0],
    "two samples": [1.0, -3.0],
    "saw": (RAMP % 7) * 3.0,
    "huge": np.where(RAMP % 2, 1e308, -1e308),
    "infinite": np.where(RAMP % 3, -np.inf, -0.001 * RAMP),
    "plus infinite": np.full(5000, np.inf),
    "not a number": np.full(5000, np.nan),
    "rising": 0.001 * RAMP,
    "steep": -1.0 * RAMP,
    "a lone peak": np.where(RAMP == 2500, 100.0, -10.0),
    "square wave": np.where(RAMP % 50 < 25, -10.0, -20.0),
    "holes": np.where(RAMP % 97 == 0, -60.0, -0.0005 * RAMP),
    "bare noise": np.random.default_rng(1).normal(size=5000) * 5.0,
    "random walk": np.cumsum(np.random.default_rng(2).normal(size=5000)),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("pulse", [0.0, 5e-9, 1e-7, 2e-5, 1.0])
def test_odd_traces(name: str, pulse: float) -> None:
    checked(trace_from(ODD[name], pulse=pulse))


def test_no_light_no_events() -> None:
    for name in ("constant", "all clipped", "one sample", "two samples", "not a number"):
        assert analyse(trace_from(ODD[name])) == [], name


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.floats(-80.0, 10.0, width=32) | st.sampled_from([-np.inf, np.inf, -65.535]), min_size=1, max_size=400),
    st.sampled_from([0.08, 2.5, 41.0, 1e4]),
    st.sampled_from([5e-9, 1e-6, 2e-5]),
)
def test_any_samples(samples: list[float], spacing: float, pulse: float) -> None:
    checked(trace_from(samples, spacing, pulse))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(16, 4000), st.floats(0.0, 3.0), st.floats(0.0, 0.9))
def test_any_broken_fibre(seed: int, points: int, noise: float, share: float) -> None:
    """Lines with random steps and peaks, noisy, with an end anywhere."""
    rng = np.random.default_rng(seed)
    levels = -0.0005 * np.arange(points) - np.cumsum(rng.random(points) < 0.01) * rng.normal() * 0.3
    levels = levels + (rng.random(points) < 0.005) * rng.uniform(0, 20) + noise * rng.normal(size=points)
    levels[int(points * (1.0 - share)) :] = -60.0
    checked(trace_from(np.maximum(levels, -65.535)))


def test_many_breaks_stay_quick() -> None:
    """Work grows with points, not with the square of breaks: no more than some events per edge are ever kept."""
    levels = np.where(np.random.default_rng(3).random(20_000) < 0.01, -60.0, -0.0002 * np.arange(20_000))
    assert len(checked(trace_from(levels)).events) < 20_000 * 2.5 / 16.0
