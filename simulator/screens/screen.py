"""What the window asks of every screen, and the chance that may only look.

It deliberately knows no screen: they all stand above it.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from simulator.ui.canvas import Canvas
    from simulator.ui.events import UiEvent


class Screen(Protocol):
    """What the window asks of a screen. running: wants 60 ticks a second; dirty: wants to be drawn once more.

    A screen may have ``idle(size) -> bool``: a little work for while nobody does anything, True while there is more;
    and ``pointed() -> str``: the words of what the pointer lies on or the ring is on, to be read aloud; and
    ``lean = True``: once it rests, only what it is drawn from stays in memory.
    """

    dirty: bool

    @property
    def running(self) -> bool: ...
    def handle(self, event: UiEvent) -> None: ...
    def tick(self) -> None: ...
    def draw(self, canvas: Canvas) -> None: ...
    def next_screen(self) -> Screen | None: ...
    def close(self) -> None: ...


def cosmetic_random(seed: int) -> random.Random:
    """The random stream for what only looks; it never reaches the simulation."""
    return random.Random(seed ^ 0x5EED)
