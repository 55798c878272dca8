"""Opens the database of the class book: locked to one program, checked, brought to the present form.

It deliberately knows nothing of attempts; it heals a damaged file only by asking ``rescue``.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.i18n import Language
from simulator.records.models import RecordsError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
#: A program that is just closing gets this long to let go [s].
LOCK_WAIT_S = 0.5

#: SQLite takes a shorter file for an empty one and would write over it [bytes].
SMALLEST = 512


class Damaged(Exception):
    """The file is there but is no sound SQLite database."""


def sqlite_engine(path: Path) -> Engine:
    """An engine of one connection that alone may use the file.

    WAL with EXCLUSIVE locking keeps the file from a second program, and so from the WAL-reset fault that older SQLite
    versions have with two connections; FULL makes a commit wait for the disk.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite://",
        creator=lambda: connect_sqlite(path),
        poolclass=StaticPool,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver would begin only before the first change; migrations must be all or nothing too.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def connect_sqlite(path: Path) -> sqlite3.Connection:
    """A locked connection with our settings. Raises sqlite3.Error."""
    raw = sqlite3.connect(path, timeout=LOCK_WAIT_S, isolation_level=None, check_same_thread=False)
    try:
        for pragma in (
            "locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL", "fullfsync=ON",
            "foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF",
        ):  # fmt: skip
            raw.execute(f"PRAGMA {pragma}")
        # Takes the lock now: a second program must hear at once that the book is in use.
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("COMMIT")
    except BaseException:
        raw.close()
        raise
    return raw


def check_sqlite(path: Path) -> None:
    """Look a file over before it is used. Raises Damaged, or sqlite3.OperationalError when another program has it."""
    if path.stat().st_size < SMALLEST:
        raise Damaged("shorter than any database")
    try:
        with closing(connect_sqlite(path)) as raw:
            found = raw.execute("PRAGMA quick_check").fetchall()
            if found != [("ok",)]:
                raise Damaged(found[0][0])
            broken = raw.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise Damaged(f"{len(broken)} attempts of nobody")
    except sqlite3.OperationalError as error:
        if is_locked(error) or not _is_damage(error, path):
            raise
        raise Damaged(str(error)) from None
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise Damaged(str(error)) from None


def is_locked(error: BaseException) -> bool:
    """True when another program holds the book."""
    return "locked" in str(error) or "busy" in str(error)


def _is_damage(error: sqlite3.OperationalError, path: Path) -> bool:
    """True when an error of SQLite's 'operational' kind is about the content and not about the folder or the disk."""
    text = str(error)
    if "readonly" in text:
        # A damaged header can claim to be read-only where the file is not.
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return not any(words in text for words in ("unable to open", "disk is full"))


def sentence(error: BaseException, where: str, language: Language) -> str:
    """What went wrong with the book, as one sentence that says what to do."""
    reason = str(getattr(error, "orig", None) or error)
    if is_locked(error):
        return language.text(
            "Le cahier de classe est déjà ouvert par un autre Brin sur ce PC. Ferme l’autre fenêtre, puis réessaie."
        )
    if "full" in reason:
        return language.text("Le disque est plein. Libère de la place, puis réessaie : {path}", path=where)
    if "readonly" in reason or "unable to open" in reason:
        return language.text("Brin ne peut pas écrire le cahier de classe ici : {path}", path=where)
    return language.text(
        "Le cahier de classe ne répond pas comme il faut ({reason}) : {path}", reason=reason, path=where
    )


def revision(connection: Connection) -> str | None:
    """Revision of the book's form, None when it is empty."""
    from sqlalchemy import inspect

    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def migrate(engine: Engine, target: str = "head") -> None:
    """Bring the book to a revision, in one transaction. Raises what alembic raises."""
    from alembic import command

    with engine.begin() as connection:
        config = _config({"connection": connection})
        present = revision(connection)
        down = target == "base" or (present is not None and target != "head" and target < present)
        (command.downgrade if down else command.upgrade)(config, target)


def migration_sql(dialect_name: str) -> str:
    """The SQL of every step for a database server, to be read before it is run."""
    import io

    from alembic import command

    output = io.StringIO()
    command.upgrade(_config({"dialect_name": dialect_name, "output": output}), "head", sql=True)
    return output.getvalue()


def _config(attributes: Mapping[str, Any]) -> Any:
    from alembic.config import Config

    config = Config(attributes=dict(attributes))
    # A per cent sign would be read as an interpolation, and a folder may have one.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def bring_up_to_date(engine: Engine, language: Language, where: str) -> None:
    """Make an empty book, migrate an older one; alembic is imported only for that, and for a database server.

    Raises RecordsError when a later program made the book.
    """
    from simulator.records import new_book
    from simulator.records.schema import REVISIONS

    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "sqlite" and new_book.is_empty(connection):
            new_book.make(connection)
            return
        present = revision(connection)
    if present == REVISIONS[-1]:
        return
    if present is not None and present not in REVISIONS:
        raise RecordsError(
            language.text(
                "Un Brin plus récent a écrit ce cahier de classe. Installe la nouvelle version : {path}", path=where
            )
        )
    migrate(engine)
