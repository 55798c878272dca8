"""Mounting a field connector, as it is handled: where cable, gauge and body lie, and what mouse and keys do there.

It deliberately draws nothing and changes no state of the scene: the marker of a cut is the hand's until it is made. To
measure and to cut are two gestures: the tool is drawn to its place, then its handles or its lid are pressed.
"""

from __future__ import annotations

from simulator.scenes.base import TICK_S, Action, Cue
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.logic_goal import length_cue
from simulator.scenes.connectors.logic_state import (
    BARE_MM,
    COAT_MM,
    COAT_TOLERANCE_MM,
    JACKET_MM,
    JACKET_TOLERANCE_MM,
    TOLERANCE_MM,
    WAY_MM,
    Mount,
)
from simulator.ui.events import UiEvent

#: The cable's axis, and how much larger than in the hand the connector lies there.
Y, LARGE = 490.0, 1.5
#: Design units per mm before and after the jacket is cut; where the cable's end, then the jacket's edge lies.
FAR_PX, NEAR_PX, TIP_X, JACKET_X = 10.0, 9.0 * LARGE, 1380.0, 440.0
#: The body's entry for the cable, and how far into it the jacket goes.
BODY_X, STOP_PX = 900.0, 40.0 * LARGE
#: Way of the cable to its stop in the body [design units].
WAY_PX = BODY_X + STOP_PX - JACKET_X
#: Steps that are a cut at a length: action, from where it is measured, where it should be, where the marker starts.
CUTS = {
    "connect.mount_jacket": ("mount.jacket", JACKET_MM, 62.0, 80.0, JACKET_TOLERANCE_MM),
    "connect.mount_coating": ("mount.coating", COAT_MM, 33.0, 50.0, COAT_TOLERANCE_MM),
    "connect.mount_cleave": ("mount.cleave", BARE_MM, 24.0, 28.0, TOLERANCE_MM),
}
KEY_MM_S = 9.0
STRIP: at.Rect = (48.0, 300.0, 1448.0, 366.0)
BUCKLE: at.Rect = (BODY_X + 48 * LARGE, Y - 38 * LARGE, 120.0 * LARGE, 78.0 * LARGE)
HOUSING: at.Rect = (996.0, 710.0, 144.0 * LARGE, 101.0 * LARGE)
#: The cleaver in its place on the shelf; what is pressed to cut, from where the marker meets the fibre.
CLEAVER: at.Rect = (776.0, 88.0, 299.0, 220.0)
LID, HANDLES = (-67.0, -124.0, 134.0, 94.0), (36.0, 36.0, 200.0, 200.0)
#: A press that goes further than this along the fibre draws the tool [design units].
STILL_PX = 8.0


def shift_of(mount: Mount) -> float:
    """How far the cable has gone towards the body."""
    return (1.0 - mount.in_mm / WAY_MM) * WAY_PX


def place_of(mount: Mount, goal: str, mm: float) -> float:
    """Where a cut at this length lies."""
    if goal == "connect.mount_jacket":
        return TIP_X - FAR_PX * mm
    start = JACKET_X + (NEAR_PX * (mount.coat_mm or 0.0) if goal == "connect.mount_cleave" else 0.0)
    return start + NEAR_PX * mm


class MountHands:
    """What mouse and keys do to the cable's end. marker: length of the next cut [mm]; pressed: the tool is closing."""

    def __init__(self, scene) -> None:
        self.scene = scene
        self.marker = CUTS["connect.mount_jacket"][2]
        self.pressed = False
        self._taken = False
        self._step = ""
        self._held_mm = self.marker
        self._dragging = ""
        self._from = 0.0
        self._value = 0.0

    @property
    def active(self) -> bool:
        """Whether the mounting is going on."""
        mount = self.scene.state.mount
        return mount is not None and not mount.done

    def step(self) -> str:
        """The present step; the marker starts anew at each."""
        goal = self.scene.goal()
        cut = goal if goal in CUTS else "connect.mount_cleave" if goal == "connect.mount_wipe" else goal
        if cut != self._step:
            self._step = cut
            self.pressed = self._taken = False
            if cut in CUTS:
                self.marker = CUTS[cut][2]
        return cut

    def tool(self) -> str:
        """What the right hand works with: stripper, wipe, cleaver, nothing of them once the glass is cut."""
        step = self.step()
        if step != "connect.mount_cleave":
            return "stripper" if step in CUTS else ""
        return "cleaver" if self._taken or self.scene.state.mount.wiped else "wipe"

    def cut(self) -> str:
        """The step that the tool in hand would cut, nothing where none cuts."""
        return self.step() if self.tool() in ("stripper", "cleaver") else ""

    def take_cleaver(self) -> list[Action]:
        """Take the cleaver although the glass was not wiped: nobody is held back from a mistake."""
        self._taken = self.tool() == "wipe"
        return []

    def closing(self) -> at.Rect:
        """What is pressed to cut where the marker stands: lid of the cleaver, handles of the stripper."""
        rect = LID if self.tool() == "cleaver" else HANDLES
        return at.shifted(rect, place_of(self.scene.state.mount, self.step(), self.marker), Y)

    def cut_here(self) -> Action | None:
        """The cut where the marker stands, None where no tool is at the fibre."""
        step = self.cut()
        return Action(CUTS[step][0], self.marker) if step else None

    def _exact(self) -> float:
        """Where a held key has drawn the marker; the marker itself stands at what can be read."""
        return self._held_mm if abs(self._held_mm - self.marker) < 0.06 else self.marker

    def _set(self, mm: float) -> None:
        least = 5.0 if self._step == "connect.mount_jacket" else 1.0
        self.marker = round(at.clamp(mm, least, CUTS[self._step][3]), 1)

    def down(self, x: float, y: float) -> list[Action]:
        """Press: close the tool, wipe, lock, housing, or take the marker or the cable."""
        mount = self.scene.state.mount
        self._from = x
        if self.cut() and at.inside(self.closing(), x, y):
            self.pressed, self._value = True, self.marker
            return []
        if self.tool() == "wipe" and at.inside(CLEAVER, x, y):
            return self.take_cleaver()
        if at.inside(at.WIPES, x, y) or at.inside(at.BOTTLE, x, y):
            return [Action("mount.wipe")]
        if at.inside(HOUSING, x, y):
            return [Action("mount.housing")]
        if mount.in_mm < WAY_MM and at.inside(BUCKLE, x, y):
            return [Action("mount.lock", not mount.locked)]
        if not at.inside(STRIP, x, y):
            return []
        if mount.bare_mm is not None:
            self._dragging, self._value = "insert", mount.in_mm
        elif self.cut():
            self._dragging, self._value = "cut", self.marker
        return []

    def move(self, x: float) -> list[Action]:
        """Drag the tool along the gauge, or the cable into the body."""
        if self.pressed and abs(x - self._from) > STILL_PX:
            self.pressed, self._dragging = False, "cut"
        if self._dragging == "cut":
            sign = -1.0 if self._step == "connect.mount_jacket" else 1.0
            scale = FAR_PX if self._step == "connect.mount_jacket" else NEAR_PX
            self._set(self._value + sign * (x - self._from) / scale)
        elif self._dragging == "insert":
            gone = (x - self._from) * WAY_MM / WAY_PX
            return [Action("mount.insert", at.clamp(self._value - gone, 0.0, WAY_MM))]
        return []

    def up(self) -> list[Action]:
        """Let go: only a tool that was pressed shut cuts, one that was drawn stays where it is."""
        here = self.cut_here() if self.pressed else None
        self.pressed, self._dragging = False, ""
        return [here] if here is not None else []

    def key(self, event: UiEvent) -> list[Action]:
        """Enter does the step, letters what they stand for."""
        goal, here = self.scene.goal(), self.cut_here()
        simple = {
            "connect.mount_wipe": Action("mount.wipe"), "connect.mount_lock": Action("mount.lock", True),
            "connect.mount_housing": Action("mount.housing"), "connect.mount_restart": Action("mount.restart"),
        }  # fmt: skip
        if event.key == "enter":
            if here is not None:
                return [here]
            return [simple[goal]] if goal in simple else []
        letters = {"w": simple["connect.mount_wipe"], "h": simple["connect.mount_housing"],
                   "k": Action("mount.lock", not self.scene.state.mount.locked),
                   "n": Action("mount.restart")}  # fmt: skip
        return [letters[event.key]] if event.key in letters else []

    def cue(self) -> Cue | None:
        """How the marker of the next cut stands, None where none is to be made."""
        step = self.cut()
        if not step:
            return None
        _, wanted, _, _, near = CUTS[step]
        return length_cue(self.marker, wanted, near, "watch")

    def arrow(self, goal: str) -> str:
        """The arrow that leads the marker to where it is to cut, nothing once it is there."""
        if not self.cut() or goal not in CUTS:
            return ""
        _, wanted, _, _, near = CUTS[goal]
        way = wanted - self.marker
        if abs(way) <= near / 2:
            return ""
        return "right" if (way > 0.0) != (goal == "connect.mount_jacket") else "left"

    def held(self, keys: frozenset[str]) -> list[Action]:
        """Left and right draw the marker, or push the cable; Shift slows."""
        way = ("right" in keys) - ("left" in keys)
        step, mount = self.cut(), self.scene.state.mount
        if not way:
            return []
        pace = KEY_MM_S * TICK_S * (0.2 if "shift" in keys else 1.0)
        if mount.bare_mm is not None:
            return [Action("mount.insert", at.clamp(mount.in_mm - way * pace, 0.0, WAY_MM))]
        if step:
            sign = -1.0 if step == "connect.mount_jacket" else 1.0
            least = 5.0 if step == "connect.mount_jacket" else 1.0
            self._held_mm = at.clamp(self._exact() + sign * way * pace, least, CUTS[step][3])
            self.marker = round(self._held_mm, 1)
        return []
