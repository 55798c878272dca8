"""The class book: trainees, and attempts that are kept for good once ``save_attempt`` has returned.

It deliberately judges nothing, reads no clock and takes a log as opaque text.
"""

from __future__ import annotations

import json
import threading
import uuid
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.i18n import SOURCE, Language, sort_key
from simulator.records import backups, chain, links, signatures
from simulator.records.models import AttemptRow, Notice, RecordsError, Trainee
from simulator.scoring import ScoreSheet, Signature
from simulator.sheets import forms

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

NAME_LENGTH = 80
#: A log is read back into memory; more than this is no log of ours [bytes].
MAX_LOG = 64 * 1024 * 1024
#: Attempts asked for in one question: databases take only so many values.
AT_ONCE = 500


class Store:
    """An open class book. Every method may be called from any thread; close it or use it as a context manager."""

    def __init__(
        self, engine: Engine, where: str, book: Path | None, language: Language, notice: Notice | None = None
    ) -> None:
        self.notice = notice
        self._engine = engine
        self._where = where
        self._book = book
        self._language = language
        self._lock = threading.RLock()
        self._connection: Connection | None = engine.connect()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the book go. Harmless when it is closed already."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
                self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """The one connection, in a transaction that is on disk when the block has ended. Raises RecordsError."""
        from sqlalchemy.exc import SQLAlchemyError

        from simulator.records import database

        with self._lock:
            if self._connection is None:
                raise RecordsError(self._language.text("Le cahier de classe est fermé."))
            try:
                with self._connection.begin():
                    yield self._connection
            except SQLAlchemyError as error:
                raise RecordsError(database.sentence(error, self._where, self._language)) from error

    # trainees

    def add_trainee(self, first_name: str, group: str = "", created: str = "") -> Trainee:
        """Enter somebody; created is ISO 8601 text. Raises RecordsError when the name is empty or the book refuses."""
        from sqlalchemy import func, insert, select

        from simulator.records.schema import TRAINEE

        name, team = clean(first_name)[:NAME_LENGTH], clean(group)[:NAME_LENGTH]
        if not name:
            raise RecordsError(self._language.text("Écris un prénom."))
        with self._transaction() as connection:
            number = (connection.execute(select(func.max(TRAINEE.c.id))).scalar() or 0) + 1
            row: dict[str, Any] = {"id": number, "first_name": name, "group_name": team, "created": clean(created)}
            connection.execute(insert(TRAINEE).values(**row, digest=chain.trainee_hash(row)))
        return Trainee(number, name, team, row["created"])

    def trainees(self) -> list[Trainee]:
        """Everybody in the book, in the order of their names."""
        from sqlalchemy import select

        from simulator.records.schema import TRAINEE

        with self._transaction() as connection:
            rows = connection.execute(select(TRAINEE)).mappings().all()
        found = [Trainee(r["id"], r["first_name"] or "", r["group_name"] or "", r["created"]) for r in rows]
        return sorted(found, key=lambda t: (sort_key(t.group), sort_key(t.first_name), t.id))

    # attempts

    def save_attempt(
        self, trainee_id: int | None, sheet: ScoreSheet, log_text: str, started: str, finished: str
    ) -> str:
        """Keep an attempt and return its id, once it is safe on the disk.

        The id is the sheet's when it has one. started, finished: ISO 8601 text. An attempt that is kept already with
        the same sheet and log is not kept twice. Raises RecordsError when it cannot be kept.
        """
        attempt_id = clean(sheet.heading.attempt_id)[:64] or str(uuid.uuid4())
        row = self._row(attempt_id, trainee_id, sheet, log_text, clean(started), clean(finished))
        with self._transaction() as connection:
            if not self._kept_already(connection, row):
                self._append(connection, row)
        self._settle()
        return attempt_id

    def _row(
        self, attempt_id: str, trainee_id: int | None, sheet: ScoreSheet, log_text: str, started: str, finished: str
    ) -> dict[str, Any]:
        # The name is kept once, in the trainee's row: an attempt that nobody can change must not hold it.
        # A signature may come and go: it has its own table.
        kept = replace(sheet, heading=replace(sheet.heading, attempt_id=attempt_id), signature=None)
        if trainee_id is not None:
            kept = replace(kept, heading=replace(kept.heading, trainee="", group=""))
        try:
            text = forms.dumps(kept)
        except ValueError as error:
            raise RecordsError(
                self._language.text("Ce bilan ne peut pas être gardé : {reason}", reason=error)
            ) from None
        heading = sheet.heading
        return {
            "id": attempt_id,
            "trainee_id": trainee_id,
            "course": clean(heading.course)[:120],
            "exercise": clean(heading.exercise)[:120],
            "content_sha256": clean(heading.content_sha256)[:64],
            "seed": int(heading.seed),
            "started_iso": started[:40],
            "finished_iso": finished[:40],
            "program_version": clean(heading.program_version)[:40],
            "help": clean(sheet.help)[:20],
            "score": float(sheet.score),
            "passed": bool(sheet.passed),
            "verdict": clean(sheet.verdict)[:20],
            "gates_broken": json.dumps([gate for gate, _ in sheet.gates_broken], ensure_ascii=False),
            "sheet_json": clean(text, lines=True),
            "log_zlib": zlib.compress(log_text.encode("utf-8", "replace"), 6),
        }

    def _kept_already(self, connection: Connection, row: dict[str, Any]) -> bool:
        from sqlalchemy import select

        from simulator.records.schema import ATTEMPT

        kept = connection.execute(select(ATTEMPT).where(ATTEMPT.c.id == row["id"])).mappings().first()
        if kept is None:
            return False
        if kept["sheet_json"] == row["sheet_json"] and kept["log_zlib"] == row["log_zlib"]:
            return True
        raise RecordsError(self._language.text("Un autre essai porte déjà le numéro {id}.", id=row["id"]))

    def _append(self, connection: Connection, row: dict[str, Any]) -> None:
        from sqlalchemy import select

        from simulator.records.schema import ATTEMPT, ATTEMPTS, TRAINEE

        if row["trainee_id"] is not None:
            known = connection.execute(select(TRAINEE.c.id).where(TRAINEE.c.id == row["trainee_id"])).first()
            if known is None:
                raise RecordsError(self._language.text("Cette personne n’est pas dans le cahier de classe."))
        links.append(connection, ATTEMPT, ATTEMPTS, row, chain.attempt_hash)

    def _settle(self) -> None:
        """Move what was just committed from the write-ahead log into the book itself, one file that can be copied."""
        import sqlite3

        with self._lock:
            raw = self._raw()
            if raw is not None:
                # Where it fails, the attempt is committed and safe in the log all the same; the next opening moves it.
                with suppress(sqlite3.Error):
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def attempts(self, trainee_id: int | None = None, exercise: str | None = None) -> list[AttemptRow]:
        """Kept attempts, oldest first; of one trainee, of one exercise, or all."""
        from sqlalchemy import select

        from simulator.records.schema import ATTEMPT, TRAINEE

        wanted = [c for c in ATTEMPT.c if c.name not in ("sheet_json", "log_zlib", "prev_hash", "hash")]
        query = select(*wanted, TRAINEE.c.first_name, TRAINEE.c.group_name).select_from(ATTEMPT.outerjoin(TRAINEE))
        if trainee_id is not None:
            query = query.where(ATTEMPT.c.trainee_id == trainee_id)
        if exercise is not None:
            query = query.where(ATTEMPT.c.exercise == exercise)
        with self._transaction() as connection:
            rows = connection.execute(query.order_by(ATTEMPT.c.seq)).mappings().all()
        return [_attempt_row(row) for row in rows]

    def runs(self, trainee_id: int) -> dict[str, list[tuple[float, bool, int]]]:
        """A trainee's attempts by exercise, oldest first, as ``scoring.skill_state`` takes them."""
        found: dict[str, list[tuple[float, bool, int]]] = {}
        for row in self.attempts(trainee_id):
            found.setdefault(row.exercise, []).append((row.score, bool(row.gates_broken), row.seed))
        return found

    def log(self, attempt_id: str) -> str:
        """The log of an attempt, as it was given. Raises RecordsError when it is unknown or damaged."""
        packed = self._one(attempt_id)["log_zlib"]
        try:
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(packed, MAX_LOG)
            if not unpacker.eof:
                raise ValueError("the log does not end")
            return data.decode("utf-8")
        except (zlib.error, ValueError):
            raise RecordsError(self._language.text("L’essai {id} est abîmé dans le cahier.", id=attempt_id)) from None

    def sheet(self, attempt_id: str) -> ScoreSheet:
        """The score sheet of an attempt, with the trainee's present name and its signature. Raises RecordsError."""
        return self.sheets([attempt_id])[0]

    def sheets(self, attempt_ids: Sequence[str]) -> list[ScoreSheet]:
        """The score sheets of several attempts, in that order. Raises RecordsError as ``sheet`` does."""
        from sqlalchemy import select

        from simulator.records.schema import ATTEMPT, TRAINEE

        wanted = (ATTEMPT.c.id, ATTEMPT.c.trainee_id, ATTEMPT.c.sheet_json, TRAINEE.c.first_name, TRAINEE.c.group_name)
        query = select(*wanted).select_from(ATTEMPT.outerjoin(TRAINEE))
        rows: dict[str, Any] = {}
        with self._transaction() as connection:
            for start in range(0, len(attempt_ids), AT_ONCE):
                some = query.where(ATTEMPT.c.id.in_(attempt_ids[start : start + AT_ONCE]))
                rows.update((row["id"], row) for row in connection.execute(some).mappings())
            signed = signatures.standing(connection, attempt_ids if len(attempt_ids) <= AT_ONCE else None)
        missing = next((number for number in attempt_ids if number not in rows), None)
        if missing is not None:
            raise self._unknown(missing)
        return [replace(self._sheet(rows[number]), signature=signed.get(number)) for number in attempt_ids]

    def _sheet(self, row: Any) -> ScoreSheet:
        try:
            sheet = forms.loads(row["sheet_json"])
        except forms.SheetError:
            said = self._language.text("L’essai {id} est abîmé dans le cahier.", id=row["id"])
            raise RecordsError(said) from None
        if row["trainee_id"] is None:
            return sheet
        named = replace(sheet.heading, trainee=row["first_name"] or "", group=row["group_name"] or "")
        return replace(sheet, heading=named)

    def _unknown(self, attempt_id: str) -> RecordsError:
        return RecordsError(self._language.text("Aucun essai ne porte le numéro {id}.", id=attempt_id))

    # signatures

    def sign(self, attempt_id: str, signer: str, remark: str = "", signed: str = "", withdrawn: bool = False) -> None:
        """Put a name under an attempt, or take it back; safe on the disk when this returns.

        signed: ISO 8601 text. Raises RecordsError for no name, no such attempt, or when the book refuses.
        """
        name = clean(signer)[:NAME_LENGTH]
        if not name:
            raise RecordsError(self._language.text("Écris ton nom pour signer."))
        said = clean(remark)[: signatures.REMARK_LENGTH]
        with self._transaction() as connection:
            if not signatures.add(connection, attempt_id, Signature(name, said, clean(signed)[:40]), withdrawn):
                raise self._unknown(attempt_id)
        self._settle()

    def signatures(self) -> dict[str, Signature]:
        """The signature that holds now under each attempt that has one, by the attempt's id."""
        with self._transaction() as connection:
            return signatures.standing(connection)

    def _one(self, attempt_id: str) -> Any:
        from sqlalchemy import select

        from simulator.records.schema import ATTEMPT, TRAINEE

        query = select(ATTEMPT, TRAINEE.c.first_name, TRAINEE.c.group_name).select_from(ATTEMPT.outerjoin(TRAINEE))
        with self._transaction() as connection:
            row = connection.execute(query.where(ATTEMPT.c.id == attempt_id)).mappings().first()
        if row is None:
            raise self._unknown(attempt_id)
        return row

    # safety

    def verify(self) -> list[str]:
        """Check the file and the chain; one sentence per problem, none when the book is as it was written."""
        from simulator.records.verifying import problems

        with self._transaction() as connection:
            return problems(connection, self._language)

    def backup(self, path: Path | str) -> None:
        """Copy the book to a file. Raises RecordsError."""
        import sqlite3

        target = Path(path)
        with self._lock:
            raw = self._raw()
            if raw is None or self._book is None:
                raise RecordsError(self._language.text("Ce cahier est sur un serveur : fais la copie avec pg_dump."))
            if target.is_dir() or target.resolve() == self._book.resolve():
                raise RecordsError(
                    self._language.text("La copie doit aller dans un autre fichier : {path}", path=target)
                )
            try:
                backups.copy(raw, target)
            except (OSError, sqlite3.Error) as error:
                said = self._language.text(
                    "La copie n’a pas pu être écrite ({reason}) : {path}", reason=error, path=target
                )
                raise RecordsError(said) from None

    def _raw(self) -> Any:
        """The sqlite3 connection of a book on this PC, None on a server or after closing."""
        if self._book is None or self._connection is None:
            return None
        return self._connection.connection.dbapi_connection


def clean(text: str, lines: bool = False) -> str:
    """Text that every database and every font can take: no NUL, no half characters, no line ends unless wanted."""
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return whole if lines else " ".join(whole.split())


def _attempt_row(row: Any) -> AttemptRow:
    return AttemptRow(
        id=row["id"],
        seq=row["seq"],
        trainee_id=row["trainee_id"],
        first_name=row["first_name"] or "",
        group=row["group_name"] or "",
        course=row["course"],
        exercise=row["exercise"],
        content_sha256=row["content_sha256"],
        seed=row["seed"],
        started=row["started_iso"],
        finished=row["finished_iso"],
        program_version=row["program_version"],
        help=row["help"],
        score=row["score"],
        passed=row["passed"],
        verdict=row["verdict"],
        gates_broken=tuple(json.loads(row["gates_broken"])),
    )


def open_store(
    path_or_url: Path | str | None = None,
    now: str | Callable[[], str] | None = None,
    language: Language | None = None,
) -> Store:
    """Open the class book of this PC, or the one at a path or a SQLAlchemy URL; it is made when it is not there.

    now: the date and time (ISO 8601), for the daily copy and the name of a damaged file; without it no copy is made.
    ``Store.notice`` says what the user must be told. Raises RecordsError, one sentence in ``language``.
    """
    from simulator.records.opening import open_server, open_sqlite

    speak = language or Language(SOURCE)
    stamp = (now() if callable(now) else now) or ""
    target = str(path_or_url) if path_or_url is not None else ""
    if "://" in target and not target.startswith("sqlite:"):
        return Store(*open_server(target, speak), language=speak)
    if target.startswith("sqlite:"):
        target = target.removeprefix("sqlite:///")
    return Store(*open_sqlite(target, stamp, speak))
