"""Finds the steps of a trace: windows of many lengths held between neighbours, then a test of each against the rest.

It deliberately names nothing: it returns marks (where the line is broken) with their places, losses and scores.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import replace

import numpy as np

from simulator.optics._board import Board, Mark
from simulator.optics._fit import SLOPE_SPREAD, line, lines, step_scores, sums_of, usual_slope
from simulator.optics._levels import Levels, opening, roughness
from simulator.optics._peaks import find_peaks
from simulator.optics._place import placed, settle

#: Window lengths of the search, in edges; the last passes reach to the neighbours.
WINDOWS = (1.5, 3.0, 6.0, 12.0, 30.0)
#: A step stands out in a window of one length when its loss is so many deviations.
FIRST_SCORE = 4.0
#: Differences of means by which a section leans on all others when its own restlessness is judged.
LEAN = 6.0
#: Lengths over which waves are looked for, in edges.
WAVES = (3, 6, 12)
#: Least widening of a variance.
WIDEN_LEAST = 0.7


def board_of(levels: Levels, first: int, last: int, least_peak_db: float) -> tuple[Board, list[Mark]]:
    """The board between launch and end, and the marks of its reflections."""
    cells = levels.cells
    where, sigma = roughness(cells, levels.edge, first, last)
    deviation = np.interp(np.arange(len(cells)), where, sigma)
    slope = usual_slope(cells[first:last], levels.step_m / 1000.0, levels.edge, levels.nominal)
    peaks = find_peaks(levels, first, last, slope, _cell_deviation(levels, deviation), least_peak_db)
    if peaks and peaks[0].start <= first + 1:  # what is left of the launch
        first, peaks = min(peaks[0].stop, last), peaks[1:]
    weights = 1.0 / (deviation * deviation * levels.edge)
    for peak in peaks:
        weights[peak.start : peak.stop] = 0.0
    weights[:first] = 0.0
    weights[last:] = 0.0
    x = (np.arange(len(cells)) - first) * (levels.step_m / 1000.0)
    sums = sums_of(cells, x, weights, slope)
    marks = [Mark(p.start, p.stop, float(p.start), p) for p in peaks]
    return Board(levels, sums, x, deviation, weights, first, last, levels.edge, first), marks


def _cell_deviation(levels: Levels, deviation: np.ndarray) -> np.ndarray:
    """Deviation of single cells [dB]: that of an edge's mean, and the receiver's noise where the light is weak."""
    if not np.isfinite(levels.noise_db):
        return deviation
    base = opening(levels.cells, 2 * levels.edge + 2)
    weak = 2.17 * 10.0 ** (np.minimum(levels.noise_db - base, 0.0) / 5.0)
    return np.hypot(deviation, weak / np.sqrt(levels.per))


def search(board: Board, marks: list[Mark], least_db: float, surety: float) -> tuple[Board, list[Mark]]:
    """Marks of all steps of at least `least_db` that chance does not explain, with the peaks given.

    A step must exceed the largest of as many chance ones as there are edges in the fibre, sqrt(2 ln n) deviations, by
    `surety`. The board that comes back has the edge and the deviations that this trace turned out to have.
    """
    least_score = surety + math.sqrt(2.0 * math.log(max(4.0, (board.last - board.first) / board.edge)))
    for share in WINDOWS:
        width = max(board.side, round(share * board.edge))
        if 2 * width + board.edge > board.last - board.first:
            break
        marks = _pass(board, marks, width, FIRST_SCORE, 0.6 * least_db)
    for _ in range(3):
        grown = _pass(board, marks, board.last, FIRST_SCORE, 0.6 * least_db)
        if len(grown) == len(marks):
            break
        marks = grown
    for _ in range(2):
        before = board.edge
        board, marks = settle(board, _weeded(board, marks, least_db, least_score))
        if board.edge <= 1.3 * before:
            break
    board = _widened(board, marks)
    more = _pass(board, _weeded(board, marks, least_db, least_score), board.last, least_score, least_db)
    board, marks = _without_recovery(board, _weeded(board, placed(board, more), least_db, least_score))
    return board, _weeded(board, marks, least_db, least_score)


def _without_recovery(board: Board, marks: list[Mark]) -> tuple[Board, list[Mark]]:
    """Steps right behind a strong reflection or the launch are the receiver's recovery: its dead zone takes them in."""
    near = 2 * board.edge
    out: list[Mark] = []
    first = board.first
    for mark in marks:
        if not out and mark.peak is None and mark.start - first < near and abs(mark.loss) < 1.0:
            first = min(mark.stop, board.last)
        elif out and out[-1].peak and out[-1].peak.height > 3.0 and mark.start - out[-1].stop < near and _minor(mark):
            last = out.pop()
            out.append(Mark(last.start, mark.stop, last.where, last.peak))
        else:
            out.append(mark)
    return replace(board, first=first) if first != board.first else board, out


def _minor(mark: Mark) -> bool:
    return mark.peak is None or mark.peak.height < 1.0


def _widened(board: Board, marks: list[Mark]) -> Board:
    """The board with deviations that fit what is left about the line of each section.

    Waves of the fibre and the residue of coherence are correlated over more than a pulse, and more in one reel than in
    the next. Without this a wave passes for a pair of steps. Neighbouring means over a few edges are compared, the
    largest difference left out, so that a step that is still unknown does not hide itself; a short section leans on
    the others.
    """
    bounds = [board.first, *(c for m in marks for c in (m.start, m.stop)), board.last]
    spans, counts, ratios = [], [], []
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        tries = [_restlessness(board, left, right, edges * board.edge) for edges in WAVES]
        count, ratio = tries[0][0], max(ratio for _, ratio in tries)
        spans.append((left, right))
        counts.append(count)
        ratios.append(ratio)
    n = np.array(counts, dtype=float)
    if not n.any():
        return board
    usual = float(np.sum(n * ratios) / np.sum(n))
    local = np.maximum((n * ratios + LEAN * usual) / (n + LEAN), WIDEN_LEAST)
    factor = np.ones(len(board.weights))
    for (left, right), widen in zip(spans, local.tolist(), strict=True):
        factor[left:right] = 1.0 / widen
    slope = board.sums.slope + _mean_slope(board, spans)
    return replace(board, sums=sums_of(board.levels.cells, board.x, board.weights * factor, slope), widen=usual)


def _mean_slope(board: Board, spans: list[tuple[int, int]]) -> float:
    """Slope of the sections [dB/km] over the usual one so far, long ones counting more, none too much."""
    fits = [fit for fit in (line(board.sums, left, right, 10.0) for left, right in spans) if fit]
    sure = [1.0 / (fit.slope_var + SLOPE_SPREAD**2) for fit in fits]
    return sum(w * fit.slope for w, fit in zip(sure, fits, strict=True)) / sum(sure) if fits else 0.0


def _restlessness(board: Board, left: int, right: int, size: int) -> tuple[int, float]:
    """How many differences of means a section has, and their variance over the expected one."""
    count = (right - left) // size
    if count < (4 if size <= WAVES[0] * board.edge else 7):
        return 0, 0.0
    x, cells = board.x[left : left + count * size], board.levels.cells[left : left + count * size]
    fit = line(board.sums, left, right, 10.0)
    slope = board.sums.slope + (fit.slope if fit else 0.0)
    means = (cells - slope * x).reshape(count, size).mean(axis=1)
    squares = np.diff(means) ** 2
    kept = count - 2
    # The largest of k squares of unit normals is 1 + 1.6 ln k on average (2 % for k of 3 to 40).
    usual = (count - 1) - (1.0 + 1.6 * np.log(count - 1))
    sure = 2.0 * float(np.mean(board.deviation[left:right])) ** 2 * board.edge / size
    return kept, float(squares.sum() - squares.max()) / max(usual, 0.3) / sure


def _pass(board: Board, marks: list[Mark], width: int, least_score: float, least_db: float) -> list[Mark]:
    """Marks with the steps that stand out in windows of one length, cut off at the marks there are."""
    stride = max(1, min(width, 8 * board.edge) // 8)
    at = np.arange(board.first + board.side, board.last - board.side, stride)
    if not len(at):
        return marks
    starts = np.array([m.start for m in marks], dtype=int)
    stops = np.array([m.stop for m in marks], dtype=int)
    before = np.searchsorted(stops, at, side="right")
    left = np.concatenate(([board.first], stops))[before]
    right = np.concatenate((starts, [board.last]))[np.minimum(before, len(starts))]
    left, right = np.maximum(left, at - width), np.minimum(right, at + board.edge + width)
    fits = (at - left >= board.side) & (right - at - board.edge >= board.side)
    at, left, right = at[fits], left[fits], right[fits]
    if not len(at):
        return marks
    loss, score = step_scores(board.sums, at, left, right, board.edge)
    score = np.where(np.abs(loss) >= least_db, np.abs(score), 0.0)
    near = max(board.edge, min(width, 40 * board.edge))
    found = _tops(at, score, least_score, near)
    rows = zip(at[found].tolist(), loss[found].tolist(), score[found].tolist(), strict=True)
    new = [Mark(start, start + board.edge, float(start), None, lost, sure) for start, lost, sure in rows]
    return sorted(marks + new, key=lambda m: m.start)


def _tops(at: np.ndarray, score: np.ndarray, least: float, near: int) -> list[int]:
    """Indices of the highest scores, none within `near` cells of a higher one."""
    over = np.flatnonzero(score >= least)
    taken: list[int] = []
    places: list[int] = []
    for index in over[np.argsort(-score[over])].tolist():
        place = int(at[index])
        spot = bisect_left(places, place)
        if (spot == 0 or place - places[spot - 1] >= near) and (spot == len(places) or places[spot] - place >= near):
            places.insert(spot, place)
            taken.append(index)
    return taken


def judged(board: Board, marks: list[Mark], index: int) -> Mark:
    """The mark with its loss by the lines of both its sections, and the score of that."""
    left = marks[index - 1].stop if index else board.first
    right = marks[index + 1].start if index + 1 < len(marks) else board.last
    mark = marks[index]
    before, after = line(board.sums, left, mark.start), line(board.sums, mark.stop, right)
    if before is None or after is None:
        return Mark(mark.start, mark.stop, mark.where, mark.peak, 0.0, 0.0)
    middle = (mark.where - board.origin + 0.5 * board.edge) * (board.levels.step_m / 1000.0)
    loss = before.at(middle) - after.at(middle)
    score = abs(loss) / (before.variance(middle) + after.variance(middle)) ** 0.5
    return Mark(mark.start, mark.stop, mark.where, mark.peak, loss, score)


def _all_judged(board: Board, marks: list[Mark]) -> list[Mark]:
    """``judged`` for every mark at once."""
    if not marks:
        return []
    starts, stops, where = (np.array(column) for column in list(zip(*marks, strict=True))[:3])
    fits = lines(board.sums, np.append(board.first, stops), np.append(starts, board.last))
    middle = (where - board.origin + 0.5 * board.edge) * (board.levels.step_m / 1000.0)
    before, after = fits[:, :-1], fits[:, 1:]
    loss = before[1] + before[2] * (middle - before[0]) - after[1] - after[2] * (middle - after[0])
    variance = before[3] + before[4] * (middle - before[0]) ** 2 + after[3] + after[4] * (middle - after[0]) ** 2
    known = np.isfinite(loss)
    score = np.abs(loss) / np.sqrt(variance)
    figures = zip(np.where(known, loss, 0.0).tolist(), np.where(known, score, 0.0).tolist(), strict=True)
    return [Mark(m.start, m.stop, m.where, m.peak, *pair) for m, pair in zip(marks, figures, strict=True)]


def _weeded(board: Board, marks: list[Mark], least_db: float, least_score: float) -> list[Mark]:
    """Marks less the weakest steps, one by one, until each holds against its neighbours."""

    def weakness(mark: Mark) -> float:
        strong = mark.peak is not None or (mark.score >= least_score and abs(mark.loss) >= least_db)
        return math.inf if strong else mark.score

    marks = _all_judged(board, marks)
    scores = np.array([weakness(mark) for mark in marks])
    while len(marks):
        worst = int(scores.argmin())
        if scores[worst] == math.inf:
            break
        del marks[worst]
        scores = np.delete(scores, worst)
        for i in (worst - 1, worst):
            if 0 <= i < len(marks):
                marks[i] = judged(board, marks, i)
                scores[i] = weakness(marks[i])
    return marks
