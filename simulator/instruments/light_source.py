"""A stabilised light source: its keys, its warm-up, and the level at the end of its first cord.

It deliberately knows no line and no meter; what a plug pulled out of its port costs is for whoever pulls it.

Figures are those of a common hand-held class (level -7 dBm, 1310/1550/1625 nm, 0.02 dB once warm) [K]; the warm-up of
15 minutes is shown in 20 seconds [D].
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from simulator.optics.power import Source

KEYS = ("power", "wave", "laser")


@dataclass(frozen=True)
class Settings:
    """levels_dbm: what each laser gives once warm [dBm by nm]. warm_s: until it is steady [s]. cold_db: how much more
    a cold laser gives [dB]; it falls by four time constants until warm_s."""

    levels_dbm: Mapping[int, float] = field(
        default_factory=lambda: MappingProxyType({1310: -7.0, 1550: -7.2, 1625: -7.9})
    )
    warm_s: float = 20.0
    cold_db: float = 0.4

    @property
    def wavelengths_nm(self) -> tuple[int, ...]:
        """Lasers built in [nm], in the order of the key."""
        return tuple(self.levels_dbm)


@dataclass
class LightSource:
    """The instrument in use. power: switched on and warming; laser: light comes out; seconds: since it was switched on.

    Warmth counts from the power key on: its thermostat works whether light comes out or not.
    """

    settings: Settings = field(default_factory=Settings)
    power: bool = False
    laser: bool = False
    nm: int = 1310
    seconds: float = 0.0

    def press(self, key: str) -> None:
        """Press a key: power, wave (next laser) or laser (light on or off). Raises ValueError for another."""
        if key not in KEYS:
            raise ValueError(f"key {key!r}: known are {', '.join(KEYS)}")
        if key == "power":
            self.power, self.laser, self.seconds = not self.power, False, 0.0
        elif self.power and key == "wave":
            known = self.settings.wavelengths_nm
            self.nm = known[(known.index(self.nm) + 1) % len(known)]
        elif self.power:
            self.laser = not self.laser

    def tick(self, seconds: float) -> bool:
        """Let time pass [s]; True at the moment in which it has become warm."""
        if not self.power:
            return False
        before, self.seconds = self.warm, self.seconds + seconds
        return self.warm and not before

    @property
    def warm(self) -> bool:
        """Whether the level is steady."""
        return self.power and self.seconds >= self.settings.warm_s - 1e-9

    @property
    def drift_db(self) -> float:
        """What it gives now beyond its level once warm [dB]."""
        return self.settings.cold_db * math.exp(-4.0 * self.seconds / self.settings.warm_s)

    def light(self) -> Source | None:
        """What comes out now; None when it is dark."""
        if not self.laser:
            return None
        return Source(self.settings.levels_dbm[self.nm], self.nm * 1e-9, self.drift_db)
