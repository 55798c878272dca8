"""A name under an attempt is kept for good, is never changed, and goes with every sheet that is written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.records import RecordsError, open_store
from simulator.scoring import Signature
from tests.records.samples import NOW, log, older_book, sheet

LATER = "2026-11-25T09:00:00+01:00"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book with two attempts, of which the second one is signed."""
    path = tmp_path / "book.sqlite"
    with open_store(path) as store:
        for name in ("a", "b"):
            store.save_attempt(None, sheet(attempt_id=name), log(), NOW, NOW)
        store.sign("b", " Claire  Morel ", "Belle coupe.\nRefais le manchon.", NOW)
    return path


def test_a_signature_is_there_at_the_next_opening(book: Path) -> None:
    with open_store(book) as store:
        signed = Signature("Claire Morel", "Belle coupe. Refais le manchon.", NOW)
        assert store.signatures() == {"b": signed}
        assert store.sheet("b").signature == signed and store.sheet("a").signature is None
        assert [s.signature for s in store.sheets(["b", "a"])] == [signed, None]
        assert store.verify() == []


def test_the_newest_holds_and_one_can_be_taken_back(book: Path) -> None:
    with open_store(book) as store:
        store.sign("b", "Paul", signed=LATER)
        assert store.signatures() == {"b": Signature("Paul", "", LATER)}
        store.sign("b", "Paul", signed=LATER, withdrawn=True)
        assert store.signatures() == {} and store.sheet("b").signature is None
        store.sign("b", "Claire", signed=LATER)
        assert store.signatures()["b"].signer == "Claire" and store.verify() == []
    with closing(sqlite3.connect(book)) as raw:
        assert raw.execute("SELECT count(*) FROM signature").fetchone() == (4,), "none of them is gone"


def test_what_cannot_be_signed_is_said(book: Path) -> None:
    with open_store(book) as store:
        with pytest.raises(RecordsError, match="nom"):
            store.sign("a", "  ")
        with pytest.raises(RecordsError, match="nobody"):
            store.sign("nobody", "Claire")
        assert list(store.signatures()) == ["b"] and store.verify() == []


def test_the_attempt_stays_what_it_was(book: Path) -> None:
    with open_store(book) as store:
        signed = replace(sheet(attempt_id="b"), signature=store.sheet("b").signature)
        # As after a crash between the saving and the end of the journal: the same attempt comes once more.
        assert store.save_attempt(None, signed, log(), NOW, NOW) == "b"
        assert len(store.attempts()) == 2 and store.verify() == []
    with closing(sqlite3.connect(book)) as raw:
        assert not raw.execute("SELECT 1 FROM attempt WHERE sheet_json LIKE '%Claire%'").fetchall()


@pytest.mark.parametrize("change", ["UPDATE signature SET signer = 'X'", "DELETE FROM signature",
                                    "INSERT OR REPLACE INTO signature SELECT * FROM signature"])  # fmt: skip
def test_the_book_refuses_changes(book: Path, change: str) -> None:
    with closing(sqlite3.connect(book)) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE signature SET signer = 'X'", "a changé"),
        ("UPDATE signature SET attempt_id = 'a'", "pas celle de cet essai"),
        ("DELETE FROM signature", "il en manque"),
        ("UPDATE chain_head SET length = 5 WHERE id = 2", "il en manque"),
    ],
)
def test_a_change_behind_the_back_is_found(book: Path, change: str, said: str) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as raw:
        for name in ("update", "delete"):
            raw.execute(f"DROP TRIGGER signature_no_{name}")
        raw.execute(change)
    with open_store(book) as store:
        found = store.verify()
    assert any(said in sentence for sentence in found) and not any("essai n°" in sentence for sentence in found)


def test_a_book_of_the_form_before_is_opened_and_can_be_signed(tmp_path: Path) -> None:
    with open_store(older_book(tmp_path / "book.sqlite")) as store:
        rows = store.attempts()
        assert [(row.id, row.first_name) for row in rows] == [("a0", ""), ("a1", "Ada"), ("a2", "Ada")]
        assert store.sheet("a1") == sheet(seed=1, attempt_id="a1", date=NOW, trainee="Ada", group="B")
        assert store.log("a2") == log(2)
        store.sign("a1", "Claire", signed=NOW)
        store.save_attempt(None, sheet(attempt_id="new"), log(), NOW, NOW)
        assert [row.seq for row in store.attempts()] == [1, 2, 3, 4]
        assert store.verify() == []
    with open_store(tmp_path / "book.sqlite") as store:
        assert list(store.signatures()) == ["a1"] and store.verify() == []
