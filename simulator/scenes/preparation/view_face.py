"""The end of the fibre under the lens: a cleaved face with its lean and its defects, or a raw end.

It deliberately judges nothing. A lean is drawn three times as large as life: the figure in the rail carries the truth.
"""

from __future__ import annotations

import math

from simulator.scenes.preparation.view_fibre import chance_of
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point
from simulator.ui.theme import faded, mix

LEAN_SCALE = 3.0
#: Lean of the side view [deg], whole angle [deg], defect, its size 0..1, dust 0..1.
Face = tuple[float, float, str, float, float]


def face_outline(face: Face | None, x: float, cy: float, half: float) -> list[Point]:
    """The right-hand edge of the glass, top to bottom."""
    if face is None:
        return _jagged(x, cy, half, 0.5, "raw")
    lean_deg, _, defect, size, _ = face
    if defect == "shattered":
        return _jagged(x, cy, half, 0.4 + size, "shattered")
    lean = half * math.tan(math.radians(max(-25.0, min(25.0, LEAN_SCALE * lean_deg))))
    top, low = (x + lean, cy - half), (x - lean, cy + half)
    if defect == "chip":
        deep = 12 + 26 * size
        bite = [
            (x - deep, cy - half),
            (x - deep * 0.7, cy - half + deep * 0.35),
            (x - deep * 0.3, cy - half + deep * 0.5),
        ]
        return [*bite, (x + lean * 0.4, cy - half + deep), low]
    if defect == "lip":
        out = 10 + 22 * size
        return [
            top,
            (x - lean * 0.6, cy + half - 18),
            (x - lean + out * 0.55, cy + half - 9),
            (x - lean + out, cy + half - 1),
            low,
        ]
    if defect == "hackle":
        return _teeth(x, cy, half, size)
    return [top, low]


def _jagged(x: float, cy: float, half: float, size: float, key: str) -> list[Point]:
    """No face at all: a jagged break."""
    steps = 8
    return [
        (x - 8 - 34 * size * chance_of(f"{key}{i}") * (1.0 if i % 2 else 0.3), cy - half + 2 * half * i / steps)
        for i in range(steps + 1)
    ]


def _teeth(x: float, cy: float, half: float, size: float) -> list[Point]:
    points: list[Point] = []
    for index in range(9):
        y = cy - half + 2 * half * index / 9
        deep = (5 + 16 * size) * (0.35 + 0.65 * chance_of(f"h{index}"))
        points += [(x, y), (x - deep, y + half / 9)]
    return [*points, (x, cy + half)]


def draw_face(canvas: Canvas, face: Face | None, x: float, cy: float, half: float) -> None:
    """Rim, glow, traces of the defect and dust, over the glass that was drawn to the face's outline."""
    theme = canvas.theme
    outline = face_outline(face, x, cy, half)
    defect, size, dust = face[2:] if face is not None else ("raw", 0.0, 0.0)
    if defect not in ("raw", "shattered"):
        canvas.dashed(((x, cy - half - 26), (x, cy + half + 26)), "trace", 2, 6, 5)
    if defect == "none":
        canvas.halo(x, cy, 40, "light", 0.8)
    canvas.polyline(outline, faded(theme.paper, 0.95), 3 if defect == "none" else 2.4)
    if defect in ("raw", "shattered"):
        for index in (2, 4, 6):
            px, py = outline[index]
            crack = ((px, py), (px - 18, py + 7 - 3 * index), (px - 40, py + 4 - index))
            canvas.polyline(crack, faded(theme.screen, 0.55), 1.8)
    elif defect == "hackle":
        for px, py in outline[1:-1:2]:
            canvas.polyline(((px - 2, py), (px - 14 - 24 * size, py + 1.5)), faded(theme.screen, 0.5), 1.8)
    elif defect == "mist":
        _mist(canvas, size, x, cy, half)
    _dust(canvas, dust, x, cy, half)


def _mist(canvas: Canvas, size: float, x: float, cy: float, half: float) -> None:
    """A frosted zone behind the face."""
    for index in range(34):
        px = x - 5 - 46 * (0.3 + size) * chance_of(f"mx{index}") ** 1.6
        py = cy + 2 * (half - 4) * (chance_of(f"my{index}") - 0.5)
        canvas.circle(px, py, 2.5 + 3 * chance_of(f"mr{index}"), faded(canvas.theme.paper, 0.55))


def _dust(canvas: Canvas, dust: float, x: float, cy: float, half: float) -> None:
    speck = mix(canvas.theme.cause_3, canvas.theme.screen, 0.35)
    for index in range(round(9 * dust)):
        px = x - 1 - 8 * chance_of(f"dx{index}")
        py = cy + 2 * (half - 4) * (chance_of(f"dy{index}") - 0.5)
        canvas.circle(px, py, 3 + 3.5 * chance_of(f"dr{index}"), speck, 1.2, faded(canvas.theme.light_core, 0.7))


def draw_raw_end(canvas: Canvas, x: float, cy: float, half: float) -> None:
    """The glass that just shows in the cut coating."""
    stub = [
        (x + 3, cy - half * 0.5),
        (x + 12, cy - half * 0.42),
        (x + 9, cy - 4),
        (x + 13, cy + half * 0.4),
        (x + 3, cy + half * 0.5),
    ]
    canvas.polygon(stub, "glass", 1.8, "glass_edge")
    canvas.rect(x + 3, cy - 1.7, 7, 3.4, "light")
