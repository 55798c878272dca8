"""A connector: two polished faces that meet, or one that looks into the air; loss by cause, and what comes back.

It deliberately knows neither microscope nor hand: faces come in as data, and nothing here is drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simulator.optics.fibre import CATALOGUE, Fibre


@dataclass(frozen=True)
class Zones:
    """Share 0..1 of each zone of a face that is covered: A core, B cladding, C adhesive, D contact of the ferrule."""

    core: float = 0.0
    cladding: float = 0.0
    adhesive: float = 0.0
    ferrule: float = 0.0


@dataclass(frozen=True)
class Face:
    """One end face. polish "PC", "UPC", "APC" or "cleave"; angle [rad], None means that of the polish.

    dirt and scratches by zone; grain: thickness of the dirt [m], which holds two faces apart; film: "", "alcohol", "oil"
    or "gel", a liquid on the face.
    """

    polish: str = "UPC"
    angle: float | None = None
    dirt: Zones = Zones()
    scratches: Zones = Zones()
    grain: float = 2e-6
    film: str = ""


@dataclass(frozen=True)
class Mated:
    """Two faces that meet: loss [dB], its bill by cause [dB] (sums to the loss), reflectance [dB] seen from either side.

    Values have the shape of the arguments of ``mate`` (floats for scalars). reflectance_db is what comes back into a,
    reflectance_back_db what comes back into b.
    """

    loss_db: np.ndarray | float
    bill: dict[str, np.ndarray | float]
    reflectance_db: np.ndarray | float
    reflectance_back_db: np.ndarray | float


def mate(
    a: Face,
    b: Face,
    f_a: Fibre,
    f_b: Fibre,
    wavelength: ArrayLike,
    offset: ArrayLike = 0.0,
    tilt: ArrayLike = 0.0,
    gap: ArrayLike = 0.0,
) -> Mated:
    """Two faces in an adapter, light from a to b; wavelength [m], offset [m], tilt [rad], gap [m] broadcast."""
    raise NotImplementedError


def open_end(
    face: Face | str, wavelength: ArrayLike, f: Fibre = CATALOGUE["G.652.D"], medium_index: float = 1.0
) -> np.ndarray | float:
    """Reflectance [dB] of a face (or of a clean one of this polish) that looks into a medium; wavelength [m]."""
    raise NotImplementedError
