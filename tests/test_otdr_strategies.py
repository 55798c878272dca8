"""No table is acquired that was filled without a skill of the exercise, and one with wrong names is worth nothing."""

from __future__ import annotations

import pytest

from simulator.scoring import IN_PROGRESS_FROM
from tests.hands import otdr as trace
from tests.make_proofs import EXERCISES
from tests.otdr_strategies import score

#: What a criterion must weigh for the exercise to teach it: who lacks it fails.
TAUGHT = 21
BREAK, CHECKED = "trouver-la-coupure", "analyse-automatique-fausse"
TABLES = sorted(set(trace.RIGHT) - {BREAK})


def _weight(name: str, fact: str) -> float:
    return sum(criterion.weight for criterion in EXERCISES[name].rubric if criterion.fact == fact)


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
@pytest.mark.parametrize("name", sorted(trace.RIGHT))
def test_places_beside_the_events_fail_where_places_are_taught(name: str, strategy: str) -> None:
    if max(_weight(name, "otdr.worst_position_error_m"), _weight(name, "otdr.end_error_m")) < TAUGHT:
        pytest.skip("this exercise is about something else")
    assert not score(name, strategy).passed


@pytest.mark.parametrize("name", sorted(trace.RIGHT))
def test_losses_read_over_other_events_fail_where_losses_are_taught(name: str) -> None:
    if _weight(name, "otdr.worst_loss_error_db") < TAUGHT:
        pytest.skip("this exercise is about something else")
    assert not score(name, "losses wrong").passed


@pytest.mark.parametrize("name", ["une-fibre", "quatre-fibres"])
def test_the_job_asks_for_the_traces_that_its_goal_names(name: str) -> None:
    stage = EXERCISES[name].stages[-1].params
    goal = EXERCISES[name].goal_trade.as_dict()["fr"]
    assert all(nm in goal for nm in stage.keep) and len(stage.keep) == sum(nm in goal for nm in stage.wavelengths)
    assert "traces_missing" in EXERCISES[name].gates
