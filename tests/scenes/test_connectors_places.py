"""Labels and lens in the microscope's picture: they hide no finding. It deliberately draws nothing."""

from __future__ import annotations

import math

import numpy as np

from simulator.scenes.connectors import view_places as places


def drawn(seed: int, count: int) -> list[places.Point]:
    """Findings anywhere in the picture."""
    rng = np.random.default_rng(seed)
    angle, away = rng.uniform(0, 2 * math.pi, count), 272 * np.sqrt(rng.uniform(0, 1, count))
    return [(float(r * math.cos(a)), float(r * math.sin(a))) for a, r in zip(angle, away, strict=True)]


def side(a: places.Point, b: places.Point, c: places.Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def cross(one: tuple, other: tuple) -> bool:
    (a, b), (c, d) = one, other
    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)


def gaps(point: places.Point, label: places.Point) -> list[float]:
    """How far a point lies beside and over or under a label."""
    return [max(0.0, abs(point[i] - label[i]) - places.HALF_LABEL[i]) for i in (0, 1)]


def test_the_lens_hides_no_finding() -> None:
    hidden = 0
    for seed in range(60):
        spots = drawn(seed, 4)
        lens = places.lens_place(spots)
        hidden += any(math.dist(lens, spot) < places.LENS_RADIUS for spot in spots)
    assert hidden <= 1  # four findings that lie under all four places are rare


def test_lines_to_the_labels_do_not_cross_and_labels_hide_no_finding() -> None:
    crossed = covered = 0
    for seed in range(40):
        spots = drawn(seed, 4)
        found = places.label_places(spots, None)
        assert len(set(found)) == 4
        lines = list(zip(spots, found, strict=True))
        crossed += sum(cross(a, b) for i, a in enumerate(lines) for b in lines[i + 1 :])
        covered += sum(max(gaps(spot, place)) == 0.0 for spot in spots for place in found)
    assert crossed <= 2 and covered <= 2


def test_no_label_stands_on_the_lens() -> None:
    for seed in range(20):
        spots = drawn(seed, 3)
        lens = places.lens_place(spots)
        for place in places.label_places(spots, lens):
            assert math.hypot(*gaps(lens, place)) >= places.LENS_RADIUS
