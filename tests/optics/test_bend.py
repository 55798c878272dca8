"""Bends against published class limits, a table computed apart, own Bessel quadrature, and circles of known loss.

It deliberately asserts no time: speed is a benchmark's business.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.optics import _path, bend, fibre
from tests.optics import exact
from tests.optics.tables import rows

D = fibre.CATALOGUE["G.652.D"]
WAVELENGTHS = np.array([1310e-9, 1550e-9, 1625e-9])
#: dB per turn at the class limit: (class, radius mm, wavelength nm, dB). Data sheets to ITU-T G.657 (fuyuan.co.th A1/A2
#: table; hnkoptic.com B3 sheet).
LIMITS = (
    ("G.657.A1", 15.0, 1550, 0.025), ("G.657.A1", 15.0, 1625, 0.1), ("G.657.A1", 10.0, 1550, 0.75),
    ("G.657.A1", 10.0, 1625, 1.5), ("G.657.A2", 15.0, 1550, 0.003), ("G.657.A2", 15.0, 1625, 0.01),
    ("G.657.A2", 10.0, 1550, 0.1), ("G.657.A2", 10.0, 1625, 0.2), ("G.657.A2", 7.5, 1550, 0.5),
    ("G.657.A2", 7.5, 1625, 1.0), ("G.657.B3", 10.0, 1550, 0.03), ("G.657.B3", 10.0, 1625, 0.1),
    ("G.657.B3", 7.5, 1550, 0.08), ("G.657.B3", 7.5, 1625, 0.25), ("G.657.B3", 5.0, 1550, 0.15),
    ("G.657.B3", 5.0, 1625, 0.45),
)  # fmt: skip


def circle(radius: float, points: int, turns: float = 1.0, depth: float = 0.0) -> np.ndarray:
    """Points on a circle; with a depth, on a screw line in space that climbs by it in each turn."""
    t = np.linspace(0.0, 2.0 * np.pi * turns, points)
    flat = [radius * np.cos(t), radius * np.sin(t)]
    return np.stack([*flat, depth * t / (2.0 * np.pi)] if depth else flat, axis=1)


@pytest.mark.parametrize("row", rows("bend"), ids=lambda r: f"{r['fibre']}-{r['wavelength_nm']}-{r['radius_mm']}")
def test_step_index_law_equals_the_reference_table(row: dict[str, str]) -> None:
    f = replace(fibre.CATALOGUE[row["fibre"]], bend_class="step index")
    radius, wavelength = float(row["radius_mm"]) / 1e3, float(row["wavelength_nm"]) / 1e9
    assert bend.loss_per_turn(f, radius, wavelength) == pytest.approx(float(row["schermer_cole"]), rel=2e-4)
    # Without the elasto-optic stretch it is Marcuse's formula, R_eff = R: the turn stays 2 pi R long.
    plain = bend.loss_per_turn(f, radius / bend.ELASTO_OPTIC, wavelength) * bend.ELASTO_OPTIC
    assert plain == pytest.approx(float(row["marcuse"]), rel=2e-4)
    # ofiber writes k n1 for the propagation constant: the fall is steeper, never by more than 6 % up to 30 mm.
    assert plain == pytest.approx(float(row["ofiber"]), rel=0.10)


@pytest.mark.parametrize("wavelength", WAVELENGTHS)
def test_step_index_law_with_bessel_functions_of_another_make(wavelength: float) -> None:
    v = float(fibre.v_number(D, wavelength))
    u = exact.eigenvalue(v)
    w, a, radius = np.sqrt(v * v - u * u), D.core_radius, 12e-3
    beta2 = (2.0 * np.pi / wavelength * fibre.indices(D, wavelength)[0]) ** 2 - (u / a) ** 2
    stretched = 1.28 * radius
    decay = np.sqrt(np.pi) * (u / a) ** 2 * np.exp(-2.0 * (w / a) ** 3 * stretched / (3.0 * beta2))
    decay /= 2.0 * (w / a) ** 1.5 * v**2 * np.sqrt(stretched) * exact.bessel_k(1, w) ** 2
    expected = 10.0 / np.log(10.0) * decay * 2.0 * np.pi * radius
    assert bend.loss_per_turn(D, radius, wavelength) == pytest.approx(float(expected), rel=1e-9)


def test_g652d_keeps_its_limit_of_a_hundred_turns() -> None:
    """ITU-T G.652.D: 0.1 dB for 100 turns of 30 mm radius at 1625 nm."""
    assert 0.0 < 100.0 * bend.loss_per_turn(D, 30e-3, 1625e-9) < 0.1


@pytest.mark.parametrize(("name", "radius_mm", "nanometres", "limit"), LIMITS)
def test_trench_classes_follow_their_limits(name: str, radius_mm: float, nanometres: int, limit: float) -> None:
    found = bend.loss_per_turn(fibre.CATALOGUE[name], radius_mm / 1e3, nanometres / 1e9)
    assert found == pytest.approx(limit, rel=0.12)
    typical = bend.loss_per_turn(fibre.CATALOGUE[name], radius_mm / 1e3, nanometres / 1e9, typical=0.3)
    assert typical == pytest.approx(0.3 * found)


@pytest.mark.parametrize("name", list(fibre.CATALOGUE))
def test_loss_grows_with_wavelength_and_falls_with_radius(name: str) -> None:
    radius = np.linspace(4e-3, 40e-3, 60)[:, None]
    wavelength = np.array([1260, 1310, 1490, 1550, 1577, 1625, 1650, 1675]) * 1e-9
    found = bend.loss_per_turn(fibre.CATALOGUE[name], radius, wavelength)
    assert found.shape == (60, 8)
    assert np.all(np.diff(found, axis=1) > 0.0)
    assert np.all(np.diff(found, axis=0) < 0.0)


def test_better_classes_lose_less() -> None:
    for radius in (7.5e-3, 10e-3, 15e-3):
        losses = [bend.loss_per_turn(fibre.CATALOGUE[c], radius, 1550e-9) for c in ("G.652.D", "G.657.A1", "G.657.A2")]
        assert losses == sorted(losses, reverse=True)
    tight = [bend.loss_per_turn(fibre.CATALOGUE[c], 7.5e-3, 1550e-9) for c in ("G.657.A2", "G.657.B3")]
    assert tight == sorted(tight, reverse=True)


@pytest.mark.parametrize("radius", [5e-3, 7.5e-3, 15e-3, 30e-3])
@pytest.mark.parametrize("f", [D, fibre.CATALOGUE["G.657.A2"]], ids=lambda f: f.name)
def test_a_drawn_circle_costs_a_turn_however_it_is_sampled(radius: float, f: fibre.Fibre) -> None:
    turn = bend.loss_per_turn(f, radius, WAVELENGTHS)
    for points in (4, 5, 6, 9, 13, 17):
        assert bend.path_loss(f, circle(radius, points), WAVELENGTHS) == pytest.approx(turn, rel=0.10)
    for points in (25, 60, 301, 3001):
        assert bend.path_loss(f, circle(radius, points), WAVELENGTHS) == pytest.approx(turn, rel=0.02)
    assert bend.path_loss(f, circle(radius, 2001, 5.0), WAVELENGTHS) == pytest.approx(5.0 * turn, rel=0.01)


def test_a_circle_drawn_at_uneven_speed() -> None:
    rng = np.random.default_rng(11)
    for points in (20, 100, 500):
        t = np.sort(np.concatenate([[0.0, 2.0 * np.pi], rng.uniform(0.0, 2.0 * np.pi, points)]))
        path = 15e-3 * np.stack([np.cos(t), np.sin(t)], axis=1)
        assert bend.path_loss(D, path, 1550e-9) == pytest.approx(bend.loss_per_turn(D, 15e-3, 1550e-9), rel=0.05)


def test_a_coil_in_space_bends_with_the_radius_of_a_screw_line() -> None:
    """Curvature of a helix: r/(r^2 + (depth/2 pi)^2); a turn of it is longer than the circle."""
    path = circle(15e-3, 4001, 10.0, 20e-3)
    radius = (15e-3**2 + (20e-3 / (2.0 * np.pi)) ** 2) / 15e-3
    length = np.hypot(2.0 * np.pi * 15e-3, 20e-3) * 10.0
    expected = bend.loss_per_turn(D, radius, 1550e-9) * length / (2.0 * np.pi * radius)
    assert bend.path_loss(D, path, 1550e-9) == pytest.approx(expected, rel=0.01)
    assert bend.path_radius(path).radius == pytest.approx(radius, rel=2e-3)


def test_straight_lines_and_single_points_cost_nothing() -> None:
    line = np.stack([np.linspace(0.0, 2.0, 1000), np.linspace(0.0, 0.7, 1000)], axis=1)
    for path in (line, line[:3], line[:2], line[:1], np.repeat(line[:1], 5, axis=0)):
        assert bend.path_loss(D, path, 1625e-9) == 0.0
        assert bend.path_radius(path).radius == np.inf


def test_a_path_costs_the_same_from_either_end_and_wherever_it_lies() -> None:
    rng = np.random.default_rng(5)
    smooth = np.cumsum(rng.normal(0.0, 0.05, 400))
    heading = np.cumsum(smooth) * 0.08
    path = np.cumsum(np.stack([np.cos(heading), np.sin(heading)], axis=1), axis=0) * 1.5e-3
    there = bend.path_loss(D, path, 1550e-9)
    assert there > 0.01
    turn = np.array([[np.cos(1.1), -np.sin(1.1)], [np.sin(1.1), np.cos(1.1)]])
    assert bend.path_loss(D, path @ turn.T + 0.3, 1550e-9) == pytest.approx(there, rel=1e-3)
    assert bend.path_loss(D, np.column_stack([path, np.full(400, 0.2)]), 1550e-9) == pytest.approx(there, rel=1e-9)
    assert bend.path_loss(D, path[::-1], 1550e-9) == pytest.approx(there, rel=0.01)


def test_jitter_of_the_hand_is_no_bend() -> None:
    rng = np.random.default_rng(3)
    line = np.stack([np.linspace(0.0, 0.4, 1000), np.zeros(1000)], axis=1)
    assert bend.path_loss(D, line + rng.normal(0.0, 0.1e-3, line.shape), 1625e-9) < 1e-3
    coil = circle(15e-3, 500, 2.0)
    found = bend.path_loss(D, coil + rng.normal(0.0, 0.05e-3, coil.shape), 1550e-9)
    assert found == pytest.approx(2.0 * bend.loss_per_turn(D, 15e-3, 1550e-9), rel=0.15)


def test_the_tightest_spot_is_found_where_it_is() -> None:
    """A straight lead of 10 cm, a half turn of 12 mm, a straight lead of 20 cm."""
    t = np.linspace(-0.5 * np.pi, 0.5 * np.pi, 80)
    arc = 12e-3 * np.stack([np.cos(t), np.sin(t)], axis=1)
    before, after = np.linspace(-0.1, 0.0, 100, endpoint=False), np.linspace(0.0, -0.2, 200)[1:]
    leads = [np.stack([x, np.full(len(x), y)], axis=1) for x, y in ((before, -12e-3), (after, 12e-3))]
    spot = bend.path_radius(np.concatenate([leads[0], arc, leads[1]]))
    assert spot.radius == pytest.approx(12e-3, rel=0.02)
    assert 0.1 <= spot.distance <= 0.1 + np.pi * 12e-3 + 5e-3
    assert 100 <= spot.index <= 185


def test_a_line_that_turns_back_on_itself_is_tight_not_straight() -> None:
    there_and_back = np.concatenate([np.linspace(0.0, 0.1, 200), np.linspace(0.1, 0.0, 200)])
    path = np.stack([there_and_back, np.zeros(400)], axis=1)
    assert bend.path_radius(path).radius < 5e-3
    assert bend.path_loss(D, path, 1550e-9) > 10.0


def test_curvature_of_uneven_chords_is_that_of_the_circle() -> None:
    angles = np.array([0.0, 0.5, 1.4, 1.8, 2.9, 3.3])
    found = _path.bends(0.1 * np.stack([np.cos(angles), np.sin(angles)], axis=1))
    assert found.radius == pytest.approx(np.full(4, 0.1), rel=2e-3)
    assert found.angle.sum() == pytest.approx(3.3, rel=2e-3)


def test_microbends_spare_small_mode_fields_and_short_waves() -> None:
    assert bend.microbend(D, 1550e-9, 0.05) == pytest.approx(0.05)
    by_wavelength = bend.microbend(D, WAVELENGTHS, 0.05)
    assert np.all(np.diff(by_wavelength) > 0.0)
    assert bend.microbend(fibre.CATALOGUE["G.657.B3"], 1550e-9, 0.05) < 0.045
    # Petermann's exponents, by hand: w1 and w2 in the ratio of two fibres, (w1)^2 (w2)^(4 p).
    other = fibre.CATALOGUE["G.657.A2"]
    near, far = (g(other, 1550e-9) / g(D, 1550e-9) for g in (fibre.near_field_radius, fibre.mode_field_radius))
    assert bend.microbend(other, 1550e-9, 1.0, exponent=3.0) == pytest.approx(near**2 * far**12)


def test_cold_and_warmth() -> None:
    assert np.all(bend.cold_microbend([-10.0, 0.0, 40.0]) == 0.0)
    assert bend.cold_microbend(-40.0) == pytest.approx(0.05)
    assert bend.cold_microbend(-25.0) == pytest.approx(0.0125)
    # 40 ps per kilometre and kelvin is the usual figure for a bare fibre; group delay 4.9 us/km.
    assert (bend.thermal_delay(21.0) - 1.0) * 4.9e-6 * 1e12 == pytest.approx(38.0, abs=4.0)


@pytest.mark.parametrize("radius", [0.0, -1e-3, float("nan")])
def test_a_radius_must_be_above_zero(radius: float) -> None:
    with pytest.raises(ValueError, match="radius"):
        bend.loss_per_turn(D, radius, 1550e-9)


def test_what_cannot_be_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match="wavelength"):
        bend.loss_per_turn(fibre.CATALOGUE["G.657.A2"], 10e-3, 1550.0)
    with pytest.raises(ValueError, match="typical"):
        bend.loss_per_turn(D, 10e-3, 1550e-9, -1.0)
    with pytest.raises(ValueError, match="bend class"):
        bend.loss_per_turn(replace(D, bend_class="G.699"), 10e-3, 1550e-9)
    with pytest.raises(ValueError, match="path"):
        bend.path_loss(D, np.zeros((3, 4)), 1550e-9)
    with pytest.raises(ValueError, match="finite"):
        bend.path_loss(D, [[0.0, 0.0], [np.nan, 1.0]], 1550e-9)
    assert bend.loss_per_turn(D, np.inf, 1550e-9) == 0.0
