"""Places steps: the pulse-shaped edge is slid along the samples until it fits between the lines of both sections.

It deliberately neither adds nor drops a step, save where two would overlap.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from simulator.optics._board import Board, Mark
from simulator.optics._fit import edge_costs, lines, lowest
from simulator.optics.units import NEPER_PER_SHOWN_DB

#: Lengths of an edge that are tried on the clearest steps, as shares of the usual one.
EDGES = (0.75, 0.9, 1.05, 1.25, 1.5, 1.9, 2.4, 3.2)
#: Deviations from which a step is clear enough to tell the length of an edge, and how many such are asked.
CLEAR_SCORE, ASKED = 15.0, 6
#: A step of less than such a share of its neighbour is much the lesser.
LESSER = 0.1
#: A fall of so many decibels is deep.
DEEP_DB = 1.0
#: A length that fits a step so many times worse than the best one is as bad as any.
DEAREST = 3.0
#: Power over a line [Np] that is as much as any.
MOST_NEPERS = 30.0 * NEPER_PER_SHOWN_DB


def settle(board: Board, marks: list[Mark]) -> tuple[Board, list[Mark]]:
    """The board with the length of edge that fits the clearest steps, and the marks placed with it."""
    seen = _windows(board, marks)
    clear = [row for row, i in enumerate(seen.marks) if marks[i].score > CLEAR_SCORE]
    clear = sorted(sorted(clear, key=lambda row: -marks[seen.marks[row]].score)[:ASKED])
    if clear:
        # Half the samples and half the starts tell the lengths from each other as well as all of them.
        some = Windows(clear, seen.x[::2], seen.miss[clear, ::2], seen.rise[clear, ::2])
        costs = _costs(board.edge, np.array(EDGES) * board.edge, some, 21)[1].min(axis=1)
        # Two joints close together pass for a long edge: the sharper half of the clearest steps tells, none for all.
        half = np.argsort(np.argmin(costs, axis=0), kind="stable")[: max(2, (costs.shape[1] + 1) // 2)]
        dear = costs[:, half] / np.maximum(costs[:, half].min(axis=0), 1e-12)
        best = int(np.argmin(np.minimum(dear, DEAREST).sum(axis=1)))
        board = replace(board, edge=max(2, round(EDGES[best] * board.edge)))
    return board, _slid(board, marks, seen)


def placed(board: Board, marks: list[Mark]) -> list[Mark]:
    """Steps moved to where the edge fits best between the lines of their sections."""
    return _slid(board, marks, _windows(board, marks))


def _slid(board: Board, marks: list[Mark], seen: Windows) -> list[Mark]:
    if not seen.marks:
        return marks
    out = list(marks)
    starts, costs = _costs(board.edge, np.array([float(board.edge)]), seen, 41)
    for i, shift in zip(seen.marks, lowest(costs[0], starts[0]).tolist(), strict=True):
        where = marks[i].start + shift
        out[i] = marks[i].moved(int(where), math.ceil(where + board.edge), where)
    return _apart(_without_shape(out, board.side), board)


def _without_shape(marks: list[Mark], side: int) -> list[Mark]:
    """Marks less those that have come within so many cells of a much deeper fall: its shape is never quite an edge's.

    Where there is a step behind it after all, the next pass finds it.
    """
    out: list[Mark] = []
    for mark in marks:
        if out and mark.start < out[-1].stop + side and mark.peak is None and out[-1].peak is None:
            last, lesser = abs(out[-1].near), abs(mark.near)
            if lesser < LESSER * last:
                continue
            if last < LESSER * lesser:
                out.pop()
        out.append(mark)
    return out


def _apart(marks: list[Mark], board: Board) -> list[Mark]:
    """Marks in order, each beginning where the one before has stopped."""
    out: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.start):
        start = max(mark.start, out[-1].stop if out else board.first)
        stop = min(max(mark.stop, start + 1), board.last)
        if start < stop:
            out.append(mark.moved(start, stop, mark.where))
    return out


def _costs(edge: int, edges: np.ndarray, seen: Windows, tries: int) -> tuple[np.ndarray, np.ndarray]:
    """Starts that are tried relative to a mark for each length of edge, (edges, tries) [cells], and their costs."""
    first, last = -1.5 * edge, np.maximum(1.5 * edge, 2.5 * edge - edges)
    starts = first + (last - first)[:, None] * (np.arange(tries) / (tries - 1))
    return starts, edge_costs(seen.miss, seen.rise, seen.x, starts, edges)


class Windows(NamedTuple):
    """Samples about steps: numbers of the marks that have lines on both sides, and two arrays of shape (k, n).

    x: places relative to the start of a mark [cells], (n,). miss: samples, rise: the lines after, both as power over
    the lines before, less 1; 0 beyond neighbours.
    """

    marks: list[int]
    x: np.ndarray
    miss: np.ndarray
    rise: np.ndarray


def _windows(board: Board, marks: list[Mark]) -> Windows:
    """Samples about all steps that are no reflections: two edges before, three after, at most some 200."""
    levels, edge, per = board.levels, board.edge, board.levels.per
    reach = np.arange(-2 * edge * per, 3 * edge * per, max(1, 5 * edge * per // 200))
    picked = np.array([i for i, m in enumerate(marks) if m.peak is None], dtype=int)
    bounds = np.array([board.first, *(c for m in marks for c in (m.start, m.stop)), board.last])
    lefts, rights = bounds[::2], bounds[1::2]
    # Shown in decibels a deep fall comes late: what is taken for the line before it may hold the head of it.
    deep = np.array([edge if m.peak is None and m.near > DEEP_DB else 0 for m in marks] + [0])
    fits = lines(board.sums, lefts, np.where(rights - lefts > 3 * deep, rights - deep, rights))
    picked = picked[np.isfinite(fits[1, picked] + fits[1, picked + 1])]
    before, after = fits[:3, picked, None], fits[:3, picked + 1, None]
    at = rights[picked, None] * per + reach
    ends = np.minimum(rights[picked + 1] * per, len(levels.y))
    inside = (at >= lefts[picked, None] * per) & (at < ends[:, None])
    km = (at + (0.5 - (0.5 + board.origin) * per)) * (levels.step_m / per / 1000.0)
    one = before[1] + before[2] * (km - before[0])
    rise = after[1] + after[2] * (km - after[0]) - one
    miss = levels.y.take(at, mode="clip") - board.sums.slope * km - one
    # A pulse passes an edge in equal parts of power: for a splitter's 10 dB that is far from equal parts of decibels.
    return Windows(picked.tolist(), (reach + 0.5) / per, _power(miss, inside), _power(rise, inside))


def _power(difference_db: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Power over that of a line, less 1, from the difference on the display [dB]; 0 where not inside."""
    nepers = difference_db * NEPER_PER_SHOWN_DB
    return np.expm1(np.minimum(nepers, MOST_NEPERS, out=nepers), out=nepers) * inside
