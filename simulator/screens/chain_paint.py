"""Draws the trainee's line: trace with its events, list, bill by cause, picture of the moment.

It deliberately takes no input and runs nothing: a picture that is not there yet is a bar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.optics.fibre import CATALOGUE
from simulator.optics.otdr import FLOOR_DB
from simulator.plant.line_events import LineEvent
from simulator.screens.chain_bill import Card, title_of
from simulator.screens.page import paint_ground
from simulator.ui import trace_layout as layout
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed_alike, write
from simulator.ui.theme import faded
from simulator.ui.trace_layout import Curve, Frame, Pin, Shape, Words
from simulator.ui.trace_paint import paint as paint_shapes
from simulator.ui.trace_paint import steady
from simulator.ui.widgets import draw_progress

if TYPE_CHECKING:
    from simulator.i18n import Language
    from simulator.screens.chain_line import Line, Measured
    from simulator.screens.chain_moments import Moments
    from simulator.screens.context import Context

Rect = tuple[float, float, float, float]

TRACE: Rect = (48.0, 96.0, 1824.0, 424.0)
PLOT: Rect = (128.0, 124.0, 1712.0, 336.0)
LIST: Rect = (48.0, 544.0, 640.0, 488.0)
MOMENT: Rect = (1336.0, 544.0, 536.0, 488.0)
BUTTON: Rect = (1360.0, 944.0, 488.0, 64.0)
PICTURE = (488, 275)
ROW_H = 68.0
KIND_ICONS = {"connector": "connector", "splice": "splice", "bend": "bend", "splitter": "link", "end": "fibre_end"}


def row_rects(count: int) -> list[Rect]:
    """Rows of the list, less tall when there are many."""
    x, y, w, h = LIST
    height = min(ROW_H, (h - 84) / max(1, count))
    return [(x + 12, y + 72 + index * height, w - 24, height - 4) for index in range(count)]


def on_trace(event: LineEvent, measured: Measured) -> float:
    """Where the instrument shows an event [m]: by the index that was set, not by that of the glass."""
    glass = float(CATALOGUE["G.652.D"].group_index(measured.trace.wavelength))
    return event.position_m * glass / measured.trace.group_index


def _frame(measured: Measured) -> Frame:
    trace = measured.trace
    far = max(on_trace(event, measured) for event in measured.events)
    light = trace.samples_db[trace.samples_db > FLOOR_DB + 1.0]
    low, high = (float(v) for v in np.percentile(light if len(light) else trace.samples_db, (12, 99.9)))
    return Frame(0.0, 1.12 * far + 40.0, low - 1.0, high + 2.0)


def _level(measured: Measured, at_m: float) -> float:
    """Height of the line just before a place."""
    trace = measured.trace
    last = trace.index(at_m)
    part = trace.samples_db[max(0, last - 40) : last + 1]
    return float(np.median(part))


def _pins(measured: Measured) -> list[Pin]:
    return [
        Pin(str(index + 1), at, _level(measured, at), "light" if event.moments else "on_dark_soft", not event.moments)
        for index, event in enumerate(measured.events)
        for at in (on_trace(event, measured),)
    ]


def pin_at(measured: Measured, x: float, y: float) -> int | None:
    """The event whose place on the trace lies under a point."""
    px, py, pw, ph = PLOT
    if not (px <= x <= px + pw and py <= y <= py + ph):
        return None
    frame = _frame(measured)
    at = frame.left + (x - px) / pw * (frame.right - frame.left)
    distances = [abs(on_trace(event, measured) - at) for event in measured.events]
    best = min(range(len(distances)), key=distances.__getitem__)
    return best if distances[best] <= 24.0 / pw * (frame.right - frame.left) else None


def draw(canvas: Canvas, context: Context, line: Line, moments: Moments) -> None:
    """Everything under the widgets."""
    canvas.layer(("chain ground",), paint_ground, opaque=True)
    canvas.rect(0, 0, 1920, 72, "panel")
    canvas.line(0, 72, 1920, 72, "line", 2)
    title = context.language.text("Où est partie ta lumière ?")
    room = 940 if len(line.traces) > 1 else 1700
    write(canvas, 128, 36, title, (room, 60), "title", "ink", weight="semibold")
    key = ("chain trace", id(line.now), context.language.code)
    canvas.layer(key, lambda c: _paint_trace(c, context.language, line.now), (28, 80, 1864, 456))
    _draw_chosen(canvas, line)
    _draw_list(canvas, context, line)
    Card(context, line).draw(canvas)
    _draw_moment(canvas, context.language, line.moment(), moments)


def _paint_trace(canvas: Canvas, language: Language, measured: Measured) -> None:
    canvas.card(*TRACE)
    canvas.rect(*TRACE, "screen", 16)
    curve = Curve(measured.trace.samples_db, measured.trace.start_m, measured.trace.spacing_m)
    x, y, w, h = PLOT
    units: list[Shape] = [
        Words(x - 14, y - 8, language.sign("dB"), "screen_text", align="right"),
        Words(x + w, y + h + 20, language.sign("m"), "screen_text", align="right"),
    ]
    shapes = layout.plot(PLOT, _frame(measured), (curve,), _pins(measured), language.number)
    paint_shapes(canvas, steady(shapes + units, canvas))


def _draw_chosen(canvas: Canvas, line: Line) -> None:
    """A line of light down to the chosen event; its number, under the trace, stays free."""
    frame = _frame(line.now)
    px, py, pw, ph = PLOT
    at = on_trace(line.event, line.now)
    x = px + (at - frame.left) / (frame.right - frame.left) * pw
    y = py + ph * (frame.high - _level(line.now, at)) / (frame.high - frame.low)
    canvas.glow_path([(x, py), (x, max(py + 24, min(y, py + ph)))], 3, strength=0.9)


def _draw_list(canvas: Canvas, context: Context, line: Line) -> None:
    language, (x, y, w, h) = context.language, LIST
    canvas.card(x, y, w, h)
    write(canvas, x + 24, y + 36, language.text("Sur ta ligne"), (w - 48, 44), "lead", "ink", weight="semibold")
    events, rects = line.now.events, row_rects(len(line.now.events))
    high = rects[0][3] - 4 if rects else 0.0
    titles = boxed_alike(canvas, [title_of(context, event) for event in events], w - 380, high, "body", "medium")
    places = [language.unit(event.position_m, 0, "m") for event in events]
    distances = boxed_alike(canvas, places, 116, 44, canvas.texts.capped("small", 24))
    for index, (event, rect) in enumerate(zip(events, rects, strict=True)):
        rx, ry, rw, rh = rect
        if index == line.selected:
            canvas.rect(rx, ry, rw, rh, "action_pale", 10)
            canvas.rect(rx, ry, 5, rh, "action", 2.5)
        middle = ry + rh / 2
        canvas.circle(
            rx + 28,
            middle,
            15,
            "light_pale" if event.moments else "panel_soft",
            2.5,
            "light" if event.moments else "line",
        )
        write(canvas, rx + 28, middle, str(index + 1), (26, 26), "small", "ink", "center", weight="semibold")
        canvas.icon(KIND_ICONS.get(event.kind, "splice"), rx + 68, middle, 30, "ink_soft")
        canvas.block(rx + 94, middle, titles[index], "ink", "left", "middle")
        canvas.block(rx + rw - 138, middle, distances[index], "ink_soft", "right", "middle")
        loss = language.unit(event.loss_db, 2, "dB") if event.bill else "—"
        style = canvas.texts.capped("body", 26)
        write(canvas, rx + rw - 14, middle, loss, (116, rh - 4), style, "ink", "right", weight="semibold", numbers=True)


def _draw_moment(canvas: Canvas, language: Language, tick: int | None, moments: Moments) -> None:
    x, y, w, h = MOMENT
    canvas.card(x, y, w, h)
    head = (
        language.text("Le geste, à {time}", time=language.clock(tick))
        if tick is not None
        else language.text("Pas de geste")
    )
    write(canvas, x + 24, y + 36, head, (w - 48, 44), "lead", "ink", weight="semibold")
    if tick is None:
        said = language.text("Cet endroit était là avant toi.")
        write(canvas, x + 24, y + 110, said, (w - 48, 80), "body", "ink_soft")
        return
    picture = moments.picture(tick)
    if picture is None:
        _draw_waiting(canvas, language, moments.share(tick))
        return
    canvas.picture(picture, x + 24, y + 72, *PICTURE)
    canvas.rect(x + 24, y + 72, *PICTURE, (0, 0, 0, 0), 6, 2, faded(canvas.theme.ink, 0.3))


def _draw_waiting(canvas: Canvas, language: Language, share: float) -> None:
    """Where the picture will be: how far the gestures have been made again."""
    x, y = MOMENT[0] + 24, MOMENT[1] + 72
    w, h = PICTURE
    canvas.rect(x, y, w, h, "panel_soft", 6, 2, "line")
    said = language.text("Un instant : tes gestes sont refaits un par un.")
    write(canvas, x + w / 2, y + h / 2 - 30, said, (w - 48, 84), "body", "ink_soft", "center")
    draw_progress(canvas, x + 60, y + h / 2 + 36, w - 120, share, 16)
