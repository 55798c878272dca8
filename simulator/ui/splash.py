"""Opens the window and shows a picture at once, while the rest of the program is still being read.

The picture is the home screen as it stood at the last start, at the very first one as it is shipped, else the workshop.
It deliberately imports nothing but pygame and where our files lie: whatever is added here delays the first picture.
"""

from __future__ import annotations

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
# Without a GPU the default path costs 15 ms a frame, this one 1.5 ms (see docs/decisions/0004).
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")

from pathlib import Path  # noqa: E402

import pygame  # noqa: E402 - the variables above must be set before SDL loads

from simulator import paths  # noqa: E402
from simulator.ui.surround import surround  # noqa: E402

#: The ground of the home screen, as it is baked for windows of these heights.
GROUND = "ui/map/background|art"
#: Windows [px] for which the home screen of a first start is shipped.
FIRST_SIZES = ((1280, 720), (1920, 1080))


class NoWindow(RuntimeError):
    """There is no screen to open a window on."""


def open_window(size: tuple[int, int], full: bool = False) -> pygame.Surface:
    """Open the window with a software surface, falling back where the system refuses one.

    Raises NoWindow when there is no screen, and when the old pygame stands where pygame-ce should.
    """
    if not getattr(pygame, "IS_CE", False):
        raise NoWindow("pygame-ce is needed: pip uninstall pygame, then pip install --force-reinstall pygame-ce")
    flags = pygame.RESIZABLE | (pygame.FULLSCREEN if full else 0)
    for acceleration in ("", "1"):
        if acceleration:
            # Wayland refuses framebuffer windows: let SDL choose.
            pygame.display.quit()
            os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = acceleration
        try:
            pygame.display.init()
            pygame.font.init()
            pygame.display.set_caption("Brin")
            return pygame.display.set_mode(size, flags)
        except pygame.error as error:
            said = str(error)
    raise NoWindow(said)


def last_picture(folder: Path, size: tuple[int, int], looks: str) -> Path:
    """Where the home screen of this size and these looks (language, theme, text size) is kept in the data folder."""
    import zlib

    try:
        made = (paths.assets_dir() / "baked" / "index.json").stat().st_mtime_ns
    except OSError:
        made = 0
    return folder / "cache" / f"home-{size[0]}x{size[1]}-{zlib.crc32(f'{looks} {made}'.encode()):08x}.bmp"


def show_last(surface: pygame.Surface, path: Path) -> bool:
    """Put the home screen as it stood the last time on the window; False when there is none that fits."""
    try:
        picture = pygame.image.load(str(path))
    except (OSError, pygame.error):
        return False
    if picture.get_size() != surface.get_size():
        return False
    surface.blit(picture, (0, 0))
    pygame.display.flip()
    return True


def show_plain(surface: pygame.Surface, colour: tuple[int, int, int]) -> None:
    """Put one colour on the window: where the theme is dark, the bright workshop must not flash up first."""
    surface.fill(colour)
    pygame.display.flip()


def keep_last(picture: pygame.Surface, path: Path) -> None:
    """Keep a picture of the home screen for the next start, and no other; a full disk costs the picture, no more."""
    beside = path.with_suffix(".new.bmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(picture, str(beside))
        os.replace(beside, path)
        for old in path.parent.glob("home-*.bmp"):
            if old != path:
                old.unlink()
    except (OSError, pygame.error):
        return


def first_picture(code: str, size: tuple[int, int]) -> Path:
    """Where the home screen of a first start is shipped: language, size [px]; screens/first_pictures draws it."""
    return paths.assets_dir() / "start" / f"home-{code}-{size[0]}x{size[1]}.png"


def show_first(surface: pygame.Surface, code: str) -> bool:
    """Put the home screen as a first start shows it on the window; False when none is shipped in this language."""
    return _show_fitting(surface, {tall: first_picture(code, (wide, tall)) for wide, tall in FIRST_SIZES})


def show_ground(surface: pygame.Surface) -> bool:
    """Put the workshop picture on the window; False when the pictures are not baked yet."""
    import json

    folder = paths.assets_dir() / "baked"
    try:
        files = json.loads((folder / "index.json").read_text("utf-8"))[GROUND]["files"]
    except (OSError, KeyError, ValueError):
        return False
    return _show_fitting(surface, {int(tall): folder / name for tall, name in files.items()})


def _show_fitting(surface: pygame.Surface, files: dict[int, Path]) -> bool:
    """Show the picture whose height [px] fits best, shrunk or enlarged to the window; False when it cannot be read."""
    width, tall = surface.get_size()
    try:
        picture = pygame.image.load(str(files[min((h for h in files if h >= tall), default=max(files))])).convert()
    except (OSError, ValueError, pygame.error):
        return False
    scale = min(width / picture.get_width(), tall / picture.get_height())
    size = (round(picture.get_width() * scale), round(picture.get_height() * scale))
    if size != picture.get_size():
        picture = pygame.transform.smoothscale(picture, size)
    surface.blit(picture, ((width - size[0]) // 2, (tall - size[1]) // 2))
    surround(surface)
    pygame.display.flip()
    return True
