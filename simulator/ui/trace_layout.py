"""Where everything lies in the picture of an OTDR trace: axes, the line per pixel column, pins, the table below.

It deliberately draws nothing: it gives simple shapes in design units, which ``trace_paint`` and ``trace_svg`` put on a
surface or in a file. It knows neither events nor files: places, levels and words come in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Rect = tuple[float, float, float, float]
#: Radius of a pin's head and the room that one takes [design units].
HEAD, ROOM = 15.0, 34.0
#: Steps of axis figures.
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
#: Levels outside the frame are held this share of its height beyond the border.
BEYOND = 0.05


@dataclass(frozen=True)
class Box:
    """A filled rectangle with round corners."""

    area: Rect
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, eq=False)
class Stroke:
    """A line through points, shape (n, 2); dash: (on, off) or None."""

    points: np.ndarray
    colour: str
    width: float = 2.0
    dash: tuple[float, float] | None = None


@dataclass(frozen=True)
class Disc:
    """A disc with a rim; dashed ones stand for what is not really there."""

    x: float
    y: float
    radius: float
    fill: str
    rim: str
    dashed: bool = False


@dataclass(frozen=True)
class Words:
    """A line of text; size and weight as the theme names them, y its middle."""

    x: float
    y: float
    text: str
    colour: str = "screen_text"
    size: str = "small"
    weight: str = ""
    align: str = "left"
    room: float | None = None


@dataclass(frozen=True)
class Frame:
    """What part of a trace is shown: distances [m] and levels [dB]; zero: the level that is written as 0.

    The zero of a trace is arbitrary: None counts up from the lower border. Where one zooms, it has to stay.
    """

    left: float
    right: float
    low: float
    high: float
    zero: float | None = None


@dataclass(frozen=True, eq=False)
class Curve:
    """One trace: levels [dB], shape (n,), the place of the first [m], their spacing [m], the role of its colour."""

    levels: np.ndarray
    start_m: float
    spacing_m: float
    colour: str = "trace"


@dataclass(frozen=True, eq=False)
class Plotted:
    """A curve of very many levels, seen through a frame, in an area."""

    curve: Curve
    frame: Frame
    area: Rect
    width: float = 2.0

    @property
    def colour(self) -> str:
        """Role of its colour."""
        return self.curve.colour

    @property
    def points(self) -> np.ndarray:
        """The curve as a line, shape (k, 2) [design units]."""
        return polyline(self.curve, self.frame, self.area)


Shape = Box | Stroke | Plotted | Disc | Words


@dataclass(frozen=True)
class Pin:
    """A numbered mark at a place [m] and level [dB]; faint: not a thing of the fibre."""

    number: str
    place_m: float
    level_db: float
    colour: str
    faint: bool = False


def polyline(curve: Curve, frame: Frame, area: Rect, columns: int = 0) -> np.ndarray:
    """The curve inside an area [design units], shape (k, 2): at most two points per column, lowest and highest.

    columns: pixels across, one per design unit when 0. Levels beyond the frame are held at its borders.
    """
    x, y, w, h = area
    columns = columns or max(2, int(w))
    n = len(curve.levels)
    first = max(0, int(np.floor((frame.left - curve.start_m) / curve.spacing_m)))
    last = min(n, int(np.ceil((frame.right - curve.start_m) / curve.spacing_m)) + 1)
    if last - first < 1:
        return np.zeros((0, 2))
    levels = np.clip(np.nan_to_num(curve.levels[first:last], nan=frame.low), frame.low, frame.high)
    places = curve.start_m + curve.spacing_m * np.arange(first, last)
    across = np.clip((places - frame.left) / (frame.right - frame.left), 0.0, 1.0) * w
    if last - first > 2 * columns:
        across, levels = _thinned(across, levels, w / columns)
    down = (frame.high - levels) / (frame.high - frame.low) * h
    return np.column_stack((x + across, y + down))


def _thinned(across: np.ndarray, levels: np.ndarray, width: float) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest level of each column, in turns, so that the line runs on from one column to the next."""
    column = (across / width).astype(int)
    starts = np.flatnonzero(np.diff(column, prepend=-1))
    low, high = np.minimum.reduceat(levels, starts), np.maximum.reduceat(levels, starts)
    pairs = np.column_stack((high, low))
    pairs[1::2] = pairs[1::2, ::-1]
    middle = (column[starts] + 0.5) * width
    return np.repeat(middle, 2), pairs.ravel()


def spans(curve: Curve, frame: Frame, columns: int) -> tuple[int, np.ndarray, np.ndarray]:
    """The curve as one upright stretch per pixel column: number of the first one, shares down [0-1] of top and foot.

    Columns stand side by side over the whole frame; those without a level are left out at both ends. Neighbours meet
    at the column's edge, so the line has no holes however steep or far apart its levels are. Shares are those of the
    frame's height, held a little beyond its borders, so that no line runs along them; what is no number lies below.
    """
    edges = frame.left + (frame.right - frame.left) * np.arange(columns + 1) / columns
    places = (edges - curve.start_m) / curve.spacing_m  # in samples
    n = len(curve.levels)
    first, last = np.searchsorted(places, (0.0, n - 1.0), side="left")
    first, last = max(0, int(first) - 1), min(columns, int(last))
    if last <= first or places[-1] < 0.0 or places[0] > n - 1:
        return 0, np.zeros(0), np.zeros(0)
    places = np.clip(places[first : last + 1], 0.0, n - 1.0)
    before = np.minimum(places.astype(int), max(0, n - 2))
    part = places - before
    pair = _held(curve.levels[np.stack((before, np.minimum(before + 1, n - 1)))], frame)
    meet = pair[0] + part * (pair[1] - pair[0])
    high, low = np.maximum(meet[:-1], meet[1:]), np.minimum(meet[:-1], meet[1:])
    starts = np.ceil(places).astype(int)
    filled = np.flatnonzero(starts[1:] > starts[:-1])
    if len(filled):
        inside, at = curve.levels[: starts[-1]], starts[filled]
        most, least = np.maximum.reduceat(inside, at), np.minimum.reduceat(inside, at)
        if np.isnan(most).any():  # rare, and three times as slow
            most, least = np.fmax.reduceat(inside, at), np.fmin.reduceat(inside, at)
        high[filled] = np.maximum(high[filled], _held(most, frame))
        low[filled] = np.minimum(low[filled], _held(least, frame))
    _thicken(high, low, frame)
    height = frame.high - frame.low
    return first, (frame.high - high) / height, (frame.high - low) / height


def _thicken(high: np.ndarray, low: np.ndarray, frame: Frame) -> None:
    """A lone upright stretch takes the next column along: upright lines are as thick as level ones. Noise stays fine.
    """
    tall = high - low
    lone = (tall[:-1] > 0.04 * (frame.high - frame.low)) & (tall[:-1] > 2.5 * tall[1:])
    high[1:] = np.where(lone, np.maximum(high[1:], high[:-1]), high[1:])
    low[1:] = np.where(lone, np.minimum(low[1:], low[:-1]), low[1:])


def _held(levels: np.ndarray, frame: Frame) -> np.ndarray:
    beyond = BEYOND * (frame.high - frame.low)
    low, high = frame.low - beyond, frame.high + beyond
    return np.clip(np.nan_to_num(levels, nan=low), low, high)


def nice(span: float, parts: float) -> float:
    """A round step that cuts a span into about that many parts."""
    raw = max(span, 1e-9) / max(parts, 1.0)
    power = 10.0 ** np.floor(np.log10(raw))
    return float(next(step * power for step in _STEPS if step * power >= raw * 0.999))


def decimals(step: float) -> int:
    """Decimals that write every multiple of a step as it is, at most 3."""
    return next((d for d in range(3) if abs(step - round(step, d)) < 1e-6 * step), 3)


def ticks(low: float, high: float, step: float) -> list[float]:
    """Multiples of a step between two values."""
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
    return [step * k for k in range(first, min(last, first + 200) + 1)]


def finer(step: float) -> float:
    """The step of the fine lines between those of a round step: fifths, or fourths where fifths are no round figure."""
    leading = step / 10.0 ** np.floor(np.log10(step))
    return step / (4.0 if abs(leading - 2.0) < 1e-6 else 5.0)


def plot(
    area: Rect, frame: Frame, curves: Sequence[Curve], pins: Sequence[Pin], number: Callable[[float, int], str]
) -> list[Shape]:
    """Axes, curves and pins inside an area; the figures stand left of it and below it. number: writes a figure."""
    x, y, w, h = area
    shapes = _grid(area, frame, number)
    for curve in curves:
        shapes.append(Plotted(curve, frame, area))
    return shapes + marks(area, frame, pins)


def _grid(area: Rect, frame: Frame, number: Callable[[float, int], str]) -> list[Shape]:
    x, y, w, h = area
    shapes: list[Shape] = []
    across, up = nice(frame.right - frame.left, w / 170.0), nice(frame.high - frame.low, h / 80.0)
    zero = frame.low if frame.zero is None else frame.zero
    for value in ticks(frame.left, frame.right, finer(across)):
        at = x + (value - frame.left) / (frame.right - frame.left) * w
        shapes.append(Stroke(np.array([[at, y], [at, y + h]]), "grid_fine"))
    for value in ticks(frame.low - zero, frame.high - zero, finer(up)):
        at = y + h - (value + zero - frame.low) / (frame.high - frame.low) * h
        shapes.append(Stroke(np.array([[x, at], [x + w, at]]), "grid_fine"))
    for value in ticks(frame.left, frame.right, across):
        at = x + (value - frame.left) / (frame.right - frame.left) * w
        shapes.append(Stroke(np.array([[at, y], [at, y + h]]), "grid"))
        if at < x + w - 60:  # the unit stands there
            figure = number(value, decimals(across))
            shapes.append(Words(at, y + h + 20, figure, "screen_text_soft", align="center"))
    for value in ticks(frame.low - zero, frame.high - zero, up):
        at = y + h - (value + zero - frame.low) / (frame.high - frame.low) * h
        shapes.append(Stroke(np.array([[x, at], [x + w, at]]), "grid"))
        if at > y + 16:
            shapes.append(Words(x - 14, at, number(value, decimals(up)), "screen_text_soft", align="right"))
    border = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]])
    return [*shapes, Stroke(border, "screen_line")]


def marks(area: Rect, frame: Frame, pins: Sequence[Pin]) -> list[Shape]:
    """Pins: heads below the line with a stem up to it; heads that would touch step down in rows."""
    x, y, w, h = area
    stems: list[Shape] = []
    heads: list[Shape] = []
    ends: list[float] = []
    for pin in sorted(pins, key=lambda p: p.place_m):
        if not frame.left <= pin.place_m <= frame.right:
            continue
        at = x + (pin.place_m - frame.left) / (frame.right - frame.left) * w
        level = y + (frame.high - min(max(pin.level_db, frame.low), frame.high)) / (frame.high - frame.low) * h
        row = next((i for i, end in enumerate(ends) if at - end >= ROOM), len(ends))
        row = row if row < 5 else min(range(5), key=lambda i: ends[i])
        ends[row : row + 1] = [at]
        below = level + 36 + 33 * row
        above = level - 36 - 33 * row
        head = min(below, y + h - HEAD - 4) if below < y + h - HEAD or above < y + HEAD else above
        aside = min(max(at, x + HEAD + 2), x + w - HEAD - 2)
        dash = (5.0, 4.0) if pin.faint else None
        stems.append(Stroke(np.array([[at, level], [aside, head]]), pin.colour, 2.0, dash=dash))
        heads.append(Disc(aside, head, HEAD, "screen", pin.colour, pin.faint))
        heads.append(Words(aside, head, pin.number, pin.colour, weight="bold", align="center"))
    return stems + heads


@dataclass(frozen=True)
class Row:
    """A line of the table: its cells in words, the first in the colour of its pin."""

    cells: tuple[str, ...]
    colour: str


@dataclass(frozen=True, eq=False)
class Picture:
    """A whole page: title, facts beside it, what is plotted, the table under it, the line of sums at the foot."""

    title: str
    facts: tuple[str, ...]
    frame: Frame
    curves: tuple[Curve, ...]
    pins: tuple[Pin, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    sums: tuple[str, ...]
    more: str
    axes: tuple[str, str] = ("dB", "m")


PAGE = (1920.0, 1080.0)
#: Fewest and most rows of the table, its columns, the height of a row; edges of its cells as shares of a column.
ROWS, COLUMNS, LINE = (3, 12), 3, 30.0
_CELLS = ((0.01, "left"), (0.10, "left"), (0.565, "right"), (0.775, "right"), (0.985, "right"))


def page(picture: Picture, number: Callable[[float, int], str]) -> list[Shape]:
    """All shapes of a page of 1920 x 1080."""
    shapes: list[Shape] = [Box((0, 0, *PAGE), "screen"), Box((24, 20, 1872, 64), "screen_panel", 10)]
    shapes.append(Words(48, 52, picture.title, size="lead", weight="semibold", room=620))
    at = 1872.0
    for fact in reversed(picture.facts):
        shapes.append(Words(at, 52, fact, "screen_text_soft", align="right"))
        at -= 32 + 10.2 * len(fact)
    deep = min(ROWS[1], max(ROWS[0], -(-len(picture.rows) // COLUMNS)))
    table = 1080 - 76 - LINE * (deep + 1) - 20
    area = (96.0, 116.0, 1776.0, table - 116.0 - 66.0)
    shapes += plot(area, picture.frame, picture.curves, picture.pins, number)
    shapes.append(Words(82, 102, picture.axes[0], weight="semibold", align="right"))
    shapes.append(Words(1888, area[1] + area[3] + 20, picture.axes[1], weight="semibold", align="right"))
    return shapes + _table(picture, table, deep) + _sums(picture)


def _table(picture: Picture, top: float, deep: int) -> list[Shape]:
    shapes: list[Shape] = []
    width = 1872.0 / COLUMNS
    used = min(COLUMNS, max(1, -(-len(picture.rows) // deep)))
    for column in range(used):
        left = 24 + column * width
        shapes.append(Box((left, top, width - 12, LINE), "screen_panel", 6))
        shapes += _cells(picture.heads, left, top + LINE / 2, width - 12, ("screen_text_soft",) * len(picture.heads))
    shown = picture.rows[: deep * COLUMNS - (1 if len(picture.rows) > deep * COLUMNS else 0)]
    for index, row in enumerate(shown):
        column, line = divmod(index, deep)
        colours = (row.colour, *("screen_text",) * (len(row.cells) - 1))
        shapes += _cells(row.cells, 24 + column * width, top + LINE * (line + 1.5), width - 12, colours)
    if len(shown) < len(picture.rows):
        column, line = divmod(len(shown), deep)
        shapes.append(Words(36 + column * width, top + LINE * (line + 1.5), picture.more, "screen_text_soft"))
    return shapes


def _cells(texts: tuple[str, ...], left: float, y: float, width: float, colours: tuple[str, ...]) -> list[Shape]:
    out: list[Shape] = []
    for text, (edge, align), colour in zip(texts, _CELLS, colours, strict=False):
        weight = "semibold" if align == "left" and edge < 0.05 else ""
        out.append(Words(left + edge * width, y, text, colour, weight=weight, align=align))
    return out


def _sums(picture: Picture) -> list[Shape]:
    shapes: list[Shape] = [Box((24, 1008, 1872, 52), "screen_panel", 10)]
    step = 1840.0 / max(1, len(picture.sums))
    for index, text in enumerate(picture.sums):
        shapes.append(Words(48 + index * step, 1034, text, weight="semibold", room=step - 16))
    return shapes
