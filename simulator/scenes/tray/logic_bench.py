"""What the hands at the tray share: what an exercise may set, what they are busy with, facts, marks, measures.

It deliberately knows none of the gestures: they stand on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from simulator.plant import Plant
from simulator.plant.site import COLOURS, Colour
from simulator.plant.tray import SLOTS, Point, TrayPiece
from simulator.plant.tray_path import Tight
from simulator.scenes.base import Bounds, Curve, Effect, FactBook, FactSpec, Mark, Teller
from simulator.scenes.tray.logic_measure import Live, Measures, pinch_loss

SIDES = ("left", "right")

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


class Bench:
    """The tray at work, with what is known of it."""

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
        self.measures = Measures()
        self._teller = Teller(3.0)

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
            found = (self.live().measure if moving else self.measures.of(self.pieces[index], side)).loss_db
            whole = [a + b for a, b in zip(whole, found, strict=True)]
        if self.pieces[index].pinches:
            whole = [a + b for a, b in zip(whole, pinch_loss(self.pieces[index]), strict=True)]
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
            tight = (self.live().measure if moving else self.measures.of(self.pieces[index], side)).tight
            if tight is not None:
                found[side] = tight
        return found

    def live(self) -> Live:
        """The fibre under the finger as it follows."""
        state, piece = self.state, self.piece
        fibre = piece.fibres[state.drawing].fibre if piece is not None and state.drawing is not None else None
        return self.measures.live(fibre, state.drawn, self.ticks)
