"""Fibre colours told without colour: dots and dashes along the coating, and initials on small flags.

A dash counts five, a dot one: together the number of the colour in its tube. Marks run along the fibre and never round
it: rings round a coating have a meaning of their own in the trade (tubes 13 and up). It deliberately knows no scene and
decides nothing about where a fibre lies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.ui import curves
from simulator.ui.curves import Point, Points
from simulator.ui.theme import FIBRES, Theme, faded, ink_on

if TYPE_CHECKING:
    from simulator.ui.canvas import Canvas

#: Colours in the order of a tube. Source: GraceTHD, reference order of the French access network.
ORDER = tuple(FIBRES)
#: Initials as written beside fibres on French sheets; elsewhere the letter code for colours of IEC 60757.
LETTERS = {
    "fr": ("R", "BL", "VE", "J", "V", "B", "OR", "GR", "MA", "N", "TU", "RS"),
    "": ("RD", "BU", "GN", "YE", "VT", "WH", "OG", "GY", "BN", "BK", "TQ", "PK"),
}
#: Lengths in widths of the coating.
DOT, DASH, GAP, LANE = 0.6, 1.9, 0.5, 0.42
#: Distance from one number to the next: room for the longest and for a flag between them.
_FLAG_ROOM = 64.0
_START = 1.2


@dataclass(frozen=True, eq=False)
class FibreMarks:
    """What a reader who asked for it is told of each colour, by its French name: initials, and the name to read."""

    letters: dict[str, str]
    names: dict[str, str]

    @staticmethod
    def of(language: str, name: Callable[[str], str]) -> FibreMarks:
        """Marks in a language ("fr", "en"); name gives the word for a colour."""
        letters = LETTERS.get(language, LETTERS[""])
        return FibreMarks(dict(zip(ORDER, letters, strict=True)), {colour: name(colour) for colour in ORDER})


def number_of(colour: str) -> int:
    """Place of a colour in its tube, 1 to 12. Raises ValueError for an unknown one."""
    return ORDER.index(colour) + 1


def code(number: int) -> tuple[float, ...]:
    """Lengths of the marks of a number [widths of the coating]: dashes count five, dots one."""
    return (DASH,) * (number // 5) + (DOT,) * (number % 5)


def length_of(marks: Sequence[float]) -> float:
    """Length from the first to the last mark [widths of the coating]."""
    return sum(marks) + GAP * (len(marks) - 1)


def pieces(points: Points, width: float, colour: str) -> tuple[Points, ...]:
    """Pieces of the path that are marks, for a coating `width` wide [design units]; none where it is too short."""
    return sum(numbers(points, width, colour), ())


@lru_cache(maxsize=256)
def numbers(points: Points, width: float, colour: str) -> tuple[tuple[Points, ...], ...]:
    """The same, the marks of each number together."""
    marks = code(number_of(colour))
    whole, group = curves.lengths(points)[-1], length_of(marks) * width
    if whole < group + 0.8 * width:
        return ()
    period = step(width)
    start = min(_START * width, (whole - group) / 2)
    found = []
    while start + group <= whole - 0.4 * width:
        at, number = start, []
        for mark in marks:
            number.append(curves.trim(points, at, at + mark * width))
            at += (mark + GAP) * width
        found.append(tuple(number))
        start += period
    return tuple(found)


def step(width: float) -> float:
    """Distance from the start of one number to the start of the next [design units]."""
    return max(length_of(code(n)) for n in range(1, 13)) * width + _FLAG_ROOM


def flag_place(points: Points, width: float) -> Point | None:
    """Where a flag stands between the first two numbers; None where the path is too short for one."""
    along = curves.lengths(points)
    at = _START * width + step(width) - _FLAG_ROOM / 2 - 0.5 * width
    return curves.point_at(points, at, along) if along[-1] > at + _FLAG_ROOM / 2 else None


def mark_ink(theme: Theme, colour: str) -> tuple[int, int, int]:
    """White or dark, whichever stands out on the coating."""
    return ink_on(theme, theme.fibre(colour).base)


def draw_flag(canvas: Canvas, cx: float, cy: float, colour: str, letters: str) -> None:
    """Initials on a small flag in the colour, with an edge that sets it off from any ground."""
    tones, ink = canvas.theme.fibre(colour), mark_ink(canvas.theme, colour)
    w, h = 38.0, 26.0
    canvas.rect(cx - w / 2 - 2, cy - h / 2 - 2, w + 4, h + 4, faded(canvas.theme.print, 0.85), 8)
    canvas.rect(cx - w / 2, cy - h / 2, w, h, tones.base, 6, 1.5, ink)
    style = canvas.theme.small
    if canvas.texts.text_scale > 1:  # the flag stays as large as the fibre allows
        style = canvas.texts.unscaled(style)
    canvas.text(cx, cy, letters, style, ink, "center", "middle", weight="bold")


def draw_sample(canvas: Canvas, x: float, y: float, w: float, colour: str, width: float = 16.0) -> None:
    """A straight piece of fibre with its marks, from x to x + w on the axis y."""
    path = ((x, y), (x + w, y))
    canvas.polyline(path, faded(canvas.theme.ink, 0.28), width + 5, False)
    canvas.coat(path, width, colour)
    canvas.fibre_code(path, width, colour)


def draw_legend(
    canvas: Canvas, rect: tuple[float, float, float, float], marks: FibreMarks, columns: int = 2
) -> None:
    """All twelve colours in a box: number, sample, initials, name."""
    x, y, w, h = rect
    rows = -(-len(ORDER) // columns)
    cell_w, cell_h = w / columns, h / rows
    size = min(20.0, cell_h * 0.42)
    for index, colour in enumerate(ORDER):
        left, middle = x + (index // rows) * cell_w, y + (index % rows + 0.5) * cell_h
        sample = min(150.0, cell_w * 0.36)
        canvas.text(left + 26, middle, str(index + 1), "body", "ink_soft", "right", "middle", numbers=True)
        draw_sample(canvas, left + 42, middle, sample, colour, size)
        draw_flag(canvas, left + 42 + sample + 32, middle, colour, marks.letters[colour])
        room = cell_w - sample - 42 - 64 - 12
        canvas.fitted(left + 42 + sample + 64, middle, marks.names[colour], room, "body", "ink", "left", "middle")
