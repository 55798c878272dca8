"""Turns the marks of a trace into events, sections and sums.

It deliberately searches nothing: places and lines come from ``_detect`` and ``_fit``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from simulator.optics._board import Board, Mark
from simulator.optics._fit import Line, line_between, median, weigh
from simulator.optics._levels import opening
from simulator.optics._peaks import LEAST_PEAK_DB, Peak
from simulator.optics.cursors import reflectance
from simulator.optics.trace import Trace

#: Half of the power on the screen [dB].
HALF_POWER_DB = -1.505
#: Deviation of a slope [dB/km] from which a section is too short to have one.
DOUBTFUL_SLOPE = 0.023
#: What a line keeps clear of the mark before it and of the one behind it, in edges: real ones store cursors two to four
#: edges apart.
CLEARANCE = (0.5, 0.5)
#: Samples of a section count alike up to so many times the least deviation in it.
ALIKE = 4.0
#: A step below this [dB] does not break the lines of its neighbours. Real tables begin about there: of 372 losses
#: stored for 24 fibres, 1 lies between 0.020 and 0.025 dB, 8 up to 0.030, 17 up to 0.035.
LESSER_DB = 0.026
#: How far the slope of a line that is drawn strays from the usual one of its trace [dB/km]; and the least loss of fibre
#: [dB/km]: EXFO stores 0.100 wherever a line through its own cursors would rise or fall less, and losses to match.
DRAWN_SPREAD, LEAST_SLOPE = 0.14, 0.1
#: Sections longer than this [m] lose what they lose: no waves feign their slope.
LONG_M = 1500.0
#: A receiver delays an edge by so much at most [m], and by such a share of what edges are longer than so many pulses.
MOST_DELAY_M, SLOW_DELAY, SLOW_FROM = 8.0, 0.3, 1.5
#: Edges over pulses from which a receiver is slow.
SLOW = 2.5


def _is_lesser(mark: Mark) -> bool:
    return mark.peak is None and abs(mark.near) < LESSER_DB


def over_each(rows: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Sums of each row over windows that begin and end at `ends` in turn; nonsense where one is empty."""
    return np.add.reduceat(rows, ends, axis=1)[:, ::2]


@dataclass(frozen=True, eq=False)
class Reading:
    """A trace, its board between launch and end, and the marks on it; end: cell of the end or None."""

    trace: Trace
    board: Board
    marks: list[Mark]
    end: int | None

    @cached_property
    def delay_m(self) -> float:
        """How much the receiver delays an edge [m]: its time constant, a third of its recovery, more where slow."""
        pulse, edge = max(self.trace.pulse_m, 0.0), self.board.edge * self.board.levels.step_m
        most = MOST_DELAY_M + SLOW_DELAY * max(0.0, edge - SLOW_FROM * pulse)
        return max(0.7 * pulse**0.5, min(0.4 * (edge - pulse), most))

    def place(self, mark: Mark) -> float:
        """Place of a mark [m]: foot of a peak to the sample, start of a step less the receiver's delay."""
        if mark.peak is None:
            return self.board.levels.metres(mark.where) - self.delay_m
        return self.foot(mark.peak)

    def foot(self, peak: Peak) -> float:
        """Where a peak begins to rise [m]: the last sample on the line, as instruments mark it."""
        levels = self.board.levels
        top = min((peak.top + 1) * levels.per, len(levels.y))
        start = max(0, min(peak.start * levels.per - levels.per, top - 1))
        part = levels.y[start:top]
        ground = median(levels.y[max(0, start - 4 * levels.per) : start + 1])
        above = np.flatnonzero(part - ground > max(0.05, 0.1 * (part.max() - ground)))
        rises = start + (int(above[0]) if len(above) else 0)
        return self.trace.start_m + self.trace.spacing_m * max(rises - 1, 0)

    def break_at(self, ground_db: float, near_m: float) -> float:
        """Where a fibre ends [m] that reflects little there: half of its light is gone half a pulse later.

        ground_db: level of the line there [dB]; near_m [m] stands where the fall is not deep enough to tell, and where
        the receiver is too slow for a fall to have the shape of its pulse.
        """
        levels, edge = self.board.levels, self.board.edge
        if edge > SLOW * max(levels.pulse, 1.0):
            return near_m
        start = max(0, (self.end or 0) - edge)
        part = levels.cells[start : start + 4 * edge] - ground_db
        part = part - self.board.sums.slope * (np.arange(len(part)) - edge) * (levels.step_m / 1000.0)
        # What the end reflects stays until the pulse has passed: half of the backscatter and all of that.
        half = 5.0 * np.log10(10.0 ** (max(0.0, float(part[: 2 * edge].max())) / 5.0) - 0.5)
        below = np.flatnonzero(part < half)
        top = int(part[: 2 * edge].argmax()) if half > HALF_POWER_DB + 0.1 else 0
        below = below[below > top]
        if not len(below) or part.min() > half + HALF_POWER_DB:
            return near_m
        part = part - half
        at = int(below[0])
        share = float(part[at - 1] / (part[at - 1] - part[at]))
        where = levels.origin_m + (start + at - 1 + share) * levels.step_m
        return where - 0.5 * max(self.trace.pulse_m, 0.0) - self.delay_m

    def km(self, metres: float) -> float:
        """Distance on the board [km] of a place [m]."""
        levels = self.board.levels
        return ((metres - levels.origin_m) / levels.step_m - self.board.origin) * levels.step_m / 1000.0

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Cells [left, right) of every section, one more than marks."""
        edges = [self.board.first, *(c for m in self.marks for c in (m.start, m.stop)), self.board.last]
        return list(zip(edges[::2], edges[1::2], strict=True))

    @cached_property
    def windows(self) -> list[tuple[int, int]]:
        """Cells [left, right) of every section that its line is drawn through: well clear of the marks at its ends.

        Edges are never quite over, and their feet lie before the place that can be told.
        """
        late, early = (int(share * self.board.edge) for share in CLEARANCE)
        rooms = ((left, right, (right - left) // 8) for left, right in self.bounds)
        return [(left + min(late, room), right - min(early, room)) for left, right, room in rooms]

    @cached_property
    def lines(self) -> list[Line | None]:
        """The line of every section through its window."""
        return [self._drawn(i, i) for i in range(len(self.windows))]

    @cached_property
    def _sums(self) -> list[list[float]]:
        """Sums over all windows before each, and over all, samples alike, as instruments draw lines.

        Where the light fades, the noise takes over: samples far noisier than the best of their section count less.
        """
        board, runs, size = self.board, self._runs(), len(self.board.weights)
        borders = [cell for window in self.windows for cell in window]
        ends = np.array(borders)
        filled = ends[::2] < ends[1::2]
        columns = np.zeros((5, size + 1))  # one more, so that the last window may end where the trace does
        weights, known, spread = columns[:3]
        weights[:-1] = board.weights
        np.greater(weights, 0.0, out=known, casting="unsafe")
        np.divide(1.0, weights, out=spread, where=weights > 0.0)
        count, inverse = np.add.reduceat(over_each(columns[1:3], ends) * filled, runs, axis=1)
        best = np.maximum.reduceat(np.maximum.reduceat(weights, ends)[::2] * filled, runs)
        alike = count / np.maximum(inverse, 1e-300)
        # What cells of each window count at most, and by how much the rest is scaled; 0 between windows.
        shares = np.zeros((2, len(ends) + 1))
        sections = [b - a for a, b in pairwise((*runs, len(filled)))]
        shares[0, 1::2] = alike.repeat(sections)
        shares[1, 1::2] = (alike * ALIKE**2 / np.maximum(best, 1e-300)).repeat(sections)
        most, scale = shares.repeat([b - a for a, b in pairwise((0, *borders, size))], axis=1)
        weights = np.minimum(board.weights * scale, most)
        columns[:, -1] = 0.0
        weigh(board.levels.cells[:size], board.x, weights, board.sums.slope, columns[:, :-1])
        sums = np.zeros((len(filled) + 1, 5))
        np.add.accumulate((over_each(columns, ends) * filled).T, axis=0, out=sums[1:])
        return sums.tolist()

    def drawn(self, first: int, last: int) -> Line | None:
        """Line through the sections from one to another."""
        return self.lines[first] if first == last else self._drawn(first, last)

    def _drawn(self, first: int, last: int) -> Line | None:
        """The same as instruments draw it.

        One that hardly falls is no fibre, and is turned about its start until it loses as much as the least fibre does.
        """
        fit = line_between(self._sums[first], self._sums[last + 1], DRAWN_SPREAD)
        if fit is None:
            return None
        left, right = self.windows[first][0], self.windows[last][1]
        excess = fit.slope + self.board.sums.slope + LEAST_SLOPE
        if excess <= 0.0 or (right - left) * self.board.levels.step_m > LONG_M:
            return fit
        start = float(self.board.x[left])
        return fit._replace(middle=start, level=fit.at(start), slope=fit.slope - excess)

    def _runs(self) -> list[int]:
        """First sections of runs that lesser steps join: lines are drawn on through those."""
        return [0, *(i + 1 for i, mark in enumerate(self.marks) if not _is_lesser(mark))]

    def sides(self, index: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """First and last of the sections that the two lines of a mark are drawn through: on through lesser steps.

        A lesser step keeps to its own two sections.
        """
        first, last = index, index + 1
        if not _is_lesser(self.marks[index]):
            while first and _is_lesser(self.marks[first - 1]):
                first -= 1
            while last < len(self.marks) and _is_lesser(self.marks[last]):
                last += 1
        return (first, index), (index + 1, last)

    def loss(self, mark: Mark, before: Line, after: Line) -> float:
        """Loss [dB] of a mark by the lines of both its sections, drawn to the middle of its edge."""
        x = (mark.where - self.board.origin + 0.5 * self.board.edge) * self.board.levels.step_m / 1000.0
        return before.at(x) - after.at(x)

    def slope(self, fit: Line | None, span: tuple[int, int]) -> float | None:
        """Slope of a section [dB/km], positive for loss; None where it is too short to have one."""
        if fit is None or span[1] - span[0] < 3 or fit.slope_var > DOUBTFUL_SLOPE**2:
            return None
        return -(fit.slope + self.board.sums.slope)

    def level(self, fit: Line, metres: float) -> float:
        """Level of a section's line at a place [dB, displayed]."""
        x = self.km(metres)
        return fit.at(x) + self.board.sums.slope * x

    def peak_reflectance(self, peak: Peak, ground_db: float) -> tuple[float | None, bool]:
        """Reflectance [dB] of a peak over a level before it, and whether the receiver was saturated."""
        levels = self.board.levels
        part = levels.y[peak.start * levels.per : max((peak.stop + 1) * levels.per, peak.start * levels.per + 1)]
        return self.top_reflectance(part, ground_db)

    def top_reflectance(self, part: np.ndarray, ground_db: float) -> tuple[float | None, bool]:
        """The same for samples about a peak [dB]."""
        if not len(part) or part.max() - ground_db < LEAST_PEAK_DB:
            return None, False
        top = float(part.max())
        # A clipped top is flat for most of the pulse; figures rounded to 0.001 dB are flat for a few samples.
        levels = self.board.levels
        flat = np.count_nonzero(part >= top - 1e-6) >= max(4.0, 0.5 * levels.pulse * levels.per)
        saturated = bool(flat) and top >= float(levels.y.max()) - 1.0
        return reflectance(top - ground_db, self.trace.backscatter, self.trace.pulse), saturated

    def echoes(self) -> list[tuple[float, float]]:
        """Peaks beyond the end: (place [m], level of the top [dB, displayed])."""
        levels, edge = self.board.levels, self.board.edge
        if self.end is None:
            return []
        start = min(self.end + 2 * edge, len(levels.cells))
        part = levels.cells[start:]
        if len(part) < 8 * edge:
            return []
        base = np.maximum(opening(part, 3 * edge + 2), levels.noise_db)
        high = part - base
        # Past the end single cells scatter by several dB: a peak must stand out of all of that, for half a pulse.
        some = high[:: max(1, len(high) // 2000)]
        scatter = float(np.partition(some, int(0.98 * (len(some) - 1)))[int(0.98 * (len(some) - 1))])
        over = np.flatnonzero((high > max(3.0, 1.5 * scatter)) & (part > levels.noise_db + 3.0))
        groups = np.split(over, np.flatnonzero(np.diff(over) > max(2, edge // 3)) + 1) if len(over) else []
        least = max(2, int(0.5 * levels.pulse))
        kept = [g for g in groups if len(g) >= least and g[0] > edge]
        return [(levels.metres(start + int(g[0])), float(part[g].max())) for g in kept]
