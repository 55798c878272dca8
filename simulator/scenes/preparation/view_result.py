"""The fibre ends as they were left, from the side: glass, core, the lean of the face and what is wrong with it.

It deliberately judges nothing; a lean is drawn three times as large, the figure carries the truth.
"""

from __future__ import annotations

import math

from simulator.plant import FibreEnd
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write
from simulator.ui.theme import faded, mix

LEAN_SCALE = 3.0
#: Half the height of a drawn end, and where its face stands in its share of the picture.
HALF, TIP = 54.0, 0.66


def has_result(scene) -> bool:
    """There is always something to show, if only that nothing was done."""
    return True


def place_of(scene, rect: tuple[float, float, float, float], fact: str, side: str) -> tuple[float, float] | None:
    """Where a mark on a fact belongs in the picture: under the face that it is about."""
    if not fact.startswith("cleave."):
        return None
    ends = [end for end in scene.plant.ends.values() if _was_worked(end, scene.plant.site.reserve_mm)]
    shown = next((index for index, end in enumerate(ends) if end.side == side and end.face is not None), None)
    if shown is None:
        return None
    x, y, w, h = rect
    wide = (w - 48) / len(ends)
    return x + 24 + (shown + TIP) * wide, y + 60 + (h - 84) / 2 + HALF + 36


def draw_result(canvas: Canvas, language, words, scene, rect: tuple[float, float, float, float]) -> None:
    """Title and the worked ends inside a card's rectangle."""
    text = language.text
    x, y, w, h = rect
    title = text("Ce qui reste dans le verre")
    write(canvas, x + 24, y + 32, title, (w - 48, 44), "lead", "ink", weight="semibold")
    bx, by, bw, bh = x + 24, y + 60, w - 48, h - 84
    canvas.rect(bx, by, bw, bh, "screen", 10)
    ends = [end for end in scene.plant.ends.values() if _was_worked(end, scene.plant.site.reserve_mm)]
    if not ends:
        said = text("Aucun bout n’a été préparé.")
        write(canvas, bx + bw / 2, by + bh / 2, said, (bw - 40, 120), "body", "screen_text", "center")
    for index, end in enumerate(ends):
        _end(canvas, language, words, end, bx + index * bw / len(ends), by, bw / len(ends), bh)


def _was_worked(end: FibreEnd, reserve_mm: float) -> bool:
    return end.face is not None or end.bare_mm > 0 or end.length_mm < reserve_mm


def _end(canvas: Canvas, language, words, end: FibreEnd, x: float, y: float, w: float, h: float) -> None:
    """One end from the side: glass, core, the lean of the face drawn three times as large, and the figure."""
    text = language.text
    name = text("Fibre gauche") if end.side == "left" else text("Fibre droite")
    write(canvas, x + 18, y + 24, name, (w - 36, 40), "small", "screen_text_soft", weight="semibold")
    mid, half, tip = y + h / 2, HALF, x + w * TIP
    lean = 0.0 if end.face is None else math.tan(math.radians(min(20.0, LEAN_SCALE * end.face.angle_deg))) * half
    top, low = tip + lean, tip - lean
    with canvas.clip(x + 2, y + 44, w - 4, h - 84):
        outline = [(x + 2, mid - half), (top, mid - half), (low, mid + half), (x + 2, mid + half)]
        edge, pale = mix(canvas.theme.glass_edge, canvas.theme.screen, 0.45), canvas.theme.glass
        with canvas.clip_shape(outline) as glass:
            # A glass rod in side light: dark rims, one broad highlight, the core as a bright line.
            stops = ((0.0, edge), (0.14, canvas.theme.glass_edge), (0.4, pale), (0.6, pale),
                     (0.86, canvas.theme.glass_edge), (1.0, edge))  # fmt: skip
            glass.gradient(x + 2, mid - half, max(top, low) - x, 2 * half, stops)
            glass.rect(x + 2, mid - 9, w, 18, faded(canvas.theme.light, 0.16))
            glass.rect(x + 2, mid - 5, w, 10, "light")
            glass.rect(x + 2, mid - 2, w, 4, "light_core")
        canvas.polyline([(top, mid - half), (low, mid + half)], "paper", 2.5)
        canvas.dashed([(tip, mid - half - 16), (tip, mid + half + 16)], "trace", 2, 6, 5)
        _defect(canvas, end, tip, mid, half)
    said = text("Pas de coupe") if end.face is None else words.value(end.face.angle_deg, 2, "deg")
    write(canvas, x + 18, y + h - 24, said, (w - 36, 42), "lead", "screen_text", weight="semibold")


def _defect(canvas: Canvas, end: FibreEnd, tip: float, mid: float, half: float) -> None:
    face = end.face
    if face is None:
        return
    if face.defect == "chip":
        size = 14 + 30 * face.defect_size
        canvas.polygon(
            [(tip + 12, mid - half - 4), (tip - size, mid - half - 4), (tip + 12, mid - half + size)], "screen"
        )
    elif face.defect == "lip":
        canvas.polygon([(tip - 4, mid + half), (tip + 18, mid + half), (tip - 4, mid + half - 22)], "glass_edge")
    elif face.defect in ("hackle", "shattered", "mist"):
        for step in range(7):
            dy = -half + 12 + step * (2 * half - 24) / 6
            canvas.line(tip - 6 - 7 * (step % 3), mid + dy, tip + 4, mid + dy, "ink_soft", 3)
    for step in range(int(round(6 * face.dust))):
        canvas.circle(tip - 6 - 11 * (step % 2), mid - half + 16 + step * 17, 4.5, "cause_3")
