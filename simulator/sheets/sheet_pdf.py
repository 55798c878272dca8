"""The score sheet of one attempt as one page of PDF: who, what, score, each criterion, loss bill, what happened.

It deliberately judges nothing: every figure is the sheet's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor

from simulator.i18n import Language
from simulator.scoring import GATE_CAP, CriterionResult, Defect, ScoreSheet
from simulator.sheets import pdf_kit as kit
from simulator.sheets.pdf_kit import MARGIN, RIGHT, Page
from simulator.wording import Words

BILL_COLOURS = {
    "offset": HexColor("#F28C28"),
    "tilt": HexColor("#12808A"),
    "dirt": HexColor("#8A5A32"),
    "mode_field": HexColor("#5B6FA8"),
    "bubble": HexColor("#C8372D"),
    "arc": HexColor("#E0A100"),
    "gap": HexColor("#2D6CDF"),
    "face": HexColor("#7638A3"),
}
#: Parts below this are too small to be shown alone [dB].
SMALLEST_DB = 0.0005
MOST_PARTS = 5
BOTTOM = 768.0
#: Room of the skills beside the score: a whole job asks for seven.
SKILLS_HEIGHT = 90.0
#: Room that the loss bill takes on the page.
BILL_HEIGHT = 122.0
WIDE = RIGHT - MARGIN


def render(sheets: Sequence[ScoreSheet], language: Language) -> bytes:
    """One page per sheet."""
    page = Page(language, language.text("Bilan d’essai"))
    for number, sheet in enumerate(sheets, start=1):
        if number > 1:
            page.next()
        title = language.pick(sheet.heading.title) or sheet.heading.exercise
        page.bookmark(f"sheet{number}", f"{sheet.heading.trainee or '—'} · {title}")
        _Sheet(page, language, sheet).draw()
    return page.finish()


class _Sheet:
    """Draws one page from the top down; ``y`` is where the next block begins."""

    def __init__(self, page: Page, language: Language, sheet: ScoreSheet) -> None:
        self.page, self.language, self.sheet = page, language, sheet
        self.words = Words(language)
        self.text = language.text
        self.y = 0.0

    def draw(self) -> None:
        """The whole sheet."""
        heading = self.sheet.heading
        kit.header(
            self.page, self.language, self.text("Bilan d’essai"), self.language.date(heading.date, with_time=True)
        )
        self._title()
        self._who()
        self._result()
        self._criteria()
        self._bill()
        self._defects()
        self._signature()
        self._foot()

    def _title(self) -> None:
        heading = self.sheet.heading
        title = self.language.pick(heading.title) or heading.exercise
        lines = self.page.lines(title, 21, "bold", WIDE, 2)
        for row, line in enumerate(lines):
            self.page.text(MARGIN, 108 + 24 * row, line, 21, "bold", width=WIDE)
        below = 108 + 24 * (len(lines) - 1) + 18
        sittings = self.language.ntext("{n} séance", "{n} séances", self.sheet.sittings)
        parts = [heading.course, self.words.help(self.sheet.help), sittings if self.sheet.sittings > 1 else ""]
        self.page.text(MARGIN, below, " · ".join(part for part in parts if part), 10, colour=kit.SOFT, width=WIDE)
        self.y = below + 14

    def _who(self) -> None:
        heading = self.sheet.heading
        cells = (
            (self.text("Prénom"), heading.trainee or "—", 0.33),
            (self.text("Groupe"), heading.group or "—", 0.22),
            (self.text("Date"), self.language.date(heading.date) or "—", 0.27),
            (self.text("Durée"), self.language.duration(self.sheet.ticks), 0.18),
        )
        self.page.rect(MARGIN, self.y, WIDE, 42, kit.BENCH, 8)
        x = MARGIN + 14
        for label, value, part in cells:
            wide = (WIDE - 14) * part
            self.page.text(x, self.y + 15, label, 8, colour=kit.SOFT, width=wide - 12)
            self.page.text(x, self.y + 31, value, 11.5, "semibold", width=wide - 12)
            x += wide
        self.y += 56

    # the score

    def _result(self) -> None:
        page, sheet, top = self.page, self.sheet, self.y
        ring_x, ring_y, radius = MARGIN + 56, top + 56, 43.0
        page.circle(ring_x, ring_y, radius, None, kit.TRACK, 8)
        for weight, alpha in ((15, 0.12), (8, 1.0)):
            colour = kit.Color(kit.LIGHT.red, kit.LIGHT.green, kit.LIGHT.blue, alpha)
            page.arc(ring_x, ring_y, radius, sheet.score / 100, colour, weight)
        page.arc(ring_x, ring_y, radius, sheet.score / 100, kit.LIGHT_CORE, 2.2)
        shown = self.language.number(sheet.score, 0 if float(sheet.score).is_integer() else 1)
        page.text(ring_x, ring_y + 7, shown, 25 if len(shown) < 4 else 21, "bold", anchor="center")
        page.text(ring_x, ring_y + 20, self.text("sur 100"), 8.5, colour=kit.SOFT, anchor="center")
        self._verdict(MARGIN + 132, top + 6)
        self._skills(MARGIN + 340, top + 6)
        self.y = top + 118
        if sheet.gates_broken:
            self._gates()

    def _verdict(self, x: float, top: float) -> None:
        page, sheet = self.page, self.sheet
        level = kit.LEVEL_OF.get(sheet.verdict, "info")
        said = self.words.result(sheet.verdict)
        wide = min(190.0, page.measure(said, 13, "semibold") + 50)
        page.rect(x, top, wide, 30, kit.PALE[level], 15)
        page.state(level, x + 19, top + 15, 9)
        page.text(x + 34, top + 19.5, said, 13, "semibold", kit.TONE[level], width=wide - 44)
        rule = sheet.pass_rule
        goal = self.language.ntext(
            "Pour réussir : {score} sur 100, sans règle cassée.",
            "Pour réussir : {score} sur 100, sans règle cassée, {n}\u00a0fois de suite.",
            rule.in_a_row,
            score=self.language.number(rule.score, 0),
        )
        this = (
            self.text("Cet essai compte comme réussi.")
            if sheet.passed
            else self.text("Cet essai ne compte pas comme réussi.")
        )
        y = top + 48
        for line in (*page.lines(this, 9.5, "medium", 190, 2), *page.lines(goal, 9, "regular", 190, 3)):
            page.text(x, y, line, 9, colour=kit.INK if y < top + 50 else kit.SOFT, width=190)
            y += 13

    def _skills(self, x: float, top: float) -> None:
        skills = list(self.sheet.skills().items())
        if not skills:
            return
        self.page.text(x, top + 10, self.text("Compétences"), 9.5, "semibold")
        wide = RIGHT - x
        pitch = min(18.0, SKILLS_HEIGHT / len(skills))
        for row, (name, (points, weight)) in enumerate(skills):
            y = top + 28 + row * pitch
            share = points / weight if weight else 0.0
            self.page.text(x, y, self.words.skill(name), 9, width=wide * 0.42)
            colour = kit.GOOD if share >= 0.8 else kit.WATCH if share >= 0.5 else kit.BAD
            self.page.rect(x + wide * 0.46, y - 6, wide * 0.28, 6, kit.TRACK, 3)
            self.page.rect(x + wide * 0.46, y - 6, max(4.0, wide * 0.28 * share), 6, colour, 3)
            said = f"{self.language.number(points, 0)} / {self.language.number(weight, 0)}"
            self.page.text(RIGHT, y, said, 9, "medium", anchor="right", width=wide * 0.24)

    def _gates(self) -> None:
        said = [f"{self.words.gate(gate)} ({self.language.clock(tick)})" for gate, tick in self.sheet.gates_broken][:4]
        high = 14.0 + 13 * (len(said) + 1)
        self.page.rect(MARGIN, self.y, WIDE, high, kit.PALE["bad"], 8)
        self.page.state("bad", MARGIN + 20, self.y + high / 2, 9)
        cap = self.text("Une règle n’est pas tenue : la note ne dépasse pas {cap}.", cap=int(GATE_CAP))
        for row, line in enumerate((cap, *said)):
            style = "regular" if row else "semibold"
            self.page.text(MARGIN + 40, self.y + 17 + 13 * row, line, 9.5, style, kit.TONE["bad"], width=WIDE - 52)
        self.y += high + 4

    # criteria

    def _criteria(self) -> None:
        results = self.sheet.criteria
        self._table_head()
        height = self._row_height(len(results))
        for result in results:
            if self._full(height + 2):
                self._table_head()
            self._criterion(result, height)
            self.y += height
        self.page.line([(MARGIN, self.y), (RIGHT, self.y)], kit.LINE)
        self.y += 8

    def _table_head(self) -> None:
        self._section(self.text("Critères"))
        heads = (
            (MARGIN + 262, self.text("Valeur"), "right"),
            (MARGIN + 276, self.text("Tous les points"), "left"),
            (MARGIN + 356, self.text("Aucun point"), "left"),
            (MARGIN + 466, self.text("Points"), "right"),
            (RIGHT, self.text("Moment"), "right"),
        )
        for x, said, anchor in heads:
            self.page.text(x, self.y + 2, said, 7.5, colour=kit.SOFT, anchor=anchor, width=76)
        self.y += 8

    def _row_height(self, rows: int) -> float:
        """Height of a criterion's row, so that the bill and a few defects still find room below."""
        below = BILL_HEIGHT * bool(self.sheet.bill) + min(6, len(self._grouped())) * 15 + 44 * bool(self.sheet.defects)
        return min(24.0, max(12.5, (BOTTOM - 18 - self.y - below) / max(1, rows)))

    def _criterion(self, result: CriterionResult, height: float) -> None:
        page, criterion, y = self.page, result.criterion, self.y
        page.line([(MARGIN, y), (RIGHT, y)], kit.LINE, 0.5)
        size = min(9.8, height * 0.62)
        base = y + height / 2 + size * 0.36
        level = "good" if result.share >= 0.999 else "watch" if result.share > 0 else "bad"
        page.state(level, MARGIN + 8, y + height / 2, min(6.5, height * 0.38))
        page.text(MARGIN + 22, base, self.words.fact(criterion.fact), size, "medium", width=170)
        value = self.words.fact_value(criterion.fact, result.value, result.decimals, result.unit)
        page.text(MARGIN + 262, base, value, size, "semibold", anchor="right", width=68)
        full = self.words.limit(criterion.fact, criterion.full, criterion.zero, result.decimals, result.unit)
        page.text(MARGIN + 276, base, full, size * 0.94, colour=kit.SOFT, width=76)
        zero = self.words.fact_value(criterion.fact, criterion.zero, result.decimals, result.unit)
        page.text(MARGIN + 356, base, zero, size * 0.94, colour=kit.SOFT, width=60)
        points = self.language.number(result.points, 0 if float(result.points).is_integer() else 1)
        out_of = " / " + self.language.number(criterion.weight, 0 if float(criterion.weight).is_integer() else 1)
        wide = page.text(MARGIN + 466, base, out_of, size * 0.94, colour=kit.SOFT, anchor="right", width=34)
        page.text(MARGIN + 466 - wide, base, points, size, "semibold", anchor="right", width=34)
        when = "—" if result.tick is None else self.language.clock(result.tick)
        page.text(RIGHT, base, when, size * 0.94, colour=kit.SOFT, anchor="right", width=38)

    # the bill

    def _parts(self) -> list[tuple[str, float]]:
        """Causes of loss, largest first; what is too small to be shown alone is put together under ''."""
        ordered = sorted(self.sheet.bill.items(), key=lambda item: (-item[1], item[0]))
        shown = [(cause, value) for cause, value in ordered if value >= SMALLEST_DB][:MOST_PARTS]
        rest = self.sheet.bill_total - sum(value for _, value in shown)
        return shown + ([("", rest)] if rest >= SMALLEST_DB else [])

    def _bill(self) -> None:
        if not self.sheet.bill:
            return
        self._full(BILL_HEIGHT)
        nm = f" · {self.language.wavelength(self.sheet.bill_nm)}" if self.sheet.bill_nm else ""
        fibre = " · " + self.text("Fibre {n}", n=self.sheet.bill_fibre) if self.sheet.bill_fibre else ""
        self._section(self.text("Facture de lumière") + fibre + nm)
        page, number, total = self.page, self.language.number, self.sheet.bill_total
        limits = (r.criterion.zero for r in self.sheet.criteria if r.criterion.fact == "splice.loss_db")
        # The limit of a splice is not that of a whole line.
        limit = 0.0 if "fibre" in self.sheet.bill else next(limits, 0.0)
        scale = max(total, limit, 0.05)
        left, right, y = MARGIN + 78, RIGHT - 78, self.y + 16
        page.glow([(MARGIN, y), (left, y)], 2.0)
        page.glow([(right, y), (RIGHT, y)], 2.0, max(0.15, 10 ** (-total / 10)))
        page.text(MARGIN, y + 19, self.text("{value} % entrent", value=100), 8.5, "medium", kit.SOFT, width=76)
        remains = number(100 * 10 ** (-total / 10), 1 if total else 0)
        page.text(RIGHT, y + 19, self.text("{value} % sortent", value=remains), 8.5, "medium", kit.SOFT, "right", 76)
        page.rect(left, y - 9, right - left, 18, kit.TRACK, 5)
        at = left
        for cause, value in self._parts():
            wide = (right - left) * value / scale
            page.rect(at, y - 9, max(1.0, wide - 1), 18, BILL_COLOURS.get(cause, kit.SOFT), 2.5)
            at += wide
        if limit:
            x = left + (right - left) * limit / scale
            page.line([(x, y - 13), (x, y + 13)], kit.INK, 1.1, (2.5, 2))
            said = self.text("limite {value}", value=self.language.unit(limit, 2, "dB"))
            page.text(min(x, right), y + 23, said, 8, colour=kit.SOFT, anchor="right")
        self.y = y + 38
        self._sum(total)

    def _sum(self, total: float) -> None:
        page, parts = self.page, self._parts()
        wide = (WIDE - 106) / max(4, len(parts))
        for index, (cause, value) in enumerate(parts):
            x = MARGIN + index * wide
            label = self.words.bill(cause) if cause else self.text("Le reste")
            page.rect(x, self.y, 4, 27, BILL_COLOURS.get(cause, kit.SOFT), 2)
            page.text(x + 10, self.y + 9.5, label, 8, colour=kit.SOFT, width=wide - 24)
            page.text(x + 10, self.y + 24, self.language.unit(value, 3, "dB"), 10.5, "semibold", width=wide - 24)
            if index + 1 < len(parts):
                page.text(x + wide - 8, self.y + 19, "+", 11, colour=kit.SOFT, anchor="center")
        if parts:
            page.text(RIGHT - 104, self.y + 19, "=", 12, colour=kit.SOFT, anchor="center")
        page.rect(RIGHT - 92, self.y - 3, 92, 33, kit.BENCH, 7)
        page.text(RIGHT - 82, self.y + 8.5, self.text("Total"), 8, colour=kit.SOFT)
        page.text(RIGHT - 82, self.y + 24, self.language.unit(total, 3, "dB"), 13, "bold", width=76)
        self.y += 40

    # what happened

    def _grouped(self) -> list[tuple[Defect, int]]:
        """Each cause once per side, at its first time, with how often it happened."""
        counts: dict[tuple[str, str], tuple[Defect, int]] = {}
        for defect in self.sheet.defects:
            key = (defect.cause, defect.side)
            first, count = counts.get(key, (defect, 0))
            counts[key] = (first, count + 1)
        return list(counts.values())

    def _defects(self) -> None:
        rows = self._grouped()
        if not rows:
            return
        self._full(min(3, len(rows)) * 15 + 40)
        self._section(self.text("Ce qui s’est passé"))
        self.y += 2
        # The name under the sheet belongs on the same page, where there is one.
        signed = 60 + 13 * len(self._remark()) if self.sheet.signature is not None else 0
        room = max(2, int((BOTTOM - signed - self.y) / 15))
        shown = rows if len(rows) <= room else rows[: room - 1]
        for defect, count in shown:
            self.page.text(MARGIN, self.y + 9, self.language.clock(defect.tick), 9, "semibold", kit.TONE["watch"])
            said = self.words.cause(defect.cause)
            extra = [self.words.side(defect.side) if defect.side else "", f"× {count}" if count > 1 else ""]
            tail = ", ".join(part for part in extra if part)
            self.page.text(MARGIN + 42, self.y + 9, said, 9, width=WIDE - 132)
            self.page.text(RIGHT, self.y + 9, tail, 9, colour=kit.SOFT, anchor="right", width=84)
            self.y += 15
        if len(shown) < len(rows):
            left = len(rows) - len(shown)
            said = self.language.ntext(
                "… et {n} autre, dans le fichier JSON.", "… et {n} autres, dans le fichier JSON.", left
            )
            self.page.text(MARGIN + 42, self.y + 9, said, 9, colour=kit.SOFT)

    # who validated it

    def _signature(self) -> None:
        """Name, day and remark in a frame at the end; where nobody has signed there is nothing."""
        signed = self.sheet.signature
        if signed is None:
            return
        said = self.text("Validé par {name}", name=signed.signer)
        remark = self._remark()
        height = 50 + 13 * len(remark)
        self._full(height + 10)
        page, top = self.page, self.y + 8
        page.rect(MARGIN, top, WIDE, height, kit.BENCH, 8)
        page.text(MARGIN + 14, top + 19, said, 11.5, "semibold", width=WIDE - 180)
        when = self.language.date(signed.signed, with_time=True)
        page.text(RIGHT - 14, top + 19, when, 9, colour=kit.SOFT, anchor="right", width=160)
        for row, line in enumerate(remark):
            page.text(MARGIN + 14, top + 34 + 13 * row, line, 9.5, width=WIDE - 28)
        note = self.text("Nom écrit dans Brin, sans mot de passe. Brin ne vérifie pas qui l’a écrit.")
        page.text(MARGIN + 14, top + height - 10, note, 8, colour=kit.SOFT, width=WIDE - 28)
        self.y = top + height

    def _remark(self) -> list[str]:
        signed = self.sheet.signature
        return self.page.lines(signed.remark, 9.5, "regular", WIDE - 28, 5) if signed and signed.remark else []

    def _section(self, title: str) -> None:
        self.page.text(MARGIN, self.y + 16, title, 12, "semibold")
        self.y += 28

    def _full(self, height: float) -> bool:
        """Go on overleaf when a block of this height has no room left; true when that was so."""
        if self.y + height <= BOTTOM:
            return False
        self._foot()
        self.page.next()
        heading = self.sheet.heading
        right = " · ".join(part for part in (heading.trainee, self.language.date(heading.date)) if part)
        kit.header(self.page, self.language, self.text("Bilan d’essai, suite"), right)
        self.y = 84.0
        return True

    def _foot(self) -> None:
        heading = self.sheet.heading
        lines = (
            self.text(
                "Brin {version} · exercice {exercise} · tirage {seed} · essai {attempt}",
                version=heading.program_version or "—",
                exercise=heading.exercise,
                seed=heading.seed,
                attempt=heading.attempt_id or "—",
            ),
            self.text("Empreinte de l’exercice (SHA-256) : {hash}", hash=heading.content_sha256 or "—"),
        )
        kit.footer(self.page, self.language, lines, str(self.page.number))
