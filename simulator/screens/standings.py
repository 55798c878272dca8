"""Where everybody of this PC stands: state, best score and all scores of each exercise.

It deliberately draws nothing and marks nothing: states and scores are those of the attempts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context


@dataclass(frozen=True)
class Nobody:
    """Stands for the attempts of those who gave no name."""

    first_name: str
    id: None = None
    group: str = ""


@dataclass(frozen=True)
class Standing:
    """One trainee's line: state, best score and all scores of each exercise, and how many attempts there were."""

    trainee: Any
    states: tuple[str, ...]
    best: tuple[float | None, ...]
    scores: tuple[tuple[float, ...], ...]
    attempts: int


def standings(context: Context, exercises: Sequence[Exercise]) -> list[Standing]:
    """A line for everybody of this PC, in the order of their classes and names; last, attempts without a name."""
    store = context.store()
    found = [_standing(context, exercises, trainee, store.runs(trainee.id)) for trainee in context.trainees()]
    found.sort(key=lambda s: (s.trainee.group.casefold(), s.trainee.first_name.casefold()))
    unnamed: dict[str, list[tuple[float, bool, int]]] = {}
    for row in store.attempts():
        if row.trainee_id is None:
            unnamed.setdefault(row.exercise, []).append((row.score, bool(row.gates_broken), row.seed))
    if unnamed:
        found.append(_standing(context, exercises, Nobody(context.language.text("Sans prénom")), unnamed))
    return found


def _standing(
    context: Context, exercises: Sequence[Exercise], trainee: Any, runs: dict[str, list[tuple[float, bool, int]]]
) -> Standing:
    states = tuple(context.state_of(exercise, runs) for exercise in exercises)
    best = tuple(max((s for s, _, _ in runs.get(e.id, [])), default=None) for e in exercises)
    scores = tuple(tuple(score for score, _, _ in runs.get(e.id, [])) for e in exercises)
    return Standing(trainee, states, best, scores, sum(len(mine) for mine in runs.values()))
