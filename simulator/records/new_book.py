"""Makes an empty SQLite class book of the present form at once, without the migration tool.

The tool is 11 MB and half a second that no first start needs. It deliberately changes no book that holds anything: that
is what the migrations are for, and a test holds what is made here to what they make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.records.schema import CHAIN_HEAD, METADATA, REVISIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection

REFUSAL = "attempts are append-only"
#: The triggers of the present form, as the migrations left them.
TRIGGERS = (
    f"CREATE TRIGGER attempt_no_update BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER attempt_no_delete BEFORE DELETE ON attempt BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER attempt_no_replace BEFORE INSERT ON attempt "
    "WHEN EXISTS (SELECT 1 FROM attempt WHERE seq = NEW.seq OR id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
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
    connection.execute(CHAIN_HEAD.insert(), [{"id": 1, "length": 0, "hash": "0" * 64}])
    for statement in TRIGGERS:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISIONS[-1],))
