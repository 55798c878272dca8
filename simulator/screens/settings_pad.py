"""The picture of a gamepad in the settings: what its cross and its four buttons do.

It deliberately listens to none: ui/gamepad does.
"""

from __future__ import annotations

from simulator.i18n import Language
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed_alike, write

#: Middle of the pad from the left edge of its box, and of the list of buttons.
PAD_X, LIST_X = 270.0, 560.0
#: Buttons: letter, tone, ink of the letter, place from the middle of their cross.
BUTTONS = (
    ("Y", "watch", "print", (0.0, -38.0)), ("X", "info", "on_action", (-38.0, 0.0)),
    ("B", "bad", "on_action", (38.0, 0.0)), ("A", "good", "on_action", (0.0, 38.0)),
)  # fmt: skip
CROSS = (-104.0, 86.0)
R = 19.0


def draw_pad(canvas: Canvas, language: Language, x: float, middle: float, room: tuple[float, float]) -> None:
    """The pad and its words in a box with its left edge at x and its middle at a height; room: width and height."""
    cx, text = x + PAD_X, language.text
    _case(canvas, cx, middle)
    _cross(canvas, cx + CROSS[0], middle - 20)
    bx, by = cx + CROSS[1] + 18, middle - 20
    for letter, tone, ink, (dx, dy) in BUTTONS:
        canvas.circle(bx + dx, by + dy, R, tone, 2.5, "case_edge")
        write(canvas, bx + dx, by + dy, letter, (2 * R - 8, 2 * R - 6), "small", ink, "center", weight="bold")
    canvas.line(cx + CROSS[0], middle - 90, cx + CROSS[0], middle - 122, "ink_soft", 2)
    write(canvas, cx + CROSS[0], middle - 142, text("Croix ou stick : bouger"), (300, 40), "body", "ink", "center")
    said = {"A": text("La suite"), "X": text("Tenir"), "B": text("Retour"), "Y": text("Écouter")}
    step = 66.0
    blocks = boxed_alike(canvas, list(said.values()), room[0] - LIST_X - 60, step - 8, "lead", "medium")
    tones = {letter: (tone, ink) for letter, tone, ink, _ in BUTTONS}
    for index, (letter, block) in enumerate(zip(said, blocks, strict=True)):
        cy = middle + (index - (len(said) - 1) / 2) * step
        tone, ink = tones[letter]
        canvas.circle(x + LIST_X + R, cy, R + 3, tone, 2.5, "line")
        write(canvas, x + LIST_X + R, cy, letter, (2 * R, 2 * R), "body", ink, "center", weight="bold")
        canvas.block(x + LIST_X + 2 * R + 22, cy, block, "ink", "left", "middle")


def _case(canvas: Canvas, cx: float, middle: float) -> None:
    """Body and grips: one dark form under a lighter one, set a little higher."""
    for colour, up in (("case", 0.0), ("case_edge", 5.0)):
        canvas.rect(cx - 196, middle - 88 - up, 392, 134, colour, 62)
        for side in (-1, 1):
            canvas.circle(cx + side * 142, middle + 34 - up, 66, colour)
    canvas.rect(cx - 60, middle - 74, 120, 10, "case", 5)
    canvas.circle(cx - 26, middle - 20, 9, "case")
    canvas.circle(cx + 26, middle - 20, 9, "case")


def _cross(canvas: Canvas, cx: float, cy: float) -> None:
    canvas.circle(cx, cy, 60, "case")
    canvas.rect(cx - 46, cy - 15, 92, 30, "steel", 7)
    canvas.rect(cx - 15, cy - 46, 30, 92, "steel", 7)
    canvas.circle(cx, cy, 9, "case_edge")
