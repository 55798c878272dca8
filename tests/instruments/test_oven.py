"""The oven: time, lid, heat, shrinking, and what moving a soft sleeve does. No scene here."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from simulator.instruments.oven import FIRM_C, PLATE_C, SHRUNK, SleeveOven
from simulator.plant import Chance, SiteSpec, SplicerSpec, workplace

RATE = 60


@dataclass
class Tray:
    lid_closed: bool = True
    phase: str = "idle"
    left_s: float = 0.0
    splice_in: bool = True


def oven(heat_s: float = 20.0, cool_s: float = 30.0) -> SleeveOven:
    site = SiteSpec(splicer=SplicerSpec(heat_s=heat_s, cool_s=cool_s))
    return SleeveOven(workplace.build(site, Chance(1)), Tray(), RATE)


def run(it: SleeveOven, seconds: float) -> list[str]:
    return [event for _ in range(round(seconds * RATE)) for event in it.step()]


def test_it_heats_only_a_closed_oven_with_a_splice_in_it() -> None:
    it = oven()
    it.tray.lid_closed = False
    assert it.start() == ["lid_open"]
    it.tray.lid_closed, it.tray.splice_in = True, False
    assert it.start() == ["oven_empty"]
    it.tray.splice_in = True
    assert it.start() == ["oven_on"] and it.tray.phase == "heating"
    assert it.start() == []


def test_after_the_heating_time_the_sleeve_is_shrunk_and_hot() -> None:
    it = oven(heat_s=20.0)
    it.start()
    assert run(it, 19.9) == []
    assert it.tray.left_s == pytest.approx(0.1, abs=0.02)
    assert run(it, 0.2) == ["oven_ready"]
    sleeve = it.plant.sleeve
    assert it.tray.phase == "ready" and sleeve.done and sleeve.shrunk >= SHRUNK
    assert 150.0 < sleeve.temperature_c <= PLATE_C


def test_it_is_firm_just_when_the_cooling_time_is_over() -> None:
    it = oven(cool_s=30.0)
    it.start()
    run(it, 20.0)
    assert it.plant.sleeve.temperature_c > 150.0
    assert "cooled" not in run(it, 29.0)
    assert "cooled" in run(it, 1.2)
    assert it.plant.sleeve.temperature_c == pytest.approx(FIRM_C, abs=6.0)
    assert it.plant.sleeve.cooled_s == pytest.approx(30.2, abs=0.05)


def test_opening_early_leaves_it_half_shrunk_and_a_second_heat_finishes_it() -> None:
    it = oven()
    it.start()
    run(it, 14.0)
    assert it.interrupt() == ["oven_stopped"] and it.interrupt() == []
    assert 0.0 < it.plant.sleeve.shrunk < SHRUNK
    it.start()
    assert "oven_ready" in run(it, 20.5)
    assert it.plant.sleeve.shrunk >= SHRUNK


@pytest.mark.parametrize(("wait_s", "bent"), [(0.0, 1.0), (15.0, 0.5), (31.0, 0.0)])
def test_a_soft_sleeve_bends_the_less_the_longer_it_lay(wait_s: float, bent: float) -> None:
    it = oven(cool_s=30.0)
    it.start()
    run(it, 20.0)
    run(it, wait_s)
    assert it.disturb() is (bent > 0.0)
    assert it.plant.sleeve.bent == pytest.approx(bent, abs=0.01)


def test_moving_a_cold_sleeve_that_was_never_heated_is_harmless() -> None:
    it = oven()
    assert it.disturb() is False and it.plant.sleeve.bent == 0.0
    assert run(it, 5.0) == [] and it.plant.sleeve.cooled_s == 0.0


def test_no_cooling_time_means_firm_at_once() -> None:
    it = oven(cool_s=0.0)
    it.start()
    run(it, 20.0)
    assert it.disturb() is False
    run(it, 1.0)
