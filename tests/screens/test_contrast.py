"""Every text on every ground as it is drawn: what a screen shows is measured, not what a table of pairs promises.

It deliberately leaves out colours given as channels: marks of fibres and edges of figures have tests of their own.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest

from simulator import paths
from simulator.i18n import Language
from simulator.screens import gallery
from simulator.screens.contact_sheet import NOW
from simulator.screens.context import Context
from simulator.screens.doors import Doors
from simulator.ui.theme import contrast
from simulator.ui.theme_variants import THEMES
from tests.screens import text_probe

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
#: Design units and pixels are the same.
SIZE = (1920, 1080)
#: Colours further apart than this [sum of channels] are the ground, nearer than that the letters.
FAR, NEAR = 60, 24
#: A ground that so little of a text's box shows, a hand or a lid is over the rest: nobody reads it then.
LEAST_SHARE = 0.12


def ground_of(region: np.ndarray, ink: np.ndarray) -> tuple[int, ...] | None:
    """The colour that most of a text's box has round its letters; None where the letters cannot be seen."""
    apart = np.abs(region - ink).sum(axis=1)
    far = region[apart > FAR]
    if (apart < NEAR).sum() < 4 or len(far) == 0:
        return None
    steps, counts = np.unique(far // 6, axis=0, return_counts=True)
    if counts.max() < LEAST_SHARE * len(far):
        return None
    alike = far[(far // 6 == steps[counts.argmax()]).all(axis=1)]
    return tuple(int(c) for c in np.median(alike, axis=0))


def weak(line: text_probe.Line, pixels: np.ndarray, theme) -> str:
    """What is wrong with a line of text in a picture; empty when it can be read."""
    x, y, w, h = (int(side) for side in line.box)
    ink = np.array(theme.colour(line.role)[:3])
    region = pixels[max(0, x - 2) : x + w + 2, max(0, y - 2) : y + h + 2].reshape(-1, 3)
    ground = ground_of(region, ink)
    least = 3.0 if line.size >= 24 else 4.5  # WCAG 2.2: 18 points are 24 pixels
    if ground is None or contrast(tuple(ink), ground) >= least:
        return ""
    return f"{line.text!r} in {line.role} on {ground}: {contrast(tuple(ink), ground):.2f}"


@pytest.mark.parametrize("name", THEMES)
def test_every_text_on_every_screen_can_be_read(data: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    context = Context(Language("fr"), [paths.curricula_dir()], lambda: NOW, Doors)
    context.change(theme=name)
    surface, wrong, count = pygame.Surface(SIZE, 0, 32), [], 0
    for entry in gallery.entries():
        if not entry.telling:
            continue
        with text_probe.watching(monkeypatch) as probe:
            entry.paint(context, surface)
        pixels = pygame.surfarray.array3d(surface).astype(int)
        lines = [line for line in probe.lines() if line.role and line.text.strip()]
        count += len(lines)
        wrong += [f"{entry.name}: {said}" for said in (weak(line, pixels, THEMES[name]) for line in lines) if said]
    context.close()
    assert count > 500
    assert not wrong, "\n".join(wrong)


def test_the_measure_sees_a_weak_text() -> None:
    ink, pale = np.array([150, 150, 150]), np.array([255, 255, 255])
    assert ground_of(np.vstack([np.tile(ink, (20, 1)), np.tile(pale, (80, 1))]), ink) == (255, 255, 255)
    assert ground_of(np.tile(pale, (80, 1)), ink) is None
