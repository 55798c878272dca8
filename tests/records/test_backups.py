"""Copies are made once a day, thinned out, and can be opened as books."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.records import RecordsError, backups, open_store
from tests.records.samples import NOW, log, sheet


def test_a_copy_a_day(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite"
    for day in (NOW, NOW, "2026-11-25T08:00:00", None):
        with open_store(book, now=day) as store:
            store.save_attempt(None, sheet(), log(), NOW, NOW)
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["class-book-2026-11-24.sqlite", "class-book-2026-11-25.sqlite"]


def test_now_may_be_a_clock(tmp_path: Path) -> None:
    open_store(tmp_path / "book.sqlite", now=lambda: NOW).close()
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_seven_days_and_four_weeks_are_kept() -> None:
    last = date(2026, 11, 24)
    days = [last - timedelta(days=n) for n in range(120)]
    kept: set[date] = set()
    for day in reversed(days):  # as it happens: one more each day, thinned each day
        kept = backups.kept_days(kept | {day})
    assert set(days[:7]) <= kept
    older = sorted(kept - set(days[:7]), reverse=True)
    assert len(older) == 4
    gaps = [(a - b).days for a, b in zip(older, older[1:], strict=False)]
    assert gaps[0] <= 7 and gaps[1:] == [7, 7]  # the week that is just leaving the seven days, then whole ones


def test_old_files_go_and_foreign_files_stay(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for n in range(90):
        (folder / f"class-book-{date(2026, 8, 1) + timedelta(days=n)}.sqlite").write_bytes(b"old")
    for name in ("class-book-2026-99-99.sqlite", "notes.txt"):
        (folder / name).write_text("mine")
    open_store(tmp_path / "book.sqlite", now=NOW).close()
    assert len(backups.dates(folder)) == backups.KEEP_DAYS + backups.KEEP_WEEKS
    assert (folder / "notes.txt").exists() and (folder / "class-book-2026-99-99.sqlite").exists()


def test_a_copy_is_a_book(tmp_path: Path) -> None:
    with open_store(tmp_path / "book.sqlite") as store:
        name = store.save_attempt(None, sheet(), log(), NOW, NOW)
        store.backup(tmp_path / "copy é.sqlite")
        store.save_attempt(None, sheet(), log(), NOW, NOW)
    with open_store(tmp_path / "copy é.sqlite") as copy:
        assert [row.id for row in copy.attempts()] == [name] and copy.verify() == []


def test_a_copy_never_goes_over_the_book(tmp_path: Path) -> None:
    with open_store(tmp_path / "book.sqlite") as store:
        for bad in (tmp_path / "book.sqlite", tmp_path, tmp_path / "none" / "copy.sqlite"):
            with pytest.raises(RecordsError):
                store.backup(bad)
        assert store.verify() == []


def test_a_copy_that_fails_is_said_and_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file in the way")
    with open_store(tmp_path / "book.sqlite", now=NOW) as store:
        assert store.notice is not None and store.notice.kind == "no_copy"
        store.add_trainee("Ada")
