"""A list of rows that may be longer than its place: the wheel, Page up and Page down, and the focus move it.

It deliberately moves by whole rows, so that none is ever cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.widgets import Row


class Listing:
    """Rows in the box x, y, w, h [design units], each row_h high."""

    def __init__(self, x: float, y: float, w: float, h: float, row_h: float = 72.0, gap: float = 8.0) -> None:
        self.box = (x, y, w, h)
        self.row_h = row_h
        self.gap = gap
        self.rows: list[Row] = []
        self.first = 0

    @property
    def fit(self) -> int:
        """How many rows are seen at once."""
        return max(1, int((self.box[3] + self.gap) // (self.row_h + self.gap)))

    @property
    def height(self) -> float:
        """What the rows in sight take [design units]."""
        return min(self.fit, len(self.rows)) * (self.row_h + self.gap) - self.gap

    @property
    def over(self) -> bool:
        """Whether there are more rows than are seen."""
        return len(self.rows) > self.fit

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these rows, from the same place of the list as far as it still exists."""
        self.rows = list(rows)
        self.scroll(0)

    def scroll(self, by: int) -> None:
        """Move by a number of rows."""
        self.first = max(0, min(len(self.rows) - self.fit, self.first + by))
        x, y, w, _ = self.box
        for index, row in enumerate(self.rows):
            row.x, row.y = x, y + (index - self.first) * (self.row_h + self.gap)
            row.w, row.h = w - (20 if self.over else 0), self.row_h
            row.shown = self.first <= index < self.first + self.fit

    def handle(self, event: UiEvent, focus: Focus) -> bool:
        """Wheel and page keys; a row that took the focus comes into sight. True when the list moved."""
        before = self.first
        x, y, w, h = self.box
        if event.kind == "wheel" and x <= event.x <= x + w and y <= event.y <= y + h:
            self.scroll(-round(event.dy) or (-1 if event.dy > 0 else 1))
        elif event.kind == "key" and event.key in ("pageup", "pagedown"):
            self.scroll(self.fit if event.key == "pagedown" else -self.fit)
        elif event.kind == "key":
            index = next((i for i, row in enumerate(self.rows) if row is focus.at), None)
            if index is not None:
                self.scroll(min(0, index - self.first) + max(0, index - self.first - self.fit + 1))
        return self.first != before

    def draw(self, canvas: Canvas, focus: Focus) -> None:
        """The rows in sight, and a slim bar that tells where one is."""
        for row in self.rows:
            row.draw(canvas, focus.shows(row), focus.hovers(row))
        if not self.over:
            return
        x, y, w, _ = self.box
        height = self.height
        canvas.rect(x + w - 8, y, 8, height, "track", 4)
        share = self.fit / len(self.rows)
        top = y + height * (1 - share) * self.first / (len(self.rows) - self.fit)
        canvas.rect(x + w - 8, top, 8, max(24.0, height * share), "ink_soft", 4)
