"""The right rail of the tray: what the coil costs by wavelength, slack still to be stored, and the plan.

It deliberately decides nothing: it repeats what scene and plant say, and a row of the plan is a place to press.
"""

from __future__ import annotations

from simulator.scenes.tray import view_layout as at
from simulator.scenes.tray.logic_goal import bad_piece, left_over_mm, spread
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, boxed_alike, write, write_figure
from simulator.ui.theme import mix

WAVES = (1310, 1550, 1625)
#: A bar ends at this many times the limit; the mark of the limit stands at a quarter, as in the picture of the trade.
BAR_LIMITS = 4.0
PAD = 24.0


def level_of(loss_db: float, limit_db: float) -> str:
    """good up to half the limit, watch up to it, bad beyond."""
    shown = round(loss_db, 2)
    return "good" if shown <= limit_db / 2 else "watch" if shown <= limit_db else "bad"


class Rail:
    """Draws the three cards; each is painted anew only when what it says has changed."""

    def __init__(self, scene, ctx) -> None:
        self.scene = scene
        self.ctx = ctx

    def row_at(self, x: float, y: float) -> int | None:
        """The row of the plan under a point."""
        count = len(self.scene.pieces)
        return next((i for i in range(count) if at.inside(at.row_rect(i, count), x, y)), None)

    def draw(self, canvas: Canvas) -> None:
        """The whole rail."""
        scene = self.scene
        if scene.piece is None:
            return
        limit, code = scene.params.loss_limit_db, self.ctx.language.code
        losses, before = self._losses()
        key: tuple = ("tray loss", losses, before, limit, code)
        canvas.layer(key, lambda c: self._paint_loss(c, losses, before, limit), _area(at.LOSS_CARD))
        slack = tuple((side, round(left_over_mm(scene, side)), self._slack_level(side)) for side in ("left", "right"))
        need = tuple(round(fibre.need_mm) for fibre in scene.piece.fibres.values())
        said = tuple(self._slack_words(left, level) for _, left, level in slack)
        canvas.layer(("tray slack", said, code), lambda c: self._paint_slack(c, said), _area(at.SLACK_CARD))
        for index, (one, whole) in enumerate(zip(slack, need, strict=True)):
            self._draw_slack(canvas, at.SLACK_CARD[1] + 48 + index * 40, one, whole)
        rows = tuple(self._row(index) for index in range(len(scene.pieces)))
        canvas.layer(("tray plan", rows, code), lambda c: self._paint_plan(c, rows), _area(at.PLAN_CARD))

    def _slack_level(self, side: str) -> str:
        return spread(self.scene, side) if self.scene.piece.fibres[side].done else ""

    # what the coil costs

    def _losses(self) -> tuple[tuple[float, ...], bool]:
        """What the card tells of the splice in work, and whether that is what it cost before a fibre was taken out.

        Nothing of a splice that lies as it was found: which one is bad, the red light is to show.
        """
        scene, index = self.scene, self.scene.state.current
        if scene.as_found(index):
            return (), False
        out = scene.state.drawing is None and any(not fibre.path for fibre in scene.piece.fibres.values())
        before = scene.before_db.get(index) if out else None
        return tuple(round(loss, 2) for loss in before or scene.loss_of(index)), before is not None

    def _paint_loss(self, canvas: Canvas, losses: tuple, before: bool, limit: float) -> None:
        x, y, w, h = at.LOSS_CARD
        canvas.card(x, y, w, h)
        canvas.part("ui/tools/coil", x + 22, y + 16, stretch=(44, 44))
        text = self.ctx.language.text
        title = text("Perte avant") if before else text("Perte de la boucle")
        write(canvas, x + 76, y + 38, title, (w - 96, 56), "lead", weight="semibold")
        if not losses:
            canvas.part("ui/tools/red_light", x + w / 2 - 44, y + 96, stretch=(88, 88))
            said = text("Cherche d’abord avec le stylo rouge. La mesure vient après.")
            write(canvas, x + w / 2, y + 252, said, (w - 2 * PAD, 96), "body", "ink_soft", "center")
            return
        for index, (wave, loss) in enumerate(zip(WAVES, losses, strict=True)):
            self._paint_wave(canvas, y + 84 + index * 78, wave, loss, limit)
            if index:
                canvas.line(x + PAD, y + 72 + index * 78, x + w - PAD, y + 72 + index * 78, "line", 2)
        said = self.ctx.language.text("max {value}", value=self.ctx.words.value(limit, 2, "dB"))
        write(canvas, x + PAD + (w - 2 * PAD) / BAR_LIMITS, y + h - 22, said, (200, 30), "small", align="center")

    def _paint_wave(self, canvas: Canvas, y: float, wave: int, loss: float, limit: float) -> None:
        x, _, w, _ = at.LOSS_CARD
        level, room = level_of(loss, limit), w - 2 * PAD
        write(canvas, x + PAD, y + 14, f"{wave}\u00a0nm", (86, 30), "small", "ink_soft", weight="medium")
        value = self.ctx.words.value(loss, 2, "dB")
        write(canvas, x + 214, y + 14, value, (100, 34), "lead", align="right", weight="semibold", numbers=True)
        canvas.part(f"ui/states/{level}", x + 222, y + 2, stretch=(24, 24))
        text = self.ctx.language.text
        said = {"good": text("Bon"), "watch": text("Attention"), "bad": text("Trop")}[level]
        write(canvas, x + 252, y + 14, said, (w - 252 - 12, 40), "small", f"{level}_text", weight="semibold")
        canvas.rect(x + PAD, y + 36, room, 14, "track", 7)
        share = min(1.0, loss / (BAR_LIMITS * limit))
        if level == "bad":
            canvas.rect(x + PAD, y + 36, room * share, 14, "bad", 7)
            pale = mix(canvas.theme.bad, canvas.theme.panel, 0.55)
            canvas.rect(x + PAD, y + 36, room / BAR_LIMITS, 14, pale, 7)
        else:
            canvas.rect(x + PAD, y + 36, max(14.0, room * share), 14, level, 7)
        canvas.rect(x + PAD + room / BAR_LIMITS - 1.75, y + 30, 3.5, 26, "ink", 1.7)

    # slack

    def _slack_words(self, left: int, level: str) -> str:
        """What is wrong with the length of a side that is stored, where it is not good; empty while a bar tells it."""
        if level in ("", "good"):
            return ""
        text, value = self.ctx.language.text, self.ctx.words.value(abs(left), 0, "mm")
        return text("Il manque {value}", value=value) if left < 0 else text("Trop long : {value}", value=value)

    def _paint_slack(self, canvas: Canvas, said: tuple[str, ...]) -> None:
        """What of the card stays as it is while a fibre is drawn. said: words in place of the bar of a side."""
        x, y, w, h = at.SLACK_CARD
        text = self.ctx.language.text
        canvas.card(x, y, w, h)
        write(canvas, x + PAD, y + 26, text("Reste à ranger"), (w - 2 * PAD, 36), "body", weight="semibold")
        for index, word in enumerate((text("Gauche"), text("Droite"))):
            top = y + 48 + index * 40
            write(canvas, x + PAD, top + 16, word, (84, 40), "small", "ink_soft", weight="medium")
            if said[index]:
                room = (w - 2 * PAD - 124, 40)
                write(canvas, x + PAD + 90, top + 16, said[index], room, "body", weight="semibold", numbers=True)
            else:
                canvas.rect(x + PAD + 90, top + 10, w - 2 * PAD - 210, 12, "track", 6)

    def _draw_slack(self, canvas: Canvas, top: float, slack: tuple[str, int, str], whole: int) -> None:
        """What is left of a side: another figure at every frame of a hand that draws."""
        x, _, w, _ = at.SLACK_CARD
        _, left, level = slack
        if level in ("", "good"):
            room = w - 2 * PAD - 210
            share = min(1.0, max(0.0, 1.0 - left / max(1, whole)))
            canvas.rect(x + PAD + 90, top + 10, max(12.0, room * share), 12, level or "light", 6)
            value = self.ctx.words.value(0 if level else max(0, left), 0, "mm")
            edge = x + w - PAD - (30 if level else 0)
            write_figure(canvas, edge, top + 16, value, (92, 34), "body", align="right", weight="semibold")
        if level:
            canvas.part(f"ui/states/{level}", x + w - PAD - 22, top + 5, stretch=(22, 22))

    # plan

    def _row(self, index: int) -> tuple:
        """(slot, left, right, stored, current, begun, faulty) of a line of the plan; faulty with help only."""
        piece = self.scene.pieces[index]
        told = self.ctx.help and self.scene.worked and not self.scene.as_found(index)
        faulty = told and bad_piece(self.scene, index)
        current = index == self.scene.state.current
        begun = piece.laid is not None
        return piece.slot, piece.colours["left"], piece.colours["right"], piece.stored, current, begun, faulty

    def _paint_plan(self, canvas: Canvas, rows: tuple) -> None:
        x, y, w, h = at.PLAN_CARD
        canvas.card(x, y, w, h)
        canvas.icon("plan", x + 42, y + 36, 34, "action")
        text = self.ctx.language.text
        write(canvas, x + 70, y + 36, text("Plan de boîte"), (w - 184, 44), "lead", weight="semibold")
        done = f"{sum(1 for row in rows if row[3])} / {len(rows)}"
        write(canvas, x + w - PAD, y + 36, done, (76, 34), "small", "ink_soft", align="right", numbers=True)
        for word, left in ((text("Gauche"), x + 60), (text("Droite"), x + 210)):
            write(canvas, left, y + 78, word, (120, 40), "small", "ink_soft", weight="medium")
        for index, row in enumerate(rows):
            self._paint_row(canvas, at.row_rect(index, len(rows)), row)

    def _paint_row(self, canvas: Canvas, rect: at.Rect, row: tuple) -> None:
        x, y, w, h = rect
        slot, left, right, stored, current, begun, faulty = row
        middle = y + h / 2
        if current:
            canvas.rect(x, y + 1, w, h - 2, "action_pale", 9, 3, "action")
        ink = "action_deep" if current else "ink"
        number = boxed(canvas, str(slot), 30, h, "small", "bold", True)
        canvas.block(x + 22, middle, number, ink, "center", "middle")
        ahead = 28 if canvas.marks is None else 34
        names = [self.ctx.words.fibre_colour(colour) for colour in (left, right)]
        # Between the dot and the arrow, between the dot and the mark.
        rooms = (124 - ahead, w - 242 - ahead)
        blocks = boxed_alike(canvas, names, rooms, max(20.0, h - 4), "small", "medium")
        for colour, start, block in zip((left, right), (x + 46, x + 200), blocks, strict=True):
            canvas.fibre_dot(start + 10, middle, min(10.0, h / 2 - 2), colour)
            canvas.block(start + ahead, middle, block, ink, "left", "middle")
        if h > 30:
            canvas.icon("arrow_right", x + 172, middle, 20, "ink_soft")
        side = min(24.0, h - 4)
        waiting = "current" if current else "started" if begun else "not_started"
        mark = "bad" if faulty else "good" if stored else waiting
        if mark in ("bad", "good", "not_started"):
            canvas.part(f"ui/states/{mark}", x + w - 34, middle - side / 2, stretch=(side, side))
        else:
            canvas.circle(x + w - 22, middle, side / 2 - 1, None, 3, "action")
            if current:
                canvas.circle(x + w - 22, middle, side / 4 - 1, "action")


def _area(card: at.Rect) -> at.Rect:
    x, y, w, h = card
    return x - 20, y - 16, w + 40, h + 44
