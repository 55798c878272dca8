"""Golden pictures: how two pictures are compared, what a failure leaves behind, and how they are drawn anew.

``python -m tests.golden.compare`` draws them all anew: look at each before it is committed. It deliberately asks for no
exact match: another version of the font or picture library may shift a few pixels; a lost card may not pass.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import numpy as np
import pygame

HERE = Path(__file__).parent
SIZE = (640, 360)
#: Golden pictures have so many levels of each colour: small files, and no fuss about the last bits.
LEVELS = 16
STEP = 256 // LEVELS
#: A pixel differs when a colour is further off than this; so large a share of them may; and the mean over all may be.
FAR, SHARE, MEAN = 32, 0.01, 1.0
#: Entries of the gallery that are kept; the moments of scenes are of the shipped proof.
NAMES = ("home", "briefing", "scene-04", "scene-12", "debrief-premiere-soudure-pass", "settings")


@dataclass(frozen=True)
class Difference:
    """How far two pictures are apart: share of pixels that differ [0 to 1], and the mean difference [levels of 256]."""

    share: float
    mean: float

    @property
    def small(self) -> bool:
        """Whether it is no difference that anybody would see."""
        return self.share <= SHARE and self.mean <= MEAN


def quantised(picture: np.ndarray) -> np.ndarray:
    """A picture in the levels of the golden ones: (width, height, 3) of 0 to 255."""
    return (picture.astype(np.int16) // STEP * STEP + STEP // 2).astype(np.uint8)


def difference(found: np.ndarray, wanted: np.ndarray) -> Difference:
    """Compare two pictures of the same size, (width, height, 3) each."""
    apart = np.abs(found.astype(np.int16) - wanted.astype(np.int16))
    # One level of quantisation is no difference.
    apart = np.where(apart <= STEP, 0, apart)
    return Difference(float((apart.max(axis=2) > FAR).mean()), float(apart.mean()))


def check(name: str, found: np.ndarray, golden: Path = HERE, leave: Path | None = None) -> None:
    """Fail when a picture is not the golden one; a picture of both and of where they differ is left in a folder."""
    path = golden / f"{name}.png"
    assert path.is_file(), f"{path} is missing: draw it with python -m tests.golden.compare"
    wanted, found = load(path), quantised(found)
    assert found.shape == wanted.shape, f"{name}: {found.shape[:2]} instead of {wanted.shape[:2]}"
    apart = difference(found, wanted)
    if not apart.small:
        folder = leave or Path(tempfile.gettempdir()) / "brin-golden"
        left = side_by_side(wanted, found, folder / f"{name}.png")
        raise AssertionError(
            f"{name}: {apart.share:.1%} of the pixels differ (at most {SHARE:.0%}), mean {apart.mean:.2f} (at most "
            f"{MEAN:g}). Golden, found and difference side by side: {left}"
        )


def side_by_side(wanted: np.ndarray, found: np.ndarray, path: Path) -> Path:
    """Golden, found, and what differs in white on black, in one picture."""
    apart = np.abs(found.astype(np.int16) - wanted.astype(np.int16)).max(axis=2)
    mask = np.where(apart > FAR, 255, apart * 3).clip(0, 255).astype(np.uint8)
    whole = np.concatenate([wanted, found, np.repeat(mask[:, :, None], 3, axis=2)], axis=0)
    save(whole, path)
    return path


def load(path: Path) -> np.ndarray:
    """A picture file as (width, height, 3)."""
    return pygame.surfarray.array3d(pygame.image.load(str(path)))


def save(picture: np.ndarray, path: Path) -> None:
    """Write a picture file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pygame.image.save(pygame.surfarray.make_surface(picture), str(path))


def pictures() -> Iterator[tuple[str, np.ndarray]]:
    """Draw what the golden pictures show: French, light, at the smallest size, on the made-up class.

    BRIN_DATA must name an empty folder.
    """
    from simulator import paths
    from simulator.i18n import Language
    from simulator.screens import gallery, sample_class, shots
    from simulator.screens.context import Context
    from simulator.screens.doors import Doors

    surface = shots.off_screen(SIZE)
    # The first course alone: the pictures do not change with every course that comes.
    roots = [paths.curricula_dir() / sample_class.COURSE]
    context = Context(Language("fr"), roots, lambda: "2026-11-24T10:30:00+01:00", Doors)
    sample_class.fill(context)
    for entry in gallery.entries():
        if entry.name in NAMES:
            entry.paint(context, surface)
            yield entry.name, pygame.surfarray.array3d(surface)
    context.close()


def main() -> None:
    """Draw all golden pictures anew."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BRIN_DATA"] = folder
        for name, picture in pictures():
            save(quantised(picture), HERE / f"{name}.png")
            print(HERE / f"{name}.png")


if __name__ == "__main__":
    main()
