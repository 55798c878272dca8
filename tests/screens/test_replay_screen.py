"""A long jump in a replay is shown on its way: slice by slice, one between two frames, and it can be turned."""

from __future__ import annotations

import pytest

from simulator import library
from simulator.screens.context import Context
from simulator.screens.replay import JUMP, SLICE_TICKS, ReplayScreen
from tests.screens.conftest import drawn, key


@pytest.fixture
def screen(context: Context) -> ReplayScreen:
    log = library.demo_log()
    found = ReplayScreen.of_log(context, log, library.exercise_for(log))
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
