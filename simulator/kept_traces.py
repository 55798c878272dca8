"""The traces that a trainee kept in an attempt, written as .sor files.

It deliberately measures nothing and chooses no folder.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.attempt import Attempt


def leave(attempt: Attempt, folder: Path) -> list[Path]:
    """Write every trace kept in any stage into a folder, which is made when there is one. Raises OSError."""
    from simulator.formats import sor

    written = []
    for stage in range(len(attempt.exercise.stages)):
        traces = getattr(attempt.scene_at(stage), "traces", None)
        for name, file in (traces() if traces is not None else {}).items():
            folder.mkdir(parents=True, exist_ok=True)
            written.append(folder / f"{name}.sor")
            dated = replace(file.acquisition, time=_second(attempt.who.date))
            sor.write(replace(file, acquisition=dated), written[-1])
    return written


def _second(iso: str) -> int:
    """Seconds since 1970 of an ISO 8601 date, as the file wants them; 0, which says none, where there is no date."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return 0
    return max(0, int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()))
