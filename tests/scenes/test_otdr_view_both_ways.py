"""A newcomer measures from both ends through the play screen: rows of A are found and read again from B."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.scenes.otdr import view_layout as at
from tests.scenes.otdr_player import Player, _carry, by_keys, choose
from tests.scenes.viewer import beginning, obey

Begin = Callable[[str], Player]
begin = beginning(Player)


def test_a_newcomer_measures_both_ways_by_the_goal_line_and_keys(begin: Begin) -> None:
    player = begin("gainer-et-deux-sens")
    obey(player, by_keys)
    assert player.score() >= 80.0


def test_from_the_other_end_rows_lie_where_that_trace_shows_them(begin: Begin) -> None:
    player = begin("gainer-et-deux-sens")
    player.tap("s")
    player.run(31 * 60)
    player.click((player.view.plot.window().x(1399.0), at.PLOT[1] + 100, 1, 1))
    player.tap_tile("event")
    choose(player, "splice")
    place = player.scene.state.rows[0].position_m
    player.click(player.view.panel.side_rect())
    player.tap("s")
    player.run(31 * 60)
    window, length = player.view.plot.window(), player.scene.work.length_m
    mirrored = player.view.table.seen_m(player.scene.state.rows[0], "B")
    # The far reel ends the line of sight from A, and begins it from B.
    assert mirrored == pytest.approx(length - place, abs=2.0)
    player.click((window.x(mirrored), at.PLOT[1] + 100, 1, 1))
    player.tap_tile("measure")
    assert player.scene.state.rows[0].back and player.scene.state.rows[0].position_m == place


def test_from_the_other_end_enter_takes_the_rows_one_after_the_other(begin: Begin) -> None:
    player = begin("gainer-et-deux-sens")
    player.tap("s")
    player.run(31 * 60)
    by_keys(player, "find_event")
    player.tap("e")
    while player.scene.table.row.kind != "splice":
        player.tap("k")
    player.scene.state.selected = None
    player.tap("d")
    player.tap("s")
    player.run(31 * 60)
    row = player.scene.state.rows[0]
    assert player.goal == "measure_back"
    player.tap("enter")
    assert player.scene.state.selected == 0
    player.tap("enter")  # A stands elsewhere: no figure is written by chance
    assert not row.back
    player.tap("m")  # who presses the key all the same is asked again
    assert row.back and player.goal == "measure_back"
    place = player.scene.work.mirror_m(row.position_m)
    _carry(player, "A", place - 1.0)
    _carry(player, "B", place + 16.0)
    player.tap("enter")
    assert row.both_ways and player.goal != "measure_back"
