"""Finds the steps of a trace: windows of many lengths held between neighbours, then a test of each against the rest.

It deliberately names nothing: it returns marks (where the line is broken) with their places, losses and scores.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import replace
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from simulator.optics._board import Board, Mark
from simulator.optics._fit import LEAST_WEIGHT, level_between, steps, sums_of, usual_slope
from simulator.optics._levels import Levels, calmer, roughness
from simulator.optics._peaks import LEAST_PEAK_DB, find_peaks, tail_of
from simulator.optics._place import DEEP_DB, placed, settle
from simulator.optics._sharper import sharper
from simulator.optics._waves import measured
from simulator.optics.units import NEPER_PER_SHOWN_DB

#: Window lengths of the search, in edges; the last passes reach to the neighbours.
WINDOWS = (1.5, 3.0, 6.0, 12.0, 30.0)
#: A step is judged by so much fibre on either side [m], in edges at least and at most: further off, a change of slope
#: or a step too small to be told passes for it, and waves leave little to win.
NEAR_M, NEAR_EDGES = 3000.0, (12, 40)
#: Steps of one sign, and of both, that are so many edges apart count as one.
ONE_STEP = (0.5, 1.0)
#: Share of a reflection's light that a receiver may give back after the pulse has passed.
LATE_SHARE = 0.04
#: Lines that move by less than this [dB] move no step: on a pulse that falls by 0.05 dB, a tenth of it.
SAME_DB = 0.005
#: What is left of a receiver's tail where it can no longer be seen to bend, over what has fallen before.
REST_OF_TAIL = 0.5
#: Steps of less than such a share of a deep fall may be what is given back late of the light before it.
TAIL_STEP = 0.25
#: A step stands out in a window of one length when its loss is so many deviations.
FIRST_SCORE = 4.0


def board_of(levels: Levels, first: int, last: int, least_peak_db: float) -> tuple[Board, list[Mark]]:
    """The board between launch and end, and the marks of its reflections."""
    cells = levels.cells[:last]
    where, sigma = roughness(cells, levels.edge, first, last)
    sigma = calmer(cells, levels.edge, first, last, where, sigma)
    deviation = np.interp(np.arange(len(cells)), where, sigma)
    slope = usual_slope(cells[first:last], levels.step_m / 1000.0, levels.edge, levels.nominal)
    peaks = find_peaks(levels, first, last, slope, deviation, least_peak_db)
    if peaks and peaks[0].start <= first + 1:  # what is left of the launch
        first, peaks = min(peaks[0].stop, last), peaks[1:]
    ends = [*(p.start for p in peaks), last]
    tails = [
        tail_of(levels, start, end, slope, float(deviation[start - 1]))
        for start, end in zip((first, *(p.stop for p in peaks)), ends, strict=True)
    ]
    first += tails[0][0]
    peaks = [replace(p, stop=p.stop + tail[0], tail=tail) for p, tail in zip(peaks, tails[1:], strict=True)]
    weights = 1.0 / (deviation * deviation * levels.edge)
    for peak in peaks:
        weights[peak.start : peak.stop] = 0.0
    weights[:first] = 0.0
    x = (np.arange(len(cells)) - first) * (levels.step_m / 1000.0)
    sums = sums_of(cells, x, weights, slope)
    marks = [Mark(p.start, p.stop, float(p.start), p) for p in peaks]
    return Board(levels, sums, x, deviation, weights, np.zeros(last), first, last, levels.edge, first, tails[0]), marks


def search(board: Board, marks: list[Mark], least_db: float, surety: float) -> tuple[Board, list[Mark]]:
    """Marks of all steps of at least `least_db` that chance does not explain, with the peaks given.

    A step must exceed the largest of as many chance ones as there are edges in the fibre, sqrt(2 ln n) deviations, by
    `surety`. The board that comes back has the edge and the deviations that this trace turned out to have.
    """
    least_score = surety + math.sqrt(2.0 * math.log(max(4.0, (board.last - board.first) / board.edge)))
    peaks = marks
    for _ in range(3):
        before = board.edge
        board, marks = settle(board, _weeded(board, _swept(board, peaks, 0.6 * least_db), least_db, least_score))
        if board.edge <= 1.3 * before:
            break  # else steps were taken for several: once more with edges as long as they are
    board, marks = _without_recovery(board, marks)
    board = measured(board, marks)
    held = _weeded(board, marks, least_db, least_score)
    more = _pass(board, held, board.last, least_score, least_db)
    if len(more) != len(marks) or not _same(marks, held):  # else all stay where they have just been placed
        held = _weeded(board, placed(board, more), least_db, least_score)
    board, marks = _without_recovery(board, held)
    if marks != held:
        marks = _weeded(board, marks, least_db, least_score)
    fewer = [mark for mark in _one_each(board, marks) if _stands(mark, least_db, least_score)]
    if len(fewer) != len(marks):
        marks = _weeded(board, fewer, least_db, least_score)
    moved = sharper(board, marks)
    if moved is not marks:
        marks = _weeded(board, placed(board, moved), least_db, least_score)
    beyond = _beyond_tails(board, marks)
    return board, marks if beyond is marks else _weeded(board, beyond, least_db, least_score)


def _beyond_tails(board: Board, marks: list[Mark]) -> list[Mark]:
    """Marks of deep falls drawn out over what the receiver gives back late of the light before, small steps and all."""
    deep = [i for i, mark in enumerate(marks) if mark.peak is None and mark.near > DEEP_DB]
    out, levels = list(marks), board.levels
    for i in reversed(deep):
        mark = marks[i]
        small = takewhile(lambda m, mark=mark: m.peak is None and abs(m.near) < TAIL_STEP * mark.near, marks[i + 1 :])
        past = i + 1 + len(list(small))
        end = marks[past].start if past < len(marks) else board.last
        deviation = float(board.deviation[min(mark.stop, board.last - 1)])
        tail = tail_of(levels, mark.stop, end, levels.nominal, deviation)
        if tail[0]:
            stop = mark.stop + tail[0]
            kept = [m for m in out[i + 1 :] if m.start >= stop and not _ends(tail, m, m.start - stop)]
            out[i:] = [mark.moved(mark.start, stop, mark.where), *kept]
    return out if out != marks else marks


def _same(marks: list[Mark], held: list[Mark]) -> bool:
    """True where the lines about marks have hardly moved, and no mark has gone."""
    return len(held) == len(marks) and all(
        abs(a.near - b.near) < SAME_DB for a, b in zip(marks, held, strict=True) if b.peak is None
    )


def _swept(board: Board, marks: list[Mark], least_db: float) -> list[Mark]:
    """Marks with all that may be a step in windows of any length: too many, for weeding."""
    for share in WINDOWS:
        width = max(board.side, round(share * board.edge))
        if 2 * width + board.edge > board.last - board.first:
            break
        marks = _pass(board, marks, width, FIRST_SCORE, least_db)
    return marks


def _stands(mark: Mark, least_db: float, least_score: float) -> bool:
    """False for a bump too low for a reflection that loses nothing either."""
    high = mark.peak is None or mark.peak.height >= LEAST_PEAK_DB
    return high or (abs(mark.near) >= least_db and mark.score >= least_score)


def _one_each(board: Board, marks: list[Mark]) -> list[Mark]:
    """Marks with steps too near each other made one: an edge that is not of the usual shape passes for two.

    A real trace cannot tell two steps less than half an edge apart, nor a loss from a gain that takes it back at once.
    """
    out: list[Mark] = []
    for mark in marks:
        last = out[-1] if out else None
        if last is not None and last.peak is None and mark.peak is None:
            alike = last.near * mark.near > 0.0
            if mark.start - last.stop < ONE_STEP[0 if alike else 1] * board.edge:
                # One way: it begins where the first does. Both ways: the smaller one is but the shape of the other.
                where = last.where if alike or abs(last.near) >= abs(mark.near) else mark.where
                out[-1] = last.moved(last.start, mark.stop, where)
                continue
        out.append(mark)
    return out


def _without_recovery(board: Board, marks: list[Mark]) -> tuple[Board, list[Mark]]:
    """Steps right behind a reflection or the launch are the receiver's recovery: its dead zone takes them in."""
    near = 2 * board.edge
    out: list[Mark] = []
    first = board.first
    for mark in marks:
        apart = mark.start - first
        if not out and mark.peak is None and (apart < near and abs(mark.near) < 1.0 or _ends(board.tail, mark, apart)):
            first = min(mark.stop, board.last)
        elif out and _recovers(board, out[-1], mark):
            last = out.pop()
            out.append(Mark(last.start, mark.stop, last.where, last.peak))
        else:
            out.append(mark)
    return replace(board, first=first) if first != board.first else board, out


def _recovers(board: Board, last: Mark, mark: Mark) -> bool:
    """True when a mark is what the receiver still gives back of the reflection before it.

    That is little of the reflection, and begins where its peak was taken to end: between a peak and a real step behind
    it the line is seen.
    """
    if last.peak is None or (mark.peak is not None and mark.peak.height >= 1.0):
        return False
    apart = mark.start - last.stop
    if last.peak.height > 3.0 and apart < 2 * board.edge:
        return True
    late = math.expm1(NEPER_PER_SHOWN_DB * max(0.0, min(mark.near, 10.0)))
    light = math.expm1(NEPER_PER_SHOWN_DB * min(last.peak.height, 60.0))
    small = mark.near > 0.0 and late < LATE_SHARE * light
    ends = (small and apart <= 2 * board.edge) or _ends(last.peak.tail, mark, apart)
    return mark.peak is None and (apart < 0.5 * board.edge or ends)


def _ends(tail: tuple[int, float], mark: Mark, apart: int) -> bool:
    """True when a mark so many cells behind such a tail is the rest of it."""
    length, fallen = tail
    return 0.0 < mark.near < REST_OF_TAIL * fallen and apart < length


def _pass(board: Board, marks: list[Mark], width: int, least_score: float, least_db: float) -> list[Mark]:
    """Marks with the steps that stand out in windows of one length, cut off at the marks there are."""
    at, left, right = _tries(board, marks, max(1, min(width, 5 * board.edge) // 5))
    if not len(at):
        return marks
    left, right = np.maximum(left, at - width), np.minimum(right, at + (board.edge + width))
    loss, variance = steps(board.sums, at, left, right, board.edge)
    over = np.flatnonzero(loss * loss >= np.maximum(least_score**2 * variance, least_db**2))
    at, left, right, loss = at.take(over), left.take(over), right.take(over), loss.take(over)
    score = np.abs(loss) / np.sqrt(variance.take(over) + board.feigned(left, at, at + board.edge, right))
    over = np.flatnonzero(score >= least_score)
    if not len(over):
        return marks
    at, loss, score = at.take(over), loss.take(over), score.take(over)
    found = _tops(at, score, max(board.edge, min(width, 40 * board.edge)))
    rows = zip(at[found].tolist(), loss[found].tolist(), score[found].tolist(), strict=True)
    new = [Mark(start, start + board.edge, float(start), None, lost, sure) for start, lost, sure in rows]
    return sorted(marks + new, key=itemgetter(0))


def _tries(board: Board, marks: list[Mark], stride: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cells at which a step may begin, one in `stride`, with the bounds of the section that each lies in.

    Either side of a step has room for itself in its section.
    """
    first, side, gap = board.first + board.side, board.side, board.side + board.edge
    starts, stops = tuple(zip(*marks, strict=True))[:2] if marks else ((), ())
    left, right = [board.first, *stops], [*starts, board.last]
    # Numbers of the first try in each section, and of the first one past it.
    one = [-((first - side - cell) // stride) for cell in left]
    past = [-((first + gap - 1 - cell) // stride) for cell in right]
    count = np.array([max(b - a, 0) for a, b in zip(one, past, strict=True)])
    total = np.add.accumulate(count)
    at = np.arange(first, first + stride * int(total[-1]), stride)
    at += (stride * (np.array(one) + count - total)).repeat(count)
    return at, np.array(left).repeat(count), np.array(right).repeat(count)


def _tops(at: np.ndarray, score: np.ndarray, near: int) -> list[int]:
    """Indices of the highest scores, none within `near` cells of a higher one."""
    taken: list[int] = []
    places: list[int] = []
    cells = at.tolist()
    for index in np.argsort(-score).tolist():
        place = cells[index]
        spot = bisect_left(places, place)
        if (spot == 0 or place - places[spot - 1] >= near) and (spot == len(places) or places[spot] - place >= near):
            places.insert(spot, place)
            taken.append(index)
    return taken


class Ground(NamedTuple):
    """What lies about a mark: cells where it stops and starts, how far it is judged on either side; sums up to each.

    waves: those before it and those behind it [dB2].
    """

    cells: list[int]
    sums: list[list[float]]
    waves: list[float]


def _all_judged(board: Board, marks: list[Mark]) -> tuple[list[Mark], tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Every mark judged between its neighbours, all at once, and the columns of their grounds."""
    edge = board.edge
    reach = int(min(max(NEAR_M / board.levels.step_m, NEAR_EDGES[0] * edge), NEAR_EDGES[1] * edge))
    starts, stops, where = map(np.array, tuple(zip(*marks, strict=True))[:3])
    cells = np.empty((6, len(marks)), dtype=int)
    left, right, stop, start, far, further = cells
    np.maximum(starts - reach, board.first, out=far)
    np.minimum(stops + reach, board.last, out=further)
    stop[:], start[:], left[:], right[:] = stops, starts, far, further
    np.maximum(far[1:], stops[:-1], out=left[1:])
    np.minimum(further[:-1], starts[1:], out=right[:-1])
    np.maximum(right, stop, out=right)
    sums, waves = board.sums.at(cells), board.waves.take(np.minimum((start - 1, stop), board.last - 1))
    middle = (where - board.origin + 0.5 * edge) * (board.levels.step_m / 1000.0)
    # From left to start, from stop to right.
    level, variance = level_between(sums[:, 0:3:2], sums[:, 3::-2], middle)
    near = level[0] - level[1]
    variance += board.feigned_by(waves, np.maximum(cells[3::-2] - cells[0:3:2], 1))
    score = np.where(variance.max(axis=0) * LEAST_WEIGHT < 0.5, np.abs(near) / np.sqrt(variance[0] + variance[1]), 0.0)
    near = np.where(score > 0.0, near, 0.0)
    judged = [m.judged(a, b) for m, a, b in zip(marks, near.tolist(), score.tolist(), strict=True)]
    return judged, (cells[2:].T, sums[:, 2:].T, waves.T)


def _judged(board: Board, mark: Mark, ground: Ground, before: Ground | None, after: Ground | None) -> Mark:
    """The mark with its loss by what is near of both its sections, and the score of that."""
    (stop, start, left, right), (sum_stop, sum_start, sum_left, sum_right), (wave, next_wave) = ground
    if before is not None and before.cells[0] > left:
        left, sum_left = before.cells[0], before.sums[0]
    if after is not None and after.cells[1] < right:
        right, sum_right = after.cells[1], after.sums[1]
    if left >= start or stop >= right:
        return mark.judged(0.0, 0.0)
    middle = (mark.where - board.origin + 0.5 * board.edge) * (board.levels.step_m / 1000.0)
    level, variance = level_between(sum_left, sum_start, middle)
    next_level, next_variance = level_between(sum_stop, sum_right, middle)
    if max(variance, next_variance) * LEAST_WEIGHT > 0.5:  # a side that holds nothing
        return mark.judged(0.0, 0.0)
    near = level - next_level
    variance += next_variance + board.feigned_by(wave, start - left) + board.feigned_by(next_wave, right - stop)
    return mark.judged(near, abs(near) / variance**0.5)


def _weeded(board: Board, marks: list[Mark], least_db: float, least_score: float) -> list[Mark]:
    """Marks less the weakest steps, one by one, until each holds against its neighbours."""
    if not marks:
        return []
    marks, columns = _all_judged(board, marks)

    def strength(mark: Mark) -> float:
        return min(mark.score / least_score, abs(mark.near) / least_db) if mark.peak is None else math.inf

    strengths = [strength(mark) for mark in marks]
    if min(strengths) >= 1.0:
        return marks
    # Plain numbers, quicker where one mark is judged at a time: its neighbour has gone.
    grounds = [Ground(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    while marks:
        weakest = min(strengths)
        if weakest >= 1.0:
            break
        index = strengths.index(weakest)
        del marks[index], strengths[index], grounds[index]
        for i in range(max(0, index - 1), min(index + 1, len(marks))):
            before, after = grounds[i - 1] if i else None, grounds[i + 1] if i + 1 < len(grounds) else None
            marks[i] = _judged(board, marks[i], grounds[i], before, after)
            strengths[i] = strength(marks[i])
    return marks
