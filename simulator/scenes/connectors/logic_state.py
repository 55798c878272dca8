"""Connectors: what an exercise may set, what the hands are busy with, and the cable's end with the body mounted on it.

It deliberately does nothing: the hands do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from simulator.instruments.cleaning import Cassette, Cloth, Pen, Slide
from simulator.instruments.endface import Look
from simulator.instruments.microscope import Grade, Microscope
from simulator.plant.line_spec import PartName
from simulator.plant.mating import Cost
from simulator.scenes.base import Bounds

SIDES = ("plug", "adapter")
#: How far out the plug is when it is in the hand, and how far away probe and pen wait [mm].
OUT_MM, WAITS_MM = 60.0, 40.0
#: The gauge: jacket taken off, coating left beyond it, bare glass left by the cleave [mm], and its tolerance [mm].
JACKET_MM, COAT_MM, BARE_MM, TOLERANCE_MM = 50.0, 20.0, 10.5, 0.5
#: What the notches of the gauge for jacket and coating forgive [mm] [D].
JACKET_TOLERANCE_MM, COAT_TOLERANCE_MM = 1.5, 1.0
#: From the stop of the jacket to the stub, and bare glass that the groove takes before the coating jams [mm] [D].
DEPTH_MM, GROOVE_MM = 29.5, 9.0
#: Way of the cable into the body [mm]. Fibre in excess that shows as a buckle, and that breaks it [mm] [D].
WAY_MM, BUCKLE_MM, BREAKS_MM = 30.0, 0.2, 4.0
#: A gap wider than this is no longer filled by the gel [um] [D].
GEL_UM = 20.0
#: Spread of the cleave in each plane [deg], what dirt adds, and of the cores' offset in the groove [um] [D].
CLEAVE_DEG, DIRT_DEG, OFFSET_UM = 0.35, 1.6, 0.7


@dataclass
class Mount:
    """The cable's end and the body. None: not done yet. in_mm: way still to go into the body, 0 at the stop."""

    jacket_mm: float | None = None
    coat_mm: float | None = None
    bare_mm: float | None = None
    wiped: bool = False
    dirty: bool = False
    angle_deg: float = 0.0
    in_mm: float = WAY_MM
    broken: bool = False
    locked: bool = False
    done: bool = False
    attempts: int = 1

    @property
    def excess_mm(self) -> float:
        """Fibre beyond the place where it meets the stub, the jacket at its stop; negative: short of it [mm]."""
        if self.bare_mm is None or self.coat_mm is None:
            return -DEPTH_MM
        return min(self.coat_mm + self.bare_mm - DEPTH_MM, self.bare_mm - GROOVE_MM)

    @property
    def gap_um(self) -> float:
        """Air or gel between the fibre and the stub [um]."""
        return max(0.0, self.in_mm - self.excess_mm) * 1e3

    @property
    def buckle_mm(self) -> float:
        """Fibre that bends in the window [mm]."""
        return max(0.0, self.excess_mm - self.in_mm)


    @property
    def buckled(self) -> bool:
        """Whether the whole fibre presses on the stub and bends in the window."""
        return self.buckle_mm >= BUCKLE_MM and not self.broken

    @property
    def jacket_right(self) -> bool:
        """Whether the jacket was cut where the gauge says."""
        return self.jacket_mm is not None and abs(self.jacket_mm - JACKET_MM) <= JACKET_TOLERANCE_MM

    @property
    def coat_right(self) -> bool:
        """Whether as much coating is left as the gauge says."""
        return self.coat_mm is not None and abs(self.coat_mm - COAT_MM) <= COAT_TOLERANCE_MM

    @property
    def on_gauge(self) -> bool:
        """Whether the bare glass is as long as the gauge says."""
        return self.bare_mm is not None and round(abs(self.bare_mm - BARE_MM), 2) <= TOLERANCE_MM


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
