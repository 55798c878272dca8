"""Pages of the instrument's screen beside the trace: the kept traces as a list, and the report of the measurement.

It deliberately judges no row: limits are shown, verdicts are the trainee's.
"""

from __future__ import annotations

from simulator.instruments.otdr_panel import Keys
from simulator.scenes.base import Action
from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr.logic_kept import line_ends, whole_line
from simulator.scenes.otdr.logic_params import PAGES, Row
from simulator.scenes.otdr.view_frame import Window
from simulator.scenes.otdr.view_panel import averaging_words
from simulator.scenes.otdr.view_plot import PIN
from simulator.scenes.otdr.view_table import ICONS, TablePainter, printed
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write
from simulator.ui.theme import faded
from simulator.ui.trace_layout import Frame

PAGE: at.Rect = (88, 178, 1184, 730)
#: Tabs at the top of a page.
TABS: at.Rect = (94, 184, 1172, 48)
#: List of kept traces: first row, height, rows in sight.
LIST_Y, LIST_H, LIST_ROWS = 296.0, 64.0, 9
FACTS: at.Rect = (94, 240, 1172, 72)
LINK: at.Rect = (94, 320, 1172, 80)
TABLE: at.Rect = (94, 408, 1172, 394)
HEAD_H, ROW_H, ROWS = 42.0, 44.0, 7
FOOT: at.Rect = (94, 810, 1172, 94)
#: Columns of the report: kind, right edges of four figures, verdict.
KIND_X, VERDICT_X = 178.0, 1056.0
FIGURE_X = (560.0, 706.0, 852.0, 1006.0)


def tab_rects() -> dict[str, at.Rect]:
    """The three tabs by page."""
    x, y, w, h = TABS
    step = w / len(PAGES)
    return {page: (x + i * step, y, step - 8, h) for i, page in enumerate(PAGES)}


def following(page: str, step: int = 1) -> str:
    """The page after this one."""
    return PAGES[(PAGES.index(page) + step) % len(PAGES)]


class PagePainter:
    """Draws the pages of one scene and takes what is pressed on them. line: row of the list that is chosen."""

    def __init__(self, scene, ctx, table: TablePainter) -> None:
        self.scene, self.ctx, self.table = scene, ctx, table
        self.line = self.first = 0
        self._mine = object()

    # input

    def down(self, x: float, y: float) -> list[Action]:
        """A press on the page."""
        for page, rect in tab_rects().items():
            if at.inside(rect, x, y):
                return [Action("page", page)]
        if self.scene.state.page == "files":
            line = self._first() + int((y - LIST_Y) // LIST_H)
            if y >= LIST_Y and line < min(len(self.scene.kept), self._first() + LIST_ROWS):
                return self._open(line)
        return []

    def _open(self, line: int) -> list[Action]:
        """A kept trace is opened, and the trace is looked at; the open one is put away."""
        if line >= len(self.scene.kept):
            return []
        self.line = line
        opened = self.scene.kept[line].name == self.scene.state.recalled
        return [Action("recall", float(line)), *([] if opened else [Action("page", "trace")])]

    def key(self, name: str) -> list[Action]:
        """Up and down choose in list and report, Enter opens, left and right turn pages, home goes to the trace.

        Every other key stays without effect: what it would act on is hidden.
        """
        page = self.scene.state.page
        step = {"up": -1, "down": 1}.get(name)
        if step:
            self.turn(step)
        elif name in ("left", "right"):
            return [Action("page", following(page, 1 if name == "right" else -1))]
        elif name in ("h", "home", "escape"):
            return [Action("page", "trace")]
        elif name in ("enter", "space") and page == "files":
            return self._open(self.line)
        return []

    def turn(self, step: int) -> None:
        """One line down (1) or up (-1)."""
        if self.scene.state.page == "files":
            self.line = max(0, min(len(self.scene.kept) - 1, self.line + step))
        else:
            self.first = max(0, min(len(self.scene.state.rows) - ROWS, self.first + step))

    def _first(self) -> int:
        return max(0, min(self.line - LIST_ROWS // 2, len(self.scene.kept) - LIST_ROWS))

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The page that the scene is on."""
        scene, state = self.scene, self.scene.state
        rows = tuple((r.position_m, r.kind, r.verdict, tuple(r.losses.items()), tuple(r.back.items()),
                      r.reflectance_db, r.pending) for r in state.rows)  # fmt: skip
        key = ("otdr page", self._mine, self.ctx.language.code, state.page, state.recalled, self.line, self.first, rows,
               tuple((kept.name, kept.tick) for kept in scene.kept), scene.work.nms, scene.work.keys, state.shown,
               scene.otdr.averaged_s)  # fmt: skip
        canvas.layer(key, self._paint, PAGE, True)

    def _paint(self, canvas: Canvas) -> None:
        canvas.rect(*PAGE, "screen")
        text, page = self.ctx.language.text, self.scene.state.page
        said = {"trace": text("Trace"), "report": text("Rapport"),
                "files": text("Gardées : {n}", n=len(self.scene.kept))}  # fmt: skip
        icons = {"trace": "trace", "files": "folder", "report": "report"}
        for name, (x, y, w, h) in tab_rects().items():
            on = name == page
            ground, rim = ("grid", "trace") if on else ("screen_panel", "screen_line")
            canvas.rect(x, y, w, h, ground, 8, 3 if on else 2, rim)
            canvas.icon(icons[name], x + 34, y + h / 2, 30, "screen_text" if on else "screen_text_soft")
            colour = "screen_text" if on else "screen_text_soft"
            write(canvas, x + 62, y + h / 2, said[name], (w - 76, h - 4), "body", colour, weight="semibold")
        (self._files if page == "files" else self._report)(canvas)

    # kept traces

    def _files(self, canvas: Canvas) -> None:
        x, _, w, _ = PAGE
        text = self.ctx.language.text
        if not self.scene.kept:
            said = text("Tu n’as encore rien gardé.")
            write(canvas, x + w / 2, 540, said, (w - 80, 120), "lead", "screen_text_soft", "center")
            return
        said = text("Ouvre une trace : elle se pose en gris sous la tienne.")
        write(canvas, x + 20, 264, said, (w - 40, 44), "body", "screen_text_soft")
        first = self._first()
        for line, kept in enumerate(self.scene.kept[first : first + LIST_ROWS], start=first):
            self._file(canvas, line, LIST_Y + (line - first) * LIST_H, kept)

    def _file(self, canvas: Canvas, line: int, top: float, kept) -> None:
        x, _, w, _ = PAGE
        middle, text = top + (LIST_H - 8) / 2, self.ctx.language.text
        rim = "trace" if line == self.line else "screen_line"
        canvas.rect(x + 8, top, w - 16, LIST_H - 8, "screen_panel", 8, 3 if line == self.line else 2, rim)
        canvas.icon("trace", x + 46, middle, 32, "screen_text_soft")
        write(canvas, x + 78, middle, f"{kept.name}.sor", (316, 52), "body", "screen_text", weight="semibold")
        canvas.fibre_dot(x + 416, middle, 10, kept.fibre)
        wave = self.ctx.language.wavelength(kept.trace.wavelength * 1e9)
        write(canvas, x + 438 + canvas.flag_room, middle, wave, (130, 52), "body", "screen_text")
        write(canvas, x + 584, middle, text("Bout {end}", end=kept.side), (110, 52), "body", "screen_text")
        said = text("Évènements : {n}", n=len(kept.rows))
        write(canvas, x + 708, middle, said, (190, 52), "body", "screen_text_soft")
        clock = self.ctx.language.clock(kept.tick)
        write(canvas, x + 996, middle, clock, (84, 52), "body", "screen_text_soft", "right", numbers=True)
        opened = kept.name == self.scene.state.recalled
        canvas.icon("eye" if opened else "eye_off", x + 1034, middle, 32, "trace" if opened else "screen_text_soft")
        said = text("Ouverte") if opened else text("Ouvrir")
        write(canvas, x + 1060, middle, said, (104, 52), "small", "trace" if opened else "screen_text")

    # report

    def _report(self, canvas: Canvas) -> None:
        self._facts(canvas)
        places = [place for place, *_ in self.table.parts("A")]
        first, last = min(places), max(places)
        x, _, w, _ = LINK
        side = 1.0 + 0.05 * (last - first)
        window = Window(Frame(first - side, last + side, 0.0, 1.0), (x, 0, w, 1))
        self.table.paint_strip(canvas, window, LINK, "A")
        self._table(canvas)
        self._verdict(canvas)

    def _facts(self, canvas: Canvas) -> None:
        x, y, w, h = FACTS
        scene, language = self.scene, self.ctx.language
        keys, unit, text = scene.work.keys, language.unit, language.text
        canvas.rect(x, y, w, h, "screen_panel", 8)
        name = text("Trace enregistrée") if scene.params.trace else text("Fibre {n}", n=scene.plant.number)
        pulse = unit(keys.pulse_ns, 0, "ns") if keys.pulse_ns < 1000 else unit(keys.pulse_ns / 1000, 1, "us")
        km = keys.range_m / 1000.0
        said = [
            ("otdr", name),
            ("wave", " / ".join(language.wavelength(nm) for nm in scene.work.nms)),
            ("range", unit(km, 0 if abs(km - round(km)) < 0.005 else 2, "km")),
            ("pulse", pulse),
            ("averaging", self._averaged(keys)),
            ("index", language.number(keys.index, 4)),
        ]
        wide = (230, 292, 160, 160, 150, 164)
        left = x + 14.0
        for (icon, words), room in zip(said, wide, strict=True):
            canvas.icon("trace" if icon == "otdr" else icon, left + 16, y + h / 2, 30, "screen_text_soft")
            write(canvas, left + 40, y + h / 2, words, (room - 54, h - 8), "body", "screen_text", weight="semibold")
            left += room

    def _averaged(self, keys: Keys) -> str:
        """How long the trace was averaged, which is less than was set where it was stopped; a dash if none says it."""
        run = self.scene.work.run
        if run is None or not keys.averaging_s:
            return averaging_words(self.ctx.language, keys.averaging_s)
        seconds = min(run.seconds.values())
        return averaging_words(self.ctx.language, seconds) if seconds else "—"

    def _table(self, canvas: Canvas) -> None:
        x, y, w, h = TABLE
        text, rows = self.ctx.language.text, self.scene.state.rows
        canvas.rect(x, y, w, h, "screen_panel", 8)
        canvas.rect(x, y, w, HEAD_H, "grid", 8)
        middle, small = y + HEAD_H / 2, printed(canvas)
        write(canvas, x + 14, middle, text("N°"), (KIND_X - x - 22, 40), small, "screen_text_soft")
        write(canvas, KIND_X, middle, text("Type"), (200, 40), small, "screen_text_soft")
        for edge, (role, label) in zip(FIGURE_X, self.table.heads(), strict=True):
            block = write(canvas, edge, middle, label, (110, 40), small, "screen_text_soft", "right")
            if role and label:
                canvas.rect(edge - block.width - 26, middle - 6, 18, 12, role, 3)
        write(canvas, VERDICT_X, middle, text("Verdict"), (200, 40), small, "screen_text_soft")
        first = max(0, min(self.first, len(rows) - ROWS))
        for line, row in enumerate(rows[first : first + ROWS]):
            self._row(canvas, first + line, y + HEAD_H + line * ROW_H, row)
        if not rows:
            said = text("La table est vide.")
            write(canvas, x + w / 2, y + h / 2, said, (w - 80, 80), "lead", "screen_text_soft", "center")
        if len(rows) > ROWS:
            share = (ROWS * ROW_H - 8) / len(rows)
            canvas.rect(x + w - 6, y + HEAD_H + 4 + share * first, 4, share * ROWS, "screen_text_soft", 2)

        self._whole_line(canvas, y + HEAD_H + ROWS * ROW_H)

    def ends(self) -> tuple[float, float] | None:
        """Where the line begins and ends by the table [m], None while one of the two is missing."""
        return line_ends([(row.position_m, row) for row in self.scene.state.rows], self.scene.tail)

    def _whole_line(self, canvas: Canvas, top: float) -> None:
        """The foot of the table: length, loss and return loss of the whole line, from its first event to its end."""
        ends, scene = self.ends(), self.scene
        if ends is None or scene.state.side != "A" or not scene.fibres.on_main:
            return
        x, _, w, _ = TABLE
        middle, text, unit = top + ROW_H / 2, self.ctx.language.text, self.ctx.language.unit
        body = printed(canvas, "body")
        canvas.rect(x, top + 2, w, ROW_H - 4, "grid", 6)
        write(canvas, KIND_X - 34, middle, text("Toute la ligne"), (270, 40), body, "screen_text", weight="semibold")
        traces = map(scene.otdr.trace, scene.work.nms[:2])
        found = [whole_line(trace, ends, scene.tail) if trace else None for trace in traces]
        said = [unit(ends[1] - ends[0], 0, "m"), *(unit(each.loss_db, 2, "dB") if each else "—" for each in found)]
        for edge, words in zip(FIGURE_X, said[: 2 if scene.params.both_ways else 3], strict=False):
            write(canvas, edge, middle, words, (134, 40), body, "screen_text", "right", weight="semibold", numbers=True)
        if found and found[0] and not scene.params.both_ways:
            back = text("ORL {value}", value=unit(found[0].orl_db, 0, "dB"))
            write(canvas, FIGURE_X[3], middle, back, (146, 40), body, "screen_text", "right", numbers=True)

    def _row(self, canvas: Canvas, index: int, top: float, row: Row) -> None:
        x, _, w, _ = TABLE
        middle = top + ROW_H / 2
        words, body = self.ctx.words, printed(canvas, "body")
        canvas.line(x + 8, top, x + w - 8, top, "screen_line", 1)
        canvas.text(x + 28, middle, str(index + 1), body, "screen_text", "center", "middle", weight="semibold")
        canvas.icon(ICONS[row.kind], KIND_X - 20, middle, 28, "screen_text")
        write(canvas, KIND_X + 8, middle, words.event(row.kind), (214, 40), body, "screen_text")
        for edge, said in zip(FIGURE_X, self.table.figures(row), strict=True):
            colour = "screen_text_soft" if said == "—" else "screen_text"
            write(canvas, edge, middle, said, (134, 40), body, colour, "right", numbers=True)
        self._say_of(canvas, row, middle)

    def _say_of(self, canvas: Canvas, row: Row, middle: float) -> None:
        """What the trainee said of a row."""
        if row.kind in ("end", "ghost", "splitter"):
            canvas.text(VERDICT_X + 11, middle, "—", printed(canvas, "body"), "screen_text_soft", "center", "middle")
        elif row.pending or not row.kind or row.verdict == "none":
            canvas.icon("help_circle", VERDICT_X + 11, middle, 26, "trace_2")
            said = self.ctx.language.text("À dire")
            write(canvas, VERDICT_X + 34, middle, said, (164, 40), printed(canvas, "body"), "trace_2")
        else:
            mark = "good" if row.verdict == "good" else "bad"
            canvas.part(f"ui/states/{mark}", VERDICT_X, middle - 11, stretch=(22, 22))
            said = self.ctx.words.event_verdict(row.verdict, row.kind)
            write(canvas, VERDICT_X + 34, middle, said, (164, 40), printed(canvas, "body"), PIN[row.verdict],
                  weight="semibold")  # fmt: skip

    def outcome(self) -> str:
        """What the table says of the line: 'good', 'bad', or 'open' while it has no end or a row lacks its verdict."""
        rows = [row for row in self.scene.state.rows if row.kind not in ("end", "ghost", "splitter")]
        both = self.scene.params.both_ways and self.scene.fibres.on_main
        if any(row.pending or not row.kind or row.verdict == "none" or both and not row.back for row in rows):
            return "open"
        if any(row.verdict == "bad" for row in rows):
            return "bad"
        return "good" if any(row.kind == "end" for row in self.scene.state.rows) else "open"

    def _verdict(self, canvas: Canvas) -> None:
        """Left the limits, right pass or fail."""
        x, y, w, h = FOOT
        text, unit, params = self.ctx.language.text, self.ctx.language.unit, self.scene.params
        canvas.rect(x, y, 760, h, "screen_panel", 8)
        limits = [
            (text("Soudure"), unit(params.splice_limit_db, 2, "dB")),
            (text("Connecteur"), unit(params.connector_limit_db, 2, "dB")),
            (text("Réflectance"), unit(params.reflectance_limit_db, 0, "dB")),
        ]
        write(canvas, x + 16, y + h / 2, text("Limites"), (104, h - 8), "body", "screen_text_soft")
        for index, (label, value) in enumerate(limits):
            left = x + 132 + index * 208
            write(canvas, left, y + 30, label, (196, 44), "small", "screen_text_soft")
            write(canvas, left, y + 64, value, (196, 44), "body", "screen_text", weight="semibold", numbers=True)
        outcome = self.outcome()
        role = {"good": "screen_good", "bad": "screen_bad", "open": "trace_2"}[outcome]
        said = {"good": text("Ligne bonne"), "bad": text("Ligne à reprendre"), "open": text("Table à finir")}[outcome]
        canvas.rect(x + 772, y, w - 772, h, faded(canvas.theme.colour(role), 0.16), 8, 3, role)
        if outcome == "open":
            canvas.icon("help_circle", x + 818, y + h / 2, 44, role)
        else:
            canvas.part(f"ui/states/{outcome}", x + 796, y + h / 2 - 22, stretch=(44, 44))
        write(canvas, x + 856, y + h / 2, said, (w - 872, h - 8), "lead", role, weight="bold")
