"""The rail at the left of the main screens: where one can go, the language, the settings.

It deliberately opens nothing itself: a press is a name that the screen acts on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ui.canvas import Canvas
from simulator.ui.widgets import CLEAR, Widget

if TYPE_CHECKING:
    from simulator.app import Screen
    from simulator.screens.context import Context

WIDTH = 120.0
ITEM = (12.0, 96.0, 88.0)
ENTRIES = (("map", "map", 152.0), ("notebook", "notebook", 264.0), ("teacher", "teacher", 376.0),
           ("language", "language", 824.0), ("settings", "settings", 940.0))  # fmt: skip


class NavItem(Widget):
    """One entry: icon over word; the present one on pale teal with a bar at its left."""

    current = False

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The entry."""
        if self.current:
            canvas.rect(self.x, self.y, self.w, self.h, "action_pale", 14)
            canvas.rect(0, self.y + 20, 5, self.h - 40, "action", 2)
        elif hovered:
            canvas.rect(self.x, self.y, self.w, self.h, "panel_soft", 14)
        if focused:
            canvas.rect(self.x - 4, self.y - 4, self.w + 8, self.h + 8, CLEAR, 17, 4, "light")
        ink = "action_deep" if self.current else "ink"
        canvas.icon(self.icon, self.x + self.w / 2, self.y + 34, 44, ink)
        canvas.fitted(self.x + self.w / 2, self.y + 70, self.label, self.w + 14, "small", ink, "center", "middle", "semibold" if self.current else "medium")


def items(context: Context, current: str) -> list[NavItem]:
    """The entries of the rail."""
    text = context.language.text
    words = {
        "map": text("Carte"), "notebook": text("Carnet"), "teacher": text("Formateur"),
        "language": "English" if context.language.code == "fr" else "Français", "settings": text("Réglages"),
    }  # fmt: skip
    made = []
    for key, icon, y in ENTRIES:
        item = NavItem(f"nav:{key}", words[key], icon, ITEM[0], y, ITEM[1], ITEM[2])
        item.current = key == current
        made.append(item)
    return made


def draw_rail(canvas: Canvas) -> None:
    """The white strip with the Brin mark."""
    canvas.rect(0, 0, WIDTH, 1080, "panel")
    canvas.line(WIDTH, 0, WIDTH, 1080, "line", 2)
    canvas.part("ui/brand/brin_mark")
    canvas.text(60, 106, "Brin", "lead", "ink", "center", "baseline", None, "bold")
    canvas.line(24, 796, 96, 796, "line", 2)


def follow(context: Context, pressed: str, here: Screen) -> Screen | None:
    """The screen that an entry leads to; None when it was not an entry of the rail."""
    if not pressed.startswith("nav:"):
        return None
    name = pressed[4:]
    if name == "language":
        code = "en" if context.language.code == "fr" else "fr"
        context.set_language(code)
        context.change(language=code)
        return type(here)(context)
    if name == "map":
        from simulator.screens.home import HomeScreen

        return HomeScreen(context)
    if name == "notebook":
        from simulator.screens.notebook import NotebookScreen

        return NotebookScreen(context)
    if name == "teacher":
        from simulator.screens.instructor import InstructorScreen

        return InstructorScreen(context)
    from simulator.screens.settings import SettingsScreen

    return SettingsScreen(context)
