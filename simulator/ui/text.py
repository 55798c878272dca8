"""Text as surfaces: measuring, wrapping, and one cached picture per line. The fonts are faces.py's.

It never shortens text silently: every layout says whether it is cut. It neither translates nor formats numbers.
Surfaces are premultiplied (see parts.py).
"""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import pygame

from simulator import paths
from simulator.ui.cache import SurfaceCache, room_for
from simulator.ui.faces import DYSLEXIC, Face
from simulator.ui.theme import LIGHT, TextStyle, Theme

#: Marks that French sets after a space: a line never begins with one, broken spaces or not.
_CLINGS = frozenset(":;!?»%°€/") | {"µm", "mm", "nm", "dB", "s", "m", "min", "km", "cm", "°C", "ms", "ns"}
_ELLIPSIS = "…"
#: Ascent and descent of Inter as shares of the size, from its hhea table; every font stands on this baseline.
RISE = (0.96875, 0.2412)
#: Words in OpenDyslexic may shrink so far below the smallest size before they are broken; they stay wider than Inter's.
LEAST_DYSLEXIC = 0.85
#: A byte of a line of text takes so many times as long to make as one of a layer.
DEAR = 30.0
#: Faces that stay open: more than a screen writes with. Each costs 0.6 MB once it has measured a word.
OPEN_FACES = 12


@dataclass(frozen=True)
class Block:
    """A laid-out text: its lines, its size [design units] and whether anything of it is missing."""

    lines: tuple[str, ...]
    width: float
    height: float
    style: TextStyle
    weight: str
    numbers: bool = False
    cut: bool = False


class Text:
    """Fonts and rendered lines for one window scale [pixels per design unit] and one text size (1 to 2).

    dyslexic: all text in the letters of OpenDyslexic.
    """

    def __init__(
        self,
        scale: float,
        text_scale: float = 1.0,
        theme: Theme = LIGHT,
        fonts: Path | None = None,
        dyslexic: bool = False,
    ) -> None:
        if not 1.0 <= text_scale <= 2.0:
            raise ValueError(f"text scale {text_scale} is not between 1 and 2")
        self.scale = scale
        self.text_scale = text_scale
        self.theme = theme
        self.dyslexic = dyslexic
        self._folder = fonts or paths.assets_dir() / "fonts"
        self._faces: OrderedDict[tuple[str, int], Face] = OrderedDict()
        self._ascents: dict[tuple[str, int], int] = {}
        self._lines = SurfaceCache(6 * room_for(scale), dear=DEAR)
        self._widths: dict[tuple, float] = {}
        self._blocks: dict[tuple, Block] = {}
        #: What fitting.py found for a box: the search is not to be done in every frame.
        self.fits: dict[tuple, Block] = {}

    @property
    def stores(self) -> tuple[SurfaceCache, ...]:
        """Where the lines are kept."""
        return (self._lines,)

    # measuring

    def style(self, style: str | TextStyle) -> TextStyle:
        """The style after the reader's text size."""
        base = self.theme.style(style)
        return TextStyle(base.size * self.text_scale, base.line * self.text_scale, base.weight)

    @property
    def least(self) -> float:
        """Share of the smallest size that may still be written; OpenDyslexic is half as wide again as Inter."""
        return LEAST_DYSLEXIC if self.dyslexic else 1.0

    def unscaled(self, style: TextStyle) -> TextStyle:
        """A style that comes out as it is whatever the reader's text size: print on things, marks on fibres."""
        return TextStyle(style.size / self.text_scale, style.line / self.text_scale, style.weight)

    def capped(self, style: str | TextStyle, most: float) -> TextStyle:
        """A style that grows with the reader's text size, but not past `most` [design units]: tables, narrow print."""
        real = self.style(style)
        share = min(1.0, most / real.size)
        return self.unscaled(TextStyle(real.size * share, real.line * share, real.weight))

    def width(self, string: str, style: str | TextStyle = "body", weight: str = "", numbers: bool = False) -> float:
        """Width of one line [design units]."""
        real = self.style(style)
        return self._line_width(string, real, weight or real.weight, numbers)

    def layout(
        self,
        string: str,
        style: str | TextStyle = "body",
        weight: str = "",
        width: float | None = None,
        max_lines: int | None = None,
        numbers: bool = False,
    ) -> Block:
        """Break a text into lines no wider than `width` [design units]; a line feed always breaks.

        With max_lines, what does not fit ends in an ellipsis and the block is marked `cut`.
        """
        key = (string, style, weight, width, max_lines, numbers)
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) > 2048:
                self._blocks.clear()
            block = self._blocks[key] = self._lay_out(string, style, weight, width, max_lines, numbers)
        return block

    def _lay_out(
        self,
        string: str,
        style: str | TextStyle,
        weight: str,
        width: float | None,
        max_lines: int | None,
        numbers: bool,
    ) -> Block:
        real = self.style(style)
        face = weight or real.weight
        lines: list[str] = []
        for paragraph in string.split("\n"):
            lines += self._wrap(paragraph, real, face, width, numbers) if width else [paragraph]
        cut = bool(max_lines and len(lines) > max_lines)
        if cut and max_lines:
            rest = " ".join(lines[max_lines - 1 :])
            lines = [*lines[: max_lines - 1], self._shorten(rest, real, face, width or 0, numbers)]
        widest = max(self._line_width(line, real, face, numbers) for line in lines)
        return Block(tuple(lines), widest, real.line * len(lines), real, face, numbers, cut)

    def fitted(self, string: str, style: str | TextStyle, width: float, weight: str = "") -> Block:
        """One line made smaller until it fits `width`, but never below the style "small"; below that it wraps."""
        base = self.theme.style(style)
        size = base.size
        while size > self.theme.small.size:
            trial = TextStyle(size, base.line * size / base.size, base.weight)
            if self.width(string, trial, weight) <= width:
                return self.layout(string, trial, weight)
            size -= 1
        ratio = self.theme.small.size / base.size
        return self.layout(string, TextStyle(base.size * ratio, base.line * ratio, base.weight), weight, width)

    # rendering

    def line(
        self, string: str, style: TextStyle, weight: str, colour: tuple[int, ...], numbers: bool = False
    ) -> pygame.Surface:
        """One line as a surface whose height is the font's own; `style` already holds the reader's text size."""
        pixels = max(1, round(style.size * self.scale))
        key = (string, pixels, weight, colour, numbers)
        return self._lines.get(key, lambda: self._render(string, pixels, weight, colour, numbers))

    def ascent(self, style: TextStyle, weight: str) -> int:
        """Pixels from the top of a line's surface to its baseline."""
        key = (weight, max(1, round(style.size * self.scale)))
        if key not in self._ascents:
            self._ascents[key] = self._face(*key).ascent
        return self._ascents[key]

    def baseline(self, style: TextStyle, weight: str) -> float:
        """Design units from the top of a line's box to its baseline, as a browser would set it."""
        # Ascent and descent as the font file gives them: rounding to pixels would move text with the window's size.
        rise, fall = RISE
        return (style.line - (rise + fall) * style.size) / 2 + rise * style.size

    # inside

    def _face(self, weight: str, pixels: int) -> Face:
        face = self._faces.get((weight, pixels))
        if face is not None:
            self._faces.move_to_end((weight, pixels))
            return face
        if not pygame.font.get_init():
            pygame.font.init()
        kind = DYSLEXIC[weight] if self.dyslexic else weight
        face = self._faces[weight, pixels] = Face(self._folder, kind, pixels)
        if len(self._faces) > OPEN_FACES:
            self._faces.popitem(last=False)
        return face

    def _line_width(self, string: str, style: TextStyle, weight: str, numbers: bool) -> float:
        pixels = max(1, round(style.size * self.scale))
        key = (string, pixels, weight, numbers)
        if key not in self._widths:
            if len(self._widths) > 8192:
                self._widths.clear()
            self._widths[key] = self._face(weight, pixels).width(string, numbers) / self.scale
        return self._widths[key]

    def _render(self, string: str, pixels: int, weight: str, colour: tuple[int, ...], numbers: bool) -> pygame.Surface:
        made = self._face(weight, pixels).render(string, colour[:3], numbers)
        if len(colour) > 3 and colour[3] < 255:
            made.fill((colour[3],) * 4, special_flags=pygame.BLEND_RGBA_MULT)
        return made

    def _wrap(self, paragraph: str, style: TextStyle, weight: str, width: float, numbers: bool) -> list[str]:
        lines, current = [], ""
        for word in _words(paragraph):
            trial = f"{current} {word}" if current else word
            if self._line_width(trial, style, weight, numbers) <= width:
                current = trial
                continue
            if current:
                lines.append(current)
            *full, current = (piece.strip(" ") for piece in self._chop(word, style, weight, width, numbers))
            lines += full
        return [*lines, current]

    def _chop(self, word: str, style: TextStyle, weight: str, width: float, numbers: bool) -> list[str]:
        """A word wider than a whole line, in pieces that fit (at least one letter each)."""
        pieces, piece = [], ""
        for letter in word:
            if piece and self._line_width(piece + letter, style, weight, numbers) > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        return [*pieces, piece]

    def _shorten(self, line: str, style: TextStyle, weight: str, width: float, numbers: bool) -> str:
        while line and self._line_width(line + _ELLIPSIS, style, weight, numbers) > width:
            line = line[:-1].rstrip()
        return line + _ELLIPSIS


def _words(paragraph: str) -> list[str]:
    """Words that may stand at the beginning of a line, with whatever clings to them."""
    words: list[str] = []
    glue_next = False
    for word in paragraph.split(" "):
        if words and (glue_next or word in _CLINGS):
            words[-1] += f" {word}"
        else:
            words.append(word)
        glue_next = word == "«"
    return words
