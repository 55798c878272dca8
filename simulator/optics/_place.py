"""Places steps: the pulse-shaped edge is slid along the samples until it fits between the lines of both sections.

It deliberately neither adds nor drops a step, save where two would overlap.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from simulator.optics._board import Board, Mark
from simulator.optics._fit import edge_costs, lines, lowest
from simulator.optics.units import NEPER_PER_SHOWN_DB

#: Lengths of an edge that are tried on the clearest steps, as shares of the usual one.
EDGES = (0.75, 0.9, 1.05, 1.25, 1.5, 1.9, 2.4, 3.2)
#: Deviations from which a step is clear enough to tell the length of an edge, and how many such are asked.
CLEAR_SCORE, ASKED = 15.0, 6
#: A length that fits a step so many times worse than the best one is as bad as any.
DEAREST = 3.0


def settle(board: Board, marks: list[Mark]) -> tuple[Board, list[Mark]]:
    """The board with the length of edge that fits the clearest steps, and the marks placed with it."""
    clear = [i for i, m in enumerate(marks) if m.peak is None and m.score > CLEAR_SCORE]
    clear = sorted(sorted(clear, key=lambda i: -marks[i].score)[:ASKED])
    _, miss, rise = _windows(board, marks, clear)
    if len(miss):
        # Half the samples and half the starts tell the lengths from each other as well as all of them.
        costs = _costs(board, np.array(EDGES) * board.edge, miss[:, ::2], rise[:, ::2], 2)[1].min(axis=1)
        # Two joints close together pass for a long edge: the sharper half of the clearest steps tells, none for all.
        half = np.argsort(np.argmin(costs, axis=0), kind="stable")[: max(2, (costs.shape[1] + 1) // 2)]
        dear = costs[:, half] / np.maximum(costs[:, half].min(axis=0), 1e-12)
        best = int(np.argmin(np.minimum(dear, DEAREST).sum(axis=1)))
        board = replace(board, edge=max(2, round(EDGES[best] * board.edge)))
    return board, placed(board, marks)


def placed(board: Board, marks: list[Mark]) -> list[Mark]:
    """Steps moved to where the edge fits best between the lines of their sections."""
    known, miss, rise = _windows(board, marks, [i for i, m in enumerate(marks) if m.peak is None])
    if not len(miss):
        return marks
    out = list(marks)
    starts, costs = _costs(board, np.array([float(board.edge)]), miss, rise)
    for i, shift in zip(known, lowest(costs[0], starts[0]).tolist(), strict=True):
        where = marks[i].start + shift
        out[i] = marks[i].moved(int(where), math.ceil(where + board.edge), where)
    return _apart(out, board)


def _apart(marks: list[Mark], board: Board) -> list[Mark]:
    """Marks in order, each beginning where the one before has stopped."""
    out: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.start):
        start = max(mark.start, out[-1].stop if out else board.first)
        stop = min(max(mark.stop, start + 1), board.last)
        if start < stop:
            out.append(mark.moved(start, stop, mark.where))
    return out


def _reach(board: Board) -> np.ndarray:
    """Samples about a step, relative to its start [cells]: two edges before, three after, at most some 200."""
    edge, per = board.edge, board.levels.per
    stride = max(1, 5 * edge * per // 200)
    return np.arange(-2 * edge * per, 3 * edge * per, stride)


def _costs(
    board: Board, edges: np.ndarray, miss: np.ndarray, rise: np.ndarray, every: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Starts that are tried relative to a mark for each length of edge, (edges, starts) [cells], and their costs.

    every: one in so many samples of the windows is given, and one in so many starts tried.
    """
    x = (_reach(board)[::every] + 0.5) / board.levels.per
    last = np.maximum(1.5 * board.edge, 2.5 * board.edge - edges)
    starts = np.linspace(-1.5 * board.edge, last, 40 // every + 1, axis=1)
    return starts, edge_costs(miss, rise, x, starts, edges)


def _windows(board: Board, marks: list[Mark], chosen: list[int]) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Samples about steps and the lines after them, both as power over the lines before; 0 beyond neighbours.

    Returns which of the chosen marks have lines on both sides, and two arrays of shape (k, n).
    """
    levels = board.levels
    if not chosen:
        return [], np.zeros((0, 0)), np.zeros((0, 0))
    starts, stops = np.array([m.start for m in marks]), np.array([m.stop for m in marks])
    lefts, rights = np.append(board.first, stops), np.append(starts, board.last)
    fits = lines(board.sums, lefts, rights)
    picked = np.array(chosen)
    picked = picked[np.isfinite(fits[1, picked]) & np.isfinite(fits[1, picked + 1])]
    before, after = fits[:, picked, None], fits[:, picked + 1, None]
    at = starts[picked, None] * levels.per + _reach(board)
    ends = np.minimum(rights[picked + 1] * levels.per, len(levels.y))
    inside = (at >= lefts[picked, None] * levels.per) & (at < ends[:, None])
    km = ((at + 0.5) / levels.per - 0.5 - board.origin) * (levels.step_m / 1000.0)
    one = before[1] + before[2] * (km - before[0])
    rise = after[1] + after[2] * (km - after[0]) - one
    miss = levels.y[np.where(inside, at, 0)] - board.sums.slope * km - one
    # A pulse passes an edge in equal parts of power: for a splitter's 10 dB that is far from equal parts of decibels.
    return picked.tolist(), np.where(inside, _power(miss), 0.0), np.where(inside, _power(rise), 0.0)


def _power(difference_db: np.ndarray) -> np.ndarray:
    """Power over that of a line, less 1, from the difference on the display [dB]."""
    return np.expm1(np.clip(difference_db, -100.0, 30.0) * NEPER_PER_SHOWN_DB)
