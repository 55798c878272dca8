"""The verbs events and plot: what they say of a file, in both languages, and that no screen is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.random import default_rng

from simulator import analyse
from simulator.cli import main
from simulator.formats import sor
from simulator.i18n import Language
from simulator.optics.trace import Trace
from tests.optics.otdr_synth import Fibre, Truth, trace_of

ROOT = Path(__file__).parent.parent
FIBRE = Fibre((Truth(4000.0, 0.25), Truth(9000.0, 0.30, -50.0)), 14_000.0, -35.0)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .sor file of a span of 14 km with a splice at 4 km and a connector at 9 km."""
    path = tmp_path_factory.mktemp("sor") / "span.sor"
    sor.write(sor.from_trace(trace_of(FIBRE, default_rng(1), points=8000)), path)
    return path


def test_json_has_the_stable_keys_and_the_truth(measured: Path, capsys) -> None:
    assert main(["events", str(measured), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"events", "sections", "end_m", "end_found", "total_loss_db", "orl_db", "noise_db", "range_db"} <= set(said)
    events = said["events"]
    assert {"number", "position_m", "kind", "loss_db", "reflectance_db"} <= set(events[0])
    assert [e["kind"] for e in events] == ["launch", "splice", "reflective", "end"]
    assert [e["position_m"] for e in events] == pytest.approx([0, 4000, 9000, 14_000], abs=15)
    assert [e["loss_db"] for e in events[1:3]] == pytest.approx([0.25, 0.30], abs=0.015)
    assert events[2]["reflectance_db"] == pytest.approx(-50.0, abs=0.6)
    assert said["total_loss_db"] == pytest.approx(14 * 0.19 + 0.55, abs=0.05)
    assert [s["slope_db_km"] for s in said["sections"]] == pytest.approx([0.19] * 3, abs=0.01)


@pytest.fixture
def with_a_small_step(tmp_path: Path) -> Path:
    """A file whose instrument lists from 0.05 dB on, of a fibre with a step of 0.04 dB."""
    fibre, path = Fibre((Truth(4000.0, 0.25), Truth(9000.0, 0.04)), 14_000.0, -35.0), tmp_path / "set.sor"
    sor.write(sor.from_trace(replace(trace_of(fibre, default_rng(1), points=8000), listed_db=0.05)), path)
    return path


def test_the_threshold_of_the_instrument_is_kept_and_can_be_set_aside(with_a_small_step: Path, capsys) -> None:
    path = with_a_small_step
    assert sor.trace_of(sor.read(path)).listed_db == 0.05
    assert main(["--lang", "en", "events", str(path)]) == 0
    assert "1 loss below 0.050 dB is not shown" in capsys.readouterr().out.replace("\u00a0", " ")
    counts = []
    for more in ([], ["--all"]):
        assert main(["events", str(path), "--json", *more]) == 0
        said = json.loads(capsys.readouterr().out)
        counts.append((len(said["events"]), said["unlisted"]))
    assert counts == [(3, 1), (4, 0)]


def test_the_picture_says_what_it_leaves_out(with_a_small_step: Path, tmp_path: Path, capsys) -> None:
    verb = ["--lang", "en", "plot", str(with_a_small_step), "-o", str(tmp_path / "a.svg")]
    for more, said in (([], True), (["--all"], False)):
        assert main([*verb, *more]) == 0
        assert ("is not shown" in capsys.readouterr().out) is said


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", ("Soudure", "Réflexion", "Tronçons", "Perte totale", "0,")),
        ("en", ("Splice", "Reflection", "Sections", "Total loss", "0.")),
    ],
)
def test_table_speaks_the_language(measured: Path, capsys, lang: str, words: tuple[str, ...]) -> None:
    assert main(["--lang", lang, "events", str(measured)]) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in words)
    assert len([line for line in out.splitlines() if line.strip().startswith(("1 ", "2 ", "3 ", "4 "))]) >= 4


def test_a_trace_without_light_is_said_so(tmp_path: Path, capsys) -> None:
    dark = tmp_path / "dark.sor"
    sor.write(sor.from_trace(Trace(np.zeros(500), 2.5, 1550e-9, 1e-7, 1.468, -82.0)), dark)
    assert main(["--lang", "en", "events", str(dark)]) == 0
    assert "No event" in capsys.readouterr().out
    assert main(["plot", str(dark), "-o", str(tmp_path / "dark.png")]) == 0
    assert main(["plot", str(dark), "-o", str(tmp_path / "dark.svg")]) == 0


@pytest.mark.parametrize("verb", ["events", "plot"])
def test_what_is_no_sor_file_is_one_sentence(tmp_path: Path, capsys, verb: str) -> None:
    rubbish = tmp_path / "x.sor"
    rubbish.write_bytes(b"\x00\x01\x02" * 50)
    more = ["-o", str(tmp_path / "x.png")] if verb == "plot" else []
    for path in (rubbish, tmp_path / "nowhere.sor"):
        assert main(["--lang", "en", verb, str(path), *more]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_another_ending_is_misuse(measured: Path, tmp_path: Path, capsys) -> None:
    assert main(["--lang", "en", "plot", str(measured), "-o", str(tmp_path / "a.jpg")]) == 2
    assert ".svg" in capsys.readouterr().err


def test_svg_holds_the_trace_the_pins_and_the_table(measured: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "a.svg"
    assert main(["--lang", "en", "plot", str(measured), "-o", str(out)]) == 0
    tree = ET.fromstring(out.read_text("utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    texts = [t.text for t in tree.iter(f"{space}text")]
    assert "Splice" in texts and "Reflection" in texts and "span.sor" in texts
    assert len(list(tree.iter(f"{space}circle"))) == 4
    longest = max(len(line.get("points", "").split()) for line in tree.iter(f"{space}polyline"))
    assert 1000 < longest <= 2 * 1776 + 4


def test_png_without_any_screen(measured: Path, tmp_path: Path) -> None:
    """In a fresh process with no display; the picture has the colours of the instrument's screen."""
    out = tmp_path / "a.png"
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "plot", str(measured), "-o", str(out)],
        capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    import pygame

    picture = pygame.image.load(str(out))
    assert picture.get_size() == (1920, 1080)
    assert tuple(picture.get_at((5, 5)))[:3] == (0x0E, 0x1A, 0x20)
    pixels = pygame.surfarray.array3d(picture)
    # The trace alone is 1776 columns wide; smoothed edges mix its colour with the screen.
    assert np.count_nonzero(pixels[:, :, 1] > pixels[:, :, 0].astype(int) + 80) > 1776


def test_events_and_svg_work_with_pygame_absent(measured: Path, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "class Wall:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] == 'pygame': raise ImportError('pygame is walled off')\n"
        "sys.meta_path.insert(0, Wall())\n"
        "from simulator.cli import main\n"
        f"assert main(['events', {str(measured)!r}]) == 0\n"
        f"assert main(['plot', {str(measured)!r}, '-o', {str(tmp_path / 'b.svg')!r}]) == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr


def test_every_kind_has_a_word_and_a_colour() -> None:
    assert set(analyse.KINDS) == set(analyse.COLOURS)
    english = Language("en")
    assert all(english.text(word) for word in analyse.KINDS.values())
