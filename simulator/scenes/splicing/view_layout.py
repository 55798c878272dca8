"""Where things of the splicing scene are, in design units, and how millimetres at the machine become design units.

It deliberately draws nothing and takes no input.
"""

from __future__ import annotations

Rect = tuple[float, float, float, float]

AXIS_X = 744.0  # electrode axis
FIBRE_Y = 312.0  # bottom of the V-grooves
PX_PER_MM_Z = 20.0  # along the fibre: larger than life, as the lens is
PX_PER_MM_H = 8.0  # above the groove
LIFTED_Y = 236.0  # where the hands hold the splice before the oven
OVEN_Y = 160.0  # axis of the oven
SLEEVE_PX_PER_MM = 4.4  # sleeve of 60 mm = 264 units, as the oven's sleeve is drawn

SCREEN: Rect = (264, 460, 800, 388)
CAMERA: dict[str, Rect] = {"x": (272, 508, 534, 164), "y": (272, 680, 534, 164)}
BOXES: dict[str, Rect] = {
    "angle_left": (818, 508, 115, 104),
    "angle_right": (941, 508, 115, 104),
    "offset": (818, 620, 238, 104),
    "estimate": (818, 732, 238, 112),
}

#: Machine keys as the hand finds them.
KEYS: dict[str, Rect] = {
    "menu": (1100, 454, 148, 89),
    "reset": (1100, 556, 148, 89),
    "arc": (1100, 658, 148, 95),
    "set": (1100, 766, 148, 99),
}
CLAMPS: dict[str, Rect] = {"left": (366, 262, 132, 100), "right": (990, 262, 132, 100)}
#: How high the lid of an open clamp stands above the jaw [design units].
CLAMP_LID = 48.0
COVER_CLOSED: Rect = (517, 206, 454, 221)
COVER_OPEN: Rect = (519, 84, 450, 80)
OVEN_CLOSED: Rect = (478, 129, 532, 64)
OVEN_OPEN: Rect = (497, 76, 494, 118)

RAIL_X = 1512.0
RAIL_W = 360.0
CHECKS: Rect = (RAIL_X, 96, RAIL_W, 392)
CARD: Rect = (RAIL_X, 512, RAIL_W, 432)


def inside(rect: Rect, x: float, y: float, margin: float = 0.0) -> bool:
    """True when a point lies in a rectangle grown by a margin."""
    left, top, width, height = rect
    return left - margin <= x <= left + width + margin and top - margin <= y <= top + height + margin


def sleeve_x(centre_mm: float) -> float:
    """Where the centre of the sleeve is drawn: one that is far along the fibre stays in sight beside the hand."""
    return max(300.0, min(1200.0, AXIS_X + centre_mm * SLEEVE_PX_PER_MM))


def clamp(side: str, closed: bool) -> Rect:
    """Where a sheath clamp is pressed: its jaw, and its lid that stands up behind while it is open."""
    x, y, w, h = CLAMPS[side]
    return (x, y, w, h) if closed else (x, y - CLAMP_LID, w, h + CLAMP_LID)


def tip(side: str, z_mm: float, h_mm: float) -> tuple[float, float]:
    """Where the tip of a fibre is drawn; z and h as in the scene's actions."""
    sign = 1.0 if side == "left" else -1.0
    return AXIS_X + sign * z_mm * PX_PER_MM_Z, FIBRE_Y - h_mm * PX_PER_MM_H


def place(side: str, x: float, y: float) -> tuple[float, float]:
    """The inverse of ``tip``: (z, h) [mm] of a point, kept above the groove's bottom."""
    sign = 1.0 if side == "left" else -1.0
    z = sign * (x - AXIS_X) / PX_PER_MM_Z
    h = (FIBRE_Y - y) / PX_PER_MM_H
    return max(-55.0, min(20.0, z)), max(0.0, min(40.0, h))
