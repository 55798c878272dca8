"""Fills what a window has beside the frame when it is not 16:9: the outermost pixels of the picture run on to its edge.

So walls, bars and bench go on instead of ending in black. Beside the frame they soon melt into a soft ground: there a
hand or a plant may be cut by the edge, and would run on as a stripe. It deliberately knows nothing but finished
pixels, and imports nothing but pygame: the first picture of a start needs it too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pygame

#: Shape of the frame, width to height.
SHAPE = (16, 9)
#: How far from the sides of the frame its tones are taken, past the mark on the rail [parts of the height].
MARK = 0.009
#: Tones from top to bottom of the soft ground, and how far the edge itself runs on over it [parts of the height].
TONES, RUN_ON = 7, 0.08


def inner_box(size: tuple[int, int]) -> pygame.Rect:
    """What of a window [px] the frame covers wholly, in its middle."""
    scale = min(size[0] / SHAPE[0], size[1] / SHAPE[1])
    left, top = (math.ceil((side - scale * part) / 2) for side, part in zip(size, SHAPE, strict=True))
    return pygame.Rect(left, top, size[0] - 2 * left, size[1] - 2 * top)


def _sides(inner: pygame.Rect, size: tuple[int, int]) -> list[tuple[pygame.Rect, pygame.Rect]]:
    """What lies outside the frame, each with the row or column of the frame that runs on there [px]."""
    if inner.top > 0:
        row = pygame.Rect(inner.left, inner.top, inner.w, 1)
        below = pygame.Rect(inner.left, inner.bottom, inner.w, size[1] - inner.bottom)
        return [
            (pygame.Rect(inner.left, 0, inner.w, inner.top), row),
            (below, row.move(0, inner.h - 1)),
        ]
    if inner.left > 0:
        aside = round(MARK * inner.h)
        column = pygame.Rect(inner.left + aside, inner.top, 1, inner.h)
        right = pygame.Rect(inner.right, inner.top, size[0] - inner.right, inner.h)
        return [
            (pygame.Rect(0, inner.top, inner.left, inner.h), column),
            (right, column.move(inner.w - 1 - 2 * aside, 0)),
        ]
    return []


def surround(surface: pygame.Surface, changed: Sequence[pygame.Rect] | None = None) -> list[pygame.Rect]:
    """Let the edges of a finished picture run on to the edges of its surface; the boxes that were painted [px].

    changed: what of the surface was painted since the last time [px]; None: everything.
    """
    painted = []
    for outside, edge in _sides(inner_box(surface.get_size()), surface.get_size()):
        if changed is not None and outside.union(edge).collidelist(changed) < 0:
            continue
        colours = surface.subsurface(edge).copy()
        surface.blit(_melting(colours, outside) if edge.w == 1 else _run_on(colours, outside.size), outside)
        painted.append(outside)
    return painted


def _run_on(colours: pygame.Surface, size: tuple[int, int]) -> pygame.Surface:
    return pygame.transform.scale(colours, size)


def _melting(colours: pygame.Surface, outside: pygame.Rect) -> pygame.Surface:
    """A column that runs on from the frame's side of a box and gives way to a few tones of itself."""
    few = pygame.transform.smoothscale(colours, (1, TONES))
    # One tone by one column: smoothscale would mix it with nothing at the sides.
    ground = pygame.transform.smoothscale(pygame.transform.scale(few, (outside.w, TONES)), outside.size)
    width = min(outside.w, round(RUN_ON * outside.h))
    near = pygame.Surface((width, outside.h), pygame.SRCALPHA)
    near.blit(_run_on(colours, near.get_size()), (0, 0))
    fade = pygame.Surface((width, 1), pygame.SRCALPHA)
    for x in range(width):
        away = width - 1 - x if outside.left == 0 else x
        fade.set_at((x, 0), (255, 255, 255, round(255 * (1 - away / width))))
    near.blit(pygame.transform.scale(fade, near.get_size()), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    ground.blit(near, (0 if outside.left else outside.w - width, 0))
    return ground
