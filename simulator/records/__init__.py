"""The class book: attempts kept safely. It judges nothing.

SQLAlchemy is imported when a book is opened, alembic only when a book has to change its form.
"""

from simulator.records.journal import Journal, Unfinished, recover
from simulator.records.models import AttemptRow, Notice, RecordsError, Trainee
from simulator.records.places import data_folder, default_path
from simulator.records.store import Store, open_store

__all__ = [
    "AttemptRow", "Journal", "Notice", "RecordsError", "Store", "Trainee", "Unfinished", "data_folder", "default_path",
    "open_store", "recover",
]  # fmt: skip
