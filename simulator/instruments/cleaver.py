"""The cleaver: its moving parts, and the face that a stroke of its blade leaves on the glass.

It deliberately draws no outcome by luck: wear, dirt, seat, clamp and stroke decide; chance only turns their direction
and adds an error so small that careful work is always good with a fresh blade.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from simulator.plant.chance import Chance
from simulator.plant.fibre_end import EndFace, FibreEnd
from simulator.plant.workplace import CleaverState

#: 16 positions of 3000 cleaves (docs/sources.md, splicing §0, trade figure).
POSITIONS = 16
WEAR_PER_CLEAVE = 1.0 / 3000.0
#: Wear of a blade that bit into coating instead of glass [D].
WEAR_PER_COATING = 0.02
#: Lean of a fresh and of a worn-out position [deg], drawn once per position, and how it grows with wear (2.2) [D].
FRESH_LEAN_DEG = (0.03, 0.15)
WORN_LEAN_DEG = (1.8, 2.5)
WEAR_POWER = 1.5
#: What remains when everything is done well [deg per axis], cut at two sigmas: worst draw 0.15 + 0.28 < 0.45 deg [D].
NOISE_DEG = 0.1
#: Heights above the groove [mm] up to which the fibre is seated, and at which it is as badly seated as can be.
SEATED_MM = 0.3
FULLY_UNSEATED_MM = 2.3
#: A fibre that is not seated adds 1 to 3 deg (docs/sources.md, splicing §2.2).
UNSEATED_DEG = (1.0, 3.0)
#: A steady stroke lasts from 0.25 to 1.5 s [D]; beyond, the lean per unit of speed error [deg], with a ceiling.
STROKE_FAST_S = 0.25
STROKE_SLOW_S = 1.5
FAST_DEG = 0.25
SLOW_DEG = 0.3
STROKE_MOST_DEG = 2.0
HESITATION_DEG = 0.35
#: Stroke speeds [1/s] from which a hurried blade leaves a lip, then mist [D].
LIP_SPEED = 5.5
MIST_SPEED = 8.0
#: Residue from which glass leans in the groove [deg per unit], and from which the crack runs rough (hackle) [D].
RESIDUE_FREE = 0.10
RESIDUE_DEG = 1.5
HACKLE_RESIDUE = 0.15
#: Dirt on the coating under the clamp that is harmless, and what more of it adds [deg per unit] [D].
COATING_DIRT_FREE = 0.2
COATING_DIRT_DEG = 0.8
CLAMP_MM = 15.0
#: Wear from which the blade tears lips and hackle [D].
WORN_OUT = 0.7
#: A scratch this near to the score [mm] and this deep [um] makes the crack leave its plane.
NICK_REACH_MM = 1.0
NICK_DEPTH_UM = 1.0
#: Bare glass that the far clamp needs beyond the blade [mm]; and coating this near to the blade is under it [mm].
TAIL_MM = 2.0
COATING_CLEAR_MM = 0.5
#: After this long between cleaning and cleaving [s] the glass gathers moisture and dust, per second (2.1, step 4).
FRESH_S = 30.0
STALE_PER_S = 0.001
STALE_MOST = 0.10
#: Tolerance of the cleave length [mm] (docs/sources.md, splicing §6.4).
LENGTH_TOLERANCE_MM = 0.5
#: Where the slide is at the front, and where it is pushed through.
FRONT = 0.05
THROUGH = 0.95
SLIP = 0.05
#: A part of the lean larger than this is named as a cause [deg].
NOTICED_DEG = 0.35


@dataclass
class CleaverDesk:
    """The cleaver as it stands: lid_closed, flap_closed, the fibre in it and how it lies, slide 0..1, offcut waiting.

    slide_speed is smoothed [1/s]; started is the tick at which the present stroke left the front, None between strokes.
    """

    lid_closed: bool = False
    flap_closed: bool = False
    fibre_in: bool = False
    length_mm: float = 0.0
    height_mm: float = 5.0
    slide: float = 0.0
    slide_speed: float = 0.0
    cut_done: bool = False
    offcut_in: bool = False
    started: int | None = None
    armed: bool = True
    hesitations: int = 0

    @property
    def seated(self) -> bool:
        """Whether the fibre lies in the groove."""
        return self.height_mm < SEATED_MM

    def push(self, slide: float, tick: int) -> bool:
        """Move the slide; True when a stroke has just gone through. Back at the front the slide is armed again."""
        before, self.slide = self.slide, slide
        if slide <= FRONT:
            self.started, self.armed, self.hesitations = None, True, 0
            return False
        if self.started is None:
            # It stood at the front until the tick before, however long it has rested there.
            self.started = tick - 1
        if slide < before - SLIP and self.armed:
            self.hesitations += 1
        if slide >= THROUGH and self.armed:
            self.armed = False
            return True
        return False

    def stroke_s(self, tick: int, tick_s: float) -> float:
        """How long the present stroke has lasted [s]."""
        return max(1, tick - self.started) * tick_s if self.started is not None else tick_s


@dataclass
class Cleaved:
    """What a stroke did. kind: cut, broken, missed or coating; removed_mm of fibre came off; causes, worst first."""

    kind: str
    removed_mm: float = 0.0
    residue: float = 0.0
    causes: list[str] = field(default_factory=list)


@dataclass
class _Lean:
    """The lean of the face, summed up by cause [deg]."""

    x: float = 0.0
    y: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)

    def add(self, cause: str, size: float, direction: float) -> None:
        """Add a lean of this size [deg] in this direction [rad]."""
        if size > 0.0:
            self.x += size * math.cos(direction)
            self.y += size * math.sin(direction)
            self.parts[cause] = self.parts.get(cause, 0.0) + size


def blade_lean_deg(chance: Chance, position: int, wear: float) -> float:
    """Lean [deg] that a blade position of this wear 0..1 gives to every face it cuts."""
    fresh = chance.uniform(f"blade:{position}:fresh", *FRESH_LEAN_DEG)
    worn = chance.uniform(f"blade:{position}:worn", *WORN_LEAN_DEG)
    return fresh + (worn - fresh) * min(1.0, max(0.0, wear)) ** WEAR_POWER


def stroke_lean_deg(seconds: float, hesitations: int) -> float:
    """Lean [deg] that a stroke of this duration [s] adds; zero from 0.25 to 1.5 s without hesitation."""
    fast = FAST_DEG * max(0.0, 1.0 / seconds - 1.0 / STROKE_FAST_S)
    slow = SLOW_DEG * max(0.0, seconds - STROKE_SLOW_S)
    return min(STROKE_MOST_DEG, fast + slow + HESITATION_DEG * hesitations)


def seat_lean_deg(height_mm: float) -> float:
    """Lean [deg] of a fibre that hangs this high above the groove [mm]."""
    if height_mm < SEATED_MM:
        return 0.0
    share = min(1.0, (height_mm - SEATED_MM) / (FULLY_UNSEATED_MM - SEATED_MM))
    return UNSEATED_DEG[0] + (UNSEATED_DEG[1] - UNSEATED_DEG[0]) * share


def residue_at_cut(end: FibreEnd, length_mm: float, delay_s: float) -> float:
    """Contamination 0..1 of the glass from the coating to just past the cut, after waiting since it was cleaned [s]."""
    from_tip = end.bare_mm - length_mm
    glass = end.residue[end.cells(max(0.0, from_tip - TAIL_MM), end.bare_mm)]
    stale = min(STALE_MOST, STALE_PER_S * max(0.0, delay_s - FRESH_S))
    return min(1.0, (float(glass.max()) if glass.size else 0.0) + stale)


def cleave(
    end: FibreEnd,
    desk: CleaverDesk,
    blade: CleaverState,
    chance: Chance,
    seconds: float,
    delay_s: float,
    tick: int,
) -> Cleaved:
    """Let the blade pass under the fibre: cut it at the length on the scale and leave the face that the causes make.

    seconds is the duration of the stroke, delay_s the time since the glass was last wiped [s].
    """
    length, bare = desk.length_mm, end.bare_mm
    blade.cleaves += 1
    if length < COATING_CLEAR_MM or (end.cuff_mm > 0.0 and end.cuff_mm > bare - length):
        return _into_coating(end, blade, tick)
    if length > bare + COATING_CLEAR_MM:
        return Cleaved("missed", causes=["cleave.no_glass"])
    residue = residue_at_cut(end, length, delay_s)
    lean = _lean(end, desk, blade, chance, seconds, residue)
    defect, size, cause = _defect(end, desk, blade, chance, seconds, residue)
    removed = max(0.0, bare - length)
    blade.wear[blade.position] = min(1.0, blade.blade_wear + WEAR_PER_CLEAVE)
    end.cut(removed)
    end.face = EndFace(round(lean.x, 6), round(lean.y, 6), defect, round(size, 6), 0.0, tick)
    causes = [cause] if cause else []
    parts = sorted(lean.parts.items(), key=lambda part: -part[1])
    causes += [name for name, part in parts if part > NOTICED_DEG and name not in causes]
    return Cleaved("broken" if defect == "shattered" else "cut", removed, residue, causes)


def _into_coating(end: FibreEnd, blade: CleaverState, tick: int) -> Cleaved:
    """Coating lies under the blade: nothing is cut off, the end is crushed and the blade suffers."""
    blade.wear[blade.position] = min(1.0, blade.blade_wear + WEAR_PER_COATING)
    end.face = EndFace(0.0, 0.0, "shattered", 1.0, 0.5, tick)
    return Cleaved("coating", causes=["cleave.coating"])


def _lean(
    end: FibreEnd, desk: CleaverDesk, blade: CleaverState, chance: Chance, seconds: float, residue: float
) -> _Lean:
    """Sum the lean of the face from its causes; directions come from chance, sizes from the causes."""
    key = f"cleave:{blade.cleaves}"
    lean = _Lean(chance.normal(f"{key}:x", NOISE_DEG), chance.normal(f"{key}:y", NOISE_DEG))
    around = [chance.uniform(f"{key}:turn:{i}", 0.0, 2.0 * math.pi) for i in range(3)]
    own = chance.uniform(f"blade:{blade.position}:direction", 0.0, 2.0 * math.pi)
    lean.add("cleave.worn_blade", blade_lean_deg(chance, blade.position, blade.blade_wear), own)
    lean.add("cleave.not_seated", seat_lean_deg(desk.height_mm), math.pi / 2)
    pace = "cleave.too_fast" if seconds < STROKE_FAST_S else "cleave.too_slow"
    pace = "cleave.hesitated" if desk.hesitations else pace
    lean.add(pace, stroke_lean_deg(seconds, desk.hesitations), around[0])
    lean.add("cleave.dirty", RESIDUE_DEG * max(0.0, residue - RESIDUE_FREE), around[1])
    under = end.dirt[end.cells(end.bare_mm, end.bare_mm + CLAMP_MM)]
    dirt = float(under.max()) if under.size else 0.0
    lean.add("cleave.coating_dirty", COATING_DIRT_DEG * max(0.0, dirt - COATING_DIRT_FREE), around[2])
    return lean


def _defect(
    end: FibreEnd, desk: CleaverDesk, blade: CleaverState, chance: Chance, seconds: float, residue: float
) -> tuple[str, float, str]:
    """Defect of the face, its size 0..1 and its cause; the gravest one wins."""
    speed, wear, cut = 1.0 / seconds, blade.blade_wear, end.coating_edge_mm + desk.length_mm
    if not desk.flap_closed:
        return "shattered", 1.0, "cleave.not_clamped"
    if end.bare_mm - desk.length_mm < TAIL_MM:
        return "shattered", 1.0, "cleave.no_tail"
    nick = max((n.depth_um for n in end.nicks if abs(n.station_mm - cut) <= NICK_REACH_MM), default=0.0)
    if nick >= NICK_DEPTH_UM:
        return "chip", min(1.0, 0.2 + nick / 20.0), "cleave.nick"
    if residue >= HACKLE_RESIDUE:
        return "hackle", min(1.0, (residue - RESIDUE_FREE) / 0.6), "cleave.dirty"
    if speed > MIST_SPEED:
        return "mist", min(1.0, 0.3 + (speed - MIST_SPEED) / 20.0), "cleave.too_fast"
    if speed > LIP_SPEED:
        return "lip", min(1.0, 0.2 + (speed - LIP_SPEED) / 5.0), "cleave.too_fast"
    if wear > WORN_OUT:
        kind = "lip" if chance.happens(f"cleave:{blade.cleaves}:kind", 0.5) else "hackle"
        return kind, min(1.0, 0.2 + 0.8 * (wear - WORN_OUT) / (1.0 - WORN_OUT)), "cleave.worn_blade"
    return "none", 0.0, ""
