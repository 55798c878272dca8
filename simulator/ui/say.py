"""The loudspeaker beside a key sentence: pressed, the sentence is spoken again.

It deliberately speaks nothing itself, and is not there at all where the PC has no voice for the language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.ui.canvas import Canvas
from simulator.ui.tip import draw_tip
from simulator.ui.widgets import CLEAR, Widget

#: The key that says the sentence once more, on every screen that has one.
SAY_KEY = "v"
SAY_KEY_NAME = "V"
SIZE = 56.0


def _silent() -> bool:
    return False


@dataclass
class SayButton(Widget):
    """there tells whether the PC can speak now; tile: a pale tile without an edge, as part of a card."""

    there: Callable[[], bool] = _silent
    tile: bool = False

    def __post_init__(self) -> None:
        self.w, self.h = self.w or SIZE, self.h or SIZE
        self.enabled = self.there()

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The loudspeaker; nothing where there is no voice."""
        self.enabled = self.there()
        if self.enabled:
            self.ring(canvas, focused)
            rect = (self.x, self.y, self.w, self.h)
            draw_speaker(canvas, rect, hovered, self.tile)
            if hovered and self.label:
                draw_tip(canvas, rect, self.label)


def draw_speaker(
    canvas: Canvas, rect: tuple[float, float, float, float], hovered: bool = False, tile: bool = False
) -> None:
    """A loudspeaker on a rounded square."""
    x, y, w, h = rect
    ground = "action_pale" if tile or hovered else "panel"
    canvas.rect(x, y, w, h, ground, 12, 0 if tile else 3, CLEAR if tile else "action")
    if tile and hovered:
        canvas.rect(x, y, w, h, CLEAR, 12, 3, "action")
    canvas.icon("voice", x + w / 2, y + h / 2, min(40.0, w * 0.68), "action_deep")
