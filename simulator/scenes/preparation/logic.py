"""Preparing fibre ends: sleeve, wipe, strip, clean, cleave, dispose — what happens.

It deliberately forces no order and draws nothing: each gesture changes the plant, and a wrong order has its true
consequence there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simulator.instruments.cleaver import CleaverDesk
from simulator.instruments.wipe import Wipe
from simulator.plant import Plant
from simulator.scenes.base import TICK_S, Action, ActionSpec, Cue, Curve, Effect, FactBook, FactSpec, Mark
from simulator.scenes.preparation.logic_desk import Desk
from simulator.scenes.preparation.logic_facts import Notes
from simulator.scenes.preparation.logic_guide import Guide
from simulator.scenes.preparation.logic_mat import Mat
from simulator.scenes.preparation.logic_state import Params, State

__all__ = [
    "ACTIONS", "FACTS", "GATES", "HOLES", "PARAMS", "TOOLS", "CleaverDesk", "Params", "Preparation", "State", "Wipe",
    "create",
]  # fmt: skip

TOOLS = ("none", "sleeve", "wipe", "stripper", "cleaver", "bin", "scissors")
HOLES = ("250", "900", "3000")

#: Every action of this scene. x is the distance from the fibre tip [mm] (0 at the tip, growing towards the cable,
#: negative beyond the tip); y is the distance off the fibre's axis [mm] (up is positive).
ACTIONS: dict[str, ActionSpec] = {
    "side": ActionSpec("choice", choices=("left", "right")),  # which of the two ends lies on the mat
    "tool": ActionSpec("choice", choices=TOOLS),  # take a tool (the former one is laid down)
    "hand": ActionSpec("pair", "mm", -120.0, 400.0),  # (x, y) of the tool in hand, at most once a tick
    "grip": ActionSpec("bool"),  # stripper closed / wipe pinched / sleeve held
    "stripper.hole": ActionSpec("choice", choices=HOLES),  # which hole closes on the fibre
    "wipe.new": ActionSpec("none"),  # a fresh wipe from the box
    "wipe.fold": ActionSpec("none"),  # fold to a fresh face of the same wipe
    "alcohol.press": ActionSpec("none"),  # press the pump with the wipe: wets its face
    "cleaver.lid": ActionSpec("bool"),  # True = closed
    "cleaver.place": ActionSpec("pair", "mm", -5.0, 40.0),  # (cleave length at the scale, height above the groove)
    "cleaver.flap": ActionSpec("bool"),  # True = fibre clamped
    "cleaver.slide": ActionSpec("number", "", 0.0, 1.0),  # blade slide, 0 at the front, 1 pushed through
    "cleaver.take": ActionSpec("none"),  # lift the fibre out
    "cleaver.blade": ActionSpec("number", "", 1, 16),  # turn the blade to a position
    "offcut.take": ActionSpec("none"),  # pick the offcut up from the cleaver (or the table)
    "offcut.drop": ActionSpec("choice", choices=("bin", "table")),
    "snip": ActionSpec("number", "mm", 1.0, 200.0),  # cut that much off the tip with scissors
    "done": ActionSpec("none"),  # leave the scene for the next stage
}

FACTS: tuple[FactSpec, ...] = (
    FactSpec("sleeve.on", "", 0, "high"),  # 1 when the sleeve is on one of the fibres
    FactSpec("coating.dirt_pct", "%", 0),  # worst dirt left on the coating next to the bare glass
    FactSpec("strip.left_length_mm", "mm", 1),
    FactSpec("strip.right_length_mm", "mm", 1),
    FactSpec("strip.worst_length_error_mm", "mm", 1),  # distance from the 35 mm aim, worst side
    FactSpec("strip.max_speed_mm_s", "mm/s", 0),
    FactSpec("strip.worst_nick_um", "um", 1),
    FactSpec("clean.worst_residue_pct", "%", 0),  # contamination of the glass when it was cleaved
    FactSpec("clean.worst_delay_s", "s", 0),  # from the last wipe to the cleave
    FactSpec("cleave.left_angle_deg", "deg", 2),
    FactSpec("cleave.right_angle_deg", "deg", 2),
    FactSpec("cleave.worst_angle_deg", "deg", 2),  # worst of the faces that are on the fibres now
    FactSpec("cleave.left_length_mm", "mm", 1),
    FactSpec("cleave.right_length_mm", "mm", 1),
    FactSpec("cleave.worst_length_error_mm", "mm", 1),  # distance from the length the splicer asks for
    FactSpec("cleave.defects", "", 0),  # present faces with lip, hackle, mist, chip, shatter
    FactSpec("cleave.attempts", "", 0),
    FactSpec("cleave.good_in_a_row", "", 0, "high"),  # longest run of cleaves inside the limits
    FactSpec("touch.after_cleave", "", 0),  # times something touched a finished face
    FactSpec("fibre.used_mm", "mm", 0, merge="sum"),  # fibre cut away, both sides together
    FactSpec("waste.outside_bin", "", 0),  # shards not in the bin at the end
    FactSpec("prep.time_s", "s", 0, merge="sum"),
)

GATES: tuple[str, ...] = ("glass_outside_bin",)

#: Time constant of the smoothing of speeds [s]: a hand has mass, a mouse has not [D].
SMOOTHING_S = 0.1
SMOOTHING = 1.0 - math.exp(-TICK_S / SMOOTHING_S)
#: Tools that let the hand keep hold of a piece of glass.
TOOLS_WITH_GLASS = ("none", "bin")


class Preparation:
    """The scene at work on a plant; see scenes.base.Scene for what the attempt asks of it."""

    def __init__(self, params: Params, plant: Plant) -> None:
        self.params = params
        self.plant = plant
        self.state = State(side=params.sides[0] if params.sides else "left")
        self.notes = Notes(params, plant, FACTS)
        self.mat = Mat(params, plant, self.state, self.notes)
        self.desk = Desk(params, plant, self.state, self.notes)
        self.guide = Guide(params, self.state, self.notes, self.mat)
        self.broken_gates: dict[str, int] = {}
        self.outcome: str | None = None
        self._ticks = 0
        self._do: dict[str, Callable[[Any, int], None]] = self._table()
        self.guide.badges()

    @property
    def book(self) -> FactBook:
        """The facts so far."""
        return self.notes.book

    @property
    def curves(self) -> list[Curve]:
        """The gestures so far."""
        return self.notes.curves

    @property
    def marks(self) -> list[Mark]:
        """The defects so far, where they arose."""
        return self.notes.marks

    def step(self, tick: int, actions: Sequence[Action]) -> list[Effect]:
        """Do what the hands do in this tick; returns what is to be seen and heard.

        Raises KeyError for a target that is not in ACTIONS; the attempt has checked the values.
        """
        self._ticks += 1
        self.notes.effects = []
        self.mat.begin_tick()
        self.desk.begin_tick()
        for action in actions:
            self._do[action.target](action.value, tick)
        self.mat.end_tick(SMOOTHING)
        self.desk.end_tick(SMOOTHING)
        if any(action.target != "hand" for action in actions):
            self.guide.badges()
        return self.notes.effects

    def enter(self, tick: int) -> None:
        """The work comes (back) to the bench: empty hands, an empty cleaver, and the ends as the plant has them."""
        self.outcome = None
        self.notes.effects = []
        self.mat.release(tick)
        self.desk.lift()
        self.desk.refresh()
        self.state.tool = "none"
        for side, end in self.plant.ends.items():
            if end.face is None:
                self.notes.sides[side].good_in_a_row = 0
                self.notes.spent(side)
        if self.plant.ends[self.state.side].face is not None:
            self.state.side = next((s for s in self.params.sides if self.plant.ends[s].face is None), self.state.side)
        self.guide.badges()

    def close(self, tick: int) -> None:
        """The attempt is over: settle the last facts and count the glass that lies about."""
        self.mat.release(tick)
        self.notes.close(tick, self._ticks, self.broken_gates)

    def goal(self) -> str:
        """Key of the sensible next gesture."""
        return self.guide.goal()

    def cue(self) -> Cue | None:
        """The live cue, None while nothing is to be said."""
        return self.guide.cue()

    def bill(self) -> Mapping[str, float]:
        """No light has passed yet: nothing is lost here."""
        return {}

    def _table(self) -> dict[str, Callable[[Any, int], None]]:
        """What each action does; every function takes the value and the tick."""
        mat, desk = self.mat, self.desk
        return {
            "side": self._side,
            "tool": self._tool,
            "hand": lambda value, tick: mat.move(value[0], value[1], SMOOTHING, tick),
            "grip": self._grip,
            "stripper.hole": self._hole,
            "wipe.new": lambda value, tick: self._free_hand(tick, mat.new_wipe),
            "wipe.fold": lambda value, tick: self._free_hand(tick, mat.fold_wipe),
            "alcohol.press": lambda value, tick: mat.press_alcohol(),
            "cleaver.lid": lambda value, tick: desk.lid(value),
            "cleaver.place": self._place,
            "cleaver.flap": lambda value, tick: desk.flap(value),
            "cleaver.slide": lambda value, tick: desk.slide(value, SMOOTHING, tick),
            "cleaver.take": lambda value, tick: self._free_hand(tick, desk.take, glass_falls=False),
            "cleaver.blade": lambda value, tick: desk.turn_blade(min(16, max(1, round(value)))),
            "offcut.take": lambda value, tick: self._free_hand(tick, lambda: desk.take_offcut(tick), glass_falls=False),
            "offcut.drop": lambda value, tick: desk.drop_offcut(value, tick),
            "snip": lambda value, tick: self._free_hand(tick, lambda: mat.snip(value, tick)),
            "done": self._done,
        }

    def _free_hand(self, tick: int, act: Callable[[], None], glass_falls: bool = True) -> None:
        """End the grip before another gesture; glass in the hand falls when the gesture needs the fingers."""
        if self.state.grip:
            self.mat.release(tick)
        if glass_falls and self.state.offcut_in_hand:
            self.desk.drop_by_accident(tick)
        act()

    def _side(self, side: str, tick: int) -> None:
        if side != self.state.side:
            self._free_hand(tick, self.desk.lift, glass_falls=False)
            self.state.side = side
            self.notes.sound("fibre")

    def _tool(self, tool: str, tick: int) -> None:
        if tool == self.state.tool:
            return

        def take() -> None:
            self.state.tool = tool
            self.notes.sound("tool")
            if tool == "wipe" and self.state.wipe is None:
                self.mat.new_wipe()

        self._free_hand(tick, take, glass_falls=tool not in TOOLS_WITH_GLASS)

    def _grip(self, closed: bool, tick: int) -> None:
        if closed and self.state.offcut_in_hand:
            self.desk.drop_by_accident(tick)
        self.mat.grip(closed, tick)

    def _hole(self, hole: str, tick: int) -> None:
        """Choose the hole; closed jaws keep the one they closed with."""
        if self.mat.stripper.pull is not None:
            self.mat.release(tick)
        self.state.hole = hole

    def _place(self, value: tuple[float, float], tick: int) -> None:
        self._free_hand(tick, lambda: self.desk.place(value[0], value[1]))

    def _done(self, value: None, tick: int) -> None:
        self.mat.release(tick)
        self.outcome = "done"


def create(params: Params, plant: Plant) -> Preparation:
    """Make the scene's logic for an attempt."""
    return Preparation(params, plant)


PARAMS = Params
