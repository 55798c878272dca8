"""A toast: one short message that comes by itself, with its level as shape, word and colour, and goes again.

It deliberately takes no input and decides nothing about when it goes.
"""

from __future__ import annotations

from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed

LEVELS = ("good", "watch", "bad", "info")
#: The most room that a message takes [design units].
ROOM = (860.0, 158.0)
#: Where a message stands, unless a scene has its keys there: its middle, and its top.
TOAST_AT = (756.0, 88.0)


def draw_toast(
    canvas: Canvas,
    level: str,
    text: str,
    cx: float = TOAST_AT[0],
    top: float = TOAST_AT[1],
    left: float = 24.0,
    room: tuple[float, float] = ROOM,
) -> None:
    """Draw a message in a card round cx, but not further left than `left`; an unknown level counts as info."""
    level = level if level in LEVELS else "info"
    block = boxed(canvas, text, room[0] - 110, room[1] - 28, "body", "medium")
    w, h = block.width + 110, max(64.0, block.height + 28)
    x = max(left, cx - w / 2)
    area = (x - 24, top - 16, w + 48, h + 48)
    canvas.layer(("toast", level, text, round(x), round(top)), lambda c: _paint(c, level, block, (x, top, w, h)), area)


def _paint(canvas: Canvas, level: str, block, box: tuple[float, float, float, float]) -> None:
    x, y, w, h = box
    canvas.card(x, y, w, h, "panel", 16)
    canvas.rect(x, y, w, h, f"{level}_pale", 16, 2.5, level)
    canvas.part(f"ui/states/{level}", x + 20, y + h / 2 - 20, stretch=(40, 40))
    canvas.block(x + 78, y + h / 2, block, f"{level}_text", "left", "middle")
