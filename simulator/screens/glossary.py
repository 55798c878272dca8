"""The words of the trade as cards: a list with a search and its letters, and the card of the chosen word.

It deliberately holds no words: those are in simulator/wording_glossary.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator import wording_glossary as glossary
from simulator.screens.glossary_cards import WordsPanel
from simulator.screens.page import LEFT, WIDTH, Page, paint_title
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed
from simulator.ui.say import SAY_KEY
from simulator.ui.widgets import TextField, Widget

if TYPE_CHECKING:
    from simulator.screens.context import Context

FIELD_W = 520.0
TOP = 200.0
LETTERS = (LEFT + FIELD_W + 40, TOP, WIDTH - FIELD_W - 40, 60.0)
CARD = (LEFT, 292.0, WIDTH, 740.0)
#: The cell of "all" is as wide as this many letters.
ALL = 2.4


@dataclass
class Letters(Widget):
    """The letters of the alphabet that have a term, and "all" before them; left and right go through them."""

    letters: list[str] = field(default_factory=list)
    value: str = ""

    def _cells(self) -> list[tuple[str, float, float]]:
        """Letter ('' for all), left edge and width."""
        width = self.w / (len(self.letters) + ALL)
        first = [("", self.x, width * ALL)]
        return first + [(letter, self.x + width * (ALL + i), width) for i, letter in enumerate(self.letters)]

    def press(self, event: UiEvent | None = None) -> str | None:
        """A click takes the letter under it, Enter the next one."""
        if event is not None and event.kind == "down":
            self.value = next((letter for letter, x, w in self._cells() if x <= event.x <= x + w), self.value)
            return f"{self.key}={self.value}"
        return self._move(1)

    def input(self, event: UiEvent) -> bool | str:
        """Arrows to the left and right."""
        if event.kind != "key" or event.key not in ("left", "right"):
            return False
        return self._move(1 if event.key == "right" else -1)

    def _move(self, by: int) -> str:
        order = ["", *self.letters]
        self.value = order[(order.index(self.value) + by) % len(order)] if self.value in order else ""
        return f"{self.key}={self.value}"

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The row of letters, the one that holds on pale teal."""
        self.ring(canvas, focused)
        canvas.rect(self.x, self.y, self.w, self.h, "panel_soft", 12, 2, "edge")
        for letter, x, w in self._cells():
            chosen = letter == self.value
            if chosen:
                canvas.rect(x, self.y, w, self.h, "action_pale", 12, 3.5, "action")
            block = boxed(canvas, letter or self.label, w - 10, self.h - 8, "body", "semibold")
            ink = "action_deep" if chosen else "ink"
            canvas.block(x + w / 2, self.y + self.h / 2, block, ink, "center", "middle")


class GlossaryScreen(Page):
    """Every term of the trade; chosen: key of the one to begin with."""

    entry = "glossary"

    def __init__(self, context: Context, chosen: str = "") -> None:
        super().__init__(context)
        text, language = context.language.text, context.language
        x, y, w, h = CARD
        self.panel = WordsPanel(context, glossary.ordered(language), (x + 24, y + 16, w - 48, h - 32), 70)
        if chosen:
            self.panel.choose(f"term:{chosen}")
        self.field = TextField("search", text("Chercher un mot"), "search", LEFT, TOP, FIELD_W, 60)
        known = sorted({glossary.letter(language, term) for term in glossary.TERMS})
        self.letters = Letters("letter", text("Tout"), "", *LETTERS, letters=known)
        self.listings = [self.panel.list]
        self._build()

    def again(self) -> GlossaryScreen:
        """The same term in another language."""
        return GlossaryScreen(self.context, self.panel.chosen.key if self.panel.chosen is not None else "")

    def _build(self) -> None:
        rows = self.panel.rows
        start = next((row for row in rows if row.current), self.field)
        self.show([self.field, self.letters, *rows, self.panel.speaker], start)

    def handle(self, event: UiEvent) -> None:
        """A letter over the list goes to its words; the card follows the focus; typing searches."""
        before = self.field.value
        typing = self.focus.at is self.field
        if event.kind == "text" and not typing and event.text.isalpha() and event.text.casefold() != SAY_KEY:
            self._take(glossary.sort_key(event.text)[:1].upper())
            return
        if event.kind == "key" and event.key == SAY_KEY and not typing:
            self.panel.press("say")
            return
        super().handle(event)
        if self.field.value != before:
            self.letters.value = ""
            self._fill()
        if self.panel.follow(self.focus):
            self.dirty = True

    def _take(self, letter: str) -> None:
        """Show the words of a letter, where there are any."""
        if letter in self.letters.letters:
            self.field.value, self.field.caret = "", 0
            self.letters.value = letter
            self._fill()

    def _fill(self) -> None:
        """The words that the search or the letter leaves."""
        language, letter = self.context.language, self.letters.value
        found = glossary.search(language, self.field.value)
        self.panel.list.first = 0
        self.panel.fill([term for term in found if not letter or glossary.letter(language, term) == letter])
        self._build()

    def press(self, name: str) -> None:
        """A word, a letter, the loudspeaker."""
        if name.startswith("letter="):
            self.field.value, self.field.caret = "", 0
            self._fill()
            return
        self.panel.press(name)
        self.dirty = True

    def paint(self, canvas: Canvas) -> None:
        """Title, and the card on which list and term stand."""
        language = self.context.language
        count = language.ntext("{n} mot", "{n} mots", len(self.panel.rows))
        paint_title(canvas, language.text("Les mots du métier"), count)
        canvas.card(*CARD)
        x, y, w, h = CARD
        canvas.rect(x + 24 + self.panel.left + 15, y + 24, 2, h - 48, "track")
        self.panel.draw_card(canvas)
