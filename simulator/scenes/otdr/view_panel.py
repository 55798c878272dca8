"""Right of the trace: wavelengths, range, pulse, averaging, index, limits; above it: status and what cursors say.

It deliberately turns no key.
"""

from __future__ import annotations

from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr.logic_reading import Reading, is_loss
from simulator.scenes.otdr.view_frame import ROLES
from simulator.scenes.otdr.view_layout import FOLDER
from simulator.scenes.otdr.view_table import printed
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write, write_figure

CLEAR = (0, 0, 0, 0)


def averaging_words(language, seconds: float) -> str:
    """The averaging time as the instrument says it."""
    return language.unit(seconds, 0, "s") if seconds else language.text("Temps réel")


class PanelPainter:
    """Draws the settings and the read-outs of one scene."""

    def __init__(self, scene, ctx) -> None:
        self.scene, self.ctx = scene, ctx
        self._mine = object()

    # top

    def draw_status(self, canvas: Canvas, clock: str) -> None:
        """Fibre, laser, battery, time of the attempt."""
        language = self.ctx.language
        key = ("otdr status", self._mine, language.code, self.scene.otdr.laser, self.scene.state.side,
               self.scene.plant.number, clock, self._said())  # fmt: skip
        canvas.layer(key, lambda c: self._paint_status(c, clock), at.STATUS, True)

    def _said(self) -> tuple[int, str, bool]:
        """Of a job of several fibres: how many are done, what is said of this one, and whether it can be said."""
        scene = self.scene
        done = sum(scene.fibres.done(number) for number in scene.fibres.numbers)
        return done, scene.state.fibres.get(scene.plant.number, "none"), bool(scene.otdr.measured)

    def _paint_status(self, canvas: Canvas, clock: str) -> None:
        canvas.rect(*at.STATUS, "screen")
        x, y, w, h = at.STATUS
        middle = y + h / 2 + 2
        text, scene = self.ctx.language.text, self.scene
        canvas.rect(x, y, w, h, "grid", 8)
        canvas.rect(*FOLDER, "screen", 8, 2, "screen_line")
        canvas.icon("folder", 111, middle, 30, "screen_text")
        if scene.fibres.numbers:
            self._fibres(canvas, middle)
        name = text("Trace enregistrée") if scene.params.trace else text("Fibre {n}", n=scene.plant.number)
        left = 184.0 if scene.fibres.numbers else 146.0
        block = write(canvas, left, middle, name, (230, 40), "small", "screen_text", weight="semibold")
        left += block.width + (14 if scene.fibres.numbers else 24)
        if not scene.params.trace:
            colour = scene.plant.line.colour
            canvas.line(left, y + 12, left, y + h - 10, "screen_line", 2)
            canvas.fibre_dot(left + 24 + canvas.flag_room / 2, middle, 9, colour)
            left += 42 + 1.5 * canvas.flag_room
            block = write(canvas, left, middle, self.ctx.words.fibre_colour(colour), (150, 40), "small", "screen_text")
            left += block.width + 24
        if scene.params.both_ways:
            self._side(canvas, left, middle)
        if scene.otdr.laser:
            canvas.circle(1000, middle, 12, CLEAR, 3, "light")
            canvas.circle(1000, middle, 6, "light")
            write(canvas, 1020, middle, text("Laser actif"), (104, 40), "small", "trace_2", weight="medium")
        canvas.icon("battery", 1154, middle, 38, "screen_good")
        write(canvas, 1264, middle, clock, (78, 40), "small", "screen_text", "right", numbers=True)

    def _fibres(self, canvas: Canvas, middle: float) -> None:
        """The key to the next fibre with how many are done, and the key that says what this one is worth."""
        done, said, lit = self._said()
        for (x, y, w, h), ready in ((at.FIBRE, True), (at.FIBRE_VERDICT, lit)):
            canvas.rect(x, y, w, h, "screen", 8, 2, "trace" if ready else "screen_line")
        x, _, w, _ = at.FIBRE
        canvas.icon("sync", x + 24, middle, 26, "screen_text")
        count = f"{done}/{len(self.scene.fibres.numbers)}"
        canvas.text(x + w - 12, middle, count, "small", "screen_text_soft", "right", "middle", numbers=True)
        x, _, w, _ = at.FIBRE_VERDICT
        role = {"good": "screen_good", "bad": "screen_bad", "none": "trace_2" if lit else "screen_text_soft"}[said]
        if said == "none":
            canvas.icon("help_circle", x + 22, middle, 24, role)
        else:
            canvas.part(f"ui/states/{said}", x + 11, middle - 11, stretch=(22, 22))
        text = self.ctx.language.text
        words = {"good": text("Fibre bonne"), "bad": text("Pas bonne"), "none": text("À juger")}[said]
        write(canvas, x + 40, middle, words, (w - 48, 38), "small", role, weight="semibold")

    def side_rect(self) -> at.Rect:
        """The key that carries the instrument to the other end."""
        return (610, 134, 340, 40)

    def _side(self, canvas: Canvas, left: float, middle: float) -> None:
        x, y, w, h = self.side_rect()
        canvas.rect(x, y, w, h, "screen", 8, 2, "trace")
        canvas.icon("sync", x + 24, middle, 26, "screen_text")
        said = self.ctx.language.text("Appareil au bout {end}", end=self.scene.state.side)
        write(canvas, x + 46, middle, said, (w - 52, 40), "small", "screen_text", weight="semibold")

    def method_rect(self) -> at.Rect:
        """The key between two-point and fitted lines."""
        return (552, 186, 136, 40)

    def draw_readout(self, canvas: Canvas) -> None:
        """Places of A and B, distance, loss at each wavelength, reflectance."""
        scene = self.scene
        found = tuple((nm, scene.reading(nm)) for nm in scene.otdr.measured[:2])
        places = (round(scene.state.cursors["A"], 1), round(scene.state.cursors["B"], 1))
        key = ("otdr readout", self._mine, self.ctx.language.code, places, scene.state.method, scene.state.shown, found)
        canvas.layer(key, self._paint_readout, at.READOUT, True)

    def _paint_readout(self, canvas: Canvas) -> None:
        canvas.layer(("otdr readout ground", self.ctx.language.code, self.scene.state.method), self._paint_labels,
                     at.READOUT, True)  # fmt: skip
        _, y, _, h = at.READOUT
        middle = y + h / 2
        unit, cursors = self.ctx.language.unit, self.scene.state.cursors
        places = ((144.0, cursors["A"], 108), (296.0, cursors["B"], 108), (446.0, cursors["B"] - cursors["A"], 100))
        for left, metres, room in places:
            write_figure(canvas, left, middle, unit(metres, 1, "m"), (room, 24), "small", "screen_text",
                         weight="semibold")  # fmt: skip
        left = 700.0
        for index, nm in enumerate(self.scene.otdr.measured[:2]):
            reading = self.scene.reading(nm)
            if reading is not None:
                canvas.rect(left, middle - 7, 18, 14, ROLES[index], 3)
                said = self._figure(reading)
                weight = "bold" if nm == self.scene.state.shown else "medium"
                write_figure(canvas, left + 24, middle, said, (98, 38), "small", ROLES[index], weight=weight)
                left += 126
        self._mirror(canvas, left, middle)

    def _figure(self, reading: Reading) -> str:
        """The loss, or the attenuation of the fibre, as the key says."""
        unit, noise = self.ctx.language.unit, self.ctx.language.text("bruit")
        dashes = f"— {noise}"
        if self.scene.state.method == "slope":
            return dashes if reading.per_km is None else self.ctx.language.number(reading.per_km, 3)  # unit: on the key
        if is_loss(reading.loss_db):
            return unit(reading.loss_db, 2, "dB")
        return dashes if reading.dark else "—"

    def _paint_labels(self, canvas: Canvas) -> None:
        """What stands still in the read-out."""
        canvas.rect(*at.READOUT, "screen")
        x, y, w, h = at.READOUT
        middle = y + h / 2
        canvas.rect(x, y, w, h, "screen_panel", 8)
        for left, name in ((106, "A"), (258, "B")):
            ground, ink = ("paper", "print") if name == "A" else ("case_edge", "on_dark")
            canvas.rect(left, y + 7, 30, 30, ground, 6)
            write(canvas, left + 15, middle, name, (26, 28), "small", ink, "center", weight="bold")
        canvas.icon("length", 424, middle, 30, "screen_text_soft")
        mx, my, mw, mh = self.method_rect()
        canvas.rect(mx, my, mw, mh, "screen", 8, 2, "screen_line")
        text = self.ctx.language.text
        said = {"lsa": text("Perte LSA"), "two_point": text("Perte 2 pts"), "slope": text("Pente dB/km")}
        method = said[self.scene.state.method]
        write(canvas, mx + mw / 2, middle, method, (mw - 8, 40), printed(canvas), "screen_text", "center")

    def _mirror(self, canvas: Canvas, left: float, middle: float) -> None:
        reading = self.scene.reading(self.scene.state.shown) if left < 850 else None
        if reading is None or reading.reflectance_db is None or self.scene.state.method == "slope":
            return
        canvas.icon("undo", left + 12, middle, 24, "screen_text_soft")
        sign = "≥ " if reading.saturated else ""
        said = sign + self.ctx.language.unit(reading.reflectance_db, 0, "dB")
        write_figure(canvas, left + 30, middle, said, (962 - left - 40, 24), "small", "screen_text")

    # right

    def draw_settings(self, canvas: Canvas) -> None:
        """All five settings, how far the averaging is, and the limits."""
        otdr = self.scene.otdr
        done, whole = otdr.averaged_s
        key = ("otdr settings", self._mine, self.ctx.language.code, otdr.keys, otdr.laser, otdr.live,
               bool(otdr.measured), round(done), whole)  # fmt: skip
        canvas.layer(key, self._paint_settings, (974, 184, 292, 496), True)
        canvas.layer(self._limits_key(), self._paint_limits, at.LIMITS)
        if done > 0.0:
            x, y, w, h = at.AVERAGING
            canvas.rect(x + 16, y + h - 24, max(10.0, round((w - 32) * done / whole)), 10, "light", 5)

    def _paint_settings(self, canvas: Canvas) -> None:
        canvas.rect(974, 184, 292, 496, "screen")
        language, keys = self.ctx.language, self.scene.otdr.keys
        text = language.text
        self._wavelengths(canvas)
        km = keys.range_m / 1000.0
        decimals = 0 if abs(km - round(km)) < 0.005 else 2
        self._setting(canvas, "range", "range", text("Portée"), language.unit(km, decimals, "km"))
        self._setting(canvas, "pulse", "pulse", text("Impulsion"), self._pulse(keys.pulse_ns))
        self._averaging(canvas)
        self._setting(canvas, "index", "index", text("Indice"), language.number(keys.index, 4), 102)
        for (cx, cy, cw, ch), arrow in zip(at.coarse_chevrons(), ("chevron_up", "chevron_down"), strict=True):
            for off in (-7, 7):
                canvas.icon(arrow, cx + cw / 2, cy + ch / 2 + off, 30, "screen_text_soft")

    def _pulse(self, ns: float) -> str:
        unit = self.ctx.language.unit
        return unit(ns, 0, "ns") if ns < 1000 else unit(ns / 1000, 1 if ns % 1000 else 0, "us")

    def offered(self) -> tuple[str, ...]:
        """Wavelengths with a key [nm]; a recorded trace has its own alone, seldom a round figure."""
        if self.scene.params.trace:
            return tuple(str(nm) for nm in self.scene.otdr.keys.wavelengths_nm)
        return self.scene.params.wavelengths

    def _wavelengths(self, canvas: Canvas) -> None:
        x, y, w, h = at.WAVELENGTH
        keys, offered = self.scene.otdr.keys, self.offered()
        canvas.rect(x, y, w, h, "screen_panel", 10, 2, "screen_line")
        canvas.icon("wave", x + 34, y + 26, 36, "screen_text")
        title = self.ctx.language.text("Longueur d’onde")
        write(canvas, x + 68, y + 27, title, (w - 80, 40), printed(canvas), "screen_text_soft")
        for rect, name in zip(at.wavelength_chips(len(offered)), offered, strict=True):
            on = int(name) in keys.wavelengths_nm
            role = ROLES[keys.wavelengths_nm.index(int(name))] if on else "screen_line"
            canvas.rect(*rect, "screen", 8, 3 if on else 2, role)
            middle = rect[1] + rect[3] / 2
            wide = rect[2] > 100
            if on and wide:
                canvas.rect(rect[0] + 10, middle - 9, 24, 18, role, 4)
                canvas.icon("check", rect[0] + 22, middle, 16, "screen")
            colour = "screen_text" if on else "screen_text_soft"
            centre = rect[0] + rect[2] / 2 + (14 if on and wide else 0)
            write(canvas, centre, middle, name, (rect[2] - 12, 40), "lead" if wide else "body", colour, "center",
                  weight="semibold")  # fmt: skip

    def _setting(self, canvas: Canvas, name: str, icon: str, title: str, value: str, room: float = 160) -> None:
        x, y, w, h = at.SETTINGS[name]
        canvas.rect(x, y, w, h, "screen_panel", 10, 2, "screen_line")
        canvas.icon(icon, x + 34, y + 40, 42, "screen_text")
        write(canvas, x + 68, y + 23, title, (160, 40), printed(canvas), "screen_text_soft")
        write(canvas, x + 68, y + 60, value, (room, 34), "lead", "screen_text", weight="semibold", numbers=True)
        if name == "index" or not self.scene.params.trace:  # a recorded trace can still be shown with another index
            for (cx, cy, cw, ch), arrow in zip(at.chevrons(name), ("chevron_up", "chevron_down"), strict=True):
                canvas.icon(arrow, cx + cw / 2, cy + ch / 2, 34, "screen_text_soft")

    def _averaging(self, canvas: Canvas) -> None:
        otdr = self.scene.otdr
        done, whole = otdr.averaged_s
        # A run that was stopped says how far it came, until the next one.
        counts = not otdr.recorded and 0.0 < done < whole or otdr.laser and whole > 0.0
        seconds = averaging_words(self.ctx.language, otdr.keys.averaging_s)
        if otdr.recorded and not done:
            seconds = "—"  # the file does not say
        self._setting(canvas, "averaging", "averaging", self.ctx.language.text("Moyennage"), seconds,
                      54 if counts else 160)  # fmt: skip
        x, y, w, h = at.AVERAGING
        if whole or otdr.keys.averaging_s:
            canvas.rect(x + 16, y + h - 24, w - 32, 10, "screen", 5)
        if counts:
            said = f"{self.ctx.language.number(done, 0)} / {self.ctx.language.unit(whole, 0, 's')}"
            write(canvas, x + w - 76, y + 60, said, (92, 30), "small", "trace_2", "right", weight="semibold")

    def _limits_key(self) -> tuple:
        params = self.scene.params
        text = self.ctx.language.text
        return ("otdr limits", params.keep, params.each, params.splice_limit_db, params.connector_limit_db,
                params.reflectance_limit_db,
                self.scene.work.index, self.scene.work.planned_m,
                text("Limites"))  # fmt: skip

    def _paint_limits(self, canvas: Canvas) -> None:
        x, y, w, h = at.LIMITS
        text, number, params = self.ctx.language.text, self.ctx.language.number, self.scene.params
        canvas.rect(x, y, w, h, "screen_panel", 10, 2, "screen_line")
        write(canvas, x + 16, y + 20, text("Fiche du chantier : limites"), (w - 32, 34), "small", "screen_text_soft")
        rows = [
            ("splice", text("Soudure"), self.ctx.language.unit(params.splice_limit_db, 2, "dB")),
            ("connector", text("Connecteur"), self.ctx.language.unit(params.connector_limit_db, 2, "dB")),
            ("undo", text("Réflectance"), self.ctx.language.unit(params.reflectance_limit_db, 0, "dB")),
        ]
        rows.append(("index", text("Indice"), number(self.scene.work.index, 4)))
        if not params.trace:
            km = self.ctx.language.unit(self.scene.work.planned_m / 1000.0, 2, "km")
            rows.append(("length", text("Longueur"), km))
        if params.keep:
            rows.append(("folder", text("À garder"), " ".join(params.keep)))
        if params.each:
            rows.append(("fibre_end", text("Autres fibres"), " ".join(params.each)))
        small = canvas.texts.capped("small", 20)
        # Several wavelengths fill the line: they follow their name.
        wide = (" ".join(params.keep), " ".join(params.each))
        head = 44 if len(rows) <= 4 else 36
        pitch = (h - head - 2) / max(4, len(rows))
        for index, (icon, label, value) in enumerate(rows):
            top = y + head + index * pitch
            middle = top + pitch / 2
            canvas.line(x + 16, top, x + w - 16, top, "screen_line", 2)
            canvas.icon(icon, x + 34, middle, 26, "screen_text_soft")
            if value in wide:
                write(canvas, x + 58, middle, f"{label}  {value}", (w - 72, pitch - 2), "small", "screen_text")
                continue
            said = write(canvas, x + 58, middle, label, (132, pitch), small, "screen_text")
            write(canvas, x + w - 16, middle, value, (w - 84 - said.width, pitch - 2), small, "screen_text", "right",
                  weight="semibold", numbers=True)  # fmt: skip
