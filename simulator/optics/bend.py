"""What a bend costs: dB per turn by fibre class, radius and wavelength, and the loss of a drawn path.

It deliberately knows neither trays nor scenes: a path is an array of points in metres, a fibre a ``Fibre``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simulator.optics.fibre import Fibre


@dataclass(frozen=True)
class Tightest:
    """The tightest spot of a path: radius [m] (inf where it is straight), distance along it [m], nearest point number."""

    radius: float
    distance: float
    index: int


def loss_per_turn(f: Fibre, radius: ArrayLike, wavelength: ArrayLike, typical: float = 1.0) -> np.ndarray | float:
    """Loss [dB] of one full turn; radius [m] and wavelength [m] broadcast; typical: factor on the class limit."""
    raise NotImplementedError


def path_loss(f: Fibre, path: ArrayLike, wavelength: ArrayLike, typical: float = 1.0) -> np.ndarray | float:
    """Loss [dB] of a fibre laid along points, shape (n, 2) or (n, 3) [m]; shape of the wavelength."""
    raise NotImplementedError


def path_radius(path: ArrayLike) -> Tightest:
    """The tightest spot of a path of points, shape (n, 2) or (n, 3) [m]."""
    raise NotImplementedError
