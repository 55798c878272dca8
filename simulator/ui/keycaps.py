"""Keys as they stand on a keyboard: their words, and caps drawn beside what they do.

It deliberately reads no input: which keys serve is what the scenes know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.i18n import N_
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, boxed_alike

#: What stands on a key that bears no letter.
NAMES = {
    "enter": N_("Entrée"),
    "enter held": N_("Entrée : tenir"),
    "space": N_("Espace"),
    "space held": N_("Espace : tenir"),
    "shift": N_("Maj"),
    "backspace": N_("Retour arrière"),
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}
GAP, SIDE = 8.0, 12.0


def words(language: Any, keys: Sequence[str]) -> tuple[str, ...]:
    """What stands on these keys."""
    return tuple(language.text(NAMES[key]) if key in NAMES else key.upper() for key in keys)


def draw_keys(canvas: Canvas, x: float, y: float, w: float, h: float, caps: Sequence[str]) -> None:
    """Caps in a row from the left, in a box; they grow narrower together where they would not fit."""
    room = (w - GAP * (len(caps) - 1)) / len(caps) - 2 * SIDE
    blocks = boxed_alike(canvas, list(caps), max(room, 24.0), h - 4, "small", "semibold")
    for block in blocks:
        wide = max(h, block.width + 2 * SIDE)
        _cap(canvas, x, y, wide, h)
        canvas.block(x + wide / 2, y + h / 2 - 1, block, "ink", "center", "middle")
        x += wide + GAP


def draw_number(canvas: Canvas, x: float, y: float, number: str) -> None:
    """The small cap of a tool's number, its left edge and middle at x, y."""
    _cap(canvas, x, y - 13, 24, 26)
    block = boxed(canvas, number, 20, 24, "small", "semibold")
    canvas.block(x + 12, y - 1, block, "ink", "center", "middle")


def _cap(canvas: Canvas, x: float, y: float, w: float, h: float) -> None:
    canvas.rect(x, y, w, h, "line", 7)
    canvas.rect(x, y, w, h - 3, "panel", 7, 2, "line")
