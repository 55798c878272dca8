"""A journal that was left is found again, whole lines only; one that was ended is gone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from simulator.records import Journal, recover
from simulator.records import journal as journals


def test_lines_are_on_file_at_once(tmp_path: Path) -> None:
    journal = Journal.start(tmp_path / "journal", "a1")
    journal.write('{"t":1}')
    journal.write("é\nnot two lines")
    (left,) = recover(tmp_path / "journal")  # as after a kill: nothing was closed
    assert (left.attempt_id, left.text) == ("a1", '{"t":1}\né not two lines\n')
    journal.close(done=False)
    assert [left.attempt_id for left in recover(tmp_path / "journal")] == ["a1"]


def test_a_journal_that_is_done_is_gone(tmp_path: Path) -> None:
    journal = Journal.start(tmp_path, "a1")
    journal.write("x")
    journal.close(done=True)
    journal.close(done=False)
    journal.write("too late")
    assert recover(tmp_path) == [] and list(tmp_path.iterdir()) == []


def test_a_torn_last_line_is_left_out(tmp_path: Path) -> None:
    journal = Journal.start(tmp_path, "a1")
    for number in range(3):
        journal.write(f"line {number}")
    journal.close(done=False)
    whole = journal.path.read_bytes()
    for cut in range(len(whole) + 1):
        journal.path.write_bytes(whole[:cut])
        found = recover(tmp_path)
        lines = whole[:cut].count(b"\n")
        assert [left.text for left in found] == (["".join(f"line {n}\n" for n in range(lines))] if lines else [])
    # Bytes that are no text (a page the disk never wrote) do not stop the rest from being found.
    journal.path.write_bytes(whole + b"\xff\xfe\n\0\0\0")
    assert recover(tmp_path)[0].text.startswith("line 0\nline 1\nline 2\n")


def test_going_on_after_a_crash_adds_to_the_same_file(tmp_path: Path) -> None:
    for line in ("one", "two"):
        journal = Journal.start(tmp_path, "a1")
        journal.write(line)
        journal.close(done=False)
    assert recover(tmp_path)[0].text == "one\ntwo\n"
    recover(tmp_path)[0].discard()
    assert recover(tmp_path) == []


def test_the_disk_is_asked_within_a_second_and_not_for_every_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(journals.os, "fsync", asked.append)
    monkeypatch.setattr(journals, "SYNC_S", 0.05)
    journal = Journal.start(tmp_path, "a1")
    for _ in range(500):
        journal.write("x")
    time.sleep(0.3)
    assert 1 <= len(asked) <= 4
    journal.write("y")
    journal.close(done=False)
    assert len(asked) >= 2


def test_a_full_disk_does_not_stop_the_attempt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.start(tmp_path, "a1")

    def full(data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal, "_write_all", full)
    journal.write("x")
    journal.write("y")
    assert journal.error is not None and journal.error.errno == 28
    journal.close(done=False)


@pytest.mark.parametrize("name", ["../evil", "", "a/b", "a" * 65, "a.b"])
def test_an_id_is_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="attempt id"):
        Journal.start(tmp_path, name)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x\n")
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "empty.jsonl").touch()
    assert recover(tmp_path) == []
    assert recover(tmp_path / "nowhere") == []
