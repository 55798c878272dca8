"""Inspecting, judging, cleaning and mating a connector — what happens.

It deliberately draws nothing and computes no picture: the microscope's instrument does, from the same faces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from simulator.instruments import cleaning, microscope
from simulator.instruments.cleaning import Cassette, Cloth, Pen, Slide
from simulator.instruments.endface import Look
from simulator.instruments.microscope import Grade, Microscope
from simulator.plant import Plant, mating
from simulator.plant import ferrule as ferrules
from simulator.plant.ferrule import Ferrule
from simulator.plant.line import LinePart
from simulator.plant.line_spec import PartName, PartSpec
from simulator.plant.mating import Cost
from simulator.scenes.base import (
    TICK_S,
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
from simulator.scenes.connectors import logic_clean, logic_facts, logic_goal, logic_mount, logic_plug, logic_scope
from simulator.scenes.connectors.logic_mount import Mount

SIDES = ("plug", "adapter")
VIEWS = ("plug", "adapter", "mate", "mount")
TOOLS = ("none", "probe", "pen", "cassette", "wipe")
VERDICTS = ("good", "clean", "replace")
#: How far out the plug is when it is in the hand, and how far away probe and pen wait [mm].
OUT_MM, WAITS_MM = 60.0, 40.0

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

FACTS: tuple[FactSpec, ...] = (
    FactSpec("connect.light_checked", "", 0, "high"),
    FactSpec("connect.inspected_before_mate", "", 0, "high"),  # both faces, since they were last changed
    FactSpec("connect.both_sides", "", 0, "high"),  # both faces were looked at
    FactSpec("connect.clean_before_mate", "", 0),  # worst zone with a breach: 0 none, 1 C or D, 2 B, 3 A
    FactSpec("connect.judged_wrong", "", 0, merge="sum"),
    FactSpec("connect.needless_cleaning", "", 0, merge="sum"),
    FactSpec("connect.wrong_order", "", 0, merge="sum"),
    FactSpec("connect.loss_db", "dB", 2),
    FactSpec("connect.reflectance_db", "dB", 1),
    FactSpec("connect.same_polish", "", 0, "high"),
    FactSpec("connect.latched", "", 0, "high"),
    FactSpec("connect.caps_on", "", 0, "high"),
    FactSpec("connect.time_s", "s", 0),
    FactSpec("touch.ferrule", "", 0, merge="sum"),
    FactSpec("mount.length_error_mm", "mm", 1),  # bare glass against the gauge
    FactSpec("mount.buckle", "", 0, "high"),
    FactSpec("mount.clean", "", 0, "high"),
    FactSpec("mount.cleave_deg", "deg", 1),
    FactSpec("mount.attempts", "", 0),
)

GATES: tuple[str, ...] = ("eye_exposure", "mismatched_polish")


@dataclass(frozen=True)
class Params:
    """What an exercise may set for this scene."""

    mode: Literal["clean", "mount"] = "clean"  # mount: the plug is first mounted on its cable
    part: PartName = ""  # connector by its place; without: the one marked work, else the first
    mated: bool = False  # the plug is in the adapter at the beginning
    check_light: bool = False  # nobody has checked yet that the fibre is dark
    live: bool = False  # there is light in the fibre
    spare: Literal["none", "APC", "UPC"] = "none"  # polish of a second, clean cord on the bench
    analysis: bool = True  # the microscope counts by zones
    loss_limit_db: Annotated[float, Bounds(0.05, 3.0, "dB", "limit for the loss")] = 0.5
    reflectance_limit_db: Annotated[float, Bounds(-70.0, -20.0, "dB", "limit for the reflectance")] = -55.0


@dataclass
class SideState:
    """What is known of one face. grade and look: as last seen; seen: it has not been changed since; verdict: on that.

    first: how it looked before anything was done; dried_once: a dry pass was tried since it was last judged dirty.
    """

    seen: bool = False
    ever_seen: bool = False
    grade: Grade | None = None
    look: Look | None = None
    first: Look | None = None
    first_passed: bool = False
    verdict: str = ""
    cleanings: int = 0
    dry_tried: bool = False


@dataclass
class State:
    """What the view draws beside the line itself. light: unknown, dark or live; insert_mm: as plug.move.

    cost: what the connector would cost, as known from the pictures that were seen.
    """

    view: str = "plug"
    tool: str = "none"
    light: str = "dark"
    source_on: bool = False
    probe_mm: float = WAITS_MM
    insert_mm: float = OUT_MM
    latched: bool = False
    key_up: bool = True
    swapped: bool = False
    steady: int = 0
    shift_um: tuple[float, float] = (0.0, 0.0)
    note: str = ""
    scope: Microscope = field(default_factory=Microscope)
    pen: Pen = field(default_factory=Pen)
    cassette: Cassette = field(default_factory=Cassette)
    cloth: Cloth | None = None
    slide: Slide = field(default_factory=Slide)
    mount: Mount | None = None
    cost: Cost | None = None
    sides: dict[str, SideState] = field(default_factory=lambda: {side: SideState() for side in SIDES})




class Connectors:
    """The scene: what hands do to the two faces of one connector, tick by tick."""

    def __init__(self, params: Params, plant: Plant) -> None:
        self.params = params
        self.plant = plant
        self.line = plant.line
        self.part = work_of(plant, params.part)
        self.state = State()
        self.spare: Ferrule | None = None
        if params.spare != "none":
            self.spare = Ferrule(polish=params.spare)
        self.book = FactBook(FACTS)
        self.curves: list[Curve] = []
        self.marks: list[Mark] = []
        self.broken_gates: dict[str, int] = {}
        self.outcome: str | None = None
        self.tick = 0
        self.ticks = 0
        self.matings = 0
        self.counts: dict[str, int] = {}
        self._teller = Teller()
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

    # --- shared by the hands

    def face(self, side: str) -> Ferrule:
        """The end face of a side: the plug's looks at the instrument, the adapter's is the plug behind the panel."""
        found = self.part.near if side == "plug" else self.part.far
        assert found is not None
        return found

    @property
    def side(self) -> str:
        """The face that the tool in hand works on."""
        return "adapter" if self.state.view == "adapter" else "plug"

    def changed(self, side: str) -> None:
        """A face is no longer what was seen of it."""
        known = self.state.sides[side]
        known.seen, known.verdict = False, ""
        self.state.steady = 0

    def count(self, fact: str, by: int = 1) -> None:
        """Count a mistake, for the end."""
        self.counts[fact] = self.counts.get(fact, 0) + by

    def mark(self, tick: int, cause: str, fact: str = "", side: str = "", level: str = "watch") -> None:
        """Note a defect where it arises."""
        self.marks.append(Mark(tick, cause, fact, side, None, level))

    def toast(self, key: str, level: str = "watch") -> list[Effect]:
        """A short message, not repeated at every tick of the same gesture."""
        return self._teller.tell(self.tick, key, level)

    def curve(self, key: str, side: str, unit: str, low: float, high: float) -> Curve:
        """The curve of a gesture, begun when there is none."""
        found = next((c for c in self.curves if (c.key, c.side) == (key, side)), None)
        if found is None:
            found = Curve(key, side, "s", unit, low, high, ((0.0, 0.0),), aims=True)
            self.curves.append(found)
        return found

    def trace(self, key: str, side: str, unit: str, low: float, high: float, value: float) -> None:
        """Add a point to the curve of a gesture."""
        curve = self.curve(key, side, unit, low, high)
        first = curve.points[0][2] if curve.points else self.tick
        curve.points.append((round((self.tick - first) / TICKS_PER_SECOND, 3), round(value, 3), self.tick))

    def estimate(self) -> Cost:
        """What the connector would cost by what was seen of its faces: nothing is known of a face not looked at."""
        known = {side: self.face(side) for side in SIDES}
        for side, face in known.items():
            if not self.state.sides[side].ever_seen:
                known[side] = Ferrule(face.polish)
        wavelength = self.plant.site.wavelength_nm * 1e-9
        return mating.estimate(self.line, self.part, known["plug"], known["adapter"], wavelength)

    def cost_now(self) -> Cost:
        """What the connector costs with its faces as they are."""
        return mating.cost(self.line, self.part, self.plant.site.wavelength_nm * 1e-9)

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


def work_of(plant: Plant, name: str) -> LinePart:
    """The connector to be worked on; a line that has none gets one at its end."""
    found = plant.line.connectors()
    named = [part for part in found if name and part.spec.name == name]
    chosen = named or [part for part in found if part.spec.work] or found
    if chosen:
        return chosen[0]
    part = LinePart(PartSpec("connector"))
    part.near = ferrules.make("APC", 0.4, 0.0, 0.0, plant.chance, "connect:near")
    part.far = ferrules.make("APC", 0.4, 0.0, 0.0, plant.chance, "connect:far")
    plant.line.parts.append(part)
    return part


#: What an exercise may set for this scene, under the name that the loader asks for.
PARAMS = Params


def create(params: Params, plant: Plant) -> Connectors:
    """Make the scene."""
    return Connectors(params, plant)
