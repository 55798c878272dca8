"""Listen or read? Two large pictures and a voice, for who cannot read the question.

It deliberately asks only where something is heard, and each trainee once: the rail and the settings change it later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import write
from simulator.ui.focus import Focus
from simulator.ui.say import SAY_KEY
from simulator.ui.theme import faded
from simulator.ui.widgets import CLEAR, Widget

if TYPE_CHECKING:
    from simulator.screens.context import Context

#: Answers that the screen under the question gets.
LISTEN, READ = "hear:on", "hear:off"
ANSWERS = (LISTEN, READ)
BOX = (400.0, 200.0, 1120.0, 680.0)
TILE_W, TILE_H, TILE_Y = 476.0, 424.0, 128.0
#: Arcs of sound round the loudspeaker: radius [design units] and opacity.
WAVES = ((126.0, 0.55), (156.0, 0.35), (186.0, 0.18))


class _Tile(Widget):
    """One answer: a picture that fills it, and its word."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The loudspeaker with its sound is filled, as the one thing to press for who does not read."""
        x, y, w, h = self.x, self.y, self.w, self.h
        self.ring(canvas, focused, 24)
        loud = self.key == LISTEN
        ink = "on_action" if loud else "action_deep"
        canvas.rect(x, y, w, h, "action" if loud else "panel", 24, 0 if loud else 4, CLEAR if loud else "action")
        if hovered:
            canvas.rect(x + 8, y + 8, w - 16, h - 16, CLEAR, 18, 4, faded(canvas.theme.colour(ink), 0.6))
        cx, cy = x + w / 2 - (32 if loud else 0), y + h / 2 - 36
        if loud:
            for radius, opacity in WAVES:
                canvas.ring_arc(cx, cy, radius, 11, -38, 38, faded(canvas.theme.on_action, opacity), True)
        canvas.icon(self.icon, cx, cy, 216, ink)
        write(canvas, x + w / 2, y + h - 58, self.label, (w - 48, 72), "title", ink, "center", weight="semibold")


class Question:
    """Asks over a dimmed screen, by voice and by two pictures."""

    def __init__(self, context: Context) -> None:
        self.context = context
        text = context.language.text
        x, y, w, _ = BOX
        left, right = x + 56, x + w - 56 - TILE_W
        self.tiles = [
            _Tile(LISTEN, text("Écouter"), "voice", left, y + TILE_Y, TILE_W, TILE_H),
            _Tile(READ, text("Lire"), "book", right, y + TILE_Y, TILE_W, TILE_H),
        ]
        self.focus = Focus(self.tiles)
        self.focus.start_at(self.tiles[0], shown=True)
        self._asked = False

    def spoken(self) -> str:
        """The question as it is heard."""
        text = self.context.language.text
        return " ".join((
            text("Bonjour. Tu veux écouter les consignes ? Appuie sur le haut-parleur."),
            text("Tu préfères lire ? Appuie sur le livre."),
        ))  # fmt: skip

    def handle(self, event: UiEvent) -> str | None:
        """One input; the answer once there is one. Escape reads: nobody is talked to who did not ask for it."""
        if event.kind == "key" and event.key == "escape":
            return READ
        if event.kind == "key" and event.key == SAY_KEY:
            self.context.say(self.spoken())
        return self.focus.handle(event)

    def draw(self, canvas: Canvas) -> None:
        """Dim what is there and ask; the voice asks when the question first stands there."""
        text = self.context.language.text
        if not self._asked:
            self._asked = True
            self.context.say(self.spoken())
        x, y, w, h = BOX
        canvas.rect(0, 0, 1920, 1080, faded(canvas.theme.scrim, 0.55))
        canvas.card(*BOX)
        title = text("Écouter ou lire les consignes ?")
        write(canvas, x + w / 2, y + 66, title, (w - 112, 76), "title", "ink", "center", weight="semibold")
        for tile in self.tiles:
            tile.draw(canvas, self.focus.shows(tile), self.focus.hovers(tile))
        later = text("Tu peux changer à tout moment : bouton Voix.")
        write(canvas, x + w / 2, y + h - 64, later, (w - 112, 72), "body", "ink_soft", "center")


def take(context: Context, answer: str) -> None:
    """Keep an answer; nobody goes on talking to who reads."""
    context.hush()
    context.choose_voice(answer == LISTEN)
