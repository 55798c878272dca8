"""The traces that a trainee kept in an attempt, written as .sor files and as the report that goes to the client.

It deliberately measures nothing and chooses no folder.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.formats import sor
    from simulator.i18n import Language
    from simulator.scenes.otdr.logic_params import Row
    from simulator.sheets.trace_pdf import Line, Measured

#: Columns into which the picture of a trace is thinned; what is shown behind the line's end, and behind its last event
#: where it has none, as a share of the line.
COLUMNS, BEHIND, BEHIND_LAST = 700, 0.15, 0.3
#: Room below the noise and above the fibre [dB]; a deeper or higher sample goes off the picture.
BELOW_DB, ABOVE_DB = 2.0, 8.0


def leave(attempt: Attempt, folder: Path) -> list[Path]:
    """Write every trace kept in any stage into a folder, which is made when there is one. Raises OSError."""
    from simulator.formats import sor

    written = []
    for _, name, file in _files(attempt):
        folder.mkdir(parents=True, exist_ok=True)
        written.append(folder / f"{name}.sor")
        dated = replace(file.acquisition, time=_second(attempt.who.date))
        sor.write(replace(file, acquisition=dated), written[-1])
    return written


def report(attempt: Attempt, path: Path, language: Language) -> bool:
    """Write the report of all kept traces as a PDF; False, and no file, where none was kept. Raises OSError."""
    from simulator.sheets import trace_pdf

    pages = [_page(attempt, scene, name, file, language) for scene, name, file in _files(attempt)]
    if pages:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(trace_pdf.render(pages, language))
    return bool(pages)


def _files(attempt: Attempt) -> Iterator[tuple[Any, str, sor.SorFile]]:
    """Scene, name and file of every trace that was kept."""
    for stage in range(len(attempt.exercise.stages)):
        scene = attempt.scene_at(stage)
        traces = getattr(scene, "traces", None)
        for name, file in (traces() if traces is not None else {}).items():
            yield scene, name, file


def _page(attempt: Attempt, scene: Any, name: str, file: sor.SorFile, language: Language) -> Measured:
    from simulator.sheets.trace_pdf import Measured

    kept = next(each for each in scene.kept if each.name == name)
    nm, acquired, params = round(kept.trace.wavelength * 1e9), file.acquisition, scene.params
    pairs = list(zip(file.events, scene.tables()[name], strict=True))
    lines = tuple(_line(event, row, nm) for event, row in pairs)
    end = next((event.position_m for event, row in pairs if row.kind == "end"), None)
    stated = end is not None and file.summary.loss_end > file.summary.loss_start and file.summary.orl_db > 0.0
    return Measured(
        job=attempt.exercise.title.get(language.code) or attempt.exercise.id,
        trainee=attempt.who.trainee,
        date=attempt.who.date,
        colour="" if params.trace else kept.fibre,
        start=file.general.location_a,
        stop=file.general.location_b,
        wavelength_nm=acquired.wavelength_nm,
        pulse_ns=acquired.pulse_ns,
        range_m=len(kept.trace) * kept.trace.spacing_m,
        averaging_s=kept.trace.averaging,
        index=kept.trace.group_index,
        backscatter_db=kept.trace.backscatter,
        curve=_curve(kept.trace, _shown_m(lines, end)),
        lines=lines,
        limits=(params.splice_limit_db, params.connector_limit_db, params.reflectance_limit_db),
        length_m=None if end is None else end - lines[0].place_m,
        loss_db=file.summary.total_loss_db if stated else None,
        orl_db=file.summary.orl_db if stated else None,
    )


def _line(event: sor.KeyEvent, row: Row, nm: int) -> Line:
    from simulator.scenes.otdr.logic_reading import is_loss
    from simulator.sheets.trace_pdf import Line

    both = [each[nm] for each in (row.losses, row.back) if nm in each and is_loss(each[nm])]
    return Line(
        kind=row.kind,
        place_m=event.position_m,
        loss_db=event.loss_db if both and row.kind not in ("end", "ghost") else None,
        mean_db=sum(both) / 2.0 if len(both) == 2 and row.kind != "end" else None,
        reflectance_db=event.reflectance_db,
        full=row.full,
        slope_db_km=event.slope_db_km or None,
        verdict=row.verdict,
    )


def _shown_m(lines: tuple[Line, ...], end: float | None) -> float:
    """How far the picture of a trace goes [m]."""
    if end is not None:
        return (1.0 + BEHIND) * end
    return (1.0 + BEHIND_LAST) * lines[-1].place_m if lines else math.inf


def _curve(trace: Any, last_m: float) -> tuple[tuple[float, float], ...]:
    """Highest and lowest level in every column, from the first sample to a place [m]."""
    from simulator.optics.cursors import finite_levels
    from simulator.optics.otdr import FLOOR_DB

    levels = finite_levels(trace).astype(float)
    lit = levels[levels > max(FLOOR_DB, float(levels.min())) + 1.0]
    if len(lit):
        noise, fibre = np.percentile(lit, (2, 98))
        levels = levels.clip(noise - BELOW_DB, fibre + ABOVE_DB)
    stop = len(levels) if last_m == math.inf else min(len(levels), trace.index(last_m) + 1)
    points: list[tuple[float, float]] = []
    for column in np.array_split(np.arange(stop), min(COLUMNS, stop)):
        at = trace.start_m + trace.spacing_m * float(column.mean())
        part = levels[column] - FLOOR_DB
        pair = (float(part.max()), float(part.min()))
        points += [(at, level) for level in (pair if len(points) % 4 else pair[::-1])]
    return tuple(points)


def _second(iso: str) -> int:
    """Seconds since 1970 of an ISO 8601 date, as the file wants them; 0, which says none, where there is no date."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return 0
    return max(0, int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()))
