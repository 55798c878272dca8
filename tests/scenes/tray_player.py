"""A newcomer at the tray: mouse or keyboard through the play screen, reading only the goal line and the guided line.

It deliberately sends no action of its own: everything goes through the screen's input.
"""

from __future__ import annotations

from simulator.scenes.tray import view_layout as at
from tests.scenes.splicing_player import Player as Base


class Player(Base):
    """One attempt at the tray in its screen."""

    @property
    def goal(self) -> str:
        """What the goal line asks for, without the scene's name."""
        return self.scene.goal().removeprefix("tray.")

    def lead(self, line, tremor: float = 1.0) -> None:
        """With the button down, along a line [mm] as a hand does it."""
        for index, (x, y) in enumerate(line):
            px, py = at.to_px(x, y)
            shake = tremor * (1 if index % 3 else -1)
            self.move(px + shake, py - shake, 4)


def obey(player: Player, hand) -> None:
    """Do what the goal line says until the end; a goal that stays although it was obeyed is a dead end."""
    stuck = 0
    for _ in range(120):
        if player.over:
            return
        goal, piece = player.goal, player.scene.state.current
        hand(player, goal)
        player.draw()
        same = not player.over and player.goal == goal and player.scene.state.current == piece
        stuck = stuck + 1 if same else 0
        assert stuck < 6, f"dead end at {goal}; before: {player.seen[-8:]}"
    raise AssertionError(player.seen)


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
    elif goal in ("next", "search"):
        count = len(player.scene.pieces)
        todo = [i for i, p in enumerate(player.scene.pieces) if not p.stored] or [player.scene.state.current + 1]
        player.click(at.row_rect(todo[0] % count, count))
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
        player.tap("backspace")
    else:
        player.tap("enter")
