"""Under the trace: the link as a strip of icons, the trainee's event table, and the list of kinds that a row opens.

It deliberately judges no row: colours say what the trainee said.
"""

from __future__ import annotations

from simulator.scenes.base import Action
from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr.logic_params import KINDS, Row
from simulator.scenes.otdr.logic_reading import NO_LOSS_DB, is_loss
from simulator.scenes.otdr.logic_view import whole_view
from simulator.scenes.otdr.view_frame import ROLES, Window
from simulator.scenes.otdr.view_plot import PIN
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write
from simulator.ui.theme import TextStyle

CLEAR = (0, 0, 0, 0)
ICONS = {"connector": "connector", "splice": "splice", "bend": "bend", "splitter": "link", "end": "fibre_end",
         "ghost": "eye_off", "": "help_circle"}  # fmt: skip
#: Icon of a part of the plan by its name.
PLACE_ICONS = {"NRO": "nro", "PM": "pm", "PBO": "pbo", "SRO": "pm", "PTO": "home", "customer": "home"}
NEAR_M = 25.0
#: What a row's list offers: its kind, and what else can be done with it.
MENU = (*KINDS, "measure", "delete")
MENU_ICONS = {**ICONS, "measure": "sync", "delete": "cross"}


def chosen(entry: int) -> Action:
    """The action of an entry of the list."""
    name = MENU[entry]
    return Action("row.kind", name) if name in KINDS else Action(f"row.{name}")


def _read_at(row: Row, columns: list[int]) -> list[int]:
    """The wavelength [nm] that each column shows of a row: its own, else another at which the row has a figure.

    A measurement at another wavelength does not take away what is in the table; from both ends goes before one.
    """
    ways = [{nm for nm, loss in way.items() if is_loss(loss)} for way in (row.losses, row.back)]
    there = sorted(ways[0] | ways[1], key=lambda nm: nm not in ways[0] & ways[1])
    others = [nm for nm in there if nm not in columns]
    return [nm if nm in there or not others else others.pop(0) for nm in columns]


def printed(canvas: Canvas, style: str = "small") -> TextStyle:
    """The size of a table's words: narrow columns let them grow a little, and then all alike."""
    return canvas.texts.capped(style, 24)


class TablePainter:
    """Draws strip and table of one scene. first: the topmost row shown; menu: a row whose list of kinds is open."""

    def __init__(self, scene, ctx) -> None:
        self.scene, self.ctx = scene, ctx
        self.first = 0
        self.menu: int | None = None
        self.menu_line = 0

    # strip

    def draw_strip(self, canvas: Canvas, window: Window) -> None:
        """The plan of the link, each part under its place on the trace."""
        key = ("otdr strip", tuple(self.parts()), window.frame)
        canvas.layer(key, lambda c: self.paint_strip(c, window), at.STRIP, True)

    def paint_strip(self, canvas: Canvas, window: Window, rect: at.Rect = at.STRIP, side: str = "") -> None:
        """The plan in a rectangle, each part where the window has it."""
        x, y, w, h = rect
        found = self.parts(side)
        canvas.rect(x, y, w, h, "screen")
        canvas.rect(x, y, w, h, "screen_panel", 8)
        middle = y + 20
        last = max((place for place, *_ in found), default=0.0)
        inner = (x + 12, x + w - 12)
        # Behind the last thing that is known the fibre goes on to where the plan has its end.
        for start, stop, role in ((found[0][0], last, "light"), (last, self._planned_m(), "screen_text_soft")):
            left, right = max(inner[0], window.x(start)), min(inner[1], window.x(stop))
            canvas.rect(left, middle - 1.5, max(0.0, right - left), 3, role)
        shown = self._spaced([(window.x(place), *rest) for place, *rest in found if window.shows(place)], inner)
        for px, icon, label, colour in shown:
            if icon == "reel":
                canvas.circle(px, middle, 16, "screen", 2, colour)
                canvas.icon(icon, px, middle, 24, colour)
                continue
            canvas.rect(px - 24, middle - 17, 48, 34, "screen", 10, 2, colour)
            canvas.icon(icon, px, middle, 28, colour)
            # Words share the room between them; an icon without a word needs none.
            near = [abs(px - other) for other, what, name, _ in shown if other != px and what != "reel" and name]
            room = min([150.0, 2 * (px - x), 2 * (x + w - px), *near]) - 6
            # A word that finds no room is left to its icon: letters under each other are none.
            longest = max(label.split(), key=len, default="")
            if label and canvas.texts.width(longest, "small") <= room:
                write(canvas, px, y + 58, label, (room, 40), "small", "screen_text", "center")

    def _spaced(self, found: list[tuple], inner: tuple[float, float]) -> list[tuple]:
        """What finds room side by side; the reel gives way first, then what comes later."""
        kept: list[tuple] = []
        for px, icon, label, colour in found:
            px = min(inner[1] - 26, max(inner[0] + 24, px))
            need = 42.0 if icon == "reel" else 50.0
            while kept and kept[-1][1] == "reel" and px - kept[-1][0] < 42.0:
                kept.pop()
            if not kept or px - kept[-1][0] >= need:
                kept.append((px, icon, label, colour))
        return kept

    def parts(self, side: str = "") -> list[tuple[float, str, str, str]]:
        """Place [m] from a side ('': where the instrument is), icon, label and colour of the plan's parts and rows."""
        side = side or self.scene.state.side
        text, words = self.ctx.language.text, self.ctx.words
        scene = self.scene
        # A recorded trace may count from behind its launch reel: its instrument stands before the zero.
        port = whole_view(scene.otdr)[0] if scene.params.trace else 0.0
        found = [(port, "screen", "", "screen_text_soft")]
        if scene.params.trace:
            named = [(scene.work.at(e), e.name) for e in scene.work.events() if e.name]
            launch = 0.0
        else:
            line = scene.plant.line
            launch = line.spec.launch_m
            places = zip(line.positions_m(), line.parts, strict=True)
            named = [(place, part.spec.name) for place, part in places if part.spec.name and part.spec.type != "fibre"]
            named.insert(0, (launch or 2.0, scene.params.head))
            if side == "B":
                named = [(scene.work.mirror_m(place), name) for place, name in named]
        if launch >= 100.0:
            found.append((launch / 2, "reel", text("Bobine"), "light"))
        rows = [row for row in scene.state.rows if not row.pending]
        used: set[int] = set()
        for place, name in named:
            row = next((r for r in rows if abs(self.seen_m(r, side) - place) <= NEAR_M and id(r) not in used), None)
            colour = "screen_text_soft" if row is None else self._colour(row)
            if row is not None:
                used.add(id(row))
            icon = PLACE_ICONS.get(name, "connector" if name in PLACE_ICONS else "splice")
            found.append((place, icon, words.part(name), colour))
        for row in rows:
            if id(row) not in used and row.kind != "ghost":
                label = "" if row.kind == "end" else words.event(row.kind)
                found.append((self.seen_m(row, side), ICONS[row.kind], label, self._colour(row)))
        return sorted(found)

    def _planned_m(self) -> float:
        """Length of the launch reel and the line by the plan [m]; 0 for a recorded trace."""
        return 0.0 if self.scene.params.trace else self.scene.plant.line.spec.launch_m + self.scene.work.planned_m

    def seen_m(self, row: Row, side: str) -> float:
        """Where a row's event lies from a side of the line [m]."""
        return row.position_m if side == "A" else self.scene.work.mirror_m(row.position_m)

    def _colour(self, row: Row) -> str:
        return PIN[row.verdict] if row.kind not in ("end", "ghost") else "screen_text"

    # table

    def follow(self) -> None:
        """Keep the selected row in sight."""
        rows, chosen = len(self.scene.state.rows), self.scene.state.selected
        if chosen is not None:
            self.first = min(max(self.first, chosen - at.ROWS + 1), chosen)
        self.first = max(0, min(self.first, max(0, rows - at.ROWS)))
        if self.menu is not None and self.menu >= rows:
            self.menu = None

    def draw_table(self, canvas: Canvas) -> None:
        """Header, the rows in sight, dashes for empty lines."""
        self.follow()
        state = self.scene.state
        rows = tuple((r.position_m, r.kind, r.verdict, tuple(r.losses.items()), tuple(r.back.items()), r.reflectance_db,
                      r.pending) for r in state.rows)  # fmt: skip
        key = ("otdr table", self.ctx.language.code, self.heads(state.side), rows, state.selected, self.first,
               state.shown, self.scene.work.nms)  # fmt: skip
        canvas.layer(key, self._paint_table, at.TABLE, True)

    def _paint_table(self, canvas: Canvas) -> None:
        canvas.rect(*at.TABLE, "screen")
        self._paint_head(canvas)
        rows = self.scene.state.rows
        for line in range(at.ROWS):
            index = self.first + line
            if index < len(rows):
                self._row(canvas, line, index, rows[index])
            else:
                self._dashes(canvas, line, index)
        if len(rows) > at.ROWS:
            self._bar(canvas, len(rows))

    def heads(self, side: str = "A") -> tuple[tuple[str, str], ...]:
        """Colour role ('' none) and words over the four columns of figures, positions as seen from a side."""
        text = self.ctx.language.text
        if self.scene.params.both_ways:
            place = text("Position") if side == "A" else text("Vu de B")
            return (("", place), ("", f"A→B {self._column_nm()}"), ("", "B→A"), ("", text("Moyenne")))
        nms = self.scene.work.nms
        first = (ROLES[0], text("Perte"))
        second = (ROLES[1], text("Perte")) if len(nms) > 1 else ("", "")
        return (("", text("Position")), first, second, ("", text("Réflect.")))

    def _paint_head(self, canvas: Canvas) -> None:
        x, y, w, h = at.TABLE
        text = self.ctx.language.text
        canvas.rect(x, y, w, h, "screen_panel", 8)
        canvas.rect(x, y, w, at.HEAD_H, "grid", 8)
        middle, small = y + at.HEAD_H / 2, printed(canvas)
        write(canvas, at.NUMBER_X - 10, middle, text("N°"), (at.KIND_X - at.NUMBER_X, 40), small, "screen_text_soft")
        write(canvas, at.KIND_X, middle, text("Type"), (150, 40), small, "screen_text_soft")
        for edge, (role, label) in zip(at.FIGURE_X, self.heads(self.scene.state.side), strict=True):
            block = write(canvas, edge, middle, label, (96, 40), small, "screen_text_soft", "right")
            if role and label:
                canvas.rect(edge - block.width - 26, middle - 6, 18, 12, role, 3)
        write(canvas, at.VERDICT_X, middle, text("Verdict"), (130, 40), small, "screen_text_soft")

    def _row(self, canvas: Canvas, line: int, index: int, row: Row) -> None:
        x, y, w, h = at.row_rect(line)
        middle = y + h / 2
        chosen = index == self.scene.state.selected
        if chosen:
            canvas.rect(x, y, w, h, "screen_chosen", 6, 2, "trace")
        elif line:
            canvas.line(x + 6, y, x + w - 6, y, "screen_line", 1)
        text, small = self.ctx.language.text, printed(canvas)
        canvas.text(at.NUMBER_X, middle, str(index + 1), small, "screen_text", "center", "middle", weight="semibold")
        if row.kind:
            canvas.icon(ICONS[row.kind], 168, middle, 26, "screen_text")
            write(canvas, 192, middle, self.ctx.words.event(row.kind), (122, 40), small, "screen_text")
        else:
            canvas.rect(150, y + 1, 170, h - 2, CLEAR, 5, 2, "trace")
            write(canvas, 235, middle, text("Choisis"), (160, 40), small, "screen_text", "center")
        for edge, said in zip(at.FIGURE_X, self.figures(row, self.scene.state.side), strict=True):
            colour = "screen_text_soft" if said == "—" else "screen_text"
            write(canvas, edge, middle, said, (112, 32), small, colour, "right", numbers=True)
        if row.pending:
            self._decide(canvas, line)
        else:
            self._verdict(canvas, line, row)

    def figures(self, row: Row, side: str = "A") -> tuple[str, str, str, str]:
        """Position from a side and three more figures of a row, in words; '—' where there is none."""
        place = self.ctx.language.unit(self.seen_m(row, side), 0, "m")
        nms = list(self.scene.work.nms)
        if self.scene.params.both_ways:
            column = self._column_nm()
            nm = _read_at(row, [column])[0]
            # No mean where one of the two ways is a dash.
            both = row.loss(nm) if all(is_loss(way.get(nm, NO_LOSS_DB)) for way in (row.losses, row.back)) else None
            read = (row.losses.get(nm), row.back.get(nm), both)
            return place, *(self._loss(row, value, nm, column) for value in read)  # type: ignore[return-value]
        found = _read_at(row, nms[:2])
        losses = [self._loss(row, row.loss(nm), nm, own) for nm, own in zip(found, nms, strict=False)]
        first, second = (*losses, "")[:2]
        mirror = row.reflectance_db
        shown = "—" if mirror is None else ("≥ " if row.full else "") + self.ctx.language.unit(mirror, 0, "dB")
        return place, first, second, shown

    def _column_nm(self) -> int:
        """Wavelength of the columns of both ways [nm]: that of the trace in front."""
        nms = self.scene.work.nms
        return self.scene.state.shown if self.scene.state.shown in nms else nms[0]

    def _loss(self, row: Row, value: float | None, nm: int, column: int) -> str:
        """A loss read at nm in the column of another wavelength [nm], which it then names; '—' where none was read."""
        if value is None or not is_loss(value) or row.kind in ("end", "ghost"):
            return "—"
        if nm == column:
            return self.ctx.language.unit(value, 2, "dB")
        return f"{self.ctx.language.number(value, 2)} · {nm}"

    def _decide(self, canvas: Canvas, line: int) -> None:
        """A row of the analysis: keep it or throw it out."""
        x, y, w, h = at.verdict_cell(line)
        half = w / 2 - 4
        for left, icon, colour in ((x, "check", "screen_good"), (x + half + 8, "cross", "screen_bad")):
            canvas.rect(left, y + 3, half, h - 6, "screen", 6, 2, colour)
            canvas.icon(icon, left + half / 2, y + h / 2, 24, colour)

    def _verdict(self, canvas: Canvas, line: int, row: Row) -> None:
        x, y, w, h = at.verdict_cell(line)
        middle = y + h / 2
        if row.kind in ("end", "ghost", "splitter", ""):
            canvas.text(at.VERDICT_X + 24, middle, "—", printed(canvas), "screen_text_soft", "center", "middle")
        elif row.verdict == "none":
            canvas.rect(at.VERDICT_X, y + 1, 128, h - 2, CLEAR, 5, 2, "trace")
            write(canvas, at.VERDICT_X + 64, middle, self.ctx.language.text("Bon ?"), (120, 40), printed(canvas),
                  "screen_text", "center")  # fmt: skip
        else:
            mark = "good" if row.verdict == "good" else "bad"
            canvas.part(f"ui/states/{mark}", at.VERDICT_X, middle - 11, stretch=(22, 22))
            said = self.ctx.words.event_verdict(row.verdict, row.kind)
            write(canvas, at.VERDICT_X + 32, middle, said, (104, 40), printed(canvas), PIN[row.verdict],
                  weight="semibold")  # fmt: skip

    def _dashes(self, canvas: Canvas, line: int, index: int) -> None:
        _, y, _, h = at.row_rect(line)
        middle = y + h / 2
        canvas.text(at.NUMBER_X, middle, str(index + 1), printed(canvas), "screen_text_soft", "center", "middle")
        for left, width in ((154, 40), (390, 38), (512, 38), (634, 38), (754, 38), (822, 40)):
            canvas.rect(left, middle - 1, width, 2, "screen_line")

    def _bar(self, canvas: Canvas, rows: int) -> None:
        x, y, w, h = at.TABLE
        whole = h - at.HEAD_H - 8
        top = y + at.HEAD_H + 4 + whole * self.first / rows
        canvas.rect(x + w - 6, top, 4, whole * at.ROWS / rows, "screen_text_soft", 2)

    def draw_menu(self, canvas: Canvas) -> None:
        """The list of kinds over everything else on the screen."""
        if self.menu is None:
            return
        x, y, w, h = at.menu_rect(len(MENU), self.menu - self.first)
        canvas.rect(x, y, w, h, "screen_panel", 10, 2, "trace")
        text, under = self.ctx.language.text, y + 6 + 44 * len(KINDS)
        more = {"measure": text("Relire ici"), "delete": text("Effacer la ligne")}
        canvas.line(x + 10, under, x + w - 10, under, "screen_line", 2)
        for index, kind in enumerate(MENU):
            top = y + 6 + 44 * index
            if index == self.menu_line:
                canvas.rect(x + 6, top, w - 12, 44, "screen_chosen", 8)
            canvas.icon(MENU_ICONS[kind], x + 34, top + 22, 30, "screen_text")
            said = more.get(kind) or self.ctx.words.event(kind)
            write(canvas, x + 62, top + 22, said, (w - 72, 40), "small", "screen_text")
