"""Cords, instruments and pen as they are drawn at any place; the scene's painters put them together.

It deliberately knows no scene: what a display shows and what is lit comes in.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.scenes.power import view_layout as at
from simulator.ui.canvas import Canvas
from simulator.ui.curves import bezier
from simulator.ui.fitting import write
from simulator.ui.theme import TextStyle

#: Width of a patch cord, and of the light along it.
CORD = 11.0


def cord(canvas: Canvas, path: str, lit: bool = False) -> None:
    """A yellow patch cord along an SVG path; lit: light passes. Its sheath is no colour of the fibre code: no marks."""
    points = bezier(path)
    canvas.fibre_shadow(points, CORD, 3, 7)
    canvas.cord(points, CORD, "jaune")
    if lit:
        canvas.glow_path(points, 2.6)


def plug_down(canvas: Canvas, x: float, y: float) -> None:
    """An SC plug that points down, with its tip at x, y."""
    canvas.part("bench/sc_plug", x - 69, y - 75, turn=90)


def plug_right(canvas: Canvas, x: float, y: float) -> None:
    """An SC plug that points right, with its tip at x, y."""
    canvas.part("bench/sc_plug", x - 105, y - 21)


def plug_left(canvas: Canvas, x: float, y: float) -> None:
    """An SC plug that points left, with its tip at x, y."""
    canvas.part("bench/sc_plug_left", x - 15, y - 21)


def held_plug(canvas: Canvas, side: str, tip: at.Point) -> None:
    """A plug between finger and thumb: the source's points right in the left hand, the meter's left in the right."""
    x, y = tip
    name, dx = ("connect/hand_left_hold_plug", -307.0) if side == "left" else ("connect/hand_right_hold_probe", 39.0)
    front = (190.0, 53.0) if side == "left" else (-1.0, 0.0)
    with canvas.clip(*at.SUBJECT):
        canvas.part(name, x + dx, y - 74.0)
        (plug_right if side == "left" else plug_left)(canvas, x, y)
        canvas.part(f"{name}_front", x + dx + front[0], y - 74.0 + front[1])


def adapter(canvas: Canvas, x: float, y: float) -> None:
    """An SC adapter with its middle at x, y."""
    canvas.part("bench/sc_adapter", x - 27, y - 31)


def key(canvas: Canvas, part: str, rect: at.Rect, icon: str, label: str, active: bool, pressed: bool) -> None:
    """A key of an instrument with an icon or a short word on it."""
    state = "_pressed" if pressed else "_active" if active else ("_up" if part.endswith("source_key") else "")
    x, y, w, h = rect
    canvas.part(part + state, x + 1, y + 1, stretch=(w - 2, h))
    ink = "print" if active and not pressed else "on_dark"
    down = 3 if pressed else 0
    if icon:
        canvas.icon(icon, x + w / 2, y + h / 2 - 1 + down, 30, ink)
    else:
        write(canvas, x + w / 2, y + h / 2 - 1 + down, label, (w - 12, h - 8), "small", ink, "center", weight="bold")


def readout(canvas: Canvas, screen: at.Rect, top: str, value: str, unit: str, on: bool) -> None:
    """What a display shows: a small line, large figures, their unit."""
    if not on:
        return
    x, y, w, h = screen
    write(canvas, x + 16, y + h * 0.19, top, (w - 90, h * 0.3), "small", "screen_text", weight="semibold")
    canvas.icon("battery", x + w - 34, y + h * 0.2, 30, "screen_good")
    style = canvas.theme.readout if w < 400 else _larger(canvas)
    canvas.text(x + w - 84, y + h * 0.62, value, style, "trace", "right", "middle", numbers=True)
    write(canvas, x + w - 74, y + h * 0.68, unit, (68, 40), "lead", "trace", weight="bold")


def _larger(canvas: Canvas) -> TextStyle:
    base = canvas.theme.readout
    return replace(base, size=base.size * 1.5, line=base.line * 1.5)


def pen(canvas: Canvas, mouth: at.Point, mode: str, capped: bool, bright: bool, upright: bool = False) -> None:
    """The red light pen with its mouth at a point, level (pointing right) or upright."""
    for name, x, y, w, h in at.PEN_PARTS:
        _pen_part(canvas, name, mouth, x, y, w, h, upright)
    _pen_part(canvas, "red_pen_switch", mouth, at.PEN_SWITCH[mode] - 20, -13, 40, 26, upright)
    if bright:
        _pen_part(canvas, "red_pen_lamp_on", mouth, -346, -13, 26, 26, upright)
    if capped:
        _pen_part(canvas, "red_pen_cap", mouth, -86, -22, 112, 63, upright)
    elif bright:
        canvas.part("connect/red_pen_glow", mouth[0] - 46, mouth[1] - 46)


def _pen_part(
    canvas: Canvas, name: str, mouth: at.Point, x: float, y: float, w: float, h: float, upright: bool
) -> None:
    if not upright:
        canvas.part(f"connect/{name}", mouth[0] + x, mouth[1] + y)
        return
    # Turned a quarter to the left about the mouth: a centre (cx, cy) comes to (cy, -cx).
    cx, cy = x + w / 2, y + h / 2
    canvas.part(f"connect/{name}", mouth[0] + cy - w / 2, mouth[1] - cx - h / 2, turn=270)


def button(canvas: Canvas, rect: at.Rect, text: str, icon: str = "", tone: str = "", filled: bool = False) -> None:
    """A button of the rail. tone: good, bad or '' for one that is not chosen; filled: the one thing to press."""
    x, y, w, h = rect
    ground = "action" if filled else f"{tone}_pale" if tone else "panel_soft"
    border = "action_edge" if filled else tone or "edge"
    canvas.rect(x, y, w, h, ground, 10, 3.5 if tone else 2, border)
    ink = "on_action" if filled else f"{tone}_text" if tone else "ink"
    if icon and h > 70:
        canvas.icon(icon, x + w / 2, y + 27, 30, ink)
        write(canvas, x + w / 2, y + 70, text, (w - 12, 48), "small", ink, "center", weight="semibold")
    elif icon:
        canvas.icon(icon, x + 30, y + h / 2, 30, ink)
        write(canvas, x + 54, y + h / 2, text, (w - 66, h - 6), "body", ink, weight="semibold")
    else:
        write(canvas, x + w / 2, y + h / 2, text, (w - 16, h - 6), "body", ink, "center", weight="semibold")
