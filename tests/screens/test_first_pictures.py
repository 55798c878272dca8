"""The home screen that is shipped for a first start is the one that a first start then draws."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from simulator import start
from simulator.records.places import default_path
from simulator.screens import first_pictures, shots
from simulator.screens.settings_file import Settings
from simulator.ui import splash
from tests.golden.compare import difference


def test_the_shipped_pictures_are_what_a_first_start_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIN_DATA", str(tmp_path))
    for path, picture in first_pictures.pictures():
        shipped = pygame.surfarray.array3d(pygame.image.load(str(path)))
        apart = difference(pygame.surfarray.array3d(picture), shipped)
        # Words are small on so large a map: what changes must be seen at once.
        assert apart.share < 0.0005, f"{path.name}: draw it anew with python -m simulator.screens.first_pictures"


@pytest.mark.parametrize(
    ("kept", "book", "shipped"),
    [
        (Settings(), False, True),
        (Settings(theme="dark"), False, False),
        (Settings(text_scale=1.5), False, False),
        (Settings(), True, False),
    ],
)
def test_only_a_first_start_opens_with_the_shipped_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Settings, book: bool, shipped: bool
) -> None:
    monkeypatch.setenv("BRIN_DATA", str(tmp_path))
    if book:
        default_path().touch()
    shown: list[str] = []
    monkeypatch.setattr(splash, "open_window", lambda size, full: shots.off_screen(size))
    for way in ("show_first", "show_ground", "show_plain"):
        monkeypatch.setattr(splash, way, lambda *_, way=way: shown.append(way) or True)
    start.first_picture(kept, "fr")
    assert (shown == ["show_first"]) is shipped


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (2560, 1440)])
def test_the_first_map_fills_a_window_of_any_size(size: tuple[int, int]) -> None:
    window = shots.off_screen(size)
    assert splash.show_first(window, "fr")
    # The bench at the foot of the map reaches the lower corners, within the strip that another shape of window leaves.
    assert window.get_at((size[0] // 2, size[1] - 4))[:3] != (0, 0, 0)
    assert not splash.show_first(window, "eo")
