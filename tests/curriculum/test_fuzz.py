"""Mutated files, text and bytes: an exercise or a list of problems with places in the file, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from simulator.curriculum import loader, reader
from simulator.curriculum.errors import CurriculumError
from simulator.curriculum.model import Exercise
from tests.curriculum.samples import GOOD

SHIPPED = [p.read_text("utf-8") for p in sorted(Path(__file__).parents[2].glob("curricula/*/exercises/*.yaml"))]
PIECES = [
    "\t", "\n", "  ", ": ", "- ", "[", "]", "{", "}", "'", '"', "|", ">", "&a ", "*a", "!!int ", "<<: *a", "---\n",
    "...\n", "%YAML 1.2\n", "? ", "#", ".nan", "-.inf", "1e999", "0,5", "null", "~", "yes", "-1", "1e6", "true", "é",
    "\ufeff", "\x85", "\u2028", "\0", "\ud800", "\U0001f600", "@", "`", "%", "\\", "\r", "a" * 500, "[" * 60, "9" * 40,
    "fact: splice.loss_db", "weight: 100", "{fr: a}", "../x", "scene: preparation",
]  # fmt: skip


@st.composite
def mutated(draw) -> str:
    """A sound file after a few cuts, copies and insertions."""
    text = draw(st.sampled_from([GOOD, *SHIPPED]))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        to = draw(st.integers(at, min(len(text), at + 60)))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.text(max_size=8), st.just(text[at:to])))
        text = text[: draw(st.sampled_from([at, to]))] + piece + text[to:]
    return text


def load_or_list(text: str) -> None:
    """Load a text; when it is refused, every problem stands in the text."""
    try:
        exercise = loader.load_text(text, "fuzz.yaml")
    except CurriculumError as error:
        assert error.problems
        lines = len(text.splitlines()) + 2
        for problem in error.problems:
            assert 1 <= problem.line <= lines and problem.column >= 1 and problem.message, problem
            assert "\n" not in problem.message and len(problem.message) < 700
    else:
        assert isinstance(exercise, Exercise) and sum(c.weight for c in exercise.rubric) == pytest.approx(100)


FUZZ = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(mutated())
@example("a: 'b")
@example("\u2028: [")
def test_mutated_files_never_raise_anything_else(text: str) -> None:
    load_or_list(text)


@FUZZ
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    load_or_list(text)


@FUZZ
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    document = reader.parse_bytes(data)
    assert all(fault.line >= 1 and fault.column >= 1 for fault in document.faults)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_mutated_files_for_long(text: str) -> None:
    load_or_list(text)


@FUZZ
@given(mutated())
def test_both_parsers_read_the_same(text: str) -> None:
    """PyYAML's C parser and its Python parser agree on every file that both accept."""
    fast, pure = reader.parse(text), reader.parse(text, pure=True)
    if fast.complete and pure.complete:
        assert fast.value == pure.value
        assert [(f.key, f.path) for f in fast.faults] == [(f.key, f.path) for f in pure.faults]
