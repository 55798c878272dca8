"""How often a scene is drawn in which nobody does anything: what breathes or ticks needs no sixty frames a second.

It deliberately knows nothing of the scene: it looks at what the last frames painted, and reads no clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pygame

    from simulator.ui.sheet import Sheet

#: A scene is at rest when nothing was done and nothing happened in it for so long [ticks].
CALM_TICKS = 30
#: Then every so many ticks are drawn: the light round the next place takes its steps no faster.
EVERY = 6


class Rest:
    """Lets most frames of a scene at rest stand; to be made anew whenever anything was done or happened.

    What moves by itself, frame after frame, is drawn as ever.
    """

    def __init__(self) -> None:
        #: Ticks in which nothing was done, and since a frame was drawn; whether the last frame was drawn, and moves.
        self._calm = self._since = 0
        self._drew = self._moving = False
        #: What changes now and then and stands still in between: the clock, the light round the next place.
        self._known: list[pygame.Rect] = []
        self._new: list[pygame.Rect] = []

    def note(self) -> None:
        """Take one tick in which nothing was done and nothing happened."""
        self._calm += 1
        self._since += 1

    def stands(self, sheet: Sheet) -> bool:
        """Whether the last frame may stand once more; to be asked once before each frame."""
        if self._calm < CALM_TICKS or not sheet.can_stand():
            return False
        goes_on = self._drew and self._goes_on(sheet.changed)
        self._drew = goes_on or self._since >= EVERY
        if self._drew:
            self._since = 0
        return not self._drew

    def _goes_on(self, changed: Sequence[pygame.Rect]) -> bool:
        """Whether what the last frame painted asks for the next one at once."""
        if not changed:
            self._known += self._new
            self._new, self._moving = [], False
            return False
        new = [box for box in changed if not any(known.contains(box) for known in self._known)]
        # Another change right after it tells what moves from what took a step.
        self._moving = self._moving or bool(self._new)
        self._new = [] if self._moving else new
        return self._moving or bool(new)
