"""Fibres as data: the catalogue, any other step-index fibre, and the size of the mode at a wavelength.

It deliberately knows neither joints nor bends, and nothing of the trench of bend-insensitive fibres: every catalogue
fibre is the step-index equivalent of its class, which holds for the near field (splices) but not for bends.

Glass: the two indices of a catalogue fibre are given at ``index_wavelength``. At another wavelength both are multiplied
by the ratio of the index of pure silica there and here (Malitson), so the relative difference Delta stays constant. A
fibre from ``step_index`` has ``index_wavelength`` None: its indices are taken as they are at every wavelength.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from simulator.optics import _lp01

#: First zero of J0: above this V a second mode is guided.
SINGLE_MODE_V = 2.404825557695773
#: Wavelength at which mode-field diameters and catalogue indices are stated [m].
REFERENCE_WAVELENGTH = 1310e-9

_SHORTEST, _LONGEST = 0.4e-6, 2.2e-6


@dataclass(frozen=True)
class Curve:
    """A property by wavelength: points (wavelength [m], value), joined by lines over wavelength ** power.

    Beyond the first and the last point the end segment is continued. Valid from 1260 to 1675 nm (bands O to U).
    """

    points: tuple[tuple[float, float], ...]
    power: float = 1.0

    def __call__(self, wavelength: ArrayLike) -> np.ndarray | float:
        """Value at a wavelength [m], any shape. Raises ValueError outside 1260-1675 nm."""
        return _at(self, wavelength) if isinstance(wavelength, float) else self._over(wavelength)

    def _over(self, wavelength: ArrayLike) -> np.ndarray | float:
        wavelength = _checked_wavelength(wavelength, 1.26e-6, 1.675e-6)
        if len(self.points) == 1:
            return np.full(wavelength.shape, self.points[0][1])[()]
        known, value = np.array(self.points).T
        segment = np.clip(np.searchsorted(known, wavelength) - 1, 0, len(known) - 2)
        at, known = (wavelength * 1e6) ** self.power, (known * 1e6) ** self.power
        share = (at - known[segment]) / (known[segment + 1] - known[segment])
        return np.asarray(value[segment] + share * (value[segment + 1] - value[segment]))[()]

    def raised(self, amount: float) -> Curve:
        """The same curve with an amount added to every value."""
        return replace(self, points=tuple((wavelength, value + amount) for wavelength, value in self.points))


@lru_cache(maxsize=256)
def _at(curve: Curve, wavelength: float) -> np.ndarray | float:
    """One value of a curve, remembered: every part of every link asks for the same few."""
    return curve._over(wavelength)


@dataclass(frozen=True)
class Fibre:
    """One kind of fibre. Lengths in [m]; attenuation [dB/km], group_index and backscatter [dB for 1 ns] by wavelength.

    ``bend_class`` names the bend behaviour ("step index" has none of its own).
    """

    name: str
    core_radius: float
    core_index: float
    cladding_index: float
    index_wavelength: float | None
    attenuation: Curve
    group_index: Curve
    backscatter: Curve
    bend_class: str
    cladding_diameter: float = 125e-6
    coating_diameter: float = 242e-6

    @cached_property
    def _hash(self) -> int:
        return hash((self.name, self.core_radius, self.core_index, self.attenuation, self.group_index, self.bend_class))

    def __hash__(self) -> int:
        """That of most fields, worked out once: a link has a fibre in each of its parts, and is itself a key."""
        return self._hash


def step_index(core_radius: float, core_index: float, cladding_index: float) -> Fibre:
    """A step-index fibre that is not in the catalogue, with the attenuation and backscatter of a G.652.D fibre.

    core_radius [m]; the indices are taken as constant with wavelength. Raises ValueError for a radius outside 0.5-50
    um, an index outside 1-4, or a core index that is not above the cladding index.
    """
    if not 0.5e-6 <= core_radius <= 50e-6:
        raise ValueError(f"core_radius = {core_radius} m: give metres, between 0.5e-6 and 50e-6")
    if not 1.0 <= cladding_index <= 4.0:
        raise ValueError(f"cladding_index = {cladding_index}: allowed 1 to 4")
    if not cladding_index < core_index <= 4.0:
        raise ValueError(f"core_index = {core_index}: must lie above cladding_index = {cladding_index} and not above 4")
    return replace(
        CATALOGUE["G.652.D"],
        name=f"step index {core_radius * 1e6:.3f} um",
        core_radius=float(core_radius),
        core_index=float(core_index),
        cladding_index=float(cladding_index),
        index_wavelength=None,
        bend_class="step index",
    )


def with_mode_field(f: Fibre, mfd_1310: float) -> Fibre:
    """The same fibre drawn with another Petermann II mode-field diameter at 1310 nm [m].

    The core radius is scaled, and the index step with it so that V and the cut-off stay. Scaling the radius alone could
    not do it: at constant index the mode field has a minimum 3 % under the nominal value, just below the V where
    single-mode fibres work. Backscatter moves with 1/w^2 (the capture of the fibre). Raises ValueError outside 4 to
    16 um.
    """
    if not 4e-6 <= mfd_1310 <= 16e-6:
        raise ValueError(f"mfd_1310 = {mfd_1310} m: give metres, between 4e-6 and 16e-6")
    scale = mfd_1310 / (2.0 * float(mode_field_radius(f, REFERENCE_WAVELENGTH)))
    aperture2 = (f.core_index**2 - f.cladding_index**2) / scale**2
    return replace(
        f,
        core_radius=f.core_radius * scale,
        core_index=float(np.sqrt(f.cladding_index**2 + aperture2)),
        backscatter=f.backscatter.raised(float(-20.0 * np.log10(scale))),
    )


def silica_index(wavelength: ArrayLike) -> np.ndarray:
    """Index of pure silica at a wavelength [m], any shape, 0.4-2.2 um. Malitson, JOSA 55 (1965) 1205 (20 deg C)."""
    x = (_checked_wavelength(wavelength) * 1e6) ** 2
    first = 0.6961663 * x / (x - 0.0684043**2)
    second = 0.4079426 * x / (x - 0.1162414**2)
    return np.sqrt(1.0 + first + second + 0.8974794 * x / (x - 9.896161**2))


def indices(f: Fibre, wavelength: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Index of core and of cladding at a wavelength [m], any shape (see the head of this file)."""
    if f.index_wavelength is None:
        ratio = np.ones(_checked_wavelength(wavelength).shape)
    else:
        ratio = silica_index(wavelength) / silica_index(f.index_wavelength)
    return f.core_index * ratio, f.cladding_index * ratio


def numerical_aperture(f: Fibre, wavelength: ArrayLike) -> np.ndarray | np.float64:
    """sqrt(core index^2 - cladding index^2) at a wavelength [m], any shape."""
    core, cladding = indices(f, wavelength)
    return np.asarray(np.sqrt(core**2 - cladding**2))[()]


def v_number(f: Fibre, wavelength: ArrayLike) -> np.ndarray | np.float64:
    """Normalised frequency V = 2 pi core_radius NA / wavelength; wavelength [m], any shape."""
    return 2.0 * np.pi * f.core_radius * numerical_aperture(f, wavelength) / np.asarray(wavelength, dtype=float)


def mode_field_radius(f: Fibre, wavelength: ArrayLike) -> np.ndarray | np.float64:
    """Petermann II mode-field radius [m], half the MFD of ITU-T G.650.1; wavelength [m], any shape.

    Exact for a step index to 1e-12. Raises ValueError where V leaves 1.3 to 3.0.
    """
    return f.core_radius * _lp01.petermann_2(guided_v(f, wavelength))


def near_field_radius(f: Fibre, wavelength: ArrayLike) -> np.ndarray | np.float64:
    """Petermann I mode-field radius [m], sqrt(2) times the rms radius of the near field; wavelength [m], any shape.

    Exact for a step index to 1e-12. Raises ValueError where V leaves 1.3 to 3.0.
    """
    return f.core_radius * _lp01.petermann_1(guided_v(f, wavelength))


def guided_v(f: Fibre, wavelength: ArrayLike) -> np.ndarray:
    """V of a fibre, or a ValueError where the LP01 solution is not valid; wavelength [m], any shape.

    Between 2.405 and 3.0 a second mode is guided; what is computed there is LP01 alone.
    """
    v = np.asarray(v_number(f, wavelength))
    bad = ~((v >= _lp01.V_MIN) & (v <= _lp01.V_MAX))
    if np.any(bad):
        worst = float(np.broadcast_to(wavelength, v.shape)[bad][0])
        why = "too weakly guided" if v[bad][0] < _lp01.V_MIN else "multimode"
        raise ValueError(
            f"{f.name} has V = {v[bad][0]:.3f} at {worst * 1e9:.0f} nm ({why}): "
            f"the LP01 model holds for {_lp01.V_MIN} <= V <= {_lp01.V_MAX}"
        )
    return v


def cutoff_wavelength(f: Fibre) -> float:
    """Theoretical cut-off of LP11 [m], where V = 2.405. A cable's measured cut-off is shorter, by some 50-100 nm."""
    wavelength = REFERENCE_WAVELENGTH
    for _ in range(12):
        wavelength *= float(v_number(f, wavelength)) / SINGLE_MODE_V
    return wavelength


def _checked_wavelength(wavelength: ArrayLike, shortest: float = _SHORTEST, longest: float = _LONGEST) -> np.ndarray:
    """A wavelength as an array of floats, or a ValueError that names the value and the range."""
    wavelength = np.asarray(wavelength, dtype=float)
    bad = ~((wavelength >= shortest * (1.0 - 1e-9)) & (wavelength <= longest * (1.0 + 1e-9)))
    if np.any(bad):
        limits = f"between {shortest * 1e9:.0f}e-9 and {longest * 1e9:.0f}e-9"
        raise ValueError(f"wavelength = {wavelength[bad][0]} m: give metres, {limits}")
    return wavelength


def _curve(power: float, *points_nm: tuple[float, float]) -> Curve:
    """A curve from points (wavelength [nm], value)."""
    return Curve(tuple((nanometres / 1e9, value) for nanometres, value in points_nm), power)


def _catalogue_fibre(
    name: str, core_radius: float, core_index: float, *, attenuation: Curve, group_index: Curve, backscatter: Curve
) -> Fibre:
    """A catalogue entry: core radius [m] and index at 1310 nm, in silica."""
    return Fibre(
        name=name,
        core_radius=core_radius,
        core_index=core_index,
        cladding_index=1.44680432,
        index_wavelength=REFERENCE_WAVELENGTH,
        attenuation=attenuation,
        group_index=group_index,
        backscatter=backscatter,
        bend_class=name,
    )


#: Step-index equivalents: silica cladding (Malitson), V = 2.405 x 1260/1310 at 1310 nm (theoretical cut-off 1260 nm),
#: and a Petermann II mode-field diameter at 1310 nm of 9.2, 9.0, 8.8 and 8.6 um (nominal range of ITU-T G.652 and
#: G.657: 8.6-9.2). Attenuation and group index: data sheets of one maker each, cabled maxima; attenuation is joined
#: over wavelength ** -4, the law of Rayleigh scattering. Backscatter: -79.4/-81.9/-82.5 dB for 9.2 um and the others
#: from it by 1/w^2, so that the one-way step at a joint is 10 log10(w1/w2) dB, as theory says.
CATALOGUE: Mapping[str, Fibre] = MappingProxyType({
    f.name: f
    for f in (
        _catalogue_fibre(
            "G.652.D", 4.147109e-6, 1.45147003,
            attenuation=_curve(-4.0, (1310, 0.34), (1383, 0.34), (1550, 0.20), (1625, 0.23)),
            group_index=_curve(1.0, (1310, 1.4677), (1550, 1.4682)),
            backscatter=_curve(1.0, (1310, -79.40), (1550, -81.90), (1625, -82.50)),
        ),
        _catalogue_fibre(
            "G.657.A1", 4.056955e-6, 1.45167935,
            attenuation=_curve(-4.0, (1310, 0.35), (1383, 0.35), (1460, 0.25), (1550, 0.21), (1625, 0.23)),
            group_index=_curve(1.0, (1310, 1.467), (1550, 1.468), (1625, 1.468)),
            backscatter=_curve(1.0, (1310, -79.21), (1550, -81.71), (1625, -82.31)),
        ),
        _catalogue_fibre(
            "G.657.A2", 3.966800e-6, 1.45190307,
            attenuation=_curve(-4.0, (1310, 0.35), (1383, 0.35), (1550, 0.21), (1625, 0.23)),
            group_index=_curve(1.0, (1310, 1.467), (1550, 1.467), (1625, 1.468)),
            backscatter=_curve(1.0, (1310, -79.01), (1550, -81.51), (1625, -82.11)),
        ),
        _catalogue_fibre(
            "G.657.B3", 3.876646e-6, 1.45214253,
            attenuation=_curve(-4.0, (1310, 0.35), (1383, 0.35), (1550, 0.21), (1625, 0.23)),
            group_index=_curve(1.0, (1310, 1.468), (1550, 1.469)),
            backscatter=_curve(1.0, (1310, -78.81), (1550, -81.31), (1625, -81.91)),
        ),
    )
})  # fmt: skip
