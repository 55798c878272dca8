"""What changed is all that is painted, and the picture is the same as if everything had been."""

from __future__ import annotations

import random

import numpy as np
import pygame
import pytest

from simulator import clock, library
from simulator import replay as replays
from simulator.i18n import Language
from simulator.screens.context import Context
from simulator.screens.doors import Doors
from simulator.screens.replay import make_view
from simulator.ui import sheet as sheets
from simulator.ui.canvas import Kit
from simulator.ui.sheet import Sheet

SIZE = (640, 360)


def pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface)


@pytest.fixture
def kit(window) -> Kit:
    return Kit(SIZE)


def paint(canvas, things) -> None:
    canvas.fill("bench")
    for kind, x, y, size, tone in things:
        if kind == "disc":
            canvas.circle(x, y, size / 2, tone)
        elif kind == "box":
            canvas.rect(x, y, size, size, tone)
        elif kind == "card":
            canvas.card(x, y, size, size)
        elif kind == "trace":
            canvas.trace([(x + i, y + (i * 7) % 13) for i in range(30)], tone)
        elif kind == "clip":
            with canvas.clip(x, y, size, size / 2):
                canvas.circle(x, y, size, tone)
        elif kind == "lens":
            with canvas.clip_circle(x, y, size) as inner:
                inner.rect(x - size, y - 10, 2 * size, 30, tone)
                inner.halo(x, y, size, "light", 0.5)
        else:
            canvas.text(x, y, "Brin", "lead", tone)


KINDS = ("disc", "box", "card", "trace", "clip", "lens", "text")
TONES = ("action", "light", "bad", "ink", "good")


def change(rng: random.Random, things: list) -> list:
    """A next frame: something comes, goes, moves, or goes to another depth."""
    things = list(things)
    for _ in range(rng.randint(0, 3)):
        what = rng.choice(("come", "go", "move", "lift"))
        at = rng.randrange(len(things)) if things else 0
        if what == "come" or not things:
            one = (
                rng.choice(KINDS),
                rng.uniform(-50, 1900),
                rng.uniform(-50, 1060),
                rng.uniform(30, 500),
                rng.choice(TONES),
            )
            things.insert(at, one)
        elif what == "go":
            things.pop(at)
        elif what == "move":
            kind, x, y, size, tone = things[at]
            things[at] = (kind, x + rng.uniform(-60, 60), y + rng.uniform(-60, 60), size, tone)
        else:
            things.append(things.pop(at))
    return things


@pytest.mark.parametrize("seed", range(6))
def test_the_picture_is_that_of_a_whole_repaint(kit, seed: int) -> None:
    rng = random.Random(seed)
    shown, whole = pygame.Surface(SIZE, 0, 32), pygame.Surface(SIZE, 0, 32)
    sheet = Sheet(shown)
    things: list = []
    for _ in range(40):
        things = change(rng, things)
        paint(kit.canvas(sheet), things)
        sheet.show()
        paint(kit.canvas(whole), things)
        assert (pixels(shown) == pixels(whole)).all()


def test_nothing_new_paints_nothing(kit) -> None:
    sheet = Sheet(pygame.Surface(SIZE, 0, 32))
    things = change(random.Random(3), change(random.Random(4), []))
    paint(kit.canvas(sheet), things)
    assert sheet.show() == [pygame.Rect(0, 0, *SIZE)]
    paint(kit.canvas(sheet), things)
    assert sheet.show() == []
    sheet.forget()
    paint(kit.canvas(sheet), things)
    assert sheet.show() == [pygame.Rect(0, 0, *SIZE)]


def test_a_small_change_paints_little(kit) -> None:
    sheet = Sheet(pygame.Surface(SIZE, 0, 32))
    for x in (300, 306):
        paint(kit.canvas(sheet), [("box", 900, 500, 100, "ink"), ("disc", x, 300, 60, "light")])
        changed = sheet.show()
    assert 0 < sum(box.w * box.h for box in changed) < 0.05 * SIZE[0] * SIZE[1]


def test_boxes_of_changes_cover_them_and_never_overlap() -> None:
    rng = random.Random(1)
    for _ in range(200):
        boxes = [
            pygame.Rect(rng.randrange(600), rng.randrange(340), rng.randrange(1, 40), rng.randrange(1, 40)).clip(
                (0, 0, *SIZE)
            )
            for _ in range(rng.randint(1, 12))
        ]
        found = sheets._tiles(boxes, SIZE)
        cover = np.zeros(SIZE, int)
        for box in found:
            cover[box.left : box.right, box.top : box.bottom] += 1
        assert cover.max() == 1
        for box in boxes:
            assert cover[box.left : box.right, box.top : box.bottom].all()


def test_a_played_attempt_looks_the_same_as_when_painted_whole(window) -> None:
    """Every hundredth tick of the demo, through both scenes."""
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    log = library.demo_log()
    exercise = library.exercise_for(log)
    shown, whole = pygame.Surface(SIZE, 0, 32), pygame.Surface(SIZE, 0, 32)
    sheet = Sheet(shown)
    attempt = replays.restart(log, exercise)
    view, stage = make_view(context, exercise, attempt), attempt.stage
    for attempt, effects in replays.play(log, exercise, log.last_tick - 2):
        if attempt.stage != stage:
            stage, view = attempt.stage, make_view(context, exercise, attempt)
        view.tick(frozenset())
        view.notice(effects)
        if attempt.tick % 100 == 0:
            view.draw(context.canvas(sheet))
            sheet.show()
            view.draw(context.canvas(whole))
            assert (pixels(shown) == pixels(whole)).all(), f"tick {attempt.tick}"
