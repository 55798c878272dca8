"""A real window under Xvfb, worked with a real mouse and real keys; skipped where there is no Xvfb."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"
)


@pytest.fixture
def display():
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    number = b""
    while not number.endswith(b"\n"):
        piece = os.read(read, 16)
        if not piece:
            pytest.skip("Xvfb does not start here")
        number += piece
    os.close(read)
    yield ":" + number.decode().strip()
    server.terminate()
    server.wait(10)


def wait_for(condition, seconds: float = 20.0) -> bool:
    """Poll: a loaded PC may be slow, a broken program never gets there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_the_window_opens_takes_keys_and_leaves_a_journal(display, tmp_path) -> None:
    environment = os.environ | {"DISPLAY": display, "BRIN_DATA": str(tmp_path), "SDL_AUDIODRIVER": "dummy"}
    environment.pop("SDL_VIDEODRIVER", None)
    program = subprocess.Popen(
        [sys.executable, "-m", "simulator", "--lang", "fr", "--size", "1280x720"],
        env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip

    def xdo(*words: str) -> str:
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True).stdout

    try:
        assert wait_for(lambda: "Brin" in xdo("search", "--name", "Brin", "getwindowname") or program.poll() is not None)
        assert program.poll() is None, program.stderr.read()
        time.sleep(1.5)
        xdo("key", "Return")
        time.sleep(1.0)
        xdo("key", "Return")
        time.sleep(1.0)
        xdo("mousemove", "400", "300", "click", "1")
        xdo("key", "1")
        time.sleep(0.5)
        assert program.poll() is None, program.stderr.read()
        assert wait_for(lambda: any(tmp_path.rglob("*.jsonl*")), 10), "no attempt was started"
    finally:
        program.terminate()
        program.wait(10)
