"""The cards of the mounting in the rail: its steps with what was measured, and the window of the body seen large.

It deliberately decides nothing: buttons are returned with the actions that they stand for.
"""

from __future__ import annotations

import math

from simulator.scenes.base import Action
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.logic_state import WAY_MM, Mount
from simulator.ui.canvas import Canvas, Span
from simulator.ui.fitting import write, write_spans


def draw_steps(canvas: Canvas, scene, language, words) -> None:
    """The card of the mounting: its steps, each with what was measured."""
    mount: Mount = scene.state.mount
    text = language.text

    def length(mm: float | None) -> str:
        return words.value(mm, 1, "mm") if mm is not None else ""

    def state(done: bool, right: bool = True, wrong: str = "bad") -> str:
        return "not_started" if not done else "done" if right else wrong

    rows = (
        (text("Gaine du câble"), length(mount.jacket_mm),
         state(mount.jacket_mm is not None, mount.jacket_right, "watch")),
        (text("Vernis"), length(mount.coat_mm), state(mount.coat_mm is not None, mount.coat_right)),
        (text("Essuyer"), "", state(mount.wiped or mount.dirty, not mount.dirty)),
        (text("Couper"), length(mount.bare_mm), state(mount.bare_mm is not None, mount.on_gauge)),
        (text("Enfoncer"), "", state(mount.in_mm < 0.5, not mount.broken)),
        (text("Verrouiller"), "", state(mount.locked, mount.buckled)),
        (text("Boîtier"), "", state(mount.done)),
    )  # fmt: skip

    def paint(c: Canvas) -> None:
        x, y, w, h = at.ZONES
        c.card(x, y, w, h)
        c.icon("checklist", x + 40, y + 36, 34, "action")
        write(c, x + 68, y + 36, text("Montage"), (w - 92, 44), "lead", "ink", weight="semibold")
        for index, (label, value, shown) in enumerate(rows):
            top = y + 66 + index * 52
            c.rect(x + 16, top, w - 32, 46, "panel_soft", 10)
            write(c, x + 34, top + 23, str(index + 1), (30, 40), "body", "ink_soft", "center", weight="bold")
            write(c, x + 54, top + 23, label, (w - 206 if value else w - 120, 44), "body", "ink")
            if value:
                write(
                    c, x + w - 62, top + 23, value, (86, 40), "body", "ink", "right", weight="semibold", numbers=True
                )
            c.part(f"ui/states/{shown}", x + w - 56, top + 9, stretch=(28, 28))

    key = ("mount steps", rows, language.code)
    canvas.layer(key, paint, (at.ZONES[0] - 20, at.ZONES[1] - 20, at.ZONES[2] + 40, at.ZONES[3] + 40))


def draw_window(canvas: Canvas, scene, here: Action | None, language, words) -> list[tuple[at.Rect, Action, str]]:
    """The card under the steps: the window of the body seen large, and the buttons; returns what can be pressed.

    here: the cut that the tool in hand would make now.
    """
    mount: Mount = scene.state.mount
    text = language.text
    x, y, w, h = at.CARD
    canvas.card(x, y, w, h)
    write(canvas, x + 24, y + 34, text("La fenêtre"), (w - 48, 44), "lead", "ink", weight="semibold")
    box = (x + 24, y + 62, w - 48, 104.0)
    canvas.rect(*box, "screen", 10)
    mid, meets = box[1] + 62, x + w * 0.62
    canvas.glass([(meets, mid), (x + w - 30, mid)], 12, None)
    if mount.in_mm < WAY_MM and mount.bare_mm is not None:
        gap = min(90.0, mount.gap_um / 25.0)
        high = 30.0 * math.sqrt(min(1.0, mount.buckle_mm / 1.2))
        tip = meets - gap
        pieces = [(x + 30 + (tip - x - 30) * i / 20, mid - high * math.sin(math.pi * i / 20)) for i in range(21)]
        canvas.glass(pieces, 12, "light" if high > 3 else None)
        shown = words.value(mount.buckle_mm, 1, "mm")
        spans = [Span(text("Flèche") + " ", "small", "", "ink_soft"), Span(shown, "body", "bold")]
        write_spans(canvas, x + 24, y + 198, spans, (w - 48, 44))
    lock = text("Ouvrir le verrou") if mount.locked else text("Verrouiller")
    buttons = [
        (lock, Action("mount.lock", not mount.locked), "k"),
        (text("Pousser le boîtier"), Action("mount.housing"), "h"),
        (text("Recommencer le bout"), Action("mount.restart"), "n"),
    ]
    if mount.bare_mm is None:
        # Nothing is in the body yet: what can be done is to cut, and to begin again.
        buttons = ([(text("Couper ici"), here, "c")] if here is not None else []) + buttons[2:]
    found = []
    for index, (label, action, key) in enumerate(buttons):
        rect = (x + 24, y + 214 + index * 56, w - 48, 50.0)
        canvas.rect(*rect, "panel_soft", 10, 2, "edge" if key == "n" else "action")
        write(canvas, rect[0] + 16, rect[1] + 25, label, (rect[2] - 72, 44), "body", "ink", weight="medium")
        canvas.text(rect[0] + rect[2] - 14, rect[1] + 25, key.upper(), "small", "ink_soft", "right", "middle")
        found.append((rect, action, key))
    return found
