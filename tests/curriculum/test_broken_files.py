"""An instructor breaks an exercise in many ways and gets a line, a column and a hint each time, never a traceback."""

from __future__ import annotations

import re
import time

import pytest

from simulator.curriculum import loader
from simulator.curriculum.errors import CurriculumError
from tests.curriculum.samples import GOOD, changed, write_exercise

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
LINES = GOOD.splitlines()


def at(piece: str, inside: str = "") -> tuple[int, int]:
    """Line and column, from 1, of a piece of the sound exercise (of a word inside it)."""
    line = next(number for number, text in enumerate(LINES, 1) if piece in text)
    return line, LINES[line - 1].index(piece) + (piece.index(inside) if inside else 0) + 1


#: name -> (text, line, column, words that the French message holds).
BROKEN: dict[str, tuple[str | bytes, int, int, tuple[str, ...]]] = {
    "typo in a key": (changed("help:", "halp:"), *at("help:"), ("halp", "Tu veux dire « help »")),
    "typo in a nested key": (changed("wear:", "waer:"), *at("wear:"), ("site.cleaver", "wear", "position")),
    "number too large": (changed("wear: 0.2", "wear: 20"), *at("0.2}"), ("site.cleaver.wear", "20", "de 0 à 1")),
    "wrong unit": (changed("900", "0.9"), *at("900"), ("reserve_mm", "0.9", "de 100 à 2000 mm")),
    "unit written": (changed("900", "900 mm"), *at("900"), ("« 900 mm »", "Écris 900")),
    "comma in a number": (changed("wear: 0.2", 'wear: "0,2"'), *at("0.2}"), ("« 0,2 »", "Écris 0.2")),
    "comma in a flow": (changed("wear: 0.2", "wear: 0,2"), *(at("0.2}")[0], at("0.2}")[1] + 2), ("avec un point",)),
    "text for a number": (changed("weight: 60", 'weight: "60"'), *at("weight: 60", "60"), ("rubric[1]", "Écris 60")),
    "bool for a number": (changed("full: 5", "full: true"), *at("full: 5", "5"), ("true", "nombre")),
    "not a whole number": (changed("in_a_row: 2", "in_a_row: 2.5"), *at("in_a_row: 2", "2"), ("entier", "de 1 à 10")),
    "number for a text": (changed("Mon essai", "12"), *at("Mon essai"), ("title.fr", "texte")),
    "negative weight": (changed("weight: 60", "weight: -60"), *at("weight: 60", "60"), ("-60", "plus grand que 0")),
    "zero weight": (changed("weight: 60", "weight: 0"), *at("weight: 60", "60"), ("plus grand que 0",)),
    "weights of 90": (changed("weight: 60", "weight: 50"), *at("rubric:"), ("90", "100")),
    "full equals zero": (changed("zero: 0.20", "zero: 0.05"), *at("full: 0.05", "0.05"), ("différents",)),
    "low is better": (changed("full: 0.05", "full: 0.5"), *at("full: 0.05", "0.05"), ("plus petit", "Échange-les")),
    "high is better": (changed("full: 5, zero: 0", "full: 0, zero: 5"), *at("full: 5", "5"), ("plus grand",)),
    "unknown fact": (changed("splice.loss_db", "splice.los_db"), *at("splice.loss_db"), ("los_db", "splice.loss_db")),
    "fact from elsewhere": (changed("[preparation, splicing]", "[preparation]"), *at("splice.loss_db"), ("splicing",)),
    "unknown scene": (changed("[preparation,", "[preparaton,"), *at("preparation,"), ("preparaton", "« preparation »")),
    "unknown gate": (changed("[glass_outside_bin]", "[glas_outside_bin]"), *at("glass_out"), ("glass_outside_bin",)),
    "unknown skill": (changed("skill: cleave", "skill: clive"), *at("skill: cleave", "cleave"), ("« cleave »",)),
    "unknown fibre": (changed("[G.652.D,", "[G.652.E,"), *at("G.652.D"), ("G.652.E", "« G.652.D »")),
    "three fibres": (changed("[G.652.D,", "[G.652.D, G.652.D,"), *at("[G.652.D"), ("site.fibres", "2")),
    "one fibre": (changed("[G.652.D, {type", "[{type"), *at("[G.652.D"), ("site.fibres", "attendu 2")),
    "params of a scene": (changed("[preparation,", "[{scene: preparation, cleaves: 0},"), 10, 40, ("de 1 à 12",)),
    "limits the wrong way round": (
        changed("[preparation,", "[{scene: preparation, speed_low_mm_s: 60},"), 10, 47, ("speed_high_mm_s",)),
    "unknown side": (changed("[preparation,", "[{scene: preparation, sides: [gauche]},"), 10, 39, ("left",)),
    "side twice": (changed("[preparation,", "[{scene: preparation, sides: [left, left]},"), 10, 38, ("deux fois",)),
    "stage of wrong kind": (changed("[preparation,", "[5, preparation,"), *at("preparation,"), ("stages[1]", "scene")),
    "stage without scene": (changed("[preparation,", "[{cleaves: 2}, preparation,"), *at("preparation,"), ("scene",)),
    "gate twice": (changed("[glass_outside_bin]", "[glass_outside_bin, glass_outside_bin]"), 14, 28, ("deux fois",)),
    "missing field": (changed("title: {fr: Mon essai, en: My try}\n", ""), 1, 1, ("« title »",)),
    "missing nested field": (changed(", weight: 40", ""), *at("- {fact: cleave", "{"), ("rubric[2]", "« weight »")),
    "empty rubric": (re.sub(r"rubric:\n(  - .*\n)+", "rubric: []\n", GOOD), 11, 9, ("rubric", "au moins 1")),
    "empty stages": (changed("[preparation, splicing]", "[]"), *at("[preparation"), ("stages", "au moins 1")),
    "empty value": (changed("seed: 7", "seed:"), *(at("seed:")[0], 6), ("fresh",)),
    "empty title": (changed("Mon essai", '" "'), *at("Mon essai"), ("texte vide",)),
    "long title": (changed("Mon essai", "a" * 200), *at("Mon essai"), ("200", "80")),
    "language in capitals": (changed("{fr: Mon", "{FR: Mon"), *at("fr: Mon"), ("FR", "fr ou en")),
    "list for a block": (changed("{wear: 0.2}", "[0.2]"), *at("{wear"), ("liste", "wear, position, length_mm")),
    "text for a list": (changed("[glass_outside_bin]", "glass_outside_bin"), *at("[glass"), ("liste",)),
    "bad id": (changed("id: essai", "id: Mon Essai à moi"), 1, 5, ("Mon Essai", "mon-essai-a-moi")),
    "path for an id": (changed("id: essai", "id: ../essai"), 1, 5, ("../essai",)),
    "negative seed": (changed("seed: 7", "seed: -7"), *at("seed: 7", "7"), ("-7", "fresh")),
    "yes for true": (changed("cleaver:", "stripped_and_cleaved: yes\n  cleaver:"), 9, 25, ("« yes »", "true ou false")),
    "only timed criteria": (
        GOOD.replace("skill: splice}", "once_passed: true}").replace("skill: cleave}", "once_passed: true}"),
        *at("rubric:"), ("once_passed",)),
    "NaN": (changed("full: 0.05", "full: .nan"), *at("full: 0.05", "0.05"), ("rubric[1].full", ".nan", "fini")),
    "infinity": (changed("zero: 0.20", "zero: -.inf"), *at("zero: 0.20", "0.20"), ("-.inf", "fini")),
    "overflow": (changed("zero: 0.20", "zero: 1e999"), *at("zero: 0.20", "0.20"), ("1e999", "fini")),
    "endless integer": (changed("seed: 7", "seed: " + "9" * 5000), *at("seed: 7", "7"), ("trop long",)),
    "duplicate key": (changed("help: guided\n", "help: guided\nhelp: exam\n"), 5, 1, ("« help »", "ligne 4")),
    "duplicate nested key": (changed("{wear: 0.2}", "{wear: 0.2, wear: 0.3}"), 9, 24, ("« wear »", "ligne 9")),
    "tab indent": (changed("  reserve_mm", "\treserve_mm"), *(at("reserve_mm")[0], 1), ("tabulation",)),
    "unclosed quote": (changed("Mon essai", '"Mon essai'), *at("Mon essai"), ("guillemet",)),
    "unclosed bracket": (changed("splicing]", "splicing"), 11, 7, ("crochet", "ligne 10")),
    "colon in a text": (changed("help: guided", "help: guided: yes"), 4, 13, ("deux-points",)),
    "apostrophes in quotes": (changed("{fr: Mon essai, en: My try}", "'c'est moi'"), 2, 11, ("guillemets doubles",)),
    "wrong indent": (changed("  reserve_mm", " reserve_mm"), 8, 2, ("décalage",)),
    "NUL": (changed("guided", "gui\0ded"), 4, 10, ("U+0000",)),
    "anchor": (changed("help: guided", "help: &h guided"), 4, 7, ("ancre", "&h")),
    "alias": (changed("help: guided", "help: *h"), 4, 7, ("renvoi", "*h")),
    "alias bomb": (BOMB + GOOD, 1, 4, ("ancre",)),
    "merge key": (changed("{wear: 0.2}", "{<<: {wear: 0.2}}"), *at("wear: 0.2"), ("fusion",)),
    "python tag": (changed("id: essai", "id: !!python/object/apply:os.system [ls]"), 1, 5, ("étiquette", "python")),
    "complex key": ("? [a, b]\n: c\n" + GOOD, 1, 3, ("clé",)),
    "several documents": (GOOD + "---\n" + GOOD, 16, 1, ("deuxième document",)),
    "deep nesting": ("a: " + "[" * 100_000, 1, 43, ("trop profond", "40")),
    "deep block nesting": ("- " * 100_000, 1, 81, ("trop profond", "40")),
    "too many values": ("[" + "1, " * 30_000 + "1]", 1, 59_999, ("20000",)),
    "empty file": ("", 1, 1, ("vide", "rubric")),
    "only a comment": ("# rien\n", 1, 1, ("vide",)),
    "a list": ("- a\n- b\n", 1, 1, ("liste", "rubric")),
    "a word": ("bonjour\n", 1, 1, ("bonjour", "rubric")),
    "3 MB": (GOOD + "# " + "x" * 3_000_000, 1, 1, ("trop gros", "524288")),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe" * 50, 1, 1, ("UTF-8",)),
    "Latin-1": (GOOD.encode("latin-1"), 3, 14, ("UTF-8",)),
    "UTF-16": (GOOD.encode("utf-16"), 1, 1, ("UTF-8",)),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_told_at_its_place(name: str, tmp_path) -> None:
    text, line, column, words = BROKEN[name]
    path = write_exercise(tmp_path, text)
    problems = loader.check([path])
    assert (line, column) in [(p.line, p.column) for p in problems], [str(p) for p in problems]
    told = " ".join(p.message for p in problems if (p.line, p.column) == (line, column))
    assert all(word in told for word in words), told
    assert str(problems[0]).startswith(f"{path}:{problems[0].line}:{problems[0].column}: ")
    with pytest.raises(CurriculumError) as caught:
        loader.load_exercise(path)
    assert list(caught.value.problems) == problems


@pytest.mark.parametrize("name", [n for n in BROKEN if n not in (
    "alias bomb", "only timed criteria", "missing nested field", "unknown scene", "comma in a flow", "merge key",
)])  # fmt: skip
def test_one_fault_gives_one_message(name: str, tmp_path) -> None:
    problems = loader.check([write_exercise(tmp_path, BROKEN[name][0])])
    assert len({(p.line, p.column) for p in problems}) == 1, [str(p) for p in problems]


@pytest.mark.parametrize("name", BROKEN)
def test_messages_exist_in_english(name: str, tmp_path) -> None:
    path = write_exercise(tmp_path, BROKEN[name][0])
    french, english = loader.check([path], "fr"), loader.check([path], "en")
    assert [(p.line, p.column) for p in french] == [(p.line, p.column) for p in english]
    assert all(f.message != e.message and "«" not in e.message for f, e in zip(french, english, strict=True))


def test_all_faults_of_a_file_come_at_once(tmp_path) -> None:
    text = GOOD.replace("help:", "halp:").replace("wear: 0.2", "wear: 20").replace("weight: 60", "weight: 50")
    problems = loader.check([write_exercise(tmp_path, text.replace("splice.loss_db", "splice.los_db"))])
    assert [p.line for p in problems] == [4, 9, 11, 12]


@pytest.mark.parametrize("text", [
    "\n".join(f"kay{i}: .nan" for i in range(9000)),
    "stages: [preparation]\nrubric:\n" + "\n".join(f"  - {{fact: splice.los_db, weight: {i}}}" for i in range(6000)),
])  # fmt: skip
def test_a_file_that_is_wrong_all_over_is_told_briefly_and_quickly(text: str, tmp_path) -> None:
    start = time.perf_counter()
    problems = loader.check([write_exercise(tmp_path, text)])
    assert time.perf_counter() - start < 5.0
    assert len(problems) <= 101


def test_a_missing_file_and_a_folder_are_told(tmp_path) -> None:
    assert "ne se lit pas" in loader.check([tmp_path / "nowhere.yaml"])[0].message
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.yaml" / "x.txt").write_text("x")
    assert "aucun cours" in loader.check([tmp_path / "folder.yaml"])[0].message


@pytest.mark.parametrize(
    "twist", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), "---\n" + GOOD, GOOD + "...\n", GOOD + "\n\n# fin"]
)
def test_harmless_forms_are_accepted(twist: str, tmp_path) -> None:
    assert loader.check([write_exercise(tmp_path, twist)]) == []
