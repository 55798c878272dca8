"""The report of an OTDR measurement as a client reads it: one page per kept trace, with its settings, table and limits.

It deliberately measures and judges nothing: figures and verdicts come in as the trainee left them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from simulator.i18n import Language
from simulator.sheets import pdf_kit as kit
from simulator.sheets.pdf_kit import MARGIN, RIGHT, Page
from simulator.wording import Words

WIDE = RIGHT - MARGIN
TRACE = HexColor("#0B6E75")
#: The picture of the trace: left and upper edge, width, height.
PLOT = (MARGIN + 30.0, 214.0, WIDE - 36.0, 176.0)
#: Right edges of the columns of figures, and where the verdict begins.
COLUMNS = (MARGIN + 186.0, MARGIN + 242.0, MARGIN + 300.0, MARGIN + 364.0, MARGIN + 424.0)
VERDICT_X = MARGIN + 440.0
#: Height of a row, and how many of them a page has room for under the picture and without it.
ROW, FIRST_ROWS, MORE_ROWS = 16.0, 15, 34
NO_VERDICT = ("end", "ghost", "splitter")


@dataclass(frozen=True)
class Line:
    """One event: kind, place [m], loss of this trace and mean of both ends [dB], reflectance [dB] (full: or more),
    attenuation before it [dB/km]; None where there is none; verdict good, bad or none."""

    kind: str
    place_m: float
    loss_db: float | None
    mean_db: float | None
    reflectance_db: float | None
    full: bool
    slope_db_km: float | None
    verdict: str


@dataclass(frozen=True)
class Measured:
    """One kept trace. curve: (distance [m], level [dB]) from left to right, as the screen counts; start, stop: ends of
    the fibre as the file names them; limits [dB] of splice, connector, reflectance; length_m, loss_db and orl_db of the
    line from its first event to its end, None without an end."""

    job: str
    trainee: str
    date: str
    colour: str
    start: str
    stop: str
    wavelength_nm: float
    pulse_ns: float
    range_m: float
    averaging_s: float
    index: float
    backscatter_db: float
    curve: tuple[tuple[float, float], ...]
    lines: tuple[Line, ...]
    limits: tuple[float, float, float]
    length_m: float | None = None
    loss_db: float | None = None
    orl_db: float | None = None


def render(traces: Sequence[Measured], language: Language) -> bytes:
    """One page per trace."""
    page = Page(language, language.text("Rapport de mesure"))
    whole, done = sum(1 + len(_further(trace)) for trace in traces), 0
    for trace in traces:
        for part in range(1 + len(_further(trace))):
            done += 1
            if done > 1:
                page.next()
            if not part:
                page.bookmark(f"trace{done}", f"{trace.start}→{trace.stop} · {trace.wavelength_nm:.0f} nm")
            _Report(page, language, trace, f"{done} / {whole}").draw(part)
    return page.finish()


def _further(trace: Measured) -> list[int]:
    """Number of the first row on each page behind the first one."""
    return list(range(FIRST_ROWS, len(trace.lines), MORE_ROWS))


class _Report:
    """Draws one page."""

    def __init__(self, page: Page, language: Language, trace: Measured, place: str) -> None:
        self.page, self.language, self.trace, self._place = page, language, trace, place
        self.words, self.text = Words(language), language.text

    def draw(self, part: int) -> None:
        """A page: the first one (0) with settings and picture, the others with what is left of the table."""
        trace, language = self.trace, self.language
        kit.header(self.page, language, self.text("Rapport de mesure"), language.date(trace.date, with_time=True))
        said = f"{self.words.fibre_colour(trace.colour)} · " if trace.colour else ""
        ways = self.text("De {start} vers {stop}", start=trace.start, stop=trace.stop)
        title = f"{said}{ways} · {language.wavelength(trace.wavelength_nm)}"
        self.page.text(MARGIN, 106, title[:1].upper() + title[1:], 18, "bold", width=WIDE)
        who = " · ".join(part for part in (trace.job, trace.trainee) if part)
        self.page.text(MARGIN, 123, who, 10, colour=kit.SOFT, width=WIDE)
        further = _further(trace)
        first = further[part - 1] if part else 0
        if not part:
            self._settings(134.0)
            self._plot()
        y = self._table(150.0 if part else 424.0, first, MORE_ROWS if part else FIRST_ROWS)
        if part == len(further):
            self._limits(self._whole(y))
        kit.footer(self.page, language, (), self._place)

    def _settings(self, top: float) -> None:
        trace, unit = self.trace, self.language.unit
        short = trace.pulse_ns < 1000
        pulse = unit(trace.pulse_ns, 0, "ns") if short else unit(trace.pulse_ns / 1000, 1, "us")
        cells = (
            (self.text("Portée"), unit(trace.range_m / 1000, 2, "km")),
            (self.text("Impulsion"), pulse),
            (self.text("Moyennage"), unit(trace.averaging_s, 0, "s") if trace.averaging_s else "—"),
            (self.text("Indice"), self.language.number(trace.index, 4)),
            (self.text("Rétrodiffusion"), unit(trace.backscatter_db, 1, "dB")),
        )
        self.page.rect(MARGIN, top, WIDE, 42, kit.BENCH, 8)
        for place, (label, value) in enumerate(cells):
            x = MARGIN + 14 + place * (WIDE - 14) / len(cells)
            self.page.text(x, top + 15, label, 8, colour=kit.SOFT, width=88)
            self.page.text(x, top + 31, value, 11.5, "semibold", width=88)

    # the trace

    def _plot(self) -> None:
        x, y, w, h = PLOT
        points = self.trace.curve
        left, right = points[0][0], points[-1][0]
        low, high = min(level for _, level in points), max(level for _, level in points)
        span, height = max(1e-9, right - left), max(1e-9, high - low)

        def at(metres: float, level: float) -> tuple[float, float]:
            return x + (metres - left) / span * w, y + (high - level) / height * h

        for step, first, last, along in ((_step(span, 8), left, right, True), (_step(height, 6), low, high, False)):
            for value in (step * k for k in range(math.ceil(first / step), math.floor(last / step) + 1)):
                px, py = at(value, high) if along else at(left, value)
                self.page.line([(px, y), (px, y + h)] if along else [(x, py), (x + w, py)], kit.LINE, 0.5)
                said = self.language.number(value, 0)
                if along:
                    self.page.text(px, y + h + 11, said, 7.5, colour=kit.SOFT, anchor="center")
                else:
                    self.page.text(x - 5, py + 2.6, said, 7.5, colour=kit.SOFT, anchor="right")
        self.page.line([at(*point) for point in points], TRACE, 0.7)
        self.page.text(x - 5, y - 5, "dB", 7.5, "semibold", kit.SOFT, "right")
        self.page.text(x + w, y + h + 20, "m", 7.5, "semibold", kit.SOFT, "right")
        self._pins([(str(n), at(line.place_m, high)[0]) for n, line in enumerate(self.trace.lines, start=1)
                    if left <= line.place_m <= right])  # fmt: skip

    def _pins(self, pins: Sequence[tuple[str, float]]) -> None:
        """Numbers of the events over their places; one that would cover its neighbour steps down."""
        _, y, _, h = PLOT
        before, down = -100.0, 0
        for number, px in pins:
            down = (down + 1) % 4 if px - before < 13.0 else 0
            before, top = px, y + 14 * down
            self.page.line([(px, top + 13), (px, y + h)], kit.SOFT, 0.5, (2, 2))
            self.page.circle(px, top + 7, 6, kit.WHITE, kit.SOFT, 0.8)
            self.page.text(px, top + 9.6, number, 7.5, "semibold", anchor="center")

    # the table

    def _table(self, top: float, first: int, most: int) -> float:
        """Draws so many rows of the table from one on; returns where they end."""
        trace, page = self.trace, self.page
        mean = any(line.mean_db is not None for line in trace.lines)
        heads = (self.text("Position"), self.text("Perte"), self.text("Moyenne") if mean else "",
                 self.text("Réflect."), self.text("Pente dB/km"))  # fmt: skip
        page.text(MARGIN, top, self.text("Évènements"), 12, "semibold")
        y = top + 18
        page.text(MARGIN, y, self.text("N°"), 8, colour=kit.SOFT)
        page.text(MARGIN + 26, y, self.text("Type"), 8, colour=kit.SOFT)
        for edge, label in zip(COLUMNS, heads, strict=True):
            page.text(edge, y, label, 8, colour=kit.SOFT, anchor="right", width=56)
        page.text(VERDICT_X, y, self.text("Verdict"), 8, colour=kit.SOFT)
        for number, line in enumerate(trace.lines[first : first + most], start=first + 1):
            page.line([(MARGIN, y + 5), (RIGHT, y + 5)], kit.LINE, 0.5)
            y += ROW
            self._row(number, line, y)
        page.line([(MARGIN, y + 5), (RIGHT, y + 5)], kit.LINE, 0.5)
        return y + 10

    def _row(self, number: int, line: Line, y: float) -> None:
        page, unit = self.page, self.language.unit
        page.text(MARGIN, y, str(number), 9.5, "semibold")
        page.text(MARGIN + 26, y, self.words.event(line.kind), 9.5, width=100)
        mirror = "—" if line.reflectance_db is None else unit(line.reflectance_db, 1, "dB")
        figures = (
            unit(line.place_m, 1, "m"),
            "—" if line.loss_db is None else unit(line.loss_db, 2, "dB"),
            "" if line.mean_db is None else unit(line.mean_db, 2, "dB"),
            f"≥ {mirror}" if line.full else mirror,
            "—" if line.slope_db_km is None else self.language.number(line.slope_db_km, 3),
        )
        for edge, said in zip(COLUMNS, figures, strict=True):
            page.text(edge, y, said, 9.5, anchor="right", width=60)
        if line.kind in NO_VERDICT:
            return
        if line.verdict == "none" or not line.kind:
            page.text(VERDICT_X, y, self.text("À dire"), 9.5, colour=kit.TONE["watch"], width=70)
            return
        page.state(line.verdict, VERDICT_X + 5, y - 3.4, 5.4)
        said = self.words.event_verdict(line.verdict, line.kind)
        page.text(VERDICT_X + 14, y, said, 9.5, "semibold", kit.TONE[line.verdict], width=58)

    def _whole(self, top: float) -> float:
        """Length, loss and return loss of the line."""
        trace, unit = self.trace, self.language.unit
        if trace.length_m is None:
            return top
        self.page.rect(MARGIN, top, WIDE, 24, kit.BENCH, 6)
        loss = "" if trace.loss_db is None else unit(trace.loss_db, 2, "dB")
        back = "" if trace.orl_db is None else self.text("ORL {value}", value=unit(trace.orl_db, 1, "dB"))
        said = " · ".join(part for part in (unit(trace.length_m, 0, "m"), loss, back) if part)
        self.page.text(MARGIN + 10, top + 16, self.text("Toute la ligne"), 9.5, "semibold")
        self.page.text(RIGHT - 10, top + 16, said, 10, "semibold", anchor="right", width=WIDE - 120)
        return top + 30

    def _limits(self, top: float) -> None:
        """The limits of the job, and what the table says of the line."""
        trace, unit = self.trace, self.language.unit
        splice, connector, mirror = trace.limits
        names = (self.text("Soudure"), self.text("Connecteur"), self.text("Réflectance"))
        figures = (unit(splice, 2, "dB"), unit(connector, 2, "dB"), unit(mirror, 0, "dB"))
        parts = [f"{name} {figure}" for name, figure in zip(names, figures, strict=True)]
        self.page.text(MARGIN, top + 16, self.text("Limites"), 9.5, "semibold")
        self.page.text(MARGIN + 60, top + 16, " · ".join(parts), 9.5, width=300)
        judged = [line for line in trace.lines if line.kind not in NO_VERDICT]
        # From B the far end is the port of A, and no event.
        endless = trace.length_m is None and trace.start != "B"
        if not judged or endless or any(line.verdict == "none" or not line.kind for line in judged):
            level, said = "watch", self.text("Table à finir")
        elif any(line.verdict == "bad" for line in judged):
            level, said = "bad", self.text("Ligne à reprendre")
        else:
            level, said = "good", self.text("Ligne bonne")
        self.page.state(level, RIGHT - 128, top + 12, 8)
        self.page.text(RIGHT - 114, top + 16, said, 12, "bold", kit.TONE[level], width=114)


def _step(span: float, most: int) -> float:
    """A round step of at least 1 that cuts a span into at most so many parts."""
    power = 10.0 ** max(0, math.floor(math.log10(max(1.0, span / most))))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= span / most)
