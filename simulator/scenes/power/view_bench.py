"""Source, meter, cords, adapters and the line on the bench; the outlet and the meter at the subscriber's.

It deliberately moves nothing: what is plugged, set and lit comes from the scene.
"""

from __future__ import annotations

from simulator.scenes.power import view_layout as at
from simulator.scenes.power import view_parts as draw
from simulator.scenes.power.logic_facts import wanted_nm
from simulator.scenes.power.view_attenuator import draw_attenuator, draw_box, draw_cords
from simulator.scenes.power.view_home import draw_home, draw_outlet, draw_strap
from simulator.scenes.power.view_route import ICONS, draw_route, length
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point
from simulator.ui.evening import evening_room
from simulator.ui.fitting import boxed_alike, write

#: What the ground covers, and what painting it counts for in a frame [bytes of a layer].
BENCH: at.Rect = (0, 72, 1920, 896)
GROUND_COST = 3 << 20


class BenchPainter:
    """pressed: (instrument, key) that is down; held: plug in hand ('left' or 'right'); hand: where it is."""

    def __init__(self, scene, ctx) -> None:
        self.scene, self.ctx = scene, ctx
        self.pressed: tuple[str, str] | None = None
        self.held = ""
        self.hand: Point = (0.0, 0.0)

    @property
    def big(self) -> bool:
        """The meter fills the scene: no source beside it."""
        return self.scene.params.mode == "subscriber"

    @property
    def how(self) -> str:
        """How the meter stands."""
        return at.meter_of(self.scene.params)

    def draw(self, canvas: Canvas) -> None:
        """The whole subject."""
        if self.big:
            self._draw_subscriber(canvas)
        else:
            self._draw_loss(canvas)
        if self.held:  # over the instruments
            draw.held_plug(canvas, self.held, self.hand)

    def _line(self) -> tuple:
        """What of the line is painted on the ground."""
        return tuple(part.spec for part in self.scene.plant.line.parts)

    # loss

    def _draw_loss(self, canvas: Canvas) -> None:
        state, lit = self.scene.state, self.scene.source.laser
        lit_out = lit and state.source_in
        through = lit_out and self.scene.bench.lost_db(state.path, self.scene.source.nm) is not None
        key = ("power ground", self.ctx.language.code, self.scene.params, self._line())
        if self.held:
            canvas.layer(key, self._ground, BENCH, True)
            self._cords(canvas, lit_out, through)
        else:
            # Cords that nobody moves are painted with the ground, once for each way of plugging.
            canvas.layer((*key, state.near, state.far, state.source_in, lit_out, through),
                         lambda c: self._ground_with_cords(c, key, lit_out, through), BENCH, True)  # fmt: skip
        self._source(canvas)
        self.meter(canvas)

    def _ground_with_cords(self, canvas: Canvas, ground: tuple, lit_out: bool, through: bool) -> None:
        # For their pictures: where these lack, the frame ends here, and the ground is painted but once.
        self._cords(canvas, lit_out, through)
        if canvas.has_layer(ground, BENCH, True):
            # It was there while hands moved the cords.
            canvas.layer(ground, self._ground, BENCH, True)
        else:
            with canvas.step(GROUND_COST):
                self._ground(canvas)
        self._cords(canvas, lit_out, through)

    def _cords(self, canvas: Canvas, lit_out: bool, through: bool) -> None:
        """Cords, plugs and adapters, and the light in them."""
        state = self.scene.state
        self._source_cord(canvas, lit_out)
        self._meter_cord(canvas, through)
        self._adapters(canvas)
        if through and state.path == "link":
            x0, y, x1 = at.ADAPTERS["link"][0] + 30, at.ROWS_Y["link"], at.ADAPTERS["link"][1] - 30
            canvas.glow_path([(x0, y), (x1, y)], 3.0)
            self._strip_boxes(canvas)

    def _ground(self, canvas: Canvas) -> None:
        canvas.part("bench/background_bench_otdr", 0, 0)
        canvas.part("bench/background_bench_otdr_light", 0, 0)
        canvas.part("bench/mat", 44, 560, stretch=(1436, 432))
        text = self.ctx.language.text
        for row, words in (("two", text("Deux cordons")), ("three", text("Trois cordons"))):
            write(canvas, 744, at.ROWS_Y[row] + 47, words, (330, 30), "small", "on_dark_soft", "center")
        self._strip(canvas)
        self._job(canvas)

    def _strip(self, canvas: Canvas) -> None:
        """The line as a strip of pictures, with its names; a connector that ends it is the adapter on its right."""
        x, y, w, h = at.STRIP
        canvas.rect(x, y, w, h, "screen_panel", 12, 2, "screen_line")
        parts, end = self._within()
        if end:
            right = at.ADAPTERS["link"][1]
            write(canvas, right, y + 108, self.ctx.words.part(end), (104, 44), "small", "on_dark_soft", "center")
        step = (w - 60) / max(1, len(parts))
        canvas.line(x - 26, at.ROWS_Y["link"], x + w + 26, at.ROWS_Y["link"], "bumper", 5)
        fibres = [spec.type == "fibre" for spec in parts]
        words = [length(self.ctx.language, spec.length_m) if fibre else self.ctx.words.part(spec.name)
                 for spec, fibre in zip(parts, fibres, strict=True)]  # fmt: skip
        above, below = (True, 30, 28, 26, "screen_text"), (False, 60, 44, 108, "screen_text_soft")
        for lengths, room, high, down, ink in (above, below):
            shown = [index for index, fibre in enumerate(fibres) if fibre is lengths]
            blocks = boxed_alike(canvas, [words[index] for index in shown], step + room, high, "small")
            for index, block in zip(shown, blocks, strict=True):
                canvas.block(x + 30 + step * (index + 0.5), y + down, block, ink, "center", "middle")
        self._strip_boxes(canvas)

    def _within(self) -> tuple[list, str]:
        """What lies between the line's two adapters, and the name of the connector that is the last of them."""
        parts = [part.spec for part in self.scene.plant.line.parts]
        ended = bool(parts) and parts[-1].type == "connector"
        return (parts[:-1], parts[-1].name) if ended else (parts, "")

    def _strip_boxes(self, canvas: Canvas) -> None:
        """The pictures of the joints; a fault is not given away: it looks like a splice."""
        parts, _ = self._within()
        step = (at.STRIP[2] - 60) / max(1, len(parts))
        for index, spec in enumerate(parts):
            cx = at.STRIP[0] + 30 + step * (index + 0.5)
            if spec.type != "fibre":
                canvas.rect(cx - 26, at.ROWS_Y["link"] - 24, 52, 48, "screen", 8, 2, "trace")
                icon = ICONS.get(spec.type, "splice")
                canvas.icon(icon, cx, at.ROWS_Y["link"], 34, "trace")

    def _job(self, canvas: Canvas) -> None:
        """The job sheet: which reference, which wavelengths, planning values."""
        x, y, w, h = at.JOB
        text, params, language = self.ctx.language.text, self.scene.params, self.ctx.language
        canvas.card(x, y, w, h)
        canvas.icon("file", x + 36, y + 36, 34, "action")
        write(canvas, x + 66, y + 36, text("Bon de travail"), (w - 90, 50), "lead", "ink", weight="semibold")
        count = int(params.method)
        cords = language.ntext("{n} cordon", "{n} cordons", count)
        nms = ", ".join(params.wavelengths)
        lines = [("cord", text("Référence : {cords}", cords=cords)), ("wave", f"{nms} {language.sign('nm')}")]
        if params.budget:
            km, splice, plug = (language.unit(value, 2, "dB") for value in
                                (params.alpha_db_km, params.splice_db, params.connector_db))  # fmt: skip
            lines += [("loss", f"{km}/km"), ("splice", text("{value} par soudure", value=splice)),
                      ("connector", text("{value} par connecteur", value=plug))]  # fmt: skip
        elif params.limit_db:
            lines.append(("gauge", text("max {value}", value=language.unit(params.limit_db, 2, "dB"))))
        for index, (icon, said) in enumerate(lines):
            cy = y + 92 + index * 48
            canvas.icon(icon, x + 40, cy, 30, "ink_soft")
            write(canvas, x + 70, cy, said, (w - 90, 46), "body", "ink")
        if len(lines) < 5:
            self._scheme(canvas, x, y + h - 74, w, count)

    def _scheme(self, canvas: Canvas, x: float, y: float, w: float, cords: int) -> None:
        """The reference that is asked for, as a drawing: source, cords, meter, an adapter between two cords."""
        left, right = x + 66, x + w - 66
        canvas.line(left, y, right, y, "bumper", 6)
        for index in range(1, cords):
            cx = left + (right - left) * index / cords
            canvas.rect(cx - 13, y - 13, 26, 26, "good", 5, 2, "good_text")
        canvas.part("ui/tools/light_source", left - 40, y - 32, stretch=(64, 64))
        canvas.part("ui/tools/power_meter", right - 24, y - 32, stretch=(64, 64))

    def _source_cord(self, canvas: Canvas, lit: bool) -> None:
        state = self.scene.state
        px, py = at.SOURCE_PORT
        top = py - 104 - (0 if state.source_in else 46)
        tip = self.hand if self.held == "left" else at.left_tip(state.near)
        if state.near == "meter" and self.held != "left":
            mx, my = at.METER_PORT
            draw.cord(canvas, f"M{px} {top + 12}C{px} 84 330 92 611 92C900 92 {mx} 84 {mx} {my - 92:.0f}", lit)
            draw.plug_down(canvas, mx, my + 10)
        else:
            x, y = tip[0] - 104, tip[1]
            draw.cord(canvas, f"M{px} {top + 12}C{px} 78 50 88 48 250C46 470 40 {y:.0f} {x:.0f} {y:.0f}", lit)
        draw.plug_down(canvas, px, py + 10 - (0 if state.source_in else 46))

    def _meter_cord(self, canvas: Canvas, lit: bool) -> None:
        state = self.scene.state
        mx, my = at.METER_PORT
        x, y = self.hand if self.held == "right" else at.right_tip(state.far)
        x += 104
        if state.near == "meter":
            draw.cord(canvas, f"M{x:.0f} {y:.0f}C1420 {y:.0f} 1470 640 1440 700C1410 750 1330 740 1300 716")
            draw.plug_left(canvas, 1200, 716)
            return
        draw.cord(canvas, f"M{mx} {my - 92:.0f}C{mx} 78 1462 84 1470 250C1478 480 1460 {y:.0f} {x:.0f} {y:.0f}",
                  lit)  # fmt: skip
        draw.plug_down(canvas, mx, my + 10)

    def _adapters(self, canvas: Canvas) -> None:
        """Plugs on their row, the adapters over them, and the third cord between its two."""
        state = self.scene.state
        a, b = at.ADAPTERS["three"]
        y = at.ROWS_Y["three"]
        draw.cord(canvas, f"M{a + 114} {y}C{a + 160} {y} {a + 150} {y - 30} {(a + b) / 2} {y - 30}"
                          f"C{b - 150} {y - 30} {b - 160} {y} {b - 114} {y}")  # fmt: skip
        draw.plug_left(canvas, a + at.TIP, y)
        draw.plug_right(canvas, b - at.TIP, y)
        if state.near != "meter" and self.held != "left":
            draw.plug_right(canvas, *at.left_tip(state.near))
        if self.held != "right":
            draw.plug_left(canvas, *at.right_tip(state.far))
        for path, (left, right) in at.ADAPTERS.items():
            for x in {left, right}:
                draw.adapter(canvas, x, at.ROWS_Y[path])

    def _source(self, canvas: Canvas) -> None:
        source, language = self.scene.source, self.ctx.language
        w, h = at.SOURCE_SIZE
        canvas.part("connect/light_source_body", *at.SOURCE, stretch=(w * at.ZOOM, h * at.ZOOM))
        lamp = "on" if source.laser else "off"
        half = 13 if source.laser else 7
        lx, ly = at.SOURCE[0] + 67 * at.ZOOM, at.SOURCE[1] + 152 * at.ZOOM
        canvas.icon("laser", lx, ly, 32, "print")
        canvas.part(f"connect/light_source_lamp_{lamp}", at.SOURCE[0] + 67 * at.ZOOM - half,
                    at.SOURCE[1] + 113 * at.ZOOM - half)  # fmt: skip
        icons = {"power": "power", "wave": "wave", "laser": "sun"}
        active = {"power": source.power, "wave": False, "laser": source.laser}
        for name, rect in at.SOURCE_KEYS.items():
            down = self.pressed == ("source", name)
            draw.key(canvas, "connect/light_source_key", rect, icons[name], "", active[name], down)
        x, y, sw, sh = at.SOURCE_SCREEN
        if not source.power:
            return
        write(canvas, x + sw / 2, y + 36, f"{source.nm}\u00a0nm", (sw - 16, 52), "title", "trace", "center",
              weight="bold")  # fmt: skip
        said = language.text("Laser actif") if source.laser else language.text("Laser éteint")
        ink = "trace_2" if source.laser else "screen_text_soft"
        write(canvas, x + sw / 2, y + 78, said, (sw - 16, 44), "small", ink, "center")
        share = min(1.0, source.seconds / source.settings.warm_s)
        canvas.rect(x + 14, y + sh - 30, sw - 28, 14, "screen_line", 7)
        tone = "screen_good" if source.warm else "trace_2"
        canvas.rect(x + 14, y + sh - 30, max(14.0, (sw - 28) * share), 14, tone, 7)

    def meter(self, canvas: Canvas) -> None:
        """The power meter with what it shows."""
        (x, y), zoom = at.meter_place(self.how)
        w, h = at.METER_SIZE
        canvas.part("fibre/power_meter", x, y, stretch=(w * zoom, h * zoom))
        meter, language = self.scene.meter, self.ctx.language
        reading = self.scene.reading()
        value = {"low": "LO", "high": "HI", "off": ""}.get(reading.state) or language.number(reading.value, 2)
        if reading.state in ("low", "high"):
            self._too_dark(canvas, value)
        top = f"{reading.nm}\u00a0nm"
        ref = meter.refs_dbm.get(meter.nm)
        if meter.unit == "dB" and ref is not None:
            top += "   " + language.text("Réf. {value}", value=language.unit(ref, 2, "dBm"))
        shown = "" if reading.state != "value" else value
        draw.readout(canvas, at.meter_screen(self.how), top, shown, reading.unit, meter.power)
        icons = {"power": "power", "wave": "wave", "unit": "", "ref": ""}
        labels = {"unit": "dB", "ref": language.text("Réf.")}
        for name, rect in at.meter_keys(self.how).items():
            active = (name == "power" and meter.power) or (name == "unit" and meter.power and meter.unit == "dB")
            down = self.pressed == ("meter", name)
            draw.key(canvas, "fibre/power_meter_key", rect, icons[name], labels.get(name, ""), active, down)

    def _too_dark(self, canvas: Canvas, said: str) -> None:
        x, y, w, h = at.meter_screen(self.how)
        write(canvas, x + w - 84, y + h * 0.62, said, (160, 60), "display", "trace", "right", weight="bold")

    # subscriber

    def _draw_subscriber(self, canvas: Canvas) -> None:
        key = ("power outlet", self.ctx.language.code, self.scene.params, self._line())
        lit = self.scene.state.path == "link"
        state = self.scene.state
        if self.held:
            canvas.layer(key, self._wall, (0, 72, 1920, 896), True)
            self._outlet_cord(canvas, lit)
        else:

            def paint(layer: Canvas) -> None:
                self._wall(layer)
                self._outlet_cord(layer, lit)

            canvas.layer((*key, lit, state.voa_in, state.load), paint, (0, 72, 1920, 896), True)
        self.meter(canvas)
        if self.scene.params.attenuator:
            draw_attenuator(canvas, self.scene, self.ctx)
            draw_box(canvas, self.scene, self.ctx, self.scene.ticks)

    def _outlet_cord(self, canvas: Canvas, lit: bool) -> None:
        tip = self.hand if self.held == "right" else at.OUTLET_PORT if lit else at.outlet_home(self.scene.params)
        if self.scene.params.attenuator:
            draw_cords(canvas, self.scene, tip, lit)
            return
        x, y = tip[0] + 104, tip[1]
        px, py = at.meter_port(self.how)
        mid = at.RISE_X
        draw.cord(canvas, f"M{px} {py - 92:.0f}C{px} 70 {mid + 10} 84 {mid} 230C{mid - 8} 400 {x + 60:.0f} {y:.0f} "
                          f"{x:.0f} {y:.0f}", lit)  # fmt: skip
        draw.plug_down(canvas, px, py + 10)
        if self.held != "right":
            draw.plug_left(canvas, *tip)

    def _wall(self, canvas: Canvas) -> None:
        canvas.part("fibre/wall_plain", 0, 0)
        draw_home(canvas)
        canvas.part("fibre/table_end", *at.TABLE)
        (x, y), zoom = at.meter_place(self.how)
        draw_strap(canvas, (x + at.METER_SIZE[0] * zoom / 2, y))
        evening_room(canvas)
        draw_outlet(canvas, self.ctx.language.text("Prise"))
        draw_route(canvas, self.scene, self.ctx)

    def wanted(self) -> tuple[int, ...]:
        """Wavelengths that the job wants [nm]."""
        return wanted_nm(self.scene)
