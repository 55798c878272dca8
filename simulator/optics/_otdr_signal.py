"""The power at the receiver without noise, in closed form: a pulse over piecewise exponential backscatter, two poles.

It deliberately draws nothing and knows no decibel.

A rectangular pulse of length W turns a stretch that scatters g exp(-d (z - z0)) into three pieces of the form
A + B exp(-d x): it comes in, it lies wholly inside, it goes out. A reflection is a piece with B = 0. A one-pole low
pass leaves such a piece as it is, but for a factor on B, and adds a decaying exponential at each of its two ends; two
poles are a weighted sum of one-pole filters. So no convolution is left: long pieces are geometric series in single
precision, everything near an edge is short.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

#: Samples of one block of a geometric series.
_BLOCK = 4096
#: Short pieces worked out at a time: all of a common link, without a huge table for a very long one.
_ROWS = 32
#: A transient is followed down to this power over the faintest that matters, but not beyond this many time constants.
_REACH = 40.0


@dataclass(frozen=True)
class Grid:
    """The samples: spacing [m], their number, and the length of the pulse [m], all on the instrument's own scale."""

    spacing: float
    count: int
    pulse: float

    def first(self, place: np.ndarray) -> np.ndarray:
        """Number of the first sample at or after a place [m], kept within 0..count."""
        number = np.ceil(place / self.spacing - 1e-9)
        return np.minimum(np.maximum(number, 0.0), self.count).astype(int)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Stretches start to stop [m] on which the power is constant + factor exp(-decay (z - start)), rows of ``table``.

    gain: what each pole leaves of the exponential, shape (poles, n). The first ``steady`` columns are the long pieces.
    """

    table: np.ndarray
    steady: int
    gain: np.ndarray
    weights: np.ndarray
    lengths: np.ndarray


def signal(
    sections: np.ndarray, points: np.ndarray, grid: Grid, poles: tuple[tuple[float, float], ...], faintest: float
) -> np.ndarray:
    """Power by sample, shape (count,), single precision.

    sections: start, stop [m], backscattered power of a whole pulse at the start, decay [1/m], shape (s, 4); points:
    place [m], power, shape (p, 2); poles: weight and length constant [m]; faintest: power that no longer matters.
    """
    pieces = _pieces(sections, points, grid, poles)
    begin, end = grid.first(pieces.table[:2])
    power = np.zeros(grid.count, np.float32)
    _lay_steady(power, pieces, grid, begin.tolist(), end.tolist())
    _lay_edges(power, pieces, grid, begin.tolist(), end.tolist())
    _lay_transients(power, pieces, grid, faintest)
    return power


def add_decay(power: np.ndarray, grid: Grid, place: float, amplitude: float, length: float, faintest: float) -> None:
    """Add amplitude exp(-x/length) from a place [m] on."""
    reach = length * np.log(max(amplitude / faintest, 1.0))
    start, stop = grid.first(np.array([place, place + reach])).tolist()
    power[start:stop] += amplitude * np.exp((place - np.arange(start, stop) * grid.spacing) / length)


def _pieces(sections: np.ndarray, points: np.ndarray, grid: Grid, poles: tuple[tuple[float, float], ...]) -> _Pieces:
    """All pieces that begin within the range: those wholly inside a section, then the short ones at its ends."""
    pulse = grid.pulse
    start, stop, level, decay = sections.T
    density = level / pulse / decay  # scattered power per length, over the decay
    span = stop - start
    inside = span > pulse
    first, last = np.minimum(stop, start + pulse), np.maximum(stop, start + pulse)
    zero = np.zeros_like(start)
    long = np.array([first, last, zero, density * np.exp(-decay * (first - start)) * np.expm1(decay * pulse), decay])
    flat = np.array([first, last, -density * np.expm1(-decay * span), zero, decay])
    comes = np.array([start, first, density, -density, decay])
    fading = density * np.exp(-decay * (last - pulse - start))
    goes = np.array([last, stop + pulse, -density * np.exp(-decay * span), fading, decay])
    place, spike = points.T
    none = np.zeros_like(place)
    spikes = np.array([place, place + pulse, spike, none, none])
    table = np.concatenate([long[:, inside], comes, goes, flat[:, ~inside], spikes], axis=1)
    table[:2] = table[:2].round(6)  # ends that meet must be one number, or a sample between them would be lost
    shown = table[0] < grid.spacing * grid.count
    weights, lengths = np.array(poles).T
    table, steady = table[:, shown], int(np.count_nonzero(shown[: np.count_nonzero(inside)]))
    shrink = 1.0 - lengths[:, None] * table[4]
    shrink[np.abs(shrink) < 1e-4] = 1e-4  # a decay equal to a pole has no such form
    return _Pieces(table, steady, 1.0 / shrink, weights, lengths)


def _lay_steady(power: np.ndarray, pieces: _Pieces, grid: Grid, begin: list[int], end: list[int]) -> None:
    """Long pieces: one geometric series for each decay, scaled; added where another branch lies already."""
    count = pieces.steady
    start, _, _, factor, decay = pieces.table[:, :count]
    step = decay * grid.spacing
    level = factor * (pieces.weights @ pieces.gain[:, :count]) * np.exp(decay * start - step * begin[:count])
    rows = list(zip(begin, end, step.tolist(), level.tolist(), strict=False))
    alike = [row for row in rows if row[2] == rows[0][2]]
    if rows and all(before[1] <= after[0] for before, after in pairwise(alike)):
        _lay_in_place(power, alike)
        rows = [row for row in rows if row[2] != rows[0][2]]
    series: dict[float, tuple[int, np.ndarray]] = {}
    for low, high, one, value in rows:
        if one not in series:
            origin = min(row[0] for row in rows if row[2] == one)
            length = max(row[1] for row in rows if row[2] == one) - origin
            series[one] = origin, _write_series(np.empty(length, np.float32), one)
        origin, base = series[one]
        power[low:high] += base[low - origin : high - origin] * (value * math.exp(one * (low - origin)))


def _lay_in_place(power: np.ndarray, rows: list[tuple[int, int, float, float]]) -> None:
    """Pieces of one decay that do not overlap, over samples that are still empty: the series is written there."""
    origin, step = rows[0][0], rows[0][2]
    _write_series(power[origin : rows[-1][1]], step)
    done = origin
    for low, high, _, value in rows:
        power[done:low] = 0.0
        power[low:high] *= value * math.exp(step * (low - origin))
        done = high


def _write_series(target: np.ndarray, step: float) -> np.ndarray:
    """Write exp(-step k), k = 0, 1, …, by blocks; returns the target."""
    blocks, rest = divmod(len(target), _BLOCK)
    base = np.exp(np.arange(_BLOCK) * -step).astype(np.float32)
    heads = np.exp(np.arange(blocks + 1) * (-step * _BLOCK)).astype(np.float32)
    np.multiply(heads[:blocks, None], base, out=target[: blocks * _BLOCK].reshape(blocks, _BLOCK))
    np.multiply(base[:rest], heads[blocks], out=target[blocks * _BLOCK :])
    return target


def _lay_edges(power: np.ndarray, pieces: _Pieces, grid: Grid, begin: list[int], end: list[int]) -> None:
    """Short pieces, as value at the first sample plus change since: single precision would lose the difference of both.

    Pieces over the same samples with the same decay (one goes out where the next comes in) are laid as one.
    """
    table = pieces.table[:, pieces.steady :]
    begin, end = begin[pieces.steady :], end[pieces.steady :]
    start, _, constant, factor, decay = table
    factor = factor * (pieces.weights @ pieces.gain[:, pieces.steady :])
    factor = factor * np.exp(decay * (start - grid.spacing * np.array(begin)))
    merged: dict[tuple[int, int, float], tuple[float, float]] = {}
    rows = zip(begin, end, decay.tolist(), (constant + factor).tolist(), factor.tolist(), strict=True)
    for low, high, one, value, change in rows:
        if high > low:
            known = merged.get((low, high, one), (0.0, 0.0))
            merged[low, high, one] = known[0] + value, known[1] + change
    for one in {key[2] for key in merged}:
        _lay_rows(power, [(*key[:2], *found) for key, found in merged.items() if key[2] == one], one * grid.spacing)


def _lay_rows(power: np.ndarray, rows: list[tuple[int, int, float, float]], step: float) -> None:
    """Add value + change (exp(-step k) - 1) to samples low to high; rows: low, high, value, change."""
    flat = [row for row in rows if row[3] == 0.0]
    for low, high, value, _ in flat:
        power[low:high] += value
    curved = rows if not flat else [row for row in rows if row[3] != 0.0]
    longest = max((row[1] - row[0] for row in curved), default=0)
    base = np.expm1(np.arange(longest) * -step).astype(np.float32)
    for start in range(0, len(curved), _ROWS):
        batch = curved[start : start + _ROWS]
        value, change = np.array([row[2:] for row in batch], np.float32).T[:, :, None]
        added = change * base
        added += value
        for (low, high, _, _), row in zip(batch, added, strict=True):
            power[low:high] += row[: high - low]


def _lay_transients(power: np.ndarray, pieces: _Pieces, grid: Grid, faintest: float) -> None:
    """What the receiver adds at the ends of pieces: the difference that it has to catch up, fading with each pole."""
    lengths = pieces.lengths
    places, amplitudes = _steps(pieces)
    shown = places < grid.spacing * grid.count
    places, amplitudes = places[shown], amplitudes[:, shown]
    reach = np.log(np.maximum(np.abs(amplitudes).sum(axis=0) / faintest, 1.0))
    reach = np.minimum(reach, _REACH) * float(lengths.max())
    begin, end = grid.first(np.array([places, places + reach]))
    amplitudes = amplitudes * np.exp((places - begin * grid.spacing) / lengths[:, None])
    longest = int(np.max(end - begin, initial=0))
    decays = np.exp(np.arange(longest) * (-grid.spacing / lengths[:, None])).astype(np.float32)
    lows, highs = begin.tolist(), end.tolist()
    for start in range(0, len(lows), _ROWS):
        part = slice(start, start + _ROWS)
        added = amplitudes[:, part].T.astype(np.float32) @ decays
        for low, high, row in zip(lows[part], highs[part], added, strict=True):
            power[low:high] += row[: high - low]


def _steps(pieces: _Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Places (m,) where pieces begin or end, and what each pole has to catch up there, shape (poles, m)."""
    start, stop, constant, factor, decay = pieces.table
    kept = factor * pieces.gain
    begins = -pieces.weights[:, None] * (constant + kept)
    ends = pieces.weights[:, None] * (constant + kept * np.exp(-decay * (stop - start)))
    places, both = np.concatenate([start, stop]), np.concatenate([begins, ends], axis=1)
    order = np.argsort(places)
    places = places[order]
    fresh = np.flatnonzero(np.diff(places, prepend=-np.inf))
    return places[fresh], np.add.reduceat(both[:, order], fresh, axis=1)
