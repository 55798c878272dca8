"""Where things lie in the preparation scene, and how millimetres of the work become design units.

It deliberately draws nothing and changes nothing: places, rectangles and paths only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ui.curves import Point, Points, bezier

if TYPE_CHECKING:
    from simulator.plant import FibreEnd
    from simulator.scenes.preparation.logic import Preparation

Rect = tuple[float, float, float, float]

#: The mat's printed ruler: its zero lies under the fibre tip, millimetres grow to the left.
PX_PER_MM = 6.0
ZERO_X = 970.0
AXIS_Y = 410.0
#: What the hand may reach [mm]: the limits of the action "hand".
REACH_X = (-120.0, 400.0)
REACH_Y = (-120.0, 400.0)
SUBJECT: Rect = (0.0, 72.0, 1504.0, 896.0)
MOUTH: Point = (112.0, 424.0)
STRAIGHT_FROM = 420.0
FIBRE_W = 12.0
CURVE: Points = bezier("M112 424C200 418 280 410 420 410")

#: Cards of the right rail, the magnifier's centre and radius.
LENS_CARD: Rect = (1512.0, 96.0, 360.0, 480.0)
CARD: Rect = (1512.0, 600.0, 360.0, 344.0)
LENS: tuple[float, float, float] = (1692.0, 336.0, 136.0)

#: Things on the bench that may be clicked.
WIPES: Rect = (64.0, 108.0, 190.0, 178.0)
BOTTLE: Rect = (266.0, 104.0, 112.0, 190.0)
CLEAVER: Rect = (608.0, 84.0, 278.0, 206.0)
BIN: Rect = (918.0, 122.0, 124.0, 172.0)
SLEEVES: Rect = (1100.0, 130.0, 112.0, 116.0)
RECESS: Rect = (1216.0, 130.0, 228.0, 116.0)
SCISSORS: Rect = (40.0, 716.0, 140.0, 104.0)
TABLE_SHARDS: tuple[Point, ...] = ((748.0, 604.0), (812.0, 626.0), (690.0, 628.0), (866.0, 600.0), (640.0, 606.0))

#: The cleaver seen near: top left of its base, pixels per millimetre along its scale and above its groove.
NEAR: Point = (330.0, 356.0)
NEAR_PX_PER_MM = 15.0
NEAR_HEIGHT_PX = 12.0
CUT_X = NEAR[0] + 397.0
GROOVE_Y = NEAR[1] + 104.0
#: Where the fibre waits before it is laid in: length on the scale and height above the groove [mm].
WAITING = (19.0, 8.0)
PINCH_AHEAD = 300.0
FLAP: Rect = (NEAR[0] + 78.0, NEAR[1] - 34.0, 110.0, 110.0)
FLAP_CLOSED: Rect = (NEAR[0] + 74.0, NEAR[1] + 58.0, 106.0, 104.0)
LID_OPEN: Rect = (NEAR[0] + 206.0, NEAR[1] - 258.0, 382.0, 252.0)
LID_CLOSED: Rect = (NEAR[0] + 196.0, NEAR[1] + 4.0, 402.0, 164.0)
SLIDE: Rect = (NEAR[0] + 325.0, NEAR[1] + 180.0, 150.0, 124.0)
DIAL: Rect = (NEAR[0] + 520.0, NEAR[1] + 204.0, 68.0, 68.0)
OFFCUT_BED: Rect = (NEAR[0] + 500.0, NEAR[1] + 50.0, 230.0, 104.0)
#: Way of the mouse from the front of the slide to its end [design units].
STROKE_PX = 120.0
SIDES_SWITCH: Rect = (1296.0, 12.0, 300.0, 46.0)
DONE: Rect = (640.0, 884.0, 300.0, 64.0)


def inside(rect: Rect, x: float, y: float) -> bool:
    """Whether a point lies in a rectangle."""
    return rect[0] <= x <= rect[0] + rect[2] and rect[1] <= y <= rect[1] + rect[3]


def grown(rect: Rect, by: float) -> Rect:
    """The rectangle, wider on every side."""
    return (rect[0] - by, rect[1] - by, rect[2] + 2 * by, rect[3] + 2 * by)


def clamp(value: float, low: float, high: float) -> float:
    """The value within limits."""
    return low if value < low else high if value > high else value


def x_of(mm: float) -> float:
    """Place on the mat of a distance from the tip [mm]."""
    return ZERO_X - PX_PER_MM * mm


def y_of(mm: float) -> float:
    """Place on the mat of a height off the fibre's axis [mm, up]."""
    return AXIS_Y - PX_PER_MM * mm


def hand_at(x: float, y: float) -> tuple[float, float]:
    """(mm from the tip, mm off the axis) of a point, within what the action "hand" allows."""
    along = clamp((ZERO_X - x) / PX_PER_MM, *REACH_X)
    off = clamp((axis_y(x) - y) / PX_PER_MM, *REACH_Y)
    return (round(along, 3), round(off, 3))


def axis_y(x: float) -> float:
    """Height of the fibre's axis at a place on the mat."""
    if x >= STRAIGHT_FROM:
        return AXIS_Y
    for (x0, y0), (x1, y1) in zip(CURVE, CURVE[1:], strict=False):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / max(1e-6, x1 - x0)
    return MOUTH[1]


def near_x(length_mm: float) -> float:
    """Place of the coating's edge for a length on the cleaver's scale [mm]."""
    return CUT_X - NEAR_PX_PER_MM * length_mm


def near_y(height_mm: float) -> float:
    """Place of the fibre for a height above the groove [mm]."""
    return GROOVE_Y - NEAR_HEIGHT_PX * height_mm


def close_up(scene: Preparation) -> bool:
    """Whether the cleaver is brought near."""
    state = scene.state
    return state.tool == "cleaver" or state.cleaver.fibre_in or (state.tool == "bin" and state.cleaver.offcut_in)


def end_of(scene: Preparation) -> FibreEnd:
    """The fibre end that lies on the mat."""
    return scene.plant.ends[scene.state.side]


def sleeve_limit_mm(scene: Preparation) -> float:
    """How far from the tip the middle of the sleeve can be brought on the mat [mm]."""
    return (ZERO_X - MOUTH[0] - 6.0) / PX_PER_MM - scene.plant.sleeve.length_mm / 2.0


def pull_of(scene: Preparation):
    """The pull that is going on, None without one that bites coating."""
    pull = scene.mat.stripper.pull
    return pull if pull is not None and pull.bites else None


def loose_coating(scene: Preparation) -> tuple[float, float] | None:
    """(near, far) from the tip [mm] of the coating that is being pushed off; near may lie beyond the tip."""
    pull = pull_of(scene)
    end = end_of(scene)
    if pull is None:
        return (0.0, end.cuff_mm) if end.cuff_mm > 0.0 else None
    far = scene.state.x_mm if pull.off else pull.front_mm
    whole = pull.start_mm - pull.bare_mm if pull.start_mm > pull.bare_mm else end.cuff_mm
    return (far - whole, far)


def coated_from_mm(scene: Preparation) -> float:
    """Distance from the tip [mm] beyond which the coating still sits where it was."""
    pull = pull_of(scene)
    return end_of(scene).bare_mm if pull is None else max(pull.start_mm, end_of(scene).bare_mm)


def edge_mm(scene: Preparation) -> float:
    """Distance from the tip to the place that matters now [mm]: the torn edge of the coating, else the tip."""
    return coated_from_mm(scene)


def tool_point(scene: Preparation) -> Point:
    """Where the tool in hand is, on the mat."""
    state = scene.state
    x = x_of(state.x_mm)
    return (x, axis_y(x) - PX_PER_MM * state.y_mm)
