"""Hands and what they hold: the plug, the probe, the pen; the adapter seen near; cassette and wipe under the ferrule.

It deliberately decides nothing: where things are comes from the scene's state.
"""

from __future__ import annotations

from simulator.instruments import cleaning
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.view_bench import (
    HELD_CORD,
    IDLE_CORD,
    PROBE_CORD,
    TINT,
    cord,
    draw_cassette,
    draw_pen,
    tip_part,
)
from simulator.ui.canvas import Canvas
from simulator.ui.curves import bezier
from simulator.ui.theme import Colour, faded, mix

HAND_LEFT, HAND_RIGHT = (-21.0, 475.0), (537.0, 475.0)


def draw_work(canvas: Canvas, scene, text) -> None:
    """What the hands are busy with, back to front."""
    state = scene.state
    _probe_cord(canvas, scene)
    if state.view == "mate":
        _mating(canvas, scene)
        return
    if state.view == "plug":
        _under(canvas, scene)
        _plug(canvas, scene, at.slide_offset(scene) if state.tool in ("cassette", "wipe") else 0.0)
    if state.tool == "probe":
        _probe(canvas, scene)
    elif state.tool == "pen":
        _pen(canvas, scene, text)
    if state.view == "adapter":  # over the tool, which goes into it
        draw_adapter(canvas, 404.0, scene, False)


def _probe_cord(canvas: Canvas, scene) -> None:
    canvas.part("connect/microscope_cord_plug")
    if scene.state.view == "mate":
        return
    if scene.state.tool != "probe":
        canvas.layer(("probe cord idle",), lambda c: c.coat(IDLE_CORD, 12, "noir"), (740, 610, 260, 350))
        return
    dx, dy = _held_offset(scene, at.tool_offset(scene.state.probe_mm))
    count = len(PROBE_CORD)
    path = [(x + dx * i / count, y + dy * i / count) for i, (x, y) in enumerate(PROBE_CORD)]
    if scene.state.probe_mm:
        canvas.cord(path, 12, "noir")
    else:
        canvas.layer(("probe cord", dx), lambda c: c.cord(path, 12, "noir"), (670, 580, 330, 380))


# the plug


def _plug(canvas: Canvas, scene, dx: float) -> None:
    """The plug in the left hand."""
    face = scene.face("plug")
    tint = TINT[face.polish]
    if dx:
        cord(canvas, HELD_CORD, 12, dx * 0.9)
    else:
        canvas.layer(("held cord",), lambda c: cord(c, HELD_CORD, 12), (0, 350, 330, 190))
    canvas.part("connect/hand_left_hold_plug", HAND_LEFT[0] + dx, HAND_LEFT[1])
    canvas.part("connect/sc_hand_boot_in_hand", 148 + dx, 523, tint=tint)
    ferrule = "apc" if face.polish == "APC" else "upc"
    canvas.part(f"connect/sc_hand_ferrule_{ferrule}", 346 + dx, 521)
    if face.wet > cleaning.WET_ENOUGH and not face.capped:
        canvas.circle(at.END[0] - 1 + dx, at.END[1] - 3, 5 + 2 * face.wet, faded(canvas.theme.info, 0.35), 1.5, "info")
    canvas.part("connect/sc_hand_plug", 220 + dx, 507, tint=tint)
    _key(canvas, scene, dx)
    if face.capped:
        canvas.part("connect/sc_hand_cap", 362 + dx, 525)
    canvas.part("connect/hand_left_hold_plug_front", 169 + dx, 528)


def _key(canvas: Canvas, scene, dx: float) -> None:
    """The rib that must face the slot of the adapter."""
    if scene.state.view != "mate":
        return
    y = 502.0 if scene.state.key_up else 586.0
    canvas.rect(262 + dx, y, 62, 11, "bumper", 4, 2, "print")


def _under(canvas: Canvas, scene) -> None:
    """Cassette or wipe under the ferrule."""
    state = scene.state
    if state.tool == "cassette":
        draw_cassette(canvas, 326, 490, state.cassette, False)
    elif state.tool == "wipe":
        canvas.part("connect/wipe_sheet_folded", at.SHEET[0], at.SHEET[1], stretch=(at.SHEET[2], at.SHEET[3]))
        cloth = state.cloth
        if cloth is not None:
            _stains(canvas, cloth)


def _stains(canvas: Canvas, cloth) -> None:
    """What the face on top has taken up, and how wet it is."""
    if cloth.wet > 0.05:
        canvas.circle(448, 556, 26 + 16 * cloth.wet, faded(canvas.theme.info, 0.12 + 0.14 * cloth.wet))
    if cloth.used:
        canvas.polyline([(400, 566), (486, 560)], faded(mix(canvas.theme.cause_3, canvas.theme.ink, 0.3), 0.35), 9)
    for step in range(min(5, round(cloth.load * 10))):
        canvas.rect(408 + 16 * step, 558 + 4 * (step % 2), 9, 5, faded(canvas.theme.cause_3, 0.6), 2.5)


# the adapter, seen near


def draw_adapter(canvas: Canvas, mouth_x: float, scene, faces_left: bool) -> None:
    """The adapter from the side: its mouth at mouth_x, the panel behind it, the other plug beyond."""
    face = scene.face("adapter")
    key = ("adapter near", face.polish, faces_left, round(mouth_x))
    area = (mouth_x - 60, 340, 360, 640) if faces_left else (mouth_x - 440, 340, 470, 420)
    canvas.layer(key, lambda c: _paint_adapter(c, mouth_x, face.polish, faces_left), area)
    if face.capped:
        if faces_left:
            canvas.part("connect/sc_hand_cap", mouth_x - 60, 525, flip=True)
        else:
            canvas.part("connect/sc_hand_cap", mouth_x - 14, 525)


def _paint_adapter(canvas: Canvas, mouth_x: float, polish: str, faces_left: bool) -> None:
    sign = 1.0 if faces_left else -1.0  # from the mouth inwards
    y = at.END[1]
    theme = canvas.theme
    base = theme.fibre("vert" if polish == "APC" else "bleu")

    def box(inward: float, width: float, half: float, colours: tuple[Colour, Colour], radius: float = 6) -> None:
        x = mouth_x + sign * inward if faces_left else mouth_x - inward - width
        canvas.gradient_v(x, y - half, width, 2 * half, *colours, radius)

    steel = (mix(theme.paper, theme.steel, 0.15), mix(theme.paper, theme.steel, 0.6))
    edge = (base.light, base.dark)
    # What lies behind the panel: the other plug and its cord.
    end = mouth_x + sign * 262
    if faces_left:
        points = bezier(f"M{end} {y}C{end + 40} {y} 772 600 766 700C762 790 760 880 700 1000")
    else:
        points = bezier(f"M{end} {y}C{end - 50} {y} {end - 60} {y + 60} {end - 160} {y + 70}")
    canvas.coat(points, 12, "jaune")
    box(190, 76, 19, (mix(base.base, theme.screen, 0.2), base.dark), 8)
    box(150, 50, 42, edge, 8)
    # The panel, edge on, and the flange that holds the adapter in it.
    x = mouth_x + 112 if faces_left else mouth_x - 112 - 44
    canvas.shadow(x, y - 182, 44, 364, 6)
    box(112, 44, 182, steel, 6)
    for top in (y - 158, y + 158):
        canvas.circle(x + 22, top, 9, mix(theme.paper, theme.steel, 0.45), 2, mix(theme.paper, theme.steel, 0.8))
        canvas.line(x + 16, top, x + 28, top, mix(theme.steel, theme.screen, 0.3), 2.5)
    box(102, 16, 76, (base.light, mix(base.base, theme.screen, 0.25)), 5)
    box(0, 150, 54, (base.highlight, base.base), 9)
    box(4, 142, 46, edge, 7)
    box(0, 14, 54, (base.light, base.dark), 5)
    # The mouth: dark sleeve, key slot on top.
    box(-1, 8, 34, (theme.screen, theme.case), 3)
    x = mouth_x + sign * 22 if faces_left else mouth_x - 22 - 70
    canvas.rect(x, y - 58, 70, 10, "screen", 3)
    canvas.rect(x + 4, y - 55, 62, 4, "case_edge", 2)


def _mating(canvas: Canvas, scene) -> None:
    """The plug on its way into the adapter."""
    dx = at.plug_offset(scene.state.insert_mm)
    mouth = at.END[0] + at.LATCHED_DX - 52
    _plug(canvas, scene, dx)
    draw_adapter(canvas, mouth, scene, True)


# tools in the right hand


def _held_offset(scene, offset: tuple[float, float]) -> tuple[float, float]:
    """How far the tool in hand lies from its place on the plug: an adapter's face lies deep in it, its cap does not."""
    dx, dy = offset
    if scene.state.view != "adapter":
        return dx, dy
    return (dx + 12.0 if scene.face("adapter").capped else dx - at.ADAPTER_DEPTH), dy


def _probe(canvas: Canvas, scene) -> None:
    state = scene.state
    dx, dy = _held_offset(scene, at.tool_offset(state.probe_mm))
    canvas.part("connect/hand_right_hold_probe", HAND_RIGHT[0] + dx, HAND_RIGHT[1] + dy)
    lit = state.scope.on
    canvas.part(f"connect/probe_bore_{'lit' if lit else 'dark'}", 395 + dx, 532 + dy)
    if state.view == "plug" and state.probe_mm < 8.0:
        face = scene.face("plug")
        ferrule = "apc" if face.polish == "APC" else "upc"
        canvas.part(f"connect/sc_hand_ferrule_{ferrule}", 346, 521)
        canvas.part("connect/sc_hand_plug", 220, 507, tint=TINT[face.polish])
        canvas.part("connect/hand_left_hold_plug_front", 169, 528)
    canvas.part("connect/probe_body_in_hand", 503 + dx, 508 + dy)
    canvas.part("connect/probe_key_up", 594 + dx, 533 + dy)
    canvas.part(f"connect/probe_tip_{tip_part(scene)}", 389 + dx, 511 + dy)
    if lit:
        canvas.part("connect/probe_tip_glow", 382 + dx, 504 + dy)
    canvas.part("connect/hand_right_hold_probe_front", HAND_RIGHT[0] - 1 + dx, HAND_RIGHT[1] + dy)


def _pen(canvas: Canvas, scene, text) -> None:
    pen = scene.state.pen
    dx, dy = _held_offset(scene, at.pen_offset(max(0.0, -pen.push_mm)))
    pushed = pen.push_mm >= cleaning.CLICK_MM / 2
    dx -= 3.0 * max(0.0, pen.push_mm) if not pushed else 0.0
    canvas.part("connect/hand_right_hold_probe", HAND_RIGHT[0] + dx, HAND_RIGHT[1] + dy)
    draw_pen(canvas, at.END[0] + dx, at.END[1] + dy, text("1 clic"), 0.0 if pushed else 1.0)
    if pen.wet:
        canvas.circle(at.END[0] + dx, at.END[1] + dy, 8, faded(canvas.theme.info, 0.4), 1.5, "info")
    canvas.part("connect/hand_right_hold_probe_front", HAND_RIGHT[0] - 1 + dx, HAND_RIGHT[1] + dy)
