"""The large picture of a briefing shows the instruments of the scene, whatever the scene's mode."""

from __future__ import annotations

from typing import get_args

from simulator.scenes.power.logic_params import Mode
from simulator.screens.briefing_pictures import PICTURES


def test_every_way_of_measuring_power_has_a_picture_of_its_instruments() -> None:
    assert {f"power_{mode}" for mode in get_args(Mode)} <= set(PICTURES)
