"""Left hands in every scene where a hand matters: seen on the other side, worked there, and the log cannot tell."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from simulator.ui.mirror import mirrored_key  # noqa: E402
from tests.scenes import connectors_player, power_player, splicing_player, tray_player  # noqa: E402
from tests.scenes.viewer import Player, obey  # noqa: E402

#: Player's module and an exercise of each scene.
CASES = {
    "connectors": (connectors_player, "connecteur-sale"),
    "tray": (tray_player, "ranger-une-soudure"),
    "power": (power_player, "budget-de-liaison"),
    "splicing": (splicing_player, "soudeuse-malade-arc"),
}


def way_of(scene: str, x: float, y: float) -> float | None:
    """How far aside a thing stands for left hands, as a ruler on the screen tells; None: it is seen in the mirror."""
    if not 72 <= y < 968:
        return 0.0
    if 1512 <= x < 1872:
        return -1464.0
    if scene == "connectors":
        return -377.0 if 785 <= x < 1512 and 84 <= y < 848 else None
    return 408.0


def pixels(kind: type[Player]) -> type[Player]:
    """The newcomer with a mouse that stops at fine pixels, so that no rounding tells one place from its twin."""

    class PixelPlayer(kind):  # type: ignore[misc, valid-type]
        def send(self, kind: str, **what) -> None:
            if "x" in what:
                what["x"] = round(64 * what["x"]) / 64
            super().send(kind, **what)

    return PixelPlayer


def left_handed(kind: type[Player], scene: str) -> type[Player]:
    """The same newcomer with the setting: every thing is looked for where it is seen."""

    class LeftPlayer(pixels(kind)):  # type: ignore[misc]
        LEFT_HANDED = True
        way: float | None = 0.0

        def send(self, kind: str, **what) -> None:
            if "key" in what and scene == "connectors":
                what["key"] = mirrored_key(what["key"])
            if "x" in what:
                if kind == "down" or not self.held:
                    # A drag goes on as it began.
                    self.way = self.way if kind == "up" else way_of(scene, what["x"], what["y"])
                x = round(64 * what["x"]) / 64
                what["x"] = 1920 - x if self.way is None else x + self.way
            super().send(kind, **what)

    return LeftPlayer


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Obey the goal line to the end; returns the log."""
    monkeypatch.setenv("BRIN_DATA", str(tmp_path))

    def run(kind: type[Player], exercise: str, hand) -> list[str]:
        player = kind(exercise)
        try:
            obey(player, hand)
            return player.screen.attempt.log
        finally:
            player.screen.close()
            player.context.close()

    return run


@pytest.mark.parametrize("hand", ["mouse_hand", "key_hand"])
@pytest.mark.parametrize("scene", CASES)
def test_the_log_cannot_tell_which_hand_worked(play, scene: str, hand: str) -> None:
    module, exercise = CASES[scene]
    right = play(pixels(module.Player), exercise, getattr(module, hand))
    left = play(left_handed(module.Player, scene), exercise, getattr(module, hand))
    first, other = json.loads(right[0]), json.loads(left[0])
    assert first.pop("attempt_id") != other.pop("attempt_id") and first == other
    assert len(right) > 10 and left[1:] == right[1:]


@pytest.mark.parametrize("scene", CASES)
def test_the_setting_moves_what_is_seen(play, scene: str) -> None:
    """The test above would see it if the setting did nothing: hands that look at the right find nothing."""
    module, exercise = CASES[scene]

    class Blind(module.Player):
        LEFT_HANDED = True

    with pytest.raises((AssertionError, StopIteration, IndexError)):
        play(Blind, exercise, module.mouse_hand)
