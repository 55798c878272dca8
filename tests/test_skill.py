"""Skill decides, not luck: careful hands reach 90 and careless ones stay below 50, on every draw."""

from __future__ import annotations

import pytest

from tests.make_proofs import EXERCISES, hands_of, play

SEEDS = range(1, 21)


@pytest.mark.parametrize("name", sorted(EXERCISES))
def test_careful_hands_pass_on_every_draw(name: str) -> None:
    scores = {seed: play(name, hands_of(name)["pass"], seed).outcome().sheet.score for seed in SEEDS}
    assert min(scores.values()) >= 90, scores


@pytest.mark.parametrize("name", sorted(EXERCISES))
def test_careless_hands_fail_on_every_draw(name: str) -> None:
    scores = {seed: play(name, hands_of(name)["fail-careless"], seed).outcome().sheet.score for seed in SEEDS}
    assert max(scores.values()) < 50, scores
