"""Two faces pushed together in an adapter: what contact does to them, and what the joint then costs.

It deliberately knows no hand and no score; how far the plug went in is said by the scene.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.optics import fibre as fibres
from simulator.optics.fibre import Fibre
from simulator.plant import line as lines
from simulator.plant.chance import Chance
from simulator.plant.ferrule import Ferrule, Particle, Scratch
from simulator.plant.line import Line, LinePart

#: Share of the particles that also stick to the other face (docs/sources.md, splicing §6.3).
TRANSFER = 0.7
#: How far pressed grease spreads, and how large the print of a grain is beside the grain [D].
GREASE_SPREADS, PRINT = 1.15, 0.8
#: Spread of the cores' offset from one mating to the next [um]; grade B of IEC 61753 has a mean loss of 0.12 dB [D].
OFFSET_SIGMA_UM = 0.6
#: Mean offset of a mating [um], for one that was not made yet: sigma sqrt(2/pi).
MEAN_OFFSET_UM = 0.48
#: Nothing more is added to a face that is as full as this.
FULL = 60


@dataclass(frozen=True)
class Mating:
    """What a mating did: particles found on the two faces, prints made by them, scratches of polishes that differ."""

    pressed: int
    transferred: int
    scratches: int


@dataclass(frozen=True)
class Cost:
    """What a connector costs: loss and its bill by cause [dB], and what it sends back to the instrument [dB]."""

    loss_db: float
    reflectance_db: float
    bill: Mapping[str, float]


def mate(part: LinePart, chance: Chance, key: str, tick: int = 0) -> Mating:
    """The faces touch: dirt is pressed in and printed on the other face; an angled face scratches a flat one.

    key tells one mating from the next. Raises ValueError for a part that has no two faces.
    """
    near, far = part.near, part.far
    if near is None or far is None:
        raise ValueError(f"a {part.spec.type} has no two faces to be mated")
    pressed = len(near.particles) + len(far.particles)
    before = (list(near.particles), list(far.particles))
    moved = _print(before[0], far, chance, f"{key}:near") + _print(before[1], near, chance, f"{key}:far")
    for face, had in ((near, before[0]), (far, before[1])):
        face.mated_dirty += bool(had)
        for particle in face.particles:
            particle.stuck = 1.0
    scratches = _wound(near, far, chance, key) if (near.polish == "APC") != (far.polish == "APC") else 0
    near.wet = far.wet = max(near.wet, far.wet)
    part.mated, part.gap_um, part.tick = True, 0.0, tick
    part.offset_um = abs(chance.normal(f"{key}:offset", OFFSET_SIGMA_UM))
    return Mating(pressed, moved, scratches)


def _print(particles: list[Particle], other: Ferrule, chance: Chance, key: str) -> int:
    """Leave on the other face what sticks to it, mirrored as the faces look at each other."""
    moved = 0
    for index, particle in enumerate(particles):
        if particle.kind == "oil":
            particle.radius_um = round(min(40.0, particle.radius_um * GREASE_SPREADS), 3)
        if len(other.particles) < FULL and chance.happens(f"{key}:{index}", TRANSFER):
            mark = replace(particle, x_um=-particle.x_um, radius_um=round(particle.radius_um * PRINT, 3))
            if not any(_covers(present, mark) for present in other.particles):
                other.particles.append(mark)
                moved += 1
    return moved


def _covers(present: Particle, mark: Particle) -> bool:
    """Whether a face is dirty there already: a grain that meets its own print leaves no second one."""
    return math.hypot(present.x_um - mark.x_um, present.y_um - mark.y_um) < 0.5 * present.radius_um


def _wound(near: Ferrule, far: Ferrule, chance: Chance, key: str) -> int:
    """Scratches of an edge that stands on a flat face, two on each [D]."""
    for name, face in (("near", near), ("far", far)):
        for index in range(2):
            y = chance.uniform(f"{key}:{name}:wound:{index}", -55.0, 55.0)
            half = chance.uniform(f"{key}:{name}:wound:{index}:length", 20.0, 45.0)
            width = round(chance.uniform(f"{key}:{name}:wound:{index}:width", 2.0, 4.0), 3)
            face.scratches.append(Scratch(-half, round(y, 3), half, round(y + 6.0, 3), width))
    return 4


def part_way(part: LinePart, gap_mm: float, tick: int = 0) -> None:
    """The plug stays in the adapter without having latched: light must cross air [mm]."""
    part.mated, part.gap_um, part.tick = True, gap_mm * 1e3, tick


def take_out(part: LinePart, tick: int = 0) -> None:
    """Pull the plug."""
    part.mated, part.gap_um, part.tick = False, 0.0, tick


def cost(line: Line, part: LinePart, wavelength: float) -> Cost:
    """What the connector would cost with its faces as they are, mated or not; wavelength [m].

    The joint within a plug that was mounted in the field counts with it; what either sends back adds up as power.
    """
    return _cost(part, _fibres(line, part), wavelength)


def estimate(line: Line, part: LinePart, near: Ferrule, far: Ferrule, wavelength: float) -> Cost:
    """What the connector would cost with these faces, its plug out, at the mean offset of a mating; wavelength [m]."""
    thought = LinePart(part.spec, near=near, far=far, offset_um=MEAN_OFFSET_UM, inside=part.inside)
    return _cost(thought, _fibres(line, part), wavelength)


def _cost(part: LinePart, glass: tuple[Fibre, Fibre], wavelength: float) -> Cost:
    before, after = glass
    found = [lines.connection(part), *([part.inside] if part.inside is not None else [])]
    bill: dict[str, float] = {}
    back = 0.0
    for each in found:
        for cause, loss in each.bill(before, after, wavelength).items():
            bill[cause] = bill.get(cause, 0.0) + float(loss)
        back += 10.0 ** (float(each.reflectance(before, after, wavelength)) / 10.0)
    return Cost(math.fsum(bill.values()), 10.0 * math.log10(max(1e-12, back)), bill)


def _fibres(line: Line, part: LinePart) -> tuple[Fibre, Fibre]:
    """Glass on either side of the connector: the nearest section, else a cord of G.652.D."""
    at = next((i for i, each in enumerate(line.parts) if each is part), 0)
    cord = fibres.CATALOGUE["G.652.D"]
    before = next((line.fibre_ends[i] for i in range(at, -1, -1) if i in line.fibre_ends), None)
    after = next((line.fibre_ends[i] for i in range(at, len(line.parts)) if i in line.fibre_ends), None)
    return before or after or cord, after or before or cord
