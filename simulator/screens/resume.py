"""The way back into an attempt that was left: its log is run again, with a bar that shows how far, then work goes on.

Where the log no longer gives what it says, one sentence tells so and what stands is scored. An exam that is started
again takes the same way: what was left is scored first. It deliberately decides nothing itself: what is the same and
what is not, the replay tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator import replay
from simulator.records.models import RecordsError
from simulator.screens import nav
from simulator.screens.run_again import BOX, RunAgain
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.records import KeptAttempt
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen


class ResumeScreen(RunAgain):
    """Runs a kept attempt again, then hands it to the play screen; anew: scores it, then starts a new one."""

    def __init__(self, context: Context, exercise: Exercise, kept: KeptAttempt, anew: bool = False) -> None:
        super().__init__(context, exercise)
        self.kept = kept
        self.anew = anew
        text = context.language.text
        x, y, w, h = BOX
        right = (x + w - 448, y + h - 124, 400.0, 76.0)
        self.debrief = Button("debrief", text("Voir le bilan"), "flag", *right, kind="primary")
        try:
            log, self.exercise = context.kept.open(kept)
            self._run = replay.TakingUp(log, self.exercise)
        except ValueError:
            if anew:
                kept.journal.put_aside()
                self._begin_anew()
                return
            self.trouble = text("Ce travail ne peut plus être lu. Il reste gardé. Appelle ton formateur.")

    def ended(self, run: replay.TakingUp) -> None:
        """Back to work where all is as it was; else what stands is scored, and one sentence tells so."""
        if self.anew:
            if self._into_the_book(run):
                self._begin_anew()
        elif run.difference is None:
            self._next = self.context.ways.play(self.exercise, taken_up=run.attempt)
        elif self._into_the_book(run):
            self.tell_changed()

    def _into_the_book(self, run: replay.TakingUp) -> bool:
        """Score it as far as it went; False, with the reason on the screen, when the class book does not take it."""
        try:
            self.context.kept.keep_as_it_is(self.kept, run)
        except RecordsError as error:
            self.trouble = str(error)
            return False
        return True

    def _begin_anew(self) -> None:
        self._next = self.context.ways.play(self.context.kept.present(self.exercise))

    def tell_changed(self) -> None:
        """Say that it cannot go on, with the way to its debrief."""
        text = self.context.language.text
        self.trouble = text("Ce travail ne peut plus continuer : Brin a changé depuis. Il est noté comme il est.")
        self.focus = Focus([self.back, self.debrief])
        self.focus.start_at(self.debrief)

    def leave(self) -> Screen:
        """The briefing: nothing was changed by running it again."""
        return nav.to_briefing(self.context, self.context.kept.present(self.exercise))

    def press(self, name: str) -> None:
        """The debrief of what could no longer go on."""
        assert name == "debrief" and self._run is not None
        self._next = self.context.ways.debrief(self.exercise, self._run.attempt)

    def words(self) -> tuple[str, str]:
        """That it is taken up, or scored before a new one."""
        text = self.context.language.text
        head = text("Ton travail gardé") if self.trouble or self.anew else text("Tu reprends")
        if self.anew:
            return head, text("Un instant : ce que tu as fait est noté. Puis tu recommences.")
        return head, text("Un instant : tes gestes sont refaits un par un.")

    def paint(self, canvas: Canvas) -> None:
        """How far it had come; a trouble is read aloud instead."""
        if self.trouble:
            self.context.tell(self.trouble)
            return
        x, y, w, _ = BOX
        told = self.context.kept.told(self.kept, self.exercise)
        write(canvas, x + 48, y + 190, told, (w - 96, 50), "lead", "ink", weight="medium")
