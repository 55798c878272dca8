"""What stands out of the line without any statistics: the launch, reflections, and where the fibre ends.

It deliberately measures no loss; it says between which cells the line cannot be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.optics._fit import median
from simulator.optics._levels import CLEAR_DB, Levels, opening, sliding_min
from simulator.optics.units import NEPER_PER_SHOWN_DB

#: Height over the line [dB] from which a peak counts as a reflection; a lower one is an event by its loss alone.
LEAST_PEAK_DB = 0.1
#: So many heights tell what is usual.
FEW_HEIGHTS = 1000
#: What is lower than this [dB] and longer than so many edges is no reflection.
SHELF_DB, SHELF_EDGES = 0.5, 1.6
#: How far the slope of a fibre may be from the usual one [dB/km]: the line ahead of a fall stands out by so much.
SLOPE_DOUBT = 0.05
#: Slope [dB/km] that no fibre in the window of the OTDR exceeds for long.
STEEPEST = 1.6
#: How far ahead a fall is looked for [m], at least and at most.
REACH_M = 300.0, 4000.0
#: Rise [dB] behind the launch that is a reflection of its own.
NEXT_RISE_DB = 0.3
#: How much less calm than usual the line ahead of that reflection may be.
NEXT_CALM = 3.0
#: Scatter of means over an edge [dB] that no fibre has, and how far above what its cells explain: smoothed noise.
RESTLESS_DB, RESTLESS = 0.06, 2.0
#: How far the trace falls once more [dB] where a fibre that goes on behind a fall ends; what does not, and has cells
#: that scatter by so much [dB], is noise.
ONCE_MORE_DB, DROWNED_DB = 1.5, 0.3
#: Least fall [dB] of each of three neighbouring means ahead of the end that are what a receiver gives back late.
LATE_DB = 0.2
#: Least of three such falls over the greatest.
ALIKE_FALLS = 0.4
#: What a receiver gives back late is looked for in four means of so many edges each, no longer than this [m] where one
#: edge is not. Each falls by so much [dB], and by such a share of the first, at least: a step falls but once. The last
#: falls by no more than such a share of the first: a fibre that is steeper than others falls evenly.
TAIL_SHARES, TAIL_M, LEAST_TAIL_DB, TAIL_ALIKE, TAIL_BENDS = (1, 2, 4, 8, 16), 150.0, 0.006, 0.2, 0.9
#: Loss of usual fibre [dB] over half of what follows a fall, from which a level line is seen to be none.
LEAST_FALL_DB = 0.5


@dataclass(frozen=True)
class Peak:
    """A reflection: rises at cell `start`, back on the line at cell `stop`; top [cell], height over the line [dB].

    tail: how long [cells] and by how much [dB] the receiver gave light back late, before `stop`.
    """

    start: int
    stop: int
    top: int
    height: float
    tail: tuple[int, float] = (0, 0.0)


def launch_end(levels: Levels, deviation: float) -> int:
    """First cell where the line runs as a fibre does, after the light has entered it."""
    cells, edge, first = levels.cells, levels.edge, levels.first
    top = first + int(np.argmax(cells[first : first + 3 * edge]))
    reach = min(levels.last, len(cells) - 1, top + 60 * edge) - 2 * edge
    if reach <= top:
        return min(top + edge, levels.last)
    at = np.arange(top, reach)
    bent = levels.nominal * edge * levels.step_m / 1000.0
    change = np.abs(cells[at + edge] - cells[at] - bent)
    further = np.abs(cells[at + 2 * edge] - cells[at] - 2.0 * bent)
    after = median(cells[top + 2 * edge : top + 4 * edge])
    if cells[top] - after > 1.0:  # a saturated top is flat as well: what counts begins well below it
        change = np.where(cells[at] < cells[top] - 0.5 * (cells[top] - after), change, np.inf)
    unrest = np.maximum(change, 0.7 * further)
    bound = 4.0 * deviation + 0.03 + 0.3 * abs(bent)
    calm = np.flatnonzero(unrest < bound)
    found = int(calm[0] if len(calm) else np.argmin(unrest))
    return int(_before_next(cells, change, top, int(at[found]), edge, bound))


def _before_next(cells: np.ndarray, change: np.ndarray, top: int, found: int, edge: int, bound: float) -> int:
    """`found`, or where the line is calmest ahead of a connector that is too near the launch for two edges of line."""
    part = cells[top:found]
    again = np.flatnonzero(part > np.minimum.accumulate(part) + NEXT_RISE_DB)
    if not len(again):
        return found
    room = int(np.argmin(part[: again[0]])) - edge
    best = int(np.argmin(change[:room])) if room > 0 else 0
    return top + best if room > 0 and change[best] < NEXT_CALM * bound else found


def find_peaks(
    levels: Levels, first: int, last: int, slope: float, deviation: np.ndarray, least_db: float
) -> list[Peak]:
    """Reflections between two cells, in order. slope: usual one [dB/km]; deviation: of a mean over an edge [dB]."""
    line = slope * (levels.step_m / 1000.0) * np.arange(last - first)
    part = levels.cells[first:last] - line
    edge = levels.edge
    if len(part) < 2 * edge + 4:
        return []
    # As if the line had come from afar: else the loss of a first event near the launch raises what lies before it.
    ahead = np.empty(5 * edge + len(part))
    ahead[: 5 * edge], ahead[5 * edge :] = part[0], part
    base = opening(ahead, 2 * edge + 2)[5 * edge :]
    height = part - base
    deviation = _cell_deviation(levels, base + line, deviation[first:last])
    height -= median(height[:: max(1, len(height) // FEW_HEIGHTS)])
    if 5 * edge + 2 < len(part):  # a saturated peak is wider than its pulse
        wide = part - opening(ahead, 5 * edge + 2)[5 * edge :]
        np.maximum(height, wide, out=height, where=wide > 3.0)
    rise = 2.0 * edge * levels.step_m / 1000.0 * SLOPE_DOUBT
    over = np.flatnonzero(height > np.maximum(6.0 * deviation, max(least_db, rise)))
    if not len(over):
        return []
    groups = np.split(over, np.flatnonzero(np.diff(over) > 1) + 1)
    peaks = []
    for group in groups:
        top = int(group[np.argmax(height[group])])
        if len(group) < 0.4 * levels.pulse or _is_shelf(height[group], edge):
            continue
        noise = 4.0 * float(deviation[top])
        peaks.append(_outline(levels, part, height, (int(group[0]), top, int(group[-1]) + 1), first, noise))
    return _joined(peaks)


def _cell_deviation(levels: Levels, base: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """Deviation of single cells [dB]: that of an edge's mean, and the receiver's noise where the light is weak."""
    if not np.isfinite(levels.noise_db):
        return deviation
    over = np.maximum(base - levels.noise_db, 0.0)
    weak = np.exp(over.astype(np.float32) * (-2.0 * NEPER_PER_SHOWN_DB))
    return np.sqrt(deviation * deviation + weak * (2.17**2 / levels.per))


def _is_shelf(height: np.ndarray, edge: int) -> bool:
    """True for line between a gain and a loss: low, and longer than the pulse that one reflection shows."""
    top = float(height.max())
    return top < SHELF_DB and int(np.count_nonzero(height > 0.5 * top)) > SHELF_EDGES * edge


def _outline(
    levels: Levels, part: np.ndarray, height: np.ndarray, span: tuple[int, int, int], first: int, noise: float
) -> Peak:
    """Feet of a peak: where it has risen by a twentieth (left), and where it has stopped falling (right)."""
    left, top, right = span
    edge, foot = levels.edge, max(0.02, 0.05 * height[span[1]])
    start = left
    while start > 0 and start > top - 3 * edge and part[start - 1] - part[max(0, left - edge)] > foot:
        start -= 1
    fall = 0.03 + noise + STEEPEST * edge * levels.step_m / 1000.0
    stop = right
    while stop < len(part) - edge and stop < top + 40 * edge and part[stop] - part[stop + edge] > fall:
        stop += 1
    return Peak(first + start, first + min(len(part), stop + 1), first + top, float(height[top]))


def tail_of(levels: Levels, start: int, stop: int, slope: float, deviation: float) -> tuple[int, float]:
    """How many of the cells [start, stop) show what a receiver gives back late of the light before, and its fall [dB].

    It falls on and on, ever less, as neither a fibre nor a step does: seen on means of any length. slope: usual one
    [dB/km]; deviation: of a mean over an edge [dB].
    """
    first, fallen, edge, step = start, 0.0, levels.edge, levels.step_m / 1000.0
    for size in (edge * share for share in TAIL_SHARES):
        if size > edge and size * levels.step_m > TAIL_M:
            break
        steep = LEAST_TAIL_DB + SLOPE_DOUBT * size * step + 1.5 * deviation * (edge / size) ** 0.5
        while start + 4 * size <= stop:
            a, b, c, d = (levels.cells[start : start + 4 * size].reshape(4, size).sum(axis=1) / size).tolist()
            usual = -slope * step * size
            one, two, three = a - b - usual, b - c - usual, c - d - usual
            if min(two, three) < max(steep, TAIL_ALIKE * one) or three > TAIL_BENDS * one:
                break
            start, fallen = start + size, fallen + one
    return start - first, fallen


def _joined(peaks: list[Peak]) -> list[Peak]:
    """Peaks that overlap are one."""
    out: list[Peak] = []
    for peak in peaks:
        if out and peak.start < out[-1].stop:
            last = out.pop()
            best = max(last, peak, key=lambda p: p.height)
            peak = Peak(last.start, max(last.stop, peak.stop), best.top, best.height)
        out.append(peak)
    return out


def find_end(levels: Levels, first: int, deviation: float, end_db: float) -> int | None:
    """Cell where the fibre ends, None when the trace ends (or drowns in noise) before the fibre does.

    A fall of `end_db` after which no line runs on as a fibre does.
    """
    cells, edge = levels.cells, levels.edge
    least, most = (int(metres / levels.step_m) for metres in REACH_M)
    reach = max(3 * edge, min(max(20 * edge, least), most))
    if levels.last - first < 4:
        return None
    # What lies beyond the light counts as floor: a fall into noise is a fall.
    flat = cells[first:] - levels.nominal * levels.step_m / 1000.0 * np.arange(len(cells) - first)
    base = opening(flat, 3 * edge)
    ahead = sliding_min(np.concatenate((base, np.full(reach - 1, base[-1]))), reach)
    falls = base - ahead > end_db
    at = 0
    while at < len(falls):
        more = np.flatnonzero(falls[at:])
        if not len(more):
            return None
        near = at + int(more[0])
        low = near + int(np.argmax(base[near] - base[near:] > end_db))
        spot = _head_of_fall(levels, flat[: low + 1]) + first
        if not _lands(levels, spot, low + first, deviation, end_db) and not _runs_on(levels, spot, deviation):
            return spot if spot < levels.last + 2 * edge else None
        at = max(low, spot - first + 2 * edge) + 1
    return None


def _late(levels: Levels, part: np.ndarray) -> int:
    """How many of the last cells fall alike and as no fibre does: what a receiver gives back late; 0 of none."""
    for size in (levels.edge * share for share in TAIL_SHARES):
        if 4 * size > len(part) or (size > levels.edge and size * levels.step_m > TAIL_M):
            break
        means = part[-4 * size :].reshape(4, size).mean(axis=1)
        falls = means[:-1] - means[1:]
        if falls.min() > max(LATE_DB, STEEPEST * size * levels.step_m / 1000.0, ALIKE_FALLS * falls.max()):
            return size
    return 0


def _head_of_fall(levels: Levels, part: np.ndarray) -> int:
    """Where the event begins whose fall has reached the last of these cells: foot of its peak or its shoulder."""
    edge, at = levels.edge, len(part) - 1
    noise = 3.0 * _own_deviation(part[max(0, at - 60 * edge) : max(8, at - edge)])
    reach = edge
    while at > 0:
        left = max(0, at - reach)
        higher = left + int(np.argmax(part[left : at + 1]))
        if part[higher] - part[at] >= 0.25 + noise:
            at = higher
        elif late := _late(levels, part[:at]):
            at, reach = at - late, max(reach, 4 * late)  # what gave that light lies no further ahead
        else:
            break
    top, line = at, _line_before(part, at, edge)
    while part[top] > line + 0.5 + noise:
        foot = at
        while foot > 0 and part[foot - 1] > line + 0.1 + noise:
            foot -= 1
        if foot == at:
            return at
        at, line = foot, _line_before(part, foot, edge)  # a slow rise: the line had been taken on it
    depth = 0.15 + noise
    fallen = np.flatnonzero(part[at:] < line - depth)
    if not len(fallen):
        return at
    # Where the last of the pulse leaves the fibre, light falls as what is left of the pulse.
    return max(0, at + int(fallen[0]) - int((1.0 - 10.0 ** (-depth / 5.0)) * levels.pulse))


def _line_before(part: np.ndarray, at: int, edge: int) -> float:
    """Level of the line before a cell [dB], an edge and a half long."""
    return median(part[max(0, at - 2 * edge) : max(1, at - edge // 2)])


def _lands(levels: Levels, spot: int, low: int, deviation: float, end_db: float) -> bool:
    """True when a fall that has reached `low` is soon followed by a short piece of fibre, no longer than two edges.

    Short pieces show the slope of a fibre only where they are of many metres and of little noise: long pulses.
    """
    cells, edge = levels.cells, levels.edge
    bound = median(cells[max(0, spot - edge) : spot + 1]) - 0.5 * end_db
    for share in (0.5, 1.0, 1.5, 2.0):
        start = max(low + int(share * edge), spot + edge)
        for size in (edge // 4, edge // 2, edge):
            part = cells[start : start + 2 * size]
            if size < 5 or len(part) < 2 * size or part.max() > bound or part.min() < levels.noise_db + 3.0:
                continue
            slopes, doubt = _slopes(levels, part, deviation)
            if doubt < 0.5 and all(-0.3 < slope < STEEPEST for slope in slopes) and _straight(part, deviation):
                return bool(cells[start:].min() < median(part) - ONCE_MORE_DB)
    return False


def _slopes(levels: Levels, part: np.ndarray, deviation: float) -> tuple[tuple[float, float], float]:
    """Losses of both halves of a stretch [dB/km], each from quarter to quarter, and how far noise may move them."""
    size = len(part) // 2
    span = 0.5 * size * levels.step_m / 1000.0
    a, b, c, d = np.median(part[: 4 * (size // 2)].reshape(4, size // 2), axis=1).tolist()
    noise = max(deviation, _own_deviation(part)) / np.sqrt(max(1.0, size / (2.0 * min(levels.edge, 6))))
    return ((a - b) / span, (c - d) / span), 3.0 * noise / span


def _runs_on(levels: Levels, spot: int, deviation: float) -> bool:
    """True when a straight line of a fibre's slope follows a fall at `spot`."""
    cells, edge = levels.cells, levels.edge
    start = spot + 4 * edge
    top = float(cells[spot:start].max()) if start > spot else 0.0
    before = median(cells[max(0, spot - edge) : spot + 1])
    if top - before > 3.0:
        start += 6 * edge  # the receiver needs longer to recover from a strong reflection
    bound = levels.noise_db + CLEAR_DB
    room = (levels.last - start) // (2 * edge)
    for edges in (4, 8, 16, 32) if room >= 4 else (2,):
        size = max(edges * edge, 10)
        part = cells[start : start + 2 * size]
        if len(part) < 2 * size or median(part[size:]) < bound:
            return False
        slopes, doubt = _slopes(levels, part, deviation)
        if not all(-0.3 - doubt < slope < STEEPEST + doubt for slope in slopes):
            return False
        if doubt < 0.5:
            break
    if _level_floor(levels, start) or _drowned(cells[start:]) or _restless(cells[start : start + 16 * edge], edge):
        return False
    return _straight(part, deviation)


def _drowned(rest: np.ndarray) -> bool:
    """True for a rest of a trace that is as rough as noise and never falls again, as a fibre would at its end."""
    quarter = len(rest) // 4
    level = quarter > 2 and median(rest[:quarter]) - median(rest[-quarter:]) < ONCE_MORE_DB
    return level and _own_deviation(rest) > DROWNED_DB


def _restless(part: np.ndarray, edge: int) -> bool:
    """True for noise that the instrument has smoothed: its cells hardly differ, its means over an edge do."""
    count = len(part) // edge
    if count < 6:
        return False
    means = part[: count * edge].reshape(count, edge).mean(axis=1)
    scatter = median(np.abs(np.diff(means, 2))) / 0.6745 / np.sqrt(6.0)
    return scatter > max(RESTLESS_DB, RESTLESS * _own_deviation(part) / np.sqrt(edge))


def _level_floor(levels: Levels, start: int) -> bool:
    """True when the rest of a trace runs level for kilometres: smoothed noise, which no fibre of that slope is."""
    rest = levels.cells[start : levels.last]
    half = len(rest) // 2
    fall = -levels.nominal * half * levels.step_m / 1000.0
    return fall > LEAST_FALL_DB and median(rest[:half]) - median(rest[half:]) < 0.25 * fall


def _own_deviation(part: np.ndarray) -> float:
    return median(np.abs(np.diff(part))) / 0.95 / np.sqrt(2.0)


def _straight(part: np.ndarray, deviation: float) -> bool:
    """True when three equal pieces lie on one line, within what noise allows."""
    third = len(part) // 3
    a, b, c = (median(part[i * third : (i + 1) * third]) for i in range(3))
    noise = max(deviation, _own_deviation(part))
    return abs(a - 2.0 * b + c) < 0.1 + 4.0 * noise / np.sqrt(max(1, third))
