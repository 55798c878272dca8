"""What was acknowledged is there after kill -9, and the book is sound. Power cuts are beyond a test on a PC."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator.records import open_store, recover
from tests.records.samples import sheet

ROOT = Path(__file__).parents[2]

SAVER = """
import sys
from pathlib import Path
from simulator.records import Journal, open_store
from tests.records.samples import NOW, log, sheet
store = open_store(sys.argv[1], now=NOW)
print("ready", flush=True)
for number in range(100000):
    name = f"{sys.argv[2]}-{number}"
    journal = Journal.start(Path(sys.argv[1]).parent / "journal", name)
    for line in log(number).splitlines()[:20]:
        journal.write(line)
    print("noted", name, flush=True)
    store.save_attempt(None, sheet(seed=number, attempt_id=name), log(number), NOW, NOW)
    print("kept", name, flush=True)
    journal.close(done=True)
"""


def run_and_kill(book: Path, turn: int, words: int, delay_s: float) -> tuple[set[str], set[str]]:
    """Let a program save attempts, kill it some time after so many words; returns the ids said noted and kept.

    Words, not time alone: on a busy PC a program that is only given time may have saved nothing yet.
    """
    child = subprocess.Popen(
        [sys.executable, "-c", SAVER, str(book), f"t{turn}"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "ready\n"
        said = "".join(child.stdout.readline() for _ in range(words))
        time.sleep(delay_s)
    finally:
        child.kill()
    said += child.stdout.read()
    child.wait()
    child.stdout.close()
    # Only whole lines count: the last one may have been cut.
    lines = [line.split() for line in said.split("\n")[:-1]]
    return {name for word, name in lines if word == "noted"}, {name for word, name in lines if word == "kept"}


def kill_often(tmp_path: Path, times: int) -> None:
    chance = random.Random(1)
    book = tmp_path / "book.sqlite"
    kept: set[str] = set()
    noted: set[str] = set()
    for turn in range(times):
        now_noted, now_kept = run_and_kill(book, turn, chance.randint(0, 9), chance.uniform(0.0, 0.02))
        noted |= now_noted
        kept |= now_kept
        if turn % 5 == 4 or turn == times - 1:
            with open_store(book) as store:
                assert store.verify() == []
                there = {row.id for row in store.attempts()}
                assert kept <= there
                assert noted <= there | {left.attempt_id for left in recover(tmp_path / "journal")}
    assert len(kept) > times, "the kills hit a program at work"
    with open_store(book) as store:
        for name in sorted(kept)[:: max(1, len(kept) // 20)]:
            number = int(name.split("-")[1])
            assert store.sheet(name) == sheet(seed=number, attempt_id=name)


def test_no_acknowledged_attempt_is_lost(tmp_path: Path) -> None:
    kill_often(tmp_path, 15)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_acknowledged_attempt_is_lost_in_many_kills(tmp_path: Path) -> None:
    kill_often(tmp_path, 200)
