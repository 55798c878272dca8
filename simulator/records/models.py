"""What the class book hands out: trainees, attempts in a row each, notices, and its one kind of error.

It deliberately knows no database.
"""

from __future__ import annotations

from dataclasses import dataclass


class RecordsError(RuntimeError):
    """Something that the class book cannot do; the text is one clear sentence in the reader's language."""


@dataclass(frozen=True)
class Trainee:
    """Somebody who learns on this PC. created is ISO 8601 text."""

    id: int
    first_name: str
    group: str
    created: str


@dataclass(frozen=True)
class AttemptRow:
    """One kept attempt without its sheet and log. started, finished: ISO 8601 text; seq counts from 1, oldest first."""

    id: str
    seq: int
    trainee_id: int | None
    first_name: str
    group: str
    course: str
    exercise: str
    content_sha256: str
    seed: int
    started: str
    finished: str
    program_version: str
    help: str
    score: float
    passed: bool
    verdict: str
    gates_broken: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """Something the user should be told after opening: what happened, in a sentence, and the file it is about.

    kind: 'restored' (a copy took the place of a damaged book), 'fresh' (an empty one did).
    """

    kind: str
    sentence: str
    path: str
