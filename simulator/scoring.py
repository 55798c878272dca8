"""Facts and a rubric in, one frozen ScoreSheet out.

It deliberately reads no file, knows no scene and writes no wording: criteria and causes stay keys.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ACQUIRED = "acquired"
IN_PROGRESS = "in_progress"
TO_REVIEW = "to_review"
NOT_STARTED = "not_started"

GATE_CAP = 40.0
IN_PROGRESS_FROM = 50.0


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric: full marks up to ``full``, none from ``zero`` on, linear between (either direction).

    once_passed: counts only when the other criteria alone reach the pass score (time earns points only then).
    """

    fact: str
    full: float
    zero: float
    weight: float
    skill: str = ""
    once_passed: bool = False


@dataclass(frozen=True)
class PassRule:
    """When a skill counts as acquired: the score to reach, and how many times in a row on different draws."""

    score: float = 80.0
    in_a_row: int = 2


@dataclass(frozen=True)
class CriterionResult:
    """A judged criterion. value is None when the fact was never decided; tick tells where it was decided."""

    criterion: Criterion
    value: float | None
    unit: str
    decimals: int
    share: float
    points: float
    tick: int | None


@dataclass(frozen=True)
class Defect:
    """What went wrong, when (tick), why (cause key) and on which fact it weighs."""

    tick: int
    cause: str
    fact: str = ""
    side: str = ""


@dataclass(frozen=True)
class Heading:
    """Whose attempt at what this sheet is about; every value is text or a number that the caller knows."""

    exercise: str
    title: Mapping[str, str]
    course: str = ""
    content_sha256: str = ""
    program_version: str = ""
    seed: int = 0
    trainee: str = ""
    group: str = ""
    attempt_id: str = ""
    date: str = ""


@dataclass(frozen=True)
class Signature:
    """Somebody wrote his name under an attempt, perhaps a remark, and when (ISO 8601 text); it changes no score."""

    signer: str
    remark: str
    signed: str


@dataclass(frozen=True)
class ScoreSheet:
    """The final result of one attempt. Ticks are 1/60 s; bill maps a cause to dB and sums to bill_total.

    bill_nm: wavelength of the bill [nm], 0 without one and in sheets of before it was told.
    bill_fibre: number of the fibre that it is about, 0 where the work is on one fibre only.
    """

    heading: Heading
    criteria: tuple[CriterionResult, ...]
    gates_broken: tuple[tuple[str, int], ...]
    score: float
    verdict: str
    passed: bool
    ticks: int
    bill: Mapping[str, float] = field(default_factory=dict)
    bill_nm: int = 0
    bill_fibre: int = 0
    defects: tuple[Defect, ...] = ()
    help: str = "guided"
    pass_rule: PassRule = PassRule()
    #: How often somebody sat down to it: 1 where it was done in one go.
    sittings: int = 1
    #: Who validated the attempt, as the class book says now; None where nobody has.
    signature: Signature | None = None

    @property
    def bill_total(self) -> float:
        """Sum of the loss bill [dB]."""
        return round(math.fsum(self.bill.values()), 6)

    def skills(self) -> dict[str, tuple[float, float]]:
        """Points and weight per skill of the job profile."""
        totals: dict[str, tuple[float, float]] = {}
        for result in self.criteria:
            if result.criterion.skill:
                points, weight = totals.get(result.criterion.skill, (0.0, 0.0))
                totals[result.criterion.skill] = (points + result.points, weight + result.criterion.weight)
        return totals


def share(criterion: Criterion, value: float | None) -> float:
    """Fraction 0..1 of the weight that a value earns; an undecided fact earns nothing."""
    if value is None or not math.isfinite(value):
        return 0.0
    fraction = (criterion.zero - value) / (criterion.zero - criterion.full)
    return min(1.0, max(0.0, fraction))


def judge(
    rubric: Sequence[Criterion],
    facts: Mapping[str, float],
    decided: Mapping[str, int],
    units: Mapping[str, tuple[str, int]],
    rule: PassRule,
) -> tuple[tuple[CriterionResult, ...], float]:
    """Judge every criterion.

    facts: rounded values by name; decided: tick by name; units: (unit, decimals) by name.
    Returns the results and the score 0..100, rounded to 0.1.
    """
    base = [(c, share(c, facts.get(c.fact))) for c in rubric]
    quality = [(c.weight, s) for c, s in base if not c.once_passed]
    weight = math.fsum(w for w, _ in quality)
    reached = math.fsum(w * s for w, s in quality) / weight * 100 if weight else 0.0
    results = []
    for criterion, earned in base:
        counted = earned if reached >= rule.score or not criterion.once_passed else 0.0
        unit, decimals = units.get(criterion.fact, ("", 2))
        results.append(
            CriterionResult(
                criterion,
                facts.get(criterion.fact),
                unit,
                decimals,
                round(counted, 6),
                round(counted * criterion.weight, 2),
                decided.get(criterion.fact),
            )
        )
    total = math.fsum(r.share * r.criterion.weight for r in results)
    return tuple(results), round(total, 1)


def verdict(score: float, gates_broken: bool, rule: PassRule) -> str:
    """The state that one attempt shows by itself: acquired (this once), in progress, or to review."""
    if gates_broken or score < IN_PROGRESS_FROM:
        return TO_REVIEW
    return ACQUIRED if score >= rule.score else IN_PROGRESS


def streak(runs: Sequence[tuple[float, bool, int]], rule: PassRule) -> int:
    """Passes in a row up to now, each draw counted once. runs as in ``skill_state``."""
    draws: set[int] = set()
    for score, broken, seed in reversed(runs):
        if score < rule.score or broken:
            break
        draws.add(seed)
    return len(draws)


def skill_state(runs: Sequence[tuple[float, bool, int]], rule: PassRule) -> str:
    """State of a skill from its attempts, oldest first: (score, gate broken, seed).

    Acquired needs ``in_a_row`` passes in a row at the end, on different draws.
    """
    if not runs:
        return NOT_STARTED
    if streak(runs, rule) >= rule.in_a_row:
        return ACQUIRED
    latest_score, latest_broken, _ = runs[-1]
    state = verdict(latest_score, latest_broken, rule)
    return IN_PROGRESS if state == ACQUIRED else state


def make_sheet(
    heading: Heading,
    rubric: Sequence[Criterion],
    facts: Mapping[str, float],
    decided: Mapping[str, int],
    units: Mapping[str, tuple[str, int]],
    gates_broken: Mapping[str, int],
    rule: PassRule,
    ticks: int,
    bill: Mapping[str, float],
    defects: Sequence[Defect],
    help_mode: str,
    sittings: int = 1,
    bill_nm: int = 0,
    bill_fibre: int = 0,
) -> ScoreSheet:
    """Build the sheet: judge the rubric, cap the score at 40 on a broken gate, and decide the verdict."""
    results, score = judge(rubric, facts, decided, units, rule)
    if gates_broken:
        score = min(score, GATE_CAP)
    state = verdict(score, bool(gates_broken), rule)
    return ScoreSheet(
        heading=heading,
        criteria=results,
        gates_broken=tuple(sorted(gates_broken.items(), key=lambda item: (item[1], item[0]))),
        score=score,
        verdict=state,
        passed=state == ACQUIRED,
        ticks=ticks,
        bill=dict(bill),
        bill_nm=bill_nm,
        bill_fibre=bill_fibre,
        defects=tuple(sorted(defects, key=lambda d: (d.tick, d.cause))),
        help=help_mode,
        pass_rule=rule,
        sittings=sittings,
    )
