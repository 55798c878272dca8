"""A newcomer prepares a fibre through the real view: with the mouse alone, and with keys alone, reading only the goal.

Deliberately without a window: events go in, actions come out, the screen is drawn off screen.
"""

from __future__ import annotations

import os
import random

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from simulator import start
from simulator.attempt import Attempt
from simulator.i18n import Language
from simulator.scenes.preparation import view as views
from simulator.scenes.preparation import view_layout as at
from simulator.ui.canvas import Kit
from simulator.ui.events import UiEvent
from simulator.ui.frame import ViewContext
from simulator.ui.theme import LIGHT
from simulator.wording import Words


class Player:
    """Feeds a view with events and an attempt with its actions, tick by tick."""

    def __init__(self, exercise: str = "premiere-coupe", seed: int = 5) -> None:
        if not pygame.display.get_surface():
            pygame.display.init()
            pygame.font.init()
            pygame.display.set_mode((1, 1))
        self.attempt = Attempt(start.find_exercise(start.DEMO_PROOF[0], exercise), seed)
        self.scene = self.attempt.scene
        language = Language("fr")
        context = ViewContext(
            language, Words(language), LIGHT, "x", ("preparation",), 0, True, random.Random(1), lambda: self.attempt.tick
        )
        self.view = views.create(self.scene, context)
        self.surface = pygame.Surface((1280, 720), 0, 32)
        self.canvas = Kit((1280, 720), LIGHT).canvas(self.surface)
        self.held: set[str] = set()
        self.waiting: list = []
        self.draw()

    @property
    def step(self) -> str:
        return self.scene.goal().removeprefix("prep.")

    def draw(self) -> None:
        self.view.draw(self.canvas)

    def send(self, kind: str, **what) -> None:
        self.waiting += self.view.handle(UiEvent(kind, **what))

    def run(self, ticks: int = 1) -> None:
        for _ in range(ticks):
            if self.attempt.finished:
                return
            actions, self.waiting = self.waiting + self.view.tick(frozenset(self.held)), []
            self.view.notice(self.attempt.step(actions))

    def tap(self, key: str) -> None:
        self.held.add(key)
        self.send("key", key=key)
        self.run()
        self.held.discard(key)
        self.send("keyup", key=key)
        self.run(3)

    def hold(self, key: str, ticks: int = 1, shift: bool = False) -> None:
        self.held |= {key, "shift"} if shift else {key}
        self.send("key", key=key)
        self.run(ticks)
        self.held.clear()
        self.send("keyup", key=key)

    def click(self, rect: at.Rect) -> None:
        x, y = rect[0] + rect[2] / 2, rect[1] + rect[3] / 2
        self.send("move", x=x, y=y)
        self.run()
        self.send("down", x=x, y=y)
        self.run()
        self.send("up", x=x, y=y)
        self.run(5)
        self.draw()

    def drag(self, x0: float, y0: float, x1: float, y1: float, ticks: int) -> None:
        self.send("move", x=x0, y=y0)
        self.run()
        self.send("down", x=x0, y=y0)
        self.run()
        for i in range(1, ticks + 1):
            self.send("move", x=x0 + (x1 - x0) * i / ticks, y=y0 + (y1 - y0) * i / ticks, held=True)
            self.run()
        self.send("up", x=x1, y=y1)
        self.run(6)
        self.draw()

    def score(self) -> float:
        self.attempt.finish()
        return self.attempt.outcome().sheet.score


def test_mouse_alone_prepares_a_good_end() -> None:
    p = Player()
    fibre = at.AXIS_Y
    for _ in range(12):
        step = p.step
        if step in ("wipe", "clean", "wipe_new"):
            p.click(at.WIPES)
        elif step == "wipe_alcohol":
            p.click(at.BOTTLE)
        elif step == "wipe_fold":
            p.click((1536, 846, 150, 76))
        elif step.endswith("_pinch"):
            first = 62 if step == "wipe_pinch" else 38
            p.drag(at.x_of(first), fibre, at.x_of(-5), fibre, 80)
        elif step == "strip":
            p.click(at.RECESS)
        elif step in ("strip_go", "strip_close"):
            p.drag(at.x_of(35), fibre, at.x_of(-6), fibre, 100)
        else:
            break
    assert p.step == "cleave", p.step
    p.click(at.CLEAVER)
    p.run(30)
    start_x, start_y = at.near_x(at.WAITING[0]), at.near_y(at.WAITING[1])
    p.drag(start_x - 60, start_y, at.near_x(10) - 60, at.near_y(0) + 6, 80)
    assert p.scene.state.cleaver.length_mm == pytest.approx(10, abs=0.2)
    p.click(at.FLAP)
    p.click((at.LID_OPEN[0], at.LID_OPEN[1], at.LID_OPEN[2], 80))
    x, y = at.SLIDE[0] + 75, at.SLIDE[1] + 60
    p.drag(x, y, x, y - 2 * at.STROKE_PX, 100)
    assert p.scene.state.cleaver.cut_done
    p.run(40)
    p.click((at.LID_CLOSED[0], at.LID_CLOSED[1], at.LID_CLOSED[2], 90))
    p.click(at.FLAP_CLOSED)
    p.click((at.near_x(14), at.near_y(0) - 4, 8, 8))
    p.click(at.OFFCUT_BED)
    p.click(at.BIN)
    assert p.step == "done", p.step
    p.click(at.DONE)
    assert p.attempt.finished
    assert p.score() >= 90


def test_keys_alone_prepare_a_good_end() -> None:
    p = Player()
    for _ in range(3000):
        step, state = p.step, p.scene.state
        if p.attempt.finished:
            break
        if step.endswith("_pinch"):
            wanted = 62 if step == "wipe_pinch" else p.scene.mat.end.bare_mm + 4
            if abs(state.x_mm - wanted) > 3:
                p.hold("left" if state.x_mm < wanted else "right")
            else:
                p.tap("space")
        elif step.endswith("_stroke"):
            p.hold("right")
        elif step == "strip_pull":
            p.hold("right", shift=state.speed_mm_s > 30)
        elif step == "strip_go":
            p.hold("left" if state.x_mm < 35 else "right", shift=abs(state.x_mm - 35) < 4)
        elif step == "cleave_length":
            length = state.cleaver.length_mm
            p.hold("left" if length < 10 else "right", shift=abs(length - 10) < 1.5)
        elif step == "cleave_seat":
            p.hold("down")
        elif step == "cleave_slide":
            p.hold("enter", 70)
        else:
            p.tap("enter")
    assert p.attempt.finished, p.step
    assert p.score() >= 90


def test_a_replay_takes_no_input() -> None:
    p = Player()
    object.__setattr__(p.view.ctx, "ghost", True)
    p.send("key", key="enter")
    p.send("down", x=160.0, y=200.0)
    assert p.waiting == []
