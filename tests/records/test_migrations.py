"""The book's form goes up, down and up again, and a book from a later program is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from simulator.i18n import Language
from simulator.records import RecordsError, database, open_store
from simulator.records.schema import METADATA, REVISIONS
from tests.records.samples import NOW, log, sheet


def test_up_down_up(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite"
    engine = database.sqlite_engine(book)
    forms = []
    for target in ("head", "base", "head"):
        database.migrate(engine, target)
        with engine.connect() as connection, connection.begin():
            rows = connection.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
            )
            forms.append([row[0] for row in rows])
    engine.dispose()
    assert forms[0] == forms[2] and len(forms[0]) > 6
    assert len(forms[1]) <= 1  # alembic's own table stays
    with open_store(book) as store:
        store.save_attempt(None, sheet(), log(), NOW, NOW)
        assert store.verify() == []


def test_a_new_book_is_what_the_migrations_make(tmp_path: Path) -> None:
    forms = []
    for name, fill in (("migrated", database.migrate), ("new", _open_empty)):
        path = tmp_path / f"{name}.sqlite"
        engine = database.sqlite_engine(path)
        fill(engine)
        engine.dispose()
        with closing(sqlite3.connect(path)) as raw:
            rows = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
            # Spaces apart: a CREATE is kept as it was typed.
            form = [(*row[:3], "".join((row[3] or "").split())) for row in rows]
            content = [raw.execute(f"SELECT * FROM {t}").fetchall() for t in ("chain_head", "alembic_version")]
        forms.append((form, content))
    assert len(forms[0][0]) > 8
    assert forms[0] == forms[1]


def _open_empty(engine) -> None:
    database.bring_up_to_date(engine, Language("fr"), "")


def test_a_failed_step_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = database.sqlite_engine(tmp_path / "book.sqlite")
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE chain_head (id INTEGER)")  # in the way of the step's third table
    with pytest.raises(Exception, match="chain_head"):
        database.migrate(engine)
    with engine.connect() as connection, connection.begin():
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    engine.dispose()
    assert names == ["chain_head"]


def test_the_tables_are_what_the_program_expects(tmp_path: Path) -> None:
    from sqlalchemy import inspect

    engine = database.sqlite_engine(tmp_path / "book.sqlite")
    database.migrate(engine)
    with engine.connect() as connection, connection.begin():
        seen = inspect(connection)
        for table in METADATA.tables.values():
            made = {
                column["name"]: (str(column["type"]), column["nullable"]) for column in seen.get_columns(table.name)
            }
            wanted = {c.name: (str(c.type.compile(connection.dialect)), c.nullable) for c in table.columns}
            assert made == wanted
    engine.dispose()


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(database.MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert [step.revision for step in reversed(list(script.walk_revisions()))] == list(REVISIONS)
    assert script.get_current_head() == REVISIONS[-1]


def test_a_later_form_is_refused_and_left_alone(tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite"
    open_store(book).close()
    with closing(sqlite3.connect(book, isolation_level=None)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = book.read_bytes()
    with pytest.raises(RecordsError, match="plus récent"):
        open_store(book)
    assert book.read_bytes() == before


def test_a_server_gets_the_same_guards() -> None:
    text = database.migration_sql("postgresql")
    for word in (
        "CREATE TABLE attempt",
        "CREATE FUNCTION attempt_refuse",
        "UPDATE OR DELETE OR TRUNCATE ON attempt",
        "BYTEA",
    ):
        assert word in text
