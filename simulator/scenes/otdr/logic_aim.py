"""How cursor A came to each event: one curve per row of the table, from the move before it to where it was entered.

It deliberately judges nothing: what a row means comes from the comparison with the truth.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.scenes.base import TICKS_PER_SECOND, Curve
from simulator.scenes.otdr.logic_judge import Judgement
from simulator.scenes.otdr.logic_params import Row
from simulator.scenes.otdr.logic_work import Work

#: How far off the curve still tells where A was [m]; farther is drawn at this border.
SEEN_M = 60.0
Path = tuple[tuple[float, int], ...]


class Aim:
    """Collects where cursor A was [m] and when [ticks]."""

    def __init__(self) -> None:
        self._path: list[tuple[float, int]] = []
        self._rows: list[tuple[Row, Path]] = []

    def moved(self, at_m: float, tick: int) -> None:
        """A is somewhere else."""
        if self._path and self._path[-1][1] == tick:
            self._path.pop()
        self._path.append((at_m, tick))

    def placed(self, row: Row) -> None:
        """A row was entered where A is."""
        self._rows.append((row, tuple(self._path)))
        self._path.clear()

    def rescale(self, ratio: float) -> None:
        """The index was turned: every distance is ratio times what it was."""
        self._path = [(at * ratio, tick) for at, tick in self._path]
        self._rows = [(row, tuple((at * ratio, tick) for at, tick in path)) for row, path in self._rows]

    def curves(self, rows: Sequence[Row], judged: Judgement, work: Work) -> list[Curve]:
        """Distance of A from the event that each row means [m] over time [s]; rows that mean nothing have none."""
        found = []
        shown = {id(event): at for event, at in zip(work.events(), work.shown_m(), strict=True)}
        near = work.params.place_within_m
        for match in judged.matches:
            path = next((path for row, path in self._rows if row is rows[match.row]), ())
            if match.event is not None and len(path) > 1:
                found.append(_curve(path, shown[id(match.event)], near, str(match.row + 1)))
        return found


def _curve(path: Path, target_m: float, near: float, number: str) -> Curve:
    """The last stretch of a path: from when A was last out of sight of the event."""
    outside = [index for index, (at, _) in enumerate(path) if abs(at - target_m) > SEEN_M]
    path = path[min(max(outside, default=0), len(path) - 2) :]
    first, last = path[0][1], path[-1][1]
    points = [
        (round((tick - first) / TICKS_PER_SECOND, 3), round(max(-SEEN_M, min(SEEN_M, at - target_m)), 2), tick)
        for at, tick in path
    ]
    ideal = ((0.0, 0.0), (max(0.1, (last - first) / TICKS_PER_SECOND), 0.0))
    return Curve("cursor", number, "s", "m", -near, near, ideal, points)
