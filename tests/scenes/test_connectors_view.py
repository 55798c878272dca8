"""A newcomer connects through the play screen: the mouse alone, the keys alone, from the light check to the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.instruments import microscope
from simulator.plant.ferrule import Ferrule, Particle
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors import view_mount as near
from simulator.scenes.connectors.view_rail import _counts
from tests.scenes.connectors_player import Player, key_hand, mouse_hand
from tests.scenes.viewer import beginning, obey

Begin = Callable[[str], Player]


begin = beginning(Player)


@pytest.mark.parametrize("exercise", ["connecteur-sale", "gras-tenace", "apc-dans-upc", "connecteur-terrain"])
@pytest.mark.parametrize("hand", [mouse_hand, key_hand])
def test_a_newcomer_gets_through_by_the_goal_line_alone(begin: Begin, exercise: str, hand: Callable) -> None:
    player = begin(exercise)
    player.view.hands.guided = True
    obey(player, hand)
    assert player.score() >= 90, player.seen


def test_what_the_joint_will_cost_is_unknown_until_both_faces_were_seen(begin: Begin) -> None:
    player = begin("connecteur-sale")
    player.scene.state.cost = player.scene.estimate()
    first, second = player.scene.state.sides.values()
    for seen, known in (((False, False), False), ((True, False), False), ((False, True), False), ((True, True), True)):
        first.ever_seen, second.ever_seen = seen
        assert (player.view.rail.known_cost() is not None) == known


def test_the_verdict_of_the_machine_waits_for_that_of_the_trainee(begin: Begin) -> None:
    player = begin("connecteur-sale")
    for _ in range(12):
        if player.goal == "judge":
            break
        mouse_hand(player, player.goal)
        player.run(40)
    assert not player.view.scope.told()
    mouse_hand(player, "judge")
    assert player.view.scope.told()


def test_a_finger_on_the_bare_ferrule_soils_it_and_a_cap_protects_it(begin: Begin) -> None:
    player = begin("connecteur-sale")
    player.click(at.TOUCH)
    assert "touch.ferrule" not in player.scene.book.values
    player.scene.face("plug").capped = False
    player.click(at.TOUCH)
    assert player.scene.book.values["touch.ferrule"] == 1


def test_enter_gives_no_diagnosis_away_without_help(begin: Begin) -> None:
    player = begin("apc-dans-upc")
    player.view.hands.guided = False
    assert player.goal == "swap"
    player.tap("enter")
    assert not player.scene.state.swapped
    player.tap("x")
    assert player.scene.state.swapped


def test_a_replay_takes_no_input(begin: Begin) -> None:
    player = begin("connecteur-sale")
    player.as_replay()
    player.click(at.SIGN)
    assert player.scene.state.light == "unknown"


def test_one_key_leads_to_each_tip_without_help(begin: Begin) -> None:
    player = begin("connecteur-sale")
    player.view.hands.guided = False
    tips = set()
    for _ in range(3):
        player.tap("e")
        tips.add(player.scene.state.scope.tip)
    assert tips == {"apc", "upc", "long"}


def test_the_cue_of_a_cut_follows_its_marker_before_it_is_made(begin: Begin) -> None:
    player = begin("connecteur-terrain")
    mount = player.view.mount
    assert player.view._cue().key == "mount.length_bad", "the marker starts away from the gauge"
    mount.marker = 50.0
    assert (player.view._cue().level, player.view._cue().key) == ("good", "mount.length_good")
    mount.marker = 54.0
    cue = player.view._cue()
    assert cue.level == "watch" and cue.position > 0.75


def test_a_held_key_draws_the_marker_to_what_can_be_read(begin: Begin) -> None:
    player = begin("connecteur-terrain")
    mount = player.view.mount
    before = mount.marker
    for _ in range(60):
        mount.held(frozenset({"right"}))
    assert before - mount.marker == pytest.approx(9.0, abs=0.11)
    assert mount.marker == round(mount.marker, 1), "what is cut is what was read"


def test_the_gauge_is_green_only_where_the_picture_is_sharp(begin: Begin) -> None:
    player = begin("connecteur-sale")
    while player.goal != "focus":
        mouse_hand(player, player.goal)
        player.run(40)
    scope, last = player.scene.state.scope, 0.5
    for away in (4.5, 8.0, 20.0, 40.0):
        scope.focus_um = scope.best_um + away
        cue = player.scene.cue()
        assert cue.level == "watch" and cue.position > 0.75 and last < cue.position
        last = cue.position


def test_a_row_bears_the_numbers_of_what_it_counts() -> None:
    """Dust too small to matter is marked in the picture, but in no row: the row's number says how many count."""
    face = Ferrule("APC", particles=[Particle(90.0, 0.0, 8.0), Particle(-100.0, 0.0, 1.5), Particle(0.0, 95.0, 2.0)])
    grade = microscope.grade(face)
    row = next(row for row in grade.zones if row.zone == "ferrule")
    assert len([f for f in grade.findings if f.zone == "ferrule"]) == 3
    assert len([f for f in grade.findings if _counts(f, row)]) == row.count == 1


def test_drawing_the_tool_cuts_nothing_until_it_is_pressed_shut(begin: Begin) -> None:
    player = begin("connecteur-terrain")
    while player.goal != "mount_jacket":
        mouse_hand(player, player.goal)
    hands, mount = player.view.mount, player.scene.state.mount
    player.drag((700, near.Y), (760, near.Y))
    assert mount.jacket_mm is None and hands.marker == 56.0, "let go, it only stands there"
    x, y, w, h = hands.closing()
    player.drag((x + w / 2, y + h / 2), (x + w / 2 + 60, y + h / 2))
    assert mount.jacket_mm is None and hands.marker == 50.0, "drawn by its handles, it stands elsewhere"
    player.move(x + w / 2 + 60, y + h / 2)
    player.press()
    assert hands.pressed and mount.jacket_mm is None
    player.release()
    assert mount.jacket_mm == 50.0 and not hands.pressed


def test_the_button_and_its_key_cut_where_the_tool_stands(begin: Begin) -> None:
    player = begin("connecteur-terrain")
    while player.goal != "mount_jacket":
        mouse_hand(player, player.goal)
    mount = player.scene.state.mount
    player.click_card("mount.jacket", 62.0)
    assert mount.jacket_mm == 62.0
    player.tap("c")
    assert mount.coat_mm == 33.0


def test_glass_that_was_not_wiped_is_cut_only_by_who_takes_the_cleaver(begin: Begin) -> None:
    player = begin("connecteur-terrain")
    while player.goal != "mount_wipe":
        mouse_hand(player, player.goal)
        player.run(40)
    mount, hands = player.scene.state.mount, player.view.mount
    player.tap("c")
    player.drag((800, near.Y), (700, near.Y))
    assert mount.bare_mm is None and hands.tool() == "wipe"
    player.tap_tile("cleaver")
    player.draw()
    assert hands.tool() == "cleaver"
    player.click(hands.closing())
    assert mount.bare_mm == hands.scene.state.mount.bare_mm == 24.0 and mount.dirty
