"""What is wrong in a course file, and where: faults without words, problems with words, and the exception of both.

It deliberately looks for nothing itself: the reader, the shapes and the checks find faults and hand them over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.curriculum import messages

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """Something wrong at a line and column (both from 1), as a message key with its fields, in no language yet.

    path leads to the value in the file: ('rubric', 0, 'weight').
    """

    line: int
    column: int
    key: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    path: Path = ()

    def problem(self, file: str, lang: str) -> Problem:
        """The same in words (lang: fr or en), with the name of its file."""
        return Problem(file, self.line, self.column, messages.say(self.key, lang, self.fields, place(self.path)))


@dataclass(frozen=True, order=True)
class Problem:
    """One error for the reader: path is the file's name, line and column count from 1."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class CurriculumError(ValueError):
    """A course or an exercise that cannot be used; problems holds every error found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def place(path: Path) -> str:
    """The path as an instructor reads it; items of a list count from 1: ``rubric[1].weight``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += ("." if text else "") + messages._short(part)
    return text
