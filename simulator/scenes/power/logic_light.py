"""The red light pen at work: cap, switch, plug, what glows at the other end and on the way, and the danger to eyes.

It deliberately holds no truth of its own: which fibre is joined to which, and where light leaves, the plant says.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.instruments import red_light
from simulator.instruments.red_light import Glow
from simulator.plant import Plant
from simulator.plant.line import Line
from simulator.scenes.power.logic_params import Params, State

FIBRES = 12
#: How near the flag must stand to count as being at a glow [m], and what a hand sees round its place [m].
NEAR_M, SIGHT_M = 1.0, 4.0


def cross(params: Params, plant: Plant) -> None:
    """Join two fibres the wrong way round where the exercise asks for it: as its site says, or two that are drawn."""
    pair = (1, plant.site.line.crossed)
    if params.crossed == "drawn" and params.fibres > 1:
        first = int(plant.chance.uniform("power:crossed:1", 0, params.fibres))
        step = 1 + int(plant.chance.uniform("power:crossed:2", 0, params.fibres - 1))
        pair = (first + 1, (first + step) % params.fibres + 1)
    if pair[1] and pair[0] != pair[1]:
        plant.line_of(pair[0]).far_number, plant.line_of(pair[1]).far_number = pair[1], pair[0]


def spread(params: Params, plant: Plant) -> None:
    """Move the fault along the line by a drawn distance, so that its place cannot be learnt by heart."""
    parts = plant.line.parts
    at = next((i for i, part in enumerate(parts) if part.spec.type in ("bend", "break")), 0)
    if not params.spread_m or not 0 < at < len(parts) - 1:
        return
    before, after = parts[at - 1], parts[at + 1]
    if before.spec.type != "fibre" or after.spec.type != "fibre":
        return
    room = min(params.spread_m, before.spec.length_m - 1.0, after.spec.length_m - 1.0)
    step = round(plant.chance.uniform("power:spread", -room, room), 1)
    before.spec = replace(before.spec, length_m=before.spec.length_m + step)
    after.spec = replace(after.spec, length_m=after.spec.length_m - step)


class Light:
    """Reads what the pen's light does; glows are worked out once per line and pen."""

    def __init__(self, params: Params, plant: Plant, state: State) -> None:
        self.params, self.plant, self.state = params, plant, state
        self._kept: dict[tuple[int, float], tuple[Glow, ...]] = {}

    @property
    def line(self) -> Line | None:
        """The line that the pen is plugged into."""
        return self.plant.line_of(self.state.pen_at) if self.state.pen_at else None

    @property
    def unsafe(self) -> bool:
        """The pen shines freely: it is on, without its cap, and in no plug."""
        return self.state.pen.level_dbm is not None and not self.state.pen_at

    @property
    def harmful(self) -> bool:
        """The pen is on and of a class that no eye may meet in a public place."""
        return self.state.pen.on and self.state.pen.kind != "2"

    def glows(self) -> tuple[Glow, ...]:
        """Where light comes out now; none while the pen is dark or not plugged in."""
        line, level = self.line, self.state.pen.level_dbm
        return () if line is None or level is None else self.of(line, level)

    def of(self, line: Line, level_dbm: float) -> tuple[Glow, ...]:
        """Where light of this level would come out of a line."""
        key = (line.number, level_dbm)
        if key not in self._kept:
            self._kept[key] = red_light.glows(line, level_dbm)
        return self._kept[key]

    def far_of(self, number: int) -> int:
        """Number at the other end of the fibre that has this number here; 0 where no light gets there."""
        line = self.plant.line_of(number)
        end = self.of(line, red_light.CLASS_DBM["2"])[-1]
        if end.kind != "end" or not red_light.seen(end.level_dbm, "bare", False, True):
            return 0
        return line.far_number or number

    def bright(self, glow: Glow) -> float:
        """How bright a glow on the way looks, 0 (not seen) to 1. In boxes the fibre lies bare, at the end it shines."""
        state = self.state
        jacket = "bare" if glow.kind in ("joint", "end") else self.params.jacket
        return red_light.seen(glow.level_dbm, jacket, state.dark, state.pen.mode == "blink")

    def shining(self) -> tuple[int, float]:
        """Number of the fibre that glows at the other end now and how bright, (0, 0.0) for none."""
        glows = self.glows()
        if not glows or glows[-1].kind != "end":
            return (0, 0.0)
        bright = self.bright(glows[-1])
        return (self.far_of(self.state.pen_at), bright) if bright > 0.0 else (0, 0.0)

    # the fault

    @property
    def length_m(self) -> float:
        """Length of the way that can be walked [m]."""
        return sum(part.spec.length_m for part in self.plant.line.parts if part.spec.type == "fibre")

    def fault(self) -> Glow | None:
        """The tight bend or the break that is to be found: the brightest place outside of boxes before the end."""
        found = [glow for glow in self.of(self.plant.line, red_light.CLASS_DBM["2"]) if glow.kind in ("bend", "break")]
        return max(found, key=lambda glow: glow.level_dbm, default=None)
