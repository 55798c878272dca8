"""What a window has beside the frame: filled by the picture's own edges, and only when those have changed."""

from __future__ import annotations

import pygame
import pytest

from simulator.ui import surround

BLACK = (0, 0, 0)


def picture(size: tuple[int, int]) -> pygame.Surface:
    """A frame of bands in several colours on a black window."""
    surface = pygame.Surface(size, 0, 32)
    inner = surround.inner_box(size)
    for index, colour in enumerate(("white", "tan", "skyblue", "orange")):
        surface.fill(colour, (inner.left + index * inner.w // 4, inner.top, inner.w // 4 + 1, inner.h))
    return surface


@pytest.mark.parametrize("size", [(1024, 768), (1280, 1024), (1366, 768), (1680, 1050), (2560, 1080), (600, 900)])
def test_nothing_of_a_window_of_any_shape_stays_black(size) -> None:
    surface = picture(size)
    surround.surround(surface)
    corners = [(x, y) for x in (0, size[0] // 3, size[0] - 1) for y in (0, size[1] // 3, size[1] - 1)]
    assert BLACK not in [tuple(surface.get_at(corner))[:3] for corner in corners]


def test_above_and_below_the_edge_of_the_frame_runs_on() -> None:
    surface = picture((1024, 768))
    surround.surround(surface)
    inner = surround.inner_box((1024, 768))
    for x in range(inner.left, inner.right, 50):
        assert surface.get_at((x, 0)) == surface.get_at((x, inner.top)), x
        assert surface.get_at((x, 767)) == surface.get_at((x, inner.bottom - 1)), x


def test_the_frame_itself_stays_as_it_was() -> None:
    for size in ((1024, 768), (2560, 1080), (1280, 720)):
        before, surface = picture(size), picture(size)
        surround.surround(surface)
        inner = surround.inner_box(size)
        assert pygame.image.tobytes(surface.subsurface(inner), "RGB") == pygame.image.tobytes(
            before.subsurface(inner), "RGB"
        )


def test_only_what_touches_an_edge_paints_beside_it_again() -> None:
    surface = picture((1024, 768))
    inner = surround.inner_box((1024, 768))
    assert surround.surround(surface, [pygame.Rect(400, 300, 50, 50)]) == []
    assert len(surround.surround(surface, [pygame.Rect(400, inner.top, 50, 50)])) == 1
    assert surround.surround(picture((1920, 1080))) == []
