"""Loading, splicing, judging, proof test, sleeve and oven — what happens.

It deliberately draws nothing and computes no camera picture: the splicer instrument does, for machine and eye alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from simulator.instruments import splicer_law as law
from simulator.instruments.oven import SleeveOven
from simulator.plant import Plant
from simulator.scenes.base import (
    TICKS_PER_SECOND,
    Action,
    ActionSpec,
    Cue,
    Effect,
    Sound,
    Value,
)
from simulator.scenes.splicing import logic_events, logic_goal, logic_hands, logic_protect
from simulator.scenes.splicing.logic_bench import FACTS, SIDES, Bench, Params, State

__all__ = ["ACTIONS", "FACTS", "GATES", "PARAMS", "SIDES", "Params", "Splicing", "State", "create"]

KEYS = ("set", "arc", "reset", "menu", "up", "down")
CARE = ("groove_left", "groove_right", "optics", "electrodes", "arc_test")
PROGRAMMES = ("SM_AUTO", "SM_FAST", "G657", "MM")
#: What the machine's menu offers, from top to bottom.
MENU_ROWS = (*PROGRAMMES, "arc_test")

#: Every action of this scene. z is the distance of the fibre tip from the electrode axis [mm]: negative short of it,
#: positive past it; h is the height above the V-groove [mm], 0 when the fibre lies in it.
ACTIONS: dict[str, ActionSpec] = {
    "cover": ActionSpec("bool"),  # True = closed
    "left.move": ActionSpec("pair", "mm", -60.0, 60.0),  # (z, h) of the left fibre in hand, at most once a tick
    "right.move": ActionSpec("pair", "mm", -60.0, 60.0),
    "left.hold": ActionSpec("bool"),  # take the fibre in hand / let it lie
    "right.hold": ActionSpec("bool"),
    "left.clamp": ActionSpec("bool"),  # sheath clamp, True = closed
    "right.clamp": ActionSpec("bool"),
    "key": ActionSpec("choice", choices=KEYS),  # hard keys of the machine
    "programme": ActionSpec("choice", choices=PROGRAMMES),  # chosen in the menu
    "care": ActionSpec("choice", choices=CARE),  # clean grooves or optics, change electrodes, arc test
    "decide": ActionSpec("choice", choices=("keep", "redo")),  # the trainee's own verdict on the splice
    "take": ActionSpec("none"),  # lift the splice out, both hands
    "sleeve.move": ActionSpec("number", "mm", -200.0, 200.0),  # centre of the sleeve, measured from the joint
    "oven.place": ActionSpec("bool"),  # lay the splice in the oven / lift it out
    "oven.lid": ActionSpec("bool"),  # True = closed
    "oven.heat": ActionSpec("none"),
    "done": ActionSpec("none"),  # leave the scene
}

GATES: tuple[str, ...] = ("glass_outside_bin",)


#: Facts that speak of the present joint; they vanish with it.
JOINT_FACTS = ("splice.loss_db", "splice.estimate_db", "splice.offset_um", "splice.bubble_um", "splice.proof_passed")


def _renew(part: object) -> None:
    """Put a state object back to its beginning in place: the view keeps references to it."""
    part.__dict__.update(type(part)().__dict__)


class Splicing(Bench):
    """The scene: what hands do to the splicer, the oven and the plant, tick by tick."""

    def __init__(self, params: Params, plant: Plant) -> None:
        super().__init__(params, plant)
        self._resupply = False
        self._supplied = 0

    # --- what an attempt asks for

    def enter(self, tick: int) -> None:
        """Begin, or come back with new ends; a splice that is already made stays where it lies."""
        self.tick = tick
        self.outcome = None
        if self._resupply and self.plant.site.stripped_and_cleaved:
            logic_protect.supply_ends(self.plant, self._supplied)
            self._supplied += 1
        self._resupply = False
        if self.plant.joint is not None:
            return
        for part in (self.state.left, self.state.right, self.state.oven):
            _renew(part)
        self.state.cover_closed = self.state.lifted = self.state.sleeve_missing = False
        self.state.decision = None
        self.state.menu_row, self.state.cooling_s = 0, 0.0
        self.machine.clear()
        if self.advice.startswith(logic_goal.BAD_ENDS):
            self.advice = ""  # it spoke of the ends that were there before
        self.oven = SleeveOven(self.plant, self.state.oven, TICKS_PER_SECOND)

    def step(self, tick: int, actions: Sequence[Action]) -> list[Effect]:
        """Advance one tick with what the hands do in it."""
        self.tick = tick
        self.ticks += 1
        effects: list[Effect] = []
        before = self.machine.phase
        for action in actions:
            if self.outcome is None:
                effects += self._act(action)
        effects += self.happened(self.machine.step())
        effects += self.happened(self.oven.step())
        self.state.cooling_s = self.plant.sleeve.cooled_s
        self.phase_ticks = self.phase_ticks + 1 if self.machine.phase == before else 0
        logic_events.record(self)
        return effects

    def close(self, tick: int) -> None:
        """Settle the last facts."""
        self.tick = tick
        self.judge_keep()
        if self.plant.joint is None:
            for name in JOINT_FACTS:
                self.book.values.pop(name, None)
                self.book.decided.pop(name, None)
        elif self.params.protect:
            logic_protect.settle_sleeve(self)
        self.book.set("machine.faults_left", len(law.faults(self.plant)), tick)
        self.book.set("machine.needless_care", self.machine.needless_care, tick)
        self.book.set("splicing.time_s", self.ticks / TICKS_PER_SECOND, tick)
        if self.plant.loose_glass():
            self.broken_gates.setdefault("glass_outside_bin", tick)

    def goal(self) -> str:
        """Key of the next useful gesture."""
        return logic_goal.goal(self)

    def cue(self) -> Cue | None:
        """How the present gesture goes, None between gestures."""
        return logic_goal.cue(self)

    def bill(self) -> Mapping[str, float]:
        """The joint's loss by cause [dB]."""
        return dict(self.plant.joint.bill) if self.plant.joint is not None else {}

    @property
    def bill_nm(self) -> float:
        """Wavelength of the bill [nm]."""
        return self.plant.site.wavelength_nm

    # --- what the view reads

    def tip_level(self, side: str) -> str:
        """How a tip lies: good, watch, bad, or none while it is away from the machine."""
        return logic_hands.tip_level(self.loaded(side))

    def good_joint(self) -> bool:
        """Whether the present joint shows no defect and keeps its limits, in the estimate as in truth."""
        joint, limit = self.plant.joint, self.machine.loss_limit_db
        if joint is None or joint.proof_passed is False:
            return False
        return not joint.visible_defects and max(round(joint.loss_db, 2), joint.estimate_db) <= limit

    # --- actions

    def _act(self, action: Action) -> list[Effect]:
        side, _, what = action.target.partition(".")
        if side in SIDES:
            return {"move": logic_hands.move, "hold": logic_hands.hold, "clamp": logic_hands.clamp}[what](
                self, side, action.value
            )
        acts: dict[str, Callable[[Splicing, Value], list[Effect]]] = {
            "cover": logic_hands.cover, "care": logic_hands.care, "take": logic_hands.take,
            "sleeve.move": logic_protect.move_sleeve, "oven.place": logic_protect.place, "oven.lid": logic_protect.lid,
            "oven.heat": logic_protect.heat,
        }  # fmt: skip
        if action.target in acts:
            return acts[action.target](self, action.value)
        own = {"key": self._key, "programme": self._programme, "decide": self._decide, "done": self._done}
        return own[action.target](action.value)

    def _key(self, key: Value) -> list[Effect]:
        if self.machine.phase == "menu" and key in ("up", "down", "set"):
            return self._menu(str(key))
        return self.happened(self.machine.press(str(key)))

    def _menu(self, key: str) -> list[Effect]:
        if key != "set":
            step = 1 if key == "down" else -1
            self.state.menu_row = (self.state.menu_row + step) % len(MENU_ROWS)
            return [Sound("key")]
        row = MENU_ROWS[self.state.menu_row]
        return self._programme(row) if row in PROGRAMMES else self.happened(self.machine.start_arc_test())

    def _programme(self, name: Value) -> list[Effect]:
        happened = self.machine.choose(str(name))
        if happened:
            self.programme_chosen = True
            self.state.menu_row = PROGRAMMES.index(str(name))
        return self.happened(happened)

    def _decide(self, verdict: Value) -> list[Effect]:
        joint = self.plant.joint
        if self.machine.busy or (verdict == "keep" and (joint is None or joint.proof_passed is False)):
            return self.toast("decide.not_now")
        if verdict == "keep":
            self.state.decision = "keep"
            if self.machine.phase != "result":
                self.judge_keep()
            return [Sound("key")]
        if joint is not None:
            self._judge_redo()
            logic_protect.cut_joint(self.plant)
        self.state.decision = "redo"
        self._resupply = True
        self.outcome = "back"
        return [Sound("snip")]

    def _judge_redo(self) -> None:
        sleeve = self.plant.sleeve
        spoilt = self.state.sleeve_missing or sleeve.bent > 0.0 or sleeve.shrunk > 0.0
        wrong = self.good_joint() and not spoilt
        self.book.add("decision.wrong", 1.0 if wrong else 0.0, self.tick)
        if wrong:
            self.mark("decision.redone_good", "decision.wrong")

    def _done(self, _: Value) -> list[Effect]:
        if self.machine.busy:
            return self.toast("splice.busy")
        self.judge_keep()
        logic_protect.carry_away(self)
        self.plant.joined()
        self.outcome = "done"
        return []

    def happened(self, events: Sequence[str]) -> list[Effect]:
        """What the machine or the oven has just done: its facts and marks are noted, its effects returned."""
        return logic_events.happened(self, events)


#: What an exercise may set for this scene, under the name that the loader asks for.
PARAMS = Params


def create(params: Params, plant: Plant) -> Splicing:
    """Make the scene."""
    return Splicing(params, plant)
