"""The gesture plot: round axes that hold everything, and amber exactly from where the limit is crossed."""

from types import SimpleNamespace

import pytest

from simulator.ui.canvas import Canvas
from simulator.ui.plot import GesturePlot, _badges, nice_step, runs_beyond, scale_of
from simulator.ui.theme import LIGHT

LANGUAGE = SimpleNamespace(text=lambda s: s, number=lambda v, d: f"{v:.{d}f}")
WORDS = SimpleNamespace(unit=lambda u: u)
AREA = (100.0, 100.0, 400.0, 200.0)


def curve(**changes):
    made = {
        "x_unit": "mm", "y_unit": "mm/s", "low": 12.0, "high": 40.0, "ideal": ((0, 0), (5, 25), (30, 25), (35, 0)),
        "points": [(0, 0, 0), (10, 25, 60), (20, 60, 120), (30, 25, 180), (35, 5, 240)], "aims": False,
    }  # fmt: skip
    return SimpleNamespace(**(made | changes))


@pytest.mark.parametrize(("span", "step"), [(60, 20), (0.3, 0.1), (1, 0.5), (7, 2), (1000, 500), (0, 1)])
def test_steps_are_round(span: float, step: float) -> None:
    assert nice_step(span) == pytest.approx(step)


@pytest.mark.parametrize("high", [5.0, 40.0, 39.9, 1e9])
def test_axes_hold_the_gesture_the_ideal_and_the_limit(high: float) -> None:
    scale = scale_of(curve(high=high), AREA)
    assert scale.y_top >= 60 and (high > 1e5 or scale.y_top >= high)
    for x, y, _ in curve().points:
        px, py = scale.at(x, y)
        assert 100 <= px <= 500 and 100 - 1e-9 <= py <= 300 + 1e-9


def test_a_single_place_still_has_a_width() -> None:
    scale = scale_of(curve(points=[(3, 1, 0)], ideal=()), AREA)
    assert scale.at(3, 0)[0] == pytest.approx(100)


def test_beyond_begins_and_ends_exactly_on_the_limit() -> None:
    runs = runs_beyond([(0, 0), (10, 20), (20, 60), (30, 20), (40, 20)], 40)
    assert runs == [[(15.0, 40), (20, 60), (25.0, 40)]]
    assert runs_beyond([(0, 60), (10, 60)], 40) == [[(0, 60), (10, 60)]], "wholly beyond"
    assert runs_beyond([(0, 60), (10, 20), (20, 60)], 40) == [[(0, 60), (5.0, 40)], [(15.0, 40), (20, 60)]]
    assert runs_beyond([(0, 10), (10, 20)], 40) == []


def colours(canvas: Canvas, rect: tuple[int, int, int, int]) -> set[tuple[int, ...]]:
    x, y, w, h = rect
    return {tuple(canvas.surface.get_at((i, j)))[:3] for i in range(x, x + w) for j in range(y, y + h)}


def test_only_what_is_beyond_the_limit_is_amber(canvas: Canvas) -> None:
    canvas.fill("panel")
    GesturePlot(LANGUAGE, WORDS).draw(canvas, (0, 0, 600, 300), curve(), [], None)
    area = (80, 42, 496, 174)
    scale = scale_of(curve(), area)
    limit = round(scale.at(0, 40)[1])
    above = colours(canvas, (80, 42, 496, limit - 42 - 3))
    below = colours(canvas, (80, limit + 5, 496, 216 - limit - 10))
    assert LIGHT.watch in above and LIGHT.action not in above
    assert LIGHT.action in below and LIGHT.watch not in below


def test_a_mark_stands_on_the_curve_at_its_tick(canvas: Canvas) -> None:
    canvas.fill("panel")
    marks = [(1, 120, "Trop vite ici."), (2, 9999, "ailleurs")]
    GesturePlot(LANGUAGE, WORDS).draw(canvas, (0, 0, 600, 300), curve(), marks, 1)
    px, py = scale_of(curve(), (80, 42, 496, 174)).at(20, 60)
    assert LIGHT.bumper in colours(canvas, (round(px) - 16, 26, 32, 30))
    assert tuple(canvas.surface.get_at((round(px), round(py))))[:3] == LIGHT.panel
    assert LIGHT.bumper not in colours(canvas, (round(px) + 40, 26, 200, 30)), "the other mark is not of this curve"


def test_gestures_without_limits_can_be_drawn(canvas: Canvas) -> None:
    GesturePlot(LANGUAGE, WORDS).draw(canvas, (0, 0, 600, 300), curve(low=0.0, high=1e9, ideal=()), [(1, 0, "x")], 1)


def test_a_cause_hides_no_number(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    whole = Canvas.block

    def watched(canvas: Canvas, x: float, y: float, block, *rest, **more) -> None:
        said.append(" ".join(block.lines))
        whole(canvas, x, y, block, *rest, **more)

    monkeypatch.setattr(Canvas, "block", watched)
    cause = "Trop vite ici. La pince arrache le vernis, le verre est rayé."
    few, many = [(1, 120, cause)], [(n, 4 * n, cause) for n in range(1, 60)]
    for marks, told in ((few, True), (many, False)):
        said.clear()
        GesturePlot(LANGUAGE, WORDS).draw(canvas, (0, 0, 600, 300), curve(), marks, 1)
        assert (cause in said) is told


def amber(canvas: Canvas, made) -> bool:
    canvas.fill("panel")
    GesturePlot(LANGUAGE, WORDS).draw(canvas, (0, 0, 600, 300), made, [], None)
    return LIGHT.watch[:3] in colours(canvas, (80, 42, 496, 174))


def test_of_a_gesture_that_aims_only_how_it_ends_is_amber(canvas: Canvas) -> None:
    way = [(0, 60, 0), (10, 50, 60), (20, 5, 120)]
    assert amber(canvas, curve(points=way)) and not amber(canvas, curve(points=way, aims=True))
    assert amber(canvas, curve(points=[*way, (30, 50, 180)], aims=True)), "it ended beyond"


def test_the_legend_names_only_what_the_plot_has(canvas: Canvas) -> None:
    told: list[str] = []
    language = SimpleNamespace(text=lambda s: told.append(s) or s, number=LANGUAGE.number)
    bare = curve(low=-1e6, high=1e6, ideal=())
    canvas.fill("panel")
    GesturePlot(language, WORDS).draw(canvas, (0, 0, 600, 300), bare, [], None)
    without = colours(canvas, (200, 266, 380, 24))
    GesturePlot(language, WORDS).draw(canvas, (0, 0, 600, 300), curve(), [], None)
    assert len(without) == 1 < len(colours(canvas, (200, 266, 380, 24)))


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_marks_of_one_place_stand_side_by_side_in_the_order_of_their_numbers(share: float) -> None:
    place = (AREA[0] + share * AREA[2], 250.0)
    badges = _badges(dict.fromkeys((3, 1, 4, 2), place), scale_of(curve(), AREA))
    across = [badges[number][0] for number in (1, 2, 3, 4)]
    assert across == sorted(across) and min(b - a for a, b in zip(across, across[1:], strict=False)) >= 34
    assert place[0] in across
