"""What the memory benchmark runs in a process of its own: every screen and scene again and again, as a window does.

It deliberately times nothing: what is held is read from the system after each screen has come to rest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pygame

from simulator import clock, library
from simulator.i18n import Language
from simulator.screens import gallery, sample_class
from simulator.screens.briefing import shown_attempt
from simulator.screens.context import Context
from simulator.screens.doors import Doors
from simulator.screens.warm import Warmer
from simulator.ui import heap
from simulator.ui.splash import open_window

SIZES = ((1280, 720), (1920, 1080))
ROUNDS = 10


def visit_all(size: tuple[int, int]) -> None:
    """Draw every screen and every scene ten times, with sounds made and an example warmed up.

    In the first and the last round each proof is drawn at all its moments. Prints the highest resident memory that any
    screen left in the first and in the last round, what there was before the first one, and what is held at home after
    it all [MB].
    """
    heap.give_back_large_pieces()
    surface = open_window(size)
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    context.sounds.warm()
    sample_class.fill(context)
    heap.settle()
    before, highest = resident_mb(), [0.0] * ROUNDS
    for turn in range(ROUNDS):
        whole = turn in (0, ROUNDS - 1)
        if whole:
            _warm_up(context, size)
            highest[turn] = resident_mb()
        for entry in _visited(whole):
            entry.paint(context, surface)
            # As the window does when a screen comes to rest.
            heap.settle()
            highest[turn] = max(highest[turn], resident_mb())
    after = _at_home(context, surface)
    context.close()
    print(highest[0], highest[-1], before, after)


def _at_home(context: Context, surface: pygame.Surface) -> float:
    """What is held once the map has come to rest [MB]."""
    home = next(entry for entry in gallery.entries() if entry.name == "home")
    home.paint(context, surface)
    context.age_pictures()
    home.paint(context, surface)
    context.drop_aged_pictures()
    heap.settle()
    return resident_mb()


def _visited(whole: bool) -> Iterator[gallery.Entry]:
    """The entries of a round: of the debriefs the telling ones, of each proof all moments or only the first one."""
    tours: list[gallery.Tour] = []
    for entry in gallery.entries():
        if entry.name.startswith("debrief") and not entry.telling:
            continue
        if entry.tour is not None:
            # To run a log as far as its moments takes as long as all that is drawn.
            if not whole and any(tour is entry.tour for tour in tours):
                continue
            tours = [entry.tour]
        yield entry


def _warm_up(context: Context, size: tuple[int, int]) -> None:
    """Get the pictures of the demo's exercise ready, as its briefing does."""
    exercise = library.exercise_for(library.demo_log())
    path = shown_attempt(exercise)
    assert path is not None
    warmer = Warmer(context, exercise, path)
    while warmer.step(size):
        pass
    heap.settle()


def resident_mb() -> float:
    """Memory of this process that lies in the machine's [MB]; its highest value so far where there is no /proc."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
