"""Straight lines by least squares over runs of cells, from running sums: any run costs the same.

It deliberately knows no event: it fits lines, says how sure they are, and places the edge between two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

#: Edges in a trace below which most pieces of it may hold a step: what so great a share of them exceed, if nearer to
#: what fibre has, is its slope.
FEW_EDGES, STEPLESS = 400, 0.8
#: How far the slope of a section strays from the usual one of its trace [dB/km]; what a short section is held by.
#: Instruments draw plain lines, and what looks like one section often holds joints too small to be told: they store
#: 0.14 to 0.22 dB/km in one cable. Held at 0.03, losses beside sections of 1 km differ by 0.003 dB from theirs.
SLOPE_SPREAD = 0.1
#: Least weight of a side [1/dB2]: of one that holds nothing, so that its step is as unsure as can be.
LEAST_WEIGHT = 1e-12
#: Rows no longer than this are worked on as a whole rather than one by one.
FEW_COLUMNS = 32

Number = TypeVar("Number", float, np.ndarray)


@dataclass(frozen=True, eq=False)
class Sums:
    """Running sums of weights, w x, w y, w x x, w x y; shape (5, n + 1); x [km], y [dB] less the usual slope."""

    rows: np.ndarray
    slope: float

    def at(self, cells: np.ndarray) -> np.ndarray:
        """Sums up to each of the cells, shape (5, ...)."""
        return self.rows.take(cells, axis=1)


class Line(NamedTuple):
    """A fitted line y = level + slope (x - middle): x [km], y [dB less the usual slope], with variances."""

    middle: float
    level: float
    slope: float
    level_var: float
    slope_var: float
    weight: float

    def at(self, x: float) -> float:
        """Level at x [dB]."""
        return self.level + self.slope * (x - self.middle)

    def variance(self, x: float) -> float:
        """Variance of that level [dB2]."""
        return self.level_var + self.slope_var * (x - self.middle) ** 2


def sums_of(cells: np.ndarray, x: np.ndarray, weights: np.ndarray, slope: float) -> Sums:
    """Sums for cells at places x [km] with weights [1/dB2], 0 where a cell is not to be trusted."""
    rows = np.empty((5, len(cells) + 1))
    rows[:, 0] = 0.0
    part = rows[:, 1:]
    weigh(cells, x, weights, slope, part)
    np.add.accumulate(part, axis=1, out=part)
    return Sums(rows, slope)


def weigh(cells: np.ndarray, x: np.ndarray, weights: np.ndarray, slope: float, out: np.ndarray) -> None:
    """What ``sums_of`` sums up, into `out`, shape (5, n)."""
    w, wx, wy, wxx, wxy = out
    w[:] = weights
    np.multiply(weights, x, out=wx)
    np.multiply(weights, cells - slope * x, out=wy)
    np.multiply(wx, x, out=wxx)
    np.multiply(wy, x, out=wxy)


def line_between(one: list[float], two: list[float], spread: float = SLOPE_SPREAD) -> Line | None:
    """The line between the sums up to its first cell and those up to the cell behind its last, as plain numbers.

    Its slope is held by `spread` [dB/km]; None where no cell counts.
    """
    s, sx, sy = two[0] - one[0], two[1] - one[1], two[2] - one[2]
    if s <= 1e-12:
        return None
    middle, level = sx / s, sy / s
    inner = max(0.0, two[3] - one[3] - sx * middle) + 1.0 / spread**2
    return Line(middle, level, (two[4] - one[4] - sx * level) / inner, 1.0 / s, 1.0 / inner, s)


def level_between(
    one: Sequence[Number] | np.ndarray, two: Sequence[Number] | np.ndarray, x: Number
) -> tuple[Number, Number]:
    """Level at x [dB] and its variance of the line between such sums, rows of lists or of arrays.

    Where no cell counts the variance is 1 / LEAST_WEIGHT at least.
    """
    of_x, share = two[1] - one[1], 1.0 / (two[0] - one[0] + LEAST_WEIGHT)
    middle, level = of_x * share, (two[2] - one[2]) * share
    ahead = x - middle
    by_slope = ahead / (abs(two[3] - one[3] - of_x * middle) + 1.0 / SLOPE_SPREAD**2)
    return level + (two[4] - one[4] - of_x * level) * by_slope, share + ahead * by_slope


def lines(sums: Sums, left: np.ndarray, right: np.ndarray, spread: float = SLOPE_SPREAD) -> np.ndarray:
    """Many lines at once: rows middle, level, slope, level_var, slope_var; NaN where no cell counts. Shape (5, ...)."""
    s, sx, sy, sxx, sxy = sums.at(np.maximum(left, right)) - sums.at(left)
    out = np.empty((5, *s.shape))
    middle, level, slope, level_var, slope_var = out
    np.divide(1.0, np.where(s > 1e-12, s, np.nan), out=level_var)
    np.multiply(sx, level_var, out=middle)
    np.multiply(sy, level_var, out=level)
    np.divide(1.0, np.maximum(0.0, sxx - sx * middle) + 1.0 / spread**2, out=slope_var)
    np.multiply(sxy - sx * level, slope_var, out=slope)
    return out


def median(values: np.ndarray) -> float:
    """``numpy.median`` of one row of finite numbers at a fifth of its cost for few; NaN of none."""
    half, odd = divmod(len(values), 2)
    if not len(values):
        return float("nan")
    if odd:
        return float(np.partition(values, half)[half])
    low, high = np.partition(values, (half - 1, half))[half - 1 : half + 1].tolist()
    return 0.5 * float(low + high)


def row_medians(rows: np.ndarray) -> np.ndarray:
    """``numpy.median`` of each row of finite numbers, at a third of its cost for short rows."""
    half, odd = divmod(rows.shape[1], 2)
    ordered = np.sort(rows, axis=1) if rows.shape[1] <= FEW_COLUMNS else np.partition(rows, (half - 1, half), axis=1)
    return ordered[:, half] if odd else 0.5 * (ordered[:, half - 1] + ordered[:, half])


def usual_slope(cells: np.ndarray, step_km: float, edge: int, nominal: float) -> float:
    """Slope of most of the line [dB/km], negative: the median over pieces, which steps and peaks do not move.

    nominal: what fibre has at this wavelength, taken where the trace is too short to tell.
    """
    size = int(min(len(cells) // 8, 8 * edge))
    half = size // 2
    if half < 2 * edge:
        return nominal
    rows = cells[: len(cells) // size * size].reshape(-1, size)
    rise = row_medians(rows[:, half : 2 * half]) - row_medians(rows[:, :half])
    low = high = median(rise) / (half * step_km)
    if len(cells) < FEW_EDGES * edge:
        at = int(STEPLESS * len(rise))
        high = float(np.partition(rise, at)[at]) / (half * step_km)
    return min(max(min(max(nominal, low), max(low, high)), 4.0 * nominal), 0.1)


def steps(
    sums: Sums, at: np.ndarray, left: np.ndarray, right: np.ndarray, gap: int, spread: float = 0.02
) -> tuple[np.ndarray, np.ndarray]:
    """Loss [dB] of a step that begins at each cell of `at`, and its variance [dB2] by noise.

    One slope for both sides; the left side is cells [left, at), the right one [at + gap, right). The variance is
    1 / LEAST_WEIGHT at least where a side holds nothing.
    """
    one, two = sums.at(at) - sums.at(left), sums.at(right) - sums.at(np.minimum(at + gap, right))
    both = one + two
    share1, share2 = 1.0 / np.maximum(one[0], LEAST_WEIGHT), 1.0 / np.maximum(two[0], LEAST_WEIGHT)
    mean1, mean2 = one[1:3] * share1, two[1:3] * share2
    apart, loss = mean2[0] - mean1[0], mean1[1] - mean2[1]
    of_x, of_y = both[3:] - mean1 * one[1] - mean2 * two[1]
    ahead = apart / (np.maximum(of_x, 0.0) + 1.0 / spread**2)
    loss += of_y * ahead
    return loss, share1 + share2 + apart * ahead


def edge_costs(miss: np.ndarray, rise: np.ndarray, x: np.ndarray, starts: np.ndarray, edge: np.ndarray) -> np.ndarray:
    """Sums of squares that an edge of each length at each start leaves about each step; shape (edges, starts, k).

    miss: samples less the line before; rise: line after less line before; both relative power, shape (k, n), 0 where a
    sample does not count; x: their places, (n,). starts: (edges, starts); edge: (edges,), all in one unit. Between
    start and start + edge the power passes from one line to the other in equal parts, as a pulse does.
    """
    share = x - starts[:, :, None]
    share /= edge[:, None, None]
    share = np.minimum(np.maximum(share, 0.0, out=share), 1.0, out=share).reshape(-1, len(x))
    cost = share @ (miss * (-2.0 * rise)).T
    cost += np.multiply(share, share, out=share) @ (rise * rise).T
    cost += np.einsum("ij,ij->i", miss, miss)
    return cost.reshape(*starts.shape, len(miss))


def lowest(cost: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Start of least cost of each step, of evenly spaced `starts` and between them; cost (starts, k), result (k,)."""
    best = np.argmin(cost, axis=0)
    column = np.arange(len(best))
    inner = np.minimum(np.maximum(best, 1), len(starts) - 2)
    a, b, c = cost[inner - 1, column], cost[inner, column], cost[inner + 1, column]
    bow = a - 2.0 * b + c
    turn = np.where((bow > 0) & (inner == best), 0.5 * (a - c) / np.where(bow > 0, bow, 1.0), 0.0)
    return starts[best] + turn * (starts[1] - starts[0])
