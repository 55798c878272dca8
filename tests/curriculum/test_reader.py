"""The reader: what plain words mean, where values stand, and that attacks end at once."""

from __future__ import annotations

import time

import pytest

from simulator.curriculum import reader
from tests.curriculum.samples import GOOD


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("on", "on"), ("yes", "yes"), ("2:00", "2:00"), ("2026-01-01", "2026-01-01"), ("1_000", "1_000"),
        ("0x1F", "0x1F"), ("012", 12), ("-3", -3), ("+3", 3), ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("-0.0", 0.0),
        ("true", True), ("False", False), ("null", None), ("~", None), ('"5"', "5"), ("'true'", "true"), ("nan", "nan"),
        ("|\n  a\n  b\n", "a\nb\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("pure", [False, True])
def test_plain_words(text: str, value, pure: bool) -> None:
    document = reader.parse("a: " + text, pure)
    assert document.value == {"a": value} and type(document.value["a"]) is type(value)
    assert not document.faults


@pytest.mark.parametrize("pure", [False, True])
def test_places_of_keys_and_values(pure: bool) -> None:
    document = reader.parse(GOOD, pure)
    lines = GOOD.splitlines()
    line, column = document.where(("rubric", 1, "weight"))
    assert lines[line - 1][column - 1 :].startswith("40")
    line, column = document.where(("rubric", 1, "weight"), key=True)
    assert lines[line - 1][column - 1 :].startswith("weight: 40")
    line, column = document.where(("site", "fibres", 1, "dirt", "beyond"))
    assert lines[line - 1][column - 1 :].startswith("0.3")
    assert document.where(()) == (1, 1)


@pytest.mark.parametrize("pure", [False, True])
def test_paths_of_faults_inside_lists(pure: bool) -> None:
    document = reader.parse("a: [1, {b: [x, .nan]}]", pure)
    assert [(f.path, f.line, f.column) for f in document.faults] == [(("a", 1, "b", 1), 1, 16)]


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "{a: " * 100_000, "- " * 200_000, "? " * 100_000, "'" * 300_001, "a: |\n" + "\n" * 400_000]
)
@pytest.mark.parametrize("pure", [False, True])
def test_attacks_end_quickly(text: str, pure: bool) -> None:
    start = time.perf_counter()
    document = reader.parse(text, pure)
    assert time.perf_counter() - start < 5.0
    assert document.faults or document.complete


def test_a_value_of_a_dropped_key_keeps_no_place(tmp_path) -> None:
    document = reader.parse("a: {x: 1}\na: {y: [1, 2]}\nb: {z: .nan}\n")
    assert document.value == {"a": {"x": 1}, "b": {"z": None}}
    assert document.where(("b", "z")) == (3, 8)


def test_size_counts_bytes() -> None:
    assert reader.parse("a: " + "é" * 300_000).faults[0].key == "too_big"
    assert not reader.parse("# " + "x" * 300_000 + "\na: 1").faults
