"""What was left in the glass: the joint as the camera sees it with a lens on the offset, or the cleaved ends.

It deliberately shows the camera honestly; only the lens is larger than life, and says so.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from simulator.instruments import camera
from simulator.scenes.splicing.view_screen import palette
from simulator.ui.canvas import Canvas

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.plant import FibreEnd
    from simulator.screens.context import Context

GLASS = (1272.0, 96.0, 600.0, 344.0)
LENS_R = 92.0
LENS_UM_PER_UNIT = 0.11


def draw_glass(canvas: Canvas, ctx: Context, attempt: Attempt, key: str) -> None:
    """The card at the top right: the joint when there is one, else the ends."""
    x, y, w, h = GLASS
    joint = attempt.plant.joint
    area = (x - 20, y - 16, w + 40, h + 44)
    if joint is not None:
        canvas.layer(("joint", key, ctx.language.code), lambda c: _paint_joint(c, ctx, attempt), area)
    else:
        canvas.layer(("ends", key, ctx.language.code), lambda c: _paint_ends(c, ctx, attempt), area)


def _frame(canvas: Canvas, title: str) -> tuple[float, float, float, float]:
    x, y, w, h = GLASS
    canvas.card(x, y, w, h)
    canvas.fitted(x + 24, y + 40, title, w - 48, "lead", "ink", "left", "baseline", "semibold")
    box = (x + 24, y + 60, w - 48, 260.0)
    canvas.rect(*box, "screen", 10)
    return box


def _paint_joint(canvas: Canvas, ctx: Context, attempt: Attempt) -> None:
    text = ctx.language.text
    bx, by, bw, bh = _frame(canvas, text("La soudure, à la caméra"))
    joint = attempt.plant.joint
    machine = next((scene.machine for scene in _scenes(attempt) if hasattr(scene, "machine")), None)
    view = machine.last_view("x") if machine is not None else None
    if view is not None:
        field = camera.render(view, width=552, height=260)
        picture = pygame.image.frombuffer(field.tobytes(), (field.shape[1], field.shape[0]), "P")
        picture.set_palette(palette(canvas.theme))
        with canvas.clip(bx, by, bw, bh):
            canvas.picture(picture, bx, by, bw, bh)
    _scale_bar(canvas, ctx, bx + 20, by + bh - 22)
    _lens(canvas, ctx, bx + bw - LENS_R - 18, by + bh / 2 - 6, joint.core_offset_um)


def _scenes(attempt: Attempt):
    for stage in range(len(attempt.exercise.stages)):
        scene = attempt.scene_at(stage)
        if scene is not None:
            yield scene


def _scale_bar(canvas: Canvas, ctx: Context, x: float, y: float) -> None:
    width = 50 / camera.UM_PER_PX
    canvas.line(x, y, x + width, y, "screen_text", 2)
    for end in (x, x + width):
        canvas.line(end, y - 5, end, y + 5, "screen_text", 2)
    canvas.text(x + width + 12, y, ctx.words.value(50, 0, "um"), "small", "screen_text", "left", "middle")


def _lens(canvas: Canvas, ctx: Context, cx: float, cy: float, offset_um: float) -> None:
    """Both cores at the seam, to scale with each other: an offset that the true scale would hide."""
    shift = min(70.0, offset_um / LENS_UM_PER_UNIT) / 2
    core = 34.0
    canvas.circle(cx, cy, LENS_R + 4, "trace_2")
    with canvas.clip_circle(cx, cy, LENS_R) as c:
        c.rect(cx - 100, cy - 100, 200, 200, "glass_edge")
        c.rect(cx - 100, cy - core - shift, 100, 2 * core, "light_core", 0, 2, "trace_2")
        c.rect(cx, cy - core + shift, 100, 2 * core, "light_core", 0, 2, "trace_2")
        c.line(cx, cy - 100, cx, cy + 100, "ink", 1.6)
        c.dashed([(cx, cy - core - shift), (cx + 60, cy - core - shift)], "ink", 1.8, 5, 4)
    shown = ctx.words.value(offset_um, 2, "um")
    canvas.text(cx + 40, cy + 4 + shift, shown, "small", "ink", "center", "middle", None, "bold")
    canvas.text(cx, cy + LENS_R + 22, ctx.language.text("Loupe : le cœur"), "small", "screen_text", "center", "middle")


def _paint_ends(canvas: Canvas, ctx: Context, attempt: Attempt) -> None:
    text = ctx.language.text
    bx, by, bw, bh = _frame(canvas, text("Ce qui reste dans le verre"))
    ends = [end for end in attempt.plant.ends.values() if _was_worked(end, attempt)]
    if not ends:
        canvas.text(bx + bw / 2, by + bh / 2, text("Aucun bout n’a été préparé."), "body", "screen_text", "center", "middle")
        return
    width = bw / len(ends)
    for index, end in enumerate(ends):
        _end(canvas, ctx, end, bx + index * width, by, width, bh)


def _was_worked(end: FibreEnd, attempt: Attempt) -> bool:
    return end.face is not None or end.bare_mm > 0 or end.length_mm < attempt.plant.site.reserve_mm


def _end(canvas: Canvas, ctx: Context, end: FibreEnd, x: float, y: float, w: float, h: float) -> None:
    """One end from the side: glass, core, the lean of the face drawn three times as large, and the figure."""
    text = ctx.language.text
    name = text("Fibre gauche") if end.side == "left" else text("Fibre droite")
    canvas.text(x + 18, y + 30, name, "small", "screen_text_soft", "left", "baseline", None, "semibold")
    mid, half, tip = y + h / 2, 54.0, x + w * 0.66
    lean = 0.0 if end.face is None else math.tan(math.radians(min(20.0, 3 * end.face.angle_deg))) * half
    top, low = tip + lean, tip - lean
    with canvas.clip(x + 2, y + 44, w - 4, h - 84):
        canvas.polygon([(x + 2, mid - half), (top, mid - half), (low, mid + half), (x + 2, mid + half)], "glass_edge")
        canvas.polygon([(x + 2, mid - half + 8), (top - 3, mid - half + 8), (low - 3, mid + half - 8), (x + 2, mid + half - 8)], "glass")
        canvas.rect(x + 2, mid - 5, tip - x - 4, 10, "light_core")
        canvas.rect(x + 2, mid - 2.5, tip - x - 4, 5, "light")
        canvas.dashed([(tip, mid - half - 16), (tip, mid + half + 16)], "trace", 2, 6, 5)
        _defect(canvas, end, tip, mid, half)
    if end.face is None:
        said = text("Pas de coupe")
    else:
        said = ctx.words.value(end.face.angle_deg, 2, "deg")
    canvas.text(x + 18, y + h - 20, said, "lead", "screen_text", "left", "baseline", None, "semibold")


def _defect(canvas: Canvas, end: FibreEnd, tip: float, mid: float, half: float) -> None:
    face = end.face
    if face is None:
        return
    if face.defect == "chip":
        size = 14 + 30 * face.defect_size
        canvas.polygon([(tip + 12, mid - half - 4), (tip - size, mid - half - 4), (tip + 12, mid - half + size)], "screen")
    elif face.defect == "lip":
        canvas.polygon([(tip - 4, mid + half), (tip + 18, mid + half), (tip - 4, mid + half - 22)], "glass_edge")
    elif face.defect in ("hackle", "shattered", "mist"):
        for step in range(7):
            dy = -half + 12 + step * (2 * half - 24) / 6
            canvas.line(tip - 6 - 7 * (step % 3), mid + dy, tip + 4, mid + dy, "ink_soft", 3)
    for step in range(int(round(6 * face.dust))):
        canvas.circle(tip - 6 - 11 * (step % 2), mid - half + 16 + step * 17, 4.5, "cause_3")
