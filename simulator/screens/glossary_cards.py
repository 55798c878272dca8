"""Cards of the glossary: rows with a picture, the card of one term, both side by side, and the card over a screen.

They deliberately hold no words: those are in simulator/wording_glossary.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator import wording_glossary as glossary
from simulator.screens.home_cards import paint_hero, rounded
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import Said, boxed, column, write, write_column
from simulator.ui.focus import Focus
from simulator.ui.listing import Listing
from simulator.ui.say import SAY_KEY, SayButton
from simulator.ui.theme import faded
from simulator.ui.widgets import Button, Row, Widget
from simulator.wording_glossary import Term

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

Box = tuple[float, float, float, float]
#: Groups of terms that belong to a scene; a scene without an entry shows what its exercise speaks of.
SCENE_GROUPS = {
    "preparation": ("prepare",), "splicing": ("splice",), "connectors": ("connect",), "otdr": ("measure",),
    "power": ("measure",), "plan": ("cable", "network"), "tray": ("cable",), "cable": ("cable",),
}  # fmt: skip
#: Height of a place's picture [widths]: shown whole where there is room.
HERO_SHARE = 160.0 / 360.0
CARD = (430.0, 300.0, 1060.0, 480.0)


def terms_for(context: Context, exercise: Exercise) -> list[Term]:
    """Terms that an exercise speaks of, then those of its scenes."""
    code = context.language.code
    said = " ".join(text.get(code) for text in (exercise.goal_trade, exercise.goal, exercise.why, *exercise.tips))
    groups = {group for stage in exercise.stages for group in SCENE_GROUPS.get(stage.scene, ())}
    own = [term for term in glossary.TERMS if term.group in groups]
    return list(dict.fromkeys([*glossary.terms_in(context.language, said), *own])) or list(glossary.TERMS)


def paint_picture(canvas: Canvas, picture: str, x: float, y: float, size: float) -> None:
    """The picture of a term in a square: a part, or a line icon."""
    if picture.startswith("icon:"):
        canvas.icon(picture[5:], x + size / 2, y + size / 2, size * 0.86, "action")
    else:
        canvas.part(picture, x, y, stretch=(size, size))


@dataclass
class TermRow(Row):
    """A row of the list: picture, term, where it belongs."""

    term: Term | None = None

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The row on its ground."""
        if not self.shown or self.term is None:
            return
        self.paint_ground(canvas, focused, hovered)
        size = min(52.0, self.h - 14)
        paint_picture(canvas, self.term.picture, self.x + 22, self.y + (self.h - size) / 2, size)
        said = [Said(self.label, "body", "ink", "semibold"), Said(self.soft, "small", "ink_soft")]
        left = self.x + 38 + size
        write_column(canvas, left, self.y + self.h / 2, said, (self.x + self.w - 14 - left, self.h - 4))


def paint_term(canvas: Canvas, context: Context, term: Term, box: Box) -> None:
    """The card of a term in a box: picture, term, the term in the other tongue, two lines, each with its mark."""
    language, text = context.language, context.language.text
    x, y, w, h = box
    low, band = y + h, 176.0 if h > 600 else 0.0
    h -= band
    size = min(280.0, w * 0.3, h * 0.48)
    canvas.rect(x, y, size, size, "bench", 16)
    paint_picture(canvas, term.picture, x + size * 0.14, y + size * 0.14, size * 0.72)
    head = [
        Said(glossary.heading(language, term), "display", "ink", "bold"),
        Said(glossary.other_name(language, term), "lead", "ink_soft"),
        Said(text(glossary.GROUPS[term.group]), "small", "action_deep", "semibold"),
    ]
    write_column(canvas, x + size + 28, y + size / 2, head, (w - size - 116, size), 4)
    lines = [Said(text(said), "title", "ink", "medium") for said in (term.first, term.second)]
    room = h - size - 36
    rooms = column(canvas, lines, w - 48, room, 20)
    top = y + size + 24 + min(40.0, (room - sum(block.height for block in rooms) - 20) / 2)
    for block in rooms:
        canvas.circle(x + 12, top + block.style.line / 2, 7, "light")
        canvas.block(x + 40, top, block, "ink", "left", "top")
        top += block.height + 20
    if band:
        # Where the term is at home, as on the map.
        place = term.group if term.group != "network" else "full_job"
        first = max(top + 16, low - HERO_SHARE * w)
        with canvas.clip_shape(rounded(x, first, w, low - first, 16)) as c:
            paint_hero(c, place, (x, first, w, low - first), 0)


class WordsPanel:
    """A list of terms at the left, the card of the chosen one at the right, in a box."""

    def __init__(self, context: Context, terms: Sequence[Term], box: Box, row_h: float = 72) -> None:
        x, y, w, h = box
        self.context = context
        self.left = w * 0.42
        self.list = Listing(x, y, self.left, h, row_h)
        self.card = (x + self.left + 32, y + 8, w - self.left - 32, h - 16)
        said = context.language.text("Écouter")
        self.speaker = SayButton("say", said, "", x + w - 64, y + 8, 64, 64, there=context.can_speak)
        self.chosen: Term | None = None
        self.fill(terms)

    def fill(self, terms: Sequence[Term]) -> None:
        """Show these terms; the chosen one stays chosen while it is among them."""
        language = self.context.language
        if self.chosen not in terms:
            self.chosen = terms[0] if terms else None
        rows = []
        for term in terms:
            group = language.text(glossary.GROUPS[term.group])
            row = TermRow(f"term:{term.key}", glossary.heading(language, term), soft=group, term=term)
            row.current = term is self.chosen
            rows.append(row)
        self.list.fill(rows)

    @property
    def rows(self) -> list[Row]:
        """The rows, in order."""
        return self.list.rows

    def choose(self, key: str) -> None:
        """Show the card of a term, and its row in the list."""
        for index, row in enumerate(self.rows):
            assert isinstance(row, TermRow)
            row.current = row.key == key
            if row.current:
                self.chosen = row.term
                if not row.shown:
                    self.list.scroll(index - self.list.first)

    def follow(self, focus: Focus) -> bool:
        """The card goes with the focus; True when it changed."""
        if isinstance(focus.at, TermRow) and focus.at.term is not self.chosen:
            self.choose(focus.at.key)
            return True
        return False

    def press(self, name: str) -> None:
        """A row was pressed, or the loudspeaker."""
        if name.startswith("term:"):
            self.choose(name)
        elif name == "say" and self.chosen is not None:
            self.context.say(glossary.spoken(self.context.language, self.chosen))

    def draw_card(self, canvas: Canvas) -> None:
        """The card of the chosen term; a sentence where the list is empty."""
        if self.chosen is not None:
            paint_term(canvas, self.context, self.chosen, self.card)
            return
        said = self.context.language.text("Aucun mot trouvé.")
        x, y, w, h = self.card
        write(canvas, x + w / 2, y + h / 2, said, (w - 40, 80), "lead", "ink_soft", "center")


class TermCard:
    """The card of one term over a dimmed screen; arrows and buttons lead to the next one."""

    def __init__(self, context: Context, terms: Sequence[Term], index: int = 0) -> None:
        self.context = context
        self.terms = list(terms)
        self.index = index
        text = context.language.text
        x, y, w, h = CARD
        close = Button("close", text("Fermer"), "check", x + w - 264, y + h - 92, 232, 64, kind="primary")
        widgets: list[Widget] = [close]
        if len(self.terms) > 1:
            widgets.append(Button("next", text("Mot suivant"), "arrow_right", x + w - 560, y + h - 92, 280, 64))
        widgets.append(SayButton("say", text("Écouter"), "", x + w - 96, y + 28, 64, 64, there=context.can_speak))
        self.focus = Focus(widgets)
        self.focus.start_at(close)

    @property
    def term(self) -> Term:
        """The term on the card."""
        return self.terms[self.index]

    def handle(self, event: UiEvent) -> bool:
        """One input; True once the card was closed."""
        name = self.focus.handle(event)
        if event.kind == "key" and event.key == SAY_KEY:
            name = "say"
        if name == "next":
            self.index = (self.index + 1) % len(self.terms)
        elif name == "say":
            self.context.say(glossary.spoken(self.context.language, self.term))
        return name == "close" or (event.kind == "key" and event.key == "escape")

    def draw(self, canvas: Canvas) -> None:
        """Dim what is there and show the card."""
        x, y, w, h = CARD
        canvas.rect(0, 0, 1920, 1080, faded(canvas.theme.scrim, 0.55))
        canvas.card(*CARD)
        paint_term(canvas, self.context, self.term, (x + 32, y + 32, w - 64, h - 136))
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))


@dataclass
class Chip(Widget):
    """A term as a small button."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """A pill with a book and the term; nothing where it has no room."""
        if not self.enabled:
            return
        self.ring(canvas, focused, self.h / 2)
        radius = self.h / 2
        canvas.rect(self.x, self.y, self.w, self.h, "action_pale" if hovered else "panel_soft", radius, 2, "action")
        canvas.icon("book", self.x + 26, self.y + self.h / 2, 26, "action")
        write(canvas, self.x + 46, self.y + self.h / 2, self.label, (self.w - 60, self.h - 2), "small", "action_deep",
              weight="semibold")  # fmt: skip

    def fit(self, canvas: Canvas, most: float) -> float:
        """Take the width that the term asks for, not more than most [design units]."""
        self.w = boxed(canvas, self.label, most - 60, self.h - 2, "small", "semibold").width + 62
        return self.w
