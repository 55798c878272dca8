"""Antialiased shapes as cached, premultiplied surfaces: drawn several times too large, then scaled down.

It works in pixels and colours only; design units, roles and places belong to canvas.py.
"""

import functools
import math
from collections.abc import Callable, Hashable, Sequence

import pygame

from simulator.ui.cache import SurfaceCache
from simulator.ui.folded import Drawer

Channels = tuple[int, ...]
Point = tuple[float, float]
#: A stroke of a path: its points [px], width [px], colour, round ends or flat ones.
Stroke = tuple[tuple[Point, ...], float, Channels, bool]
#: What a painter of `Shapes.painted` gets: the large surface, and how many of its pixels make one.
Painter = Callable[[pygame.Surface, int], None]

#: A byte of a stroke takes so many times as long as one of a layer: it is drawn several times too large.
DEAR = 6.0
#: What a point of a stroke counts for besides, however small the picture [bytes of a layer].
POINT_COST = 4 << 10

_CLEAR = (0, 0, 0, 0)
_OVER = pygame.BLEND_PREMULTIPLIED


def premultiplied(colour: Channels) -> Channels:
    """The four channels as a premultiplied surface stores them."""
    alpha = colour[3] if len(colour) > 3 else 255
    return (*(round(c * alpha / 255) for c in colour[:3]), alpha)


def over(top: Channels, bottom: Channels) -> Channels:
    """One premultiplied colour laid over another."""
    keep = 255 - top[3]
    return tuple(min(255, t + round(b * keep / 255)) for t, b in zip(top, bottom, strict=True))


class Shapes:
    """Shapes by key, remembered within a budget of bytes."""

    def __init__(self, budget: int = 12 << 20) -> None:
        self._cache = SurfaceCache(budget, dear=DEAR)
        # Apart, so that a camera that moves does not push out every shape.
        self._scaled = SurfaceCache(budget // 4, dear=DEAR)
        #: Large, mostly empty pictures that are seldom put: some tens of them.
        self.folded = Drawer(budget // 6)

    @property
    def stores(self) -> tuple[SurfaceCache, ...]:
        """Where the shapes are kept; what a camera shows is another picture at every frame and does not count."""
        return (self._cache,)

    def painted(self, key: Hashable, size: tuple[int, int], painter: Painter, finest: int = 4) -> pygame.Surface:
        """What `painter` draws, scaled down from 2 or `finest` (4) times its size [px]; made once per key."""
        return self._cache.get((key, size), lambda: _supersampled(size, painter, finest))

    def keep(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """A surface made otherwise, remembered here."""
        return self._cache.get(key, make)

    def scaled(self, picture: pygame.Surface, size: tuple[int, int]) -> pygame.Surface:
        """A picture of any depth scaled to a size [px]; the same surface again for the same picture.

        The picture must not be painted on afterwards.
        """

        def make() -> pygame.Surface:
            full = picture if picture.get_bitsize() >= 24 else picture.convert(32)
            return pygame.transform.smoothscale(full, size)

        return self._scaled.get((picture, size), make)

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

    def strokes(self, strokes: Sequence[Stroke]) -> tuple[pygame.Surface, tuple[int, int]]:
        """Several strokes in one picture and its top left; a later one replaces what lies under it."""
        return self._strokes(tuple((tuple(points), w, premultiplied(c), ends) for points, w, c, ends in strokes), 4)

    def glow(
        self,
        points: Sequence[Point],
        layers: Sequence[tuple[float, Channels]],
        finest: int = 4,
        round_ends: bool = True,
    ) -> tuple[pygame.Surface, tuple[int, int]]:
        """Strokes of one path, translucent or not, widest first, as they look laid over each other; and the top left.

        finest: 2 is enough for soft light and shadow, 4 for lines that the eye follows.
        """
        total: Channels = _CLEAR
        path = tuple(points)
        stacked: list[Stroke] = []
        for width, colour in layers:
            total = over(premultiplied(colour), total)
            stacked.append((path, width, total, round_ends))
        return self._strokes(tuple(stacked), finest)

    def _strokes(self, strokes: tuple[Stroke, ...], finest: int) -> tuple[pygame.Surface, tuple[int, int]]:
        size, moved, place = _placed(strokes)

        def make() -> pygame.Surface:
            if self._cache.ration is not None:
                self._cache.ration.spend(POINT_COST * sum(len(points) for points, *_ in moved))
            return _drawn(size, moved, finest)

        return self._cache.get(("strokes", size, moved, finest), make), place

    def gradient(self, size: tuple[int, int], stops: Sequence[tuple[float, Channels]], across: bool) -> pygame.Surface:
        """A rectangle [px] shaded through colour stops (0-1), downwards, or to the right if `across`."""
        stops = tuple(stops)
        return self._cache.get(("gradient", size, stops, across), lambda: _gradient(size, stops, across))


@functools.lru_cache(96)
def _placed(strokes: tuple[Stroke, ...]) -> tuple[tuple[int, int], tuple[Stroke, ...], tuple[int, int]]:
    """Size [px] of the box round strokes, the strokes within it, and its top left; what rests asks for it again."""
    margin = max(width for _, width, _, _ in strokes) / 2 + 1.5
    (left, top), size = box_of([p for points in {id(s[0]): s[0] for s in strokes}.values() for p in points], margin)
    # Strokes of one path share its points: a soft shadow is six of them.
    paths = {id(s[0]): tuple((round(x - left, 2), round(y - top, 2)) for x, y in s[0]) for s in strokes}
    moved = tuple((paths[id(points)], width, colour, ends) for points, width, colour, ends in strokes)
    return size, moved, (left, top)


def box_of(points: Sequence[Point], margin: float) -> tuple[tuple[int, int], tuple[int, int]]:
    """Whole-pixel top left and size of the box round points, widened by a margin."""
    left = math.floor(min(p[0] for p in points) - margin)
    top = math.floor(min(p[1] for p in points) - margin)
    right = math.ceil(max(p[0] for p in points) + margin)
    bottom = math.ceil(max(p[1] for p in points) + margin)
    return (left, top), (max(1, right - left), max(1, bottom - top))


class _Outline:
    """A stroke as four-cornered pieces and discs [px], each with its span along one axis (0 = x, 1 = y)."""

    def __init__(self, stroke: Stroke, axis: int, sides: tuple[list[Point], list[Point | None]]) -> None:
        points, width, self.colour, round_ends = stroke
        half = width / 2
        self.axis = axis
        self.quads: list[tuple[float, float, tuple[Point, ...]]] = []
        normals, joints = sides
        for index, ((px, py), (qx, qy)) in enumerate(zip(points, points[1:], strict=False)):
            ax, ay = joints[index] or normals[index]
            bx, by = joints[index + 1] or normals[index]
            ax, ay, bx, by = ax * half, ay * half, bx * half, by * half
            corners = ((px + ax, py + ay), (qx + bx, qy + by), (qx - bx, qy - by), (px - ax, py - ay))
            span = [corner[axis] for corner in corners]
            self.quads.append((min(span), max(span), corners))
        ends = (0, len(points) - 1) if round_ends or len(points) < 2 else ()
        sharp = [i for i, joint in enumerate(joints) if joint is None]
        self.discs = [(points[i][0], points[i][1], half) for i in (*sharp, *ends)]

    def reach(self, low: float, high: float) -> list[float]:
        """Across the axis, the ends of all pieces that lie between two places along it."""
        across = 1 - self.axis
        ends = [c[across] for start, end, corners in self.quads if start <= high and end >= low for c in corners]
        for disc in self.discs:
            if disc[self.axis] - disc[2] <= high and disc[self.axis] + disc[2] >= low:
                ends += (disc[across] - disc[2], disc[across] + disc[2])
        return ends

    def paint(self, big: pygame.Surface, k: int, corner: tuple[int, int]) -> None:
        """Write the pieces that a window at `corner` shows, k times enlarged."""
        x0, y0 = corner
        low, high = corner[self.axis], corner[self.axis] + big.get_size()[self.axis] / k
        for start, end, corners in self.quads:
            if start <= high and end >= low:
                pygame.draw.polygon(big, self.colour, [((x - x0) * k, (y - y0) * k) for x, y in corners])
        for x, y, r in self.discs:
            pygame.draw.circle(big, self.colour, ((x - x0) * k, (y - y0) * k), r * k)


def _drawn(size: tuple[int, int], strokes: Sequence[Stroke], finest: int) -> pygame.Surface:
    """Strokes in one picture, strip by strip where it is large: most of a thin curve's box is empty."""
    axis = 0 if size[0] >= size[1] else 1
    sides = {id(stroke[0]): _sides(stroke[0]) for stroke in {id(s[0]): s for s in strokes}.values()}
    outlines = [_Outline(stroke, axis, sides[id(stroke[0])]) for stroke in strokes]
    strip = size[axis] if size[0] * size[1] < 40_000 else max(96, size[axis] // 6)
    whole = pygame.Surface(size, pygame.SRCALPHA)
    for low in range(0, size[axis], strip):
        high = min(low + strip, size[axis])
        ends = [end for outline in outlines for end in outline.reach(low - 1, high + 1)]
        if not ends:
            continue
        near, far = max(0, math.floor(min(ends)) - 1), min(size[1 - axis], math.ceil(max(ends)) + 1)
        if far <= near:
            continue
        corner = (low, near) if axis == 0 else (near, low)
        window = (high - low, far - near) if axis == 0 else (far - near, high - low)

        def paint(big: pygame.Surface, k: int, corner: tuple[int, int] = corner) -> None:
            for outline in outlines:
                outline.paint(big, k, corner)

        whole.blit(_supersampled(window, paint, finest), corner, special_flags=_OVER)
    return whole


def _sides(points: Sequence[Point]) -> tuple[list[Point], list[Point | None]]:
    """Where the edges of a stroke of half width 1 lie: beside each segment, and at each point."""
    normals = _normals(points)
    return normals, _joints(normals)


def _normals(points: Sequence[Point]) -> list[Point]:
    """Unit normal of each segment."""
    normals = []
    for a, b in zip(points, points[1:], strict=False):
        length = math.dist(a, b) or 1.0
        normals.append(((a[1] - b[1]) / length, (b[0] - a[0]) / length))
    return normals


def _joints(normals: Sequence[Point]) -> list[Point | None]:
    """Where the edges of a stroke of half width 1 meet at each point; None where the turn is too sharp for that."""
    joints: list[Point | None] = [*normals[:1]]
    for (ax, ay), (bx, by) in zip(normals, normals[1:], strict=False):
        x, y = (ax + bx) / 2, (ay + by) / 2
        size = x * x + y * y
        # 0.55: a turn of 84 degrees; beyond, the corner would stick out by more than a third of the width.
        joints.append((x / size, y / size) if size > 0.55 else None)
    return [*joints, *normals[-1:]]


def _supersampled(size: tuple[int, int], painter: Painter, finest: int) -> pygame.Surface:
    # Large shapes have long, calm edges: twice is enough there, and four times would cost tens of milliseconds.
    # Never three times: the scaler then loses up to two levels of each colour.
    factor = finest if size[0] * size[1] < 200_000 else 2
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
    """Top left quarter of the blur; a spread is two standard deviations."""
    pad, reach = math.ceil(1.25 * spread), math.ceil(spread)
    # The blur looks this far beyond the quarter: draw as much more of the box, and cut it off again.
    sharp = pygame.Surface((quarter[0] + reach, quarter[1] + reach), pygame.SRCALPHA)
    pygame.draw.rect(sharp, (255, 255, 255, 255), ((pad, pad), size), border_radius=round(radius))
    soft = pygame.transform.gaussian_blur(sharp, max(1, round(spread / 2)))
    soft.fill(premultiplied(colour), special_flags=pygame.BLEND_RGBA_MULT)
    return soft.subsurface((0, 0, *quarter))


def _gradient(size: tuple[int, int], stops: tuple[tuple[float, Channels], ...], across: bool) -> pygame.Surface:
    length = size[0] if across else size[1]
    strip = pygame.Surface((length, 1) if across else (1, length), pygame.SRCALPHA)
    full = tuple((place, premultiplied(colour)) for place, colour in stops)
    for i in range(length):
        colour = _between(full, i / max(1, length - 1))
        strip.set_at((i, 0) if across else (0, i), colour)
    surface = pygame.transform.scale(strip, size)
    return surface


def _between(stops: tuple[tuple[float, Channels], ...], at: float) -> Channels:
    for (p0, c0), (p1, c1) in zip(stops, stops[1:], strict=False):
        if at <= p1:
            share = 0.0 if p1 == p0 else max(0.0, (at - p0) / (p1 - p0))
            return tuple(round(a + (b - a) * share) for a, b in zip(c0, c1, strict=True))
    return stops[-1][1]
