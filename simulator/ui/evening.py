"""The evening over a painted picture: where the theme's lamp leaves the corners of a room dim, pictures are dim too.

It deliberately paints nothing else: benches and tools are dimmed when they are loaded (parts.py).
"""

from __future__ import annotations

from simulator.ui.canvas import Canvas
from simulator.ui.theme import faded

#: How deep the shade lies over a whole room, and over a picture in a card.
ROOM, PICTURE = 0.5, 0.36
#: Where a scene's room is seen: between the bars above and below.
WORK = (0.0, 72.0, 1920.0, 896.0)


def evening(canvas: Canvas, box: tuple[float, float, float, float], depth: float = PICTURE) -> None:
    """A veil over a box [design units] in a theme with a dim room; depth [0 to 1]."""
    if canvas.theme.lamp_near != canvas.theme.lamp_far:
        canvas.rect(*box, faded(canvas.theme.scrim, depth))


def evening_room(canvas: Canvas) -> None:
    """The same over the room of a scene: it is as dim as the benches are."""
    evening(canvas, WORK, ROOM)
