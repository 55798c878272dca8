"""Gets the pictures of an exercise ready while its briefing is read, a little at a time.

It draws the good example unseen, so that it needs no list of pictures; it deliberately reads no clock: a slice is so
many bytes of new pictures, or so many ticks without any.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator.scenes.base import ActionError
from simulator.screens.help import moment_of
from simulator.screens.replay import make_view
from simulator.ui.cache import Enough
from simulator.ui.sheet import Recorder

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

#: New pictures of one slice [bytes of a layer]: one large picture, or some ten small ones, is some 10 ms.
SLICE_BYTES = 4 << 20
#: Ticks of the example in one slice, about 5 ms.
SLICE_TICKS = 60
#: Slices for one moment; after them each takes twice as much as the one before.
PATIENCE = 60


class Warmer:
    """Draws the example of an exercise on nothing, at every new goal, then its first moment again."""

    def __init__(self, context: Context, exercise: Exercise, path: Path) -> None:
        self.context = context
        self.exercise = exercise
        self.over = False
        self._due = True
        self._back = False
        self._tries = 0
        self._moment: object = None
        try:
            self.log = replays.read(path)
            self._attempt = replays.restart(self.log, exercise)
            self._enter()
        except (replays.LogError, ValueError):
            self.over = True

    def _end(self) -> None:
        """The last moments may have pushed out the first ones, with which the attempt begins: back to those."""
        if self._back:
            self.over = True
            return
        self._back = self._due = True
        self._attempt = replays.restart(self.log, self.exercise)
        self._enter()

    def _enter(self) -> None:
        self._stage = self._attempt.stage
        self._view = make_view(self.context, self.exercise, self._attempt)

    def step(self, size: tuple[int, int]) -> bool:
        """One slice for a window of this size [px]; True while there is more to do."""
        if not self.over and (not self._due or self._draw(size)):
            self._due = False
            if self._back:
                self.over = True
            else:
                self._go_on()
        return not self.over

    def _draw(self, size: tuple[int, int]) -> bool:
        """Draw the view unseen; False when the slice was used up before everything was there."""
        recorder = Recorder(size)
        canvas = self.context.canvas(recorder)
        ration = canvas.layers.ration
        assert ration is not None
        # More at a time where one moment does not come to an end: its pictures may push each other out.
        ration.left = SLICE_BYTES << max(0, self._tries - PATIENCE)
        try:
            self._view.draw(canvas)
        except Enough:
            self._tries += 1
            return False
        finally:
            ration.left = None
        self._tries = 0
        return True

    def _go_on(self) -> None:
        """Run the example to the next new goal, or as far as a slice goes."""
        attempt = self._attempt
        for _ in range(SLICE_TICKS):
            if attempt.finished or attempt.tick >= self.log.last_tick:
                self._end()
                return
            try:
                effects = attempt.step(self.log.actions.get(attempt.tick, ()))
            except ActionError:
                self._end()
                return
            if attempt.finished:
                continue
            if attempt.stage != self._stage:
                self._enter()
            self._view.tick(frozenset())
            self._view.notice(effects)
            if moment_of(attempt) != self._moment:
                self._moment = moment_of(attempt)
                self._due = True
                return
