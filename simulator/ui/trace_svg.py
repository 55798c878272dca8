"""Writes the shapes of a trace picture as an .svg.

It deliberately needs no pygame: text is left to the reader's fonts, everything else is plain geometry.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import numpy as np

from simulator.ui.theme import LIGHT, Theme
from simulator.ui.trace_layout import PAGE, Box, Disc, Plotted, Shape, Stroke, Words

_ANCHOR = {"left": "start", "center": "middle", "right": "end"}
_WEIGHT = {"": 400, "medium": 500, "semibold": 600, "bold": 700}


def svg(shapes: Iterable[Shape], theme: Theme = LIGHT) -> str:
    """The page as SVG 1.1 text, 1920 x 1080 units."""
    width, height = (int(side) for side in PAGE)
    body = "\n".join(_element(shape, theme) for shape in shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' font-family="Inter, Arial, sans-serif">\n{body}\n</svg>\n'
    )


def _element(shape: Shape, theme: Theme) -> str:
    if isinstance(shape, Box):
        x, y, w, h = shape.area
        colour = _colour(shape.colour, theme)
        return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{shape.radius:g}" fill="{colour}"/>'
    if isinstance(shape, Stroke | Plotted):
        return _stroke(shape, theme)
    if isinstance(shape, Disc):
        dash = ' stroke-dasharray="9 6"' if shape.dashed else ""
        return (
            f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius - 1:g}"'
            f' fill="{_colour(shape.fill, theme)}" stroke="{_colour(shape.rim, theme)}" stroke-width="2"{dash}/>'
        )
    return _words(shape, theme)


def _stroke(stroke: Stroke | Plotted, theme: Theme) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in np.round(stroke.points, 1).tolist())
    gaps = stroke.dash if isinstance(stroke, Stroke) else None
    dash = f' stroke-dasharray="{gaps[0]:g} {gaps[1]:g}"' if gaps else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{_colour(stroke.colour, theme)}"'
        f' stroke-width="{stroke.width:g}" stroke-linejoin="round"{dash}/>'
    )


def _words(words: Words, theme: Theme) -> str:
    style = theme.style(words.size)
    room = f' textLength="{words.room:g}" lengthAdjust="spacingAndGlyphs"' if _too_long(words, style.size) else ""
    return (
        f'<text x="{words.x:.1f}" y="{words.y + 0.35 * style.size:.1f}" fill="{_colour(words.colour, theme)}"'
        f' font-size="{style.size:g}" font-weight="{_WEIGHT.get(words.weight or style.weight, 400)}"'
        f' text-anchor="{_ANCHOR[words.align]}"{room}>{escape(_printable(words.text))}</text>'
    )


def _too_long(words: Words, size: float) -> bool:
    return words.room is not None and 0.56 * size * len(words.text) > words.room


def _printable(text: str) -> str:
    """Without the control characters that no XML may hold."""
    return "".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in text)


def _colour(role: str, theme: Theme) -> str:
    return "#{:02X}{:02X}{:02X}".format(*theme.colour(role)[:3])
