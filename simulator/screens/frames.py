"""What a frame costs, against the pixels that must move: an opaque ground, a camera, a trace, cached labels, a flip.

It deliberately measures the real screens: scenes at moments of the shipped proof, every page under a moving pointer.
Where DISPLAY is set it measures that display (an Xvfb does), else SDL's dummy driver.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from simulator import clock, library, paths
from simulator import replay as replays
from simulator.i18n import Language
from simulator.scenes.base import TICKS_PER_SECOND, Action
from simulator.screens import gallery
from simulator.screens.briefing import shown_attempt
from simulator.screens.context import Context
from simulator.screens.doors import Doors
from simulator.screens.opening import Opening
from simulator.screens.replay import make_view
from simulator.screens.screen import Screen
from simulator.screens.warm import Warmer
from simulator.ui.events import UiEvent
from simulator.ui.sheet import Sheet
from simulator.ui.splash import open_window

SIZES = ((1920, 1080), (1280, 720))
FRAMES = 240
#: Frames of a page, and those before it that only fill the stores.
PAGE_FRAMES, FIRST_FRAMES = 120, 20
#: What of the whole demo is gone through frame by frame: up to the long wait for the oven.
WHOLE_SHARE = 0.57
#: Busy moments of the other scenes: name, course, proof, and the action up to whose first or last time is measured.
BUSY = (
    ("plan, two fibres chosen", "chantier", "une-fibre-pass", "right.take", False),
    ("tray, a coil on top of seven", "mesures", "cassette-pleine-pass", "fibre.move", True),
    ("tray, a coil laid again, red light on", "mesures", "boucle-trop-serree-pass", "fibre.move", True),
    ("connectors, the focus turns", "mesures", "gras-tenace-pass", "focus", True),
    ("connectors, wiping", "mesures", "gras-tenace-pass", "slide", True),
    ("connectors, the plug goes in", "mesures", "gras-tenace-pass", "plug.move", True),
    ("OTDR, figures of an event", "mesures", "lire-avec-bruit-pass", "row.kind", True),
    ("power, the red light is followed", "mesures", "courbure-au-stylo-rouge-pass", "hand", True),
    ("power, the link is measured", "mesures", "budget-de-liaison-pass", "note", True),
)
#: The debrief with a line of several parts.
JOB = "debrief-job"
#: The proof whose trace is measured and moved on the screen.
TRACE = ("mesures", "lire-avec-bruit-pass")


@dataclass(frozen=True)
class FrameCost:
    """Median and 99th percentile of a frame, and those of the floor measured just before [ms]; worst frame [ms]."""

    median_ms: float
    p99_ms: float
    worst_ms: float
    floor_ms: float
    floor_p99_ms: float

    @property
    def ratio(self) -> float:
        """Median over floor."""
        return self.median_ms / self.floor_ms


def _times(frame: Callable[[], None], count: int, clock: Callable[[], float]) -> list[float]:
    found = []
    for _ in range(count):
        begin = clock()
        frame()
        found.append((clock() - begin) * 1e3)
    return sorted(found)


def floor(
    surface: pygame.Surface, count: int = FRAMES, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Frames that only move the bytes that must move [ms, sorted], by any clock [s]."""
    share = surface.get_width() / 1920
    ground = pygame.Surface(surface.get_size()).convert()
    field = np.zeros((round(720 * share), round(1280 * share)), np.uint8)
    colours = [(i, i, i) for i in range(256)]
    trace = [(x * share, share * (500 + (x * 37) % 11)) for x in range(0, 1900)]
    font = pygame.font.Font(None, 24)
    labels = [font.render(f"label {index}", True, (0, 0, 0)).convert_alpha() for index in range(40)]

    def frame() -> None:
        surface.blit(ground, (0, 0))
        picture = pygame.image.frombuffer(field.data, field.shape[::-1], "P")
        picture.set_palette(colours)
        surface.blit(picture, (100, 100))
        pygame.draw.aalines(surface, (0, 200, 180), False, trace)
        for index, label in enumerate(labels):
            surface.blit(label, (20 + 40 * (index % 10), 20 + 30 * (index // 10)))
        pygame.display.flip()

    return _times(frame, count, clock)


def moments() -> Iterator[tuple[str, replays.Log, int]]:
    """Moments of the demo at which a frame is measured."""
    log = library.demo_log()
    for percent in (5, 15, 25, 35, 45, 55, 65, 75, 85, 95):
        yield f"demo {percent} %", log, log.last_tick * percent // 100


def busy_moments() -> Iterator[tuple[str, replays.Log, int]]:
    """Moments of the other scenes at which hands are busiest."""
    for name, course, proof, target, last in BUSY:
        log = _log(course, proof)
        ticks = [tick for tick, actions in log.actions.items() if any(action.target == target for action in actions)]
        yield name, log, (max if last else min)(ticks)


def _log(course: str, proof: str) -> replays.Log:
    return replays.read(paths.curricula_dir() / course / "proofs" / f"{proof}.jsonl")


def measure(size: tuple[int, int] = SIZES[0]) -> Iterator[tuple[str, FrameCost]]:
    """Cost of a frame of every scene state and screen in a window of this size [px], as each was measured."""
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    surface = open_window(size)
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    sheet = Sheet(surface)

    def cost(work: Callable[[], list[float]]) -> FrameCost:
        # Beside each moment: on a noisy machine the floor of a minute ago is another machine's.
        base = floor(surface)
        sheet.forget()
        gc.collect()
        times = sorted(work())
        return FrameCost(statistics.median(times), _p99(times), times[-1], statistics.median(base), _p99(base))

    yield "demo, every frame after its briefing", cost(lambda: _measure_whole(context, sheet))
    for name, log, tick in (*moments(), *busy_moments()):
        yield name, cost(lambda log=log, tick=tick: _measure_moment(context, sheet, log, tick))
    for name, work in TRACE_WORK.items():
        yield name, cost(lambda work=work: _measure_trace(context, sheet, work))
    for entry in gallery.entries():
        if entry.make is not None and (entry.telling or entry.name == JOB or not entry.name.startswith("debrief")):
            yield entry.name, cost(lambda make=entry.make: _measure_screen(context, sheet, make))
    context.close()
    pygame.display.quit()


def _p99(times: list[float]) -> float:
    return times[int(0.99 * (len(times) - 1))]


def _measure_whole(context: Context, sheet: Sheet) -> list[float]:
    """The demo from its first frame, with what a briefing gets ready in advance."""
    log = library.demo_log()
    _read_briefing(context, sheet, log)
    return _play(context, sheet, log, 0, round(WHOLE_SHARE * log.last_tick))


def _read_briefing(context: Context, sheet: Sheet, log: replays.Log) -> None:
    """Get ready what the briefing of this log's exercise gets ready while somebody reads it."""
    exercise = library.exercise_for(log)
    path = shown_attempt(exercise)
    assert path is not None
    warmer = Warmer(context, exercise, path)
    while warmer.step(sheet.get_size()):
        pass


def _measure_moment(context: Context, sheet: Sheet, log: replays.Log, tick: int) -> list[float]:
    """Moving frames up to a moment, as somebody meets them who came through the briefing; the first ones settle."""
    _read_briefing(context, sheet, log)
    return _play(context, sheet, log, max(0, tick - FRAMES), FRAMES + FIRST_FRAMES)[FIRST_FRAMES:]


class SceneRun:
    """A log that runs in its view, frame by frame, on a sheet."""

    def __init__(self, context: Context, sheet: Sheet, log: replays.Log, exercise, tick: int = 0) -> None:
        self.context, self.sheet, self.log, self.exercise = context, sheet, log, exercise
        self.attempt = replays.run(log, exercise, until=tick)
        self._stage = self.attempt.stage
        self.view = make_view(context, exercise, self.attempt)
        self._canvas = context.canvas(sheet)
        self._opening = Opening()

    @property
    def over(self) -> bool:
        """Whether the log has come to its end."""
        return self.attempt.tick >= self.log.last_tick or self.attempt.finished

    def step(self, actions: Sequence[Action] | None = None) -> bool:
        """One tick of scene and view, the log's actions or others; False when the attempt has ended with it."""
        attempt = self.attempt
        effects = attempt.step(self.log.actions.get(attempt.tick, ()) if actions is None else actions)
        if attempt.finished:
            return False
        if attempt.stage != self._stage:
            self._stage = attempt.stage
            self.view = make_view(self.context, self.exercise, attempt)
        self._opening.note(attempt, effects)
        self.view.tick(frozenset())
        self.view.notice(effects)
        return True

    def show(self) -> None:
        """Paint the view and put what changed on the window."""
        self._opening.draw(self._canvas, self.view.draw)
        pygame.display.update(self.sheet.show())

    def pause(self) -> None:
        """Give what is loaded beside the frames the time that it has between two frames of a window."""
        if self._opening.loads:
            time.sleep(1.0 / TICKS_PER_SECOND)


def _play(context: Context, sheet: Sheet, log: replays.Log, tick: int, count: int) -> list[float]:
    """Time of each of so many frames from a tick of a log on: step, view, paint [ms]."""
    run = SceneRun(context, sheet, log, library.exercise_for(log), tick)
    costs: list[float] = []
    while len(costs) < count and not run.over:
        begin = time.perf_counter()
        if not run.step():
            break
        run.show()
        costs.append((time.perf_counter() - begin) * 1e3)
        run.pause()
    return costs


def _pan(index: int) -> Action:
    """The trace drawn to and fro under the hand, 6 km of it on the screen."""
    left = 2000.0 + 40.0 * abs(index % 100 - 50)
    return Action("view.x", (left, left + 6000.0))


def _zoom(index: int) -> Action:
    """The wheel over an event, in and out again."""
    half = 4000.0 * 0.95 ** abs(index % 100 - 50)
    return Action("view.x", (5000.0 - half, 5000.0 + half))


def _measured_live(index: int) -> Action | None:
    """The laser is switched on once and the trace grows calm."""
    return Action("laser", True) if not index else None


def _in_real_time(index: int) -> Action | None:
    """Nothing is averaged: twice a second the trace is another."""
    return {0: Action("averaging", 0.0), 1: Action("laser", True)}.get(index)


def _turn_index(index: int) -> Action | None:
    """The index turned up and down by a quick wheel, 15 notches a second; the trace is drawn out and together."""
    return None if index % 4 else Action("index", 14_640.0 + abs(index % 100 - 50))


TRACE_WORK: dict[str, Callable[[int], Action | None]] = {
    "OTDR, live averaging": _measured_live,
    "OTDR, real time": _in_real_time,
    "OTDR, the index is turned": _turn_index,
    "OTDR, the trace is drawn along": _pan,
    "OTDR, zoom": _zoom,
}


def _measure_trace(context: Context, sheet: Sheet, work: Callable[[int], Action | None]) -> list[float]:
    """A measured trace, and at each frame what a hand does with it [ms]."""
    log = _log(*TRACE)
    run = SceneRun(context, sheet, log, library.exercise_for(log), log.last_tick - 40)
    costs = []
    for index in range(FIRST_FRAMES + FRAMES):
        begin = time.perf_counter()
        action = work(index)
        run.step((action,) if action is not None else ())
        run.show()
        costs.append((time.perf_counter() - begin) * 1e3)
    return costs[FIRST_FRAMES:]


def _measure_screen(context: Context, sheet: Sheet, make: Callable[[Context], Screen]) -> list[float]:
    """A screen that runs: its ticks. One that stands still: the pointer goes over it, the wheel turns."""
    screen = make(context)
    canvas = context.canvas(sheet)
    costs = []
    for index in range(FIRST_FRAMES + 2 * PAGE_FRAMES):
        begin = time.perf_counter()
        if not screen.running:
            screen.handle(sweep(index))
        screen.tick()
        screen.draw(canvas)
        pygame.display.update(sheet.show())
        costs.append((time.perf_counter() - begin) * 1e3)
    screen.close()
    # The pointer goes over everything once before it counts: each thing under it is painted lit for the first time.
    return costs[FIRST_FRAMES + PAGE_FRAMES :]


def sweep(index: int) -> UiEvent:
    """The pointer on its way over the whole screen in PAGE_FRAMES steps; every eighth step the wheel turns."""
    if index % 8 == 7:
        return UiEvent("wheel", 960, 540, dy=-1.0 if index % 16 == 7 else 1.0)
    step = index % PAGE_FRAMES
    return UiEvent("move", 40 + (step % 12) * 165, 30 + (step // 12) * 108)
