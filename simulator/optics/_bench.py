"""Speed of the splice law against the floor of one logarithm, measured in the same run.

It deliberately is the only file of the optics that reads a clock, and nothing of the model imports it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from simulator.optics import splice
from simulator.optics.fibre import CATALOGUE


def splice_ratio(joints: int = 1_000_000, times: int = 15) -> dict[str, float]:
    """Best of ``times`` runs: splice.loss over ``joints`` [s], numpy.log over as many values [s], and the ratio."""
    rng = np.random.default_rng(1)
    offset, tilt = rng.uniform(-1.5e-6, 1.5e-6, joints), rng.uniform(-0.02, 0.02, joints)
    values = rng.uniform(0.5, 2.0, joints)
    fibre = CATALOGUE["G.652.D"]
    logarithm = _best(lambda: np.log(values), times)
    score = _best(lambda: splice.loss(fibre, fibre, 1550e-9, offset, tilt), times)
    return {"loss": score, "log": logarithm, "ratio": score / logarithm}


def _best(action: Callable[[], object], times: int) -> float:
    """Shortest of several runs [s]."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best
