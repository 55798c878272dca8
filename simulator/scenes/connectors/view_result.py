"""The connector as it was left: both end faces side by side, with the verdict of the microscope on each.

It deliberately judges nothing itself.
"""

from __future__ import annotations

from simulator.instruments import endface, microscope
from simulator.scenes.connectors.view_scope import Faces
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write


def has_result(scene) -> bool:
    """Whether there is something to show."""
    return any(known.ever_seen or known.cleanings for known in scene.state.sides.values()) or scene.matings > 0


def draw_result(canvas: Canvas, language, words, scene, rect: tuple[float, float, float, float]) -> None:
    """Title and pictures inside a card's rectangle."""
    x, y, w, h = rect
    title = language.text("Les deux faces, à la fin")
    write(canvas, x + 24, y + 32, title, (w - 48, 44), "lead", "ink", weight="semibold")
    bx, by, bw, bh = x + 24, y + 60, w - 48, h - 84
    canvas.rect(bx, by, bw, bh, "screen", 10)
    faces = Faces(canvas.theme)
    r = min(bw / 4 - 16, bh / 2 - 34)
    for index, side in enumerate(("plug", "adapter")):
        cx, cy = bx + bw * (1 + 2 * index) / 4, by + bh / 2 - 16
        face = scene.face(side)
        box = canvas.pixel_rect(cx - r, cy - r, 2 * r, 2 * r)
        canvas.blit(faces.round(canvas, endface.look_of(face), box.w), cx - r, cy - r)
        level = "good" if microscope.grade(face).passed else "bad"
        canvas.part(f"ui/states/{level}", cx - r, cy + r - 34, stretch=(36, 36))
        write(canvas, cx, by + bh - 22, words.side(side), (bw / 2 - 16, 34), "small", "screen_text", "center")
