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

pytestmark = pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool")


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


def wait_for(condition, seconds: float = 30.0) -> bool:
    """Poll: a loaded PC may be slow, a broken program never gets there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.15)
    return False


def test_a_newcomer_gets_from_the_map_into_a_scene_with_real_keys_and_mouse(display, tmp_path) -> None:
    environment = os.environ | {"DISPLAY": display, "BRIN_DATA": str(tmp_path), "SDL_AUDIODRIVER": "dummy"}
    environment.pop("SDL_VIDEODRIVER", None)
    # Where the PC has a voice, a first start asks to listen or to read, whenever the voice is found: answered before.
    (tmp_path / "settings.json").write_text('{"hears": {"": false}}', "utf-8")
    program = subprocess.Popen(
        [sys.executable, "-m", "simulator", "--lang", "fr", "--size", "1280x720"],
        env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip

    def xdo(*words: str) -> None:
        subprocess.run(["xdotool", *words], env=environment, capture_output=True, timeout=20)

    def journals() -> list[Path]:
        return list((tmp_path / "journal").glob("*"))

    try:
        # The class book appears once the map has loaded: only then are keys worth pressing.
        assert wait_for(lambda: list(tmp_path.glob("*.sqlite*")) or program.poll() is not None), "no window"
        assert program.poll() is None, program.stderr.read()
        time.sleep(1.0)
        xdo("key", "Return")
        time.sleep(1.0)
        xdo("type", "zoe")
        xdo("key", "Return")
        time.sleep(0.4)
        xdo("key", "Return")
        time.sleep(1.0)

        def started() -> bool:
            # On a loaded PC the name may have been typed before its page stood there.
            xdo("type", "z")
            xdo("key", "Return")
            time.sleep(0.6)
            return bool(journals()) or program.poll() is not None

        assert wait_for(started, 30), "no attempt was started"
        assert program.poll() is None, program.stderr.read()
        xdo("key", "2")
        xdo("mousemove", "400", "300", "mousedown", "1", "mousemove", "600", "300", "mouseup", "1")
        assert wait_for(lambda: any('"a":' in path.read_text("utf-8") for path in journals()), 20), (
            "no action was logged"
        )
    finally:
        program.terminate()
        program.wait(10)
