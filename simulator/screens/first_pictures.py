"""Draws the home screen as somebody sees it who has just installed Brin: the picture with which a first start opens.

``python -m simulator.screens.first_pictures`` draws the shipped ones anew after the map, a course or a word of it has
changed (a test says so). It deliberately knows nothing of how they are shown: ``ui/splash`` does that.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import paths
from simulator.i18n import Language, languages

if TYPE_CHECKING:
    import pygame


def pictures() -> Iterator[tuple[Path, pygame.Surface]]:
    """(path in the assets, surface) of every language and size. BRIN_DATA must name an empty folder."""
    import pygame

    from simulator.screens import shots
    from simulator.screens.context import Context
    from simulator.screens.doors import Doors
    from simulator.screens.home import HomeScreen
    from simulator.ui import splash

    for code in languages():
        for size in splash.FIRST_SIZES:
            window = shots.off_screen(size)
            context = Context(Language(code), [paths.curricula_dir()], lambda: "2026-01-01T00:00:00+00:00", Doors)
            home = HomeScreen(context)
            home.load()
            picture = pygame.Surface(size, 0, window)
            home.paint_still(context.canvas(picture))
            context.close()
            yield splash.first_picture(code, size), picture


def main() -> None:
    """Draw them all anew."""
    import pygame

    with tempfile.TemporaryDirectory() as folder:
        os.environ["BRIN_DATA"] = folder
        for path, picture in pictures():
            path.parent.mkdir(parents=True, exist_ok=True)
            pygame.image.save(picture, str(path))
            print(path)


if __name__ == "__main__":
    main()
