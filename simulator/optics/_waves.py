"""How sure a step is: tells the noise of a trace, which long windows lower, from the waves of its fibre, which stay.

It deliberately looks for no step: it is given the marks so far and measures what is left between them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from simulator.optics._board import Board, Mark
from simulator.optics._fit import SLOPE_SPREAD, lines, median, sums_of

#: Share of waves in the variance of a mean over one edge, as ``roughness`` takes it (simulated).
EDGE_OF_WAVES = 0.58
#: Least share of noise in that variance.
LEAST_NOISE = 0.25
#: Lengths over which neighbouring means are compared, in edges, and fewest comparisons that count.
LENGTHS, FEWEST = (2, 4, 8), 12
#: The median of the square of a unit normal.
HALF_OF_SQUARES = 0.455
#: Squares of unit normals are held at the first; their mean is then the second.
CAP, MEAN_UNDER_CAP = 6.25, 0.95
#: Comparisons by which a section leans on all others.
LEAN = 6.0


def measured(board: Board, marks: list[Mark]) -> Board:
    """The board with the noise and the waves that are left about the lines of its sections.

    Backscatter of a fibre wanders by some thousandths of a decibel, alike over all lengths: in real traces means over
    1 and over 16 pulses scatter alike, where those of noise scatter four times less. The loss of a step then sharpens
    with longer windows only as far as noise goes. The median of what noise leaves unexplained between neighbouring
    means does not see the few steps that are still unknown.
    """
    bounds = np.array([board.first, *(c for m in marks for c in (m.start, m.stop)), board.last])
    left, right = bounds[::2], np.maximum(bounds[::2], bounds[1::2])
    fits = lines(board.sums, left, right, 10.0)
    squares, edges, where, section = _differences(board, left, right, fits)
    waves = np.zeros(len(left))
    if len(squares) >= FEWEST:
        total = board.deviation.take(where) ** 2
        waves_of = squares / HALF_OF_SQUARES
        noise = _noise(total, 0.0) * edges
        usual = max(0.0, median(waves_of - noise))  # near enough to tell which comparisons say how much
        noise = _noise(total, usual) * edges
        usual = max(0.0, _weighted_median(waves_of - noise, 1.0 / (noise + 0.5 * usual)))
        # Waves show at the length of an edge as well: what is far more is a step that is not known yet.
        usual = min(usual, 2.0 / EDGE_OF_WAVES * median(total))
        waves = _by_section(squares, _noise(total, usual) * edges, section, usual, len(left))
    begins = [0, *bounds[2::2].tolist(), board.last]
    return with_waves(board, waves.repeat([b - a for a, b in pairwise(begins)]), board.sums.slope + _mean_slope(fits))


def _by_section(squares: np.ndarray, noise: np.ndarray, section: np.ndarray, usual: float, count: int) -> np.ndarray:
    """Waves of each section: one reel is calmer than the next; a short one leans on all."""
    whole = noise + usual
    ratio = np.minimum(squares / np.maximum(whole, 1e-12), CAP) / MEAN_UNDER_CAP
    number = np.bincount(section, minlength=count)
    mean = (np.bincount(section, ratio, count) + LEAN * ratio.mean()) / (number + LEAN)
    typical = np.where(number > 0, np.bincount(section, noise, count) / np.maximum(number, 1), noise.mean())
    return np.maximum(usual + (mean - 1.0) * (usual + typical), 0.0)


def with_waves(board: Board, waves: np.ndarray, slope: float) -> Board:
    """The board for waves of so much variance between neighbouring means [dB2], as the cells; usual slope [dB/km]."""
    noise = _noise(board.deviation**2, waves) * board.levels.edge
    weights = np.where(board.weights > 0.0, 1.0 / noise, 0.0)
    sums = sums_of(board.levels.cells[: len(weights)], board.x, weights, slope)
    return replace(board, sums=sums, weights=weights, waves=waves)


def _noise(total: np.ndarray, waves: np.ndarray | float) -> np.ndarray:
    """Variance of a mean over one edge less that of waves."""
    return np.maximum(total - EDGE_OF_WAVES * waves, LEAST_NOISE * total)


def _mean_slope(fits: np.ndarray) -> float:
    """Slope of the sections [dB/km] over the usual one so far, long ones counting more, none too much."""
    known = np.isfinite(fits[2])
    sure = 1.0 / (fits[4, known] + SLOPE_SPREAD**2)
    return float(sure @ fits[2, known] / sure.sum()) if known.any() else 0.0


def _differences(
    board: Board, left: np.ndarray, right: np.ndarray, fits: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Squares of differences of neighbouring means about the lines, variance for unit noise, places, sections.

    Half an edge is left out at either end of a section: edges are never quite over.
    """
    levels, half, count = board.levels, board.edge // 2, len(left)
    total = np.zeros(board.last - board.first + 1)
    np.add.accumulate(levels.cells[board.first : board.last], out=total[1:])
    sizes = (np.array(LENGTHS) * board.edge).repeat(count)
    section = np.tile(np.arange(count), len(LENGTHS))
    room = np.where(np.isfinite(fits[2]), right - left - 2 * half, 0)[section] // sizes
    pairs = np.where(room >= 4, room - 1, 0)
    row = np.arange(len(pairs)).repeat(pairs)
    before = np.arange(len(row)) - (np.add.accumulate(pairs) - pairs)[row]
    size = sizes[row]
    start = (left + (half - board.first))[section][row] + size * before
    rise = (total[start] - 2.0 * total[start + size] + total[start + 2 * size]) / size
    step = rise - ((board.sums.slope + fits[2])[section] * (sizes * (levels.step_m / 1000.0)))[row]
    square = step * step * (pairs / np.maximum(pairs - 1, 1))[row]
    return square, (2.0 * levels.edge / sizes)[row], start + size + board.first, section[row]


def _weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(reached, 0.5 * reached[-1])]])
