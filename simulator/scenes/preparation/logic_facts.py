"""What the preparation scene tells about itself: facts, curves, marks and effects, and how the last facts are settled.

It deliberately changes nothing on the bench.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.instruments import sharps
from simulator.instruments.cleaver import LENGTH_TOLERANCE_MM
from simulator.plant import FibreEnd, Plant
from simulator.scenes.base import TICKS_PER_SECOND, Burst, Curve, Effect, FactBook, FactSpec, Mark, Sound, Toast

if TYPE_CHECKING:
    from simulator.scenes.preparation.logic_state import Params

#: A snipped or torn end has no face; where it stays, it counts as a lean far outside every limit [deg] [D].
RAW_END_DEG = 30.0
#: Coating next to the glass whose dirt is judged [mm].
BESIDE_MM = 20.0
#: Residue on glass that calls for no further wiping, and beside a cut face that calls for no other one.
CLEAN_GLASS, CLEAN_FACE = 0.05, 0.10
#: Delay that stands for glass which was not cleaned at all [s] [D].
NEVER_CLEANED_S = 600.0
#: Bad cuts by one blade position from which it is named: before, the trainee looks for the cause.
BLAMED_AFTER = 2
#: A gesture repeated without end keeps no more than this many curves and marks.
MOST_CURVES = 60
MOST_MARKS = 200


@dataclass
class SideNotes:
    """What is remembered of one side beside the plant: the last gestures and the present run of good cleaves.

    touches are those of a face that had to be redone anyway: (tick, cause); they count only if it is kept after all.
    """

    strip_mm: float | None = None
    residue: float | None = None
    delay_s: float | None = None
    last_wipe: int | None = None
    cleaved: bool = False
    good_in_a_row: int = 0
    touches: list[tuple[int, str]] = field(default_factory=list)


class Notes:
    """Facts, curves and marks of the scene, and the effects of the present tick."""

    def __init__(self, params: Params, plant: Plant, specs: tuple[FactSpec, ...]) -> None:
        self.params = params
        self.plant = plant
        self.book = FactBook(specs)
        self.curves: list[Curve] = []
        self.marks: list[Mark] = []
        self.effects: list[Effect] = []
        self.sides = {side: SideNotes() for side in plant.ends}
        for side, end in plant.ends.items():
            if end.face is not None:
                self.sides[side].good_in_a_row = params.cleaves
        self.run_of_good = 0
        self.worn_cuts = 0  # bad cuts by this blade position
        self._length_before = sum(end.length_mm for end in plant.ends.values())

    def sound(self, name: str) -> None:
        """Let a sound be heard."""
        self.effects.append(Sound(name))

    def toast(self, key: str, level: str = "info") -> None:
        """Show a short message, once per tick."""
        toast = Toast(key, level)
        if toast not in self.effects:
            self.effects.append(toast)

    def burst(self, kind: str, x: float, y: float = 0.0) -> None:
        """Let particles fly at a place of the work [mm]."""
        self.effects.append(Burst(kind, round(x, 1), round(y, 1)))

    def mark(
        self, tick: int, cause: str, fact: str = "", side: str = "", x: float | None = None, level: str = "watch"
    ) -> None:
        """Note a defect where it arose."""
        if len(self.marks) < MOST_MARKS:
            self.marks.append(Mark(tick, cause, fact, side, None if x is None else round(x, 1), level))

    def keep(self, curve: Curve, tick: int) -> None:
        """Keep the curve of a finished gesture, when it has points enough to be drawn."""
        if len(curve.points) > 1 and len(self.curves) < MOST_CURVES:
            self.curves.append(curve)

    def delay_s(self, end: FibreEnd, tick: int) -> float:
        """Time since the glass of an end was last wiped [s]."""
        last = self.sides[end.side].last_wipe
        return NEVER_CLEANED_S if last is None else (tick - last) / TICKS_PER_SECOND

    def stripped(self, end: FibreEnd, tick: int) -> None:
        """Glass has come bare: how much, and is the coating beside it clean."""
        self.sides[end.side].strip_mm = end.bare_mm
        self.book.set(f"strip.{end.side}_length_mm", end.bare_mm, tick)
        self.book.set("strip.worst_nick_um", self.book.get("strip.worst_nick_um", 0.0) or 0.0, tick)
        self._strip_error(tick, self._known("strip_mm"))
        self.coating(tick)

    def cleaved(self, end: FibreEnd, tick: int, good: bool, residue: float, delay_s: float) -> None:
        """An end was cleaved: count it, and settle what its face and its glass were worth."""
        notes, book = self.sides[end.side], self.book
        self.spent(end.side)
        notes.cleaved, notes.residue, notes.delay_s = True, residue, delay_s
        notes.good_in_a_row = notes.good_in_a_row + 1 if good else 0
        self.run_of_good = self.run_of_good + 1 if good else 0
        book.add("cleave.attempts", 1, tick)
        book.worst("cleave.good_in_a_row", self.run_of_good, tick)
        book.add("touch.after_cleave", 0, tick)
        book.set("clean.worst_residue_pct", 100.0 * max(self._known("residue")), tick)
        book.set("clean.worst_delay_s", max(self._known("delay_s")), tick)
        if end.face is not None:
            book.set(f"cleave.{end.side}_angle_deg", end.face.angle_deg, tick)
            book.set(f"cleave.{end.side}_length_mm", end.bare_mm, tick)
        self.faces(tick)
        self.coating(tick)
        self.used(tick)

    def faces(self, tick: int, raw_ends: bool = False) -> None:
        """Settle the facts about the faces that are on the fibres now; raw_ends judges ends without a face too."""
        ends = [self.plant.ends[side] for side in self.params.sides]
        faces = [end.face for end in ends if end.face is not None]
        raw = len(ends) - len(faces) if raw_ends else 0
        angles = [face.angle_deg for face in faces] + [RAW_END_DEG] * raw
        if angles:
            self.book.set("cleave.worst_angle_deg", max(angles), tick)
            self.book.set("cleave.defects", sum(face.defect != "none" for face in faces) + raw, tick)
        aim = self.plant.site.cleaver.length_mm
        errors = [abs(end.bare_mm - aim) for end in ends if end.face is not None or raw_ends]
        if errors:
            self.book.set("cleave.worst_length_error_mm", max(errors), tick)

    def coating(self, tick: int) -> None:
        """Settle the dirt on the coating beside the glass of the ends that were stripped."""
        worst = [dirt_beside(end) for end in self.plant.ends.values() if self.sides[end.side].strip_mm is not None]
        if worst:
            self.book.set("coating.dirt_pct", 100.0 * max(worst), tick)

    def used(self, tick: int) -> None:
        """Settle how much fibre was cut away."""
        now = sum(end.length_mm for end in self.plant.ends.values())
        self.book.set("fibre.used_mm", max(0.0, self._length_before - now), tick)

    def to_be_kept(self, end: FibreEnd) -> bool:
        """Whether the end bears the good face that the exercise asked for, so that nothing may touch it any more."""
        return self.is_good(end) and self.sides[end.side].good_in_a_row >= self.params.cleaves

    @staticmethod
    def glass_clean(end: FibreEnd) -> bool:
        """Whether the bare glass may be cleaved, and spliced once it is."""
        limit = CLEAN_GLASS if end.face is None else CLEAN_FACE
        return end.residue_near_tip(max(1.0, end.bare_mm)) <= limit

    def touched(self, end: FibreEnd, cause: str, tick: int, kept: bool) -> None:
        """Something touched a finished face; kept tells whether it was one to be kept, before it was touched."""
        if not kept:
            self.sides[end.side].touches.append((tick, cause))
            return
        self._count_touch(end.side, cause, tick)
        self.toast("touch.face", "bad")
        self.faces(tick)

    def spent(self, side: str) -> None:
        """The face of a side is gone: what touched it no longer matters."""
        self.sides[side].touches.clear()

    def _count_touch(self, side: str, cause: str, tick: int) -> None:
        self.book.add("touch.after_cleave", 1, tick)
        self.mark(tick, cause, "touch.after_cleave", side, level="bad")

    def is_good(self, end: FibreEnd) -> bool:
        """Whether the end bears a face inside the limits of angle, defects and length."""
        if end.face is None or end.face.defect != "none":
            return False
        off = abs(end.bare_mm - self.plant.site.cleaver.length_mm)
        angle = round(end.face.angle_deg, 2)
        return angle <= self.params.angle_limit_deg and round(off, 1) <= LENGTH_TOLERANCE_MM

    def close(self, tick: int, ticks_here: int, broken_gates: dict[str, int]) -> None:
        """Settle what only the end of the attempt decides."""
        book, plant = self.book, self.plant
        book.set("sleeve.on", any(end.sleeve_mm is not None for end in plant.ends.values()), tick)
        cleaved = any(notes.cleaved for notes in self.sides.values())
        if cleaved:
            book.set("prep.time_s", ticks_here / TICKS_PER_SECOND, tick)
            self.used(tick)
        # Once the arc has fused the ends, what the faces were is history that the arc cannot improve.
        if plant.joint is None and cleaved:
            self.faces(tick, raw_ends=True)
        for side, notes in self.sides.items():
            for when, cause in notes.touches:
                self._count_touch(side, cause, when)
            self.spent(side)
        known = self._known("strip_mm")
        if known and plant.joint is None:
            wanted = [self.sides[side].strip_mm for side in self.params.sides]
            self._strip_error(tick, known + [0.0 for length in wanted if length is None])
        self._settle_waste(tick, broken_gates)

    def _settle_waste(self, tick: int, broken_gates: dict[str, int]) -> None:
        if not self.plant.shards:
            return
        self.book.set("waste.outside_bin", self.plant.loose_glass(), tick)
        since = sharps.left_since(self.plant)
        if since is not None and "glass_outside_bin" not in broken_gates:
            broken_gates["glass_outside_bin"] = min(since, tick)
            self.mark(min(since, tick), "waste.left", "waste.outside_bin", level="bad")

    def _strip_error(self, tick: int, lengths: list[float]) -> None:
        error = max(abs(length - self.params.strip_aim_mm) for length in lengths)
        self.book.set("strip.worst_length_error_mm", error, tick)

    def _known(self, name: str) -> list[float]:
        """One remembered number of every side that has it."""
        values = [getattr(notes, name) for notes in self.sides.values()]
        return [value for value in values if value is not None]


def dirt_beside(end: FibreEnd, reach_mm: float = BESIDE_MM) -> float:
    """Worst dirt 0..1 on the coating within reach of its edge [mm]."""
    part = end.dirt[end.cells(end.bare_mm + 1.0, end.bare_mm + reach_mm)]
    return float(part.max()) if part.size else 0.0
