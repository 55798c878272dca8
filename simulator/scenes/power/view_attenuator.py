"""The attenuator under the outlet and the subscriber's box: knob, display, lamps, and the cords that lead through them.

It deliberately decides nothing: what the knob takes and what the lamp says come from the scene.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.scenes.power import view_layout as at
from simulator.scenes.power import view_parts as draw
from simulator.scenes.power.view_parts import cord
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write

#: From which turn to which the knob's mark goes [degrees, 0 is up].
TURN = (-135.0, 135.0)
#: Degrees between two teeth of the knob.
TOOTH = 12.0


def draw_cords(canvas: Canvas, scene, tip: at.Point, lit: bool) -> None:
    """The subscriber's cord from its plug to meter or box, by way of the attenuator where that is in."""
    state = scene.state
    x, y = tip[0] + 104, tip[1]
    start = (x, y)
    if state.voa_in:
        (ax, ay), (bx, by) = at.VOA_PORTS
        # Round below the outlet to the socket at the left.
        low = (y + at.VOA[1]) / 2 + 46
        cord(canvas, f"M{x:.0f} {y:.0f}C{x + 110:.0f} {y:.0f} {x + 30:.0f} {low:.0f} {x - 240:.0f} {low:.0f}"
                     f"C{ax - 110:.0f} {low:.0f} {ax - 176:.0f} {ay} {ax - 104:.0f} {ay}", lit)  # fmt: skip
        draw.plug_right(canvas, ax, ay)
        draw.plug_left(canvas, bx, by)
        start = (bx + 104, by)
    sx, sy = start
    if state.load == "meter":
        px, py = at.meter_port("beside")
        mid = at.RISE_X
        up = f"C{sx + 30:.0f} {sy:.0f} {mid} 420 {mid + 12} 260C{mid + 22} 130 {px} 64 {px} {py - 92:.0f}"
        cord(canvas, f"M{sx:.0f} {sy:.0f}{up}", lit)
        draw.plug_down(canvas, px, py + 10)
    else:
        bx, by = at.BOX_SOCKET
        cord(canvas, f"M{sx:.0f} {sy:.0f}C{sx + 40:.0f} {sy:.0f} {bx - 190} {by} {bx - 104} {by}", lit)
        draw.plug_right(canvas, bx, by)
    draw.plug_left(canvas, *tip)


def draw_attenuator(canvas: Canvas, scene, ctx) -> None:
    """The instrument with its knob as it stands."""
    x, y, w, h = at.VOA
    db = scene.bench.attenuator.set_db
    canvas.layer(("attenuator", ctx.language.code), lambda c: _paint_case(c, ctx), (x - 24, y - 24, w + 48, h + 48))
    sx, sy, sw, sh = at.VOA_SCREEN
    said = ctx.language.number(db, 2)
    readout = replace(canvas.theme.readout, size=30, line=36)
    canvas.text(sx + sw - 44, sy + sh / 2, said, readout, "trace", "right", "middle", numbers=True)
    write(canvas, sx + sw - 38, sy + sh / 2 + 4, ctx.language.sign("dB"), (34, 34), "small", "trace", weight="bold")
    cx, cy, _ = at.VOA_KNOB
    share = (db - at.VOA_RANGE[0]) / (at.VOA_RANGE[1] - at.VOA_RANGE[0])
    angle = TURN[0] + (TURN[1] - TURN[0]) * share
    # The ring's teeth repeat; the face stays still, so that its light stays put.
    for name, turn in (("ring", angle % TOOTH), ("face", 0.0), ("mark", angle)):
        px, py = canvas.parts.info(f"connect/attenuator_knob_{name}").anchors["pivot"]
        canvas.part(f"connect/attenuator_knob_{name}", cx - px, cy - py, turn=turn)


def _paint_case(canvas: Canvas, ctx) -> None:
    """The case; a plate with its name lies where others have keys."""
    canvas.part("connect/attenuator_body", *at.VOA[:2])
    x, y, w, h = at.VOA_NAME
    canvas.rect(x, y, w, h, "case", 8, 2, "case_edge")
    name = ctx.language.text("Atténuateur")
    write(canvas, x + w / 2, y + h / 2, name, (w - 12, h - 6), "small", "on_dark", "center", weight="semibold")


def draw_box(canvas: Canvas, scene, ctx, beat: int) -> None:
    """The subscriber's box: its lamp is steady while the light is enough, and blinks red without."""
    lamp = scene.margin.lamp()
    x, y, w, h = at.BOX
    lit = lamp == "good"
    blink = scene.state.load == "box" and not lit and beat // 20 % 2 == 0
    key = ("subscriber box", lit, blink, ctx.language.code)
    canvas.layer(key, lambda c: _paint_box(c, ctx, lit, blink), (x - 24, y - 30, w + 56, h + 60))


def _paint_box(canvas: Canvas, ctx, lit: bool, blink: bool) -> None:
    canvas.part("fibre/subscriber_box", *at.BOX_PART)
    write(canvas, *at.BOX_NAME, ctx.language.text("Box"), (140, 34), "body", "paper_ink", "center", weight="bold")
    said = ctx.language.text("marche") if lit else ctx.language.text("arrêt")
    lamps = (("good", lit, said), ("bad", blink, ctx.language.text("alarme")))
    for cx, (tone, on, word) in zip(at.BOX_LAMPS, lamps, strict=True):
        if on:
            canvas.halo(cx, at.BOX_LAMP_Y, 34, tone, 0.9)
        canvas.circle(cx, at.BOX_LAMP_Y, 12, tone if on else "case_edge", 2, "on_dark_soft")
        write(canvas, cx, at.BOX_SAID_Y, word, (104, 34), "small", "on_dark", "center", weight="semibold")
