"""Power along a link in dBm: source, meter and its reference, and whether a list of losses fits a PON class.

It deliberately knows no geometry and no words: losses come in as decibels, verdicts go out as numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from simulator.optics.fibre import Fibre


@dataclass(frozen=True)
class Source:
    """A stabilised light source: level [dBm] at the end of its first cord, wavelength [m], drift [dB] since then."""

    level_dbm: float = -8.0
    wavelength: float = 1310e-9
    drift_db: float = 0.0

    @property
    def now_dbm(self) -> float:
        """Level at this moment [dBm]."""
        return self.level_dbm + self.drift_db


@dataclass(frozen=True)
class Meter:
    """A power meter: what it can tell [dBm], what it displays [dB]. Field figures of a common class."""

    least_dbm: float = -70.0
    most_dbm: float = 10.0
    resolution_db: float = 0.01
    error_db: float = 0.0

    def reading(self, level_dbm: float) -> float | None:
        """Displayed level [dBm], rounded; None where it is too dark ("LO") or too bright to tell."""
        if not self.least_dbm <= level_dbm <= self.most_dbm:
            return None
        return round(round((level_dbm + self.error_db) / self.resolution_db) * self.resolution_db, 6)


@dataclass(frozen=True)
class Reference:
    """How the zero was taken: with 1, 2 or 3 cords. joints_db: losses [dB] of the cords - 1 matings within it.

    1 cord: source, cord, meter. The link's two end connectors then count: for connectorised links. 2 cords: one mating
    is inside the zero, so the link reads one mating less. 3 cords: two are, and only the cable is left. Raises
    ValueError for another number of cords or of matings.
    """

    cords: int = 1
    joints_db: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.cords not in (1, 2, 3):
            raise ValueError(f"cords = {self.cords}: a reference takes 1, 2 or 3")
        if len(self.joints_db) != self.cords - 1:
            raise ValueError(f"joints_db holds {len(self.joints_db)} losses: {self.cords} cords have {self.cords - 1}")

    def level_dbm(self, source: Source) -> float:
        """Power at the meter when the zero was taken [dBm]; the drift came later."""
        return source.level_dbm - sum(self.joints_db)

    def loss_db(self, source: Source, link_db: float, ends_db: tuple[float, float]) -> float:
        """Loss [dB] that the instrument shows, reference less measurement.

        link_db: the link between its end connectors; ends_db: the matings of the cords with these two.
        """
        return self.level_dbm(source) - (source.now_dbm - link_db - sum(ends_db))


@dataclass(frozen=True)
class PonClass:
    """Optical path loss that a class allows, least and most [dB], and levels [dBm] where known (None where not).

    Wavelengths [m]. Levels: what the OLT launches at least, what the ONT needs and stands, what the ONT launches at
    least, what the OLT needs and stands. source says where the figures come from and how sure they are.
    """

    name: str
    least_db: float
    most_db: float
    down: float
    up: float
    olt_launch_dbm: float | None = None
    ont_needs_dbm: float | None = None
    ont_stands_dbm: float | None = None
    ont_launch_dbm: float | None = None
    olt_needs_dbm: float | None = None
    olt_stands_dbm: float | None = None
    source: str = ""


_RECALLED = "budget: textbook, open planning tools; levels: recalled from G.984.2, not checked against its text"
_XGS = "recalled from G.9807.1, not checked against its text"
#: Classes by name; an instructor may pass a table of his own.
PON_CLASSES: Mapping[str, PonClass] = MappingProxyType({
    c.name: c
    for c in (
        PonClass("GPON B+", 13.0, 28.0, 1490e-9, 1310e-9, 1.5, -27.0, -8.0, 0.5, -28.0, -8.0, _RECALLED),
        PonClass("GPON C+", 17.0, 32.0, 1490e-9, 1310e-9, 3.0, -30.0, -8.0, 0.5, -32.0, -12.0, _RECALLED),
        PonClass("XGS-PON N1", 14.0, 29.0, 1577e-9, 1270e-9, source=_XGS),
        PonClass("XGS-PON N2", 16.0, 31.0, 1577e-9, 1270e-9, source=_XGS),
        PonClass("XGS-PON E1", 18.0, 33.0, 1577e-9, 1270e-9, source=_XGS),
        PonClass("XGS-PON E2", 20.0, 35.0, 1577e-9, 1270e-9, source=_XGS),
    )
})  # fmt: skip


@dataclass(frozen=True)
class Budget:
    """Losses by name [dB] against a class, with a reserve [dB] for repairs and ageing, and what is launched [dBm]."""

    losses_db: Mapping[str, float]
    pon: PonClass
    reserve_db: float = 0.0
    launch_dbm: float | None = None

    @property
    def total_db(self) -> float:
        """Sum of the losses [dB], without the reserve."""
        return float(sum(self.losses_db.values()))

    @property
    def margin_db(self) -> float:
        """What is left below the most that the class allows, after the reserve [dB]; negative: too much loss."""
        return self.pon.most_db - self.reserve_db - self.total_db

    @property
    def above_least_db(self) -> float:
        """What lies above the least loss of the class [dB]; negative: too bright, an attenuator is needed."""
        return self.total_db - self.pon.least_db

    @property
    def fits(self) -> bool:
        """Whether the total lies within the class, reserve included."""
        return self.margin_db >= 0.0 and self.above_least_db >= 0.0

    @property
    def received_dbm(self) -> float | None:
        """Level at the far end [dBm]: launch (or the least an OLT of the class launches) less the total."""
        launch = self.pon.olt_launch_dbm if self.launch_dbm is None else self.launch_dbm
        return None if launch is None else launch - self.total_db


def planned_losses(
    f: Fibre,
    wavelength: float,
    length_m: float,
    splices: int = 0,
    connectors: int = 0,
    splitter_db: float = 0.0,
    splice_db: float = 0.1,
    connector_db: float = 0.5,
) -> dict[str, float]:
    """Losses [dB] of a plan before anything is built: fibre, splices, connectors, splitter.

    wavelength, length_m [m]. Planning values: 0.1 dB a splice, 0.3 to 0.5 dB a connector (French courses). Raises
    ValueError for a negative count or length.
    """
    if min(length_m, splices, connectors) < 0:
        raise ValueError(f"length_m = {length_m}, splices = {splices}, connectors = {connectors}: must be >= 0")
    return {
        "fibre": float(f.attenuation(wavelength)) * length_m / 1e3,
        "splices": splices * splice_db,
        "connectors": connectors * connector_db,
        "splitter": splitter_db,
    }
