"""What the hands at a connector share: its two faces, what is known of them, facts, marks, curves.

It deliberately knows none of the gestures: they stand on it.
"""

from __future__ import annotations

from simulator.instruments.cleaning import Slide
from simulator.plant import Plant, mating
from simulator.plant import ferrule as ferrules
from simulator.plant.ferrule import Ferrule
from simulator.plant.line import LinePart
from simulator.plant.line_spec import PartSpec
from simulator.plant.mating import Cost
from simulator.scenes.base import TICKS_PER_SECOND, Curve, Effect, FactBook, FactSpec, Mark, Teller
from simulator.scenes.connectors.logic_state import SIDES, Params, State

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


class Bench:
    """The connector at work, with what is known of it."""

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

    def away(self) -> None:
        """Probe, pen and cloth are drawn back from the face."""
        state = self.state
        state.scope.lift()
        state.probe_mm, state.steady = 40.0, 0
        state.pen.push_mm, state.pen.armed = -40.0, True
        state.slide = Slide()


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
