"""Preparing fibre ends: what an exercise may set, and what the hands are busy with.

It deliberately does nothing: hands, guide and view all stand on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from simulator.instruments.cleaver import CleaverDesk
from simulator.instruments.wipe import Wipe
from simulator.scenes.base import Bounds


@dataclass(frozen=True)
class Params:
    """What an exercise may set for this scene."""

    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    cleaves: Annotated[int, Bounds(1, 12, "", "good cleaves in a row asked for on each side")] = 1
    strip_aim_mm: Annotated[float, Bounds(20.0, 60.0, "mm", "length to strip")] = 35.0
    strip_tolerance_mm: Annotated[float, Bounds(1.0, 20.0, "mm", "tolerance of the stripped length")] = 5.0
    speed_low_mm_s: Annotated[float, Bounds(1.0, 100.0, "mm/s", "slowest good stripping speed")] = 12.0
    speed_high_mm_s: Annotated[float, Bounds(10.0, 200.0, "mm/s", "fastest good stripping speed")] = 40.0
    angle_limit_deg: Annotated[float, Bounds(0.1, 5.0, "deg", "cleave angle that counts as good")] = 0.5


@dataclass
class State:
    """What the view draws. x_mm, y_mm: tool in hand, as in ACTIONS; speed_mm_s: smoothed, positive to the tip."""

    side: str = "left"
    tool: str = "none"
    x_mm: float = 60.0
    y_mm: float = 0.0
    speed_mm_s: float = 0.0
    grip: bool = False
    hole: str = "250"
    wipe: Wipe | None = None
    cleaver: CleaverDesk = field(default_factory=CleaverDesk)
    offcut_in_hand: bool = False
    strip_from_mm: float | None = None
    done_steps: dict[str, set[str]] = field(default_factory=lambda: {"left": set(), "right": set()})
