"""Text that fits its box: smaller first, then over more lines, at any text size the reader asks for.

It deliberately never shortens a text: what is too long for its box at the smallest size is shown whole all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.ui.canvas import Canvas
from simulator.ui.text import Block
from simulator.ui.theme import Colour, TextStyle

#: Nothing is written smaller than this [design units], whatever the text size.
SMALLEST = 18.0


def boxed(canvas: Canvas, string: str, w: float, h: float, style: str | TextStyle = "body", weight: str = "") -> Block:
    """Lay out a text as large as `style` allows in a box w x h [design units]; lines break only between words.

    The reader's text size enlarges it where there is room and yields where there is none.
    """
    base = canvas.theme.style(style)
    scale = canvas.texts.text_scale
    size = base.size * scale
    longest = max(string.split(), key=len, default="")
    while True:
        # layout() multiplies by the reader's text size again.
        trial = TextStyle(size / scale, base.line * size / base.size / scale, base.weight)
        block = canvas.measure(string, trial, weight, w)
        whole = canvas.texts.width(longest, trial, weight) <= w
        if (block.height <= h and block.width <= w and whole) or size <= SMALLEST:
            return block
        size = max(SMALLEST, size - 1)


def boxed_alike(
    canvas: Canvas, strings: Sequence[str], w: float, h: float, style: str | TextStyle = "body", weight: str = ""
) -> list[Block]:
    """Several texts, each for its own box w x h, all in the size of the one that needs the smallest."""
    blocks = [boxed(canvas, string, w, h, style, weight) for string in strings]
    smallest = min((block.style for block in blocks), key=lambda found: found.size, default=None)
    if smallest is None:
        return []
    scale = canvas.texts.text_scale
    alike = TextStyle(smallest.size / scale, smallest.line / scale, smallest.weight)
    return [canvas.measure(string, alike, weight, w) for string in strings]


def write(
    canvas: Canvas,
    x: float,
    y: float,
    string: str,
    box: tuple[float, float],
    style: str | TextStyle = "body",
    colour: Colour = "ink",
    align: str = "left",
    anchor: str = "middle",
    weight: str = "",
) -> Block:
    """Lay out a text in a box (w, h) and write it with its block at x, y; returns the block."""
    block = boxed(canvas, string, box[0], box[1], style, weight)
    canvas.block(x, y, block, colour, align, anchor)
    return block
