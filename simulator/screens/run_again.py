"""Base of the screens that run a kept log again: a slice between two frames, a bar that shows how far, the way back.

It deliberately decides nothing of what comes after: the screens that stand on it do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.screens.page import paint_workshop
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed, write
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button, draw_progress

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.replay import TakingUp
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

#: Ticks run again before the bar is drawn anew: some 40 ms.
SLICE_TICKS = 1200
BOX = (460.0, 300.0, 1000.0, 480.0)


class RunAgain:
    """Runs ``_run`` to its end, then lets ``ended`` say where to go. trouble: why it cannot go on, once that is so."""

    running = False

    def __init__(self, context: Context, exercise: Exercise) -> None:
        self.context = context
        self.exercise = exercise
        self.dirty = True
        self.trouble = ""
        self._run: TakingUp | None = None
        self._next: Screen | None = self
        self._shown = False
        x, y, _, h = BOX
        self.back = Button("back", context.language.text("Retour"), "back", x + 48, y + h - 124, 280, 76)
        self.focus = Focus([self.back])
        self.focus.start_at(self.back)

    # what a screen fills in

    def ended(self, run: TakingUp) -> None:
        """The log was run as far as it can be: set the next screen, or say the trouble."""

    def leave(self) -> Screen:
        """Where "back" leads."""
        raise NotImplementedError

    def press(self, name: str) -> None:
        """Act on a button of its own."""

    def words(self) -> tuple[str, str]:
        """What happens, over the title; and what the bar stands for."""
        raise NotImplementedError

    def paint(self, canvas: Canvas) -> None:
        """What is said besides, under the title."""

    # shared

    def idle(self, size: tuple[int, int]) -> bool:
        """Run a slice of the log; True while there is more to run or to show. A picture comes before each."""
        if self._run is None or self._run.over or self._next is not self or not self._shown:
            return False
        self._shown, self.dirty = False, True
        if not self._run.step(SLICE_TICKS):
            self.ended(self._run)
        return True

    def handle(self, event: UiEvent) -> None:
        """Back at any time."""
        self.dirty = True
        pressed = "back" if event.kind == "key" and event.key == "escape" else self.focus.handle(event)
        if pressed == "back":
            self._next = self.leave()
        elif pressed:
            self.press(pressed)

    def tick(self) -> None:
        """Nothing moves by itself: the log is run between the frames."""

    def draw(self, canvas: Canvas) -> None:
        """What is run, how far it has come, and a bar; or why it cannot go on."""
        self._shown = True
        x, y, w, _ = BOX
        head, said = self.words()
        paint_workshop(canvas)
        canvas.card(*BOX)
        write(canvas, x + 48, y + 62, head, (w - 96, 50), "lead", "ink_soft", weight="medium")
        title = self.exercise.title.get(self.context.language.code)
        write(canvas, x + 48, y + 120, title, (w - 96, 70), "display", "ink", weight="bold")
        self.paint(canvas)
        if self.trouble:
            canvas.part("ui/states/info", x + 48, y + 198, stretch=(48, 48))
            canvas.block(x + 120, y + 180, boxed(canvas, self.trouble, w - 168, 160, "lead"), "ink", "left", "top")
        else:
            draw_progress(canvas, x + 48, y + 240, w - 96, self._run.share if self._run is not None else 0.0, 20)
            write(canvas, x + 48, y + 300, said, (w - 96, 50), "body", "ink_soft")
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))

    def next_screen(self) -> Screen | None:
        """Itself until the log is at its end, or until somebody goes back."""
        return self._next

    def close(self) -> None:
        """Nothing is held: the log was only read."""
