"""One fibre end as it is: coating, dirt, bare glass, nicks, cleaved face, sleeve.

Stations are millimetres from the cable end, so they stay with the glass; the tip is at ``length_mm`` and comes nearer
when fibre is cut. It deliberately knows no tool: the laws of each gesture live in the instruments.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from simulator.optics.fibre import Fibre


@dataclass
class Nick:
    """A wound in the glass. depth_um [um] decides whether it breaks at the proof test or years later."""

    station_mm: float
    depth_um: float
    cause: str
    tick: int


@dataclass
class EndFace:
    """A cleaved face. angle_x_deg and angle_y_deg are its lean as the X and Y cameras see it [deg].

    defect: none, lip, hackle, mist, chip or shattered, with size 0..1; dust 0..1 lies on the face.
    """

    angle_x_deg: float
    angle_y_deg: float
    defect: str = "none"
    defect_size: float = 0.0
    dust: float = 0.0
    tick: int = 0

    @property
    def angle_deg(self) -> float:
        """Angle between the face and the cross-section [deg]."""
        return math.hypot(self.angle_x_deg, self.angle_y_deg)

    def touch(self, dust: float, chip: float = 0.0) -> None:
        """Something touched the face: dust 0..1 stays on it, and a hard knock chips it (size 0..1)."""
        self.dust = min(1.0, self.dust + dust)
        if chip > 0.0 and self.defect in ("none", "chip"):
            self.defect, self.defect_size = "chip", min(1.0, self.defect_size + chip)


@dataclass
class FibreEnd:
    """One of the two ends to be joined. dirt and residue hold one value 0..1 per mm of station, shape (N,).

    cuff_mm is the length at the tip over which loose coating still hangs after a pull that stopped midway [mm].
    """

    side: str
    fibre: Fibre
    colour: str
    length_mm: float
    coating_edge_mm: float
    core_offset_um: tuple[float, float]
    dirt: np.ndarray
    residue: np.ndarray
    nicks: list[Nick] = field(default_factory=list)
    face: EndFace | None = None
    sleeve_mm: float | None = None
    broken: bool = False
    cuff_mm: float = 0.0

    @property
    def bare_mm(self) -> float:
        """Length of bare glass at the tip [mm]."""
        return max(0.0, self.length_mm - self.coating_edge_mm)

    def cells(self, from_tip_mm: float, to_tip_mm: float) -> slice:
        """Slice of the per-mm arrays between two distances from the tip [mm], clipped to the fibre."""
        near, far = sorted((from_tip_mm, to_tip_mm))
        start = math.floor(self.length_mm - far)
        stop = math.ceil(self.length_mm - near)
        top = math.ceil(self.length_mm)
        return slice(max(0, min(start, top)), max(0, min(stop, top)))

    def residue_near_tip(self, reach_mm: float = 12.0) -> float:
        """Worst contamination 0..1 of the bare glass within reach of the tip [mm]."""
        part = self.residue[self.cells(0.0, min(reach_mm, max(1.0, self.bare_mm)))]
        return float(part.max()) if part.size else 0.0

    def cut(self, removed_mm: float) -> None:
        """Shorten the fibre by removed_mm at the tip; what was on that piece goes with it, the face is lost."""
        self.length_mm = max(0.0, self.length_mm - max(0.0, removed_mm))
        self.coating_edge_mm = min(self.coating_edge_mm, self.length_mm)
        self.nicks = [nick for nick in self.nicks if nick.station_mm <= self.length_mm]
        self.face = None
        self.cuff_mm = max(0.0, self.cuff_mm - max(0.0, removed_mm))
        if self.sleeve_mm is not None and self.sleeve_mm > self.length_mm:
            self.sleeve_mm = None
