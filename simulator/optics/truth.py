"""What a link truly holds for an OTDR that looks into it: real events, what they would show, and the ghosts to come.

It deliberately reads no trace (``events`` does that): it is what a reading is compared with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.optics._otdr_response import respond
from simulator.optics.link import Bend, Connection, KnownJoint, Link, Place, Section, Split
from simulator.optics.otdr import Receiver, Settings

#: Parts that lie closer than this [m] are one event for every instrument.
ONE_PLACE_M = 1.0
#: Kinds by how much they stand out where several share a place.
KINDS = ("end", "connector", "splitter", "splice", "bend")
#: Light over a level that shows as 0.5 and as 0.1 dB on the screen, as a share of it.
HALF_DB, TENTH_DB = 10.0**0.1 - 1.0, 10.0**0.02 - 1.0
#: Least height over the backscatter [dB], and over the noise [rms], at which an eye sees a ghost.
GHOST_DB, GHOST_RMS = 0.15, 3.0


@dataclass(frozen=True)
class TrueEvent:
    """One event of a link at one wavelength.

    place_m: length of glass from the instrument [m]. path_m: optical path n z [m]; divided by the index that was set it
    is the distance on the screen. kind: connector, splice, bend, splitter or end. loss_db: true loss one way.
    shown_db: step on the screen from this side, the change of backscatter in. reflectance_db: -inf for nothing.
    lost_db: what was lost before it [dB]. bend_db: what of the loss is that of bends: where a coil lies at a splice, a
    trace shows one step.
    """

    place_m: float
    path_m: float
    kind: str
    loss_db: float = 0.0
    shown_db: float = 0.0
    reflectance_db: float = -math.inf
    name: str = ""
    lost_db: float = 0.0
    bend_db: float = 0.0

    @property
    def also(self) -> str:
        """Another kind that a reader may call it by: a splice of which a bend takes the most; '' for none."""
        return "bend" if self.kind == "splice" and self.bend_db > 0.5 * abs(self.loss_db) else ""


@dataclass(frozen=True)
class Ghost:
    """An echo that a trace shows: path_m as in TrueEvent, height_db over the backscatter (or the noise) [dB]."""

    path_m: float
    height_db: float


def true_events(link: Link, wavelength: float) -> tuple[TrueEvent, ...]:
    """Every event of a link in order at a wavelength [m], the end last; parts at one place are one event."""
    found: list[TrueEvent] = []
    path = lost = 0.0
    for place in link.places:
        part = place.part
        loss = sum(float(value) for value in place.bill(wavelength).values())
        if isinstance(part, Section):
            path += part.length * part.group_index(wavelength)
        else:
            _add(found, _event(place, path, loss, lost, wavelength))
        lost += loss
    last = link.places[-1]
    reflects = link.far.reflectance(last.after, wavelength)
    _add(found, TrueEvent(last.stop, path, "end", 0.0, 0.0, reflects, "", lost))
    return tuple(found)


def one_way_extra_db(place: Place, wavelength: float) -> float:
    """What one end sees of a place besides its loss [dB]: half of how much less the glass behind it sends back.

    The other end sees as much less, so that the mean of both is the loss; 0 inside one fibre.
    """
    if isinstance(place.part, Bend):
        return 0.0
    return 0.5 * (float(place.before.backscatter(wavelength)) - float(place.after.backscatter(wavelength)))


def _event(place: Place, path: float, loss: float, lost: float, wavelength: float) -> TrueEvent:
    part = place.part
    change = one_way_extra_db(place, wavelength)
    kind = "splice"
    if isinstance(part, Connection) or (isinstance(part, KnownJoint) and part.kind == "connector"):
        kind = "connector"
    elif isinstance(part, Bend):
        kind = "bend"
    elif isinstance(part, Split):
        kind = "splitter"
    bent, mirror = (loss if kind == "bend" else 0.0), place.reflectance(wavelength)
    return TrueEvent(place.start, path, kind, loss, loss + change, mirror, part.name, lost, bent)


def _add(found: list[TrueEvent], event: TrueEvent) -> None:
    """Append, or make one event of two at the same place."""
    before = found[-1] if found else None
    if before is None or event.place_m - before.place_m > ONE_PLACE_M:
        found.append(event)
        return
    kind = min((before.kind, event.kind), key=KINDS.index)
    strong = max(before.reflectance_db, event.reflectance_db)
    shown, loss = before.shown_db + event.shown_db, before.loss_db + event.loss_db
    name, bent = before.name or event.name, before.bend_db + event.bend_db
    found[-1] = TrueEvent(before.place_m, before.path_m, kind, loss, shown, strong, name, before.lost_db, bent)


def snr_db(event: TrueEvent, settings: Settings, receiver: Receiver | None = None) -> float:
    """How far the backscatter before an event stands above the rms noise [dB on the screen]."""
    receiver = receiver or Receiver()
    return receiver.dynamic_range(settings.pulse, settings.wavelength, settings.averaging) - event.lost_db


def dead_m(event: TrueEvent, settings: Settings, receiver: Receiver | None = None) -> float:
    """Length after an event within which another cannot be told from it [m].

    The pulse, and as many slow time constants of the receiver (at least two) as bring down what is left of a reflection
    to 0.5 dB over the backscatter (IEC 61746's attenuation dead zone: 2 m beyond a pulse of 5 ns, 16-20 m beyond one of
    500 ns at -45 dB on data sheets), and what is left of a step to 0.1 dB.
    """
    receiver = receiver or Receiver()
    per_s = settings.pulse_m / settings.pulse
    ground = settings.backscatter + 10.0 * math.log10(settings.pulse * 1e9)
    mirror = 10.0 ** ((event.reflectance_db - ground) / 10.0) / HALF_DB
    step = (10.0 ** (max(0.0, event.shown_db) / 5.0) - 1.0) / TENTH_DB
    settles = max(2.0, math.log(max(mirror, step, 1.0)))
    return settings.pulse_m + settles * receiver.slow(settings.pulse) * per_s


def ghosts(link: Link, settings: Settings, receiver: Receiver | None = None) -> tuple[Ghost, ...]:
    """Echoes that a trace with these settings shows plainly, in order; one that falls on a real reflection is none."""
    receiver = receiver or Receiver()
    noise = receiver.noise(settings.pulse, settings.wavelength, settings.averaging)
    response = respond(link, settings.wavelength, receiver.port_db, 0.3 * noise)
    real = [event.path_m for event in true_events(link, settings.wavelength)]
    found: list[Ghost] = []
    for path, power in _gathered(response.points, settings.pulse_m * settings.group_index * 0.25):
        if path <= 0.0 or any(abs(path - other) < settings.pulse_m * settings.group_index for other in real):
            continue
        ground = _backscatter(response.sections, path) * settings.pulse * 1e9
        height = 5.0 * math.log10(1.0 + power / max(ground, noise))
        if height >= GHOST_DB and power >= GHOST_RMS * noise and path / settings.group_index < settings.range_m:
            found.append(Ghost(path, height))
    return tuple(found)


def _gathered(points: np.ndarray, near: float) -> Sequence[tuple[float, float]]:
    """Points within ``near`` [m of path] of each other as one: the place of the strongest and the sum of powers."""
    groups: list[list[tuple[float, float]]] = []
    for path, power in sorted(map(tuple, points.tolist())):
        if groups and path - groups[-1][-1][0] < near:
            groups[-1].append((path, power))
        else:
            groups.append([(path, power)])
    return [(max(g, key=lambda p: p[1])[0], sum(p[1] for p in g)) for g in groups]


def _backscatter(sections: np.ndarray, path: float) -> float:
    """Backscatter for 1 ns at a path [m]; 0 behind the end."""
    total = 0.0
    for start, stop, power, decay in sections.tolist():
        if start <= path < stop:
            total += power * math.exp(-decay * (path - start))
    return total
