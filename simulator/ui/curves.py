"""Plane geometry for drawing: flattens SVG paths, shifts, trims and measures polylines.

Pure arithmetic on points; it neither draws nor knows pixels.
"""

import math
import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

Point = tuple[float, float]
Points = tuple[Point, ...]

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


class BadPath(ValueError):
    """A path string that this reader does not understand."""


@lru_cache(maxsize=512)
def bezier(path: str, tolerance: float = 0.2) -> Points:
    """Points along an SVG path (one stroke; M L H V C S Q T A Z, small letters relative).

    tolerance: largest distance of the polyline from the true curve [design units].
    Raises BadPath for other letters or missing numbers.
    """
    points: list[Point] = []
    here: Point = (0.0, 0.0)
    control: Point = here
    before = ""
    for command, numbers in _commands(path):
        piece, control, here = _piece(command, numbers, here, control, before, points[0] if points else (0.0, 0.0))
        points += _flatten(piece, tolerance) if command != "M" or not points else piece
        before = command
    return tuple(_without_repeats(points))


def _commands(path: str) -> list[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(path)
    commands, letter, index = [], "", 0
    while index < len(tokens):
        if tokens[index].isalpha():
            letter = tokens[index]
            index += 1
        need = _COUNTS.get(letter.upper())
        values = tokens[index : index + (need or 0)]
        if need is None or len(values) < need or any(v.isalpha() for v in values):
            raise BadPath(f"cannot read path near {letter!r} in {path[:60]!r}")
        commands.append((letter, [float(v) for v in values]))
        index += need
        letter = {"M": "L", "m": "l"}.get(letter, letter)  # more pairs after a move are lines
    return commands


def _piece(
    command: str, n: list[float], here: Point, control: Point, before: str, start: Point
) -> tuple[list[Point], Point, Point]:
    """One command as control points that follow `here` (1 = line, 2 = quadratic, 3 = cubic, more = polyline)."""
    x, y = here if command.islower() else (0.0, 0.0)
    kind = command.upper()
    if kind == "Z":
        return [here, start], start, start
    if kind == "H":
        end = (x + n[0], here[1])
    elif kind == "V":
        end = (here[0], y + n[0])
    else:
        end = (x + n[-2], y + n[-1])
    if kind == "A":
        return [here, *_arc(here, n, end)], end, end
    if kind in "MLHV":
        return ([end] if kind == "M" else [here, end]), end, end
    pairs = [(x + n[i], y + n[i + 1]) for i in range(0, len(n), 2)]
    if kind in "ST":
        smooth = before.upper() in ("CS" if kind == "S" else "QT")
        pairs.insert(0, (2 * here[0] - control[0], 2 * here[1] - control[1]) if smooth else here)
    return [here, *pairs], pairs[-2], end


def _flatten(piece: list[Point], tolerance: float) -> list[Point]:
    if len(piece) not in (3, 4):
        return piece
    # Segments that keep a chord within the tolerance: the second difference bounds the sagitta.
    bend = max(
        math.hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1])
        for a, b, c in zip(piece, piece[1:], piece[2:], strict=False)
    )
    factor = 0.75 if len(piece) == 4 else 0.25
    count = max(1, math.ceil(math.sqrt(factor * bend / tolerance)))
    return [_on_curve(piece, i / count) for i in range(count + 1)]


def _on_curve(points: list[Point], t: float) -> Point:
    while len(points) > 1:
        points = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in zip(points, points[1:], strict=False)
        ]
    return points[0]


def _arc(start: Point, n: list[float], end: Point) -> list[Point]:
    """End-point arc as points. Source: SVG 1.1, appendix F.6.5 and F.6.6."""
    rx, ry, turn = abs(n[0]), abs(n[1]), math.radians(n[2])
    if not rx or not ry or start == end:
        return [end]
    cos, sin = math.cos(turn), math.sin(turn)
    hx, hy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    ux, uy = cos * hx + sin * hy, -sin * hx + cos * hy
    grow = math.sqrt(max(1.0, (ux / rx) ** 2 + (uy / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    below = (rx * uy) ** 2 + (ry * ux) ** 2
    root = math.sqrt(max(0.0, ((rx * ry) ** 2 - below) / below)) * (-1 if bool(n[3]) == bool(n[4]) else 1)
    qx, qy = root * rx * uy / ry, -root * ry * ux / rx
    cx = cos * qx - sin * qy + (start[0] + end[0]) / 2
    cy = sin * qx + cos * qy + (start[1] + end[1]) / 2
    first = math.atan2((uy - qy) / ry, (ux - qx) / rx)
    sweep = math.atan2((-uy - qy) / ry, (-ux - qx) / rx) - first
    if n[4] and sweep < 0:
        sweep += math.tau
    if not n[4] and sweep > 0:
        sweep -= math.tau
    count = max(2, math.ceil(abs(sweep) * math.sqrt(max(rx, ry))))
    angles = [first + sweep * i / count for i in range(1, count + 1)]
    return [
        (
            cx + rx * math.cos(a) * cos - ry * math.sin(a) * sin,
            cy + rx * math.cos(a) * sin + ry * math.sin(a) * cos,
        )
        for a in angles
    ]


def _without_repeats(points: list[Point]) -> list[Point]:
    return [p for i, p in enumerate(points) if not i or math.dist(p, points[i - 1]) > 1e-6]


def arc_points(cx: float, cy: float, radius: float, start: float, end: float, step: float = 0.06) -> Points:
    """Points on a circle from angle `start` to `end` [degrees, 0 = right, clockwise on screen]; step [rad]."""
    sweep = math.radians(end - start)
    count = max(2, math.ceil(abs(sweep) / step))
    first = math.radians(start)
    return tuple(
        (cx + radius * math.cos(first + sweep * i / count), cy + radius * math.sin(first + sweep * i / count))
        for i in range(count + 1)
    )


def shifted(points: Points, dx: float, dy: float) -> Points:
    """The same line moved by dx, dy."""
    return tuple((x + dx, y + dy) for x, y in points)


def lengths(points: Points) -> list[float]:
    """Distance from the start to each point along the line."""
    total, out = 0.0, []
    for index, point in enumerate(points):
        total += math.dist(point, points[index - 1]) if index else 0.0
        out.append(total)
    return out


def pieces(points: Points, count: int, over: int = 0) -> list[Points]:
    """A line in pieces of so many spans, each begun so many spans within the one before."""
    return [points[max(0, first - over) : first + count + 1] for first in range(0, len(points) - 1, count)]


def trim(points: Points, start: float, end: float, along: list[float] | None = None) -> Points:
    """The part of the line between two distances from its beginning; distances beyond the ends are clamped.

    along: the line's `lengths`, where they are known.
    """
    along = along or lengths(points)
    start, end = max(0.0, start), min(along[-1], end)
    inner = points[bisect_right(along, start) : bisect_left(along, end)]
    return (point_at(points, start, along), *inner, point_at(points, end, along))


def point_at(points: Points, distance: float, along: list[float] | None = None) -> Point:
    """The point at a distance from the beginning of the line, clamped to its ends."""
    along = along or lengths(points)
    if distance <= 0 or len(points) == 1:
        return points[0]
    if distance >= along[-1]:
        return points[-1]
    index = bisect_right(along, distance)
    a, b = points[index - 1], points[index]
    share = (distance - along[index - 1]) / (along[index] - along[index - 1])
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def dashes(points: Points, on: float, off: float, phase: float = 0.0) -> list[Points]:
    """Pieces of the line: `on` drawn, `off` left out, beginning `phase` into the pattern."""
    along = lengths(points)
    pieces, at = [], -phase
    while at < along[-1]:
        if at + on > 0:
            pieces.append(trim(points, at, at + on, along))
        at += on + off
    return pieces


def smooth(points: Points, per_piece: int = 8) -> Points:
    """A curve through all points (Catmull-Rom), for measured values drawn as one line."""
    if len(points) < 3:
        return points
    padded = (points[0], *points, points[-1])
    out: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for i in range(per_piece):
            t = i / per_piece
            out.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    return (*out, points[-1])


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
