"""How far the hand goes for a way of the mouse, while it holds something.

It deliberately changes only what the pointer says: actions and log hold millimetres, whatever the speed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.ui.events import UiEvent


@dataclass
class Gain:
    """Scales the way since the button went down; with a speed of 1 every event passes as it is.

    A press always lies where the pointer is; only what follows until the release is scaled about that point.
    """

    speed: float = 1.0
    _from: tuple[float, float] | None = None

    def through(self, event: UiEvent) -> UiEvent:
        """The event as the hand makes it."""
        if event.kind == "down" and event.button == 1:
            self._from = (event.x, event.y)
            return event
        start = self._from
        if event.kind == "up" and event.button == 1 or event.kind == "move" and not event.held:
            self._from = None
        if start is None or event.kind not in ("move", "up") or event.kind == "move" and not event.held:
            return event
        x, y = (a + (b - a) * self.speed for a, b in zip(start, (event.x, event.y), strict=True))
        return replace(event, x=x, y=y)
