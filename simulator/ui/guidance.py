"""What leads the eye over every bench: a calm frame of light round the next place of the hand, arrows, a run of light.

It deliberately decides no place and no way: the scene's goal says where the hand ought to go. What breathes does so a
few times and then stands; ``pulse`` counts the ticks since it was woken, up to PULSE_TICKS.
"""

from __future__ import annotations

import math

from simulator.ui.canvas import Canvas
from simulator.ui.frame import Rect
from simulator.ui.widgets import CLEAR

#: How long the light moves [ticks]: three breaths of a frame, eight runs through three arrows; all end as they began.
PULSE_TICKS = 3 * 96


def draw_next_place(canvas: Canvas, rect: Rect, pulse: int, radius: float, width: float = 4, room: float = 6) -> None:
    """A frame of light that breathes round a rectangle, room away from it [design units]; and stands where it began."""
    x, y, w, h = rect
    grow = room + 3 * round(2 * math.sin(2 * math.pi * (pulse // 6 % 16) / 16)) / 2
    if canvas.theme.name == "contrast":  # its deep orange needs a pale edge on what is dark
        out = grow + 2
        canvas.rect(x - out, y - out, w + 2 * out, h + 2 * out, CLEAR, radius + 2, width + 4, "light_core")
    canvas.rect(x - grow, y - grow, w + 2 * grow, h + 2 * grow, CLEAR, radius, width, "light")


def draw_way(canvas: Canvas, x: float, y: float, way: int, pulse: int, gap: float, half: float) -> None:
    """Three arrow heads from (x, y) to the right (way 1) or left (-1), gap apart, half as high as half says twice."""
    for step in range(3):
        cx = x + way * gap * step
        tone = "light" if (pulse // 12) % 3 == step else "light_core"
        canvas.polyline([(cx - way * 8, y - half), (cx + way * 8, y), (cx - way * 8, y + half)], tone, 6)


def draw_run(canvas: Canvas, x: float, y: float) -> None:
    """A success, as light that runs along the fibre: where it is now."""
    canvas.halo(x, y, 46, "light", 0.7)
    canvas.circle(x, y, 8, "light_core")
