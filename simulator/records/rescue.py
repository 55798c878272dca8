"""What to do with a damaged class book: put it aside, take the newest good copy, save what the damaged one still holds.

It deliberately throws nothing away: the damaged file stays beside the new one under another name.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from simulator.i18n import Language
from simulator.records import backups, chain
from simulator.records.models import Notice

_COLUMNS = (*chain.COVERED, "log_zlib", "prev_hash", "hash")
_SIGNATURE = (*chain.SIGNED, "prev_hash", "hash")
#: Heads of the two chains; schema.py names them too, but a damaged file is read without the database's own library.
_ATTEMPTS, _SIGNATURES = 1, 2
_TRAINEE = ("id", "first_name", "group_name", "created", "digest")
_Hash = Callable[[Mapping[str, Any], str], str]
#: What a damaged row can raise while it is read and hashed.
_ROW_ERRORS = (sqlite3.Error, UnicodeError, TypeError, ValueError, OverflowError)


def replace_damaged(book: Path, stamp: str, language: Language) -> Notice:
    """Put a damaged book aside and leave a sound one (or none) in its place; says what happened.

    stamp: ISO 8601 text that enters the name of the damaged file. Raises OSError.
    """
    aside = _put_aside(book, stamp)
    for good in backups.newest_first(book):
        if not sound(good):
            continue
        fresh = book.with_name(book.name + ".new")
        shutil.copyfile(good, fresh)
        _bring_up(fresh, language)
        saved = salvage(aside, fresh)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(fresh, book)
        return _restored(good, aside, saved, language)
    sentence = language.text(
        "Le cahier de classe était abîmé et il n’y avait pas de copie. "
        "Un nouveau cahier est ouvert. L’ancien est gardé : {path}",
        path=aside,
    )
    return Notice("fresh", sentence, str(aside))


def _bring_up(copy: Path, language: Language) -> None:
    """Give a copy that an older program made the present form, so that what is newer has a place in it."""
    from simulator.records import database

    engine = database.sqlite_engine(copy)
    try:
        database.bring_up_to_date(engine, language, str(copy))
    finally:
        engine.dispose()


def _restored(good: Path, aside: Path, saved: int, language: Language) -> Notice:
    sentence = language.text(
        "Le cahier de classe était abîmé. Brin a repris la copie du {date}. L’ancien fichier est gardé : {path}",
        date=language.date(good.stem[-10:]),
        path=aside,
    )
    if saved:
        sentence += " " + language.ntext(
            "{n} essai plus récent a été sauvé.", "{n} essais plus récents ont été sauvés.", saved
        )
    return Notice("restored", sentence, str(aside))


def _put_aside(book: Path, stamp: str) -> Path:
    """Rename a book and its companions; a name that is taken gets a number."""
    # Colons of an ISO time may not stand in a Windows file name.
    mark = re.sub(r"[^0-9A-Za-z.+-]", "-", stamp) or "unknown"
    aside = book.with_name(f"{book.name}.corrupt.{mark}")
    number = 2
    while aside.exists():
        aside = book.with_name(f"{book.name}.corrupt.{mark}-{number}")
        number += 1
    os.replace(book, aside)
    for tail in ("-wal", "-shm", "-journal"):
        companion = book.with_name(book.name + tail)
        if companion.exists():
            os.replace(companion, aside.with_name(aside.name + tail))
    return aside


def sound(path: Path) -> bool:
    """True when a copy is a sound database whose chain holds."""
    try:
        with closing(_read_only(path)) as raw:
            if raw.execute("PRAGMA quick_check").fetchone() != ("ok",):
                return False
            whole = _holds(raw, list(_rows(raw, 1)), _ATTEMPTS, chain.attempt_hash)
            if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'signature'").fetchone():
                return whole
            return whole and _holds(raw, list(_signatures(raw, 1)), _SIGNATURES, chain.signature_hash)
    except _ROW_ERRORS:
        return False


def _holds(raw: sqlite3.Connection, rows: Sequence[dict[str, Any]], head_id: int, hashed: _Hash) -> bool:
    """True when a chain has no break and ends where its head says."""
    last = rows[-1]["hash"] if rows else chain.GENESIS
    return not list(chain.breaks(rows, hashed)) and _head(raw, head_id) == (len(rows), last)


def _head(raw: sqlite3.Connection, head_id: int) -> tuple[int, str]:
    return raw.execute("SELECT length, hash FROM chain_head WHERE id = ?", (head_id,)).fetchone()


def salvage(damaged: Path, fresh: Path) -> int:
    """Carry the attempts and signatures that follow a copy's last ones over from a damaged book, while the chains hold.

    Returns how many attempts were saved.
    """
    saved = 0
    try:
        with closing(_read_only(damaged)) as old, closing(sqlite3.connect(fresh, isolation_level=None)) as new:
            saved = _carry(old, new, "attempt")
            _carry(old, new, "signature")
    except _ROW_ERRORS:
        pass
    return saved


def _carry(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> int:
    """Carry over the rows of one chain; what cannot be read ends it. Returns how many there were."""
    signing, saved = table == "signature", 0
    head_id, read = (_SIGNATURES, _signatures) if signing else (_ATTEMPTS, _rows)
    hashed: _Hash = chain.signature_hash if signing else chain.attempt_hash
    try:
        length, last = _head(new, head_id)
        for row in read(old, length + 1):
            if not _follows(row, length + saved + 1, last, hashed):
                break
            if signing and not _signs(new, row):
                break
            _add(new, old, row, table, head_id)
            saved, last = saved + 1, row["hash"]
    except _ROW_ERRORS:
        pass
    return saved


def _follows(row: dict[str, Any], seq: int, last: str, hashed: _Hash) -> bool:
    """True when a row is whole and is the next one of a chain that ends with the hash ``last``."""
    return row["seq"] == seq and row["prev_hash"] == last and hashed(row, last) == row["hash"]


def _signs(new: sqlite3.Connection, row: dict[str, Any]) -> bool:
    """True when the attempt that a signature is under was saved as well."""
    found = new.execute("SELECT hash FROM attempt WHERE id = ?", (row["attempt_id"],)).fetchone()
    return found == (row["attempt_hash"],)


def _add(new: sqlite3.Connection, old: sqlite3.Connection, row: dict[str, Any], table: str, head_id: int) -> None:
    """Add a row, its trainee and the new head to a book, all or nothing."""
    new.execute("BEGIN")
    try:
        if row.get("trainee_id") is not None:
            _add_trainee(new, old, row["trainee_id"])
        marks = ",".join("?" * len(row))
        new.execute(f"INSERT INTO {table} ({','.join(row)}) VALUES ({marks})", list(row.values()))
        new.execute("UPDATE chain_head SET length = ?, hash = ? WHERE id = ?", (row["seq"], row["hash"], head_id))
    except BaseException:
        new.execute("ROLLBACK")
        raise
    new.execute("COMMIT")


def _add_trainee(new: sqlite3.Connection, old: sqlite3.Connection, trainee_id: int) -> None:
    """Carry a trainee over; one whose row cannot be read keeps the attempts under no name."""
    if new.execute("SELECT 1 FROM trainee WHERE id = ?", (trainee_id,)).fetchone():
        return
    try:
        found = old.execute(f"SELECT {','.join(_TRAINEE)} FROM trainee WHERE id = ?", (trainee_id,)).fetchone()
    except sqlite3.Error:
        found = None
    row = dict(zip(_TRAINEE, found, strict=True)) if found else {}
    if not row or chain.trainee_hash(row) != row["digest"]:
        row = {"id": trainee_id, "first_name": None, "group_name": None, "created": ""}
        row["digest"] = chain.trainee_hash(row)
    new.execute(f"INSERT INTO trainee ({','.join(_TRAINEE)}) VALUES (?,?,?,?,?)", [row[name] for name in _TRAINEE])


def _rows(raw: sqlite3.Connection, first: int) -> Iterator[dict[str, Any]]:
    """Attempts from a number on."""
    return _each(raw, "attempt", _COLUMNS, "passed", first)


def _signatures(raw: sqlite3.Connection, first: int) -> Iterator[dict[str, Any]]:
    """Signatures from a number on."""
    return _each(raw, "signature", _SIGNATURE, "withdrawn", first)


def _each(
    raw: sqlite3.Connection, table: str, columns: Sequence[str], flag: str, first: int
) -> Iterator[dict[str, Any]]:
    """Rows from a number on, one query each, so that a bad page costs only what lies on it; flag: a yes or no."""
    seq = first
    while True:
        found = raw.execute(f"SELECT {','.join(columns)} FROM {table} WHERE seq = ?", (seq,)).fetchone()
        if found is None:
            return
        row = dict(zip(columns, found, strict=True))
        row[flag] = bool(row[flag])
        yield row
        seq += 1


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
