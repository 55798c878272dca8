"""The short name of what the pointer or the focus is on, on a dark plate beside it.

It deliberately knows no widget: who draws a picture without words asks for it.
"""

from __future__ import annotations

from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed


def draw_tip(canvas: Canvas, rect: tuple[float, float, float, float], label: str) -> None:
    """Things at the top of the frame are named below, everything else above: below lies the work."""
    x, y, w, h = rect
    block = boxed(canvas, label, 300, 60, "small", "semibold")
    width, height = block.width + 28, block.height + 12
    left = min(max(x + w / 2 - width / 2, 12.0), 1908.0 - width)
    top = y + h + 12 if y < 300 else y - height - 12
    canvas.rect(left, top, width, height, "scrim", min(16, height / 2))
    canvas.block(left + 14, top + height / 2, block, "on_dark", "left", "middle")
