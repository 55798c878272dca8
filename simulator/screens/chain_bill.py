"""The bill of one event of the trainee's line: its causes at one wavelength, and what the figures do not mean.

It deliberately works out no loss: the figures are those of the glass, rounded so that they sum to their total.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.plant.line_events import LineEvent
from simulator.screens.chain_line import FAR
from simulator.screens.debrief_cards import BILL_COLOURS
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write

if TYPE_CHECKING:
    from simulator.screens.chain_line import Line
    from simulator.screens.context import Context

Rect = tuple[float, float, float, float]

BILL: Rect = (712.0, 544.0, 600.0, 488.0)
#: Room over the causes; rows of causes at most so high, and so many.
HEAD_H, CAUSE_H, MOST = 88.0, 64.0, 6
BUTTON_H, NOTE_H, LINE_H, GAP = 56.0, 84.0, 54.0, 8.0
#: A loss that is told by itself [dB].
LEAST_DB = 0.005
#: What one end sees and is no loss is said from here on [dB], and from this share of the loss on.
EXTRA_DB, EXTRA_SHARE = 0.02, 0.1


def figures(parts: Mapping[str, float]) -> dict[str, float]:
    """Parts of a sum [dB], rounded to thousandths so that what is read sums to the rounded total."""
    whole = {cause: math.floor(1000.0 * value) for cause, value in parts.items()}
    left = round(1000.0 * math.fsum(parts.values())) - sum(whole.values())
    by_rest = sorted(parts, key=lambda cause: whole[cause] - 1000.0 * parts[cause])
    return {cause: (whole[cause] + (cause in by_rest[:left])) / 1000.0 for cause in parts}


def title_of(context: Context, event: LineEvent) -> str:
    """Kind and place of an event in words: "Soudure, Boîte 1"."""
    kind = context.words.event(event.kind)
    at_b = context.language.text("Bout {end}", end=FAR)
    place = at_b if event.name == FAR else context.words.part(event.name) if event.name else ""
    return f"{kind} · {place}" if place else kind


class Card:
    """What the card of the chosen event says, from its head down, and from its foot up. other: words of the button that
    brings a wavelength which shows far more of it, None without one."""

    def __init__(self, context: Context, line: Line) -> None:
        self.context, self.line, self.language, self.event = context, line, context.language, line.event
        self.other = self._other()
        self.note = self._note()
        self.mirror = self._mirror()
        self.alone = self._alone()
        self.figures = figures(self.event.bill)

    def _other(self) -> str | None:
        found = self.line.clearer()
        if found is None:
            return None
        nm = self.language.wavelength(self.line.traces[found[0]].trace.wavelength * 1e9)
        loss = self.language.unit(found[1].loss_db, 2, "dB")
        return self.language.text("Bien plus à {wavelength} : {loss}", wavelength=nm, loss=loss)

    def _note(self) -> str | None:
        """Why the trace shows another step than the loss: the two fibres send back unequal shares of light."""
        event = self.event
        if abs(event.extra_db) < max(EXTRA_DB, EXTRA_SHARE * event.loss_db):
            return None
        seen = self.language.unit(event.loss_db + event.extra_db, 2, "dB")
        return self.language.text(
            "Vu du bout {end}, la trace montre {seen}. Ce n’est pas la perte : le diamètre de mode change. "
            "La perte est la moyenne des deux sens.",
            end=self.line.now.side,
            seen=seen,
        )

    def _alone(self) -> str | None:
        """What the splice costs without the coil that lies with it in the tray: the figure of the results."""
        event = self.event
        rest = {cause: value for cause, value in event.bill.items() if cause != "bend"}
        if event.kind != "splice" or event.bill.get("bend", 0.0) < LEAST_DB or math.fsum(rest.values()) < LEAST_DB:
            return None
        value = self.language.unit(math.fsum(rest.values()), 2, "dB")
        return self.language.text("Sans la courbure : {value}. C’est la soudure seule.", value=value)

    def _mirror(self) -> str | None:
        if self.event.reflectance_db is None:
            return None
        value = self.language.unit(self.event.reflectance_db, 1, "dB")
        return self.language.text("Réflectance : {value}. C’est la force du reflet, pas une perte.", value=value)

    @property
    def _foot(self) -> float:
        """Height of what stands under the causes."""
        heights = ((self.other, BUTTON_H), *self._lines())
        return 12.0 + sum(height + GAP for said, height in heights if said is not None)

    def _lines(self) -> tuple[tuple[str | None, float], ...]:
        """What is said under the causes, each with its height."""
        return (self.alone, LINE_H), (self.note, NOTE_H), (self.mirror, LINE_H)

    def cause_rects(self) -> list[tuple[str, Rect]]:
        """Rows of the bill, dearest first."""
        x, y, w, h = BILL
        causes = sorted(self.event.bill, key=lambda cause: -self.event.bill[cause])[:MOST]
        height = min(CAUSE_H, (h - HEAD_H - self._foot) / max(1, len(causes)))
        return [(cause, (x + 12, y + HEAD_H + i * height, w - 24, height - 4)) for i, cause in enumerate(causes)]

    def other_rect(self) -> Rect:
        """The button's place, over what is said at the foot."""
        x, y, w, h = BILL
        return (x + 16, y + h - self._foot, w - 32, BUTTON_H)

    def draw(self, canvas: Canvas) -> None:
        """Everything but the button."""
        x, y, w, h = BILL
        canvas.card(x, y, w, h)
        title, total = title_of(self.context, self.event), self.language.unit(self.event.loss_db, 3, "dB")
        write(canvas, x + 24, y + 32, title, (w - 210, 42), "lead", "ink", weight="semibold")
        write(canvas, x + w - 24, y + 32, total, (160, 42), "lead", "ink", "right", weight="bold", numbers=True)
        nm = self.language.wavelength(self.line.now.trace.wavelength * 1e9)
        said = self.language.text("Perte à {wavelength}, par cause", wavelength=nm)
        write(canvas, x + 24, y + 66, said, (w - 48, 34), "small", "ink_soft")
        if not self.event.bill:
            text = self.language.text
            said = text("La ligne finit ici.") if self.event.kind == "end" else text("Ici la lumière ne perd rien.")
            write(canvas, x + 24, y + 122, said, (w - 48, 60), "body", "ink_soft")
        most = max(map(abs, self.event.bill.values()), default=1.0)
        for cause, rect in self.cause_rects():
            self._cause(canvas, cause, rect, abs(self.event.bill[cause]) / most)
        self._draw_foot(canvas)

    def _cause(self, canvas: Canvas, cause: str, rect: Rect, share: float) -> None:
        rx, ry, rw, rh = rect
        language, event = self.language, self.event
        if cause == self.line.cause:
            canvas.rect(*rect, "action_pale", 10)
        middle, bar = ry + 0.4 * rh - 2, ry + rh - 15
        figure = language.unit(self.figures[cause], 3, "dB")
        words = self.context.words.bill(cause)
        write(canvas, rx + 14, middle, words, (rw - 260, 38), "body", "ink", weight="medium")
        write(canvas, rx + rw - 14, middle, figure, (130, 32), "body", "ink", "right", weight="semibold", numbers=True)
        if cause in event.moments:
            at = language.clock(event.moments[cause])
            write(canvas, rx + rw - 160, middle, at, (96, 30), "small", "action_deep", "right")
        canvas.rect(rx + 14, bar, rw - 28, 8, "track", 4)
        canvas.rect(rx + 14, bar, max(8.0, (rw - 28) * share), 8, BILL_COLOURS.get(cause, "ink_soft"), 4)

    def _draw_foot(self, canvas: Canvas) -> None:
        x, y, w, h = BILL
        top = y + h - self._foot + (0.0 if self.other is None else BUTTON_H + GAP)
        for said, height in self._lines():
            if said is not None:
                write(canvas, x + 24, top + height / 2, said, (w - 48, height), "small", "ink_soft")
                top += height + GAP
