"""A newcomer splices through the play screen: the mouse alone, the keys alone, from loading to the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.plant import FibreSpec
from simulator.scenes.base import Action
from simulator.scenes.splicing import view, view_screen
from simulator.scenes.splicing import view_layout as at
from simulator.scenes.splicing.view_machine import shown_z
from tests.scenes.splicing_player import Player, key_hand, mouse_hand, obey_until
from tests.scenes.viewer import beginning, obey

Begin = Callable[[str], Player]
EXERCISES = ("soudeuse-malade-arc", "soudeuse-malade-rainure")


begin = beginning(Player)


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("hand", [mouse_hand, key_hand])
def test_a_newcomer_gets_through_by_the_goal_line_alone(begin: Begin, exercise: str, hand: Callable) -> None:
    player = begin(exercise)
    obey(player, hand)
    assert player.score() >= 80, player.seen


def test_a_forgotten_sleeve_leads_back_and_through(begin: Begin) -> None:
    player = begin("soudeuse-malade-arc")
    for end in player.scene.plant.ends.values():
        end.sleeve_mm = None
    obey(player, mouse_hand)
    assert "no_sleeve" in player.seen
    assert player.seen.count("take") == 2


def test_tab_goes_through_the_card_then_the_tools_and_back_to_the_hands(begin: Begin) -> None:
    player = begin("soudeuse-malade-arc")
    player.tap_tile("care")
    spots = len(player.view.rail.spots)
    assert spots == 5
    for index in range(spots):
        player.tap("tab")
        assert (player.view.rail.focus, player.view.frame.focus) == (index, None)
    player.tap("tab")
    assert player.view.rail.focus == -1
    assert player.view.frame.focus == "tool:sleeve"
    player.tap("tab", shift=True)
    assert (player.view.rail.focus, player.view.frame.focus) == (spots - 1, None)


def test_enter_gives_no_diagnosis_away_in_an_exam(begin: Begin) -> None:
    player = begin("soudeuse-malade-rainure")
    player.view.hands.guided = False
    obey_until(player, "clean_groove_right")
    player.tap("enter")
    assert player.scene.machine.phase == "idle"
    player.view.hands.guided = True
    player.tap("enter")
    assert player.scene.machine.phase == "care"


def test_the_machine_says_its_error_with_its_figure(begin: Begin) -> None:
    player = begin("soudeuse-malade-rainure")
    obey_until(player, "press_reset")
    said = player.context.words.message(player.scene.machine.message)
    assert "{" not in said
    assert "µm" in said


def test_the_machine_asks_for_fibres_only_while_none_lie_there_and_the_last_step_ends(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = begin("soudeuse-malade-rainure")
    asked: list[str] = []
    monkeypatch.setattr(view_screen.ScreenPainter, "_draw_empty", lambda *_: asked.append(player.goal))
    player.draw()
    assert asked
    obey_until(player, "take")
    asked.clear()
    player.draw()
    assert player.scene.plant.joint is not None and not asked
    assert [level for _, level in player.view._stages()] == ["done", "done", "done", "current", "todo"]
    monkeypatch.setattr(player.scene, "goal", lambda: "splice.done")
    assert {level for _, level in player.view._stages()} == {"done"}


def test_arrows_walk_through_the_menu_and_enter_chooses(begin: Begin) -> None:
    player = begin("soudeuse-malade-arc")
    player.tap("m")
    for _ in range(2):
        player.tap("down")
    player.tap("up")
    player.tap("down")
    player.tap("enter")
    assert player.scene.plant.splicer.programme == "G657"
    assert player.scene.machine.phase == "idle"


def test_a_replay_takes_no_input(begin: Begin) -> None:
    player = begin("soudeuse-malade-arc")
    player.as_replay()
    player.tap("space")
    assert not player.scene.state.left.held


def test_the_types_of_two_different_fibres_can_be_read(begin: Begin) -> None:
    mixed = begin("soudeuse-malade-arc")
    assert mixed.view._chip()[1] == "Souder la fibre"
    mixed.scene.plant.site = replace(mixed.scene.plant.site, fibres=(FibreSpec("G.652.D"), FibreSpec("G.657.A2")))
    assert mixed.view._chip()[1] == "G.652.D + G.657.A2"


def in_hand(player: Player, side: str, z_mm: float, h_mm: float = 12.0) -> None:
    """A fibre held there, as by a hand that is quicker than the test."""
    player.screen.attempt.step([Action(f"{side}.hold", True), Action(f"{side}.move", (z_mm, h_mm))])
    player.run()


def test_keys_carry_the_fibre_in_hand_after_the_mouse_laid_the_other_one(begin: Begin) -> None:
    player = begin("soudeuse-malade-arc")
    obey_until(player, "bring_left")
    mouse_hand(player, "load_right")
    left, right = player.scene.state.left, player.scene.state.right
    was = left.z_mm
    assert left.held and not right.held
    player.hold("right", until=lambda: left.z_mm > was + 1.0)


def test_an_open_clamp_is_closed_by_its_lid(begin: Begin) -> None:
    player = begin("soudeuse-malade-arc")
    obey_until(player, "clamp_left")
    x, y, w, _ = at.CLAMPS["left"]
    player.click((x, y - 30, w, 20))
    assert player.scene.state.left.clamped


def test_the_arrows_show_the_way_back_past_the_needles(begin: Begin, monkeypatch) -> None:
    player = begin("soudeuse-malade-arc")
    shown: list[int] = []
    monkeypatch.setattr(view, "draw_way", lambda canvas, x, y, sign, *rest: shown.append(sign))
    for z_mm, way in ((-8.0, 1), (4.0, -1)):
        in_hand(player, "left", z_mm)
        assert player.goal == "bring_left"
        player.draw()
        assert shown[-1] == way


def test_a_tip_that_has_touched_leads_back_at_once(begin: Begin) -> None:
    player = begin("soudeuse-malade-arc")
    in_hand(player, "left", 3.0, 0.0)
    assert player.goal == "send_back"
    assert next(tile for tile in player.view._tiles() if tile.key == "redo").enabled
    player.tap("enter")
    assert player.screen.attempt.scene is not None and player.goal != "send_back"


def test_the_motors_bring_both_tips_to_the_axis(begin: Begin) -> None:
    player = begin("soudeuse-malade-arc")
    obey_until(player, "press_arc")
    machine = player.scene.machine
    assert shown_z(machine, player.scene.state.left.z_mm) == 0.0
    machine.phase, machine.readings = "idle", None
    assert shown_z(machine, -1.2) == -1.2
