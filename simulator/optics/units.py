"""Decibels and their linear twins; the only place where a factor of ten and a logarithm meet.

It deliberately knows no fibre: ratios and powers in, ratios and powers out. Every function takes arrays of any shape.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

#: Speed of light in vacuum [m/s], exact by definition.
SPEED_OF_LIGHT = 299_792_458.0
#: Nepers of power in a decibel of an OTDR's display, which shows half of what light loses on its two ways.
NEPER_PER_SHOWN_DB = math.log(10.0) / 5.0


def db_from_ratio(ratio: ArrayLike) -> np.ndarray | np.float64:
    """Level of a power ratio [dB]; a ratio of 0 gives -inf.

    Raises ValueError for a negative ratio, which no power can have.

    >>> float(db_from_ratio(100.0))
    20.0
    >>> float(round(db_from_ratio(0.5), 4))
    -3.0103
    """
    ratio = np.asarray(ratio, dtype=float)
    if np.any(ratio < 0.0):
        raise ValueError(f"a power ratio must be >= 0, found {ratio.min()}")
    with np.errstate(divide="ignore"):
        return np.asarray(10.0 * np.log10(ratio))[()]


def ratio_from_db(level_db: ArrayLike) -> np.ndarray | np.float64:
    """Power ratio of a level [dB].

    >>> float(ratio_from_db(-10.0))
    0.1
    """
    return 10.0 ** (np.asarray(level_db, dtype=float) / 10.0)


def loss_from_transmission(transmission: ArrayLike) -> np.ndarray | np.float64:
    """Loss [dB], positive, of the share of power that gets through (0..1).

    >>> float(loss_from_transmission(0.1))
    10.0
    """
    return 0.0 - db_from_ratio(transmission)


def transmission_from_loss(loss_db: ArrayLike) -> np.ndarray | np.float64:
    """Share of power that gets through a loss [dB].

    >>> float(round(transmission_from_loss(0.2), 4))
    0.955
    """
    return ratio_from_db(-np.asarray(loss_db, dtype=float))


def dbm_from_watts(power: ArrayLike) -> np.ndarray | np.float64:
    """Level against one milliwatt [dBm] of a power [W].

    >>> float(dbm_from_watts(1e-3))
    0.0
    """
    return db_from_ratio(np.asarray(power, dtype=float) / 1e-3)


def watts_from_dbm(level_dbm: ArrayLike) -> np.ndarray | np.float64:
    """Power [W] of a level against one milliwatt [dBm].

    >>> float(watts_from_dbm(-30.0))
    1e-06
    """
    return 1e-3 * ratio_from_db(level_dbm)


def metres_from_um(length_um: ArrayLike) -> np.ndarray | np.float64:
    """Length [m] of a length [um].

    >>> float(metres_from_um(125.0))
    0.000125
    """
    return np.asarray(length_um, dtype=float) / 1e6


def metres_from_nm(length_nm: ArrayLike) -> np.ndarray | np.float64:
    """Length [m] of a length [nm].

    >>> float(metres_from_nm(1550.0))
    1.55e-06
    """
    return np.asarray(length_nm, dtype=float) / 1e9
