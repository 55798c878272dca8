"""From mouse and keys to the semantic actions of the preparation scene.

It deliberately draws nothing and changes no state of the scene: it reads it and returns actions.
"""

from __future__ import annotations

from simulator.scenes.base import TICK_S, Action
from simulator.scenes.preparation import view_worktop as bench
from simulator.scenes.preparation import view_closeup as cleaving
from simulator.ui.events import UiEvent

HAND_TOOLS = ("sleeve", "wipe", "stripper")
#: A hand moved by keys gathers speed while the key is held [mm/s, mm/s2]; Shift moves it slowly.
KEY_SPEED, KEY_GAIN, KEY_TOP, SLOW = 6.0, 38.0, 120.0, 0.3
#: The cleaver wants finer steps.
CLEAVER_KEYS = (2.0, 8.0, 20.0)
KEY_STROKE_S = 0.8
DRAG_STROKE = 190.0
PARKED = (25.0, 6.0)


class Hands:
    """What mouse and keys are busy with between two events."""

    def __init__(self, scene) -> None:
        self.scene = scene
        self.dragging: str | None = None
        self._from = (0.0, 0.0)
        self._slide_from = 0.0
        self._speed = {"x": 0.0, "y": 0.0}

    # what is near

    @property
    def state(self):
        """The scene's state."""
        return self.scene.state

    def at_cleaver(self) -> bool:
        """True while the cleaver lies before the hands."""
        return self.state.tool == "cleaver" or self.state.cleaver.fibre_in

    def take(self, tool: str) -> list[Action]:
        """Take a tool, as its tile or its place on the bench says."""
        state = self.state
        if tool == "alcohol":
            return [*self._with_wipe(), Action("alcohol.press")]
        if tool == "wipe":
            return [Action("wipe.new")] if state.tool == "wipe" else self._with_wipe()
        if tool == "bin":
            return self._bin()
        if tool == "scissors":
            return [Action("snip", 50.0)]
        return [Action("tool", tool)]

    def _with_wipe(self) -> list[Action]:
        actions = [] if self.state.tool == "wipe" else [Action("tool", "wipe")]
        return [*actions, Action("wipe.new")] if self.state.wipe is None else actions

    def _bin(self) -> list[Action]:
        """Bring what is loose to the bin: pick it up first when it is not in the hand yet."""
        if self.state.offcut_in_hand:
            return [Action("offcut.drop", "bin")]
        return [Action("offcut.take")]

    # mouse

    def down(self, x: float, y: float) -> list[Action]:
        """Press."""
        for tool, (left, top, width, height) in bench.SHELF.items():
            if left <= x <= left + width and top <= y <= top + height and not (self.at_cleaver() and y > 200):
                return self.take(tool)
        if self.at_cleaver():
            return self._cleaver_down(x, y)
        if self.state.tool in HAND_TOOLS and 240 < y < 900 and x < 1500:
            self.dragging = "hand"
            mm, off = bench.mm_of(x, y)
            return [self._hand(mm, off), Action("grip", True)]
        return []

    def move(self, x: float, y: float, held: bool) -> list[Action]:
        """Drag what is held; a free hand carries its tool along."""
        if self.dragging == "slide":
            push = self._slide_from + (self._from[1] - y) / DRAG_STROKE
            return [Action("cleaver.slide", max(0.0, min(1.0, push)))]
        if self.dragging == "fibre":
            return [Action("cleaver.place", cleaving.place_of(x - self._from[0], y - self._from[1]))]
        if self.dragging == "hand" or (not held and not self.at_cleaver() and self.state.tool in HAND_TOOLS and not self.state.grip and 240 < y < 960 and x < 1500):
            return [self._hand(*bench.mm_of(x, y))]
        return []

    def up(self) -> list[Action]:
        """Let go."""
        dragging, self.dragging = self.dragging, None
        return [Action("grip", False)] if dragging == "hand" else []

    def _hand(self, mm: float, off: float) -> Action:
        return Action("hand", (max(-110.0, min(240.0, mm)), max(-60.0, min(40.0, off))))

    def _cleaver_down(self, x: float, y: float) -> list[Action]:
        desk = self.state.cleaver
        parts = cleaving.PARTS
        if _in(parts["slide"], x, y + cleaving.SLIDE_TRAVEL * desk.slide):
            self.dragging, self._from, self._slide_from = "slide", (x, y), desk.slide
            return []
        if desk.lid_closed:
            return [Action("cleaver.lid", False)] if _in(parts["lid_closed"], x, y) else []
        if desk.offcut_in and _in(parts["offcut"], x, y) and (desk.cut_done or not desk.fibre_in):
            return [Action("offcut.take")]
        flap = parts["flap_closed" if desk.flap_closed else "flap_open"]
        if _in(flap, x, y):
            return [Action("cleaver.flap", not desk.flap_closed)]
        if desk.fibre_in and desk.cut_done and not desk.flap_closed and abs(y - cleaving.LINE_Y) < 60:
            return [Action("cleaver.take")]
        if not desk.flap_closed and abs(y - self._fibre_y()) < 60 and x < 900:
            edge = cleaving.edge_x(desk.length_mm if desk.fibre_in else PARKED[0])
            self.dragging, self._from = "fibre", (x - edge, y - self._fibre_y())
            return [] if desk.fibre_in else [Action("cleaver.place", PARKED)]
        if _in(parts["lid_open"], x, y):
            return [Action("cleaver.lid", True)]
        return []

    def _fibre_y(self) -> float:
        desk = self.state.cleaver
        height = desk.height_mm if desk.fibre_in else PARKED[1]
        return cleaving.LINE_Y - height * cleaving.PX_PER_MM_HEIGHT

    # keys

    def key(self, event: UiEvent, goal: str) -> list[Action]:
        """Enter does the next thing, Space grips, S turns to the other end."""
        state, desk = self.state, self.state.cleaver
        if event.key == "enter":
            return self._next(goal)
        if event.key == "space":
            if self.at_cleaver():
                return [Action("cleaver.flap", not desk.flap_closed)] if not desk.lid_closed else []
            return [Action("grip", not state.grip)] if state.tool in HAND_TOOLS else []
        if event.key == "s":
            return [Action("side", "right" if state.side == "left" else "left")]
        if event.key == "c" and self.at_cleaver():
            return [Action("cleaver.lid", not desk.lid_closed)]
        if event.key == "n":
            return [*self._with_wipe(), Action("wipe.new")]
        if event.key == "p":
            return [Action("wipe.fold")] if state.wipe is not None else []
        return []

    def _next(self, goal: str) -> list[Action]:
        """The one obvious next thing of the gesture."""
        step = goal.removeprefix("prep.")
        plain: dict[str, Action] = {
            "sleeve": Action("tool", "sleeve"), "sleeve_away": Action("tool", "sleeve"), "wipe": Action("tool", "wipe"), "clean": Action("tool", "wipe"),
            "wipe_new": Action("wipe.new"), "wipe_fold": Action("wipe.fold"), "wipe_alcohol": Action("alcohol.press"), "strip": Action("tool", "stripper"),
            "strip_hole": Action("stripper.hole", "250"), "cleave": Action("tool", "cleaver"), "cleave_lid_open": Action("cleaver.lid", False),
            "cleave_lid_close": Action("cleaver.lid", True), "cleave_clamp": Action("cleaver.flap", True), "cleave_flap_open": Action("cleaver.flap", False),
            "cleave_slide_back": Action("cleaver.slide", 0.0), "cleave_place": Action("cleaver.place", PARKED), "cleave_take": Action("cleaver.take"),
            "bin_take": Action("offcut.take"), "bin_table": Action("offcut.take"), "bin_drop": Action("offcut.drop", "bin"), "done": Action("done"),
            "cleave_blade": Action("cleaver.blade", float(self.scene.plant.cleaver.position % 16 + 1)),
        }  # fmt: skip
        if step in plain:
            return [plain[step]]
        if step == "other_side":
            return [Action("side", "right" if self.state.side == "left" else "left")]
        if step.endswith(("_release", "_open")):
            return [Action("grip", False)]
        if step.endswith(("_close", "_pinch", "_hold", "_grab")):
            return [Action("grip", False), Action("grip", True)] if self.state.grip else [Action("grip", True)]
        return []

    def held(self, keys: frozenset[str], goal: str) -> list[Action]:
        """Once a tick: arrows move the hand or the fibre; Enter held pushes the blade through."""
        if goal == "prep.cleave_slide" and "enter" in keys:
            return [Action("cleaver.slide", min(1.0, self.state.cleaver.slide + TICK_S / KEY_STROKE_S))]
        slow = "shift" in keys
        if self.at_cleaver():
            return self._held_cleaver(keys, slow)
        if self.state.tool not in HAND_TOOLS or self.dragging:
            return []
        along = self._ramp("x", ("left" in keys) - ("right" in keys), slow, (KEY_SPEED, KEY_GAIN, KEY_TOP))
        across = self._ramp("y", ("up" in keys) - ("down" in keys), slow, (KEY_SPEED, KEY_GAIN, 30.0))
        if not along and not across:
            return []
        return [self._hand(self.state.x_mm + along, self.state.y_mm + across)]

    def _held_cleaver(self, keys: frozenset[str], slow: bool) -> list[Action]:
        desk = self.state.cleaver
        along = self._ramp("x", ("left" in keys) - ("right" in keys), slow, CLEAVER_KEYS)
        across = self._ramp("y", ("up" in keys) - ("down" in keys), slow, CLEAVER_KEYS)
        if desk.flap_closed or desk.lid_closed or desk.cut_done or not (along or across):
            return []
        length = desk.length_mm if desk.fibre_in else PARKED[0]
        height = desk.height_mm if desk.fibre_in else PARKED[1]
        return [Action("cleaver.place", (max(-4.9, min(39.9, length + along)), max(0.0, min(30.0, height + across))))]

    def _ramp(self, axis: str, way: int, slow: bool, law: tuple[float, float, float]) -> float:
        """Millimetres of this tick for a direction held (-1, 0, 1)."""
        if way == 0:
            self._speed[axis] = 0.0
            return 0.0
        first, gain, top = law
        self._speed[axis] = min(top, max(first, self._speed[axis] + gain * TICK_S))
        return way * self._speed[axis] * TICK_S * (SLOW if slow else 1.0)


def _in(rect: bench.Rect, x: float, y: float) -> bool:
    return rect[0] <= x <= rect[0] + rect[2] and rect[1] <= y <= rect[1] + rect[3]
