"""A new stage is made over several frames: the last picture stands, none of them makes much, and it ends as a whole."""

from __future__ import annotations

import time
from functools import partial

import pygame
import pytest

from simulator.screens import opening
from simulator.screens.context import Context
from simulator.screens.opening import Opening
from simulator.ui.sheet import Sheet

SIZE = (640, 360)


class Scene:
    def __init__(self) -> None:
        self.now = "first"

    def goal(self) -> str:
        return self.now


class Attempt:
    finished = False

    def __init__(self) -> None:
        self.stage, self.scene = 0, Scene()


@pytest.fixture
def share(monkeypatch) -> int:
    """A frame's share that a few pictures of this small window use up [bytes]."""
    monkeypatch.setattr(opening, "FRAME_BYTES", 768 << 10)
    return opening.FRAME_BYTES


def parts_of(number: int, pieces: int = 6):
    """A view that needs so many pictures of the size of a whole frame's share."""

    def paint(canvas) -> None:
        canvas.fill("bench")
        for index in range(pieces):
            canvas.layer((number, index), lambda c: c.fill("panel"), (index, 0, 1400, 700), True)

    return paint


def frames(context: Context, steps: int, change) -> tuple[list[int], list[int], int]:
    """Bytes that each frame made, calls that each frame showed, and calls of the whole picture."""
    sheet = Sheet(pygame.Surface(SIZE, 0, 32))
    canvas, shown, attempt = context.canvas(sheet), Opening(), Attempt()
    shown.draw(canvas, parts_of(0, 1))
    sheet.show()
    made, calls = [], []
    for index in range(steps):
        change(attempt, index)
        shown.note(attempt, ())
        before = canvas.layers.size
        shown.draw(canvas, parts_of(1))
        made.append(canvas.layers.size - before)
        calls.append(len(sheet.calls))
        sheet.show()
    return made, calls, 1 + 6


def test_no_frame_of_a_new_stage_makes_much_and_then_it_is_there_whole(context: Context, share: int) -> None:
    def to_next(attempt: Attempt, index: int) -> None:
        attempt.stage = 1

    made, calls, whole = frames(context, 20, to_next)
    one = sum(made) / 6
    assert 0 < one < share < sum(made) / 2
    assert max(made) < share + 1.1 * one
    assert calls[0] == 2 and calls[-1] == whole
    assert set(calls) == {2, whole}


def test_what_happens_at_every_tick_does_not_let_the_picture_stand_for_ever(context: Context, monkeypatch) -> None:
    monkeypatch.setattr(opening, "FRAME_BYTES", 0)

    def always(attempt: Attempt, index: int) -> None:
        attempt.scene.now = str(index)

    shown, attempt = Opening(), Attempt()
    sheet = Sheet(pygame.Surface(SIZE, 0, 32))
    canvas = context.canvas(sheet)
    shown.draw(canvas, parts_of(0, 1))
    sheet.show()
    stood = 0
    for index in range(60):
        always(attempt, index)
        shown.note(attempt, ())
        # Pictures that are others at every frame.
        shown.draw(canvas, parts_of(100 + index))
        stood = 0 if len(sheet.calls) == 7 else stood + 1
        sheet.show()
        begins = index < opening.STAGE_FRAMES + opening.MOST_GROWTHS + 2
        longest = opening.STAGE_FRAMES if begins else opening.EVENT_FRAMES
        assert stood <= longest + opening.MOST_GROWTHS + 1


def test_patience_over_each_frame_makes_more_than_the_one_before(context: Context, monkeypatch) -> None:
    monkeypatch.setattr(opening, "FRAME_BYTES", 100 << 10)
    monkeypatch.setattr(opening, "STAGE_FRAMES", 5)

    def to_next(attempt: Attempt, index: int) -> None:
        attempt.stage = 1

    sheet = Sheet(pygame.Surface(SIZE, 0, 32))
    canvas, shown, attempt = context.canvas(sheet), Opening(), Attempt()
    shown.draw(canvas, parts_of(0, 1))
    sheet.show()
    made = []
    for index in range(30):
        to_next(attempt, index)
        shown.note(attempt, ())
        before = len(canvas.layers)
        shown.draw(canvas, parts_of(1, 24))
        made.append(len(canvas.layers) - before)
        sheet.show()
    grown = made[: made.index(max(made)) + 1]
    # The first of them has the work of the new stage itself.
    assert made[:6] == [0] + [1] * 5 and sum(made) == 24 and 4 <= max(made) < 10
    assert grown == sorted(grown) and set(grown) >= {1, 2, 3}


def made_with(context: Context, happens) -> list[int]:
    """Pictures that each of some frames made, with something happening in those that it says."""
    sheet = Sheet(pygame.Surface(SIZE, 0, 32))
    canvas, shown, attempt = context.canvas(sheet), Opening(), Attempt()
    shown.note(attempt, ())
    for _ in range(3):
        shown.draw(canvas, parts_of(0, 1))
        sheet.show()
    made = []
    for index in range(8):
        shown.note(attempt, ("sound",) if happens(index) else ())
        before = len(canvas.layers)
        shown.draw(canvas, parts_of(1))
        made.append(len(canvas.layers) - before)
        sheet.show()
    return made


def test_the_tick_in_which_something_happens_makes_no_pictures(context: Context) -> None:
    made = made_with(context, lambda index: index == 0)
    assert made[0] == 0 and made[1] > 0 and sum(made) == 6


def test_what_happens_at_every_tick_keeps_no_picture_waiting(context: Context) -> None:
    assert sum(made_with(context, lambda index: True)) == 6


def test_what_another_thread_unpacks_lets_the_picture_stand_and_is_then_there(context: Context) -> None:
    sheet = Sheet(pygame.Surface((1920, 1080), 0, 32))
    canvas, shown = context.canvas(sheet), Opening()
    shown.draw(canvas, parts_of(0, 1))
    sheet.show()
    calls = []
    while len(calls) < 12 and 3 not in calls:
        shown.draw(canvas, lambda c: (c.fill("bench"), c.part("bench/background_bench"), c.fill("panel")))
        calls.append(len(sheet.calls))
        sheet.show()
        time.sleep(0.1)
    assert calls[0] == 2 and calls[-1] == 3


def test_a_large_thing_under_the_hand_leaves_something_for_the_rest(context: Context, share: int) -> None:
    # The hand goes on: the first picture is another one in every frame and takes more than a frame's share.
    sheet, attempt, shown = Sheet(pygame.Surface(SIZE, 0, 32)), Attempt(), Opening()
    canvas = context.canvas(sheet)

    def paint(drawn: int, canvas) -> None:
        with canvas.uncounted():
            for piece in range(3):
                canvas.layer(("moving", drawn, piece), lambda c: c.fill("bench"), (0, 0, 1900, 1000), True)
        parts_of(1)(canvas)

    shown.note(attempt, ())
    shown.draw(canvas, parts_of(0, 1))
    sheet.show()
    attempt.scene.now = "second"
    calls = []
    for drawn in range(opening.EVENT_FRAMES // 2):
        shown.note(attempt, ())
        shown.draw(canvas, partial(paint, drawn))
        calls.append(len(sheet.calls))
        sheet.show()
    assert calls[0] == 2 and calls[-1] == 3 + 1 + 6


def test_without_a_window_everything_is_drawn_at_once(context: Context, monkeypatch) -> None:
    monkeypatch.setattr(opening, "FRAME_BYTES", 0)
    surface = pygame.Surface(SIZE, 0, 32)
    shown = Opening()
    shown.note(Attempt(), ())
    shown.draw(context.canvas(surface), parts_of(1))
    assert surface.get_at((300, 100)) == surface.get_at((100, 100))
