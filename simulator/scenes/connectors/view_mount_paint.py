"""Mounting a field connector, as it looks: the whole mat for the cable's end, gauges, body, buckle, and both hands.

It deliberately takes no input: where things lie is view_mount's, how far the work has come the scene's.
"""

from __future__ import annotations

import math

from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.logic_state import BARE_MM, COAT_MM, JACKET_MM, WAY_MM, Mount
from simulator.scenes.connectors.view_bench import draw_shelf
from simulator.scenes.connectors.view_mount import (
    BODY_X,
    CUTS,
    HOUSING,
    JACKET_X,
    LARGE,
    NEAR_PX,
    TIP_X,
    MountHands,
    Y,
    place_of,
    shift_of,
)
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.theme import faded, mix

#: How far the cleaver stands from its place in its picture; the gauge's top left; where the body waits, by its entry.
CLEAVER_DX, GAUGE, BODY_LYING = 165.0, (520.0, 706.0), (536.0, 924.0)
#: The ruler on the mat, above the fibre: its top and bottom from the axis.
RULER_TOP, RULER_FOOT = -132.0, -72.0
#: The figure of the next cut: its middle from the axis. Over the open lid of the cleaver the ruler lies higher, and
#: the figure under it.
FIGURE, LID_HIGH, FIGURE_UNDER = -169.0, 56.0, 124.0
#: The cut of the cleaver in the picture of its base; tip of the hand that waits, and that closes the lid, from the cut.
CLEAVER_CUT, RESTS, CLOSES = (135.8, 36.2), (226.0, 60.0), (4.0, 18.0)
#: The tool of each cut: hole of the stripper, and where its hand's wrist lies when it works with the smallest one.
HOLES = {"connect.mount_jacket": "hole_3mm", "connect.mount_coating": "hole_250um"}
SQUEEZE = (450.0, 374.0)
#: Pieces of the cleaver as it stands open, and while its lid is pressed.
OPEN, SHUT = ("lid_open", "base", "blade", "slide"), ("base", "blade", "slide")
#: Wrist of the hand that waits with a wipe before the glass, from the wipe.
WIPING = (246.0, 258.0)
#: The right hand's picture where it holds the body by its front.
HOLDING = (BODY_X + 300.0 * LARGE - 28.0, Y - 73.0)
FIBRE_W, GLASS_W, JACKET_W = 16.0, 8.0, 40.0
#: Beyond every place that the cable's jacket reaches.
WAY_END = 1480.0


def draw_mount_bench(canvas: Canvas, scene, tool: str, text, words) -> None:
    """Shelf, mat, cleaver, tray and gauges in one opaque layer; over it what leaves its place."""
    mount: Mount = scene.state.mount
    said = (text("Lingettes"), text("Alcool"), text("À raccorder"))
    lengths = tuple(words.value(mm, 1 if mm % 1 else 0, "mm") for mm in (JACKET_MM, COAT_MM, BARE_MM))
    key = ("mount bench", said, lengths, scene.face("adapter").polish, scene.face("adapter").capped, tool)
    canvas.layer(key, lambda c: _paint_bench(c, scene, said, lengths, tool), (0, 72, 1920, 896), True)
    if mount.bare_mm is None:
        _put(canvas, "body", "cable_entry", *BODY_LYING)
    if not mount.done:
        canvas.part("connect/field_connector_housing", *HOUSING[:2], stretch=HOUSING[2:])


def _paint_bench(canvas: Canvas, scene, said: tuple[str, ...], lengths: tuple[str, ...], tool: str) -> None:
    draw_shelf(canvas, scene, said, "bench/mat")
    if tool != "cleaver":
        base = canvas.parts.info("bench/cleaver_base").place or (0.0, 0.0)
        _cleaver(canvas, base[0] + CLEAVER_DX, base[1], OPEN)
    canvas.part("bench/tool_tray")
    if tool != "stripper":
        canvas.part("bench/stripper_small")
    info = canvas.parts.info("connect/field_connector_gauge_strip")
    size = (info.size[0] * LARGE, info.size[1] * LARGE)
    canvas.part("connect/field_connector_gauge_strip", *GAUGE, stretch=size)
    for name, length in zip(("label_1", "label_2", "label_3"), lengths, strict=True):
        x, y, w, h = (value * LARGE for value in info.anchors[name])
        # Printed on a thing: figures keep their size whatever text size the reader asks for.
        style, middle = canvas.texts.unscaled(canvas.theme.small), (GAUGE[0] + x + w / 2, GAUGE[1] + y + h / 2)
        canvas.text(*middle, length, style, "print", "center", "middle", None, "semibold", None, True)


def _cleaver(canvas: Canvas, x: float, y: float, names: tuple[str, ...]) -> None:
    """Pieces of the cleaver, the top left of its base at a place."""
    left, top = canvas.parts.info("bench/cleaver_base").place or (0.0, 0.0)
    for name in names:
        its_x, its_y = canvas.parts.info(f"bench/cleaver_{name}").place or (0.0, 0.0)
        canvas.part(f"bench/cleaver_{name}", x + its_x - left, y + its_y - top)


def _put(canvas: Canvas, name: str, anchor: str, x: float, y: float) -> None:
    """A piece of the connector, enlarged, with one of its anchors at a place."""
    info = canvas.parts.info(f"connect/field_connector_{name}")
    ax, ay = info.anchors[anchor][:2]
    size = (info.size[0] * LARGE, info.size[1] * LARGE)
    canvas.part(info.name, x - ax * LARGE, y - ay * LARGE, stretch=size)


def draw_mount(canvas: Canvas, scene, hands: MountHands, words, helped: bool) -> None:
    """Cable, fibre, body, ruler and hands on the mat."""
    mount: Mount = scene.state.mount
    step, tool = hands.cut(), hands.tool()
    edge = (TIP_X if mount.jacket_mm is None else JACKET_X) + shift_of(mount)
    at_x = place_of(mount, step, hands.marker)
    if tool == "cleaver":
        _cleaver(canvas, at_x - CLEAVER_CUT[0], Y - CLEAVER_CUT[1], SHUT if hands.pressed else OPEN)
    if step:
        _ruler(canvas, mount, step, hands.marker, words, helped)
    holding = mount.bare_mm is not None
    if holding:
        canvas.part("connect/hand_right_hold_probe", *HOLDING)
        _put(canvas, "body", "cable_entry", BODY_X, Y)
    _cable(canvas, mount, edge)
    if holding:
        _body(canvas, mount)
    if tool == "wipe":
        x = JACKET_X + NEAR_PX * (mount.jacket_mm or 0.0) + 96.0
        canvas.part("bench/wipe_folded_clean", x - 70, Y - 50)
        canvas.hand("right_hold_probe", x + WIPING[0], Y + WIPING[1])
    elif tool == "cleaver":
        _close(canvas, at_x, hands.pressed)
    elif tool == "stripper":
        _strip(canvas, mount, step, at_x, edge, hands.pressed)
    # The hand holds the cable where its jacket ends, before the cut: the figures stay to be read.
    left = (JACKET_X if mount.jacket_mm is None else edge) - 250.0
    canvas.part("connect/hand_left_hold_plug", -21 + left, Y - 73)
    canvas.part("connect/hand_left_hold_plug_front", 169 + left, Y - 20)


def _cable(canvas: Canvas, mount: Mount, edge: float) -> None:
    """Jacket, then coating, then glass."""
    # The whole way at once, uncovered as far as the cable goes: what moves is no new picture in every frame.
    with canvas.clip(-40, Y - 60, edge + 48, 120):
        canvas.fibre_shadow([(-40, Y), (WAY_END, Y)], JACKET_W - 6, 5, 15, "screen", 1.4)
    if mount.jacket_mm is not None:
        whole = JACKET_X + NEAR_PX * mount.jacket_mm
        shift = shift_of(mount)
        coat = edge + NEAR_PX * mount.coat_mm if mount.coat_mm is not None else whole + shift
        glass = coat + NEAR_PX * mount.bare_mm if mount.bare_mm is not None else whole + shift
        canvas.fibre_shadow([(edge, Y), (glass, Y)], FIBRE_W, 4, 13, "screen", 1.4)
        if mount.coat_mm is not None:
            canvas.glass([(coat - 2, Y), (glass, Y)], GLASS_W, None)
            if mount.dirty or not mount.wiped:
                for i in range(5):
                    canvas.circle(coat + 8 + i * (glass - coat - 12) / 5, Y + 4 * (-1) ** i, 3, "cause_3")
        canvas.tube([(edge - 2, Y), (coat, Y)], FIBRE_W, "bleu")
    _jacket(canvas, edge)


def _jacket(canvas: Canvas, edge: float) -> None:
    """The round jacket: light side, dark side and one highlight; its cut edge."""
    theme = canvas.theme
    pale = mix(theme.paper, theme.bench_deep, 0.35)
    dark, shade = mix(pale, theme.ink, 0.55), mix(pale, theme.ink, 0.22)
    half = JACKET_W / 2
    stops = ((0.0, mix(pale, theme.ink, 0.12)), (0.22, theme.paper), (0.5, pale), (0.85, shade), (1.0, dark))
    with canvas.clip(-40, Y - half - 2, edge + 40, JACKET_W + 4):
        canvas.gradient(-40, Y - half, WAY_END + 40, JACKET_W, stops)
    for y in (Y - half, Y + half):
        canvas.line(-40, y, edge, y, dark, 2)
    canvas.gradient(edge - 7, Y - half - 1, 9, JACKET_W + 2, ((0.0, shade), (0.3, pale), (1.0, dark)), False, 4)


def _body(canvas: Canvas, mount: Mount) -> None:
    """The body of the connector over the fibre, seen in its window once it is there, and the buckle; the other hand."""
    if mount.in_mm < WAY_MM - 1.0:
        _put(canvas, "body", "cable_entry", BODY_X, Y)
        _window(canvas, mount)
        _put(canvas, "lid_closed", "origin", BODY_X, Y)
    places = canvas.parts.info("connect/field_connector_body").anchors
    slot = places["buckle_closed" if mount.locked else "buckle_open"][0] - places["cable_entry"][0]
    # Open, the amber slide waits on the tail.
    _put(canvas, "buckle", "centre", BODY_X + (slot - (0.0 if mount.locked else 46.0)) * LARGE, Y)
    canvas.part("connect/hand_right_hold_probe_front", HOLDING[0] - 1.0, HOLDING[1])


def _window(canvas: Canvas, mount: Mount) -> None:
    """The fibre in the window: how far it has come, and its bend when it presses."""
    left, meets, right = (BODY_X + LARGE * x for x in (86.0, 133.0, 182.0))
    share = at.clamp(1.0 - mount.in_mm / WAY_MM, 0.0, 1.0)
    tip = min(meets, left + (meets - left) * share * 1.1) if mount.gap_um > 0.0 else meets
    tip -= min(30.0, mount.gap_um / 40.0) * LARGE if mount.in_mm < 0.5 else 0.0
    canvas.glass([(meets, Y), (right, Y)], GLASS_W, None)
    high = 9.0 * LARGE * math.sqrt(min(1.0, mount.buckle_mm / 1.2))
    points = [(left + (tip - left) * i / 16, Y - high * math.sin(math.pi * i / 16)) for i in range(17)]
    canvas.glass(points, GLASS_W, "light" if high > 3 else None)
    if mount.broken:
        canvas.circle(left + 24 * LARGE, Y, 12, None, 4, "bad")


def _ruler(canvas: Canvas, mount: Mount, step: str, marker: float, words, helped: bool) -> None:
    """A ruler printed on the mat along the fibre, the wanted length, and how long the cut will be."""
    _, aim, _, most, tolerance = CUTS[step]
    zero, end = place_of(mount, step, 0.0), place_of(mount, step, most)
    left, right = min(zero, end), max(zero, end)
    lid = step not in HOLES
    top = Y + RULER_TOP - LID_HIGH * lid
    foot = top + RULER_FOOT - RULER_TOP
    key = ("mount ruler", step, round(zero), helped)

    def paint(c: Canvas) -> None:
        if helped:
            a, b = sorted((place_of(mount, step, aim - tolerance), place_of(mount, step, aim + tolerance)))
            c.rect(a, top, b - a, Y + 54 - top, faded(c.theme.good, 0.4), 4)
            for x in (a, b):
                c.dashed([(x, top), (x, Y + 54)], "screen_good", 2.5, 8, 5)
        c.line(left, foot, right, foot, "screen_text", 2.5)
        for mm in range(0, int(most) + 1):
            x = place_of(mount, step, mm)
            high = 28 if mm % 10 == 0 else 20 if mm % 5 == 0 else 12
            c.line(x, foot - high, x, foot, "screen_text", 2.5 if mm % 10 == 0 else 2)
            if mm % 10 == 0:
                write(c, x, top + 16, str(mm), (70, 30), "body", "screen_text", "center", weight="semibold")

    canvas.layer(key, paint, (left - 40, top - 6, right - left + 80, Y + 68 - top))
    x, middle = place_of(mount, step, marker), Y + (FIGURE_UNDER if lid else FIGURE)
    block = boxed(canvas, words.value(marker, 1, "mm"), 190, 42, "lead", "bold", True)
    wide = block.width + 24
    canvas.dashed([(x, foot if lid else Y - 146), (x, Y + (FIGURE_UNDER - 23 if lid else 40))], "light", 3, 8, 5)
    canvas.rect(x - wide / 2, middle - 23, wide, 46, "screen", 8, 2.5, "light")
    canvas.block(x, middle, block, "screen_text", "center", "middle")


def _strip(canvas: Canvas, mount: Mount, step: str, x: float, edge: float, pressed: bool) -> None:
    """The stripper in the right hand, its hole where it will cut; the hand closes it."""
    anchors = canvas.parts.info("bench/stripper").anchors
    (hx, hy), (first_x, first_y) = anchors[HOLES[step]], anchors["hole_250um"]
    canvas.part("bench/stripper", x - hx, Y - hy)
    # The fibre runs into the jaws: its last piece once more, over them.
    with canvas.clip(x - hx - 10, Y - 30, hx + 10, 60):
        _cable(canvas, mount, edge)
    grip = 8.0 if pressed else 0.0
    canvas.hand("right_squeeze_pliers", x + SQUEEZE[0] + first_x - hx - grip, Y + SQUEEZE[1] + first_y - hy - grip)


def _close(canvas: Canvas, x: float, pressed: bool) -> None:
    """The right hand beside the cleaver, or on its lid that it closes over the glass."""
    if pressed:
        _cleaver(canvas, x - CLEAVER_CUT[0], Y - CLEAVER_CUT[1], ("lid_closed", "slide"))
    tip = canvas.parts.hand("right_press_key").tip("index")
    dx, dy = CLOSES if pressed else RESTS
    canvas.hand("right_press_key", x + dx - tip[0], Y + dy - tip[1])
