"""The glossary on screen: by keys, by mouse, by search, by letter, and from briefing and pause."""

from __future__ import annotations

import pytest

from simulator.screens import nav
from simulator.screens.briefing import BriefingScreen
from simulator.screens.glossary import GlossaryScreen
from simulator.screens.glossary_cards import terms_for
from simulator.screens.pause import PauseMenu
from simulator.ui.events import UiEvent
from tests.screens.conftest import click, drawn, key, named, write


@pytest.fixture
def screen(context) -> GlossaryScreen:
    return GlossaryScreen(context)


def shown(screen: GlossaryScreen) -> list[str]:
    return [row.label for row in screen.panel.rows]


def test_the_rail_leads_to_the_words(context) -> None:
    found = nav.follow(context, "nav:glossary", None)
    assert isinstance(found, GlossaryScreen) and len(shown(found)) >= 60
    assert isinstance(found.again(), GlossaryScreen)


def test_arrows_walk_down_the_list_and_the_card_follows(screen) -> None:
    first = screen.panel.chosen
    for _ in range(12):
        screen.handle(key("down"))
    row = screen.focus.at
    assert row.term is screen.panel.chosen and row.term is not first
    assert row.shown and row.current and sum(r.current for r in screen.panel.rows) == 1


def test_typing_searches(screen) -> None:
    screen.handle(click(screen.field))
    write(screen, "zone m")
    assert shown(screen) == ["Zone morte"]
    assert screen.panel.chosen.key == "dead_zone"
    write(screen, "xx")
    assert shown(screen) == [] and screen.panel.chosen is None


def test_a_letter_over_the_list_goes_to_its_words(screen) -> None:
    screen.handle(key("down"))
    screen.handle(UiEvent("text", text="p"))
    assert screen.letters.value == "P" and all(word[0] == "P" for word in shown(screen))
    screen.handle(UiEvent("text", text="é"))
    assert {word[0] for word in shown(screen)} == {"E", "É"}


def test_letters_by_mouse_and_by_keys(screen) -> None:
    bar = screen.letters
    screen.handle(UiEvent("down", bar.x + bar.w - 5, bar.y + 20, button=1))
    assert bar.value == "Z" and shown(screen) == ["Zone morte"]
    screen.handle(key("right"))
    assert bar.value == "" and len(shown(screen)) >= 60
    screen.handle(key("right"))
    assert bar.value == "A"


def test_a_click_shows_a_card_and_the_speaker_says_it(screen, context, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(context, "say", said.append)
    screen.handle(click(screen.panel.rows[3]))
    screen.handle(key("v"))
    assert said == [screen.panel.rows[3].label[:1].lower() + screen.panel.rows[3].label[1:] + ". " +
                    f"{screen.panel.chosen.first} {screen.panel.chosen.second}"]  # fmt: skip


def test_another_language_keeps_the_word(context) -> None:
    context.set_language("en")
    page = GlossaryScreen(context, "dead_zone").again()
    assert page.panel.chosen.key == "dead_zone" and "Dead zone" in shown(page)
    drawn(page, context)


def exercise(context, name: str = "premiere-soudure"):
    return next(e for e in context.exercises() if e.id == name)


def test_words_of_the_trade_bring_chips_and_chips_bring_cards(context) -> None:
    screen = BriefingScreen(context, exercise(context))
    assert screen.chips == [] and context.settings.simple_words
    before = context.words.goal("prep.clean")
    drawn(screen, context)
    screen.handle(UiEvent("down", screen.words.x + screen.words.w - 9, screen.words.y + 9, button=1))
    assert not context.settings.simple_words and context.words.goal("prep.clean") != before
    drawn(screen, context)
    assert [chip.label for chip in screen.chips][:2] == ["fibres", "épissure"]
    screen.handle(click(screen.chips[1]))
    assert screen.card is not None and screen.card.term.key == "splice"
    drawn(screen, context)
    screen.handle(click(named(screen.card, "next")))
    assert screen.card.term.key == "decibel"
    screen.handle(key("escape"))
    assert screen.card is None and screen.next_screen() is screen
    again = BriefingScreen(context, exercise(context))
    assert again.words.value == "trade" and again.chips


def test_the_pause_menu_has_the_words_of_the_exercise(context) -> None:
    menu = PauseMenu(context, exercise(context))
    assert menu.handle(click(next(b for b in menu.buttons if b.key == "words"))) is None
    assert menu.page == "words" and menu.panel is not None
    groups = {row.term.group for row in menu.panel.rows}
    assert {"prepare", "splice"} <= groups and "underground" not in groups
    assert menu.handle(key("down")) is None
    assert menu.handle(key("down")) is None and menu.panel.chosen is menu.panel.rows[1].term
    menu.draw(context.canvas(__import__("pygame").Surface((1280, 720), 0, 32)))
    assert menu.handle(key("escape")) == "resume"


def test_every_exercise_has_words(context) -> None:
    for one in context.exercises():
        assert len(terms_for(context, one)) >= 10, one.id
