"""A link: parts in a row along a distance, what they cost at any wavelength either way, and the bill by cause.

It deliberately measures nothing (``otdr`` does) and knows no plant and no file: whoever has those builds the parts.

    Link((Section(g652, 2000.0), Splice(offset=0.6e-6), Section(g652, 3000.0)), far=End("open"))
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from simulator.optics._link_parts import (
    END_KINDS,
    NOTHING,
    Bend,
    Bill,
    Connection,
    End,
    KnownJoint,
    Section,
    Splice,
    Split,
)
from simulator.optics.fibre import Fibre
from simulator.optics.power import Budget, PonClass, Source

Part = Section | Splice | Connection | KnownJoint | Bend | Split

__all__ = [
    "END_KINDS",
    "NOTHING",
    "Bend",
    "Bill",
    "Connection",
    "End",
    "KnownJoint",
    "Link",
    "Part",
    "Place",
    "Section",
    "Splice",
    "Split",
]  # fmt: skip


class Place(NamedTuple):
    """A part with where it begins [m] and the fibres on either side of it."""

    part: Part
    start: float
    before: Fibre
    after: Fibre

    @property
    def stop(self) -> float:
        """Where the part ends [m]; a joint has no length."""
        return self.start + (self.part.length if isinstance(self.part, Section) else 0.0)

    def bill(self, wavelength: ArrayLike) -> Bill:
        """What the part costs one way, by cause [dB]."""
        return self.part.bill(self.before, self.after, wavelength)

    def reflectance(self, wavelength: float) -> float:
        """What the part sends back [dB], -inf for nothing."""
        return self.part.reflectance(self.before, self.after, wavelength)


def _held(place: Place) -> Part:
    """The part with its glass written in, where that before it is not that behind it."""
    part = place.part
    if isinstance(part, Bend) and part.fibre is None and place.before != place.after:
        return replace(part, fibre=place.before)
    return part


@dataclass(frozen=True)
class Link:
    """Parts from the near end, where the instrument plugs in, to the far one. Immutable: every change is a new link.

    Raises ValueError where there is no section of fibre.
    """

    parts: tuple[Part, ...]
    far: End = End("open")
    near: End = End("open")
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple(self.parts))
        if not any(isinstance(part, Section) for part in self.parts):
            raise ValueError("a link needs at least one section of fibre")

    @cached_property
    def _hash(self) -> int:
        return hash((self.parts, self.far, self.near, self.name))

    def __hash__(self) -> int:
        """That of the parts, worked out once: links are keys of what is remembered about them."""
        return self._hash

    @property
    def length(self) -> float:
        """Length of fibre from end to end [m], side branches not counted."""
        return math.fsum(part.length for part in self.parts if isinstance(part, Section))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The parts with their distances and neighbours."""
        fibres = [part.fibre if isinstance(part, Section) else None for part in self.parts]
        before, after = _filled(fibres), _filled(fibres[::-1])[::-1]
        places, start = [], 0.0
        for part, left, right in zip(self.parts, before, after, strict=True):
            places.append(Place(part, start, left or right, right or left))  # type: ignore[arg-type]
            if isinstance(part, Section):
                start += part.length
        return tuple(places)

    def losses(self, wavelength: ArrayLike) -> list[tuple[Place, Bill]]:
        """Every part with its bill [dB], in order; wavelength [m], any shape."""
        return [(place, place.bill(wavelength)) for place in self.places]

    def bill(self, wavelength: ArrayLike) -> Bill:
        """Loss by cause over the whole link [dB], in the order in which causes are met; sums to ``insertion_loss``."""
        total: Bill = {}
        for _, entries in self.losses(wavelength):
            for cause, loss in entries.items():
                total[cause] = total.get(cause, 0.0) + loss
        return total

    def insertion_loss(self, wavelength: ArrayLike) -> np.ndarray | float:
        """Loss from end to end [dB] at a wavelength [m], any shape; the same both ways."""
        return np.asarray(sum(sum(entries.values()) for _, entries in self.losses(wavelength)))[()]

    def reversed(self) -> Link:
        """The same link with the instrument at the other end."""
        # A bend between two glasses stays in its own: seen from the other end, another one lies before it.
        turned = tuple(_held(place).turned() for place in reversed(self.places))
        return Link(turned, far=self.near, near=self.far, name=self.name)

    def between(self, launch: Iterable[Part] = (), tail: Iterable[Part] = ()) -> Link:
        """The link with a launch fibre before it and a tail fibre after it, each with its joint to the link."""
        return replace(self, parts=(*launch, *self.parts, *tail))

    def through_branch(self, number: int) -> Link:
        """The same network with the side branch of this number (from 0) of its first splitter as the way that counts.

        The way that counted until now takes its place among the side branches. Reverse the result to plug in at that
        branch's end. Raises ValueError where there is no such branch or light comes from the other side.
        """
        found = ((i, part) for i, part in enumerate(self.parts) if isinstance(part, Split) and not part.upstream)
        index, part = next(found, (0, None))
        if part is None:
            raise ValueError("no splitter that shares light out lies on this link")
        if not 0 <= number < len(part.branches):
            raise ValueError(f"branch {number}: this splitter has {len(part.branches)} side branches, from 0")
        chosen, rest = part.branches[number], Link(self.parts[index + 1 :], far=self.far)
        others = (*part.branches[:number], rest, *part.branches[number + 1 :])
        parts = (*self.parts[:index], replace(part, branches=others), *chosen.parts)
        return replace(self, parts=parts, far=chosen.far)

    def received(self, source: Source) -> float:
        """Level [dBm] at the far end of a link that a source shines into; ``power.Meter.reading`` says what shows."""
        return source.now_dbm - float(self.insertion_loss(source.wavelength))

    def budget(
        self, pon: PonClass, upstream: bool = False, reserve_db: float = 0.0, launch_dbm: float | None = None
    ) -> Budget:
        """The bill at a wavelength of a PON class against what the class allows; see ``power.Budget``."""
        losses = self.bill(pon.up if upstream else pon.down)
        return Budget({cause: float(loss) for cause, loss in losses.items()}, pon, reserve_db, launch_dbm)


def _filled(fibres: list[Fibre | None]) -> list[Fibre | None]:
    """For each place the last fibre seen up to it."""
    seen: Fibre | None = None
    filled = []
    for fibre in fibres:
        seen = fibre or seen
        filled.append(seen)
    return filled
