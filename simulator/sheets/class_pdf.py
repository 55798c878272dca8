"""Many attempts as one PDF for the instructor: who stands where in each exercise, then every attempt in a line.

It deliberately gives no ranking: people stand in the order of their names.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.i18n import Language, sort_key
from simulator.scoring import ScoreSheet, Signature, skill_state
from simulator.sheets import pdf_kit as kit
from simulator.sheets.pdf_kit import MARGIN, RIGHT, Page
from simulator.wording import Words

BOTTOM = 766.0
WIDE = RIGHT - MARGIN
ROW = 20.0
#: What a line that is signed takes more.
SIGNED = 12.0
#: Exercises side by side in the table of states; more go into a second table below.
COLUMNS = 5
NAME_WIDTH = 112.0


def render(sheets: Sequence[ScoreSheet], language: Language) -> bytes:
    """The summary of a class."""
    page = Page(language, language.text("Bilan de classe"))
    summary = _Summary(page, language, sheets)
    summary.draw()
    return page.finish()


def _person(sheet: ScoreSheet) -> tuple[str, str]:
    """Who a sheet is of, in an order that puts groups together."""
    return sheet.heading.group, sheet.heading.trainee


class _Summary:
    """Draws from the top down; ``y`` is where the next block begins."""

    def __init__(self, page: Page, language: Language, sheets: Sequence[ScoreSheet]) -> None:
        self.page, self.language, self.text = page, language, language.text
        self.words = Words(language)
        self.sheets = sorted(sheets, key=lambda s: (s.heading.date, s.heading.attempt_id))
        self.people = sorted({_person(s) for s in sheets}, key=lambda p: (sort_key(p[0]), sort_key(p[1])))
        self.titles: dict[str, str] = {}
        for sheet in self.sheets:
            title = language.pick(sheet.heading.title) or sheet.heading.exercise
            self.titles.setdefault(sheet.heading.exercise, title)
        self.y = 0.0
        self._number = 0

    def draw(self) -> None:
        """Every page."""
        self._begin()
        self._tiles()
        names = list(self.titles)
        for start in range(0, len(names), COLUMNS):
            self._states(names[start : start + COLUMNS], self.text("suite") if start else "")
        self._attempts()
        self._end()

    def _begin(self) -> None:
        self._number += 1
        groups = sorted({group for group, _ in self.people if group})
        kit.header(self.page, self.language, self.text("Bilan de classe"), ", ".join(groups))
        self.y = 92.0

    def _end(self) -> None:
        versions = ", ".join(sorted({s.heading.program_version for s in self.sheets if s.heading.program_version}))
        kit.footer(self.page, self.language, (f"Brin {versions}",), str(self._number))

    def _full(self, height: float) -> bool:
        """Go on overleaf when a block of this height has no room left; true when that was so."""
        if self.y + height <= BOTTOM:
            return False
        self._end()
        self.page.next()
        self._begin()
        return True

    def _section(self, title: str) -> None:
        self.page.text(MARGIN, self.y + 12, title, 13, "semibold")
        self.y += 24

    def _tiles(self) -> None:
        days = sorted({s.heading.date[:10] for s in self.sheets if s.heading.date})
        span = [self.language.date(day) for day in dict.fromkeys((days[0], days[-1]))] if days else ["—"]
        passed = sum(s.passed for s in self.sheets)
        tiles = (
            (self.language.ntext("{n} personne", "{n} personnes", len(self.people)), self.text("dans ce bilan"), 0.2),
            (self.language.ntext("{n} essai", "{n} essais", len(self.sheets)), " – ".join(span), 0.42),
            (self.language.ntext("{n} essai réussi", "{n} essais réussis", passed), self._share(passed), 0.38),
        )
        x = MARGIN
        for value, label, part in tiles:
            wide = (WIDE + 8) * part
            self.page.rect(x, self.y, wide - 8, 48, kit.BENCH, 8)
            self.page.text(x + 12, self.y + 21, value, 14, "bold", width=wide - 32)
            self.page.text(x + 12, self.y + 37, label, 8.5, colour=kit.SOFT, width=wide - 32)
            x += wide
        self.y += 66

    def _share(self, passed: int) -> str:
        percent = self.language.unit(100 * passed / max(1, len(self.sheets)), 0, "%")
        return self.text("{share} des essais", share=percent)

    # who stands where

    def _states(self, exercises: Sequence[str], more: str) -> None:
        self._full(120)
        self._section(self.text("Où en est chacun") + (f" ({more})" if more else ""))
        self._state_heads(exercises)
        for person in self.people:
            if self._full(ROW):
                self._state_heads(exercises)
            self._state_row(person, exercises)
        self.page.line([(MARGIN, self.y), (RIGHT, self.y)], kit.LINE)
        self.y += 18

    def _column(self, index: int) -> tuple[float, float]:
        wide = (WIDE - NAME_WIDTH) / COLUMNS
        return MARGIN + NAME_WIDTH + index * wide, wide

    def _state_heads(self, exercises: Sequence[str]) -> None:
        for index, exercise in enumerate(exercises):
            x, wide = self._column(index)
            for row, line in enumerate(self.page.lines(self.titles[exercise], 8, "medium", wide - 8, 2)):
                self.page.text(x, self.y + 2 + 10 * row, line, 8, "medium", kit.SOFT, width=wide - 8)
        self.y += 18

    def _state_row(self, person: tuple[str, str], exercises: Sequence[str]) -> None:
        self.page.line([(MARGIN, self.y), (RIGHT, self.y)], kit.LINE, 0.5)
        self.page.text(MARGIN, self.y + 13.5, person[1] or "—", 9.5, "medium", width=NAME_WIDTH - 10)
        for index, exercise in enumerate(exercises):
            x, wide = self._column(index)
            mine = [s for s in self.sheets if _person(s) == person and s.heading.exercise == exercise]
            if not mine:
                self.page.text(x, self.y + 13.5, "—", 9, colour=kit.SOFT)
                continue
            runs = [(s.score, bool(s.gates_broken), s.heading.seed) for s in mine]
            state = skill_state(runs, mine[-1].pass_rule)
            level = kit.LEVEL_OF.get(state, "info")
            self.page.state(level, x + 5, self.y + 10, 5)
            self.page.text(
                x + 14, self.y + 13.5, self.words.verdict(state), 8.5, "medium", kit.TONE[level], width=wide - 38
            )
            best = self.language.number(max(s.score for s in mine), 0)
            self.page.text(x + wide - 8, self.y + 13.5, best, 8.5, colour=kit.SOFT, anchor="right")
        self.y += ROW

    # every attempt

    def _attempts(self) -> None:
        self._full(90)
        self._section(self.text("Tous les essais"))
        self._attempt_heads()
        order = {person: index for index, person in enumerate(self.people)}
        for sheet in sorted(self.sheets, key=lambda s: (order[_person(s)], s.heading.date)):
            if self._full(ROW + (SIGNED if sheet.signature is not None else 0.0)):
                self._attempt_heads()
            self._attempt(sheet)
        self.page.line([(MARGIN, self.y), (RIGHT, self.y)], kit.LINE)

    def _attempt_heads(self) -> None:
        heads = (
            (MARGIN, self.text("Prénom"), "left"),
            (MARGIN + 108, self.text("Exercice"), "left"),
            (MARGIN + 232, self.text("Date"), "left"),
            (MARGIN + 374, self.text("Note"), "right"),
            (MARGIN + 408, self.text("État"), "left"),
            (RIGHT, self.text("Durée"), "right"),
        )
        for x, said, anchor in heads:
            self.page.text(x, self.y + 2, said, 8, colour=kit.SOFT, anchor=anchor, width=90)
        self.y += 8

    def _attempt(self, sheet: ScoreSheet) -> None:
        page, heading, base = self.page, sheet.heading, self.y + 13.5
        page.line([(MARGIN, self.y), (RIGHT, self.y)], kit.LINE, 0.5)
        page.text(MARGIN, base, heading.trainee or "—", 9, "medium", width=100)
        page.text(MARGIN + 108, base, self.language.pick(heading.title) or heading.exercise, 9, width=118)
        page.text(MARGIN + 232, base, self.language.date(heading.date, with_time=True), 8.5, colour=kit.SOFT, width=114)
        page.text(MARGIN + 374, base, self.language.number(sheet.score, 0), 9, "semibold", anchor="right", width=24)
        level = kit.LEVEL_OF.get(sheet.verdict, "info")
        page.rect(MARGIN + 379, self.y + 8, 22, 4, kit.TRACK, 2)
        page.rect(MARGIN + 379, self.y + 8, max(2.0, 22 * min(100.0, sheet.score) / 100), 4, kit.STATE[level], 2)
        page.state("bad" if sheet.gates_broken else level, MARGIN + 413, self.y + 10, 5)
        page.text(MARGIN + 422, base, self.words.result(sheet.verdict), 8.5, "medium", kit.TONE[level], width=42)
        page.text(RIGHT, base, self.language.duration(sheet.ticks), 8.5, colour=kit.SOFT, anchor="right", width=46)
        self.y += ROW
        if sheet.signature is not None:
            self._signature(sheet.signature)

    def _signature(self, signature: Signature) -> None:
        """Who validated the attempt and what was remarked, under its line."""
        day = self.language.date(signature.signed)
        said = self.text("Validé par {name}, {date}", name=signature.signer, date=day)
        line = f"{said} · {signature.remark}" if signature.remark else said
        self.page.text(MARGIN + 108, self.y + 5, line, 8, colour=kit.SOFT, width=RIGHT - MARGIN - 108)
        self.y += SIGNED
