"""Inspecting, judging, cleaning and mating a connector — what happens.

It deliberately draws nothing and computes no picture: the microscope's instrument does, from the same faces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from simulator.instruments import cleaning, microscope
from simulator.plant import Plant
from simulator.scenes.base import (
    TICK_S,
    Action,
    ActionSpec,
    Cue,
    Effect,
    Value,
)
from simulator.scenes.connectors import logic_clean, logic_facts, logic_goal, logic_mount, logic_plug, logic_scope
from simulator.scenes.connectors.logic_bench import FACTS, Bench
from simulator.scenes.connectors.logic_state import OUT_MM, SIDES, Params, State

__all__ = ["ACTIONS", "FACTS", "GATES", "PARAMS", "SIDES", "Connectors", "Params", "State", "create"]

VIEWS = ("plug", "adapter", "mate", "mount")
TOOLS = ("none", "probe", "pen", "cassette", "wipe")
VERDICTS = ("good", "clean", "replace")

#: Every action of this scene; distances are those of the hand, in mm.
ACTIONS: dict[str, ActionSpec] = {
    "light.check": ActionSpec("none"),  # hold the cord to the meter: is there light in the fibre?
    "light.off": ActionSpec("none"),  # have the source switched off
    "view": ActionSpec("choice", choices=VIEWS),  # what the hands work on: plug, adapter, or one into the other
    "cap.plug": ActionSpec("bool"),  # True = on
    "cap.adapter": ActionSpec("bool"),
    "tool": ActionSpec("choice", choices=TOOLS),
    "probe.tip": ActionSpec("choice", choices=microscope.TIPS),
    "probe.move": ActionSpec("number", "mm", 0.0, 60.0),  # distance of the tip from the ferrule, 0 = on it
    "focus": ActionSpec("number", "um", -microscope.FOCUS_UM, microscope.FOCUS_UM),  # place of the focus ring
    "key": ActionSpec("choice", choices=microscope.KEYS),
    "judge": ActionSpec("choice", choices=VERDICTS),  # the trainee's verdict on the face that was seen last
    "pen.push": ActionSpec("number", "mm", -60.0, 8.0),  # depth of the push, negative away from the face
    "cassette": ActionSpec("bool"),  # shutter, True = open
    "slide": ActionSpec("number", "mm", 0.0, 60.0),  # place of the ferrule over the belt or the wipe
    "wipe.new": ActionSpec("none"),
    "wipe.fold": ActionSpec("none"),
    "alcohol": ActionSpec("none"),  # on what is in the hand: wipe or pen
    "touch": ActionSpec("none"),  # a finger on the ferrule
    "plug.key": ActionSpec("bool"),  # True = its key faces the slot
    "plug.move": ActionSpec("number", "mm", 0.0, OUT_MM),  # distance from its seat, 0 = latched
    "plug.release": ActionSpec("none"),  # let go of the plug
    "mount.jacket": ActionSpec("number", "mm", 5.0, 80.0),  # cut of the jacket, from the cable's end
    "mount.coating": ActionSpec("number", "mm", 0.0, 60.0),  # coating left beyond the jacket
    "mount.wipe": ActionSpec("none"),
    "mount.cleave": ActionSpec("number", "mm", 1.0, 40.0),  # bare glass left beyond the coating
    "mount.insert": ActionSpec("number", "mm", 0.0, 30.0),  # way still to go into the body, 0 = at the stop
    "mount.lock": ActionSpec("bool"),
    "mount.housing": ActionSpec("none"),
    "mount.restart": ActionSpec("none"),  # cut the cable back and begin again
    "cord.swap": ActionSpec("none"),  # take the other cord
    "done": ActionSpec("none"),
}

GATES: tuple[str, ...] = ("eye_exposure", "mismatched_polish")


class Connectors(Bench):
    """The scene: what hands do to the two faces of one connector, tick by tick."""

    def __init__(self, params: Params, plant: Plant) -> None:
        super().__init__(params, plant)
        logic_plug.begin(self)

    # --- what an attempt asks for

    def enter(self, tick: int) -> None:
        """Begin, or come back: everything lies as it was left."""
        self.tick = tick
        self.outcome = None

    def step(self, tick: int, actions: Sequence[Action]) -> list[Effect]:
        """Advance one tick with what the hands do in it."""
        self.tick = tick
        self.ticks += 1
        effects: list[Effect] = []
        for action in actions:
            if self.outcome is None:
                effects += self._act(action)
        effects += logic_scope.watch(self)
        for side in SIDES:
            if self.face(side).wet > 0.0:
                effects += self._evaporate(side)
        return effects

    def close(self, tick: int) -> None:
        """Settle the last facts."""
        self.tick = tick
        logic_facts.settle(self)

    def goal(self) -> str:
        """Key of the next useful gesture."""
        return logic_goal.goal(self)

    def cue(self) -> Cue | None:
        """How the present gesture goes, None between gestures."""
        return logic_goal.cue(self)

    def bill(self) -> Mapping[str, float]:
        """The connector's loss by cause [dB], once it is plugged in."""
        return {} if not self.part.mated else logic_facts.bill(self)

    @property
    def bill_nm(self) -> float:
        """Wavelength of the bill [nm]."""
        return self.plant.site.wavelength_nm

    # --- actions

    def _act(self, action: Action) -> list[Effect]:
        if action.target.startswith("mount.") and self.state.mount is None:
            return []
        acts: dict[str, Callable[[Connectors, Value], list[Effect]]] = {
            "light.check": logic_scope.check_light, "light.off": logic_scope.light_off,
            "view": logic_plug.look_at, "tool": logic_plug.take_tool, "cord.swap": logic_plug.swap,
            "cap.plug": lambda s, v: logic_plug.cap(s, "plug", v),
            "cap.adapter": lambda s, v: logic_plug.cap(s, "adapter", v),
            "plug.key": logic_plug.turn, "plug.move": logic_plug.move, "plug.release": logic_plug.release,
            "probe.tip": logic_scope.tip, "probe.move": logic_scope.move, "focus": logic_scope.focus,
            "key": logic_scope.key, "judge": logic_scope.judge,
            "pen.push": logic_clean.push, "cassette": logic_clean.shutter, "slide": logic_clean.slide,
            "wipe.new": logic_clean.new_wipe, "wipe.fold": logic_clean.fold, "alcohol": logic_clean.alcohol,
            "mount.jacket": logic_mount.jacket, "mount.coating": logic_mount.coating, "mount.wipe": logic_mount.wipe,
            "mount.cleave": logic_mount.cleave, "mount.insert": logic_mount.insert, "mount.lock": logic_mount.lock,
            "mount.housing": logic_mount.housing, "mount.restart": logic_mount.restart,
            "touch": logic_clean.touch, "done": logic_facts.done,
        }  # fmt: skip
        return acts[action.target](self, action.value)

    def _evaporate(self, side: str) -> list[Effect]:
        face = self.face(side)
        if not cleaning.evaporate(face, TICK_S, self.plant.chance, f"connect:{side}:{face.cleaned}"):
            return []
        self.changed(side)
        self.count("connect.wrong_order")
        self.mark(self.tick, "clean.wet_left", "connect.wrong_order", side, "bad")
        return self.toast("clean.wet_left", "bad")


#: What an exercise may set for this scene, under the name that the loader asks for.
PARAMS = Params


def create(params: Params, plant: Plant) -> Connectors:
    """Make the scene."""
    return Connectors(params, plant)
