"""What a table earns that was filled without one of the skills: ``python -m tests.otdr_strategies`` prints the scores.

It deliberately sets no limit; ``tests/test_otdr_strategies.py`` does.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from tests.hands import otdr as trace
from tests.make_proofs import play

KINDS = ("connector", "splice", "bend", "splitter", "end")
#: One wrong kind for each right one, and one name for everything.
ALL_WRONG = tuple(zip(KINDS, ("splice", "connector", "splice", "splice", "splice"), strict=True))


def _all(kind: str) -> dict:
    return {"kinds": tuple((right, kind) for right in KINDS), "ghosts": kind}


#: What the hands do otherwise than good ones, by what they lack.
STRATEGIES: dict[str, dict] = {
    "good": {},
    "kinds wrong": {"kinds": ALL_WRONG, "ghosts": "connector"},
    "all connectors": _all("connector"),
    "all splices": _all("splice"),
    "9 m beside": {"off_m": 9.0},
    "11 m beside": {"off_m": -11.0},
    "40 m beside": {"off_m": 40.0},
    "one 9 m beside": {"off_m": 9.0, "slip": 1},
    "losses wrong": {"covers": True},
    "one loss wrong": {"covers": True, "slip": 1},
    "all good": {"verdict": "good"},
    "all bad": {"verdict": "bad"},
    "not judged": {"verdict": "none"},
    "empty": {"only": 0},
    "one row": {"only": 1},
}


def score(name: str, strategy: str, seed: int = 7):
    """Score sheet of a strategy in an exercise on a draw."""
    hands = replace(trace.right(name), **STRATEGIES[strategy])
    return play(name, (trace.Measured(hands),), seed).outcome().sheet


def main(names: list[str]) -> None:
    """Print exercise x strategy -> score; ! broken gate."""
    for name in names or list(trace.RIGHT):
        told = []
        for strategy in STRATEGIES:
            sheet = score(name, strategy)
            told.append(f"{strategy} {sheet.score:.0f}{'!' if sheet.gates_broken else ''}")
        print(f"{name:28}", " | ".join(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
