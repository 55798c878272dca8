"""Pictures of the moments of an attempt, got ready while a page stands: the attempt is run again, a slice at a time.

It deliberately reads no clock: a slice is so many ticks, or so many bytes of new pictures.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pygame

from simulator import replay as replays
from simulator.screens.replay import make_view
from simulator.screens.warm import SLICE_TICKS
from simulator.ui.cache import Enough
from simulator.ui.canvas import Kit

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

#: Size of a picture [px]: twice what a page of 1920 shows, so that it stays sharp in a larger window.
SIZE = (976, 550)
#: New pictures of one slice [bytes of a layer]: at this size one large picture, or some ten small ones.
SLICE_BYTES = 1 << 20
#: After so many slices for one picture each takes twice as much: pictures larger than the store push each other out.
PATIENCE = 60


class Moments:
    """What was on the screen at ticks of one attempt. wanted: ticks still without a picture, the most urgent first."""

    def __init__(self, context: Context, exercise: Exercise, attempt: Attempt) -> None:
        self.context, self.exercise = context, exercise
        self.log = replays.parse("\n".join(attempt.log))
        self.wanted: list[int] = []
        self._pictures: dict[int, pygame.Surface] = {}
        self._kit: Kit | None = None
        self._view: Any = None
        self._tries = 0
        self._restart()

    def _restart(self) -> None:
        self._run = replays.play(self.log, self.exercise)
        self._attempt: Attempt | None = None
        self._view = None

    @property
    def _now(self) -> int:
        """Ticks that were run again."""
        return self._attempt.tick if self._attempt is not None else 0

    def picture(self, tick: int) -> pygame.Surface | None:
        """The picture of a tick; None while it is not there."""
        return self._pictures.get(tick)

    def want(self, ticks: Iterable[int]) -> None:
        """Ask for pictures, the most urgent first, in place of what was asked for before."""
        self.wanted = [tick for tick in dict.fromkeys(ticks) if tick not in self._pictures]

    def share(self, tick: int) -> float:
        """How much of the way to a picture lies behind [0 to 1]."""
        if tick in self._pictures:
            return 1.0
        return min(0.95, self._now / max(1, tick)) if self._now <= tick else 0.0

    def step(self) -> bool:
        """One slice of work; True while a picture is wanting."""
        if not self.wanted:
            return False
        tick = self.wanted[0]
        # As it was before the gesture had its consequence: a tick later the scene may be another.
        until = max(1, tick - 2)
        if self._now > until:
            self._restart()
        if self._run_to(until):
            self._draw(tick)
        return bool(self.wanted)

    def _run_to(self, until: int) -> bool:
        """Run the attempt again for one slice; True when it stands at a tick, or ends before."""
        for _ in range(SLICE_TICKS):
            if self._now >= until:
                return True
            following = next(self._run, None)
            if following is None:
                return True
            self._attempt, self._view = following[0], None
        return self._now >= until

    def _draw(self, tick: int) -> None:
        """Draw the view of now, or as much of it as a slice allows."""
        if self._view is None:
            assert self._attempt is not None
            self._view = make_view(self.context, self.exercise, self._attempt)
            self._view.tick(frozenset())
            self._tries = 0
        surface = pygame.Surface(SIZE, 0, 32)
        surface.fill(self.context.theme.colour("bench"))
        if self._kit is None:
            self._kit = Kit(SIZE, self.context.theme)
        ration = self._kit.ration
        ration.left = SLICE_BYTES << max(0, self._tries - PATIENCE)
        try:
            self._view.draw(self._kit.canvas(surface))
        except Enough:
            self._tries += 1
            return
        finally:
            ration.left = None
        self._pictures[tick] = surface
        self.wanted.remove(tick)
        if not self.wanted:
            self._kit = self._view = None  # some ten megabytes that nobody needs while the page is read
