"""The trace as it was left: above it what truly is there, below it what the trainee's table says, wrong ones in red.

It deliberately judges nothing: the comparison is the logic's.
"""

from __future__ import annotations

import numpy as np

from simulator.optics.otdr import FLOOR_DB
from simulator.optics.trace import Trace
from simulator.ui import trace_layout as layout
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.trace_layout import Curve, Frame, Pin
from simulator.ui.trace_paint import paint, steady

ICONS = {"connector": "connector", "splice": "splice", "bend": "bend", "splitter": "link", "end": "fibre_end",
         "ghost": "eye_off"}  # fmt: skip


def has_result(scene) -> bool:
    """Whether there is a trace to show."""
    return _trace(scene) is not None


def draw_result(canvas: Canvas, language, words, scene, rect: tuple[float, float, float, float]) -> None:
    """Title, trace, truth above and table below, inside a card's rectangle."""
    x, y, w, h = rect
    title = language.text("La trace : le vrai et ta table")
    write(canvas, x + 24, y + 32, title, (w - 48, 40), "lead", "ink", weight="semibold")
    bx, by, bw, bh = x + 24, y + 60, w - 48, h - 84
    canvas.rect(bx, by, bw, bh, "screen", 10)
    trace = _trace(scene)
    if trace is None:
        said = language.text("Il n’y a pas de trace.")
        canvas.text(bx + bw / 2, by + bh / 2, said, "body", "screen_text", "center", "middle")
        return
    area = (bx + 52, by + 54, bw - 72, bh - 94)
    frame = _frame(scene, trace)
    curve = Curve(trace.samples_db, trace.start_m, trace.spacing_m)
    with canvas.clip(bx, by, bw, bh):
        paint(canvas, steady(layout.plot(area, frame, (curve,), _pins(scene, trace), language.number), canvas))
    _truth(canvas, language, scene, area, frame)


def _trace(scene) -> Trace | None:
    """The trace kept at side A, else the one on the screen."""
    kept = [each.trace for each in scene.kept if each.side == "A" and each.number == scene.fibres.main]
    if kept:
        return kept[0]
    measured = scene.otdr.measured
    return scene.otdr.trace(measured[0]) if measured else None


def _frame(scene, trace: Trace) -> Frame:
    """From the start to a little behind the last thing of interest."""
    places = [row.position_m for row in scene.state.rows] + list(scene.work.shown_m())
    light = trace.samples_db[trace.samples_db > FLOOR_DB + 1.0]
    noise, fibre = (float(v) for v in np.percentile(light if len(light) else trace.samples_db, (15, 98)))
    end = trace.start_m + len(trace) * trace.spacing_m
    return Frame(trace.start_m, min(end, 1.12 * max(places, default=end)), noise - 4.0, fibre + 6.0, FLOOR_DB)


def _pins(scene, trace: Trace) -> list[Pin]:
    """The table's rows: green where right, red where wrong."""
    found = []
    for match in scene.judged().matches:
        row = scene.state.rows[match.row]
        right = match.kind_right and match.verdict_right and match.place_right and match.loss_right
        level = float(trace.samples_db[trace.index(row.position_m - 0.5 * trace.pulse_m)])
        colour = "screen_good" if right else "screen_bad"
        found.append(Pin(str(match.row + 1), row.position_m, level, colour, match.event is None))
    return found


def _truth(canvas: Canvas, language, scene, area, frame: Frame) -> None:
    """What truly is there, as icons over the trace; what the table lacks in amber."""
    x, y, w, _ = area
    judged = scene.judged()
    missed = {id(event) for event in judged.missed}
    events = [(at, e.kind, id(e) in missed) for e, at in zip(scene.work.events(), scene.work.shown_m(), strict=True)
              if e.required]  # fmt: skip
    events += [(at, "ghost", at in judged.ghosts_unnamed) for at in scene.work.ghosts()]
    free = x - 40
    for at, kind, lost in sorted(events):
        if not frame.left <= at <= frame.right:
            continue
        px = x + (at - frame.left) / (frame.right - frame.left) * w
        colour = "trace_2" if lost else "screen_text"
        canvas.dashed([(px, y - 8), (px, y + 26)], colour, 2, 4, 4)
        if px - free >= 30:
            canvas.icon(ICONS[kind], px, y - 26, 28, colour)
            free = px
    missing = sum(lost for *_, lost in events)
    if missing:
        said = language.text("En orange : ce qui manque dans ta table.")
        block = boxed(canvas, said, w - 24, 40, "small")
        high = block.height + 4
        canvas.rect(x + 4, y + area[3] - high - 4, block.width + 16, high, "screen", 6)
        canvas.block(x + 12, y + area[3] - high / 2 - 4, block, "trace_2", "left", "middle")
