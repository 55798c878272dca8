"""Where a screen can send somebody: every way by its name and what it needs. ``Context.ways`` holds them.

It deliberately knows no screen, so that none has to import another: ``doors`` opens the ways.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from simulator.attempt import Attempt, Outcome
    from simulator.curriculum.model import Exercise
    from simulator.records import KeptAttempt
    from simulator.replay import Log
    from simulator.screens.screen import Screen


class Ways(Protocol):
    """Each makes a new screen (or work for one), in the present language and for the present trainee."""

    def home(self, after: Exercise | None = None) -> Screen:
        """The map; after: the exercise that was just done, from which it proposes the next one."""

    def who(self, then: Callable[[], Screen] | None = None) -> Screen:
        """The question who works here; then makes the screen that follows, by default the map."""

    def place(self, name: str) -> Screen:
        """The exercises of one place of the map."""

    def briefing(self, exercise: Exercise) -> Screen:
        """An exercise, ready to start."""

    def getting_ready(self, exercise: Exercise, shown: Path) -> Callable[[tuple[int, int]], bool]:
        """No screen, but work before one, a slice at a call with the size of the window: the pictures of an exercise.

        True while there is more. shown: the log of an attempt that shows what there is to be drawn.
        """

    def play(self, exercise: Exercise, taken_up: Attempt | None = None) -> Screen:
        """An attempt at an exercise; taken_up: one that was left and is run again up to there."""

    def resume(self, exercise: Exercise, kept: KeptAttempt, anew: bool = False) -> Screen:
        """The way back into an attempt that was left; anew: it is scored, and another one begins."""

    def debrief(self, exercise: Exercise, attempt: Attempt, back: Callable[[], Screen] | None = None) -> Screen:
        """The results of an attempt; back: makes the page that they were opened from, where they were not come to."""

    def line(
        self, exercise: Exercise, attempt: Attempt, after: Callable[[], Screen], about: tuple[str, int] | None = None
    ) -> Screen:
        """The line that an attempt made, with the bill of its events; about: fact and tick that it opens on."""

    def replay(
        self,
        log: Log,
        exercise: Exercise,
        outcome: Outcome | None,
        tick: int = 0,
        *,
        back: str,
        after: Callable[[], Screen] | None = None,
        origin: Callable[[], Screen] | None = None,
    ) -> Screen:
        """A log from a tick on; back: the words of the way back, which ``after`` makes, by default the results.

        outcome: None where nobody knows it yet. origin: makes the page to which those results lead back.
        """

    def example(self, exercise: Exercise, path: Path, after: Screen, back: str) -> Screen:
        """The good example of a course from its start, then back to a screen.

        Raises LogError or OSError where it cannot be read.
        """

    def notebook(self) -> Screen:
        """What the present trainee has done."""

    def glossary(self) -> Screen:
        """The words of the trade."""

    def instructor(self) -> Screen:
        """The class."""

    def signing(self, trainee: Any, back: Callable[[], Screen]) -> Screen:
        """The page on which a trainee's attempts are signed; back makes the screen to return to."""

    def courses(self) -> Screen:
        """The courses of this PC."""

    def settings(self) -> Screen:
        """What can be set."""

    def about(self) -> Screen:
        """Who made what Brin is made of."""
