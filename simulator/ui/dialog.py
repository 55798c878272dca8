"""A question over a dimmed screen, with one button per answer.

It deliberately acts on nothing: the answer is the key name of a button, 'cancel' for Escape.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed, write
from simulator.ui.focus import Focus
from simulator.ui.theme import faded
from simulator.ui.widgets import Button

BOX = (600.0, 360.0, 720.0, 340.0)


class Dialog:
    """title, one or two sentences, and answers as (key, words, icon); the last one is the filled button."""

    def __init__(self, title: str, sentence: str, answers: Sequence[tuple[str, str, str]], icon: str = "info") -> None:
        self.title = title
        self.sentence = sentence
        self.icon = icon
        x, y, w, h = BOX
        width = (w - 96 - 16 * (len(answers) - 1)) / len(answers)
        last = len(answers) - 1
        self.buttons = []
        for index, (key, words, picture) in enumerate(answers):
            kind = "primary" if index == last else "secondary"
            left = x + 48 + index * (width + 16)
            self.buttons.append(Button(key, words, picture, left, y + h - 108, width, 68, kind=kind))
        self.focus = Focus(self.buttons)
        self.focus.start_at(self.buttons[-1])

    def handle(self, event: UiEvent) -> str | None:
        """One input; the answer once there is one."""
        if event.kind == "key" and event.key == "escape":
            return "cancel"
        return self.focus.handle(event)

    def draw(self, canvas: Canvas) -> None:
        """Dim what is there and ask."""
        x, y, w, _ = BOX
        canvas.rect(0, 0, 1920, 1080, faded(canvas.theme.scrim, 0.55))
        canvas.card(*BOX)
        canvas.rect(x + 48, y + 44, 64, 64, "action_pale", 14)
        canvas.icon(self.icon, x + 80, y + 76, 44, "action")
        write(canvas, x + 132, y + 76, self.title, (w - 180, 76), "title", "ink", weight="semibold")
        block = boxed(canvas, self.sentence, w - 96, 84, "lead")
        canvas.block(x + 48, y + 128, block, "ink_soft", "left", "top")
        for button in self.buttons:
            button.draw(canvas, self.focus.shows(button), self.focus.hovers(button))
