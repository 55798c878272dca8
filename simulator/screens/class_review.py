"""What a class should look at again, and who worked on a day: worked out from sheets and rows of the class book.

It deliberately draws nothing and reads no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.records import AttemptRow
    from simulator.scoring import ScoreSheet


@dataclass
class Lost:
    """A criterion on which people lose points in their latest attempts.

    losing, of: ids of who loses points there and of who is judged by it; points: what they lose together; example: the
    attempt that loses the largest part of it, and the tick at which that was decided.
    """

    fact: str
    skill: str
    losing: set[Any] = field(default_factory=set)
    of: set[Any] = field(default_factory=set)
    points: float = 0.0
    share: float = 0.0
    example: str = ""
    tick: int | None = None


def latest(rows: Iterable[AttemptRow]) -> list[AttemptRow]:
    """The newest attempt of everybody at each exercise; rows come oldest first."""
    found = {(row.trainee_id, row.course, row.exercise): row for row in rows}
    return list(found.values())


def to_review(owned: Sequence[tuple[Any, ScoreSheet]]) -> list[Lost]:
    """Criteria that cost points, with their owner's id and a sheet each: first those of the most people, then points.

    What counts only once the rest is good (the time) is no gesture, and is left out.
    """
    found: dict[tuple[str, str], Lost] = {}
    for owner, sheet in owned:
        for result in sheet.criteria:
            criterion = result.criterion
            if criterion.once_passed:
                continue
            lost = found.setdefault((criterion.skill, criterion.fact), Lost(criterion.fact, criterion.skill))
            lost.of.add(owner)
            if result.share >= 1.0:
                continue
            lost.losing.add(owner)
            lost.points += criterion.weight - result.points
            if 1.0 - result.share > lost.share:
                lost.share, lost.example, lost.tick = 1.0 - result.share, sheet.heading.attempt_id, result.tick
    wrong = [lost for lost in found.values() if lost.losing]
    return sorted(wrong, key=lambda lost: (-len(lost.losing), -round(lost.points, 2), lost.fact))


def of_day(rows: Iterable[AttemptRow], day: str) -> dict[Any, AttemptRow]:
    """The newest attempt that each trainee finished on a day (YYYY-MM-DD), by the trainee's id, newest first."""
    found: dict[Any, AttemptRow] = {}
    for row in rows:
        if row.finished[:10] == day:
            found.pop(row.trainee_id, None)
            found[row.trainee_id] = row
    return dict(reversed(found.items()))
