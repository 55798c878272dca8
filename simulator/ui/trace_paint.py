"""Puts the shapes of a trace picture on a canvas, and a whole page into a .png.

It deliberately places nothing: where things lie is ``trace_layout``'s.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame  # noqa: E402

from simulator.ui.canvas import Canvas, Kit  # noqa: E402
from simulator.ui.trace_layout import Box, Disc, Shape, Stroke, Words  # noqa: E402


def paint(canvas: Canvas, shapes: Iterable[Shape]) -> None:
    """Draw shapes in their order."""
    for shape in shapes:
        if isinstance(shape, Box):
            canvas.rect(*shape.area, shape.colour, shape.radius)
        elif isinstance(shape, Stroke):
            _stroke(canvas, shape)
        elif isinstance(shape, Disc):
            _disc(canvas, shape)
        else:
            _words(canvas, shape)


def _stroke(canvas: Canvas, stroke: Stroke) -> None:
    points = [(x, y) for x, y in stroke.points.tolist()]
    if stroke.dash:
        canvas.dashed(points, stroke.colour, stroke.width, *stroke.dash)
    elif stroke.fine:
        canvas.trace(points, stroke.colour, stroke.width)
    elif len(points) == 2:
        canvas.line(*points[0], *points[1], stroke.colour, stroke.width)
    else:
        canvas.polyline(points, stroke.colour, stroke.width)


def _disc(canvas: Canvas, disc: Disc) -> None:
    if disc.dashed:
        canvas.circle(disc.x, disc.y, disc.radius, disc.fill)
        for turn in range(0, 360, 60):
            canvas.ring_arc(disc.x, disc.y, disc.radius - 1, 2, turn, turn + 36, disc.rim)
    else:
        canvas.circle(disc.x, disc.y, disc.radius, disc.fill, 2, disc.rim)


def _words(canvas: Canvas, words: Words) -> None:
    block = canvas.texts.layout(words.text, words.size, words.weight, words.room, 1 if words.room else None, True)
    canvas.block(words.x, words.y, block, words.colour, words.align, "middle")


def save_png(shapes: Iterable[Shape], path: Path, size: tuple[int, int] = (1920, 1080)) -> None:
    """Write a page as a .png of that size [px]; no screen is needed. The folder is made when it is missing."""
    if not pygame.display.get_surface():
        # Drawing needs no screen, and a picture asked for on the command line must not open a window.
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    pygame.font.init()
    surface = pygame.Surface(size, 0, 32)
    kit = Kit(size)
    surface.fill(kit.theme.screen)
    paint(kit.canvas(surface), shapes)
    path.parent.mkdir(parents=True, exist_ok=True)
    pygame.image.save(surface, str(path))
