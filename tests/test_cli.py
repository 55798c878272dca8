"""The command line: exit statuses, one clear sentence, both languages, nothing that needs a screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator import cli, library
from simulator.cli import main
from simulator.i18n import Language

ROOT = Path(__file__).parent.parent
COURSE = ROOT / "curricula" / library.DEMO_PROOF[0]
PROOF = COURSE / "proofs" / library.DEMO_PROOF[1]


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BRIN_DATA", str(tmp_path / "data"))


def test_check_accepts_our_courses(capsys) -> None:
    assert main(["--lang", "en", "check", str(ROOT / "curricula")]) == 0
    assert capsys.readouterr().out.strip() == "All is well."


def test_check_names_file_line_and_column(tmp_path, capsys) -> None:
    source = next((COURSE / "exercises").glob("premiere-coupe.yaml")).read_text("utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(source.replace("help:", "halp:", 1), "utf-8")
    line = next(i for i, text in enumerate(broken.read_text("utf-8").splitlines(), 1) if text.startswith("halp:"))
    assert main(["--lang", "fr", "check", str(broken)]) == 1
    out = capsys.readouterr().out
    assert f"broken.yaml:{line}:1:" in out and "help" in out


def test_check_of_a_missing_file_is_misuse(capsys) -> None:
    assert main(["check", "nowhere.yaml"]) == 2
    assert "nowhere.yaml" in capsys.readouterr().err


def test_schema_is_json(capsys) -> None:
    assert main(["schema"]) == 0
    assert "rubric" in json.loads(capsys.readouterr().out)["properties"]


def test_new_exercise_passes_check(tmp_path, capsys) -> None:
    assert main(["new", "exercise", "mon-essai", "--in", str(tmp_path / "mine")]) == 0
    made = Path(capsys.readouterr().out.strip())
    assert made.is_file()
    assert main(["check", str(tmp_path / "mine")]) == 0


def test_replay_says_same_and_json(capsys) -> None:
    assert main(["--lang", "en", "replay", str(PROOF)]) == 0
    assert "Same score" in capsys.readouterr().out
    assert main(["replay", str(PROOF), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["difference"] is None


def test_replay_of_a_bent_log_fails(tmp_path, capsys) -> None:
    bent = tmp_path / "bent.jsonl"
    text = PROOF.read_text("utf-8")
    lines = text.splitlines()
    record = json.loads(lines[-1])
    record["score"] = 12.0
    bent.write_text("\n".join([*lines[:-1], json.dumps(record)]) + "\n", "utf-8")
    assert main(["replay", str(bent)]) == 1
    assert "score" in capsys.readouterr().out


def test_replay_of_rubbish_is_one_sentence(tmp_path, capsys) -> None:
    rubbish = tmp_path / "x.jsonl"
    rubbish.write_bytes(b"\x00\xff\x00")
    assert main(["replay", str(rubbish)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_demo_headless_leaves_sheets_and_pictures(tmp_path) -> None:
    assert main(["demo", "--headless", "--out", str(tmp_path / "out")]) == 0
    names = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert {".csv", ".json", ".pdf", ".png", ".jsonl"} <= names


def test_screenshot_of_a_second(tmp_path) -> None:
    out = tmp_path / "p.png"
    assert main(["screenshot", str(PROOF), "--at", "20", "--size", "1280x720", "-o", str(out)]) == 0
    assert out.stat().st_size > 50_000


def test_export_without_attempts_is_one_sentence(tmp_path, capsys) -> None:
    assert main(["--lang", "fr", "export", "--format", "csv", "-o", str(tmp_path / "a.csv")]) == 1
    assert "Aucun essai" in capsys.readouterr().err


def test_no_screen_is_one_sentence_that_names_the_demo() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "--lang", "en"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        timeout=60,
    )
    if sys.platform != "linux":
        pytest.skip("other systems always have a screen")
    assert done.returncode == 1
    assert "demo --headless" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", [[], ["demo"], ["replay", "a.jsonl"], ["screenshot", "--all", "-o", "x"]])
def test_general_options_stand_before_a_verb_or_behind_it(verb: list[str]) -> None:
    options = ["--lang", "en", "--size", "1280x720", "--courses", "mine"]
    parser = cli.build_parser(Language("fr"))
    for words in ([*options, *verb], [*verb, *options]):
        args = parser.parse_args(words)
        assert (args.lang, args.size, args.courses) == ("en", (1280, 720), [Path("mine")])
    args = parser.parse_args(verb)
    assert (args.lang, args.size, args.courses) == (None, None, [])


def test_unknown_verb_is_misuse() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["dance"])
    assert caught.value.code == 2
