"""Two end faces that do not touch: what gets across, and what the two surfaces send back.

It deliberately knows neither polish nor dirt: fibres, slopes of the faces, a gap and an index in.

Frame: the axes of both fibres lie along z, the normals of the faces lean by their slopes towards +x (two angled faces
of a keyed connector are parallel: equal slopes). Light leaves a sloped face bent towards -x.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulator.optics import _endface, splice
from simulator.optics.fibre import Fibre
from simulator.optics.units import loss_from_transmission, ratio_from_db

#: Passes through the gap that are counted; each is weaker than the last by the reflectance of a surface (0.034 in air).
_PASSES = 8


@dataclass(frozen=True, eq=False)
class Gap:
    """Two faces at a distance. wavelength, gap, offset [m], tilt [rad] broadcast; slopes [rad]; medium: index between.

    bandwidth: rms width of the source [m]. Where the gap is 0 the faces touch and nothing is reflected.
    """

    f_a: Fibre
    f_b: Fibre
    wavelength: np.ndarray
    offset: np.ndarray
    tilt: np.ndarray
    gap: np.ndarray
    slope_a: float
    slope_b: float
    medium: float = 1.0
    bandwidth: float = 0.0

    def turned(self) -> Gap:
        """The same, seen from b."""
        return replace(self, f_a=self.f_b, f_b=self.f_a, slope_a=self.slope_b, slope_b=self.slope_a)

    def coupling_loss(self) -> np.ndarray | float:
        """Loss [dB] by mode field, offset, tilt and gap, without reflections.

        Refraction at a sloped face throws the light beside the core of b and tilts it; b's own slope turns it back.
        """
        contact = splice.loss(self.f_a, self.f_b, self.wavelength, self.offset, self.tilt)
        if not self._open:
            return contact
        bent_a, bent_b = self._bent(self.slope_a), self._bent(self.slope_b)
        # The faces follow their axes, so a tilt keeps its transverse wave number in any medium.
        sine = np.clip(self._glass / self.medium * np.sin(self.tilt), -0.99, 0.99)
        beside, lean = self.offset + self.gap * np.tan(bent_a), np.arcsin(sine) + bent_a - bent_b
        apart = splice.loss(self.f_a, self.f_b, self.wavelength, beside, lean, self.gap, self.medium)
        return np.where(self.gap > 0.0, apart, contact)

    def reflection_loss(self) -> np.ndarray:
        """Loss [dB] by the reflection at both surfaces."""
        if not self._open:
            return np.zeros(())
        return np.where(self.gap > 0.0, loss_from_transmission(self._passes), 0.0)

    def returned(self) -> np.ndarray:
        """Share of power that both surfaces send back into a.

        Square faces interfere: 1 less what passes. Angled ones add their powers; in between, a mixture.
        """
        if not self._open:
            return np.zeros(())
        flat = _endface.fresnel(self.f_a, self.wavelength, self.medium)
        first = flat * _endface.taken_back(self.f_a, self.wavelength, self.slope_a)
        # The far face: a is coupled to its own image in it, at twice the gap and twice the angle.
        lean, image = self._bent(self.slope_a) + self.slope_b, 2.0 * self.gap
        trip = splice.loss(self.f_a, self.f_a, self.wavelength, image * np.sin(lean), 2.0 * lean, image, self.medium)
        second = flat * (1.0 - flat) ** 2 * ratio_from_db(-np.asarray(trip))
        square = self._fringe**4
        both = square * (1.0 - self._passes) + (1.0 - square) * (first + second)
        return np.where(self.gap > 0.0, both, 0.0)

    def _bent(self, slope: float) -> np.ndarray:
        """Angle [rad] between the fibre and the light that leaves its sloped face (or that the face takes in)."""
        if slope == 0.0:
            return np.zeros(())
        return np.asarray(np.arcsin(self._glass / self.medium * np.sin(slope)) - slope)

    @cached_property
    def _open(self) -> bool:
        """Whether the faces are apart anywhere."""
        return bool(np.any(self.gap != 0.0))  # below 0 too: splice.loss refuses it

    @cached_property
    def _glass(self) -> np.ndarray:
        """Index that the light has in fibre a."""
        return _endface.effective_index(self.f_a, self.wavelength)

    @cached_property
    def _passes(self) -> np.ndarray:
        """Share of a plane wave that gets across: Airy's formula as a series; a broad source blurs each term."""
        one, other = (_endface.fresnel(f, self.wavelength, self.medium) for f in (self.f_a, self.f_b))
        r = np.sqrt(one * other)
        phase = 4.0 * np.pi * self.medium * self.gap / self.wavelength
        blur = 0.5 * (phase * self.bandwidth / self.wavelength) ** 2
        m = np.arange(1, _PASSES + 1).reshape(-1, *(1,) * np.ndim(phase))
        waves = ((r * self._fringe) ** m * np.cos(m * phase) * np.exp(-m * m * blur)).sum(0)
        return np.asarray((1.0 - r) / (1.0 + r) * (1.0 + 2.0 * waves))

    @cached_property
    def _fringe(self) -> np.ndarray:
        """How much the surfaces interfere: 1 when both are square to the light, next to 0 for angled ones."""
        steeper = max(abs(self.slope_a), abs(self.slope_b))
        return np.sqrt(_endface.taken_back(self.f_a, self.wavelength, steeper))
