"""The gesture's card of a debrief without a curve: what to look at instead, with a picture and the way there.

It deliberately draws no curve: those are the plot's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.i18n import N_
from simulator.screens.briefing import shown_attempt
from simulator.screens.home_cards import paint_hero
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write
from simulator.ui.widgets import Button

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

Box = tuple[float, float, float, float]
#: Height of the picture, and of the button under it.
PICTURE_H, BUTTON_H = 124.0, 64.0


def way(exercise: Exercise, attempt: Attempt) -> str:
    """What is worth looking at: 'replay' after some work, else 'example' where there is one, else 'retry'."""
    if any('"a":' in line for line in attempt.log):
        return "replay"
    return "example" if shown_attempt(exercise) is not None else "retry"


#: What the card says for each way, and the button's words and icon.
SAID = {
    "replay": (N_("Ici, pas de courbe. Le film montre tes gestes."), N_("Revoir mes gestes"), "replay"),
    "example": (N_("Tu n’as rien fait cette fois. Regarde l’exemple."), N_("Voir l’exemple"), "eye"),
    "retry": (N_("Tu n’as rien fait cette fois. Réessaie."), N_("Réessayer"), "retry"),
}


def button(context: Context, box: Box, name: str) -> Button:
    """The way there, at the foot of the card."""
    x, y, w, h = box
    _, words, icon = SAID[name]
    top = y + h - BUTTON_H - 20
    return Button(f"gesture:{name}", context.language.text(words), icon, x + 24, top, w - 48, BUTTON_H)


def draw(canvas: Canvas, context: Context, box: Box, place: str, name: str) -> None:
    """Title, picture of the place, and what to look at; the button is a widget."""
    x, y, w, h = box
    text = context.language.text
    canvas.layer(("debrief place", place), lambda c: paint_hero(c, place, (x, y, w, PICTURE_H)), (x, y, w, PICTURE_H))
    middle = (y + PICTURE_H + y + h - BUTTON_H - 20) / 2
    write(canvas, x + 24, middle - 30, text("Ton geste"), (w - 48, 44), "lead", "ink", weight="semibold")
    write(canvas, x + 24, middle + 22, text(SAID[name][0]), (w - 48, 60), "body", "ink_soft")

