"""Drawing in design units on any surface: the frame is 1920 x 1080, y goes down, whatever the window's size.

It draws what it is told and keeps no state of the scene. Colours are role names of the theme ("panel") or channels.
Everything is premultiplied, so transparent layers may be drawn on like the window itself.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pygame

from simulator.ui import curves
from simulator.ui.brush import PREMULTIPLIED, Brush
from simulator.ui.cache import Ration, SurfaceCache, room_for
from simulator.ui.curves import Point
from simulator.ui.fibre_marks import FibreMarks, draw_flag, flag_place
from simulator.ui.parts import Parts
from simulator.ui.shapes import Shapes, box_of
from simulator.ui.sheet import Recorder
from simulator.ui.text import Block, Text
from simulator.ui.theme import LIGHT, Colour, TextStyle, Theme, faded

DESIGN = (1920, 1080)


@dataclass(frozen=True)
class Span:
    """A run of text inside a line of several sizes: "20" large, " / 35 mm" small."""

    text: str
    style: str | TextStyle = "body"
    weight: str = ""
    colour: Colour = "ink"
    numbers: bool = False


class Kit:
    """What outlives a frame for one window size, theme and way of writing: pictures, fonts, shapes and layers.

    dyslexic: letters of OpenDyslexic; marks: what tells the colours of fibres without colour, None without.
    """

    def __init__(
        self,
        size: tuple[int, int],
        theme: Theme = LIGHT,
        text_scale: float = 1.0,
        dyslexic: bool = False,
        marks: FibreMarks | None = None,
    ) -> None:
        self.size = size
        self.marks = marks
        self.theme = theme
        self.scale = min(size[0] / DESIGN[0], size[1] / DESIGN[1])
        self.parts = Parts(self.scale, theme)
        self.text = Text(self.scale, text_scale, theme, dyslexic=dyslexic)
        room = room_for(self.scale)
        self.shapes = Shapes(15 * room)
        #: Bytes of pictures, layers, shapes and lines that may be made at once while a scene is drawn unseen.
        self.ration = Ration()
        self.layers = SurfaceCache(27 * room)
        self._stores = (self.layers, *self.parts.stores, *self.shapes.stores, *self.text.stores)
        for store in self._stores:
            store.ration = self.ration

    def age(self) -> None:
        """Count every picture as unused until a frame asks for it."""
        for store in self._stores:
            store.age()

    def drop_aged(self) -> None:
        """Give back the pictures that no frame has asked for since `age`."""
        for store in self._stores:
            store.drop_aged()

    def canvas(self, surface: pygame.Surface | Recorder) -> "Canvas":
        """A canvas on a surface of this kit's size, or on what stands for one."""
        return Canvas(surface, self.theme, self.parts, self.text, self.shapes, self.layers, None, self.marks)


class Canvas(Brush):
    """A brush that also writes text, puts part pictures, clips and keeps layers. All measures are design units."""

    def __init__(
        self,
        surface: pygame.Surface | Recorder,
        theme: Theme,
        parts: Parts,
        text: Text,
        shapes: Shapes | None = None,
        layers: SurfaceCache | None = None,
        origin: tuple[float, float] | None = None,
        marks: FibreMarks | None = None,
    ) -> None:
        width, height = surface.get_size()
        centred = ((width - DESIGN[0] * parts.scale) / 2, (height - DESIGN[1] * parts.scale) / 2)
        super().__init__(surface, theme, shapes or Shapes(), parts.scale, origin or centred, marks)
        self.parts = parts
        self.texts = text
        self.layers = layers if layers is not None else SurfaceCache(32 << 20)

    # text

    def text(
        self,
        x: float,
        y: float,
        string: str,
        style: str | TextStyle = "body",
        colour: Colour = "ink",
        align: str = "left",
        anchor: str = "top",
        width: float | None = None,
        weight: str = "",
        max_lines: int | None = None,
        numbers: bool = False,
    ) -> Block:
        """Write text and return its layout (lines, width, height, cut).

        align: "left", "center" or "right" of x; anchor: is y the "top" of the block, its "middle", or the "baseline"
        of its first line; width: wrap at; numbers: all digits equally wide.
        """
        block = self.texts.layout(string, style, weight, width, max_lines, numbers)
        self.block(x, y, block, colour, align, anchor)
        return block

    def fitted(
        self,
        x: float,
        y: float,
        string: str,
        width: float,
        style: str | TextStyle = "body",
        colour: Colour = "ink",
        align: str = "left",
        anchor: str = "top",
        weight: str = "",
    ) -> Block:
        """Write text that becomes smaller rather than wider than `width`, and wraps once it is as small as "small"."""
        block = self.texts.fitted(string, style, width, weight)
        self.block(x, y, block, colour, align, anchor)
        return block

    def block(
        self, x: float, y: float, block: Block, colour: Colour = "ink", align: str = "left", anchor: str = "top"
    ) -> None:
        """Draw a text that was laid out before."""
        channels = tuple(self.theme.colour(colour))
        base = self.texts.baseline(block.style, block.weight)
        first = y + base - {"top": 0, "middle": block.height / 2, "baseline": base}[anchor]
        ascent = self.texts.ascent(block.style, block.weight)
        for index, line in enumerate(block.lines):
            if not line:
                continue
            made = self.texts.line(line, block.style, block.weight, channels, block.numbers)
            px, py = self.to_pixels(x, first + index * block.style.line)
            px -= {"left": 0, "center": made.get_width() / 2, "right": made.get_width()}[align]
            self._put(made, (round(px), round(py) - ascent))

    def spans(self, x: float, y: float, spans: Sequence[Span], align: str = "left") -> float:
        """Write runs of several sizes on one baseline y; returns their width."""
        widths = [self.texts.width(s.text, s.style, s.weight, s.numbers) for s in spans]
        at = x - {"left": 0, "center": sum(widths) / 2, "right": sum(widths)}[align]
        for span, width in zip(spans, widths, strict=True):
            self.text(
                at, y, span.text, span.style, span.colour, "left", "baseline", None, span.weight, None, span.numbers
            )
            at += width
        return sum(widths)

    def measure(
        self,
        string: str,
        style: str | TextStyle = "body",
        weight: str = "",
        width: float | None = None,
        numbers: bool = False,
    ) -> Block:
        """Lay text out without drawing it."""
        return self.texts.layout(string, style, weight, width, None, numbers)

    # fibres by name

    def tube(
        self,
        points: Sequence[Point],
        width: float,
        colour: str = "bleu",
        round_ends: bool = False,
        flag: bool = True,
    ) -> None:
        """A coated fibre in a trade colour; where the reader asked for it, with its marks and a flag.

        flag: False where its name or its flag stands at its end already, and fibres lie close together.
        """
        super().tube(points, width, colour, round_ends)
        if flag:
            self.fibre_flag(points, width, colour)

    def fibre_flag(self, points: Sequence[Point], width: float, colour: str) -> None:
        """The initials of a colour on its fibre, where the reader asked for it and the fibre is long enough."""
        place = flag_place(tuple(points), width) if self.marks is not None else None
        if place is not None and self.marks is not None:
            draw_flag(self, *place, colour, self.marks.letters[colour])

    @property
    def flag_room(self) -> float:
        """How much further in a row the middle of a flag stands than that of a dot; words beside it twice as far."""
        return 9.0 if self.marks is not None else 0.0

    def fibre_dot(self, cx: float, cy: float, r: float, colour: str) -> None:
        """A disc in a fibre's colour beside words; a flag with its initials where the reader asked for it."""
        if self.marks is not None:
            draw_flag(self, cx, cy, colour, self.marks.letters[colour])
        else:
            self.circle(cx, cy, r, self.theme.fibre(colour).base, 1.5, faded(self.theme.ink, 0.35))

    # pictures

    def part(
        self,
        name: str,
        x: float | None = None,
        y: float | None = None,
        layer: str = "all",
        tint: str | None = None,
        flip: bool = False,
        turn: float = 0.0,
        stretch: tuple[float, float] | None = None,
        alpha: float = 1.0,
    ) -> None:
        """Put a part at its place in the frame, or with its top left at x, y.

        turn: degrees clockwise about its pivot; alpha: opacity [0-1]. Raises ValueError for a part without a place.
        """
        if x is None or y is None:
            place = self.parts.info(name).place
            if place is None:
                raise ValueError(f"part {name!r} has no place in a picture: give x and y")
            x, y = (place[0] if x is None else x), (place[1] if y is None else y)
        if turn and not stretch:
            made, (dx, dy) = self.parts.turned(name, turn, layer, tint, flip)
            x, y = x + dx, y + dy
        else:
            made = self.parts.surface(name, layer, tint, flip, 0.0, stretch)
        self.blit(self._dimmed(made, alpha, (name, layer, tint, flip, round(turn * 2), stretch)), x, y)

    def part_at(self, name: str, anchor: str, x: float, y: float, layer: str = "all", tint: str | None = None) -> None:
        """Put a part so that one of its anchors lies at x, y."""
        ax, ay = self.parts.info(name).anchors[anchor][:2]
        self.part(name, x - ax, y - ay, layer, tint)

    def hand(self, name: str, x: float, y: float, layer: str = "all", alpha: float = 1.0) -> None:
        """Put a posed hand with its wrist at x, y; layer "all", "art" or "shadow"."""
        for each in ("shadow", "art") if layer == "all" else (layer,):
            made, (dx, dy) = self.parts.hand_surface(name, each)
            self.blit(self._dimmed(made, alpha, ("hand", name, each)), x + dx, y + dy)

    def icon(self, name: str, cx: float, cy: float, size: float = 40, colour: Colour = "ink") -> None:
        """A line icon, centred at cx, cy, in any colour."""
        made = self.parts.icon(name, size, colour)
        px, py = self.to_pixels(cx, cy)
        self._put(made, (round(px - made.get_width() / 2), round(py - made.get_height() / 2)))

    def picture(self, surface: pygame.Surface, x: float, y: float, w: float, h: float) -> None:
        """An opaque picture of any depth (a camera's, say), scaled to the box if it has another size."""
        box = self.pixel_rect(x, y, w, h)
        if surface.get_size() != box.size:
            surface = self.shapes.scaled(surface, box.size)
        self.surface.blit(surface, box.topleft)

    def _dimmed(self, surface: pygame.Surface, alpha: float, key: Hashable) -> pygame.Surface:
        level = round(max(0.0, min(1.0, alpha)) * 32)  # 32 steps: a fade stays smooth and the store small
        if level == 32:
            return surface
        return self.shapes.keep(("dimmed", key, level), lambda: _times(surface, level * 255 // 32))

    # clips and layers

    @contextmanager
    def clip(self, x: float, y: float, w: float, h: float) -> Iterator[None]:
        """Draw only inside a rectangle."""
        before = self.surface.get_clip()
        self.surface.set_clip(self.pixel_rect(x, y, w, h).clip(before))
        try:
            yield
        finally:
            self.surface.set_clip(before)

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """Make what is drawn inside whatever was made before: what moves is another picture in every frame.

        Counted in every frame, a large one would use up each ration, and nothing else would ever be made.
        """
        ration = self.layers.ration
        left = ration.left if ration is not None else None
        if ration is None or left is None or ration.strict:
            yield
            return
        ration.left = None
        try:
            yield
        finally:
            ration.left = left

    @contextmanager
    def clip_shape(self, points: Sequence[Point]) -> Iterator["Canvas"]:
        """Draw on the canvas that this yields, and only what falls inside the polygon is kept, with soft edges."""
        pixels = self._points(points)
        (left, top), size = box_of(pixels, 1)
        mask, _ = self.shapes.polygon(pixels, (255, 255, 255))
        with self._masked(mask, (left, top), size) as inner:
            yield inner

    @contextmanager
    def clip_circle(self, cx: float, cy: float, r: float) -> Iterator["Canvas"]:
        """Draw on the canvas that this yields, and only what falls inside the circle is kept."""
        with self.clip_shape(curves.arc_points(cx, cy, r, 0, 360, 0.04)) as inner:
            yield inner

    @contextmanager
    def _masked(self, mask: pygame.Surface, corner: tuple[int, int], size: tuple[int, int]) -> Iterator["Canvas"]:
        # Work on a copy of what is there: whatever is drawn, soft edges and glows blend as if nothing were clipped.
        if isinstance(self.surface, Recorder):
            inner = Recorder(size)
            yield self._sub(inner, corner)
            self.surface.group(mask, corner, inner.calls)
            return
        copy = pygame.Surface(size, pygame.SRCALPHA)
        copy.blit(self.surface, (-corner[0], -corner[1]))
        yield self._sub(copy, corner)
        copy.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        self.surface.blit(copy, corner, special_flags=PREMULTIPLIED)

    def layer(
        self,
        key: Hashable,
        painter: Callable[["Canvas"], None],
        area: tuple[float, float, float, float] = (0, 0, *DESIGN),
        opaque: bool = False,
    ) -> None:
        """Draw what `painter` paints in the area (x, y, w, h), painted once per key and then only copied.

        The painter gets a canvas with the same coordinates as this one. The key must name everything that the
        painting depends on. opaque: the painter covers the whole area (faster).
        """
        box = self.pixel_rect(*area)
        made = self.layers.get((key, box.size, opaque), lambda: self._paint(painter, box, opaque))
        self._put(made, box.topleft)

    def has_layer(self, key: Hashable, area: tuple[float, float, float, float], opaque: bool = False) -> bool:
        """Whether a layer is there already, so that another one may be painted on it."""
        return (key, self.pixel_rect(*area).size, opaque) in self.layers

    def sketch(self, area: tuple[float, float, float, float], opaque: bool = False) -> tuple["Canvas", pygame.Surface]:
        """A canvas on a surface of its own for an area, to be painted bit by bit, and that surface."""
        box = self.pixel_rect(*area)
        surface = _blank(box.size, opaque)
        return self._sub(surface, box.topleft), surface

    @contextmanager
    def step(self, cost: int) -> Iterator[None]:
        """One step of a long piece of work, which counts for so many bytes whatever it makes. Raises Enough."""
        ration = self.layers.ration
        if ration is None or ration.left is None:
            yield
            return
        ration.check()
        left, ration.left = ration.left, None
        try:
            yield
        finally:
            ration.left = left - cost

    def spend(self, cost: int) -> None:
        """Count so many bytes more for what took longer to paint than its size tells."""
        if self.layers.ration is not None:
            self.layers.ration.spend(cost)

    def _paint(self, painter: Callable[["Canvas"], None], box: pygame.Rect, opaque: bool) -> pygame.Surface:
        surface = _blank(box.size, opaque)
        painter(self._sub(surface, box.topleft))
        return surface

    def _sub(self, surface: pygame.Surface | Recorder, corner: tuple[int, int]) -> "Canvas":
        origin = (self.origin[0] - corner[0], self.origin[1] - corner[1])
        return Canvas(surface, self.theme, self.parts, self.texts, self.shapes, self.layers, origin, self.marks)


def _blank(size: tuple[int, int], opaque: bool) -> pygame.Surface:
    if not opaque:
        return pygame.Surface(size, pygame.SRCALPHA)
    shown = pygame.display.get_surface() if pygame.display.get_init() else None
    return pygame.Surface(size, 0, shown) if shown else pygame.Surface(size, 0, 32)


def _times(surface: pygame.Surface, level: int) -> pygame.Surface:
    dim = surface.convert_alpha() if not surface.get_flags() & pygame.SRCALPHA else surface.copy()
    dim.fill((level,) * 4, special_flags=pygame.BLEND_RGBA_MULT)
    return dim
