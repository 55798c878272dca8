"""Briefing: limits in words as the rubric says them, steps that fit the stages, and the ways out."""

from __future__ import annotations

import pytest

from simulator.i18n import Language
from simulator.screens.briefing import BriefingScreen, shown_attempt
from simulator.screens.briefing_steps import PICTURES, WORDS, steps_of
from simulator.screens.criteria import NEAR, fact_words, heaviest, limit_words, near_words, table_words
from simulator.screens.place import PlaceScreen
from simulator.screens.play import PlayScreen
from simulator.screens.replay import ReplayScreen
from simulator.ui.canvas import Canvas
from tests.screens.conftest import click, drawn, key, named


def exercise(context, name: str):
    return next(e for e in context.exercises() if e.id == name)


def said(context, name: str, fact: str) -> str:
    """The limit of one criterion, with plain spaces."""
    found = exercise(context, name)
    criterion = next(c for c in found.rubric if c.fact == fact)
    return limit_words(context, found, criterion).replace("\u00a0", " ").replace("\u202f", " ")


def test_limits_are_said_in_words(context) -> None:
    assert said(context, "premiere-soudure", "splice.loss_db") == "0,05 dB ou moins"
    assert said(context, "premiere-soudure", "cleave.worst_angle_deg") == "0,5° ou moins", "no idle zero at the end"
    assert said(context, "premiere-soudure", "sleeve.cooled_s") == "30 s ou plus"
    assert said(context, "premiere-soudure", "sleeve.on") == "oui"
    assert said(context, "premiere-soudure", "decision.wrong") == "zéro"
    assert said(context, "cinq-coupes", "cleave.good_in_a_row") == "5 ou plus"
    assert said(context, "bonne-impulsion", "otdr.events_found_pct") == "100 %", "there is no more"
    context.set_language("en")
    assert said(context, "premiere-soudure", "splice.loss_db") == "0.05 dB or less"


def test_the_heaviest_criteria_are_shown_in_the_order_of_the_rubric(context) -> None:
    found = exercise(context, "premiere-soudure")
    chosen = heaviest(found, 4)
    left = [c.weight for c in found.rubric if c not in chosen]
    assert len(chosen) == 4 and min(c.weight for c in chosen) >= max(left)
    assert [found.rubric.index(c) for c in chosen] == sorted(found.rubric.index(c) for c in chosen)


def test_how_near_a_table_counts_as_right_is_said_and_follows_the_parameters(context) -> None:
    """In every exercise that judges a table; the words are those of the stage's parameters, not of a list."""
    tables = [e for e in context.exercises() if NEAR.keys() & {c.fact for c in e.rubric}]
    assert len(tables) >= 10
    for found in tables:
        params = next(s.params for s in found.stages if hasattr(s.params, "place_within_m"))
        place, loss = (near_words(context, found, fact) for fact in NEAR)
        assert place == context.language.unit(params.place_within_m, 0, "m")
        assert float(loss.split("\u00a0")[0].replace(",", ".")) == params.loss_within_db
        with_near = " ".join(fact_words(context, found, fact) for fact in NEAR)
        assert place in with_near and loss in with_near
        sentence = table_words(context, found)
        assert place in sentence and loss in sentence
    other = exercise(context, "premiere-coupe")
    assert table_words(context, other) == "" and near_words(context, other, other.rubric[0].fact) == ""


@pytest.mark.parametrize("name", ["courbure-ou-soudure", "quatre-fibres"])
def test_the_briefing_says_how_near(context, name: str, monkeypatch) -> None:
    """With its criterion where that is shown, else in a line of its own."""
    said_there: list[str] = []
    real = Canvas.block
    monkeypatch.setattr(Canvas, "block", lambda self, x, y, laid, *rest, **more: said_there.append(" ".join(laid.lines))
                        or real(self, x, y, laid, *rest, **more))  # fmt: skip
    found = exercise(context, name)
    drawn(BriefingScreen(context, found), context)
    for fact in NEAR:
        assert any(near_words(context, found, fact) in line for line in said_there), (fact, said_there)


def test_steps_follow_the_stages(context) -> None:
    alone, whole = steps_of(exercise(context, "premiere-coupe")), steps_of(exercise(context, "premiere-soudure"))
    assert "sleeve" not in alone and alone[-1] == "bin"
    assert whole[0] == "sleeve" and whole[-1] == "protect" and "splice" in whole
    assert steps_of(exercise(context, "soudeuse-malade-arc"))[0] == "load"
    job = steps_of(exercise(context, "quatre-fibres"))
    assert job == ["pick", "ready", "splice", "protect", "coil", "shut", "see", "mate", "trace"]


def test_every_step_has_a_picture_and_words_in_both_languages() -> None:
    assert set(PICTURES) == set(WORDS)
    for name, sentence in WORDS.values():
        assert name and sentence.endswith(".")
        assert Language("fr").text(sentence) == sentence


def test_enter_alone_begins(context, people) -> None:
    screen = BriefingScreen(context, exercise(context, "premiere-coupe"))
    screen.handle(key("enter"))
    follower = screen.next_screen()
    assert isinstance(follower, PlayScreen)
    follower.close()


def test_back_leads_to_the_place(context) -> None:
    for event in ("escape", "click"):
        screen = BriefingScreen(context, exercise(context, "premiere-soudure"))
        screen.handle(key("escape") if event == "escape" else click(named(screen, "back")))
        follower = screen.next_screen()
        assert isinstance(follower, PlaceScreen) and follower.place == "splice"


def test_the_words_of_the_trade_change_the_goal(context) -> None:
    screen = BriefingScreen(context, exercise(context, "premiere-soudure"))
    simple = drawn(screen, context).get_buffer().raw
    choice = named(screen, "words")
    screen.handle(type(click(choice))("down", choice.x + choice.w - 10, choice.y + 10))
    assert choice.value == "trade" and screen.dirty
    assert drawn(screen, context).get_buffer().raw != simple


def test_a_good_example_can_be_watched_and_one_comes_back(context) -> None:
    found = exercise(context, "premiere-coupe")
    if shown_attempt(found) is None:
        pytest.skip("the course ships no example yet")
    screen = BriefingScreen(context, found)
    screen.handle(click(named(screen, "watch")))
    follower = screen.next_screen()
    assert isinstance(follower, ReplayScreen), screen._said
    follower.handle(key("escape"))
    assert isinstance(follower.next_screen(), BriefingScreen)
