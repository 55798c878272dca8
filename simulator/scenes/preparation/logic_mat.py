"""Gestures on the mat: the sleeve, the wipe, the stripper and the scissors on the fibre end that lies there.

It deliberately knows neither the cleaver nor the order in which the gestures ought to come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.instruments import sharps, wipe
from simulator.instruments.stripper import HOLES, SHORTEST_PULL_MM, Incident, Pull, Stripper
from simulator.plant import FibreEnd, Plant
from simulator.scenes.base import TICK_S, Curve

if TYPE_CHECKING:
    from simulator.scenes.preparation.logic_facts import Notes
    from simulator.scenes.preparation.logic_state import Params, State

#: A hand threads the sleeve when it crosses the tip this near to the axis, and finds it this near to its ends [mm].
THREAD_MM = 10.0
FIND_MM = 10.0
#: What a sleeve does to glass that it slides over (residue) and to a finished face [D].
SLEEVE_RESIDUE = 0.2
SLEEVE_DUST = 0.5
SLEEVE_CHIP = 0.5
#: Room the jaws need before the sleeve [mm].
JAW_MM = 2.0
#: Fibre that must remain to be worked on [mm].
SHORTEST_FIBRE_MM = 120.0
#: What is acceptable on cleaned glass, and the aim that the debrief draws [%] (docs/sources.md, splicing §6.3).
CLEAN_PCT = 5.0
RAMP_MM = 3.0
STEP_MM = 0.2


class Mat:
    """The hands over the mat. It changes the plant and the state, and tells the notes."""

    def __init__(self, params: Params, plant: Plant, state: State, notes: Notes) -> None:
        self.params, self.plant, self.state, self.notes = params, plant, state, notes
        self.stripper = Stripper(plant.site.stripper.dirt, params.speed_low_mm_s, params.speed_high_mm_s, plant.chance)
        self._stroke: wipe.Stroke | None = None
        self._curve: Curve | None = None
        self._sleeve_offset: float | None = None
        self._speed_before = 0.0
        self._x_before = state.x_mm
        self._moved = False

    @property
    def end(self) -> FibreEnd:
        """The fibre end that lies on the mat."""
        return self.plant.ends[self.state.side]

    @property
    def sleeve_stop_mm(self) -> float:
        """Distance from the tip to the near edge of the sleeve on this end [mm], infinite without one."""
        if self.end.sleeve_mm is None:
            return float("inf")
        return self.end.length_mm - self.end.sleeve_mm - self.plant.sleeve.length_mm / 2.0

    @property
    def over_sleeve(self) -> bool:
        """Whether the hand is on the sleeve of this end, near enough to take it."""
        if self.end.sleeve_mm is None:
            return False
        off = self.end.length_mm - self.end.sleeve_mm - self.state.x_mm
        return abs(off) <= self.plant.sleeve.length_mm / 2.0 + FIND_MM

    @property
    def holds_sleeve(self) -> bool:
        """Whether the hand holds the sleeve, threaded or still loose."""
        return self._sleeve_offset is not None

    @property
    def stroke(self) -> wipe.Stroke | None:
        """The stroke of the wipe that is going on."""
        return self._stroke

    def begin_tick(self) -> None:
        """Remember where the hand was, so that the speed of this tick is its whole way in it."""
        self._speed_before, self._x_before, self._moved = self.state.speed_mm_s, self.state.x_mm, False

    def end_tick(self, smoothing: float) -> None:
        """Let the speed of a resting hand fall and the alcohol evaporate."""
        if not self._moved:
            speed = self.state.speed_mm_s * (1.0 - smoothing)
            self.state.speed_mm_s = speed if abs(speed) > 1e-3 else 0.0
        if self.state.wipe is not None:
            self.state.wipe.evaporate(TICK_S)

    def move(self, x_mm: float, y_mm: float, smoothing: float, tick: int) -> None:
        """The hand goes to x from the tip [mm], y off the axis [mm]; whatever it grips comes along."""
        state, before = self.state, self.state.x_mm
        speed = (self._x_before - x_mm) / TICK_S
        state.speed_mm_s = self._speed_before + smoothing * (speed - self._speed_before)
        state.x_mm, state.y_mm, self._moved = x_mm, y_mm, True
        if not state.grip:
            return
        if self.stripper.pull is not None:
            self._strip(tick)
        elif self._stroke is not None:
            self._wipe(tick)
        elif self._sleeve_offset is not None:
            self._slide_sleeve(before, tick)

    def grip(self, closed: bool, tick: int) -> None:
        """Close or open the hand on what its tool is for."""
        if closed == self.state.grip:
            return
        if not closed:
            self.release(tick)
            return
        self.state.grip = True
        self.state.speed_mm_s = self._speed_before = 0.0
        self._x_before = self.state.x_mm
        if self.state.cleaver.fibre_in and self.state.tool in ("sleeve", "wipe", "stripper"):
            self.notes.toast("cleave.fibre_inside", "watch")
        elif self.state.tool == "stripper":
            self._close_stripper()
        elif self.state.tool == "wipe":
            self._pinch()
        elif self.state.tool == "sleeve":
            self._hold_sleeve()

    def release(self, tick: int) -> None:
        """Open the hand; a gesture that was going on is over."""
        state = self.state
        if self.stripper.pull is not None:
            pull = self.stripper.open(self.end)
            if pull is not None:
                self._pulled(pull, tick)
        if self._curve is not None:
            self.notes.keep(self._curve, tick)
        state.grip, state.strip_from_mm = False, None
        self._stroke = self._curve = self._sleeve_offset = None

    def new_wipe(self) -> None:
        """Take a fresh, dry wipe from the box."""
        self.state.wipe = wipe.Wipe()
        self._stroke = None
        self.notes.sound("wipe_out")

    def fold_wipe(self) -> None:
        """Fold the wipe to a fresh face."""
        self._stroke = None
        if self.state.wipe is None:
            self.notes.toast("wipe.none", "watch")
        elif self.state.wipe.fold():
            self.notes.sound("fold")
        else:
            self.notes.toast("wipe.no_face", "watch")

    def press_alcohol(self) -> None:
        """Press the pump with the wipe."""
        if self.state.wipe is None:
            self.notes.toast("wipe.none", "watch")
            return
        self.state.wipe.press()
        self.notes.sound("pump")
        self.notes.burst("drops", self.state.x_mm)

    def snip(self, length_mm: float, tick: int) -> None:
        """Cut a length off the tip; the piece stays in the hand."""
        end, notes = self.end, self.notes
        if self.state.cleaver.fibre_in:
            notes.toast("cleave.fibre_inside", "watch")
            return
        if end.length_mm - length_mm < SHORTEST_FIBRE_MM:
            notes.toast("fibre.too_short", "bad")
            return
        self.release(tick)
        notes.spent(end.side)
        had_sleeve = end.sleeve_mm is not None
        end.cut(length_mm)
        if had_sleeve and end.sleeve_mm is None:
            notes.toast("sleeve.fell_off", "watch")
        sharps.leave(self.plant, "hand", length_mm, tick)
        self.state.offcut_in_hand = sharps.find(self.plant, "hand") is not None
        notes.sides[end.side].strip_mm = end.bare_mm if end.bare_mm > 0.0 else notes.sides[end.side].strip_mm
        notes.used(tick)
        notes.sound("snip")
        notes.burst("shards", 0.0)

    # The stripper

    def _close_stripper(self) -> None:
        state, end, notes = self.state, self.end, self.notes
        if state.x_mm > self.sleeve_stop_mm - JAW_MM:
            notes.toast("strip.sleeve_in_way", "watch")
            notes.sound("blocked")
            return
        pull = self.stripper.close(end, state.hole, state.x_mm, state.y_mm)
        if pull is None:
            notes.toast("strip.beside", "info")
            return
        notes.sound("strip_bite" if pull.bites else "click")
        if not pull.bites:
            wrong = state.x_mm > end.bare_mm or not HOLES[state.hole].meets_glass
            notes.toast("strip.wrong_hole" if wrong else "strip.on_glass", "watch")
            return
        state.strip_from_mm = state.x_mm
        low, high = self.params.speed_low_mm_s, self.params.speed_high_mm_s
        middle, aim = (low + high) / 2.0, self.params.strip_aim_mm
        ideal = ((0.0, 0.0), (RAMP_MM, middle), (aim - RAMP_MM, middle), (aim, 0.0))
        self._curve = Curve("strip", end.side, "mm", "mm/s", low, high, ideal)

    def _strip(self, tick: int) -> None:
        state, end, pull = self.state, self.end, self.stripper.pull
        assert pull is not None
        was_off, before, face = pull.off, pull.front_mm, end.face
        incidents = self.stripper.move(end, state.x_mm, state.y_mm, state.speed_mm_s, tick, TICK_S)
        if pull.front_mm < before and face is not None and (pull.bites or pull.front_mm <= 0.0):
            self._face_under_stripper(pull, tick)
        if self._curve is not None and not was_off and pull.front_mm < before:
            travel = round(pull.travel_mm, 2)
            last = self._curve.points[-1][0] if self._curve.points else -STEP_MM
            if travel - last >= STEP_MM:
                self._curve.points.append((travel, round(max(0.0, state.speed_mm_s), 1), tick))
        for incident in incidents:
            self._strip_incident(pull, incident, tick)
        if pull.off and not was_off:
            self._coating_off(pull, tick)

    def _face_under_stripper(self, pull: Pull, tick: int) -> None:
        """New coating pulled over a finished face spends it; jaws on its bare glass only harm it."""
        end = self.end
        if pull.bites:
            end.face = None
            self.notes.spent(end.side)
        elif "face" not in pull.seen and pull.hole.meets_glass:
            pull.seen.add("face")
            self._harm_face("strip.over_face", tick)

    def _strip_incident(self, pull: Pull, incident: Incident, tick: int) -> None:
        notes, side = self.notes, self.end.side
        travel = pull.start_mm - incident.x_mm
        if incident.depth_um > 0.0:
            notes.book.worst("strip.worst_nick_um", incident.depth_um, tick)
        if incident.cause == "scratch":
            notes.sound("scrape")
            return
        level = "bad" if incident.depth_um > 0.0 else "watch"
        fact = "strip.worst_nick_um" if incident.depth_um > 0.0 else "strip.max_speed_mm_s"
        notes.mark(tick, incident.cause, fact, side, travel, level)
        notes.toast(incident.cause, level)
        notes.burst("dust", incident.x_mm)

    def _coating_off(self, pull: Pull, tick: int) -> None:
        self.notes.sound("strip_off")
        self.notes.burst("dust", 0.0)
        self.notes.sides[self.end.side].last_wipe = None
        self._strip_facts(pull, tick)
        off = self.end.bare_mm - self.params.strip_aim_mm
        if abs(off) > self.params.strip_tolerance_mm:
            cause = "strip.length_long" if off > 0.0 else "strip.length_short"
            self.notes.mark(tick, cause, "strip.worst_length_error_mm", self.end.side, pull.travel_mm)
            self.notes.toast(cause, "watch")
        else:
            self.notes.toast("strip.good", "good")

    def _pulled(self, pull: Pull, tick: int) -> None:
        """The jaws opened: say so when the coating is still on the tip."""
        if not pull.bites and pull.travel_mm > SHORTEST_PULL_MM and not pull.hole.meets_glass:
            self.notes.mark(tick, "strip.wrong_hole", "", self.end.side)
        if pull.bites and not pull.off and pull.travel_mm >= SHORTEST_PULL_MM:
            self._strip_facts(pull, tick)
            self.notes.mark(tick, "strip.stopped", "strip.worst_length_error_mm", self.end.side, pull.travel_mm)
            self.notes.toast("strip.stopped", "watch")

    def _strip_facts(self, pull: Pull, tick: int) -> None:
        self.notes.stripped(self.end, tick)
        self.notes.book.worst("strip.max_speed_mm_s", pull.max_speed_mm_s, tick)

    # The wipe

    def _pinch(self) -> None:
        state, end = self.state, self.end
        if state.wipe is None:
            self.notes.toast("wipe.none", "watch")
            return
        if state.x_mm > self.sleeve_stop_mm:
            self.notes.toast("wipe.sleeve_in_way", "watch")
            return
        self._stroke = wipe.pinch(state.x_mm, state.y_mm)
        if self._stroke is None:
            self.notes.toast("wipe.beside", "info")
            return
        self._new_wipe_curve(end)

    def _new_wipe_curve(self, end: FibreEnd) -> None:
        ideal = ((max(1.0, end.bare_mm), CLEAN_PCT / 2.0), (0.0, CLEAN_PCT / 2.0))
        self._curve = Curve("wipe", end.side, "mm", "%", 0.0, CLEAN_PCT, ideal)

    def _wipe(self, tick: int) -> None:
        state, end, notes, stroke = self.state, self.end, self.notes, self._stroke
        if state.wipe is None or stroke is None or abs(state.y_mm) > wipe.REACH_MM:
            return
        # A face on dirty glass has to be made anew, and the way there begins with the wipe.
        kept = notes.to_be_kept(end) and notes.glass_clean(end)
        swept = wipe.sweep(state.wipe, end, stroke, state.x_mm, self.sleeve_stop_mm)
        if swept.new_pass:
            notes.sound("wipe")
            if self._curve is not None:
                notes.keep(self._curve, tick)
                self._new_wipe_curve(end)
        if swept.glass:
            notes.sides[end.side].last_wipe = tick
            if self._curve is not None:
                self._curve.points += [(round(x, 1), round(100.0 * left, 1), tick) for x, left in swept.glass]
        # Glass that still bears a face is not being cleaned for a cleave: how it is wiped says nothing.
        for cause in swept.causes if end.face is None else ():
            notes.mark(tick, cause, "clean.worst_residue_pct", end.side, state.x_mm)
            notes.toast(cause, "watch")
        if wipe.brush_face(end, stroke, swept):
            notes.touched(end, "clean.after_cleave", tick, kept)
            notes.burst("dust", 0.0)

    # The sleeve

    def _hold_sleeve(self) -> None:
        state, end = self.state, self.end
        other = next(e for side, e in self.plant.ends.items() if side != state.side)
        if other.sleeve_mm is not None:
            self.notes.toast("sleeve.other_side", "info")
        elif end.sleeve_mm is None:
            self._sleeve_offset = 0.0
            self.notes.sound("sleeve_pick")
            if state.x_mm > 0.0:
                self.notes.toast("sleeve.start_at_tip", "info")
        else:
            if self.over_sleeve:
                self._sleeve_offset = end.length_mm - end.sleeve_mm - state.x_mm
            else:
                self.notes.toast("sleeve.not_here", "info")

    def _slide_sleeve(self, before_mm: float, tick: int) -> None:
        """Carry the held sleeve along: over the tip it goes on or off, on the fibre it slides."""
        state, end, notes = self.state, self.end, self.notes
        assert self._sleeve_offset is not None
        if end.sleeve_mm is None:
            if before_mm <= 0.0 < state.x_mm:
                if abs(state.y_mm) > THREAD_MM:
                    notes.toast("sleeve.missed", "info")
                    return
                self._over_tip(0.0, state.x_mm, tick)
                end.sleeve_mm = end.length_mm - state.x_mm
                notes.sound("sleeve_on")
            return
        old = end.length_mm - end.sleeve_mm
        new = min(state.x_mm + self._sleeve_offset, end.length_mm)
        if new <= 0.0:
            self._over_tip(0.0, old, tick)
            end.sleeve_mm, self._sleeve_offset = None, 0.0
            notes.sound("sleeve_off")
            notes.toast("sleeve.fell_off", "watch")
            return
        self._dirty_glass(min(old, new), max(old, new))
        end.sleeve_mm = end.length_mm - new

    def _over_tip(self, near_mm: float, far_mm: float, tick: int) -> None:
        """The sleeve passes over the tip: glass gets dirty, a finished face is chipped."""
        end = self.end
        self._dirty_glass(near_mm, far_mm)
        if end.face is not None:
            self._harm_face("sleeve.over_face", tick)

    def _harm_face(self, cause: str, tick: int) -> None:
        """Knock a finished face with the stripper or the sleeve."""
        end, kept = self.end, self.notes.to_be_kept(self.end)
        assert end.face is not None
        end.face.touch(SLEEVE_DUST, SLEEVE_CHIP)
        self.notes.touched(end, cause, tick, kept)

    def _dirty_glass(self, near_mm: float, far_mm: float) -> None:
        end = self.end
        if near_mm < end.bare_mm and far_mm > near_mm:
            glass = end.cells(near_mm, min(far_mm, end.bare_mm))
            end.residue[glass] = np.maximum(end.residue[glass], SLEEVE_RESIDUE)
