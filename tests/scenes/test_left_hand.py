"""The bench for left hands: drawn as in a mirror, worked by the mirrored hand, and the log cannot tell."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator.scenes.preparation import view  # noqa: E402
from simulator.scenes.preparation import view_layout as at  # noqa: E402
from simulator.ui.canvas import Canvas, Kit  # noqa: E402
from simulator.ui.mirror import RAIL_SHIFT, mirrored, mirrored_key  # noqa: E402
from tests.scenes.preparation_player import Player, with_keys, with_the_mouse  # noqa: E402


class LeftPlayer(Player):
    """The same trainee in a mirror: what was right of the middle is left of it, the rail stands at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.view = view.create(self.scene, replace(self.view.ctx, left_handed=True))

    def event(self, kind: str, x: float = 0.0, y: float = 0.0, **rest) -> None:
        if at.SUBJECT[1] <= y < at.SUBJECT[1] + at.SUBJECT[3]:
            x = x + RAIL_SHIFT if x >= at.LENS_CARD[0] else 1920 - x
        if "key" in rest:
            rest["key"] = mirrored_key(rest["key"])
        super().event(kind, x, y, **rest)

    def step(self, actions=None) -> None:
        kept, self.keys = self.keys, set(map(mirrored_key, self.keys))
        try:
            super().step(actions)
        finally:
            self.keys = kept


@pytest.mark.parametrize("work", [with_the_mouse, with_keys])
def test_the_same_gesture_in_the_mirror_leaves_the_same_log(work) -> None:
    right, left = Player(), LeftPlayer()
    for player in (right, left):
        work(player)
    assert right.done and left.done == right.done
    assert left.end.face == right.end.face and left.scene.state == right.scene.state


def test_an_unmirrored_hand_leaves_another_log() -> None:
    """The test above would see it if the mirror were not there."""
    player = Player()
    player.view = view.create(player.scene, replace(player.view.ctx, left_handed=True))
    player.drag((at.x_of(30), at.AXIS_Y), (at.x_of(0), at.AXIS_Y), 30)
    other = Player()
    other.drag((at.x_of(30), at.AXIS_Y), (at.x_of(0), at.AXIS_Y), 30)
    assert player.done != other.done


# the picture


@pytest.fixture(scope="module")
def kit() -> Kit:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 36))
    return Kit((1920, 1080))


def picture(kit: Kit, paint, left: bool) -> pygame.Surface:
    surface = pygame.Surface((1920, 1080), 0, 32)
    canvas = kit.canvas(surface)
    canvas.fill("bench")
    paint(mirrored(canvas) if left else canvas)
    return surface


def things(canvas: Canvas) -> None:
    """One of everything that has a left and a right."""
    canvas.part("bench/background_bench")
    canvas.part("bench/tool_tray")
    canvas.part("bench/stripper_arm_left", 500, 500, turn=7)
    canvas.part("bench/wipes_box", 300, 700, stretch=(90, 80), alpha=0.5)
    canvas.hand("left_pinch_fibre", 800, 700)
    canvas.tube([(100, 400), (300, 420), (600, 380)], 12, "bleu")
    canvas.gradient_h(900, 300, 200, 40, "bad", "good", 8)
    canvas.rect(1200, 420, 130, 60, "panel", 12, 3, "action")
    with canvas.clip_circle(1400, 600, 60) as inner:
        inner.rect(1340, 540, 60, 120, "bad")
    canvas.layer(("half",), lambda c: c.rect(700, 900, 30, 40, "info"), (690, 890, 100, 60))


def test_things_are_drawn_as_in_a_mirror(kit: Kit) -> None:
    plain, other = picture(kit, things, False), pygame.transform.flip(picture(kit, things, True), True, False)
    ours, theirs = (pygame.surfarray.array3d(s).astype(int) for s in (plain, other))
    apart = abs(ours - theirs).max(axis=2)
    # Turned and rounded edges may fall half a pixel apart; nothing else may.
    assert (apart > 60).mean() < 0.002 and apart.mean() < 0.6


def test_words_stay_readable_where_the_thing_has_gone(kit: Kit) -> None:
    def words(canvas: Canvas) -> None:
        canvas.text(400, 200, "Lingettes 35 mm", "title", "ink")

    plain, other = picture(kit, words, False), picture(kit, words, True)
    boxes = [pygame.mask.from_threshold(s, kit.theme.ink, (70, 70, 70)).get_bounding_rects() for s in (plain, other)]
    box, twin = (rects[0].unionall(rects[1:]) for rects in boxes)
    assert abs((1920 - box.right) - twin.left) <= 2
    same = pygame.image.tobytes(plain.subsurface(box), "RGB") == pygame.image.tobytes(other.subsurface(twin), "RGB")
    assert same, "the words are not the same letters in the same order"


def test_the_rail_stands_at_the_left(kit: Kit) -> None:
    player = LeftPlayer()
    drawn = {}
    for left in (False, True):
        surface = pygame.Surface((1920, 1080), 0, 32)
        view.create(player.scene, replace(player.view.ctx, left_handed=left)).draw(kit.canvas(surface))
        drawn[left] = surface
    x, y, w, h = (round(v) for v in at.CARD)
    # Inside its round corners, through which the bench shows.
    right = drawn[False].subsurface((x + 16, y + 16, w - 32, h - 32))
    left = drawn[True].subsurface((48 + 16, y + 16, w - 32, h - 32))
    assert pygame.image.tobytes(right, "RGB") == pygame.image.tobytes(left, "RGB")
