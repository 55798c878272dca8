"""The line under test during an attempt: the parts of its spec with what hands have done to them, and the optical link.

It deliberately measures nothing; it is the one place where plugs, splices and coils become parts of ``optics.link``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from simulator.optics import fibre as fibres
from simulator.optics.connector import POLISHES
from simulator.optics.fibre import Fibre
from simulator.optics.link import Bend, Connection, End, KnownJoint, Link, Part, Section, Splice, Split
from simulator.optics.splitter import Splitter
from simulator.plant import ferrule as ferrules
from simulator.plant.chance import Chance
from simulator.plant.ferrule import Ferrule
from simulator.plant.joint import Joint
from simulator.plant.line_spec import LineSpec, PartSpec

#: Causes of a fused joint's bill that optics cannot compute from offset and tilt: they are taken as they are.
FUSED_CAUSES = ("arc", "bubble", "dirt", "face")

#: How far apart the cores of a reel's plug and of the line's are [um]: at 1310 nm 0.05 to 0.2 dB, 0.12 in the mean.
#: Random mates of grade B of IEC 61753: mean at most 0.12 dB, 97 % within 0.25 (docs/sources.md, splicing §4.3).
SEAT_UM = (0.5, 1.0)


@dataclass(frozen=True)
class Coil:
    """A bend that hands have laid: smallest radius [mm], turns, the path [mm] if it was drawn, as (x, y), and when."""

    radius_mm: float
    turns: float
    path_mm: tuple[tuple[float, float], ...] = ()
    tick: int = 0


@dataclass
class LinePart:
    """One part as it is now. near and far: the two faces of a connector, towards the instrument and away from it.

    joint: what the splicer made here (a splice under work has none at first: nothing gets through); coils: bends laid
    after this part, in its fibre. mated False: the plug is out. Ticks tell when a part was last changed.

    gap_um: how far the faces stay apart (a plug that has not latched); offset_um: of the cores, drawn at the mating;
    inside: the mechanical joint within a plug that was mounted in the field.
    """

    spec: PartSpec
    near: Ferrule | None = None
    far: Ferrule | None = None
    joint: Joint | None = None
    coils: list[Coil] = field(default_factory=list)
    mated: bool = True
    tick: int = 0
    gap_um: float = 0.0
    offset_um: float = 0.0
    inside: Connection | None = None


@dataclass
class Line:
    """A fibre from the instrument's cord to its far end. number: that of the fibre at the near end, from 1.

    cord: the face of the instrument's own cord; head: the face into which it is plugged, the near end of the line.
    plugged: the instrument is connected; far_end: as in LineSpec; far_number: that of the fibre it is joined to, 0 for
    "as the plan says". seats_um: how far apart the cores are where a reel meets the near and the far end.
    """

    number: int
    colour: str
    parts: list[LinePart]
    spec: LineSpec
    cord: Ferrule
    head: Ferrule
    fibre_ends: dict[int, Fibre] = field(default_factory=dict)
    far_end: str = "open"
    plugged: bool = True
    far_number: int = 0
    seats_um: tuple[float, float] = (0.0, 0.0)

    def work(self) -> LinePart | None:
        """The part that the exercise wants worked on; None when there is none."""
        return next((part for part in self.parts if part.spec.work), None)

    def connectors(self) -> list[LinePart]:
        """The parts that are plugs in an adapter, from the near end on."""
        return [part for part in self.parts if part.spec.type == "connector"]

    def positions_m(self, launch: bool = True) -> list[float]:
        """Where each part begins [m], from the instrument's port on; launch: the launch reel counts."""
        at = self.spec.launch_m if launch else 0.0
        places = []
        for part in self.parts:
            places.append(at)
            at += part.spec.length_m if part.spec.type == "fibre" else 0.0
        return places

    def link(self, launch: bool = True, tail: bool = True, backwards: bool = False) -> Link:
        """What the instrument sees now; it stops at the first plug that is out and at a splice not yet made.

        backwards: the instrument is at the far end, with the launch reel there (the cord goes with it).
        """
        link = self._backwards() if backwards else self._forwards()
        cord = fibres.CATALOGUE["G.652.D"]
        port = Connection(self.cord.face(), self.head.face(), name="cord")
        here, there = reversed(self.seats_um) if backwards else self.seats_um
        before: tuple[Part, ...]
        if launch and self.spec.launch_m > 0.0:
            before = (Section(cord, self.spec.launch_m, name="reel"), replace(port, offset=here * 1e-6))
        else:
            before = (Section(cord, 2.0, name="cord"), port)
        after: tuple[Part, ...] = ()
        if tail and self.spec.tail_m > 0.0 and len(self.reached()) == len(self.parts):
            polish = "APC" if self.far_end == "angled" else "UPC"
            plug = Ferrule(polish=polish).face()
            after = (
                Connection(plug, plug, offset=there * 1e-6, name="tail"),
                Section(cord, self.spec.tail_m, name="reel"),
            )
        return link.between(before, after)

    def _forwards(self) -> Link:
        parts, far = self._parts()
        return Link(tuple(parts), far=far, near=End("angled" if self.head.polish == "APC" else "open"))

    def _backwards(self) -> Link:
        """From the far end, as far as a break lets light through."""
        breaks = [index for index, part in enumerate(self.parts) if part.spec.type == "break"]
        if not breaks:
            return self._forwards().reversed()
        behind = [each for index in range(breaks[-1] + 1, len(self.parts)) for each in self.optical(index)]
        return Link(tuple(_never_empty(behind)), far=End(self.far_end), near=End("crushed")).reversed()

    def reached(self) -> list[LinePart]:
        """The parts up to where the glass ends: a break, the first plug that is out, or a splice not yet made."""
        for index, part in enumerate(self.parts):
            if _awaits_splice(part) or not part.mated or part.spec.type == "break":
                return self.parts[:index]
        return self.parts

    def _parts(self) -> tuple[list[Part], End]:
        """Optical parts up to where the glass ends, and how it ends there."""
        reached = self.reached()
        made = [part for index, _ in enumerate(reached) for part in self.optical(index)]
        if len(reached) == len(self.parts):
            return _never_empty(made), End(self.far_end)
        stop = self.parts[len(reached)]
        if stop.spec.type == "break":
            return _never_empty(made), End("crushed")
        if stop.near is None:
            return _never_empty(made), End("open", reflects=-45.0)
        return _never_empty(made), End("angled" if POLISHES[stop.near.polish] else "open")

    def optical(self, index: int) -> list[Part]:
        """What a part of the line is to optics: itself, then the coils laid behind it."""
        part = self.parts[index]
        spec = part.spec
        made: list[Part] = []
        if spec.type == "fibre":
            made.append(Section(self.fibre_ends[index], spec.length_m, spec.attenuation_db_km, name=spec.name))
        elif spec.type == "splice":
            made.append(_splice(part))
        elif spec.type == "connector":
            if part.inside is not None:
                made.append(part.inside)
            made.append(connection(part))
        elif spec.type == "bend":
            made.append(Bend(spec.radius_mm / 1e3, spec.turns, name=spec.name))
        else:
            device = Splitter(int(spec.ports))
            made.append(Split(device, upstream=self.spec.upstream, name=spec.name))
        made.extend(Bend(coil.radius_mm / 1e3, coil.turns, name="coil") for coil in part.coils)
        return made


def _awaits_splice(part: LinePart) -> bool:
    return part.spec.type == "splice" and part.spec.work and part.joint is None


def _never_empty(parts: Sequence[Part]) -> list[Part]:
    """A link needs glass: the stub of fibre in the plug itself, where the line ends at once."""
    if any(isinstance(part, Section) for part in parts):
        return list(parts)
    return [*parts, Section(fibres.CATALOGUE["G.652.D"], 0.5)]


def _splice(part: LinePart) -> Part:
    spec, reflects = part.spec, -math.inf if part.spec.reflectance_db is None else part.spec.reflectance_db
    if part.joint is not None:
        joint = part.joint
        extra = tuple((cause, joint.bill[cause]) for cause in FUSED_CAUSES if joint.bill.get(cause))
        # A bubble shines a little (docs/sources.md, splicing §3.5).
        seen = -50.0 if joint.bubble_um > 0.0 else -math.inf
        return Splice(joint.core_offset_um * 1e-6, math.radians(joint.tilt_deg), extra, seen, name=spec.name)
    if spec.loss_db is not None:
        return KnownJoint((("splice", spec.loss_db),), reflects, "splice", name=spec.name)
    return Splice(spec.offset_um * 1e-6, reflects=reflects, name=spec.name)


def connection(part: LinePart) -> Part:
    """What optics sees of a connector: its two faces as they are now, or the figures that its spec gives."""
    spec = part.spec
    if spec.loss_db is not None:
        reflects = -math.inf if spec.reflectance_db is None else spec.reflectance_db
        return KnownJoint((("connector", spec.loss_db),), reflects, "connector", name=spec.name)
    assert part.near is not None and part.far is not None
    faces = (part.near.face(), part.far.face())
    return Connection(*faces, offset=part.offset_um * 1e-6, gap=part.gap_um * 1e-6, name=spec.name)


def build(spec: LineSpec, chance: Chance, number: int = 1, colour: str = "bleu") -> Line:
    """The line of an exercise before anybody has touched it; the same seed and number give the same line."""
    parts, ends = [], {}
    for index, part in enumerate(spec.parts):
        key = f"line:{number}:{index}"
        made = LinePart(part)
        if part.type == "connector":
            dirt = (part.dust, part.oil, part.scratches) if part.dirt_on in (0, number) else (0.0, 0.0, 0.0)
            made.near = ferrules.make(part.near_polish, *dirt, chance, f"{key}:near")
            made.far = ferrules.make(part.far_polish, *dirt, chance, f"{key}:far")
        elif part.type == "fibre":
            ends[index] = _fibre(part, chance, key)
        parts.append(made)
    cord = ferrules.make(spec.near_polish, spec.cord_dust, 0.0, 0.0, chance, f"line:{number}:cord")
    head = Ferrule(polish=spec.near_polish)
    near_um, far_um = (chance.uniform(f"line:{number}:seat:{end}", *SEAT_UM) for end in ("near", "far"))
    return Line(number, colour, parts, spec, cord, head, ends, far_end=spec.far, seats_um=(near_um, far_um))


def _fibre(part: PartSpec, chance: Chance, key: str) -> Fibre:
    """The glass of a section: its mode field drawn within 2.1 % of its class (docs/sources.md, physics §3.4)."""
    base = fibres.CATALOGUE[part.fibre]
    nominal = 2e6 * float(fibres.mode_field_radius(base, 1310e-9))
    mode_field = part.mode_field_um
    if mode_field is None:
        mode_field = nominal * (1.0 + chance.normal(f"{key}:mode_field", 0.010))
    return fibres.with_mode_field(base, mode_field * 1e-6)
