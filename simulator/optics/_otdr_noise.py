"""Gaussian noise for traces: drawn sample by sample, or cut out of a fixed table.

It deliberately holds no level: everything here has unit variance.

The table is a constant like a table of sines: the same numbers in every process. A trace takes a run of it from a
random place with a random sign. Within a trace all samples are distinct draws; two traces share draws where their runs
overlap, at other places, so statistics over many traces should ask for exact noise.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.random import PCG64, Generator

#: Samples in the table; a trace takes up to half of them.
TABLE = 1 << 19
_SEED = 1976


def white(count: int, rng: Generator, exact: bool, rms: float = 1.0) -> tuple[np.ndarray, float]:
    """Independent Gaussians of this rms (count,), single precision, and a sign to multiply them with."""
    if exact:
        drawn = rng.standard_normal(count, np.float32)
        return drawn if rms == 1.0 else drawn * np.float32(rms), 1.0
    start = int(rng.integers(0, TABLE - count))
    table = _table() if rms == 1.0 else _scaled(rms)
    return table[start : start + count], 1.0 if rng.integers(0, 2) else -1.0


def fading(count: int, reach: int, rms: float, rng: Generator, exact: bool) -> np.ndarray:
    """Factors around 1 (count,), single precision, Gaussian with this rms and alike over ``reach`` samples."""
    if exact:
        return _faded(rng.standard_normal(count + reach), reach, rms)
    factors = _fading_table(min(reach, TABLE // 2), rms)
    start = int(rng.integers(0, len(factors) - count + 1))
    return factors[start : start + count]


def _faded(drawn: np.ndarray, reach: int, rms: float) -> np.ndarray:
    """1 + rms times the running mean of unit Gaussians over ``reach`` of them, brought back to unit size."""
    sums = np.concatenate([[0.0], np.cumsum(drawn, dtype=float)])
    return (1.0 + rms / np.sqrt(reach) * (sums[reach:-1] - sums[: -reach - 1])).astype(np.float32)


@lru_cache(maxsize=1)
def _fading_table(reach: int, rms: float) -> np.ndarray:
    """``_faded`` of the whole table; kept for the last pulse: it is 2 MB, and made in 10 ms."""
    factors = _faded(_table(), reach, rms)
    factors.setflags(write=False)
    return factors


@lru_cache(maxsize=1)
def _scaled(rms: float) -> np.ndarray:
    """The table times an rms; kept for the last keys of the instrument, whose every trace asks for the same."""
    table = _table() * np.float32(rms)
    table.setflags(write=False)
    return table


@lru_cache(maxsize=1)
def _table() -> np.ndarray:
    table = Generator(PCG64(_SEED)).standard_normal(TABLE, np.float32)
    table -= table.mean()
    table /= table.std()
    table.setflags(write=False)
    return table
