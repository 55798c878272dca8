"""Copies of the class book: one a day on opening, seven days and four weeks of them kept, each checked when made.

It deliberately reads no clock: the day is handed in.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

KEEP_DAYS = 7
KEEP_WEEKS = 4
_NAME = re.compile(r"^class-book-(\d{4}-\d{2}-\d{2})\.sqlite$")


def folder_of(book: Path) -> Path:
    """Folder of a book's copies."""
    return book.parent / "backups"


def copy(raw: sqlite3.Connection, target: Path) -> None:
    """Copy a book in use to a file, whole or not at all. Raises OSError, sqlite3.Error."""
    beside = target.with_name(target.name + ".new")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as other:
            raw.backup(other)
            # One file that can be carried away; a copy of a WAL book would otherwise ask for a second one.
            other.execute("PRAGMA journal_mode=DELETE")
            found = other.execute("PRAGMA quick_check").fetchone()
            if found != ("ok",):
                raise sqlite3.DatabaseError(f"the copy is not sound: {found[0]}")
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def daily(raw: sqlite3.Connection, book: Path, day: str) -> Path | None:
    """Make the copy of a day (YYYY-MM-DD) unless it is there, and drop old ones; returns the new copy."""
    folder = folder_of(book)
    target = folder / f"class-book-{day}.sqlite"
    if target.exists():
        return None
    folder.mkdir(parents=True, exist_ok=True)
    copy(raw, target)
    kept = kept_days(dates(folder))
    for old, path in dates(folder).items():
        if old not in kept:
            path.unlink(missing_ok=True)
    return target


def dates(folder: Path) -> dict[date, Path]:
    """The copies of a folder by their day."""
    found = {}
    for path in folder.glob("class-book-*.sqlite") if folder.is_dir() else ():
        match = _NAME.match(path.name)
        try:
            found[date.fromisoformat(match.group(1) if match else "")] = path
        except ValueError:
            continue
    return found


def kept_days(days: Iterable[date]) -> set[date]:
    """Which days' copies are kept: the newest seven, and the newest of each of the four weeks before those."""
    ordered = sorted(days, reverse=True)
    kept = set(ordered[:KEEP_DAYS])
    weeks: dict[tuple[int, int], date] = {}
    for day in ordered[KEEP_DAYS:]:
        year, week, _ = day.isocalendar()
        weeks.setdefault((year, week), day)
    return kept | set(sorted(weeks.values(), reverse=True)[:KEEP_WEEKS])


def newest_first(book: Path) -> list[Path]:
    """The copies of a book, newest first."""
    return [path for _, path in sorted(dates(folder_of(book)).items(), reverse=True)]
