"""Cursor tools against closed forms and against figures that real instruments stored."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.optics import cursors
from simulator.optics.trace import Trace

SLOPE, STEP = 0.2, 0.35


def stepped(noise: float = 0.0, mirror: float | None = None) -> Trace:
    """10 km at 0.2 dB/km with a step of 0.35 dB over the 10.2 m of a pulse at 5 km."""
    x = np.arange(0.0, 10_000.0, 1.0)
    y = -SLOPE * x / 1000.0 - STEP * np.clip((x - 5000.0) / 10.2, 0.0, 1.0)
    if mirror is not None:
        height = 5.0 * np.log10(1.0 + 10.0 ** ((mirror - (-81.0) - 20.0) / 10.0))
        y = y + np.where((x >= 5000.0) & (x < 5010.0), height, 0.0)
    y = y + noise * np.random.default_rng(0).normal(size=len(x))
    return Trace(y, 1.0, 1550e-9, 100e-9, 1.468, -81.0)


def test_two_points_see_fibre_and_step() -> None:
    assert cursors.two_point(stepped(), 4000.0, 6000.0) == pytest.approx(2 * SLOPE + STEP)
    assert cursors.two_point(stepped(), 6000.0, 4000.0) == pytest.approx(-2 * SLOPE - STEP)


def test_four_points_see_the_step_alone() -> None:
    assert cursors.lsa_loss(stepped(), (3000.0, 4990.0), (5020.0, 7000.0)) == pytest.approx(STEP, abs=1e-9)


def test_five_points_follow_a_change_of_slope() -> None:
    """Lines of different slope cross somewhere else at each place: 0.1 dB/km apart, 0.1 dB per km moved."""
    x = np.arange(0.0, 4000.0, 1.0)
    trace = Trace(-np.where(x < 2000, 0.2 * x, 400 + 0.3 * (x - 2000)) / 1000.0, 1.0, 1550e-9, 1e-7, 1.468, -81.0)
    spans = (0.0, 1990.0), (2010.0, 3990.0)
    assert cursors.lsa_loss(trace, *spans, at_m=2000.0) == pytest.approx(0.0, abs=1e-9)
    assert cursors.lsa_loss(trace, *spans, at_m=3000.0) == pytest.approx(0.1, abs=1e-9)


def test_spread_of_a_four_point_loss() -> None:
    """sigma_loss = sigma sqrt(8/w) for two windows of w independent samples (re-derived)."""
    losses = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        trace = Trace(rng.normal(size=2100) * 0.01, 1.0, 1550e-9, 1e-9, 1.468, -81.0)
        losses.append(cursors.lsa_loss(trace, (0.0, 999.0), (1000.0, 1999.0)))
    assert np.std(losses) == pytest.approx(0.01 * np.sqrt(8.0 / 1000.0), rel=0.15)


@pytest.mark.parametrize("mirror", [-35.0, -50.0, -65.0])
def test_reflectance_inverts_the_height(mirror: float) -> None:
    assert cursors.reflectance_at(stepped(mirror=mirror), 4999.0, 5001.0) == pytest.approx(mirror, abs=0.3)


def test_reflectance_of_nothing_is_the_floor() -> None:
    assert cursors.reflectance(0.0, -81.0, 1e-7) == cursors.LEAST_REFLECTANCE_DB
    assert cursors.reflectance(-3.0, -81.0, 1e-7) == cursors.LEAST_REFLECTANCE_DB
    assert np.isfinite(cursors.reflectance(1e9, -81.0, 1e-7))


def test_return_loss_of_a_lone_mirror() -> None:
    """A mirror of -40 dB over one pulse length returns 40 dB, whatever the pulse."""
    width = 102.0
    for pulse in (100e-9, 1000e-9):
        trace = Trace(np.full(4000, -100.0), 1.0, 1550e-9, pulse, 299_792_458.0 * pulse / 2 / width, -81.0)
        height = 5.0 * (-40.0 + 81.0 - 10.0 * np.log10(pulse * 1e9)) / 10.0
        samples = trace.samples_db.copy()
        samples[2000:2102] = height
        lit = Trace(samples, 1.0, 1550e-9, pulse, trace.group_index, -81.0)
        assert cursors.orl(lit, 0.0, 3999.0, launch_db=0.0) == pytest.approx(40.0, abs=0.01)


def test_cursors_outside_are_held_inside() -> None:
    trace = stepped()
    assert cursors.two_point(trace, -1e9, 1e9) == pytest.approx(SLOPE * 9.999 + STEP)
    assert np.isfinite(cursors.section_slope(trace, 5000.0, 5000.0))
    assert np.isfinite(cursors.orl(trace, 9e9, 9e9))
