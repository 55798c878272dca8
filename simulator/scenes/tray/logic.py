"""Storing splices in their tray: sleeve into its slot, slack drawn into the lanes, photo, lid, label — what happens.

It deliberately draws nothing and keeps no copy of the fibre: what lies in the tray is the plant's, what a bend costs is
in the line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from simulator.plant import Plant
from simulator.plant.site import COLOURS, Colour
from simulator.plant.tray import SLOTS, Point, TrayPiece
from simulator.plant.tray_path import Tight
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
    Teller,
    Value,
)
from simulator.scenes.tray import logic_close, logic_facts, logic_goal, logic_hands, logic_start

SIDES = ("left", "right")

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

FACTS: tuple[FactSpec, ...] = (
    FactSpec("tray.slot_wrong", "", 0),  # sleeves in another slot than the plan's, or not pushed home
    FactSpec("tray.min_radius_mm", "mm", 0, "high"),  # tightest place of all fibres
    FactSpec("tray.loss_1550_db", "dB", 2),  # of the worst splice, both sides together
    FactSpec("tray.loss_1625_db", "dB", 2),
    FactSpec("tray.length_error_mm", "mm", 0),  # slack left over or too tight, worst side
    FactSpec("tray.crossings", "", 0),  # steep ones
    FactSpec("tray.outside", "", 0),  # places over the rim, the hinge or the comb, or standing up
    FactSpec("tray.lid_closed", "", 0, "high"),
    FactSpec("tray.labelled", "", 0, "high"),
    FactSpec("tray.photo", "", 0, "high"),
    FactSpec("tray.pinched", "", 0),
    FactSpec("tray.needless", "", 0),  # good fibres that were taken out
    FactSpec("tray.stored", "", 0, "high"),  # splices that are stored, in percent of those there are
    FactSpec("tray.time_s", "s", 0),
)

GATES: tuple[str, ...] = ()


@dataclass(frozen=True)
class Params:
    """What an exercise may set. splices: ready-made ones, by the first ``colours``; 0: those that the plant holds.

    radius_mm, loss_limit_db: what is asked for. number: of the tray, on its label. found: what somebody left in it.
    """

    splices: Annotated[int, Bounds(0, SLOTS, "", "ready-made splices, 0 for those of the job")] = 0
    colours: tuple[Colour, ...] = COLOURS  # type: ignore[assignment]
    radius_mm: Annotated[float, Bounds(7.5, 40.0, "mm", "least radius asked for")] = 30.0
    loss_limit_db: Annotated[float, Bounds(0.01, 1.0, "dB", "most loss of a coil")] = 0.05
    number: Annotated[int, Bounds(1, 24, "", "number of the tray")] = 3
    found: Literal["none", "tight"] = "none"


@dataclass
class State:
    """What the hands are busy with. current: index of the splice; in_hand: its sleeve; press_ticks: finger on it.

    drawing: the side whose fibre is under the finger; drawn: the finger's path, drawn_mm its length, when: the tick of
    each of its points; taut: the fibre gives no more; pen: red light is on.
    """

    current: int = 0
    in_hand: bool = False
    press_ticks: int = 0
    drawing: str | None = None
    drawn: list[Point] = field(default_factory=list)
    when: list[int] = field(default_factory=list)
    drawn_mm: float = 0.0
    taut: bool = False
    pen: bool = False




class Tray:
    """The scene: what hands do to the splices of the job and the tray, tick by tick."""

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
        self.worked = False
        #: What a found splice cost [dB] before a fibre of it was taken out, by its index.
        self.before_db: dict[int, tuple[float, float, float]] = {}
        self.measures = logic_facts.Measures()
        self._teller = Teller(3.0)

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

    # --- shared by the hands

    @property
    def pieces(self) -> list[TrayPiece]:
        """The splices of the tray."""
        return self.plant.tray.pieces

    @property
    def piece(self) -> TrayPiece | None:
        """The splice that is worked on, None while there is none."""
        return self.pieces[self.state.current] if self.pieces else None

    def toast(self, key: str, level: str = "watch") -> list[Effect]:
        """A short message, not repeated at every tick of the same gesture."""
        return self._teller.tell(self.tick, key, level)

    def loss_of(self, index: int) -> tuple[float, float, float]:
        """What the coils of a splice cost [dB] at 1310, 1550 and 1625 nm, with what is under the finger."""
        whole = [0.0, 0.0, 0.0]
        for side in SIDES:
            moving = index == self.state.current and side == self.state.drawing
            found = (self.measures.live(self).measure if moving else self.measures.of(self.pieces[index], side)).loss_db
            whole = [a + b for a, b in zip(whole, found, strict=True)]
        if self.pieces[index].pinches:
            whole = [a + b for a, b in zip(whole, logic_close.pinch_loss(self.pieces[index]), strict=True)]
        return (whole[0], whole[1], whole[2])

    def as_found(self, index: int) -> bool:
        """Whether a splice lies as somebody left it: what is wrong with it is for the trainee to find."""
        return all(fibre.by == "found" for fibre in self.pieces[index].fibres.values())

    def tight_of(self, index: int) -> Tight | None:
        """The tightest place of a splice's coils, with what is under the finger."""
        return min(self._tights(index).values(), key=lambda tight: tight.radius_mm, default=None)

    def tight_side(self, index: int) -> str:
        """Whose fibre of a splice has that place: the one from the left tube or the right; '' without one."""
        found = self._tights(index)
        return min(found, key=lambda side: found[side].radius_mm, default="")

    def _tights(self, index: int) -> dict[str, Tight]:
        found: dict[str, Tight] = {}
        for side in SIDES:
            moving = index == self.state.current and side == self.state.drawing
            tight = (self.measures.live(self).measure if moving else self.measures.of(self.pieces[index], side)).tight
            if tight is not None:
                found[side] = tight
        return found

    def glow(self) -> list[tuple[Point, float]]:
        """Where red light of the pen leaves the splice that is worked on: places, and strength 0..1."""
        if not self.state.pen or self.piece is None:
            return []
        reach = logic_facts.NEARLY * self.params.radius_mm
        spots: list[tuple[Point, float]] = []
        for side, fibre in self.piece.fibres.items():
            path = self.measures.live(self).shown if side == self.state.drawing else fibre.path
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
