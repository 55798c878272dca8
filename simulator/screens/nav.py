"""The rail at the left of the main screens: where one can go, the language, the settings.

It deliberately opens nothing itself: a press is a name that the screen acts on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.i18n import NAMES, languages
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.widgets import CLEAR, Widget

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

WIDTH = 120.0
ITEM = (12.0, 96.0, 88.0)
ENTRIES = (("map", "map", 152.0), ("notebook", "notebook", 256.0), ("glossary", "book", 360.0),
           ("teacher", "teacher", 464.0), ("voice", "voice", 760.0), ("language", "language", 864.0),
           ("settings", "settings", 968.0))  # fmt: skip


class NavItem(Widget):
    """One entry: icon over word; the present one on pale teal with a bar at its left. on: a switch, turned on."""

    current = False
    on = False

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The entry."""
        if self.current or self.on or hovered:
            canvas.rect(self.x, self.y, self.w, self.h, "panel_soft" if hovered and not self.on else "action_pale", 10)
        if self.current:
            canvas.rect(0, self.y + 20, 5, self.h - 40, "action", 2.5)
        if focused:
            canvas.rect(self.x - 6, self.y - 6, self.w + 12, self.h + 12, CLEAR, 15, 4, "action")
        ink, weight = ("action_deep", "semibold") if self.current else ("ink", "medium")
        # Larger text stops where the longest word would: the entries stay alike, and the pictures as large.
        words = boxed(canvas, self.label, 100, 42, canvas.texts.capped("small", 24), weight)
        over = max(0.0, words.height - 30)  # a second line lifts the picture and makes it smaller
        canvas.icon(self.icon, self.x + self.w / 2, self.y + 37 - over, 48 - over, ink)
        canvas.block(self.x + self.w / 2, self.y + 70 - over * 0.4, words, ink, "center", "middle")
        if self.on:
            canvas.part("ui/states/good", self.x + self.w - 28, self.y + 4, stretch=(24, 24))


def following(context: Context) -> str:
    """The language that a press on the rail's globe changes to."""
    codes = languages()
    return codes[(codes.index(context.language.code) + 1) % len(codes)]


def items(context: Context, current: str) -> list[NavItem]:
    """The entries of the rail."""
    text = context.language.text
    words = {
        "map": text("Carte"), "notebook": text("Carnet"), "glossary": text("Mots"), "teacher": text("Formateur"),
        "voice": text("Voix"), "language": NAMES.get(following(context), following(context)),
        "settings": text("Réglages"),
    }  # fmt: skip
    made = []
    for key, icon, y in ENTRIES:
        if key == "voice" and not context.can_speak():
            continue
        item = NavItem(f"nav:{key}", words[key], icon, ITEM[0], y, ITEM[1], ITEM[2])
        item.current = key == current
        item.on = key == "voice" and context.settings.voice
        made.append(item)
    return made


def draw_rail(canvas: Canvas, voice: bool) -> None:
    """The white strip with the Brin mark; voice: whether the entries below the line begin with that of the voice."""
    canvas.shadow(0, 0, WIDTH, 1080, 0)
    canvas.rect(0, 0, WIDTH, 1080, "panel")
    canvas.part("ui/brand/brin_mark")
    write(canvas, 60, 98, "Brin", (100, 36), "lead", "ink", "center", weight="bold")
    canvas.rect(24, 744 if voice else 848, 72, 2, "line")


def to_briefing(context: Context, exercise: Exercise) -> Screen:
    """The way to an exercise: its briefing, but somebody who has not said a name yet is asked first, once."""
    if context.trainee is None and not context.nameless:
        return context.ways.who(then=lambda: context.ways.briefing(exercise))
    return context.ways.briefing(exercise)


def follow(context: Context, pressed: str, here: Screen) -> Screen | None:
    """The screen that an entry leads to; None when it was not an entry of the rail."""
    if not pressed.startswith("nav:"):
        return None
    name = pressed[4:]
    if name in ("language", "voice"):
        if name == "voice":
            context.turn_voice()
        else:
            code = following(context)
            context.set_language(code)
            context.change(language=code)
        again: Callable[[], Screen] | None = getattr(here, "again", None)
        return again() if again is not None else type(here)(context)  # type: ignore[call-arg]
    ways = context.ways
    entries = {"map": ways.home, "notebook": ways.notebook, "glossary": ways.glossary, "teacher": ways.instructor,
               "settings": ways.settings}  # fmt: skip
    return entries[name]()
