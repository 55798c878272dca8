"""The trace on the screen: grid, curves, numbered events, cursors with their fitting windows, and the lens.

It deliberately takes no input and decides no figure: what the cursors say comes from the logic.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from simulator.optics.trace import Trace
from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr.logic_reading import is_loss
from simulator.scenes.otdr.view_frame import ROLES, Curves, Window, curve_of, lens_of, window_of
from simulator.ui import trace_layout as layout
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write, write_figure
from simulator.ui.theme import Colour, TextStyle, faded
from simulator.ui.trace_layout import Disc, Pin, Shape, Words
from simulator.ui.trace_paint import curve_line, paint, steady

CLEAR = (0, 0, 0, 0)
#: What working out the line of a new trace counts for [bytes of a layer].
SHARPER_COST = 4 << 20
#: Right edge of the long figures of the level axis, and up to how many signs a figure is short.
AXIS_X, SHORT = 138.0, 4
#: Colour of a row's pin by what the trainee said of it.
PIN = {"good": "screen_good", "bad": "screen_bad", "none": "trace_2"}


def _in_its_room(shape: Shape) -> Shape:
    """A figure of the level axis: long ones go up to the axis, in smaller signs where they must."""
    if not isinstance(shape, Words) or shape.x >= AXIS_X or len(shape.text) <= SHORT:
        return shape
    style: TextStyle = shape.size  # type: ignore[assignment]  # as ``steady`` has made it
    smaller = replace(style, size=style.size * min(1.0, (SHORT + 0.3) / len(shape.text)))
    return replace(shape, x=AXIS_X, size=smaller)  # type: ignore[arg-type]


class PlotPainter:
    """Draws the plot of one scene."""

    def __init__(self, scene, ctx, seen_m) -> None:
        """seen_m: where a row's event lies from a side [m]."""
        self.scene, self.ctx, self.seen_m = scene, ctx, seen_m
        self.curves = Curves()
        self.lens_on = True
        #: Where the lens was drawn last; None while there is none.
        self.lens_rect: at.Rect | None = None
        self._corner: tuple[object, at.Rect] = (None, at.LENS)
        #: Names this scene in keys of layers: unlike its id it is not given to another one later.
        self._mine = object()
        self._near: tuple[object, Window | None] = (None, None)
        #: Which traces were drawn last.
        self._sharper: tuple = ()
        #: A zoom rectangle while it is being drawn: (x0, y0, x1, y1).
        self.marquee: tuple[float, float, float, float] | None = None

    # what there is

    def traces(self) -> list[tuple[str, Trace]]:
        """Colour role and trace of every wavelength measured, the one in front last."""
        found = []
        for index, nm in enumerate(self.scene.otdr.measured[:2]):
            trace = self.scene.otdr.trace(nm)
            if trace is not None:
                found.append((ROLES[index], trace, nm == self.scene.state.shown))
        return [(role, trace) for role, trace, _ in sorted(found, key=lambda item: item[2])]

    def window(self) -> Window:
        """The present window of the plot."""
        kept = self.scene.recalled()
        return window_of(self.scene, self.curves, [t for _, t in self.traces()] + ([kept.trace] if kept else []))

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole plot."""
        window, traces = self.window(), self.traces()
        self._ground(canvas, window, traces)
        self._cursors(canvas, window)
        self._heads_at_cursors(canvas, window, traces)
        self.lens_rect = None
        if traces and self.lens_on:
            self._lens(canvas, traces, window)
        if self.marquee is not None:
            self._marquee(canvas)
        kept = self.scene.recalled()
        if kept is not None:
            self._name_recalled(canvas, kept)
        elif not traces:
            self._empty(canvas)

    def _shown(self) -> tuple:
        """What tells the present traces from any others."""
        run = self.scene.otdr.run
        return (self.scene.state.shown, run.tick, run.side, tuple(run.seconds), run.index, run.news) if run else ()

    def _ground(self, canvas: Canvas, window: Window, traces: list[tuple[str, Trace]]) -> None:
        """Grid, pins and curves as one picture: still as long as trace, window and table are."""
        number, pins = self.ctx.language.number, self._pins(window, traces)
        kept = self.scene.recalled()
        below = [("screen_text_soft", kept.trace)] if kept else []
        # The trace itself is in the key: kept alive by it, it is not taken for a later one.
        key = ("otdr plot", self._mine, window.frame, pins, number(1234.5, 1), self._shown(), kept)

        def painter(c: Canvas) -> None:
            c.rect(86, 228, 880, 396, "screen")
            with c.clip(84, 228, 884, 394):
                shapes = layout.plot(at.PLOT, window.frame, (), pins, number)
                # The uppermost figure gives way to the unit.
                shapes = [s for s in shapes if not (isinstance(s, Words) and s.x < AXIS_X and s.y < 264)]
                paint(c, [_in_its_room(s) for s in steady(shapes, c)])
            c.rect(88, 230, 50, 28, "screen")
            write(c, 134, 244, "dB", (44, 26), "small", "screen_text", "right", weight="semibold")
            c.rect(930, 598, 34, 26, "screen")
            write(c, 962, 609, "m", (30, 24), "small", "screen_text", "right", weight="semibold")
            for role, trace in below + traces:
                curve_line(c, curve_of(trace, role), window.frame, at.PLOT)
            if self._sharper != self._shown():
                # A trace that has got sharper: what else is drawn of it comes in the next frame.
                self._sharper = self._shown()
                c.spend(SHARPER_COST)

        canvas.layer(key, painter, (86, 228, 880, 396), True)

    def _pins(self, window: Window, traces: list[tuple[str, Trace]]) -> tuple[Pin, ...]:
        """Numbered marks of the table's rows, on the trace in front."""
        if not traces:
            return ()
        trace, side = traces[-1][1], self.scene.state.side
        found = []
        for number, row in enumerate(self.scene.state.rows, start=1):
            place = self.seen_m(row, side)
            if window.shows(place):
                back = max(3.0 * trace.spacing_m, 0.3 * trace.pulse_m)
                # At the instrument itself no line stands before the mark: it touches the one behind the dead zone.
                touched = place - back if place > trace.pulse_m else place + 2.0 * trace.pulse_m
                # The lower of two: where A was put a little late, the nearer one is on the peak.
                level = float(min(trace.samples_db[trace.index(each)] for each in (touched, touched - 4.0 * back)))
                colour = "screen_text_soft" if row.pending or row.kind in ("ghost", "end") else PIN[row.verdict]
                found.append(Pin(str(number), place, round(level, 1), colour, row.kind == "ghost"))
        return tuple(found)

    def _cursors(self, canvas: Canvas, window: Window) -> None:
        cursors, state = self.scene.state.cursors, self.scene.state
        x, y, w, h = at.PLOT
        if state.method == "lsa":
            for one, two in (("a", "A"), ("B", "b")):
                self._fit(canvas, window, cursors[one], cursors[two])
        elif state.method == "slope":
            self._fit(canvas, window, min(cursors["A"], cursors["B"]), max(cursors["A"], cursors["B"]))
        for name in ("A", "B"):
            if not window.shows(cursors[name]):
                continue
            px = window.x(cursors[name])
            if name == "A":
                canvas.line(px, y, px, y + h, "on_dark", 2.5)
            else:
                _dashes(canvas, px, y, h)
        for name, px in zip(("B", "A"), flags(window.x(cursors["B"]), window.x(cursors["A"])), strict=True):
            at_m = cursors[name]
            self._flag(canvas, name, px, (at_m > window.frame.right) - (at_m < window.frame.left))
        if state.method == "lsa" and state.active in "ab":
            self._end(canvas, window)

    def _end(self, canvas: Canvas, window: Window) -> None:
        """The letter of the window's end that the arrows move, at its foot; at the border if beyond it."""
        x, y, w, h = at.PLOT
        px, foot = min(x + w - 18, max(x + 18, window.x(self.scene.state.cursors[self.scene.state.active]))), y + h - 56
        canvas.rect(px - 20, foot - 20, 40, 40, CLEAR, 8, 3, "trace")
        canvas.rect(px - 15, foot - 15, 30, 30, "case_edge", 5, 2, "screen_line")
        write(canvas, px, foot, self.scene.state.active, (24, 26), "body", "on_dark", "center", weight="bold")

    def _heads_at_cursors(self, canvas: Canvas, window: Window, traces: list[tuple[str, Trace]]) -> None:
        """Heads of pins on which a cursor stands, once more: its line would cross their number out."""
        across = [window.x(self.scene.state.cursors[name]) for name in ("A", "B")]
        found = layout.marks(at.PLOT, window.frame, self._pins(window, traces))
        heads = [mark for mark in found if isinstance(mark, Disc | Words)]
        heads = [mark for mark in heads if any(abs(mark.x - px) < layout.HEAD for px in across)]
        if heads:
            paint(canvas, steady(heads, canvas))

    def _flag(self, canvas: Canvas, name: str, px: float, beyond: int) -> None:
        """The letter on top of a cursor; a ring round the active one. beyond the screen: -1 left, 1 right, 0 not."""
        y, active = at.PLOT[1], self.scene.state.active
        if active == name or self.scene.state.method != "lsa" and active.upper() == name:
            canvas.rect(px - 23, y + 1, 46, 44, CLEAR, 9, 3, "trace")
        ground, colour = ("paper", "print") if name == "A" else ("case_edge", "on_dark")
        if beyond:
            # Out of sight: an empty letter, and on which side its cursor lies.
            colour = "screen_text"
            canvas.rect(px - 18, y + 6, 36, 34, "screen", 6, 2, "screen_text_soft")
            tip, side = px + 13 * beyond, px + 7 * beyond
            canvas.polyline(((side, y + 17), (tip, y + 23), (side, y + 29)), "screen_text", 2)
        else:
            canvas.rect(px - 18, y + 6, 36, 34, ground, 6, 2, "screen_line")
        write(canvas, px - 4 * beyond, y + 23, name, (26, 30), "body", colour, "center", weight="bold")

    def _fit(self, canvas: Canvas, window: Window, low: float, high: float) -> None:
        """The stretch over which a line is fitted."""
        x, y, w, h = at.PLOT
        left, right = max(x, window.x(low)), min(x + w, window.x(high))
        if right - left < 2:
            return
        canvas.rect(left, y, right - left, h, faded(canvas.theme.paper, 0.06))
        foot = y + h - 12
        canvas.line(left, foot, right, foot, "screen_text", 2)
        canvas.line(left, foot - 8, left, foot + 1, "screen_text", 2)
        canvas.line(right, foot - 8, right, foot + 1, "screen_text", 2)
        if right - left >= 44:
            said = self.ctx.language.text("LSA")
            write(canvas, (left + right) / 2, foot - 16, said, (right - left, 24), "small", "screen_text", "center")

    def _lens(self, canvas: Canvas, traces: list[tuple[str, Trace]], whole: Window) -> None:
        """The neighbourhood of the cursors, larger."""
        key = (tuple(self.scene.state.cursors.values()), whole.frame, self._shown())
        if self._near[0] != key:
            self._near = (key, lens_of(self.scene, [trace for _, trace in traces], whole))
        lens = self._near[1]
        if lens is None:
            return
        bx0, bx1 = whole.x(lens.frame.left), whole.x(lens.frame.right)
        by0, by1 = whole.y(lens.frame.high) - 6, whole.y(lens.frame.low) + 6
        cursors, fitted = self.scene.state.cursors, self.scene.state.method == "lsa"
        left, right = (whole.x(cursors["a"]), whole.x(cursors["b"])) if fitted else (bx0, bx1)
        x, y, w, h = self._free_place(canvas, traces[-1], whole, (min(left, bx0 - 30), max(right, bx1 + 30)))
        self.lens_rect = (x, y, w, h)
        lens = Window(lens.frame, self.lens_rect)
        soft = faded(canvas.theme.screen_text_soft, 0.7)
        near = x + w if bx0 > x + w else x
        edge = bx0 if near == x + w else bx1
        if lens.frame.low < whole.frame.high and lens.frame.high > whole.frame.low:  # else it lies above or below
            with canvas.clip(*at.PLOT):
                _frame(canvas, bx0, by0, bx1, max(by0 + 10.0, by1))
                canvas.trace([(near, y), (edge, by0)], soft, 1)
                canvas.trace([(near, y + h), (edge, by1)], soft, 1)

        def painter(c: Canvas) -> None:
            c.rect(x, y, w, h, "screen")
            c.rect(x, y, w, h, "screen_panel", 10, 2, "screen_line")
            with c.clip(x + 2, y + 2, w - 4, h - 4):
                for role, trace in traces:
                    curve_line(c, curve_of(trace, role), lens.frame, lens.area)

        canvas.layer(("otdr lens", self._mine, lens.frame, lens.area, self._shown()), painter, (x, y, w, h), True)
        with canvas.clip(x + 2, y + 2, w - 4, h - 4):
            self._lens_cursors(canvas, lens)

    def _free_place(
        self, canvas: Canvas, front: tuple[str, Trace], whole: Window, busy: tuple[float, float]
    ) -> at.Rect:
        """The first of four corners where the lens hides neither cursors nor trace, else the one that hides least."""
        frame, span = whole.frame, whole.frame.right - whole.frame.left
        # In steps: while the window slides, the lens does not hop with every metre.
        where = (round(10.0 * frame.left / span), round(10.0 * math.log(span)), round(frame.high))
        key = (where, round(busy[0] / 40.0), self._shown(), canvas.scale)
        if self._corner[0] == key:
            return self._corner[1]
        columns, width = 280, at.PLOT[2] / 280
        first, shares, feet = layout.spans(curve_of(front[1], front[0]), frame, columns)
        across = at.PLOT[0] + (first + 0.5 + np.arange(len(shares))) * width
        down, deep = at.PLOT[1] + shares * at.PLOT[3], at.PLOT[1] + feet * at.PLOT[3]
        _, _, w, h = at.LENS
        right = at.PLOT[0] + at.PLOT[2] - w - 12
        places = [(left, top) for top in (at.LENS[1], at.PLOT[1] + 54) for left in (at.LENS[0], right)]

        def hidden(place: tuple[float, float]) -> float:
            left, top = place
            over = max(0.0, min(left + w, busy[1]) - max(left, busy[0]))
            foot = at.PLOT[1] + 0.76 * at.PLOT[3]  # noise lies below, and the end of a long line too: it counts less
            beside = (across >= left) & (across <= left + w) & (deep >= top - 8) & (down <= top + h + 8)
            high = np.count_nonzero(beside & (down <= foot))
            return over + 6.0 * float(high) + float(np.count_nonzero(beside) - high)

        left, top = min(places, key=hidden)
        self._corner = (key, (left, top, w, h))
        return self._corner[1]

    def _name_recalled(self, canvas: Canvas, kept) -> None:
        """Which kept trace lies in grey under the live one."""
        x, y, w, _ = at.PLOT
        said = self.ctx.language.text("Gardée : {name}", name=kept.name)
        block = canvas.texts.fitted(said, "small", 300)
        left = x + w - block.width - 56
        canvas.rect(left, y + 52, block.width + 48, 34, "screen_panel", 6, 2, "screen_line")
        canvas.rect(left + 10, y + 63, 20, 12, "screen_text_soft", 3)
        canvas.block(left + 38, y + 69, block, "screen_text_soft", "left", "middle")

    def _lens_cursors(self, canvas: Canvas, lens: Window) -> None:
        x, y, w, h = lens.area
        for name in ("A", "B"):
            px = lens.x(self.scene.state.cursors[name])
            if name == "A":
                canvas.line(px, y, px, y + h, "on_dark", 2)
            else:
                _dashes(canvas, px, y, h)
            side = px - 16 if name == "A" else px + 16
            canvas.rect(side - 14, y + h - 32, 28, 26, "paper" if name == "A" else "case_edge", 5)
            colour: Colour = "print" if name == "A" else "on_dark"
            write(canvas, side, y + h - 19, name, (24, 24), "small", colour, "center", weight="bold")
        reading = self.scene.reading(self.scene.state.shown)
        if reading is not None:
            loss = reading.loss_db if is_loss(reading.loss_db) else None
            found, decimals = (reading.per_km, 3) if self.scene.state.method == "slope" else (loss, 2)
            shown = "—" if found is None else self.ctx.language.number(found, decimals)
            canvas.rect(x + w - 84, y + 8, 74, 30, "screen", 6)
            index = list(self.scene.otdr.measured).index(self.scene.state.shown)
            role = ROLES[min(1, index)]
            write_figure(canvas, x + w - 47, y + 23, shown, (70, 28), "small", role, "center", "bold")

    def _marquee(self, canvas: Canvas) -> None:
        x0, y0, x1, y1 = self.marquee  # type: ignore[misc]
        left, top = min(x0, x1), min(y0, y1)
        canvas.rect(left, top, abs(x1 - x0), abs(y1 - y0), faded(canvas.theme.light, 0.14), 4, 2, "light")

    def _empty(self, canvas: Canvas) -> None:
        x, y, w, h = at.PLOT
        said = self.ctx.language.text("Pas encore de trace. Règle l’appareil, puis lance la mesure.")
        if self.scene.otdr.laser:
            said = self.ctx.language.text("Le laser est allumé. La trace arrive.")
        block = canvas.texts.fitted(said, "lead", w - 160)
        # Over the cursors: no line goes through the words.
        wide, tall = block.width + 48, block.height + 32
        canvas.rect(x + (w - wide) / 2, y + (h - tall) / 2, wide, tall, "screen_panel", 10, 2, "screen_line")
        canvas.block(x + w / 2, y + h / 2, block, "screen_text_soft", "center", "middle")


def _frame(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A thin frame of four lines: it has another size in every frame, and no picture of it is worth keeping."""
    for y in (top, bottom):
        canvas.line(left - 1, y, right + 1, y, "screen_text_soft", 2)
    for x in (left, right):
        canvas.line(x, top, x, bottom, "screen_text_soft", 2)


def flags(b: float, a: float) -> tuple[float, float]:
    """Middles of the letters of B and A [design units]: over their cursors, inside the plot, side by side."""
    x, _, w, _ = at.PLOT
    low, high = x + 24, x + w - 24
    a, b = min(high, max(low, a)), min(high, max(low, b))
    if abs(a - b) < 42:
        a = min(high - 42, max(low, (a + b) / 2 - 21))
        b = a + 42
    return b, a


def _dashes(canvas: Canvas, x: float, y: float, h: float) -> None:
    """An upright dashed line, one picture wherever it stands."""
    left = x - 2.0

    def painter(c: Canvas) -> None:
        c.dashed([(left + 2.0, y), (left + 2.0, y + h)], "screen_text", 2, 7, 5)

    canvas.layer(("otdr dashes", h), painter, (left, y, 4.0, h))
