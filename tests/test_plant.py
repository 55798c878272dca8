"""The site is the same for the same seed, chance has no memory, and cutting a fibre keeps what stays on the glass."""

from __future__ import annotations

import statistics

import pytest

from simulator.plant import Chance, FibreSpec, Nick, SiteSpec
from simulator.plant.workplace import build


def test_same_seed_same_site() -> None:
    one, two = build(SiteSpec(), Chance(5)), build(SiteSpec(), Chance(5))
    assert one.ends["left"].core_offset_um == two.ends["left"].core_offset_um
    assert (one.ends["left"].dirt == two.ends["left"].dirt).all()
    assert build(SiteSpec(), Chance(6)).ends["left"].core_offset_um != one.ends["left"].core_offset_um


def test_chance_does_not_depend_on_the_order_of_draws() -> None:
    chance = Chance(9)
    first = chance.uniform("cleave:3")
    [chance.uniform(f"other:{i}") for i in range(50)]
    assert chance.uniform("cleave:3") == first
    assert chance.cosmetic().uniform("cleave:3") != first


def test_chance_has_the_right_moments_and_a_cut() -> None:
    values = [Chance(1).normal(f"k{i}", 2.0) for i in range(4000)]
    assert max(map(abs, values)) <= 4.0
    assert statistics.mean(values) == pytest.approx(0, abs=0.1)
    # A normal law cut at two sigmas has 0.88 of its spread.
    assert statistics.stdev(values) == pytest.approx(2.0 * 0.88, rel=0.05)
    assert sum(Chance(1).happens(f"h{i}", 0.3) for i in range(4000)) == pytest.approx(1200, rel=0.1)


def test_known_draw_never_changes() -> None:
    """Stored attempts replay for years: these figures may not move with a version of anything."""
    assert Chance(7).uniform("anchor") == pytest.approx(0.8632284112315973, abs=1e-15)


def test_mode_field_and_offset_can_be_fixed() -> None:
    from simulator.optics import fibre

    spec = FibreSpec(mode_field_um=8.3, core_offset_um=0.5)
    end = build(SiteSpec(fibres=(spec, spec)), Chance(1)).ends["left"]
    assert 2e6 * float(fibre.mode_field_radius(end.fibre, 1310e-9)) == pytest.approx(8.3, abs=1e-3)
    assert sum(c * c for c in end.core_offset_um) ** 0.5 == pytest.approx(0.5)


def test_cutting_takes_the_piece_with_all_that_is_on_it() -> None:
    end = build(SiteSpec(), Chance(1)).ends["left"]
    end.coating_edge_mm = end.length_mm - 35
    end.nicks = [Nick(end.length_mm - 5, 3.0, "x", 0), Nick(end.length_mm - 20, 3.0, "x", 0)]
    end.cut(25)
    assert end.bare_mm == 10 and end.length_mm == 875 and end.face is None
    assert [n.station_mm for n in end.nicks] == [] or all(n.station_mm <= 875 for n in end.nicks)
    end.cut(50)
    assert end.bare_mm == 0


def test_ready_ends_are_good_on_every_seed() -> None:
    for seed in range(50):
        for end in build(SiteSpec(stripped_and_cleaved=True), Chance(seed)).ends.values():
            assert end.face is not None and end.face.angle_deg < 0.5 and end.bare_mm == 10
