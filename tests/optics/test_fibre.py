"""The catalogue against the published equivalents of its classes. It deliberately tests no joint."""

from __future__ import annotations

import dataclasses
import pickle

import numpy as np
import pytest

from simulator.optics import fibre

NAMES = ("G.652.D", "G.657.A1", "G.657.A2", "G.657.B3")
#: Step-index equivalents: core radius, MFD at 1310, 1550 and 1625 nm [um], Delta [%].
EQUIVALENTS = {
    "G.652.D": (4.147, 9.2, 10.52, 10.99, 0.321),
    "G.657.A1": (4.057, 9.0, 10.29, 10.75, 0.335),
    "G.657.A2": (3.967, 8.8, 10.06, 10.52, 0.351),
    "G.657.B3": (3.877, 8.6, 9.83, 10.28, 0.367),
}


def test_the_catalogue_holds_the_four_classes():
    assert tuple(fibre.CATALOGUE) == NAMES
    with pytest.raises(TypeError):
        fibre.CATALOGUE["G.652.D"] = None


@pytest.mark.parametrize("name", NAMES)
def test_step_index_equivalents(name):
    f = fibre.CATALOGUE[name]
    radius, *diameters, delta = EQUIVALENTS[name]
    assert f.core_radius * 1e6 == pytest.approx(radius, abs=0.0006)
    found = 2e6 * fibre.mode_field_radius(f, np.array([1310e-9, 1550e-9, 1625e-9]))
    assert found == pytest.approx(diameters, abs=0.006)
    assert found[0] == pytest.approx(diameters[0], abs=1e-4)
    assert 100.0 * (1.0 - (f.cladding_index / f.core_index) ** 2) / 2.0 == pytest.approx(delta, abs=0.0006)
    assert 0.116 < fibre.numerical_aperture(f, 1310e-9) < 0.1245
    assert fibre.cutoff_wavelength(f) == pytest.approx(1260e-9, abs=0.6e-9)
    assert f.name == f.bend_class == name


def test_silica_at_published_wavelengths():
    # Malitson (1965), table of indices at 20 deg C.
    for wavelength, index in ((0.5876e-6, 1.45846), (1.0140e-6, 1.45024), (1.5295e-6, 1.44427)):
        assert fibre.silica_index(wavelength) == pytest.approx(index, abs=1.5e-5)


def test_delta_stays_and_indices_follow_silica():
    f = fibre.CATALOGUE["G.652.D"]
    core, cladding = fibre.indices(f, np.array([1260e-9, 1310e-9, 1625e-9]))
    assert cladding == pytest.approx(fibre.silica_index(np.array([1260e-9, 1310e-9, 1625e-9])), abs=1e-8)
    assert core / cladding == pytest.approx([f.core_index / f.cladding_index] * 3, rel=1e-14)
    assert (core[1], cladding[1]) == pytest.approx((f.core_index, f.cladding_index), rel=1e-14)


def test_step_index_keeps_its_indices():
    f = fibre.step_index(4.1e-6, 1.4505, 1.4459)
    assert fibre.v_number(f, 1550e-9) == pytest.approx(
        2e6 * np.pi * 4.1 / 1.55e6 * np.sqrt(1.4505**2 - 1.4459**2), rel=1e-14
    )
    assert fibre.indices(f, 1310e-9) == fibre.indices(f, 1625e-9)
    assert f.bend_class == "step index"


def test_mode_field_scales_with_the_fibre():
    small, large = fibre.step_index(2e-6, 1.4540, 1.4440), fibre.step_index(4e-6, 1.4540, 1.4440)
    for radius in (fibre.mode_field_radius, fibre.near_field_radius):
        assert radius(large, 1.8e-6) == pytest.approx(2.0 * radius(small, 0.9e-6), rel=1e-14)


@pytest.mark.parametrize("wanted", [8.6e-6, 8.8e-6, 9.2e-6, 9.6e-6, 10.4e-6])
@pytest.mark.parametrize("name", NAMES)
def test_a_draw_within_tolerance_has_the_wanted_mode_field(name, wanted):
    base = fibre.CATALOGUE[name]
    drawn = fibre.with_mode_field(base, wanted)
    assert 2.0 * fibre.mode_field_radius(drawn, 1310e-9) == pytest.approx(wanted, rel=1e-12)
    assert fibre.cutoff_wavelength(drawn) == pytest.approx(fibre.cutoff_wavelength(base), rel=1e-6)
    # One-way step of a backscatter trace at a joint: half the difference of the coefficients, 10 log10(w1/w2).
    step = 0.5 * (drawn.backscatter(1310e-9) - base.backscatter(1310e-9))
    ratio = fibre.mode_field_radius(base, 1310e-9) / fibre.mode_field_radius(drawn, 1310e-9)
    assert step == pytest.approx(10.0 * np.log10(ratio), abs=1e-12)


def test_catalogue_backscatter_steps_like_the_mode_fields():
    reference = fibre.CATALOGUE["G.652.D"]
    for f in fibre.CATALOGUE.values():
        for wavelength in (1310e-9, 1550e-9, 1625e-9):
            step = f.backscatter(wavelength) - reference.backscatter(wavelength)
            ratio = fibre.mode_field_radius(reference, wavelength) / fibre.mode_field_radius(f, wavelength)
            assert step == pytest.approx(20.0 * np.log10(ratio), abs=0.01)


def test_curves_meet_their_points_and_follow_rayleigh_between():
    f = fibre.CATALOGUE["G.652.D"]
    for wavelength, value in f.attenuation.points:
        assert f.attenuation(wavelength) == pytest.approx(value, abs=1e-12)
    pure = fibre.Curve(((1310e-9, 0.33), (1550e-9, 0.33 * (1310 / 1550) ** 4)), -4.0)
    assert pure(1450e-9) == pytest.approx(0.33 * (1310 / 1450) ** 4, rel=1e-12)
    assert pure(1650e-9) == pytest.approx(0.33 * (1310 / 1650) ** 4, rel=1e-12)
    assert fibre.Curve(((1310e-9, 7.0),))([1310e-9, 1550e-9]) == pytest.approx([7.0, 7.0])
    assert f.attenuation(np.full((2, 3), 1550e-9)).shape == (2, 3)


def test_cable_limits_of_the_standards_hold():
    # ITU-T G.652.D and G.657: at most 0.40 dB/km from 1310 to 1625 nm, 0.30 dB/km from 1530 to 1565 nm.
    wide, narrow = np.linspace(1310e-9, 1625e-9, 100), np.linspace(1530e-9, 1565e-9, 20)
    for f in fibre.CATALOGUE.values():
        assert np.all((f.attenuation(wide) > 0.15) & (f.attenuation(wide) <= 0.40))
        assert np.all(f.attenuation(narrow) <= 0.30)
        assert np.all((f.group_index(wide) > 1.46) & (f.group_index(wide) < 1.475))


def test_wavelengths_broadcast():
    f = fibre.CATALOGUE["G.657.A2"]
    wavelength = np.linspace(1310e-9, 1625e-9, 12).reshape(3, 4)
    for function in (fibre.v_number, fibre.mode_field_radius, fibre.near_field_radius, fibre.numerical_aperture):
        found = function(f, wavelength)
        assert found.shape == (3, 4)
        assert found[1, 2] == pytest.approx(function(f, wavelength[1, 2]), rel=1e-13)
    assert np.ndim(fibre.mode_field_radius(f, 1550e-9)) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fibre.mode_field_radius(fibre.CATALOGUE["G.652.D"], 850e-9), r"G.652.D has V = 3.579 at 850 nm .*3.0"),
        (lambda: fibre.mode_field_radius(fibre.CATALOGUE["G.652.D"], [1550e-9, 900e-9]), r"V = 3.* at 900 nm"),
        (lambda: fibre.mode_field_radius(fibre.step_index(2e-6, 1.445, 1.444), 1550e-9), "too weakly guided"),
        (lambda: fibre.near_field_radius(fibre.step_index(25e-6, 1.48, 1.46), 1310e-9), "multimode"),
        (lambda: fibre.v_number(fibre.CATALOGUE["G.652.D"], 1550), "wavelength = 1550.* m: give metres"),
        (lambda: fibre.v_number(fibre.CATALOGUE["G.652.D"], -1550e-9), "wavelength = -1.55e-06 m"),
        (lambda: fibre.v_number(fibre.CATALOGUE["G.652.D"], float("nan")), "wavelength = nan m"),
        (lambda: fibre.CATALOGUE["G.652.D"].attenuation(850e-9), "between 1260e-9 and 1675e-9"),
        (lambda: fibre.step_index(4.1, 1.45, 1.44), "core_radius = 4.1 m"),
        (lambda: fibre.step_index(4e-6, 1.44, 1.45), "core_index = 1.44: must lie above cladding_index = 1.45"),
        (lambda: fibre.step_index(4e-6, 1.45, 0.9), "cladding_index = 0.9"),
        (lambda: fibre.step_index(4e-6, float("nan"), 1.44), "core_index = nan"),
        (lambda: fibre.with_mode_field(fibre.CATALOGUE["G.652.D"], 9.2), "mfd_1310 = 9.2 m: give metres"),
    ],
)  # fmt: skip
def test_wrong_values_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_fibres_are_values():
    f = fibre.CATALOGUE["G.652.D"]
    assert pickle.loads(pickle.dumps(f)) == f
    assert hash(f) == hash(dataclasses.replace(f))
    with pytest.raises(dataclasses.FrozenInstanceError):
        f.core_radius = 1.0
