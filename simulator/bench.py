"""Benchmarks as ratios to a floor that is measured in the same run.

It deliberately judges nothing: it prints what is, beside the budget, because these machines are noisy.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from simulator.bench_row import Row

BARE = """
import os
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
import pygame
pygame.display.init(); pygame.font.init()
screen = pygame.display.set_mode((1280, 720), pygame.RESIZABLE)
screen.blit(pygame.font.Font(None, 44).render("Brin", True, (31, 42, 51)), (40, 40))
pygame.display.flip()
"""


def bench_splice() -> list[Row]:
    """Scoring a million joints against one numpy.log over a million values."""
    from simulator.optics._bench import splice_ratio

    found = splice_ratio()
    return [Row("splice, 1e6 joints / log(1e6)", found["ratio"], "<= 3", found["ratio"] <= 3.0, _milliseconds(found))]


def bench_load() -> list[Row]:
    """A 200-step course against yaml.CSafeLoader alone."""
    from simulator.curriculum._bench import load_ratio

    found = load_ratio()
    seconds = found.get("seconds", 0.0)
    return [
        Row("load 200 steps / CSafeLoader", found["ratio"], "<= 1.3", found["ratio"] <= 1.3, _milliseconds(found)),
        Row("load 200 steps [ms]", seconds * 1e3, "<= 250", seconds <= 0.25, "wall time"),
    ]


def _milliseconds(found: dict[str, float]) -> str:
    return ", ".join(f"{key} {value * 1e3:.1f} ms" for key, value in found.items() if key != "ratio")


def bench_replay() -> list[Row]:
    """Headless replay of the demo against real time."""
    from simulator import library, replay
    from simulator.optics._bench import best
    from simulator.scenes.base import TICKS_PER_SECOND

    log = library.demo_log()
    exercise = library.exercise_for(log)
    replay.run(log, exercise)
    seconds = best(lambda: replay.run(log, exercise), 3)
    real = log.last_tick / TICKS_PER_SECOND
    return [
        Row("replay / real time", real / seconds, ">= 200", real / seconds >= 200, f"{real:.0f} s in {seconds:.2f} s")
    ]


def bench_start() -> list[Row]:
    """First pictures of the program, cold process, against a bare pygame program that opens the same window."""
    _compile()
    first = "from simulator.bench_start import first_frame; first_frame()"
    whole = "from simulator.bench_start import first_frame; first_frame(whole=True)"
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as folder:
        _process("from simulator.bench_start import visit_home; visit_home()", folder)
        # What follows the first picture has no budget of its own: it replaces it while somebody looks.
        runs = {
            "bare": (BARE, folder, ""),
            "home, at the very first start": (first, empty, "<= 2"),
            "home, as it was at the last start": (first, folder, "<= 2"),
            "and then painted anew, all imports": (whole, folder, ""),
        }
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(7):
            for name, (code, data, _) in runs.items():
                times[name].append(_process(code, data))
    base = statistics.median(times.pop("bare"))
    rows = []
    for name, seconds in times.items():
        ratio = statistics.median(seconds) / base
        note = f"{statistics.median(seconds) * 1e3:.0f} ms against {base * 1e3:.0f} ms, median of 7"
        budget = runs[name][2]
        rows.append(Row(f"first frame: {name}", ratio, budget, not budget or ratio <= 2.0, note))
    return rows


def _compile() -> None:
    """Compile our modules, as those of an installed program are: a changed one would be compiled at every start."""
    import compileall

    compileall.compile_dir(Path(__file__).parent, quiet=2)


def _process(code: str, folder: str) -> float:
    """Time of a whole process that runs the code [s]."""
    start = time.perf_counter()
    _output(code, folder)
    return time.perf_counter() - start


def _output(code: str, folder: str) -> str:
    environment = dict(os.environ) | {"BRIN_DATA": folder}
    if not environment.get("DISPLAY"):
        environment.setdefault("SDL_VIDEODRIVER", "dummy")
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def bench_frames() -> list[Row]:
    """Every screen and scene state in two windows against the pixels that must move, on DISPLAY where it is set."""
    from simulator.screens import frames

    rows = []
    for size in frames.SIZES:
        for name, cost in frames.measure(size):
            base = f"floor {cost.floor_ms:.2f} p99 {cost.floor_p99_ms:.2f} ms"
            note = f"median {cost.median_ms:.2f} p99 {cost.p99_ms:.2f} worst {cost.worst_ms:.0f} ms, {base}"
            # In a smaller window fewer bytes move, yet as much is worked out: the ratio is a budget of the larger one.
            budget = "<= 2" if size == frames.SIZES[0] else ""
            met = (cost.ratio <= 2.0 or not budget) and cost.p99_ms <= 16.6
            rows.append(Row(f"frame {size[1]}p {name}", cost.ratio, budget, met, note))
    return rows


def bench_optics(part: str) -> list[Row]:
    """A part of the optics or of the file formats: bend, trace, events or sor."""
    from simulator import bench_optics as parts

    return getattr(parts, part)()


def bench_memory() -> list[Row]:
    """What the process holds after every screen and scene was visited ten times, in the window that opens first."""
    from concurrent.futures import ThreadPoolExecutor

    from simulator.screens.memory import ROUNDS, SIZES

    def highest(size: tuple[int, int]) -> tuple[float, ...]:
        code = f"from simulator.screens.memory import visit_all; visit_all({size})"
        with tempfile.TemporaryDirectory() as folder:
            return tuple(map(float, _output(code, folder).split()[-4:]))

    _compile()
    rows = []
    # Side by side, each in a process of its own: nothing is timed here.
    with ThreadPoolExecutor() as both:
        for (width, height), (once, again, before, home) in zip(SIZES, both.map(highest, SIZES), strict=True):
            # The budget is that of the window as it opens; a larger one needs larger pictures.
            budget = 200 if (width, height) == SIZES[0] else 300
            note = f"resident, highest of any screen: first round {once:.0f} MB, round {ROUNDS} {again:.0f} MB"
            name = f"memory {width}x{height} [MB]"
            rows.append(Row(name, again, f"<= {budget}", again <= budget, f"{note}; before the first {before:.0f} MB"))
            note = "resident, back at the map, which gives back what it is not drawn from"
            rows.append(Row(f"memory {width}x{height} after it all [MB]", home, "<= 200", home <= 200, note))
    return rows


VERBS: dict[str, Callable[[], list[Row]]] = {
    "splice": bench_splice,
    "bend": partial(bench_optics, "bend"),
    "trace": partial(bench_optics, "trace"),
    "events": partial(bench_optics, "events"),
    "sor": partial(bench_optics, "sor"),
    "load": bench_load,
    "replay": bench_replay,
    "start": bench_start,
    "frames": bench_frames,
    "memory": bench_memory,
}


def main(what: Sequence[str], as_json: bool) -> int:
    """Run the benchmarks asked for (all when none is named) and print them."""
    unknown = [name for name in what if name not in VERBS]
    if unknown:
        print(f"bench: {unknown[0]}? {' '.join(VERBS)}", file=sys.stderr)
        return 2
    rows = [row for name in (what or VERBS) for row in VERBS[name]()]
    if as_json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
        return 0
    for row in rows:
        mark = "ok " if row.met else "OVER"
        print(f"{mark:<5}{row.name:<44}{row.value:>9.2f}  {row.budget:<8} {row.note}")
    return 0
