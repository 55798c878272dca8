"""What lies along a line, part by part: where, what it costs by cause, and when hands last changed it.

It is the answer to "where did my 0.18 dB come from?". It deliberately measures nothing: figures are those of the glass.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulator.optics.link import Connection, End, KnownJoint, Link, Place, Section, Splice, Split
from simulator.optics.truth import one_way_extra_db
from simulator.plant.line import Line, LinePart

#: Causes below this are left out of a bill that is shown [dB].
LEAST_DB = 0.0005


@dataclass(frozen=True)
class LineEvent:
    """One event of a line. part: its number in the line, -1 for the instrument's plug and the end.

    kind: splice, connector, bend, splitter or end; position_m from the instrument's port, launch reel included;
    bill: cause -> dB one way at the wavelength asked for; reflectance_db None for no reflection; tick: when hands last
    changed it, 0 when they never did; moments: cause -> tick of the gesture that brought it in, where hands did;
    extra_db: what the instrument sees there from its end and is no loss [dB].
    """

    part: int
    name: str
    kind: str
    position_m: float
    bill: Mapping[str, float]
    reflectance_db: float | None
    tick: int
    moments: Mapping[str, int] = field(default_factory=dict)
    extra_db: float = 0.0

    @property
    def loss_db(self) -> float:
        """Sum of the bill [dB]."""
        return math.fsum(self.bill.values())


def events_of(line: Line, wavelength: float, backwards: bool = False) -> list[LineEvent]:
    """Every event that the instrument could meet, in order of distance; wavelength [m].

    The losses of the events and of the glass between them sum to ``link.insertion_loss``.
    """
    link = line.link(backwards=backwards)
    owners = _owners(line, link, backwards)
    found: list[LineEvent] = []
    for place, owner in zip(link.places, owners, strict=True):
        if isinstance(place.part, Section):
            continue
        event = _event(line, place, owner, wavelength)
        found.append(replace(event, moments=_moments(line.parts[owner], event)) if owner >= 0 else event)
    found.append(_end(link, wavelength))
    return _joined(found)


def _owners(line: Line, link: Link, backwards: bool) -> list[int]:
    """Which part of the line each part of the link came from; -1 for cord, reels and their plugs."""
    made = [len(line.optical(index)) for index, _ in enumerate(line.reached())]
    owners = [index for index, count in enumerate(made) for _ in range(count)]
    if backwards:
        owners.reverse()
    before = link_head(link)
    spare = len(link.parts) - before - len(owners)
    return [-1] * before + owners + [-1] * spare


def link_head(link: Link) -> int:
    """Number of parts that the instrument brings along: its cord or reel, and the plug into the line."""
    return 2 if isinstance(link.parts[0], Section) else 1


def _event(line: Line, place: Place, owner: int, wavelength: float) -> LineEvent:
    bill = {cause: float(loss) for cause, loss in place.bill(wavelength).items() if abs(float(loss)) >= LEAST_DB}
    part: LinePart | None = line.parts[owner] if owner >= 0 else None
    back = place.reflectance(wavelength)
    return LineEvent(
        part=owner,
        name=part.spec.name if part is not None else getattr(place.part, "name", ""),
        kind=_kind(place),
        position_m=round(place.start, 2),
        bill=bill,
        reflectance_db=None if back == -math.inf else round(float(back), 2),
        tick=part.tick if part is not None else 0,
        extra_db=one_way_extra_db(place, wavelength),
    )


def _moments(part: LinePart, event: LineEvent) -> dict[str, int]:
    """The gesture behind each cause: the coil, the cleave or the arc, the mating; nothing for what was there before."""
    # Where light is lost by several coils, the tightest one is looked at.
    coiled = min(part.coils, key=lambda coil: coil.radius_mm).tick if part.coils else 0
    found: dict[str, int] = {}
    for cause in event.bill:
        if cause == "bend":
            found[cause] = coiled
        elif part.joint is not None:
            found[cause] = part.joint.origins.get(cause, part.joint.tick)
        else:
            found[cause] = part.tick
    return {cause: tick for cause, tick in found.items() if tick > 0}


def _kind(place: Place) -> str:
    if isinstance(place.part, KnownJoint):
        return place.part.kind
    if isinstance(place.part, Connection):
        return "connector"
    if isinstance(place.part, Splice):
        return "splice"
    return "splitter" if isinstance(place.part, Split) else "bend"


def _end(link: Link, wavelength: float) -> LineEvent:
    last = link.places[-1]
    back = link.far.reflectance(last.after, wavelength) if isinstance(link.far, End) else -math.inf
    shown = None if back == -math.inf else round(float(back), 2)
    return LineEvent(-1, "", "end", round(link.length, 2), {}, shown, 0)


def _joined(events: list[LineEvent]) -> list[LineEvent]:
    """Events of one part at one place (a splice and the coil laid behind it) as one, under the name of the first."""
    found: list[LineEvent] = []
    for event in events:
        last = found[-1] if found else None
        if last is not None and event.part >= 0 and last.part == event.part and last.position_m == event.position_m:
            bill = dict(last.bill)
            for cause, loss in event.bill.items():
                bill[cause] = bill.get(cause, 0.0) + loss
            kind = last.kind if last.kind != "bend" or event.kind == "bend" else event.kind
            back = event.reflectance_db if last.reflectance_db is None else last.reflectance_db
            moments = {**last.moments, **event.moments}
            extra = last.extra_db + event.extra_db
            found[-1] = replace(last, kind=kind, bill=bill, reflectance_db=back, moments=moments, extra_db=extra)
        else:
            found.append(event)
    return found
