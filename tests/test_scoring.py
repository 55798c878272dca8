"""Scores: full, linear, zero; gates cap; time counts only after quality; acquired needs a streak on different draws."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scoring import (
    ACQUIRED,
    IN_PROGRESS,
    NOT_STARTED,
    TO_REVIEW,
    Criterion,
    Heading,
    PassRule,
    judge,
    make_sheet,
    share,
    skill_state,
    streak,
)  # fmt: skip

RULE = PassRule(80.0, 2)
LOW = Criterion("loss", full=0.05, zero=0.20, weight=60, skill="splice")
HIGH = Criterion("sleeve", full=1.0, zero=0.0, weight=40, skill="protect")


def sheet(facts, gates=None, rubric=(LOW, HIGH)):
    return make_sheet(
        Heading("x", {"fr": "x"}), rubric, facts, dict.fromkeys(facts, 5), {}, gates or {}, RULE, 60, {}, (), "guided"
    )


@pytest.mark.parametrize(
    ("value", "earned"), [(0.0, 1), (0.05, 1), (0.125, 0.5), (0.20, 0), (9.0, 0), (None, 0), (math.nan, 0)]
)
def test_share_is_linear_between_full_and_zero(value, earned) -> None:
    assert share(LOW, value) == pytest.approx(earned)


def test_share_works_in_both_directions() -> None:
    assert (share(HIGH, 1.0), share(HIGH, 0.25), share(HIGH, -3)) == (1.0, 0.25, 0.0)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_share_is_monotone_and_bounded(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert 0.0 <= share(LOW, high) <= share(LOW, low) <= 1.0


def test_undecided_facts_earn_nothing() -> None:
    assert sheet({}).score == 0
    assert sheet({}).verdict == TO_REVIEW


def test_broken_gate_caps_the_score_and_reviews_the_skill() -> None:
    good = {"loss": 0.01, "sleeve": 1}
    assert sheet(good).score == 100 and sheet(good).verdict == ACQUIRED
    broken = sheet(good, {"glass_outside_bin": 7})
    assert (broken.score, broken.verdict, broken.passed) == (40.0, TO_REVIEW, False)


def test_time_counts_only_once_quality_passes() -> None:
    time = Criterion("time", 60, 120, 20, once_passed=True)
    rubric = (Criterion("loss", 0.05, 0.20, 80), time)
    units = {"loss": ("dB", 2), "time": ("s", 0)}
    _, fast_and_good = judge(rubric, {"loss": 0.05, "time": 30}, {}, units, RULE)
    _, fast_and_bad = judge(rubric, {"loss": 0.15, "time": 30}, {}, units, RULE)
    assert fast_and_good == 100 and fast_and_bad == pytest.approx(26.7)


def test_verdicts_by_score() -> None:
    assert [sheet({"loss": v, "sleeve": 1}).verdict for v in (0.05, 0.12, 0.19)] == [ACQUIRED, IN_PROGRESS, TO_REVIEW]


def test_streak_needs_different_draws_and_breaks_on_a_failure() -> None:
    assert skill_state([], RULE) == NOT_STARTED
    assert streak([(90, False, 1), (95, False, 1)], RULE) == 1
    assert skill_state([(90, False, 1), (95, False, 1)], RULE) == IN_PROGRESS
    assert skill_state([(90, False, 1), (95, False, 2)], RULE) == ACQUIRED
    assert skill_state([(90, False, 1), (95, False, 2), (60, False, 3)], RULE) == IN_PROGRESS
    assert skill_state([(90, False, 1), (95, True, 2)], RULE) == TO_REVIEW


def test_sheet_tells_points_per_skill_and_where_it_was_decided() -> None:
    made = sheet({"loss": 0.05, "sleeve": 0})
    assert made.skills() == {"splice": (60.0, 60), "protect": (0.0, 40)}
    assert {r.tick for r in made.criteria} == {5}
