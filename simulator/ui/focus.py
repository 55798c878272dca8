"""Which widget has the focus: Tab, arrows, Enter, the pointer. One order for keys and a visible ring.

It deliberately draws nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.ui.events import UiEvent
from simulator.ui.widgets import Widget


class Focus:
    """The focus over a list of widgets. The ring shows once a key was used; the pointer hides it."""

    def __init__(self, widgets: Sequence[Widget]) -> None:
        self.widgets = list(widgets)
        self.at: Widget | None = None
        self.hover: Widget | None = None
        self._keys = False

    def start_at(self, widget: Widget) -> None:
        """Give the focus to a widget, so that Enter alone goes on."""
        self.at = widget

    def shows(self, widget: Widget) -> bool:
        """Whether the ring is to be drawn round this widget."""
        return self._keys and widget is self.at

    def hovers(self, widget: Widget) -> bool:
        """Whether the pointer lies on this widget."""
        return widget is self.hover

    def handle(self, event: UiEvent) -> str | None:
        """One input; the name of what was pressed, else None."""
        if event.kind == "move":
            self.hover = self._under(event)
            return None
        if event.kind == "down" and event.button == 1:
            widget = self._under(event)
            self._keys = False
            if widget is None:
                return None
            self.at = widget
            return widget.press(event)
        if self.at is not None and event.kind in ("key", "text") and event.key not in ("tab", "enter") and self.at.input(event):
            self._keys = True
            return None
        return self._key(event) if event.kind == "key" else None

    def _under(self, event: UiEvent) -> Widget | None:
        return next((w for w in reversed(self.widgets) if w.enabled and w.contains(event.x, event.y)), None)

    def _key(self, event: UiEvent) -> str | None:
        if event.key == "tab":
            self._step(-1 if event.shift else 1)
        elif event.key in ("left", "right", "up", "down"):
            self._towards(event.key)
        elif event.key in ("enter", "space") and self.at is not None and self.at.enabled:
            self._keys = True
            return self.at.press(None)
        return None

    def _step(self, by: int) -> None:
        live = [w for w in self.widgets if w.enabled]
        if not live:
            return
        self._keys, shown = True, self._keys
        if self.at not in live:
            self.at = live[0 if by > 0 else -1]
        elif shown:
            self.at = live[(live.index(self.at) + by) % len(live)]

    def _towards(self, way: str) -> None:
        """The nearest widget in the direction of an arrow."""
        live = [w for w in self.widgets if w.enabled and w is not self.at]
        if self.at is None or not self._keys:
            self._step(1)
            return
        dx, dy = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[way]
        cx, cy = self.at.x + self.at.w / 2, self.at.y + self.at.h / 2
        best, cost = None, float("inf")
        for widget in live:
            ox, oy = widget.x + widget.w / 2 - cx, widget.y + widget.h / 2 - cy
            along, across = ox * dx + oy * dy, abs(ox * dy) + abs(oy * dx)
            if along > 4 and along + 2.5 * across < cost:
                best, cost = widget, along + 2.5 * across
        self.at = best or self.at
