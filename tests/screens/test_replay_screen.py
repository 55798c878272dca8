"""A replay shows at once what it can: jumps come slice by slice, the end is found beside the play, never before it."""

from __future__ import annotations

import pytest

from simulator import library
from simulator import replay as replays
from simulator.scenes.base import Action
from simulator.screens import run_again
from simulator.screens.context import Context
from simulator.screens.debrief import DebriefScreen
from simulator.screens.debrief_cards import number_marks
from simulator.screens.replay import AHEAD_TICKS, JUMP, SLICE_TICKS, ReplayScreen
from simulator.screens.rerun import RerunScreen, to_debrief
from tests.screens.conftest import drawn, key


@pytest.fixture
def screen(context: Context) -> ReplayScreen:
    log = library.demo_log()
    found = ReplayScreen(context, log, library.exercise_for(log), None)
    found.playing = False
    return found


def test_a_long_jump_takes_one_slice_between_two_frames_and_asks_for_more_of_them(screen: ReplayScreen) -> None:
    far = 5 * SLICE_TICKS + 7
    screen.seek(far)
    assert screen.attempt.tick == SLICE_TICKS and screen.running
    for _ in range(9):
        screen.tick()
    assert screen.attempt.tick == SLICE_TICKS, "no second slice before the first was shown"
    slices = 1
    while screen.target is not None:
        drawn(screen, screen.context)
        before = screen.attempt.tick
        screen.tick()
        assert screen.attempt.tick - before <= SLICE_TICKS
        slices += 1
    assert screen.attempt.tick == far and slices == 6 and not screen.running


def test_keys_turn_a_jump_that_is_under_way(screen: ReplayScreen) -> None:
    screen.seek(3 * SLICE_TICKS)
    screen.handle(key("right"))
    assert screen.target == 3 * SLICE_TICKS + JUMP
    screen.handle(key("home"))
    assert screen.target is None and screen.attempt.tick == 0


def test_a_short_jump_is_there_at_once(screen: ReplayScreen) -> None:
    screen.seek(SLICE_TICKS - 1)
    assert screen.target is None and screen.attempt.tick == SLICE_TICKS - 1


def test_the_first_picture_does_not_wait_until_the_end_is_known(context: Context) -> None:
    """Marks are found beside the play, a little between two frames, and are those of the whole attempt."""
    log = library.demo_log()
    exercise = library.exercise_for(log)
    screen = ReplayScreen(context, log, exercise, None)
    assert screen.attempt.tick == 0 and screen.marks == []
    screen.playing = False
    rounds = 1
    while screen.idle((1280, 720)):
        rounds += 1
    assert rounds >= log.last_tick // SLICE_TICKS > 5
    assert [m.tick for m in screen.marks] == [m.tick for m in number_marks(replays.run(log, exercise).outcome())]
    assert screen.attempt.tick == 0, "what is shown did not move"


def test_it_looks_ahead_while_it_plays_but_not_twice_in_a_frame(context: Context, monkeypatch) -> None:
    log = library.demo_log()
    screen = ReplayScreen(context, log, library.exercise_for(log), None)
    asked: list[int] = []
    monkeypatch.setattr(screen._ahead, "step", lambda ticks: not asked.append(ticks))
    drawn(screen, context)
    screen.tick()
    screen.tick()
    assert asked == [AHEAD_TICKS]


def test_the_word_of_a_sound_lies_over_the_bar(screen: ReplayScreen, monkeypatch) -> None:
    """The frame of the scene is covered by the bar; what is drawn last is not."""
    monkeypatch.setattr(screen._hearing, "caption", lambda: "cut")
    assert screen.view.ctx.caption() == ""
    order: list[str] = []
    monkeypatch.setattr(screen, "_draw_bar", lambda canvas: order.append("bar"))
    monkeypatch.setattr("simulator.screens.replay.draw_caption", lambda canvas, name, word: order.append(name))
    drawn(screen, screen.context)
    assert order == ["bar", "cut"]


def test_a_log_that_can_no_longer_be_run_is_shown_as_far_as_it_goes(screen: ReplayScreen) -> None:
    screen.log.actions[90] = [Action("no.such.gesture", 1.0)]
    screen.seek(0)
    screen.seek(200)
    assert screen.attempt.finished and screen.attempt.tick == 90
    assert screen._saying() == "Le film s’arrête ici."


def test_a_long_log_comes_to_its_debrief_with_a_bar_and_a_short_one_at_once(context: Context) -> None:
    log = library.demo_log()
    exercise = library.exercise_for(log)
    waiting = to_debrief(context, log, exercise)
    assert isinstance(waiting, RerunScreen)
    assert not waiting.idle((1280, 720)), "a picture comes first"
    rounds = 0
    while waiting.next_screen() is waiting:
        drawn(waiting, context)
        assert waiting.idle((1280, 720))
        rounds += 1
    assert rounds >= log.last_tick // run_again.SLICE_TICKS
    found = waiting.next_screen()
    assert isinstance(found, DebriefScreen) and found.outcome.sheet.score == log.end["score"]
    log.end = None
    for tick in [t for t in log.actions if t > 600]:
        del log.actions[tick]
    log.facts, log.marks, log.sittings = [], {}, {}
    assert isinstance(to_debrief(context, log, exercise), DebriefScreen)


#: No word of the program, and the language of the screen.
PLAIN = "Cet essai ne peut plus être rejoué : Brin ou le cours a changé. Sa note reste gardée."


def test_who_does_not_want_to_wait_for_a_debrief_goes_back(context: Context) -> None:
    log = library.demo_log()
    home = object()
    waiting = RerunScreen(context, log, library.exercise_for(log), lambda attempt: waiting, lambda: home)
    waiting.handle(key("escape"))
    assert waiting.next_screen() is home


def test_a_log_that_is_refused_says_so_in_plain_words(context: Context) -> None:
    log = library.demo_log()
    log.actions[90] = [Action("no.such.gesture", 1.0)]
    waiting = to_debrief(context, log, library.exercise_for(log))
    drawn(waiting, context)
    waiting.idle((1280, 720))
    assert waiting._run.refused is not None and waiting.next_screen() is waiting
    assert waiting.trouble == PLAIN
    drawn(waiting, context)
    for tick in [t for t in log.actions if t > 600]:
        del log.actions[tick]
    log.end, log.facts, log.marks, log.sittings = None, [], {}, {}
    short = to_debrief(context, log, library.exercise_for(log))
    drawn(short, context)
    short.idle((1280, 720))
    assert short.next_screen() is short
    assert short.trouble == PLAIN
