"""Text as surfaces: the bundled fonts, measuring, wrapping, and one cached picture per line.

It never shortens text silently: every layout says whether it is cut. It neither translates nor formats numbers.
Surfaces are premultiplied (see parts.py).
"""

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pygame

from simulator import paths
from simulator.ui.cache import SurfaceCache
from simulator.ui.theme import LIGHT, TextStyle, Theme

FONT_FILES = {
    "regular": "Inter-Regular.ttf",
    "medium": "Inter-Medium.ttf",
    "semibold": "Inter-SemiBold.ttf",
    "bold": "Inter-Bold.ttf",
    "segments": "DSEG7Classic-Regular.woff",
}
#: What a font does not hold, and what says the same with letters that it does hold.
SUBSTITUTES = {
    "regular": {"\u2206": "\u0394", "\u00ad": ""},
    "segments": {",": ".", "\u202f": " ", "\u00a0": " ", "\u2212": "-", "\u2013": "-"},
}
#: Marks that French sets after a space: a line never begins with one, broken spaces or not.
_CLINGS = frozenset(":;!?»%°€/") | {"µm", "mm", "nm", "dB", "s", "m", "min", "km", "cm", "°C", "ms", "ns"}
_ELLIPSIS = "…"
#: From this size [px] on, letters are drawn large and scaled down: even spacing. Below, hinted: sharp stems.
_FROM_LARGE = 20
#: Ascent and descent as shares of the size, from the fonts' hhea tables.
_RISE = {"regular": (0.96875, 0.2412), "segments": (1.0, 0.0)}
_LARGE = 4


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
    """Fonts and rendered lines for one window scale [pixels per design unit] and one text size (1 to 2)."""

    def __init__(self, scale: float, text_scale: float = 1.0, theme: Theme = LIGHT, fonts: Path | None = None) -> None:
        if not 1.0 <= text_scale <= 2.0:
            raise ValueError(f"text scale {text_scale} is not between 1 and 2")
        self.scale = scale
        self.text_scale = text_scale
        self.theme = theme
        self._folder = fonts or paths.assets_dir() / "fonts"
        self._faces: dict[tuple[str, int], _Face] = {}
        self._lines = SurfaceCache(24 << 20)
        self._widths: dict[tuple, float] = {}
        self._blocks: dict[tuple, Block] = {}

    # measuring

    def style(self, style: str | TextStyle) -> TextStyle:
        """The style after the reader's text size."""
        base = self.theme.style(style)
        return TextStyle(base.size * self.text_scale, base.line * self.text_scale, base.weight)

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
        return self._face(weight, max(1, round(style.size * self.scale))).ascent

    def baseline(self, style: TextStyle, weight: str) -> float:
        """Design units from the top of a line's box to its baseline, as a browser would set it."""
        # Ascent and descent as the font file gives them: rounding to pixels would move text with the window's size.
        rise, fall = _RISE.get(weight, _RISE["regular"])
        return (style.line - (rise + fall) * style.size) / 2 + rise * style.size

    # inside

    def _face(self, weight: str, pixels: int) -> "_Face":
        face = self._faces.get((weight, pixels))
        if face is None:
            if not pygame.font.get_init():
                pygame.font.init()
            face = self._faces[weight, pixels] = _Face(self._folder / FONT_FILES[weight], pixels)
        return face

    def _line_width(self, string: str, style: TextStyle, weight: str, numbers: bool) -> float:
        pixels = max(1, round(style.size * self.scale))
        key = (string, pixels, weight, numbers)
        if key not in self._widths:
            if len(self._widths) > 8192:
                self._widths.clear()
            face = self._face(weight, pixels)
            self._widths[key] = face.width(_substituted(string, weight), numbers) / self.scale
        return self._widths[key]

    def _render(self, string: str, pixels: int, weight: str, colour: tuple[int, ...], numbers: bool) -> pygame.Surface:
        made = self._face(weight, pixels).render(_substituted(string, weight), colour[:3], numbers)
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


def _substituted(string: str, weight: str) -> str:
    for letter, other in SUBSTITUTES.get(weight, SUBSTITUTES["regular"]).items():
        if letter in string:
            string = string.replace(letter, other)
    return string


class _Face:
    """One font file at one size [px]; above some size, drawn larger and scaled down."""

    def __init__(self, path: Path, pixels: int) -> None:
        self._times = _LARGE if pixels >= _FROM_LARGE else 1
        self._font = pygame.font.Font(str(path), pixels * self._times)
        self.ascent = math.ceil(self._font.get_ascent() / self._times)
        # Two rows more than the font says: hinted descenders and brackets may reach them.
        self.height = math.ceil(self._font.get_height() / self._times) + 2

    def width(self, string: str, numbers: bool) -> float:
        """Width [px] of one line."""
        wide = sum(self._advances(string)) if numbers else self._font.size(string)[0]
        return wide / self._times

    def render(self, string: str, colour: tuple[int, ...], numbers: bool) -> pygame.Surface:
        """One line, premultiplied, its baseline `ascent` pixels below its top."""
        size = (max(1, math.ceil(self.width(string, numbers))), self.height)
        large = pygame.Surface((size[0] * self._times, size[1] * self._times), pygame.SRCALPHA)
        # The baseline falls on a whole pixel, so that letters stand on a sharp line.
        x, y = 0, self.ascent * self._times - self._font.get_ascent()
        for piece, advance in zip(string, self._advances(string), strict=True) if numbers else ((string, 0),):
            glyph = self._font.render(piece, True, colour).premul_alpha()
            inset = (advance - glyph.get_width()) // 2 if numbers else 0
            large.blit(glyph, (x + inset, y), special_flags=pygame.BLEND_PREMULTIPLIED)
            x += advance
        return pygame.transform.smoothscale(large, size) if self._times > 1 else large

    @cached_property
    def _digit(self) -> int:
        return max(self._font.size(digit)[0] for digit in "0123456789")

    def _advances(self, string: str) -> list[int]:
        """Width of each letter, all digits as wide as the widest one."""
        return [self._digit if letter in "0123456789" else self._font.size(letter)[0] for letter in string]
