"""The bridge between a .sor file and a trace of the optics, both ways, and events made from metres.

It deliberately finds no event and knows no clock: the events and the time of the measurement are handed in.
"""

from __future__ import annotations

import numpy as np

from simulator.formats.sor_model import (
    NO_MARKERS,
    SPACING_UNIT,
    TIME_UNIT,
    Acquisition,
    General,
    KeyEvent,
    SorFile,
    Summary,
    Supplier,
    metres,
)
from simulator.optics.trace import Trace
from simulator.optics.units import SPEED_OF_LIGHT

#: Typical backscatter [dB for 1 ns] where a file states none: (up to this wavelength [nm], level).
_BACKSCATTER = ((1250.0, -75.0), (1450.0, -79.0), (1590.0, -81.0), (float("inf"), -82.0))
#: This model counts its spacing ten times too large (found by the author of pyOTDR).
_TENFOLD_MODEL = "OFL250"
_FLOOR = 0xFFFF
BRIN = Supplier(supplier="Brin", otdr="Simulator")


def trace_of(sor: SorFile) -> Trace:
    """The first trace of a file, its levels one-way [dB], 0 at the top of the instrument's scale, more light higher.

    distance_m counts from the user's zero, like the events: the samples of a launch fibre are below 0.
    """
    settings = sor.acquisition
    slow = 0.1 if sor.supplier.otdr == _TENFOLD_MODEL else 1.0
    return Trace(
        samples_db=sor.samples * (-sor.scale / 1e6),
        spacing_m=settings.spacing_m * slow,
        wavelength=settings.wavelength_nm / 1e9,
        pulse=settings.pulse_ns / 1e9,
        group_index=settings.group_index,
        backscatter=settings.backscatter_db or _typical_backscatter(settings.wavelength_nm),
        start_m=metres(sor.start, settings.group_index),
        averaging=settings.averaging_s,
        name=sor.general.fibre,
        listed_db=settings.loss_threshold_db,
    )


def from_trace(
    trace: Trace,
    events: tuple[KeyEvent, ...] = (),
    general: General | None = None,
    supplier: Supplier = BRIN,
    summary: Summary | None = None,
    time: int = 0,
    averages: int = 0,
) -> SorFile:
    """A file's worth of a trace: time [s since 1970 UTC], averages [count]; events as ``key_event`` makes them.

    Levels are kept to 0.001 dB; a trace that rises above 0 dB is moved down as a whole, since the zero is arbitrary.
    What lies 65.535 dB below, and what is no number, is the floor. Spacing is kept to 10 fs (2 um): a trace of 20 km
    sampled every 8 cm is stretched by 25 cm at most. Unstated, fibre and nominal wavelength come from the trace.
    """
    nominal = round(trace.wavelength * 1e9)
    spacing = max(1, round(trace.spacing_m * trace.group_index / SPEED_OF_LIGHT / SPACING_UNIT))
    length = round(len(trace) * spacing * SPACING_UNIT / TIME_UNIT)
    settings = Acquisition(
        time=time,
        wavelength_nm=round(trace.wavelength * 1e9, 1),
        offset=_time(trace.start_m, trace.group_index),
        offset_dm=round(trace.start_m * 10),
        pulse_ns=round(trace.pulse * 1e9),
        spacing=spacing,
        group_index=round(trace.group_index, 5),
        backscatter_db=round(trace.backscatter, 1),
        averages=averages,
        averaging_s=round(trace.averaging, 1),
        range_time=length,
        range_dm=round(metres(length, trace.group_index) * 10),
        noise_floor=_FLOOR,
        loss_threshold_db=trace.listed_db,
    )
    return SorFile(
        general=general or General(fibre=trace.name, wavelength_nm=nominal),
        supplier=supplier,
        acquisition=settings,
        samples=_raw(trace.samples_db),
        events=tuple(events),
        summary=summary or _span(events),
    )


def key_event(
    number: int,
    position_m: float,
    group_index: float,
    *,
    loss_db: float = 0.0,
    reflectance_db: float | None = None,
    slope_db_km: float = 0.0,
    end: bool = False,
    saturated: bool = False,
    technique: str = "LS",
    markers_m: tuple[float, float, float, float, float] | None = None,
    comment: str = "",
) -> KeyEvent:
    """A line of the event table at a distance [m], with the index set on the instrument; markers_m [m] as in KeyEvent.

    The position is rounded to the file's 100 ps (2 cm), numbers to 0.001 dB, so that a reading gives the same event.
    """
    time = _time(position_m, group_index)
    shape = ("2" if saturated else "1") if reflectance_db is not None else "0"
    return KeyEvent(
        number=number,
        time=time,
        position_m=metres(time, round(group_index, 5)),
        slope_db_km=round(slope_db_km, 3),
        loss_db=round(loss_db, 3),
        reflectance_db=None if reflectance_db is None else round(reflectance_db, 3),
        code=f"{shape}{'E' if end else 'F'}9999",
        technique=technique,
        markers=_markers(markers_m, group_index) if markers_m else NO_MARKERS,
        comment=comment,
    )


def span_summary(start_m: float, end_m: float, group_index: float, total_loss_db: float, orl_db: float) -> Summary:
    """The last line of the event table: loss and return loss (positive) [dB] between two distances [m]."""
    first, last = _time(start_m, group_index), _time(end_m, group_index)
    return Summary(round(total_loss_db, 3), first, last, round(orl_db, 3), first, last)


def _time(distance_m: float, group_index: float) -> int:
    return round(distance_m * group_index / SPEED_OF_LIGHT / TIME_UNIT)


def _markers(edges_m: tuple[float, ...], group_index: float) -> tuple[int, int, int, int, int]:
    first, start, end, following, peak = (_time(edge, group_index) for edge in edges_m)
    return first, start, end, following, peak


def _typical_backscatter(wavelength_nm: float) -> float:
    return next(level for limit, level in _BACKSCATTER if wavelength_nm <= limit)


def _raw(samples_db: np.ndarray) -> np.ndarray:
    """Levels as counts of 0.001 dB below the top, uint16."""
    counts = np.nan_to_num(np.asarray(samples_db, dtype=float), nan=-np.inf, posinf=-np.inf, neginf=-np.inf)
    counts = (max(0.0, float(counts.max(initial=-np.inf))) - counts) * 1000.0
    raw = np.rint(np.minimum(counts, _FLOOR)).astype(np.uint16)
    raw.flags.writeable = False
    return raw


def _span(events: tuple[KeyEvent, ...]) -> Summary:
    """From the first event to the last: the places of a summary whose figures nobody stated."""
    if not events:
        return Summary()
    first, last = events[0].time, events[-1].time
    return Summary(loss_start=first, loss_end=last, orl_start=first, orl_end=last)
