"""What a reader presses, chooses or types into: buttons, choices, switches, rows, text fields.

They deliberately act on nothing: a press is a key name that the screen understands. The focus is focus.py's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed, boxed_alike, write
from simulator.ui.text import Block
from simulator.ui.theme import Colour, faded
from simulator.ui.tip import draw_tip

CLEAR = (0, 0, 0, 0)
Rect = tuple[float, float, float, float]


def sentences(*parts: str) -> str:
    """Parts as sentences to be read aloud one after the other; empty ones are left out."""
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def grown(canvas: Canvas, side: float) -> float:
    """Side of an icon beside words that the reader has made larger: it grows with them, up to a quarter."""
    return side * min(1.25, canvas.texts.text_scale)


def draw_ring(canvas: Canvas, rect: Rect, radius: float = 12) -> None:
    """The focus ring: teal, set off from the thing by a white gap, so that it shows on any ground."""
    x, y, w, h = rect
    canvas.rect(x - 4, y - 4, w + 8, h + 8, CLEAR, radius + 4, 4, "panel")
    canvas.rect(x - 8, y - 8, w + 16, h + 16, CLEAR, radius + 8, 4, "action")


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

    def input(self, event: UiEvent) -> bool | str:
        """Other input while it has the focus; True when it was used up, a name when that was a press."""
        return False

    def spoken(self) -> str:
        """What is read aloud of it where pointer or ring rest on it."""
        return self.label

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Draw it; the ring shows the focus."""

    def ring(self, canvas: Canvas, focused: bool, radius: float = 12) -> None:
        """The focus ring round it."""
        if focused:
            draw_ring(canvas, (self.x, self.y, self.w, self.h), radius)


@dataclass
class Button(Widget):
    """kind: primary (filled, one per screen), secondary (outlined), quiet (pale), icon (only its picture)."""

    kind: str = "secondary"

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The button with icon and words."""
        self.ring(canvas, focused)
        painters = {"primary": self._primary, "icon": self._icon, "quiet": self._quiet}
        painters.get(self.kind, self._secondary)(canvas, hovered and self.enabled)

    def _primary(self, canvas: Canvas, hovered: bool) -> None:
        x, y, w, h = self.x, self.y, self.w, self.h
        if not self.enabled:
            canvas.rect(x, y, w, h, "track", 12)
            self._words(canvas, "ink_soft", "semibold")
            return
        canvas.rect(x, y + 4, w, h, "action_edge", 12)
        canvas.gradient_v(x, y, w, h, "action_light", "action_light" if hovered else "action", 12)
        canvas.rect(x + 2, y + 2, w - 4, h - 4, CLEAR, 10, 2, faded(canvas.theme.paper, 0.22))
        self._words(canvas, "on_action", "semibold")

    def _secondary(self, canvas: Canvas, hovered: bool) -> None:
        edge = "action" if self.enabled else "line"
        canvas.rect(self.x, self.y, self.w, self.h, "action_pale" if hovered else "panel", 12, 2.5, edge)
        self._words(canvas, "action_deep" if self.enabled else "ink_soft", "semibold")

    def _quiet(self, canvas: Canvas, hovered: bool) -> None:
        canvas.rect(self.x, self.y, self.w, self.h, "action_pale" if hovered else "panel_soft", 12, 2, "edge")
        self._words(canvas, "ink" if self.enabled else "ink_soft", "medium")

    def _icon(self, canvas: Canvas, hovered: bool) -> None:
        canvas.rect(self.x, self.y, self.w, self.h, "action_pale" if hovered else "panel", 10, 2, "edge")
        size = min(46.0, min(self.w, self.h) * 0.8)
        canvas.icon(self.icon, self.x + self.w / 2, self.y + self.h / 2, size, "ink" if self.enabled else "line")
        if hovered and self.label:
            draw_tip(canvas, (self.x, self.y, self.w, self.h), self.label)

    def _words(self, canvas: Canvas, ink: Colour, weight: str) -> None:
        size = grown(canvas, min(38.0, self.h * 0.56)) if self.icon else 0.0
        gap = 12.0 if self.icon else 0.0
        style = "lead" if self.h >= 56 else "body"
        block = boxed(canvas, self.label, self.w - 32 - size - gap, self.h - 8, style, weight)
        left = self.x + (self.w - block.width - size - gap) / 2
        if self.icon == "play":
            # The one solid sign of the house: it means "go" and leads the eye to the filled button.
            a, b, middle = left + size * 0.24, left + size * 0.86, self.y + self.h / 2
            canvas.polygon([(a, middle - size * 0.36), (b, middle), (a, middle + size * 0.36)], ink)
        elif self.icon:
            canvas.icon(self.icon, left + size / 2, self.y + self.h / 2, size, ink)
        canvas.block(left + size + gap, self.y + self.h / 2, block, ink, "left", "middle")


@dataclass
class Choice(Widget):
    """A row of options of which one holds: (value, words). Left and right change it."""

    options: list[tuple[str, str]] = field(default_factory=list)
    value: str = ""
    icons: dict[str, str] = field(default_factory=dict)

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

    def input(self, event: UiEvent) -> bool | str:
        """Arrows to the left and right, as far as there are options."""
        if event.kind != "key" or event.key not in ("left", "right"):
            return False
        index = self._index() + (1 if event.key == "right" else -1)
        if not 0 <= index < len(self.options):
            return False
        self.value = self.options[index][0]
        return f"{self.key}={self.value}"

    def spoken(self) -> str:
        """Its name and the option that holds."""
        return sentences(self.label, self.options[self._index()][1] if self.options else "")

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The row, the option that holds on pale teal with a teal edge."""
        self.ring(canvas, focused)
        canvas.rect(self.x, self.y, self.w, self.h, "panel_soft", 12, 2, "edge")
        width = self.w / len(self.options)
        room = width - 24 - (grown(canvas, 30.0) + 8 if self.icons else 0)
        blocks = boxed_alike(canvas, [words for _, words in self.options], room, self.h - 8, "body", "semibold")
        for index, (value, _) in enumerate(self.options):
            left, chosen = self.x + index * width, value == self.value
            if chosen:
                canvas.rect(left, self.y, width, self.h, "action_pale", 12, 3.5, "action")
            elif index and self.options[index - 1][0] != self.value:
                canvas.rect(left - 1, self.y + 16, 2, self.h - 32, "line")
            self._option(canvas, left + width / 2, blocks[index], chosen, self.icons.get(value, ""))

    def _option(self, canvas: Canvas, cx: float, block: Block, chosen: bool, icon: str) -> None:
        ink, side = "action_deep" if chosen else "ink", grown(canvas, 30.0)
        size = side + 8 if icon else 0.0
        left = cx - (block.width + size) / 2
        if icon:
            canvas.icon(icon, left + side / 2, self.y + self.h / 2, side, ink)
            canvas.block(left + size, self.y + self.h / 2, block, ink, "left", "middle")
        else:
            canvas.block(cx, self.y + self.h / 2, block, ink, "center", "middle")


@dataclass
class Toggle(Widget):
    """A switch with its words before it; the state is shown by place, colour and a check mark."""

    on: bool = False

    def press(self, event: UiEvent | None = None) -> str | None:
        """Turn it; the name is 'key=on' or 'key=off'."""
        self.on = not self.on
        return f"{self.key}={'on' if self.on else 'off'}"

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Words to the left, the switch at the right end."""
        self.ring(canvas, focused)
        middle, left = self.y + self.h / 2, self.x + self.w - 84
        write(canvas, self.x, middle, self.label, (self.w - 110, self.h), "body", "ink", weight="medium")
        ground = "action" if self.on else "panel_soft"
        canvas.rect(left, middle - 22, 84, 44, ground, 22, 2.5, "action" if self.on or hovered else "edge")
        at = left + (62 if self.on else 22)
        canvas.circle(at, middle, 16, "panel", 2, "edge")
        if self.on:
            canvas.icon("check", at, middle, 24, "action_deep")


@dataclass
class Row(Widget):
    """A row of a list: icon, words, a soft second text, a text and a mark of state at its right end.

    picture: a part shown instead of the icon; current: the row that the rest of the screen is about.
    """

    soft: str = ""
    mark: str = ""
    right: str = ""
    current: bool = False
    picture: str = ""
    shown: bool = True

    def contains(self, x: float, y: float) -> bool:
        """True when a point lies on it and it is not scrolled away."""
        return self.shown and super().contains(x, y)

    def spoken(self) -> str:
        """All that it says."""
        return sentences(self.label, self.soft, self.right)

    def paint_ground(self, canvas: Canvas, focused: bool, hovered: bool) -> None:
        """What lies under the words; pale when it is current or under the pointer, current with a bar at its left."""
        self.ring(canvas, focused)
        ground = "action_pale" if self.current or hovered else "panel_soft"
        canvas.rect(self.x, self.y, self.w, self.h, ground, 12, 2, "line")
        if self.current:
            canvas.rect(self.x + 6, self.y + 12, 5, self.h - 24, "action", 2.5)

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The row on its ground."""
        if not self.shown:
            return
        self.paint_ground(canvas, focused, hovered)
        middle, left, right = self.y + self.h / 2, self.x + 20, self.x + self.w - 20
        if self.picture:
            size = min(56.0, self.h - 12)
            canvas.part(self.picture, left, middle - size / 2, stretch=(size, size))
            left += size + 16
        elif self.icon:
            canvas.icon(self.icon, left + 18, middle, 38, "action")
            left += 54
        if self.mark:
            canvas.part(f"ui/states/{self.mark}", right - 32, middle - 16, stretch=(32, 32))
            right -= 48
        if self.right:
            block = boxed(canvas, self.right, 260, self.h - 8, "body", "semibold")
            canvas.block(right, middle, block, "ink", "right", "middle")
            right -= block.width + 20
        self._words(canvas, left, middle, right - left - 12)

    def _words(self, canvas: Canvas, left: float, middle: float, room: float) -> None:
        height = (self.h - 12) * (0.56 if self.soft else 1.0)
        label = boxed(canvas, self.label, room, height, "lead" if self.h >= 64 else "body", "medium")
        if not self.soft:
            canvas.block(left, middle, label, "ink", "left", "middle")
            return
        soft = boxed(canvas, self.soft, room, self.h - 8 - label.height, "small")
        top = middle - (label.height + soft.height) / 2
        canvas.block(left, top, label, "ink", "left", "top")
        canvas.block(left, top + label.height, soft, "ink_soft", "left", "top")


@dataclass
class TextField(Widget):
    """One line of text that is typed, behind its icon if it has one. caret counts letters; most: greatest length."""

    value: str = ""
    most: int = 40
    caret: int = 0
    hint: str = ""

    def __post_init__(self) -> None:
        self.caret = len(self.value)

    def input(self, event: UiEvent) -> bool | str:
        """Letters of any language, the caret's keys, Backspace and Delete."""
        if event.kind == "text":
            clean = "".join(c for c in event.text if c.isprintable())[: max(0, self.most - len(self.value))]
            self.value = self.value[: self.caret] + clean + self.value[self.caret :]
            self.caret += len(clean)
            return True
        return event.kind == "key" and self._key(event.key)

    def _key(self, key: str) -> bool:
        if key == "backspace" and self.caret:
            self.value = self.value[: self.caret - 1] + self.value[self.caret :]
            self.caret -= 1
        elif key == "delete":
            self.value = self.value[: self.caret] + self.value[self.caret + 1 :]
        elif key in ("left", "right"):
            self.caret = max(0, min(len(self.value), self.caret + (1 if key == "right" else -1)))
        elif key in ("home", "end"):
            self.caret = 0 if key == "home" else len(self.value)
        else:
            # A key that writes comes once more as text; here it must not press anything. Up and down leave the field.
            return key in ("space", "backspace") or len(key) == 1
        return True

    def press(self, event: UiEvent | None = None) -> str | None:
        """Enter confirms; a click only takes the focus."""
        return None if event is not None and event.kind == "down" else self.key

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Label above, the text in a white box with the caret."""
        label = boxed(canvas, self.label, self.w, 36, "small", "medium")
        canvas.block(self.x, self.y - 6 - label.height, label, "ink_soft", "left", "top")
        edge, border = ("action", 4) if focused else ("action" if hovered else "edge", 2)
        canvas.rect(self.x, self.y, self.w, self.h, "panel", 10, border, edge)
        middle = self.y + self.h / 2
        before = canvas.measure(self.value[: self.caret], "lead").width if self.caret else 0.0
        inset = 44 if self.icon else 0
        if self.icon:
            canvas.icon(self.icon, self.x + 34, middle, 32, "action" if focused else "ink_soft")
        left = self.x + inset + 18 - max(0.0, before - (self.w - inset - 44))
        with canvas.clip(self.x + inset + 8, self.y, self.w - inset - 16, self.h):
            if self.value:
                canvas.text(left, middle, self.value, "lead", "ink", "left", "middle")
            elif self.hint:
                canvas.text(left, middle, self.hint, "lead", "ink_soft", "left", "middle")
            if focused:
                canvas.rect(left + before + 1, self.y + 14, 3, self.h - 28, "action")


def draw_progress(canvas: Canvas, x: float, y: float, w: float, share: float, h: float = 12) -> None:
    """A strand of light that has come as far as share [0-1] of its way."""
    canvas.rect(x, y, w, h, "panel", h / 2, 2, "line")
    lit = w * max(0.0, min(1.0, share))
    if lit <= 0:
        return
    middle, end = y + h / 2, max(x + h / 2 + 1, x + lit - h / 2)
    line = [(x + h / 2, middle), (end, middle)]
    for width, tone in ((h * 1.9, faded(canvas.theme.light, 0.18)), (h - 2, "light"), (h * 0.3, "light_core")):
        canvas.polyline(line, tone, width, True)
    if share < 1:
        canvas.halo(end, middle, 17, "light_core", 0.9)
        canvas.circle(end, middle, 4.5, "light_core")
