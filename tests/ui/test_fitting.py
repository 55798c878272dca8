"""Figures written digit by digit: they look as one line does."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402
import pytest  # noqa: E402

from simulator.ui import fitting  # noqa: E402
from simulator.ui.canvas import Kit  # noqa: E402


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_figure_of_digits_lies_where_the_line_lies(scale: float, align: str) -> None:
    """Digit by digit or as one line: the same ink at the same place, a pixel of rounding apart."""
    pygame.font.init()
    kit, boxes = Kit((1920, 1080), text_scale=scale), []
    for draw in (fitting.write, fitting.write_figure):
        surface = pygame.Surface((1920, 1080), pygame.SRCALPHA)
        more = {"numbers": True} if draw is fitting.write else {}
        draw(kit.canvas(surface), 600, 300, "1 204,5 m", (108, 36), "small", "ink", align, weight="semibold", **more)
        boxes.append(surface.get_bounding_rect())
    for one, two in zip(boxes[0], boxes[1], strict=True):
        assert abs(one - two) <= 2
    assert boxes[1].w <= 110
