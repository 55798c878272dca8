"""The end of the fibre under the lens: a cleaved face with its lean and its defects, or a raw end.

It deliberately judges nothing. A lean is drawn three times as large as life: the figure in the rail carries the truth.
"""

from __future__ import annotations

import math

from simulator.scenes.preparation.view_fibre import chance_of
from simulator.ui.canvas import Canvas
from simulator.ui.theme import faded, mix

LEAN_SCALE = 3.0
Face = tuple[float, float, str, float, float]


def draw_face(canvas: Canvas, face: Face | None, x: float, cy: float, half: float, right: float) -> None:
    """Cut the glass, which was drawn up to x, to its face; beyond it is dark."""
    if face is None:
        _broken(canvas, x, cy, half, right, 0.5, "raw")
        return
    lean_deg, _, defect, size, dust = face
    lean = half * math.tan(math.radians(max(-25.0, min(25.0, LEAN_SCALE * lean_deg))))
    if defect == "shattered":
        _broken(canvas, x, cy, half, right, 0.4 + size, "shattered")
    else:
        _plane(canvas, x, cy, half, right, lean, clear=defect == "none")
        _defect(canvas, defect, size, x, cy, half, lean)
    _dust(canvas, dust, x, cy, half)


def _hide(canvas: Canvas, outline: list[tuple[float, float]], right: float, cy: float) -> None:
    """Cover what lies beyond an outline (top to bottom) with the dark field."""
    theme = canvas.theme
    field = mix(theme.screen, theme.screen_panel, 0.6)
    top, low = outline[0], outline[-1]
    canvas.polygon([(top[0], cy - 72), (right, cy - 72), (right, cy + 72), (low[0], cy + 72), *reversed(outline)], field)


def _plane(canvas: Canvas, x: float, cy: float, half: float, right: float, lean: float, clear: bool) -> None:
    outline = [(x + lean - 4, cy - half - 2), (x - lean - 4, cy + half + 2)]
    _hide(canvas, outline, right, cy)
    canvas.polyline(outline, faded(canvas.theme.panel, 0.95), 3)
    canvas.dashed(((x - 4, cy - half - 26), (x - 4, cy + half + 26)), "trace", 2, 6, 5)
    if clear:
        canvas.halo(x, cy, 40, "light", 0.8)


def _defect(canvas: Canvas, defect: str, size: float, x: float, cy: float, half: float, lean: float) -> None:
    theme = canvas.theme
    field = mix(theme.screen, theme.screen_panel, 0.6)
    if defect == "chip":
        deep = 12 + 26 * size
        bite = [(x + lean, cy - half - 3), (x - deep, cy - half - 3), (x - deep * 0.7, cy - half + deep * 0.35), (x - deep * 0.3, cy - half + deep * 0.5), (x + 3, cy - half + deep)]
        canvas.polygon(bite, field)
        canvas.polyline(bite[1:], faded(theme.panel, 0.9), 2.4)
    elif defect == "lip":
        out = 10 + 22 * size
        lip = [(x - lean - 6, cy + half), (x - lean + out, cy + half - 1), (x - lean + out * 0.55, cy + half - 9), (x - lean * 0.6 - 5, cy + half - 18)]
        canvas.polygon(lip, mix(theme.glass, theme.glass_edge, 0.25), 2, "panel")
    elif defect == "hackle":
        _hackle(canvas, size, x, cy, half)
    elif defect == "mist":
        for index in range(26):
            px = x - 8 - 44 * (0.3 + size) * chance_of(f"mx{index}")
            canvas.circle(px, cy + 2 * (half - 3) * (chance_of(f"my{index}") - 0.5), 2.5 + 3 * chance_of(f"mr{index}"), faded(theme.panel, 0.5))


def _hackle(canvas: Canvas, size: float, x: float, cy: float, half: float) -> None:
    """A rough zone: teeth on the face and lines that run back from it."""
    theme = canvas.theme
    field = mix(theme.screen, theme.screen_panel, 0.6)
    for index in range(9):
        y = cy - half + 6 * index + 1
        deep = (6 + 18 * size) * (0.35 + 0.65 * chance_of(f"h{index}"))
        canvas.polygon([(x + 2, y - 3), (x - 4 - deep, y), (x + 2, y + 3)], field)
        canvas.polyline(((x - 6 - deep, y), (x - 12 - 2.2 * deep, y + 2)), faded(theme.screen, 0.55), 1.8)


def _broken(canvas: Canvas, x: float, cy: float, half: float, right: float, size: float, key: str) -> None:
    """No face at all: a jagged break with cracks."""
    outline = []
    for index in range(9):
        y = cy - half - 2 + (2 * half + 4) * index / 8
        outline.append((x - 8 - 34 * size * chance_of(f"{key}{index}") * (1 if index % 2 else 0.3), y))
    _hide(canvas, outline, right, cy)
    canvas.polyline(outline, faded(canvas.theme.panel, 0.9), 2.4)
    for index in (2, 4, 6):
        px, py = outline[index]
        canvas.polyline(((px, py), (px - 18, py + 7 - 3 * index), (px - 40 * size - 12, py + 4)), faded(canvas.theme.screen, 0.55), 1.8)


def _dust(canvas: Canvas, dust: float, x: float, cy: float, half: float) -> None:
    speck = mix(canvas.theme.cause_3, canvas.theme.screen, 0.35)
    for index in range(round(9 * dust)):
        px = x - 2 - 10 * chance_of(f"dx{index}")
        py = cy + 2 * (half - 4) * (chance_of(f"dy{index}") - 0.5)
        r = 3 + 3.5 * chance_of(f"dr{index}")
        canvas.circle(px, py, r, speck, 1.2, faded(canvas.theme.light_core, 0.7))


def draw_raw_end(canvas: Canvas, colour: str, x: float, cy: float, half: float) -> None:
    """The glass that just shows in the cut coating."""
    tones = canvas.theme.fibre(colour)
    canvas.polygon([(x - 6, cy - half * 0.5), (x + 10, cy - half * 0.44), (x + 4, cy), (x + 12, cy + half * 0.4), (x - 6, cy + half * 0.5)], "glass", 2, "glass_edge")
    canvas.rect(x - 6, cy - 1.7, 13, 3.4, "light")
    canvas.polyline(((x - 15, cy - half), (x - 15, cy + half)), faded(tones.dark, 0.4), 2)
