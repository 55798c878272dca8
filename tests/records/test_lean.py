"""A class book in a file is opened without asyncio; whoever needs it still gets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

OPEN = """
import sys
from simulator.records import open_store
store = open_store({path!r})
store.trainees()
{more}
"""


def run(path: Path, more: str) -> str:
    code = OPEN.format(path=str(path), more=more)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert not done.returncode, done.stderr
    return done.stdout.strip()


def test_a_book_in_a_file_loads_no_asyncio(tmp_path: Path) -> None:
    loaded = "print([name for name in ('sqlalchemy', 'asyncio', 'ssl', 'sqlalchemy.orm') if name in sys.modules])"
    assert run(tmp_path / "book.db", loaded) == "['sqlalchemy']"


@pytest.mark.parametrize(
    "way", ["import asyncio", "from sqlalchemy.util.concurrency import asyncio; asyncio.Lock"]
)
def test_who_needs_asyncio_gets_it(tmp_path: Path, way: str) -> None:
    more = f"{way}; print(asyncio.run(asyncio.sleep(0, 'slept')), 'asyncio.events' in sys.modules)"
    assert run(tmp_path / "book.db", more) == "slept True"


def test_an_error_of_the_database_is_told_as_ever(tmp_path: Path) -> None:
    more = """
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
try:
    with store._engine.connect() as connection:
        connection.execute(text("select nothing from nowhere"))
except OperationalError:
    print("told")
"""
    assert run(tmp_path / "book.db", more) == "told"
