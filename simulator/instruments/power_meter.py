"""A power meter as a technician works it: wavelength, dBm or dB, a stored reference per wavelength, what it displays.

It deliberately knows neither line nor cords: a level and its true wavelength come in, a reading goes out.

A meter cannot see which wavelength falls on it: it divides its photocurrent by the responsivity of the wavelength that
is set. Set wrong, it errs by the ratio of the two responsivities.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from simulator.optics.power import Meter

KEYS = ("power", "wave", "unit", "ref")
#: Responsivity of an InGaAs diode [A/W] by wavelength [nm]: typical curve of the trade's diodes, within 5 % [K].
RESPONSIVITY: Mapping[int, float] = MappingProxyType({
    650: 0.05, 850: 0.20, 1310: 0.90, 1490: 0.98, 1550: 1.00, 1625: 0.95, 1650: 0.85,
})  # fmt: skip
#: Range, resolution and calibrated wavelengths of a common hand-held class: +10 to -70 dBm, 0.01 dB [K].
WAVELENGTHS_NM = (850, 1310, 1490, 1550, 1625)


@dataclass(frozen=True)
class Settings:
    """meter: range and resolution; wavelengths_nm: in the order of the key."""

    meter: Meter = field(default_factory=Meter)
    wavelengths_nm: tuple[int, ...] = WAVELENGTHS_NM


@dataclass(frozen=True)
class Reading:
    """What the display shows. state: off, value, low ("LO": too dark) or high ("HI"); value in unit dBm or dB.

    dB is the level less the reference of the wavelength that is set: negative for a loss.
    """

    state: str
    value: float = 0.0
    unit: str = "dBm"
    nm: int = 1310


@dataclass
class PowerMeter:
    """The instrument in use. refs_dbm: stored references by the wavelength that was set [nm]."""

    settings: Settings = field(default_factory=Settings)
    power: bool = False
    nm: int = 1310
    unit: str = "dBm"
    refs_dbm: dict[int, float] = field(default_factory=dict)

    def press(self, key: str, level_dbm: float | None = None, light_nm: int = 1310) -> bool:
        """Press a key; level_dbm and light_nm are what falls on the diode (None: dark). True when it did something.

        ref stores the present level and shows dB from there; it does nothing on a dark or blinded diode. Raises
        ValueError for an unknown key.
        """
        if key not in KEYS:
            raise ValueError(f"key {key!r}: known are {', '.join(KEYS)}")
        if key == "power":
            self.power = not self.power
            return True
        if not self.power:
            return False
        if key == "wave":
            known = self.settings.wavelengths_nm
            self.nm = known[(known.index(self.nm) + 1) % len(known)]
        elif key == "unit":
            self.unit = "dB" if self.unit == "dBm" else "dBm"
        else:
            shown = self.settings.meter.reading(self.seen_dbm(level_dbm, light_nm))
            if shown is None:
                return False
            self.refs_dbm[self.nm], self.unit = shown, "dB"
        return True

    def seen_dbm(self, level_dbm: float | None, light_nm: int) -> float:
        """The level that it works out [dBm] from a true level at a true wavelength; -inf in the dark."""
        if level_dbm is None:
            return -math.inf
        return level_dbm + 10.0 * math.log10(responsivity(light_nm) / responsivity(self.nm))

    def reading(self, level_dbm: float | None, light_nm: int = 1310) -> Reading:
        """What it displays of a level [dBm] at a true wavelength [nm]; None: dark."""
        if not self.power:
            return Reading("off", nm=self.nm)
        seen = self.seen_dbm(level_dbm, light_nm)
        shown = self.settings.meter.reading(seen)
        if shown is None:
            return Reading("low" if seen < self.settings.meter.least_dbm else "high", 0.0, self.unit, self.nm)
        value = shown if self.unit == "dBm" else round(shown - self.refs_dbm.get(self.nm, 0.0), 6)
        return Reading("value", value, self.unit, self.nm)


def responsivity(nm: float) -> float:
    """Responsivity [A/W] at a wavelength [nm], straight between the points of the table."""
    known = sorted(RESPONSIVITY)
    if nm <= known[0]:
        return RESPONSIVITY[known[0]]
    for low, high in zip(known, known[1:], strict=False):
        if nm <= high:
            share = (nm - low) / (high - low)
            return RESPONSIVITY[low] + share * (RESPONSIVITY[high] - RESPONSIVITY[low])
    return RESPONSIVITY[known[-1]]
