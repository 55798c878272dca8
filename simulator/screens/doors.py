"""Opens the ways: the one module that knows every screen, each imported when somebody first goes there.

It deliberately decides nothing: who goes where, the screens say through ``Context.ways``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.attempt import Attempt, Outcome
    from simulator.curriculum.model import Exercise
    from simulator.records import KeptAttempt
    from simulator.replay import Log
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen


class Doors:
    """The ways (``ways.Ways`` says what each needs) of one context."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def home(self, after: Exercise | None = None) -> Screen:
        from simulator.screens.home import HomeScreen

        return HomeScreen(self.context, after)

    def who(self, then: Callable[[], Screen] | None = None) -> Screen:
        from simulator.screens.who import WhoScreen

        return WhoScreen(self.context, then)

    def place(self, name: str) -> Screen:
        from simulator.screens.place import PlaceScreen

        return PlaceScreen(self.context, name)

    def briefing(self, exercise: Exercise) -> Screen:
        from simulator.screens.briefing import BriefingScreen

        return BriefingScreen(self.context, exercise)

    def getting_ready(self, exercise: Exercise, shown: Path) -> Callable[[tuple[int, int]], bool]:
        from simulator.screens.warm import Warmer

        return Warmer(self.context, exercise, shown).step

    def play(self, exercise: Exercise, taken_up: Attempt | None = None) -> Screen:
        from simulator.screens.play import PlayScreen

        return PlayScreen(self.context, exercise, taken_up=taken_up)

    def resume(self, exercise: Exercise, kept: KeptAttempt, anew: bool = False) -> Screen:
        from simulator.screens.resume import ResumeScreen

        return ResumeScreen(self.context, exercise, kept, anew)

    def debrief(self, exercise: Exercise, attempt: Attempt, back: Callable[[], Screen] | None = None) -> Screen:
        from simulator.screens.debrief import DebriefScreen

        return DebriefScreen(self.context, exercise, attempt, back)

    def line(
        self, exercise: Exercise, attempt: Attempt, after: Callable[[], Screen], about: tuple[str, int] | None = None
    ) -> Screen:
        from simulator.screens.chain import ChainScreen

        return ChainScreen(self.context, exercise, attempt, after, about=about)

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
        from simulator.screens.replay import ReplayScreen

        return ReplayScreen(self.context, log, exercise, outcome, tick, after=after, back=back, origin=origin)

    def example(self, exercise: Exercise, path: Path, after: Screen, back: str) -> Screen:
        from simulator.screens.replay import example

        return example(self.context, exercise, path, after, back)

    def notebook(self) -> Screen:
        from simulator.screens.notebook import NotebookScreen

        return NotebookScreen(self.context)

    def glossary(self) -> Screen:
        from simulator.screens.glossary import GlossaryScreen

        return GlossaryScreen(self.context)

    def instructor(self) -> Screen:
        from simulator.screens.instructor import InstructorScreen

        return InstructorScreen(self.context)

    def signing(self, trainee: Any, back: Callable[[], Screen]) -> Screen:
        from simulator.screens.signing import SigningScreen

        return SigningScreen(self.context, trainee, back=back)

    def courses(self) -> Screen:
        from simulator.screens.courses import CoursesScreen

        return CoursesScreen(self.context)

    def settings(self) -> Screen:
        from simulator.screens.settings import SettingsScreen

        return SettingsScreen(self.context)

    def about(self) -> Screen:
        from simulator.screens.about import AboutScreen

        return AboutScreen(self.context)
