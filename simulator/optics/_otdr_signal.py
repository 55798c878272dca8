"""The power at the receiver without noise, in closed form: a pulse over piecewise exponential backscatter, two poles.

It deliberately draws nothing and knows no decibel.

A rectangular pulse of length W turns a stretch that scatters g exp(-d (z - z0)) into three pieces of the form
A + B exp(-d x): it comes in, it lies wholly inside, it goes out. A reflection is a piece with B = 0. A one-pole low
pass leaves such a piece as it is, but for a factor on B, and adds decaying exponentials: for every place z where glass
begins or ends or a point reflects one from z on, and the same with the other sign from z + W on. Two poles are a
weighted sum of one-pole filters. So no convolution is left: what lies inside is a geometric series in single precision,
and everything that a place adds is short.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

#: Samples of one block of a geometric series.
_BLOCK = 4096
#: Places worked out at a time: all of a common link, without a huge table for a very long one.
_ROWS = 32
#: A transient is followed down to this power over the faintest that matters, but not beyond this many time constants.
_REACH = 40.0

Series = tuple[np.ndarray, np.ndarray]


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

    def at(self, place: float) -> int:
        """Number of the first sample at or after one place [m], within the range or not."""
        return math.ceil(place / self.spacing - 1e-9)


#: A stretch where a pulse lies wholly inside a section: first sample and the one after the last, power, step of decay.
Row = tuple[int, int, float, float]


class _Glass(NamedTuple):
    """What pulse and receiver make of one decay: its number, factor of both poles on the exponential, lag of each pole.

    within: 1 - exp(-decay W), the share of the scattered power that a pulse holds; over: exp(decay W).
    """

    number: int
    kept: float
    lags: tuple[float, ...]
    within: float
    over: float


class _Short(NamedTuple):
    """A section that the pulse does not fit into: start, stop [m], decay [1/m], level, kept as in ``_Plan``."""

    start: float
    stop: float
    decay: float
    level: float
    kept: float


@dataclass(frozen=True, eq=False)
class _Plan:
    """Everything to lay. Levels are scattered power per length over the decay.

    rows: where a pulse lies wholly inside. short: sections that it does not fit into. places: by place z [m] where
    glass begins or ends or a point reflects, what begins there and ends one pulse later: what each pole has to catch
    up, the value at the first sample, and by decay the factor of exp(-d x) - 1 after it.
    """

    rows: list[Row]
    short: list[_Short]
    places: dict[float, list[float]]
    decays: tuple[float, ...]


def signal(
    sections: np.ndarray, points: np.ndarray, grid: Grid, poles: tuple[tuple[float, float], ...], faintest: float
) -> np.ndarray:
    """Power by sample, shape (count,), single precision.

    sections: start, stop [m], backscattered power of a whole pulse at the start, decay [1/m], shape (s, 4); points:
    place [m], power, shape (p, 2); poles: weight and length constant [m]; faintest: power that no longer matters.
    """
    plan = _plan(sections, points, grid, poles)
    power = np.empty(grid.count, np.float32)
    _lay_inside(power, plan.rows)
    _lay_places(power, plan, grid, tuple(length for _, length in poles), faintest)
    for short in plan.short:
        _lay_short(power, short, grid)
    return power


def add_decay(power: np.ndarray, grid: Grid, place: float, amplitude: float, length: float, faintest: float) -> None:
    """Add amplitude exp(-x/length) from a place [m] on."""
    reach = length * np.log(max(amplitude / faintest, 1.0))
    start, stop = grid.first(np.array([place, place + reach])).tolist()
    power[start:stop] += amplitude * np.exp((place - np.arange(start, stop) * grid.spacing) / length)


def _plan(sections: np.ndarray, points: np.ndarray, grid: Grid, poles: tuple[tuple[float, float], ...]) -> _Plan:
    """Numbers one by one: a link has some dozen places, too few for arrays to pay."""
    spacing, pulse, count = grid.spacing, grid.pulse, len(poles)
    decays = tuple(dict.fromkeys(sections[:, 3].tolist()))
    glasses = {decay: _glass(number, decay, pulse, poles) for number, decay in enumerate(decays, count + 1)}
    plan = _Plan([], [], {}, decays)
    blank = [0.0] * (count + 1 + len(decays))
    for start, stop, power, decay in sections.tolist():
        glass, level = glasses[decay], power / (pulse * decay)
        behind = level * math.exp(decay * (start - stop))
        begins, ends = plan.places.setdefault(start, blank[:]), plan.places.setdefault(stop, blank[:])
        for pole, lag in enumerate(glass.lags):
            begins[pole] += level * lag
            ends[pole] -= behind * lag
        if stop - start <= pulse:
            plan.short.append(_Short(start, stop, decay, level, glass.kept))
            continue
        comes = level * glass.kept * math.exp(decay * (start - spacing * grid.at(start)))
        goes = behind * glass.kept * glass.over * math.exp(decay * (stop - spacing * grid.at(stop)))
        begins[count] += level - comes
        begins[glass.number] -= comes
        ends[count] += goes - behind
        ends[glass.number] += goes
        first = grid.at(start + pulse)
        if first < (last := min(grid.at(stop), grid.count)):
            value = level * glass.kept * glass.within * math.exp(decay * (start + pulse - spacing * first))
            plan.rows.append((first, last, value, decay * spacing))
    for place, power in points.tolist():
        peak = plan.places.setdefault(place, blank[:])
        peak[count] += power
        for pole, (weight, _) in enumerate(poles):
            peak[pole] -= weight * power
    return plan


def _glass(number: int, decay: float, pulse: float, poles: tuple[tuple[float, float], ...]) -> _Glass:
    kept, lags = 0.0, []
    for weight, length in poles:
        shrink = 1.0 - length * decay
        gain = weight / (shrink if abs(shrink) > 1e-4 else 1e-4)  # a decay equal to a pole has no such form
        kept += gain
        lags.append(gain * length * decay)
    return _Glass(number, kept, tuple(lags), -math.expm1(-decay * pulse), math.exp(decay * pulse))


def _lay_inside(power: np.ndarray, rows: list[Row]) -> None:
    """Write where a pulse lies wholly inside a section, and 0 elsewhere; branches that overlap add up."""
    rows = sorted(rows)
    if rows and all(a[1] <= b[0] and a[3] == b[3] for a, b in pairwise(rows)):
        _write_rows(power, rows, _series(rows[0][3], len(power)))
        return
    done = 0
    for low, high, value, step in rows:
        power[done : low if low >= done else high] = 0.0
        if low >= done:
            _write(power[low:high], value, _series(step, len(power)))
        else:
            power[low:high] += _write(np.empty(high - low, np.float32), value, _series(step, len(power)))
        done = max(done, high)
    power[done:] = 0.0


def _write_rows(power: np.ndarray, rows: list[Row], series: Series) -> None:
    """Write pieces of one decay that do not overlap: all whole blocks at once, then where each begins within one."""
    block, _ = series
    low, _, value, step = np.array(rows).T
    starts = np.arange(0, len(power), len(block))
    inside = np.maximum(low.searchsorted(starts, side="right") - 1, 0)
    levels = value[inside] * np.exp(step[0] * (low[inside] - starts))
    np.multiply(levels.astype(np.float32)[:, None], block, out=power.reshape(-1, len(block)))
    done = 0
    for begin, end, first, _ in rows:
        power[done:begin] = 0.0
        rest = min(-begin % len(block), end - begin)
        np.multiply(block[:rest], first, out=power[begin : begin + rest])
        done = end
    power[done:] = 0.0


def _write(target: np.ndarray, value: float, series: Series) -> np.ndarray:
    """Write value exp(-step k), k = 0, 1, …, by blocks of a ``_series``; returns the target."""
    block, heads = series
    blocks, rest = divmod(len(target), _BLOCK)
    if blocks:
        several = target[: blocks * _BLOCK].reshape(blocks, _BLOCK)
        np.multiply((value * heads[:blocks])[:, None], block, out=several)
        value *= float(heads[blocks])
    np.multiply(block[:rest], value, out=target[blocks * _BLOCK :])
    return target


@lru_cache(maxsize=16)
def _series(step: float, count: int) -> Series:
    """exp(-step k) for the k of one block, and at the beginning of every block of a trace.

    Remembered, as what places add is: another link of the same fibre asks for it again.
    """
    block = np.exp(np.arange(min(_BLOCK, count)) * -step).astype(np.float32)
    return block, np.exp(np.arange(count // _BLOCK + 1) * (-step * _BLOCK)).astype(np.float32)


@lru_cache(maxsize=4)
def _fading(lengths: tuple[float, ...], spacing: float, count: int) -> np.ndarray:
    """exp(-x / length) by sample for each pole, shape (poles, count)."""
    return np.exp(np.arange(count) * (-spacing / np.array(lengths)[:, None])).astype(np.float32)


@lru_cache(maxsize=4)
def _shapes(decays: tuple[float, ...], spacing: float, count: int) -> np.ndarray:
    """1, then exp(-d x) - 1 by sample for each decay, shape (1 + decays, count)."""
    changes = np.expm1(np.arange(count) * (-spacing * np.array(decays)[:, None]))
    return np.concatenate([np.ones((1, count)), changes]).astype(np.float32)


def _lay_places(power: np.ndarray, plan: _Plan, grid: Grid, lengths: tuple[float, ...], faintest: float) -> None:
    """Add what begins at each place: the piece up to one pulse later, and what the receiver has to catch up."""
    count, spacing = len(lengths), grid.spacing
    places = [z for z in plan.places if grid.at(z) < grid.count]
    if not places:
        return
    begins = [grid.at(z) for z in places]
    lits = [grid.at(z + grid.pulse) - begin for z, begin in zip(places, begins, strict=True)]
    lit = min(lits)
    table = np.array([plan.places[z] for z in places])
    reach = math.log(max(float(np.abs(table[:, :count]).max()) / faintest, 1.0))
    width = min(lit + 2 + int(min(reach, _REACH) * max(lengths) / spacing), grid.count)
    room = 1 << (width - 1).bit_length()  # a few sizes, so that what is remembered serves again
    fading, shapes = _fading(lengths, spacing, room)[:, :width], _shapes(plan.decays, spacing, room)[:, : lit + 1]
    ahead = np.array([[z - spacing * begin] for z, begin in zip(places, begins, strict=True)])
    early = table[:, :count] * np.exp(ahead / lengths)
    late = table[:, :count] * np.exp((ahead + (grid.pulse - lit * spacing)) / lengths)
    longer = np.array(lits) > lit  # by one sample, as the pulse is no whole number of them
    early, late, values = early.astype(np.float32), late.astype(np.float32), table[:, count:].astype(np.float32)
    for start in range(0, len(places), _ROWS):
        part = slice(start, start + _ROWS)
        added, piece = early[part] @ fading, values[part] @ shapes
        behind = late[part] @ fading[:, : max(width - lit, 0)]
        piece[~longer[part], lit:], behind[longer[part], :1] = 0.0, 0.0
        added[:, : lit + 1] += piece[:, :width]
        added[:, lit:] -= behind
        for begin, row in zip(begins[part], added, strict=True):
            target = power[begin : begin + width]
            target += row[: len(target)]


def _lay_short(power: np.ndarray, short: _Short, grid: Grid) -> None:
    """Add a section that the pulse does not fit into: it comes in, is lit whole, goes out."""
    start, stop, decay, level, kept = short
    places = np.array([start, stop, start + grid.pulse, stop + grid.pulse])
    begin, whole, goes, end = grid.first(places).tolist()
    gone = -math.expm1(decay * (start - stop))
    # exp - 1 is asked for, because the difference of two exponentials this near to 1 would lose digits.
    coming = -decay * (np.arange(begin, whole) * grid.spacing - start)
    power[begin:whole] += level * (1.0 - kept - kept * np.expm1(coming))
    power[whole:goes] += level * gone
    going = -decay * (np.arange(goes, end) * grid.spacing - start - grid.pulse)
    power[goes:end] += level * (kept - 1.0 + gone + kept * np.expm1(going))
