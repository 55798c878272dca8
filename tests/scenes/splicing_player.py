"""A newcomer at the splicer: mouse or keyboard through the play screen, sixty ticks a second, reading only the goal.

It deliberately sends no action of its own: everything goes through the screen's input.
"""

from __future__ import annotations

import os
from collections.abc import Callable

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator import paths  # noqa: E402
from simulator.i18n import Language  # noqa: E402
from simulator.scenes.splicing import view_layout as at  # noqa: E402
from simulator.screens.context import Context  # noqa: E402
from simulator.screens.play import PlayScreen  # noqa: E402
from simulator.ui.events import UiEvent  # noqa: E402

NOW = "2026-11-24T10:30:00+01:00"
LIMIT_TICKS = 20_000


class Player:
    """One attempt in its screen, and what the trainee holds down. The data folder must be set by the test."""

    def __init__(self, exercise: str, seed: int = 5, language: str = "fr") -> None:
        if not pygame.display.get_surface():
            pygame.display.init()
            pygame.font.init()
            pygame.display.set_mode((64, 36))
        self.context = Context(Language(language), [paths.curricula_dir()], lambda: NOW)
        self.screen = PlayScreen(self.context, next(e for e in self.context.exercises() if e.id == exercise), seed)
        self.canvas = self.context.canvas(pygame.Surface((1280, 720), 0, 32))
        self.mouse = (700.0, 700.0)
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
        """What the goal line asks for, without the scene's name."""
        return self.scene.goal().removeprefix("splice.")

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
        for _ in range(600):
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

    def click(self, rect: at.Rect) -> None:
        """Click in the middle of a rectangle."""
        self.move(rect[0] + rect[2] / 2, rect[1] + rect[3] / 2)
        self.press()
        self.release()

    def drag(self, *points: tuple[float, float]) -> None:
        """Press at the first point, move through the others, let go."""
        self.move(*points[0])
        self.press()
        for x, y in points[1:]:
            self.move(x, y, 40)
        self.release()

    def click_card(self, target: str, value: object = True) -> None:
        """Click the button of the card that does this."""
        self.draw()
        self.click(next(s.rect for s in self.view.rail.spots if (s.action.target, s.action.value) == (target, value)))

    def tap_tile(self, key: str) -> None:
        """Click a tool of the bottom bar."""
        model = self.view._model()
        self.click(next(rect for tile, rect in self.view.frame.tiles(model) if tile.key == key))

    def score(self) -> float:
        """Points of the finished attempt."""
        assert self.over, self.goal
        return self.screen.attempt.outcome().sheet.score


def obey(player: Player, hand: Callable[[Player, str], None]) -> None:
    """Do what the goal line says until the end; a goal that does not change although it was obeyed is a dead end."""
    stuck = 0
    for _ in range(400):
        if player.over:
            return
        goal = player.goal
        if goal.startswith("wait") or goal in ("read_image", "oven_wait", "cool"):
            before = player.screen.attempt.tick
            while not player.over and player.goal == goal:
                player.run(10)
                assert player.screen.attempt.tick - before < LIMIT_TICKS, goal
            player.draw()
            continue
        hand(player, goal)
        player.draw()
        stuck = stuck + 1 if not player.over and player.goal == goal else 0
        assert stuck < 4, f"dead end at {goal}; before: {player.seen[-6:]}"
    raise AssertionError(player.seen)


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
