"""Help that fades: when cues are shown, the hint after hesitation, and the gesture shown from the good example.

It judges no wording and no picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from simulator import replay
from simulator.scoring import PassRule
from simulator.screens.briefing import shown_attempt
from simulator.screens.context import Context
from simulator.screens.fading import cues_shown
from simulator.screens.help import HESITATION_TICKS, MOST_TICKS, Examples, Hesitation, Moment, moment_of
from simulator.screens.help_ghost import HINT, SHOW_KEY
from simulator.screens.play import PlayScreen
from simulator.ui.events import UiEvent
from tests.screens.conftest import attempt, drawn, key

RULE = PassRule(80, 2)
GOOD, POOR = 90.0, 60.0


def exercise_of(context: Context, name: str):
    return next(e for e in context.exercises() if e.id == name)


@pytest.fixture
def screen(context: Context) -> Iterator[PlayScreen]:
    made = PlayScreen(context, exercise_of(context, "premiere-soudure"), 7)
    yield made
    made.close()


def shown(*scores: float, mode: str = "fading") -> bool:
    """Whether cues are shown after attempts with these scores, each on its own draw."""
    return cues_shown(mode, [(score, False, seed) for seed, score in enumerate(scores)], RULE)


def test_cues_are_on_then_alternate_then_off() -> None:
    assert shown() and shown(POOR) and shown(POOR, POOR)
    assert not shown(POOR, GOOD)
    assert shown(POOR, GOOD, POOR)
    assert not shown(POOR, GOOD, POOR, POOR)
    acquired = (POOR, GOOD, POOR, GOOD, GOOD)
    assert not shown(*acquired) and not shown(*acquired, GOOD)


def test_a_pass_under_a_broken_gate_does_not_take_help_away() -> None:
    assert cues_shown("fading", [(GOOD, True, 1)], RULE)


@pytest.mark.parametrize("scores", [(), (GOOD,), (GOOD, GOOD), (POOR, POOR)])
def test_guided_always_helps_and_an_exam_never(scores: tuple[float, ...]) -> None:
    assert shown(*scores, mode="guided") and not shown(*scores, mode="exam")


def test_help_follows_the_stored_attempts(context: Context, people: list) -> None:
    exercise = exercise_of(context, "soudure-mixte")
    seen = [context.help_for(exercise)]
    for seed, share in ((1, 0.3), (2, 1.0), (3, 0.3), (4, 1.0), (5, 1.0)):
        attempt(context, people[0], "soudure-mixte", share, seed)
        seen.append(context.help_for(exercise))
    assert seen == [True, True, False, True, False, False]
    context.choose(people[1])
    assert context.help_for(exercise)


def test_a_hint_is_offered_once_per_goal_after_twenty_seconds() -> None:
    hesitation = Hesitation()
    for _ in range(HESITATION_TICKS):
        hesitation.note("a", False, False)
    assert not hesitation.offered
    hesitation.note("a", False, False)
    assert hesitation.offered
    hesitation.note("a", True, False)
    assert not hesitation.offered
    for _ in range(2 * HESITATION_TICKS):
        hesitation.note("a", False, False)
    assert not hesitation.offered
    for _ in range(HESITATION_TICKS + 1):
        hesitation.note("b", False, False)
    assert hesitation.offered


def test_waiting_for_a_machine_is_no_hesitation() -> None:
    hesitation = Hesitation()
    for _ in range(3 * HESITATION_TICKS):
        hesitation.note("a", False, True)
    assert not hesitation.offered


def test_the_example_of_every_exercise_shows_its_first_gesture(context: Context) -> None:
    for exercise in context.exercises():
        playing = PlayScreen(context, exercise, 11)
        examples = Examples(exercise, shown_attempt(exercise))
        stretch = examples.find(moment_of(playing.attempt))
        playing.close()
        assert stretch is not None, exercise.id
        assert 0 <= stretch.first < stretch.last <= min(stretch.first + MOST_TICKS, examples.log.last_tick)


def test_an_example_knows_what_it_does_not_do(context: Context) -> None:
    exercise = exercise_of(context, "premiere-coupe")
    assert Examples(exercise, shown_attempt(exercise)).find(Moment(0, "no.such.goal")) is None
    assert Examples(exercise, None).find(Moment(0, "prep.sleeve")) is None


def test_the_same_gesture_of_the_other_side_does(context: Context) -> None:
    exercise = exercise_of(context, "premiere-soudure")
    examples = Examples(exercise, shown_attempt(exercise))
    left, right = examples.find(Moment(0, "prep.strip", "left")), examples.find(Moment(0, "prep.strip", "right"))
    assert left.last < right.first
    assert examples.find(Moment(0, "prep.strip", "elsewhere")) == left


def test_show_me_plays_the_gesture_and_leaves_the_attempt_as_it_was(screen: PlayScreen, context: Context) -> None:
    for _ in range(5):
        screen.tick()
    before = (screen.attempt.tick, list(screen.attempt.log), screen.attempt.facts(), screen.attempt.scene.goal())
    view = screen._view
    screen.handle(key(SHOW_KEY))
    ghost = screen._ghost
    reached = set()
    for _ in range(MOST_TICKS + 2):
        if screen._ghost is None:
            break
        reached.add(ghost.attempt.scene.goal())
        screen.tick()
    assert before[3] in reached and len(reached) > 1
    assert (screen.attempt.tick, screen.attempt.log, screen.attempt.facts(), screen.attempt.scene.goal()) == before
    assert screen._view is view and screen._ghost is None and screen.running
    screen.tick()
    assert screen.attempt.tick == before[0] + 1


@pytest.mark.parametrize("event", [key("escape"), UiEvent("down", 900, 500)])
def test_any_press_ends_the_example_and_does_nothing_else(screen: PlayScreen, event: UiEvent) -> None:
    screen.handle(key(SHOW_KEY))
    assert screen._ghost is not None
    screen.handle(event)
    assert screen._ghost is None and screen._menu is None and not screen._pending


def test_the_example_bears_a_badge(screen: PlayScreen, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    kind = type(context.language)
    real = kind.text
    monkeypatch.setattr(kind, "text", lambda self, source, **v: said.append(source) or real(self, source, **v))
    drawn(screen, context)
    assert "Exemple" not in said
    screen.handle(key(SHOW_KEY))
    drawn(screen, context)
    assert "Exemple" in said


def test_hesitation_offers_the_chip_and_the_chip_shows_the_gesture(screen: PlayScreen, context: Context) -> None:
    press = UiEvent("down", HINT[0] + 30, HINT[1] + 30)
    for _ in range(HESITATION_TICKS + 2):
        screen.tick()
    assert screen._hesitation.offered
    drawn(screen, context)
    screen.handle(press)
    assert screen._ghost is not None and not screen._hesitation.offered


def test_the_pause_menu_and_its_help_page_offer_the_gesture(screen: PlayScreen) -> None:
    screen.handle(key("f1"))
    assert screen._menu.page == "help"
    for _ in screen._menu.buttons:
        screen.handle(key("tab"))
        if screen._menu.focus.at.key == "show":
            break
    screen.handle(key("enter"))
    assert screen._ghost is not None and screen.running
    screen.handle(key("escape"))
    screen.handle(key("escape"))
    assert "show" in [b.key for b in screen._menu.buttons]


def test_an_exam_shows_nothing(context: Context) -> None:
    exam = replace(exercise_of(context, "premiere-soudure"), help="exam")
    screen = PlayScreen(context, exam, 7)
    assert not screen.help_shown
    screen.handle(key(SHOW_KEY))
    assert screen._ghost is None and screen._menu is None
    for _ in range(HESITATION_TICKS + 2):
        screen.tick()
    assert not screen._hesitation.offered
    screen.handle(key("f1"))
    assert "show" not in [b.key for b in screen._menu.buttons]
    screen.close()


@pytest.mark.parametrize("setting", ["auto", "off"])
def test_live_cues_can_be_switched_off(context: Context, setting: str) -> None:
    exercise = exercise_of(context, "premiere-soudure")
    log = replay.read(shown_attempt(exercise))
    context.change(cues=setting)
    screen = PlayScreen(context, exercise, log.header["seed"])
    while screen.attempt.scene.cue() is None:
        screen._step(list(log.actions.get(screen.attempt.tick, ())))
    model = screen._view._model()
    assert model.goal_text == context.words.goal(screen.attempt.scene.goal())
    assert (model.cue_level is not None) == (setting == "auto")
    screen.close()
