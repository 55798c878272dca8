"""A scene for left hands: a canvas that shows it as in a mirror, and where its places and inputs then lie.

Things change sides, words stay readable. It deliberately mirrors places and pictures only: what a view draws, the
millimetres behind it and the actions are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pygame

from simulator.ui.cache import SurfaceCache
from simulator.ui.canvas import DESIGN, Block, Canvas, Span
from simulator.ui.curves import Point
from simulator.ui.events import UiEvent
from simulator.ui.parts import Parts
from simulator.ui.shapes import Shapes
from simulator.ui.sheet import Recorder
from simulator.ui.text import Text
from simulator.ui.theme import Colour, Theme

Rect = tuple[float, float, float, float]

#: Between the bars: y and height. What lies there changes its place, the bars do not.
WORK_Y, WORK_H = 72.0, 896.0
#: The rail at the right, how far to the left it lies for left hands, and the bench that is seen behind it there.
RAIL: Rect = (1512.0, WORK_Y, 360.0, WORK_H)
RAIL_SHIFT = 48.0 - RAIL[0]
STRIP: Rect = (0.0, WORK_Y, DESIGN[0] - RAIL[0], WORK_H)
_SWAPPED = {"left": "right", "right": "left", "center": "center"}


def mirrored(canvas: Canvas) -> MirrorCanvas:
    """A canvas on the same surface whose left is this one's right."""
    return MirrorCanvas(*_shared(canvas), canvas.origin, canvas.marks)


def shifted(canvas: Canvas, dx: float) -> Canvas:
    """A canvas on the same surface on which everything lies dx further to the right [design units]."""
    origin = (canvas.origin[0] + dx * canvas.scale, canvas.origin[1])
    return Canvas(*_shared(canvas), origin, canvas.marks)


def _shared(canvas: Canvas) -> tuple[Any, Theme, Parts, Text, Shapes, SurfaceCache]:
    return canvas.surface, canvas.theme, canvas.parts, canvas.texts, canvas.shapes, canvas.layers


@dataclass(frozen=True)
class Layout:
    """Where what lies between the bars goes for left hands.

    moved: places that keep their sides and go dx to the right, as (rectangle for right hands, dx), first fit wins.
    rest: the same for all that lies elsewhere; None: it is seen as in a mirror, and the arrows with it.
    """

    moved: tuple[tuple[Rect, float], ...] = ((RAIL, RAIL_SHIFT),)
    rest: float | None = None


#: A machine that has its sides: it only makes room for the rail at the left.
ASIDE = Layout(rest=STRIP[2])


class LeftHand:
    """Where places and inputs of a scene lie that is drawn for left hands by a layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        #: The way of the present drag: what began on the bench goes on behind the rail.
        self._way: float | None = 0.0
        self._dragging = False

    def event(self, event: UiEvent) -> UiEvent:
        """The input as right hands would have given it."""
        if event.kind in ("key", "keyup"):
            return moved(event, event.x) if self.layout.rest is None else event
        if event.kind == "down" or not self._dragging:
            self._way = self._seen(event.x, event.y)
        self._dragging = event.kind == "down" or self._dragging and event.kind != "up"
        return moved(event, DESIGN[0] - event.x if self._way is None else event.x - self._way)

    def keys(self, held: frozenset[str]) -> frozenset[str]:
        """Keys that are held, as right hands would hold them."""
        return frozenset(map(mirrored_key, held)) if self.layout.rest is None else held

    def canvas(self, canvas: Canvas, x: float, y: float) -> Canvas:
        """On what a place of the scene for right hands is drawn."""
        if not WORK_Y <= y < WORK_Y + WORK_H:
            return canvas
        way = next((dx for rect, dx in self.layout.moved if _inside(rect, x, y)), self.layout.rest)
        return mirrored(canvas) if way is None else shifted(canvas, way)

    def _seen(self, x: float, y: float) -> float | None:
        """How far what is seen at a point was moved, None: mirrored."""
        if not WORK_Y <= y < WORK_Y + WORK_H:
            return 0.0
        return next((dx for rect, dx in self.layout.moved if _inside(rect, x - dx, y)), self.layout.rest)


def _inside(rect: Rect, x: float, y: float) -> bool:
    return rect[0] <= x < rect[0] + rect[2] and rect[1] <= y < rect[1] + rect[3]


def mirrored_key(key: str) -> str:
    """The arrow that points the same way along the work."""
    return _SWAPPED.get(key, key)


def moved(event: UiEvent, x: float) -> UiEvent:
    """The event at another x, and its arrow as in the mirror."""
    return UiEvent(
        event.kind, x, event.y, mirrored_key(event.key), event.text, event.button, event.held, event.shift, event.dy
    )


class MirrorCanvas(Canvas):
    """Draws about the middle of the frame: x becomes 1920 - x. Words are written by a plain canvas beside it."""

    def _plain(self) -> Canvas:
        return Canvas(*_shared(self), self.origin, self.marks)

    # places

    def to_pixels(self, x: float, y: float) -> Point:
        """Pixel place of a design point."""
        return super().to_pixels(DESIGN[0] - x, y)

    def to_design(self, pixel: tuple[float, float]) -> Point:
        """Design place of a pixel."""
        x, y = super().to_design(pixel)
        return (DESIGN[0] - x, y)

    def pixel_rect(self, x: float, y: float, w: float, h: float) -> pygame.Rect:
        """Whole pixels of a design rectangle; neighbours share their edge."""
        left, top = self.to_pixels(x + w, y)
        right, bottom = self.to_pixels(x, y + h)
        return pygame.Rect(round(left), round(top), round(right) - round(left), round(bottom) - round(top))

    def _points(self, points: Sequence[Point]) -> list[Point]:
        s, (ox, oy) = self.scale, self.origin
        return [((DESIGN[0] - x) * s + ox, y * s + oy) for x, y in points]

    def blit(self, surface: pygame.Surface, x: float, y: float) -> None:
        """Put a premultiplied surface, which must look the same in the mirror, at a design point."""
        px, py = self.to_pixels(x, y)
        self._put(surface, (round(px) - surface.get_width(), round(py)))

    def _sub(self, surface: pygame.Surface | Recorder, corner: tuple[int, int]) -> MirrorCanvas:
        origin = (self.origin[0] - corner[0], self.origin[1] - corner[1])
        return MirrorCanvas(surface, *_shared(self)[1:], origin, self.marks)

    def gradient(self, x, y, w, h, stops, across=False, radius=0) -> None:
        """A rectangle shaded through stops (0-1), downwards or across."""
        turned = tuple((1.0 - place, colour) for place, colour in reversed(tuple(stops))) if across else stops
        super().gradient(x, y, w, h, turned, across, radius)

    def layer(self, key, painter, area=(0, 0, *DESIGN), opaque=False) -> None:
        """Draw what `painter` paints once per key; the mirror keeps its own."""
        super().layer(("mirror", key), painter, area, opaque)

    # words

    def block(
        self, x: float, y: float, block: Block, colour: Colour = "ink", align: str = "left", anchor: str = "top"
    ) -> None:
        """Draw a text that was laid out before."""
        self._plain().block(DESIGN[0] - x, y, block, colour, _SWAPPED[align], anchor)

    def spans(self, x: float, y: float, spans: Sequence[Span], align: str = "left") -> float:
        """Write runs of several sizes on one baseline y; returns their width."""
        return self._plain().spans(DESIGN[0] - x, y, spans, _SWAPPED[align])

    def icon(self, name: str, cx: float, cy: float, size: float = 40, colour: Colour = "ink") -> None:
        """A line icon, centred at cx, cy: a sign, not a thing."""
        self._plain().icon(name, DESIGN[0] - cx, cy, size, colour)

    # things

    def part(self, name, x=None, y=None, layer="all", tint=None, flip=False, turn=0.0, stretch=None, alpha=1.0) -> None:
        """Put a part as the mirror shows it; a sign stays the sign that it is."""
        info = self.parts.info(name)
        left, top = info.place or (0.0, 0.0)
        left, top = (left if x is None else x), (top if y is None else y)
        width = stretch[0] if stretch else info.size[0]
        flip = flip if name.startswith("ui/") else not flip
        self._plain().part(name, DESIGN[0] - left - width, top, layer, tint, flip, -turn, stretch, alpha)

    def hand(self, name: str, x: float, y: float, layer: str = "all", alpha: float = 1.0) -> None:
        """Put the other hand: a left one becomes a right one."""
        for each in ("shadow", "art") if layer == "all" else (layer,):
            made, (dx, dy) = self.parts.hand_surface(name, each, True)
            self.blit(self._dimmed(made, alpha, ("mirror hand", name, each)), x + dx, y + dy)
