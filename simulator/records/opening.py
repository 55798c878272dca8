"""The steps of opening a class book: right place, right owner, sound, of the present form, copied for the day.

It deliberately stops at the first thing that cannot be mended, with one sentence for the user.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.i18n import Language
from simulator.records import backups, database, lean, places
from simulator.records.models import Notice, RecordsError

if TYPE_CHECKING:
    from sqlalchemy import Engine


def open_sqlite(target: str, stamp: str, language: Language) -> tuple[Engine, str, Path, Language, Notice | None]:
    """Open (or make) a book in a file; '' is this user's own. Returns what a Store is made of. Raises RecordsError."""
    book = Path(target).absolute() if target else places.default_path()
    where = str(book)
    if places.on_network(Path(target) if target else book):
        raise RecordsError(
            language.text(
                "Ce dossier est sur le réseau : le cahier de classe peut s’y abîmer. "
                "Garde-le sur ce PC, ou utilise un serveur PostgreSQL : {path}",
                path=where,
            )
        )
    try:
        book.parent.mkdir(parents=True, exist_ok=True)
        notice = _look_over(book, stamp, language)
        engine = _engine(book, language, where)
    except (OSError, sqlite3.Error) as error:
        raise RecordsError(database.sentence(error, where, language)) from None
    copied = _daily_copy(engine, book, stamp, language)
    return engine, where, book, language, notice or copied


def _look_over(book: Path, stamp: str, language: Language) -> Notice | None:
    """Check a book that is there already, and put another in its place when it is damaged."""
    if not book.exists() or book.stat().st_size == 0:
        return None
    try:
        database.check_sqlite(book)
    except database.Damaged:
        from simulator.records import rescue

        return rescue.replace_damaged(book, stamp, language)
    return None


def _engine(book: Path, language: Language, where: str) -> Engine:
    lean.import_sqlalchemy()
    from sqlalchemy.exc import SQLAlchemyError

    engine = database.sqlite_engine(book)
    try:
        database.bring_up_to_date(engine, language, where)
    except SQLAlchemyError as error:
        engine.dispose()
        raise RecordsError(database.sentence(error, where, language)) from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def _daily_copy(engine: Engine, book: Path, stamp: str, language: Language) -> Notice | None:
    """Make the day's copy. A copy that fails is said, but keeps nobody from working."""
    if not stamp:
        return None
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        try:
            backups.daily(raw, book, stamp[:10])
        except (OSError, sqlite3.Error) as error:
            folder = str(backups.folder_of(book))
            said = language.text(
                "La copie du jour n’a pas pu être faite ({reason}) : {path}", reason=error, path=folder
            )
            return Notice("no_copy", said, folder)
    return None


def open_server(url: str, language: Language) -> tuple[Engine, str, None]:
    """Open a book on a database server, by its SQLAlchemy URL. Raises RecordsError; the password is never shown."""
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    where = "…"
    try:
        where = make_url(url).render_as_string(hide_password=True)
        engine = create_engine(url, pool_pre_ping=True)
        database.bring_up_to_date(engine, language, where)
    except (SQLAlchemyError, ImportError) as error:
        raise RecordsError(database.sentence(error, where, language)) from None
    return engine, where, None
