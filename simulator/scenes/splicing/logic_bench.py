"""What the hands at the splicer share: what an exercise may set, machine, oven, facts, marks, curves.

It deliberately knows none of the gestures: they stand on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.instruments.oven import SleeveOven
from simulator.instruments.splicer import AIM_Z_MM, WINDOW_MM, Splicer
from simulator.plant import Plant
from simulator.scenes.base import TICKS_PER_SECOND, Curve, Effect, FactBook, FactSpec, Mark, Teller

SIDES = ("left", "right")

FACTS: tuple[FactSpec, ...] = (
    FactSpec("load.worst_error_mm", "mm", 1),  # tip against the middle of its window, worst side
    FactSpec("splicer.programme_right", "", 0, "high"),
    FactSpec("splicer.arc_test_done", "", 0, "high"),  # 1 when done, or when none was due
    FactSpec("splice.loss_db", "dB", 2),  # truth, at the site's wavelength
    FactSpec("splice.estimate_db", "dB", 2),  # what the machine showed
    FactSpec("splice.offset_um", "um", 2),
    FactSpec("splice.bubble_um", "um", 0),
    FactSpec("splice.attempts", "", 0),
    FactSpec("splice.proof_passed", "", 0, "high"),
    FactSpec("decision.wrong", "", 0, merge="sum"),  # bad splices kept, good ones redone
    FactSpec("sleeve.centre_error_mm", "mm", 1),
    FactSpec("sleeve.cover_mm", "mm", 1, "high"),  # coating covered by the sleeve, worse side
    FactSpec("sleeve.cooled_s", "s", 0, "high"),  # time it lay still before the end
    FactSpec("sleeve.quality", "", 0, "high"),  # 1 = shrunk, straight, centred
    FactSpec("machine.faults_left", "", 0),
    FactSpec("machine.needless_care", "", 0),
    FactSpec("splicing.time_s", "s", 0, merge="sum"),
)


@dataclass(frozen=True)
class Params:
    """What an exercise may set for this scene."""

    protect: bool = True  # sleeve and oven belong to the exercise
    proof: bool = True  # the machine pulls when the cover opens


@dataclass
class Loaded:
    """How a fibre lies: z and h as in ACTIONS; held in hand; clamped; dragged_mm: dragged in the groove.

    touched: the tip has hit something beyond the axis and has not been drawn back since.
    """

    z_mm: float = -30.0
    h_mm: float = 12.0
    held: bool = False
    clamped: bool = False
    dragged_mm: float = 0.0
    touched: bool = False


@dataclass
class Oven:
    """The oven: lid_closed, phase idle, heating or ready, and the seconds left."""

    lid_closed: bool = False
    phase: str = "idle"
    left_s: float = 0.0
    splice_in: bool = False


@dataclass
class State:
    """What the view draws beside the machine itself (``scene.machine``, an instruments.splicer.Splicer) and the plant.

    lifted: the splice is out of the grooves, in both hands; decision: None, keep or redo for the present joint;
    cooling_s: how long the shrunk sleeve has lain still; sleeve_missing: found out that no sleeve is on the fibre.
    """

    cover_closed: bool = False
    left: Loaded = field(default_factory=Loaded)
    right: Loaded = field(default_factory=Loaded)
    menu_row: int = 0
    lifted: bool = False
    decision: str | None = None
    oven: Oven = field(default_factory=Oven)
    cooling_s: float = 0.0
    sleeve_missing: bool = False


class Bench:
    """Splicer, oven and fibres at work, with what is known of them."""

    def __init__(self, params: Params, plant: Plant) -> None:
        self.params = params
        self.plant = plant
        self.state = State()
        self.machine = Splicer(plant, self.state, TICKS_PER_SECOND, params.proof)
        self.oven = SleeveOven(plant, self.state.oven, TICKS_PER_SECOND)
        self.book = FactBook(FACTS)
        self.curves: list[Curve] = []
        self.marks: list[Mark] = []
        self.broken_gates: dict[str, int] = {}
        self.outcome: str | None = None
        self.tick = 0
        self.ticks = 0
        self.phase_ticks = 0
        self.advice = ""
        self.programme_chosen = False
        self.electrodes_changed = False
        self._judged = -1
        self._teller = Teller()

    def happened(self, events: Sequence[str]) -> list[Effect]:
        """What the machine or the oven has just done: the scene notes its facts and marks, and gives its effects."""
        raise NotImplementedError

    def mark(self, cause: str, fact: str = "", side: str = "", x: float | None = None, level: str = "watch") -> None:
        """Note a defect where it arises."""
        self.marks.append(Mark(self.tick, cause, fact, side, x, level))

    def toast(self, key: str, level: str = "watch") -> list[Effect]:
        """A short message, not repeated at every tick of the same gesture."""
        return self._teller.tell(self.tick, key, level)

    def curve(self, curve: Curve) -> Curve:
        """Begin a curve; an older one of the same gesture and side makes way for it."""
        self.curves[:] = [c for c in self.curves if (c.key, c.side) != (curve.key, curve.side)]
        self.curves.append(curve)
        return curve

    def find_curve(self, key: str, side: str = "") -> Curve | None:
        """The curve of a gesture, None before it began."""
        return next((c for c in self.curves if (c.key, c.side) == (key, side)), None)

    def loaded(self, side: str) -> Loaded:
        """How the fibre of a side lies."""
        return self.state.left if side == "left" else self.state.right

    @property
    def tip_window_mm(self) -> tuple[float, float]:
        """Where a fibre tip should lie, from the electrode axis [mm]."""
        return (AIM_Z_MM - WINDOW_MM, AIM_Z_MM + WINDOW_MM)

    def judge_keep(self) -> None:
        """Judge a splice that is being kept, once: bad when a defect shows or the estimate is above the limit."""
        joint = self.plant.joint
        if joint is None or self.state.decision != "keep" or self._judged == joint.tick:
            return
        self._judged = joint.tick
        bad = bool(joint.visible_defects) or joint.estimate_db > self.machine.loss_limit_db
        self.book.add("decision.wrong", 1.0 if bad else 0.0, self.tick)
        if bad:
            self.mark("decision.kept_bad", "decision.wrong", level="bad")
