"""Where cables, fibres, holder and cards lie in the scene of the splicing plan. It deliberately draws nothing."""

from __future__ import annotations

import math

from simulator.plant.site import COLOURS
from simulator.ui.curves import Point, Points, bezier

Rect = tuple[float, float, float, float]

MAT: Rect = (40.0, 132.0, 1432.0, 796.0)
MIDDLE_X, MIDDLE_Y = 756.0, 506.0
#: What each side's cable and fibres lie on; the halves meet in the holder.
HALF: dict[str, Rect] = {"left": (0.0, 72.0, MIDDLE_X, 896.0), "right": (MIDDLE_X, 72.0, 1920.0 - MIDDLE_X, 896.0)}
HOLDER: Rect = (636.0, 438.0, 240.0, 136.0)
MOUTH_X = {"left": 232.0, "right": 1280.0}
#: Left edge and width of each cable, which comes from the frame's edge or from under the plan's card; the vice that
#: holds it, and its name between vice and mouth.
CABLE = {"left": (0.0, MOUTH_X["left"]), "right": (MOUTH_X["right"], 1692.0 - MOUTH_X["right"])}
VICE_X = {"left": 66.0, "right": 1446.0}
NAME_X = {"left": 172.0, "right": 1340.0}
#: How far yarns and vice reach from the cable's middle and from its mouth.
VICE_REACH, YARN_REACH = 210.0, 150.0
TIP_X = {"left": 470.0, "right": 1042.0}
FIRST_Y, STEP_Y = 226.0, 51.0
CABLE_W = 74.0
FIBRE_W = 11.0
PLAN_CARD: Rect = (1512.0, 96.0, 360.0, 544.0)
PAIR_CARD: Rect = (1512.0, 664.0, 360.0, 280.0)
GO: Rect = (1536.0, 860.0, 312.0, 64.0)


def tip(side: str, colour: str) -> Point:
    """End of a fibre in its fan."""
    return TIP_X[side], FIRST_Y + STEP_Y * COLOURS.index(colour)


def path(side: str, colour: str, end: Point) -> Points:
    """A fibre from the mouth of its cable to a point."""
    index = COLOURS.index(colour)
    sign = 1 if side == "left" else -1
    x0, y0 = MOUTH_X[side], MIDDLE_Y + (index - 5.5) * 3.6
    x1, y1 = end
    reach = abs(x1 - x0)
    return bezier(f"M{x0} {y0}C{x0 + sign * reach * 0.35} {y0} {x1 - sign * reach * 0.5} {y1} {x1} {y1}")


def clip(side: str) -> Point:
    """Where a taken fibre ends, in the holder."""
    return MIDDLE_X + (-18.0 if side == "left" else 18.0), MIDDLE_Y


def inside(rect: Rect, x: float, y: float, grow: float = 0.0) -> bool:
    """Whether a point lies in a rectangle, or so near to it."""
    return rect[0] - grow <= x <= rect[0] + rect[2] + grow and rect[1] - grow <= y <= rect[1] + rect[3] + grow


def nearest(side: str, x: float, y: float, free: set[str]) -> str | None:
    """The fibre of a side whose end lies under a point, None when none does."""
    within = (TIP_X[side] - 190, TIP_X[side] + 170) if side == "left" else (TIP_X[side] - 170, TIP_X[side] + 190)
    if not within[0] <= x <= within[1]:
        return None
    found = [(abs(y - tip(side, colour)[1]), colour) for colour in COLOURS if colour in free]
    best = min(found, default=(math.inf, None))
    return best[1] if best[0] <= STEP_Y / 2 else None
