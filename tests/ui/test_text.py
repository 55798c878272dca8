"""Text: the fonts hold every letter we write, lines fit where they were laid out, and nothing is lost unsaid."""

import json
import re
from functools import lru_cache
from pathlib import Path

import pygame
import pytest

from simulator import paths
from simulator.ui.faces import DYSLEXIC, FONTS, FontFile, swapped
from simulator.ui.text import OPEN_FACES, Text
from simulator.ui.theme import LIGHT, TextStyle

FRENCH = "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ"
NEEDED = FRENCH + FRENCH.upper() + "0123456789«»’'\"…–—-\u2011\u00a0\u202f.,:;!?()[]/%°€&@#*+−=×÷±≤≥≈µμΩλαβΔ→←↑↓✓✗•·²³"
FRENCH_TEXT = "Retire le vernis sur 35 mm, essuie la fibre à l’alcool, puis clive-la : l’angle doit rester sous 1,0°."


@pytest.fixture(scope="module")
def text(window: pygame.Surface) -> Text:
    return Text(2 / 3)


@lru_cache
def letters_of(font: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(paths.assets_dir() / "fonts" / font) as opened:
        return frozenset(opened.getBestCmap())


def shown_in(font: FontFile) -> set[str]:
    """Letters that come out of a font or of the one that stands in for it, as their files say."""
    held = {chr(code) for code in letters_of(font.file)}
    shown = held if font.holds is None else held & font.holds
    return shown | shown_in(FONTS[font.instead]) if font.instead else shown


@pytest.mark.parametrize("name", FONTS)
def test_fonts_hold_every_letter_that_we_write(name: str) -> None:
    pytest.importorskip("fontTools")
    font, shown = FONTS[name], shown_in(FONTS[name])
    assert [c for c in NEEDED if not set(swapped(c, font)) <= shown] == []


@pytest.mark.parametrize("name", [name for name, font in FONTS.items() if font.holds is not None])
def test_a_font_is_trusted_only_with_letters_that_its_file_holds(name: str) -> None:
    pytest.importorskip("fontTools")
    held = set(map(chr, letters_of(FONTS[name].file)))
    assert sorted((FONTS[name].holds or set()) - held) == []


@pytest.mark.parametrize("name", FONTS)
def test_fonts_hold_every_letter_of_the_catalogues(name: str) -> None:
    pytest.importorskip("fontTools")
    shown = shown_in(FONTS[name]) | {"\n", "\t"}
    for source in [*paths.assets_dir().glob("locale/**/*.po"), *paths.curricula_dir().glob("**/*.yaml")]:
        unknown = set(swapped(source.read_text(encoding="utf-8"), FONTS[name])) - shown
        assert not unknown, f"{source.name}: {sorted(unknown)}"


def test_french_is_written_in_the_reader_s_font_throughout() -> None:
    for name in set(DYSLEXIC.values()):
        written = FRENCH + FRENCH.upper() + "0123456789«»’…–,.:;!?() %°€µ\u202f\u00a0"
        assert set(swapped(written, FONTS[name])) <= (FONTS[name].holds or set())


def test_each_font_travels_with_its_licence() -> None:
    folder = paths.assets_dir() / "fonts"
    for font in FONTS.values():
        licence = folder / f"{re.split('-|Classic', font.file)[0]}-OFL.txt"
        assert (folder / font.file).is_file() and "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8").upper()


def test_each_bundled_font_is_credited() -> None:
    credits = (paths.assets_dir() / "CREDITS.md").read_text(encoding="utf-8")
    for file in (paths.assets_dir() / "fonts").iterdir():
        assert file.stem.split("-")[0] in credits, file.name


def test_dyslexic_letters_reach_every_text_and_keep_their_baseline(window: pygame.Surface) -> None:
    plain, other = Text(1.0), Text(1.0, dyslexic=True)
    for weight in ("regular", "medium", "semibold", "bold", "segments"):
        style = TextStyle(40, 48)
        a, b = (text.line("HE 27", style, weight, LIGHT.ink) for text in (plain, other))
        assert pygame.image.tobytes(a, "RGBA") != pygame.image.tobytes(b, "RGBA")
        for made, text in ((a, plain), (b, other)):
            assert abs(made.get_bounding_rect(128).bottom - text.ascent(style, weight)) <= 2, weight
        assert plain.baseline(style, weight) == other.baseline(style, weight)


def test_letters_are_nearly_as_high_in_both_fonts(window: pygame.Surface) -> None:
    """OpenDyslexic is 1.7 times as wide at one size: its size lies between equal capitals and equal small letters."""
    for letters, more, less in (("EHLT", 1.10, 1.0), ("xzv", 1.0, 0.90)):
        heights = []
        for text in (Text(1.0), Text(1.0, dyslexic=True)):
            made = text.line(letters, TextStyle(100, 120), "regular", LIGHT.ink)
            heights.append(made.get_bounding_rect(128).h)
        assert less <= heights[1] / heights[0] <= more, letters


def test_a_letter_that_a_font_lacks_comes_from_inter(window: pygame.Surface) -> None:
    """The cross is not in OpenDyslexic; a box for "no such letter" would be another picture."""
    style = TextStyle(40, 48)
    cross = [text.line("✗", style, "regular", LIGHT.ink) for text in (Text(1.0), Text(1.0, dyslexic=True))]
    boxes = [made.subsurface(made.get_bounding_rect()) for made in cross]
    assert pygame.image.tobytes(boxes[0], "RGBA") == pygame.image.tobytes(boxes[1], "RGBA")


def test_units_beside_segments_are_letters(window: pygame.Surface) -> None:
    text = Text(1.0)
    figures, whole = (text.width(string, "readout") for string in ("12.5 ", "12.5 dB"))
    inter = text.width("dB", TextStyle(40, 48), "semibold")
    assert whole - figures == pytest.approx(inter, abs=1.5)


@pytest.mark.parametrize("text_scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("scale", [2 / 3, 1.0, 4 / 3])
@pytest.mark.parametrize("width", [90, 240, 700])
def test_wrapped_lines_fit_and_lose_no_letter(
    window: pygame.Surface, scale: float, text_scale: float, width: float
) -> None:
    text = Text(scale, text_scale)
    for style in ("display", "title", "lead", "body", "small"):
        block = text.layout(FRENCH_TEXT, style, width=width)
        assert "".join("".join(block.lines).split()) == "".join(FRENCH_TEXT.split())
        assert block.width <= width + 0.5 and not block.cut
        assert block.height == pytest.approx(len(block.lines) * text.theme.style(style).line * text_scale)


def test_rendered_lines_are_as_wide_as_measured(text: Text) -> None:
    for style in ("display", "title", "body", "small"):
        for numbers in (False, True):
            real = text.style(style)
            made = text.line("Perte 0,18 dB", real, real.weight, LIGHT.ink, numbers)
            measured = text.width("Perte 0,18 dB", style, numbers=numbers) * text.scale
            assert abs(made.get_width() - measured) <= 1
            inside = made.get_bounding_rect(8)
            assert inside.right <= made.get_width() and inside.w > 0.9 * measured


def test_no_ink_is_lost_above_or_below(window: pygame.Surface) -> None:
    string = "ÀÉÎÔÇŒgjpqy|("
    for pixels in (12, 13, 16, 19, 20, 24, 29, 44):
        for weight in ("regular", "semibold"):
            made = Text(1.0).line(string, TextStyle(pixels, pixels * 1.4), weight, LIGHT.ink)
            raw = pygame.font.Font(str(paths.assets_dir() / "fonts" / FONTS[weight].file), 8 * pixels)
            wanted = _ink(raw.render(string, True, LIGHT.ink)) / 64
            assert _ink(made) == pytest.approx(wanted, rel=0.08), (pixels, weight)
            bottom = max(made.get_at((x, made.get_height() - 1)).a for x in range(made.get_width()))
            assert bottom < 128, "the last row holds strokes: more may be missing"


def _ink(surface: pygame.Surface) -> float:
    return sum(surface.get_at((x, y)).a for x in range(surface.get_width()) for y in range(surface.get_height())) / 255


def test_french_marks_never_begin_a_line(text: Text) -> None:
    sentence = "Encore une réussite : la compétence est acquise ! Et le reste ? Le mot « vernis » vaut 35 mm ici."
    for width in range(130, 420, 7):
        for line in text.layout(sentence, "body", width=width).lines:
            assert not re.match(r"[:!?»]|mm\b", line), (width, line)
            assert not line.endswith("«"), (width, line)


def test_no_break_spaces_hold(text: Text) -> None:
    for width in range(60, 300, 11):
        lines = text.layout("il faut 35\u202fmm de verre nu", "body", width=width).lines
        assert any("35\u202fmm" in line for line in lines)


def test_cutting_is_said(text: Text) -> None:
    block = text.layout(FRENCH_TEXT, "body", width=300, max_lines=2)
    assert block.cut and len(block.lines) == 2 and block.lines[-1].endswith("…") and block.width <= 300
    assert not text.layout("Court", "body", width=300, max_lines=2).cut


def test_a_word_wider_than_the_line_is_broken_not_lost(text: Text) -> None:
    block = text.layout("anticonstitutionnellement", "title", width=90)
    assert "".join(block.lines) == "anticonstitutionnellement" and block.width <= 90 and len(block.lines) > 2


def test_digits_of_read_outs_are_equally_wide(text: Text) -> None:
    for style in ("title", "small"):
        assert text.width("11:11", style, numbers=True) == text.width("00:00", style, numbers=True)
        assert text.width("11:11", style) < text.width("00:00", style)


def test_fitted_text_shrinks_then_wraps(text: Text) -> None:
    short = text.fitted("Soudeuse", "lead", 400)
    assert short.style.size == 24
    tight = text.fitted("Retire le vernis sur 35 mm", "lead", 260)
    assert len(tight.lines) == 1 and tight.width <= 260 and 18 <= tight.style.size < 24
    small = text.fitted("Retire le vernis sur 35 mm", "lead", 120)
    assert len(small.lines) > 1 and small.width <= 120 and small.style.size == pytest.approx(18)


def test_text_scale_is_bounded() -> None:
    with pytest.raises(ValueError, match="3"):
        Text(1.0, 3.0)


def test_lines_are_rendered_once(text: Text) -> None:
    real = text.style("body")
    first = text.line("Garder", real, "bold", LIGHT.ink)
    assert text.line("Garder", real, "bold", LIGHT.ink) is first
    assert text.line("Garder", real, "bold", LIGHT.bad) is not first


def test_line_metrics_are_those_of_the_font_file() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib")
    from simulator.ui.text import RISE

    font = ttlib.TTFont(Path(paths.assets_dir()) / "fonts" / "Inter-Regular.ttf")
    unit = font["head"].unitsPerEm
    assert pytest.approx((font["hhea"].ascent / unit, -font["hhea"].descent / unit), abs=1e-4) == RISE


def test_part_names_need_no_font() -> None:
    """Names of parts stay plain ASCII, so that they can be file names everywhere."""
    for listing in (paths.assets_dir() / "parts").glob("*/parts.json"):
        assert all(name.isascii() for name in json.loads(listing.read_text(encoding="utf-8")))


def test_closed_fonts_come_back_as_they_were(window: pygame.Surface) -> None:
    own = Text(1.0)
    styles = [TextStyle(size, 1.3 * size, "regular") for size in range(12, 12 + 2 * OPEN_FACES)]

    def look(style: TextStyle) -> tuple[float, int, bytes]:
        own._widths.clear()
        own._lines.clear()
        line = own.line("Épissure", style, "regular", (20, 30, 40))
        return own.width("Épissure", style), own.ascent(style, "regular"), pygame.image.tobytes(line, "RGBA")

    first = [look(style) for style in styles]
    assert len(own._faces) == OPEN_FACES
    assert [look(style) for style in styles] == first
