"""What the reader should find on the trace: true events at every wavelength, ghosts, and what the settings hide.

It deliberately looks at no reading of the trainee.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from simulator.instruments.otdr_panel import Keys
from simulator.optics import truth
from simulator.optics.link import Link
from simulator.optics.otdr import Receiver, Settings
from simulator.optics.trace import Trace
from simulator.optics.truth import TrueEvent
from simulator.scenes.otdr.logic_params import Params

#: Below this a reflection is not seen on any field trace [dB].
FAINT_DB = -72.0
#: Height over the noise [dB] that a plain eye asks of a reflection or an end, and rms of the noise [dB, one-way] at
#: which a step of the same height can no longer be read with two fitted lines.
SEEN_SNR_DB = 1.5
STEP_SHARE = 1.0
#: A joint that reflects and loses little must be read to this at least [dB]: else nobody can say whether it is good.
JOINT_DB = 0.2
#: A lower peak or step is not seen on the screen at all [dB].
PEAK_DB, LEAST_STEP_DB = 0.1, 0.02


@dataclass(frozen=True)
class Expected:
    """One event that is there. place_m: true distance from the instrument at A [m]; by wavelength [nm]: path_m (optical
    path), loss_db (true), shown_db (as the screen shows it from A), reflectance_db. also: another name that is right.
    """

    place_m: float
    kind: str
    name: str = ""
    path_m: dict[int, float] = field(default_factory=dict)
    loss_db: dict[int, float] = field(default_factory=dict)
    shown_db: dict[int, float] = field(default_factory=dict)
    reflectance_db: dict[int, float] = field(default_factory=dict)
    required: bool = True
    also: str = ""

    def at(self, keys: Keys, nm: int) -> float:
        """Where the screen shows it [m] with the index that is set."""
        return self.path_m[nm] / keys.index_at(nm) if nm in self.path_m else self.place_m

    @property
    def mirror_db(self) -> float:
        """Its strongest reflection [dB]."""
        return max(self.reflectance_db.values(), default=-math.inf)

    def worst(self, nms: tuple[int, ...], true: bool) -> float:
        """Its highest loss [dB] among wavelengths [nm], true or as shown from A."""
        table = self.loss_db if true else self.shown_db
        return max((table[nm] for nm in nms if nm in table), default=0.0)


def expected(link: Link, params: Params) -> tuple[Expected, ...]:
    """All events of a link, in order; required where a good hand can and must name them."""
    nms = tuple(int(nm) for nm in params.wavelengths)
    columns = {nm: truth.true_events(link, nm * 1e-9) for nm in nms}
    found = []
    for row in zip(*columns.values(), strict=True):
        by = dict(zip(nms, row, strict=True))
        event: TrueEvent = row[0]
        shown = {nm: e.shown_db for nm, e in by.items()}
        mirrors = {nm: e.reflectance_db for nm, e in by.items()}
        found.append(
            Expected(
                event.place_m,
                event.kind,
                event.name,
                {nm: e.path_m for nm, e in by.items()},
                {nm: e.loss_db for nm, e in by.items()},
                shown,
                mirrors,
                event.kind == "end" or max(map(abs, shown.values())) >= params.least_db
                or max(mirrors.values()) > FAINT_DB,
                next((each.also for each in by.values() if each.also), ""),
            )
        )
    return tuple(found)


def of_file(trace: Trace, params: Params, events: list[tuple[float, str, float | None, float | None, str]]
            ) -> tuple[tuple[Expected, ...], tuple[float, ...]]:
    """Events and ghosts of a recorded trace: (position [m], kind, loss [dB], reflectance [dB], name) each."""
    nm = round(trace.wavelength * 1e9)
    real = tuple(
        Expected(
            place, kind, name, {}, {} if loss is None else {nm: loss}, {} if loss is None else {nm: loss},
            {nm: -math.inf if mirror is None else mirror},
        )
        for place, kind, loss, mirror, name in events
        if kind != "ghost"
    )  # fmt: skip
    return real, tuple(place for place, kind, *_ in events if kind == "ghost")


def ghosts(link: Link, keys: Keys, nms: tuple[int, ...], receiver: Receiver) -> tuple[float, ...]:
    """Where the screen shows echoes [m], at any of the wavelengths measured, with the index of the measurement."""
    places: list[float] = []
    for nm in nms:
        settings = keys.settings(nm)
        for ghost in truth.ghosts(link, settings, receiver):
            at = ghost.path_m / settings.group_index
            if all(abs(at - other) > settings.pulse_m for other in places):
                places.append(at)
    return tuple(sorted(places))


@dataclass(frozen=True)
class Hidden:
    """Required events that the settings hide, by reason: behind the range, in a dead zone, under the noise."""

    range: int = 0
    merged: int = 0
    noise: int = 0

    @property
    def all(self) -> int:
        """How many in all."""
        return self.range + self.merged + self.noise


def hidden(events: tuple[Expected, ...], keys: Keys, nms: tuple[int, ...], receiver: Receiver) -> Hidden:
    """What cannot be read with these keys at any of the wavelengths measured."""
    reasons = {"range": 0, "merged": 0, "noise": 0}
    for index, event in enumerate(events):
        if event.required:
            why = [_why(events, index, keys.settings(nm), nm, receiver) for nm in nms]
            if why and all(why):
                reasons[why[0]] += 1
    return Hidden(**reasons)


def _why(events: tuple[Expected, ...], index: int, settings: Settings, nm: int, receiver: Receiver) -> str:
    """Why an event cannot be read at one wavelength; '' when it can."""
    event = events[index]
    if event.path_m[nm] / settings.group_index > 0.97 * settings.range_m:
        return "range"
    lost = sum(e.loss_db[nm] for e in events[:index]) + _fibre_db(event, nm)
    here = TrueEvent(event.place_m, event.path_m[nm], event.kind, reflectance_db=event.reflectance_db[nm], lost_db=lost)
    for before in events[:index]:
        seen = before.required and (before.reflectance_db[nm] > FAINT_DB or abs(before.shown_db[nm]) > 0.03)
        there = TrueEvent(
            before.place_m, before.path_m[nm], before.kind, 0.0, before.shown_db[nm], before.reflectance_db[nm]
        )
        gap = (event.path_m[nm] - before.path_m[nm]) / settings.group_index
        if seen and gap < truth.dead_m(there, settings, receiver):
            return "merged"
    return _drowned(here, event, settings, nm, receiver)


def _fibre_db(event: Expected, nm: int) -> float:
    """What the glass before an event takes, near enough for a judgement [dB]."""
    return event.place_m / 1000.0 * {1310: 0.34, 1550: 0.20, 1625: 0.22}.get(nm, 0.24)


def _drowned(here: TrueEvent, event: Expected, settings: Settings, nm: int, receiver: Receiver) -> str:
    """'noise' where noise covers an event, 'merged' where the pulse is so long that backscatter covers its peak."""
    snr = truth.snr_db(here, settings, receiver)
    ratio = here.reflectance_db - settings.backscatter - 10.0 * math.log10(settings.pulse * 1e9)
    peak = 5.0 * math.log10(1.0 + 10.0 ** (ratio / 10.0)) if here.reflectance_db > -90.0 else 0.0
    if event.kind == "end":
        return "noise" if snr + peak < SEEN_SNR_DB else ""
    mirrors, step = event.reflectance_db[nm] > FAINT_DB, abs(event.shown_db[nm])
    least = max(step, JOINT_DB) if mirrors and peak > PEAK_DB else step
    if snr < SEEN_SNR_DB or least < STEP_SHARE * 2.17 * 10.0 ** (-snr / 5.0):
        return "noise"
    return ("merged" if mirrors else "noise") if least < LEAST_STEP_DB else ""
