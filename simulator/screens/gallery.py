"""The list of every screen and scene state worth looking at, each drawn by the real code from real content.

It deliberately invents no state: scene states are moments of the shipped proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pygame

from simulator import replay as replays
from simulator import start
from simulator.screens import shots
from simulator.screens.briefing import BriefingScreen
from simulator.screens.debrief import DebriefScreen
from simulator.screens.home import HomeScreen
from simulator.screens.instructor import InstructorScreen
from simulator.screens.notebook import NotebookScreen
from simulator.screens.pause import PauseMenu
from simulator.screens.place import PlaceScreen
from simulator.screens.replay import ReplayScreen
from simulator.screens.settings import SettingsScreen
from simulator.screens.who import WhoScreen

if TYPE_CHECKING:
    from simulator.screens.context import Context

Painter = Callable[["Context", pygame.Surface], None]


def _screen(make: Callable[[Context], object]) -> Painter:
    def paint(context: Context, surface: pygame.Surface) -> None:
        screen = make(context)
        canvas = context.canvas(surface)
        screen.draw(canvas)
        for _ in range(2):
            screen.tick()
        screen.draw(canvas)

    return paint


def _exercise(context: Context, name: str):
    for course in context.courses():
        for exercise in course.exercises:
            if exercise.id == name:
                return exercise
    raise KeyError(name)


def proofs() -> list[tuple[str, replays.Log]]:
    """Name and log of every shipped proof of the first course."""
    from simulator import paths

    folder = paths.curricula_dir() / start.DEMO_PROOF[0] / "proofs"
    return [(path.stem, replays.read(path)) for path in sorted(folder.glob("*.jsonl"))]


def _debrief(log: replays.Log) -> Painter:
    def paint(context: Context, surface: pygame.Surface) -> None:
        exercise = start.exercise_for(log)
        DebriefScreen(context, exercise, replays.run(log, exercise)).draw(context.canvas(surface))

    return paint


def _moment(log: replays.Log, tick: int) -> Painter:
    def paint(context: Context, surface: pygame.Surface) -> None:
        shots.draw_moment(context, log, start.exercise_for(log), tick, surface)

    return paint


def _pause(page: str) -> Painter:
    def paint(context: Context, surface: pygame.Surface) -> None:
        log = start.demo_log()
        shots.draw_moment(context, log, start.exercise_for(log), 400, surface)
        PauseMenu(context, start.exercise_for(log), page=page).draw(context.canvas(surface))

    return paint


def entries() -> Iterator[tuple[str, Painter]]:
    """Name and painter of every entry of the contact sheet."""
    yield "home", _screen(HomeScreen)
    yield "who", _screen(WhoScreen)
    yield "place-prepare", _screen(lambda context: PlaceScreen(context, "prepare"))
    yield "place-splice", _screen(lambda context: PlaceScreen(context, "splice"))
    yield "briefing", _screen(lambda context: BriefingScreen(context, _exercise(context, "premiere-soudure")))
    yield "notebook", _screen(NotebookScreen)
    yield "settings", _screen(SettingsScreen)
    yield "instructor", _screen(InstructorScreen)
    yield "pause", _pause("")
    yield "pause-help", _pause("help")
    demo = start.demo_log()
    for share in range(1, 20):
        yield f"scene-{share:02d}", _moment(demo, demo.last_tick * share // 20)
    yield "replay", _screen(lambda context: ReplayScreen.of_log(context, demo, start.exercise_for(demo)))
    for name, log in proofs():
        yield f"debrief-{name}", _debrief(log)
