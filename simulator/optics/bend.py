"""What bending costs: dB per turn by fibre class, radius and wavelength, a drawn path, microbends and cold.

It deliberately knows neither trays nor scenes: a path is an array of points in metres, a fibre a ``Fibre``.

Two laws for a turn, told apart by ``Fibre.bend_class``:

* G.652.D and "step index": Marcuse, JOSA 66 (1976) 216, with the radius stretched by the elasto-optic effect, R_eff =
  1.28 R (Schermer & Cole, IEEE J. Quantum Electron. 43 (2007) 899). Real fibre oscillates around it (light comes back
  from the coating) and is often better: SMF-28-class data sheets allow 0.03 dB at 16 mm where this gives 0.10. Take it
  as right within a factor of three.
* G.657.A1, A2, B3: a trench that no step-index formula can give. A exp(-R/Rc) through the *limits* of the class at 1550
  and 1625 nm (they fit within 12 %). A typical fibre is 2 to 5 times better (unverified): ``typical`` = 0.3 says so.

Over wavelength the logarithm of a class limit follows the straight line through 1550 and 1625 nm, and rises by at least
_LEAST_RISE per metre, which a step-index fibre shows at 5 mm; so 1310 < 1550 < 1625 nm at every radius. Below 1550 nm
this is an extrapolation with no data behind it (order of magnitude; certain in its direction only).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from simulator.optics import _bessel, _lp01
from simulator.optics._path import RESOLUTION, Bends, bends
from simulator.optics.fibre import CATALOGUE, Fibre, guided_v, indices, mode_field_radius, near_field_radius

#: How much longer the bend looks to the light, for silica.
ELASTO_OPTIC = 1.28


@dataclass(frozen=True)
class ClassLimit:
    """Loss of a turn at a class limit, factor exp(-R/length): factor [dB] and length [m] at 1550 and at 1625 nm."""

    factor: tuple[float, float]
    length: tuple[float, float]


#: Fits through the tables of ITU-T G.657 (A1: 15 and 10 mm; A2: 15, 10, 7.5 mm; B3: 10, 7.5, 5 mm), as data sheets of
#: makers print them.
CLASS_LIMITS: Mapping[str, ClassLimit] = MappingProxyType({
    "G.657.A1": ClassLimit((675.0, 338.0), (1.470e-3, 1.846e-3)),
    "G.657.A2": ClassLimit((88.6, 95.3), (1.460e-3, 1.634e-3)),
    "G.657.B3": ClassLimit((0.795, 2.14), (3.107e-3, 3.324e-3)),
})  # fmt: skip
#: Bend classes that follow the step-index law.
STEP_INDEX_CLASSES = ("G.652.D", "step index")

_LIMIT_WAVELENGTHS = (1.55e-6, 1.625e-6)
#: Least rise of ln(loss) with wavelength [1/m]: ln(104.5/72.5) over 75 nm (G.652.D at a radius of 5 mm).
_LEAST_RISE = 0.366 / 75e-9
#: Beyond this a line is straight [m].
_STRAIGHT = 10.0
#: Sets of at most this many wavelengths have their numbers remembered.
_FEW = 64


@dataclass(frozen=True)
class Tightest:
    """Tightest spot of a path: radius [m] (inf where it is straight), distance along it [m], nearest point's number."""

    radius: float
    distance: float
    index: int


def loss_per_turn(f: Fibre, radius: ArrayLike, wavelength: ArrayLike, typical: float = 1.0) -> np.ndarray | float:
    """Loss [dB] of one full turn.

    radius [m], above 0, inf for straight, and wavelength [m], 1260-1675 nm, broadcast; scalars give a float. typical:
    factor on the result, 1 for the class limit or the formula. Meant for radii of 5 to 40 mm. Raises ValueError for a
    radius, wavelength or factor out of range, an unknown bend class, or, with the step-index law, V outside 1.3-3.0.
    """
    radius, wavelength = np.asarray(radius, dtype=float), np.asarray(wavelength, dtype=float)
    if not np.all(radius > 0.0):
        raise ValueError(f"radius = {radius[~(radius > 0.0)][0]} m: must be above 0")
    if not 0.0 <= typical < np.inf:
        raise ValueError(f"typical = {typical}: must be >= 0 and finite")
    if np.any(bad := ~((wavelength > 1.2599e-6) & (wavelength < 1.6751e-6))):
        raise ValueError(f"wavelength = {wavelength[bad][0]} m: give metres, between 1260e-9 and 1675e-9")
    radius = np.minimum(radius, _STRAIGHT)
    if f.bend_class in STEP_INDEX_CLASSES:
        lookup = _remembered_step_law if wavelength.size <= _FEW else _step_law
        start, fall = lookup(f, tuple(wavelength.ravel().tolist()))
        level = start.reshape(wavelength.shape) - fall.reshape(wavelength.shape) * radius
        return np.asarray(typical * np.sqrt(radius) * np.exp(level))[()]
    level = _class_level(_class_limit(f), np.asarray(radius), wavelength)
    return np.asarray(typical * np.exp(level))[()]


def path_loss(
    f: Fibre, path: ArrayLike, wavelength: ArrayLike, typical: float = 1.0, resolution: float = RESOLUTION
) -> np.ndarray | float:
    """Loss [dB] of a fibre laid along a path, points (n, 2) or (n, 3) [m]; has the shape of wavelength [m].

    The sum over the path of loss_per_turn/2 pi times the angle turned. Points closer than ``resolution`` [m] are
    averaged (see ``_path``). A circle of radius 5 mm or more gives loss_per_turn within 2 % from 20 even points a turn
    and within 10 % from three (tested); a straight line gives 0. Jitter of 0.1 mm adds 15 % at 15 mm. What a
    change of curvature costs (transition loss) is left out.
    Raises ValueError as ``loss_per_turn`` does, or for a path of another shape or with a point that is not finite.
    """
    return loss_of(f, bends(path, resolution), wavelength, typical)


def loss_of(f: Fibre, found: Bends, wavelength: ArrayLike, typical: float = 1.0) -> np.ndarray | float:
    """Loss [dB] of the bends of a path, as ``path_loss`` of that path."""
    wavelength = np.asarray(wavelength, dtype=float)
    turn = loss_per_turn(f, found.radius, wavelength[..., None], typical)
    return np.asarray(turn @ found.angle / (2.0 * np.pi))[()]


def path_radius(path: ArrayLike, resolution: float = RESOLUTION) -> Tightest:
    """The tightest spot of a path, points (n, 2) or (n, 3) [m]. A bend shorter than ``resolution`` [m] is not seen.

    Raises ValueError as ``path_loss`` does.
    """
    return tightest(bends(path, resolution))


def tightest(found: Bends) -> Tightest:
    """The tightest of the bends of a path, as ``path_radius`` of that path."""
    if not len(found.radius) or not found.radius.min() < _STRAIGHT:
        return Tightest(float("inf"), 0.0, 0)
    at = int(found.radius.argmin())
    return Tightest(float(found.radius[at]), float(found.distance[at]), int(found.index[at]))


def microbend(f: Fibre, wavelength: ArrayLike, at_1550: ArrayLike, exponent: float = 2.0) -> np.ndarray | float:
    """Attenuation added by microbends [dB/km] of a cable whose pressure costs at_1550 [dB/km] on G.652.D at 1550 nm.

    wavelength [m] and at_1550 broadcast. Petermann, Arch. Elektr. Uebertr. 30 (1976) 337: (w1/lam)^2 (w2^2/lam)^2p, for
    bends whose power spectrum falls with frequency^-2p. Which p a cable has is not verified: ``exponent``. A smaller
    mode field stands pressure better, and 1625 nm suffers a sixth more than 1550 nm.
    """
    wavelength = np.asarray(wavelength, dtype=float)
    reference = CATALOGUE["G.652.D"]
    near = near_field_radius(f, wavelength) / near_field_radius(reference, 1550e-9) * 1550e-9 / wavelength
    spread = (mode_field_radius(f, wavelength) / mode_field_radius(reference, 1550e-9)) ** 2 * 1550e-9 / wavelength
    return np.asarray(np.asarray(at_1550, dtype=float) * near**2 * spread ** (2.0 * exponent))[()]


def cold_microbend(temperature: ArrayLike, onset: float = -10.0, at_minus_40: float = 0.05) -> np.ndarray | float:
    """Microbend loss of a cable in the cold [dB/km at 1550 nm on G.652.D], the at_1550 of ``microbend``.

    temperature [deg C], any shape: nothing above ``onset``, growing with the square below it to ``at_minus_40`` [dB/km]
    at -40 deg C. Data sheets of fibres allow 0.05 dB/km from -60 to +85; the shape of the rise is not verified.
    """
    depth = np.maximum(0.0, onset - np.asarray(temperature, dtype=float)) / (onset + 40.0)
    return np.asarray(at_minus_40 * depth**2)[()]


def thermal_delay(temperature: ArrayLike, reference: float = 20.0, per_kelvin: float = 7.4e-6) -> np.ndarray | float:
    """Factor on the group delay, so on every distance an OTDR shows, at a temperature [deg C], any shape.

    per_kelvin: (1/n) dn/dT + expansion of silica = 1.0e-5/1.468 + 0.55e-6 (textbook): 4 m on 20 km from 30 K.
    """
    return 1.0 + per_kelvin * (np.asarray(temperature, dtype=float) - reference)


def _step_law(f: Fibre, wavelengths: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers c, d (m,) of loss per turn = sqrt(R) exp(c - d R) [dB], R [m], at some wavelengths [m]."""
    wavelength = np.array(wavelengths)
    v = guided_v(f, wavelength)
    u = _lp01.eigenvalue(v)
    w = np.sqrt(v * v - u * u)
    a, k = f.core_radius, 2.0 * np.pi / wavelength
    propagation = np.sqrt((k * indices(f, wavelength)[0]) ** 2 - (u / a) ** 2)
    fall = ELASTO_OPTIC * 2.0 * (w / a) ** 3 / (3.0 * propagation**2)
    power = np.sqrt(np.pi / ELASTO_OPTIC) * (u / a) ** 2 / (2.0 * (w / a) ** 1.5 * v**2 * _bessel.k(1, w) ** 2)
    return np.log(20.0 * np.pi / np.log(10.0) * power), fall


@lru_cache(maxsize=256)
def _remembered_step_law(f: Fibre, wavelengths: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """``_step_law``, remembered: a pure function of values, and the same fibre is asked for at every frame."""
    numbers = _step_law(f, wavelengths)
    for values in numbers:
        values.setflags(write=False)
    return numbers


def _class_limit(f: Fibre) -> ClassLimit:
    """The limit of a fibre's class, or a ValueError that lists the classes."""
    if f.bend_class not in CLASS_LIMITS:
        known = ", ".join((*STEP_INDEX_CLASSES, *CLASS_LIMITS))
        raise ValueError(f"{f.name} has the bend class {f.bend_class!r}: known are {known}")
    return CLASS_LIMITS[f.bend_class]


def _class_level(limit: ClassLimit, radius: np.ndarray, wavelength: np.ndarray) -> np.ndarray:
    """ln of the loss of a turn [dB] at a class limit, radius and wavelength broadcast (see the head of this file)."""
    short, long = (np.log(factor) - radius / length for factor, length in zip(limit.factor, limit.length, strict=True))
    start, end = _LIMIT_WAVELENGTHS
    rise = np.maximum(_LEAST_RISE, (long - short) / (end - start))
    return np.asarray(short + rise * (wavelength - start))
