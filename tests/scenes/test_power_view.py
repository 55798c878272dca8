"""A newcomer measures and searches through the play screen: by mouse alone and by keys alone, to a passing score."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.scenes.power import view_layout as at
from simulator.scenes.power.view_result import CLOSE_M, _rows, draw_result
from tests.scenes.power_player import Player, key_hand, mouse_hand
from tests.scenes.viewer import beginning, obey

Begin = Callable[..., Player]
EXERCISES = (
    "reference-un-cordon", "cordon-sale", "budget-de-liaison", "puissance-chez-labonne", "marge-de-la-box",
    "retrouver-la-fibre", "courbure-au-stylo-rouge",
)  # fmt: skip


begin = beginning(Player)


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("hand", [mouse_hand, key_hand])
def test_a_newcomer_gets_through_by_the_goal_line_alone(begin: Begin, exercise: str, hand: Callable) -> None:
    player = begin(exercise)
    obey(player, hand)
    assert player.score() >= 90


def test_a_plug_that_is_let_go_nowhere_is_unplugged_and_one_near_an_adapter_goes_in(begin: Begin) -> None:
    player = begin("reference-un-cordon")
    x, y = player.tip("left")
    tip = player.view.hands.left_tip()
    off = (x - tip[0], y - tip[1])
    for path in ("two", "three", "link"):
        aim = at.left_tip(path)
        start = player.tip("left")
        player.drag(start, (aim[0] + off[0] + 30, aim[1] + off[1] - 20))
        assert (player.scene.state.near, player.scene.state.far) == (path, "none"), "the other cord stays"
    player.drag(player.tip("right"), at.right_tip("link"))
    assert player.scene.state.path == player.scene.state.far == "link"
    player.drag(player.tip("left"), (260.0, 690.0))
    assert (player.scene.state.near, player.scene.state.far) == ("none", "link")


def test_keys_plug_and_pull_one_cord_at_a_time(begin: Begin) -> None:
    player = begin("budget-de-liaison")
    state = player.scene.state
    player.tap("z")
    player.tap("z")
    assert (state.near, state.far) == ("none", "three")
    for end in ("meter", "two", "three", "link", "meter", "two"):
        player.tap("c")
        assert (state.near, state.far) == (end, "three")
    player.tap("x")
    assert (state.near, state.far) == ("two", "none")
    player.tap_tile("unplug")
    assert (state.near, state.far) == ("none", "none")
    assert not player.view.hands.plugged()


def test_a_quick_hand_that_is_told_of_no_last_way_still_puts_the_plug_where_it_lets_go(begin: Begin) -> None:
    player = begin("reference-un-cordon")
    x, y = player.tip("left")
    tip = player.view.hands.left_tip()
    aim = at.left_tip("two")
    player.send("down", x=x, y=y)
    player.send("up", x=aim[0] + x - tip[0], y=aim[1] + y - tip[1])
    player.run(2)
    assert player.scene.state.near == "two"


def test_a_standing_pen_is_held_where_it_was_taken(begin: Begin) -> None:
    """Drawn a fibre's width to the right by its body, it goes into the next plug."""
    player = begin("retrouver-la-fibre")
    player.scene.state.pen.capped = False
    player.scene.state.pen_at = 2
    player.draw()
    start = (at.near_x(2), at.ADAPTER_Y + 200)
    player.drag(start, (start[0] + at.FIBRE_STEP, start[1] + 10))
    assert player.scene.state.pen_at == 3


def test_the_keys_of_both_instruments_are_pressed_where_they_are_drawn(begin: Begin) -> None:
    player = begin("reference-un-cordon")
    player.click(at.SOURCE_KEYS["power"])
    player.click(at.SOURCE_KEYS["wave"])
    player.click(at.SOURCE_KEYS["laser"])
    assert (player.scene.source.power, player.scene.source.nm, player.scene.source.laser) == (True, 1550, True)
    keys = at.meter_keys("small")
    player.click(keys["power"])
    player.click(keys["wave"])
    player.click(keys["unit"])
    assert (player.scene.meter.power, player.scene.meter.nm, player.scene.meter.unit) == (True, 1490, "dB")


def test_a_held_key_of_the_sheet_runs_on_and_then_faster(begin: Begin) -> None:
    player = begin("budget-de-liaison")
    more = at.step_keys(0, 1)[1]
    player.send("down", x=more[0] + 9, y=more[1] + 9)
    player.run(2)
    first = player.scene.state.sheet["fibre"]
    player.run(60)
    slow = player.scene.state.sheet["fibre"] - first
    player.run(60)
    fast = player.scene.state.sheet["fibre"] - first - slow
    player.send("up", x=more[0] + 9, y=more[1] + 9)
    player.run(60)
    assert first == 0.05
    assert 0.2 < slow < fast
    assert player.scene.state.sheet["fibre"] == pytest.approx(first + slow + fast)


def test_the_wheel_turns_a_row(begin: Begin) -> None:
    player = begin("budget-de-liaison")
    player.wheel(1700, at.row_y(1, 1) + 20, 1)
    assert player.scene.state.sheet == {"splices": 0.05}


def test_enter_gives_nothing_away_in_an_exam(begin: Begin) -> None:
    player = begin("reference-un-cordon")
    player.view.hands.guided = False
    player.tap("enter")
    assert not player.scene.source.power
    player.tap("s")
    player.tap("p")
    assert player.scene.source.power and player.scene.meter.power


def test_the_eye_before_the_lit_fibre_is_a_broken_gate(begin: Begin) -> None:
    player = begin("retrouver-la-fibre")
    player.tap_tile("class")
    player.tap_tile("cap")
    player.tap_tile("plug")
    player.tap_tile("mode")
    assert not player.scene.broken_gates
    player.tap_tile("eye")
    assert "eye_exposure" in player.scene.broken_gates


def test_a_drag_from_the_switch_carries_the_pen_and_does_not_light_it(begin: Begin) -> None:
    player = begin("retrouver-la-fibre")
    player.tap_tile("class")
    player.tap_tile("cap")
    x, y = player.view.light.pen_mouth()
    switch = (x + at.PEN_SWITCH["off"], y)
    player.drag(switch, (at.near_x(2), at.ADAPTER_Y + 20))
    assert (player.scene.state.pen_at, player.scene.state.pen.mode) == (2, "off")
    assert not player.scene.broken_gates
    x, y = player.view.light.pen_mouth()
    place = (x, y - at.PEN_SWITCH["off"])
    player.click((*place, 0.0, 0.0))
    assert player.scene.state.pen.mode == "blink"


def test_a_replay_takes_no_input(begin: Begin) -> None:
    player = begin("reference-un-cordon")
    player.as_replay()
    player.tap("s")
    player.click(at.SOURCE_KEYS["power"])
    assert not player.scene.source.power


@pytest.mark.parametrize("share", [0.0, 0.25, 0.6, 1.0])
def test_the_way_is_walked_by_the_point_nearest_to_the_pointer(share: float) -> None:
    x, y = at.way_point(share)
    found, away = at.way_share(x + 3, y - 3)
    assert found == pytest.approx(share, abs=0.003)
    assert away < 5


def test_the_key_to_finish_stands_out_once_the_pen_is_put_away(begin: Begin) -> None:
    player = begin("courbure-au-stylo-rouge")
    early = set()
    for _ in range(200):
        goal = player.scene.goal()
        if goal == "power.done":
            break
        assert not player.view.rail._ready(), goal
        if player.scene.state.marker_m is not None and player.scene.state.kind != "none":
            early.add(goal)
        if player.waits():
            player.wait()
        else:
            mouse_hand(player, player.goal)
    assert early, "it never stood ready with the pen still in the line"
    assert player.view.rail._ready()


@pytest.mark.parametrize(("away", "off", "colour"), [(0.4, 0.4, "good"), (-12.0, -12.0, "bad"), (None, None, None)])
def test_the_sheet_of_the_debrief_shows_how_far_off_the_hand_was(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, away: float | None, off: float | None, colour: str | None
) -> None:
    player = begin("courbure-au-stylo-rouge")
    scene, canvas = player.scene, player.canvas
    there = scene.light.fault().place_m
    scene.state.marker_m = None if away is None else there + away * CLOSE_M
    (row,) = _rows(player.context.language, scene)
    assert row[-1] == (None if off is None else pytest.approx(off))
    rings: list[str] = []
    monkeypatch.setattr(canvas, "circle", lambda x, y, r, fill, width, edge: rings.append(edge))
    draw_result(canvas, player.context.language, player.context.words, scene, (0.0, 0.0, 600.0, 344.0))
    assert rings == ([] if colour is None else [colour])


@pytest.mark.parametrize(("goal", "way"), [("power.voa_turn", 1), ("power.voa_back", -1)])
def test_of_the_two_keys_of_the_knob_the_one_that_helps_is_shown(begin: Begin, goal: str, way: int) -> None:
    """Turned on, the attenuator takes more light; turned back, less."""
    player = begin("marge-de-la-box")
    knob = player.scene.bench.attenuator
    knob.turn(5.0)
    keys = player.view._goal_keys(goal)
    (turned,) = player.view.hands.held(frozenset(keys))
    assert len(keys) == 1 and turned.target == "voa" and way * (turned.value - knob.set_db) > 0
