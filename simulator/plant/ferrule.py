"""The end face of a plug as it is: particles, grease, scratches, polish, cap.

Places are micrometres from the middle of the core. It deliberately knows neither microscope nor cleaning: their laws
live in the instruments, which change what is here; ``face`` is what optics sees of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from simulator.optics.connector import ZONE_DIAMETERS, Face, Zones
from simulator.plant.chance import Chance

#: Radius of the ceramic that a probe shows and that must be clean [um]: zone D ends here (IEC 61300-3-35).
SEEN_UM = 125.0
#: Places per particle at which it is asked in which zone it lies.
_SPOTS = 12
_GOLDEN = math.pi * (3.0 - math.sqrt(5.0))


@dataclass
class Particle:
    """Something on the face. kind: dust or oil; stuck 0..1: how hard it sits (dried grease, pressed-in dust)."""

    x_um: float
    y_um: float
    radius_um: float
    kind: str = "dust"
    stuck: float = 0.0

    @property
    def from_core_um(self) -> float:
        """Distance of its edge from the middle of the core [um], 0 when it covers it."""
        return max(0.0, math.hypot(self.x_um, self.y_um) - self.radius_um)


@dataclass(frozen=True)
class Scratch:
    """A groove in the polish, from one place to another, width_um wide. No cleaning takes it away."""

    x0_um: float
    y0_um: float
    x1_um: float
    y1_um: float
    width_um: float


@dataclass
class Ferrule:
    """One end face. wet 0..1: alcohol that has not dried; inspected and cleaned: ticks of the last time, or None.

    mated_dirty counts matings of this face with dirt on it, which press the dirt in.
    """

    polish: str = "APC"
    particles: list[Particle] = field(default_factory=list)
    scratches: list[Scratch] = field(default_factory=list)
    wet: float = 0.0
    capped: bool = True
    inspected: int | None = None
    cleaned: int | None = None
    mated_dirty: int = 0

    def zones(self, kind: str = "") -> Zones:
        """Share of each zone under particles (of one kind, or all)."""
        found = dict.fromkeys(ZONE_DIAMETERS, 0.0)
        for particle in self.particles:
            if kind and particle.kind != kind:
                continue
            area = math.pi * particle.radius_um**2 / _SPOTS
            for spot in range(_SPOTS):
                # Sunflower places: evenly over the disc, the same on every PC.
                r = particle.radius_um * math.sqrt((spot + 0.5) / _SPOTS)
                x = particle.x_um + r * math.cos(spot * _GOLDEN)
                y = particle.y_um + r * math.sin(spot * _GOLDEN)
                if (zone := zone_of(math.hypot(x, y))) is not None:
                    found[zone] += area
        return Zones(**{zone: round(min(1.0, area / _AREAS[zone]), 6) for zone, area in found.items()})

    def scratched(self) -> Zones:
        """Share of each zone under scratches."""
        found = dict.fromkeys(ZONE_DIAMETERS, 0.0)
        for scratch in self.scratches:
            length = math.hypot(scratch.x1_um - scratch.x0_um, scratch.y1_um - scratch.y0_um)
            for step in range(40):
                t = (step + 0.5) / 40
                x = scratch.x0_um + t * (scratch.x1_um - scratch.x0_um)
                y = scratch.y0_um + t * (scratch.y1_um - scratch.y0_um)
                if (zone := zone_of(math.hypot(x, y))) is not None:
                    found[zone] += scratch.width_um * length / 40
        return Zones(**{zone: round(min(1.0, area / _AREAS[zone]), 6) for zone, area in found.items()})

    def face(self) -> Face:
        """What optics sees: dust covers and holds faces apart; grease is a film; alcohol is one until it dries."""
        film = "alcohol" if self.wet > 0.2 else "oil" if self.zones("oil").most > 0.05 else ""
        largest = max((p.radius_um for p in self.particles if p.kind == "dust"), default=1.0)
        return Face(
            polish=self.polish,
            dirt=self.zones("dust"),
            scratches=self.scratched(),
            grain=min(10.0, largest) * 1e-6,
            film=film,
        )


def zone_of(radius_um: float) -> str | None:
    """The zone in which a distance from the middle [um] lies: core, cladding, adhesive, ferrule; None beyond."""
    return next((zone for zone, diameter in ZONE_DIAMETERS.items() if radius_um <= diameter * 5e5), None)


def _areas() -> dict[str, float]:
    inner, areas = 0.0, {}
    for zone, diameter in ZONE_DIAMETERS.items():
        outer = math.pi * (diameter * 5e5) ** 2
        areas[zone] = outer - inner
        inner = outer
    return areas


_AREAS = _areas()


def make(polish: str, dust: float, oil: float, scratches: float, chance: Chance, key: str) -> Ferrule:
    """A face with so much dirt (0..1 each), its places drawn from the seed; capped, as it comes out of the bag."""
    ferrule = Ferrule(polish=polish)
    for index in range(round(14 * dust)):
        ferrule.particles.append(
            _drawn(chance, f"{key}:dust:{index}", "dust", 1.0, 7.0, near=index == 0 and dust > 0.25)
        )
    for index in range(round(6 * oil)):
        ferrule.particles.append(_drawn(chance, f"{key}:oil:{index}", "oil", 10.0, 34.0, near=False))
    for index in range(round(5 * scratches)):
        ferrule.scratches.append(
            _scratch(chance, f"{key}:scratch:{index}", through_core=index == 0 and scratches > 0.5)
        )
    return ferrule


def _drawn(chance: Chance, key: str, kind: str, low: float, high: float, near: bool) -> Particle:
    """near: on the core, where dirt is met first because light is looked for there."""
    turn = chance.uniform(f"{key}:turn", 0.0, 2.0 * math.pi)
    away = 8.0 * chance.uniform(f"{key}:r") if near else 14.0 + (SEEN_UM - 18.0) * math.sqrt(chance.uniform(f"{key}:r"))
    radius = chance.uniform(f"{key}:size", low, high)
    stuck = chance.uniform(f"{key}:stuck", 0.0, 0.6) if kind == "dust" else chance.uniform(f"{key}:stuck", 0.4, 0.9)
    x, y = round(away * math.cos(turn), 3), round(away * math.sin(turn), 3)
    return Particle(x, y, round(radius, 3), kind, round(stuck, 3))


def _scratch(chance: Chance, key: str, through_core: bool) -> Scratch:
    turn = chance.uniform(f"{key}:turn", 0.0, math.pi)
    off = 0.0 if through_core else chance.uniform(f"{key}:off", 18.0, 50.0)
    half = chance.uniform(f"{key}:length", 12.0, 40.0)
    cx, cy = -off * math.sin(turn), off * math.cos(turn)
    dx, dy = half * math.cos(turn), half * math.sin(turn)
    x1, y1, x2, y2 = (round(v, 3) for v in (cx - dx, cy - dy, cx + dx, cy + dy))
    return Scratch(x1, y1, x2, y2, width_um=round(chance.uniform(f"{key}:width", 1.0, 3.5), 3))
