"""Help that fades: whether cues stand beside the work in the next attempt.

It deliberately knows only results; hints and examples during the work are in ``help``.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator import scoring


def cues_shown(mode: str, runs: Sequence[tuple[float, bool, int]], rule: scoring.PassRule) -> bool:
    """Whether cues stand beside the work in the next attempt. runs: (score, gate broken, seed), oldest first.

    guided: always. exam: never. fading: until the exercise was passed once, then every other attempt (the first one
    after the pass without), and no more once it is acquired.
    """
    if mode != "fading":
        return mode == "guided"
    passed = [score >= rule.score and not broken for score, broken, _ in runs]
    if True not in passed:
        return True
    if scoring.streak(runs, rule) >= rule.in_a_row:
        return False
    return (len(passed) - 1 - passed.index(True)) % 2 == 1
