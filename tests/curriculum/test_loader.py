"""Courses as folders: order, languages, ids, and no way out of the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.curriculum import loader
from simulator.curriculum.errors import CurriculumError
from simulator.curriculum.model import Text
from simulator.plant.site import FibreSpec
from tests.curriculum.samples import COURSE, GOOD, changed, write_course, write_exercise

OTHER = changed("id: essai", "id: autre")


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in loader.check([folder])]


def test_an_exercise_becomes_frozen_values(tmp_path) -> None:
    exercise = loader.load_course(write_course(tmp_path / "c")).exercises[0]
    assert exercise.title.get("en") == "My try" and exercise.title.as_dict() == {"fr": "Mon essai", "en": "My try"}
    assert exercise.site.fibres == (FibreSpec(type="G.652.D"), FibreSpec(type="G.657.A2", dirt=0.3))
    assert exercise.site.cleaver.wear == 0.2 and exercise.site.cleaver.position == 1
    assert [stage.scene for stage in exercise.stages] == ["preparation", "splicing"]
    assert exercise.stages[0].params.sides == ("left", "right")
    assert exercise.rubric[1].weight == 40.0 and isinstance(exercise.rubric[1].weight, float)
    assert (exercise.pass_rule.score, exercise.pass_rule.in_a_row) == (80.0, 2)
    assert exercise.course_id == "cours" and exercise.place == "full_job" and exercise.seed == 7
    with pytest.raises(AttributeError):
        exercise.id = "x"  # type: ignore[misc]


def test_params_of_a_stage_reach_the_scene(tmp_path) -> None:
    text = changed("[preparation,", "[{scene: preparation, cleaves: 5, sides: [right], strip_aim_mm: 30},")
    params = loader.load_exercise(write_exercise(tmp_path, text)).stages[0].params
    assert (params.cleaves, params.sides, params.strip_aim_mm) == (5, ("right",), 30.0)


def test_a_lone_file_needs_no_course_and_no_second_language(tmp_path) -> None:
    text = changed("{fr: Mon essai, en: My try}", "Mon essai")
    exercise = loader.load_exercise(write_exercise(tmp_path, text))
    assert exercise.title == Text({"fr": "Mon essai"}) and exercise.title.get("en") == "Mon essai"


def test_a_loaded_text_gives_itself_back(tmp_path) -> None:
    exercise = loader.load_exercise(write_exercise(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n")))
    again = loader.load_text(exercise.source, "log.jsonl")
    assert again.sha256 == exercise.sha256 == loader.load_text(GOOD).sha256
    assert again.sha256 != loader.load_text(GOOD + "# changed\n").sha256


def test_order_is_that_of_the_course_then_by_name(tmp_path) -> None:
    third = changed("id: essai", "id: troisieme")
    folder = write_course(tmp_path / "c", COURSE + "exercises: [exercises/z.yaml]\n", a=GOOD, b=third, z=OTHER)
    assert [e.id for e in loader.load_course(folder).exercises] == ["autre", "essai", "troisieme"]


def test_missing_languages_are_named_at_the_text(tmp_path) -> None:
    text = changed("{fr: Mon essai, en: My try}", "Mon essai").replace("{fr: Prépare une fibre., en", "{en")
    folder = write_course(tmp_path / "c", essai=text + "tips: [{en: Hold still.}]\n")
    path = folder / "exercises" / "essai.yaml"
    assert [line.split(" : il")[0] for line in told(folder)] == [
        f"{path}:2:8: title",
        f"{path}:3:7: goal",
        f"{path}:16:8: tips[1]",
    ]
    one = write_course(
        tmp_path / "d",
        "id: cours\ntitle: Cours\nlanguages: [fr]\n",
        essai=changed("{fr: Mon essai, en: My try}", "Mon essai"),
    )
    assert told(one) == []


def test_title_of_a_course_needs_its_languages(tmp_path) -> None:
    folder = write_course(tmp_path / "c", "id: cours\ntitle: Cours\nlanguages: [fr, en]\n")
    assert len(told(folder)) == 1 and told(folder)[0].startswith(f"{folder / 'course.yaml'}:2:8: ")


def test_the_same_id_twice_is_refused_at_the_second(tmp_path) -> None:
    folder = write_course(tmp_path / "c", a=GOOD, b="\n" + GOOD)
    assert len(told(folder)) == 1
    assert f"{folder / 'exercises' / 'b.yaml'}:2:5: " in told(folder)[0] and "a.yaml" in told(folder)[0]


@pytest.mark.parametrize(
    "path", ["../out.yaml", "/etc/passwd.yaml", "C:\\x.yaml", "exercises/../../out.yaml", "x.txt", "a//b.yaml"]
)
def test_paths_out_of_the_course_are_refused(path: str, tmp_path) -> None:
    write_exercise(tmp_path, name="out.yaml")
    folder = write_course(tmp_path / "c", COURSE + f"exercises: [exercises/essai.yaml, '{path}']\n")
    assert len(told(folder)) == 1 and told(folder)[0].startswith(f"{folder / 'course.yaml'}:4:35: ")
    assert "refusé" in told(folder)[0]


def test_a_listed_file_that_is_missing_gets_a_suggestion(tmp_path) -> None:
    folder = write_course(tmp_path / "c", COURSE + "exercises: [exercises/esai.yaml]\n")
    assert told(folder)[0].startswith(f"{folder / 'course.yaml'}:4:13: ") and "exercises/essai.yaml" in told(folder)[0]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_out_of_the_course_are_refused(tmp_path) -> None:
    secret = write_exercise(tmp_path, OTHER, "secret.yaml")
    folder = write_course(tmp_path / "c")
    (folder / "exercises" / "link.yaml").symlink_to(secret)
    assert told(folder) == [
        f"{folder / 'exercises' / 'link.yaml'}:1:1: ce fichier mène hors du dossier du cours. Copie-le dans le cours."
    ]
    listed = write_course(tmp_path / "d", COURSE + "exercises: [inner.yaml]\n")
    (listed / "inner.yaml").symlink_to(secret)
    assert told(listed)[0].startswith(f"{listed / 'course.yaml'}:4:13: ")
    (tmp_path / "e").symlink_to(write_course(tmp_path / "real"))
    assert told(tmp_path / "e") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path) -> None:
    folder = write_course(tmp_path / "c")
    os.mkfifo(folder / "exercises" / "pipe.yaml")
    assert ["pipe.yaml:1:1: ce n’est pas un fichier" in line for line in told(folder)] == [True]


def test_every_file_of_a_course_is_told_at_once(tmp_path) -> None:
    folder = write_course(tmp_path / "c", COURSE.replace("id:", "idd:"), a=changed("help:", "halp:"), b="a: [")
    places = [line.split(": ")[0].removeprefix(str(folder)) for line in told(folder)]
    assert {p.split(":")[0].strip("/\\").replace("\\", "/") for p in places} == {
        "course.yaml",
        "exercises/a.yaml",
        "exercises/b.yaml",
    }


def test_folders_of_courses_and_loose_files(tmp_path) -> None:
    write_course(tmp_path / "one")
    write_course(tmp_path / "two", essai=changed("help:", "halp:"))
    assert [f.name for f in loader.find_courses([tmp_path, tmp_path / "one"])] == ["one", "two"]
    assert len(told(tmp_path)) == 1
    loose = tmp_path / "loose"
    loose.mkdir()
    assert "aucun cours" in told(loose)[0]
    write_exercise(loose, "help: [")
    assert told(loose)[0].startswith(f"{loose / 'essai.yaml'}:2:1: ")
    (tmp_path / "half" / "exercises").mkdir(parents=True)
    assert "course.yaml" in told(tmp_path / "half")[0]
    assert loader.find_courses([tmp_path / "nowhere"]) == []


def test_a_course_without_exercises_is_refused(tmp_path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "course.yaml").write_text(COURSE, "utf-8")
    with pytest.raises(CurriculumError, match="aucun exercice"):
        loader.load_course(tmp_path / "c")


def test_names_with_accents_spaces_and_other_file_ends(tmp_path) -> None:
    folder = write_course(tmp_path / "Été à l’école", a=GOOD)
    (folder / "exercises" / "Ma coupe n° 2.yml").write_text(OTHER, "utf-8")
    (folder / "exercises" / "._a.yaml").write_bytes(b"\0\1")
    (folder / "exercises" / "notes.txt").write_text("x")
    assert len(loader.load_course(folder).exercises) == 2


def test_the_curriculum_loads_no_window_and_no_view() -> None:
    script = (
        "import sys\n"
        "from simulator.curriculum import loader\n"
        "assert not {'pydantic', 'numpy'} & set(sys.modules), 'heavy imports must wait'\n"
        "loader.load_course('curricula/premiers-gestes')\n"
        "bad = [m for m in sys.modules if m.split('.')[0] == 'pygame' or '.view' in m or '.ui' in m]\n"
        "assert not bad, bad\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, timeout=60)
    assert done.returncode == 0, done.stderr
