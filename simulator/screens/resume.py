"""The way back into an attempt that was left: its log is run again, with a bar that shows how far, then work goes on.

Where the log no longer gives what it says, one sentence tells so and what stands is scored. An exam that is started
again takes the same way: what was left is scored first. It deliberately decides nothing itself: what is the same and
what is not, the replay tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator import replay
from simulator.records.models import RecordsError
from simulator.screens.rerun import BOX, SLICE_TICKS, paint_box, paint_progress, paint_trouble
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import write
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.records import KeptAttempt
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen


class ResumeScreen:
    """Runs a kept attempt again, then hands it to the play screen; anew: scores it, then starts a new one."""

    running = False

    def __init__(self, context: Context, exercise: Exercise, kept: KeptAttempt, anew: bool = False) -> None:
        self.context = context
        self.exercise = exercise
        self.kept = kept
        self.anew = anew
        self.dirty = True
        self._next: Screen | None = self
        self._frames = 0
        self._run: replay.TakingUp | None = None
        self._trouble = ""
        text = context.language.text
        x, y, w, h = BOX
        self.back = Button("back", text("Retour"), "back", x + 48, y + h - 124, 280, 76)
        right = (x + w - 448, y + h - 124, 400.0, 76.0)
        self.debrief = Button("debrief", text("Voir le bilan"), "flag", *right, kind="primary")
        self.focus = Focus([self.back])
        self.focus.start_at(self.back)
        try:
            log, self.exercise = context.kept.open(kept)
            self._run = replay.TakingUp(log, self.exercise)
        except ValueError:
            if anew:
                kept.journal.put_aside()
                self._begin_anew()
                return
            self._trouble = text("Ce travail ne peut plus être lu. Il reste gardé. Appelle ton formateur.")

    def idle(self, size: tuple[int, int]) -> bool:
        """Run a slice of the log; True while there is more. The first picture comes before."""
        if self._run is None or self._run.over or self._next is not self or not self._frames:
            return False
        self.dirty = True
        if self._run.step(SLICE_TICKS):
            return True
        if self.anew:
            if self._into_the_book():
                self._begin_anew()
        elif self._run.difference is None:
            from simulator.screens.play import PlayScreen

            self._next = PlayScreen(self.context, self.exercise, taken_up=self._run.attempt)
        else:
            self._settle()
        return False

    def _settle(self) -> None:
        """It cannot go on: what stands goes into the class book, the journal is put aside."""
        if self._into_the_book():
            self.tell_changed()

    def _into_the_book(self) -> bool:
        """Score it as far as it went; False, with the reason on the screen, when the class book does not take it."""
        assert self._run is not None
        try:
            self.context.kept.keep_as_it_is(self.kept, self._run)
        except RecordsError as error:
            self._trouble = str(error)
            return False
        return True

    def _begin_anew(self) -> None:
        from simulator.screens.play import PlayScreen

        self._next = PlayScreen(self.context, self.context.kept.present(self.exercise))

    def tell_changed(self) -> None:
        """Say that it cannot go on, with the way to its debrief."""
        text = self.context.language.text
        self._trouble = text("Ce travail ne peut plus continuer : Brin a changé depuis. Il est noté comme il est.")
        self.focus = Focus([self.back, self.debrief])
        self.focus.start_at(self.debrief)

    def handle(self, event: UiEvent) -> None:
        """Back at any time: nothing was changed by running it again."""
        self.dirty = True
        pressed = "back" if event.kind == "key" and event.key == "escape" else self.focus.handle(event)
        if pressed == "back":
            from simulator.screens.nav import to_briefing

            self._next = to_briefing(self.context, self.context.kept.present(self.exercise))
        elif pressed == "debrief":
            from simulator.screens.debrief import DebriefScreen

            assert self._run is not None
            self._next = DebriefScreen(self.context, self.exercise, self._run.attempt, saved=True)

    def tick(self) -> None:
        """Nothing moves by itself: the log is run between the frames."""

    def draw(self, canvas: Canvas) -> None:
        """What is taken up, how far it has come, and a bar; or why it cannot go on."""
        self._frames += 1
        text = self.context.language.text
        x, y, w, _ = BOX
        head = text("Ton travail gardé") if self._trouble or self.anew else text("Tu reprends")
        paint_box(canvas, head, self.exercise.title.get(self.context.language.code))
        if self._trouble:
            self.context.tell(self._trouble)
            paint_trouble(canvas, self._trouble)
        else:
            told = self.context.kept.told(self.kept, self.exercise)
            write(canvas, x + 48, y + 190, told, (w - 96, 50), "lead", "ink", weight="medium")
            said = text("Un instant : tes gestes sont refaits un par un.")
            if self.anew:
                said = text("Un instant : ce que tu as fait est noté. Puis tu recommences.")
            paint_progress(canvas, self._run.share if self._run is not None else 0.0, said)
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))

    def next_screen(self) -> Screen | None:
        """Itself until the attempt stands where it was left, or somebody goes back."""
        return self._next

    def close(self) -> None:
        """Nothing is held: until the end the journal was only read."""
