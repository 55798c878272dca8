"""Which widget has the focus: Tab, arrows, Enter, the pointer. One order for keys and a visible ring.

It deliberately draws nothing itself and knows no screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.ui.events import UiEvent
from simulator.ui.widgets import TextField, Widget

#: Direction of each arrow.
WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class Focus:
    """The focus over a list of widgets. The ring shows once a key was used; the pointer hides it."""

    def __init__(self, widgets: Sequence[Widget]) -> None:
        self.widgets: list[Widget] = list(widgets)
        self.at: Widget | None = None
        self.hover: Widget | None = None
        #: How many presses there were, so that the window can let each be heard.
        self.presses = 0
        self._keys = False
        #: What pointer or keys came to last.
        self.latest: Widget | None = None

    def start_at(self, widget: Widget, shown: bool = False) -> None:
        """Give the focus to a widget, so that Enter alone goes on; shown: under its ring before a key was used."""
        self.at = widget
        self._keys = self._keys or shown

    def replace(self, widgets: Sequence[Widget]) -> None:
        """Take other widgets; the focus stays on the one of the same key."""
        key = self.at.key if self.at is not None else None
        self.widgets = list(widgets)
        self.at = next((w for w in self.widgets if w.key == key), None)
        self.hover = None
        named = self.latest.key if self.latest is not None else None
        self.latest = next((w for w in self.widgets if w.key == named), None)

    def shows(self, widget: Widget) -> bool:
        """Whether the ring (of a text field: the caret) is to be drawn."""
        return widget is self.at and (self._keys or isinstance(widget, TextField))

    def hovers(self, widget: Widget) -> bool:
        """Whether the pointer lies on this widget."""
        return widget is self.hover

    @property
    def words(self) -> str:
        """What is read aloud of the widget that pointer or keys came to last; nothing where they are on none."""
        return self.latest.spoken() if self.latest is not None else ""

    def handle(self, event: UiEvent) -> str | None:
        """One input; the name of what was pressed, else None."""
        pressed = self._handle(event)
        self.presses += pressed is not None
        return pressed

    def _handle(self, event: UiEvent) -> str | None:
        if event.kind == "move":
            before, self.hover = self.hover, self._under(event)
            if self.hover is not before:
                self.latest = self.hover
            return None
        if event.kind == "down" and event.button == 1:
            return self._click(event)
        if event.kind not in ("key", "text"):
            return None
        if self.at is not None and event.key not in ("tab", "enter"):
            used = self.at.input(event)
            if used:
                self._keys = True
                return used if isinstance(used, str) else None
        pressed = self._key(event) if event.kind == "key" else None
        self.latest = self.at if self._keys else self.latest
        return pressed

    def _click(self, event: UiEvent) -> str | None:
        widget = self._under(event)
        self._keys = False
        if widget is None:
            return None
        self.at = widget
        return widget.press(event)

    def _under(self, event: UiEvent) -> Widget | None:
        return next((w for w in reversed(self.widgets) if w.enabled and w.contains(event.x, event.y)), None)

    def _key(self, event: UiEvent) -> str | None:
        if event.key == "tab":
            self._step(-1 if event.shift else 1)
        elif event.key in WAYS:
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
        elif shown or isinstance(self.at, TextField):
            self.at = live[(live.index(self.at) + by) % len(live)]

    def _towards(self, way: str) -> None:
        """The nearest widget in the direction of an arrow."""
        if self.at is None or not (self._keys or isinstance(self.at, TextField)):
            self._step(1)
            return
        self._keys = True
        dx, dy = WAYS[way]
        best, cost = self.at, float("inf")
        for widget in self.widgets:
            if not widget.enabled or widget is self.at:
                continue
            along, across = _distance(self.at, widget, dx, dy)
            if along > 4 and along + 5 * across < cost:
                best, cost = widget, along + 5 * across
        self.at = best


def _distance(a: Widget, b: Widget, dx: int, dy: int) -> tuple[float, float]:
    """How far b's middle lies along the arrow from a's, and how wide the gap between them is across it."""
    ox, oy = b.x + b.w / 2 - a.x - a.w / 2, b.y + b.h / 2 - a.y - a.h / 2
    along = ox * dx + oy * dy
    apart = max(a.x - b.x - b.w, b.x - a.x - a.w, 0.0) if dy else max(a.y - b.y - b.h, b.y - a.y - a.h, 0.0)
    return along, apart + 0.1 * (abs(ox) if dy else abs(oy))
