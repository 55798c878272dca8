"""The cleaver close to the eye: fibre in its groove, flap, lid, blade, slide and the offcut.

It deliberately takes no input; where things lie is here, what a press means is in view_gestures.
"""

from __future__ import annotations

from simulator.scenes.preparation.view_worktop import COATING_W, GLASS_W, Rect
from simulator.ui.canvas import Canvas
from simulator.ui.curves import bezier

BASE = (430.0, 462.0)
CUT_X, LINE_Y = BASE[0] + 397.0, BASE[1] + 105.0
#: Lengths at the cleaver are drawn larger, so that half a millimetre can be seen.
PX_PER_MM = 16.0
PX_PER_MM_HEIGHT = 9.0
SCALE = 1.6
SLIDE_TRAVEL = 26.0

PARTS: dict[str, Rect] = {
    "flap_open": (BASE[0] + 85, BASE[1] - 30, 97, 104),
    "flap_closed": (BASE[0] + 78, BASE[1] + 62, 99, 95),
    "lid_open": (BASE[0] + 202, BASE[1] - 255, 390, 240),
    "lid_closed": (BASE[0] + 182, BASE[1] - 4, 453, 150),
    "slide": (BASE[0] + 317, BASE[1] + 182, 160, 127),
    "offcut": (BASE[0] + 525, BASE[1] + 40, 190, 120),
}


def edge_x(length_mm: float) -> float:
    """Where the edge of the coating lies for a cleave length."""
    return CUT_X - PX_PER_MM * length_mm


def place_of(x: float, y: float) -> tuple[float, float]:
    """(length, height) [mm] of a point to which the edge of the coating is dragged."""
    return max(-4.9, min(39.9, (CUT_X - x) / PX_PER_MM)), max(0.0, min(30.0, (LINE_Y - y) / PX_PER_MM_HEIGHT))


def _part(canvas: Canvas, name: str, dx: float = 0.0, dy: float = 0.0) -> None:
    info = canvas.parts.info(f"bench/cleaver_closeup_{name}")
    offset = info.on or ("", 0.0, 0.0)
    canvas.part(f"bench/cleaver_closeup_{name}", BASE[0] + offset[1] + dx, BASE[1] + offset[2] + dy)


def draw_cleaver(canvas: Canvas, scene) -> None:
    """The cleaver as it stands, the fibre in it or above it."""
    desk = scene.state.cleaver
    lid, flap = desk.lid_closed, desk.flap_closed
    area = (BASE[0] - 40, BASE[1] - 262, 940, 660)
    canvas.layer(("cleaver back", lid, flap), lambda c: _paint_back(c, lid, flap), area)
    _draw_fibre(canvas, scene)
    if flap:
        _part(canvas, "fibre_holder_flap_closed")
    _part(canvas, "blade", dy=-13.8 * desk.slide)
    if desk.offcut_in:
        _part(canvas, "offcuts")
    if lid:
        _part(canvas, "lid_closed")
    _part(canvas, "slide", dy=-SLIDE_TRAVEL * desk.slide)


def _paint_back(canvas: Canvas, lid: bool, flap: bool) -> None:
    """What lies under the fibre."""
    if not lid:
        _part(canvas, "lid_open")
    _part(canvas, "base")
    _part(canvas, "fibre_holder")
    if not flap:
        _part(canvas, "fibre_holder_flap_open")


def _draw_fibre(canvas: Canvas, scene) -> None:
    desk, end = scene.state.cleaver, scene.mat.end
    if not desk.fibre_in and scene.state.tool != "cleaver":
        return
    height = round(desk.height_mm if desk.fibre_in else 9.0, 1)
    x = round(edge_x(desk.length_mm if desk.fibre_in else 24.0))
    tip = round(x + end.bare_mm * PX_PER_MM)
    key = ("cleaver fibre", end.colour, x, tip, height)
    y = LINE_Y - height * PX_PER_MM_HEIGHT
    canvas.layer(key, lambda c: _paint_fibre(c, end.colour, x, y, tip, height), (-10, 180, max(tip, x) + 60, 480))


def _paint_fibre(canvas: Canvas, colour: str, x: float, y: float, tip: float, height: float) -> None:
    path = bezier(f"M-10 424C120 424 200 {y:.1f} {max(260.0, x - 190):.1f} {y:.1f}H{x:.1f}")
    canvas.fibre_shadow(path, COATING_W * SCALE, 6, 6 + 3 * height)
    canvas.tube(path, COATING_W * SCALE, colour)
    if tip > x + 1:
        canvas.glass([(x, y), (tip, y)], GLASS_W * SCALE)


def draw_guides(canvas: Canvas, scene, good: bool) -> None:
    """The green place of the coating's edge, and the line of the cut."""
    aim = edge_x(scene.plant.site.cleaver.length_mm)
    canvas.rect(aim - 9, LINE_Y - 30, 18, 60, "good_pale" if good else "light_pale", 6, 3, "good" if good else "light")
    canvas.dashed([(CUT_X, LINE_Y - 44), (CUT_X, LINE_Y + 44)], "light", 3, 7, 6)
