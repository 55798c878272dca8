"""The play screen: pause and its help, leaving, finishing, fast-forward, and what it keeps.

It plays no exercise through; the tests of the scenes' views do.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulator.scenes.base import Action
from simulator.scenes.splicing.view_rail import FASTER
from simulator.screens.context import Context
from simulator.screens.criteria import limit_words
from simulator.screens.debrief import DebriefScreen
from simulator.screens.home import HomeScreen
from simulator.screens.pause_goals import GOALS_KEY, rows_of
from simulator.screens.play import FAST_FORWARD, PlayScreen, thin
from simulator.ui.events import UiEvent
from tests.screens.conftest import drawn, key


@pytest.fixture
def screen(context: Context) -> Iterator[PlayScreen]:
    exercise = next(e for e in context.exercises() if e.id == "soudeuse-malade-arc")
    made = PlayScreen(context, exercise, 3)
    yield made
    made.close()


def choose(screen: PlayScreen, name: str) -> None:
    """Go to a button of the menu with Tab alone, then Enter."""
    menu = screen._menu
    assert menu is not None
    for _ in range(len(menu.buttons) + 1):
        menu.handle(key("tab"))
        if menu.focus.at.key == name:
            assert menu.focus.shows(menu.focus.at)
            screen.handle(key("enter"))
            return
    raise AssertionError(name)


def test_escape_pauses_and_goes_on(screen: PlayScreen) -> None:
    screen.handle(key("escape"))
    before = screen.attempt.tick
    screen.tick()
    assert (screen.running, screen.attempt.tick) == (False, before)
    screen.handle(key("escape"))
    screen.tick()
    assert (screen.running, screen.attempt.tick) == (True, before + 1)


def test_the_help_is_reached_by_key_and_names_the_keys_of_the_scene(screen: PlayScreen, context: Context) -> None:
    screen.handle(key("escape"))
    choose(screen, "help")
    assert screen._menu.page == "help"
    told = [words for _, words in screen._menu.keys.here]
    drawn(screen, context)
    assert "Capot" in told and "MENU" in told
    assert "Changer de fibre" not in told
    choose(screen, "resume")
    assert screen.running


def test_one_key_brings_what_the_briefing_asks_for_and_takes_it_away(screen: PlayScreen, context: Context) -> None:
    """After "again" there is no briefing: the goals are one key away, at any time and from any page of the menu."""
    screen.handle(key(GOALS_KEY))
    assert not screen.running and screen._menu.page == "goals"
    screen.handle(key(GOALS_KEY))
    assert screen.running
    screen.handle(key("f1"))
    screen.handle(key(GOALS_KEY))
    assert screen._menu.page == "goals"
    choose(screen, "resume")
    assert screen.running and not screen._pending


def test_the_page_of_goals_names_every_criterion_with_its_limit_and_every_rule(context: Context) -> None:
    for exercise in context.exercises():
        rows = rows_of(context, exercise)
        assert len(rows) == len(exercise.rubric) + len(exercise.gates)
        for criterion, (_, said, limit) in zip(exercise.rubric, rows, strict=False):
            assert context.words.fact(criterion.fact) in said
            assert limit == limit_words(context, exercise, criterion)
        assert {context.words.gate_rule(gate) for gate in exercise.gates} <= {said for _, said, _ in rows}


@pytest.mark.parametrize(("name", "shown"), [("keep", HomeScreen), ("finish", DebriefScreen), ("restart", PlayScreen)])
def test_the_menu_leads_out(screen: PlayScreen, name: str, shown: type) -> None:
    screen.tick()
    screen.handle(key("escape"))
    choose(screen, name)
    after = screen.next_screen()
    assert isinstance(after, shown)
    assert after is not screen
    after.close()


def test_the_back_button_asks_before_it_leaves(screen: PlayScreen, context: Context) -> None:
    drawn(screen, context)
    screen.handle(UiEvent("down", 76.0, 35.0))
    assert screen._menu is not None
    assert screen._menu.leaving
    assert [b.key for b in screen._menu.buttons] == ["resume", "keep", "finish"]
    assert screen.next_screen() is screen


def test_fast_forward_runs_only_while_time_passes(screen: PlayScreen) -> None:
    screen.handle(key("f"))
    screen.tick()
    assert screen.attempt.tick == 1
    screen.attempt.scene.machine._begin("care", 4.0)
    screen.tick()
    assert screen.attempt.tick == 1 + FAST_FORWARD


def test_the_rail_s_button_lets_time_run_faster_until_nothing_is_waited_for(screen: PlayScreen) -> None:
    """Who has no keyboard at hand, or cannot read the letter, presses it with the mouse; no act of hands is logged."""
    scene = screen.attempt.scene
    oven = scene.state.oven
    oven.phase, oven.left_s, scene.state.lifted, oven.splice_in, oven.lid_closed = "heating", 4.0, True, True, True
    drawn(screen, screen.context)
    spot = next(spot for spot in screen._view.rail.spots if spot.action == FASTER)
    x, y, w, h = spot.rect
    before = screen.attempt.tick
    screen.handle(UiEvent("down", x + w / 2, y + h / 2, button=1))
    screen.tick()
    assert screen.attempt.tick == before + FAST_FORWARD
    screen.handle(UiEvent("down", x + w / 2, y + h / 2, button=1))
    screen.tick()
    assert screen.attempt.tick == before + FAST_FORWARD + 1, "pressed again, time runs as it does"
    screen.handle(UiEvent("down", x + w / 2, y + h / 2, button=1))
    oven.phase, scene.state.lifted = "idle", False
    screen.tick()
    screen.tick()
    assert not screen._view.waiting() and screen.attempt.tick == before + FAST_FORWARD + 3
    scene.machine._begin("care", 4.0)
    screen.tick()
    assert screen.attempt.tick == before + FAST_FORWARD + 4, "the next wait begins at its own pace"
    assert not any(FASTER in line for line in screen.attempt.log)


def test_a_hand_is_in_one_place_per_tick() -> None:
    moves = [Action("left.move", (float(i), 0.0)) for i in range(5)]
    assert thin([*moves, Action("left.hold", False), moves[0]]) == [moves[4], Action("left.hold", False), moves[0]]
