"""Attempts that were left unfinished: whose they are, what is said of them, what becomes of those that cannot go on.

It deliberately runs none of them in full while a screen waits, except those that have to be scored as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from simulator.scenes.base import TICKS_PER_SECOND

if TYPE_CHECKING:
    from simulator import replay as replays
    from simulator.curriculum.model import Exercise
    from simulator.i18n import Language
    from simulator.records import KeptAttempt
    from simulator.wording import Words

#: First name and group in the log of who works without a name.
NAMELESS = ("", "")
MINUTE = 60 * TICKS_PER_SECOND


class Desk(Protocol):
    """What is needed of the place where somebody works: data folder, courses, class book, and who sits there."""

    folder: Path
    course_roots: list[Path]
    language: Language

    @property
    def trainee(self) -> Any: ...
    @property
    def words(self) -> Words: ...
    @property
    def now_text(self) -> Callable[[], str]: ...
    def exercises(self) -> list[Exercise]: ...
    def store(self) -> Any: ...


class Kept:
    """The attempts in the journals of this PC, as its screens offer them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # what there is

    def every(self) -> list[KeptAttempt]:
        """All that was begun and not ended, the oldest first."""
        from simulator.records import kept_attempts

        return [kept for kept in kept_attempts(self.desk.folder / "journal") if kept.begun and not kept.ended]

    def of_person(self, trainee: Any) -> list[KeptAttempt]:
        """Those of one trainee, the newest first; nobody else is offered them. None: who works without a name."""
        owner = (trainee.first_name, trainee.group) if trainee is not None else NAMELESS
        return [kept for kept in self.every()[::-1] if kept.owner == owner]

    def mine(self) -> dict[tuple[str, str], KeptAttempt]:
        """Those of the present trainee, by course and exercise; the newest of each."""
        return {kept.exercise: kept for kept in self.of_person(self.desk.trainee)[::-1]}

    def of(self, exercise: Exercise) -> KeptAttempt | None:
        """What the present trainee has left of an exercise."""
        return self.mine().get((exercise.course_id, exercise.id))

    def told(self, kept: KeptAttempt, exercise: Exercise) -> str:
        """How far it has come, in words: the work it stands at where there is more than one, and the minutes.

        No count of stages: the strand of the exercise counts finer steps, and both would stand on one page.
        """
        text, number = self.desk.language.text, self.desk.language.number
        minutes = number(max(1, round(kept.tick / MINUTE)), 0)
        if kept.stage is None or not kept.stage < len(exercise.stages) > 1:
            return text("{n} min de travail", n=minutes)
        work = self.desk.words.scene(exercise.stages[kept.stage].scene)
        return text("{work}, {minutes} min", work=work, minutes=minutes)

    # what becomes of it

    @staticmethod
    def counts(exercise: Exercise) -> bool:
        """Whether work that is dropped goes into the class book as far as it went: an exam is not begun twice."""
        return exercise.help == "exam"

    def open(self, kept: KeptAttempt) -> tuple[replays.Log, Exercise]:
        """Its log, and the exercise as it was. Raises LogError or ValueError when neither is to be had any more."""
        from simulator import library, replay
        from simulator.curriculum.errors import CurriculumError

        log = replay.parse(kept.journal.text, kept.journal.attempt_id)
        known = self._known(*kept.exercise)
        if known is not None and not kept.has_changed(known.sha256):
            return log, known
        try:
            copy = library.exercise_for(log, self.desk.course_roots)
        except CurriculumError:
            # The program no longer takes the exercise as it was: the present one tells what still stands.
            if known is None:
                raise
            return log, known
        return log, replace(copy, course_id=kept.exercise[0])

    def _known(self, course: str, name: str) -> Exercise | None:
        return next((e for e in self.desk.exercises() if (e.course_id, e.id) == (course, name)), None)

    def present(self, exercise: Exercise) -> Exercise:
        """The exercise as its course has it now, itself where no course has it."""
        return self._known(exercise.course_id, exercise.id) or exercise

    def settle(self) -> None:
        """After a start: what is in the class book goes, what nobody can take up again is scored as far as it went."""
        from simulator.records import kept_attempts

        store = self.desk.store()
        there = {row.id for row in store.attempts()}
        names = {NAMELESS, *((trainee.first_name, trainee.group) for trainee in store.trainees())}
        for kept in kept_attempts(self.desk.folder / "journal"):
            if kept.journal.attempt_id in there or not kept.begun:
                kept.journal.discard()
            elif kept.ended or kept.owner not in names:
                # A journal that cannot be run stays where it is: nothing is thrown away.
                with suppress(ValueError):
                    self.score(kept)

    def score(self, kept: KeptAttempt) -> None:
        """Put it into the class book as far as it went. Raises RecordsError, LogError, ValueError."""
        from simulator import replay

        log, exercise = self.open(kept)
        self.keep_as_it_is(kept, replay.TakingUp(log, exercise))

    def keep_as_it_is(self, kept: KeptAttempt, running: replays.TakingUp) -> None:
        """Put what its replay gives into the class book. Raises RecordsError."""
        attempt = running.settle()
        sheet = attempt.outcome().sheet
        lines = "\n".join(attempt.log) + "\n"
        self.desk.store().save_attempt(self._owner(kept), sheet, lines, kept.date, self.desk.now_text())
        if running.difference is None:
            kept.journal.discard()
        else:
            kept.journal.put_aside()

    def _owner(self, kept: KeptAttempt) -> Any:
        """Id of the trainee whose name and group it bears, None when the class book has nobody of that name."""
        found = (t.id for t in self.desk.store().trainees() if (t.first_name, t.group) == kept.owner)
        return next(found, None)
