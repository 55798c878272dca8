"""Gaussian noise for traces: drawn sample by sample, or cut out of a fixed table.

It deliberately holds no level: everything here has unit variance.

The table is a constant like a table of sines: the same numbers in every process. A trace takes a run of it from a random
place with a random sign. Within a trace all samples are distinct draws; two traces share draws where their runs overlap,
at other places, so statistics over many traces should ask for exact noise.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.random import PCG64, Generator

#: Samples in the table; a trace takes up to half of them.
TABLE = 1 << 19
_SEED = 1976


def white(count: int, rng: Generator, exact: bool) -> tuple[np.ndarray, float]:
    """Independent unit Gaussians (count,), single precision, and a sign to multiply them with."""
    if exact:
        return rng.standard_normal(count, np.float32), 1.0
    start = int(rng.integers(0, TABLE - count))
    return _table()[start : start + count], 1.0 if rng.integers(0, 2) else -1.0


def smooth(count: int, reach: int, rng: Generator, exact: bool) -> np.ndarray:
    """Unit Gaussians (count,) that are alike over ``reach`` samples: a running sum of independent ones."""
    if exact:
        sums = np.cumsum(rng.standard_normal(count + reach + 1))
        start, sign = 0, 1.0
    else:
        reach = min(reach, TABLE // 2 - 1)
        start, sign = int(rng.integers(0, TABLE - count - reach)), 1.0 if rng.integers(0, 2) else -1.0
        sums = _sums()
    found = np.subtract(sums[start + reach : start + reach + count], sums[start : start + count], dtype=np.float32)
    found *= sign / np.sqrt(reach)
    return found


@lru_cache(maxsize=1)
def _table() -> np.ndarray:
    table = Generator(PCG64(_SEED)).standard_normal(TABLE, np.float32)
    table -= table.mean()
    table /= table.std()
    table.setflags(write=False)
    return table


@lru_cache(maxsize=1)
def _sums() -> np.ndarray:
    sums = np.cumsum(_table().astype(float)).astype(np.float32)
    sums.setflags(write=False)
    return sums
