"""From mouse and keys to the semantic actions of the connectors scene.

It deliberately draws nothing and changes no state of the scene: it reads it and returns actions.
"""

from __future__ import annotations

from simulator.instruments.microscope import FOCUS_UM
from simulator.scenes.base import TICK_S, Action
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.logic_plug import CAP_STOPS_MM
from simulator.ui.events import UiEvent

#: Speeds of a held arrow: probe, pen, slide, plug [mm/s], focus [um/s]; Shift slows.
SPEEDS = {"probe.move": 60.0, "pen.push": 40.0, "slide": 30.0, "plug.move": 45.0, "focus": 30.0}
SLOW = 0.3
LIMITS = {"probe.move": (0.0, 40.0), "pen.push": (-20.0, 7.0), "slide": (0.0, 34.0), "plug.move": (0.0, 60.0),
          "focus": (-FOCUS_UM, FOCUS_UM)}  # fmt: skip
#: How far a cap must be drawn [design units], and micrometres of focus per unit at the wheel and per notch.
CAP_PULL, FOCUS_PER_PX, NOTCH_UM = 46.0, 0.4, 3.0
TILES = ("probe", "pen", "cassette", "wipe", "alcohol", "cap", "mate")

#: The one obvious next action for each goal, for Enter.
NEXT: dict[str, Action] = {
    "connect.light_check": Action("light.check"), "connect.light_off": Action("light.off"),
    "connect.swap": Action("cord.swap"), "connect.view_plug": Action("view", "plug"),
    "connect.back_plug": Action("view", "plug"),
    "connect.view_adapter": Action("view", "adapter"), "connect.view_mate": Action("view", "mate"),
    "connect.uncap_plug": Action("cap.plug", False), "connect.uncap_adapter": Action("cap.adapter", False),
    "connect.take_probe": Action("tool", "probe"), "connect.take_probe_again": Action("tool", "probe"),
    "connect.take_pen": Action("tool", "pen"),
    "connect.take_wipe": Action("tool", "wipe"), "connect.tip_apc": Action("probe.tip", "apc"),
    "connect.tip_upc": Action("probe.tip", "upc"), "connect.tip_long": Action("probe.tip", "long"),
    "connect.wet_pen": Action("alcohol"), "connect.wet_wipe": Action("alcohol"), "connect.fold": Action("wipe.fold"),
    "connect.fold_dry": Action("wipe.fold"), "connect.turn_key": Action("plug.key", True),
    "connect.done": Action("done"),
}  # fmt: skip
#: Without guidance Enter must not answer what the trainee is there to find out.
FOUND_OUT = ("connect.light_", "connect.swap", "connect.take_", "connect.tip_", "connect.wet_", "connect.fold")


class Hands:
    """What the mouse and the keys are busy with between two events."""

    def __init__(self, scene, guided: bool = True) -> None:
        self.scene = scene
        self.guided = guided
        self.grabbed = ""
        self._from = (0.0, 0.0)
        self._value = 0.0

    # mouse

    def down(self, x: float, y: float) -> list[Action]:
        """Press on a thing of the bench, a key, or what is in the hand."""
        for place in (self._instrument, self._work, self._bench):
            found = place(x, y)
            if found is not None:
                return found
        return []

    def _grab(self, what: str, x: float, y: float, value: float = 0.0) -> list[Action]:
        self.grabbed, self._from, self._value = what, (x, y), value
        return []

    def _instrument(self, x: float, y: float) -> list[Action] | None:
        state = self.scene.state
        for key, rect in at.KEYS.items():
            if at.inside(rect, x, y):
                return [Action("key", key)]
        if at.inside(at.WHEEL, x, y):
            return self._grab("focus", x, y, state.scope.focus_um)
        if at.inside(at.SIGN, x, y):
            return [Action("light.off" if state.light == "live" else "light.check")]
        for rect, tip in zip(at.TIP_PLACES, at.spare_tips(self.scene), strict=False):
            if at.inside(rect, x, y):
                return [Action("probe.tip", tip)]
        return None

    def _bench(self, x: float, y: float) -> list[Action] | None:
        """Things that lie or stand on the bench."""
        state, scene = self.scene.state, self.scene
        if at.inside(at.PLACE, x, y):
            return [Action("view", "mate" if scene.part.mated else "adapter")]
        if at.inside(at.WIPES, x, y):
            return [Action("wipe.new")] if state.tool == "wipe" else [Action("tool", "wipe")]
        if at.inside(at.BOTTLE, x, y):
            return [Action("alcohol")]
        if scene.spare is not None and at.inside(at.SPARE, x, y):
            return [Action("cord.swap")]
        lying = (("pen", at.pen_lying(scene)), ("cassette", at.CASSETTE), ("probe", at.PROBE_LYING))
        if state.view == "adapter" and at.inside(at.PLUG_LYING, x, y):
            return [Action("view", "plug")]
        for side, rect in at.CAPS.items():
            if at.inside(rect, x, y) and not scene.face(side).capped:
                return [Action(f"cap.{side}", True)]
        for tool, rect in lying:
            if at.inside(rect, x, y) and state.tool != tool and state.view != "mate":
                return [Action("tool", tool)]
        return None

    def _work(self, x: float, y: float) -> list[Action] | None:
        """What the hands hold."""
        state, scene = self.scene.state, self.scene
        if state.view == "mate":
            return self._mating(x, y)
        if scene.face(scene.side).capped and at.inside(at.cap_on(scene), x, y):
            return self._grab(f"cap.{scene.side}", x, y)
        if state.tool == "probe" and at.inside(at.shifted(at.TOOL_HELD, *at.tool_offset(state.probe_mm)), x, y):
            return self._grab("probe.move", x, y, state.probe_mm)
        if state.tool == "pen" and at.inside(
            at.shifted(at.TOOL_HELD, *at.pen_offset(max(0.0, -state.pen.push_mm))), x, y
        ):
            return self._grab("pen.push", x, y, state.pen.push_mm)
        if state.tool == "cassette" and not state.cassette.open and at.inside(at.SHUTTER, x, y):
            return [Action("cassette", True)]
        if state.tool in ("cassette", "wipe"):
            return self._slide(x, y)
        if state.tool == "none" and state.view == "plug" and at.inside(at.TOUCH, x, y):
            return [Action("touch")]
        return None

    def _slide(self, x: float, y: float) -> list[Action] | None:
        state = self.scene.state
        if at.inside(at.shifted(at.PLUG_HELD, at.slide_offset(self.scene)), x, y):
            now = state.slide.at_mm if state.slide.at_mm is not None else at.SLIDE_MIDDLE
            return self._grab("slide", x, y, now)
        if state.tool == "wipe" and at.inside(at.CLOTH, x, y):
            return [Action("wipe.fold")]
        return None

    def _mating(self, x: float, y: float) -> list[Action] | None:
        state, scene = self.scene.state, self.scene
        dx = at.plug_offset(state.insert_mm)
        if scene.face("plug").capped and at.inside(at.shifted(at.CAP_ON, dx), x, y):
            return self._grab("cap.plug", x, y)
        if scene.face("adapter").capped and at.inside(at.CAP_FACING, x, y):
            return self._grab("cap.adapter", x, y)
        if at.inside(at.shifted(at.KEY, dx), x, y) or at.inside(at.shifted(at.KEY, dx, 106), x, y):
            return [Action("plug.key", not state.key_up)]
        if at.inside(at.shifted(at.PLUG_HELD, dx), x, y):
            return self._grab("plug.move", x, y, state.insert_mm)
        return None

    def move(self, x: float, y: float) -> list[Action]:
        """Drag what is held."""
        dx, dy = x - self._from[0], y - self._from[1]
        what = self.grabbed
        if what.startswith("cap."):
            if abs(dx) + abs(dy) < CAP_PULL:
                return []
            return self.up()
        if not what:
            return []
        per = {"probe.move": 1 / at.TOOL_PX, "pen.push": -1 / at.TOOL_PX, "slide": 1 / at.SLIDE_PX,
               "plug.move": -1 / at.PLUG_PX, "focus": FOCUS_PER_PX}[what]  # fmt: skip
        return [Action(what, at.clamp(self._value + dx * per, *LIMITS[what]))]

    def up(self) -> list[Action]:
        """Let go. A cap comes off whether it was drawn or only pressed."""
        grabbed, self.grabbed = self.grabbed, ""
        if grabbed.startswith("cap."):
            return [Action(grabbed, False)]
        return [Action("plug.release")] if grabbed == "plug.move" else []

    def wheel(self, dy: float) -> list[Action]:
        """The mouse wheel turns the focus."""
        return [Action("focus", at.clamp(self.scene.state.scope.focus_um + dy * NOTCH_UM, *LIMITS["focus"]))]

    # keys

    def key(self, event: UiEvent, goal: str) -> list[Action]:
        """A key goes down: Enter does the next thing, letters do one thing each."""
        name, state = event.key, self.scene.state
        if name == "enter" and goal in NEXT and (self.guided or not goal.startswith(FOUND_OUT)):
            return [NEXT[goal]]
        views = ("plug", "adapter", "mate")
        letters: dict[str, Action] = {
            "space": Action("key", "freeze"), "g": Action("key", "zones"), "z": Action("key", "zoom"),
            "s": Action("view", views[(views.index(state.view) + 1) % 3]), "r": Action("plug.key", not state.key_up),
            "p": Action("wipe.fold"), "w": Action("wipe.new"), "a": Action("alcohol"), "x": Action("cord.swap"),
            "o": Action("cassette", not state.cassette.open), "d": Action("touch"),
            "l": Action("light.off" if state.light == "live" else "light.check"),
            "e": Action("probe.tip", at.next_tip(self.scene)),
        }  # fmt: skip
        return [letters[name]] if name in letters else []

    def keyup(self, name: str) -> list[Action]:
        """The hand lets the plug go."""
        state = self.scene.state
        pushing = name in ("left", "right") and state.view == "mate" and not state.latched
        return [Action("plug.release")] if pushing else []

    def held(self, keys: frozenset[str]) -> list[Action]:
        """Once a tick: left and right move what is in the hand, up and down turn the focus."""
        state = self.scene.state
        slow = SLOW if "shift" in keys else 1.0
        found = []
        turn = ("up" in keys) - ("down" in keys)
        if turn:
            found.append(self._step("focus", state.scope.focus_um, turn * slow))
        way = ("right" in keys) - ("left" in keys)
        if not way:
            return found
        if state.view == "mate":
            found.append(self._step("plug.move", state.insert_mm, -way * slow))
        elif state.tool == "probe":
            found.append(self._step("probe.move", state.probe_mm, way * slow))
        elif state.tool == "pen":
            found.append(self._step("pen.push", state.pen.push_mm, -way * slow))
        elif state.tool in ("cassette", "wipe"):
            now = state.slide.at_mm if state.slide.at_mm is not None else at.SLIDE_MIDDLE
            found.append(self._step("slide", now, way * slow))
        return found

    def _step(self, target: str, now: float, way: float) -> Action:
        return Action(target, at.clamp(now + way * SPEEDS[target] * TICK_S, *LIMITS[target]))


def tile_actions(scene, key: str) -> list[Action]:
    """What a tool's tile means."""
    state = scene.state
    if state.mount is not None and not state.mount.done:
        # Any other tool is in the hand when its step comes.
        return [Action("mount.wipe")] if key in ("wipe", "alcohol") else []
    if key == "alcohol":
        return [Action("alcohol")]
    if key == "mate":
        return [Action("view", "plug" if state.view == "mate" and state.insert_mm >= CAP_STOPS_MM else "mate")]
    if key == "cap":
        sides = ("plug", "adapter") if state.view == "mate" else (scene.side,)
        side = next((each for each in sides if scene.face(each).capped), sides[0])
        return [Action(f"cap.{side}", not scene.face(side).capped)]
    return [Action("tool", "none" if state.tool == key else key)]
