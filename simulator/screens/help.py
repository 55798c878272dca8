"""Help during the work: when a hint is offered, and which stretch of the good example shows a gesture.

It deliberately draws nothing and never touches the trainee's attempt: the example is an attempt of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator.scenes.base import TICKS_PER_SECOND, ActionError

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise

#: Without any action for so long while the goal stays the same, a hint is offered.
HESITATION_TICKS = 20 * TICKS_PER_SECOND
#: What is shown of the example before and after the goal, and its least and greatest length in all.
LEAD_TICKS = 1 * TICKS_PER_SECOND
TAIL_TICKS = 1 * TICKS_PER_SECOND
LEAST_TICKS = 4 * TICKS_PER_SECOND
MOST_TICKS = 15 * TICKS_PER_SECOND


class Hesitation:
    """Counts the ticks in which nothing is done while the goal stays; offers a hint once per goal."""

    def __init__(self) -> None:
        self.offered = False
        self._goal = ""
        self._still = 0
        self._told: set[str] = set()

    def note(self, goal: str, acted: bool, waiting: bool) -> None:
        """Take one tick: the present goal, whether the trainee did something, whether only time can pass now."""
        if goal != self._goal or acted:
            self._goal, self._still, self.offered = goal, 0, False
        elif not waiting:
            self._still += 1
        if self._still >= HESITATION_TICKS and goal not in self._told:
            self._told.add(goal)
            self.offered = True

    def answered(self) -> None:
        """The hint was taken."""
        self._still, self.offered = 0, False


@dataclass(frozen=True)
class Moment:
    """What is to be done at a moment of an attempt: stage, goal key, and the side that is being worked on, if any."""

    stage: int
    goal: str
    side: str = ""


@dataclass(frozen=True)
class Stretch:
    """A stretch of the example, first to last tick."""

    first: int
    last: int


def moment_of(attempt: Attempt) -> Moment:
    """The moment at which an attempt stands."""
    # A scene that works on one side after the other tells which; to the others every side is the same.
    side = getattr(getattr(attempt.scene, "state", None), "side", "")
    return Moment(attempt.stage, attempt.scene.goal(), side if isinstance(side, str) else "")


class Examples:
    """The good example that a course ships for an exercise, searched for the moments at which a goal is reached.

    It reads and runs the example only as far as it is asked to: `pump` a few ticks at a time, `find` as far as needed.
    """

    def __init__(self, exercise: Exercise, path: Path | None) -> None:
        self.exercise = exercise
        self.log: replays.Log | None = None
        self._attempt: Attempt | None = None
        self._found: dict[Moment, Stretch] = {}
        self._at: Moment | None = None
        self._since = 0
        self._closed: set[Moment] = set()
        self._unread = path

    @property
    def over(self) -> bool:
        """Whether the example was searched to its end, or there is none."""
        return self._unread is None and self._attempt is None

    def pump(self, ticks: int) -> None:
        """Search on through some ticks of the example."""
        if self._unread is not None:
            self._open()
        for _ in range(ticks):
            if self._attempt is None:
                return
            self._step()

    def behind(self, stage: int) -> bool:
        """Whether the search has not yet come to a stage, as after an attempt that was taken up again."""
        return not self.over and (self._attempt.stage if self._attempt is not None else 0) < stage

    def find(self, wanted: Moment) -> Stretch | None:
        """Where the example does what is wanted, on the same side if it can be; None when it never does."""
        while wanted not in self._closed and not self.over:
            self.pump(1)
        stretch = self._found.get(wanted)
        if stretch is None:
            alike = (m for m in self._found if (m.stage, m.goal) == (wanted.stage, wanted.goal))
            stretch = self._found.get(next(alike, wanted))
        return stretch

    def _open(self) -> None:
        path, self._unread = self._unread, None
        assert path is not None
        try:
            self.log = replays.read(path)
            self._attempt = replays.restart(self.log, self.exercise)
        except (replays.LogError, ValueError):
            self.log = None

    def _step(self) -> None:
        attempt, log = self._attempt, self.log
        assert attempt is not None and log is not None
        try:
            attempt.step(log.actions.get(attempt.tick, ()))
        except ActionError:
            self._end(attempt.tick)
            return
        over = attempt.finished or attempt.tick >= log.last_tick
        moment = None if over else moment_of(attempt)
        if moment != self._at:
            self._note(attempt.tick)
            self._at, self._since = moment, attempt.tick
        if over:
            self._end(attempt.tick)

    def _end(self, tick: int) -> None:
        self._note(tick)
        self._attempt = self._at = None

    def _note(self, tick: int) -> None:
        """The moment that ends now was a stretch; the first of its kind is kept."""
        if self._at is None or self._at in self._found:
            return
        assert self.log is not None
        first = max(0, self._since - LEAD_TICKS)
        last = min(max(tick + TAIL_TICKS, first + LEAST_TICKS), first + MOST_TICKS)
        self._found[self._at] = Stretch(first, min(last, self.log.last_tick - 1))
        self._closed.add(self._at)
