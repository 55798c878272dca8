"""A new stage is made over several frames: the last picture stands, none of them makes much, and it ends as a whole."""

from __future__ import annotations

from functools import partial

import pygame

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


def test_no_frame_of_a_new_stage_makes_much_and_then_it_is_there_whole(context: Context) -> None:
    def to_next(attempt: Attempt, index: int) -> None:
        attempt.stage = 1

    made, calls, whole = frames(context, 20, to_next)
    one = sum(made) / 6
    assert 0 < one < opening.FRAME_BYTES < sum(made) / 2
    assert max(made) < opening.FRAME_BYTES + 1.1 * one
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
        assert stood <= max(opening.EVENT_FRAMES, opening.STAGE_FRAMES)
    assert stood <= opening.EVENT_FRAMES


def test_a_large_thing_under_the_hand_leaves_something_for_the_rest(context: Context) -> None:
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
