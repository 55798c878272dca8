"""What a link is made of: lengths of fibre, joints, bends, splitters, the end; each with its bill and its reflection.

It deliberately knows no distance and no order: ``link`` puts the parts in a row and tells each what lies beside it.

Every part answers the same three questions. ``bill(before, after, wavelength)``: what it costs one way, by cause [dB];
``reflectance(before, after, wavelength)``: light it sends back [dB], -inf for none; ``turned()``: the same part seen
from the other side. before and after are the fibres on either side; wavelength [m], any shape for the bill.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from simulator.optics import bend, connector, splice
from simulator.optics.connector import Face
from simulator.optics.fibre import Curve, Fibre
from simulator.optics.splitter import Splitter

if TYPE_CHECKING:
    from simulator.optics.link import Link

Bill = dict[str, "np.ndarray | float"]
#: Reflectance of what reflects nothing.
NOTHING = -np.inf
END_KINDS = ("open", "angled", "terminated", "crushed")


@dataclass(frozen=True)
class Section:
    """A length [m] of one fibre. attenuation [dB/km] overrides the fibre's: one number for every wavelength or a Curve.

    temperature [deg C]: a cold cable presses on its fibres (``bend.cold_microbend``), and light is a little slower in
    warm glass. Raises ValueError for a length or an attenuation that is not a finite number of at least 0.
    """

    fibre: Fibre
    length: float
    attenuation: Curve | float | None = None
    temperature: float = 20.0
    name: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.length < np.inf:
            raise ValueError(f"length = {self.length} m: must be >= 0 and finite")
        if isinstance(self.attenuation, int | float) and not 0.0 <= self.attenuation < np.inf:
            raise ValueError(f"attenuation = {self.attenuation} dB/km: must be >= 0 and finite")

    def per_km(self, wavelength: ArrayLike) -> np.ndarray | float:
        """Attenuation of the glass [dB/km] at a wavelength [m]."""
        own = self.fibre.attenuation if self.attenuation is None else self.attenuation
        return own(wavelength) if isinstance(own, Curve) else _alike(own, wavelength)

    def cold_per_km(self, wavelength: ArrayLike) -> np.ndarray | float:
        """What the cold adds [dB/km] at a wavelength [m]."""
        pressure = float(bend.cold_microbend(self.temperature))
        return bend.microbend(self.fibre, wavelength, pressure) if pressure else _alike(0.0, wavelength)

    def group_index(self, wavelength: float) -> float:
        """Group index of the glass at its temperature and a wavelength [m]."""
        return float(self.fibre.group_index(wavelength)) * float(bend.thermal_delay(self.temperature))

    def bill(self, before: Fibre, after: Fibre, wavelength: ArrayLike) -> Bill:
        """What the glass takes, and the cold where it does [dB]."""
        entries: Bill = {"fibre": self.per_km(wavelength) * (self.length / 1000.0)}
        if np.any(cold := self.cold_per_km(wavelength)):
            entries["cold"] = cold * (self.length / 1000.0)
        return entries

    def reflectance(self, before: Fibre, after: Fibre, wavelength: float) -> float:
        """None: the glass scatters, which is the OTDR's business."""
        return NOTHING

    def turned(self) -> Section:
        """The same."""
        return self


@dataclass(frozen=True)
class Splice:
    """A fused joint as it truly is: core offset [m], tilt [rad], other causes as (name, dB), alike at every wavelength.

    reflects [dB]: -inf for a sound joint, -60 to -40 with a bubble.
    """

    offset: float = 0.0
    tilt: float = 0.0
    extra: tuple[tuple[str, float], ...] = ()
    reflects: float = NOTHING
    name: str = ""

    def bill(self, before: Fibre, after: Fibre, wavelength: ArrayLike) -> Bill:
        """Mode field, offset, tilt, then the other causes; the empty gap of a fused joint is left out."""
        extra = {cause: _alike(loss, wavelength) for cause, loss in self.extra}
        entries = splice.bill(before, after, wavelength, self.offset, self.tilt, extra=extra)
        del entries["gap"]
        return entries

    def reflectance(self, before: Fibre, after: Fibre, wavelength: float) -> float:
        """Light sent back [dB]."""
        return self.reflects

    def turned(self) -> Splice:
        """The same: without gap, a joint loses alike both ways."""
        return self


@dataclass(frozen=True)
class KnownJoint:
    """A joint whose true loss is known by cause, (name, dB) pairs at every wavelength, whatever made it.

    kind: "splice" or "connector", for those who draw it. reflects [dB], -inf for nothing.
    """

    losses: tuple[tuple[str, float], ...]
    reflects: float = NOTHING
    kind: str = "splice"
    name: str = ""

    def __post_init__(self) -> None:
        for cause, loss in self.losses:
            if not np.isfinite(loss):
                raise ValueError(f"loss by {cause} = {loss} dB: must be finite")
        if self.reflects > 0.0:
            raise ValueError(f"reflects = {self.reflects} dB: no joint sends back more than it gets")

    def bill(self, before: Fibre, after: Fibre, wavelength: ArrayLike) -> Bill:
        """As given."""
        return {cause: _alike(loss, wavelength) for cause, loss in self.losses}

    def reflectance(self, before: Fibre, after: Fibre, wavelength: float) -> float:
        """Light sent back [dB]."""
        return self.reflects

    def turned(self) -> KnownJoint:
        """The same."""
        return self


@lru_cache(maxsize=64)
def _mated_at(
    a: Face, b: Face, f_a: Fibre, f_b: Fibre, wavelength: float, offset: float, tilt: float, gap: float
) -> connector.Mated:
    """``connector.mate``, remembered: bill, reflection and score ask for the same two faces one after the other."""
    return connector.mate(a, b, f_a, f_b, wavelength, offset, tilt, gap)


@dataclass(frozen=True)
class Connection:
    """Two faces in an adapter, a towards the near end; offset [m], tilt [rad] and gap [m] as in ``connector.mate``.

    flipped: light comes from the side of b. The loss stays that of a to b: a passive joint is reciprocal.
    """

    a: Face = Face()
    b: Face = Face()
    offset: float = 0.0
    tilt: float = 0.0
    gap: float = 0.0
    flipped: bool = False
    name: str = ""

    def _mated(self, before: Fibre, after: Fibre, wavelength: ArrayLike) -> connector.Mated:
        sides = (after, before) if self.flipped else (before, after)
        if np.ndim(wavelength) == 0:
            return _mated_at(self.a, self.b, *sides, float(np.asarray(wavelength)), self.offset, self.tilt, self.gap)
        return connector.mate(self.a, self.b, *sides, wavelength, self.offset, self.tilt, self.gap)

    def bill(self, before: Fibre, after: Fibre, wavelength: ArrayLike) -> Bill:
        """The bill of the two faces."""
        return dict(self._mated(before, after, wavelength).bill)

    def reflectance(self, before: Fibre, after: Fibre, wavelength: float) -> float:
        """Light sent back to the side where it comes from [dB]."""
        mated = self._mated(before, after, wavelength)
        return float(mated.reflectance_back_db if self.flipped else mated.reflectance_db)

    def turned(self) -> Connection:
        """Light comes from the other side."""
        return replace(self, flipped=not self.flipped)


@dataclass(frozen=True)
class Bend:
    """Turns of a radius [m] in a fibre, None: that before it; typical: share of the class limit that this fibre loses.
    """

    radius: float
    turns: float = 1.0
    typical: float = 1.0
    name: str = ""
    fibre: Fibre | None = None

    def __post_init__(self) -> None:
        if not (0.0 < self.radius < np.inf and 0.0 <= self.turns < np.inf):
            raise ValueError(f"bend of {self.turns} turns at {self.radius} m: radius above 0, turns 0 or more")

    def bill(self, before: Fibre, after: Fibre, wavelength: ArrayLike) -> Bill:
        """What the turns cost."""
        return {"bend": bend.loss_per_turn(self.fibre or before, self.radius, wavelength, self.typical) * self.turns}

    def reflectance(self, before: Fibre, after: Fibre, wavelength: float) -> float:
        """None: light leaves a bend sideways."""
        return NOTHING

    def turned(self) -> Bend:
        """The same."""
        return self


@dataclass(frozen=True)
class Split:
    """A splitter in a link, which goes on behind one of its ports; ``branches`` hang on others.

    upstream False: light comes from the trunk and every branch gets its share; True: it comes from a port, and only the
    trunk gets it. Ports without a branch send nothing back.
    """

    device: Splitter
    branches: tuple[Link, ...] = ()
    upstream: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.branches) + 1 > self.device.ports:
            raise ValueError(f"a 1:{self.device.ports} splitter has no room for {len(self.branches) + 1} branches")

    def bill(self, before: Fibre, after: Fibre, wavelength: ArrayLike) -> Bill:
        """Even sharing between the ports, then what the component loses beyond it."""
        share = 10.0 * np.log10(self.device.ports)
        loss = self.device.insertion_loss_db(wavelength)
        return {"split": loss * 0.0 + share, "splitter": loss - share}

    def reflectance(self, before: Fibre, after: Fibre, wavelength: float) -> float:
        """What the splitter itself sends back [dB]."""
        return self.device.reflectance_db

    def turned(self) -> Split:
        """Light comes from the other side."""
        return replace(self, upstream=not self.upstream)


@dataclass(frozen=True)
class End:
    """Where the glass ends: open (flat face in air), angled (APC face in air), terminated or crushed.

    reflects [dB] overrides what the kind says.
    """

    kind: str = "open"
    reflects: float | None = None

    def __post_init__(self) -> None:
        if self.kind not in END_KINDS:
            raise ValueError(f"end {self.kind!r}: one of {', '.join(END_KINDS)}")

    def reflectance(self, fibre: Fibre, wavelength: float) -> float:
        """Light sent back [dB], -inf for a terminated or crushed end."""
        if self.reflects is not None:
            return self.reflects
        polish = {"open": "UPC", "angled": "APC"}.get(self.kind)
        return NOTHING if polish is None else float(connector.open_end(polish, wavelength, fibre))


def _alike(value: float, wavelength: ArrayLike) -> np.ndarray | float:
    """The same value at every wavelength."""
    if isinstance(wavelength, float):
        return float(value)
    return np.full(np.shape(wavelength), float(value))[()]
