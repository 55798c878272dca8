"""Layout of every quiet screen: no text is cut, leaves the frame or lies on another one, in any language and text size.

What is written is recorded where it is written; nothing is read from pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from simulator.screens.about import AboutScreen
from simulator.screens.briefing import BriefingScreen
from simulator.screens.home import HomeScreen
from simulator.screens.instructor import InstructorScreen
from simulator.screens.notebook import NotebookScreen
from simulator.screens.place import PlaceScreen
from simulator.screens.settings import TABS, SettingsScreen
from simulator.screens.who import WhoScreen
from simulator.ui.canvas import Canvas
from tests.screens.conftest import drawn

EXERCISES = ("premiere-coupe", "cinq-coupes", "premiere-soudure", "lame-usee", "soudure-mixte",
             "soudeuse-malade-rainure", "soudeuse-malade-arc")  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A line of text and the box of its letters [design units]."""

    text: str
    left: float
    top: float
    right: float
    low: float

    def covers(self, other: Written) -> bool:
        """True when the letters of both lie on each other by more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.low, other.low) - max(self.top, other.top)
        return across > 2 and down > 3


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Written]:
    """Every line that is drawn from now on."""
    found: list[Written] = []
    real = Canvas.block

    def block(self, x, y, laid, colour="ink", align="left", anchor="top"):
        base = self.texts.baseline(laid.style, laid.weight)
        first = y + base - {"top": 0, "middle": laid.height / 2, "baseline": base}[anchor]
        assert not laid.cut, f"cut: {laid.lines}"
        for index, line in enumerate(laid.lines):
            wide = self.texts._line_width(line, laid.style, laid.weight, laid.numbers)
            left = x - {"left": 0, "center": wide / 2, "right": wide}[align]
            at = first + index * laid.style.line
            # Letters reach from about 0.74 of the size above the baseline to 0.2 below it.
            found.append(Written(line, left, at - 0.74 * laid.style.size, left + wide, at + 0.2 * laid.style.size))
        return real(self, x, y, laid, colour, align, anchor)

    monkeypatch.setattr(Canvas, "block", block)
    return found


def screens(context):
    """Every quiet screen with something on it."""
    home = HomeScreen(context)
    home.load()
    yield "home", home
    yield "who", WhoScreen(context)
    yield "place", PlaceScreen(context, "prepare")
    yield "notebook", NotebookScreen(context)
    yield "instructor", InstructorScreen(context, chosen=1)
    for tab in TABS:
        yield f"settings {tab}", SettingsScreen(context, tab)
    yield "about", AboutScreen(context)
    known = {e.id: e for e in context.exercises()}
    for name in EXERCISES:
        yield f"briefing {name}", BriefingScreen(context, known[name])


def check(name: str, lines: list[Written]) -> list[str]:
    """What is wrong with the lines of one screen."""
    lines = [line for line in lines if line.text.strip()]
    wrong = [f"{name}: leaves the frame: {line}" for line in lines
             if line.left < 0 or line.right > 1920 or line.top < 0 or line.low > 1080]  # fmt: skip
    for index, one in enumerate(lines):
        for other in lines[index + 1 :]:
            if one.covers(other) and one.text != other.text:
                wrong.append(f"{name}: {one} lies on {other}")
    return wrong


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("code", ["fr", "en"])
def test_words_stay_apart(context, people, written, code: str, scale: float, size: tuple[int, int]) -> None:
    context.set_language(code)
    context.change(text_scale=scale)
    wrong = []
    for name, screen in screens(context):
        written.clear()
        drawn(screen, context, size)
        assert len(written) > 8, name
        wrong += check(name, written)
    assert not wrong, "\n".join(wrong)


def test_the_check_itself_sees_words_that_lie_on_each_other(context, people, written) -> None:
    screen = SettingsScreen(context)
    drawn(screen, context)
    lines = [*written, Written("x", 200, 100, 400, 120), Written("y", 300, 110, 500, 130)]
    assert check("settings", lines)
