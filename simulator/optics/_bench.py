"""Speed of the optics against floors measured in the same run: the splice law, traces of the OTDR.

It deliberately is the only file of the optics that reads a clock, and nothing of the model imports it.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable

import numpy as np

from simulator.optics import bend, connector, otdr, splice
from simulator.optics.fibre import CATALOGUE, indices
from simulator.optics.link import End, KnownJoint, Link, Section


def splice_ratio(joints: int = 1_000_000, times: int = 60) -> dict[str, float]:
    """Best of ``times`` runs: splice.loss over ``joints`` [s], numpy.log over as many values [s], and the ratio."""
    rng = np.random.default_rng(1)
    offset, tilt = rng.uniform(-1.5e-6, 1.5e-6, joints), rng.uniform(-0.02, 0.02, joints)
    values = rng.uniform(0.5, 2.0, joints)
    fibre = CATALOGUE["G.652.D"]
    logarithm = best(lambda: np.log(values), times)
    score = best(lambda: splice.loss(fibre, fibre, 1550e-9, offset, tilt), times)
    return {"loss": score, "log": logarithm, "ratio": score / logarithm}


def bend_ratio(points: int = 1000, times: int = 300) -> dict[str, float]:
    """Best of ``times`` runs [s]: loss of a coil of ``points``, numpy.log over as many values, one turn, one mating.

    The path is 30 mm in radius and 2 m long, so points are 2 mm apart and 5 mm are averaged. "ofiber" is there when it
    can be imported: its bending loss of one radius, the same formula without the path.
    """
    turns = np.linspace(0.0, 2.0 / 30e-3, points)
    path = 30e-3 * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    values, fibre, face = np.linspace(0.5, 2.0, points), CATALOGUE["G.652.D"], connector.Face("APC")
    found = {
        "path": best(lambda: bend.path_loss(fibre, path, 1550e-9), times),
        "log": best(lambda: np.log(values), times),
        "turn": best(lambda: bend.loss_per_turn(fibre, 15e-3, 1550e-9), times),
        "turns": best(lambda: bend.loss_per_turn(fibre, path[:, 0] ** 2 + 5e-3, 1550e-9), times),
        "mate": best(lambda: connector.mate(face, face, fibre, fibre, 1550e-9, 0.7e-6), times),
    }
    with contextlib.suppress(ImportError):
        import ofiber

        core, cladding = (float(n) for n in indices(fibre, 1550e-9))
        glass = core, (core**2 - cladding**2) / (2.0 * core**2), fibre.core_radius
        found["ofiber"] = best(lambda: ofiber.bending_loss_db(*glass, 15e-3, 1550e-9), times)
    return found | {"ratio": found["path"] / found["log"]}


def bend_growth(points: tuple[int, ...] = (100, 1000, 10_000, 100_000), times: int = 20) -> dict[int, float]:
    """Best of ``times`` runs [s] of a path's loss by number of points; the path stays 2 m long."""
    fibre, found = CATALOGUE["G.652.D"], {}
    for count in points:
        turns = np.linspace(0.0, 2.0 / 30e-3, count)
        path = 30e-3 * np.stack([np.cos(turns), np.sin(turns)], axis=1)
        found[count] = best(lambda path=path: bend.path_loss(fibre, path, 1550e-9), times)
    return found


def best(action: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Shortest of several runs [s] by a clock: the wall's, or that of the processor."""
    shortest = float("inf")
    for _ in range(times):
        start = clock()
        action()
        shortest = min(shortest, clock() - start)
    return shortest


def best_processor(action: Callable[[], object], times: int) -> float:
    """Shortest of several runs in processor time [s], threads summed: what others do on a busy PC does not count."""
    return best(action, times, time.process_time)


def trace_ratios(points: tuple[int, ...] = (16_384, 65_536, 262_144), times: int = 60) -> list[dict[str, float]]:
    """Taking a trace of a link of 12 sections with 11 joints (4 of them reflecting) and an open end, 500 ns.

    By number of samples, best of ``times`` runs [s]: ``acquire`` where the clean signal is known (``again``), where it
    is not but the reflections of the link are (``first``), and for a link of a new glass that was never seen, whose
    parts have yet to be asked for their bills (``unseen``); a second of live averaging with its trace (``live``), the
    floor, which scales noise, adds it to a signal and takes the logarithm into a new array, and add and logarithm in
    place (``bare``); then traces per_second and ratios to the floor.
    """
    return [_trace_ratio(count, times) for count in points]


def _trace_ratio(count: int, times: int) -> dict[str, float]:
    rng = np.random.default_rng(1)
    settings = otdr.Settings(1550e-9, 500e-9, 20_000.0, 30.0, points=count)
    links = [_bench_link(1500.0 + 0.1 * number) for number in range(8)]  # more than ``acquire`` remembers
    for link in links:
        otdr.acquire(link, settings, rng)
    turns = itertools.cycle(range(1, 8))
    signal = rng.uniform(1.0, 2.0, count).astype(np.float32)
    noise, out = 1e-3 * rng.standard_normal(count, np.float32), np.empty(count, np.float32)
    measurement = otdr.Measurement(links[0], settings, rng)

    def live() -> None:
        measurement.advance()
        measurement.trace()

    def floor() -> None:
        level = noise * 0.5
        level += signal
        np.log(level, out=level)

    def bare() -> None:
        np.add(signal, noise, out=out)
        np.log(out, out=out)

    def again() -> None:
        otdr.acquire(links[0], settings, rng)

    def first() -> None:
        otdr.acquire(links[next(turns)], settings, rng)

    def unseen() -> None:
        otdr.acquire(never, settings, rng)

    actions = {"first": first, "unseen": unseen, "live": live, "again": again, "floor": floor, "bare": bare}
    shortest = dict.fromkeys(actions, float("inf"))
    for turn in range(times):  # in turn, so that all meet the same machine and none finds its arrays warm
        never = _bench_link(1400.0 + 0.1 * turn, 0.19 + 1e-4 * turn)
        for name, action in actions.items():
            shortest[name] = min(shortest[name], best(action, 1))
    ratios = {f"{name}_ratio": shortest[name] / shortest["floor"] for name in ("first", "again", "live", "unseen")}
    return {"points": count, **shortest, "per_second": 1.0 / shortest["first"], **ratios}


def _bench_link(length: float, attenuation: float | None = None) -> Link:
    """Twelve sections [m, dB/km] with eleven joints, every third of them reflecting, and an open end."""
    fibre = CATALOGUE["G.652.D"]
    parts: list = [Section(fibre, length, attenuation)]
    for number in range(11):
        joint = KnownJoint((("splice", 0.05),), -50.0 if number % 3 == 0 else -np.inf)
        parts += [joint, Section(fibre, length, attenuation)]
    return Link(tuple(parts), far=End("open", -14.7))
