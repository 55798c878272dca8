"""No table is acquired that was filled without a skill of the exercise, and one with wrong names is worth nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.scoring import IN_PROGRESS_FROM
from tests.hands import job
from tests.hands import otdr as trace
from tests.make_proofs import EXERCISES, play
from tests.otdr_strategies import score

BREAK, CHECKED = "trouver-la-coupure", "analyse-automatique-fausse"
TABLES = sorted(set(trace.RIGHT) - {BREAK})


@pytest.mark.parametrize("name", sorted(trace.RIGHT))
def test_the_right_hands_get_all(name: str) -> None:
    assert score(name, "good").score >= 95


@pytest.mark.parametrize("strategy", ["kinds wrong", "all connectors", "all splices"])
@pytest.mark.parametrize("name", sorted(trace.RIGHT))
def test_a_table_of_wrong_names_is_to_be_reviewed(name: str, strategy: str) -> None:
    sheet = score(name, strategy)
    assert sheet.score < IN_PROGRESS_FROM and not sheet.passed
    assert {defect.cause for defect in sheet.defects} & {"otdr.wrong_kind", "otdr.bend_taken_for_splice"}


@pytest.mark.parametrize("name", TABLES)
def test_whoever_keeps_every_joint_fails_and_is_told_which_was_bad(name: str) -> None:
    sheet = score(name, "all good")
    lost = {result.criterion.fact: result.criterion.weight - result.points for result in sheet.criteria}
    assert not sheet.passed and lost["otdr.bad_passed"] >= 10
    assert ("otdr.bad_called_good", "otdr.bad_passed") in {(d.cause, d.fact) for d in sheet.defects}


@pytest.mark.parametrize("strategy", ["all bad", "not judged"])
@pytest.mark.parametrize("name", TABLES)
def test_whoever_condemns_all_or_judges_none_fails(name: str, strategy: str) -> None:
    assert not score(name, strategy).passed


@pytest.mark.parametrize("strategy", ["empty", "one row"])
@pytest.mark.parametrize("name", sorted(set(TABLES) - {CHECKED}))
def test_a_table_that_lacks_nearly_all_is_to_be_reviewed(name: str, strategy: str) -> None:
    assert score(name, strategy).score < IN_PROGRESS_FROM


def test_without_the_break_the_rest_is_to_be_reviewed() -> None:
    assert score(BREAK, "empty").score < IN_PROGRESS_FROM


@pytest.mark.parametrize("strategy", ["9 m beside", "11 m beside"])
def test_a_break_dug_up_beside_its_place_fails(strategy: str) -> None:
    assert not score(BREAK, strategy).passed


@pytest.mark.parametrize("name", sorted(set(TABLES) - {CHECKED}))
def test_a_whole_column_read_wrong_fails_whatever_the_exercise_teaches(name: str) -> None:
    near = EXERCISES[name].stages[0].params.place_within_m
    beside = score(name, "9 m beside" if near < 9.0 else "40 m beside")
    misread = score(name, "losses wrong")
    assert not beside.passed and not misread.passed
    assert ("otdr.place_off", "otdr.places_right_pct") in {(d.cause, d.fact) for d in beside.defects}
    assert "otdr.losses_right_pct" in {d.fact for d in misread.defects}


@pytest.mark.parametrize("change", [{"covers": True}, {"off_m": 9.0}, {"off_m": 40.0}, {"only": 0}])
@pytest.mark.parametrize("name", ["une-fibre", "quatre-fibres"])
def test_in_a_job_too_a_whole_column_read_wrong_fails_and_one_slip_does_not(name: str, change: dict) -> None:
    """All else of the job is done with care, and weighs more than the table."""
    for slip, passed in ((None, False), *([(1, True)] if "only" not in change else [])):
        manner = replace(job.CAREFUL, measure=replace(job.CAREFUL.measure, slip=slip, **change))
        sheet = play(name, (job.Job(manner),), 7).outcome().sheet
        assert sheet.passed is passed, (slip, sheet.score, sheet.gates_broken)
        assert ("table_misread" in dict(sheet.gates_broken)) is not passed


@pytest.mark.parametrize(("change", "passed"), [({}, True), ({"off_m": 9.0}, False), ({"covers": True}, False)])
def test_whoever_fills_in_the_table_instead_of_the_analysis_must_fill_it_in_right(change: dict, passed: bool) -> None:
    """What the exercise teaches is to check the analysis; its rubric asks for no figure, the rule does."""
    manner = replace(trace.right(CHECKED), auto="", **change)
    sheet = play(CHECKED, (trace.Measured(manner),), 7).outcome().sheet
    assert sheet.passed is passed and ("table_misread" in dict(sheet.gates_broken)) is not passed


@pytest.mark.parametrize("strategy", ["one 9 m beside", "one loss wrong"])
@pytest.mark.parametrize("name", sorted(set(TABLES) - {CHECKED}))
def test_one_slip_costs_little(name: str, strategy: str) -> None:
    assert score(name, strategy).passed


@pytest.mark.parametrize("name", ["une-fibre", "quatre-fibres"])
def test_the_job_asks_for_the_traces_that_its_goal_names(name: str) -> None:
    stage = EXERCISES[name].stages[-1].params
    goal = EXERCISES[name].goal_trade.as_dict()["fr"]
    assert all(nm in goal for nm in stage.keep) and len(stage.keep) == sum(nm in goal for nm in stage.wavelengths)
    assert "traces_missing" in EXERCISES[name].gates
