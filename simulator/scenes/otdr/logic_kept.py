"""What the trainee keeps: a trace with the table as it was, and the file of the trade that comes of it.

It deliberately judges nothing: what a kept trace is worth is for the job.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.formats import sor
from simulator.optics.cursors import section_slope
from simulator.optics.trace import Trace
from simulator.scenes.otdr.logic_params import Row
from simulator.scenes.otdr.logic_reading import BEHIND_PULSES, CALM_M, FREE_M, Whole, is_loss, whole

#: A section shorter than this [pulse lengths] has no attenuation of its own, nor has one that seems to lose less than
#: any fibre does [dB/km]: its line is that of noise, or of joints next to it.
LEAST_PULSES, LEAST_DB_KM = 15.0, 0.1


@dataclass(frozen=True, eq=False)
class Kept:
    """A trace that the trainee kept, with the table as it was. number, fibre (colour): the line's; side: A or B; whole:
    it shows the line to its end; tail: a reel stands behind the line as well."""

    name: str
    trace: Trace
    rows: tuple[Row, ...]
    side: str
    number: int
    fibre: str
    tick: int
    whole: bool = True
    tail: bool = False


def kept_file(kept: Kept, mirror_m: Callable[[float], float]) -> sor.SorFile:
    """A kept trace with its table as a file of the trade; its time of measurement is left at 0.

    The table is that of the end where the instrument stood, which the file names first. mirror_m: a place counted from
    A as one from B [m].
    """
    trace, here = kept.trace, kept.side == "A"
    nm, index = round(trace.wavelength * 1e9), trace.group_index
    rows = kept_rows(kept, mirror_m)
    events, before = [], max(0.0, trace.start_m)
    for number, (place, row) in enumerate(rows, start=1):
        figures = row.losses if here else row.back
        events.append(
            sor.key_event(
                number, place, index, loss_db=_figure(figures.get(nm)), reflectance_db=row.reflectance_db,
                slope_db_km=_slope(trace, before, place), end=row.kind == "end",
                markers_m=_markers(trace, row) if here else None,
            )
        )  # fmt: skip
        before = place
    first, second = kept.side, "B" if here else "A"
    general = sor.General(fibre=kept.fibre, wavelength_nm=nm, location_a=first, location_b=second)
    return sor.from_trace(trace, tuple(events), general, summary=_summary(kept, rows), time=0)


def kept_rows(kept: Kept, mirror_m: Callable[[float], float]) -> list[tuple[float, Row]]:
    """Place [m] and row of every event in a kept trace's file, in order; echoes are no events.

    From B those that were read there; the end that A saw is the instrument's port there.
    """
    if kept.side == "A":
        seen = [(row.position_m, row) for row in kept.rows if row.kind != "ghost"]
    else:
        nm = round(kept.trace.wavelength * 1e9)
        seen = [(mirror_m(r.position_m), r) for r in kept.rows if r.kind not in ("ghost", "end") and nm in r.back]
    return sorted(seen, key=lambda placed: placed[0])


def _slope(trace: Trace, before_m: float, place_m: float) -> float:
    """Attenuation of the fibre between two events [dB/km]; 0, as files have it, where too few pulses of it are seen."""
    start, stop = before_m + FREE_M + BEHIND_PULSES * trace.pulse_m, place_m - FREE_M
    if stop - start < max(CALM_M, LEAST_PULSES * trace.pulse_m):
        return 0.0
    slope = section_slope(trace, start, stop)
    return slope if slope >= LEAST_DB_KM else 0.0


def line_ends(rows: Sequence[tuple[float, Row]], tail: bool) -> tuple[float, float] | None:
    """Where the line begins and ends by a table, placed rows in order [m]; None while one of the two is missing.

    It begins with the first event. It ends with the fibre; where a reel stands behind it, with the last connector.
    """
    end = next((place for place, row in rows if row.kind == "end"), None)
    if end is None or rows[0][0] >= end:
        return None
    start = rows[0][0]
    joints = [place for place, row in rows if row.kind == "connector" and start < place < end]
    return (start, joints[-1]) if tail and joints else (start, end)


def whole_line(trace: Trace, ends: tuple[float, float], tail: bool) -> Whole | None:
    """What the line between its ends loses and sends back; with a reel behind it, its last connector too."""
    start, end = ends
    return whole(trace, start, end + (FREE_M + CALM_M + BEHIND_PULSES * trace.pulse_m if tail else 0.0))


def _summary(kept: Kept, rows: list[tuple[float, Row]]) -> sor.Summary | None:
    """Length, loss and return loss of the line, None where the table does not hold both its ends."""
    ends = line_ends(rows, kept.tail)
    found = None if ends is None else whole_line(kept.trace, ends, kept.tail)
    if ends is None or found is None:
        return None
    return sor.span_summary(*ends, kept.trace.group_index, found.loss_db, found.orl_db)


def _figure(loss_db: float | None) -> float:
    """A loss as a file holds it [dB]: 0 where none was read."""
    return loss_db if loss_db is not None and is_loss(loss_db) else 0.0


def _markers(trace: Trace, row: Row) -> tuple[float, float, float, float, float] | None:
    """Where a row was measured, as a file of the trade holds it [m]: a, A, B, b and the highest sample from A to B."""
    if not row.cursors:
        return None
    a, first, last, b = row.cursors
    left, right = trace.index(first), max(trace.index(first), trace.index(last))
    peak = trace.start_m + trace.spacing_m * (left + int(trace.samples_db[left : right + 1].argmax()))
    return a, first, last, b, max(first, peak)
