"""A page of paper to draw on: our font, the colours of the house, the mark, state shapes, text that always fits.

It deliberately knows nothing of scores. Lengths are points (1/72 inch), y runs down from the top of the page. Text is
drawn as it is, never parsed as mark-up, so that no name can smuggle anything in.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from simulator import paths
from simulator.i18n import Language

WIDTH, HEIGHT = 595.28, 841.89
MARGIN = 42.0
RIGHT = WIDTH - MARGIN

BENCH, LINE, TRACK = HexColor("#F4EFE6"), HexColor("#D9D2C5"), HexColor("#ECE6DA")
INK, SOFT, WHITE = HexColor("#1F2A33"), HexColor("#5E6B75"), HexColor("#FFFFFF")
LIGHT, LIGHT_CORE, ACTION = HexColor("#F28C28"), HexColor("#FFE9C8"), HexColor("#0B6E75")
GOOD, WATCH, BAD, INFO = HexColor("#2E8B57"), HexColor("#E0A100"), HexColor("#C8372D"), HexColor("#2D6CDF")
#: Grounds and text tones of the states; the tones stay readable (4.5) on white and on their ground.
PALE = {
    "good": HexColor("#E6F3EB"),
    "watch": HexColor("#FBF1D6"),
    "bad": HexColor("#FBE7E4"),
    "info": HexColor("#E8EFFC"),
}
TONE = {
    "good": HexColor("#1F6B41"),
    "watch": HexColor("#7A5600"),
    "bad": HexColor("#A3271F"),
    "info": HexColor("#1F50AF"),
}
STATE = {"good": GOOD, "watch": WATCH, "bad": BAD, "info": INFO}

_FONTS = {"regular": "Inter-Regular", "medium": "Inter-Medium", "semibold": "Inter-SemiBold", "bold": "Inter-Bold"}
_FALLBACK = {"regular": "Helvetica", "medium": "Helvetica", "semibold": "Helvetica-Bold", "bold": "Helvetica-Bold"}
ELLIPSIS = "…"


def load_fonts() -> dict[str, str]:
    """Font name by weight: Inter, or Helvetica when a font file is missing or broken."""
    try:
        folder = paths.assets_dir() / "fonts"
        for name in _FONTS.values():
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    except (OSError, TTFError, paths.FilesMissing):
        return dict(_FALLBACK)
    return dict(_FONTS)


class Page:
    """A growing document. style is a weight; anchor is 'left', 'right' or 'center'; y of text is its baseline."""

    def __init__(self, language: Language, title: str) -> None:
        self._out = io.BytesIO()
        # invariant: no date and no random id inside, so that the same sheets always give the same bytes.
        self._canvas = Canvas(self._out, pagesize=(WIDTH, HEIGHT), invariant=1, lang=language.code)
        self._fonts = load_fonts()
        self._plain = self._fonts["regular"].startswith("Helvetica")
        self._canvas.setTitle(self.clean(title))
        self._canvas.setAuthor("Brin")
        self._canvas.setCreator("Brin")

    def finish(self) -> bytes:
        """The whole document."""
        self._canvas.save()
        return self._out.getvalue()

    @property
    def number(self) -> int:
        """Which page of the document this is, from 1."""
        return int(self._canvas.getPageNumber())

    def next(self) -> None:
        """End this page and begin another."""
        self._canvas.showPage()

    def bookmark(self, key: str, title: str) -> None:
        """Name this page in the outline."""
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(self.clean(title), key)

    # text

    def clean(self, text: str) -> str:
        """The text in letters that the font has; a letter it lacks becomes a question mark, an invisible one goes."""
        whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
        return "".join(self._letter(letter) for letter in whole)

    def _letter(self, letter: str) -> str:
        if letter in "\t\r\n":
            return " "
        # Joiners, direction marks and half characters have no picture; signs of pictures are left out quietly.
        if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Mn"):
            return ""
        if self._plain:
            return letter.encode("cp1252", "replace").decode("cp1252")
        known = pdfmetrics.getFont(_FONTS["regular"]).face.charToGlyph
        return letter if ord(letter) in known else "?"

    def measure(self, text: str, size: float, style: str = "regular") -> float:
        """Width of a text."""
        return pdfmetrics.stringWidth(self.clean(text), self._fonts[style], size)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        style: str = "regular",
        colour: Color = INK,
        anchor: str = "left",
        width: float | None = None,
    ) -> float:
        """Draw a line of text; one that is too long for ``width`` is set smaller, then cut. Returns its width."""
        said, name = self.clean(text), self._fonts[style]
        if width is not None:
            said, size = self._fitted(said, name, size, width)
        drawn = pdfmetrics.stringWidth(said, name, size)
        start = x - {"left": 0.0, "right": drawn, "center": drawn / 2}[anchor]
        self._canvas.setFillColor(colour)
        self._canvas.setFont(name, size)
        self._canvas.drawString(start, HEIGHT - y, said)
        return drawn

    def _fitted(self, said: str, name: str, size: float, width: float) -> tuple[str, float]:
        drawn = pdfmetrics.stringWidth(said, name, size)
        if drawn <= width:
            return said, size
        smallest = max(5.5, size * 0.78)
        if drawn * smallest / size <= width:
            return said, size * width / drawn
        while said and pdfmetrics.stringWidth(said + ELLIPSIS, name, smallest) > width:
            # A very long text is cut in big steps first; letter by letter would take too long.
            said = said[: max(1, len(said) // 2)] if len(said) > 400 else said[:-1]
        return said.rstrip() + ELLIPSIS, smallest

    def lines(self, text: str, size: float, style: str, width: float, most: int) -> list[str]:
        """A text broken into at most so many lines; the last one may still be too long for the width."""
        words, found = self.clean(text).split(" "), [""]
        for word in words:
            longer = f"{found[-1]} {word}".strip()
            if found[-1] and len(found) < most and self.measure(longer, size, style) > width:
                found.append(word)
            else:
                found[-1] = longer
        return found

    # shapes

    def _fill(self, colour: Color | None, border: Color | None, weight: float) -> dict[str, int]:
        if colour is not None:
            self._canvas.setFillColor(colour)
        if border is not None:
            self._canvas.setStrokeColor(border)
            self._canvas.setLineWidth(weight)
        return {"fill": int(colour is not None), "stroke": int(border is not None)}

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Color | None,
        radius: float = 0.0,
        border: Color | None = None,
        weight: float = 0.8,
    ) -> None:
        """A rectangle by its upper left corner."""
        how = self._fill(colour, border, weight)
        radius = min(radius, width / 2, height / 2)
        self._canvas.roundRect(x, HEIGHT - y - height, width, height, max(0.0, radius), **how)

    def circle(
        self, x: float, y: float, radius: float, colour: Color | None, border: Color | None = None, weight: float = 1
    ) -> None:
        """A disc or a ring."""
        self._canvas.circle(x, HEIGHT - y, radius, **self._fill(colour, border, weight))

    def line(
        self, points: Sequence[tuple[float, float]], colour: Color, weight: float = 0.8, dash: Sequence[float] = ()
    ) -> None:
        """A line through points, with round ends."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, HEIGHT - y)
        self._stroke(path, colour, weight, dash)

    def _stroke(self, path: Any, colour: Color, weight: float, dash: Sequence[float] = ()) -> None:
        pen = self._canvas
        pen.saveState()
        pen.setStrokeColor(colour)
        pen.setLineWidth(weight)
        pen.setLineCap(0 if dash else 1)
        pen.setLineJoin(1)
        if dash:
            pen.setDash(list(dash))
        pen.drawPath(path, stroke=1, fill=0)
        pen.restoreState()

    def polygon(self, points: Sequence[tuple[float, float]], colour: Color) -> None:
        """A filled shape with slightly rounded corners."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, HEIGHT - y)
        path.close()
        self._canvas.setFillColor(colour)
        self._canvas.drawPath(path, stroke=0, fill=1)
        self._stroke(path, colour, 0.9)

    def arc(self, x: float, y: float, radius: float, share: float, colour: Color, weight: float) -> None:
        """An arc that begins at the top and runs clockwise over a share of the circle."""
        share = min(1.0, max(0.0, share))
        if share == 0.0:
            return
        path = self._canvas.beginPath()
        path.arc(x - radius, HEIGHT - y - radius, x + radius, HEIGHT - y + radius, 90, -359.9 * share)
        self._stroke(path, colour, weight)

    def glow(self, points: Sequence[tuple[float, float]], weight: float = 1.6, strength: float = 1.0) -> None:
        """A lit fibre: pale, then orange, then its bright core. strength 0..1 dims it."""
        for wide, alpha in ((4.2, 0.10), (2.6, 0.16)):
            self.line(points, Color(LIGHT.red, LIGHT.green, LIGHT.blue, alpha * strength), weight * wide)
        self.line(points, Color(LIGHT.red, LIGHT.green, LIGHT.blue, 0.25 + 0.75 * strength), weight)
        self.line(points, LIGHT_CORE, weight * 0.36)

    def mark(self, x: float, y: float, scale: float) -> None:
        """The Brin mark: one lit strand in the shape of a wave. x, y: its middle; about 80 × 50 at scale 1."""
        pen = self._canvas
        pen.saveState()
        pen.translate(x, HEIGHT - y)
        pen.scale(scale, -scale)
        path = pen.beginPath()
        path.moveTo(-30, 14)
        path.curveTo(-14, 14, -18, -16, 0, -16)
        path.curveTo(18, -16, 14, 14, 30, 14)
        for colour, weight in ((Color(LIGHT.red, LIGHT.green, LIGHT.blue, 0.16), 14), (LIGHT, 6), (LIGHT_CORE, 2)):
            self._stroke(path, colour, weight)
        for radius, alpha in ((10, 0.16), (7.5, 0.3), (5, 0.6)):
            pen.setFillColor(Color(1.0, 0.80, 0.52, alpha))
            pen.circle(30, 14, radius, stroke=0, fill=1)
        pen.setFillColor(WHITE)
        pen.circle(30, 14, 2.6, stroke=0, fill=1)
        pen.restoreState()

    def state(self, level: str, x: float, y: float, radius: float) -> None:
        """The shape of a state: disc with a tick, diamond with a sign, octagon with a cross, ring half full."""
        r = radius
        if level == "good":
            self.circle(x, y, r, GOOD)
            self.line(
                [(x - 0.43 * r, y + 0.03 * r), (x - 0.12 * r, y + 0.35 * r), (x + 0.45 * r, y - 0.32 * r)],
                WHITE,
                0.23 * r,
            )
        elif level == "watch":
            self.polygon([(x, y - 0.95 * r), (x + 0.95 * r, y), (x, y + 0.95 * r), (x - 0.95 * r, y)], WATCH)
            self.line([(x, y - 0.48 * r), (x, y + 0.1 * r)], WHITE, 0.24 * r)
            self.circle(x, y + 0.46 * r, 0.14 * r, WHITE)
        elif level == "bad":
            turn = [math.pi / 8 + k * math.pi / 4 for k in range(8)]
            self.polygon([(x + 0.98 * r * math.cos(a), y + 0.98 * r * math.sin(a)) for a in turn], BAD)
            for s in (-1, 1):
                self.line([(x - 0.36 * r, y - 0.36 * r * s), (x + 0.36 * r, y + 0.36 * r * s)], WHITE, 0.23 * r)
        else:
            self.circle(x, y, 0.86 * r, WHITE, INFO, 0.26 * r)
            half = self._canvas.beginPath()
            half.moveTo(x, HEIGHT - y - 0.54 * r)
            half.arcTo(x - 0.54 * r, HEIGHT - y - 0.54 * r, x + 0.54 * r, HEIGHT - y + 0.54 * r, -90, 180)
            half.close()
            self._canvas.setFillColor(INFO)
            self._canvas.drawPath(half, stroke=0, fill=1)


LEVEL_OF = {"acquired": "good", "in_progress": "info", "to_review": "watch", "not_started": "info"}


def header(page: Page, language: Language, kind: str, right: str) -> None:
    """Mark, name of the paper, and a lit fibre across the page."""
    page.mark(MARGIN + 18, 46, 0.56)
    page.text(MARGIN + 42, 52, "Brin", 17, "bold")
    page.text(RIGHT, 43, kind, 10.5, "semibold", anchor="right", width=300)
    page.text(RIGHT, 57, right, 9, "regular", SOFT, "right", width=300)
    page.glow([(MARGIN, 74), (RIGHT, 74)], 2.2)


def footer(page: Page, language: Language, lines: Sequence[str], place: str) -> None:
    """The sentence that every paper of ours bears, where its figures come from, its place in the pile (2 / 30)."""
    page.line([(MARGIN, 778), (RIGHT, 778)], LINE)
    said = language.text(
        "Ce bilan vient d’un simulateur. Il ne remplace pas les habilitations et les autorisations demandées pour "
        "travailler."
    )
    for row, line in enumerate(page.lines(said, 8, "medium", RIGHT - MARGIN, 2)):
        page.text(MARGIN, 791 + 10.5 * row, line, 8, "medium", SOFT, width=RIGHT - MARGIN)
    for row, line in enumerate(lines):
        page.text(MARGIN, 814 + 9 * row, line, 6.6, "regular", SOFT, width=RIGHT - MARGIN - 60)
    page.text(RIGHT, 823, place, 8, "semibold", SOFT, "right")
