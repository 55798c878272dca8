"""The power at the receiver without noise, in closed form: a pulse over piecewise exponential backscatter, two poles.

It deliberately draws nothing and knows no decibel.

A rectangular pulse of length W turns a stretch that scatters g exp(-d (z - z0)) into three pieces of the form
A + B exp(-d x): it comes in, it lies wholly inside, it goes out. A reflection is a piece with B = 0. A one-pole low pass
leaves such a piece as it is, but for a factor on B, and adds a decaying exponential at each of its two ends; two poles
are a weighted sum of one-pole filters. So no convolution is left: long pieces are geometric series in single precision,
everything near an edge is short.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

#: Samples of one block of a geometric series.
_BLOCK = 512
#: A transient is followed down to this power over the faintest that matters, but not beyond this many time constants.
_REACH = 40.0


@dataclass(frozen=True)
class Grid:
    """The samples: spacing [m], their number, and the length of the pulse [m], all on the instrument's own scale."""

    spacing: float
    count: int
    pulse: float

    def first(self, place: np.ndarray | float) -> np.ndarray:
        """Number of the first sample at or after a place [m], kept within 0..count."""
        return np.clip(np.ceil(np.asarray(place) / self.spacing - 1e-9), 0, self.count).astype(int)


def signal(
    sections: np.ndarray, points: np.ndarray, grid: Grid, poles: tuple[tuple[float, float], ...], faintest: float
) -> np.ndarray:
    """Power by sample, shape (count,), single precision.

    sections: start, stop [m], backscattered power of a whole pulse at the start, decay [1/m], shape (s, 4); points:
    place [m], power, shape (p, 2); poles: weight and length constant [m]; faintest: power that no longer matters.
    """
    weights, lengths = (np.array(column) for column in zip(*poles, strict=True))
    steady, edges = _pieces(sections, points, grid.pulse)
    for pieces in (steady, edges):
        near = np.abs(1.0 - np.outer(lengths, pieces[4])) < 1e-4  # a decay equal to a pole has no such form
        pieces[4] *= np.where(near.any(axis=0), 1.001, 1.0)
    power = np.zeros(grid.count, np.float32)
    _lay_steady(power, steady, grid, weights, lengths)
    _lay_edges(power, edges, grid, weights, lengths)
    _lay_transients(power, np.concatenate([steady, edges], axis=1), grid, (weights, lengths), faintest)
    return power


def add_decay(power: np.ndarray, grid: Grid, place: float, amplitude: float, length: float, faintest: float) -> None:
    """Add amplitude exp(-x/length) from a place [m] on."""
    start = int(grid.first(place))
    reach = length * np.log(max(amplitude / faintest, 1.0))
    x = np.arange(start, min(grid.count, int(grid.first(place + reach)))) * grid.spacing - place
    power[start : start + len(x)] += amplitude * np.exp(-x / length)


def _pieces(sections: np.ndarray, points: np.ndarray, pulse: float) -> tuple[np.ndarray, np.ndarray]:
    """Pieces start, stop, A, B, decay as rows, shape (5, n): those wholly inside a section, and the short ones."""
    start, stop, level, decay = sections.T
    density = level / pulse / decay  # scattered power per length, over the decay
    span = stop - start
    inside = span > pulse
    first, last = np.minimum(stop, start + pulse), np.maximum(stop, start + pulse)
    zero = np.zeros_like(start)
    long = np.stack([first, last, zero, density * np.exp(-decay * (first - start)) * np.expm1(decay * pulse), decay])
    flat = np.stack([first, last, -density * np.expm1(-decay * span), zero, zero])
    comes = np.stack([start, first, density, -density, decay])
    fading = density * np.exp(-decay * (last - pulse - start))
    goes = np.stack([last, stop + pulse, -density * np.exp(-decay * span), fading, decay])
    place, spike = points.T
    none = np.zeros_like(place)
    spikes = np.stack([place, place + pulse, spike, none, none])
    steady, edges = long[:, inside], np.concatenate([comes, goes, flat[:, ~inside], spikes], axis=1)
    for pieces in (steady, edges):
        pieces[:2] = pieces[:2].round(6)  # ends that meet must be one number, or a sample between them would be lost
    return steady, edges


def _lay_steady(power: np.ndarray, pieces: np.ndarray, grid: Grid, weights: np.ndarray, lengths: np.ndarray) -> None:
    """Long pieces: geometric series, block by block; added where another branch lies already."""
    used = 0
    bases: dict[float, np.ndarray] = {}
    firsts, lasts = grid.first(pieces[0]).tolist(), grid.first(pieces[1]).tolist()
    for begin, end, (start, _, _, factor, decay) in zip(firsts, lasts, pieces.T.tolist(), strict=True):
        if end <= begin:
            continue
        step = decay * grid.spacing
        if decay not in bases:
            bases[decay] = np.exp(-step * np.arange(_BLOCK)).astype(np.float32)
        gain = float(np.sum(weights / (1.0 - decay * lengths)))
        level = factor * gain * np.exp(-decay * (begin * grid.spacing - start))
        free = begin >= used
        target = power[begin:end] if free else np.empty(end - begin, np.float32)
        _series(target, level, step, bases[decay])
        if not free:
            power[begin:end] += target
        used = max(used, end)


def _series(target: np.ndarray, level: float, step: float, base: np.ndarray) -> None:
    """Write level exp(-step k) into target, k = 0, 1, …"""
    blocks, rest = divmod(len(target), _BLOCK)
    heads = (level * np.exp(-step * _BLOCK * np.arange(blocks + 1))).astype(np.float32)
    whole = target[: blocks * _BLOCK].reshape(blocks, _BLOCK)
    np.multiply(heads[:blocks, None], base, out=whole)
    if rest:
        np.multiply(base[:rest], heads[blocks], out=target[blocks * _BLOCK :])


def _lay_edges(power: np.ndarray, pieces: np.ndarray, grid: Grid, weights: np.ndarray, lengths: np.ndarray) -> None:
    """Short pieces, in double precision: A and B nearly cancel where a pulse comes in."""
    gains = np.sum(weights[:, None] / (1.0 - np.outer(lengths, pieces[4])), axis=0)
    firsts, lasts = grid.first(pieces[0]).tolist(), grid.first(pieces[1]).tolist()
    for begin, end, gain, piece in zip(firsts, lasts, gains.tolist(), pieces.T.tolist(), strict=True):
        start, _, constant, factor, decay = piece
        if end <= begin:
            continue
        if factor == 0.0:
            power[begin:end] += constant
            continue
        x = np.arange(begin, end, dtype=float)
        x *= -decay * grid.spacing
        x += decay * start
        np.exp(x, out=x)
        x *= factor * gain
        x += constant
        power[begin:end] += x


def _lay_transients(
    power: np.ndarray, pieces: np.ndarray, grid: Grid, poles: tuple[np.ndarray, np.ndarray], faintest: float
) -> None:
    """What the receiver adds at the ends of pieces: the difference that it has to catch up, fading with each pole."""
    places, amplitudes = _steps(pieces, *poles)
    shown = places <= grid.spacing * grid.count
    places, amplitudes = places[shown], amplitudes[:, shown]
    lengths = poles[1]
    slow = float(lengths.max())
    reach = slow * np.clip(np.log(np.maximum(np.abs(amplitudes).sum(axis=0) / faintest, 1e-9)), 0.0, _REACH)
    begin, end = grid.first(places), grid.first(places + reach)
    amplitudes = amplitudes * np.exp(-(begin * grid.spacing - places) / lengths[:, None])
    longest = int(np.max(end - begin, initial=0))
    if longest == 0:
        return
    decays = np.exp(-np.arange(longest) * grid.spacing / lengths[:, None]).astype(np.float32)
    rows = np.ascontiguousarray(amplitudes.T.astype(np.float32))
    for row, start, stop in zip(rows, begin.tolist(), end.tolist(), strict=True):
        if stop > start:
            power[start:stop] += row @ decays[:, : stop - start]


def _steps(pieces: np.ndarray, weights: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places (m,) where pieces begin or end, and what each pole has to catch up there, shape (poles, m)."""
    start, stop, constant, factor, decay = pieces
    gains = factor / (1.0 - np.outer(lengths, decay))
    begins = -weights[:, None] * (constant + gains)
    ends = weights[:, None] * (constant + gains * np.exp(-decay * (stop - start)))
    places, which = np.unique(np.concatenate([start, stop]), return_inverse=True)
    both = np.concatenate([begins, ends], axis=1)
    return places, np.stack([np.bincount(which, row, len(places)) for row in both])
