"""The attenuator under the outlet and the subscriber's box: knob, display, lamps, and the cords that lead through them.

It deliberately decides nothing: what the knob takes and what the lamp says come from the scene.
"""

from __future__ import annotations

import math

from simulator.scenes.power import view_layout as at
from simulator.scenes.power import view_parts as draw
from simulator.scenes.power.view_parts import cord
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write

#: From which turn to which the knob's mark goes [degrees, 0 is up].
TURN = (-135.0, 135.0)


def draw_cords(canvas: Canvas, scene, tip: at.Point, lit: bool) -> None:
    """The subscriber's cord from its plug to meter or box, by way of the attenuator where that is in."""
    state = scene.state
    x, y = tip[0] + 104, tip[1]
    start = (x, y)
    if state.voa_in:
        (ax, ay), (bx, by) = at.VOA_PORTS
        cord(canvas, f"M{x:.0f} {y:.0f}C{x + 100:.0f} {y:.0f} {ax + 190} {ay} {ax + 104} {ay}", lit)
        draw.plug_left(canvas, ax, ay)
        draw.plug_left(canvas, bx, by)
        start = (bx + 104, by)
    sx, sy = start
    if state.load == "meter":
        px, py = at.meter_port("beside")
        mid = at.RISE_X
        up = f"C{sx + 60:.0f} {sy:.0f} {mid} 420 {mid + 12} 260C{mid + 22} 130 {px} 64 {px} {py - 92:.0f}"
        cord(canvas, f"M{sx:.0f} {sy:.0f}{up}", lit)
        draw.plug_down(canvas, px, py + 10)
    else:
        bx, by = at.BOX[0] + 10, at.BOX[1] + at.BOX[3] / 2
        cord(canvas, f"M{sx:.0f} {sy:.0f}C{sx + 100:.0f} {sy:.0f} {bx - 190} {by} {bx - 104} {by}", lit)
        draw.plug_right(canvas, bx, by)
    draw.plug_left(canvas, *tip)


def draw_attenuator(canvas: Canvas, scene, ctx) -> None:
    """The instrument with its knob as it stands."""
    x, y, w, h = at.VOA
    db = scene.bench.attenuator.set_db
    canvas.layer(("attenuator", ctx.language.code), lambda c: _paint_case(c, ctx), (x - 24, y - 24, w + 48, h + 48))
    sx, sy, sw, sh = at.VOA_SCREEN
    said = ctx.language.number(db, 2)
    canvas.text(sx + sw - 50, sy + sh / 2, said, canvas.theme.readout, "trace", "right", "middle", numbers=True)
    write(canvas, sx + sw - 44, sy + sh / 2 + 4, ctx.language.sign("dB"), (40, 40), "body", "trace", weight="bold")
    cx, cy, r = at.VOA_KNOB
    share = (db - at.VOA_RANGE[0]) / (at.VOA_RANGE[1] - at.VOA_RANGE[0])
    angle = math.radians(TURN[0] + (TURN[1] - TURN[0]) * share)
    canvas.line(cx + 22 * math.sin(angle), cy - 22 * math.cos(angle), cx + (r - 16) * math.sin(angle),
                cy - (r - 16) * math.cos(angle), "bumper", 7)  # fmt: skip


def _paint_case(canvas: Canvas, ctx) -> None:
    x, y, w, h = at.VOA
    canvas.shadow(x, y, w, h, 18)
    canvas.rect(x, y, w, h, "bumper", 18)
    canvas.rect(x + 10, y + 10, w - 20, h - 20, "case", 12, 2, "case_edge")
    for px, py in at.VOA_PORTS:
        canvas.rect(px - 2, py - 17, 16, 34, "good", 4, 2, "good_text")
    canvas.rect(*at.VOA_SCREEN, "screen", 8, 2, "screen_line")
    name = ctx.language.text("Atténuateur")
    write(canvas, at.VOA_SCREEN[0], y + h - 42, name, (200, 40), "small", "on_dark", weight="semibold")
    cx, cy, r = at.VOA_KNOB
    for step in range(11):
        angle = math.radians(TURN[0] + (TURN[1] - TURN[0]) * step / 10)
        dx, dy = math.sin(angle), -math.cos(angle)
        canvas.line(cx + (r + 4) * dx, cy + (r + 4) * dy, cx + (r + 11) * dx, cy + (r + 11) * dy, "on_dark_soft", 2.5)
    canvas.circle(cx, cy, r, "case_edge", 3, "screen")
    canvas.circle(cx, cy, r - 9, "case", 2, "screen_line")


def draw_box(canvas: Canvas, scene, ctx, beat: int) -> None:
    """The subscriber's box: its lamp is steady while the light is enough, and blinks red without."""
    lamp = scene.margin.lamp()
    x, y, w, h = at.BOX
    lit = lamp == "good"
    blink = scene.state.load == "box" and not lit and beat // 20 % 2 == 0
    key = ("subscriber box", lit, blink, ctx.language.code)
    canvas.layer(key, lambda c: _paint_box(c, ctx, lit, blink), (x - 24, y - 24, w + 48, h + 48))


def _paint_box(canvas: Canvas, ctx, lit: bool, blink: bool) -> None:
    x, y, w, h = at.BOX
    canvas.shadow(x, y, w, h, 22)
    canvas.rect(x, y, w, h, "lamp", 22, 2, "line")  # white, in the light that falls on all things
    canvas.rect(x + 24, y + h - 30, w - 48, 8, "bench_deep", 4)
    write(canvas, x + 60, y + 44, ctx.language.text("Box"), (160, 50), "lead", "paper_ink", weight="bold")
    said = ctx.language.text("marche") if lit else ctx.language.text("arrêt")
    for cx, tone, on, word in ((x + 236, "good", lit, said), (x + 330, "bad", blink, ctx.language.text("alarme"))):
        if on:
            canvas.halo(cx, y + 46, 34, tone, 0.8)
        canvas.circle(cx, y + 46, 12, tone if on else "track", 2, "ink_soft")
        write(canvas, cx, y + 86, word, (96, 34), "small", "paper_ink", "center", weight="semibold")
