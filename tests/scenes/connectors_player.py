"""A newcomer at the connector bench: mouse or keyboard through the play screen, reading only the goal and the picture.

It deliberately sends no action of its own: everything goes through the screen's input.
"""

from __future__ import annotations

from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors import view_mount as near
from tests.scenes import viewer


class Player(viewer.Player):
    """One attempt at the connector bench."""

    PREFIX = "connect."

    @property
    def verdict(self) -> str:
        """What an eye makes of the face, by the table of the zones."""
        return self.scene.state.sides[self.scene.side].grade.verdict


def _centre(rect: at.Rect) -> tuple[float, float]:
    return (rect[0] + rect[2] / 2, rect[1] + rect[3] / 2)


def mouse_hand(player: Player, goal: str) -> None:
    """The gesture of a goal, with the mouse on what is on screen."""
    state, scene = player.scene.state, player.scene
    if goal.startswith("mount_"):
        mount_with_mouse(player, goal)
        return
    clicks = {
        "light_check": at.SIGN, "light_off": at.SIGN, "swap": at.SPARE, "view_plug": at.PLUG_LYING,
        "view_adapter": at.PLACE, "take_probe": (480, 610, 100, 50),
        "take_probe_again": (480, 610, 100, 50), "take_pen": at.pen_lying(scene), "take_wipe": at.WIPES,
        "wet_pen": at.BOTTLE, "wet_wipe": at.BOTTLE, "fold": at.FOLD, "fold_dry": at.FOLD,
    }  # fmt: skip
    if goal in clicks:
        player.click(clicks[goal])
    elif goal.startswith("uncap_"):
        # A cap is drawn off, or only pressed; facing the adapter the plug's own stands away from it.
        x, y = _centre(at.cap_on(scene))
        player.drag((x, y), (x + 80, y)) if goal.endswith("plug") else player.click(at.cap_on(scene))
    elif goal in ("view_mate", "back_plug"):
        player.tap_tile("mate")
    elif goal.startswith("tip_"):
        player.click(at.TIP_PLACES[at.spare_tips(scene).index(goal[4:])])
    elif goal == "probe_on":
        dx, dy = at.tool_offset(state.probe_mm)
        player.drag((600 + dx, 550 + dy), (600, 550))
    elif goal == "focus":
        x, y = _centre(at.WHEEL)
        away = state.scope.focus_um - state.scope.best_um
        player.drag((x, y), (x - away / 0.4, y))
    elif goal == "judge":
        player.click_card("judge", player.verdict)
    elif goal == "click":
        dx, dy = at.pen_offset(max(0.0, -state.pen.push_mm))
        player.drag((600 + dx, 550 + dy), (586, 550), (600 + dx, 550 + dy))
    elif goal in ("wipe", "dry"):
        player.drag((200, 560), (290, 560))
    elif goal == "turn_key":
        player.click(at.shifted(at.KEY, at.plug_offset(state.insert_mm), 106))
    elif goal == "push":
        x, y = _centre(at.shifted(at.PLUG_HELD, at.plug_offset(state.insert_mm)))
        player.drag((x, y), (x + 4 * state.insert_mm + 8, y))
    elif goal == "done":
        player.click_card("done", None)
    else:
        raise AssertionError(goal)


def mount_with_mouse(player: Player, goal: str) -> None:
    """The gesture of a step of the mounting: the marker along the gauge, the cable into the body."""
    if goal == "mount_wipe":
        player.click(at.WIPES)
    elif goal == "mount_lock":
        player.click(near.BUCKLE)
    elif goal == "mount_housing":
        player.click(near.HOUSING)
    elif goal == "mount_insert":
        player.drag((200, near.Y), (200 + near.WAY_PX + 30, near.Y))
    else:
        _, aim, start, _, _ = near.CUTS["connect." + goal]
        away = near.FAR_PX * (start - aim) if goal == "mount_jacket" else near.NEAR_PX * (aim - start)
        player.drag((700, near.Y), (700 + away, near.Y))
        player.click(player.view.mount.closing())


def key_hand(player: Player, goal: str) -> None:
    """The gesture of a goal, with keys: arrows for hand and focus, letters for the verdict, Enter for the rest."""
    state = player.scene.state
    if goal in ("mount_jacket", "mount_coating", "mount_cleave"):
        _, aim, _, _, _ = near.CUTS["connect." + goal]
        hands = player.view.mount
        way = "right" if goal == "mount_jacket" else "left"
        player.hold(way, until=lambda: hands.marker < aim + 1.0)
        player.hold(way, "shift", until=lambda: hands.marker <= aim + 0.1)
        player.tap("enter")
    elif goal == "mount_insert":
        player.hold("right", until=lambda: state.mount.in_mm <= 0.0)
    elif goal == "probe_on":
        player.hold("left", until=lambda: state.scope.seated)
    elif goal == "focus":
        way = "up" if state.scope.focus_um < state.scope.best_um else "down"
        player.hold(way, until=lambda: state.scope.sharp)
    elif goal == "judge":
        player.tap({"good": "b", "clean": "n", "replace": "c"}[player.verdict])
    elif goal == "click":
        player.hold("left", until=lambda: not state.pen.armed)
        player.hold("right", until=lambda: state.pen.armed)
    elif goal in ("wipe", "dry"):
        before = player.scene.state.sides["plug"].cleanings
        way = "left" if (state.slide.at_mm or 0.0) > 16.0 else "right"
        player.hold(way, until=lambda: player.scene.state.sides["plug"].cleanings > before)
    elif goal == "push":
        player.hold("right", until=lambda: state.latched)
    else:
        player.tap("enter")
