"""Moves steps that long windows have put where the line bends to where light falls.

It deliberately neither adds nor drops a step.
"""

from __future__ import annotations

import numpy as np

from simulator.optics._board import Board, Mark
from simulator.optics._fit import steps

#: A step is dull when short windows give it so few deviations, and less than this share of its score; so many edges
#: about it are searched for a sharper one.
DULL, DULL_SHARE, SHARPER_REACH = 3.0, 0.5, 15
#: A step of so many deviations is where it is.
PLAIN = 15.0
#: Deviations by which a sharper step stands out in short windows, and their length in edges.
CLEAR, SHORT = 4.0, 3


def sharper(board: Board, marks: list[Mark]) -> list[Mark]:
    """Marks with those moved that do not stand out in short windows where they are, where others nearby do.

    Where the line bends for kilometres a long window puts the step at the bend; the joint is where the light falls.
    """
    steps = [i for i, mark in enumerate(marks) if mark.peak is None and mark.score < PLAIN]
    if not steps:
        return marks
    bounds = [board.first, *(c for m in marks for c in (m.start, m.stop)), board.last]
    rows = [(marks[i].start, bounds[2 * i], bounds[2 * i + 3]) for i in steps]
    at, left, right = (np.array(column) for column in zip(*rows, strict=True))
    own = np.abs(_in_short_windows(board, at, left, right))
    out = list(marks)
    for k in np.flatnonzero(own < DULL).tolist():
        mark = marks[steps[k]]
        if own[k] < DULL_SHARE * mark.score:
            out[steps[k]] = _sharpest(board, mark, int(left[k]), int(right[k]))
    return out if out != marks else marks


def _sharpest(board: Board, mark: Mark, left: int, right: int) -> Mark:
    """The mark where light falls, or rises as it does, most clearly near it; itself where that is no clear step."""
    reach = SHARPER_REACH * board.edge
    low, high = max(left + board.side, mark.start - reach), min(right - board.edge - board.side, mark.start + reach)
    at = np.arange(low, high, max(1, board.edge // 5))
    if not len(at):
        return mark
    scores = _in_short_windows(board, at, np.full(len(at), left), np.full(len(at), right))
    scores = scores if mark.near > 0.0 else -scores
    best = int(np.argmax(scores))
    start = int(at[best])
    here = float(scores[np.abs(at - mark.start) <= board.edge].max(initial=0.0))
    if scores[best] < max(CLEAR, here + 1.0) or abs(start - mark.start) < 1.5 * board.edge:
        return mark
    return mark._replace(start=start, stop=start + board.edge, where=float(start))


def _in_short_windows(board: Board, at: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Scores, with the sign of the loss, of steps at cells `at` by short windows on either side."""
    width = SHORT * board.edge
    left, right = np.maximum(left, at - width), np.minimum(right, at + board.edge + width)
    loss, variance = steps(board.sums, at, left, right, board.edge)
    return loss / np.sqrt(variance + board.feigned(left, at, at + board.edge, right))
