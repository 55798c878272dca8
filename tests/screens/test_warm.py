"""What a briefing gets ready while it is read: slices stay small, and the scene then opens with nothing to load."""

from __future__ import annotations

import pygame
import pytest

from simulator.scenes.base import Action
from simulator.screens.briefing import BriefingScreen, shown_attempt
from simulator.screens.context import Context
from simulator.screens.play import PlayScreen
from simulator.screens.warm import SLICE_BYTES, Warmer
from simulator.ui.cache import Enough, Ration, SurfaceCache
from tests.screens.conftest import drawn

SIZE = (640, 360)


def surface(side: int) -> pygame.Surface:
    return pygame.Surface((side, side), 0, 32)


def test_a_ration_refuses_only_what_is_not_there_yet() -> None:
    ration = Ration()
    store = SurfaceCache(1 << 20, ration)
    ration.left = 4 * 10 * 10
    first = store.get("a", lambda: surface(10))
    with pytest.raises(Enough):
        store.get("b", lambda: surface(10))
    assert store.get("a", lambda: surface(10)) is first
    ration.left = None
    store.get("b", lambda: surface(10))
    assert len(store) == 2 and store.size == 2 * 4 * 10 * 10


def test_one_surface_is_always_made_so_that_slices_come_to_an_end() -> None:
    ration = Ration()
    ration.left = 1
    assert SurfaceCache(1 << 20, ration).get("a", lambda: surface(100)).get_width() == 100


@pytest.fixture
def warmed(context: Context) -> tuple[Context, list[int]]:
    """A context after a briefing was read to its end, and how many bytes each slice made."""
    exercise = next(e for e in context.exercises() if e.id == "premiere-coupe")
    drawn(BriefingScreen(context, exercise), context, SIZE)
    warmer = Warmer(context, exercise, shown_attempt(exercise))
    canvas = context.canvas(pygame.Surface(SIZE, 0, 32))
    made = []
    more = True
    while more:
        before = held(canvas)
        more = warmer.step(SIZE)
        made.append(held(canvas) - before)
    return context, made


def held(canvas) -> int:
    return sum(store.size for store in (canvas.layers, *canvas.parts.stores))


def test_slices_are_small(warmed: tuple[Context, list[int]]) -> None:
    _, made = warmed
    largest = SIZE[0] * SIZE[1] * 4
    assert len(made) > 10 and max(made) <= SLICE_BYTES + largest


def test_the_scene_then_opens_with_its_pictures_there(warmed: tuple[Context, list[int]]) -> None:
    context, _ = warmed
    exercise = next(e for e in context.exercises() if e.id == "premiere-coupe")
    screen = PlayScreen(context, exercise, 3)
    canvas = context.canvas(pygame.Surface(SIZE, 0, 32))
    before = sum(len(store) for store in canvas.parts.stores)
    screen.draw(canvas)
    for tool in ("wipe", "stripper"):
        screen._step([Action("tool", tool)])
        screen.draw(canvas)
    # The example is played without the trainee's own buttons: an icon may be missing, of more than a hundred pictures.
    assert before > 100 and sum(len(store) for store in canvas.parts.stores) <= before + 2
    screen.close()


def test_the_briefing_works_only_where_there_is_an_example(context: Context) -> None:
    screen = BriefingScreen(context, context.exercises()[0])
    assert screen.idle(SIZE)
    screen.example = None
    assert not screen.idle(SIZE)


def test_the_attempt_begins_with_its_pictures_although_later_ones_pushed_them_out(context: Context) -> None:
    exercise = next(e for e in context.exercises() if e.id == "premiere-coupe")
    canvas = context.canvas(pygame.Surface(SIZE, 0, 32))
    warmer = Warmer(context, exercise, shown_attempt(exercise))
    pushed_out = False
    while warmer.step(SIZE):
        if warmer._back and not pushed_out:
            pushed_out = True
            canvas.layers.clear()
    before = len(canvas.layers)
    PlayScreen(context, exercise, 3).draw(canvas)
    assert pushed_out and before > 3 and len(canvas.layers) <= before + 2
