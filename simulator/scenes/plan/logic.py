"""Picking the two fibres that are to be joined, by the splicing plan: a wrong pick is a crossed fibre.

It deliberately draws nothing, and never says that a pick is wrong: the line will.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from simulator.plant import Plant
from simulator.plant.site import COLOURS, Colour
from simulator.scenes.base import (
    TICKS_PER_SECOND,
    Action,
    ActionSpec,
    Bounds,
    Cue,
    Curve,
    Effect,
    FactBook,
    FactSpec,
    Mark,
    Sound,
)

SIDES = ("left", "right")

ACTIONS: dict[str, ActionSpec] = {
    "left.take": ActionSpec("choice", choices=COLOURS),  # bring a fibre of the left cable to the middle
    "right.take": ActionSpec("choice", choices=COLOURS),
    "left.put": ActionSpec("none"),  # lay it back
    "right.put": ActionSpec("none"),
    "done": ActionSpec("none"),  # go to work on this pair
}

FACTS: tuple[FactSpec, ...] = (
    FactSpec("plan.crossed", "", 0, merge="sum"),  # pairs that are not those of the plan
    FactSpec("plan.pairs", "", 0, "high", merge="sum"),  # pairs picked
    FactSpec("plan.changes", "", 0, merge="sum"),  # fibres laid back
    FactSpec("plan.time_s", "s", 0, merge="sum"),
)

GATES: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairSpec:
    """One line of the plan."""

    left: Colour = "rouge"
    right: Colour = "rouge"


@dataclass(frozen=True)
class Params:
    """pairs: the plan, in its order; pair: the line of it that is to be picked now."""

    pairs: tuple[PairSpec, ...] = (
        PairSpec("rouge", "rouge"), PairSpec("bleu", "bleu"), PairSpec("vert", "vert"), PairSpec("jaune", "jaune"),
    )  # fmt: skip
    pair: Annotated[int, Bounds(1, 12, "", "line of the plan to be picked")] = 1


@dataclass
class State:
    """The fibres that lie in the middle, by colour; None while a side is empty."""

    left: str | None = None
    right: str | None = None


class Plan:
    """The scene: two cables, twelve fibres each, and a sheet that says who belongs to whom."""

    def __init__(self, params: Params, plant: Plant) -> None:
        self.params = params
        self.plant = plant
        self.state = State()
        self.book = FactBook(FACTS)
        self.curves: list[Curve] = []
        self.marks: list[Mark] = []
        self.broken_gates: dict[str, int] = {}
        self.outcome: str | None = None
        self.tick = 0
        self.ticks = 0

    @property
    def wanted(self) -> PairSpec:
        """The line of the plan that is to be picked."""
        return self.params.pairs[min(self.params.pair, len(self.params.pairs)) - 1]

    def used(self, side: str) -> set[str]:
        """Colours of a side that are already spliced; the pair before this one still lies in the machine."""
        last = {self.plant.ends[side].colour} if self.plant.joint is not None else set()
        return last | {piece.colours[side] for piece in self.plant.pieces}

    @property
    def spliced(self) -> int:
        """How many pairs are spliced."""
        return len(self.plant.pieces) + (self.plant.joint is not None)

    def enter(self, tick: int) -> None:
        """Begin; whoever comes back finds what was picked."""
        self.tick, self.outcome = tick, None

    def step(self, tick: int, actions: Sequence[Action]) -> list[Effect]:
        """Advance one tick with what the hands do in it."""
        self.tick = tick
        self.ticks += 1
        effects: list[Effect] = []
        for action in actions:
            if self.outcome is None:
                effects += self._act(action)
        return effects

    def _act(self, action: Action) -> list[Effect]:
        if action.target == "done":
            return self._done()
        side, _, what = action.target.partition(".")
        held = getattr(self.state, side)
        if what == "take" and action.value not in self.used(side) and action.value != held:
            if held is not None:
                self.book.add("plan.changes", 1.0, self.tick)
            setattr(self.state, side, str(action.value))
            return [Sound("seat")]
        if what == "put" and held is not None:
            self.book.add("plan.changes", 1.0, self.tick)
            setattr(self.state, side, None)
            return [Sound("fibre")]
        return []

    def _done(self) -> list[Effect]:
        left, right = self.state.left, self.state.right
        if left is None or right is None:
            return []
        crossed = (left, right) != (self.wanted.left, self.wanted.right)
        self.book.set("plan.pairs", 1.0, self.tick)
        self.book.set("plan.crossed", float(crossed), self.tick)
        if crossed:
            cause = "plan.wrong_left" if left != self.wanted.left else "plan.wrong_right"
            self.marks.append(
                Mark(self.tick, cause, "plan.crossed", "left" if "left" in cause else "right", level="bad")
            )
        self.plant.take_pair(left, right)
        self.outcome = "done"
        return [Sound("click")]

    def close(self, tick: int) -> None:
        """Settle the time."""
        self.book.set("plan.changes", self.book.get("plan.changes", 0.0) or 0.0, tick)
        self.book.set("plan.time_s", self.ticks / TICKS_PER_SECOND, tick)

    def goal(self) -> str:
        """Key of the next useful gesture."""
        if self.state.left is None:
            return "plan.take_left"
        return "plan.take_right" if self.state.right is None else "plan.check"

    def cue(self) -> Cue | None:
        """Whether what lies in the middle is what the plan says; None while nothing does."""
        wrong = [side for side in SIDES if getattr(self.state, side) not in (None, getattr(self.wanted, side))]
        if wrong:
            return Cue("bad", f"plan.wrong_{wrong[0]}", 1.0)
        taken = [side for side in SIDES if getattr(self.state, side) is not None]
        return Cue("good", "plan.right", 0.5) if taken else None

    def bill(self) -> Mapping[str, float]:
        """Picking costs no light."""
        return {}


#: What an exercise may set for this scene, under the name that the loader asks for.
PARAMS = Params


def create(params: Params, plant: Plant) -> Plan:
    """Make the scene."""
    return Plan(params, plant)
