"""The bundled fonts: which file serves which weight, which letters it holds, and one line of it as a surface.

A letter that a font lacks is taken from Inter, on the same baseline. It lays nothing out and keeps no line: text.py
does. Surfaces are premultiplied.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pygame


@dataclass(frozen=True)
class FontFile:
    """One file. share: its size against Inter's; holds: its letters (None: all that we write);
    swaps: what it lacks and what says the same; instead: weight of Inter for everything else."""

    file: str
    share: float = 1.0
    holds: frozenset[str] | None = None
    swaps: tuple[tuple[str, str], ...] = ()
    instead: str = ""


def _letters(*ranges: tuple[int, int], more: str = "") -> frozenset[str]:
    return frozenset(more) | {chr(code) for first, last in ranges for code in range(first, last + 1)}


#: What we use of OpenDyslexic: Latin with its accents, our punctuation, Greek of the trade, arrows, comparisons.
_DYSLEXIC_HOLDS = _letters(
    (0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x107), (0x10A, 0x11B), (0x11E, 0x123), (0x125, 0x12B), (0x12E, 0x133),
    (0x135, 0x16B), (0x16E, 0x17F), (0x2010, 0x2014),
    more="\u2009‘’‚“”„•…‹›€™←↑→↓−≈≠≤≥αβλμΔΩ",
)  # fmt: skip
_INTER_SWAPS = (("\u2206", "\u0394"), ("\u00ad", ""))
#: Its narrow space is wider than the one between words, and it has none that does not break.
_DYSLEXIC_SWAPS = (*_INTER_SWAPS, ("\u00a0", "\u2009"), ("\u202f", "\u2009"))
_SEGMENT_SWAPS = ((",", "."), ("\u202f", " "), ("\u00a0", " "), ("\u2212", "-"), ("\u2013", "-"))

FONTS: dict[str, FontFile] = {
    "regular": FontFile("Inter-Regular.ttf", swaps=_INTER_SWAPS),
    "medium": FontFile("Inter-Medium.ttf", swaps=_INTER_SWAPS),
    "semibold": FontFile("Inter-SemiBold.ttf", swaps=_INTER_SWAPS),
    "bold": FontFile("Inter-Bold.ttf", swaps=_INTER_SWAPS),
    # Its letters would be read as figures: only figures and their marks are written in segments.
    "segments": FontFile("DSEG7Classic-Regular.woff", 0.75, frozenset("0123456789.:- "), _SEGMENT_SWAPS, "semibold"),
    "dyslexic": FontFile("OpenDyslexic-Regular.woff", 0.92, _DYSLEXIC_HOLDS, _DYSLEXIC_SWAPS, "regular"),
    "dyslexic bold": FontFile("OpenDyslexic-Bold.woff", 0.92, _DYSLEXIC_HOLDS, _DYSLEXIC_SWAPS, "bold"),
}
#: What stands for each weight when the reader asked for OpenDyslexic, which has two.
DYSLEXIC = {
    "regular": "dyslexic", "medium": "dyslexic", "semibold": "dyslexic bold", "bold": "dyslexic bold",
    "segments": "dyslexic bold",
}  # fmt: skip
#: From this size [px] on, letters are drawn large and scaled down: even spacing. Below, hinted: sharp stems.
_FROM_LARGE = 20
_LARGE = 4


def swapped(string: str, font: FontFile) -> str:
    """The string with what the font lacks and has a twin for."""
    for letter, other in font.swaps:
        if letter in string:
            string = string.replace(letter, other)
    return string


class Face:
    """One weight at one size [px]; above some size, drawn larger and scaled down."""

    def __init__(self, folder: Path, weight: str, pixels: int) -> None:
        self._kind = FONTS[weight]
        self._times = _LARGE if pixels >= _FROM_LARGE else 1
        self._font = self._open(folder, self._kind, pixels)
        self._other = self._open(folder, FONTS[self._kind.instead], pixels) if self._kind.instead else self._font
        fonts = (self._font, self._other)
        self.ascent = math.ceil(max(font.get_ascent() for font in fonts) / self._times)
        below = max(font.get_height() - font.get_ascent() for font in fonts)
        # Two rows more than the font says: hinted descenders and brackets may reach them.
        self.height = self.ascent + math.ceil(below / self._times) + 2

    def _open(self, folder: Path, kind: FontFile, pixels: int) -> pygame.font.Font:
        return pygame.font.Font(str(folder / kind.file), max(1, round(pixels * kind.share * self._times)))

    def width(self, string: str, numbers: bool) -> float:
        """Width [px] of one line; numbers: all digits equally wide."""
        return sum(wide for _, _, wide in self._pieces(string, numbers)) / self._times

    def render(self, string: str, colour: tuple[int, ...], numbers: bool) -> pygame.Surface:
        """One line, premultiplied, its baseline `ascent` pixels below its top."""
        size = (max(1, math.ceil(self.width(string, numbers))), self.height)
        large = pygame.Surface((size[0] * self._times, size[1] * self._times), pygame.SRCALPHA)
        x = 0
        for piece, font, advance in self._pieces(string, numbers):
            glyph = font.render(piece, True, colour).premul_alpha()
            inset = (advance - glyph.get_width()) // 2 if numbers else 0
            # The baseline falls on a whole pixel, so that letters stand on a sharp line.
            y = self.ascent * self._times - font.get_ascent()
            large.blit(glyph, (x + inset, y), special_flags=pygame.BLEND_PREMULTIPLIED)
            x += advance
        return pygame.transform.smoothscale(large, size) if self._times > 1 else large

    def _pieces(self, string: str, numbers: bool) -> Iterator[tuple[str, pygame.font.Font, int]]:
        """Runs of one font with their widths; letter by letter when digits must be equally wide."""
        for piece, font in self._letters(string) if numbers else self._runs(string):
            wide = self._digit if numbers and piece in "0123456789" else font.size(piece)[0]
            yield piece, font, wide

    def _letters(self, string: str) -> Iterable[tuple[str, pygame.font.Font]]:
        return ((letter, self._of(letter)) for letter in swapped(string, self._kind))

    def _of(self, letter: str) -> pygame.font.Font:
        holds = self._kind.holds
        return self._font if holds is None or letter in holds else self._other

    def _runs(self, string: str) -> Iterable[tuple[str, pygame.font.Font]]:
        string = swapped(string, self._kind)
        if self._kind.holds is None or self._kind.holds.issuperset(string):
            return ((string, self._font),)
        runs: list[tuple[str, pygame.font.Font]] = []
        for letter in string:
            font = self._of(letter)
            if runs and runs[-1][1] is font:
                runs[-1] = (runs[-1][0] + letter, font)
            else:
                runs.append((letter, font))
        return runs

    @cached_property
    def _digit(self) -> int:
        return max(self._font.size(digit)[0] for digit in "0123456789")
