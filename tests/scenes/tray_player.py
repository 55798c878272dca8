"""A newcomer at the tray: mouse or keyboard through the play screen, reading only the goal line and the guided line.

It deliberately sends no action of its own: everything goes through the screen's input.
"""

from __future__ import annotations

from simulator.scenes.tray import view_layout as at
from simulator.scenes.tray.logic_goal import to_go_to
from tests.scenes import viewer


class Player(viewer.Player):
    """One attempt at the tray in its screen."""

    PREFIX = "tray."
    PATIENCE = 6

    def place(self) -> object:
        """What must change when a goal was obeyed: the goal, or the splice that it is about."""
        return self.goal, None if self.over else self.scene.state.current

    def lead(self, line, tremor: float = 1.0) -> None:
        """With the button down, along a line [mm] as a hand does it."""
        for index, (x, y) in enumerate(line):
            px, py = at.to_px(x, y)
            shake = tremor * (1 if index % 3 else -1)
            self.move(px + shake, py - shake, 4)


def mouse_hand(player: Player, goal: str) -> None:
    """The gesture of a goal, with the mouse on what is on screen."""
    piece, hands = player.scene.piece, player.view.hands
    if goal == "take":
        x, y, w, h = at.slot_rect(piece.slot)
        player.drag(at.FRONT, (x + w / 2, y + h / 2))
    elif goal == "press":
        x, y, w, h = at.slot_rect(piece.laid)
        player.move(x + w / 2, y + h / 2)
        player.press()
        player.run(30)
        player.release()
    elif goal.startswith("coil_"):
        side = goal.removeprefix("coil_")
        x, y = at.entry(side)
        player.move(x, y - 16)
        player.press()
        player.lead(hands.line()[2:])
        player.release()
    elif goal == "redo":
        side = min(piece.fibres, key=lambda s: player.scene.measures.of(piece, s).tight.radius_mm)
        player.tap_tile("lift")
        place = piece.fibres[side].path[60]
        px, py = at.to_px(*place)
        player.click((px - 2, py - 2, 4, 4))
    elif (to := to_go_to(player.scene, f"tray.{goal}")) is not None:
        player.click(at.row_rect(to, len(player.scene.pieces)))
    else:
        tiles = {"pen_on": "pen", "photo": "photo", "lid_close": "lid", "lid_blocked": "lid", "label": "label"}
        player.tap_tile(tiles.get(goal, goal))


def key_hand(player: Player, goal: str) -> None:
    """The gesture of a goal, with keys."""
    piece = player.scene.piece
    if goal == "lay":
        for _ in range(piece.slot - player.view.hands.slot_row):
            player.tap("down")
        player.tap("enter")
    elif goal == "press":
        player.send("key", key="space")
        player.run(30)
        player.send("keyup", key="space")
        player.run(2)
    elif goal == "draw":
        side = player.scene.state.drawing
        player.hold("enter", until=lambda: piece.fibres[side].done)
    elif goal == "redo":
        player.tap("2")
        player.tap({"left": "g", "right": "d"}[player.scene.tight_side(player.scene.state.current)])  # as its tag says
    else:
        player.tap("enter")
