"""The plot of one gesture: what was done, the ideal, the limits, and numbered marks where a defect arose.

It deliberately computes nothing but the axes: points, limits and marks come in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point
from simulator.ui.fitting import boxed, boxed_alike, write
from simulator.ui.text import Block
from simulator.ui.theme import Colour, faded

Rect = tuple[float, float, float, float]
#: A limit beyond this is none at all.
UNBOUNDED = 1e5
#: Ticks by which a mark may lie beside its curve and still belong to it.
NEAR = 30


def nice_step(span: float, parts: int = 4) -> float:
    """A round step (1, 2, 5 x 10^n) that cuts a span into about that many parts."""
    if span <= 0:
        return 1.0
    raw = span / parts
    power = 1.0
    while power * 10 <= raw:
        power *= 10
    while power > raw:
        power /= 10
    return next(m * power for m in (1, 2, 5, 10) if m * power >= raw)


def runs_beyond(points: Sequence[Point], limit: float) -> list[list[Point]]:
    """Stretches of a polyline above a limit, cut exactly where it crosses."""
    runs: list[list[Point]] = []
    run: list[Point] = []
    for index, point in enumerate(points):
        before = points[index - 1] if index else None
        if before is not None and (before[1] > limit) != (point[1] > limit):
            share = (limit - before[1]) / (point[1] - before[1])
            cross = (before[0] + share * (point[0] - before[0]), limit)
            run.append(cross)
            if before[1] > limit:
                runs.append(run)
                run = []
        if point[1] > limit:
            run.append(point)
    if len(run) > 1:
        runs.append(run)
    return runs


@dataclass(frozen=True)
class Scale:
    """Where values lie on the screen: the plot's box [design units] and the ranges of x and y; y_low is 0 or below."""

    area: Rect
    x_low: float
    x_high: float
    y_top: float
    y_low: float = 0.0

    def at(self, px: float, py: float) -> Point:
        """Place of a value; y is held inside the box."""
        x, y, w, h = self.area
        share = min(1.04, max(0.0, (py - self.y_low) / (self.y_top - self.y_low)))
        return x + w * (px - self.x_low) / (self.x_high - self.x_low), y + h * (1 - share)


def scale_of(curve: Any, area: Rect) -> Scale:
    """Axes that hold the gesture, its ideal and its limits."""
    xs = [p[0] for p in curve.points] + [p[0] for p in curve.ideal]
    ys = [p[1] for p in curve.points] + [p[1] for p in curve.ideal]
    top = max([*ys, curve.high * 1.15 if curve.high < UNBOUNDED else 0.0, 1e-6])
    bottom = min([*ys, curve.low * 1.15 if -UNBOUNDED < curve.low < 0 else 0.0, 0.0])
    step = nice_step(top - bottom)
    y_top = step * max(0 if bottom < 0 else 1, -int(-top // step))
    y_low = step * int(bottom // step)
    low, high = min(xs), max(xs)
    return Scale(area, low, high if high > low else low + 1.0, y_top, y_low)


class GesturePlot:
    """Draws a curve that has x_unit, y_unit, low, high, ideal [(x, y)] and points [(x, y, tick)]."""

    def __init__(self, language: Any, words: Any) -> None:
        self.language = language
        self.words = words

    def draw(
        self, canvas: Canvas, rect: Rect, curve: Any, marks: Sequence[tuple[int, int, str]], selected: int | None
    ) -> None:
        """The plot inside a rectangle; marks are (number, tick, cause in words)."""
        x, y, w, h = rect
        scale = scale_of(curve, (x + 80, y + 42, w - 104, h - 126))
        self._draw_band(canvas, curve, scale)
        self._draw_axes(canvas, curve, scale, x + 24)
        self._draw_limits(canvas, curve, scale)
        if len(curve.ideal) > 1:
            canvas.polyline([scale.at(px, py) for px, py in curve.ideal], "good", 2.6)
        self._draw_gesture(canvas, curve, scale)
        self._draw_marks(canvas, curve, marks, selected, scale)
        self._draw_legend(canvas, curve, x + 24, y + h - 24, w - 48)

    def _draw_band(self, canvas: Canvas, curve: Any, scale: Scale) -> None:
        """The pale ground between the limits."""
        x, y, w, h = scale.area
        high = curve.high if curve.high < UNBOUNDED else scale.y_top
        if curve.low <= scale.y_low and high >= scale.y_top:
            return
        top, low = scale.at(0, high)[1], scale.at(0, max(scale.y_low, curve.low))[1]
        canvas.rect(x, top, w, max(2.0, low - top), faded(canvas.theme.good, 0.12))

    def _draw_limits(self, canvas: Canvas, curve: Any, scale: Scale) -> None:
        x, _, w, _ = scale.area
        for limit in (curve.high, curve.low):
            if scale.y_low < limit < scale.y_top and limit != 0:
                level = scale.at(0, limit)[1]
                canvas.dashed([(x, level), (x + w, level)], "good", 2, 7, 5)

    def _draw_axes(self, canvas: Canvas, curve: Any, scale: Scale, left: float) -> None:
        x, y, w, h = scale.area
        for value, step in _ticks(scale.y_low, scale.y_top, nice_step(scale.y_top - scale.y_low)):
            level = scale.at(scale.x_low, value)[1]
            canvas.line(x, level, x + w, level, "ink_soft" if value == 0 else "track", 2)
            self._figure(canvas, x - 12, level, value, step, "right")
        unit = self.words.unit(curve.x_unit)
        end = x + w - boxed(canvas, unit, 90, 26, "small").width - 12
        for value, step in _ticks(scale.x_low, scale.x_high, nice_step(scale.x_high - scale.x_low, 4)):
            at = scale.at(value, scale.y_low)[0]
            if value > 0 and at < end - 12:
                self._figure(canvas, at, y + h + 20, value, step, "center")
        write(canvas, x + w, y + h + 20, unit, (90, 26), "small", "ink_soft", "right")
        write(canvas, left, y - 24, self.words.unit(curve.y_unit), (120, 26), "small", "ink_soft")

    def _figure(self, canvas: Canvas, x: float, y: float, value: float, step: float, align: str) -> None:
        decimals = 0 if step >= 1 else 1 if step >= 0.1 else 2
        shown = self.language.number(value, decimals)
        write(canvas, x, y, shown, (60, 26), "small", "ink_soft", align, numbers=True)

    def _draw_gesture(self, canvas: Canvas, curve: Any, scale: Scale) -> None:
        """The gesture; only what lies beyond the limit turns amber, of one that aims only how it ends."""
        points = [(p[0], p[1]) for p in curve.points]
        beyond = runs_beyond(points, curve.high) if curve.high < UNBOUNDED else []
        if curve.aims:
            beyond = beyond[-1:] if points[-1][1] > curve.high else []
        base = scale.at(0, curve.high)[1]
        drawn = [[scale.at(*p) for p in run] for run in beyond]
        for run in drawn:
            shape = [(run[0][0], base), *run, (run[-1][0], base)]
            canvas.polygon(shape, faded(canvas.theme.watch, 0.34))
        canvas.polyline([scale.at(*p) for p in points], "action", 4)
        for run in drawn:
            canvas.polyline(run, "watch", 5)

    def _draw_marks(
        self, canvas: Canvas, curve: Any, marks: Sequence[tuple[int, int, str]], selected: int | None, scale: Scale
    ) -> None:
        first, last = curve.points[0][2], curve.points[-1][2]
        told = {number: cause for number, tick, cause in marks if first - NEAR <= tick <= last + NEAR}
        places: dict[int, Point] = {}
        for number, tick, _ in marks:
            if number in told:
                nearest = min(curve.points, key=lambda p: abs(p[2] - tick))
                places[number] = scale.at(nearest[0], nearest[1])
        badges = _badges(places, scale)
        for number, (px, py) in places.items():
            canvas.line(*badges[number], px, py, "ink", 2.4)
        for number, (px, py) in places.items():
            bx, top = badges[number]
            canvas.circle(px, py, 6.5, "panel", 2.4, "ink")
            canvas.circle(bx, top, 16, "bumper")
            write(canvas, bx, top, str(number), (28, 28), "small", "print", "center", weight="bold")
        if selected is not None and selected in badges:
            self._draw_cause(canvas, curve, told[selected], badges[selected][0], scale, list(badges.values()))

    def _draw_cause(
        self, canvas: Canvas, curve: Any, cause: str, px: float, scale: Scale, badges: Sequence[Point]
    ) -> None:
        """The cause in words, where the gesture leaves room: beside its mark, at an edge or amid the plot."""
        x, y, w, h = scale.area
        rooms = {True: px - x - 44, False: x + w - px - 44}
        drawn = [scale.at(p[0], p[1]) for p in curve.points]

        # A long cause takes a wider place rather than a higher one.
        most = 240.0 if len(cause) < 100 else 340.0
        found = []
        for on_left in (px > x + w / 2, px <= x + w / 2):
            block = boxed(canvas, cause, max(120.0, min(most, rooms[on_left])), 104, "small", "semibold")
            left = px - 28 - block.width if on_left else px + 28
            found += [(block, left, y + 6), (block, left, y + h - block.height - 10)]
        wide = boxed(canvas, cause, most + 20, 104, "small", "semibold")
        tops = (y + 6, y + h - wide.height - 10, y + (h - wide.height) / 2)
        edges = (x + 12, x + w - wide.width - 8, x + (w - wide.width) / 2)
        found += [(wide, edge, top) for edge in edges for top in tops]
        # Inside the plot, on no badge, and over as little of the gesture as can be.
        line = [(px + (qx - px) * i / 8, py + (qy - py) * i / 8)
                for (px, py), (qx, qy) in zip(drawn, drawn[1:], strict=False) for i in range(8)]  # fmt: skip

        def hidden(place: tuple[Block, float, float]) -> int:
            block, left, top = place
            right, low = left + block.width, top + block.height
            outside = left < x + 4 or right > x + w + 24 or block.height > 104
            badged = sum(left - 20 < bx < right + 20 and top - 20 < by < low + 20 for bx, by in badges)
            covered = sum(left - 8 < qx < right + 8 and top - 4 < qy < low + 4 for qx, qy in line)
            return 1000 * outside + 100 * badged + covered

        best = min(found, key=hidden)
        if hidden(best) >= 100:
            return  # no room beside the numbers: the screen's foot says it all the same
        block, left, top = best
        canvas.rect(left - 8, top - 4, block.width + 16, block.height + 8, faded(canvas.theme.panel, 0.88), 8)
        canvas.block(left, top, block, "ink", "left", "top")

    def _draw_legend(self, canvas: Canvas, curve: Any, x: float, y: float, room: float) -> None:
        """What the lines are, of those that this plot has."""
        text = self.language.text
        third = room / 3
        names = boxed_alike(canvas, (text("Ton geste"), text("Idéal"), text("Limites")), third - 46, 40, "small")
        limited = curve.low > -UNBOUNDED or curve.high < UNBOUNDED
        has = (True, bool(curve.ideal), limited)
        place = -1
        for index, name in enumerate(names):
            if not has[index]:
                continue
            place += 1
            left = x + place * third
            if index == 2:
                canvas.rect(left, y - 10, 28, 20, faded(canvas.theme.good, 0.14))
                canvas.dashed([(left, y - 10), (left + 28, y - 10)], "good", 2, 6, 4)
                canvas.dashed([(left, y + 10), (left + 28, y + 10)], "good", 2, 6, 4)
            else:
                tone: Colour = "action" if index == 0 else "good"
                canvas.line(left, y, left + 28, y, tone, 4 if index == 0 else 2.6)
            canvas.block(left + 38, y, name, "ink_soft", "left", "middle")


def _badges(places: dict[int, Point], scale: Scale) -> dict[int, Point]:
    """Where the badges of marks stand, those of one place side by side and in the order of their numbers."""
    x, _, w, _ = scale.area
    badges: dict[int, Point] = {}
    # At the right they make room to the left: the last number keeps its place.
    for number in sorted(places, key=lambda n: n if places[n][0] < x + w / 2 else -n):
        px, py = places[number]
        badges[number] = _beside((px, max(scale.area[1] - 16, py - 28)), list(badges.values()), scale)
    return badges


def _beside(place: Point, others: Sequence[Point], scale: Scale) -> Point:
    """A place for a badge, moved towards the middle of the plot as far as the others ask."""
    x, _, w, _ = scale.area
    at, step = place[0], 36.0 if place[0] < x + w / 2 else -36.0
    while any(abs(at - ox) < 34 and abs(place[1] - oy) < 34 for ox, oy in others):
        at += step
    return at, place[1]


def _ticks(low: float, high: float, step: float) -> list[tuple[float, float]]:
    """Round values from low to high, each with its step."""
    first = -int(-low // step)
    return [(index * step, step) for index in range(first, int(high / step + 1e-9) + 1)]
