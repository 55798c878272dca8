"""The large picture of a briefing: the place's own, or the instruments of the scene that the exercise begins with.

It deliberately shows no exercise's answer: what is on the bench, never what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.curriculum.model import Exercise
from simulator.plant.site import COLOURS
from simulator.screens.home_cards import paint_hero, paint_large, rounded, rounded_left
from simulator.ui.canvas import Canvas
from simulator.ui.curves import arc_points, bezier
from simulator.ui.evening import evening

Box = tuple[float, float, float, float]
#: Width of the drawings below [design units].
WIDE = 1152.0
#: What stands about where the red light is followed along a wall.
DECOR = (("fibre/tool_board", (560.0, 232.0, 276.0, 161.0)), ("fibre/table_wide", (0.0, 446.0, WIDE, 140.0)))


def paint_picture(canvas: Canvas, exercise: Exercise, box: Box) -> None:
    """What the trainee will have before him."""
    draw = _drawing(exercise)
    if draw is None:
        paint_large(canvas, exercise.place, box)
        return
    x, y, w, h = box
    canvas.shadow(x, y, w, h, 16)
    with canvas.clip_shape(rounded(x, y, w, h, 16)) as c:
        draw(c, box, w / WIDE)
        evening(c, box)


def paint_beside(canvas: Canvas, exercise: Exercise, box: Box) -> None:
    """The middle of the same picture at the left end of a card."""
    draw = _drawing(exercise)
    if draw is None:
        paint_hero(canvas, exercise.place, box, 16, True)
        return
    x, y, w, h = box
    wide = max(w, 2.0 * h)
    with canvas.clip_shape(rounded_left(x, y, w, h, 16)) as c:
        draw(c, (x + (w - wide) / 2, y, wide, wide / 2), wide / WIDE)
        evening(c, box)


def _drawing(exercise: Exercise) -> Callable[[Canvas, Box, float], None] | None:
    """The drawing of the scene that the exercise begins with; None: the place's own picture shows it."""
    stage = exercise.stages[0]
    return PICTURES.get(stage.scene if stage.scene != "power" else f"power_{stage.params.mode}")


def _ground(canvas: Canvas, name: str, box: Box, top: float) -> None:
    """A ground of 1920 by 1080, as wide as the box, from so far down [share of the box's height]."""
    x, y, w, h = box
    canvas.part(name, x, y - top * h, stretch=(w, w * 1080.0 / 1920.0))


def _place(canvas: Canvas, box: Box, zoom: float, name: str, spot: Box) -> None:
    """A part at a spot (x, y, w, h) of the picture, 1152 wide."""
    canvas.part(name, box[0] + spot[0] * zoom, box[1] + spot[1] * zoom, stretch=(spot[2] * zoom, spot[3] * zoom))


def _cord(canvas: Canvas, box: Box, zoom: float, way: str, width: float = 13.0, lit: bool = True) -> None:
    """A patch cord with its shadow along a path (M and C) of the picture as it is drawn, 1080 wide."""
    points = [(box[0] + x * zoom, box[1] + y * zoom) for x, y in bezier(way)]
    canvas.fibre_shadow(points, width * zoom, 3, 7)
    canvas.coat(points, width * zoom, "jaune")
    if lit:
        canvas.glow_path(points, 3.0 * zoom)


def _instrument(canvas: Canvas, box: Box, zoom: float, name: str, key: str, spot: Box, said: str) -> None:
    """Source or meter with its keys, and what its screen says."""
    x, y, w, h = (box[0] + spot[0] * zoom, box[1] + spot[1] * zoom, spot[2] * zoom, spot[3] * zoom)
    canvas.part(name, x, y, stretch=(w, h))
    info = canvas.parts.info(name)
    factor = w / info.size[0]
    for number in range(1, 5):
        if (rect := info.anchors.get(f"key_{number}")) is not None:
            kx, ky, kw, kh = (value * factor for value in rect)
            canvas.part(key, x + kx, y + ky, stretch=(kw, kh))
    sx, sy, sw, sh = (value * factor for value in info.anchors["screen"])
    if zoom < 0.5:  # too small to be read
        return
    canvas.text(x + sx + sw / 2, y + sy + sh / 2, said, "display", "trace", "center", "middle", numbers=True)


def _source_and_meter(canvas: Canvas, box: Box, zoom: float) -> None:
    _ground(canvas, "bench/background_bench_otdr", box, 0.1)
    _instrument(canvas, box, zoom, "connect/light_source_body", "connect/light_source_key_up",
                (90, 220, 400, 326), "1310")  # fmt: skip
    _instrument(canvas, box, zoom, "fibre/power_meter", "fibre/power_meter_key", (650, 220, 412, 320), "-7.20")
    _cord(canvas, box, zoom, "M170 222C170 20 713 20 713 222")


def _outlet_and_meter(canvas: Canvas, box: Box, zoom: float) -> None:
    _ground(canvas, "fibre/wall_plain", box, 0.1)
    x, y = box[0], box[1]
    _place(canvas, box, zoom, "fibre/table_wide", (0, 412, WIDE, 170))
    canvas.part("fibre/pto_closed", x + 110 * zoom, y + 66 * zoom, stretch=(350 * zoom, 340 * zoom))
    _instrument(canvas, box, zoom, "fibre/power_meter", "fibre/power_meter_key", (640, 190, 430, 334), "-18.76")
    _cord(canvas, box, zoom, "M440 313C620 313 560 50 640 50C706 50 706 110 706 192")


def _red_light(canvas: Canvas, box: Box, zoom: float) -> None:
    _ground(canvas, "fibre/wall_plain", box, 0.1)
    x, y = box[0], box[1]
    for name, spot in DECOR:
        _place(canvas, box, zoom, name, spot)
    _cord(canvas, box, zoom, "M460 210C1000 210 1120 210 1010 330C900 450 500 400 -20 430", 15.0, lit=False)
    size = 228 * 1.9 * zoom
    canvas.part("fibre/red_light_pen_level", x + 60 * zoom, y + 174 * zoom, stretch=(size, size * 66 / 228))
    for gx, gy, wide in ((1012, 328, 190), (462, 210, 110)):
        canvas.part("fibre/red_light_glow", x + (gx - wide / 2) * zoom, y + (gy - wide / 2) * zoom,
                    stretch=(wide * zoom, wide * zoom))  # fmt: skip


def _which_fibre(canvas: Canvas, box: Box, zoom: float) -> None:
    """The panel here and the cable there: one of its fibres glows."""
    _ground(canvas, "bench/background_bench_otdr", box, 0.1)
    _place(canvas, box, zoom, "connect/mat_square", (500, 60, 640, 500))
    _place(canvas, box, zoom, "connect/patch_panel", (40, 84, 420, 186))
    _place(canvas, box, zoom, "fibre/red_light_pen_level", (52, 380, 390, 113))
    x, y = box[0], box[1]
    way = "M{a} 150C{a} 250 {b} 200 {b} 300L{b} 430"
    for index, colour in enumerate(COLOURS):
        start, end = 820 + (index - 5.5) * 6, 820 + (index - 5.5) * 46
        points = [(x + px * zoom, y + py * zoom) for px, py in bezier(way.format(a=start, b=end))]
        canvas.fibre_shadow(points, 10 * zoom, 3, 7)
        canvas.tube(points, 10 * zoom, colour, flag=False)
    canvas.rect(x + 784 * zoom, y, 72 * zoom, 150 * zoom, "case")
    canvas.rect(x + 778 * zoom, y + 130 * zoom, 84 * zoom, 28 * zoom, "action", 5 * zoom)
    for gx, gy, wide in ((820 - 2.5 * 46, 436, 170), (440, 430, 100)):
        _place(canvas, box, zoom, "fibre/red_light_glow", (gx - wide / 2, gy - wide / 2, wide, wide))


def _tray(canvas: Canvas, box: Box, zoom: float) -> None:
    _ground(canvas, "bench/background_bench_otdr", box, 0.1)
    size = 0.74 * zoom
    left, top = box[0] + (box[2] - 1164 * size) / 2, box[1] + 50 * zoom
    canvas.part("fibre/tray_base", left, top, stretch=(1164 * size, 712 * size))
    canvas.part("fibre/tray_comb", left + 416 * size, top + 137 * size, stretch=(326 * size, 341 * size))
    loops = []
    for index, colour in enumerate(("rouge", "bleu", "vert", "jaune")):
        inset = (96 + 24 * index) * size
        x0, y0 = left + inset, top + (70 + 14 * index) * size
        x1, y1 = left + 1136 * size - inset, top + (560 - 14 * index) * size
        r = (190 - 14 * index) * size
        loop = [point for cx, cy, start in ((x0 + r, y0 + r, 180), (x1 - r, y0 + r, 270), (x1 - r, y1 - r, 0),
                                            (x0 + r, y1 - r, 90))
                for point in arc_points(cx, cy, r, start, start + 90)]  # fmt: skip
        # Each begins elsewhere: its flag lies near its beginning, over every fibre.
        first = index * len(loop) // 4
        loops.append(([*loop[first:], *loop[: first + 1]], colour))
        canvas.tube(loops[-1][0], 10 * size, colour, flag=False)
    for points, colour in loops if zoom > 0.4 else ():  # a small picture has no room for flags
        canvas.fibre_flag(points, 10 * size, colour)


PICTURES: dict[str, Callable[[Canvas, Box, float], None]] = {
    "power_loss": _source_and_meter, "power_subscriber": _outlet_and_meter, "power_identify": _which_fibre,
    "power_fault": _red_light, "tray": _tray,
}  # fmt: skip
