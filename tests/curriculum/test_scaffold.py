"""A new exercise passes ``check`` at once, and nothing that exists is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.curriculum import loader, scaffold


def test_a_first_exercise_brings_its_course_and_schema(tmp_path) -> None:
    path = scaffold.new_exercise(tmp_path / "Mes exercices à moi", "ma-coupe")
    folder = path.parent.parent
    assert path == folder / "exercises" / "ma-coupe.yaml"
    assert loader.check([folder]) == []
    course = loader.load_course(folder)
    assert course.id == "mes-exercices-a-moi" and [e.id for e in course.exercises] == ["ma-coupe"]
    first = path.read_text("utf-8").splitlines()[0]
    assert json.loads((path.parent / first.partition("=")[2]).read_text("utf-8"))["properties"]["rubric"]


def test_a_second_exercise_leaves_the_rest_alone(tmp_path) -> None:
    first = scaffold.new_exercise(tmp_path / "c", "un")
    before = {p: p.read_bytes() for p in (tmp_path / "c").rglob("*.*")}
    scaffold.new_exercise(tmp_path / "c", "deux")
    assert {p: p.read_bytes() for p in before} == before
    assert [e.id for e in loader.load_course(tmp_path / "c").exercises] == ["deux", "un"]
    with pytest.raises(scaffold.ScaffoldError, match="existe"):
        scaffold.new_exercise(tmp_path / "c", "un")
    with pytest.raises(scaffold.ScaffoldError, match="exists"):
        scaffold.new_exercise(tmp_path / "c", "un", lang="en")
    assert first.read_bytes() == before[first]


def test_a_shared_schema_is_used(tmp_path) -> None:
    (tmp_path / "exercise.schema.json").write_text("{}", "utf-8")
    path = scaffold.new_exercise(tmp_path / "c", "un")
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=../../exercise.schema.json\n")
    assert not (tmp_path / "c" / "exercise.schema.json").exists()


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "a/b", "a\\b", "C:x", "Été", "a b", "-a", "a-", "x" * 61, ".a", "a.yaml", "con", "com1"]
)
def test_unsafe_names_are_refused(name: str, tmp_path) -> None:
    with pytest.raises(scaffold.ScaffoldError):
        scaffold.new_exercise(tmp_path / "c", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["no", "2024", "true", "null", "1e5", "a"])
@pytest.mark.parametrize("folder", ["true", "42", "…"])
def test_names_that_yaml_takes_for_something_else(name: str, folder: str, tmp_path) -> None:
    path = scaffold.new_exercise(tmp_path / folder, name)
    assert loader.check([tmp_path / folder]) == []
    assert loader.load_exercise(path).id == name


def test_a_file_in_place_of_the_folder_is_refused(tmp_path) -> None:
    (tmp_path / "c").write_text("x")
    with pytest.raises(scaffold.ScaffoldError, match="dossier"):
        scaffold.new_exercise(Path(tmp_path / "c"), "un")
