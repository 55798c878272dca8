"""Speed of the splice law against the floor of one logarithm, measured in the same run.

It deliberately is the only file of the optics that reads a clock, and nothing of the model imports it.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import numpy as np

from simulator.optics import bend, connector, splice
from simulator.optics.fibre import CATALOGUE, indices


def splice_ratio(joints: int = 1_000_000, times: int = 15) -> dict[str, float]:
    """Best of ``times`` runs: splice.loss over ``joints`` [s], numpy.log over as many values [s], and the ratio."""
    rng = np.random.default_rng(1)
    offset, tilt = rng.uniform(-1.5e-6, 1.5e-6, joints), rng.uniform(-0.02, 0.02, joints)
    values = rng.uniform(0.5, 2.0, joints)
    fibre = CATALOGUE["G.652.D"]
    logarithm = _best(lambda: np.log(values), times)
    score = _best(lambda: splice.loss(fibre, fibre, 1550e-9, offset, tilt), times)
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
        "path": _best(lambda: bend.path_loss(fibre, path, 1550e-9), times),
        "log": _best(lambda: np.log(values), times),
        "turn": _best(lambda: bend.loss_per_turn(fibre, 15e-3, 1550e-9), times),
        "turns": _best(lambda: bend.loss_per_turn(fibre, path[:, 0] ** 2 + 5e-3, 1550e-9), times),
        "mate": _best(lambda: connector.mate(face, face, fibre, fibre, 1550e-9, 0.7e-6), times),
    }
    with contextlib.suppress(ImportError):
        import ofiber

        core, cladding = (float(n) for n in indices(fibre, 1550e-9))
        glass = core, (core**2 - cladding**2) / (2.0 * core**2), fibre.core_radius
        found["ofiber"] = _best(lambda: ofiber.bending_loss_db(*glass, 15e-3, 1550e-9), times)
    return found | {"ratio": found["path"] / found["log"]}


def bend_growth(points: tuple[int, ...] = (100, 1000, 10_000, 100_000), times: int = 20) -> dict[int, float]:
    """Best of ``times`` runs [s] of a path's loss by number of points; the path stays 2 m long."""
    fibre, found = CATALOGUE["G.652.D"], {}
    for count in points:
        turns = np.linspace(0.0, 2.0 / 30e-3, count)
        path = 30e-3 * np.stack([np.cos(turns), np.sin(turns)], axis=1)
        found[count] = _best(lambda path=path: bend.path_loss(fibre, path, 1550e-9), times)
    return found


def _best(action: Callable[[], object], times: int) -> float:
    """Shortest of several runs [s]."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best
