"""The evening over pictures: deep where the theme's room is dim, nothing elsewhere, and inside its box alone."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402
import pytest  # noqa: E402

from simulator.ui.canvas import Kit  # noqa: E402
from simulator.ui.evening import evening, evening_room  # noqa: E402
from simulator.ui.theme_variants import THEMES  # noqa: E402

PALE = (240, 236, 228)


@pytest.mark.parametrize("name", THEMES)
def test_only_a_dim_room_dims_its_pictures(name: str) -> None:
    surface = pygame.Surface((1920, 1080), 0, 32)
    surface.fill(PALE)
    canvas = Kit((1920, 1080), THEMES[name]).canvas(surface)
    evening(canvas, (100, 200, 300, 160))
    assert surface.get_at((99, 210))[:3] == surface.get_at((401, 210))[:3] == PALE
    assert (surface.get_at((250, 280))[0] < 0.8 * PALE[0]) == (name == "dark")
    evening_room(canvas)
    assert surface.get_at((960, 40))[:3] == surface.get_at((960, 1000))[:3] == PALE, "the bars keep their light"
    assert (surface.get_at((960, 540))[:3] == PALE) == (name != "dark")
