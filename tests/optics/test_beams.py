"""Gaussian sums against the closed form of one Gaussian, with the sign over a gap. It deliberately uses no fibre."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.optics._beams import Beam, coupling


def nemoto(w1: float, w2: float, wavelength: float, index: float, offset: float, tilt: float, gap: float) -> float:
    """Coupling of two Gaussians with offset, tilt and gap: Nemoto & Makimoto, Opt. Quantum Electron. 11 (1979) 447."""
    there = w1**2 * (1.0 + (wavelength * gap / (np.pi * index * w1**2)) ** 2)
    kappa = 4.0 * w1**2 * w2**2 / ((w1**2 + w2**2) ** 2 + (wavelength * gap / (np.pi * index)) ** 2)
    by_offset = 0.5 * offset**2 * (1.0 / w1**2 + 1.0 / w2**2)
    by_tilt = 0.5 * (np.pi * index * tilt / wavelength) ** 2 * (there + w2**2)
    return kappa * np.exp(-kappa * (by_offset + by_tilt - offset * tilt * gap / w1**2))


def one(radius: float) -> Beam:
    return Beam(np.ones((1, 1)), np.full((1, 1), radius**2))


def test_one_gaussian_is_the_closed_form_for_everything_together():
    rng = np.random.default_rng(4)
    for _ in range(300):
        w1, w2 = rng.uniform(3e-6, 6e-6, 2)
        wavelength, index = rng.uniform(1.3e-6, 1.65e-6), rng.uniform(1.0, 1.47)
        offset, tilt, gap = rng.uniform(-3e-6, 3e-6), rng.uniform(-0.03, 0.03), rng.uniform(0.0, 100e-6)
        wave_number = 2.0 * np.pi * index / wavelength
        found = coupling(one(w1), one(w2), [offset], [wave_number * tilt], [2.0 * gap / wave_number])
        assert found[0] == pytest.approx(nemoto(w1, w2, wavelength, index, offset, tilt, gap), rel=1e-11)


def test_over_a_gap_a_tilt_towards_the_offset_side_helps():
    arguments = {"offset": [2e-6], "spread": [2e-11]}
    towards = coupling(one(5e-6), one(5e-6), kick=[1e5], **arguments)
    away = coupling(one(5e-6), one(5e-6), kick=[-1e5], **arguments)
    assert towards[0] > away[0]


def test_without_a_gap_signs_are_idle_and_ends_may_change_places():
    rng = np.random.default_rng(5)
    a = Beam(rng.normal(size=(1, 3)), rng.uniform(1.0, 9.0, (1, 3)))
    b = Beam(rng.normal(size=(1, 3)), rng.uniform(1.0, 9.0, (1, 3)))
    found = [coupling(a, b, [x], [k])[0] for x in (0.7, -0.7) for k in (0.4, -0.4)]
    assert found == pytest.approx([found[0]] * 4, rel=1e-12)
    assert coupling(b, a, [0.7], [0.4])[0] == pytest.approx(found[0], rel=1e-12)


def test_a_sum_splits_as_it_likes():
    # The same Gaussian, once as one and once as two halves: coupling is bilinear.
    halves = Beam(np.array([[0.5, 0.5]]), np.array([[25.0, 25.0]]))
    whole = Beam(np.array([[1.0]]), np.array([[25.0]]))
    assert coupling(halves, whole, [1.0], [0.1], [3.0]) == pytest.approx(coupling(whole, whole, [1.0], [0.1], [3.0]))


def test_coupling_never_exceeds_one():
    rng = np.random.default_rng(6)
    a = Beam(rng.normal(size=(200, 4)), rng.uniform(1.0, 9.0, (200, 4)))
    b = Beam(rng.normal(size=(200, 4)), rng.uniform(1.0, 9.0, (200, 4)))
    found = coupling(a, b, rng.normal(size=200), rng.normal(size=200), rng.uniform(0.0, 9.0, 200))
    assert np.all((found >= 0.0) & (found <= 1.0 + 1e-12))
