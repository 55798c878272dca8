"""Canvas: design units land on the right pixels, edges are soft, layers are painted once, themes are readable."""

import math

import pygame
import pytest

from simulator.ui import curves
from simulator.ui.canvas import Canvas, Kit, Span
from simulator.ui.curves import bezier
from simulator.ui.theme import FIBRES, LIGHT, faded, mix

BLACK = (0, 0, 0)


def channel(canvas: Canvas, x: int, y: int) -> tuple[int, int, int]:
    return tuple(canvas.surface.get_at((x, y)))[:3]  # type: ignore[return-value]


# places


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (2560, 1440), (1600, 1200), (1024, 576), (2560, 1080)])
def test_design_units_and_pixels_are_inverse_and_centred(window: pygame.Surface, size: tuple[int, int]) -> None:
    canvas = Kit(size).canvas(pygame.Surface(size))
    for point in ((0, 0), (1920, 1080), (333.5, 777)):
        assert canvas.to_design(canvas.to_pixels(*point)) == pytest.approx(point)
    left, top = canvas.to_pixels(0, 0)
    right, bottom = canvas.to_pixels(1920, 1080)
    assert left == pytest.approx(size[0] - right) and top == pytest.approx(size[1] - bottom)
    assert left == pytest.approx(0) or top == pytest.approx(0)


def test_neighbours_share_their_edge(kit: Kit, window: pygame.Surface) -> None:
    canvas = kit.canvas(window)
    canvas.fill("ink")
    for i in range(97):
        canvas.rect(i * 9.7, 100, 9.7, 50, "panel")
    row = [channel(canvas, x, 80) for x in range(round(97 * 9.7 * 2 / 3))]
    assert set(row) == {LIGHT.panel}


# shapes


def test_a_plain_rectangle_is_exact(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    canvas.rect(100, 200, 50, 30, "panel")
    assert channel(canvas, 100, 200) == channel(canvas, 149, 229) == LIGHT.panel
    assert channel(canvas, 99, 200) == channel(canvas, 150, 229) == BLACK


def test_a_rounded_rectangle_has_border_and_soft_corner(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    canvas.rect(100, 100, 200, 100, "panel", radius=20, border=4, border_colour="bad")
    assert channel(canvas, 100, 100) == BLACK and channel(canvas, 200, 150) == LIGHT.panel
    assert channel(canvas, 101, 150) == LIGHT.bad and channel(canvas, 200, 102) == LIGHT.bad
    tones = {channel(canvas, x, y)[0] for x in range(100, 120) for y in range(100, 120)}
    assert len(tones) > 12, "the corner is jagged"


def test_opacity_is_honoured(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    canvas.rect(0, 0, 50, 50, faded(LIGHT.panel, 0.5))
    canvas.circle(100, 25, 20, faded(LIGHT.panel, 0.5))
    canvas.polyline(((150, 25), (250, 25)), faded(LIGHT.panel, 0.5), 20)
    for x in (25, 100, 200):
        assert channel(canvas, x, 25)[0] == pytest.approx(128, abs=2)


def test_the_shadow_is_soft_symmetric_and_fades_out(canvas: Canvas) -> None:
    canvas.fill("panel")
    canvas.shadow(400, 400, 200, 120)
    below = [channel(canvas, 500, y)[0] for y in range(524, 560)]
    assert below == sorted(below) and below[0] < 245 and below[-1] == 255
    assert max(b - a for a, b in zip(below, below[1:], strict=False)) <= 4, "a step would show"
    for dy in (0, 30, 60):
        left, right = channel(canvas, 392, 430 + dy), channel(canvas, 607, 430 + dy)
        assert left == right


@pytest.mark.parametrize("size", [(6, 300), (40, 40), (300, 6)])
def test_small_shadows_have_no_seams(canvas: Canvas, size: tuple[int, int]) -> None:
    canvas.fill("panel")
    canvas.shadow(400, 400, *size, radius=3)
    row = [channel(canvas, x, 404 + size[1] // 2)[0] for x in range(370, 430 + size[0])]
    assert max(abs(b - a) for a, b in zip(row, row[1:], strict=False)) <= 8


@pytest.mark.parametrize("width", [2.0, 6.0, 23.0])
def test_a_stroke_covers_its_area(canvas: Canvas, width: float) -> None:
    canvas.fill(BLACK)
    points = bezier("M300 300C500 100 700 500 900 320")
    canvas.polyline(points, "panel", width, round_ends=False)
    covered = sum(channel(canvas, x, y)[0] for x in range(280, 920) for y in range(150, 450)) / 255
    assert covered == pytest.approx(curves.lengths(points)[-1] * width, rel=0.06)


SHARP = ((100.0, 100.0), (300.0, 100.0), (110.0, 130.0), (600.0, 160.0))
SPIRAL = tuple((500 + 12 * t * math.cos(t), 500 + 12 * t * math.sin(t)) for t in (i / 6 for i in range(90)))


@pytest.mark.parametrize(
    "points", [SHARP, SPIRAL, bezier("M60 600C700 0 800 1000 1800 300")], ids=["sharp", "spiral", "long"]
)
def test_a_stroke_is_all_that_lies_near_its_line(canvas: Canvas, points: tuple) -> None:
    canvas.fill(BLACK)
    canvas.polyline(points, "panel", 12)
    xs, ys = [round(p[0]) for p in points], [round(p[1]) for p in points]
    for x in range(min(xs) - 20, max(xs) + 20, 7):
        near = [i for i in range(len(points) - 1) if min(xs[i : i + 2]) - 30 <= x <= max(xs[i : i + 2]) + 30]
        for y in range(min(ys) - 20, max(ys) + 20, 5):
            away = min((_distance((x + 0.5, y + 0.5), points[i], points[i + 1]) for i in near), default=99.0)
            if away < 5:
                assert channel(canvas, x, y) == LIGHT.panel, (x, y, away)
            elif away > 7.2:
                assert channel(canvas, x, y) == BLACK, (x, y, away)


def _distance(p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    length = math.dist(a, b) or 1.0
    share = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length**2
    share = max(0.0, min(1.0, share))
    return math.dist(p, (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))


@pytest.mark.parametrize(("start", "end"), [(0, 90), (-90, 200), (0, 360)])
def test_a_ring_arc_covers_its_angles_alone(canvas: Canvas, start: float, end: float) -> None:
    canvas.fill(BLACK)
    canvas.ring_arc(500, 500, 100, 10, start, end, "panel")
    for angle in range(0, 360, 5):
        inside = (angle - start) % 360 < end - start - 2 and (angle - start) % 360 > 2
        outside = (angle - start) % 360 > end - start + 2 and (angle - start) % 360 < 358
        spot = (round(500 + 100 * math.cos(math.radians(angle))), round(500 + 100 * math.sin(math.radians(angle))))
        if inside or end - start == 360:
            assert channel(canvas, *spot) == LIGHT.panel, angle
        elif outside:
            assert channel(canvas, *spot) == BLACK, angle


def test_circle_ring_keeps_what_is_inside(canvas: Canvas) -> None:
    canvas.fill("good")
    canvas.circle(300, 300, 40, None, border=6, border_colour="panel")
    assert channel(canvas, 300, 300) == LIGHT.good and channel(canvas, 263, 300) == LIGHT.panel


def test_gradient_runs_from_one_end_to_the_other(canvas: Canvas) -> None:
    canvas.gradient_v(0, 0, 100, 200, "panel", "ink")
    column = [channel(canvas, 50, y)[0] for y in range(200)]
    assert column[0] == 255 and column[-1] == LIGHT.ink[0] and column == sorted(column, reverse=True)
    canvas.gradient_h(200, 0, 100, 50, "ink", "panel", radius=20)
    assert channel(canvas, 299, 25)[0] > 250 and channel(canvas, 200, 0) == BLACK


def test_shapes_on_a_transparent_layer_look_as_on_the_window(canvas: Canvas) -> None:
    def paint(c: Canvas) -> None:
        c.circle(300, 300, 60, "good", 5, "light")
        c.glow_path(bezier("M250 350C300 250 350 400 420 300"), 6)
        c.text(260, 300, "Brin", "title", "ink")
        c.part("bench/sleeve", 200, 380)

    canvas.fill("bench")
    paint(canvas)
    direct = canvas.surface.copy()
    canvas.fill("bench")
    canvas.layer("same", paint, (150, 200, 320, 300))
    # Rounding twice may move a channel by a step or two.
    difference = max(
        abs(a - b)
        for x in range(150, 470, 2)
        for y in range(200, 500, 2)
        for a, b in zip(direct.get_at((x, y)), canvas.surface.get_at((x, y)), strict=True)
    )
    assert difference <= 4


# fibres


def test_a_tube_shows_its_four_tones_in_order(canvas: Canvas) -> None:
    canvas.fill("panel")
    canvas.tube(((100, 300), (400, 300)), 40, "bleu")
    tones = FIBRES["bleu"]
    column = [channel(canvas, 250, y) for y in range(270, 330)]
    seen = [c for i, c in enumerate(column) if not i or c != column[i - 1]]
    order = [c for c in seen if c in (tones.dark, tones.base, tones.light, tones.highlight)]
    t = tones
    assert order == [t.dark, t.base, t.light, t.highlight, t.light, t.base, t.dark]


def test_glass_is_pale_with_its_core(canvas: Canvas) -> None:
    canvas.fill("ink")
    canvas.glass(((100, 300), (400, 300)), 20)
    assert channel(canvas, 250, 300) == LIGHT.light and channel(canvas, 250, 293) == LIGHT.glass
    canvas.glass(((100, 400), (400, 400)), 20, core=None)
    assert channel(canvas, 250, 400) == LIGHT.glass


def test_a_glow_is_the_sum_of_its_translucent_strokes(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    canvas.glow_path(((100, 300), (700, 300)), 20)
    halo = 0.0
    for half, opacity in ((70, 0.07), (44, 0.13), (26, 0.24)):  # widths 7, 4.4 and 2.6 times 20, halved
        halo = opacity + halo * (1 - opacity)
        expected = mix(BLACK, LIGHT.light, halo)
        assert channel(canvas, 400, 300 - half + 3) == pytest.approx(expected, abs=2), half
    assert channel(canvas, 400, 307) == LIGHT.light and channel(canvas, 400, 300) == LIGHT.light_core
    assert channel(canvas, 400, 225) == BLACK


def test_strokes_together_look_like_strokes_one_by_one(canvas: Canvas) -> None:
    layers = ((faded(LIGHT.ink, 0.3), 40), ("line", 20), ("panel", 6))
    points = bezier("M100 300C300 100 500 500 700 300")
    canvas.fill("bench")
    canvas.strokes(points, layers)
    together = canvas.surface.copy()
    canvas.fill("bench")
    for colour, width in layers:
        canvas.polyline(points, colour, width, round_ends=False)
    # Not at the flat ends, where strokes drawn one by one cover the same half pixels again and again.
    spots = [(x, y) for x in range(120, 680, 4) for y in range(150, 450, 3)]
    gaps = [abs(a - b) for s in spots for a, b in zip(together.get_at(s), canvas.surface.get_at(s), strict=True)]
    # Edges are sampled on another grid; whole surfaces of another tone would show in the mean.
    assert max(gaps) <= 12 and sum(gaps) / len(gaps) < 0.05


def test_every_trade_colour_can_be_drawn(canvas: Canvas) -> None:
    assert len(FIBRES) == 12
    for index, name in enumerate(FIBRES):
        canvas.tube(((0, 20 + 40 * index), (100, 20 + 40 * index)), 20, name)
    with pytest.raises(KeyError):
        canvas.tube(((0, 0), (9, 9)), 5, "beige")


# curves


def test_flattened_curves_keep_to_the_true_curve() -> None:
    points = bezier("M0 0C0 100 100 100 100 0")
    for x, y in points:
        t = _solve(x / 100)
        assert y == pytest.approx(300 * t * (1 - t) ** 2 + 300 * t * t * (1 - t), abs=0.05)
    middle = max(p[1] for p in points)
    assert middle == pytest.approx(75, abs=0.2)


def _solve(share: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(50):
        t = (low + high) / 2
        low, high = (t, high) if 3 * t * t * (1 - t) + t**3 < share else (low, t)
    return low


def test_svg_arcs_keep_their_radius() -> None:
    for x, y in bezier("M100 0A100 100 0 0 1 0 100"):
        assert math.hypot(x, y) == pytest.approx(100, abs=1e-6)


def test_relative_and_short_commands_read_like_long_ones() -> None:
    assert bezier("M10 10h20v30l-5 5z") == bezier("M10 10L30 10L30 40L25 45L10 10")
    smooth = bezier("M0 0C0 50 50 50 50 0S100 -50 100 0")
    assert smooth == bezier("M0 0C0 50 50 50 50 0C50 -50 100 -50 100 0")


@pytest.mark.parametrize("path", ["M10", "M0 0C1 2 3", "M0 0X4 4"])
def test_bad_paths_are_refused(path: str) -> None:
    with pytest.raises(curves.BadPath):
        bezier(path)


def test_trim_and_dashes_measure_along_the_line() -> None:
    line = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0))
    assert curves.lengths(curves.trim(line, 50, 150))[-1] == pytest.approx(100)
    pieces = curves.dashes(line, 10, 10)
    assert len(pieces) == 10 and sum(curves.lengths(p)[-1] for p in pieces) == pytest.approx(100)
    assert curves.point_at(line, 125) == pytest.approx((100, 25))


# text


@pytest.mark.parametrize(("align", "edge"), [("left", "left"), ("center", "centerx"), ("right", "right")])
def test_text_is_aligned_on_x(canvas: Canvas, align: str, edge: str) -> None:
    canvas.fill(BLACK)
    canvas.text(900, 500, "HHHH", "display", "panel", align=align)
    box = pygame.mask.from_threshold(canvas.surface, LIGHT.panel, (60, 60, 60)).get_bounding_rects()
    whole = box[0].unionall(box[1:])
    assert abs(getattr(whole, edge) - 900) <= 5


def test_text_anchors(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    for x, anchor in ((100, "top"), (400, "middle"), (700, "baseline")):
        canvas.text(x, 500, "H", "display", "panel", anchor=anchor)

    def extent(x: int) -> tuple[int, int]:
        rows = [y for y in range(400, 600) if any(channel(canvas, x + i, y)[0] > 128 for i in range(40))]
        return rows[0], rows[-1]

    top, middle, base = extent(100), extent(400), extent(700)
    assert top[0] > 500 and abs(sum(middle) / 2 - 500) <= 1.5 and abs(base[1] - 499) <= 1


def test_spans_stand_on_one_line(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    spans = [Span("20", "title", "semibold", "panel", True), Span(" / 35 mm", "small", "", "panel")]
    width = canvas.spans(1000, 300, spans, align="right")
    box = pygame.mask.from_threshold(canvas.surface, LIGHT.panel, (90, 90, 90)).get_bounding_rects()
    whole = box[0].unionall(box[1:])
    assert abs(whole.right - 1000) <= 4 and abs(whole.w - width) <= 8


# pictures, clips, layers


def test_a_part_lies_at_its_place_and_on_its_anchor(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    canvas.part("bench/cleaver_base")
    x, y = canvas.parts.info("bench/cleaver_base").place or (0, 0)
    box = canvas.surface.get_bounding_rect()
    assert box.w == 1920  # no alpha: only where it differs counts
    assert channel(canvas, int(x) + 150, int(y) + 100) != BLACK and channel(canvas, int(x) - 5, int(y) - 5) == BLACK
    canvas.fill(BLACK)
    canvas.part_at("ui/states/good", "centre", 700, 500)
    assert channel(canvas, 700, 515) == LIGHT.good
    with pytest.raises(ValueError, match="no place"):
        canvas.part("bench/sleeve_rack")


def test_alpha_fades_a_part(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    canvas.part("ui/states/good", 100, 100)
    canvas.part("ui/states/good", 200, 100, alpha=0.5)
    canvas.part("ui/states/good", 300, 100, alpha=0.0)
    full, half, none = (channel(canvas, x, 140)[1] for x in (124, 224, 324))
    assert half == pytest.approx(full / 2, abs=3) and none == 0


def test_clips_keep_the_rest_untouched(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    with canvas.clip(100, 100, 50, 50):
        canvas.rect(0, 0, 400, 400, "panel")
    assert channel(canvas, 120, 120) == LIGHT.panel and channel(canvas, 90, 120) == BLACK
    with canvas.clip_circle(500, 300, 100) as inner:
        inner.rect(300, 100, 400, 400, "good")
    assert channel(canvas, 500, 300) == LIGHT.good and channel(canvas, 420, 220) == BLACK
    edge = {channel(canvas, 500 - step, 300 - step)[1] for step in range(64, 78)}
    assert len(edge) > 2, "the circle's edge is hard"


def test_clips_nest(canvas: Canvas) -> None:
    canvas.fill(BLACK)
    with canvas.clip(500, 0, 1000, 1000), canvas.clip_circle(500, 300, 100) as inner:
        inner.rect(300, 100, 400, 400, "good")
    assert channel(canvas, 550, 300) == LIGHT.good and channel(canvas, 450, 300) == BLACK


def test_a_layer_is_painted_once_per_key(canvas: Canvas) -> None:
    painted: list[int] = []

    def paint(c: Canvas) -> None:
        painted.append(1)
        c.rect(600, 400, 10, 10, "panel")

    for _ in range(5):
        canvas.layer(("a", 1), paint, (590, 390, 40, 40))
    canvas.layer(("a", 2), paint, (590, 390, 40, 40))
    assert len(painted) == 2 and channel(canvas, 605, 405) == LIGHT.panel and channel(canvas, 595, 395) == BLACK


def test_drawing_again_makes_no_new_surface(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    def frame() -> None:
        canvas.card(100, 100, 300, 200)
        canvas.text(120, 120, "Perte 0,18 dB", "lead")
        canvas.tube(bezier("M100 400C200 300 300 500 400 400"), 12, "bleu")
        canvas.part("bench/stripper_arm_left", turn=5)
        canvas.icon("home", 300, 300, 40, "action")
        canvas.hand("left_pinch_fibre", 800, 700)

    frame()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a frame that changes nothing scaled or rendered something")

    monkeypatch.setattr(pygame.transform, "smoothscale", refuse)
    monkeypatch.setattr(pygame.transform, "rotozoom", refuse)
    monkeypatch.setattr(pygame.image, "load", refuse)
    frame()


def test_caches_stay_within_their_budget() -> None:
    from simulator.ui.cache import SurfaceCache

    cache = SurfaceCache(4 * 100 * 100 * 3)
    made = [cache.get(i, lambda: pygame.Surface((100, 100), pygame.SRCALPHA)) for i in range(10)]
    assert len(cache) == 3
    assert cache.get(9, lambda: pygame.Surface((1, 1))) is made[9]
    assert cache.get(0, lambda: pygame.Surface((100, 100), pygame.SRCALPHA)) is not made[0]


# theme


def test_unknown_roles_and_styles_are_named(canvas: Canvas) -> None:
    with pytest.raises(KeyError, match="mauve"):
        canvas.rect(0, 0, 10, 10, "mauve")
    with pytest.raises(KeyError, match="huge"):
        canvas.text(0, 0, "x", "huge")


def test_mix_goes_from_one_colour_to_the_other() -> None:
    assert mix((0, 0, 0), (200, 100, 50), 0.5) == (100, 50, 25)
