"""Settings: language, look, size of the text, working hand, size of the window. Each holds at once and is kept.

It deliberately offers nothing that changes the simulation or a score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from simulator.screens.page import LEFT, Page, paint_heading, paint_title
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write
from simulator.ui.widgets import Choice, Toggle

if TYPE_CHECKING:
    from simulator.screens.context import Context

COLUMN_W, GAP = 840.0, 24.0
CARD_H = 196.0
TOP = 176.0
WINDOWS = ("1280x720", "1600x900", "1920x1080", "2560x1440")
TEXT_SIZES = ("1.0", "1.25", "1.5")


def _card(index: int) -> tuple[float, float, float, float]:
    """Box of a card, two in a row."""
    return LEFT + (index % 2) * (COLUMN_W + GAP), TOP + (index // 2) * (CARD_H + GAP), COLUMN_W, CARD_H


class SettingsScreen(Page):
    """One card for each thing to choose."""

    entry = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kept, text = context.settings, context.language.text
        self.rows: list[tuple[str, str, str]] = [
            ("language", text("Langue"), text("La langue de tous les écrans.")),
            ("contrast", text("Aspect"), text("Contrasté : plus facile à lire au soleil ou au projecteur.")),
            ("text_size", text("Taille du texte"), text("Tout le texte grandit.")),
            ("screen", text("Fenêtre"), text("F11 : plein écran, à tout moment.")),
            ("fullscreen", text("Démarrage"), text("Comment Brin s’ouvre la prochaine fois.")),
        ]
        sizes = [(value, value.replace("x", " × ")) for value in WINDOWS]
        scales = [(value, context.language.unit(float(value) * 100, 0, "pct")) for value in TEXT_SIZES]
        looks = [("light", text("Clair")), ("contrast", text("Contrasté"))]
        window = f"{kept.width}x{kept.height}"
        self.choices = [
            Choice("language", "", options=[("fr", "Français"), ("en", "English")], value=context.language.code),
            Choice("theme", "", options=looks, value=kept.theme, icons={"light": "sun", "contrast": "contrast"}),
            Choice("text_scale", "", options=scales, value=str(kept.text_scale)),
            Choice("window", "", options=sizes, value=window),
            Toggle("fullscreen", text("Ouvrir en plein écran"), on=kept.fullscreen),
        ]
        for index, widget in enumerate(self.choices):
            x, y, w, _ = _card(index)
            widget.x, widget.y, widget.w, widget.h = x + 24, y + 112, w - 48, 60
        self.show(self.choices, self.choices[0])

    def press(self, name: str) -> None:
        """Keep a choice and let it hold."""
        key, _, value = name.partition("=")
        if key == "language":
            self.context.set_language(value)
            self.context.change(language=value)
            self.go(self.again())
        elif key == "theme":
            self.context.change(theme=value)
        elif key == "text_scale":
            self.context.change(text_scale=float(value))
        elif key == "fullscreen":
            self.context.change(fullscreen=value == "on")
        elif key == "window":
            width, height = (int(part) for part in value.split("x"))
            self.context.change(width=width, height=height)
            resize(width, height)
        if key in ("theme", "text_scale"):
            refresh()

    def paint(self, canvas: Canvas) -> None:
        """A card for each choice, with one sentence on what it does; at the foot, where the data lie."""
        text = self.context.language.text
        paint_title(canvas, text("Réglages"))
        for index, (icon, name, sentence) in enumerate(self.rows):
            x, y, w, _ = _card(index)
            canvas.card(*_card(index))
            paint_heading(canvas, x + 24, y + 20, 300, icon, name)
            write(canvas, x + w - 24, y + 44, sentence, (w - 400, 56), "small", "ink_soft", "right")
        x, y, w, _ = _card(len(self.rows))
        canvas.card(*_card(len(self.rows)))
        paint_heading(canvas, x + 24, y + 20, 300, "folder", text("Dossier"))
        write(
            canvas,
            x + w - 24,
            y + 44,
            text("Tes essais et tes réglages restent ici."),
            (w - 400, 56),
            "small",
            "ink_soft",
            "right",
        )
        write(canvas, x + 24, y + 142, str(self.context.folder), (w - 48, 60), "body", "ink")


def refresh() -> None:
    """Let the window take its canvas anew, as after a change of its size."""
    if pygame.display.get_init():
        pygame.event.post(pygame.event.Event(pygame.WINDOWSIZECHANGED))


def resize(width: int, height: int) -> None:
    """Give the window another size, where there is a window and it does not fill the screen."""
    window = pygame.display.get_surface() if pygame.display.get_init() else None
    if window is None or window.get_flags() & pygame.FULLSCREEN or window.get_size() == (width, height):
        return
    pygame.display.set_mode((width, height), window.get_flags() & pygame.RESIZABLE)
    refresh()
