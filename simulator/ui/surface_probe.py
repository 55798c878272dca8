"""Which kind of window surface is faster on this machine: plain memory, or a texture of the graphics card.

Measured once, after the first session, with a hidden window each way: no start waits for it. The answer is kept in the
data folder. It deliberately decides nothing where nothing is shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pygame

VARIABLE = "SDL_FRAMEBUFFER_ACCELERATION"
PLAIN, TEXTURE = "0", "1"
FLIPS = 5
SIZE = (1280, 720)
#: A texture must be so much faster to be chosen: its frames also cost the drawing threads, which flips do not show.
MUCH_FASTER = 0.7
#: Drivers that show nothing.
UNSEEN = ("dummy", "offscreen")


def recall(folder: Path) -> None:
    """Before the window opens: take the way that was found the faster one, unless somebody asked for another."""
    answer = _kept(_path(folder))
    if answer is not None and os.environ.get(VARIABLE, PLAIN) == PLAIN:
        os.environ[VARIABLE] = answer


def probe_once(
    folder: Path,
    now: Callable[[], float],
    measure: Callable[[str, Callable[[], float]], float | None] | None = None,
) -> bool:
    """After the window was closed: measure both ways if this was never done here; whether it was done now.

    now: a clock [s]; measure: time of a flip one way [s], None where that way is refused.
    """
    path = _path(folder)
    if _kept(path) is not None or os.environ.get("SDL_VIDEODRIVER", "") in UNSEEN:
        return False
    plain, texture = ((measure or time_flips)(way, now) for way in (PLAIN, TEXTURE))
    _keep(path, {"known": _known(), "answer": faster(plain, texture), "flip_s": [plain, texture]})
    return True


def _path(folder: Path) -> Path:
    return folder / "cache" / "surface.json"


def _known() -> str:
    """What the answer holds for: another pygame, SDL or driver is measured anew."""
    return f"{pygame.version.ver} {pygame.version.SDL} {os.environ.get('SDL_VIDEODRIVER', '')}"


def faster(plain: float | None, texture: float | None) -> str:
    """The way to take, from the time of a flip each way [s]; None: refused."""
    if plain is None:
        return PLAIN if texture is None else TEXTURE
    return TEXTURE if texture is not None and texture < MUCH_FASTER * plain else PLAIN


def time_flips(way: str, now: Callable[[], float]) -> float | None:
    """Shortest of a few flips of a hidden window [s]; None where the system refuses such a surface."""
    os.environ[VARIABLE] = way
    try:
        pygame.display.init()
        surface = pygame.display.set_mode(SIZE, pygame.HIDDEN)
        times = []
        for index in range(FLIPS):
            begin = now()
            surface.fill((index, index, index))
            pygame.display.flip()
            times.append(now() - begin)
    except pygame.error:
        return None
    finally:
        pygame.display.quit()
    return min(times)


def _kept(path: Path) -> str | None:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    fits = isinstance(found, dict) and found.get("known") == _known() and found.get("answer") in (PLAIN, TEXTURE)
    return found["answer"] if fits else None


def _keep(path: Path, facts: dict) -> None:
    """A full disk costs the answer, no more."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(facts), "utf-8")
    except OSError:
        return
