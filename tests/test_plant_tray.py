"""Paths in the splice tray: arcs stay, trembling goes, walls hold, a coil costs in the line what its path costs."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from simulator.optics import bend
from simulator.optics.fibre import CATALOGUE
from simulator.plant import tray, tray_lanes, tray_path

G652 = CATALOGUE["G.652.D"]
MIDDLE = (105.2, 58.5)


def arc(radius: float, turn: float = 1.5 * math.pi, tremor: float = 0.0) -> list[tuple[float, float]]:
    count = round(radius * turn / 3.0)
    shake = np.random.default_rng(4).normal(0.0, tremor or 1e-9, (count + 1, 2))
    return [
        (
            MIDDLE[0] + radius * math.cos(turn * i / count) + shake[i, 0],
            MIDDLE[1] + radius * math.sin(turn * i / count) + shake[i, 1],
        )
        for i in range(count + 1)
    ]


@pytest.mark.parametrize("radius", [10.0, 15.0, 20.0, 30.0, 40.0])
def test_an_arc_keeps_its_radius_and_its_length(radius: float) -> None:
    path = tray_path.relaxed(arc(radius))
    inner = path[8:-8]
    found = np.hypot(*(np.array(inner) - MIDDLE).T)
    assert found.mean() == pytest.approx(radius, rel=0.06)
    assert tray_path.length(path) == pytest.approx(1.5 * math.pi * radius, rel=0.06)


def test_trembling_of_half_a_millimetre_is_no_bend() -> None:
    shaken = tray_path.tightest(tray_path.relaxed(arc(34.0, tremor=0.5)))
    raw = tray_path.tightest(arc(34.0, tremor=0.5))
    assert shaken is not None and raw is not None
    assert shaken.radius_mm > 25.0
    assert raw.radius_mm < shaken.radius_mm


def test_the_wall_stops_a_fibre_and_a_fibre_far_beyond_it_lies_on_the_rim() -> None:
    left = tray.LANE[0]
    pressed = tray_path.relaxed([(left - 2.0, 40.0 + i) for i in range(30)])
    assert max(tray_path.beyond_wall(np.array(pressed[3:-3]))) <= 0.01
    assert not tray_path.outside(pressed)
    over = tray_path.relaxed([(left - 6.0, 40.0 + i) for i in range(30)])
    assert [kind for kind, _ in tray_path.outside(over)] == ["rim"]
    hinge = tray_path.relaxed([(56.0 + i, 1.0) for i in range(20)])
    assert [kind for kind, _ in tray_path.outside(hinge)] == ["hinge"]
    comb = tray_path.relaxed([(60.0 + i, 60.0) for i in range(90)])
    assert [kind for kind, _ in tray_path.outside(comb)] == ["comb"]


def test_every_stretch_beyond_the_wall_is_found_where_it_is() -> None:
    """One, two or three times over the far rim and back."""
    for times in (1, 2, 3):
        middles = [40.0 + 40.0 * n for n in range(times)]
        path = [(20.0, 60.0)]
        for x in middles:
            path += [(x - 8.0, 60.0), (x - 8.0, -12.0), (x + 8.0, -12.0), (x + 8.0, 60.0)]
        found = [place for kind, place in tray_path.outside(tuple(path)) if kind in ("rim", "hinge")]
        assert [place[0] for place in found] == pytest.approx(middles, abs=10.0)


def test_the_corner_of_the_wall_is_round() -> None:
    left, top, _, _ = tray.LANE
    corner = np.array([[left + 1.0, top + 1.0]])
    straight = np.array([[left + 1.0, top + 45.0]])
    away = (tray.LANE_CORNER - 1.0) * math.sqrt(2.0) - tray.LANE_CORNER
    assert tray_path.beyond_wall(corner)[0] == pytest.approx(away)
    assert tray_path.beyond_wall(straight)[0] == pytest.approx(-1.0)


def test_crossings_are_counted_by_angle() -> None:
    along = [(20.0 + 2.0 * i, 50.0) for i in range(60)]
    steep = [(60.0, 20.0 + 2.0 * i) for i in range(40)]
    shallow = [(20.0 + 2.0 * i, 45.0 + 0.2 * i) for i in range(60)]
    assert len(tray_path.crossings(along, steep)) == 1
    assert tray_path.crossings(along, steep)[0] == pytest.approx((60.0, 50.0), abs=1e-6)
    assert not tray_path.crossings(along, shallow)
    eight = [(100 + 30 * math.sin(2 * t), 60 + 30 * math.sin(t)) for t in np.linspace(-0.5, 2 * math.pi - 0.7, 120)]
    assert len(tray_path.crossings(eight)) == 1


def test_a_loop_that_no_tab_holds_stands_up() -> None:
    free = tray_path.relaxed(arc(34.0, 3.2 * math.pi))
    assert tray_path.sprung(free)
    held = tray_path.relaxed(tray_lanes.ideal("left", 1, 1000.0))
    assert not tray_path.sprung(held)
    assert {"left", "right"} <= tray_path.held_under(held)


@pytest.mark.parametrize("radius", [9.0, 12.0, 16.0, 20.0, 25.0])
@pytest.mark.parametrize("name", ["G.652.D", "G.657.A1", "G.657.A2", "G.657.B3"])
def test_coils_of_a_line_cost_what_the_path_costs(radius: float, name: str) -> None:
    fibre = CATALOGUE[name]
    path = tray_path.relaxed([*arc(radius, math.pi), *((MIDDLE[0] - radius, MIDDLE[1] - 3.0 * i) for i in range(1, 9))])
    wanted = tray_path.loss(fibre, path)
    coils = tray_path.coils(fibre, path)
    for wave, loss, tolerance in zip(tray_path.WAVELENGTHS, wanted, (0.5, 0.12, 0.02), strict=True):
        found = sum(float(bend.loss_per_turn(fibre, coil.radius_mm * 1e-3, wave)) * coil.turns for coil in coils)
        assert found == pytest.approx(loss, rel=tolerance, abs=2e-3), (wave, coils)


def test_a_bend_costs_more_the_longer_the_wave_and_the_tighter_it_is() -> None:
    losses = [tray_path.loss(G652, tray_path.relaxed(arc(radius, math.pi))) for radius in (30.0, 20.0, 15.0, 12.0)]
    for short, middle, long in losses[1:]:
        assert short < middle < long
    assert all(wide[2] < tight[2] for wide, tight in zip(losses, losses[1:], strict=False))
    assert losses[0][2] < 0.001  # 30 mm is what G.652 allows a hundred turns of


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("slot", [1, 2, 3, 4])
def test_guided_lines_take_up_the_slack_with_wide_turns(side: str, slot: int) -> None:
    path = tray_lanes.ideal(side, slot, 972.0, slot - 1)
    assert tray_path.length(path) == pytest.approx(972.0, abs=1.5)
    assert path[0] == pytest.approx(tray.ENTRY[side])
    assert path[-1] == pytest.approx(tray.slot_end(slot, side))
    laid = tray_path.relaxed(path)
    tight = tray_path.tightest(laid)
    assert tight is not None and tight.radius_mm > 28.0
    assert not tray_path.outside(laid)


def test_four_splices_by_the_guided_lines_do_not_cross() -> None:
    paths = [
        tray_path.relaxed(tray_lanes.ideal(side, slot, 972.0, slot - 1)) for slot in (1, 2, 3, 4) for side in tray.ENTRY
    ]
    assert not [pair for pair in itertools.combinations(paths, 2) if tray_path.crossings(*pair)]


def test_the_left_and_the_right_line_are_mirror_images() -> None:
    left, right = (tray_lanes.ideal(side, 2, 960.0) for side in ("left", "right"))
    for (xl, yl), (xr, yr) in zip(left, right, strict=True):
        assert xl + xr == pytest.approx(2 * tray.CENTRE_X, abs=0.01)
        assert yl == pytest.approx(yr)
