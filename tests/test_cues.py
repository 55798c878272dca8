"""The live cue of every scene: a word in green never has its knob over the red or the amber of the gauge."""

from __future__ import annotations

import pytest

from simulator import library, paths, replay

PROOFS = [
    ("premiers-gestes", "premiere-soudure-pass"),
    ("premiers-gestes", "premiere-soudure-fail-careless"),
    ("mesures", "connecteur-sale-pass"),
    ("mesures", "connecteur-terrain-pass"),
    ("mesures", "ranger-une-soudure-pass"),
    ("mesures", "reference-un-cordon-pass"),
    ("mesures", "lire-sans-bruit-pass"),
]


@pytest.mark.parametrize(("course", "proof"), PROOFS)
def test_what_is_good_lies_in_the_green(course: str, proof: str) -> None:
    log = replay.read(paths.curricula_dir() / course / "proofs" / f"{proof}.jsonl")
    seen = set()
    for attempt, _ in replay.play(log, library.exercise_for(log)):
        cue = attempt.scene.cue() if attempt.tick % 6 == 0 else None
        if cue is not None:
            seen.add(cue.level)
            assert cue.level != "good" or 0.25 - 1e-9 <= cue.position <= 0.75 + 1e-9, f"{cue} at {attempt.tick}"
    assert seen
