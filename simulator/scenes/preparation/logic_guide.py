"""Help that reads the bench: the sensible next gesture, the live cue, and the badges of what is done.

It deliberately forces nothing and changes nothing but the badges: whoever works in another order is only advised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.instruments import cleaver, sharps, wipe
from simulator.instruments.stripper import TILT_LIMIT_MM
from simulator.plant import FibreEnd
from simulator.scenes.base import Cue
from simulator.scenes.preparation.logic_facts import BLAMED_AFTER, dirt_beside

if TYPE_CHECKING:
    from simulator.scenes.preparation.logic_facts import Notes
    from simulator.scenes.preparation.logic_mat import Mat
    from simulator.scenes.preparation.logic_state import Params, State

#: Coating to be wiped beyond the length to strip, and what the fingers need more before the sleeve [mm].
BEYOND_STRIP_MM = 25.0
FINGERS_MM = 8.0
#: Dirt on coating that calls for no further wiping.
CLEAN_COATING = 0.10
#: Load of the wipe's face from which a fold is advised for coating.
FULL_LOAD = 0.5
#: The hand is at the right place within this [mm].
PLACE_MM = 4.0
#: Wear from which turning the blade is advised after a face that showed it.
TURN_BLADE_WEAR = 0.4


class Guide:
    """Advice drawn from the plant and the state."""

    def __init__(self, params: Params, state: State, notes: Notes, mat: Mat) -> None:
        self.params, self.state, self.notes, self.mat = params, state, notes, mat
        self.plant = notes.plant

    # What is done

    def finished(self, side: str) -> bool:
        """Whether an end bears a good face on clean glass, after as many good cleaves as the exercise asks for."""
        end = self.plant.ends[side]
        return self.notes.to_be_kept(end) and self.notes.glass_clean(end)

    def dirty_face(self, end: FibreEnd) -> bool:
        """Whether glass is cut well and yet dirty: nothing may wipe it any more, so it is to be made anew."""
        return self.notes.is_good(end) and not self.notes.glass_clean(end)

    def sleeve_wanted(self) -> bool:
        """A sleeve belongs to a joint of two ends; practising cleaves needs none."""
        return len(self.params.sides) == 2 and self.params.cleaves == 1

    def sleeve_on(self) -> bool:
        """Whether the sleeve is on one of the fibres."""
        return any(end.sleeve_mm is not None for end in self.plant.ends.values())

    def stripped(self, end: FibreEnd) -> bool:
        """Whether enough glass is bare, with no coating left hanging."""
        enough = end.bare_mm >= self.params.strip_aim_mm - self.params.strip_tolerance_mm
        return enough and end.cuff_mm <= 0.0

    def coating_clean(self, end: FibreEnd) -> bool:
        """Whether the coating that will be stripped and clamped is clean."""
        return dirt_beside(end, self.wipe_reach(end) - end.bare_mm) <= CLEAN_COATING

    def dirty_in_cleaver(self) -> bool:
        """Whether glass that still bears residue waits under the blade."""
        end = self.mat.end
        inside = self.state.cleaver.fibre_in and end.face is None
        return inside and self.stripped(end) and not self.notes.glass_clean(end)

    def badges(self) -> None:
        """Write into the state which steps are done on each side."""
        loose = self.plant.loose_glass() > 0
        for side, end in self.plant.ends.items():
            done = set()
            faced = end.face is not None
            if self.sleeve_on():
                done.add("sleeve")
            good = self.notes.is_good(end) and self.notes.glass_clean(end)
            if self.coating_clean(end) or (good and dirt_beside(end) <= CLEAN_COATING):
                done.add("wipe")
            if self.stripped(end) or good:
                done.add("strip")
            if "strip" in done and self.notes.glass_clean(end):
                done.add("clean")
            if good:
                done.add("cleave")
            if faced and not loose:
                done.add("bin")
            self.state.done_steps[side] = set() if self._next_round(end, loose) else done

    def _next_round(self, end: FibreEnd, loose: bool) -> bool:
        """Whether a good cleave is made and put away, and the exercise asks for one more on this side."""
        due = self.notes.is_good(end) and not self.notes.to_be_kept(end)
        return due and not loose and not self.state.cleaver.fibre_in

    def round(self, side: str) -> int:
        """The good cleave of the run that a side is at now, counted from 1."""
        return min(self.params.cleaves, self.notes.sides[side].good_in_a_row + 1)

    # What comes next

    def goal(self) -> str:
        """Key of the sensible next gesture."""
        end, desk = self.mat.end, self.state.cleaver
        if self.state.offcut_in_hand:
            return "prep.bin_drop"
        if desk.fibre_in and (desk.cut_done or end.face is not None):
            return self._out_of_cleaver()
        if desk.offcut_in:
            return "prep.cleave_lid_open" if desk.lid_closed else "prep.bin_take"
        if sharps.find(self.plant, "table") is not None:
            return "prep.bin_table"
        if all(self.finished(side) for side in self.params.sides):
            return "prep.done"
        if self.state.side not in self.params.sides or self.finished(self.state.side):
            return "prep.other_side"
        step = (self._sleeve() if self.sleeve_wanted() else "") or self._prepare(end)
        # Every other gesture needs the fibre on the mat.
        return self._out_of_cleaver() if desk.fibre_in and not step.startswith("prep.cleave") else step

    def _prepare(self, end: FibreEnd) -> str:
        """Wipe, strip, clean, cleave, as far as the end has come."""
        tired = self.notes.worn_cuts >= BLAMED_AFTER and self.plant.cleaver.blade_wear > TURN_BLADE_WEAR
        if not self.stripped(end):
            if tired:
                return "prep.cleave_blade"
            begun = self.mat.stripper.pull is not None or end.cuff_mm > 0.0
            return self._strip() if begun or self.coating_clean(end) else self._wipe("wipe")
        if not self.notes.glass_clean(end):
            return self._wipe("clean")
        return self._cleave()

    def _out_of_cleaver(self) -> str:
        desk = self.state.cleaver
        if desk.lid_closed:
            return "prep.cleave_lid_open"
        return "prep.cleave_flap_open" if desk.flap_closed else "prep.cleave_take"

    def _sleeve(self) -> str:
        """The step of the sleeve that is due on this end, empty when none is."""
        stop, room = self.mat.sleeve_stop_mm, self.params.strip_aim_mm + BEYOND_STRIP_MM + FINGERS_MM
        if self.sleeve_on():
            if stop < room:
                if self.state.tool != "sleeve":
                    return "prep.sleeve_away"
                return "prep.sleeve_slide" if self.mat.holds_sleeve else "prep.sleeve_grab"
            return "prep.sleeve_release" if self.mat.holds_sleeve else ""
        if self.state.tool != "sleeve":
            return "prep.sleeve"
        if not self.mat.holds_sleeve:
            return "prep.sleeve_hold"
        return "prep.sleeve_thread" if self.state.x_mm <= 0.0 else "prep.sleeve_back"

    def face_spent(self) -> bool:
        """Whether the wipe's face is used up: coating bears one that has worked already, glass asks for a clean one."""
        limit = wipe.USED_LOAD if self.stripped(self.mat.end) else FULL_LOAD
        return self.state.wipe is not None and self.state.wipe.load > limit

    def _wipe(self, step: str) -> str:
        """A stroke of the wipe: on coating (wipe) or on glass (clean)."""
        state, held = self.state, self.state.wipe
        if state.tool != "wipe":
            return f"prep.{step}"
        if held is None or (self.face_spent() and held.faces <= 0):
            return "prep.wipe_new"
        if self.mat.stroke is not None and state.x_mm > 1.0:
            return f"prep.{step}_stroke"
        if self.face_spent():
            return "prep.wipe_fold"
        if held.wet < wipe.WET_ENOUGH:
            return "prep.wipe_alcohol"
        return "prep.wipe_release" if state.grip else f"prep.{step}_pinch"

    def _strip(self) -> str:
        state, pull = self.state, self.mat.stripper.pull
        if state.tool != "stripper":
            return "prep.strip"
        if pull is not None and pull.off:
            return "prep.strip_open"
        if pull is not None and pull.bites:
            return "prep.strip_pull"
        if state.grip:
            return "prep.strip_open"
        if state.hole != "250":
            return "prep.strip_hole"
        near = abs(state.x_mm - self.params.strip_aim_mm) <= PLACE_MM
        return "prep.strip_close" if near else "prep.strip_go"

    def _cleave(self) -> str:
        desk = self.state.cleaver
        if self.state.tool != "cleaver" and not desk.fibre_in:
            return "prep.cleave"
        if not desk.fibre_in:
            if desk.lid_closed:
                return "prep.cleave_lid_open"
            if desk.flap_closed:
                return "prep.cleave_flap_open"
            return "prep.cleave_slide_back" if desk.slide > cleaver.FRONT else "prep.cleave_place"
        off = abs(desk.length_mm - self.plant.site.cleaver.length_mm) > cleaver.LENGTH_TOLERANCE_MM
        if off or not desk.seated:
            if desk.lid_closed or desk.flap_closed:
                return self._out_of_cleaver()
            return "prep.cleave_length" if off else "prep.cleave_seat"
        if not desk.flap_closed:
            return "prep.cleave_lid_open" if desk.lid_closed else "prep.cleave_clamp"
        if not desk.lid_closed:
            return "prep.cleave_slide_back" if desk.slide > cleaver.FRONT else "prep.cleave_lid_close"
        return "prep.cleave_slide" if desk.armed else "prep.cleave_slide_back"

    def wipe_reach(self, end: FibreEnd) -> float:
        """Distance from the tip to which coating ought to be clean [mm]; less where the sleeve bars the way."""
        reach = max(self.params.strip_aim_mm + BEYOND_STRIP_MM, end.bare_mm + cleaver.CLAMP_MM)
        return min(reach, max(end.bare_mm + 2.0, self.mat.sleeve_stop_mm - wipe.HALF_WIDTH_MM))

    # The live cue

    def cue(self) -> Cue | None:
        """How the gesture of the hand is going, None when there is nothing to say."""
        pull, stroke, state = self.mat.stripper.pull, self.mat.stroke, self.state
        if state.grip and pull is not None and pull.bites and not pull.off:
            return self._strip_cue()
        if state.grip and state.tool == "wipe" and state.wipe is not None:
            if stroke is None or abs(state.y_mm) > wipe.REACH_MM:
                return Cue("watch", "cue.wipe_beside", 0.0)
            return self._wipe_cue(state.wipe, stroke)
        if state.cleaver.fibre_in and not state.cleaver.cut_done:
            return self._cleave_cue()
        end = self.mat.end
        if end.face is not None and (self.dirty_face(end) or not self.notes.is_good(end)):
            return Cue("bad", "cue.redo", 1.0)
        return None

    def _strip_cue(self) -> Cue:
        speed, tilt = max(0.0, self.state.speed_mm_s), abs(self.state.y_mm)
        low, high = self.params.speed_low_mm_s, max(self.params.speed_high_mm_s, self.params.speed_low_mm_s + 1.0)
        if tilt > 0.75 * TILT_LIMIT_MM:
            level = "bad" if tilt > TILT_LIMIT_MM else "watch"
            return Cue(level, "cue.tilt", min(1.0, 0.5 + 0.25 * tilt / TILT_LIMIT_MM))
        # The gauge has the lower limit at a quarter and the upper one at three quarters.
        above = 0.25 + 0.5 * (speed - low) / (high - low)
        position = min(1.0, above) if speed > low else 0.25 * speed / low
        if speed < low:
            return Cue("watch", "cue.speed_slow", position)
        if speed > high - 0.1 * (high - low):
            return Cue("bad" if speed > high else "watch", "cue.speed_fast", position)
        return Cue("good", "cue.speed_good", position)

    def _wipe_cue(self, held: wipe.Wipe, stroke: wipe.Stroke) -> Cue:
        on_glass = stroke.x_mm <= self.mat.end.bare_mm
        if on_glass and stroke.towards_tip is False:
            return Cue("bad", "cue.wipe_wrong_way", 1.0)
        if on_glass and stroke.load > wipe.USED_LOAD:
            return Cue("watch", "cue.wipe_loaded", 0.8)
        if held.wet < wipe.WET_ENOUGH:
            return Cue("watch", "cue.wipe_dry", 0.5 * held.wet / wipe.WET_ENOUGH)
        return Cue("good", "cue.wipe_good", 0.5)

    def _cleave_cue(self) -> Cue:
        desk = self.state.cleaver
        if cleaver.FRONT < desk.slide < cleaver.THROUGH and desk.lid_closed:
            return self._slide_cue(desk.slide_speed)
        off = desk.length_mm - self.plant.site.cleaver.length_mm
        position = min(1.0, max(0.0, 0.5 + 0.25 * off / cleaver.LENGTH_TOLERANCE_MM))
        if abs(off) > cleaver.LENGTH_TOLERANCE_MM:
            near = abs(off) <= 2.0 * cleaver.LENGTH_TOLERANCE_MM
            return Cue("watch" if near else "bad", "cue.length_long" if off > 0.0 else "cue.length_short", position)
        if not desk.seated:
            return Cue("watch", "cue.not_seated", min(1.0, 0.5 + desk.height_mm / 10.0))
        return Cue("good", "cue.length_good", position)

    def _slide_cue(self, speed: float) -> Cue:
        slow, fast = 1.0 / cleaver.STROKE_SLOW_S, 1.0 / cleaver.STROKE_FAST_S
        position = 0.25 + 0.5 * (speed - slow) / (fast - slow) if speed > slow else 0.25 * max(0.0, speed) / slow
        if speed > fast:
            return Cue("bad", "cue.slide_fast", min(1.0, position))
        if speed < slow:
            return Cue("watch", "cue.slide_slow", position)
        return Cue("good", "cue.slide_good", position)
