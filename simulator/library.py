"""Where exercises and shipped attempts are found: course folders, an exercise by its name, the one a log was made on.

It deliberately scores and draws nothing: readers and runners take what it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import paths

if TYPE_CHECKING:
    from simulator import replay as replays
    from simulator.curriculum.model import Exercise

#: The short attempt of pictures and benchmarks, and the full job that ``demo`` plays: course and proof.
DEMO_PROOF = ("premiers-gestes", "premiere-soudure-pass.jsonl")
JOB_PROOF = ("chantier", "quatre-fibres-pass.jsonl")


def course_roots(extra: Sequence[Path] = ()) -> list[Path]:
    """Folders that hold courses: ours, then the instructor's."""
    return [paths.curricula_dir(), *extra]


def find_exercise(course: str, name: str, extra: Sequence[Path] = ()) -> Exercise | None:
    """An exercise by course and id, None when no course has it. Raises CurriculumError when its course is broken."""
    from simulator.curriculum import loader

    for folder in loader.find_courses(course_roots(extra)):
        loaded = loader.load_course(folder)
        if course and loaded.id != course:
            continue
        for exercise in loaded.exercises:
            if exercise.id == name:
                return exercise
    return None


def exercise_for(log: replays.Log, extra: Sequence[Path] = ()) -> Exercise:
    """The exercise that a log was made on."""
    from simulator import replay as replays
    from simulator.curriculum import loader

    return replays.exercise_of(
        log,
        lambda course, name: find_exercise(course, name, extra),
        lambda text, name, carried: loader.load_text(text, name, carried=carried),
    )


def demo_log(proof: tuple[str, str] = DEMO_PROOF) -> replays.Log:
    """A shipped proof: a first splice, short enough for pictures and benchmarks, unless another is named."""
    from simulator import replay as replays

    course, name = proof
    return replays.read(paths.curricula_dir() / course / "proofs" / name)
