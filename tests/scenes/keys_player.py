"""Somebody who knows nothing of a scene and presses what the goal line shows, held until the line changes.

What is left to the trainee (which fibre, good or bad) is handed in by goal: DECIDED, keys to be pressed there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from simulator.screens.play import PlayScreen
from simulator.ui.events import UiEvent
from tests.scenes.viewer import Player

Decision = Sequence[str] | Callable[["KeysPlayer"], Sequence[str]]
#: A key is held no longer, and nothing is waited for longer [ticks].
HOLD_TICKS = 900
ARROWS = ("left", "right", "up", "down")


class KeysPlayer(Player):
    """One attempt, played by the keys that are shown."""

    def __init__(self, exercise: str, decided: Mapping[str, Decision] | None = None, **more) -> None:
        super().__init__(exercise, **more)
        self.decided = decided or {}
        self.pressed: list[tuple[str, tuple[str, ...]]] = []

    @property
    def shown(self) -> tuple[str, tuple[str, ...]]:
        """Goal and keys as the line shows them."""
        view = self.screen._view
        return view.scene.goal(), view._served_keys()

    def key(self, kind: str, key: str) -> None:
        self.screen.handle(UiEvent(kind, key=key))

    def passing(self, ticks: int = 1) -> None:
        for _ in range(ticks):
            if not self.screen.attempt.finished:
                self.screen.tick()

    def press(self, key: str, ticks: int = 3) -> None:
        self.key("key", key)
        self.passing(ticks)
        self.key("keyup", key)
        self.passing(2)

    def hold_down(self, keys: Sequence[str], most: int = HOLD_TICKS) -> None:
        """Hold keys until the line shows something else."""
        before = self.shown
        for key in keys:
            self.key("key", key)
        for _ in range(most):
            self.passing()
            if self.screen.attempt.finished or self.shown != before:
                break
        for key in keys:
            self.key("keyup", key)
        self.passing(2)

    def obey(self) -> None:
        """Do what the line shows, once."""
        self.draw()
        goal, keys = self.shown
        self.pressed.append((goal, keys))
        decision = next((made for part, made in self.decided.items() if part in goal), None)
        if decision is not None:
            chosen = decision(self) if callable(decision) else decision
            for key in chosen:
                self.hold_down([key]) if key in ARROWS else self.press(key)
        elif not keys:
            self.passing(60)
        elif keys == ("enter",):
            self.press("enter")
            self.passing(20)
        elif keys[0].endswith(" held"):
            self.hold_down([keys[0].removesuffix(" held")])
        elif keys[-1] in ARROWS and set(keys) <= {"shift", *ARROWS}:
            self.hold_down([key for key in keys if key == "shift"] + [keys[-1]])
        elif keys == ("f",):
            self.hold_down(keys)
        else:
            for key in keys:
                self.press(key)

    def play(self, most: int = 400) -> PlayScreen:
        """Until the attempt is over. Fails when the line asks for the same again and again."""
        for _ in range(most):
            if self.screen.attempt.finished:
                return self.screen
            self.obey()
        raise AssertionError(f"still at {self.pressed[-12:]}")
