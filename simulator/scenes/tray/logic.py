"""Storing splices in their tray: sleeve into its slot, slack drawn into the lanes, photo, lid, label — what happens.

It deliberately draws nothing and keeps no copy of the fibre: what lies in the tray is the plant's, what a bend costs is
in the line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from simulator.plant import Plant
from simulator.plant.tray import SLOTS, Point
from simulator.scenes.base import TICKS_PER_SECOND, Action, ActionSpec, Cue, Effect, Value
from simulator.scenes.tray import logic_close, logic_facts, logic_goal, logic_hands, logic_start
from simulator.scenes.tray.logic_bench import FACTS, SIDES, Bench, Params, State
from simulator.scenes.tray.logic_measure import NEARLY

__all__ = ["ACTIONS", "FACTS", "GATES", "PARAMS", "Params", "State", "Tray", "create"]

#: Every action of this scene; places are millimetres in the tray's frame (plant.tray).
ACTIONS: dict[str, ActionSpec] = {
    "piece": ActionSpec("number", "", 1.0, float(SLOTS)),  # the splice that is worked on, by its line in the plan
    "sleeve.take": ActionSpec("none"),  # its sleeve in hand, out of a slot or from before the tray
    "sleeve.lay": ActionSpec("number", "", 1.0, float(SLOTS)),  # rest it on a slot
    "sleeve.press": ActionSpec("bool"),  # the finger pushes / lets go; a push that lasts clicks
    "fibre.take": ActionSpec("choice", choices=SIDES),  # under the finger, at the tube or where it was left
    "fibre.move": ActionSpec("pair", "mm", -80.0, 320.0),  # the finger, at most once a tick
    "fibre.drop": ActionSpec("none"),
    "fibre.lift": ActionSpec("choice", choices=SIDES),  # out of the tray again
    "pen": ActionSpec("bool"),  # red light into the splice that is worked on
    "photo": ActionSpec("none"),
    "lid": ActionSpec("choice", choices=("close", "force", "open")),
    "label": ActionSpec("none"),
    "done": ActionSpec("none"),
}

GATES: tuple[str, ...] = ()


class Tray(Bench):
    """The scene: what hands do to the splices of the job and the tray, tick by tick."""

    # --- what an attempt asks for

    def enter(self, tick: int) -> None:
        """Begin, or come back with more splices: all that the plant holds are brought to the tray."""
        self.tick, self.outcome = tick, None
        first = not self.plant.tray.pieces
        logic_start.bring(self)
        if first and self.params.found != "none":
            logic_start.lay_found(self)
        todo = [i for i, piece in enumerate(self.pieces) if not piece.stored]
        if todo:
            self.state.current = todo[0]

    def step(self, tick: int, actions: Sequence[Action]) -> list[Effect]:
        """Advance one tick with what the hands do in it."""
        self.tick = tick
        self.ticks += 1
        effects: list[Effect] = []
        for action in actions:
            if self.outcome is None:
                effects += self._act(action)
        effects += logic_hands.pressing(self)
        self.measures.look_ahead(self.pieces)
        return effects

    def close(self, tick: int) -> None:
        """Settle the last facts."""
        self.tick = tick
        logic_facts.settle(self)
        self.book.set("tray.time_s", self.ticks / TICKS_PER_SECOND, tick)

    def goal(self) -> str:
        """Key of the next useful gesture."""
        return logic_goal.goal(self)

    def lacking(self) -> tuple[str, ...]:
        """What a tray that is left now would lack: splices, photo, lid, label."""
        return logic_goal.lacking(self)

    def cue(self) -> Cue | None:
        """How the present gesture goes, None between gestures."""
        return logic_goal.cue(self)

    def bill(self) -> Mapping[str, float]:
        """Nothing: what a coil costs depends on the wavelength, and stands in the facts and in the line."""
        return {}

    def glow(self) -> list[tuple[Point, float]]:
        """Where red light of the pen leaves the splice that is worked on: places, and strength 0..1."""
        if not self.state.pen or self.piece is None:
            return []
        reach = NEARLY * self.params.radius_mm
        spots: list[tuple[Point, float]] = []
        for side, fibre in self.piece.fibres.items():
            path = self.live().shown if side == self.state.drawing else fibre.path
            found = self.measures.spots(path, reach)
            spots += [(place, min(1.0, (reach - radius) / (0.5 * reach))) for place, radius in found]
        return spots

    # --- actions

    def _act(self, action: Action) -> list[Effect]:
        acts: dict[str, Callable[[Tray, Value], list[Effect]]] = {
            "piece": logic_hands.choose, "sleeve.take": logic_hands.take_sleeve, "sleeve.lay": logic_hands.lay_sleeve,
            "sleeve.press": logic_hands.press_sleeve, "fibre.take": logic_hands.take, "fibre.move": logic_hands.move,
            "fibre.drop": logic_hands.drop, "fibre.lift": logic_hands.lift, "pen": logic_close.pen,
            "photo": logic_close.photo, "lid": logic_close.lid, "label": logic_close.label, "done": logic_close.done,
        }  # fmt: skip
        return acts[action.target](self, action.value)


#: What an exercise may set for this scene, under the name that the loader asks for.
PARAMS = Params


def create(params: Params, plant: Plant) -> Tray:
    """Make the scene."""
    return Tray(params, plant)
