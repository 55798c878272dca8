"""The stripper: which hole bites, what a pull takes off, leaves behind and scratches.

It deliberately smooths no speed and words no cause: the scene passes the speed in and puts the incidents into marks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from simulator.plant.chance import Chance
from simulator.plant.fibre_end import FibreEnd, Nick

#: Outer diameter of a coloured coating [um]: 254 +/- 7, 242 natural (docs/sources.md, splicing §1.1).
COATING_UM = 254.0
#: Residue 0..1 that a perfect pull leaves on the glass, and its spread: cleaning is never superfluous [D].
BASE_RESIDUE = 0.35
BASE_RESIDUE_SPREAD = 0.05
#: Share of the coating's dirt and of the blades' crumbs that ends on the glass [D].
DIRT_SHARE = 0.25
BLADE_SHARE = 0.30
#: Residue added at twice the highest good speed, and its ceiling: coating torn to crumbs [D].
CRUMB_GAIN = 0.6
CRUMB_MOST = 0.5
#: Residue added by a pull so slow that the coating smears [D].
SLOW_RESIDUE = 0.2
#: A pull slower than this share of the lowest good speed is pointed out [D].
SLOW_MARKED = 0.75
#: Above this speed the blades scratch the glass [mm/s], and how deep [um per mm/s] (docs/sources.md, splicing §6.3).
NICK_SPEED_MM_S = 60.0
NICK_SPEED_BARE_MM_S = 50.0
NICK_PER_MM_S = 0.25
#: Off the fibre's axis by more than this [mm] a blade leans on the glass, and how deep it cuts [um per mm] [D].
TILT_LIMIT_MM = 4.0
TILT_LIMIT_BARE_MM = 3.0
NICK_PER_MM = 0.5
NICK_DEEPEST_UM = 30.0
NICK_SHALLOWEST_UM = 0.3
#: Scratches of one cause closer than this are one scratch [mm].
NICK_SPACING_MM = 4.0
#: Coating that comes off in one go [mm]; beyond it the coating jams, tears and strains the glass [D].
LONGEST_PULL_MM = 50.0
TEAR_RESIDUE = 0.3
TEAR_NICK_UM = 3.0
#: The jaws reach the fibre when they close within this of its axis [mm].
REACH_MM = 12.0
#: A pull shorter than this moves no coating [mm]; this near to the tip the coating has slipped off [mm].
SHORTEST_PULL_MM = 2.0
OFF_MM = 0.5


@dataclass(frozen=True)
class Hole:
    """A hole of the stripper: coating it bites, from low to high outer diameter [um], and whether glass touches it."""

    name: str
    low_um: float
    high_um: float
    meets_glass: bool

    def bites(self, diameter_um: float) -> bool:
        """Whether a coating of this diameter [um] is cut and pulled."""
        return self.low_um <= diameter_um <= self.high_um


#: 140 um bore for 250 um coating, then 900 um buffer, then 2-3 mm jacket (docs/sources.md, splicing §2.1, step 2).
HOLES: dict[str, Hole] = {
    "250": Hole("250", 200.0, 500.0, True),
    "900": Hole("900", 600.0, 1100.0, False),
    "3000": Hole("3000", 1600.0, 3000.0, False),
}


@dataclass(frozen=True)
class Incident:
    """What went wrong in a pull: cause key, distance from the tip [mm], and how deep it cut [um] if it did."""

    cause: str
    x_mm: float
    depth_um: float = 0.0


@dataclass
class Pull:
    """One closing of the jaws. front_mm is the nearest to the tip that they came; bites: coating is being pulled."""

    hole: Hole
    start_mm: float
    bare_mm: float
    bites: bool
    front_mm: float
    off: bool = False
    seconds: float = 0.0
    max_speed_mm_s: float = 0.0
    seen: set[str] = field(default_factory=set)
    nick: Nick | None = None

    @property
    def travel_mm(self) -> float:
        """How far the jaws were pulled from where they closed [mm]."""
        return self.start_mm - self.front_mm


def nick_depth_um(speed_mm_s: float, tilt_mm: float, bare: bool) -> tuple[float, str]:
    """Depth [um] of the scratch at this speed [mm/s] and distance off the axis [mm], and the cause that weighs most.

    Zero, growing gently, at the limits. Source: design values of docs/sources.md, splicing §6.3.
    """
    fast = NICK_PER_MM_S * max(0.0, speed_mm_s - (NICK_SPEED_BARE_MM_S if bare else NICK_SPEED_MM_S))
    tilted = NICK_PER_MM * max(0.0, abs(tilt_mm) - (TILT_LIMIT_BARE_MM if bare else TILT_LIMIT_MM))
    cause = "strip.tilted" if tilted >= fast else "strip.too_fast"
    return min(NICK_DEEPEST_UM, fast + tilted), cause


def residue_left(speed_mm_s: float, high_mm_s: float, coating_dirt: float, blade_dirt: float) -> float:
    """Residue 0..1 on glass stripped at this speed [mm/s], before chance and slowness are added."""
    over = max(0.0, speed_mm_s - high_mm_s) / high_mm_s
    return BASE_RESIDUE + DIRT_SHARE * coating_dirt + BLADE_SHARE * blade_dirt + min(CRUMB_MOST, CRUMB_GAIN * over)


class Stripper:
    """The stripper in hand. dirt 0..1 are crumbs in its blades; speeds between low and high [mm/s] are good ones."""

    def __init__(self, dirt: float, low_mm_s: float, high_mm_s: float, chance: Chance) -> None:
        self.dirt = dirt
        self.low_mm_s = low_mm_s
        self.high_mm_s = high_mm_s
        self.pull: Pull | None = None
        self._chance = chance
        self._pulls = 0

    def close(self, end: FibreEnd, hole: str, x_mm: float, y_mm: float) -> Pull | None:
        """Close the jaws at x from the tip [mm], y off the axis [mm]; None when the fibre is not between them."""
        beside = abs(y_mm) > REACH_MM or x_mm <= 0.0 or x_mm > end.length_mm - REACH_MM
        if beside:
            self.pull = None
            return None
        kind = HOLES[hole]
        coated = x_mm > end.bare_mm or end.cuff_mm > 0.0
        self._pulls += 1
        self.pull = Pull(kind, x_mm, end.bare_mm, coated and kind.bites(COATING_UM), x_mm)
        return self.pull

    def move(
        self, end: FibreEnd, x_mm: float, y_mm: float, speed_mm_s: float, tick: int, tick_s: float
    ) -> list[Incident]:
        """Pull the closed jaws to x [mm] at a smoothed speed [mm/s, positive towards the tip]."""
        pull = self.pull
        if pull is None or pull.off or x_mm >= pull.front_mm:
            return []
        reached = max(0.0, x_mm)
        near, far = reached, pull.front_mm
        pull.front_mm = reached
        pull.seconds += tick_s
        if not pull.hole.meets_glass:
            return []
        incidents = self._scratch(end, pull, far, y_mm, speed_mm_s, tick)
        if pull.bites:
            pull.max_speed_mm_s = max(pull.max_speed_mm_s, speed_mm_s)
            incidents += self._peel(end, pull, near, far, speed_mm_s, tick)
            if reached <= OFF_MM:
                incidents += self._slip_off(end, pull)
        return incidents

    def open(self, end: FibreEnd) -> Pull | None:
        """Open the jaws; coating that was not pulled off the tip stays there as a ragged cuff. Returns the pull."""
        pull, self.pull = self.pull, None
        if pull is not None and pull.bites and not pull.off and pull.travel_mm >= SHORTEST_PULL_MM:
            end.coating_edge_mm = min(end.coating_edge_mm, end.length_mm - pull.start_mm)
            end.cuff_mm = max(pull.front_mm, OFF_MM)
            end.residue[end.cells(0.0, end.cuff_mm)] = 1.0
        return pull

    def _peel(self, end: FibreEnd, pull: Pull, near: float, far: float, speed: float, tick: int) -> list[Incident]:
        """Leave residue on the glass that comes free between two distances from the tip [mm]."""
        incidents = []
        if speed > self.high_mm_s:
            incidents += self._once(pull, "strip.too_fast", far)
        torn = pull.start_mm - pull.bare_mm > LONGEST_PULL_MM and pull.travel_mm > LONGEST_PULL_MM
        if torn and "strip.too_long" not in pull.seen:
            incidents += self._once(pull, "strip.too_long", far, TEAR_NICK_UM)
            end.nicks.append(Nick(end.length_mm - far, TEAR_NICK_UM, "strip.too_long", tick))
        part = end.cells(max(near, pull.bare_mm), far) if far > pull.bare_mm else slice(0, 0)
        for cell in range(part.start, part.stop):
            left = residue_left(speed, self.high_mm_s, float(end.dirt[cell]), self.dirt)
            draw = self._chance.uniform(f"strip:{end.side}:{self._pulls}:{cell}", -1.0, 1.0)
            left += BASE_RESIDUE_SPREAD * draw + (TEAR_RESIDUE if torn else 0.0)
            end.residue[cell] = max(float(end.residue[cell]), min(1.0, left))
        return incidents

    def _scratch(
        self, end: FibreEnd, pull: Pull, x_mm: float, y_mm: float, speed_mm_s: float, tick: int
    ) -> list[Incident]:
        """Scratch the glass when the pull is fast or tilted; deepen the last scratch when it is near."""
        depth, cause = nick_depth_um(speed_mm_s, y_mm, x_mm <= pull.bare_mm)
        if depth < NICK_SHALLOWEST_UM:
            return []
        station, last = end.length_mm - x_mm, pull.nick
        if last is not None and abs(last.station_mm - station) < NICK_SPACING_MM:
            if depth <= last.depth_um:
                return []
            last.depth_um, last.station_mm = depth, station
            return [Incident("scratch", x_mm, depth), *self._once(pull, cause, x_mm, depth)]
        pull.nick = Nick(station, depth, cause, tick)
        end.nicks.append(pull.nick)
        return [Incident("scratch", x_mm, depth), *self._once(pull, cause, x_mm, depth)]

    def _slip_off(self, end: FibreEnd, pull: Pull) -> list[Incident]:
        """The coating leaves the tip: the glass is bare from where the jaws closed."""
        pull.off = True
        glass = end.cells(0.0, max(pull.start_mm, pull.bare_mm))
        if end.cuff_mm > 0.0:
            cuff = end.cells(0.0, end.cuff_mm)
            end.residue[cuff] = np.minimum(end.residue[cuff], BASE_RESIDUE + BLADE_SHARE * self.dirt)
            end.cuff_mm = 0.0
        mean = pull.travel_mm / pull.seconds if pull.seconds else math.inf
        slow = SLOW_RESIDUE * max(0.0, 1.0 - mean / self.low_mm_s)
        if slow:
            end.residue[glass] = np.minimum(1.0, end.residue[glass] + slow)
        end.coating_edge_mm = min(end.coating_edge_mm, end.length_mm - pull.start_mm)
        end.dirt[glass] = 0.0
        return self._once(pull, "strip.too_slow", 0.0) if mean < SLOW_MARKED * self.low_mm_s else []

    @staticmethod
    def _once(pull: Pull, cause: str, x_mm: float, depth_um: float = 0.0) -> list[Incident]:
        if cause in pull.seen:
            return []
        pull.seen.add(cause)
        return [Incident(cause, x_mm, depth_um)]
