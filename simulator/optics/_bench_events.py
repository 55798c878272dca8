"""Speed of the event analysis: against the floor of one logarithm per point, and how it grows.

It deliberately makes its traces itself, and nothing of the model imports it: it reads a clock.
"""

from __future__ import annotations

import numpy as np

from simulator.optics._bench import best_processor
from simulator.optics.events import report
from simulator.optics.trace import Trace
from simulator.optics.units import SPEED_OF_LIGHT

PULSE, INDEX = 500e-9, 1.4682


def sample_trace(points: int, breaks: int = 20, seed: int = 1) -> Trace:
    """A noisy span over seven tenths of `points` samples with so many splices; pulse 500 ns, 2.5 m a sample."""
    rng = np.random.default_rng(seed)
    x = 2.5 * np.arange(points)
    width = SPEED_OF_LIGHT * PULSE / (2.0 * INDEX)
    end = 0.7 * x[-1]
    # Long spans lose less per km here, so that the last splice still stands out of the noise.
    level = -0.19e-3 * x * min(1.0, 60_000.0 / end)
    for place in np.linspace(0.05, 0.95, breaks) * end:
        level -= rng.uniform(0.05, 0.1) * np.clip((x - place) / width, 0.0, 1.0)
    speckle = np.convolve(rng.normal(size=points), np.ones(20) / 20.0, mode="same") * 4.8e-3 * np.sqrt(20.0)
    power = np.where(x < end, 10.0 ** ((level + speckle) / 5.0), 0.0) + rng.normal(size=points) * 1e-5
    shown = 5.0 * np.log10(np.maximum(power, 1e-6))
    return Trace(np.round(shown, 3), 2.5, 1550e-9, PULSE, INDEX, -82.0)


def events_ratio(points: int = 32_768, times: int = 15) -> dict[str, float]:
    """Best of ``times`` runs in processor time [s]: analysis of a trace with 20 splices, a log per point, ratio."""
    trace = sample_trace(points)
    values = np.random.default_rng(2).uniform(0.5, 2.0, points)
    analysis = best_processor(lambda: report(trace), times)
    logarithm = best_processor(lambda: np.log(values), times)
    return {"analysis": analysis, "log": logarithm, "ratio": analysis / logarithm}


def growth(times: int = 7) -> list[dict[str, float]]:
    """Processor time [s] by points (20 splices) and by splices (32,768 points), with how many events were found."""
    rows = []
    for points, breaks in ((8192, 20), (32_768, 20), (131_072, 20), (32_768, 5), (32_768, 80)):
        trace = sample_trace(points, breaks)
        found = float(len(report(trace).events))
        seconds = best_processor(lambda trace=trace: report(trace), times)
        rows.append({"points": float(points), "splices": float(breaks), "events": found, "seconds": seconds})
    return rows
