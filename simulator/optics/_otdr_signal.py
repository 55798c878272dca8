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
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

#: Samples of a geometric series that are worked out; a longer one is written by pieces of so many.
_BLOCK = 32_768
#: Places worked out at a time: all of a common link, without a huge table for a very long one.
_ROWS = 32
#: Samples that a transient is followed for are a multiple of so many, so that what is remembered serves again.
_STEP = 256
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

    def at(self, place: float) -> int:
        """Number of the first sample at or after one place [m], within the range or not."""
        return math.ceil(place / self.spacing - 1e-9)


#: A stretch where a pulse lies wholly inside a section: first sample and the one after the last, power, step of decay.
Row = tuple[int, int, float, float]


class _Glass(NamedTuple):
    """What pulse and receiver make of one decay: factor of both poles on the exponential, lag of each pole.

    within: 1 - exp(-decay W), the share of the scattered power that a pulse holds; over: exp(decay W).
    """

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
    spacing, pulse, count, exp, ceil = grid.spacing, grid.pulse, len(poles), math.exp, math.ceil
    decays = tuple(dict.fromkeys(sections[:, 3].tolist()))
    glasses = {decay: (number, _glass(decay, pulse, poles)) for number, decay in enumerate(decays, count + 1)}
    plan = _Plan([], [], defaultdict(lambda: [0.0] * (count + 1 + len(decays))), decays)
    for start, stop, power, decay in sections.tolist():
        (number, glass), level = glasses[decay], power / (pulse * decay)
        behind = level * exp(decay * (start - stop))
        begins, ends = plan.places[start], plan.places[stop]
        for pole, lag in enumerate(glass.lags):
            begins[pole] += level * lag
            ends[pole] -= behind * lag
        if stop - start <= pulse:
            plan.short.append(_Short(start, stop, decay, level, glass.kept))
            continue
        end = ceil(stop / spacing - 1e-9)
        comes = level * glass.kept * exp(decay * (start - spacing * ceil(start / spacing - 1e-9)))
        goes = behind * glass.kept * glass.over * exp(decay * (stop - spacing * end))
        begins[count] += level - comes
        begins[number] -= comes
        ends[count] += goes - behind
        ends[number] += goes
        first = ceil((start + pulse) / spacing - 1e-9)
        if first < (end := min(end, grid.count)):
            value = level * glass.kept * glass.within * exp(decay * (start + pulse - spacing * first))
            plan.rows.append((first, end, value, decay * spacing))
    last = (grid.count - 1 + 1e-9) * spacing
    for place, power in points[points[:, 0] <= last].tolist():
        peak = plan.places[place]
        peak[count] += power
        for pole, (weight, _) in enumerate(poles):
            peak[pole] -= weight * power
    for place in [z for z in plan.places if z > last]:
        del plan.places[place]
    return plan


@lru_cache(maxsize=256)
def _glass(decay: float, pulse: float, poles: tuple[tuple[float, float], ...]) -> _Glass:
    kept, lags = 0.0, []
    for weight, length in poles:
        shrink = 1.0 - length * decay
        gain = weight / (shrink if abs(shrink) > 1e-4 else 1e-4)  # a decay equal to a pole has no such form
        kept += gain
        lags.append(gain * length * decay)
    return _Glass(kept, tuple(lags), -math.expm1(-decay * pulse), math.exp(decay * pulse))


def _lay_inside(power: np.ndarray, rows: list[Row]) -> None:
    """Write where a pulse lies wholly inside a section, and 0 elsewhere; branches that overlap add up."""
    done = 0
    for low, high, value, step in sorted(rows):
        overlaps = low < done
        power[done : high if overlaps else low] = 0.0
        series, fall = _series(step, min(_BLOCK, len(power))), math.exp(-step * _BLOCK)
        for start in range(low, high, _BLOCK):
            target = power[start : min(start + _BLOCK, high)]
            if overlaps:
                target += series[: len(target)] * np.float32(value)
            else:
                np.multiply(series[: len(target)], value, target)
            value *= fall
        done = max(done, high)
    power[done:] = 0.0


@lru_cache(maxsize=64)
def _series(step: float, count: int) -> np.ndarray:
    """exp(-step k) for k = 0, 1, …, shape (count,), single precision: off by a share of 1e-7 (1 + step k) at most.

    Remembered, as what places add is: another link of the same fibre asks for it again.
    """
    return np.exp(np.arange(count, dtype=np.float32) * np.float32(-step))


@lru_cache(maxsize=4)
def _fading(lengths: tuple[float, ...], spacing: float, count: int) -> np.ndarray:
    """exp(-x / length) by sample for each pole, shape (poles, count)."""
    return np.exp(np.arange(count) * (-spacing / np.array(lengths)[:, None])).astype(np.float32)


@lru_cache(maxsize=4)
def _shapes(decays: tuple[float, ...], spacing: float, count: int) -> np.ndarray:
    """1, then exp(-d x) - 1 by sample for each decay, shape (1 + decays, count)."""
    shapes = np.empty((1 + len(decays), count), np.float32)
    shapes[0] = 1.0
    steps = np.array([-decay * spacing for decay in decays], np.float32)
    np.multiply(np.arange(count, dtype=np.float32), steps[:, None], shapes[1:])
    np.expm1(shapes[1:], shapes[1:])
    return shapes


@lru_cache(maxsize=4)
def _pieces(
    grid: Grid, decays: tuple[float, ...], lengths: tuple[float, ...], lit: int, width: int
) -> tuple[np.ndarray, np.ndarray]:
    """By sample what each column of a place does, shape (poles + 1 + decays, width); what a piece one longer adds.

    A pole fades from the place on, and with the other sign from one pulse later on; the piece lasts ``lit`` samples.
    """
    poles = len(lengths)
    fading = _fading(lengths, grid.spacing, 1 << (width - 1).bit_length())
    shapes = _shapes(decays, grid.spacing, 1 << lit.bit_length())  # one more than ``lit`` at least
    over = np.exp((grid.pulse - lit * grid.spacing) / np.array(lengths, np.float32))
    pieces = np.zeros((poles + len(shapes), width), np.float32)
    pieces[:poles] = fading[:, :width]
    pieces[:poles, lit:] -= over[:, None] * fading[:, : width - lit]
    pieces[poles:, :lit] = shapes[:, :lit]
    return pieces, np.concatenate([over, shapes[:, lit]])


def _lay_places(power: np.ndarray, plan: _Plan, grid: Grid, lengths: tuple[float, ...], faintest: float) -> None:
    """Add what begins at each place: the piece up to one pulse later, and what the receiver has to catch up."""
    if not plan.places:
        return
    spacing, poles = grid.spacing, len(lengths)
    places, table = np.array(list(plan.places)), np.array(list(plan.places.values()))
    begins, ends = np.ceil(np.array([places, places + grid.pulse]) / spacing - 1e-9).astype(int)
    lit = int((ends - begins).min())
    reach = math.log(max(float(np.abs(table[:, :poles]).max()) / faintest, 1.0))
    width = lit + 2 + int(min(reach, _REACH) * max(lengths) / spacing)
    width = min(-(-width // _STEP) * _STEP, grid.count)
    lit = min(lit, width)
    pieces, longer = _pieces(grid, plan.decays, lengths, lit, width)
    table[:, :poles] *= np.exp((places - spacing * begins)[:, None] / lengths)
    table = table.astype(np.float32)
    more = (ends - begins > lit).astype(np.float32)  # longer by one sample, as the pulse is no whole number of them
    for start in range(0, len(places), _ROWS):
        part = slice(start, start + _ROWS)
        added = table[part] @ pieces
        if lit < width:
            added[:, lit] += more[part] * (table[part] @ longer)
        for begin, row in zip(begins[part].tolist(), added, strict=True):
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
