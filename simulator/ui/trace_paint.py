"""Puts the shapes of a trace picture on a canvas, and a whole page into a .png.

It deliberately places nothing: where things lie is ``trace_layout``'s.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np  # noqa: E402
import pygame  # noqa: E402

from simulator.ui.canvas import Canvas, Kit  # noqa: E402
from simulator.ui.sheet import Recorder  # noqa: E402
from simulator.ui.theme import TextStyle  # noqa: E402
from simulator.ui.trace_layout import (  # noqa: E402
    Box,
    Curve,
    Disc,
    Frame,
    Plotted,
    Rect,
    Shape,
    Stroke,
    Words,
    polyline,
    spans,
)

#: The inside of noise is darker than its edge and sinks into the ground like mist, so that no glaring block draws the
#: eye from the fibre: how much of the curve's colour is left in it at its crest and at its foot, what counts as a tall
#: column [px], and how many neighbours must be as tall.
CREST, FOOT, TALL_PX, NEIGHBOURS = 0.5, 0.12, 9.0, 7


def steady(shapes: Iterable[Shape], canvas: Canvas) -> list[Shape]:
    """Figures of axes and pins at the size that their place has room for, whatever text size the reader asks for."""
    scale = canvas.texts.text_scale
    style = TextStyle(18.0 * min(1.1, scale) / scale, 24.0 / scale)
    return [replace(shape, size=style) if isinstance(shape, Words) else shape for shape in shapes]  # type: ignore[arg-type]


def paint(canvas: Canvas, shapes: Iterable[Shape]) -> None:
    """Draw shapes in their order."""
    for shape in shapes:
        if isinstance(shape, Box):
            canvas.rect(*shape.area, shape.colour, shape.radius)
        elif isinstance(shape, Stroke):
            _stroke(canvas, shape)
        elif isinstance(shape, Plotted):
            curve_line(canvas, shape.curve, shape.frame, shape.area, shape.width)
        elif isinstance(shape, Disc):
            _disc(canvas, shape)
        else:
            _words(canvas, shape)


def _stroke(canvas: Canvas, stroke: Stroke) -> None:
    points = [(x, y) for x, y in stroke.points.tolist()]
    if stroke.dash:
        canvas.dashed(points, stroke.colour, stroke.width, *stroke.dash)
    elif all(x0 == x1 or y0 == y1 for (x0, y0), (x1, y1) in pairwise(points)) or len(points) == 2:
        # A border as four lines: one picture of it all would be as large as what it goes round.
        for one, two in pairwise(points):
            canvas.line(*one, *two, stroke.colour, stroke.width)
    else:
        canvas.polyline(points, stroke.colour, stroke.width)


def curve_line(canvas: Canvas, curve: Curve, frame: Frame, area: Rect, width: float = 2.0) -> None:
    """The curve through a frame in an area: one upright stretch per pixel column, soft at both ends.

    As quick over noise as over a calm line, however many samples there are. It must lie on an opaque ground, of a
    layer's painter for instance: on the window's record it becomes a line of points.
    """
    if isinstance(canvas.surface, Recorder):
        box = canvas.pixel_rect(*area)
        points = [(x, y) for x, y in polyline(curve, frame, area, box.w).tolist()]
        canvas.trace(points, curve.colour, width)
        return
    box = canvas.pixel_rect(*area)
    first, top, foot = spans(curve, frame, max(1, box.w))
    half = 0.5 * max(1.0, width * canvas.scale)
    ends = (box.y + top * box.h - half, box.y + foot * box.h + half)
    with canvas.clip(*area):
        colour = canvas.theme.colour(curve.colour)[:3]
        _columns(canvas.surface, box.x + first, *ends, colour, canvas.theme.colour("screen")[:3])


def _columns(
    surface: pygame.Surface,
    left: int,
    top: np.ndarray,
    foot: np.ndarray,
    colour: tuple[int, ...],
    ground: tuple[int, ...],
) -> None:
    """Upright stretches side by side from a column on, y from top to foot [px], a share of a pixel at either end.

    ground: the colour into which the inside of noise sinks.
    """
    clip = surface.get_clip()
    start, stop = max(0, clip.left - left), min(len(top), clip.right - left)
    if stop <= start or clip.h <= 0:
        return
    noisy = _noisy(foot - top)
    # Of the whole curve: a part of it that is drawn again must sink as the rest did.
    crest, sole = (np.median(top[noisy]), foot[noisy].max()) if noisy.any() else (0.0, 1.0)
    top, foot, left = top[start:stop] - clip.top, foot[start:stop] - clip.top, left + start
    # Small numbers compare four times as fast.
    whole, last = (np.clip(ends, -9.0, clip.h + 9.0).astype(np.int16) for ends in (np.ceil(top), np.floor(foot)))
    tall = int(np.clip(last.max(), 0, clip.h))
    upper = int(np.clip(whole.min(), 0, tall))
    area = (slice(left, left + len(top)), slice(clip.top, clip.bottom))
    rows = np.arange(upper, tall, dtype=np.int16)[:, None]
    pixels = pygame.surfarray.pixels2d(surface)[area].T
    within, noisy = (rows >= whole) & (rows < last), noisy[start:stop]
    np.copyto(pixels[upper:tall], _ink(surface, colour), where=within)
    if noisy.any():
        skip = min(len(rows), max(0, int(whole[noisy].min()) - upper))
        depths = np.clip((rows[skip:] + (clip.top - crest)) / max(1.0, sole - crest), 0.0, 1.0)
        mist = np.array(ground) + (CREST + (FOOT - CREST) * depths) * (np.array(colour) - ground)
        inks = _inks(surface, mist).astype(pixels.dtype)[:, None]
        np.copyto(pixels[upper + skip : tall], inks, where=within[skip:] & noisy)
    del pixels
    channels = pygame.surfarray.pixels3d(surface)[area]
    for row, share in ((whole - 1, whole - top), (last, foot - last)):
        _blend(channels, row, share, np.array(colour, float))


def _ink(surface: pygame.Surface, colour: tuple[int, ...]) -> int:
    """A colour as a pixel of a surface; where there is alpha, pygame's number may be below zero."""
    return surface.map_rgb(colour) & 0xFFFFFFFF


def _inks(surface: pygame.Surface, colours: np.ndarray) -> np.ndarray:
    """Many colours, shape (n, 3) [levels], as pixels of a surface."""
    red, green, blue = np.rint(colours).astype(np.int64).T
    shifts = surface.get_shifts()
    return red << shifts[0] | green << shifts[1] | blue << shifts[2] | _ink(surface, (0, 0, 0))


def _noisy(heights: np.ndarray) -> np.ndarray:
    """Columns [px heights] amid others that are all tall: samples too many to be told apart, no single reflection."""
    padded = np.pad(heights, NEIGHBOURS // 2, mode="edge")
    near = np.lib.stride_tricks.sliding_window_view(padded, NEIGHBOURS)
    # All but two: a short column by chance must not light up its neighbours.
    return np.partition(near, 2, axis=1)[:, 2] > TALL_PX


def _blend(channels: np.ndarray, rows: np.ndarray, share: np.ndarray, colour: np.ndarray) -> None:
    """Lay a colour over one pixel of each column; share [0-1] of it."""
    columns = np.flatnonzero((rows >= 0) & (rows < channels.shape[1]) & (share > 0.004))
    under = channels[columns, rows[columns]].astype(float)
    mixed = under + (colour - under) * share[columns, None]
    channels[columns, rows[columns]] = np.rint(mixed).astype(np.uint8)


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
