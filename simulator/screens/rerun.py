"""On the way to a debrief: a kept log is run again, then what it gives is shown.

It deliberately shows nothing of the attempt itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator.screens.run_again import SLICE_TICKS, RunAgain

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen


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

    def debrief(attempt: Attempt) -> Screen:
        return context.ways.debrief(exercise, attempt, saved=saved, live=False)

    if ended is not None and ended.finished:
        return debrief(ended)
    if log.last_tick <= SLICE_TICKS:
        return debrief(replays.run(log, exercise))
    return RerunScreen(context, log, exercise, debrief, back)


class RerunScreen(RunAgain):
    """Runs a log to its end, then goes to what ``then`` makes of the attempt. back: the screen that it came from."""

    def __init__(
        self,
        context: Context,
        log: replays.Log,
        exercise: Exercise,
        then: Callable[[Attempt], Screen],
        back: Callable[[], Screen] | None = None,
    ) -> None:
        super().__init__(context, exercise)
        self._run = replays.TakingUp(log, exercise)
        self._then, self._home = then, back

    def ended(self, run: replays.TakingUp) -> None:
        """To what is made of it; a log that can no longer be run says why."""
        if run.refused is None:
            self._next = self._then(run.settle())
        else:
            self.trouble = run.refused

    def leave(self) -> Screen:
        """Where it came from, else the map."""
        return self._home() if self._home is not None else self.context.ways.home()

    def words(self) -> tuple[str, str]:
        """That the debrief is being prepared."""
        text = self.context.language.text
        return text("Le bilan se prépare"), text("Un instant : les gestes sont refaits un par un.")
