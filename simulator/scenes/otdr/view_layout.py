"""Where everything lies on the OTDR's case, screen and bench, in design units; it draws nothing and reads no scene."""

from __future__ import annotations

Rect = tuple[float, float, float, float]

SCREEN: Rect = (82, 132, 1196, 780)
STATUS: Rect = (82, 132, 1196, 44)
#: The key in the status line that opens the list of kept traces.
FOLDER: Rect = (88, 136, 46, 38)
#: Keys in the status line where the job has several fibres: the next one, and what is said of this one.
FIBRE: Rect = (140, 134, 292, 40)
FIBRE_VERDICT: Rect = (440, 134, 162, 40)
READOUT: Rect = (94, 184, 868, 44)
PLOT: Rect = (142, 236, 820, 352)
STRIP: Rect = (94, 622, 868, 80)
TABLE: Rect = (94, 706, 868, 198)
LENS: Rect = (172, 450, 384, 130)
#: Header of the table and height of a row; rows shown at once.
HEAD_H, ROW_H, ROWS = 42.0, 39.0, 4
#: Columns of the table: number, kind, three figures and reflectance (right edges), verdict.
NUMBER_X, KIND_X, VERDICT_X = 116.0, 154.0, 822.0
FIGURE_X = (428.0, 550.0, 672.0, 792.0)

WAVELENGTH: Rect = (974, 184, 292, 112)
RANGE: Rect = (974, 304, 292, 80)
PULSE: Rect = (974, 392, 292, 80)
AVERAGING: Rect = (974, 480, 292, 112)
INDEX: Rect = (974, 600, 292, 80)
LIMITS: Rect = (974, 688, 292, 216)
SETTINGS = {"range": RANGE, "pulse": PULSE, "averaging": AVERAGING, "index": INDEX}

#: Hard keys: part name -> what they do, and where they are pressed.
KEYS: dict[str, Rect] = {
    "start": (1320, 222, 132, 72),
    "cursor_ab": (1320, 316, 132, 62),
    "zoom_in": (1320, 400, 62, 60),
    "zoom_out": (1390, 400, 62, 60),
    "home": (1320, 480, 62, 60),
    "save": (1390, 480, 62, 60),
    "left": (1320, 800, 62, 60),
    "right": (1390, 800, 62, 60),
}
KNOB = (1386.0, 672.0, 62.0)

PORT_PLUG = (1505.0, 279.0)
REEL = (1536.0, 334.0)
ADAPTER = (1695.0, 749.0)
#: Top left of the launch cord's plug, home in the adapter and out of it.
PLUG_IN, PLUG_OUT = (1607.0, 759.0), (1541.0, 812.0)
FAR_PLUG = (1715.0, 759.0)
PEN = (1552.0, 891.0)
TAG = (1751.0, 775.0)
#: The microscope's picture over the reel, and the buttons under it.
SCOPE: Rect = (1548, 330, 338, 338)
SCOPE_KEYS: dict[str, Rect] = {
    "other": (1516, 676, 128, 56),
    "dry": (1652, 676, 116, 56),
    "wet": (1776, 676, 124, 56),
}


def inside(rect: Rect, x: float, y: float) -> bool:
    """Whether a point lies in a rectangle."""
    return rect[0] <= x <= rect[0] + rect[2] and rect[1] <= y <= rect[1] + rect[3]


def plug_rect(plugged: bool) -> Rect:
    """Where the launch cord's plug is taken hold of."""
    x, y = PLUG_IN if plugged else PLUG_OUT
    return (x - 6, y - 8, 118, 60)


def chevrons(name: str) -> tuple[Rect, Rect]:
    """The keys up and down of a setting."""
    x, y, w, _ = SETTINGS[name]
    return (x + w - 62, y + 4, 56, 36), (x + w - 62, y + 40, 56, 36)


def coarse_chevrons() -> tuple[Rect, Rect]:
    """The keys of the index that turn it by ten fine steps."""
    return tuple((x - 60, y, w, h) for x, y, w, h in chevrons("index"))  # type: ignore[return-value]


def wavelength_chips(count: int) -> list[Rect]:
    """One key per wavelength."""
    x, y, w, _ = WAVELENGTH
    step = (w - 20) / count
    return [(x + 10 + i * step, y + 50, step - 8, 50) for i in range(count)]


def row_rect(line: int) -> Rect:
    """A line of the table, from 0."""
    x, y, w, _ = TABLE
    return (x + 2, y + HEAD_H + line * ROW_H, w - 4, ROW_H)


def kind_cell(line: int) -> Rect:
    """The cell that opens the list of kinds."""
    x, y, _, h = row_rect(line)
    return (150, y, 178, h)


def verdict_cell(line: int) -> Rect:
    """The cell that changes the verdict; for a row of the analysis its left half keeps, its right half throws out."""
    x, y, w, h = row_rect(line)
    return (810, y, x + w - 820, h)  # the bar of a long table has its place on the right


def menu_rect(kinds: int, line: int) -> Rect:
    """The list of kinds, above its row."""
    height = kinds * 44 + 12
    bottom = row_rect(line)[1] + ROW_H
    return (150, min(bottom, 902) - height, 240, height)


def menu_at(kinds: int, line: int, x: float, y: float) -> int | None:
    """Which kind of the list lies under a point."""
    left, top, w, h = menu_rect(kinds, line)
    if not (left <= x <= left + w and top + 6 <= y < top + h - 6):
        return None
    return int((y - top - 6) // 44)
