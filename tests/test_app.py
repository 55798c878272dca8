"""The frame loop: ticks by the clock, input shared fairly among them, nothing drawn when nothing moves."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from simulator.app import Window
from simulator.ui.events import Spread, UiEvent


class Canvas:
    def to_design(self, point):
        return point


class Sounds:
    def __init__(self) -> None:
        self.played: list[str] = []

    def play(self, name: str) -> None:
        self.played.append(name)


class Context:
    fullscreen = False

    def __init__(self) -> None:
        self.sounds, self.warmed = Sounds(), 0
        self.asked: list[str] = []

    def canvas(self, surface):
        return Canvas()

    def note_input(self, event) -> None:
        """Nothing is shown of it here."""

    def warm(self) -> None:
        self.warmed += 1

    def age_pictures(self) -> None:
        self.asked.append("age")

    def drop_aged_pictures(self) -> None:
        self.asked.append("drop")


class FakeScreen:
    """Counts what the window asks of it, and leaves after some frames."""

    def __init__(self, running: bool, frames: int) -> None:
        self.running, self.dirty, self.left = running, True, frames
        self.ticks = self.draws = self.turns = 0
        self.seen: list[UiEvent] = []

    def handle(self, event) -> None:
        self.seen.append(event)

    def tick(self) -> None:
        self.ticks += 1

    def draw(self, canvas) -> None:
        self.draws += 1

    def next_screen(self):
        self.turns += 1
        return self if self.turns < self.left else None

    def close(self) -> None:
        pass


@pytest.mark.parametrize("rate", [7, 30, 60, 144])
def test_ticks_follow_the_clock_at_any_frame_rate(rate: int) -> None:
    pygame.display.quit()
    seconds, now = 3, [0.0]
    window = Window((320, 180), Context(), now=lambda: now[0], sleep=lambda _: None)
    screen = FakeScreen(True, rate * seconds)

    def slow_draw(canvas) -> None:
        now[0] += 1 / rate

    screen.draw = slow_draw
    window.run(screen)
    assert screen.ticks == pytest.approx(60 * seconds, abs=60 / rate + 2)


def test_the_next_screen_is_drawn_on_the_canvas_of_the_language_spoken_then() -> None:
    """Letters and names of the fibre colours lie in the canvas; a press on the globe leads to a new screen."""
    pygame.display.quit()
    context, drawn = Context(), []
    context.spoken = "fr"
    context.canvas = lambda surface, of=context: setattr(made := Canvas(), "spoken", of.spoken) or made
    window = Window((320, 180), context, sleep=lambda _: None)
    first, second = FakeScreen(False, 9), FakeScreen(False, 2)
    first.draw = second.draw = lambda canvas: drawn.append(canvas.spoken)

    def press_globe():
        context.spoken = "en"
        return second

    first.next_screen = press_globe
    window.run(first)
    assert drawn == ["en"]


def test_idle_screen_is_drawn_once() -> None:
    pygame.display.quit()
    window = Window((320, 180), Context(), sleep=lambda _: None)
    screen = FakeScreen(False, 3)
    window.run(screen)
    assert screen.draws == 1 and screen.ticks == 0


def test_events_of_a_slow_frame_are_shared_among_its_ticks() -> None:
    spread = Spread()
    for index in range(6):
        spread.put(UiEvent("move", x=float(index)))
    shares = spread.take(3)
    assert [[e.x for e in share] for share in shares] == [[0, 1], [2, 3], [4, 5]]
    assert spread.take(2) == [[], []]


def test_events_wait_for_a_tick() -> None:
    spread = Spread()
    spread.put(UiEvent("key", key="a"))
    assert spread.take(0) == []
    assert spread.take(1)[0][0].key == "a"


def test_voice_and_sounds_are_looked_for_once_and_only_after_the_first_picture() -> None:
    pygame.display.quit()
    context, seen = Context(), []
    window = Window((320, 180), context, sleep=lambda _: None)
    screen = FakeScreen(False, 5)
    screen.draw = lambda canvas: seen.append(context.warmed)
    window.run(screen)
    assert seen == [0] and context.warmed == 1


def test_every_press_of_a_widget_is_heard_once() -> None:
    from simulator.ui.focus import Focus
    from simulator.ui.widgets import Button

    pygame.display.quit()
    context = Context()
    window = Window((320, 180), context, sleep=lambda _: None)
    screen = FakeScreen(False, 100)
    screen.focus = Focus([Button("a", "A", "", 0, 0, 50, 50)])
    screen.handle = screen.focus.handle
    for event in (UiEvent("move", 5, 5), UiEvent("down", 5, 5), UiEvent("up", 5, 5), UiEvent("down", 90, 90)):
        window._frame(screen, [event], 0.01)
    assert context.sounds.played == ["press"]
    window._frame(screen, [UiEvent("key", key="enter")], 0.01)
    window._frame(FakeScreen(False, 9), [], 0.01)
    assert context.sounds.played == ["press"] * 2


def test_pictures_of_the_work_are_given_back_once_a_lean_screen_rests_and_at_no_other_time() -> None:
    pygame.display.quit()
    context = Context()
    window = Window((320, 180), context, sleep=lambda _: None)
    work, lean = FakeScreen(False, 3), FakeScreen(False, 4)
    lean.lean = True
    turn = work.next_screen
    work.next_screen = lambda: turn() or lean
    lean.draw = lambda canvas: context.asked.append("draw")
    window.run(work)
    assert context.asked == ["draw", "age", "draw", "drop"]
