"""The brush: boxes, lines, shapes, light and fibres in design units on any surface.

Text, part pictures, clips and layers are canvas.py's; views never meet a Brush, they draw on a Canvas.
"""

import math
from collections.abc import Sequence

import pygame

from simulator.ui import curves, rounded_frame
from simulator.ui.curves import Point
from simulator.ui.fibre_marks import LANE as MARK_LANE
from simulator.ui.fibre_marks import FibreMarks, mark_ink, numbers
from simulator.ui.shapes import Channels, Shapes, premultiplied
from simulator.ui.sheet import PREMULTIPLIED, Recorder
from simulator.ui.theme import Colour, Theme, faded

#: Width in fibre widths and opacity of the halo round a lit fibre, widest first.
_GLOW = ((7.0, 0.07), (4.4, 0.13), (2.6, 0.24))
#: Soft shadow under a fibre: how much wider than the fibre [design units], and opacity.
_FIBRE_SHADOW = ((14, 0.02), (11, 0.03), (8, 0.04), (5, 0.045), (2, 0.045), (-1, 0.04))
#: Strokes of a coated fibre: tone, width and shift in fibre widths.
_TUBE = (("dark", 1.28, 0.0), ("base", 1.0, 0.0), ("light", 0.52, -0.12), ("highlight", 0.17, -0.24))
#: Bare glass: role, width in glass widths; then the core.
_GLASS = (("glass_edge", 1.24), ("glass", 1.0))
#: Dashes that are painted as one picture.
DASHES = 6
#: Spans of one piece of a cord.
CORD_PIECE = 12
#: Height of the strips of which a large translucent box is made [px].
BAND = 64


class Brush:
    """Draws on `surface`; x, y, widths and radii are design units, angles are degrees clockwise from the right.

    marks: colours of fibres are also told without colour (None: not asked for).
    """

    def __init__(
        self,
        surface: pygame.Surface | Recorder,
        theme: Theme,
        shapes: Shapes,
        scale: float,
        origin: tuple[float, float],
        marks: FibreMarks | None = None,
    ) -> None:
        self.marks = marks
        self.surface = surface
        self.theme = theme
        self.shapes = shapes
        self.scale = scale
        self.origin = origin

    # places

    def to_pixels(self, x: float, y: float) -> Point:
        """Pixel place of a design point."""
        return (x * self.scale + self.origin[0], y * self.scale + self.origin[1])

    def to_design(self, pixel: tuple[float, float]) -> Point:
        """Design place of a pixel, a mouse event's for instance."""
        return ((pixel[0] - self.origin[0]) / self.scale, (pixel[1] - self.origin[1]) / self.scale)

    def pixel_rect(self, x: float, y: float, w: float, h: float) -> pygame.Rect:
        """Whole pixels of a design rectangle; neighbours share their edge."""
        left, top = self.to_pixels(x, y)
        right, bottom = self.to_pixels(x + w, y + h)
        return pygame.Rect(round(left), round(top), round(right) - round(left), round(bottom) - round(top))

    def _points(self, points: Sequence[Point]) -> list[Point]:
        s, (ox, oy) = self.scale, self.origin
        return [(x * s + ox, y * s + oy) for x, y in points]

    def blit(self, surface: pygame.Surface, x: float, y: float) -> None:
        """Put a premultiplied surface with its top left at a design point."""
        px, py = self.to_pixels(x, y)
        self._put(surface, (round(px), round(py)))

    def _put(self, surface: pygame.Surface, pixel: tuple[int, int]) -> None:
        if surface.get_flags() & pygame.SRCALPHA:
            self.surface.blit(surface, pixel, special_flags=PREMULTIPLIED)
        else:
            self.surface.blit(surface, pixel)

    # grounds and boxes

    def fill(self, colour: Colour = "bench") -> None:
        """Cover the whole surface."""
        self.surface.fill(self.theme.colour(colour))

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        colour: Colour = "panel",
        radius: float = 0,
        border: float = 0,
        border_colour: Colour = "line",
    ) -> None:
        """A rectangle with round corners and an inner border."""
        box = self.pixel_rect(x, y, w, h)
        fill = self.theme.colour(colour)
        if box.w <= 0 or box.h <= 0:
            return
        if not radius and not border and len(fill) == 3:
            self.surface.fill(fill, box)
            return
        if not radius and not border and box.h > BAND:
            self._bands(box, fill)
            return
        corner = min(radius * self.scale, box.w / 2, box.h / 2)
        edge = max(1.0, border * self.scale) if border else 0
        rim = math.ceil(max(corner, edge)) + 1
        if len(fill) == 3 and rounded_frame.fits(box.size, rim):
            inks = (corner, fill, edge, self.theme.colour(border_colour))
            for piece, at in rounded_frame.rounded(self.shapes, box.size, rim, *inks):
                self._put(piece, (box.x + at[0], box.y + at[1]))
            self.surface.fill(fill, box.inflate(-2 * rim, -2 * rim))
            return
        made = self.shapes.rounded(box.size, corner, fill, edge, self.theme.colour(border_colour))
        self._put(made, box.topleft)

    def _bands(self, box: pygame.Rect, fill: Channels) -> None:
        """A large translucent box: one strip of it again and again, for a picture of it all takes megabytes."""
        band = self.shapes.rounded((box.w, BAND), 0, fill, 0, fill)
        before = self.surface.get_clip()
        self.surface.set_clip(box.clip(before))
        for top in range(box.top, box.bottom, BAND):
            self._put(band, (box.x, top))
        self.surface.set_clip(before)

    def shadow(self, x: float, y: float, w: float, h: float, radius: float = 16) -> None:
        """The one soft shadow of the house, for a box that will be drawn at the same place."""
        t = self.theme
        spread = t.shadow_spread * self.scale
        box = self.pixel_rect(x, y + t.shadow_drop, w, h)
        colour = faded(t.shadow, t.shadow_opacity)
        pieces = rounded_frame.shadow(self.shapes, box.size, radius * self.scale, spread, colour)
        if pieces:
            for piece, at in pieces:
                self._put(piece, (box.x + at[0], box.y + at[1]))
            return
        made = self.shapes.shadow(box.size, radius * self.scale, spread, colour)
        self._put(made, (box.x - (made.get_width() - box.w) // 2, box.y - (made.get_height() - box.h) // 2))

    def card(self, x: float, y: float, w: float, h: float, colour: Colour = "panel", radius: float = 16) -> None:
        """A panel with its shadow."""
        self.shadow(x, y, w, h, radius)
        border = 0 if self.theme.name == "light" else self.theme.hairline
        self.rect(x, y, w, h, colour, radius, border)

    def gradient_v(
        self, x: float, y: float, w: float, h: float, top: Colour, bottom: Colour, radius: float = 0
    ) -> None:
        """A rectangle shaded from top to bottom."""
        self.gradient(x, y, w, h, ((0.0, top), (1.0, bottom)), False, radius)

    def gradient_h(
        self, x: float, y: float, w: float, h: float, left: Colour, right: Colour, radius: float = 0
    ) -> None:
        """A rectangle shaded from left to right."""
        self.gradient(x, y, w, h, ((0.0, left), (1.0, right)), True, radius)

    def gradient(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        stops: Sequence[tuple[float, Colour]],
        across: bool = False,
        radius: float = 0,
    ) -> None:
        """A rectangle shaded through stops (0-1), downwards or across."""
        box = self.pixel_rect(x, y, w, h)
        if box.w <= 0 or box.h <= 0:
            return
        named = tuple((place, tuple(self.theme.colour(colour))) for place, colour in stops)
        made = self.shapes.gradient(box.size, named, across)
        if radius:
            corner = min(radius * self.scale, box.w / 2, box.h / 2)
            key = ("rounded gradient", box.size, named, across, corner)
            made = self.shapes.keep(
                key, lambda: self._rounded_off(self.shapes.gradient(box.size, named, across), corner)
            )
        self._put(made, box.topleft)

    def _rounded_off(self, surface: pygame.Surface, corner: float) -> pygame.Surface:
        cut = surface.copy()
        mask = self.shapes.rounded(surface.get_size(), corner, (255, 255, 255), 0, (0, 0, 0))
        cut.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        return cut

    # lines and shapes

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Colour = "line", width: float = 2) -> None:
        """A straight line; level and upright ones are crisp."""
        if x0 == x1 or y0 == y1:
            half = width / 2
            left, top = min(x0, x1), min(y0, y1)
            across = x0 != x1
            box = self.pixel_rect(
                left - (0 if across else half),
                top - (half if across else 0),
                abs(x1 - x0) if across else width,
                width if across else abs(y1 - y0),
            )
            self._flat(box.inflate(0, 0), self.theme.colour(colour))
            return
        self.polyline(((x0, y0), (x1, y1)), colour, width)

    def _flat(self, box: pygame.Rect, colour: tuple[int, ...]) -> None:
        box.size = (max(1, box.w), max(1, box.h))
        if len(colour) == 3 or colour[3] == 255:
            self.surface.fill(colour[:3], box)
        else:
            self._put(self.shapes.rounded(box.size, 0, colour, 0, colour), box.topleft)

    def polyline(
        self, points: Sequence[Point], colour: Colour = "ink", width: float = 2, round_ends: bool = True
    ) -> None:
        """A thick antialiased line through points; remembered, so the same line costs one blit next time."""
        if len(points) < 2:
            return
        stroke = (tuple(self._points(points)), max(1.0, width * self.scale), self.theme.colour(colour), round_ends)
        self._put(*self.shapes.strokes((stroke,)))

    def strokes(
        self, points: Sequence[Point], layers: Sequence[tuple[Colour, float]], round_ends: bool = False, finest: int = 4
    ) -> None:
        """Several strokes of one path as one picture, the first (colour, width) undermost: cheaper than one by one.

        finest: 2 is enough for soft wide strokes and halves the cost of the first drawing, 4 for crisp ones.
        """
        wide = [(max(1.0, width * self.scale), self.theme.colour(colour)) for colour, width in layers]
        self._put(*self.shapes.glow(self._points(points), wide, finest, round_ends))

    def trace(self, points: Sequence[Point], colour: Colour = "trace", width: float = 2) -> None:
        """A line of very many points that changes all the time (a curve on a screen): fast, thin, not remembered."""
        pixels = self._points(points)
        channels = self.theme.colour(colour)
        if len(pixels) < 2:
            return
        for shift in range(max(1, round(width * self.scale))):
            moved = [(x, y + shift) for x, y in pixels] if shift else pixels
            if isinstance(self.surface, Recorder):
                self.surface.aalines(channels, moved)
            else:
                pygame.draw.aalines(self.surface, channels, False, moved)

    def dashed(
        self, points: Sequence[Point], colour: Colour, width: float = 2, on: float = 8, off: float = 6, phase: float = 0
    ) -> None:
        """A dashed line along points; on = 0.01 with round ends gives dots."""
        pieces = curves.dashes(tuple(points), on, off, phase)
        strokes = [
            (tuple(self._points(piece)), max(1.0, width * self.scale), self.theme.colour(colour), on < width)
            for piece in pieces
        ]
        # A few at a time: of the box round all the dashes of a circle most is empty.
        for first in range(0, len(strokes), DASHES):
            self._put(*self.shapes.strokes(strokes[first : first + DASHES]))

    def circle(
        self,
        cx: float,
        cy: float,
        r: float,
        colour: Colour | None = "ink",
        border: float = 0,
        border_colour: Colour = "line",
    ) -> None:
        """A disc, a ring (colour None) or a disc with an inner border."""
        px, py = self.to_pixels(cx, cy)
        radius = r * self.scale
        fill = self.theme.colour(colour) if colour is not None else None
        edge = max(1.0, border * self.scale) if border else 0.0
        rim = self.theme.colour(border_colour)
        left, top = int(px - radius) - 1, int(py - radius) - 1
        side = int(2 * radius) + 4
        spot = (round(px - left, 1), round(py - top, 1))

        def paint(big: pygame.Surface, k: int) -> None:
            centre = (spot[0] * k, spot[1] * k)
            if edge:
                pygame.draw.circle(big, premultiplied(rim), centre, radius * k)
                pygame.draw.circle(big, premultiplied(fill) if fill else (0, 0, 0, 0), centre, (radius - edge) * k)
            elif fill:
                pygame.draw.circle(big, premultiplied(fill), centre, radius * k)

        key = ("circle", spot, round(radius, 2), fill, edge, rim)
        self._put(self.shapes.painted(key, (side, side), paint), (left, top))

    def ring_arc(
        self,
        cx: float,
        cy: float,
        r: float,
        width: float,
        a0: float,
        a1: float,
        colour: Colour = "light",
        round_ends: bool = False,
    ) -> None:
        """An arc of a ring from angle a0 to a1 [degrees, 0 = right, clockwise]; r is the middle of its width."""
        if abs(a1 - a0) < 0.05:
            return
        whole = abs(a1 - a0) >= 359.95
        points = curves.arc_points(cx, cy, r, a0, a1 + (2 if whole else 0))
        self.polyline(points, colour, width, round_ends and not whole)

    def polygon(
        self, points: Sequence[Point], colour: Colour = "ink", border: float = 0, border_colour: Colour = "ink"
    ) -> None:
        """A filled polygon, with an outline on its edge if asked for."""
        self._put(*self.shapes.polygon(self._points(points), self.theme.colour(colour)))
        if border:
            self.polyline((*points, points[0]), border_colour, border)

    # light and fibre

    def glow_path(
        self,
        points: Sequence[Point],
        width: float = 6,
        colour: Colour = "light",
        core: Colour | None = "light_core",
        strength: float = 1.0,
    ) -> None:
        """A lit path: stacked translucent strokes, the coloured line and a bright core; strength [0-1]."""
        base = self.theme.colour(colour)
        w = max(1.0, width * self.scale)
        pixels = self._points(points)
        self._put(*self.shapes.glow(pixels, [(w * k, faded(base, opacity * strength)) for k, opacity in _GLOW], 2))
        line = [(w, faded(base, strength))]
        if core is not None:
            line.append((max(1.0, w * 0.4), faded(self.theme.colour(core), strength)))
        self._put(*self.shapes.glow(pixels, line))

    def halo(self, cx: float, cy: float, r: float, colour: Colour = "light", strength: float = 0.5) -> None:
        """A round glow that fades to nothing at its rim."""
        radius = max(2, round(r * self.scale))
        base = self.theme.colour(colour)
        made = self.shapes.keep(("halo", radius, base, strength), lambda: _halo(radius, base, strength))
        px, py = self.to_pixels(cx, cy)
        self._put(made, (round(px - radius), round(py - radius)))

    def tube(self, points: Sequence[Point], width: float, colour: str = "bleu", round_ends: bool = False) -> None:
        """A coated fibre in a trade colour by its French name; width of the coating. Marked where the reader asked."""
        self.coat(points, width, colour, round_ends)
        if self.marks is not None:
            self.fibre_code(points, width, colour)

    def fibre_code(self, points: Sequence[Point], width: float, colour: str) -> None:
        """The number of a colour in dots and dashes along the coating, again and again (fibre_marks.py)."""
        # On pixels of the whole path's start: a path that only grows keeps its marks where they were.
        for number in numbers(tuple(points), width, colour):
            self.fibre_number(number, width, colour)

    def fibre_number(self, number: Sequence[Sequence[Point]], width: float, colour: str) -> None:
        """One of those numbers: its marks in one small picture, for the box round a long path is mostly empty."""
        ink, thick = mark_ink(self.theme, colour), max(1.5, width * MARK_LANE * self.scale)
        self._put(*self.shapes.strokes([(tuple(self._points(piece)), thick, ink, False) for piece in number]))

    def coat(self, points: Sequence[Point], width: float, colour: str, round_ends: bool = False) -> None:
        """The coating alone: four strokes of one path."""
        tones = self.theme.fibre(colour)
        pixels = self._points(points)
        w = width * self.scale
        strokes = [
            (tuple((x, y + w * shift) for x, y in pixels), max(1.0, w * share), getattr(tones, tone), round_ends)
            for tone, share, shift in _TUBE
        ]
        self._put(*self.shapes.strokes(strokes))

    def cord(self, points: Sequence[Point], width: float, colour: str) -> None:
        """A long cord piece by piece, for hands move it, and of the box round all of it most is empty."""
        # Each a little over the one before: no seam is to be seen between them, as there would be in a soft shadow.
        for piece in curves.pieces(tuple(points), CORD_PIECE, 1):
            self.coat(piece, width, colour)

    def glass(
        self, points: Sequence[Point], width: float = 5, core: Colour | None = "light", round_ends: bool = False
    ) -> None:
        """Bare glass: pale band with darker edges and a bright core (None: no light in it); width of the glass."""
        pixels = tuple(self._points(points))
        w = width * self.scale
        strokes = [(pixels, max(1.0, w * share), self.theme.colour(role), round_ends) for role, share in _GLASS]
        if core is not None:
            strokes.append((pixels, max(1.0, w * 0.36), self.theme.colour(core), round_ends))
        self._put(*self.shapes.strokes(strokes))

    def fibre_shadow(
        self,
        points: Sequence[Point],
        width: float,
        dx: float = 5,
        dy: float = 13,
        colour: Colour = "shadow_warm",
        strength: float = 1.0,
    ) -> None:
        """Soft shadow of a fibre `width` wide on what lies dx, dy behind it; on a dark mat "screen", strength 1.7."""
        base = self.theme.colour(colour)
        pixels = self._points(curves.shifted(tuple(points), dx, dy))
        layers = [
            (max(1.0, (width + more) * self.scale), faded(base, min(1.0, opacity * strength)))
            for more, opacity in _FIBRE_SHADOW
        ]
        self._put(*self.shapes.glow(pixels, layers, 2))


def _halo(radius: int, colour: tuple[int, ...], strength: float) -> pygame.Surface:
    side = 2 * radius
    surface = pygame.Surface((side, side), pygame.SRCALPHA)
    for step in range(radius, 0, -1):
        share = 1 - step / radius
        level = strength * share * share * (3 - 2 * share)
        pygame.draw.circle(surface, premultiplied(faded(colour, level)), (radius, radius), step)
    return surface
