"""The right rail: the table of the zones, and the card of the verdict or of before and after.

It deliberately decides nothing: buttons return actions, figures are those of the microscope and of the line.
"""

from __future__ import annotations

from simulator.instruments.endface import Look
from simulator.instruments.microscope import Finding, Grade, ZoneCount
from simulator.scenes.base import Action
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.view_mount import MountHands
from simulator.scenes.connectors.view_mount_cards import draw_steps, draw_window
from simulator.scenes.connectors.view_scope import ScopePainter
from simulator.ui.canvas import Canvas, Span
from simulator.ui.curves import arc_points
from simulator.ui.fitting import Said, boxed, write, write_column, write_spans
from simulator.ui.spot_card import Spot, SpotCard

PAD = 24.0
#: Radius of the little rings before each row, from the outside in, as shares of the zone in question.
ROW_H = 84.0


class Rail(SpotCard):
    """Draws the rail and knows its clickable spots of the last frame."""

    def __init__(self, scene, ctx, scope: ScopePainter, mount: MountHands) -> None:
        super().__init__()
        self.scene = scene
        self.ctx = ctx
        self.scope = scope
        self.mount = mount

    def judging(self) -> bool:
        """Whether a verdict on the face that was just seen is still to be said."""
        known = self.scene.state.sides[self.scene.side]
        return known.seen and not known.verdict and self.scene.state.view != "mate"

    def draw(self, canvas: Canvas) -> None:
        """Both cards."""
        self.spots = []
        if self.mount.active:
            draw_steps(canvas, self.scene, self.ctx.language, self.ctx.words)
            here = self.mount.cut_here()
            found = draw_window(canvas, self.scene, here, self.ctx.language, self.ctx.words)
            self.spots = [Spot(*each) for each in found]
            self._ring(canvas)
            return
        self._zones(canvas)
        if self.judging():
            self._verdict(canvas)
        else:
            self._before_after(canvas)
        self._ring(canvas)

    def _ring(self, canvas: Canvas) -> None:
        if self.focused is not None:
            x, y, w, h = self.focused.rect
            canvas.rect(x - 5, y - 5, w + 10, h + 10, (0, 0, 0, 0), 16, 4, "action")

    # zones

    def _zones(self, canvas: Canvas) -> None:
        known = self.scene.state.sides[self.scene.side]
        grade = known.grade if self.scene.params.analysis and known.seen else None
        side = self.ctx.words.side(self.scene.side)
        key = ("connect zones", grade if grade else None, side, self.scope.told())
        x, y, w, h = at.ZONES
        canvas.layer((*key, self.ctx.language.code), lambda c: self._paint_zones(c, grade, side),
                     (x - 20, y - 20, w + 40, h + 40))  # fmt: skip

    def _paint_zones(self, canvas: Canvas, grade: Grade | None, side: str) -> None:
        text = self.ctx.language.text
        x, y, w, h = at.ZONES
        canvas.card(x, y, w, h)
        canvas.icon("target", x + 40, y + 38, 34, "action")
        write(canvas, x + 68, y + 38, text("Zones"), (110, 44), "lead", "ink", weight="semibold")
        heads = (Said(text("vu / max"), "small", "ink_soft"), Said(side, "small", "ink_soft"))
        write_column(canvas, x + w - PAD - 150, y + 40, heads, (150, 76))
        names = (text("Cœur"), text("Gaine"), text("Colle"), text("Contact"))
        for index, name in enumerate(names):
            row = grade.zones[index] if grade else None
            top = y + 78 + index * (ROW_H + 4)
            self._row(canvas, index, name, row, grade, top)

    def _row(
        self, canvas: Canvas, index: int, name: str, row: ZoneCount | None, grade: Grade | None, top: float
    ) -> None:
        x, _, w, _ = at.ZONES
        told = self.scope.told()
        bad = row is not None and not row.passed and told
        canvas.rect(x + 12, top, w - 24, ROW_H, "bad_pale" if bad else "panel_soft", 12, 2, "bad" if bad else "line")
        self._little_rings(canvas, x + 46, top + ROW_H / 2, index)
        letter = "ABCD"[index]
        # Marks stand under the name; without any it has the row for itself.
        marked = row is not None and grade is not None and (
            bad or any(_counts(finding, row) for finding in grade.findings[:4])
        )
        line = top + (26 if marked else ROW_H / 2)
        wide = write(canvas, x + 80, line, letter, (30, 40), "lead", "ink", weight="bold").width
        write(canvas, x + 88 + wide, line, name, (128 - wide, 42), "lead", "ink")
        if row is None:
            write(canvas, x + w - 84, top + ROW_H / 2, "–", (40, 40), "lead", "ink_soft", "right")
            canvas.part("ui/states/not_started", x + w - 60, top + ROW_H / 2 - 16, stretch=(32, 32))
            return
        assert grade is not None
        most = "–" if row.most is None else str(row.most)
        shown = row.seen if row.most is None else row.count
        ink = "bad_text" if row.dirty and told else "ink"
        spans = [Span(str(shown), "lead", "bold", ink, True), Span(f" / {most}", "small", "", "ink_soft", True)]
        write_spans(canvas, x + w - 76, line + 10, spans, (66, 44), "right")
        level = (
            "not_started"
            if not told
            else "bad"
            if bad
            else "watch"
            if any(self._noted(f, row) for f in grade.findings)
            else "good"
        )
        canvas.part(f"ui/states/{level}", x + w - 60, top + ROW_H / 2 - 18, stretch=(36, 36))
        self._badges(canvas, x + 80, top + 60, row, grade)

    def _noted(self, finding, row: ZoneCount) -> bool:
        return finding.zone == row.zone and finding.level == "watch"

    def _badges(self, canvas: Canvas, x: float, y: float, row: ZoneCount, grade: Grade) -> None:
        """The numbers of the findings of this zone, as they stand in the picture, and the reason in a word."""
        text = self.ctx.language.text
        for number, finding in enumerate(grade.findings[:4], start=1):
            if _counts(finding, row):
                canvas.circle(x + 11, y, 11, "ink")
                write(canvas, x + 11, y, str(number), (20, 22), "small", "panel", "center", weight="bold")
                x += 26
        if not row.passed and self.scope.told():
            # Few enough, and yet one breaks the rule: by its size.
            big = row.dirty and row.most is not None and row.count <= row.most
            said = text("Trop gros") if big else text("Sale") if row.dirty else text("Rayé")
            write(canvas, x + 4, y, said, (110, 40), "small", "bad_text", weight="semibold")

    def _little_rings(self, canvas: Canvas, cx: float, cy: float, index: int) -> None:
        tones = ("bad", "watch", "ink_soft", "good")
        radii = (6.0, 13.0, 17.0, 23.0)
        canvas.circle(cx, cy, 23, "good" if index == 3 else "panel", 2, "ink_soft")
        canvas.circle(cx, cy, radii[2], "ink_soft" if index == 2 else "panel", 2, "ink_soft")
        canvas.circle(cx, cy, radii[1], "watch" if index == 1 else "panel", 2, "ink_soft")
        canvas.circle(cx, cy, radii[0], tones[0] if index == 0 else "panel", 2, "ink_soft")

    # verdict

    def _verdict(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        x, y, w, h = at.CARD
        rows = (
            ("good", text("Bon : je raccorde"), "good", "b"),
            ("watch", text("À nettoyer"), "clean", "n"),
            ("bad", text("À changer"), "replace", "c"),
        )
        rects = [(x + PAD, y + 132 + 80 * index, w - 2 * PAD, 66.0) for index in range(len(rows))]
        key = ("connect verdict", self.ctx.language.code)
        canvas.layer(key, lambda c: self._paint_verdict(c, rows, rects), (x - 20, y - 20, w + 40, h + 40))
        self.spots = [
            Spot(rect, Action("judge", verdict), key, words)
            for rect, (_, words, verdict, key) in zip(rects, rows, strict=True)
        ]

    def _paint_verdict(self, canvas: Canvas, rows: tuple, rects: list[at.Rect]) -> None:
        text = self.ctx.language.text
        x, y, w, h = at.CARD
        canvas.card(x, y, w, h)
        canvas.icon("eye", x + 40, y + 38, 34, "action")
        write(canvas, x + 68, y + 38, text("Ton avis sur la face"), (w - 92, 48), "lead", "ink", weight="semibold")
        write(canvas, x + PAD, y + 96, text("Regarde zone par zone, puis choisis."), (w - 48, 62), "small", "ink_soft")
        for rect, (mark, label, _, key) in zip(rects, rows, strict=True):
            canvas.rect(*rect, "panel_soft", 12, 2.5, "action")
            middle = rect[1] + 33
            canvas.part(f"ui/states/{mark}", rect[0] + 16, rect[1] + 15, stretch=(36, 36))
            write(canvas, rect[0] + 68, middle, label, (rect[2] - 120, 58), "body", "ink", weight="semibold")
            write(canvas, rect[0] + rect[2] - 16, middle, key.upper(), (40, 40), "small", "ink_soft", "right")

    # before and after

    def known_cost(self) -> tuple[float, float] | None:
        """Loss and reflectance that the joint will have [dB]; None: nobody can tell before both faces were seen."""
        state = self.scene.state
        if state.cost is None or not (state.latched or all(side.ever_seen for side in state.sides.values())):
            return None
        return round(state.cost.loss_db, 4), round(state.cost.reflectance_db, 2)

    def _before_after(self, canvas: Canvas) -> None:
        x, y, w, h = at.CARD
        state, known = self.scene.state, self.scene.state.sides[self.scene.side]
        after = known.look if known.cleanings and known.seen else None
        passed = bool(known.grade and known.grade.passed)
        figures = self.known_cost()
        finished = state.latched and self.scene.matings > 0
        shown = (known.first, known.first_passed, after, passed, figures, finished)
        key = ("connect before after", shown, self.ctx.language.code)
        canvas.layer(key, lambda c: self._paint_card(c, *shown), (x - 20, y - 20, w + 40, h + 40))
        self.spots.append(Spot((x + PAD, y + h - 70, w - 2 * PAD, 56.0), Action("done"), "t"))

    def _paint_card(
        self, canvas: Canvas, first: Look | None, first_passed: bool, after: Look | None, passed: bool,
        figures: tuple[float, float] | None, finished: bool,
    ) -> None:  # fmt: skip
        text = self.ctx.language.text
        x, y, w, h = at.CARD
        canvas.card(x, y, w, h)
        write(canvas, x + PAD, y + 34, text("Avant / Après"), (w - 48, 44), "lead", "ink", weight="semibold")
        self._small(canvas, x + 88, y + 116, first, first_passed, "")
        canvas.icon("forward", x + w / 2, y + 116, 30, "ink_soft")
        # A face that was good from the start asks for no cleaning: the empty place must not call for one.
        needless = first is not None and first_passed and passed
        self._small(canvas, x + w - 88, y + 116, after, passed, text("inutile") if needless else text("à faire"))
        self._figures(canvas, x, y + 192, w, figures)
        rect = (x + PAD, y + h - 70, w - 2 * PAD, 56.0)
        ground, edge, ink = ("action", "action_edge", "on_action") if finished else ("panel_soft", "edge", "ink")
        canvas.rect(*rect, ground, 12, 2, edge)
        label = text("Terminer") if self.ctx.last_stage else text("Étape suivante")
        write(canvas, x + w / 2, y + h - 42, label, (w - 96, 46), "body", ink, "center", weight="semibold")

    def _small(self, canvas: Canvas, cx: float, cy: float, look: Look | None, passed: bool, empty: str) -> None:
        r = 58.0
        if look is None:
            canvas.circle(cx, cy, r, "panel_soft")
            canvas.dashed(arc_points(cx, cy, r, 0, 360), "line", 2.5, 8, 6)
            if empty:
                write(canvas, cx, cy, empty, (90, 40), "small", "ink_soft", "center")
            return
        box = canvas.pixel_rect(cx - r, cy - r, 2 * r, 2 * r)
        canvas.circle(cx, cy, r + 4, "screen")
        canvas.blit(self.scope.faces.round(canvas, look, box.w), cx - r, cy - r)
        if self.scene.params.analysis:
            canvas.part(f"ui/states/{'good' if passed else 'bad'}", cx - r - 2, cy + r - 30, stretch=(34, 34))

    def _figures(self, canvas: Canvas, x: float, top: float, w: float, figures: tuple[float, float] | None) -> None:
        text, words, params = self.ctx.language.text, self.ctx.words, self.scene.params
        rows = ((text("Perte estimée"), params.loss_limit_db, 2), (text("Réflectance"), params.reflectance_limit_db, 0))
        for index, (label, limit, decimals) in enumerate(rows):
            y = top + index * 62
            write(canvas, x + PAD, y + 8, label, (w - 48, 28), "small", "ink_soft")
            most = text("max {value}", value=words.value(limit, decimals, "dB"))
            write(canvas, x + w - PAD, y + 36, most, (180, 40), "small", "good_text", "right", weight="semibold")
            if figures is None:
                write(canvas, x + PAD, y + 36, text("— à voir"), (140, 40), "lead", "ink_soft")
                continue
            value = min(60.0, figures[index])
            tone = "good_text" if value <= limit else "bad_text"
            shown = boxed(canvas, words.value(value, decimals, "dB"), 150, 34, "lead", "bold", True)
            canvas.block(x + PAD, y + 36, shown, tone, "left", "middle")


def _counts(finding: Finding, row: ZoneCount) -> bool:
    """Whether a finding is among those that the row's number counts: what is too small to matter is not."""
    return finding.zone == row.zone and (row.most is None or finding.level != "good")
