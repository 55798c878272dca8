"""What part of the trace is on the screen, places of metres and levels on it, borders of its height.

It deliberately draws nothing; heights are worked out once per trace, so that a still screen costs nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulator.optics.otdr import FLOOR_DB
from simulator.optics.trace import Trace
from simulator.scenes.otdr import view_layout as at
from simulator.ui.trace_layout import Curve, Frame

ROLES = ("trace", "trace_2")
#: Least height of a window that fits itself to the trace [dB], and steps to which its borders are rounded [dB].
LEAST_DB, ROUND_DB = 14.0, 1.0
#: Room for peaks above the fibre's beginning [dB]; higher ones go off the screen.
PEAKS_DB = 8.0
#: Share of a trace at its end that tells where the noise lies.
LAST = 0.05
#: Least room below the fibre's beginning [dB], so that the lens finds a place.
BELOW_DB = 11.0
#: Most that the lens shows up and down [dB].
LENS_DB = 8.0
#: The lens is worth its room where it shows at most this share of what the screen shows.
LENS_SHARE = 0.25


@dataclass(frozen=True)
class Window:
    """A frame in a rectangle of the screen."""

    frame: Frame
    area: at.Rect

    def x(self, metres: float) -> float:
        """Design units across of a distance [m]."""
        x, _, w, _ = self.area
        return x + (metres - self.frame.left) / (self.frame.right - self.frame.left) * w

    def metres(self, x: float) -> float:
        """Distance [m] at design units across."""
        left, _, w, _ = self.area
        return self.frame.left + (x - left) / w * (self.frame.right - self.frame.left)

    def y(self, level: float) -> float:
        """Design units down of a level [dB], held inside."""
        _, y, _, h = self.area
        share = (self.frame.high - level) / (self.frame.high - self.frame.low)
        return y + h * min(1.0, max(0.0, share))

    def level(self, y: float) -> float:
        """Level [dB] at design units down."""
        _, top, _, h = self.area
        return self.frame.high - (y - top) / h * (self.frame.high - self.frame.low)

    @property
    def per_unit(self) -> float:
        """Metres per design unit."""
        return (self.frame.right - self.frame.left) / self.area[2]

    def shows(self, metres: float) -> bool:
        """Whether a distance is on the screen."""
        return self.frame.left <= metres <= self.frame.right


def curve_of(trace: Trace, role: str) -> Curve:
    """A trace as the plot takes it, in the colour of a role."""
    return Curve(trace.samples_db, trace.start_m, trace.spacing_m, role)


class Curves:
    """Levels between which the present traces lie. Keeps the last few, whatever index they are shown with."""

    def __init__(self) -> None:
        self._heights: dict[int, tuple[np.ndarray, tuple[float, float]]] = {}

    def height(self, traces: list[Trace]) -> tuple[float, float]:
        """Borders [dB] that show the fibre and some of the noise below it; the highest peaks go off."""
        if not traces:
            return (-40.0, 0.0)
        found = [self._height(trace) for trace in traces]
        low, high = min(low for low, _ in found), max(high for _, high in found)
        return (min(low, high - LEAST_DB), high)

    def _height(self, trace: Trace) -> tuple[float, float]:
        levels = trace.samples_db
        held = self._heights.get(id(levels))
        if held is None or held[0] is not levels:
            # Where noise went below what can be told from none, an instrument writes its own deepest level.
            dark = max(FLOOR_DB, float(levels.min())) + 1.0
            light = levels[levels > dark]
            part = light[:: max(1, len(light) // 20_000)] if len(light) else levels
            noise, fibre = (float(v) for v in np.percentile(part, (20, 98)))
            # A line that fills the range leaves few samples of noise: those of its last part tell where it lies.
            behind = levels[-max(1, round(LAST * len(levels))) :]
            behind = behind[behind > dark]
            noise = min(noise, float(np.median(behind)) if len(behind) else noise)
            low = ROUND_DB * math.floor((min(noise - 1.0, fibre - BELOW_DB)) / ROUND_DB)
            high = ROUND_DB * math.ceil((min(float(part.max()) + 0.4, fibre + PEAKS_DB)) / ROUND_DB)
            held = (levels, (low, max(high, low + 4.0)))
            if len(self._heights) > 8:
                self._heights.clear()
            self._heights[id(levels)] = held
        return held[1]

def window_of(scene, curves: Curves, traces: list[Trace]) -> Window:
    """What the screen shows now; a height that nobody chose fits the traces. Levels count from the receiver's floor."""
    left, right = scene.state.view_x
    low, high = scene.state.view_y or curves.height(traces)
    return Window(Frame(left, right, low, high, FLOOR_DB), at.PLOT)


def lens_of(scene, traces: list[Trace], whole: Window) -> Window | None:
    """The window of the lens round cursors A and B; None where they are not on the screen, or it is as near."""
    cursors = scene.state.cursors
    middle = 0.5 * (cursors["A"] + cursors["B"])
    half = max(4.0 * traces[-1].pulse_m, 1.6 * (cursors["B"] - cursors["A"]), 45.0)
    if not whole.shows(middle) or 2.0 * half > LENS_SHARE * (whole.frame.right - whole.frame.left):
        return None
    parts = [t.samples_db[t.index(middle - half) : t.index(middle + half) + 1] for t in traces]
    if min(len(part) for part in parts) < 8:
        return None
    borders = [np.percentile(part, (3, 97)) for part in parts]
    high = max(float(border[1]) for border in borders)
    low = max(high - LENS_DB, min(float(border[0]) for border in borders))
    room = max(0.6, high - low)
    step = 0.2
    low, high = step * math.floor((low - 0.25 * room) / step), step * math.ceil((high + 0.35 * room) / step)
    return Window(Frame(middle - half, middle + half, low, high), at.LENS)
