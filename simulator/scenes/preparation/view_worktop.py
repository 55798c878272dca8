"""Bench, mat, fibre, tools and hands of the preparation scene, drawn from the parts and the state.

It deliberately draws neither the cleaver at work nor the rail, and takes no input.
"""

from __future__ import annotations

from simulator.plant import FibreEnd
from simulator.ui.canvas import Canvas
from simulator.ui.curves import bezier, shifted

Rect = tuple[float, float, float, float]

FIBRE_Y = 410.0
ZERO_X = 970.0          # the tip lies at the ruler's zero
PX_PER_MM = 6.0
COATING_W, GLASS_W = 12.0, 6.0
#: Where the drawn poses pinch, from their wrist.
LEFT_PINCH = ("left_pinch_fibre", 189.0, -236.0)
RIGHT_PINCH = ("right_guide_fibre", -142.0, -372.0)
PLIERS_WRIST = (1330.0, 784.0)
#: Where the holes of the stripper lie when its parts are at their place.
HOLE = {"250": (880.0, 410.0), "900": (902.9, 431.3), "3000": (929.8, 456.4)}
OPEN_TURN = 7.0
SHELF: dict[str, Rect] = {
    "wipe": (65, 110, 200, 180), "alcohol": (269, 100, 120, 190), "cleaver": (611, 84, 280, 210),
    "bin": (928, 125, 110, 165), "sleeve": (1080, 118, 124, 160), "stripper": (1210, 118, 240, 150),
}  # fmt: skip


def x_of(mm: float) -> float:
    """Where a distance from the tip [mm] lies on the mat."""
    return ZERO_X - PX_PER_MM * mm


def mm_of(x: float, y: float) -> tuple[float, float]:
    """Distance from the tip and off the axis [mm] of a point on the mat."""
    return (ZERO_X - x) / PX_PER_MM, (FIBRE_Y - y) / PX_PER_MM


def draw_ground(canvas: Canvas, scene, words: tuple[str, str, str], help_on: bool) -> None:
    """Everything that lies still: one opaque layer, painted anew only when a thing comes or goes."""
    state, plant = scene.state, scene.plant
    sleeve_out = any(end.sleeve_mm is not None for end in plant.ends.values()) or state.tool == "sleeve"
    binned = sum(1 for shard in plant.shards if shard.place == "bin")
    table = sum(1 for shard in plant.shards if shard.place == "table")
    aim = (scene.params.strip_aim_mm, scene.params.strip_tolerance_mm) if help_on and state.tool == "stripper" else None
    key = (
        "prep ground", words, state.tool == "cleaver" or state.cleaver.fibre_in, state.tool == "stripper", sleeve_out,
        min(binned, 2), table, state.cleaver.offcut_in, aim,
    )  # fmt: skip
    canvas.layer(key, lambda c: _paint_ground(c, *key[1:]), (0, 72, 1920, 896), opaque=True)


def _paint_ground(
    canvas: Canvas, words: tuple[str, str, str], cleaver_out: bool, stripper_out: bool, sleeve_out: bool, binned: int,
    table: int, offcut: bool, aim: tuple[float, float] | None,
) -> None:  # fmt: skip
    for name in ("background_bench", "background_bench_light", "wipes_box", "alcohol_bottle", "alcohol_pump"):
        canvas.part(f"bench/{name}")
    if not cleaver_out:
        for name in ("cleaver_lid_open", "cleaver_base", "cleaver_blade", "cleaver_slide"):
            canvas.part(f"bench/{name}")
        if offcut:
            canvas.part("bench/cleaver_offcuts")
    canvas.part("bench/shard_bin")
    if binned:
        canvas.part("bench/shard_bin_fibres_few" if binned < 2 else "bench/shard_bin_fibres")
    canvas.part("bench/shard_bin_lid")
    canvas.part("bench/tool_tray")
    _sleeves(canvas, 4 if sleeve_out else 5)
    if not stripper_out:
        canvas.part("bench/stripper_small")
    labels = (("wipes_box", words[0], "paper_ink"), ("alcohol_bottle", words[1], "ink"), ("shard_bin", words[2], "ink"))
    for part, word, ink in labels:
        x, y, w, h = canvas.parts.info(f"bench/{part}").at("label")
        canvas.fitted(x + w / 2, y + h / 2, word, w - 8, "small", ink, "center", "middle", "semibold")
    canvas.part("bench/mat")
    if aim is not None:
        low, high = aim[0] - aim[1], aim[0] + aim[1]
        canvas.part("bench/ruler_zone", x_of(high), 323, stretch=((high - low) * PX_PER_MM, 152))
    canvas.part("bench/ruler_strip")
    for mm in range(0, 61, 10):
        canvas.text(x_of(mm), 357, str(mm), "small", "on_dark_soft", "center", "middle", None, "medium", None, True)
    canvas.text(x_of(0) + 26, 357, "mm", "small", "on_dark_soft", "left", "middle")
    for name in ("cable_end", "module_tube", "cable_clamp"):
        canvas.part(f"bench/{name}")
    for index in range(min(table, 6)):
        x, y = 1180 + 31 * index, 560 + (index * 37) % 60
        canvas.polyline([(x, y), (x + 46, y - 12)], "glass", 4)


def _sleeves(canvas: Canvas, count: int) -> None:
    info = canvas.parts.info("bench/tool_tray")
    x, y = info.place
    for left, top, w, h in info.anchors["slots"][:count]:
        canvas.part("bench/sleeve_spare", x + left - 1, y + top - 1, stretch=(w + 2, h + 3))


def lead_in(edge_x: float) -> list[tuple[float, float]]:
    """The coated fibre from the module tube to x on the mat."""
    if edge_x < 430:
        return bezier(f"M112 424C150 421 200 {FIBRE_Y} {max(200.0, edge_x - 8):.1f} {FIBRE_Y}H{edge_x:.1f}")
    return bezier(f"M112 424C200 418 280 {FIBRE_Y} 420 {FIBRE_Y}H{edge_x:.1f}")


def draw_fibre(canvas: Canvas, scene) -> None:
    """The end on the mat: coating, bare glass, and the piece of coating that a pull carries along."""
    end: FibreEnd = scene.mat.end
    pull = scene.mat.stripper.pull
    edge, tip = x_of(end.bare_mm), x_of(0)
    if pull is not None and pull.bites and not pull.off:
        # The jaws hold the coating where they closed and carry it towards and beyond the tip.
        edge, cuff = x_of(max(pull.start_mm, end.bare_mm)), x_of(pull.front_mm)
        _strokes(canvas, end, edge, tip)
        canvas.tube([(cuff, FIBRE_Y), (cuff + (pull.start_mm - end.bare_mm) * PX_PER_MM, FIBRE_Y)], COATING_W, end.colour)
        return
    _strokes(canvas, end, edge, tip)
    if end.cuff_mm > 0:
        canvas.tube([(x_of(end.cuff_mm), FIBRE_Y), (tip, FIBRE_Y)], COATING_W, end.colour)
    if end.bare_mm == 0 and end.face is None and scene.state.tool != "cleaver":
        curl = f"M{tip - 2} {FIBRE_Y}C{tip + 30} {FIBRE_Y} {tip + 50} {FIBRE_Y - 2} {tip + 64} {FIBRE_Y - 9}"
        canvas.tube(bezier(curl), COATING_W, end.colour)


def _strokes(canvas: Canvas, end: FibreEnd, edge: float, tip: float) -> None:
    """Coating up to the edge, bare glass from there to the tip; painted once per place of the edge."""
    edge = round(edge)
    key = ("prep fibre", end.colour, edge, round(tip))
    canvas.layer(key, lambda c: _paint_fibre(c, end.colour, edge, tip), (96, FIBRE_Y - 40, tip - 60, 90))


def _paint_fibre(canvas: Canvas, colour: str, edge: float, tip: float) -> None:
    path = lead_in(edge)
    canvas.fibre_shadow(path, COATING_W)
    canvas.tube(path, COATING_W, colour)
    if tip - edge > 1:
        canvas.glow_path([(edge, FIBRE_Y), (tip, FIBRE_Y)], 3, strength=0.35)
        canvas.glass([(edge, FIBRE_Y), (tip, FIBRE_Y)], GLASS_W)


def draw_sleeve(canvas: Canvas, scene) -> None:
    """The sleeve on the fibre, or in the hand that brings it."""
    end, state = scene.mat.end, scene.state
    if end.sleeve_mm is not None:
        canvas.part_at("bench/sleeve", "centre", max(215.0, x_of(end.length_mm - end.sleeve_mm)), FIBRE_Y + 1)
    elif state.tool == "sleeve":
        canvas.part_at("bench/sleeve", "centre", x_of(state.x_mm), FIBRE_Y + 1 - state.y_mm * PX_PER_MM)


def pinch_x(scene) -> float | None:
    """Where the left hand pinches the fibre; None when it has no room."""
    state = scene.state
    if state.tool in ("none", "bin"):
        return x_of(66)
    x = float(round(min(x_of(66), x_of(state.x_mm) - 150.0)))
    return x if x > 330 else None


def draw_left_hand(canvas: Canvas, scene, layer: str) -> None:
    """The left hand; layer 'shadow' goes under the fibre, 'art' over it, with the fibre again under the thumb."""
    x = pinch_x(scene)
    if x is None:
        return
    name, dx, dy = LEFT_PINCH
    wrist = (x - dx, FIBRE_Y - dy)
    canvas.hand(name, *wrist, layer=layer)
    if layer == "art":
        colour = scene.mat.end.colour

        def under_the_thumb(c: Canvas) -> None:
            finger = shifted(c.parts.hand(name).fingers["index"], *wrist)
            with c.clip_shape(finger) as inner:
                inner.tube([(x - 130, FIBRE_Y), (x + 130, FIBRE_Y)], COATING_W, colour)

        canvas.layer(("thumb", round(x), colour), under_the_thumb, (x - 60, FIBRE_Y - 130, 160, 160))


def draw_right_hand(canvas: Canvas, scene) -> None:
    """The right hand with the tool that it holds."""
    state = scene.state
    x, y = x_of(state.x_mm), FIBRE_Y - state.y_mm * PX_PER_MM
    if state.tool == "stripper":
        _stripper(canvas, state, x, y)
    elif state.tool == "wipe" and state.wipe is not None:
        _wipe(canvas, scene, x, y if not state.grip else FIBRE_Y)
    elif state.tool in ("sleeve", "wipe"):
        _guide(canvas, x + 40, y + 4)


def _guide(canvas: Canvas, x: float, y: float) -> None:
    name, dx, dy = RIGHT_PINCH
    canvas.hand(name, x - dx, y - dy)


def _wipe(canvas: Canvas, scene, x: float, y: float) -> None:
    canvas.part_at("bench/wipe_pinched_back", "fibre", x, y)
    if scene.state.grip:
        end = scene.mat.end
        if scene.state.x_mm > end.bare_mm:
            canvas.tube([(x - 44, FIBRE_Y), (min(x + 40, x_of(end.bare_mm)), FIBRE_Y)], COATING_W, end.colour)
        elif x_of(0) > x - 44:
            canvas.glass([(x - 44, FIBRE_Y), (min(x + 40, x_of(0)), FIBRE_Y)], GLASS_W)
    canvas.part_at("bench/wipe_pinched_front", "fibre", x, y)
    _guide(canvas, x + 22, y + 14)


def _stripper(canvas: Canvas, state, x: float, y: float) -> None:
    turn = 0.0 if state.grip else OPEN_TURN
    hole_x, hole_y = HOLE[state.hole]
    dx, dy = x - hole_x, y - hole_y
    for layer in ("shadow", "art"):
        for name, angle in (("stripper_arm_right", -turn), ("stripper_arm_left", turn)):
            place = canvas.parts.info(f"bench/{name}").place
            canvas.part(f"bench/{name}", place[0] + dx, place[1] + dy, layer=layer, turn=angle)
    for name in ("stripper_spring", "stripper_pivot"):
        place = canvas.parts.info(f"bench/{name}").place
        canvas.part(f"bench/{name}", place[0] + dx, place[1] + dy)
    canvas.hand("right_squeeze_pliers", PLIERS_WRIST[0] + dx, PLIERS_WRIST[1] + dy)
