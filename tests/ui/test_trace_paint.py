"""A curve on a surface: on its pixels and nowhere else, inside the clip, soft at its ends, as wide as asked."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import numpy as np  # noqa: E402
import pygame  # noqa: E402
import pytest  # noqa: E402

from simulator.ui.canvas import Canvas, Kit  # noqa: E402
from simulator.ui.trace_layout import Curve, Frame  # noqa: E402
from simulator.ui.trace_paint import curve_line  # noqa: E402

AREA = (40.0, 30.0, 400.0, 200.0)
FRAME = Frame(0.0, 1000.0, 0.0, 10.0)


@pytest.fixture
def canvas() -> Canvas:
    pygame.font.init()
    surface = pygame.Surface((1920, 1080), 0, 32)
    surface.fill((0, 0, 0))
    return Kit((1920, 1080)).canvas(surface)


def shares(canvas: Canvas) -> np.ndarray:
    """How much of the trace's colour each pixel holds, shape (x, y)."""
    green = pygame.surfarray.array3d(canvas.surface)[:, :, 1]
    return green / canvas.theme.colour("trace")[1]


def test_a_level_line_is_two_pixels_of_light_at_its_height(canvas: Canvas) -> None:
    for level, rows in ((5.0, (129, 131)), (4.985, (129, 132))):  # 0.015 dB are 0.3 px
        canvas.surface.fill((0, 0, 0))
        curve_line(canvas, Curve(np.full(50_001, level), 0.0, 0.02), FRAME, AREA)
        light = shares(canvas)
        assert light[40:440].sum(axis=1) == pytest.approx(2.0, abs=0.02)
        assert light[40:440, rows[0] : rows[1]].sum() == pytest.approx(light.sum(), abs=1e-9)


def test_noise_fills_what_it_reaches_over(canvas: Canvas) -> None:
    levels = np.where(np.arange(60_001) % 2, 8.0, 2.0)
    curve_line(canvas, Curve(levels, 0.0, 1000 / 60_000), FRAME, AREA)
    light = shares(canvas)
    inside = light[40:440, 71:189]
    assert inside.min(axis=0) == pytest.approx(inside.max(axis=0)), "every column is alike"
    column = inside[0]
    assert 0.4 < column[0] < 0.6 and 0.1 < column[-1] < 0.3 and (np.diff(column) <= 0).all(), "it sinks"
    assert light[40:440, :69].max() == light[40:440, 191:].max() == 0.0
    assert light[:40].max() == light[440:].max() == 0.0


def test_nothing_leaves_the_clip(canvas: Canvas) -> None:
    with canvas.clip(100, 100, 50, 40):
        curve_line(canvas, Curve(np.tile((0.0, 10.0), 500), 0.0, 1.0), FRAME, AREA)
    light = shares(canvas)
    assert light[100:150, 100:140].min() > 0.3
    part = light[100:150, 100:140].copy()
    light[100:150, 100:140] = 0.0
    assert light.max() == 0.0
    curve_line(canvas, Curve(np.tile((0.0, 10.0), 500), 0.0, 1.0), FRAME, AREA)
    assert shares(canvas)[100:150, 100:140] == pytest.approx(part), "a part drawn alone is as in the whole"


def test_a_reflection_is_bright_from_top_to_foot_and_noise_is_dim_inside(canvas: Canvas) -> None:
    levels = np.full(60_001, 3.0)
    levels[15_000:15_020] = 9.0
    levels[40_000:] = np.where(np.arange(20_001) % 2, 6.0, 1.0)
    curve_line(canvas, Curve(levels, 0.0, 1000 / 60_000), FRAME, AREA)
    light = shares(canvas)
    assert light[130:150, 60:160].max() == 1.0
    assert light[330:430, 115:190].max() < 0.7


def test_a_curve_beside_the_frame_paints_nothing(canvas: Canvas) -> None:
    curve_line(canvas, Curve(np.zeros(10), 5000.0, 1.0), FRAME, AREA)
    assert shares(canvas).max() == 0.0


def test_a_layer_with_alpha_takes_the_same_curve(canvas: Canvas) -> None:
    levels = np.tile((2.0, 8.0, 5.0), 400)
    curve_line(canvas, Curve(levels, 0.0, 1.0), FRAME, AREA)
    plain = pygame.surfarray.array3d(canvas.surface)
    surface = pygame.Surface((1920, 1080), pygame.SRCALPHA)
    surface.fill((0, 0, 0, 255))
    curve_line(Kit((1920, 1080)).canvas(surface), Curve(levels, 0.0, 1.0), FRAME, AREA)
    assert np.array_equal(pygame.surfarray.array3d(surface), plain)
    assert pygame.surfarray.array_alpha(surface).min() == 255


def test_noise_below_the_clip_is_not_drawn(canvas: Canvas) -> None:
    levels = np.where(np.arange(60_001) % 2, 4.0, 1.0)
    with canvas.clip(40, 30, 400, 60):
        curve_line(canvas, Curve(levels, 0.0, 1000 / 60_000), FRAME, AREA)
    assert shares(canvas).max() == 0.0
