"""Where the tray and what lies round it are, in design units, and how its millimetres become design units.

It deliberately draws nothing and takes no input.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.plant import tray
from simulator.ui.curves import Point, Points, bezier

Rect = tuple[float, float, float, float]

#: Top left of the tray's box, and the scale of its drawing.
ORIGIN = (182.0, 168.0)
PX_PER_MM = 5.4
#: Everything between the bars.
WORK: Rect = (0.0, 72.0, 1920.0, 896.0)
FIBRE_W = 8.5
#: The sleeve before the tray: its middle.
FRONT: Point = (750.0, 897.0)
SLEEVE_ART: Point = (128.0, 12.0)  # its middle in its picture
SLEEVE_HALF = 122.0

LOSS_CARD: Rect = (1512.0, 96.0, 360.0, 352.0)
SLACK_CARD: Rect = (1512.0, 464.0, 360.0, 132.0)
PLAN_CARD: Rect = (1512.0, 612.0, 360.0, 332.0)
PLAN_TOP = 96.0
ROW_MOST = 46.0
#: Where a press takes hold of the raised lid, and of the lid that is on.
LID_RAISED: Rect = (265.0, 76.0, 984.0, 100.0)
LID_ON: Rect = (205.0, 200.0, 1106.0, 600.0)
#: How far the lid must be drawn down (or up) with the mouse.
LID_PULL = 140.0


def to_px(x_mm: float, y_mm: float) -> Point:
    """Place on screen of a place in the tray."""
    return ORIGIN[0] + PX_PER_MM * x_mm, ORIGIN[1] + PX_PER_MM * y_mm


def to_mm(x: float, y: float) -> Point:
    """The inverse of ``to_px``, kept on the bench."""
    mm = ((x - ORIGIN[0]) / PX_PER_MM, (y - ORIGIN[1]) / PX_PER_MM)
    return max(-30.0, min(240.0, mm[0])), max(-15.0, min(146.0, mm[1]))


def points(path: Sequence[Point]) -> Points:
    """A path in millimetres as points on screen."""
    return tuple(to_px(x, y) for x, y in path)


def slot_rect(slot: int) -> Rect:
    """The slot with room for a finger."""
    y = ORIGIN[1] + PX_PER_MM * (tray.SLOT_FIRST_Y + tray.SLOT_STEP_Y * (slot - 1))
    return 622.0, y - 12.5, 260.0, 25.0


def slot_at(x: float, y: float) -> int | None:
    """The slot under a point."""
    first = slot_rect(1)
    if not first[0] - 60 <= x <= first[0] + first[2] + 60:
        return None
    number = math.floor((y - first[1]) / (PX_PER_MM * tray.SLOT_STEP_Y)) + 1
    return number if 1 <= number <= tray.SLOTS else None


def entry(side: str) -> Point:
    """Where the fibre of a side comes out of its tube."""
    return to_px(*tray.ENTRY[side])


def row_rect(index: int, count: int) -> Rect:
    """A row of the plan."""
    x, y, w, h = PLAN_CARD
    step = min(ROW_MOST, (h - PLAN_TOP - 12) / max(1, count))
    return x + 10, y + PLAN_TOP + index * step, w - 20, step


def inside(rect: Rect, x: float, y: float, margin: float = 0.0) -> bool:
    """True when a point lies in a rectangle grown by a margin."""
    left, top, width, height = rect
    return left - margin <= x <= left + width + margin and top - margin <= y <= top + height + margin


def hanging(side: str, sleeve: Point, lifted: bool) -> Points:
    """Slack of a side outside the tray: from the tube over the front edge to its sleeve; lifted: that is in a slot."""
    sign = 1.0 if side == "left" else -1.0
    x0, y0 = entry(side)
    x1, y1 = sleeve[0] - sign * SLEEVE_HALF, sleeve[1]
    if lifted:
        x2 = x0 + sign * 150
        return bezier(
            f"M{x0:.0f} {y0:.0f}C{x0:.0f} {y0 - 150:.0f} {x2:.0f} {y0 - 120:.0f} {x2:.0f} {y0 + 60:.0f}"
            f"C{x2:.0f} 930 {x1 - sign * 40:.0f} 990 {x1 - sign * 110:.0f} 810"
            f"C{x1 - sign * 160:.0f} {y1 + 130:.0f} {x1 - sign * 150:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"
        )
    x2 = x0 + sign * 190
    return bezier(
        f"M{x0:.0f} {y0:.0f}C{x0:.0f} {y0 - 170:.0f} {x2 - sign * 20:.0f} {y0 - 130:.0f} {x2:.0f} {y0 + 40:.0f}"
        f"C{x2 + sign * 20:.0f} {y0 + 170:.0f} {x1 - sign * 190:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"
    )


def stub(side: str, sleeve: Point) -> Points:
    """The beginning of the slack at a sleeve while the rest is under the finger."""
    sign = 1.0 if side == "left" else -1.0
    x, y = sleeve[0] - sign * SLEEVE_HALF, sleeve[1]
    return bezier(f"M{x:.0f} {y:.0f}c{-sign * 50} 0 {-sign * 74} 22 {-sign * 78} 60")


def cross(a: Point, b: Point, share: float) -> Point:
    """A point on the way from one to another."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
