"""Score sheets for the tests of the class book. It plays no attempt: the figures are made up."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from simulator.scoring import Criterion, Defect, Heading, PassRule, ScoreSheet, make_sheet

NOW = "2026-11-24T10:00:00+01:00"


def sheet(
    exercise: str = "first-splice", seed: int = 7, loss: float = 0.06, broken: bool = False, **heading
) -> ScoreSheet:
    """A sheet of one attempt at a splice."""
    return make_sheet(
        Heading(
            exercise,
            {"fr": "Ma première soudure", "en": "My first splice"},
            "basics",
            "ab" * 32,
            "0.1.0",
            seed,
            **heading,
        ),
        [
            Criterion("splice.loss_db", 0.05, 0.20, 60, "splice"),
            Criterion("cleave.worst_angle_deg", 0.5, 1.0, 40, "cleave"),
        ],
        {"splice.loss_db": loss, "cleave.worst_angle_deg": 0.4},
        {"splice.loss_db": 5400, "cleave.worst_angle_deg": 2400},
        {"splice.loss_db": ("dB", 2), "cleave.worst_angle_deg": ("deg", 2)},
        {"glass_outside_bin": 3000} if broken else {},
        PassRule(),
        7200,
        {"offset": 0.04, "tilt": loss - 0.04},
        [Defect(2300, "cleave.angle", "cleave.worst_angle_deg", "left")],
        "guided",
    )


def log(number: int = 0) -> str:
    """A log as opaque text, long enough to be worth packing."""
    return "".join(f'{{"t":{t},"a":"hand","v":[{t % 37},{number}]}}\n' for t in range(200))


def older_book(path: Path) -> Path:
    """A book of the form 0001 as the program of then wrote it: Ada (group B), and attempts a0 (nobody's), a1, a2."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(Path(__file__).with_name("book_0001.sql").read_text("utf-8"))
    return path
