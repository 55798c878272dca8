"""What the trainee keeps: a trace with the table as it was, and the file of the trade that comes of it.

It deliberately judges nothing: what a kept trace is worth is for the job.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.formats import sor
from simulator.optics.trace import Trace
from simulator.scenes.otdr.logic_params import Row
from simulator.scenes.otdr.logic_reading import is_loss


@dataclass(frozen=True, eq=False)
class Kept:
    """A trace that the trainee kept, with the table as it was. number, fibre (colour): the line's; side: A or B; whole:
    it shows the line to its end."""

    name: str
    trace: Trace
    rows: tuple[Row, ...]
    side: str
    number: int
    fibre: str
    tick: int
    whole: bool = True


def kept_file(kept: Kept) -> sor.SorFile:
    """A kept trace with its table as a file of the trade; its time of measurement is left at 0."""
    nm, index = round(kept.trace.wavelength * 1e9), kept.trace.group_index
    events = tuple(
        sor.key_event(
            number, row.position_m, index, loss_db=_figure(row.losses.get(nm)), reflectance_db=row.reflectance_db,
            end=row.kind == "end", markers_m=_markers(kept.trace, row) if kept.side == "A" else None,
        )
        for number, row in enumerate((r for r in kept.rows if r.kind != "ghost"), start=1)
    )  # fmt: skip
    general = sor.General(fibre=kept.fibre, wavelength_nm=nm, location_a="A", location_b="B")
    return sor.from_trace(kept.trace, events if kept.side == "A" else (), general, time=0)


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
