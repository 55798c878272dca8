"""The same log gives the same score on any frame rate; a bent log is refused or its first difference is named."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import library, replay
from simulator.scenes.base import Action

LOG = library.demo_log()
EXERCISE = library.exercise_for(LOG)
TEXT = "\n".join(replay.run(LOG, EXERCISE).log)


def play_at(frames_per_second: int) -> tuple[float, dict[str, float], str]:
    """Run the log as a window of that frame rate does: as many ticks as are due, then a frame."""
    attempt = replay.restart(LOG, EXERCISE)
    owed = 0.0
    while attempt.tick < LOG.last_tick and not attempt.finished:
        owed += 60 / frames_per_second
        due, owed = int(owed), owed - int(owed)
        for _ in range(due):
            if attempt.tick < LOG.last_tick and not attempt.finished:
                attempt.step(LOG.actions.get(attempt.tick, ()))
    attempt.finish()
    return attempt.outcome().sheet.score, attempt.facts(), attempt.log[-1]


def test_same_score_on_every_frame_rate() -> None:
    first, *others = [play_at(rate) for rate in (7, 30, 60, 144)]
    assert all(other == first for other in others)


def test_two_runs_write_the_same_log() -> None:
    assert replay.run(LOG, EXERCISE).log == replay.run(LOG, EXERCISE).log


def test_a_log_of_a_run_verifies() -> None:
    assert replay.verify(replay.parse(TEXT), EXERCISE).difference is None


def test_first_difference_is_named() -> None:
    lines = TEXT.split("\n")
    index = next(i for i, line in enumerate(lines) if '"f":"cleave.left_angle_deg"' in line)
    record = json.loads(lines[index])
    record["v"] += 0.3
    lines[index] = json.dumps(record)
    found = replay.verify(replay.parse("\n".join(lines)), EXERCISE).difference
    assert "cleave.left_angle_deg" in found and f"tick {record['t']}" in found


def test_changed_action_changes_the_outcome() -> None:
    lines = [line for line in TEXT.split("\n") if '"a":"alcohol.press"' not in line]
    assert replay.verify(replay.parse("\n".join(lines)), EXERCISE).difference is not None


def test_torn_last_line_is_left_out() -> None:
    whole = TEXT.split("\n")
    log = replay.parse("\n".join([*whole[:-1], whole[-1][:9]]))
    assert log.torn and log.end is None
    assert replay.run(log, EXERCISE).finished


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "log:1: empty"),
        ("{", "log:1: not JSON"),
        ("[]", "log:1: expected a JSON object"),
        ('{"brin_log":9,"exercise":"x","seed":1}', "format 1, found 9"),
        ('{"brin_log":1,"exercise":"x","seed":-1}', "seed"),
        ('{"brin_log":1,"exercise":"x","seed":1}\n{"t":0,"a":"hand","v":[NaN,1]}\n{}', "log:2: NaN"),
        ('{"brin_log":1,"exercise":"x","seed":1}\n{"t":1e9,"a":"hand"}\n{}', "log:2: tick"),
        ('{"brin_log":1,"exercise":"x","seed":1}\n{"hello":1}\n{}', "log:2: expected an action"),
        ('{"brin_log":1,"exercise":"x","seed":1}\n' + "[" * 100_000 + "\n{}", "log:2:"),
    ],
)
def test_bad_logs_say_line_and_reason(text: str, says: str) -> None:
    with pytest.raises(replay.LogError, match=says.replace("[", r"\[")):
        replay.parse(text)


def test_impossible_action_names_its_line() -> None:
    text = json.dumps(LOG.header) + '\n{"t":0,"a":"stripper.hole","v":"7000"}\n{"end":3}'
    with pytest.raises(replay.LogError, match=r"log:2: stripper.hole: expected one of"):
        replay.run(replay.parse(text), EXERCISE)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_mutated_logs_never_crash(data: st.DataObject) -> None:
    head = TEXT[:6000]
    start_at = data.draw(st.integers(0, len(head) - 1))
    junk = data.draw(st.text(max_size=12))
    try:
        log = replay.parse(head[:start_at] + junk + head[start_at + len(junk) :])
        replay.run(log, EXERCISE, until=200)
    except replay.LogError as error:
        assert str(error)


def test_numbers_are_rounded_before_they_act() -> None:
    attempt = replay.restart(LOG, EXERCISE)
    assert attempt.check(Action("hand", (1.23456789, -0.0))).value == (1.235, 0.0)
