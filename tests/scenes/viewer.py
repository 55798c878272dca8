"""A newcomer at a scene's picture: mouse and keyboard through the play screen, and the fixture that begins attempts.

It deliberately knows no scene and sends no action of its own: a scene's player adds only the gestures of its goals.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator import paths  # noqa: E402
from simulator.i18n import Language  # noqa: E402
from simulator.screens.context import Context  # noqa: E402
from simulator.screens.doors import Doors  # noqa: E402
from simulator.screens.play import PlayScreen  # noqa: E402
from simulator.ui.events import UiEvent  # noqa: E402
from simulator.ui.frame import Rect, ViewContext  # noqa: E402
from simulator.ui.theme import LIGHT  # noqa: E402
from simulator.wording import Words  # noqa: E402

NOW = "2026-11-24T10:30:00+01:00"
#: What only passes time must end within this [ticks].
WAIT_TICKS = 20_000
Point = tuple[float, float]


def view_context(title: str, scene: str, language: str = "fr", **more) -> ViewContext:
    """What a view is told where no screen is round it; more: fields of the context that differ."""
    speech = Language(language)
    plain = ViewContext(speech, Words(speech), LIGHT, title, (scene,), 0, True, random.Random(3), lambda: 0)
    return replace(plain, **more)


class Player:
    """One attempt in its screen, and what the trainee holds down. The data folder must be set by the test.

    PREFIX: the family of the scene's goals, left off in ``goal``. WAITS: goals beside wait… where only time passes.
    PATIENCE: how often a goal may stand after it was obeyed. HOLD_TICKS: how long a key is held at the most.
    LEFT_HANDED: the setting of that name.
    """

    PREFIX = ""
    WAITS: tuple[str, ...] = ()
    PATIENCE = 4
    HOLD_TICKS = 600
    LEFT_HANDED = False

    def __init__(self, exercise: str, seed: int = 5, language: str = "fr") -> None:
        if not pygame.display.get_surface():
            pygame.display.init()
            pygame.font.init()
            pygame.display.set_mode((64, 36))
        self.context = Context(Language(language), [paths.curricula_dir()], lambda: NOW, Doors)
        self.context.settings = replace(self.context.settings, left_handed=self.LEFT_HANDED)
        self.screen = PlayScreen(self.context, next(e for e in self.context.exercises() if e.id == exercise), seed)
        self.canvas = self.context.canvas(pygame.Surface((1280, 720), 0, 32))
        self.mouse: Point = (700.0, 700.0)
        self.held = False
        self.seen: list[str] = []
        self.draw()

    @property
    def scene(self):
        """The scene under the screen."""
        return self.screen.attempt.scene

    @property
    def view(self):
        """The view of the screen."""
        return self.screen._view

    @property
    def goal(self) -> str:
        """What the goal line asks for."""
        return self.scene.goal().removeprefix(self.PREFIX)

    @property
    def over(self) -> bool:
        """Whether the attempt has ended."""
        return self.screen.attempt.finished

    def draw(self) -> None:
        """One frame: the view knows its buttons from what it last drew."""
        self.screen.draw(self.canvas)

    def run(self, ticks: int = 1) -> None:
        """Let time pass."""
        for _ in range(ticks):
            if not self.over:
                if not self.seen or self.seen[-1] != self.goal:
                    self.seen.append(self.goal)
                self.screen.tick()

    def send(self, kind: str, **what) -> None:
        """One input."""
        self.screen.handle(UiEvent(kind, **what))

    def as_replay(self) -> None:
        """From now on the view shows a replay."""
        self.view.ctx = replace(self.view.ctx, ghost=True)

    def score(self) -> float:
        """Points of the finished attempt."""
        assert self.over, self.goal
        return self.screen.attempt.outcome().sheet.score

    # keyboard

    def tap(self, key: str, shift: bool = False) -> None:
        """Press a key and let it go."""
        self.send("key", key=key, shift=shift)
        self.run(2)
        self.send("keyup", key=key)
        self.run(2)
        self.draw()

    def hold(self, *keys: str, until: Callable[[], bool]) -> None:
        """Hold keys down until something is so."""
        for key in keys:
            self.send("key", key=key, shift="shift" in keys)
        for _ in range(self.HOLD_TICKS):
            if until() or self.over:
                break
            self.run()
        else:
            raise AssertionError(f"{keys} lead nowhere at {self.goal}")
        for key in keys:
            self.send("keyup", key=key)
        self.run()

    # mouse

    def move(self, x: float, y: float, ticks: int = 12) -> None:
        """Move the mouse steadily."""
        x0, y0 = self.mouse
        for i in range(1, ticks + 1):
            self.mouse = (x0 + (x - x0) * i / ticks, y0 + (y - y0) * i / ticks)
            self.send("move", x=self.mouse[0], y=self.mouse[1], held=self.held)
            self.run()

    def press(self) -> None:
        """Button down."""
        self.held = True
        self.send("down", x=self.mouse[0], y=self.mouse[1])
        self.run()

    def release(self) -> None:
        """Button up."""
        self.held = False
        self.send("up", x=self.mouse[0], y=self.mouse[1])
        self.run(2)
        self.draw()

    def click(self, rect: Rect) -> None:
        """Click in the middle of a rectangle."""
        self.move(rect[0] + rect[2] / 2, rect[1] + rect[3] / 2)
        self.press()
        self.release()

    def drag(self, *points: Point) -> None:
        """Press at the first point, move through the others, let go."""
        self.move(*points[0])
        self.press()
        for x, y in points[1:]:
            self.move(x, y, 40)
        self.release()

    def wheel(self, x: float, y: float, step: float) -> None:
        """Turn the wheel over a place."""
        self.send("wheel", x=x, y=y, dy=step)
        self.run(2)

    def click_card(self, target: str, value: object = True) -> None:
        """Click the button of the card that does this."""
        self.draw()
        self.click(next(s.rect for s in self.view.rail.spots if (s.action.target, s.action.value) == (target, value)))

    def tap_tile(self, key: str) -> None:
        """Click a tool of the bottom bar."""
        model = self.view._model()
        self.click(next(rect for tile, rect in self.view.frame.tiles(model) if tile.key == key))

    # obedience

    def place(self) -> object:
        """What must change when a goal was obeyed."""
        return self.goal

    def waits(self) -> bool:
        """Whether nothing but time is asked for now."""
        return self.goal.startswith("wait") or self.goal in self.WAITS

    def wait(self) -> None:
        """Let the time pass that the goal line asks for."""
        goal, before = self.goal, self.screen.attempt.tick
        while not self.over and self.goal == goal:
            self.run(10)
            assert self.screen.attempt.tick - before < WAIT_TICKS, goal
        self.draw()


Hand = Callable[[Player, str], None]


def obey(player: Player, hand: Hand, most: int = 400) -> None:
    """Do what the goal line says until the end; a goal that stands although it was obeyed is a dead end."""
    stuck = 0
    for _ in range(most):
        if player.over:
            return
        if player.waits():
            player.wait()
            continue
        before, goal = player.place(), player.goal
        hand(player, goal)
        player.draw()
        stuck = stuck + 1 if not player.over and player.place() == before else 0
        assert stuck < player.PATIENCE, f"dead end at {goal}; before: {player.seen[-8:]}"
    raise AssertionError(player.seen)


def beginning(kind: type[Player]):
    """The fixture that begins exercises with a scene's player, in a data folder of the test's own, and closes them."""

    @pytest.fixture
    def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Player]]:
        monkeypatch.setenv("BRIN_DATA", str(tmp_path))
        begun: list[Player] = []

        def make(exercise: str, seed: int = 5) -> Player:
            begun.append(kind(exercise, seed))
            return begun[-1]

        yield make
        for player in begun:
            player.screen.close()
            player.context.close()

    return begin
