"""From mouse and keys to what the hands do on the mat and at the shelf.

It deliberately draws nothing and changes no state of the scene: it reads it and returns actions within their limits.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.scenes.base import TICK_S, Action
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import HOLES, Preparation
from simulator.scenes.preparation.view_input_cleaver import CleaverHands
from simulator.scenes.preparation.view_rail import Spot
from simulator.ui.events import UiEvent

#: Keys move the tool with a speed that grows while they are held: first, gain, top [mm/s, mm/s2, mm/s]; Shift slows.
KEY_FIRST, KEY_GAIN, KEY_TOP = 5.0, 22.0, 70.0
KEY_OFF = 9.0
SLOW = 0.3
#: How far the tool can be brought on the mat with keys, and how far the stripper and the wipe reach [mm].
MAT_X = (-40.0, 138.0)
#: A press this near to the axis closes the tool on the axis: the jaws find the fibre [mm].
FIND_MM = 5.0
#: A sleeve pressed this far over the tip starts in front of it [mm].
START_MM = 18.0
SNIP_REACH_MM = 12.0
GRIPPING = ("sleeve", "wipe", "stripper")
#: Steps of the guided line that ask for a tool: Enter takes it.
ASKED = {
    "sleeve": "sleeve", "sleeve_away": "sleeve", "wipe": "wipe", "clean": "wipe", "strip": "stripper",
    "cleave": "cleaver",
}  # fmt: skip
#: What only the arrows can do: Enter must neither close the tool where it does not lie right yet nor open it in a pull.
BY_ARROWS = (
    "strip_go", "strip_pull", "wipe_stroke", "clean_stroke", "sleeve_back", "sleeve_thread", "sleeve_slide",
    "cleave_length", "cleave_seat",
)  # fmt: skip
#: So far beyond, the wipe would take up dirt that needs no wiping [mm].
FAR_MM = 12.0
#: What is in the way of the fibre, by the step that opens it.
OPENED = {"cleave_lid_open": "cleaver.lid", "cleave_flap_open": "cleaver.flap"}
TILES: tuple[str, ...] = ("sleeve", "wipe", "stripper", "alcohol", "cleaver", "bin")


def at_place(scene: Preparation) -> bool:
    """Whether the hand is where the gesture of the guided line begins: on what is to be wiped, or on the sleeve."""
    state, step = scene.state, scene.goal().removeprefix("prep.")
    if step.endswith("_pinch"):
        return _wiped_to(scene, step) <= state.x_mm <= scene.mat.sleeve_stop_mm
    return scene.mat.over_sleeve if step == "sleeve_grab" else True


def _wiped_to(scene: Preparation, step: str) -> float:
    """Where a stroke of the wipe should begin, from the tip [mm]: beyond the coating to be wiped, or at its edge."""
    end = at.end_of(scene)
    return end.bare_mm if step == "clean_pinch" else scene.guide.wipe_reach(end)


def way_left(scene: Preparation, step: str) -> float | None:
    """How far the left arrow still has to lead to where a step wants the hand [mm]; None where it leads nowhere."""
    state = scene.state
    if step == "strip_go":
        return scene.params.strip_aim_mm - state.x_mm
    if step == "cleave_length":
        return scene.plant.site.cleaver.length_mm - state.cleaver.length_mm
    end = at.end_of(scene)
    if step == "sleeve_grab" and end.sleeve_mm is not None and not scene.mat.over_sleeve:
        return end.length_mm - end.sleeve_mm - state.x_mm
    if step.endswith("_pinch"):
        way = _wiped_to(scene, step) - state.x_mm
        return way if way < -FAR_MM or state.x_mm > scene.mat.sleeve_stop_mm else None
    return None


def tile_actions(scene: Preparation, key: str) -> list[Action]:
    """What a tool's tile means: take it, lay it down, press the pump, or bring the glass to the bin."""
    state = scene.state
    if key == "alcohol":
        take = [] if state.tool == "wipe" else [Action("tool", "wipe")]
        return [*take, Action("alcohol.press")]
    if key == "bin":
        return _bin_actions(scene)
    return [Action("tool", "none" if state.tool == key else key)]


def _bin_actions(scene: Preparation) -> list[Action]:
    state = scene.state
    if state.offcut_in_hand:
        return [Action("offcut.drop", "bin")]
    if state.tool != "bin":
        return [Action("tool", "bin")]
    waiting = any(shard.place in ("cleaver", "table") for shard in scene.plant.shards)
    return [Action("offcut.take")] if waiting else [Action("tool", "none")]


def bench_spots(scene: Preparation, text: Callable[..., str]) -> list[Spot]:
    """Things on the bench that a click takes or uses, in the order of the focus."""
    state = scene.state
    wipes = [Action("wipe.new")] if state.tool == "wipe" else [Action("tool", "wipe")]
    found = [
        Spot("wipes", at.WIPES, text("Lingettes"), tuple(wipes)),
        Spot("bottle", at.BOTTLE, text("Alcool"), tuple(tile_actions(scene, "alcohol"))),
        Spot("bin", at.BIN, text("Poubelle à fibres"), tuple(_bin_actions(scene))),
        Spot("sleeves", at.SLEEVES, text("Manchons"), tuple(tile_actions(scene, "sleeve"))),
        Spot("recess", at.RECESS, text("Pince"), tuple(tile_actions(scene, "stripper"))),
        Spot("scissors on bench", at.SCISSORS, text("Ciseaux (7)"), tuple(tile_actions(scene, "scissors"))),
    ]
    if not at.close_up(scene):
        found.insert(2, Spot("cleaver", at.CLEAVER, text("Cliveuse"), tuple(tile_actions(scene, "cleaver"))))
    on_table = sum(1 for shard in scene.plant.shards if shard.place == "table")
    for index, (x, y) in enumerate(at.TABLE_SHARDS[:on_table]):
        found.append(
            Spot(f"shard {index}", (x - 40, y - 26, 76, 48), text("Éclat : ramasse-le"), (Action("offcut.take"),))
        )
    return found


class Hands:
    """What the mouse and the keys are busy with between two events."""

    def __init__(self, scene: Preparation, guided: bool) -> None:
        self.scene = scene
        self.guided = guided
        self.cleaver = CleaverHands(scene)
        self.dragging = False
        self._carried = False
        self.pointer = (960.0, 700.0)
        self._shift = (0.0, 0.0)
        self._speed = 0.0

    # mouse

    def down(self, x: float, y: float) -> list[Action]:
        """A press on the work: close the tool in hand, or work the cleaver."""
        self.pointer = (x, y)
        if not at.inside(at.SUBJECT, x, y):
            return []
        if at.close_up(self.scene) and not self.scene.state.offcut_in_hand:
            return self.cleaver.down(x, y)
        tool = self.scene.state.tool
        if tool == "scissors":
            return self._snip(*at.hand_at(x, y))
        if tool not in GRIPPING:
            return [Action("hand", at.hand_at(x, y))]
        return self._close(x, y)

    def _close(self, x: float, y: float) -> list[Action]:
        """Close the tool where it is; near the fibre it closes on its axis."""
        along, off = at.hand_at(x, y)
        start_x, start_y = along, 0.0 if abs(off) <= FIND_MM else off
        if self.scene.state.tool == "sleeve" and at.end_of(self.scene).sleeve_mm is None and 0.0 < along < START_MM:
            start_x = -0.5
        self._shift = (start_x - along, start_y - off)
        self.dragging = True
        return [Action("hand", self._reached(start_x, start_y)), Action("grip", True)]

    def _snip(self, along: float, off: float) -> list[Action]:
        hand = Action("hand", (along, off))
        if abs(off) > SNIP_REACH_MM or not 1.0 <= along <= MAT_X[1]:
            return [hand]
        return [hand, Action("snip", round(along, 1))]

    def _reached(self, along: float, off: float) -> tuple[float, float]:
        """Where the tool can really be."""
        high = at.sleeve_limit_mm(self.scene) if self.scene.state.tool == "sleeve" else at.REACH_X[1]
        return (round(at.clamp(along, at.REACH_X[0], high), 3), round(at.clamp(off, *at.REACH_Y), 3))

    def move(self, x: float, y: float, held: bool) -> list[Action]:
        """The pointer moved; the hand goes along."""
        self.pointer = (x, y)
        self._carried = held and self.scene.state.offcut_in_hand
        if self.cleaver.busy:
            return self.cleaver.move(x, y) if held else self.cleaver.up(x, y)
        if self.dragging and not held:
            return self.up(x, y)
        if not self.dragging and not at.inside(at.SUBJECT, x, y):
            return []
        if at.close_up(self.scene) and not self.scene.state.offcut_in_hand:
            return []
        along, off = at.hand_at(x, y)
        if self.dragging:
            along, off = along + self._shift[0], off + self._shift[1]
        return [Action("hand", self._reached(along, off))]

    def up(self, x: float, y: float) -> list[Action]:
        """The button was let go; glass that was carried with it falls into the bin when it is over it."""
        self.pointer = (x, y)
        carried, self._carried = self._carried and self.scene.state.offcut_in_hand, False
        if carried and at.inside(at.BIN, x, y):
            return [Action("offcut.drop", "bin")]
        if self.cleaver.busy:
            return self.cleaver.up(x, y)
        if not self.dragging:
            return []
        self.dragging = False
        return [Action("grip", False)] if self.scene.state.grip else []

    # keys

    def key(self, event: UiEvent) -> list[Action]:
        """A key that is no tile: grip, next step, side, wipe, hole, blade."""
        state = self.scene.state
        if event.key == "enter":
            return self.enter()
        if at.close_up(self.scene) and not state.offcut_in_hand:
            found = self.cleaver.key(event)
            if found is not None:
                return found
        elif event.key == "space":
            return self._grip()
        elif event.key in ("left", "right"):
            return self._to_axis()
        return self._short_cut(event.key)

    def _short_cut(self, key: str) -> list[Action]:
        state, params = self.scene.state, self.scene.params
        if key == "s" and len(params.sides) > 1:
            return [Action("side", "right" if state.side == "left" else "left")]
        if key == "7":
            return tile_actions(self.scene, "scissors")
        if key in ("0", "backspace"):
            return [Action("tool", "none")] if state.tool != "none" else []
        if key == "n":
            return [Action("wipe.new")]
        if key == "p":
            return [Action("wipe.fold")]
        if key == "h":
            return [Action("stripper.hole", HOLES[(HOLES.index(state.hole) + 1) % len(HOLES)])]
        if key == "b":
            return [Action("cleaver.blade", float(self.scene.plant.cleaver.position % 16 + 1))]
        return []

    def _grip(self) -> list[Action]:
        """Space: close or open the tool in hand."""
        state = self.scene.state
        if state.tool == "scissors":
            return self._snip(state.x_mm, 0.0 if abs(state.y_mm) > SNIP_REACH_MM else state.y_mm)
        if state.offcut_in_hand:
            return [Action("offcut.drop", "bin")] if state.tool == "bin" else []
        if state.tool not in GRIPPING:
            return []
        return [Action("grip", False)] if state.grip else [*self._to_axis(), Action("grip", True)]

    def _to_axis(self) -> list[Action]:
        """Bring a tool that is far off back over the fibre, so that keys can work it."""
        state = self.scene.state
        if state.grip or state.tool == "none" or (abs(state.y_mm) <= FIND_MM and MAT_X[0] <= state.x_mm <= MAT_X[1]):
            return []
        return [Action("hand", self._reached(at.clamp(state.x_mm, *MAT_X), 0.0))]

    def enter(self) -> list[Action]:
        """Enter: the one obvious next thing of the gesture in hand."""
        scene, state = self.scene, self.scene.state
        if state.offcut_in_hand:
            return [Action("offcut.drop", "bin")]
        if self.guided:
            step = scene.goal().removeprefix("prep.")
            if step in BY_ARROWS or not at_place(scene):
                return []
            if asked := self._asked(step):
                return asked
        if at.close_up(scene):
            return self.cleaver.next_step()
        if state.tool == "bin":
            return _bin_actions(scene)
        if state.tool == "wipe" and not state.grip:
            return self._wipe_next()
        if state.tool == "none":
            return [Action("done")] if scene.goal() == "prep.done" else []
        return self._grip()

    def _asked(self, step: str) -> list[Action]:
        """What the guided line asks for beyond the gesture in hand; nobody is led through an exam."""
        state = self.scene.state
        if step in ASKED and state.tool != ASKED[step]:
            return [Action("tool", ASKED[step])]
        if step in OPENED:
            return [Action(OPENED[step], False)]
        if step in ("bin_take", "bin_table"):
            return [Action("offcut.take")]
        if step == "other_side":
            return [Action("side", "right" if state.side == "left" else "left")]
        return [Action("done")] if step == "done" else []

    def _wipe_next(self) -> list[Action]:
        held = self.scene.state.wipe
        spent = self.scene.guide.face_spent()
        if held is None or (spent and held.faces <= 0):
            return [Action("wipe.new")]
        if spent:
            return [Action("wipe.fold")]
        return [Action("alcohol.press")] if held.wet < 0.3 else self._grip()

    def held(self, keys: frozenset[str]) -> list[Action]:
        """Once per tick: what keys that are held down do."""
        state = self.scene.state
        if at.close_up(self.scene) and not state.offcut_in_hand:
            self._speed = 0.0
            return self.cleaver.held(keys)
        along = ("left" in keys) - ("right" in keys)
        off = ("up" in keys) - ("down" in keys)
        if self.dragging or state.tool == "none" or not (along or off):
            self._speed = 0.0
            return []
        slow = SLOW if "shift" in keys else 1.0
        if along:
            self._speed = min(KEY_TOP, max(KEY_FIRST, self._speed + KEY_GAIN * TICK_S))
        else:
            self._speed = 0.0
        x = at.clamp(state.x_mm + along * self._speed * slow * TICK_S, *MAT_X)
        return [Action("hand", self._reached(x, state.y_mm + off * KEY_OFF * slow * TICK_S))]
