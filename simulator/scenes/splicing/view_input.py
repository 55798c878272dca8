"""From mouse and keys to the semantic actions of the splicing scene.

It deliberately draws nothing and changes no state of the scene: it reads it and returns actions.
"""

from __future__ import annotations

from simulator.scenes.base import TICK_S, Action
from simulator.scenes.splicing import view_layout as at
from simulator.scenes.splicing.logic import SIDES
from simulator.ui.events import UiEvent

#: Keys move a fibre with a speed that grows while they are held, so that a light touch is a small step [mm/s, mm/s2].
KEY_SPEED = 3.0
KEY_GAIN = 30.0
KEY_TOP = 45.0
SLOW = 0.25

#: The one obvious next action for each goal, for Enter and for the big button of the card.
NEXT: dict[str, Action] = {
    "splice.open_cover": Action("cover", False),
    "splice.close_cover": Action("cover", True),
    "splice.load_left": Action("left.hold", True),
    "splice.load_right": Action("right.hold", True),
    "splice.lower_left": Action("left.hold", False),
    "splice.lower_right": Action("right.hold", False),
    "splice.clamp_left": Action("left.clamp", True),
    "splice.clamp_right": Action("right.clamp", True),
    "splice.unclamp_left": Action("left.clamp", False),
    "splice.unclamp_right": Action("right.clamp", False),
    "splice.programme": Action("key", "menu"),
    "splice.press_set": Action("key", "set"),
    "splice.press_arc": Action("key", "arc"),
    "splice.press_reset": Action("key", "reset"),
    "splice.arc_test": Action("care", "arc_test"),
    "splice.clean_groove_left": Action("care", "groove_left"),
    "splice.clean_groove_right": Action("care", "groove_right"),
    "splice.clean_optics": Action("care", "optics"),
    "splice.change_electrodes": Action("care", "electrodes"),
    "splice.send_back": Action("decide", "redo"),
    "splice.redo_broken": Action("decide", "redo"),
    "splice.no_sleeve": Action("decide", "redo"),
    "splice.open_for_proof": Action("cover", False),
    "splice.open_for_take": Action("cover", False),
    "splice.take": Action("take"),
    "splice.oven_open": Action("oven.lid", False),
    "splice.oven_place": Action("oven.place", True),
    "splice.oven_lid": Action("oven.lid", True),
    "splice.oven_heat": Action("oven.heat"),
    "splice.oven_take": Action("oven.place", False),
    "splice.done": Action("done"),
}
#: Without guidance Enter must not answer what the trainee is there to find out.
FOUND_OUT = (
    "splice.programme",
    "splice.arc_test",
    "splice.clean_",
    "splice.change_",
    "splice.send_back",
    "splice.redo_",
    "splice.no_sleeve",
)


class Hands:
    """Holds what the mouse and the keys are busy with between two events."""

    def __init__(self, scene, guided: bool = True) -> None:
        self.scene = scene
        self.guided = guided
        self.grabbed: str | None = None
        self._offset = (0.0, 0.0)
        self._speed = {"z": 0.0, "h": 0.0}
        self.side = "left"

    # mouse

    def down(self, x: float, y: float) -> list[Action]:
        """Press: take a fibre or the sleeve, work a clamp, the cover, a key, the oven."""
        state = self.scene.state
        if state.lifted:
            return self._down_lifted(x, y)
        if self.scene.machine.phase == "released" and 190 < x < 1300 and abs(y - at.FIBRE_Y) < 46:
            return [Action("take")]
        for key, rect in at.KEYS.items():
            if at.inside(rect, x, y):
                return [Action("key", key)]
        fibre = self._fibre_at(x, y)
        if fibre is not None and not state.cover_closed:
            return self._grab(fibre, x, y)
        for side in SIDES:
            clamped = getattr(state, side).clamped
            if at.inside(at.clamp(side, clamped), x, y) and not state.cover_closed:
                return [Action(f"{side}.clamp", not clamped)]
        cover = at.COVER_CLOSED if state.cover_closed else at.COVER_OPEN
        if at.inside(cover, x, y):
            return [Action("cover", not state.cover_closed)]
        return []

    def _down_lifted(self, x: float, y: float) -> list[Action]:
        oven = self.scene.state.oven
        if abs(y - self._splice_y()) < 34 and not oven.lid_closed:
            if oven.splice_in and self.scene.plant.sleeve.shrunk > 0.0:
                return [Action("oven.place", False)]
            self.grabbed = "sleeve"
            self._offset = (x - self.sleeve_x(), 0.0)
            return []
        if at.inside(at.OVEN_CLOSED if oven.lid_closed else at.OVEN_OPEN, x, y):
            if oven.lid_closed or oven.splice_in:
                return [Action("oven.lid", not oven.lid_closed)]
            return [Action("oven.place", True)]
        return []

    def _splice_y(self) -> float:
        return at.OVEN_Y if self.scene.state.oven.splice_in else at.LIFTED_Y

    def sleeve_x(self) -> float:
        """Where the centre of the sleeve is drawn."""
        return at.sleeve_x(self.scene.plant.sleeve.centre_mm)

    def _fibre_at(self, x: float, y: float) -> str | None:
        """The free fibre whose bare end lies under the pointer."""
        for side in SIDES:
            lie = getattr(self.scene.state, side)
            tip_x, tip_y = at.tip(side, lie.z_mm, lie.h_mm)
            behind = tip_x - x if side == "left" else x - tip_x
            if not lie.clamped and -50 <= behind <= 240 and abs(y - tip_y) < 46:
                return side
        return None

    def _grab(self, side: str, x: float, y: float) -> list[Action]:
        lie = getattr(self.scene.state, side)
        tip_x, tip_y = at.tip(side, lie.z_mm, lie.h_mm)
        self.grabbed, self.side = side, side
        self._offset = (x - tip_x, y - tip_y)
        return [Action(f"{side}.hold", True)]

    def move(self, x: float, y: float) -> list[Action]:
        """Drag what is held."""
        if self.grabbed == "sleeve":
            mm = (x - self._offset[0] - at.AXIS_X) / at.SLEEVE_PX_PER_MM
            return [Action("sleeve.move", max(-200.0, min(200.0, mm)))]
        if self.grabbed in SIDES:
            return [Action(f"{self.grabbed}.move", at.place(self.grabbed, x - self._offset[0], y - self._offset[1]))]
        return []

    def up(self) -> list[Action]:
        """Let go."""
        grabbed, self.grabbed = self.grabbed, None
        return [Action(f"{grabbed}.hold", False)] if grabbed in SIDES else []

    # keys

    def key(self, event: UiEvent, goal: str) -> list[Action]:
        """A key goes down: Enter does the next thing, Space takes or lets go, letters work the machine."""
        name = event.key
        if name == "enter" and goal in NEXT and (self.guided or not goal.startswith(FOUND_OUT)):
            self.side = self._side_of(goal)
            return [NEXT[goal]]
        if name == "space" and not self.scene.state.lifted:
            return self._toggle_hold(goal)
        letters = {"m": "menu", "r": "reset", "a": "arc", "s": "set"}
        if name in letters:
            return [Action("key", letters[name])]
        if name == "c":
            return [Action("cover", not self.scene.state.cover_closed)]
        if name in ("g", "d"):
            side = "left" if name == "g" else "right"
            self.side = side
            return [Action(f"{side}.clamp", not getattr(self.scene.state, side).clamped)]
        if name in ("up", "down") and self.scene.machine.phase == "menu":
            return [Action("key", name)]
        return []

    def _side_of(self, goal: str) -> str:
        for side in SIDES:
            if goal.endswith(side):
                return side
        return self.side

    def _toggle_hold(self, goal: str) -> list[Action]:
        side = self._side_of(goal)
        self.side = side
        lie = getattr(self.scene.state, side)
        return [] if lie.clamped else [Action(f"{side}.hold", not lie.held)]

    def held(self, keys: frozenset[str]) -> list[Action]:
        """Once a tick: arrows carry the fibre that is in hand, or slide the sleeve."""
        along = self._ramp("z", ("right" in keys) - ("left" in keys), "shift" in keys)
        upward = self._ramp("h", ("up" in keys) - ("down" in keys), "shift" in keys)
        if not along and not upward:
            return []
        if self.scene.state.lifted:
            centre = self.scene.plant.sleeve.centre_mm + along
            return [Action("sleeve.move", max(-200.0, min(200.0, centre)))] if along else []
        if self.grabbed is not None or not any(getattr(self.scene.state, side).held for side in SIDES):
            return []
        if not getattr(self.scene.state, self.side).held:
            # The mouse laid the other end down; this one is still in the other hand.
            self.side = "right" if self.side == "left" else "left"
        lie = getattr(self.scene.state, self.side)
        sign = 1.0 if self.side == "left" else -1.0
        z = max(-55.0, min(20.0, lie.z_mm + sign * along))
        return [Action(f"{self.side}.move", (z, max(0.0, min(40.0, lie.h_mm + upward))))]

    def _ramp(self, axis: str, direction: int, slow: bool) -> float:
        """Millimetres of this tick for a direction held (-1, 0, 1)."""
        if direction == 0:
            self._speed[axis] = 0.0
            return 0.0
        speed = min(KEY_TOP, max(KEY_SPEED, self._speed[axis] + KEY_GAIN * TICK_S))
        self._speed[axis] = speed
        return direction * speed * TICK_S * (SLOW if slow else 1.0)
