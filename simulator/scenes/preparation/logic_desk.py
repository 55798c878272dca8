"""The cleaver on the bench and the pieces it cuts off: placing, clamping, cutting, and where the offcut goes.

It deliberately knows no law of the blade: the instrument makes the face, this file lets it happen and tells of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.instruments import cleaver, sharps
from simulator.plant import FibreEnd, Plant
from simulator.scenes.base import TICK_S, Curve
from simulator.scenes.preparation.logic_facts import BLAMED_AFTER

if TYPE_CHECKING:
    from simulator.scenes.preparation.logic_facts import Notes
    from simulator.scenes.preparation.logic_state import Params, State

#: Duration of the stroke that the debrief draws as the aim [s].
IDEAL_STROKE_S = 0.7
#: Fact on which each cause weighs; causes that are not listed weigh on the defects.
FACT_OF_CAUSE = {
    "cleave.worn_blade": "cleave.worst_angle_deg",
    "cleave.not_seated": "cleave.worst_angle_deg",
    "cleave.coating_dirty": "coating.dirt_pct",
    "cleave.dirty": "clean.worst_residue_pct",
}


class Desk:
    """The cleaver and the offcuts. It changes the plant and the state, and tells the notes."""

    def __init__(self, params: Params, plant: Plant, state: State, notes: Notes) -> None:
        self.params, self.plant, self.state, self.notes = params, plant, state, notes
        self._curve: Curve | None = None
        self._slid = False
        self._slide_before = 0.0
        self._speed_before = 0.0
        self.refresh()

    def refresh(self) -> None:
        """Read from the plant where offcuts lie."""
        self.state.cleaver.offcut_in = sharps.find(self.plant, "cleaver") is not None
        self.state.offcut_in_hand = sharps.find(self.plant, "hand") is not None

    def begin_tick(self) -> None:
        """Remember where the slide was, so that its speed in this tick is its whole way in it."""
        desk = self.state.cleaver
        self._slide_before, self._speed_before, self._slid = desk.slide, desk.slide_speed, False

    def end_tick(self, smoothing: float) -> None:
        """Let the speed of a resting slide fall."""
        desk = self.state.cleaver
        if not self._slid and desk.slide_speed:
            speed = desk.slide_speed * (1.0 - smoothing)
            desk.slide_speed = speed if abs(speed) > 1e-3 else 0.0

    def lid(self, closed: bool) -> None:
        """Open or close the lid."""
        if self.state.cleaver.lid_closed != closed:
            self.state.cleaver.lid_closed = closed
            self.notes.sound("cleaver_lid")

    def flap(self, closed: bool) -> None:
        """Clamp the fibre or free it; the lid must be open for that."""
        desk = self.state.cleaver
        if desk.flap_closed == closed:
            return
        if desk.lid_closed:
            self.notes.toast("cleave.lid_is_closed", "info")
            return
        desk.flap_closed = closed
        self.notes.sound("cleaver_flap")

    def place(self, length_mm: float, height_mm: float) -> None:
        """Hold the fibre with its coating at a length on the scale [mm], this high above the groove [mm]."""
        desk = self.state.cleaver
        if desk.lid_closed or desk.flap_closed:
            self.notes.toast("cleave.lid_is_closed" if desk.lid_closed else "cleave.flap_is_closed", "info")
            return
        was_seated = desk.fibre_in and desk.seated
        if not desk.fibre_in or (not was_seated and height_mm < cleaver.SEATED_MM):
            desk.cut_done = False
        desk.fibre_in, desk.length_mm, desk.height_mm = True, length_mm, height_mm
        if desk.seated and not was_seated:
            self.notes.sound("seat")

    def take(self) -> None:
        """Lift the fibre out."""
        desk = self.state.cleaver
        if not desk.fibre_in:
            return
        if desk.lid_closed or desk.flap_closed:
            self.notes.toast("cleave.lid_is_closed" if desk.lid_closed else "cleave.flap_is_closed", "info")
            return
        self.lift()

    def lift(self) -> None:
        """The fibre leaves the cleaver, in whatever state that is."""
        desk = self.state.cleaver
        desk.fibre_in, desk.cut_done, desk.height_mm = False, False, 5.0

    def turn_blade(self, position: int) -> None:
        """Turn the blade to another position."""
        blade = self.plant.cleaver
        if position == blade.position:
            return
        blade.position = position
        blade.wear.setdefault(position, 0.0)
        self.notes.worn_cuts = 0
        self.notes.sound("click")
        worn = blade.blade_wear > cleaver.WORN_OUT
        self.notes.toast("cleave.blade_worn" if worn else "cleave.blade_fresh", "watch" if worn else "good")

    def slide(self, value: float, smoothing: float, tick: int) -> None:
        """Push the slide to a place between the front (0) and through (1)."""
        desk = self.state.cleaver
        going = desk.slide > cleaver.FRONT and desk.armed
        through = desk.push(value, tick)
        speed = (value - self._slide_before) / TICK_S
        desk.slide_speed = self._speed_before + smoothing * (speed - self._speed_before)
        self._slid = True
        if value <= cleaver.FRONT:
            self._curve = None
            return
        ready = desk.fibre_in and desk.lid_closed and not desk.cut_done
        if not going and desk.armed and ready:
            ideal = ((0.0, 0.0), (IDEAL_STROKE_S, 1.0))
            self._curve = Curve("cleave", self.state.side, "s", "", 0.0, 1.0, ideal)
        if self._curve is not None and desk.started is not None:
            self._curve.points.append((round((tick - desk.started) * TICK_S, 3), round(value, 3), tick))
        if through:
            self._through(ready, tick)

    def _through(self, ready: bool, tick: int) -> None:
        """The blade has gone all the way: cut, when there is a fibre under the closed lid."""
        desk, notes = self.state.cleaver, self.notes
        curve, self._curve = self._curve, None
        if not ready:
            if desk.fibre_in and not desk.lid_closed:
                notes.toast("cleave.lid_is_open", "watch")
            return
        if curve is not None:
            notes.keep(curve, tick)
        end = self.plant.ends[self.state.side]
        self._fling_old_offcut(tick)
        seconds = desk.stroke_s(tick, TICK_S)
        delay = notes.delay_s(end, tick)
        done = cleaver.cleave(end, desk, self.plant.cleaver, self.plant.chance, seconds, delay, tick)
        desk.cut_done = done.kind != "missed"
        if sharps.leave(self.plant, "cleaver", done.removed_mm, tick) is not None:
            notes.burst("shards", 0.0)
        self.refresh()
        notes.sound("cleave" if done.kind == "cut" else "crack")
        self._tell(end, done, delay, seconds, tick)

    def _tell(self, end: FibreEnd, done: cleaver.Cleaved, delay: float, seconds: float, tick: int) -> None:
        """Put the result of a stroke into facts, marks and one toast."""
        notes = self.notes
        good = done.kind == "cut" and notes.is_good(end)
        notes.cleaved(end, tick, good, done.residue, delay)
        causes = list(done.causes)
        off = round(end.bare_mm - self.plant.site.cleaver.length_mm, 1)
        if done.kind == "cut" and abs(off) > cleaver.LENGTH_TOLERANCE_MM:
            causes.append("cleave.length_long" if off > 0.0 else "cleave.length_short")
            notes.mark(tick, causes[-1], "cleave.worst_length_error_mm", end.side)
        for cause in done.causes:
            fact = FACT_OF_CAUSE.get(cause, "cleave.defects")
            notes.mark(tick, cause, fact, end.side, level="watch" if good else "bad")
        notes.worn_cuts += "cleave.worn_blade" in causes
        said = causes[0] if causes else "cleave.angle"
        if said == "cleave.worn_blade" and notes.worn_cuts < BLAMED_AFTER:
            said = "cleave.angle" if end.face is not None and end.face.defect == "none" else "cleave.bad_face"
        if good and not notes.glass_clean(end):
            notes.toast("cleave.good_dirty", "watch")
        else:
            notes.toast("cleave.good" if good else said, "good" if good else "bad")

    def _fling_old_offcut(self, tick: int) -> None:
        if sharps.move(self.plant, "cleaver", "table", tick) is not None:
            self.notes.mark(tick, "waste.flung", "waste.outside_bin", self.state.side, level="bad")
            self.notes.toast("waste.flung", "bad")
            self.notes.sound("shard_table")
            self.notes.burst("shards", 0.0)

    # Offcuts

    def take_offcut(self, tick: int) -> None:
        """Pick up the piece in the cleaver, else one from the table."""
        desk = self.state.cleaver
        if self.state.offcut_in_hand:
            self.notes.toast("waste.hand_full", "info")
        elif desk.offcut_in and desk.lid_closed:
            self.notes.toast("cleave.lid_is_closed", "info")
        elif sharps.move(self.plant, "cleaver", "hand", tick) or sharps.move(self.plant, "table", "hand", tick):
            self.notes.sound("shard_pick")
        else:
            self.notes.toast("waste.nothing", "info")
        self.refresh()

    def drop_offcut(self, place: str, tick: int) -> None:
        """Let the piece in hand go, into the bin or onto the table."""
        if sharps.move(self.plant, "hand", place, tick) is None:
            self.notes.toast("waste.nothing", "info")
        elif place == "bin":
            self.notes.sound("shard_bin")
            self.notes.toast("waste.binned", "good")
        else:
            self._on_table(tick, "waste.on_table")
        self.refresh()

    def drop_by_accident(self, tick: int) -> None:
        """A hand that does something else lets the piece fall onto the table."""
        fallen = False
        while sharps.move(self.plant, "hand", "table", tick) is not None:
            fallen = True
        if fallen:
            self._on_table(tick, "waste.fallen")
        self.refresh()

    def _on_table(self, tick: int, cause: str) -> None:
        self.notes.sound("shard_table")
        self.notes.mark(tick, cause, "waste.outside_bin", self.state.side, level="bad")
        self.notes.toast(cause, "bad")
        self.notes.burst("shards", 0.0)
