"""Where everything of the power scene lies, in design units; it draws nothing and reads no scene."""

from __future__ import annotations

import math

Rect = tuple[float, float, float, float]
Point = tuple[float, float]

#: What lies left of the rail.
SUBJECT: Rect = (0.0, 72.0, 1512.0, 896.0)

# light source and meter
SOURCE, METER, ZOOM = (100.0, 210.0), (980.0, 210.0), 1.2
SOURCE_SIZE, METER_SIZE = (334.0, 272.0), (338.0, 263.0)
SOURCE_PORT, METER_PORT = (180.4, 213.6), (1042.4, 212.4)
SOURCE_KEYS: dict[str, Rect] = {
    name: (SOURCE[0] + (35 + 88 * i) * ZOOM, SOURCE[1] + 185 * ZOOM, 88 * ZOOM, 46 * ZOOM)
    for i, name in enumerate(("power", "wave", "laser"))
}
SOURCE_SCREEN: Rect = (SOURCE[0] + 113 * ZOOM, SOURCE[1] + 57 * ZOOM, 184 * ZOOM, 112 * ZOOM)
METER_KEY_NAMES = ("power", "wave", "unit", "ref")
#: The job's paper between the two.
JOB: Rect = (528, 196, 420, 332)
#: The source's plug in its port, as it is taken hold of.
PORT_PLUG: Rect = (148, 112, 66, 112)

# rows of the bench: left and right plug meet in adapters
ROWS_Y = {"two": 612.0, "three": 716.0, "link": 850.0}
ADAPTERS = {"two": (744.0, 744.0), "three": (560.0, 930.0), "link": (420.0, 1070.0)}
LEFT_HOME, RIGHT_HOME = (236.0, 612.0), (1236.0, 612.0)
#: Distance from a plug's tip to the middle of its adapter.
TIP = 10.0
STRIP: Rect = (474, 792, 542, 132)

# at the subscriber's
#: The room is seen through its door, so far to the left of its place in the picture; the wall begins at its casing.
ROOM_DX, WALL_X, WALL_Y, WALL_H = -290.0, 474.0, 72.0, 896.0
OUTLET, OUTLET_ZOOM = (524.0, 236.0), 0.74
OUTLET_SIZE = (494.0 * OUTLET_ZOOM, 479.0 * OUTLET_ZOOM)
OUTLET_PORT = (OUTLET[0] + 461.0 * OUTLET_ZOOM, OUTLET[1] + 347.0 * OUTLET_ZOOM)
OUTLET_ENTRY = (OUTLET[0] + 2.0 * OUTLET_ZOOM, OUTLET[1] + 319.0 * OUTLET_ZOOM)
BIG_METER, BIG_ZOOM = (1036.0, 196.0), 1.32
#: Where its plug lies: on the table, and before the wall where the attenuator stands there.
OUTLET_HOME, OUTLET_HOME_BESIDE = (650.0, 764.0), (650.0, 642.0)
#: The table before the wall, and how high over a meter the hook is that it hangs on.
TABLE, HOOK_UP = (490.0, 664.0), 66.0
#: Where the meter's cord comes down between outlet and meter.
RISE_X = 988.0

# at the subscriber's with box and attenuator
BESIDE_METER = (1064.0, 184.0)
BOX: Rect = (1030, 538, 420, 162)
#: The part that shows it, its socket, the middles of its name and of its lamps.
BOX_PART, BOX_SOCKET, BOX_NAME = (1016.0, 520.0), (1032.0, 642.0), (1096.0, 672.0)
BOX_LAMPS, BOX_LAMP_Y, BOX_SAID_Y = (1246.0, 1356.0), 622.0, 656.0
VOA: Rect = (544, 704, 456, 256)
VOA_SCREEN: Rect = (VOA[0] + 80, VOA[1] + 47, 148, 76)
VOA_NAME: Rect = (VOA[0] + 74, VOA[1] + 146, 158, 50)
VOA_KNOB: tuple[float, float, float] = (VOA[0] + 322, VOA[1] + 115, 62.0)
#: Its sockets: light in at the left, out at the right.
VOA_PORTS: tuple[Point, Point] = ((VOA[0] + 2, VOA[1] + 177), (VOA[0] + 454, VOA[1] + 177))
#: Ends of the knob's scale [dB]; what a design unit of drag, a notch of the wheel and a tick of a key turn it [dB].
VOA_RANGE = (0.0, 30.0)
KNOB_DB, NOTCH_DB, KEY_DB = 0.04, 0.1, 0.05
#: The paper with the line, and where it lies beside box and attenuator.
ROUTE, ROUTE_BESIDE = (880.0, 750.0, 600.0, 150.0), (1124.0, 728.0, 372.0, 226.0)
#: Larger where the trainee counts its parts.
ROUTE_COUNTED = (836.0, 694.0, 652.0, 262.0)

# right rail
SHEET: Rect = (1512, 96, 360, 604)
VERDICT: Rect = (1512, 720, 360, 232)
NOTE: Rect = (1532, 0, 320, 56)
GOOD: Rect = (1532, 774, 154, 98)
BAD: Rect = (1698, 774, 154, 98)
DONE: Rect = (1532, 884, 320, 56)
GAUGE: Rect = (1540, 622, 304, 22)
SCOPE: Rect = (1536, 160, 312, 312)
SCOPE_KEYS: dict[str, Rect] = {
    "before": (1532, 486, 60, 56), "after": (1792, 486, 60, 56),
    "dry": (1532, 560, 154, 60), "wet": (1698, 560, 154, 60), "close": (1532, 632, 320, 56),
}  # fmt: skip

# red light, which fibre
HERE: Rect = (48, 100, 700, 276)
THERE: Rect = (788, 100, 692, 852)
FIBRE_STEP = 54.0
ADAPTER_Y, FAR_END = 292.0, 650.0
#: Where the far fibres are pointed at, from under the tube down to their figures.
FAR: Rect = (800, 262, 668, 486)
PEN_HOME: Point = (620.0, 868.0)
NONE_GLOWS: Rect = (980, 846, 310, 64)
EYE_SIGN: Point = (72.0, 736.0)
#: What lies on the upper half of the mat, clear of a pen in any of the plugs that are asked for.
WIPES, BOTTLE, PUMP = (318.0, 462.0), (572.0, 476.0), (579.0, 451.0)

# red light, on the way
WAY: tuple[Point, ...] = ((470, 210), (1400, 210), (1400, 470), (120, 470), (120, 730), (1400, 730))
#: Heights at which the cord runs level.
WAY_ROWS = (210.0, 470.0, 730.0)
PEN_IN: Point = (462.0, 210.0)
#: The bench under the wall, and the plate with the adapter at the head of the cord.
BENCH_TOP, HEAD_PLATE = (0.0, 778.0), (436.0, 142.0, 112.0, 136.0)
LAMP: Rect = (1372, 92, 112, 92)
KIND_KEYS: dict[str, Rect] = {"bend": (1532, 580, 154, 98), "break": (1698, 580, 154, 98)}
LENS: Rect = (1536, 160, 312, 312)
#: Metres that the lens shows on either side of the hand.
LENS_M = 4.0
#: The pen, level, with its mouth at the origin: parts and their top left.
PEN_PARTS = (("red_pen_tip_sc", -79.0, -21.0, 89.0, 53.0), ("red_pen_body", -381.0, -26.0, 324.0, 79.0))
PEN_SWITCH = {"off": -287.0, "blink": -261.0, "steady": -235.0}
PEN_LENGTH = 385.0


def inside(rect: Rect, x: float, y: float, margin: float = 0.0) -> bool:
    """Whether a point lies in a rectangle grown by a margin."""
    return (
        rect[0] - margin <= x <= rect[0] + rect[2] + margin and rect[1] - margin <= y <= rect[1] + rect[3] + margin
    )


def meter_of(params) -> str:
    """How the meter stands: small beside a source, big alone, or beside the subscriber's box."""
    if params.mode != "subscriber":
        return "small"
    return "beside" if params.attenuator else "big"


def meter_place(how: str) -> tuple[Point, float]:
    """Top left and size factor of the meter."""
    return {"small": (METER, ZOOM), "big": (BIG_METER, BIG_ZOOM), "beside": (BESIDE_METER, ZOOM)}[how]


def outlet_home(params) -> Point:
    """Where the plug of the outlet's cord lies while it is in nothing."""
    return OUTLET_HOME_BESIDE if params.attenuator else OUTLET_HOME


def meter_port(how: str) -> Point:
    """Where the meter's cord goes in."""
    (x, y), zoom = meter_place(how)
    return x + 52 * zoom, y + 2 * zoom


def meter_keys(how: str) -> dict[str, Rect]:
    """The four keys of the meter."""
    (x, y), zoom = meter_place(how)
    return {
        name: (x + (37 + 68 * i) * zoom, y + 174 * zoom, 60 * zoom, 44 * zoom)
        for i, name in enumerate(METER_KEY_NAMES)
    }


def meter_screen(how: str) -> Rect:
    """The display of the meter."""
    (x, y), zoom = meter_place(how)
    return x + 39 * zoom, y + 46 * zoom, 260 * zoom, 112 * zoom


def left_tip(end: str) -> Point:
    """Tip of the source's plug by where it is: on its row, or at home."""
    if end in ADAPTERS:
        return ADAPTERS[end][0] - TIP, ROWS_Y[end]
    return LEFT_HOME


def right_tip(end: str) -> Point:
    """Tip of the meter's plug by where it is."""
    if end in ADAPTERS:
        return ADAPTERS[end][1] + TIP, ROWS_Y[end]
    return RIGHT_HOME


def row_y(row: int, notes: int) -> float:
    """Top of a row of the budget under so many lines of readings."""
    return SHEET[1] + 64 + 46 * notes + 70 + 66 * row


def note_rect(notes: int) -> Rect:
    """The key that writes down what the meter shows."""
    return (1532, SHEET[1] + 60 + 46 * notes, 320, 56)


def knob_rect() -> Rect:
    """Round the attenuator's knob."""
    x, y, r = VOA_KNOB
    return (x - r, y - r, 2 * r, 2 * r)


def margin_y(notes: int) -> float:
    """Middle of the line of the sheet that tells the margin."""
    return note_rect(notes)[1] + 100.0


def margin_rect(notes: int) -> Rect:
    """The key that writes down the margin."""
    return (1532, margin_y(notes) + 30.0, 320, 56)


def step_keys(row: int, notes: int) -> tuple[Rect, Rect]:
    """Keys less and more of a row of the budget."""
    y = row_y(row, notes)
    return (1658, y + 5, 50, 50), (1808, y + 5, 50, 50)


def near_x(number: int) -> float:
    """Middle of the near adapter of a fibre, by its number."""
    return HERE[0] + 52 + FIBRE_STEP * (number - 1)


def far_x(number: int) -> float:
    """Middle of a fibre at the other end, by its number."""
    return THERE[0] + 50 + FIBRE_STEP * (number - 1)


def way_point(share: float) -> Point:
    """A place on the way, 0 at the pen to 1 at the end."""
    lengths = [math.dist(a, b) for a, b in zip(WAY, WAY[1:], strict=False)]
    left = min(1.0, max(0.0, share)) * sum(lengths)
    for (a, b), length in zip(zip(WAY, WAY[1:], strict=False), lengths, strict=True):
        if left <= length:
            return a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
        left -= length
    return WAY[-1]


def way_share(x: float, y: float) -> tuple[float, float]:
    """The place of the way nearest to a point [0 to 1], and how far the point is from it."""
    best, at, run = (math.inf, 0.0), 0.0, 0.0
    whole = sum(math.dist(a, b) for a, b in zip(WAY, WAY[1:], strict=False))
    for a, b in zip(WAY, WAY[1:], strict=False):
        length = math.dist(a, b)
        t = ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / length**2
        t = min(1.0, max(0.0, t))
        away = math.dist((x, y), (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
        if away < best[0]:
            best, at = (away, 0.0), run + t * length
        run += length
    return at / whole, best[0]


def answer_rows(count: int) -> list[Rect]:
    """Lines of the sheet, one per fibre that is asked for."""
    step = min(92.0, 520.0 / count)
    return [(1528, SHEET[1] + 68 + step * i, 328, step - 8) for i in range(count)]
