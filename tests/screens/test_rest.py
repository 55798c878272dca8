"""A scene in which nobody does anything is drawn ten times a second; what moves, and whoever comes back, at once."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from simulator.screens.context import Context
from simulator.screens.play import PlayScreen
from simulator.screens.rest import CALM_TICKS, EVERY, Rest
from simulator.ui.events import UiEvent
from simulator.ui.sheet import Sheet
from tests.screens.test_idle import RESTING, played_to

SIZE = (640, 360)
TICKS = 600


def drawn_at(paint: Callable[[Sheet, int], None], ticks: int = TICKS) -> list[int]:
    """Ticks at which a picture that depends on the tick was drawn, nothing being done."""
    sheet, rest, found = Sheet(pygame.Surface(SIZE, 0, 32)), Rest(), []
    for tick in range(ticks):
        rest.note()
        if rest.stands(sheet):
            sheet.stand()
        else:
            found.append(tick)
            paint(sheet, tick)
        sheet.show()
    return found


def breathing(sheet: Sheet, tick: int) -> None:
    sheet.fill((0, 0, 0))
    sheet.fill((200, 0, 0), pygame.Rect(64, 64, 96 + tick // EVERY % 3, 96))


def moving(sheet: Sheet, tick: int) -> None:
    sheet.fill((0, 0, 0))
    sheet.fill((0, 200, 0), pygame.Rect(tick % 500, 200, 30, 30))


def test_what_takes_a_step_now_and_then_is_drawn_at_its_steps() -> None:
    found = drawn_at(breathing)
    late = [tick for tick in found if tick >= 2 * CALM_TICKS]
    assert found[: CALM_TICKS - 1] == list(range(CALM_TICKS - 1))
    assert (TICKS - 2 * CALM_TICKS) / EVERY - 2 <= len(late) <= (TICKS - 2 * CALM_TICKS) / EVERY + 4


def test_what_moves_is_drawn_at_every_tick() -> None:
    assert len(drawn_at(moving)) > 0.97 * TICKS


def test_what_begins_to_move_is_found_within_six_ticks_although_something_breathes() -> None:
    def paint(sheet: Sheet, tick: int) -> None:
        breathing(sheet, tick)
        if 300 <= tick < 400:
            sheet.fill((0, 200, 0), pygame.Rect(300 + tick % 200, 200, 30, 30))

    found = drawn_at(paint)
    moved = [tick for tick in found if 300 <= tick < 400]
    assert moved[0] < 300 + EVERY and len(moved) >= 100 - EVERY - 1
    assert len([tick for tick in found if tick >= 420]) <= 180 / EVERY + 4


def drawings(screen: PlayScreen, context: Context, monkeypatch) -> Callable[[int], int]:
    """How often the view is drawn in so many more ticks."""
    sheet = Sheet(pygame.Surface((1280, 720), 0, 32))
    canvas, count = context.canvas(sheet), [0]
    real = screen._view.draw

    def draw(on) -> None:
        count[0] += 1
        real(on)

    monkeypatch.setattr(screen._view, "draw", draw)

    def run(ticks: int) -> int:
        before = count[0]
        for _ in range(ticks):
            screen.tick()
            screen.draw(canvas)
            sheet.show()
        return count[0] - before

    return run


def test_a_guided_scene_at_rest_is_drawn_ten_times_a_second_and_at_once_when_somebody_moves(
    context: Context, monkeypatch
) -> None:
    screen = played_to(context, *RESTING["connectors, a face in focus"], "guided")
    run = drawings(screen, context, monkeypatch)
    run(300)
    assert run(120) <= 120 / EVERY + 6
    screen.handle(UiEvent("move", 300, 300))
    assert run(CALM_TICKS - 1) == CALM_TICKS - 1
    screen.close()


def test_the_pause_is_there_at_once(context: Context, monkeypatch) -> None:
    screen = played_to(context, *RESTING["plan"], "guided")
    sheet = Sheet(pygame.Surface((1280, 720), 0, 32))
    canvas = context.canvas(sheet)
    for _ in range(200):
        screen.tick()
        screen.draw(canvas)
        sheet.show()
    screen.handle(UiEvent("key", key="escape"))
    screen.draw(canvas)
    assert sheet.show()
    screen.close()
