"""Every exercise is proved: right hands pass, wrong hands fail for the taught skill, and doing nothing fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator import library, replay
from simulator.attempt import Attempt
from simulator.curriculum import loader

ROOT = Path(__file__).parent.parent
COURSES = sorted(loader.find_courses([ROOT / "curricula"]))
EXERCISES = [exercise for folder in COURSES for exercise in loader.load_course(folder).exercises]
PROOFS = sorted((ROOT / "curricula").glob("*/proofs/*.jsonl"))


def kind(path: Path) -> str:
    """'pass' or 'fail', from the name EXERCISE-pass.jsonl or EXERCISE-fail-WHY.jsonl."""
    return "fail" if "-fail-" in path.name else "pass"


@pytest.mark.parametrize("path", PROOFS, ids=lambda p: p.stem)
def test_proof_gives_what_its_name_says_and_what_its_log_says(path: Path) -> None:
    log = replay.read(path)
    checked = replay.verify(log, library.exercise_for(log))
    assert checked.difference is None
    sheet = checked.attempt.outcome().sheet
    if kind(path) == "pass":
        assert sheet.passed and sheet.score >= 90, sheet
    else:
        assert not sheet.passed, sheet


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_every_exercise_has_both_kinds_of_proof(exercise) -> None:
    mine = [p for p in PROOFS if p.name.startswith(exercise.id + "-") and p.parent.parent.name == exercise.course_id]
    assert {kind(p) for p in mine} == {"pass", "fail"}, mine


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_every_taught_skill_has_a_failing_proof(exercise) -> None:
    """A failing proof loses most of the points of a skill; each skill of the rubric that can be lacked has one."""
    lacked: set[str] = set()
    for path in PROOFS:
        if kind(path) == "fail" and path.name.startswith(exercise.id + "-"):
            log = replay.read(path)
            sheet = replay.run(log, exercise).outcome().sheet
            lacked |= {skill for skill, (points, weight) in sheet.skills().items() if points <= 0.7 * weight}
            lacked |= {"safety"} if sheet.gates_broken else set()
    taught = {criterion.skill for criterion in exercise.rubric if criterion.skill}
    assert taught <= lacked, f"no failing proof for {sorted(taught - lacked)}"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
def test_doing_nothing_fails(exercise) -> None:
    attempt = Attempt(exercise, seed=3)
    for _ in range(120):
        attempt.step()
    attempt.finish()
    sheet = attempt.outcome().sheet
    assert not sheet.passed
    assert sheet.score < 20, sheet
