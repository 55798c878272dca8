"""Straight lines by least squares over runs of cells, from running sums: any run costs the same.

It deliberately knows no event: it fits lines, says how sure they are, and places the edge between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

#: How far the slope of a section strays from the usual one of its trace [dB/km]; what a short section is held by.
#: Instruments draw plain lines, and what looks like one section often holds joints too small to be told: they store
#: 0.14 to 0.22 dB/km in one cable. Held at 0.03, losses beside sections of 1 km differ by 0.003 dB from theirs.
SLOPE_SPREAD = 0.1


@dataclass(frozen=True, eq=False)
class Sums:
    """Running sums of weights, w x, w y, w x x, w x y; shape (n + 1, 5); x [km], y [dB] less the usual slope."""

    rows: np.ndarray
    slope: float

    def over(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Sums over cells [left, right), shape (..., 5)."""
        return self.rows.take(right, axis=0) - self.rows.take(left, axis=0)


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
    y = cells - slope * x
    rows = np.zeros((len(cells) + 1, 5))
    part = rows[1:]
    part[:, 0] = weights
    np.multiply(weights, x, out=part[:, 1])
    np.multiply(weights, y, out=part[:, 2])
    np.multiply(part[:, 1], x, out=part[:, 3])
    np.multiply(part[:, 1], y, out=part[:, 4])
    np.cumsum(part, axis=0, out=part)
    return Sums(rows, slope)


def line(sums: Sums, left: int, right: int, spread: float = SLOPE_SPREAD) -> Line | None:
    """Line over cells [left, right), its slope held by `spread` [dB/km]; None where no cell counts."""
    if right <= left:
        return None
    s, sx, sy, sxx, sxy = (sums.rows[right] - sums.rows[left]).tolist()
    if s <= 1e-12:
        return None
    middle, level = sx / s, sy / s
    inner = max(0.0, sxx - s * middle * middle) + 1.0 / spread**2
    return Line(middle, level, (sxy - s * middle * level) / inner, 1.0 / s, 1.0 / inner, s)


def lines(sums: Sums, left: np.ndarray, right: np.ndarray, spread: float = SLOPE_SPREAD) -> np.ndarray:
    """Many lines at once: rows middle, level, slope, level_var, slope_var; NaN where no cell counts. Shape (5, ...)."""
    s, sx, sy, sxx, sxy = np.moveaxis(sums.over(left, np.maximum(left, right)), -1, 0)
    s = np.where(s > 1e-12, s, np.nan)
    middle, level = sx / s, sy / s
    inner = np.maximum(0.0, sxx - s * middle * middle) + 1.0 / spread**2
    return np.stack((middle, level, (sxy - s * middle * level) / inner, 1.0 / s, 1.0 / inner))


def median(values: np.ndarray) -> float:
    """``numpy.median`` of one row of finite numbers at a fifth of its cost for few; NaN of none."""
    half, odd = divmod(len(values), 2)
    if not len(values):
        return float("nan")
    if odd:
        return float(np.partition(values, half)[half])
    low, high = np.partition(values, (half - 1, half))[half - 1 : half + 1].tolist()
    return 0.5 * float(low + high)


def usual_slope(cells: np.ndarray, step_km: float, edge: int, nominal: float) -> float:
    """Slope of most of the line [dB/km], negative: the median over pieces, which steps and peaks do not move.

    nominal: what fibre has at this wavelength, taken where the trace is too short to tell.
    """
    size = int(min(len(cells) // 8, 8 * edge))
    half = size // 2
    if half < 2 * edge:
        return nominal
    rows = cells[: len(cells) // size * size].reshape(-1, size)
    rise = np.median(rows[:, half : 2 * half], axis=1) - np.median(rows[:, :half], axis=1)
    return float(np.clip(median(rise) / (half * step_km), 4.0 * nominal, 0.1))


def step_scores(
    sums: Sums,
    at: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
    gap: int,
    waves: np.ndarray | float,
    spread: float = 0.02,
) -> tuple[np.ndarray, np.ndarray]:
    """Loss [dB] and score (loss over its deviation) of a step that begins at each cell of `at`.

    waves: variance of each step that waves feign [dB2]. One slope for both sides; the left side is cells [left, at),
    the right one [at + gap, right). Score 0 where a side holds nothing.
    """
    one, two = sums.over(left, at), sums.over(np.minimum(at + gap, right), right)
    good = (one[:, 0] > 1e-12) & (two[:, 0] > 1e-12)
    s1, s2 = np.where(good, one[:, 0], 1.0), np.where(good, two[:, 0], 1.0)
    m1, m2 = one[:, 1] / s1, two[:, 1] / s2
    inner = one[:, 3] - s1 * m1 * m1 + two[:, 3] - s2 * m2 * m2
    inner = np.maximum(inner, 0.0) + 1.0 / spread**2
    slope = (one[:, 4] - m1 * one[:, 2] + two[:, 4] - m2 * two[:, 2]) / inner
    loss = one[:, 2] / s1 - two[:, 2] / s2 + slope * (m2 - m1)
    variance = 1.0 / s1 + 1.0 / s2 + (m2 - m1) ** 2 / inner + waves
    score = np.where(good, loss / np.sqrt(variance), 0.0)
    return np.where(good, loss, 0.0), score


def edge_shares(x: np.ndarray, starts: np.ndarray, edge: float) -> tuple[np.ndarray, np.ndarray]:
    """Share of an edge passed at x for each start, shape (starts, n), and its square: what `place_edge` looks up."""
    share = np.clip((x[None, :] - starts[:, None]) / edge, 0.0, 1.0)
    return share, share * share


def place_edges(
    miss: np.ndarray, rise: np.ndarray, starts: np.ndarray, shares: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Best start of each edge, among `starts` and between them, and its sum of squares; shapes (k,).

    miss: samples less the line before; rise: line after less line before; both relative power, shape (k, n), 0 where a
    sample does not count. Between start and start + edge the power passes from one line to the other in equal parts, as
    a pulse does.
    """
    cost = np.einsum("ij,ij->i", miss, miss) - 2.0 * (shares[0] @ (miss * rise).T) + shares[1] @ (rise * rise).T
    best = np.argmin(cost, axis=0)
    column = np.arange(len(best))
    inner = np.clip(best, 1, len(starts) - 2)
    a, b, c = cost[inner - 1, column], cost[inner, column], cost[inner + 1, column]
    bow = a - 2.0 * b + c
    turn = np.where((bow > 0) & (inner == best), 0.5 * (a - c) / np.where(bow > 0, bow, 1.0), 0.0)
    return starts[best] + turn * (starts[1] - starts[0]), cost[best, column]
