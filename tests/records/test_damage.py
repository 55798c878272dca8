"""A flipped byte is never taken for the truth, and a damaged book is replaced by the best there is."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.records import RecordsError, open_store, rescue
from simulator.scoring import Signature
from tests.records.samples import NOW, log, older_book, sheet


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a few attempts, closed."""
    book = tmp_path_factory.mktemp("original") / "book.sqlite"
    with open_store(book) as store:
        ada = store.add_trainee("Ada", "B")
        for seed in range(8):
            store.save_attempt(
                ada.id if seed % 2 else None, sheet(seed=seed, attempt_id=f"a{seed}"), log(seed), NOW, NOW
            )
        store.sign("a1", "Claire", "Bien", NOW)
        store.sign("a2", "Claire", "", NOW)
    assert not book.with_name("book.sqlite-wal").exists()
    return book


def content(book: Path):
    """All that a reader of the book can see; None when it says that something is wrong."""
    try:
        with open_store(book) as store:
            if store.notice is not None or store.verify():
                return None
            rows = store.attempts()
            return store.trainees(), rows, [store.sheet(row.id) for row in rows], [store.log(row.id) for row in rows]
    except RecordsError:
        return None


def flip_is_seen(original: Path, folder: Path, offset: int, bit: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    book = folder / "book.sqlite"
    data = bytearray(original.read_bytes())
    data[offset] ^= 1 << bit
    book.write_bytes(data)
    found = content(book)
    # Either it is said, or the flip hit a byte that nobody reads.
    assert found is None or found == content(original), f"byte {offset}, bit {bit}"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_is_seen_or_harmless(original: Path, tmp_path: Path, share: float, bit: int) -> None:
    flip_is_seen(original, tmp_path / "copy", int(share * original.stat().st_size), bit)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_seventh_byte(original: Path, tmp_path: Path) -> None:
    for offset in range(0, original.stat().st_size, 7):
        flip_is_seen(original, tmp_path / "copy", offset, offset % 8)


def test_flips_in_attempts_are_really_reached(original: Path) -> None:
    """The property above would hold for a book that shows nothing."""
    assert len(content(original)[1]) == 8


def test_a_damaged_book_gives_way_to_its_copy_and_newer_attempts_are_saved(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite"
    with open_store(book) as store:
        ada = store.add_trainee("Ada")
        store.save_attempt(ada.id, sheet(attempt_id="old"), log(1), NOW, NOW)
    with open_store(book, now="2026-11-24T18:00:00+01:00") as store:  # the day's copy holds "old"
        bob = store.add_trainee("Bob")
        store.sign("old", "Claire", signed=NOW)
        for number in range(30):
            store.save_attempt(bob.id, sheet(attempt_id=f"new{number}"), log(number), NOW, NOW)
    size = book.stat().st_size
    with book.open("rb+") as file:
        file.seek(size - 2 * 4096)
        file.write(b"\xff" * 4096)
    with open_store(book, now="2026-11-25T08:00:00+01:00") as store:
        assert store.notice is not None and store.notice.kind == "restored"
        assert "24 novembre 2026" in store.notice.sentence
        assert store.verify() == []
        ids = [row.id for row in store.attempts()]
        assert ids[0] == "old" and "new0" in ids and ids == ["old"] + [f"new{n}" for n in range(len(ids) - 1)]
        assert store.attempts()[1].first_name == "Bob"
        assert store.log("new0") == log(0)
        assert store.signatures() == {"old": Signature("Claire", "", NOW)}, "newer than the copy, and saved"
        aside = Path(store.notice.path)
    assert aside.name == "book.sqlite.corrupt.2026-11-25T08-00-00+01-00" and aside.stat().st_size == size


def test_a_signature_of_an_attempt_that_is_lost_is_not_saved(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite"
    with open_store(book, now="2026-11-24") as store:
        store.save_attempt(None, sheet(attempt_id="lost"), log(), NOW, NOW)
        store.sign("lost", "Claire", signed=NOW)
    copy = tmp_path / "backups" / "class-book-2026-11-24.sqlite"
    with closing(sqlite3.connect(book, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER attempt_no_update")
        raw.execute("UPDATE attempt SET score = 100")
    assert rescue.salvage(book, copy) == 0
    with open_store(copy) as store:
        assert store.attempts() == [] and store.signatures() == {} and store.verify() == []


def test_a_copy_that_an_older_program_made_takes_what_is_newer(tmp_path: Path) -> None:
    book = older_book(tmp_path / "book.sqlite")
    copy = older_book(tmp_path / "backups" / "class-book-2026-11-24.sqlite")
    with open_store(book) as store:
        store.save_attempt(None, sheet(attempt_id="new"), log(), NOW, NOW)
        store.sign("new", "Claire", signed=NOW)
        store.sign("a0", "Claire", signed=NOW)
    with book.open("rb+") as file:  # the page of the index on groups and names is nobody's row
        file.seek(book.stat().st_size - 4096)
        file.write(b"\xff" * 4096)
    with open_store(book, now="2026-11-25") as store:
        assert store.notice is not None and store.notice.kind == "restored"
        assert [row.id for row in store.attempts()][:3] == ["a0", "a1", "a2"] and store.verify() == []
        assert set(store.signatures()) <= {"new", "a0"}
    assert copy.exists()


def test_a_damaged_copy_is_passed_over(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite"
    for day in ("2026-11-22", "2026-11-23"):
        with open_store(book, now=day) as store:
            store.save_attempt(None, sheet(attempt_id=day), log(), NOW, NOW)
    open_store(book, now="2026-11-24").close()
    newest = tmp_path / "backups" / "class-book-2026-11-24.sqlite"
    with closing(sqlite3.connect(newest, isolation_level=None)) as raw:  # sound pages, broken chain
        raw.execute("DROP TRIGGER attempt_no_update")
        raw.execute("UPDATE attempt SET score = 100 WHERE seq = 1")
    book.write_bytes(b"noise" * 1000)
    with open_store(book) as store:
        assert store.notice is not None and "23 novembre" in store.notice.sentence
        assert [row.id for row in store.attempts()] == ["2026-11-22"]
        assert store.verify() == []


@pytest.mark.parametrize("rubbish", [b"\0" * 5000, b"SQLite format 3\0" + b"\x07" * 900, b"x"])
def test_without_a_copy_a_fresh_book_is_opened_and_the_old_file_kept(tmp_path: Path, rubbish: bytes) -> None:
    book = tmp_path / "book.sqlite"
    for turn in range(2):
        book.write_bytes(rubbish)
        with open_store(book, now="2026-11-24T10:00:00") as store:
            assert store.notice is not None and store.notice.kind == "fresh"
            assert store.attempts() == []
            assert Path(store.notice.path).read_bytes() == rubbish
        assert len(list(tmp_path.glob("*.corrupt.*"))) == turn + 1
        shutil.rmtree(tmp_path / "backups")


def test_an_empty_file_is_simply_a_new_book(tmp_path: Path) -> None:
    (tmp_path / "book.sqlite").touch()
    with open_store(tmp_path / "book.sqlite") as store:
        assert store.notice is None and store.attempts() == []
