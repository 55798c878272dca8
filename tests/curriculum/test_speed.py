"""A 200-step course loads and checks within its budget; run by hand, since a busy PC makes times wander."""

from __future__ import annotations

import pytest

from simulator.curriculum import loader
from simulator.curriculum._bench import load_ratio, write_course


def test_the_measured_course_is_sound_and_has_200_steps(tmp_path) -> None:
    write_course(tmp_path / "bench")
    course = loader.load_course(tmp_path / "bench")
    assert sum(len(exercise.stages) for exercise in course.exercises) == 200


@pytest.mark.slow
def test_load_within_budget() -> None:
    found = load_ratio()
    assert found["ratio"] <= 1.3 and found["seconds"] <= 0.25, found
