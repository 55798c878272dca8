"""Plays shipped proofs frame by frame through their views, as a briefing has warmed them, and names the dearest frames.

``python -m tests.screens.worst_frames [NAME …] [--size WxH] [--profile]``; without a name every proof that passes. It
deliberately judges nothing and counts the processor time of the window's own thread, which a busy machine does not
stretch.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pygame

from simulator import clock, library, paths
from simulator import replay as replays
from simulator.i18n import Language
from simulator.screens.briefing import shown_attempt
from simulator.screens.context import Context
from simulator.screens.doors import Doors
from simulator.screens.frames import SceneRun
from simulator.screens.warm import Warmer
from simulator.ui import heap
from simulator.ui.sheet import Sheet

LISTED = 5


@dataclass(frozen=True)
class Frame:
    """One frame of a proof: the tick after it, scene and goal at its beginning, and what it cost [ms]."""

    tick: int
    scene: str
    goal: str
    logic_ms: float
    view_ms: float

    @property
    def ms(self) -> float:
        """All of it."""
        return self.logic_ms + self.view_ms


def proofs() -> Iterator[Path]:
    """Every shipped log that passes."""
    yield from sorted(paths.curricula_dir().glob("*/proofs/*-pass.jsonl"))


def warmed_run(context: Context, sheet: Sheet, log: replays.Log) -> SceneRun:
    """A proof at its beginning, after its briefing was read to the end."""
    exercise = library.exercise_for(log)
    path = shown_attempt(exercise)
    if path is not None:
        warmer = Warmer(context, exercise, path)
        while warmer.step(sheet.get_size()):
            pass
    heap.settle()
    sheet.forget()
    return SceneRun(context, sheet, log, exercise)


def frames(run: SceneRun, wrap: Callable[[int, Callable[[], None]], None] | None = None) -> Iterator[Frame]:
    """Every frame of a run. wrap: calls the work of the frame of a tick itself, to look into it."""
    while not run.over:
        tick, scene, goal = run.attempt.tick, run.attempt.scene_name, run.attempt.scene.goal()
        marks: list[float] = []

        def work(marks: list[float] = marks) -> None:
            marks.append(time.thread_time())
            moved = run.step()
            marks.append(time.thread_time())
            if moved:
                run.show()
            marks.append(time.thread_time())

        if wrap is None:
            work()
        else:
            wrap(tick, work)
        run.pause()
        yield Frame(tick, scene, goal, (marks[1] - marks[0]) * 1e3, (marks[2] - marks[1]) * 1e3)


def p99(found: list[Frame]) -> float:
    """99th percentile of the frames [ms]."""
    times = sorted(frame.ms for frame in found)
    return times[int(0.99 * (len(times) - 1))]


def _profile(context: Context, sheet: Sheet, log: replays.Log, ticks: set[int]) -> None:
    profiles: dict[int, cProfile.Profile] = {}

    def wrap(tick: int, work: Callable[[], None]) -> None:
        if tick in ticks:
            profiles[tick] = cProfile.Profile(time.thread_time)
            profiles[tick].runcall(work)
        else:
            work()

    for _ in frames(warmed_run(context, sheet, log), wrap):
        pass
    for tick, profile in sorted(profiles.items()):
        print(f"---- tick {tick}")
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--listed", type=int, default=LISTED)
    asked = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    from simulator.ui.splash import open_window

    heap.give_back_large_pieces()
    size = tuple(map(int, asked.size.split("x")))
    surface = open_window(size)
    for path in proofs():
        if asked.names and not any(name in path.stem for name in asked.names):
            continue
        context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
        sheet, log = Sheet(surface), replays.read(path)
        found = list(frames(warmed_run(context, sheet, log)))
        found.sort(key=lambda frame: -frame.ms)
        over = sum(frame.ms > 16.6 for frame in found)
        median = found[len(found) // 2].ms
        print(f"{path.stem}: {len(found)} frames, median {median:.2f} p99 {p99(found):.1f} ms, {over} over 16.6 ms",
              flush=True)  # fmt: skip
        for frame in found[: asked.listed]:
            print(f"    tick {frame.tick:>6} {frame.ms:>6.1f} ms (logic {frame.logic_ms:.1f}) {frame.scene}"
                  f" {frame.goal}", flush=True)  # fmt: skip
        if asked.profile:
            _profile(context, sheet, log, {frame.tick for frame in found[: asked.listed]})
        context.close()
    pygame.quit()


if __name__ == "__main__":
    main()
