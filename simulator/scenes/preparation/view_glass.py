"""The magnifier: what the eye cannot see, drawn from what the glass holds, millimetre by millimetre.

It deliberately invents nothing: grains, gel, nicks and the face are those of the plant; only their places inside a
millimetre come from the cosmetic stream.
"""

from __future__ import annotations

import math

from simulator.plant import Chance, FibreEnd
from simulator.scenes.preparation.view_worktop import FIBRE_Y, x_of
from simulator.ui.canvas import Canvas

CX, CY, R = 1692.0, 336.0, 136.0
#: Across the fibre the lens is to scale (250 um = 108); along it, one millimetre is this wide.
UNIT_PER_UM = 0.432
PX_PER_MM = 34.0
LEAN_SCALE = 3.0


def focus_mm(scene) -> float:
    """Where the lens looks [mm from the tip]: at the tool that works, else at the face, else at the coating's edge."""
    state, end = scene.state, scene.mat.end
    if state.grip and state.tool in ("stripper", "wipe", "sleeve"):
        return max(0.0, state.x_mm)
    if end.face is not None and state.tool != "stripper":
        return 1.5
    return end.bare_mm if end.bare_mm > 0 else scene.params.strip_aim_mm


def draw_magnifier(canvas: Canvas, scene, cosmetic: Chance) -> None:
    """Ring, glass and what is seen through it; a dotted thread to the place on the fibre."""
    at = focus_mm(scene)
    end: FibreEnd = scene.mat.end
    key = (
        "magnifier", end.side, round(at * 2), round(end.length_mm, 1), round(end.coating_edge_mm, 1), _pattern(end, at),
        None if end.face is None else (round(end.face.angle_deg, 1), end.face.defect, round(end.face.dust, 1)),
        len(end.nicks), round(_edge_mm(scene) * 4),
    )  # fmt: skip
    canvas.layer(key, lambda c: _paint(c, scene, at, cosmetic), (CX - 170, CY - 166, 340, 344))


def draw_thread(canvas: Canvas, scene) -> None:
    """The ring on the fibre and the dotted thread to the lens."""
    x = x_of(focus_mm(scene))
    if 200 < x < 1400 and scene.state.tool != "cleaver":
        x = round(x)
        canvas.circle(x, FIBRE_Y, 26, None, 4, "light")
        # Painted apart: the long level piece never changes, the short upright one is only moved along.
        with canvas.clip(x, 280, 1512 - x, 24):
            canvas.layer(("thread", "level"), lambda c: c.dashed([(200, 292), (1512, 292)], "light", 3, 3, 6), (196, 286, 1320, 12))
        canvas.layer(("thread", "upright", x), lambda c: c.dashed([(x, FIBRE_Y - 30), (x, 296)], "light", 3, 3, 6), (x - 6, 286, 12, 100))


def _edge_mm(scene) -> float:
    pull = scene.mat.stripper.pull
    return pull.start_mm if pull is not None and pull.bites and not pull.off else scene.mat.end.bare_mm


def _pattern(end: FibreEnd, at: float) -> tuple[int, ...]:
    cells = end.cells(max(0.0, at - 5), at + 5)
    return (*(int(v * 20) for v in end.residue[cells]), -1, *(int(v * 10) for v in end.dirt[cells]))


def _paint(canvas: Canvas, scene, at: float, cosmetic: Chance) -> None:
    canvas.part("bench/lens_field")
    with canvas.clip_circle(CX, CY, R) as lens:
        _paint_fibre(lens, scene, at)
        _paint_dirt(lens, scene.mat.end, at, _edge_mm(scene), cosmetic)
        for nick in scene.mat.end.nicks:
            _paint_nick(lens, CX - (scene.mat.end.length_mm - nick.station_mm - at) * PX_PER_MM, nick.depth_um)
    canvas.part("bench/lens_shine")
    canvas.part("bench/lens_ring")


def _paint_fibre(canvas: Canvas, scene, at: float) -> None:
    end = scene.mat.end
    tones = canvas.theme.fibre(end.colour)
    half, coat = 125 * UNIT_PER_UM / 2, 250 * UNIT_PER_UM / 2
    edge, tip = CX - (_edge_mm(scene) - at) * PX_PER_MM, CX + at * PX_PER_MM
    left = CX - R - 10
    right = min(tip, CX + R + 10)
    lean = 0.0
    if end.face is not None:
        lean = math.tan(math.radians(min(20.0, LEAN_SCALE * end.face.angle_deg))) * half
    top_x, low_x = right + lean, right - lean
    if right > left:
        canvas.polygon([(left, CY - half), (top_x, CY - half), (low_x, CY + half), (left, CY + half)], "glass_edge")
        canvas.polygon([(left, CY - half + 4), (top_x - 2, CY - half + 4), (low_x - 2, CY + half - 4), (left, CY + half - 4)], "glass")
        canvas.gradient(left, CY - half + 6, right - left - 8, 2 * half - 12, ((0, "panel"), (0.3, "glass"), (1, "glass_edge")))
        canvas.rect(left, CY - 3, right - left - 3, 6, "light")
        canvas.rect(left, CY - 1, right - left - 3, 2, "light_core")
    if edge > left:
        stop = min(edge, CX + R + 10)
        bands = ((0, tones.dark), (0.12, tones.base), (0.32, tones.light), (0.5, tones.base), (0.85, tones.dark), (1, tones.dark))
        canvas.gradient(left, CY - coat, stop - left, 2 * coat, bands)
        torn = [(stop, CY - coat)] + [(stop + (7 if k % 2 else -3), CY - coat + k * coat / 5) for k in range(1, 10)] + [(stop, CY + coat)]
        canvas.polygon([(stop - 4, CY - coat), *torn, (stop - 4, CY + coat)], tones.base)
    if end.face is not None and tip < CX + R:
        _paint_defect(canvas, end, right, half)


def _paint_defect(canvas: Canvas, end: FibreEnd, x: float, half: float) -> None:
    face = end.face
    assert face is not None
    if face.defect == "chip":
        size = 8 + 22 * face.defect_size
        canvas.polygon([(x + 10, CY - half - 3), (x - size, CY - half - 3), (x + 10, CY - half + size)], "screen")
    elif face.defect == "lip":
        canvas.polygon([(x - 2, CY + half), (x + 12, CY + half), (x - 2, CY + half - 14)], "glass_edge")
    elif face.defect in ("hackle", "mist", "shattered"):
        for step in range(6):
            y = CY - half + 6 + step * (2 * half - 12) / 5
            canvas.line(x - 4 - 6 * (step % 3), y, x + 3, y, "ink_soft", 2.5)
    for step in range(round(5 * face.dust)):
        canvas.circle(x - 3, CY - half + 8 + step * 10, 3.5, "cause_3")


def _paint_dirt(canvas: Canvas, end: FibreEnd, at: float, edge_mm: float, cosmetic: Chance) -> None:
    """Drops and crumbs: as many as the millimetre holds."""
    half, coat = 125 * UNIT_PER_UM / 2, 250 * UNIT_PER_UM / 2
    first = max(0, int(at - 5))
    for mm in range(first, int(at + 6)):
        station = int(end.length_mm - mm) - 1
        if not 0 <= station < len(end.residue):
            continue
        bare = mm < edge_mm
        amount = float(end.residue[station] if bare else end.dirt[station])
        reach = half if bare else coat
        for grain in range(round(amount * (7 if bare else 4))):
            key = f"{end.side}:{station}:{grain}"
            x = CX - (mm + cosmetic.uniform(key + "x") - at) * PX_PER_MM
            y = CY + reach * cosmetic.uniform(key + "y", -0.95, 0.95)
            size = cosmetic.uniform(key + "r", 2.5, 6.5)
            if bare:
                canvas.circle(x, y, size, canvas.theme.fibre(end.colour).dark)
                canvas.circle(x - size * 0.25, y - size * 0.3, size * 0.45, canvas.theme.fibre(end.colour).light)
            else:
                canvas.circle(x, y, size * 0.9, "cause_3")


def _paint_nick(canvas: Canvas, x: float, depth_um: float) -> None:
    half = 125 * UNIT_PER_UM / 2
    deep = 5 + min(22.0, depth_um * 1.6)
    canvas.polygon([(x - 6, CY - half - 2), (x + 6, CY - half - 2), (x, CY - half + deep)], "screen")
    canvas.circle(x, CY - half + deep / 2, 15, None, 2.5, "bad")
