"""The path that a careful hand gives to a fibre: lanes along the walls, then a half turn into the slot.

Straights and true arcs in millimetres, nested so that no splice crosses the next one. It is what the guided line shows
and what a tray laid by somebody good looks like. It deliberately knows no trainee and no rule of a score.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from simulator.plant import tray
from simulator.plant.tray import Point

#: Radius of a corner of the lane for a fibre along the wall, and the least one of inner turns [mm].
CORNER_MM, LEAST_MM = 36.5, 32.0
#: Where the half turn into the comb begins: x on the bottom lane of the left fibre [mm].
TURN_X = 71.0
#: Insets [mm]: first fibre, step to the next one, how far turns may be drawn in to take up less fibre.
FIRST_INSET, NEXT_INSET = 1.4, 1.5
DRAWN_IN = ((12.0, 7.0), (25.0, 7.0))
#: Deepest inset at the top and the bottom at which tabs still hold.
HELD_INSET = 9.0
#: How far from its wall a side lies whose corner was pulled tight [mm].
PULLED_MM = 28.0


def ideal(side: str, slot: int, need_mm: float, nest: int = 0, tight_mm: float | None = None) -> tuple[Point, ...]:
    """A path from the tube of a side to a slot that takes up need_mm, as nearly as lanes allow.

    nest: how many splices lie in the tray already; each takes a lane farther in. tight_mm: not ideal at all, one corner
    of the first turn is pulled round with this radius, as one finds it after others.
    """

    def length(turns: int, share: float) -> float:
        return _length(slot, *_pulled(*_corners(turns, share, nest), tight_mm))

    turns = 1
    while turns < 4 and length(turns + 1, 1.0) <= need_mm:
        turns += 1
    share = 1.0
    if need_mm >= length(turns, 0.0):
        share = 0.0
    elif need_mm > length(turns, 1.0):
        share = _bisect(lambda t: length(turns, t), need_mm)
    return tuple(_path(side, slot, turns, share, nest, tight_mm))


def _bisect(falling: Callable[[float], float], wanted: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = 0.5 * (low + high)
        if falling(middle) > wanted:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _path(side: str, slot: int, turns: int, share: float, nest: int, tight_mm: float | None) -> list[Point]:
    """Straights and arcs of the left fibre; the right one is its mirror image."""
    corners, radii = _pulled(*_corners(turns, share, nest), tight_mm)
    points = _rounded(corners, radii)
    points += _half_turn(points[-1][1], slot)
    if side == "right":
        points = [(2 * tray.CENTRE_X - x, y) for x, y in points]
    return [(round(x, 3), round(y, 3)) for x, y in points]


def _pulled(corners: list[Point], radii: list[float], tight_mm: float | None) -> tuple[list[Point], list[float]]:
    """The same corners with the second one pulled round tight_mm [mm], None to leave them."""
    if tight_mm is not None:
        x = tray.LANE[0] + tray.LANE[2] - PULLED_MM
        corners[2], corners[3], radii[1] = (x, corners[2][1]), (x, corners[3][1]), tight_mm
    return corners, radii


def _length(slot: int, corners: list[Point], radii: list[float]) -> float:
    """Length of the path through corners made round, and of the half turn into its slot [mm]."""
    straight = math.fsum(math.dist(a, b) for a, b in zip(corners, corners[1:], strict=False))
    rounding = (2.0 - math.pi / 2) * math.fsum(radii)
    end = tray.slot_end(slot, "left")
    return straight - rounding + math.pi * (corners[-1][1] - end[1]) / 2 + end[0] - TURN_X


def _corners(turns: int, share: float, nest: int) -> tuple[list[Point], list[float]]:
    left, top, width, height = tray.LANE
    corners: list[Point] = [tray.ENTRY["left"]]
    radii: list[float] = []
    x = tray.ENTRY["left"][0]
    for turn in range(turns):
        last = turn == turns - 1
        deep_x, deep_y = DRAWN_IN[1 if last else 0]
        across = FIRST_INSET + NEXT_INSET * min(nest, 3) + 1.2 * turn + share * deep_x
        down = min(HELD_INSET, FIRST_INSET + NEXT_INSET * min(nest, 3) + 1.2 * turn + share * deep_y)
        ceiling, floor = top + down, top + height - (FIRST_INSET if last else down)
        right = left + width - across
        if turn:
            x = left + across
            corners.append((x, corners[-1][1]))
            radii.append(max(LEAST_MM, CORNER_MM - across))
        corners += [(x, ceiling), (right, ceiling), (right, floor)]
        radii += [max(LEAST_MM, CORNER_MM - across)] * 3
    corners.append((TURN_X, corners[-1][1]))
    return corners, radii


def _rounded(corners: list[Point], radii: list[float]) -> list[Point]:
    """A polyline of right angles with its corners made round."""
    points = [corners[0]]
    for before, corner, after, radius in zip(corners, corners[1:], corners[2:], radii, strict=False):
        into = _unit(before, corner)
        out = _unit(corner, after)
        start = (corner[0] - into[0] * radius, corner[1] - into[1] * radius)
        centre = (start[0] + out[0] * radius, start[1] + out[1] * radius)
        _straight(points, start)
        steps = max(4, round(radius * math.pi / 2 / 4.0))
        for step in range(1, steps + 1):
            angle = math.pi / 2 * step / steps
            points.append(
                (
                    centre[0] - out[0] * radius * math.cos(angle) + into[0] * radius * math.sin(angle),
                    centre[1] - out[1] * radius * math.cos(angle) + into[1] * radius * math.sin(angle),
                )
            )
    _straight(points, corners[-1])
    return points


def _half_turn(floor_y: float, slot: int) -> list[Point]:
    """From the bottom lane up and round into the slot."""
    end = tray.slot_end(slot, "left")
    radius = (floor_y - end[1]) / 2
    middle = floor_y - radius
    steps = max(6, round(math.pi * radius / 4.0))
    arc = [
        (
            TURN_X - radius * math.sin(math.pi * step / steps),
            middle + radius * math.cos(math.pi * step / steps),
        )
        for step in range(1, steps + 1)
    ]
    return [*arc, (TURN_X + 6.0, end[1]), end]


def _straight(points: list[Point], stop: Point) -> None:
    """Add a straight stretch in steps of about 8 mm."""
    start = points[-1]
    steps = max(1, round(math.dist(start, stop) / 8.0))
    for step in range(1, steps + 1):
        share = step / steps
        points.append((start[0] + (stop[0] - start[0]) * share, start[1] + (stop[1] - start[1]) * share))


def _unit(a: Point, b: Point) -> Point:
    size = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / size, (b[1] - a[1]) / size
