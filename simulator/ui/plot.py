"""The plot of one gesture: what was done, the ideal, the limits, and numbered marks where a defect arose.

It deliberately computes nothing but the axes: points, limits and marks come in.
"""

from __future__ import annotations

from typing import Any

from simulator.ui.canvas import Canvas
from simulator.ui.theme import faded

Rect = tuple[float, float, float, float]


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


class GesturePlot:
    """Draws a curve with x_unit, y_unit, low, high, ideal and points (x, y, tick)."""

    def __init__(self, language: Any, words: Any) -> None:
        self.language = language
        self.words = words

    def draw(self, canvas: Canvas, rect: Rect, curve: Any, marks: list[tuple[int, int, str]], selected: int | None) -> None:
        """The plot inside a rectangle; marks are (number, tick, cause in words)."""
        x, y, w, h = rect
        area = (x + 76, y + 26, w - 110, h - 104)
        x_low, x_high, y_top = self._ranges(curve)

        def place(px: float, py: float) -> tuple[float, float]:
            return (
                area[0] + area[2] * (px - x_low) / (x_high - x_low),
                area[1] + area[3] * (1 - min(1.05, max(0.0, py / y_top))),
            )

        self._draw_axes(canvas, area, curve, (x_low, x_high, y_top), place)
        band_top, band_low = place(0, min(curve.high, y_top))[1], place(0, max(0.0, curve.low))[1]
        canvas.rect(area[0], band_top, area[2], max(2.0, band_low - band_top), faded(canvas.theme.good, 0.12))
        for limit, level in ((curve.high, band_top), (curve.low, band_low)):
            if 0 < limit < y_top:
                canvas.dashed([(area[0], level), (area[0] + area[2], level)], "good", 2, 7, 5)
        if len(curve.ideal) > 1:
            canvas.polyline([place(px, py) for px, py in curve.ideal], "good", 2)
        self._draw_curve(canvas, curve, place)
        self._draw_marks(canvas, curve, marks, selected, place, area)
        self._draw_legend(canvas, x + 24, y + h - 26)

    def _ranges(self, curve: Any) -> tuple[float, float, float]:
        xs = [p[0] for p in curve.points] + [p[0] for p in curve.ideal]
        ys = [p[1] for p in curve.points] + [p[1] for p in curve.ideal]
        finite_high = curve.high if curve.high < 1e5 else 0.0
        top = max([*ys, finite_high * 1.15, 1e-6])
        step = nice_step(top)
        low, high = min(xs), max(xs)
        return low, (high if high > low else low + 1.0), step * (int(top / step) + 1)

    def _draw_axes(self, canvas: Canvas, area: Rect, curve: Any, ranges: tuple[float, float, float], place) -> None:
        x_low, x_high, y_top = ranges
        step = nice_step(y_top)
        value = 0.0
        while value <= y_top + 1e-9:
            level = place(x_low, value)[1]
            canvas.line(area[0], level, area[0] + area[2], level, "line", 1.5)
            canvas.text(area[0] - 12, level, self._figure(value, step), "small", "ink_soft", "right", "middle", None, "", None, True)
            value += step
        canvas.text(area[0] - 60, area[1] - 16, self.words.unit(curve.y_unit), "small", "ink_soft", "left", "middle")
        step = nice_step(x_high - x_low, 5)
        value = step * int(x_low / step)
        while value <= x_high + 1e-9:
            if value >= x_low and place(value, 0)[0] < area[0] + area[2] - 40:
                canvas.text(place(value, 0)[0], area[1] + area[3] + 18, self._figure(value, step), "small", "ink_soft", "center", "middle", None, "", None, True)
            value += step
        canvas.text(area[0] + area[2], area[1] + area[3] + 18, self.words.unit(curve.x_unit), "small", "ink_soft", "right", "middle")

    def _figure(self, value: float, step: float) -> str:
        decimals = 0 if step >= 1 else 1 if step >= 0.1 else 2
        return self.language.number(value, decimals)

    def _draw_curve(self, canvas: Canvas, curve: Any, place) -> None:
        """The gesture; only what lies beyond the limit turns amber."""
        points = [(p[0], p[1]) for p in curve.points]
        canvas.polyline([place(*p) for p in points], "action", 4)
        run: list[tuple[float, float]] = []
        for point in [*points, (points[-1][0], curve.high)]:
            if point[1] > curve.high:
                run.append(point)
            elif run:
                drawn = [place(*p) for p in run]
                if len(drawn) > 1:
                    base = place(0, curve.high)[1]
                    canvas.polygon([(drawn[0][0], base), *drawn, (drawn[-1][0], base)], faded(canvas.theme.watch, 0.3))
                    canvas.polyline(drawn, "watch", 5)
                run = []

    def _draw_marks(self, canvas: Canvas, curve: Any, marks, selected: int | None, place, area: Rect) -> None:
        first, last = curve.points[0][2], curve.points[-1][2]
        for number, tick, cause in marks:
            if not first - 30 <= tick <= last + 30:
                continue
            nearest = min(curve.points, key=lambda p: abs(p[2] - tick))
            px, py = place(nearest[0], nearest[1])
            canvas.circle(px, py, 7, "panel", 3, "ink")
            canvas.circle(px, max(area[1] - 2, py - 26), 14, "bumper")
            canvas.text(px, max(area[1] - 2, py - 26), str(number), "small", "ink", "center", "middle", None, "bold")
            if number == selected:
                left = px < area[0] + area[2] / 2
                room = (area[0] + area[2] - px if left else px - area[0]) - 40
                canvas.text(px + (26 if left else -26), area[1] + 2, cause, "small", "ink", "left" if left else "right", "top", max(140.0, room), "semibold", 3)

    def _draw_legend(self, canvas: Canvas, x: float, y: float) -> None:
        text = self.language.text
        canvas.line(x, y, x + 30, y, "action", 4)
        x += 40 + canvas.text(x + 40, y, text("Ton geste"), "small", "ink", "left", "middle").width + 28
        canvas.line(x, y, x + 30, y, "good", 3)
        x += 40 + canvas.text(x + 40, y, text("Idéal"), "small", "ink", "left", "middle").width + 28
        canvas.rect(x, y - 10, 30, 20, faded(canvas.theme.good, 0.16), 3, 2, "good")
        canvas.text(x + 40, y, text("Limites"), "small", "ink", "left", "middle")
