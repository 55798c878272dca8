"""Fibre colours without colour: all twelve are read off a grey picture, at the smallest window, in every theme."""

from itertools import groupby

import pygame
import pytest

from simulator.ui import curves
from simulator.ui.canvas import Canvas, Kit
from simulator.ui.fibre_marks import (
    DASH,
    DOT,
    LETTERS,
    ORDER,
    FibreMarks,
    code,
    draw_legend,
    flag_place,
    length_of,
    mark_ink,
    number_of,
    pieces,
)
from simulator.ui.theme import LIGHT, Theme, contrast
from simulator.ui.theme_variants import THEMES

MARKS = FibreMarks.of("fr", lambda colour: colour)
#: Width of the coating in the scenes [design units].
WIDTH = 10.0
ROW = 300.0


def canvas_of(theme: Theme = LIGHT, marks: FibreMarks | None = MARKS, size: tuple[int, int] = (1280, 720)) -> Canvas:
    return Kit(size, theme, marks=marks).canvas(pygame.Surface(size, 0, 32))


def grey(colour: tuple[int, ...]) -> float:
    """What a screen without colour shows of it [0-255]. Source: luma of Rec. 601."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def read_number(levels: list[float], scale: float) -> int:
    """Number told by the first marks of a row of grey levels: a long run counts five, a short one one."""
    coat = levels[2]  # marks begin a little after the end of the fibre
    far = max(abs(level - coat) for level in levels)
    runs = [(mark, len(list(run))) for mark, run in groupby(abs(level - coat) > 0.5 * far for level in levels)]
    number, started = 0, False
    for mark, length in runs:
        if mark:
            started = True
            number += 5 if length > (DASH + DOT) / 2 * WIDTH * scale else 1
        elif started and length > 2 * WIDTH * scale:
            return number
    return number


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_all_twelve_are_read_off_a_grey_picture(window: pygame.Surface, theme: Theme) -> None:
    canvas = canvas_of(theme)
    found = []
    for colour in ORDER:
        canvas.fill("bench")
        canvas.tube(((100.0, ROW), (760.0, ROW)), WIDTH, colour)
        last = 174  # before the flag
        columns = range(round(102 * canvas.scale), round(last * canvas.scale))
        levels = [grey(canvas.surface.get_at((x, round(ROW * canvas.scale)))) for x in columns]
        found.append(read_number(levels, canvas.scale))
    assert found == list(range(1, 13))


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_marks_stand_out_on_every_coating(theme: Theme) -> None:
    weak = {colour: contrast(mark_ink(theme, colour), theme.fibre(colour).base) for colour in ORDER}
    assert {colour: round(value, 1) for colour, value in weak.items() if value < 4.0} == {}


def test_the_order_is_that_of_the_french_network() -> None:
    """GraceTHD: rouge, bleu, vert, jaune, violet, blanc, orange, gris, marron, noir, turquoise, rose."""
    assert [number_of(c) for c in ("rouge", "bleu", "vert", "jaune", "violet", "blanc")] == [1, 2, 3, 4, 5, 6]
    assert [number_of(c) for c in ("orange", "gris", "marron", "noir", "turquoise", "rose")] == [7, 8, 9, 10, 11, 12]


def test_numbers_have_codes_of_their_own() -> None:
    assert len({code(n) for n in range(1, 13)}) == 12
    assert all(len(set(letters)) == 12 for letters in LETTERS.values())


def test_marks_run_along_the_fibre_and_never_round_it(window: pygame.Surface) -> None:
    """A ring would say "tube 13 and up"; a lane of coating stays on both sides of every mark."""
    canvas = canvas_of(size=(1920, 1080))
    canvas.fill("bench")
    canvas.tube(((100.0, ROW), (220.0, ROW)), 12, "jaune")
    dark = [[grey(canvas.surface.get_at((x, y))) < 90 for x in range(105, 180)] for y in (294, 300, 306)]
    assert any(dark[1]) and not any(dark[0][5:]) and not any(dark[2][5:])


def test_a_path_that_grows_keeps_its_marks() -> None:
    short, long = (((0.0, 0.0), (length, 0.0)) for length in (400.0, 470.0))
    before, after = (sum(pieces(path, WIDTH, "vert"), ()) for path in (short, long))
    assert len(after) >= len(before) > 0
    assert [x for x, _ in after[: len(before)]] == pytest.approx([x for x, _ in before])


def test_marks_follow_a_curve_and_stay_on_it() -> None:
    path = curves.bezier("M100 400C200 300 300 500 400 400")
    found = pieces(path, WIDTH, "jaune")
    assert len(found) >= 4
    for piece in found:
        length = curves.lengths(piece)[-1]
        assert length == pytest.approx(DOT * WIDTH, rel=0.02)


def test_what_is_too_short_for_its_number_bears_none() -> None:
    group = length_of(code(9)) * WIDTH
    assert pieces(((0.0, 0.0), (group, 0.0)), WIDTH, "marron") == ()
    assert flag_place(((0.0, 0.0), (100.0, 0.0)), WIDTH) is None


def test_nothing_is_marked_unless_asked_for(window: pygame.Surface) -> None:
    pictures = []
    for draw in ("tube", "coat"):
        canvas = canvas_of(marks=None)
        canvas.fill("bench")
        getattr(canvas, draw)(((100.0, ROW), (700.0, ROW)), WIDTH, "noir")
        pictures.append(pygame.image.tobytes(canvas.surface, "RGB"))
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_flags_hold_their_letters(window: pygame.Surface, text_scale: float) -> None:
    canvas = Kit((1280, 720), text_scale=text_scale, marks=MARKS).canvas(pygame.Surface((1280, 720)))
    for letters in (*LETTERS["fr"], *LETTERS[""]):
        style = canvas.texts.unscaled(LIGHT.small)
        assert canvas.measure(letters, style, "bold").width <= 36, letters


def test_the_legend_names_every_colour(window: pygame.Surface, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas, said = canvas_of(), []
    text = Canvas.text
    monkeypatch.setattr(Canvas, "text", lambda self, x, y, s, *a, **k: said.append(s) or text(self, x, y, s, *a, **k))
    fitted = Canvas.fitted
    monkeypatch.setattr(
        Canvas, "fitted", lambda self, x, y, s, *a, **k: said.append(s) or fitted(self, x, y, s, *a, **k)
    )
    draw_legend(canvas, (200, 200, 900, 420), MARKS)
    assert set(ORDER) | set(LETTERS["fr"]) | {str(n) for n in range(1, 13)} <= set(said)
