"""A canvas that shows a scene as in a mirror, for left hands: things change sides, words stay readable.

It deliberately mirrors places and pictures only: what a view draws, and the millimetres behind it, are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        """Put a part as the mirror shows it."""
        info = self.parts.info(name)
        left, top = info.place or (0.0, 0.0)
        left, top = (left if x is None else x), (top if y is None else y)
        width = stretch[0] if stretch else info.size[0]
        self._plain().part(name, DESIGN[0] - left - width, top, layer, tint, not flip, -turn, stretch, alpha)

    def hand(self, name: str, x: float, y: float, layer: str = "all", alpha: float = 1.0) -> None:
        """Put the other hand: a left one becomes a right one."""
        for each in ("shadow", "art") if layer == "all" else (layer,):
            made, (dx, dy) = self.parts.hand_surface(name, each, True)
            self.blit(self._dimmed(made, alpha, ("mirror hand", name, each)), x + dx, y + dy)
