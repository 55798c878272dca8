"""The wheel carries pictures, fonts and courses, and works outside the checkout. Installing by pip is not tested."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not (ROOT / "hatch_build.py").is_file(), reason="no source tree")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    pytest.importorskip("svg2png_py")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_carries_what_the_program_opens(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    data = "simulator/_data/"
    assert sum(n.startswith(data + "assets/baked/") and n.endswith(".png") for n in names) > 1000
    for needed in (
        "assets/baked/index.json",
        "assets/bake.json",
        "assets/fonts/Inter-Regular.ttf",
        "assets/fonts/Inter-OFL.txt",
        "assets/parts/bench/parts.json",
        "assets/parts/ui/parts.json",
        "assets/hands/left_pinch_fibre.json",
        "assets/CREDITS.md",
    ):
        assert data + needed in names, needed
    for courses in (ROOT / "curricula").rglob("*.yaml"):
        assert data + courses.relative_to(ROOT).as_posix() in names


def test_the_wheel_holds_no_drawings_and_no_leftovers(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [n for n in names if n.endswith((".svg", ".part", ".pyc")) or n.startswith(("assets/", "tests/"))] == []
    assert len(names) == len(set(names))


def test_the_unpacked_wheel_draws_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import pygame; pygame.display.init(); window = pygame.display.set_mode((1280, 720))\n"
        "from simulator import paths; from simulator.ui.canvas import Kit\n"
        "assert not paths.in_checkout(), paths.assets_dir()\n"
        "canvas = Kit((1280, 720)).canvas(window)\n"
        "canvas.part('ui/map/background'); canvas.hand('left_pinch_fibre', 600, 700); canvas.text(9, 9, 'Brin')\n"
        "print(paths.assets_dir())\n"
    )
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "site") in done.stdout
