"""The class book: attempts kept safely. It judges nothing.

Importing this loads nothing: the first frame of the window must not wait for a class book. SQLAlchemy is imported when
a book is opened, alembic only when a book has to change its form or lies on a server.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.records.journal import Journal, Unfinished, recover
    from simulator.records.kept import KeptAttempt, kept_attempts
    from simulator.records.models import AttemptRow, Notice, RecordsError, Trainee
    from simulator.records.places import data_folder, default_path
    from simulator.records.store import Store, open_store

_HOMES = {
    "journal": ("Journal", "Unfinished", "recover"),
    "kept": ("KeptAttempt", "kept_attempts"),
    "models": ("AttemptRow", "Notice", "RecordsError", "Trainee"),
    "places": ("data_folder", "default_path"),
    "store": ("Store", "open_store"),
}

__all__ = [
    "AttemptRow",
    "Journal",
    "KeptAttempt",
    "Notice",
    "RecordsError",
    "Store",
    "Trainee",
    "Unfinished",
    "data_folder",
    "default_path",
    "kept_attempts",
    "open_store",
    "recover",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"simulator.records.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
