"""A slider: a value between two ends, by the pointer, the wheel of keys, and in steps that a finger can hit.

It deliberately says only its value; what that means, and its words, are the screen's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed
from simulator.ui.widgets import Widget

#: Room at the right for the value in words, and what the knob overhangs at both ends.
VALUE_W, KNOB = 150.0, 18.0


@dataclass
class Slider(Widget):
    """A value from `low` to `high` in steps; said: the value in words. The name of a press is 'key=value'."""

    value: float = 0.0
    low: float = 0.0
    high: float = 1.0
    step: float = 0.1
    said: Callable[[float], str] = str

    def press(self, event: UiEvent | None = None) -> str | None:
        """A click brings the knob there; Enter changes nothing."""
        if event is None or event.kind not in ("down", "move"):
            return None
        left, right = self._ends()
        share = (event.x - left) / (right - left)
        return self._set(self.low + share * (self.high - self.low))

    def input(self, event: UiEvent) -> bool | str:
        """Left and right by one step, Home and End to the ends."""
        if event.kind != "key":
            return False
        moves = {"left": self.value - self.step, "right": self.value + self.step, "home": self.low, "end": self.high}
        if event.key not in moves:
            return False
        # At its end it keeps the arrow: the focus does not jump away from a slider that is turned down fully.
        return self._set(moves[event.key]) or True

    def _set(self, value: float) -> str | None:
        steps = round((min(self.high, max(self.low, value)) - self.low) / self.step)
        found = round(min(self.high, self.low + steps * self.step), 6)
        if found == self.value:
            return None
        self.value = found
        return f"{self.key}={found}"

    def _ends(self) -> tuple[float, float]:
        return self.x + KNOB + 4, self.x + self.w - VALUE_W - KNOB

    def spoken(self) -> str:
        """The value in words."""
        return self.said(self.value)

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """A strand that is lit up to the knob, and the value."""
        self.ring(canvas, focused)
        left, right = self._ends()
        middle = self.y + self.h / 2
        at = left + (right - left) * (self.value - self.low) / (self.high - self.low)
        canvas.rect(left - 6, middle - 7, right - left + 12, 14, "track", 7)
        count = round((self.high - self.low) / self.step)
        for index in range(count + 1):
            canvas.circle(left + (right - left) * index / count, middle, 2.5, "ink_soft")
        if at > left:
            canvas.rect(left - 6, middle - 7, at - left + 6, 14, "action" if self.enabled else "ink_soft", 7)
        edge = ("action" if hovered or focused else "action_deep") if self.enabled else "ink_soft"
        canvas.circle(at, middle, KNOB, "panel", 4, edge)
        canvas.circle(at, middle, 6, edge)
        block = boxed(canvas, self.said(self.value), VALUE_W - 24, self.h, "lead", "semibold")
        canvas.block(self.x + self.w - 8, middle, block, "ink" if self.enabled else "ink_soft", "right", "middle")
