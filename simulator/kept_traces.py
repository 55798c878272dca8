"""The traces that a trainee kept in an attempt, written as .sor files.

It deliberately measures nothing and chooses no folder.
"""

from __future__ import annotations

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
            sor.write(file, written[-1])
    return written
