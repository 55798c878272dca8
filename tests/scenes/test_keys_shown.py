"""Whoever presses only the keys that the goal line shows gets through, with full marks: nobody has to know a key.

What the trainee is to find out stays theirs: those answers are handed in.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes.keys_player import KeysPlayer


def judged(player: KeysPlayer) -> list[str]:
    """What a careful eye says of the face in the microscope."""
    side = player.scene.state.sides[player.scene.side]
    return [{"good": "b", "clean": "n", "replace": "c"}[side.grade.verdict]]


def sharp(player: KeysPlayer) -> list[str]:
    """Turn the wheel; where the picture gets worse, the other way."""
    before = player.scene.state.scope.defocus_um
    player.hold_down(["up"], 20)
    worse = player.scene.state.scope.defocus_um > before
    player.hold_down(["down" if worse else "up"], 600)
    return []


def own_slot(player: KeysPlayer) -> list[str]:
    """The groove that bears the number of the splice."""
    for _ in range(12):
        if player.view.hands.slot_row == player.scene.state.current + 1:
            break
        player.press("down")
    return ["enter"]


DECIDED = {
    "connect.judge": judged, "connect.focus": sharp, "tray.lay": own_slot, "splice.decide": ["k"],
    "power.verdict": ["g"],
}  # fmt: skip


@pytest.mark.parametrize(
    "exercise",
    ["premiere-coupe", "premiere-soudure", "ranger-une-soudure", "cassette-pleine", "connecteur-sale", "gras-tenace",
     "connecteur-terrain", "reference-un-cordon", "soudeuse-malade-arc"],
)  # fmt: skip
def test_the_keys_that_are_shown_lead_through(exercise: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIN_DATA", str(tmp_path))
    player = KeysPlayer(exercise, DECIDED)
    try:
        sheet = player.play().attempt.outcome().sheet
    finally:
        player.context.close()
    assert sheet.passed and sheet.score == 100.0, [r for r in sheet.criteria if r.share < 1.0]


def test_enter_alone_neither_pinches_where_it_is_wrong_nor_lets_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wipe is taken and wet; then Enter waits for the arrow, and says so."""
    monkeypatch.setenv("BRIN_DATA", str(tmp_path))
    player = KeysPlayer("premiere-coupe")
    try:
        for _ in range(12):
            player.press("enter")
        goal, keys = player.shown
        assert keys == ("right",) and goal == "prep.wipe_stroke", "gripped at the right place, and not opened again"
        assert player.view._model().toast == ("info", "Ici, appuie sur : →")
        player.hold_down(keys, 600)
        for _ in range(12):
            player.press("enter")
        goal, keys = player.shown
        assert (goal, keys) == ("prep.wipe_pinch", ("left",)) and not player.scene.state.grip
    finally:
        player.context.close()


def test_keys_are_shown_to_who_uses_them_and_in_no_exam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIN_DATA", str(tmp_path))
    player = KeysPlayer("premiere-coupe")
    try:
        assert player.view._model().keys == () and not player.view._model().numbered
        player.context.by_keys = True
        assert player.view._model().keys == ("Entrée",) and player.view._model().numbered
        player.screen.help_shown = False
        exam = player.screen._make_view()
        assert exam._model().keys == () and exam._model().numbered
    finally:
        player.context.close()
