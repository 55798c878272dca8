"""The fused joint and its protection sleeve, as they truly are.

It deliberately holds no estimate logic: what the machine believes is stored here only as the figure it showed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass
class Joint:
    """A fused joint. Offsets are of the cores, (x, y) [um]; waist is the relative change of diameter (thin < 0 < fat).

    bill maps a cause to dB at the site's wavelength and sums to loss_db; strength_n is the load it bears [N]. origins
    maps a cause to the tick of the gesture that brought it in, where that was not the arc itself (``tick``).
    """

    offset_um: tuple[float, float]
    cladding_offset_um: tuple[float, float]
    tilt_deg: float
    waist: float
    bubble_um: float
    fused: float
    arc_energy: float
    strength_n: float
    bill: dict[str, float] = field(default_factory=dict)
    estimate_db: float = 0.0
    visible_defects: tuple[str, ...] = ()
    proof_passed: bool | None = None
    weak_nick_um: float = 0.0
    re_arcs: int = 0
    tick: int = 0
    origins: dict[str, int] = field(default_factory=dict)

    @property
    def loss_db(self) -> float:
        """True loss [dB], the sum of its bill."""
        return math.fsum(self.bill.values())

    @property
    def core_offset_um(self) -> float:
        """Distance between the core axes [um]."""
        return math.hypot(*self.offset_um)


@dataclass
class Sleeve:
    """The protection sleeve over the joint. centre_mm is its distance from the joint [mm]; shrunk and bent run 0..1."""

    length_mm: float
    centre_mm: float = 0.0
    placed: bool = False
    shrunk: float = 0.0
    temperature_c: float = 20.0
    cooled_s: float = 0.0
    bent: float = 0.0
    in_oven: bool = False
    done: bool = False
