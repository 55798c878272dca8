"""Makes an empty SQLite class book of the present form at once, without the migration tool.

The tool is 11 MB and half a second that no first start needs. It deliberately changes no book that holds anything: that
is what the migrations are for, and a test holds what is made here to what they make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.records.chain import GENESIS
from simulator.records.schema import ATTEMPTS, CHAIN_HEAD, METADATA, REVISIONS, SIGNATURES

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Tables of which no row is ever changed, and when a new row would take the place of one.
APPEND_ONLY = {"attempt": "seq = NEW.seq OR id = NEW.id", "signature": "seq = NEW.seq"}


def triggers(table: str) -> tuple[str, ...]:
    """The triggers of a table in the present form, as the migrations left them."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}s are append-only'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {APPEND_ONLY[table]}) {refuse}",
    )


def is_empty(connection: Connection) -> bool:
    """Whether the database holds nothing at all, not even a table of somebody else's."""
    return connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def make(connection: Connection) -> None:
    """Fill an empty database, in the transaction that the connection is in."""
    # As the tool writes it, to the letter: a later program migrates from here.
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    METADATA.create_all(connection)
    heads = [{"id": chain, "length": 0, "hash": GENESIS} for chain in (ATTEMPTS, SIGNATURES)]
    connection.execute(CHAIN_HEAD.insert(), heads)
    for table in APPEND_ONLY:
        for statement in triggers(table):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISIONS[-1],))
