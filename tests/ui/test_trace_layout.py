"""The picture of a trace: nothing of it lost in the thinning, everything inside the page, heads apart."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from simulator.ui.trace_layout import (
    BEYOND,
    HEAD,
    PAGE,
    Box,
    Curve,
    Disc,
    Frame,
    Picture,
    Pin,
    Row,
    Stroke,
    Words,
    decimals,
    finer,
    nice,
    page,
    plot,
    polyline,
    spans,
    ticks,
)
from simulator.ui.trace_paint import curve_line
from simulator.ui.trace_svg import svg

AREA = (100.0, 50.0, 800.0, 400.0)


def figure(value: float, places: int) -> str:
    return f"{value:.{places}f}"


def test_a_peak_of_one_sample_survives_the_thinning() -> None:
    levels = np.zeros(200_000)
    levels[123_456] = 10.0
    points = polyline(Curve(levels, 0.0, 1.0), Frame(0.0, 200_000.0, -5.0, 15.0), AREA)
    assert len(points) <= 2 * 801
    top = points[points[:, 1].argmin()]
    assert top[1] == pytest.approx(50.0 + 400.0 * 5.0 / 20.0)
    assert top[0] == pytest.approx(100.0 + 800.0 * 123_456 / 200_000, abs=1.0)


def test_few_samples_are_all_drawn_at_their_place() -> None:
    points = polyline(Curve(np.array([0.0, -1.0, -2.0]), 0.0, 100.0), Frame(0.0, 200.0, -2.0, 0.0), AREA)
    assert points.tolist() == [[100.0, 50.0], [500.0, 250.0], [900.0, 450.0]]


def test_levels_outside_are_held_at_the_border() -> None:
    odd = np.array([np.nan, np.inf, -np.inf, -1.0])
    points = polyline(Curve(odd, 0.0, 1.0), Frame(0.0, 3.0, -2.0, 0.0), AREA)
    assert np.all((points[:, 1] >= 50.0) & (points[:, 1] <= 450.0))
    assert len(polyline(Curve(odd, 0.0, 1.0), Frame(50.0, 60.0, -2.0, 0.0), AREA)) == 0


@pytest.mark.parametrize(("span", "parts"), [(1.0, 5), (37.0, 6), (25_000.0, 10), (0.003, 4), (1e9, 7)])
def test_steps_are_round_and_about_as_many_as_asked(span: float, parts: int) -> None:
    step = nice(span, parts)
    assert parts / 2.6 <= span / step <= parts * 1.01
    mantissa = step / 10 ** np.floor(np.log10(step) + 1e-12)
    assert min(abs(mantissa - m) for m in (1.0, 2.0, 2.5, 5.0)) < 1e-6


@pytest.mark.parametrize("step", [0.1, 0.2, 0.25, 0.5, 1.0, 2.5, 5.0, 250.0])
def test_a_figure_of_the_axis_is_the_value_that_it_stands_at(step: float) -> None:
    written = [float(figure(value, decimals(step))) for value in ticks(0.0, 4 * step, step)]
    assert written == pytest.approx([k * step for k in range(5)], abs=1e-9)


@pytest.mark.parametrize(
    ("step", "fine"), [(1.0, 0.2), (2.0, 0.5), (2.5, 0.5), (5.0, 1.0), (2000.0, 500.0), (0.25, 0.05), (0.02, 0.005)]
)
def test_fine_lines_stand_at_round_figures(step: float, fine: float) -> None:
    assert finer(step) == pytest.approx(fine)


def test_ticks_are_multiples_inside() -> None:
    assert ticks(-3.0, 11.0, 5.0) == [0.0, 5.0, 10.0]
    assert ticks(0.0, 10.0, 2.5) == [0.0, 2.5, 5.0, 7.5, 10.0]


def test_a_level_keeps_its_figure_where_one_zooms() -> None:
    def figures(low: float, high: float, zero: float | None) -> dict[str, float]:
        shapes = plot(AREA, Frame(0.0, 1000.0, low, high, zero), [], [], figure)
        words = [s for s in shapes if isinstance(s, Words) and s.align == "right"]
        top, height = AREA[1], AREA[3]
        return {word.text: round(high - (word.y - top) / height * (high - low), 6) for word in words}

    whole, near = figures(-40.0, -8.0, -65.0), figures(-28.0, -12.0, -65.0)
    shared = whole.keys() & near.keys()
    assert shared and all(whole[text] == near[text] for text in shared)
    assert all(abs(float(text) - 65.0 - level) < 1e-6 for text, level in near.items())
    assert min(float(text) for text in figures(-40.0, -8.0, None)) == 0.0


def test_heads_do_not_touch_and_stay_inside() -> None:
    pins = [Pin(str(i), 4000.0 + 30.0 * i, -10.0, "trace") for i in range(5)] + [Pin("9", 500.0, -100.0, "trace")]
    shapes = plot(AREA, Frame(0.0, 10_000.0, -30.0, 0.0), [], pins, figure)
    heads = [s for s in shapes if isinstance(s, Disc)]
    assert len(heads) == 6
    for i, one in enumerate(heads):
        assert 50.0 + HEAD <= one.y <= 450.0 - HEAD
        for two in heads[i + 1 :]:
            assert np.hypot(one.x - two.x, one.y - two.y) >= 2 * HEAD


def sample(rows: int) -> Picture:
    pins = tuple(Pin(str(i + 1), 100.0 * i, -0.02 * i, "trace", i == 3) for i in range(rows))
    cells = ("Gain apparent", "123 456,7 m", "-0,123 dB", "≥ -65,4 dB")
    lines = tuple(Row((str(i + 1), *cells), "trace") for i in range(rows))
    curve = Curve(np.linspace(0.0, -10.0, 5000), 0.0, 1.0)
    heads = ("N°", "Type", "Position", "Perte", "Réflectance")
    sums = ("Longueur : 12 345,6 m", "Perte totale : 12,345 dB", "ORL : 32,1 dB", "Dynamique : 22,2 dB")
    facts, frame = ("1550 nm", "1 µs", "32 768 points"), Frame(0.0, 5000.0, -15.0, 1.0)
    return Picture("a<b>&.sor", facts, frame, (curve,), pins, heads, lines, sums, "… la suite")


@pytest.mark.parametrize("rows", [0, 1, 9, 30, 80])
def test_everything_lies_inside_the_page(rows: int) -> None:
    for shape in page(sample(rows), figure):
        if isinstance(shape, Box):
            x, y, w, h = shape.area
            assert x >= 0 and y >= 0 and x + w <= PAGE[0] and y + h <= PAGE[1]
        elif isinstance(shape, Words):
            assert 0 <= shape.x <= PAGE[0] and 8 <= shape.y <= PAGE[1] - 8
        elif isinstance(shape, Stroke) and len(shape.points):
            assert shape.points.min() >= 0 and shape.points[:, 1].max() <= PAGE[1]


def test_a_long_table_says_that_it_goes_on() -> None:
    assert any(isinstance(s, Words) and s.text == "… la suite" for s in page(sample(80), figure))
    assert not any(isinstance(s, Words) and s.text == "… la suite" for s in page(sample(36), figure))


def test_svg_escapes_what_names_may_hold() -> None:
    import xml.etree.ElementTree as ET

    text = svg(page(sample(3), figure))
    assert ET.fromstring(text).get("viewBox") == "0 0 1920 1080"
    assert "a&lt;b&gt;&amp;.sor" in text


def test_no_word_of_the_table_is_wider_than_its_cell(kit) -> None:
    """Measured with the bundled font: neighbours in a row and in the bar of sums do not overlap."""
    words = [s for s in page(sample(30), figure) if isinstance(s, Words)]
    spans = []
    for word in words:
        width = kit.text.layout(word.text, word.size, word.weight, None, None, True).width
        width = min(width, word.room) if word.room else width
        left = word.x - {"left": 0.0, "center": width / 2, "right": width}[word.align]
        spans.append((round(word.y), left, left + width, word.text))
    pinned = {str(i) for i in range(1, 31)}
    rows: dict[int, list[tuple[float, float, str]]] = {}
    for y, left, right, text in spans:
        if text not in pinned:
            rows.setdefault(y, []).append((left, right, text))
    for line in rows.values():
        line.sort()
        for (_, right, one), (left, _, two) in zip(line, line[1:], strict=False):
            assert right <= left + 1.0, (one, two)


def test_every_column_holds_all_that_lies_in_it() -> None:
    """Against each sample by itself: its column reaches over it, and no column reaches beyond its samples and edges."""
    levels = np.random.default_rng(3).normal(0.0, 2.0, 10_001)
    frame = Frame(500.0, 9_500.0, -12.0, 12.0)
    first, top, foot = spans(Curve(levels, 0.0, 1.0), frame, 300)
    assert (first, len(top), len(foot)) == (0, 300, 300)
    for column in range(300):
        inside = levels[500 + 30 * column : 500 + 30 * (column + 1) + 1]
        assert (1.0 - top[column]) * 24.0 - 12.0 == pytest.approx(inside.max())
        assert (1.0 - foot[column]) * 24.0 - 12.0 == pytest.approx(inside.min())


@pytest.mark.parametrize("samples", [2, 7, 50, 4000])
def test_neighbouring_columns_meet(samples: int) -> None:
    levels = np.where(np.arange(samples) % 2, 4.0, -4.0)
    _, top, foot = spans(Curve(levels, 0.0, 1.0), Frame(0.0, samples - 1.0, -5.0, 5.0), 400)
    assert np.all(top[1:] <= foot[:-1]) and np.all(top[:-1] <= foot[1:])


def test_columns_without_a_sample_stay_empty_and_strange_levels_are_held() -> None:
    odd = Curve(np.array([np.nan, np.inf, -np.inf, -1.0]), 100.0, 100.0)
    first, top, foot = spans(odd, Frame(0.0, 800.0, -2.0, 0.0), 80)
    assert first == 9 or first == 10
    assert first + len(top) == 40
    assert np.all((top >= -BEYOND) & (foot <= 1.0 + BEYOND) & (top <= foot))
    assert len(spans(odd, Frame(5000.0, 6000.0, -2.0, 0.0), 80)[1]) == 0
    assert len(spans(odd, Frame(-50.0, 60.0, -2.0, 0.0), 80)[1]) == 0


def test_no_line_runs_along_the_border_where_the_curve_is_outside() -> None:
    from simulator.ui.canvas import Kit

    levels = np.repeat([-1.0, 9.0, -1.0, -9.0], 50)
    surface = pygame.Surface((640, 360), 0, 32)
    canvas = Kit((640, 360)).canvas(surface)
    area = (300.0, 240.0, 1200.0, 480.0)
    curve_line(canvas, Curve(levels, 0.0, 1.0), Frame(0.0, 200.0, -2.0, 0.0), area)
    inked = pygame.surfarray.array3d(surface).sum(2) > 0
    box = canvas.pixel_rect(*area)
    inside = inked[box.left : box.right, box.top : box.bottom]
    assert inked.sum() == inside.sum()
    for quarter, seen in ((0, True), (1, False), (2, True), (3, False)):
        columns = inside[quarter * 100 + 8 : quarter * 100 + 92]
        assert columns.any(1).all() if seen else not columns.any(), quarter
