"""Where lens and labels stand in the microscope's picture: beside the findings, never over them.

It deliberately draws nothing and knows no scene: points in design units, from the middle of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import permutations

Point = tuple[float, float]

#: Where a label may stand.
LABELS: tuple[Point, ...] = ((-176, -205), (176, -205), (-205, -60), (205, -60), (-170, 168), (176, 60), (60, 222))
#: Half the size of a label, and the radius of the lens.
HALF_LABEL: Point = (76.0, 24.0)
LENS_RADIUS = 67.0
#: Where the lens may stand, best first.
LENSES: tuple[Point, ...] = ((152, -147), (-152, -147), (-152, 147), (152, 147))
#: What it costs to cover a finding or the lens, and to lead a line under the lens, as a way [design units].
COVERS, UNDER = 600.0, 300.0


def lens_place(spots: Sequence[Point]) -> Point:
    """The first place that hides no finding, else the one that keeps farthest from them."""

    def room(place: Point) -> float:
        return min((math.dist(place, spot) for spot in spots), default=math.inf)

    free = [place for place in LENSES if room(place) > LENS_RADIUS + 18]
    return free[0] if free else max(LENSES, key=room)


def label_places(spots: Sequence[Point], lens: Point | None) -> list[Point]:
    """A place for the label of each finding, at most as many as there are places.

    The shortest lines in all: then no two of them cross.
    """
    costs = [[_cost(spot, place, spots, lens) for place in LABELS] for spot in spots]
    ways = permutations(range(len(LABELS)), len(spots))
    best = min(ways, key=lambda way: sum(costs[i][slot] for i, slot in enumerate(way)))
    return [LABELS[slot] for slot in best]


def _cost(spot: Point, place: Point, spots: Sequence[Point], lens: Point | None) -> float:
    covered = sum(abs(x - place[0]) < HALF_LABEL[0] and abs(y - place[1]) < HALF_LABEL[1] for x, y in spots)
    cost = math.dist(spot, place) + COVERS * covered
    if lens is None:
        return cost
    dx, dy = (max(0.0, abs(lens[i] - place[i]) - HALF_LABEL[i]) for i in (0, 1))
    cost += COVERS * (math.hypot(dx, dy) < LENS_RADIUS)
    return cost + UNDER * (_beside(lens, spot, place) < LENS_RADIUS)


def _beside(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / long if long else 0.0
    along = min(1.0, max(0.0, along))
    return math.dist(point, (start[0] + along * dx, start[1] + along * dy))
