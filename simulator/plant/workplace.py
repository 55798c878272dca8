"""The work site during an attempt: two fibre ends, their joint, the sleeve, shards, and the state of the tools.

It deliberately has no clock: scenes pass the tick in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np

from simulator.optics import fibre as fibres
from simulator.plant import line as lines
from simulator.plant.chance import Chance
from simulator.plant.fibre_end import EndFace, FibreEnd
from simulator.plant.joint import Joint, Sleeve
from simulator.plant.line import Line, LinePart
from simulator.plant.site import COLOURS, CleaverSpec, Colour, FibreSpec, SiteSpec, SplicerSpec
from simulator.plant.tray import TrayState

#: Spread of the mode-field diameter [um] and of the core concentricity [um] that a drum may show
#: (docs/sources.md, physics §2.1; docs/sources.md, physics §3.4).
MODE_FIELD_SIGMA_UM = 0.12
CORE_OFFSET_SIGMA_UM = 0.15
STRIPPED_MM = 35.0
SIDES = ("left", "right")


@dataclass
class Shard:
    """A piece of glass that was cut off, and where it lies: cleaver, hand, table or bin."""

    place: str
    length_mm: float
    tick: int


@dataclass
class CleaverState:
    """Blade positions used up: wear 0..1 per position 1..16; cleaves counts the use of the whole blade."""

    position: int
    wear: dict[int, float]
    cleaves: int = 0

    @property
    def blade_wear(self) -> float:
        """Wear 0..1 of the position in use."""
        return self.wear.get(self.position, 0.0)


@dataclass
class SplicerState:
    """What wears and fouls in the splicer; see SplicerSpec for the units."""

    programme: str
    groove_dirt_left: float
    groove_dirt_right: float
    optics_dust: float
    arc_drift: float
    electrode_arcs: int
    arc_tested: bool = False


@dataclass
class Piece:
    """A pair of fibres that was worked on before the present one: colours by side, ends, joint, sleeve."""

    colours: dict[str, str]
    ends: dict[str, FibreEnd]
    joint: Joint | None
    sleeve: Sleeve


@dataclass
class Plant:
    """Everything on the bench and along the line. ends maps 'left' and 'right' of the pair in work.

    joint is None until the arc has fused the ends. lines: the fibres of the cable by their number at the near end, each
    made when it is first asked for; number: the one in work. pieces: pairs that were finished before. files: what lies
    beside the exercise (recorded traces), by name. cords: matings of measuring
    cords with one another, by name. tray: where the splices are stored.
    """

    site: SiteSpec
    chance: Chance
    ends: dict[str, FibreEnd]
    sleeve: Sleeve
    cleaver: CleaverState
    splicer: SplicerState
    joint: Joint | None = None
    shards: list[Shard] = field(default_factory=list)
    splices: int = 0
    number: int = 1
    lines: dict[int, Line] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    cords: dict[str, LinePart] = field(default_factory=dict)
    tray: TrayState = field(default_factory=TrayState)

    @property
    def line(self) -> Line:
        """The line of the fibre in work."""
        return self.line_of(self.number)

    def line_of(self, number: int) -> Line:
        """The line of a fibre by its number at the near end, 1 to 12."""
        if number not in self.lines:
            colour = self.site.fibres[0].colour if number == 1 else COLOURS[number - 1]
            self.lines[number] = lines.build(self.site.line, self.chance, number, colour)
        return self.lines[number]

    def take_pair(self, left: str, right: str) -> None:
        """Lay the present pair aside and take another two fibres by their colours; the sleeve is a fresh one."""
        before = {side: end.colour for side, end in self.ends.items()}
        if self.joint is not None:
            self.pieces.append(Piece(before, self.ends, self.joint, self.sleeve))
        colours = (cast(Colour, left), cast(Colour, right))
        specs = [replace(spec, colour=colour) for spec, colour in zip(self.site.fibres, colours, strict=True)]
        run = f":{left}:{right}"
        self.ends = {
            side: _end(side, spec, self.site, self.chance, run) for side, spec in zip(SIDES, specs, strict=True)
        }
        self.joint, self.sleeve = None, _sleeve(self.site)
        self.number = COLOURS.index(left) + 1

    def joined(self) -> None:
        """The pair in work is spliced: its joint is now part of its line, which leads to the far colour."""
        line = self.line
        part = line.work()
        if part is not None:
            part.joint = self.joint
            part.tick = self.joint.tick if self.joint is not None else 0
        line.far_number = COLOURS.index(self.ends["right"].colour) + 1

    def loose_glass(self) -> int:
        """Number of shards that are not in the bin."""
        return sum(1 for shard in self.shards if shard.place != "bin")


def _end(side: str, spec: FibreSpec, site: SiteSpec, chance: Chance, run: str = "") -> FibreEnd:
    """A fresh fibre end, its tolerances drawn from the seed; run tells the pairs of a job apart."""
    base = fibres.CATALOGUE[spec.type]
    mode_field = spec.mode_field_um
    if mode_field is None:
        nominal = 2e6 * float(fibres.mode_field_radius(base, 1310e-9))
        mode_field = nominal + chance.normal(f"mode_field:{side}{run}", MODE_FIELD_SIGMA_UM)
    offset = spec.core_offset_um
    if offset is None:
        offset = abs(chance.normal(f"core_offset:{side}{run}", CORE_OFFSET_SIGMA_UM))
    turn = chance.uniform(f"core_direction:{side}{run}", 0.0, 2.0 * math.pi)
    cells = math.ceil(site.reserve_mm)
    dirt = np.array([spec.dirt * chance.uniform(f"dirt:{side}{run}:{i}", 0.6, 1.0) for i in range(cells)])
    return FibreEnd(
        side=side,
        fibre=fibres.with_mode_field(base, mode_field * 1e-6),
        colour=spec.colour,
        length_mm=site.reserve_mm,
        coating_edge_mm=site.reserve_mm,
        core_offset_um=(offset * math.cos(turn), offset * math.sin(turn)),
        dirt=np.clip(dirt, 0.0, 1.0),
        residue=np.zeros(cells),
    )


def _make_ready(end: FibreEnd, cleave_mm: float, chance: Chance) -> None:
    """Strip, clean and cleave an end as a careful hand would, for exercises that begin at the splicer."""
    end.coating_edge_mm = end.length_mm - STRIPPED_MM
    end.cut(STRIPPED_MM - cleave_mm)
    end.dirt[:] = 0.0
    end.face = EndFace(chance.normal(f"ready:{end.side}:x", 0.15), chance.normal(f"ready:{end.side}:y", 0.15))


def _cleaver(spec: CleaverSpec) -> CleaverState:
    return CleaverState(position=spec.position, wear={spec.position: spec.wear})


def _splicer(spec: SplicerSpec) -> SplicerState:
    return SplicerState(
        programme=spec.programme,
        groove_dirt_left=spec.groove_dirt_left,
        groove_dirt_right=spec.groove_dirt_right,
        optics_dust=spec.optics_dust,
        arc_drift=spec.arc_drift,
        electrode_arcs=spec.electrode_arcs,
    )


def _sleeve(site: SiteSpec) -> Sleeve:
    return Sleeve(length_mm=float(site.sleeve_mm), temperature_c=site.weather.temperature_c)


def build(site: SiteSpec, chance: Chance) -> Plant:
    """Lay out the work site of an exercise; the same seed gives the same site."""
    ends = {side: _end(side, spec, site, chance) for side, spec in zip(SIDES, site.fibres, strict=True)}
    if site.stripped_and_cleaved:
        for end in ends.values():
            _make_ready(end, site.cleaver.length_mm, chance)
        ends["left"].sleeve_mm = ends["left"].length_mm - 150.0
    return Plant(
        site=site,
        chance=chance,
        ends=ends,
        sleeve=_sleeve(site),
        cleaver=_cleaver(site.cleaver),
        splicer=_splicer(site.splicer),
    )
