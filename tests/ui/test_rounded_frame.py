"""Large boxes in pieces look as if they were drawn whole, and weigh a small part of it."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from simulator.ui import rounded_frame
from simulator.ui.canvas import Kit
from simulator.ui.shapes import Shapes

GROUND = (90, 120, 60)


def on_ground(size: tuple[int, int], pieces) -> np.ndarray:
    surface = pygame.Surface(size, 0, 32)
    surface.fill(GROUND)
    for piece, place in pieces:
        surface.blit(piece, place, special_flags=pygame.BLEND_PREMULTIPLIED)
    return pygame.surfarray.array3d(surface).astype(int)


@pytest.mark.parametrize(("radius", "border"), [(16.0, 0.0), (12.0, 2.5), (0.0, 3.0), (30.0, 1.0)])
def test_a_box_in_pieces_is_the_box(radius: float, border: float) -> None:
    shapes, size, fill, ink = Shapes(), (431, 302), (250, 248, 240), (11, 110, 117)
    rim = int(max(radius, border)) + 2
    pieces = rounded_frame.rounded(shapes, size, rim, radius, fill, border, ink)
    found = on_ground(size, pieces)
    found[rim:-rim, rim:-rim] = fill
    whole = on_ground(size, [(shapes.rounded(size, radius, fill, border, ink), (0, 0))])
    differs = np.abs(found - whole).max(axis=2) > 40
    # The corners are drawn a little finer than those of a large whole picture; straight edges are the same.
    assert differs.mean() < 0.001
    assert not differs[rim:-rim].any() and not differs[:, rim:-rim].any()


def test_a_shadow_in_pieces_is_the_shadow_outside_its_box() -> None:
    shapes, size, radius, spread = Shapes(), (500, 300), 16.0, 16.0
    pieces = rounded_frame.shadow(shapes, size, radius, spread, (31, 42, 51, 60))
    pad = -pieces[0][1][0]
    whole_size = (size[0] + 2 * pad, size[1] + 2 * pad)
    moved = [(surface, (x + pad, y + pad)) for surface, (x, y) in pieces]
    found = on_ground(whole_size, moved)
    whole = on_ground(whole_size, [(shapes.shadow(size, radius, spread, (31, 42, 51, 60)), (0, 0))])
    inner = slice(pad + 20, -pad - 20)
    found[inner, inner] = whole[inner, inner]
    assert np.abs(found - whole).max() <= 1


def test_a_small_shadow_stays_one_picture() -> None:
    assert rounded_frame.shadow(Shapes(), (40, 30), 8.0, 16.0, (0, 0, 0, 60)) == []


def test_a_large_card_and_a_veil_weigh_little() -> None:
    kit = Kit((1920, 1080))
    canvas = kit.canvas(pygame.Surface((1920, 1080), 0, 32))
    canvas.card(100, 100, 1500, 800)
    canvas.rect(0, 0, 1920, 1080, (0, 0, 0, 128))
    assert kit.shapes._cache.size < 0.15 * 4 * (1500 * 800 + 1920 * 1080)


def test_a_veil_darkens_every_pixel_once() -> None:
    surface = pygame.Surface((640, 360), 0, 32)
    surface.fill((200, 100, 50))
    Kit((640, 360)).canvas(surface).rect(0, 0, 1920, 1080, (0, 0, 0, 128))
    found = pygame.surfarray.array3d(surface).reshape(-1, 3)
    assert len(np.unique(found, axis=0)) == 1 and abs(int(found[0, 0]) - 100) <= 2
