"""Colours of an instrument's 8-bit camera: dark teal to white for what is lit from behind, warm light for the core.

It deliberately knows no instrument: the level from which the core line begins comes in.
"""

from __future__ import annotations

import pygame

from simulator.ui.theme import RGB, Theme, mix


def camera_palette(theme: Theme, core_level: int) -> list[RGB]:
    """256 colours; levels from core_level on are the core line."""
    dark, pale = theme.screen, theme.screen_text
    grey = [mix(dark, (255, 255, 255) if level > 200 else pale, min(1.0, level / 225)) for level in range(core_level)]
    count = 256 - core_level
    return grey + [mix(theme.light_core, theme.trace_2, 0.1 + 0.8 * index / count) for index in range(count)]


def picture_of(field, palette: list[RGB]) -> pygame.Surface:
    """A surface of an 8-bit field, shape (height, width)."""
    height, width = field.shape
    surface = pygame.image.frombuffer(field.tobytes(), (width, height), "P")
    surface.set_palette(palette)
    return surface.convert() if pygame.display.get_surface() else surface.convert(32)
