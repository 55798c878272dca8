"""A newcomer stores splices through the play screen: the mouse alone, the keys alone, from sleeve to label."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from simulator.plant.tray_path import Tight
from simulator.scenes.tray import view
from simulator.scenes.tray import view_layout as at
from simulator.scenes.tray.view_fibres import Steady
from tests.scenes.tray_player import Player, key_hand, mouse_hand
from tests.scenes.viewer import beginning, obey

Begin = Callable[[str], Player]


begin = beginning(Player)


@pytest.mark.parametrize("hand", [mouse_hand, key_hand])
def test_a_newcomer_stores_a_splice_by_the_goal_line_alone(begin: Begin, hand: Callable) -> None:
    player = begin("ranger-une-soudure")
    obey(player, hand)
    assert player.score() >= 90, (player.seen, player.screen.attempt.facts())


@pytest.mark.parametrize("hand", [mouse_hand, key_hand])
def test_the_coil_that_is_too_tight_is_found_and_redone(begin: Begin, hand: Callable) -> None:
    player = begin("boucle-trop-serree")
    obey(player, hand)
    assert player.score() >= 95, (player.seen, player.screen.attempt.facts())
    assert "redo" in player.seen


def stored(player: Player) -> None:
    """The sleeve is home."""
    for goal in ("take", "press"):
        assert player.goal == goal
        mouse_hand(player, goal)


def test_arrows_steer_the_fibre_in_turns_that_are_wide_enough(begin: Begin) -> None:
    player = begin("ranger-une-soudure")
    stored(player)
    player.tap("left")
    state = player.scene.state
    for x_or_y, limit in ((1, 47.0), (0, 158.0), (1, 70.0), (0, 76.0)):
        sign = 1 if x_or_y == 0 and limit > 100 or limit == 70.0 else -1
        player.hold("up", until=lambda k=x_or_y, n=limit, s=sign: s * (state.drawn[-1][k] - n) > 0)
        before = player.view.hands._heading
        player.hold("up", "right", until=lambda b=before: player.view.hands._heading - b > 1.55)
    live = player.scene.live()
    assert live.measure.tight.radius_mm > 27.0
    assert len(state.drawn) > 100


def test_a_sleeve_may_be_laid_in_any_slot_and_taken_out_again(begin: Begin) -> None:
    player = begin("ranger-une-soudure")
    x, y, w, h = at.slot_rect(7)
    player.drag(at.FRONT, (x + w / 2, y + h / 2))
    assert player.scene.piece.laid == 7
    player.drag((x + w / 2, y + h / 2), (x + w / 2, y + 260.0))
    assert player.scene.piece.laid is None


def test_a_lid_drawn_down_on_a_hanging_fibre_stops_and_goes_on_by_force_only(begin: Begin) -> None:
    player = begin("ranger-une-soudure")
    top = (at.LID_RAISED[0] + 300, at.LID_RAISED[1] + 40)
    player.drag(top, (top[0], top[1] + 300))
    assert player.scene.plant.tray.lid == "blocked"
    player.drag((760.0, 300.0), (760.0, 600.0))
    assert player.scene.plant.tray.lid == "closed"
    assert player.scene.book.values["tray.pinched"] > 0


def test_a_press_on_the_plan_chooses_the_splice(begin: Begin) -> None:
    player = begin("cassette-pleine")
    player.click(at.row_rect(2, 4))
    assert player.scene.state.current == 2
    player.tap("up")
    assert player.scene.state.current == 1


def test_the_next_splice_is_framed_on_the_plan_and_not_under_it(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = begin("cassette-pleine")
    drawn: list = []
    rail = player.view.rail.draw
    monkeypatch.setattr(player.view.rail, "draw", lambda canvas: (drawn.append("rail"), rail(canvas)))
    monkeypatch.setattr(view, "draw_next_place", lambda canvas, rect, *_: drawn.append(rect))
    monkeypatch.setattr(player.scene, "goal", lambda: "tray.next")
    player.draw()
    assert drawn == ["rail", at.row_rect(0, 4)]


def test_a_replay_takes_no_input(begin: Begin) -> None:
    player = begin("ranger-une-soudure")
    player.as_replay()
    player.tap("enter")
    assert not player.scene.state.in_hand


@pytest.mark.parametrize(("key", "side"), [("g", "left"), ("l", "left"), ("d", "right"), ("r", "right")])
def test_tweezers_by_keys_take_out_the_fibre_of_that_side_alone(begin: Begin, key: str, side: str) -> None:
    player = begin("boucle-trop-serree")
    player.tap("2")
    player.tap(key)
    fibres = player.scene.piece.fibres
    assert not fibres[side].path and all(fibres[other].path for other in fibres if other != side)


def test_of_two_places_that_are_alike_one_is_pointed_at_and_does_not_jump() -> None:
    """As the fibre grows, the tightest place may be another at every look: the circle must stay to be read."""
    steady, shown = Steady(), []
    left, right = Tight(7.6, (29.6, 0.0), (34.4, 5.8)), Tight(7.8, (174.6, 1.3), (169.4, 7.2))
    for tick in range(0, 120, 6):
        now = left if tick % 12 else right
        shown.append(steady.of(replace(now, radius_mm=now.radius_mm + 0.02 * (tick % 5)), tick).at)
    assert len(set(shown)) == 1
    tighter = Tight(4.0, (100.0, 3.0), (104.0, 4.0))
    assert steady.of(tighter, 121) is tighter, "a clearly tighter place is shown at once"
    assert steady.of(None, 122) is None
    assert steady.of(left, 123) is left
    for tick in range(124, 190):
        last = steady.of(right, tick)
    assert last is right, "one that is no longer the tightest is not pointed at for ever"


@pytest.mark.parametrize("way", ["7", "tile"])
def test_leaving_says_what_is_lacking_once_and_a_second_press_goes(begin: Begin, way: str) -> None:
    """No order is forced: the tray may be left open, but not without a word."""
    player = begin("ranger-une-soudure")

    def leave() -> str:
        player.tap("7") if way == "7" else player.tap_tile("done")
        return (player.view._model().toast or ("", ""))[1]

    said = leave()
    assert not player.over and all(word in said for word in ("fibres", "photo", "couvercle", "étiquette"))
    obeyed = 0
    while player.goal != "lid_close" and (obeyed := obeyed + 1) < 20:
        mouse_hand(player, player.goal)
    assert player.scene.plant.tray.photo
    leave()
    assert player.over, "what is lacking now was said before"
    assert player.screen.attempt.facts()["tray.lid_closed"] == 0


def test_only_what_is_lacking_is_named_and_a_tray_that_lacks_nothing_is_left_at_once(begin: Begin) -> None:
    player = begin("ranger-une-soudure")
    obeyed = 0
    while player.goal != "label" and (obeyed := obeyed + 1) < 20:
        mouse_hand(player, player.goal)
    player.tap("7")
    said = player.view._model().toast[1]
    assert "étiquette" in said and "photo" not in said and "couvercle" not in said
    mouse_hand(player, "label")
    player.tap("enter")
    assert player.over


def test_without_help_leaving_asks_once_and_names_nothing(begin: Begin) -> None:
    player = begin("ranger-une-soudure")
    player.view.ctx = replace(player.view.ctx, help=False)
    player.tap("7")
    said = player.view._model().toast[1]
    assert said and not player.over and "photo" not in said
    player.tap("7")
    assert player.over


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_backspace_takes_out_the_fibre_that_is_badly_laid(begin: Begin, seed: int) -> None:
    """Whichever side was laid last: the goal says which one comes out, and no good one does."""
    player = begin("boucle-trop-serree")
    scene = player.scene
    bad = next(i for i in range(4) if scene.tight_of(i).radius_mm < 24.0)
    side = scene.tight_side(bad)
    player.tap("p")
    while scene.state.current != bad:
        player.tap("down")
    assert player.view._goal_text("tray.redo").startswith("La fibre de " + {"left": "gauche", "right": "droite"}[side])
    player.tap("backspace")
    assert [s for s, fibre in scene.piece.fibres.items() if not fibre.path] == [side]
    assert not scene.piece.needless


def test_a_fibre_that_is_stretched_comes_out_by_one_key_and_the_finger_runs_nowhere(begin: Begin) -> None:
    player = begin("ranger-une-soudure")
    stored(player)
    player.tap("left")
    scene = player.scene
    for share in (0.3, 0.6, 0.9):
        player.hold("up", "right", until=lambda s=share: scene.state.drawn_mm > s * scene.piece.fibres["left"].need_mm)
    player.hold("up", "right", until=lambda: scene.state.taut)
    drawn = scene.state.drawn[-1]
    player.hold("enter", until=lambda n=[0]: n.append(0) or len(n) > 60)
    assert scene.state.drawn[-1] == drawn and scene.goal() == "tray.short"
    player.tap("backspace")
    assert scene.state.drawing is None and not scene.piece.fibres["left"].path


def test_slack_that_hangs_is_never_folded() -> None:
    from simulator.scenes.tray.view_fibres import slack_from

    sleeve = (752.0, 327.0)
    for x in range(280, 700, 20):
        for y in (250.0, 500.0, 750.0):
            points = slack_from((float(x), y), sleeve, "left")
            ways = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in pairwise(points) if a != b]
            turns = [abs(math.remainder(after - before, math.tau)) for before, after in pairwise(ways)]
            assert max(turns) < 1.2, (x, y, max(turns))


def test_keys_lead_the_finger_no_further_than_the_mouse_does(begin: Begin) -> None:
    player = begin("ranger-une-soudure")
    stored(player)
    player.tap("left")
    player.hold("up", until=lambda n=[0]: n.append(0) or len(n) > 200)
    x, y = player.scene.state.drawn[-1]
    assert at.to_mm(*at.to_px(x, y)) == pytest.approx((x, y)) and y > -16.0


@pytest.mark.parametrize("helped", [True, False])
def test_neither_card_nor_plan_nor_goal_line_names_the_bad_coil_before_it_is_taken_out(
    begin: Begin, helped: bool
) -> None:
    player = begin("boucle-trop-serree")
    player.view.ctx = player.view.rail.ctx = replace(player.view.ctx, help=helped)
    scene, rail = player.scene, player.view.rail
    bad = next(i for i in range(4) if scene.tight_of(i).radius_mm < 24.0)
    told = set()
    for index in range(4):
        player.tap_tile("pen") if not index else None
        player.click(at.row_rect(index, 4))
        assert scene.state.current == index and rail._losses() == ((), False)
        assert not any(rail._row(row)[-1] for row in range(4))
        told.add(player.view._goal_text(scene.goal()))
    assert helped or len(told) == 1
    player.click(at.row_rect((bad + 1) % 4, 4))
    player.send("key", key="backspace")
    player.run(2)
    assert len(rail._losses()[0]) == 3, "of a splice that hands were at it is told"
    assert not rail._row(bad)[-1], "and still not of the bad one"


def test_a_stored_length_is_told_in_words_and_never_below_nothing(begin: Begin) -> None:
    rail = begin("ranger-une-soudure").view.rail
    sides = [(-40, "bad"), (-20, "watch"), (20, "watch"), (40, "bad"), (-10, "good"), (-3, ""), (300, "")]
    said = [rail._slack_words(*side) for side in sides]
    assert [word.replace("\u00a0", " ") for word in said] == [
        "Il manque 40 mm", "Il manque 20 mm", "Trop long : 20 mm", "Trop long : 40 mm", "", "", "",
    ]  # fmt: skip


def test_a_lit_pen_is_not_the_tool_in_the_hand(begin: Begin) -> None:
    player = begin("boucle-trop-serree")
    player.tap_tile("pen")
    assert player.scene.state.pen
    tiles = {tile.key: tile for tile in player.view._tiles()}
    assert [key for key, tile in tiles.items() if tile.selected] == ["hand"] and tiles["pen"].done
