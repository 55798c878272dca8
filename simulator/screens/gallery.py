"""The list of every screen and scene state worth looking at, each drawn by the real code from real content.

It deliberately invents no state: scene states are moments of the shipped proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pygame

from simulator import paths, start
from simulator import replay as replays
from simulator.screens.about import AboutScreen
from simulator.screens.briefing import BriefingScreen
from simulator.screens.debrief import DebriefScreen
from simulator.screens.help import HESITATION_TICKS
from simulator.screens.help_ghost import SHOW_KEY
from simulator.screens.home import HomeScreen
from simulator.screens.instructor import InstructorScreen
from simulator.screens.notebook import NotebookScreen
from simulator.screens.place import PlaceScreen
from simulator.screens.play import PlayScreen
from simulator.screens.replay import ReplayScreen, make_view
from simulator.screens.settings import SettingsScreen
from simulator.screens.who import WhoScreen
from simulator.ui.events import UiEvent

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.screens.context import Context

Painter = Callable[["Context", pygame.Surface], None]
#: Parts of the demo, in twentieths, at which the scenes are drawn, and those that tell most of them.
SHARES = range(1, 20)
TELLING_SHARES = (2, 4, 9, 12, 14)
EXERCISE = "premiere-soudure"
TELLING_PROOFS = ("premiere-soudure-pass", "lame-usee-fail-blade-ignored")


@dataclass(frozen=True)
class Entry:
    """A picture of the contact sheet. telling: drawn in every variant; make: builds the screen, where it is one."""

    name: str
    paint: Painter
    telling: bool = False
    make: Callable[[Context], Any] | None = None


class Tour:
    """Plays a log forward from picture to picture, so that many moments cost one run."""

    def __init__(self, log: replays.Log) -> None:
        self.log = log
        self.exercise = start.exercise_for(log)
        self._for: Context | None = None

    def view_at(self, context: Context, tick: int):
        """The view of the scene as it stood after a tick; asked for in order, it only goes on."""
        if self._for is not context or tick < self._attempt.tick:
            self._for = context
            self._attempt = replays.restart(self.log, self.exercise)
            self._enter()
        while self._attempt.tick < tick and not self._attempt.finished:
            effects = self._attempt.step(self.log.actions.get(self._attempt.tick, ()))
            if self._attempt.stage != self._stage and not self._attempt.finished:
                self._enter()
            self._view.tick(frozenset())
            self._view.notice(effects)
        return self._view

    def _enter(self) -> None:
        assert self._for is not None
        self._stage = self._attempt.stage
        self._view = make_view(self._for, self.exercise, self._attempt)


def _screen(name: str, make: Callable[[Context], Any], telling: bool = False) -> Entry:
    def paint(context: Context, surface: pygame.Surface) -> None:
        screen = make(context)
        canvas = context.canvas(surface)
        screen.draw(canvas)
        if not isinstance(screen, PlayScreen):
            # A screen may read courses and class book after its first frame.
            for _ in range(2):
                screen.tick()
            screen.draw(canvas)
        screen.close()

    return Entry(name, paint, telling, make)


def exercise_named(context: Context, name: str):
    """An exercise of the context's courses. Raises KeyError."""
    for exercise in context.exercises():
        if exercise.id == name:
            return exercise
    raise KeyError(name)


def proofs() -> list[tuple[str, replays.Log]]:
    """Name and log of every shipped proof of the first course."""
    folder = paths.curricula_dir() / start.DEMO_PROOF[0] / "proofs"
    return [(path.stem, replays.read(path)) for path in sorted(folder.glob("*.jsonl"))]


def _playing(context: Context, ticks: int, *keys: str, then: int = 0) -> PlayScreen:
    """An attempt in which nothing was done for some ticks; then keys are pressed, and time goes on."""
    screen = PlayScreen(context, exercise_named(context, EXERCISE), 7)
    for _ in range(ticks):
        screen.tick()
    for key in keys:
        screen.handle(UiEvent("key", key=key))
        screen.handle(UiEvent("keyup", key=key))
    for _ in range(then):
        screen.tick()
    return screen


def _moment(name: str, tour: Tour, tick: int, telling: bool = False) -> Entry:
    def paint(context: Context, surface: pygame.Surface) -> None:
        tour.view_at(context, tick).draw(context.canvas(surface))

    return Entry(name, paint, telling)


def _debrief(name: str, log: replays.Log, runs: dict[str, Attempt]) -> Entry:
    exercise = start.exercise_for(log)

    def make(context: Context) -> DebriefScreen:
        if name not in runs:
            runs[name] = replays.run(log, exercise)
        return DebriefScreen(context, exercise, runs[name])

    return _screen(f"debrief-{name}", make, name in TELLING_PROOFS)


def pages() -> Iterator[Entry]:
    """The screens round the work."""
    yield _screen("home", HomeScreen, True)
    yield _screen("who", WhoScreen, True)
    yield _screen("place-prepare", lambda context: PlaceScreen(context, "prepare"), True)
    yield _screen("place-splice", lambda context: PlaceScreen(context, "splice"))
    yield _screen("briefing", lambda context: BriefingScreen(context, exercise_named(context, EXERCISE)), True)
    for name in ("premiere-coupe", "soudeuse-malade-arc"):
        yield _screen(f"briefing-{name}", lambda c, name=name: BriefingScreen(c, exercise_named(c, name)))
    yield _screen("notebook", NotebookScreen, True)
    yield _screen("settings", SettingsScreen, True)
    for tab in ("reading", "fibres", "sound", "hands"):
        yield _screen(f"settings-{tab}", lambda context, tab=tab: SettingsScreen(context, tab), tab == "fibres")
    yield _screen("about", AboutScreen, True)
    yield _screen("instructor", InstructorScreen, True)


def scenes() -> Iterator[Entry]:
    """The scenes at moments of the shipped proofs, and what may lie over them."""
    yield _screen("pause", lambda context: _playing(context, 60, "escape"), True)
    yield _screen("pause-help", lambda context: _playing(context, 60, "f1"), True)
    yield _screen("hint", lambda context: _playing(context, HESITATION_TICKS + 2))
    yield _screen("show-me", lambda context: _playing(context, 60, SHOW_KEY, then=110), True)
    demo = start.demo_log()
    tour = Tour(demo)
    for share in SHARES:
        yield _moment(f"scene-{share:02d}", tour, demo.last_tick * share // 20, share in TELLING_SHARES)
    for name, log in proofs():
        if not name.endswith("-pass") or name == start.DEMO_PROOF[1].removesuffix(".jsonl"):
            continue
        tour = Tour(log)
        for share in (1, 2, 3):
            yield _moment(f"scene-{name.removesuffix('-pass')}-{share}", tour, log.last_tick * share // 4)


def ends() -> Iterator[Entry]:
    """Replay and debriefs."""
    demo = start.demo_log()
    yield _screen("replay", lambda context: ReplayScreen.of_log(context, demo, start.exercise_for(demo)), True)
    runs: dict[str, Attempt] = {}
    for name, log in proofs():
        yield _debrief(name, log, runs)


def entries() -> Iterator[Entry]:
    """Every entry of the contact sheet."""
    yield from pages()
    yield from scenes()
    yield from ends()
