"""Pictures of an attempt that was left and is taken up again: what every screen says of it.

It deliberately keeps nothing: the attempt is a shipped proof, cut in the middle, and no journal is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator import library, paths
from simulator import replay as replays
from simulator.records import KeptAttempt
from simulator.records.journal import Unfinished
from simulator.records.kept import glance
from simulator.screens.briefing import BriefingScreen
from simulator.screens.home import HomeScreen
from simulator.screens.instructor import InstructorScreen
from simulator.screens.kept import Kept
from simulator.screens.place import PlaceScreen
from simulator.screens.resume import ResumeScreen

if TYPE_CHECKING:
    from simulator.screens.context import Context

Make = Callable[["Context"], Any]
#: The job that is left in the middle, after so many of its ticks.
PROOF, SHARE = ("chantier", "quatre-fibres-pass"), 0.3


class _Posed(Kept):
    """One attempt that everybody has left."""

    def of_person(self, trainee: Any) -> list[KeptAttempt]:
        return [_left()]


def _left() -> KeptAttempt:
    """A proof as the journal of an attempt that stopped in its middle."""
    course, name = PROOF
    log = replays.read(paths.curricula_dir() / course / "proofs" / f"{name}.jsonl")
    tick = int(SHARE * log.last_tick)
    exercise = library.exercise_for(log)
    stages = len(exercise.stages)
    header = {**log.header, "date": "2026-11-24T10:30:00+01:00", "content_sha256": exercise.sha256}
    acts = [{"t": at, "a": act.target, "v": act.value} for at, acts in log.actions.items() if at < tick for act in acts]
    lines = [header, *acts, {"at": tick, "stage": int(SHARE * stages), "goal": ""}]
    text = "\n".join(json.dumps(line) for line in lines) + "\n"
    kept = glance(Unfinished("left", text, Path("left.jsonl")))
    assert kept is not None
    return kept


def _posed(make: Make) -> Make:
    def made(context: Context) -> Any:
        own, context.kept = context.kept, _Posed(context)
        try:
            return make(context)
        finally:
            context.kept = own

    return made


def _exercise(context: Context) -> Any:
    wanted = _left().exercise
    return next(e for e in context.exercises() if (e.course_id, e.id) == wanted)


def _home(context: Context) -> HomeScreen:
    screen = HomeScreen(context)
    screen.load()
    return screen


def _asked(context: Context) -> BriefingScreen:
    screen = BriefingScreen(context, _exercise(context))
    screen.press("again")
    return screen


def _resume(context: Context, changed: bool) -> ResumeScreen:
    screen = ResumeScreen(context, _exercise(context), _left())
    assert screen._run is not None
    screen._run.step(4000)
    if changed:
        screen.tell_changed()
    return screen


def screens() -> Iterator[tuple[str, Make]]:
    """Name and maker of each picture."""
    yield "home-kept", _posed(_home)
    yield "place-kept", _posed(lambda context: PlaceScreen(context, "full_job", 1))
    yield "briefing-kept", _posed(lambda context: BriefingScreen(context, _exercise(context)))
    yield "briefing-kept-again", _posed(_asked)
    yield "resume", lambda context: _resume(context, False)
    yield "resume-changed", lambda context: _resume(context, True)
    yield "instructor-kept", _posed(InstructorScreen)
