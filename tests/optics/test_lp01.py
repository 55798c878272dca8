"""The fast fit of LP01 against the eigenvalue equation and quadrature. It deliberately tests no catalogue fibre."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.optics import _lp01
from tests.optics import derive_modes, exact

V = np.linspace(_lp01.V_MIN, _lp01.V_MAX, 60)


def test_the_eigenvalue_is_right_to_twelve_digits():
    wanted = [exact.eigenvalue(float(v)) for v in V]
    assert np.allclose(_lp01.eigenvalue(V), wanted, rtol=0.0, atol=1e-12)


def test_petermann_radii_are_what_their_definitions_say():
    second = [exact.petermann_2(float(v)) for v in V]
    first = [exact.petermann_1(float(v)) for v in V]
    assert np.allclose(_lp01.petermann_2(V), second, rtol=1e-11, atol=0.0)
    assert np.allclose(_lp01.petermann_1(V), first, rtol=1e-11, atol=0.0)


def test_petermann_2_agrees_with_the_published_fit():
    # Hussey & Martinez (1985), meant for 1.5 < V < 2.5; best above 1.6.
    v = np.linspace(1.6, 2.5, 19)
    fit = 0.65 + 1.619 * v**-1.5 + 2.879 * v**-6 - 0.016 - 1.567 * v**-7
    assert np.allclose(_lp01.petermann_2(v), fit, rtol=0.01)


def test_the_near_field_is_the_wider_one():
    # By Cauchy-Schwarz the Petermann I radius is never below Petermann II; equal only for a Gaussian.
    assert np.all(_lp01.petermann_1(V) > _lp01.petermann_2(V))


def test_the_gaussians_miss_less_than_a_twenty_thousandth_of_the_power():
    r, weight = exact.radial_nodes(points=40)
    for v in (1.3, 1.5, 1.86, 2.31, 2.7, 3.0):
        radius = exact.petermann_2(v)
        mode = exact.field(v, r)
        mode /= np.sqrt((mode**2 * r * weight).sum())
        gaussians = (
            np.exp(-((r[:, None] / (radius * np.array(_lp01.WIDTHS))) ** 2)) @ _lp01.amplitudes(np.array(v)) / radius
        )
        assert ((mode - gaussians) ** 2 * r * weight).sum() < 5e-5


def test_the_shipped_tables_are_the_derived_ones():
    assert np.allclose(_lp01._U, derive_modes.derive_u(len(_lp01._U) - 1), rtol=0.0, atol=1e-13)
    derived = derive_modes.derive_amplitudes(len(_lp01._AMPLITUDES) - 1)
    assert np.allclose(_lp01._AMPLITUDES, derived, rtol=0.0, atol=1e-6)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_shapes_are_kept(shape):
    v = np.full(shape, 2.0)
    assert np.shape(_lp01.eigenvalue(v)) == shape
    assert np.shape(_lp01.amplitudes(v)) == (*shape, len(_lp01.WIDTHS))
