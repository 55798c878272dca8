"""The stripper against what the trade says: holes, speed, tilt, half pulls. Deliberately without a scene."""

from __future__ import annotations

import pytest

from simulator.instruments import stripper as law
from simulator.instruments.stripper import Incident, Stripper
from simulator.plant import Chance, FibreEnd, FibreSpec, SiteSpec, workplace
from simulator.scenes.base import TICK_S

CHANCE = Chance(5)


def fresh_end(dirt: float = 0.0) -> FibreEnd:
    site = SiteSpec(fibres=(FibreSpec(dirt=dirt), FibreSpec(dirt=dirt)))
    return workplace.build(site, CHANCE).ends["left"]


def tool(dirt: float = 0.0) -> Stripper:
    return Stripper(dirt, 12.0, 40.0, CHANCE)


def pull(
    held: Stripper, end: FibreEnd, start: float, stop: float, speed: float, y: float = 0.0, hole: str = "250"
) -> list[Incident]:
    incidents: list[Incident] = []
    held.close(end, hole, start, y)
    x, tick = start, 0
    while x > stop:
        x = max(stop, x - speed * TICK_S)
        incidents += held.move(end, x, y, speed, tick, TICK_S)
        tick += 1
    held.open(end)
    return incidents


def test_a_good_pull_bares_the_glass_and_still_leaves_something_to_wipe() -> None:
    end = fresh_end()
    assert pull(tool(), end, 35.0, -5.0, 25.0) == []
    assert end.bare_mm == pytest.approx(35.0)
    assert end.nicks == []
    glass = end.residue[end.cells(0.0, 35.0)]
    assert glass.min() >= 0.29 and glass.max() <= 0.41
    assert end.residue[end.cells(40.0, 90.0)].max() == 0.0


@pytest.mark.parametrize("hole", ["900", "3000"])
def test_a_hole_that_is_too_wide_slides_over_the_coating(hole: str) -> None:
    end = fresh_end()
    pull(tool(), end, 35.0, -5.0, 150.0, y=9.0, hole=hole)
    assert end.bare_mm == 0.0 and end.nicks == [] and end.residue.max() == 0.0


@pytest.mark.parametrize("diameter", [242.0, 254.0])
def test_only_the_narrow_hole_bites_a_fibre_coating(diameter: float) -> None:
    assert [name for name, hole in law.HOLES.items() if hole.bites(diameter)] == ["250"]


def test_speed_crumbles_first_and_scratches_beyond_sixty() -> None:
    crumbs, scratched = fresh_end(), fresh_end()
    causes = [incident.cause for incident in pull(tool(), crumbs, 35.0, -5.0, 55.0)]
    assert causes == ["strip.too_fast"] and crumbs.nicks == []
    assert crumbs.residue.max() > 0.5
    pull(tool(), scratched, 35.0, -5.0, 150.0)
    assert max(nick.depth_um for nick in scratched.nicks) == pytest.approx(0.25 * 90.0)


def test_depth_grows_steadily_from_nothing() -> None:
    depths = [law.nick_depth_um(speed, 0.0, bare=False)[0] for speed in range(40, 260, 5)]
    assert depths[0] == 0.0 and depths == sorted(depths) and depths[-1] == law.NICK_DEEPEST_UM
    assert law.nick_depth_um(20.0, 3.9, bare=False)[0] == 0.0
    assert law.nick_depth_um(20.0, -8.0, bare=False) == (2.0, "strip.tilted")


def test_a_tilted_pull_nicks_about_every_few_millimetres() -> None:
    end = fresh_end()
    causes = [incident.cause for incident in pull(tool(), end, 35.0, -5.0, 25.0, y=10.0)]
    assert causes.count("strip.tilted") == 1 and causes.count("scratch") >= 5
    stations = sorted(nick.station_mm for nick in end.nicks)
    assert all(b - a >= 3.0 for a, b in zip(stations, stations[1:], strict=False))


def test_glass_is_scraped_sooner_than_coating() -> None:
    end = fresh_end()
    pull(tool(), end, 35.0, -5.0, 25.0)
    assert pull(tool(), end, 20.0, -5.0, 25.0, y=1.0) == []
    assert pull(tool(), end, 20.0, -5.0, 25.0, y=3.8) != []


def test_opening_midway_leaves_a_cuff_that_a_second_pull_takes_off() -> None:
    end, held = fresh_end(), tool()
    pull(held, end, 35.0, 14.0, 25.0)
    assert end.cuff_mm == pytest.approx(14.0) and end.residue_near_tip(5.0) == 1.0
    assert pull(held, end, 20.0, -3.0, 25.0) == []
    assert end.cuff_mm == 0.0 and end.bare_mm == pytest.approx(35.0)
    assert end.residue_near_tip(30.0) < 0.5


def test_a_long_pull_tears_the_coating_once() -> None:
    end = fresh_end()
    causes = [incident.cause for incident in pull(tool(), end, 60.0, -3.0, 25.0)]
    assert causes == ["strip.too_long"] and [nick.cause for nick in end.nicks] == ["strip.too_long"]
    assert end.residue_near_tip(5.0) > 0.55


def test_crawling_smears_and_is_said() -> None:
    end = fresh_end()
    causes = [incident.cause for incident in pull(tool(), end, 35.0, -1.0, 4.0)]
    assert causes == ["strip.too_slow"]
    assert end.residue_near_tip(30.0) > 0.42


def test_dirty_coating_and_dirty_blades_end_on_the_glass() -> None:
    clean, greasy, crumbly = fresh_end(), fresh_end(dirt=1.0), fresh_end()
    pull(tool(), clean, 35.0, -3.0, 25.0)
    pull(tool(), greasy, 35.0, -3.0, 25.0)
    pull(tool(dirt=1.0), crumbly, 35.0, -3.0, 25.0)
    assert greasy.residue.max() > clean.residue.max() + 0.12
    assert crumbly.residue.max() > clean.residue.max() + 0.25
    assert greasy.dirt[greasy.cells(0.0, 35.0)].max() == 0.0


def test_jaws_beside_the_fibre_or_beyond_its_tip_hold_nothing() -> None:
    end, held = fresh_end(), tool()
    assert held.close(end, "250", 35.0, 20.0) is None
    assert held.close(end, "250", -2.0, 0.0) is None
    assert held.move(end, -10.0, 0.0, 500.0, 0, TICK_S) == [] and held.open(end) is None
    assert end.bare_mm == 0.0
