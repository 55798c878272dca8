"""The bench of the preparation scene: ground, mat, ruler and the things that stand behind it.

It deliberately draws neither fibre nor hands. What never changes lies in one opaque layer; what comes and goes is put
on it as it is, for a layer of this size takes too much memory to be kept for each state.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point
from simulator.ui.fitting import boxed
from simulator.ui.theme import Colour, TextStyle, mix

Say = Callable[..., str]

SLOTS = 5
#: What the ruler numbers say, and how far one may stand from a limit of the zone to be lit [mm].
NUMBERS = (0, 10, 20, 30, 40, 50, 60)
SHELF = ("wipes_box", "alcohol_bottle")
#: Where the ruler and its lit stretch lie.
RULER = (560.0, 316.0, 520.0, 166.0)


def draw_bench(canvas: Canvas, scene: Preparation, text: Say, near: bool, zone: tuple[float, float] | None) -> None:
    """The whole bench. near: the cleaver has been brought near; zone: lit stretch of the ruler [mm]."""
    state, plant = scene.state, scene.plant
    words = (text("Lingettes"), text("Alcool"), text("Fibres"), text("mm"))
    canvas.layer(("preparation bench", words), lambda c: _paint(c, words), (0, 72, 1920, 896), True)
    if not near:
        _paint_cleaver(canvas, state.cleaver.offcut_in)
    if _full(scene):
        canvas.part("bench/shard_bin_fibres" if _full(scene) > 2 else "bench/shard_bin_fibres_few")
    canvas.part("bench/shard_bin_lid")
    sleeve_out = state.tool == "sleeve" or any(end.sleeve_mm is not None for end in plant.ends.values())
    _paint_tray(canvas, SLOTS - (1 if sleeve_out else 0), state.tool != "stripper")
    canvas.layer(("preparation ruler", zone, words), lambda c: _paint_ruler(c, words[3], zone), RULER)
    if state.tool != "scissors":
        x, y = at.SCISSORS[0] + 16, at.SCISSORS[1] + 22
        area = (x - 16, y - 24, 176, 104)
        canvas.layer(("preparation scissors",), lambda c: draw_scissors(c, x, y, 0.0, True), area)


def _full(scene: Preparation) -> int:
    """How full the jar looks: empty, a few shards, many."""
    binned = sum(1 for shard in scene.plant.shards if shard.place == "bin")
    return min(binned, 3)


def _paint(canvas: Canvas, words: tuple[str, ...]) -> None:
    for name in ("background_bench", "background_bench_light", *SHELF, "shard_bin", "tool_tray"):
        canvas.part(f"bench/{name}")
    for name, word in zip((*SHELF, "shard_bin"), words, strict=False):
        _paint_label(canvas, name, word)
    for name in ("mat", "cable_end", "module_tube", "cable_clamp"):
        canvas.part(f"bench/{name}")


def _paint_cleaver(canvas: Canvas, offcut: bool) -> None:
    for name in ("lid_open", "base", "blade", "slide"):
        canvas.part(f"bench/cleaver_{name}")
    if offcut:
        canvas.part("bench/cleaver_offcuts")


def _paint_tray(canvas: Canvas, sleeves: int, stripper: bool) -> None:
    info = canvas.parts.info("bench/tool_tray")
    left, top = info.place or (0.0, 0.0)
    for x, y, w, _ in info.anchors["slots"][SLOTS - sleeves :]:
        canvas.part("bench/sleeve_spare", left + x - 1, top + y - 1, stretch=(w + 2, 17))
    if stripper:
        canvas.part("bench/stripper_small")


def _paint_label(canvas: Canvas, part: str, word: str) -> None:
    x, y, w, h = canvas.parts.info(f"bench/{part}").at("label")
    colour = "paper_ink" if part == "wipes_box" else "print"
    canvas.block(x + w / 2, y + h / 2, boxed(canvas, word, w - 8, h + 4, "small", "bold"), colour, "center", "middle")


def _paint_ruler(canvas: Canvas, unit: str, zone: tuple[float, float] | None) -> None:
    if zone:
        left, right = at.x_of(zone[1]), at.x_of(zone[0])
        canvas.part("bench/ruler_zone", left - 3, 323, stretch=(right - left + 6, 152))
    canvas.part("bench/ruler_strip")
    for number in NUMBERS:
        lit = zone is not None and zone[0] - 0.1 <= number <= zone[1] + 0.1
        if lit:
            _outlined(canvas, at.x_of(number), 363, str(number))
        else:
            printed(canvas, at.x_of(number), 363, str(number), 18, "screen_text", weight="medium")
    printed(canvas, 996, 363, unit, 18, "on_dark_soft", align="left", weight="")


def printed(
    canvas: Canvas,
    x: float,
    y: float,
    word: str,
    size: float,
    colour: Colour,
    anchor: str = "baseline",
    align: str = "center",
    weight: str = "bold",
) -> None:
    """Figures printed on a thing: they keep their size whatever text size the reader asks for."""
    scale = canvas.texts.text_scale
    style = TextStyle(size / scale, size * 1.33 / scale)
    canvas.text(x, y, word, style, colour, align, anchor, None, weight, None, True)


def _outlined(canvas: Canvas, x: float, y: float, word: str) -> None:
    """White figures with a dark green edge, as printed on the zone."""
    edge = mix(canvas.theme.good, canvas.theme.mat, 0.6)
    for dx, dy in ((-2, 0), (2, 0), (0, -2), (0, 2), (-1.5, -1.5), (1.5, 1.5), (-1.5, 1.5), (1.5, -1.5)):
        printed(canvas, x + dx, y + dy, word, 18, edge)
    printed(canvas, x, y, word, 18, "on_dark")


def draw_pump(canvas: Canvas, pressed: float) -> None:
    """The dish of the alcohol bottle, pressed 0..1."""
    place = canvas.parts.info("bench/alcohol_pump").place or (0.0, 0.0)
    canvas.part("bench/alcohol_pump", place[0], place[1] + 7 * pressed)


def draw_scissors(canvas: Canvas, x: float, y: float, opening: float, lying: bool) -> None:
    """Small sharp scissors, tips at x, y. opening 0..1; lying: level on the bench, else as the right hand has them."""
    tone = canvas.theme
    steel, dark = mix(tone.paper, tone.steel, 0.35), mix(tone.steel, tone.case, 0.3)
    ux, uy = (0.97, 0.243) if lying else (0.73, 0.684)
    size = 0.82 if lying else 1.0

    def place(along: float, across: float) -> Point:
        return (x + size * (along * ux - across * uy), y + size * (along * uy + across * ux))

    # Rings of the upper and the lower handle; in the hand they lie under index and thumb.
    rings = ((136.0, 26.0), (136.0, -26.0)) if lying else ((252.0, 34.0), (196.0, -56.0))
    joint = 80.0 if lying else 112.0
    if lying:
        dim = (*tone.ink[:3], 38)
        for along, across in rings:
            path = [place(4, 0), place(112, across * 0.6), place(along, across)]
            canvas.polyline([(px + 5, py + 10) for px, py in path], dim, 9)
    for (along, across), sign in zip(rings, (1.0, -1.0), strict=True):
        tip = 2.0 + 20.0 * opening
        blade = [
            place(0, -sign * tip),
            place(joint - 10, -sign * 5),
            place(joint + 14, sign * 6),
            place(joint + 6, sign * 15),
        ]
        shade = steel if sign > 0 else mix(steel, tone.panel, 0.4)
        canvas.polygon([*blade, place(joint - 24, sign * 7)], shade, 1.8, dark)
        shank = [place(joint + 4, sign * 9), place(along - 26, across * 0.85), place(along - 12, across)]
        canvas.polyline(shank, dark, 13 * size)
        canvas.polyline(shank, mix(tone.panel, tone.ink_soft, 0.5), 8.5 * size)
        cx, cy = place(along, across)
        canvas.circle(cx, cy, 23 * size, None, 9 * size, mix(tone.bad, tone.case, 0.25))
        canvas.circle(cx, cy, 21 * size, None, 2.6 * size, mix(tone.bad, tone.panel, 0.25))
    canvas.circle(*place(joint, 0), 6 * size, steel, 1.8, dark)
