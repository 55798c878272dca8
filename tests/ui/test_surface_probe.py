"""The choice of the window's surface: measured once, kept, and never against a refusal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.ui import surface_probe as probe


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that shows something; nothing is opened here."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "x11")
    monkeypatch.setenv(probe.VARIABLE, probe.PLAIN)


class Machine:
    """Flips of known length [s]; counts how often it was measured."""

    def __init__(self, plain: float | None, texture: float | None) -> None:
        self.times = {probe.PLAIN: plain, probe.TEXTURE: texture}
        self.asked: list[str] = []

    def measure(self, way: str, now) -> float | None:
        self.asked.append(way)
        return self.times[way]


@pytest.mark.parametrize(
    ("plain", "texture", "way"),
    [
        (0.0014, 0.012, probe.PLAIN),  # no graphics card: X11, llvmpipe
        (0.004, 0.001, probe.TEXTURE),
        (0.0014, 0.0012, probe.PLAIN),  # hardly faster
        (None, 0.009, probe.TEXTURE),  # Wayland refuses plain surfaces
        (0.002, None, probe.PLAIN),
        (None, None, probe.PLAIN),
    ],
)
def test_the_next_start_takes_the_faster_way(tmp_path: Path, plain, texture, way: str) -> None:
    machine = Machine(plain, texture)
    assert probe.probe_once(tmp_path, lambda: 0.0, machine.measure)
    probe.recall(tmp_path)
    assert os.environ[probe.VARIABLE] == way
    assert not probe.probe_once(tmp_path, lambda: 0.0, machine.measure)
    assert machine.asked == [probe.PLAIN, probe.TEXTURE]


def test_whoever_asked_for_a_way_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    probe.probe_once(tmp_path, lambda: 0.0, Machine(0.001, 0.01).measure)
    monkeypatch.setenv(probe.VARIABLE, probe.TEXTURE)
    probe.recall(tmp_path)
    assert os.environ[probe.VARIABLE] == probe.TEXTURE


def test_another_library_is_measured_anew_and_rubbish_is_no_answer(tmp_path: Path) -> None:
    machine = Machine(0.001, 0.01)
    probe.probe_once(tmp_path, lambda: 0.0, machine.measure)
    path = next(tmp_path.rglob("surface.json"))
    path.write_text(path.read_text().replace("x11", "wayland"))
    assert probe.probe_once(tmp_path, lambda: 0.0, machine.measure)
    path.write_text("{")
    assert probe.probe_once(tmp_path, lambda: 0.0, machine.measure)


def test_nothing_is_measured_where_nothing_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    machine = Machine(0.001, 0.01)
    assert not probe.probe_once(tmp_path, lambda: 0.0, machine.measure) and not machine.asked
