"""The lint-free wipe and its alcohol: what a stroke takes off, drags along and leaves behind.

It deliberately counts no mistakes: a sweep reports what happened and the scene judges it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from simulator.plant.fibre_end import FibreEnd

#: What one clean wet stroke leaves of the dirt: c *= 0.25 (docs/sources.md, splicing §6.3); a dry one leaves 0.6 [D].
WET_LEAVES = 0.25
DRY_LEAVES = 0.60
#: A stroke on glass towards the coating adds this residue (docs/sources.md, splicing §6.3).
BACKWARD_RESIDUE = 0.20
#: The face counts as wet down to this; alcohol evaporates with this time constant [s] and is spent per mm swept [D].
WET_ENOUGH = 0.30
EVAPORATION_S = 90.0
WET_PER_MM = 0.003
#: How fast a face loads up per mm of fully dirty fibre, and how much a loaded face gives back to the glass [D].
LOAD_PER_MM = 0.02
DEPOSIT = 0.25
LOADED_LEAVES = 0.8
#: A face loaded beyond this is used up for glass [D].
USED_LOAD = 0.10
#: Wetness that a fold brings to the fresh face, as a share of the old face's [D].
FOLD_WET = 0.7
FACES = 3
#: Half the width of the pinch [mm], the backward slip of a hand that is no new stroke [mm], reach off the axis [mm].
HALF_WIDTH_MM = 3.0
TURN_MM = 3.0
REACH_MM = 12.0
#: What a wipe does to a finished face: dust on it, and a chip over the edge (docs/sources.md, splicing §2.1) [D].
FACE_DUST = 0.3
FACE_CHIP = 0.4


@dataclass
class Wipe:
    """The wipe in hand. wet and load (dirt on the present face) run 0..1; faces is what can still be folded out."""

    wet: float = 0.0
    load: float = 0.0
    faces: int = FACES
    strokes: int = 0

    def press(self) -> None:
        """Wet the present face from the pump."""
        self.wet = 1.0

    def fold(self) -> bool:
        """Fold to a fresh face; False when none is left."""
        if self.faces <= 0:
            return False
        self.faces -= 1
        self.load = 0.0
        self.wet *= FOLD_WET
        return True

    def evaporate(self, seconds: float) -> None:
        """Let alcohol go for some time [s]."""
        if self.wet:
            self.wet = self.wet * math.exp(-seconds / EVAPORATION_S) if self.wet > 1e-3 else 0.0

    def leaves(self) -> float:
        """Share of the dirt that one stroke with this face leaves on the fibre."""
        wet = min(1.0, self.wet / WET_ENOUGH)
        clean = DRY_LEAVES + (WET_LEAVES - DRY_LEAVES) * wet
        return clean + (1.0 - clean) * LOADED_LEAVES * min(1.0, self.load)


@dataclass
class Stroke:
    """A pinch and the passes made in it. x_mm is the farthest point of the present pass; towards_tip is its direction.

    done is the last cell treated in this pass; load and leaves are those of the face when the pass began.
    """

    x_mm: float
    towards_tip: bool | None = None
    done: int = 0
    load: float = 0.0
    leaves: float = 1.0
    seen: set[str] = field(default_factory=set)


@dataclass
class Swept:
    """What a move of the pinched wipe did. glass: (x_mm, residue left) per millimetre of bare glass it passed."""

    glass: list[tuple[float, float]] = field(default_factory=list)
    coating_mm: int = 0
    causes: list[str] = field(default_factory=list)
    new_pass: bool = False
    over_tip: bool = False


def pinch(x_mm: float, y_mm: float) -> Stroke | None:
    """Pinch the fibre at x from the tip [mm], y off its axis [mm]; None when no fibre is within reach."""
    return Stroke(x_mm) if abs(y_mm) <= REACH_MM and x_mm >= -REACH_MM else None


def sweep(wipe: Wipe, end: FibreEnd, stroke: Stroke, x_mm: float, stop_mm: float = math.inf) -> Swept:
    """Move the pinched wipe to x from the tip [mm]; stop_mm is where the protection sleeve bars the way [mm].

    Every millimetre of fibre is treated once per pass; a pass ends when the hand turns back by more than 3 mm.
    """
    swept = Swept()
    x_mm = min(x_mm, stop_mm)
    step = stroke.x_mm - x_mm
    if stroke.towards_tip is None or (step > 0.0) != stroke.towards_tip:
        if abs(step) < (0.5 if stroke.towards_tip is None else TURN_MM):
            return swept
        _begin_pass(wipe, end, stroke, towards_tip=step > 0.0)
        swept.new_pass = True
    stroke.x_mm = x_mm
    lead = x_mm - HALF_WIDTH_MM if stroke.towards_tip else min(x_mm + HALF_WIDTH_MM, stop_mm)
    swept.over_tip = bool(stroke.towards_tip) and lead <= 0.0
    target = math.floor(end.length_mm - lead)
    last = math.ceil(end.length_mm) - 1
    if stroke.towards_tip:
        cells = range(max(0, stroke.done + 1), min(target, last) + 1)
        stroke.done = max(stroke.done, target)
    else:
        cells = range(min(stroke.done - 1, last), max(target, 0) - 1, -1)
        stroke.done = min(stroke.done, target)
    for cell in cells:
        _treat(wipe, end, stroke, cell, swept)
    wipe.wet = max(0.0, wipe.wet - WET_PER_MM * len(cells))
    return swept


def _begin_pass(wipe: Wipe, end: FibreEnd, stroke: Stroke, towards_tip: bool) -> None:
    """Start a pass where the hand turned, with the face as it is now."""
    trail = stroke.x_mm + (HALF_WIDTH_MM if towards_tip else -HALF_WIDTH_MM)
    cell = math.floor(end.length_mm - trail)
    stroke.done = cell - 1 if towards_tip else cell + 1
    stroke.towards_tip = towards_tip
    stroke.load = wipe.load
    stroke.leaves = wipe.leaves()
    wipe.strokes += 1


def _treat(wipe: Wipe, end: FibreEnd, stroke: Stroke, cell: int, swept: Swept) -> None:
    """Wipe one millimetre: coating gives its dirt, glass loses residue and takes what the face carries."""
    # A millimetre that is bare only in part is glass: the stripper leaves its residue there too.
    if cell + 1.0 <= end.coating_edge_mm + 1e-6:
        swept.coating_mm += 1
        dirt = float(end.dirt[cell])
        end.dirt[cell] = dirt * stroke.leaves
        picked = LOAD_PER_MM * dirt * (1.0 - stroke.leaves)
        wipe.load = min(1.0, wipe.load + picked)
        stroke.load = min(1.0, stroke.load + picked)
        return
    x_mm = max(0.0, end.length_mm - cell - 0.5)
    if x_mm < end.cuff_mm:
        return
    old = float(end.residue[cell])
    if stroke.towards_tip:
        new = min(1.0, old * stroke.leaves + DEPOSIT * stroke.load)
    else:
        new = min(1.0, old + BACKWARD_RESIDUE)
    end.residue[cell] = new
    wipe.load = min(1.0, wipe.load + LOAD_PER_MM * max(0.0, old - new))
    swept.glass.append((x_mm, new))
    _blame(wipe, stroke, swept)


def _blame(wipe: Wipe, stroke: Stroke, swept: Swept) -> None:
    """Note, once per stroke, why this pass over glass does not clean as it could."""
    for cause, true in (
        ("wipe.backwards", not stroke.towards_tip),
        ("wipe.reused", stroke.load > USED_LOAD),
        ("wipe.dry", wipe.wet < 0.5 * WET_ENOUGH),
    ):
        if true and cause not in stroke.seen:
            stroke.seen.add(cause)
            swept.causes.append(cause)


def brush_face(end: FibreEnd, stroke: Stroke, swept: Swept) -> bool:
    """Harm a finished face when the wipe passes over its glass; True the first time in a stroke.

    Source: docs/sources.md, splicing §2.1: never clean after the cleave, for debris on the face and chips at its edge.
    """
    if end.face is None or not (swept.glass or swept.over_tip):
        return False
    first = "face" not in stroke.seen
    over_edge = swept.over_tip and "edge" not in stroke.seen
    stroke.seen.update({"face", "edge"} if swept.over_tip else {"face"})
    end.face.touch(FACE_DUST if first else 0.0, FACE_CHIP if over_edge else 0.0)
    return first
