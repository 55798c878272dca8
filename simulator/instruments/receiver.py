"""The receiver of a subscriber's box: in what light it works, and what its lamp then says.

It deliberately decodes nothing: below its sensitivity the link is lost, above its overload the diode is blinded.

Class B+ of ITU-T G.984.2: -27 dBm at the least, -8 dBm at the most, at 1490 nm [K].
"""

from __future__ import annotations

from dataclasses import dataclass

#: Under this its diode sees nothing at all [dBm] [D].
DARK_DBM = -40.0


@dataclass(frozen=True)
class Receiver:
    """sensitivity_dbm: least power at which it works; overload_dbm: most [dBm]."""

    sensitivity_dbm: float = -27.0
    overload_dbm: float = -8.0

    def lamp(self, level_dbm: float | None) -> str:
        """good (steady), weak (the link is lost), high (blinded) or dark, for the power that arrives [dBm]."""
        if level_dbm is None or level_dbm < DARK_DBM:
            return "dark"
        if level_dbm < self.sensitivity_dbm:
            return "weak"
        return "high" if level_dbm > self.overload_dbm else "good"
