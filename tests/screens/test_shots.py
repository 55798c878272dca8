"""Pictures of a log: which moments are worth one."""

from simulator import replay as replays
from simulator.attempt import Outcome, StageRun
from simulator.curriculum.model import Exercise
from simulator.scenes.base import TICKS_PER_SECOND, Curve
from simulator.screens import shots
from tests.make_proofs import EXERCISES, ROOT


def outcome_of(proof: str) -> tuple[Outcome, int, Exercise]:
    """What a shipped proof tells, and how many ticks it takes."""
    log = replays.read(next((ROOT / "curricula").glob(f"*/proofs/{proof}.jsonl")))
    exercise = EXERCISES[log.header["exercise"]]
    attempt = replays.run(log, exercise)
    return attempt.outcome(), attempt.tick, exercise


def test_a_job_gives_one_moment_of_each_of_its_scenes():
    outcome, ticks, exercise = outcome_of("une-fibre-pass")
    moments = [round(second * TICKS_PER_SECOND) for second in shots.telling_moments(outcome, ticks)]
    seen = [outcome.stages[run.stage] for tick in moments for run in outcome.runs if run.first <= tick < run.last]
    assert sorted(seen) == sorted({stage.scene for stage in exercise.stages})


def test_a_single_scene_gives_the_middles_of_its_longest_gestures():
    def curve(first: int, length: int) -> Curve:
        return Curve("strip", "left", "mm", "mm/s", 0.0, 1.0, points=[(0.0, 0.0, first + i) for i in range(length)])

    outcome = Outcome(None, [curve(600, 5), curve(60, 9), curve(900, 2)], [], [StageRun(0, 0, 1200)], {}, ("one",))
    assert shots.telling_moments(outcome, 1200, most=2) == [64 / TICKS_PER_SECOND, 602 / TICKS_PER_SECOND]
    assert shots.telling_moments(Outcome(None, [], [], [StageRun(0, 0, 1200)], {}, ("one",)), 1200) == [10.0]
