"""On the way to a debrief: a kept log is run again, then what it gives is shown.

It deliberately shows nothing of the attempt itself.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
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
    back: Callable[[], Screen] | None = None,
) -> Screen:
    """The debrief of a log: at once where it is short or was run to its end, after a bar where it takes a while.

    back: makes the screen that it came from, to which the debrief leads again. A log that can no longer be run stays on
    the screen that says so.
    """

    def debrief(attempt: Attempt) -> Screen:
        return context.ways.debrief(exercise, attempt, back)

    if ended is not None and ended.finished:
        return debrief(ended)
    if log.last_tick <= SLICE_TICKS:
        with suppress(replays.LogError):
            return debrief(replays.run(log, exercise))
    return RerunScreen(context, log, exercise, debrief, back)


def no_longer(context: Context) -> str:
    """What is said of a log that cannot be run any more; where it breaks off, ``replay`` on the command line tells."""
    text = context.language.text
    return text("Cet essai ne peut plus être rejoué : Brin ou le cours a changé. Sa note reste gardée.")


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
        """To what is made of it; one that can no longer be run says so."""
        if run.refused is None:
            self._next = self._then(run.settle())
        else:
            self.trouble = no_longer(self.context)

    def leave(self) -> Screen:
        """Where it came from, else the map."""
        return self._home() if self._home is not None else self.context.ways.home()

    def words(self) -> tuple[str, str]:
        """That the debrief is being prepared."""
        text = self.context.language.text
        head = text("Bilan d’essai") if self.trouble else text("Le bilan se prépare")
        return head, text("Un instant : les gestes sont refaits un par un.")
