"""Text that fits its box: smaller first, then over more lines, at any text size the reader asks for.

It deliberately never shortens a text: what is too long for its box at the smallest size is shown whole all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulator.ui.canvas import Canvas, Span
from simulator.ui.text import Block
from simulator.ui.theme import Colour, TextStyle

#: Nothing is written smaller than this [design units], whatever the text size.
SMALLEST = 18.0
#: Texts whose size is remembered; figures that run would otherwise fill the memory.
MOST_KEPT = 4096
#: Height of a line by its size where lines must move together to stay in their box.
TIGHT = 1.08


def boxed(
    canvas: Canvas,
    string: str,
    w: float,
    h: float,
    style: str | TextStyle = "body",
    weight: str = "",
    numbers: bool = False,
) -> Block:
    """Lay out a text as large as `style` allows in a box w x h [design units]; lines break only between words.

    The reader's text size enlarges it where there is room and yields where there is none; at the smallest size the
    lines move together. numbers: all digits equally wide.
    """
    key, kept = (string, w, h, style, weight, numbers), canvas.texts.fits
    block = kept.get(key)
    if block is None:
        if len(kept) > MOST_KEPT:
            kept.clear()
        block = kept[key] = _boxed(canvas, string, w, h, style, weight, numbers)
    return block


def _boxed(
    canvas: Canvas, string: str, w: float, h: float, style: str | TextStyle, weight: str, numbers: bool
) -> Block:
    base = canvas.theme.style(style)
    scale = canvas.texts.text_scale
    size = base.size * scale
    # A figure and its unit, held together by a non-breaking space, are one word.
    longest = max(re.split(r"[ \n]", string), key=len)
    least = SMALLEST * canvas.texts.least
    while True:
        # layout() multiplies by the reader's text size again.
        trial = TextStyle(size / scale, base.line * size / base.size / scale, base.weight)
        block = canvas.measure(string, trial, weight, w, numbers)
        whole = canvas.texts.width(longest, trial, weight, numbers) <= w
        if block.height <= h and block.width <= w and whole:
            return block
        if size <= least:
            break
        size = max(least, size - 1)
    if block.height <= h or len(block.lines) == 1:
        return block
    return canvas.measure(string, TextStyle(trial.size, trial.size * TIGHT, base.weight), weight, w, numbers)


def boxed_alike(
    canvas: Canvas,
    strings: Sequence[str],
    w: float | Sequence[float],
    h: float,
    style: str | TextStyle = "body",
    weight: str = "",
) -> list[Block]:
    """Several texts, each for its own box w x h, all in the size of the one that needs the smallest.

    w: one width for all, or one for each.
    """
    rooms = [float(w)] * len(strings) if isinstance(w, int | float) else list(w)
    blocks = [boxed(canvas, string, room, h, style, weight) for string, room in zip(strings, rooms, strict=True)]
    smallest = min((block.style for block in blocks), key=lambda found: found.size, default=None)
    if smallest is None:
        return []
    scale = canvas.texts.text_scale
    alike = TextStyle(smallest.size / scale, smallest.line / scale, smallest.weight)
    return [canvas.measure(string, alike, weight, room) for string, room in zip(strings, rooms, strict=True)]


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
    numbers: bool = False,
) -> Block:
    """Lay out a text in a box (w, h) and write it with its block at x, y; returns the block."""
    block = boxed(canvas, string, box[0], box[1], style, weight, numbers)
    canvas.block(x, y, block, colour, align, anchor)
    return block


def write_figure(
    canvas: Canvas,
    x: float,
    y: float,
    string: str,
    box: tuple[float, float],
    style: str | TextStyle = "body",
    colour: Colour = "ink",
    align: str = "left",
    weight: str = "",
) -> float:
    """A figure that changes in every frame, in a box (w, h) with its middle at y; returns its width.

    As ``write`` with numbers, but each digit is a picture that is there already: no line is laid out or drawn anew.
    """
    texts = canvas.texts
    block = boxed(canvas, re.sub(r"\d", "0", string), box[0], box[1], style, weight, True)
    if len(block.lines) != 1:
        return write(canvas, x, y, string, box, style, colour, align, "middle", weight, True).width
    plain = texts.unscaled(block.style)
    pieces = re.findall(r"\d|\D+", string)
    widths = [texts.width(piece, plain, block.weight, True) for piece in pieces]
    at = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * sum(widths)
    for piece, width in zip(pieces, widths, strict=True):
        canvas.block(at, y, texts.layout(piece, plain, block.weight, None, None, True), colour, "left", "middle")
        at += width
    return sum(widths)


def write_spans(
    canvas: Canvas, x: float, y: float, spans: Sequence[Span], box: tuple[float, float], align: str = "left"
) -> float:
    """Write runs of several sizes on one baseline y, all smaller together where they would leave the box (w, h)."""
    whole = sum(canvas.texts.width(span.text, span.style, span.weight, span.numbers) for span in spans)
    highest = max(canvas.texts.style(span.style).line for span in spans)
    share = min(1.0, box[0] / max(1.0, whole), box[1] / highest)
    if share < 1.0:
        # A hair less: letters are measured in whole pixels, and each run may round up.
        spans = [replace(span, style=_smaller(canvas, span.style, share * 0.97)) for span in spans]
    return canvas.spans(x, y, spans, align)


def _smaller(canvas: Canvas, style: str | TextStyle, share: float) -> TextStyle:
    base = canvas.theme.style(style)
    return TextStyle(base.size * share, base.line * share, base.weight)


@dataclass(frozen=True)
class Said:
    """One text of a column: its words, style, colour and weight."""

    string: str
    style: str = "body"
    colour: Colour = "ink"
    weight: str = ""


def column(canvas: Canvas, said: Sequence[Said], w: float, h: float, gap: float = 0.0) -> list[Block]:
    """Lay out texts that stand under each other in a box w x h: all yield together until they fit."""
    scale = canvas.texts.text_scale
    blocks: list[Block] = []
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.0):
        blocks = []
        for each in said:
            base = canvas.theme.style(each.style)
            size = max(SMALLEST * canvas.texts.least, base.size * scale * share)
            ratio = base.line / base.size if share else TIGHT
            trial = TextStyle(size / scale, size * ratio / scale, base.weight)
            blocks.append(canvas.measure(each.string, trial, each.weight, w))
        widest = max((block.width for block in blocks), default=0.0)
        if sum(block.height for block in blocks) + gap * (len(blocks) - 1) <= h and widest <= w:
            break
    return blocks


def write_column(
    canvas: Canvas, x: float, y: float, said: Sequence[Said], box: tuple[float, float], gap: float = 0.0
) -> float:
    """Write texts under each other, the whole in the middle of y; returns the lower edge."""
    blocks = column(canvas, said, *box, gap)
    top = y - (sum(block.height for block in blocks) + gap * (len(blocks) - 1)) / 2
    for each, block in zip(said, blocks, strict=True):
        canvas.block(x, top, block, each.colour, "left", "top")
        top += block.height + gap
    return top - gap
