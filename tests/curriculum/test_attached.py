"""Files that a stage names: found in the course and nowhere else, checked, in the digest, carried by the log."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from simulator import replay
from simulator.attempt import Attempt
from simulator.curriculum import attached, loader
from simulator.curriculum.errors import CurriculumError
from simulator.formats import sor
from simulator.optics.trace import Trace

EXERCISE = """\
id: lire
title: Lire
stages:
  - scene: otdr
    trace: NAME
rubric:
  - {fact: otdr.kind_wrong, full: 0, zero: 3, weight: 100}
"""


def trace_bytes(length: int = 4096, level: float = -10.0) -> bytes:
    """A small .sor file: a straight line with one event."""
    samples = np.linspace(level, level - 1.0, length).astype(np.float32)
    trace = Trace(samples, 0.5, 1310e-9, 50e-9, 1.4677, -79.5, averaging=15.0)
    return sor.to_bytes(sor.from_trace(trace, (sor.key_event(1, 900.0, 1.4677, loss_db=0.2),)))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course folder with one exercise that opens traces/a.sor."""
    folder = tmp_path / "cours"
    (folder / "exercises").mkdir(parents=True)
    (folder / "traces").mkdir()
    (folder / "course.yaml").write_text("id: cours\ntitle: Cours\nlanguages: [fr]\n", "utf-8")
    (folder / "traces" / "a.sor").write_bytes(trace_bytes())
    write(folder, "traces/a.sor")
    return folder


def write(folder: Path, name: str) -> Path:
    path = folder / "exercises" / "lire.yaml"
    path.write_text(EXERCISE.replace("NAME", name), "utf-8")
    return path


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in loader.check([folder])]


def test_the_file_is_read_and_counts_in_the_digest(course: Path) -> None:
    first = loader.load_course(course).exercises[0]
    assert first.files == {"traces/a.sor": trace_bytes()}
    assert loader.load_exercise(course / "exercises" / "lire.yaml").sha256 == first.sha256
    (course / "traces" / "a.sor").write_bytes(trace_bytes(level=-12.0))
    assert loader.load_course(course).exercises[0].sha256 != first.sha256


def test_a_missing_file_is_told_at_its_line_with_what_is_near(course: Path) -> None:
    path = write(course, "traces/b.sor")
    assert told(course)[0].startswith(f"{path}:5:12: ") and "Tu veux dire « traces/a.sor »" in told(course)[0]


@pytest.mark.parametrize("name", ["../a.sor", "/etc/a.sor", "traces\\\\a.sor", "traces/.a.sor", "traces/a.txt", "12"])
def test_a_name_that_is_no_safe_sor_path_is_refused(name: str, course: Path) -> None:
    path = write(course, f"'{name}'")
    assert len(told(course)) == 1 and told(course)[0].startswith(f"{path}:5:12: ")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_course_is_not_followed(course: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.sor"
    secret.write_bytes(trace_bytes())
    (course / "traces" / "b.sor").symlink_to(secret)
    path = write(course, "traces/b.sor")
    assert told(course)[0].startswith(f"{path}:5:12: ") and "hors du dossier" in told(course)[0]


def test_what_is_no_trace_and_what_is_too_big_are_refused(course: Path) -> None:
    (course / "traces" / "a.sor").write_bytes(b"hello")
    assert "pas une trace" in told(course)[0]
    (course / "traces" / "a.sor").write_bytes(b"\0" * (attached.MAX_BYTES + 5))
    assert "trop gros" in told(course)[0]


def test_a_log_with_its_copy_runs_without_the_course(course: Path) -> None:
    exercise = loader.load_course(course).exercises[0]
    extra = {"source": exercise.source, "files": attached.packed(exercise.files)}
    attempt = Attempt(exercise, 5, extra_header=extra)
    for _ in range(10):
        attempt.step()
    attempt.finish()
    log = replay.parse("\n".join(attempt.log))

    def load(text: str, name: str, carried: dict[str, bytes]):
        return loader.load_text(text, name, carried=carried)

    found = replay.exercise_of(log, lambda course, name: None, load)
    assert found.sha256 == exercise.sha256 and found.files == exercise.files
    assert replay.verify(log, found).difference is None


def test_a_log_without_the_file_says_so(course: Path) -> None:
    exercise = loader.load_course(course).exercises[0]
    with pytest.raises(CurriculumError, match=r"traces/a\.sor"):
        loader.load_text(exercise.source)


def test_bytes_survive_the_log_and_rubbish_does_not(course: Path) -> None:
    files = {"a.sor": trace_bytes(), "b.sor": b""}
    assert attached.unpacked(attached.packed(files)) == files
    assert attached.unpacked({"a.sor": "%%%", "b.sor": 7}) == {}
    assert attached.unpacked("no") == {}
