"""A newcomer at the splicer: mouse or keyboard through the play screen, sixty ticks a second, reading only the goal.

It deliberately sends no action of its own: everything goes through the screen's input.
"""

from __future__ import annotations

from simulator.scenes.splicing import view_layout as at
from tests.scenes import viewer
from tests.scenes.viewer import obey


class Player(viewer.Player):
    """One attempt at the splicer."""

    PREFIX = "splice."
    WAITS = ("read_image", "oven_wait", "cool")


def obey_until(player: Player, goal: str) -> None:
    """Obey with keys until the goal line says this."""

    def hand(player: Player, now: str) -> None:
        if now == goal:
            raise StopIteration
        key_hand(player, now)

    try:
        obey(player, hand)
    except StopIteration:
        return
    raise AssertionError(player.seen)


def mouse_hand(player: Player, goal: str) -> None:
    """The gesture of a goal, with the mouse on what is on screen."""
    what, _, side = goal.rpartition("_")
    state = player.scene.state
    if goal in ("open_cover", "close_cover", "open_for_proof", "open_for_take"):
        player.click(at.COVER_CLOSED if state.cover_closed else at.COVER_OPEN)
    elif what == "load":
        lie = getattr(state, side)
        sign = 1 if side == "left" else -1
        x, y = at.tip(side, lie.z_mm, lie.h_mm)
        there, lying = at.tip(side, -1.0, 12.0), at.tip(side, -1.0, 0.0)
        back = sign * 60
        player.drag((x - back, y), (there[0] - back, there[1]), (lying[0] - back, lying[1]))
    elif what in ("clamp", "unclamp"):
        player.click(at.CLAMPS[side])
    elif goal.startswith("press_"):
        player.click(at.KEYS[goal.removeprefix("press_")])
    elif goal in ("arc_test", "programme"):
        if player.scene.machine.phase != "menu":
            player.click(at.KEYS["menu"])
        row = 4 if goal == "arc_test" else 2
        player.click((830, 554 + 54 * row, 200, 50))
    elif goal.startswith("clean_") or goal == "change_electrodes":
        player.tap_tile("care")
        player.click_card("care", goal.removeprefix("clean_").removeprefix("change_"))
    elif goal == "decide":
        player.click_card("decide", "keep")
    elif goal in ("take", "done"):
        player.click_card(goal, None)
    elif goal in ("redo_broken", "no_sleeve", "send_back"):
        player.click_card("decide", "redo")
    elif goal == "centre_sleeve":
        x = player.view.hands.sleeve_x()
        player.drag((max(130.0, x), at.LIFTED_Y), (at.AXIS_X + max(130.0, x) - x, at.LIFTED_Y))
    elif goal in ("oven_place", "oven_take"):
        player.click(at.OVEN_OPEN if goal == "oven_place" else (500, 150, 480, 20))
    elif goal in ("oven_open", "oven_lid"):
        player.click(at.OVEN_CLOSED if goal == "oven_open" else (500, 80, 480, 30))
    elif goal == "oven_heat":
        player.click_card("oven.heat", None)
    else:
        raise AssertionError(goal)


def key_hand(player: Player, goal: str) -> None:
    """The gesture of a goal, with keys: arrows for the fibre, Tab to the choices, Enter for the rest."""
    what, _, side = goal.rpartition("_")
    state = player.scene.state
    if what == "load":
        player.tap("space")
    elif what == "bring":
        lie = getattr(state, side)
        ahead, back = ("right", "left") if side == "left" else ("left", "right")
        if lie.z_mm < -4:
            player.hold(ahead, until=lambda: lie.z_mm > -3.5)
        elif lie.z_mm < -1:
            player.hold(ahead, "shift", until=lambda: lie.z_mm > -1.2)
        else:
            player.hold(back, "shift", until=lambda: lie.z_mm < -0.8)
    elif what == "lower":
        player.hold("down", until=lambda: getattr(state, side).h_mm <= 0.0)
        player.tap("space")
    elif what == "raise":
        player.hold("up", until=lambda: getattr(state, side).h_mm > 4)
    elif goal == "menu":
        player.tap("enter")
    elif goal == "decide":
        player.tap("tab")
        player.tap("enter")
    elif goal == "centre_sleeve":
        way = "right" if player.scene.plant.sleeve.centre_mm < 0 else "left"
        player.hold(way, until=lambda: abs(player.scene.plant.sleeve.centre_mm) < 1.5)
    else:
        player.tap("enter")
