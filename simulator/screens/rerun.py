"""On the way to a debrief: a kept log is run again, with a bar that shows how far, then what it gives is shown.

It deliberately shows nothing of the attempt itself, and draws the waiting of others too: what is run, they know.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator.screens.page import paint_workshop
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed, write
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button, draw_progress

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

#: Ticks run again before the bar is drawn anew: some 40 ms. What is no longer than that is run without a bar.
SLICE_TICKS = 1200
BOX = (460.0, 300.0, 1000.0, 480.0)


def to_debrief(
    context: Context,
    log: replays.Log,
    exercise: Exercise,
    *,
    ended: Attempt | None = None,
    saved: bool = False,
    back: Callable[[], Screen] | None = None,
) -> Screen:
    """The debrief of a log: at once where it is short or was run to its end, after a bar where it takes a while.

    Raises LogError where a short log can no longer be run.
    """
    from simulator.screens.debrief import DebriefScreen

    def debrief(attempt: Attempt) -> Screen:
        return DebriefScreen(context, exercise, attempt, saved=saved, live=False)

    if ended is not None and ended.finished:
        return debrief(ended)
    if log.last_tick <= SLICE_TICKS:
        return debrief(replays.run(log, exercise))
    return RerunScreen(context, log, exercise, debrief, back)


class RerunScreen:
    """Runs a log to its end, then goes to what ``then`` makes of the attempt. back: the screen that it came from."""

    running = False

    def __init__(
        self,
        context: Context,
        log: replays.Log,
        exercise: Exercise,
        then: Callable[[Attempt], Screen],
        back: Callable[[], Screen] | None = None,
    ) -> None:
        self.context = context
        self.exercise = exercise
        self.dirty = True
        self._run = replays.TakingUp(log, exercise)
        self._then, self._home = then, back
        self._next: Screen | None = self
        self._shown = False
        x, y, _, h = BOX
        self.back = Button("back", context.language.text("Retour"), "back", x + 48, y + h - 124, 280, 76)
        self.focus = Focus([self.back])
        self.focus.start_at(self.back)

    def idle(self, size: tuple[int, int]) -> bool:
        """Run a slice of the log; True while there is more. A picture comes before each."""
        if self._run.over or self._next is not self or not self._shown:
            return False
        self._shown, self.dirty = False, True
        if not self._run.step(SLICE_TICKS) and self._run.refused is None:
            self._next = self._then(self._run.settle())
        return True

    def handle(self, event: UiEvent) -> None:
        """Back at any time."""
        self.dirty = True
        pressed = "back" if event.kind == "key" and event.key == "escape" else self.focus.handle(event)
        if pressed == "back":
            from simulator.screens.home import HomeScreen

            self._next = self._home() if self._home is not None else HomeScreen(self.context)

    def tick(self) -> None:
        """Nothing moves by itself: the log is run between the frames."""

    def draw(self, canvas: Canvas) -> None:
        """What is run, and a bar; or why it cannot be."""
        self._shown = True
        title = self.exercise.title.get(self.context.language.code)
        text = self.context.language.text
        paint_box(canvas, text("Le bilan se prépare"), title)
        if self._run.refused is not None:
            paint_trouble(canvas, self._run.refused)
        else:
            paint_progress(canvas, self._run.share, text("Un instant : les gestes sont refaits un par un."))
        self.back.draw(canvas, self.focus.shows(self.back), self.focus.hovers(self.back))

    def next_screen(self) -> Screen | None:
        """Itself until the end of the log, or until somebody goes back."""
        return self._next

    def close(self) -> None:
        """Nothing is held."""


def paint_box(canvas: Canvas, head: str, title: str) -> None:
    """The card of a log that is run: what happens, and with what."""
    x, y, w, _ = BOX
    paint_workshop(canvas)
    canvas.card(*BOX)
    write(canvas, x + 48, y + 62, head, (w - 96, 50), "lead", "ink_soft", weight="medium")
    write(canvas, x + 48, y + 120, title, (w - 96, 70), "display", "ink", weight="bold")


def paint_progress(canvas: Canvas, share: float, said: str) -> None:
    """How far a log was run [0 to 1], and what for."""
    x, y, w, _ = BOX
    draw_progress(canvas, x + 48, y + 240, w - 96, share, 20)
    write(canvas, x + 48, y + 300, said, (w - 96, 50), "body", "ink_soft")


def paint_trouble(canvas: Canvas, said: str) -> None:
    """Why it cannot be run."""
    x, y, w, _ = BOX
    canvas.part("ui/states/info", x + 48, y + 198, stretch=(48, 48))
    canvas.block(x + 120, y + 180, boxed(canvas, said, w - 168, 160, "lead"), "ink", "left", "top")
