"""The oven that shrinks the protection sleeve: heating, shrinking, cooling, and what moving it too early does.

It deliberately knows no cue and no score: it changes the sleeve of the plant and tells what happened.
"""

from __future__ import annotations

import math
from typing import Protocol

from simulator.plant import Plant

#: Temperature of the heating plate [degC] and how fast the sleeve follows it [s] (design choice: shrunk well before
#: the usual 16-26 s of such ovens are over).
PLATE_C, FOLLOW_S = 200.0, 6.0
#: Below this the hot-melt glue is firm again [degC] (design choice; reached when the cooling time is over).
FIRM_C = 60.0
#: Share of the heating time after which the sleeve begins to shrink; it is complete at the end.
SHRINK_FROM = 0.3
#: From this share on the sleeve counts as shrunk.
SHRUNK = 0.98


class Tray(Protocol):
    """The oven as the hand sees it; see the scene's Oven."""

    lid_closed: bool
    phase: str
    left_s: float
    splice_in: bool


class SleeveOven:
    """The oven over the plant's sleeve. ``step`` advances it by one tick and tells what happened."""

    def __init__(self, plant: Plant, tray: Tray, ticks_per_second: int) -> None:
        self.plant = plant
        self.tray = tray
        self._rate = ticks_per_second
        self._left = 0
        self._cooled = 0

    @property
    def heat_ticks(self) -> int:
        """Heating time [ticks]."""
        return max(1, round(self.plant.site.splicer.heat_s * self._rate))

    @property
    def cool_s(self) -> float:
        """Time to lie still after heating [s]."""
        return self.plant.site.splicer.cool_s

    def start(self) -> list[str]:
        """Press the heat key. Returns 'oven_on', or why it does not heat: 'lid_open', 'oven_empty'."""
        if self.tray.phase == "heating":
            return []
        if not self.tray.splice_in:
            return ["oven_empty"]
        if not self.tray.lid_closed:
            return ["lid_open"]
        self.tray.phase = "heating"
        self._left = self.heat_ticks
        self.tray.left_s = self._left / self._rate
        self.plant.sleeve.done = False
        self.plant.sleeve.cooled_s = 0.0
        self._cooled = 0
        return ["oven_on"]

    def interrupt(self) -> list[str]:
        """The lid opens while it heats: the heating stops where it is. Returns 'oven_stopped' when it was heating."""
        if self.tray.phase != "heating":
            return []
        self.tray.phase = "idle"
        self.tray.left_s = 0.0
        self._left = 0
        return ["oven_stopped"]

    def disturb(self) -> bool:
        """The sleeve is moved. Returns whether it was still soft, and bends it then."""
        sleeve = self.plant.sleeve
        if sleeve.shrunk <= 0.0 or sleeve.cooled_s >= self.cool_s:
            return False
        sleeve.bent = max(sleeve.bent, round(1.0 - sleeve.cooled_s / self.cool_s, 3))
        return True

    def step(self) -> list[str]:
        """Advance by one tick. Returns 'oven_ready' or 'cooled' when that moment has come."""
        sleeve = self.plant.sleeve
        if self.tray.phase == "heating":
            return self._heat()
        if sleeve.shrunk <= 0.0:
            return []
        air = self.plant.site.weather.temperature_c
        pace = self._cooling_s(air)
        sleeve.temperature_c = air + (sleeve.temperature_c - air) * math.exp(-1.0 / (pace * self._rate))
        self._cooled += 1
        sleeve.cooled_s = round(self._cooled / self._rate, 3)
        return ["cooled"] if self._cooled == math.ceil(self.cool_s * self._rate) else []

    def _heat(self) -> list[str]:
        sleeve = self.plant.sleeve
        self._left -= 1
        self.tray.left_s = self._left / self._rate
        sleeve.temperature_c += (PLATE_C - sleeve.temperature_c) / (FOLLOW_S * self._rate)
        part = 1.0 - self._left / self.heat_ticks
        sleeve.shrunk = max(sleeve.shrunk, round(max(0.0, (part - SHRINK_FROM) / (1.0 - SHRINK_FROM)), 6))
        if self._left > 0:
            return []
        self.tray.phase = "ready"
        sleeve.done = True
        return ["oven_ready"]

    def _cooling_s(self, air_c: float) -> float:
        """Time constant [s] with which a hot sleeve is firm just when the cooling time is over."""
        return max(0.1, self.cool_s) / math.log((PLATE_C - air_c) / max(1.0, FIRM_C - air_c))
