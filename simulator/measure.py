"""A described link measured with the simulated OTDR: link file in, .sor file out.

It deliberately holds no physics and no format: it asks ``optics`` for the trace, ``formats`` for the files, and puts
into words what the instrument's keys do not offer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.i18n import N_, Language

if TYPE_CHECKING:
    from simulator.formats.sor import SorFile
    from simulator.optics.link import Link
    from simulator.optics.otdr import NotOffered, Settings
    from simulator.optics.trace import Trace

#: Seed of a measurement that names none: the same command gives the same samples.
SEED = 1
_SETTINGS = {
    "wavelength": N_("longueur d’onde"),
    "pulse": N_("impulsion"),
    "range": N_("portée"),
    "averaging": N_("temps de moyennage"),
    "group_index": N_("indice de groupe"),
}


@dataclass(frozen=True)
class Keys:
    """What was asked on the command line; range_m None: what shows the link, group_index None: the factory's."""

    wavelength_nm: float
    pulse_ns: float
    range_m: float | None = None
    averaging_s: float = 15.0
    group_index: float | None = None
    seed: int = SEED


class MeasureError(ValueError):
    """A measurement that cannot be made, in one sentence of the reader's language; status is the exit status."""

    status = 2


def measure(path: Path, keys: Keys, language: Language, time: int = 0) -> SorFile:
    """The file of a link measured with these keys, its events found as for any trace; time [s since 1970].

    Raises CurriculumError for a link file with faults, MeasureError for a key that the instrument does not have.
    """
    from numpy.random import default_rng

    from simulator.formats import link_yaml, sor
    from simulator.optics import otdr

    link = link_yaml.read(path, language.code)
    try:
        trace = otdr.acquire(link, _settings(link, keys), default_rng(keys.seed), exact=True)
    except otdr.NotOffered as error:
        raise MeasureError(_refusal(error, language)) from None
    general = sor.General(fibre=_plain(link.name), wavelength_nm=round(keys.wavelength_nm))
    return sor.from_trace(trace, _events(trace), general, time=time)


def _settings(link: Link, keys: Keys) -> Settings:
    """The instrument's settings. Raises NotOffered."""
    from simulator.optics import otdr

    range_m = otdr.range_for(link.length) if keys.range_m is None else keys.range_m
    wavelength, pulse = keys.wavelength_nm * 1e-9, keys.pulse_ns * 1e-9
    index = 0.0 if keys.group_index is None else keys.group_index or math.nan  # 0 is no key, not the factory's
    return otdr.Settings(wavelength, pulse, range_m, keys.averaging_s, index)


def _events(trace: Trace) -> tuple:
    """The event table of the file, by the analysis that any trace gets; ghosts are no events of a cable."""
    from simulator.formats import sor
    from simulator.optics import events

    found = [event for event in events.analyse(trace) if event.kind != "ghost"]
    return tuple(
        sor.key_event(
            number,
            event.position_m,
            trace.group_index,
            loss_db=event.loss_db or 0.0,
            reflectance_db=event.reflectance_db,
            slope_db_km=event.slope_before_db_km or 0.0,
            end=event.kind == "end",
            saturated=event.saturated,
        )
        for number, event in enumerate(found, start=1)
    )


def _plain(text: str) -> str:
    """A name that old viewers can show: Latin-1, at most 60 characters."""
    return text.encode("latin-1", errors="replace").decode("latin-1")[:60]


def _refusal(error: NotOffered, language: Language) -> str:
    """What the keys offer instead."""
    offers = [f"{offer:.12g}" for offer in error.offers]
    name = language.text(_SETTINGS.get(error.setting, error.setting))
    between = language.text("de {low} à {high}", low=offers[0], high=offers[-1])
    offered = between if error.between else ", ".join(offers)
    found = f"{error.found:.12g} {error.unit}".rstrip()
    return language.text(
        "{name} : {found} n’existe pas sur l’appareil. Possible : {offers}.", name=name, found=found, offers=offered
    )
