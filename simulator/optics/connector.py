"""A connector: two polished faces that meet, or one that looks into the air; loss by cause, and what comes back.

It deliberately knows neither microscope nor hand: faces come in as data, and nothing here is drawn at random.

What is known and what is chosen. Offset, tilt, mode field and diffraction over a gap are ``splice.loss``; reflections
of a gap are Fresnel's, coherent between parallel faces (plane waves; their diffraction is left out, so fringes beyond
50 um are too deep); angled ends are exact (``_endface``). Chosen, so parameters of ``Habits``: what a polish sends back
in contact, how far grains hold two faces apart, the wedge of two polishes that do not match, what dust sends back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from simulator.optics import _endface, splice
from simulator.optics._gap import Gap
from simulator.optics.fibre import CATALOGUE, Fibre, indices, mode_field_radius
from simulator.optics.units import db_from_ratio, ratio_from_db

#: Angle of the face by polish [rad]. "cleave" is a bare cleaved end (field connector, mechanical splice).
POLISHES: Mapping[str, float] = MappingProxyType({"PC": 0.0, "UPC": 0.0, "APC": float(np.radians(8.0)), "cleave": 0.0})
#: Index of what wets a face, near 1.5 um (textbook values). Gel is made to match silica: 1.46 in visible light, and
#: some 0.014 less here, as silica itself (1.458 to 1.444). At 1.46 a mechanical splice would send back -41 to -50 dB;
#: field connectors are sold with -55.
FILMS: Mapping[str, float] = MappingProxyType({"": 1.0, "water": 1.32, "alcohol": 1.37, "oil": 1.46, "gel": 1.447})
#: Outer diameters of the zones A core, B cladding, C adhesive, D contact [m]: IEC 61300-3-35, single mode.
ZONE_DIAMETERS: Mapping[str, float] = MappingProxyType({
    "core": 25e-6, "cladding": 115e-6, "adhesive": 135e-6, "ferrule": 250e-6,
})  # fmt: skip

_STEEPEST = float(np.radians(15.0))
#: A covered core lets at least this share of the field through: 60 dB.
_LEAST_FIELD = 1e-3


@dataclass(frozen=True)
class Zones:
    """Share 0..1 of each zone of a face that is covered: A core, B cladding, C adhesive, D contact of the ferrule."""

    core: float = 0.0
    cladding: float = 0.0
    adhesive: float = 0.0
    ferrule: float = 0.0

    def __post_init__(self) -> None:
        """Raise ValueError for a share outside 0..1."""
        for field in fields(self):
            if not 0.0 <= getattr(self, field.name) <= 1.0:
                raise ValueError(f"{field.name} = {getattr(self, field.name)}: a share of the zone, 0 to 1")

    @property
    def most(self) -> float:
        """The largest of the four."""
        return max(self.core, self.cladding, self.adhesive, self.ferrule)


@dataclass(frozen=True)
class Face:
    """One end face. polish: a key of POLISHES; angle [rad], None means that of the polish.

    dirt: share of each zone under dust; grain: its thickness [m], which holds two faces apart;
    scratches: share of each zone that is scratched; film: a key of FILMS, a liquid on the face.
    """

    polish: str = "UPC"
    angle: float | None = None
    dirt: Zones = Zones()
    scratches: Zones = Zones()
    grain: float = 2e-6
    film: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for what no face has."""
        if self.polish not in POLISHES:
            raise ValueError(f"polish = {self.polish!r}: known are {', '.join(POLISHES)}")
        if self.film not in FILMS:
            raise ValueError(f"film = {self.film!r}: known are {', '.join(filter(None, FILMS))} or an empty text")
        if not abs(self.slope) <= _STEEPEST:
            raise ValueError(f"angle = {self.angle} rad: allowed up to 15 degrees")
        if not 0.0 <= self.grain <= 100e-6:
            raise ValueError(f"grain = {self.grain} m: give metres, up to 100e-6")

    @property
    def slope(self) -> float:
        """Angle of the face [rad]."""
        return POLISHES[self.polish] if self.angle is None else self.angle


@dataclass(frozen=True)
class Habits:
    """Figures of practice that no formula gives. Levels [dB], lengths [m]. Unverified ones are marked (U).

    contact_*: what two clean faces of one polish in contact send back. By convention -40, -50, and -55 to -65 for APC;
    cleaved ends in dry contact (U), in gel the floor. open_floor: roughness of any open face; good APC ends measure
    -55 to -60. wedge: gap on the axis between an APC and a flat face, set so that such pairs, mated with the usual
    offsets, cost the measured 3.68 dB (1310) and 3.38 (1550) more in the mean. In that sum are 0.29 dB of reflection:
    two surfaces of glass in air send back 3.4 % each.
    dust_hides, scratch_hides: share of the light on dust and on a scratch that is lost (U). Grains are crushed and let
    some light through: dirty connectors cost 0.5 to 3 dB, the worst more; a full layer lets none through. A scratch is
    a shallow groove: the four of 3 um that IEC 61300-3-35 allows on the core of an APC cannot cost a grade.
    half_lift: share of a zone covered at which grains hold the faces half their thickness apart (U). dust_return: part
    of the light on dust or a scratch that goes back within the fibre's aperture, 1.5/(2 pi n w/wavelength)^2 as for
    Rayleigh light, times this albedo (U). drop: what the rounded surface of a drop on an open face sends back (U).
    """

    contact_pc: float = -40.0
    contact_upc: float = -50.0
    contact_apc: float = -60.0
    contact_cleave: float = -35.0
    open_floor: float = -60.0
    wedge: float = 39.3e-6
    half_lift: float = 0.02
    dust_return: float = 0.3
    drop: float = -40.0
    dust_hides: float = 0.6
    scratch_hides: float = 0.05

    def contact(self, polish: str, film: str = "") -> float:
        """Reflectance of two such faces in contact [dB]; gel fills what two cleaves leave open between them."""
        return (
            self.open_floor
            if (polish, film) == ("cleave", "gel")
            else float(getattr(self, f"contact_{polish.lower()}"))
        )


HABITS = Habits()


@dataclass(frozen=True, eq=False)
class Mated:
    """Two faces that meet: loss [dB], its bill by cause [dB], which sums to it, and reflectance [dB] from either side.

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
    bandwidth: float = 0.0,
    habits: Habits = HABITS,
) -> Mated:
    """Two faces in an adapter, light from a to b.

    wavelength [m], offset of the cores [m], tilt of their axes [rad] and gap [m] broadcast; a gap of 0 is physical
    contact, which dirt and polishes that do not match undo. Two angled faces are keyed: their slopes are parallel.
    bandwidth: rms width of the source [m], which washes out the fringes of a gap. The bill: mode_field, offset, tilt,
    gap, polish, dirt, reflection, scratches; an entry is what the loss grows by when its cause comes in, and gap,
    polish and dirt may be negative. It sums to loss_db within 1e-12. Raises ValueError as ``splice.loss`` does.

    Offsets and tilts hold as for ``splice.loss``.
    """
    wavelength, offset, tilt, gap = (np.asarray(value, dtype=float) for value in (wavelength, offset, tilt, gap))
    shape = np.broadcast_shapes(wavelength.shape, offset.shape, tilt.shape, gap.shape)
    wedge = habits.wedge * abs(np.sin(a.slope - b.slope)) / np.sin(POLISHES["APC"])
    lift, medium = _lift(a, b, habits), max(FILMS[a.film], FILMS[b.film])
    apart = Gap(f_a, f_b, wavelength, offset, tilt, gap + wedge + lift, a.slope, b.slope, medium, bandwidth)
    least = min(a.slope, b.slope, key=abs)
    steps = {
        "mode_field": splice.loss(f_a, f_b, wavelength),
        "offset": splice.loss(f_a, f_b, wavelength, offset),
        "tilt": splice.loss(f_a, f_b, wavelength, offset, tilt),
    }
    steps["gap"] = replace(apart, gap=gap, slope_a=least, slope_b=least).coupling_loss() if gap.any() else steps["tilt"]
    steps["polish"] = replace(apart, gap=gap + wedge).coupling_loss() if wedge else steps["gap"]
    steps["dirt"] = apart.coupling_loss() if lift else steps["polish"]
    reflection = apart.reflection_loss()
    dirt = _hidden(*(_shadow(face.dirt.core, habits.dust_hides) for face in (a, b)))
    scratches = _hidden(habits.scratch_hides * a.scratches.core, habits.scratch_hides * b.scratches.core)
    bill = _growth(steps)
    bill["dirt"] = bill["dirt"] + dirt
    bill |= {"reflection": reflection, "scratches": scratches}
    return Mated(
        _shaped(steps["dirt"] + reflection + dirt + scratches, shape),
        {cause: _shaped(loss, shape) for cause, loss in bill.items()},
        _shaped(_returned(a, b, apart, habits), shape),
        _shaped(_returned(b, a, apart.turned(), habits), shape),
    )


def open_end(
    face: Face | str,
    wavelength: ArrayLike,
    f: Fibre = CATALOGUE["G.652.D"],
    medium_index: float = 1.0,
    habits: Habits = HABITS,
) -> np.ndarray | float:
    """Reflectance [dB] of a face, or a clean one of this polish, that looks into a medium; wavelength [m], any shape.

    Powers add up: the face itself (``end_reflectance`` less what dust hides), its roughness, dust and scratches on the
    core, and the surface of a drop. -14.7 dB for a flat end in air; an APC end lies near -57, not at the deep nulls of
    the formula. Raises ValueError for an unknown polish or an index outside 1-2.
    """
    face = Face(face) if isinstance(face, str) else face
    wavelength = np.asarray(wavelength, dtype=float)
    wet = FILMS[face.film] if face.film else medium_index
    clear = (1.0 - face.dirt.core) ** 2
    back = clear * ratio_from_db(end_reflectance(f, wavelength, face.slope, wet)) + ratio_from_db(habits.open_floor)
    back = back + _dust_return(face, f, wavelength, habits)
    if face.film and medium_index != wet:
        back = back + ratio_from_db(habits.drop)
    return db_from_ratio(np.minimum(1.0, back))


def end_reflectance(
    f: Fibre, wavelength: ArrayLike, angle: float = 0.0, medium_index: float = 1.0
) -> np.ndarray | float:
    """Reflectance [dB] of a perfect end at an angle [rad] that looks into a medium; wavelength [m], any shape.

    Exact for the LP01 mode of a step index: Fresnel's share times what goes back into the mode (``_endface``). It has
    true nulls below -80 dB that no real face reaches; ``open_end`` has the floor. Raises ValueError for an angle above
    15 degrees, an index outside 1-2, or a V outside 1.3-3.0.
    """
    if not abs(angle) <= _STEEPEST:
        raise ValueError(f"angle = {angle} rad: allowed up to 15 degrees")
    if not 1.0 <= medium_index <= 2.0:
        raise ValueError(f"medium_index = {medium_index}: allowed 1 to 2")
    share = _endface.fresnel(f, wavelength, medium_index) * _endface.taken_back(f, wavelength, angle)
    return db_from_ratio(share)


def _lift(a: Face, b: Face, habits: Habits) -> float:
    """How far grains hold two faces apart [m]: the thicker grain, pressed flat where there are few of them."""
    return max(face.grain * face.dirt.most / (face.dirt.most + habits.half_lift) for face in (a, b))


def _shadow(share: float, hides: float) -> float:
    """Share of a core in the shadow of so much dust: few grains let some light through, a full layer none."""
    return share * (hides + (1.0 - hides) * share**2)


def _hidden(share_a: float, share_b: float) -> float:
    """Loss [dB] by what covers a share of both cores: the overlap falls with the share, the power with its square."""
    return float(0.0 - 20.0 * np.log10(max(_LEAST_FIELD, (1.0 - share_a) * (1.0 - share_b))))


def _returned(a: Face, b: Face, apart: Gap, habits: Habits) -> np.ndarray | float:
    """Reflectance [dB] seen from a: of the surfaces, or of the contact; and of dirt and scratches on the cores."""
    polish = 0.5 * sum(ratio_from_db(habits.contact(face.polish, face.film)) for face in (a, b))
    # A scratch is a groove of air in which the faces do not touch: its share of the field comes back.
    if scratched := max(a.scratches.core, b.scratches.core):
        bare = end_reflectance(apart.f_a, apart.wavelength, a.slope, apart.medium)
        polish = polish + scratched**2 * ratio_from_db(bare)
    surfaces, air = polish, np.asarray(apart.gap > 0.0)
    if air.any():  # most matings touch, and what two surfaces send back is half of the work of a mating
        surfaces = np.where(air, apart.returned() + ratio_from_db(habits.open_floor), polish)
    dust = sum(_dust_return(face, apart.f_a, apart.wavelength, habits) for face in (a, b))
    return db_from_ratio(np.minimum(1.0, surfaces + dust))


def _dust_return(face: Face, f: Fibre, wavelength: np.ndarray, habits: Habits) -> np.ndarray:
    """Share of power that dust and scratches on a core scatter back into the mode (see ``Habits``)."""
    covered = face.dirt.core + face.scratches.core
    if not covered:
        return np.zeros(())
    aperture = wavelength / (2.0 * np.pi * indices(f, wavelength)[1] * mode_field_radius(f, wavelength))
    return np.asarray(habits.dust_return * covered * 1.5 * aperture**2)


def _growth(steps: Mapping[str, np.ndarray | float]) -> dict[str, np.ndarray | float]:
    """What each step adds to the one before."""
    totals = list(steps.values())
    return {cause: total - before for (cause, total), before in zip(steps.items(), [0.0, *totals], strict=False)}


def _shaped(value: np.ndarray | float, shape: tuple[int, ...]) -> np.ndarray | float:
    """A value in the shape of the arguments; a float where they are scalars."""
    return np.broadcast_to(value, shape) if shape else float(value)
