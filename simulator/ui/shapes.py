"""Antialiased shapes as cached, premultiplied surfaces: drawn several times too large, then scaled down.

It works in pixels and colours only; design units, roles and places belong to canvas.py.
"""

import math
from collections.abc import Callable, Hashable, Sequence

import pygame

from simulator.ui.cache import SurfaceCache

Channels = tuple[int, ...]
Point = tuple[float, float]
#: A stroke of a path: its points [px], width [px], colour, round ends or flat ones.
Stroke = tuple[tuple[Point, ...], float, Channels, bool]
#: What a painter of `Shapes.painted` gets: the large surface, and how many of its pixels make one.
Painter = Callable[[pygame.Surface, int], None]

_CLEAR = (0, 0, 0, 0)


def premultiplied(colour: Channels) -> Channels:
    """The four channels as a premultiplied surface stores them."""
    alpha = colour[3] if len(colour) > 3 else 255
    return (colour[0] * alpha // 255, colour[1] * alpha // 255, colour[2] * alpha // 255, alpha)


def over(top: Channels, bottom: Channels) -> Channels:
    """One premultiplied colour laid over another."""
    keep = 255 - top[3]
    return tuple(t + b * keep // 255 for t, b in zip(top, bottom, strict=True))


class Shapes:
    """Shapes by key, remembered within a budget of bytes."""

    def __init__(self, budget: int = 64 << 20) -> None:
        self._cache = SurfaceCache(budget)

    def painted(self, key: Hashable, size: tuple[int, int], painter: Painter, finest: int = 4) -> pygame.Surface:
        """What `painter` draws, scaled down from 2 to `finest` times its size [px]; made once per key."""
        return self._cache.get((key, size), lambda: _supersampled(size, painter, finest))

    def keep(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """A surface made otherwise, remembered here."""
        return self._cache.get(key, make)

    # shapes

    def rounded(
        self, size: tuple[int, int], radius: float, colour: Channels, border: float, border_colour: Channels
    ) -> pygame.Surface:
        """A rectangle [px] with round corners and an inner border."""
        key = ("rounded", radius, colour, border, border_colour)

        def paint(big: pygame.Surface, k: int) -> None:
            box = big.get_rect()
            if border:
                pygame.draw.rect(big, premultiplied(border_colour), box, border_radius=round(radius * k))
                box = box.inflate(-2 * round(border * k), -2 * round(border * k))
            inner = max(0, round((radius - border) * k)) if border else round(radius * k)
            pygame.draw.rect(big, premultiplied(colour), box, border_radius=inner)

        return self.painted(key, size, paint)

    def shadow(self, size: tuple[int, int], radius: float, spread: float, colour: Channels) -> pygame.Surface:
        """A soft shadow of a rounded rectangle, `spread` wider on every side [px]."""
        key = ("shadow", size, radius, spread, colour)
        return self._cache.get(key, lambda: _soft(size, radius, spread, colour))

    def polygon(self, points: Sequence[Point], colour: Channels) -> tuple[pygame.Surface, tuple[int, int]]:
        """A filled polygon [px] and its top left."""
        (left, top), size = box_of(points, 1)
        moved = tuple((round((x - left), 2), round((y - top), 2)) for x, y in points)

        def paint(big: pygame.Surface, k: int) -> None:
            pygame.draw.polygon(big, premultiplied(colour), [(x * k, y * k) for x, y in moved])

        return self.painted(("polygon", moved, colour), size, paint), (left, top)

    def strokes(self, strokes: Sequence[Stroke], finest: int = 4) -> tuple[pygame.Surface, tuple[int, int]]:
        """Several strokes in one picture and its top left; a later one replaces what lies under it."""
        margin = max(width for _, width, _, _ in strokes) / 2 + 1.5
        (left, top), size = box_of([p for points, _, _, _ in strokes for p in points], margin)
        moved = tuple(
            (tuple((round(x - left, 2), round(y - top, 2)) for x, y in points), width, colour, is_round)
            for points, width, colour, is_round in strokes
        )

        def paint(big: pygame.Surface, k: int) -> None:
            for points, width, colour, is_round in moved:
                draw_stroke(big, [(x * k, y * k) for x, y in points], width * k, premultiplied(colour), is_round)

        return self.painted(("strokes", moved), size, paint, finest), (left, top)

    def glow(
        self, points: Sequence[Point], layers: Sequence[tuple[float, Channels]]
    ) -> tuple[pygame.Surface, tuple[int, int]]:
        """Translucent strokes of one path, widest first, as they look laid over each other; and the top left."""
        total: Channels = _CLEAR
        stacked = []
        for width, colour in layers:
            total = over(premultiplied(colour), total)
            stacked.append((width, total))
        margin = stacked[0][0] / 2 + 2
        (left, top), size = box_of(points, margin)
        moved = tuple((round(x - left, 2), round(y - top, 2)) for x, y in points)

        def paint(big: pygame.Surface, k: int) -> None:
            for width, colour in stacked:
                draw_stroke(big, [(x * k, y * k) for x, y in moved], width * k, colour, True)

        return self.painted(("glow", moved, tuple(stacked)), size, paint, 3), (left, top)

    def gradient(self, size: tuple[int, int], stops: Sequence[tuple[float, Channels]], across: bool) -> pygame.Surface:
        """A rectangle [px] shaded through colour stops (0-1), downwards, or to the right if `across`."""
        stops = tuple(stops)
        return self._cache.get(("gradient", size, stops, across), lambda: _gradient(size, stops, across))


def box_of(points: Sequence[Point], margin: float) -> tuple[tuple[int, int], tuple[int, int]]:
    """Whole-pixel top left and size of the box round points, widened by a margin."""
    left = math.floor(min(p[0] for p in points) - margin)
    top = math.floor(min(p[1] for p in points) - margin)
    right = math.ceil(max(p[0] for p in points) + margin)
    bottom = math.ceil(max(p[1] for p in points) + margin)
    return (left, top), (max(1, right - left), max(1, bottom - top))


def draw_stroke(
    surface: pygame.Surface, points: Sequence[Point], width: float, colour: Channels, round_ends: bool
) -> None:
    """A thick line with smooth joints, written over what is there (no blending: made for large canvases)."""
    half = width / 2
    if len(points) < 2:
        pygame.draw.circle(surface, colour, points[0], half)
        return
    left, right, sharp = _sides(points, half)
    for i in range(len(points) - 1):
        pygame.draw.polygon(surface, colour, (left[i], left[i + 1], right[i + 1], right[i]))
    for point in [*sharp, *([points[0], points[-1]] if round_ends else [])]:
        pygame.draw.circle(surface, colour, point, half)


def _sides(points: Sequence[Point], half: float) -> tuple[list[Point], list[Point], list[Point]]:
    """Both edges of a stroke, mitred at each joint, and the joints too sharp for a mitre."""
    directions = []
    for a, b in zip(points, points[1:], strict=False):
        length = math.dist(a, b) or 1.0
        directions.append(((b[0] - a[0]) / length, (b[1] - a[1]) / length))
    left, right, sharp = [], [], []
    for i, (x, y) in enumerate(points):
        before, after = directions[max(0, i - 1)], directions[min(i, len(directions) - 1)]
        nx, ny = -(before[1] + after[1]) / 2, (before[0] + after[0]) / 2
        size = nx * nx + ny * ny
        if size < 0.55:  # a turn above about 84 degrees: a mitre would stick out
            sharp.append((x, y))
            nx, ny, size = -after[1], after[0], 1.0
        left.append((x + nx / size * half, y + ny / size * half))
        right.append((x - nx / size * half, y - ny / size * half))
    return left, right, sharp


def _supersampled(size: tuple[int, int], painter: Painter, finest: int) -> pygame.Surface:
    area = size[0] * size[1]
    # Large shapes have long, calm edges: twice is enough there, and four times would cost tens of milliseconds.
    factor = finest if area < 200_000 else min(finest, 3 if area < 700_000 else 2)
    big = pygame.Surface((size[0] * factor, size[1] * factor), pygame.SRCALPHA)
    painter(big, factor)
    return pygame.transform.smoothscale(big, size)


def _soft(size: tuple[int, int], radius: float, spread: float, colour: Channels) -> pygame.Surface:
    """A blurred rounded rectangle: one quarter is computed, mirrored to the corners, and stretched between them."""
    pad = math.ceil(1.25 * spread)
    whole = (size[0] + 2 * pad, size[1] + 2 * pad)
    reach = pad + math.ceil(max(radius, pad))
    quarter = (min(reach, (whole[0] + 1) // 2), min(reach, (whole[1] + 1) // 2))
    corner = _soft_corner(quarter, size, radius, spread, colour)
    surface = pygame.Surface(whole, pygame.SRCALPHA)
    w, h = quarter
    middle_w, middle_h = max(0, whole[0] - 2 * w), max(0, whole[1] - 2 * h)
    top = pygame.transform.scale(corner.subsurface((w - 1, 0, 1, h)), (middle_w, h))
    side = pygame.transform.scale(corner.subsurface((0, h - 1, w, 1)), (w, middle_h))
    surface.fill(corner.get_at((w - 1, h - 1)), (w, h, middle_w, middle_h))
    for flip_x in (False, True):
        x = whole[0] - w if flip_x else 0
        surface.blit(pygame.transform.flip(side, flip_x, False), (x, h), special_flags=pygame.BLEND_RGBA_MAX)
        for flip_y in (False, True):
            y = whole[1] - h if flip_y else 0
            turned = pygame.transform.flip(corner, flip_x, flip_y)
            surface.blit(turned, (x, y), special_flags=pygame.BLEND_RGBA_MAX)
            level = pygame.transform.flip(top, False, flip_y)
            surface.blit(level, (w, y), special_flags=pygame.BLEND_RGBA_MAX)
    return surface


def _soft_corner(
    quarter: tuple[int, int], size: tuple[int, int], radius: float, spread: float, colour: Channels
) -> pygame.Surface:
    """Top left quarter of the blur: full inside, falling with the distance from the edge as a Gaussian blur does."""
    corner = pygame.Surface(quarter, pygame.SRCALPHA)
    pad = math.ceil(1.25 * spread)
    soft = spread / 2 * math.sqrt(2)  # a spread is two standard deviations
    half_w, half_h = size[0] / 2 - radius, size[1] / 2 - radius
    for y in range(quarter[1]):
        dy = abs(y + 0.5 - pad - size[1] / 2) - half_h
        for x in range(quarter[0]):
            dx = abs(x + 0.5 - pad - size[0] / 2) - half_w
            outside = math.hypot(max(dx, 0.0), max(dy, 0.0)) + min(max(dx, dy), 0.0) - radius
            share = 0.5 * math.erfc(outside / soft)
            corner.set_at((x, y), premultiplied((*colour[:3], round(colour[3] * share))))
    return corner


def _gradient(size: tuple[int, int], stops: tuple[tuple[float, Channels], ...], across: bool) -> pygame.Surface:
    length = size[0] if across else size[1]
    strip = pygame.Surface((length, 1) if across else (1, length), pygame.SRCALPHA)
    for i in range(length):
        colour = _between(stops, i / max(1, length - 1))
        strip.set_at((i, 0) if across else (0, i), colour)
    surface = pygame.transform.scale(strip, size)
    return surface


def _between(stops: tuple[tuple[float, Channels], ...], at: float) -> Channels:
    full = [(place, premultiplied(colour)) for place, colour in stops]
    for (p0, c0), (p1, c1) in zip(full, full[1:], strict=False):
        if at <= p1:
            share = 0.0 if p1 == p0 else max(0.0, (at - p0) / (p1 - p0))
            return tuple(round(a + (b - a) * share) for a, b in zip(c0, c1, strict=True))
    return full[-1][1]
