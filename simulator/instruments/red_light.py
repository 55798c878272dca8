"""The red light pen: cap, switch and class, and where its light leaves a line so that an eye can see it.

It deliberately measures no loss: what glows at 650 nm is an approximation for the eye, all of it design values [D].

At 650 nm a single-mode fibre guides several modes. Those near cut-off leave first in a bend: WEAK_SHARE of the light is
in them, and WEAKER times the loss of the bend at 1550 nm is what they lose. A splice or a plug lets out what it loses
at 1310 nm, a break or an open end everything. Jackets dim it; daylight hides it; blinking is told from a reflection.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from simulator.optics.link import Bend, Section, Split
from simulator.plant.line import Line

MODES = ("off", "steady", "blink")
#: Power in the fibre by laser class [dBm]: class 2 ends at 1 mW, 3R at 5 mW (IEC 60825-1).
CLASS_DBM: Mapping[str, float] = MappingProxyType({"2": 0.0, "3R": 7.0})
#: Attenuation at 650 nm [dB/km]: Rayleigh 0.75/0.65^4 = 4.2, and what higher modes lose on the way [D].
ALPHA_DB_KM = 7.0
WEAK_SHARE, WEAKER = 0.3, 10.0
#: What a sheath takes of the light that comes out [dB] [D].
JACKET_DB: Mapping[str, float] = MappingProxyType({"bare": 0.0, "900um": 4.0, "cord": 11.0, "cable": 26.0})
#: Least level that is seen with light on and in the dark [dBm], gain of blinking [dB], and levels above it to the
#: brightest glow that is drawn [dB] [D].
SEEN_DBM: Mapping[str, float] = MappingProxyType({"day": -19.0, "dark": -28.0})
BLINK_DB, FULL_DB = 5.0, 16.0
#: One flash and its pause [ticks of 1/60 s]: 2 Hz.
BLINK_TICKS = 30


@dataclass
class Pen:
    """The pen in hand. capped: the cap is on; mode: a key of MODES; kind: its laser class."""

    kind: str = "2"
    capped: bool = True
    mode: str = "off"

    @property
    def on(self) -> bool:
        """Whether the laser runs."""
        return self.mode != "off"

    @property
    def level_dbm(self) -> float | None:
        """Power that it puts into a fibre [dBm]; None when off or capped."""
        return CLASS_DBM[self.kind] if self.on and not self.capped else None

    def flash(self, tick: int) -> bool:
        """Whether it is bright at a tick."""
        return self.mode == "steady" or (self.mode == "blink" and tick % BLINK_TICKS < BLINK_TICKS // 2)


@dataclass(frozen=True)
class Glow:
    """Light that leaves the glass. place_m: from the pen on; kind: bend, joint, break or end; level_dbm: before the
    sheath; name: of the place."""

    place_m: float
    kind: str
    name: str
    level_dbm: float


def glows(line: Line, pen_dbm: float) -> tuple[Glow, ...]:
    """Every place where light of a pen [dBm] comes out of a line, in order; the last one is where the glass ends."""
    link = line.link(launch=False, tail=False)
    cord = link.places[0].stop
    level, found = pen_dbm, []
    for place in link.places[2:]:  # the cord that an instrument would have, and its joint, are the pen's own plug
        at, part = place.start - cord, place.part
        if isinstance(part, Section):
            level -= ALPHA_DB_KM * part.length / 1e3
            continue
        if isinstance(part, Split):
            level -= sum(float(v) for v in place.bill(1310e-9).values())
            continue
        if isinstance(part, Bend):
            weak = WEAKER * sum(float(v) for v in place.bill(1550e-9).values())
            share, kind = WEAK_SHARE * _lost(weak), "bend"
        else:
            share, kind = _lost(sum(float(v) for v in place.bill(1310e-9).values())), "joint"
        found.append(Glow(at, kind, part.name, level + _db(share)))
        level += _db(1.0 - share)
    stopped = len(line.reached()) < len(line.parts)
    name = line.parts[len(line.reached())].spec.name if stopped else ""
    found.append(Glow(link.length - cord, "break" if stopped else "end", name, level))
    return tuple(found)


def seen(level_dbm: float, jacket: str, dark: bool, blinking: bool) -> float:
    """How bright a glow looks, 0 (not seen) to 1."""
    above = level_dbm - JACKET_DB[jacket] - SEEN_DBM["dark" if dark else "day"] + BLINK_DB * blinking
    return min(1.0, max(0.0, above / FULL_DB))


def _lost(loss_db: float) -> float:
    """Share of power that a loss [dB] takes."""
    return min(1.0, max(0.0, 1.0 - 10.0 ** (-loss_db / 10.0)))


def _db(share: float) -> float:
    return 10.0 * math.log10(max(1e-12, share))
