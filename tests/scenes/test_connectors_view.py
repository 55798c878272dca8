"""A newcomer connects through the play screen: the mouse alone, the keys alone, from the light check to the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.scenes.connectors import view_layout as at
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
