"""A variable optical attenuator: a knob that takes light away, and a display that tells how much.

It deliberately knows no line: whoever puts it in takes its loss off the level. What it shows is its whole loss, from
socket to socket, as instruments of this class are calibrated.

Figures are those of a common hand-held class (1.5 dB least, 30 dB most, 0.05 dB steps) [K]. Simplified: it takes as
much at every wavelength, and sends nothing back.
"""

from __future__ import annotations

from dataclasses import dataclass

#: What it takes with its knob all the way back, and at the most; the step of its display [dB].
LEAST_DB, MOST_DB, STEP_DB = 1.5, 30.0, 0.05


@dataclass
class Attenuator:
    """The instrument in use. set_db: its loss, as it shows it [dB]."""

    set_db: float = LEAST_DB

    def turn(self, to_db: float) -> None:
        """Turn the knob to a loss [dB]; it stops at both ends and goes in steps."""
        steps = round(min(MOST_DB, max(LEAST_DB, to_db)) / STEP_DB)
        self.set_db = round(steps * STEP_DB, 2)
