"""A trace made ready for analysis: clean levels, cells of a fraction of a pulse, the floor and where light is.

It deliberately finds no event: it only says how long an edge is, how high the noise stands and how rough the line runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulator.optics._fit import FEW_COLUMNS, FEW_EDGES, median
from simulator.optics.trace import Trace
from simulator.optics.units import NEPER_PER_SHOWN_DB

#: Cells per pulse: enough to place an edge, few enough to be quick.
CELLS_PER_PULSE = 5
#: Cells that a trace is cut into at least, samples allowing: a long pulse on few samples needs them to be told from
#: the next.
FEWEST_CELLS = 2048
#: Levels further than this from the middle of the trace [dB] are not measurements.
SPAN_DB = 150.0
#: The noise lies no further than this above the lowest calm stretch of a trace [dB].
ABOVE_CALM_DB = 3.0
#: Least deviation of a mean over an edge [dB]: samples are kept to 0.001 dB.
LEAST_ROUGHNESS_DB = 2e-4
#: Means over this part of an edge, and by how much their deviation is scaled, as noise that is alike within a pulse
#: asks for. They count where they are less than such a share of what means over an edge say; in a trace of fewer edges
#: than the last, as they are.
PART, PART_SCALE, CALMER, FEWEST_EDGES = 4, 2.0, 0.75, 40
#: Noise that is not clipped jumps by more than this [dB] from sample to sample, in the middle.
ROUGH_DB = 0.7
#: The highest of one stretch of noise is no further than this [dB] above that of the next.
END_OVER_DB = 6.0
#: Light is told from noise when its median stands this far above the rms noise [dB].
CLEAR_DB = 0.8


@dataclass(frozen=True, eq=False)
class Levels:
    """Clean levels of one trace.

    y: all samples [dB], finite. cells: their means, `per` samples each [dB]. step_m: length of a cell [m]; origin_m:
    place of the middle of cell 0 [m]. edge: cells that an edge takes, pulse and receiver together. clip_db: value at
    which the instrument clips, -inf when it does not. noise_db: rms noise on the display's scale, -inf when the trace
    never reaches its noise. first, last: cells between which there is light, [first, last).
    nominal: slope of usual fibre at this wavelength [dB/km], negative.
    """

    y: np.ndarray
    cells: np.ndarray
    per: int
    step_m: float
    origin_m: float
    edge: int
    pulse: float
    clip_db: float
    noise_db: float
    first: int
    last: int
    nominal: float

    def metres(self, cell: float) -> float:
        """Place of the leading border of a cell [m]."""
        return self.origin_m + (cell - 0.5) * self.step_m


def edge_length(trace: Trace) -> float:
    """Usual length of an edge [m]: the pulse and the recovery of the receiver.

    Recovery 2 sqrt(W): 14 m at 500 ns, 6 m at 100 ns, 1.4 m at 5 ns, as dead zones of real traces have it (137 events,
    median excess over the pulse 16, 5-8 and 2 m). Valid for 5 ns to 20 us.
    """
    pulse = max(trace.pulse_m, 0.0) if np.isfinite(trace.pulse_m) else 0.0
    return max(pulse + 2.0 * np.sqrt(pulse), 2.0 * trace.spacing_m)


def clean(samples: np.ndarray) -> np.ndarray:
    """Finite levels [dB]: -inf and NaN become the lowest, +inf the highest, strays are held near the middle."""
    y = np.asarray(samples, dtype=float)
    if y.min() > -SPAN_DB and y.max() < SPAN_DB:  # neither is true of NaN
        return y
    finite = np.isfinite(y)
    if not finite.any():
        return np.zeros(len(y))
    known = y[finite]
    y = np.clip(np.where(finite, y, np.where(y == np.inf, known.max(), known.min())), -1e9, 1e9)
    middle = median(y)
    return np.clip(y, middle - SPAN_DB, middle + SPAN_DB)


def prepare(trace: Trace) -> Levels | None:
    """Levels of a trace, None when nothing in it can be told from nothing (constant, too short, no light)."""
    y = clean(trace.samples_db)
    low = float(y.min()) if len(y) else 0.0
    if len(y) < 16 or y.max() - low < 1e-6:
        return None
    pulse = max(trace.pulse_m, 0.0) / trace.spacing_m if np.isfinite(trace.pulse_m) else 0.0
    per = int(min(max(1.0, pulse // CELLS_PER_PULSE), max(1, len(y) // FEWEST_CELLS)))
    count = len(y) // per
    cells = _means(y[: count * per].reshape(count, per))
    edge = int(np.ceil(min(edge_length(trace) / (per * trace.spacing_m), count)))
    clip = _clip(y, low)
    noise = _noise(y, clip, per * max(edge, 2))
    first, last = _light(cells, clip, noise, edge)
    if last - first < 8:
        return None
    step = per * trace.spacing_m
    origin = trace.start_m + 0.5 * (per - 1) * trace.spacing_m
    return Levels(y, cells, per, step, origin, max(2, edge), pulse / per, clip, noise, first, last, _nominal(trace))


def _means(rows: np.ndarray) -> np.ndarray:
    """Mean of each row, column by column where rows are short: six times as fast as row by row."""
    per = rows.shape[1]
    if per > FEW_COLUMNS:
        return rows.mean(axis=1)
    total = rows[:, 0].astype(float)
    for column in range(1, per):
        total = total + rows[:, column]
    return total / per


def _nominal(trace: Trace) -> float:
    """Slope of usual fibre [dB/km]: medians of 839 real sections at 1310, 1550 and 1625 nm, multimode below."""
    for longest, slope in ((950e-9, -2.7), (1340e-9, -0.33), (1480e-9, -0.27), (1600e-9, -0.19)):
        if trace.wavelength < longest:
            return slope
    return -0.21


def _clip(y: np.ndarray, low: float) -> float:
    """Value at which the trace is clipped from below, -inf when few samples lie at its lowest."""
    return low if np.count_nonzero(y <= low + 1e-9) > max(5, 0.003 * len(y)) else -np.inf


def _noise(y: np.ndarray, clip: float, block: int) -> float:
    """Rms noise on the display's scale [dB]: mean square of what is left of noise whose lower half is clipped."""
    block = int(min(max(16, block), max(16, len(y) // 8)))
    count = len(y) // block
    if count < 2:
        return clip
    # Columns, for what runs over their lengths is quicker than what runs over those of rows.
    runs = y[: count * block].reshape(count, block)[:: max(1, count // 160), : max(16, min(block, 100))].T.copy()
    clipped = runs <= clip + 1e-9
    share = _shares(clipped)
    jumps = np.abs(runs[1:] - runs[:-1])
    most = 0.5 * (len(jumps) - 1) / len(jumps)  # more jumps than that are larger when their median is
    rough, alive = _shares(jumps > ROUGH_DB) > most, _shares(jumps > 0.0) > most
    chosen = (share < 0.95) & ((share > 0.15) | rough)
    calm = ~chosen & (share < 0.95) & alive
    top = runs.max(axis=0)
    chosen[:-1] &= top[:-1] < top[1:] + END_OVER_DB  # else the run holds the end of the fibre as well
    if chosen.any() and calm.any():  # rough as it may be, what stands above a calm line is not the noise but a launch
        middle = np.partition(runs, len(runs) // 2, axis=0)[len(runs) // 2]
        chosen &= middle < middle[calm].min() + ABOVE_CALM_DB
    if not chosen.any():
        return clip
    part, clipped = runs[:, chosen], clipped[:, chosen]
    top = float(part.max())
    power = np.exp((part - top) * NEPER_PER_SHOWN_DB)
    power[clipped] = 0.0
    kept = np.maximum(np.count_nonzero(power, axis=0), 1)
    square = median(np.einsum("ij,ij->j", power, power) / kept)
    return top + 2.5 * math.log10(max(square, 1e-60))


def _shares(mask: np.ndarray) -> np.ndarray:
    """Share of each column that is true, shape (columns,)."""
    return np.add.reduce(mask, axis=0, dtype=np.int32) / len(mask)


def _light(cells: np.ndarray, clip: float, noise: float, edge: int) -> tuple[int, int]:
    """First and last cell with light, as a half-open pair."""
    block = max(2, edge // 2)
    count = len(cells) // block
    if count < 2:
        return 0, len(cells)
    bound = max(noise + CLEAR_DB, clip + 0.1) if np.isfinite(max(noise, clip)) else -np.inf
    lit = np.flatnonzero(_means((cells[: count * block] > bound).reshape(count, block)) > 0.5)
    if not len(lit):
        return 0, 0
    first = int(lit[0]) * block
    first += int(np.argmax(cells[first : first + block] > bound))
    return first, min(len(cells), (int(lit[-1]) + 1) * block) if lit[-1] < count - 1 else len(cells)


def box_mean(values: np.ndarray, width: int) -> np.ndarray:
    """Running mean over `width` values, shape (n - width + 1,); element i covers i .. i + width - 1."""
    total = np.zeros(len(values) + 1)
    np.add.accumulate(values, out=total[1:])
    return (total[width:] - total[:-width]) / width


def sliding_min(values: np.ndarray, width: int) -> np.ndarray:
    """Least of each run of `width` values, shape (n - width + 1,), by halving steps: O(n log width)."""
    out, have = values, 1
    while have * 2 <= width:
        out = np.minimum(out[:-have], out[have:])
        have *= 2
    rest = width - have
    return np.minimum(out[: len(out) - rest], out[rest:]) if rest else out


def opening(values: np.ndarray, width: int) -> np.ndarray:
    """The trace without its peaks narrower than `width`: the highest of the lowest of each run, shape (n,)."""
    width = min(width, len(values))
    low = sliding_min(values, width)
    padded = np.empty(len(low) + 2 * width - 2)
    np.negative(low, out=padded[width - 1 : width - 1 + len(low)])
    padded[: width - 1], padded[width - 1 + len(low) :] = -low[0], -low[-1]
    return -sliding_min(padded, width)


def roughness(cells: np.ndarray, edge: int, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Deviation of a mean over one edge [dB] at some places: (cells, deviations), smooth enough to interpolate.

    From second differences of running means, 1.5 edges apart, so that slopes vanish and steps and peaks are strays that
    a low quantile does not see.
    """
    part = cells[first:last]
    one = _scatter(part, edge, 12)
    if one is None:
        spread = median(np.abs(np.diff(part))) if len(part) > 2 else 0.01
        return np.array([first, last], dtype=float), np.full(2, max(spread, 1e-4))
    where, deviation = one
    floor = max(LEAST_ROUGHNESS_DB, 0.3 * median(deviation))
    return where + first, np.maximum(deviation, floor)


def calmer(cells: np.ndarray, edge: int, first: int, last: int, where: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """``roughness`` of a trace of so few edges that no stretch of it is without a step.

    Shorter means see less of them. Those of noise that is alike within a pulse seem calmer than they are: held against
    that, means of no noise are calmer than those over an edge.
    """
    edges, width = (last - first) / edge, edge // PART
    found = _scatter(cells[first:last], width, len(where)) if edges < FEW_EDGES and width >= 2 else None
    if found is None:
        return deviation
    if edges < FEWEST_EDGES:
        return np.minimum(deviation, max(float(found[1].min()), LEAST_ROUGHNESS_DB))
    calm = np.interp(where, found[0] + first, np.maximum(PART_SCALE * found[1], LEAST_ROUGHNESS_DB))
    return np.where(calm < CALMER * deviation, calm, deviation)


def _scatter(part: np.ndarray, width: int, pieces: int) -> tuple[np.ndarray, np.ndarray] | None:
    lag = max(1, (3 * width) // 2)
    if len(part) < 2 * lag + width + 8:
        return None
    mean = box_mean(part, width)
    second = np.abs(mean[2 * lag :] - 2.0 * mean[lag:-lag] + mean[: -2 * lag])
    pieces = min(max(len(second) // (40 * width), 1), pieces)
    size = len(second) // pieces
    rows = second[: pieces * size].reshape(pieces, size)
    # Steps touch up to half of these: a low quantile does not see them. The quarter of |normal| lies at 0.319 sigma,
    # and the second difference of independent means has sqrt(6) sigma.
    low = np.partition(rows, size // 4, axis=1)[:, size // 4]
    return (np.arange(pieces) + 0.5) * size + lag + width / 2, low / 0.319 / np.sqrt(6.0)
