"""What a frame costs, against the pixels that must move: an opaque ground, a camera, a trace, cached labels, a flip.

It deliberately measures the real screens at moments of the shipped proof.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pygame

from simulator import replay as replays
from simulator import start
from simulator.i18n import Language
from simulator.screens.context import Context
from simulator.screens.replay import make_view
from simulator.ui.sheet import Sheet
from simulator.ui.splash import open_window

SIZE = (1920, 1080)
FRAMES = 240


@dataclass(frozen=True)
class FrameCost:
    """Median and 99th percentile of a frame, and those of the floor measured just before [ms]."""

    median_ms: float
    p99_ms: float
    floor_ms: float
    floor_p99_ms: float

    @property
    def ratio(self) -> float:
        """Median over floor."""
        return self.median_ms / self.floor_ms


def _times(frame: Callable[[], None], count: int) -> list[float]:
    found = []
    for _ in range(count):
        begin = time.perf_counter()
        frame()
        found.append((time.perf_counter() - begin) * 1e3)
    return sorted(found)


def floor(surface: pygame.Surface) -> list[float]:
    """Frames that only move the bytes that must move [ms, sorted]."""
    ground = pygame.Surface(SIZE).convert()
    field = np.zeros((720, 1280), np.uint8)
    colours = [(i, i, i) for i in range(256)]
    trace = [(x, 500 + (x * 37) % 11) for x in range(0, 1900)]
    font = pygame.font.Font(None, 24)
    labels = [font.render(f"label {index}", True, (0, 0, 0)).convert_alpha() for index in range(40)]

    def frame() -> None:
        surface.blit(ground, (0, 0))
        picture = pygame.image.frombuffer(field, (1280, 720), "P")
        picture.set_palette(colours)
        surface.blit(picture, (100, 100))
        pygame.draw.aalines(surface, (0, 200, 180), False, trace)
        for index, label in enumerate(labels):
            surface.blit(label, (20 + 40 * (index % 10), 20 + 30 * (index // 10)))
        pygame.display.flip()

    return _times(frame, FRAMES)


def moments() -> Iterator[tuple[str, replays.Log, int]]:
    """Moments of the demo at which a frame is measured."""
    log = start.demo_log()
    for percent in (5, 15, 25, 35, 45, 55, 65, 75, 85, 95):
        yield f"demo {percent} %", log, log.last_tick * percent // 100


def measure() -> dict[str, FrameCost]:
    """Cost of a moving frame at each moment: twenty ticks before it warm the caches, then the scene runs on."""
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    surface = open_window(SIZE)
    context = Context(Language("fr"), start.course_roots(), start.now_text)
    sheet = Sheet(surface)
    found = {}
    for name, log, tick in moments():
        # Beside each moment: on a noisy machine the floor of a minute ago is another machine's.
        base = floor(surface)
        sheet.forget()
        costs = _measure_moment(context, sheet, log, tick)
        found[name] = FrameCost(statistics.median(costs), _p99(costs), statistics.median(base), _p99(base))
    pygame.display.quit()
    return found


def _p99(times: list[float]) -> float:
    return times[int(0.99 * (len(times) - 1))]


def _measure_moment(context: Context, sheet: Sheet, log: replays.Log, tick: int) -> list[float]:
    exercise = start.exercise_for(log)
    attempt = replays.run(log, exercise, until=max(0, tick - FRAMES))
    view = make_view(context, exercise, attempt)
    stage = attempt.stage
    canvas = context.canvas(sheet)
    costs = []
    for index in range(FRAMES + 20):
        if attempt.tick >= log.last_tick or attempt.finished:
            break
        begin = time.perf_counter()
        effects = attempt.step(log.actions.get(attempt.tick, ()))
        if attempt.finished:
            break
        if attempt.stage != stage:
            stage = attempt.stage
            view = make_view(context, exercise, attempt)
        view.tick(frozenset())
        view.notice(effects)
        view.draw(canvas)
        pygame.display.update(sheet.show())
        if index >= 20:
            costs.append((time.perf_counter() - begin) * 1e3)
    return sorted(costs)
