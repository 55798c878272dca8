"""CSV and JSON sheets are read back as they were, no text becomes a formula, and any name can be written."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator import sheets
from simulator.scoring import ScoreSheet, Signature
from simulator.sheets import tables
from tests.records.samples import NOW, sheet

ALL = ("csv", "csv-plain", "json", "pdf", "class-csv", "class-pdf")


def named(trainee: str, group: str = "Classe B", **more) -> ScoreSheet:
    return sheet(trainee=trainee, group=group, attempt_id="a-1", date=NOW, **more)


def rows(path: Path, separator: str) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def test_json_comes_back_as_it_was(tmp_path: Path) -> None:
    given_sheets = [named("Zoé"), named("Bob", broken=True, loss=0.19)]
    sheets.export(given_sheets, tmp_path / "a.json", "json", "fr")
    assert sheets.read_json(tmp_path / "a.json") == given_sheets
    data = (tmp_path / "a.json").read_bytes()
    sheets.export(given_sheets, tmp_path / "a.json", "json", "en")
    assert (tmp_path / "a.json").read_bytes() == data  # no words inside, so no language
    whole = json.loads(data)
    assert whole["brin_sheets"] == 1 and whole["sheets"][0]["bill_total_db"] == 0.06
    assert list(whole["sheets"][0])[:3] == ["brin_sheet", "exercise", "title"]


def test_a_value_that_was_never_decided_stays_open(tmp_path: Path) -> None:
    whole = named("Zoé")
    open_one = replace(whole.criteria[0], value=None, tick=None, share=0.0, points=0.0)
    sheets.export([replace(whole, criteria=(open_one,))], tmp_path / "a.json", "json", "fr")
    assert sheets.read_json(tmp_path / "a.json")[0].criteria == (open_one,)
    sheets.export([replace(whole, criteria=(open_one,))], tmp_path / "a.csv", "csv-plain", "fr")
    assert rows(tmp_path / "a.csv", ",")[0]["value"] == ""


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        (("brin_sheet",), 2, "form 2"),
        (("score",), "86", "score"),
        (("score",), True, "score"),
        (("criteria",), {}, "criteria"),
        (("criteria", 0, "full"), None, "criteria[0].full"),
        (("title", "fr"), 3, "title.fr"),
        (("ticks",), 1.5, "ticks"),
    ],
)
def test_a_wrong_value_is_refused_by_name(path: tuple, value: object, word: str) -> None:
    whole = json.loads(json.dumps(sheets.as_dict(named("Zoé"))))
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(sheets.SheetError) as caught:
        sheets.from_dict(whole)
    assert word in str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 5000, '{"brin_sheets": 9, "sheets": []}', "{]"])
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(sheets.SheetError):
        sheets.read_json(tmp_path / "a.json")


def test_plain_csv_holds_every_figure(tmp_path: Path) -> None:
    one = named("Zoé", broken=True)
    sheets.export([one], tmp_path / "a.csv", "csv-plain", "fr")
    assert not (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    found = rows(tmp_path / "a.csv", ",")
    assert len(found) == len(one.criteria)
    for row, result in zip(found, one.criteria, strict=True):
        assert row["fact"] == result.criterion.fact
        for column, value in (
            ("value", result.value), ("points", result.points), ("full", result.criterion.full),
            ("zero", result.criterion.zero), ("weight", result.criterion.weight),
        ):  # fmt: skip
            assert float(row[column]) == value
        assert (row["verdict"], row["gates_broken"], row["unit"]) == (one.verdict, "glass_outside_bin", result.unit)
        assert (row["score"], row["seed"], row["trainee"]) == ("40", "7", "Zoé")


def test_french_csv_opens_in_a_french_spreadsheet(tmp_path: Path) -> None:
    sheets.export([named("Zoé")], tmp_path / "a.csv", "csv", "fr")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    row = rows(tmp_path / "a.csv", ";")[0]
    assert (row["Prénom"], row["Valeur"], row["Unité"], row["Critère"]) == ("Zoé", "0,06", "dB", "Perte de la soudure")
    assert row["Moment"] == "01:30" and row["État"] == "Réussi" and row["Compétence"] == "Souder"


def test_english_csv_opens_in_an_english_spreadsheet(tmp_path: Path) -> None:
    sheets.export([named("Zoé")], tmp_path / "a.csv", "csv", "en")
    row = rows(tmp_path / "a.csv", ",")[0]
    assert (row["First name"], row["Value"], row["Criterion"]) == ("Zoé", "0.06", "Splice loss")


def test_a_class_is_one_row_per_attempt(tmp_path: Path) -> None:
    sheets.export([named("Zoé"), named("Bob", loss=0.3)], tmp_path / "a.csv", "class-csv", "fr")
    found = rows(tmp_path / "a.csv", ";")
    assert [(row["Prénom"], row["Perte totale (dB)"]) for row in found] == [("Zoé", "0,06"), ("Bob", "0,3")]


def test_who_validated_it_goes_with_the_sheet(tmp_path: Path) -> None:
    signed = replace(named("Zoé"), signature=Signature("Claire", "=Belle; coupe", NOW))
    both = [signed, named("Bob")]
    sheets.export(both, tmp_path / "a.json", "json", "fr")
    assert sheets.read_json(tmp_path / "a.json") == both
    assert "signature" not in json.loads((tmp_path / "a.json").read_text("utf-8"))["sheets"][1]
    sheets.export(both, tmp_path / "a.csv", "class-csv", "fr")
    found = [(row["Signé par"], row["Signé le"], row["Remarque"]) for row in rows(tmp_path / "a.csv", ";")]
    assert found == [("Claire", NOW, "'=Belle; coupe"), ("", "", "")]
    sheets.export(both, tmp_path / "a.csv", "csv-plain", "fr")
    assert [row["signer"] for row in rows(tmp_path / "a.csv", ",")] == ["Claire", "Claire", "", ""]


FORMULAS = ["=1+1", "+33 6 12", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("http://x";"y")']


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("form", ["csv", "csv-plain", "class-csv"])
def test_text_never_becomes_a_formula(tmp_path: Path, text: str, form: str) -> None:
    sheets.export([named(text, text)], tmp_path / "a.csv", form, "fr")
    separator = "," if form == "csv-plain" else ";"
    row = rows(tmp_path / "a.csv", separator)[0]
    for column in ("trainee", "group") if form == "csv-plain" else ("Prénom", "Groupe"):
        assert row[column].startswith("'")
        assert row[column][1:].replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_numbers_are_never_guarded(tmp_path: Path) -> None:
    one = named("Zoé")
    below = replace(one, criteria=(replace(one.criteria[0], value=-1.5),))
    sheets.export([below], tmp_path / "a.csv", "csv", "fr")
    assert rows(tmp_path / "a.csv", ";")[0]["Valeur"] == "-1,5"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=40))
def test_no_cell_of_any_name_starts_a_formula(tmp_path: Path, text: str) -> None:
    sheets.export([named(text, text)], tmp_path / "a.csv", "csv-plain", "fr")
    for row in rows(tmp_path / "a.csv", ","):
        for column in ("trainee", "group", "title", "label"):
            assert not row[column].startswith(tables.DANGEROUS)
        assert float(row["points"]) >= 0.0  # the row did not fall apart


@pytest.mark.parametrize("form", ALL)
@pytest.mark.parametrize("code", ["fr", "en"])
def test_any_name_can_be_written(tmp_path: Path, form: str, code: str) -> None:
    names = ["", "Zoé", "李小龙", "🙂👩‍🔧", "x" * 3000, "\ud800", "\0", "<b>&amp;</b>", "a\nb", "مريم", "%s {x}"]
    sheets.export([named(name, name) for name in names], tmp_path / f"a.{form}", form, code)
    assert (tmp_path / f"a.{form}").stat().st_size > 500


def test_misuse_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(sheets.SheetError, match="csv-plain"):
        sheets.export([named("Zoé")], tmp_path / "a.doc", "doc", "fr")
    with pytest.raises(sheets.SheetError):
        sheets.export([], tmp_path / "a.csv", "csv", "fr")
    with pytest.raises(OSError, match="nowhere"):
        sheets.export([named("Zoé")], tmp_path / "nowhere" / "a.csv", "csv", "fr")
    assert list(tmp_path.iterdir()) == []
