"""The joint as it was left: the camera's honest picture, and a lens that shows the cores' offset larger than life.

It deliberately judges nothing.
"""

from __future__ import annotations

from simulator.instruments import camera
from simulator.ui.camera_palette import camera_palette, picture_of
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write

LENS_R = 92.0
SEAM_R = 24.0
LENS_UM_PER_UNIT = 0.011


def has_result(scene) -> bool:
    """Whether there is a joint to show."""
    return scene.plant.joint is not None


def place_of(scene, rect: tuple[float, float, float, float], fact: str, side: str) -> tuple[float, float] | None:
    """Where a mark on a fact belongs in the picture: what went wrong in the joint, beside its seam."""
    if scene.plant.joint is None or not fact.startswith("splice."):
        return None
    x, y, w, h = rect
    return x + w / 2, y + 60 + (h - 84) / 2 - SEAM_R - 22


def draw_result(canvas: Canvas, language, words, scene, rect: tuple[float, float, float, float]) -> None:
    """Title and picture inside a card's rectangle."""
    x, y, w, h = rect
    title = language.text("La soudure, à la caméra")
    write(canvas, x + 24, y + 32, title, (w - 48, 44), "lead", "ink", weight="semibold")
    bx, by, bw, bh = x + 24, y + 60, w - 48, h - 84
    canvas.rect(bx, by, bw, bh, "screen", 10)
    if scene.plant.joint is None:
        said = language.text("Il n’y a pas de soudure.")
        write(canvas, bx + bw / 2, by + bh / 2, said, (bw - 40, 120), "body", "screen_text", "center")
        return
    view = scene.machine.last_view("x")
    if view is not None:
        field = camera.render(view, width=int(bw), height=int(bh))
        with canvas.clip(bx, by, bw, bh):
            canvas.picture(picture_of(field, camera_palette(canvas.theme, camera.CORE_LEVEL)), bx, by, bw, bh)
    _scale_bar(canvas, words, bx + 20, by + bh - 22)
    lens = (bx + bw - LENS_R - 18, by + bh / 2 - 14)
    _ray(canvas, (bx + bw / 2, by + bh / 2), lens)
    _lens(canvas, language, words, *lens, scene.plant.joint.core_offset_um)


def _ray(canvas: Canvas, seam: tuple[float, float], lens: tuple[float, float]) -> None:
    """A ring round the seam, and the two lines that lead from it to its lens."""
    cx, cy = seam
    for side in (-1, 1):
        canvas.line(cx + 8, cy + side * (SEAM_R - 2), lens[0] - 40, lens[1] + side * (LENS_R - 8), "trace_2", 1.6)
    canvas.circle(cx, cy, SEAM_R, None, 3, "trace_2")


def _scale_bar(canvas: Canvas, words, x: float, y: float) -> None:
    width = 50 / camera.UM_PER_PX
    canvas.line(x, y, x + width, y, "screen_text", 2)
    for end in (x, x + width):
        canvas.line(end, y - 5, end, y + 5, "screen_text", 2)
    write(canvas, x + width + 12, y, words.value(50, 0, "um"), (110, 34), "small", "screen_text")


def _lens(canvas: Canvas, language, words, cx: float, cy: float, offset_um: float) -> None:
    """Both cores at the seam, to scale with each other: an offset that the true scale would hide."""
    shift = min(70.0, offset_um / LENS_UM_PER_UNIT) / 2
    core = 34.0
    canvas.circle(cx, cy, LENS_R + 4, "trace_2")
    with canvas.clip_circle(cx, cy, LENS_R) as c:
        c.rect(cx - 100, cy - 100, 200, 200, "glass_edge")
        c.rect(cx - 100, cy - core - shift, 100, 2 * core, "light_core", 0, 2, "trace_2")
        c.rect(cx, cy - core + shift, 100, 2 * core, "light_core", 0, 2, "trace_2")
        c.line(cx, cy - 100, cx, cy + 100, "print", 1.6)
        c.dashed([(cx, cy - core - shift), (cx + 60, cy - core - shift)], "print", 1.8, 5, 4)
    shown = words.value(offset_um, 2, "um")
    write(canvas, cx + 40, cy + 4 + shift, shown, (92, 30), "small", "print", "center", weight="bold")
    write(canvas, cx, cy + LENS_R + 24, language.text("Loupe : le cœur"), (214, 40), "small", "screen_text", "center")
