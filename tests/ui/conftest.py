"""A hidden window for the tests of the drawing kit.

It holds no test and opens nothing that a screen could show.
"""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator.ui.canvas import Canvas, Kit  # noqa: E402


@pytest.fixture(scope="session")
def window() -> Iterator[pygame.Surface]:
    """A window of 1280 x 720 that nobody sees."""
    pygame.display.init()
    yield pygame.display.set_mode((1280, 720))
    pygame.display.quit()


@pytest.fixture(scope="session")
def kit(window: pygame.Surface) -> Kit:
    """The kit for that window."""
    return Kit(window.get_size())


@pytest.fixture
def canvas(kit: Kit) -> Canvas:
    """A fresh black canvas of 1920 x 1080, where a design unit is a pixel."""
    surface = pygame.Surface((1920, 1080), 0, 32)
    return Kit((1920, 1080)).canvas(surface)
