"""Large boxes and shadows as four thin pieces round a middle: a picture of the whole would take megabytes.

It deliberately draws nothing: it makes and remembers the pieces, with their places from the box's top left [px].
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pygame

from simulator.ui.shapes import Channels, Shapes

Piece = tuple[pygame.Surface, tuple[int, int]]
#: Smaller boxes than this [px] are one picture: cheaper to put, and light enough.
LARGE = 128 * 128


def fits(size: tuple[int, int], rim: int) -> bool:
    """Whether a box is large, and has a middle inside the rim [px]."""
    return size[0] * size[1] > LARGE and min(size) > 2 * rim + 2


def rounded(
    shapes: Shapes, size: tuple[int, int], rim: int, radius: float, colour: Channels, border: float, ink: Channels
) -> list[Piece]:
    """Rim of a rectangle with round corners; the middle, `rim` inside, is to be filled with its colour."""
    key = ("rounded", size, rim, radius, colour, border, ink)
    small = (2 * rim + 1, 2 * rim + 1)
    return _pieces(shapes, key, size, rim, lambda: shapes.rounded(small, radius, colour, border, ink))


def shadow(shapes: Shapes, size: tuple[int, int], radius: float, spread: float, colour: Channels) -> list[Piece]:
    """Rim of a soft shadow, empty for a small box; its middle lies under the box, so it is left out."""
    pad = math.ceil(1.25 * spread)
    reach = pad + math.ceil(max(radius, pad))
    whole = (size[0] + 2 * pad, size[1] + 2 * pad)
    if not fits(whole, reach):
        return []
    small = (2 * (reach - pad) + 1, 2 * (reach - pad) + 1)
    key = ("shadow", size, radius, spread, colour)
    made = _pieces(shapes, key, whole, reach, lambda: shapes.shadow(small, radius, spread, colour))
    return [(surface, (x - pad, y - pad)) for surface, (x, y) in made]


def _pieces(
    shapes: Shapes, key: tuple, size: tuple[int, int], rim: int, make: Callable[[], pygame.Surface]
) -> list[Piece]:
    """Top, bottom, left and right of a box of this size, from a small box of which only the middle pixel stretches."""
    w, h = size
    places = ((0, 0, w, rim), (0, h - rim, w, rim), (0, rim, rim, h - 2 * rim), (w - rim, rim, rim, h - 2 * rim))
    return [
        (shapes.keep(("piece", index, key), lambda area=area: _cut(make(), size, rim, area)), area[:2])
        for index, area in enumerate(places)
    ]


def _cut(small: pygame.Surface, size: tuple[int, int], rim: int, area: tuple[int, int, int, int]) -> pygame.Surface:
    """What lies in an area of the small box stretched to the size."""
    made = pygame.Surface(area[2:], pygame.SRCALPHA)
    (w, h), (x0, y0) = size, area[:2]
    last = small.get_width() - rim
    columns = ((0, rim, 0, rim), (rim, 1, rim, w - 2 * rim), (last, rim, w - rim, rim))
    rows = ((0, rim, 0, rim), (rim, 1, rim, h - 2 * rim), (last, rim, h - rim, rim))
    for left, wide, x, new_wide in columns:
        for top, high, y, new_high in rows:
            if x0 <= x < x0 + area[2] and y0 <= y < y0 + area[3]:
                part = pygame.transform.scale(small.subsurface((left, top, wide, high)), (new_wide, new_high))
                made.blit(part, (x - x0, y - y0), special_flags=pygame.BLEND_RGBA_MAX)
    return made
