"""Buttons, choices, rows and text fields in the house style.

They deliberately act on nothing: a press is a key name that the screen understands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent

CLEAR = (0, 0, 0, 0)


@dataclass
class Widget:
    """Anything that takes the focus: its key name, words, and rectangle in design units."""

    key: str
    label: str
    icon: str = ""
    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    enabled: bool = True

    def contains(self, x: float, y: float) -> bool:
        """True when a point lies on it."""
        return self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h

    def press(self, event: UiEvent | None = None) -> str | None:
        """Enter, Space or a click: the name that the screen acts on."""
        return self.key

    def input(self, event: UiEvent) -> bool:
        """Other input while it has the focus; True when it was used up."""
        return False

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Draw it; the ring shows the focus."""

    def ring(self, canvas: Canvas, focused: bool) -> None:
        """The focus ring round it."""
        if focused:
            canvas.rect(self.x - 5, self.y - 5, self.w + 10, self.h + 10, CLEAR, 15, 4, "light")


@dataclass
class Button(Widget):
    """kind: primary (filled, one per screen), secondary (outlined), quiet, icon (only its picture)."""

    kind: str = "secondary"

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The button with icon and words."""
        self.ring(canvas, focused)
        {"primary": self._primary, "icon": self._icon, "quiet": self._quiet}.get(self.kind, self._secondary)(canvas, hovered)

    def _primary(self, canvas: Canvas, hovered: bool) -> None:
        canvas.rect(self.x, self.y + 3, self.w, self.h, "action_deep", 12)
        canvas.gradient_v(self.x, self.y, self.w, self.h, "action_light", "action" if not hovered else "action_light", 12)
        self._words(canvas, "on_dark", "semibold")

    def _secondary(self, canvas: Canvas, hovered: bool) -> None:
        ink = "action_deep" if self.enabled else "ink_soft"
        canvas.rect(self.x, self.y, self.w, self.h, "action_pale" if hovered else "panel", 12, 3, "action" if self.enabled else "line")
        self._words(canvas, ink, "semibold")

    def _quiet(self, canvas: Canvas, hovered: bool) -> None:
        canvas.rect(self.x, self.y, self.w, self.h, "action_pale" if hovered else "panel_soft", 12, 2, "line")
        self._words(canvas, "ink", "medium")

    def _icon(self, canvas: Canvas, hovered: bool) -> None:
        canvas.rect(self.x, self.y, self.w, self.h, "action_pale" if hovered else "panel", 10, 2, "line")
        canvas.icon(self.icon, self.x + self.w / 2, self.y + self.h / 2, min(self.w, self.h) * 0.6, "ink")

    def _words(self, canvas: Canvas, ink: str, weight: str) -> None:
        size = min(34.0, self.h * 0.5)
        room = self.w - 28 - (size + 12 if self.icon else 0)
        block = canvas.texts.fitted(self.label, "lead" if self.h >= 56 else "body", room, weight)
        left = self.x + (self.w - block.width - (size + 12 if self.icon else 0)) / 2
        if self.icon:
            canvas.icon(self.icon, left + size / 2, self.y + self.h / 2, size, ink)
            left += size + 12
        canvas.block(left, self.y + self.h / 2, block, ink, "left", "middle")


@dataclass
class Choice(Widget):
    """A row of options of which one holds: (value, words). Arrows change it."""

    options: list[tuple[str, str]] = field(default_factory=list)
    value: str = ""

    def _index(self) -> int:
        return next((i for i, (value, _) in enumerate(self.options) if value == self.value), 0)

    def press(self, event: UiEvent | None = None) -> str | None:
        """A click takes the option under it, Enter the next one; the name is 'key=value'."""
        if event is not None and event.kind == "down":
            index = int((event.x - self.x) / (self.w / len(self.options)))
            self.value = self.options[max(0, min(len(self.options) - 1, index))][0]
        else:
            self.value = self.options[(self._index() + 1) % len(self.options)][0]
        return f"{self.key}={self.value}"

    def input(self, event: UiEvent) -> bool:
        """Arrows to the left and right."""
        if event.kind == "key" and event.key in ("left", "right"):
            step = 1 if event.key == "right" else -1
            self.value = self.options[max(0, min(len(self.options) - 1, self._index() + step))][0]
            return True
        return False

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The row, the holding option in a white pill with a teal edge."""
        self.ring(canvas, focused)
        canvas.rect(self.x, self.y, self.w, self.h, "track", 12)
        width = self.w / len(self.options)
        for index, (value, words) in enumerate(self.options):
            left = self.x + index * width
            chosen = value == self.value
            if chosen:
                canvas.rect(left + 4, self.y + 4, width - 8, self.h - 8, "panel", 10, 3, "action")
            ink = "action_deep" if chosen else "ink_soft"
            canvas.fitted(left + width / 2, self.y + self.h / 2, words, width - 20, "body", ink, "center", "middle", "semibold" if chosen else "medium")


@dataclass
class Row(Widget):
    """A row of a list: icon, words, a soft second text, and a mark of state at its right end."""

    soft: str = ""
    mark: str = ""
    right: str = ""
    current: bool = False

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The row; a pale ground when it is current or under the pointer."""
        self.ring(canvas, focused)
        ground = "action_pale" if self.current or hovered else "panel_soft"
        canvas.rect(self.x, self.y, self.w, self.h, ground, 12, 2, "line")
        left = self.x + 20
        if self.icon:
            canvas.icon(self.icon, left + 18, self.y + self.h / 2, 36, "action")
            left += 56
        room = self.w - (left - self.x) - 60 - (170 if self.right else 0)
        middle = self.y + self.h / 2 - (14 if self.soft else 0)
        canvas.fitted(left, middle, self.label, room, "lead", "ink", "left", "middle", "medium")
        if self.soft:
            canvas.fitted(left, self.y + self.h / 2 + 18, self.soft, room, "small", "ink_soft", "left", "middle")
        if self.right:
            canvas.fitted(self.x + self.w - 64, self.y + self.h / 2, self.right, 200, "body", "ink_soft", "right", "middle", "medium")
        if self.mark:
            canvas.part(f"ui/states/{self.mark}", self.x + self.w - 50, self.y + self.h / 2 - 16, stretch=(32, 32))


@dataclass
class TextField(Widget):
    """One line of text that is typed; the caret stands at its end."""

    value: str = ""
    most: int = 40

    def input(self, event: UiEvent) -> bool:
        """Letters, and Backspace."""
        if event.kind == "text":
            clean = "".join(c for c in event.text if c.isprintable())
            self.value = (self.value + clean)[: self.most]
            return True
        if event.kind == "key" and event.key == "backspace":
            self.value = self.value[:-1]
            return True
        # Space is a letter here, not a press.
        return event.kind == "key" and (event.key == "space" or len(event.key) == 1)

    def press(self, event: UiEvent | None = None) -> str | None:
        """Enter confirms; a click only takes the focus."""
        return None if event is not None and event.kind == "down" else self.key

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Label above, the text in a white box."""
        canvas.text(self.x, self.y - 12, self.label, "small", "ink_soft", "left", "baseline", None, "medium")
        canvas.rect(self.x, self.y, self.w, self.h, "panel", 10, 4 if focused else 2, "action" if focused else "line")
        with canvas.clip(self.x + 8, self.y, self.w - 16, self.h):
            width = canvas.measure(self.value, "lead").width if self.value else 0.0
            left = min(self.x + 18, self.x + self.w - 30 - width)
            canvas.text(left, self.y + self.h / 2, self.value, "lead", "ink", "left", "middle")
            if focused:
                canvas.rect(left + width + 3, self.y + 14, 3, self.h - 28, "action")
