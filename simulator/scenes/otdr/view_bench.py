"""Case, hard keys, lamps and knob of the instrument; cords, launch reel, plug, microscope and pen on the bench.

It deliberately draws nothing on the screen, and it moves nothing: what is plugged and lit comes from the scene.
"""

from __future__ import annotations

import math

from simulator.instruments import endface
from simulator.scenes.otdr import view_layout as at
from simulator.ui import curves
from simulator.ui.camera_palette import camera_palette, picture_of
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write
from simulator.ui.theme import Colour, faded, mix

CLEAR = (0, 0, 0, 0)
#: Layers of a yellow patch cord, undermost first: (colour role or fibre tone, width).
CORD_WIDTHS = (11.0, 8.0, 3.0)
#: Tint of a plug by its polish: green is angled, blue is not.
POLISH_TINT = {"APC": None, "UPC": "blue", "PC": "blue", "cleave": None}
#: A trace as it is printed small on a sheet, in shares of its frame.
SKETCH = ((0, 0.05), (0.02, 0.2), (0.3, 0.27), (0.3, 0.08), (0.32, 0.32), (0.55, 0.38), (0.57, 0.48), (0.82, 0.55),
          (0.83, 0.1), (0.86, 0.95), (1, 0.97))  # fmt: skip
#: Degrees between two teeth of the knob: its picture repeats.
TOOTH = 12.0


class BenchPainter:
    """Draws all that is not the screen. turn: of the knob [degrees]; pressed: name of a hard key that is down."""

    def __init__(self, scene, ctx) -> None:
        self.scene, self.ctx = scene, ctx
        self.turn = 0.0
        self.pressed: str | None = None
        self._faces: dict[object, object] = {}

    def draw(self, canvas: Canvas) -> None:
        """Ground, case, keys, then the bench."""
        scene, language = self.scene, self.ctx.language
        line = scene.plant.line
        key = ("otdr ground", language.code, scene.otdr.laser, line.plugged, scene.params.trace, self._here(),
               line.spec.launch_m, line.cord.polish, line.head.polish)  # fmt: skip
        canvas.layer(key, self._ground, (0, 72, 1920, 896), True)
        keys = ("otdr keys", self.pressed, scene.otdr.laser, scene.state.active)
        canvas.layer(keys, self._paint_keys, (1300, 126, 172, 766))
        self._knob(canvas)
        if scene.state.look and not scene.params.trace:
            self._scope(canvas)

    def _paint_keys(self, canvas: Canvas) -> None:
        self._keys(canvas)
        self._lamps(canvas)

    def _ground(self, canvas: Canvas) -> None:
        canvas.part("bench/background_bench_otdr", 0, 0)
        canvas.part("bench/background_bench_otdr_light", 0, 0)
        for layer in ("shadow", "art"):
            canvas.part("bench/otdr_body", layer=layer)
        canvas.part("bench/otdr_port")
        canvas.part("bench/otdr_port_capped")
        self._bench(canvas)

    # case

    def _keys(self, canvas: Canvas) -> None:
        for name in at.KEYS:
            down = self.pressed == name
            canvas.part(f"bench/otdr_key_{name}_{'pressed' if down else 'up'}")
        canvas.part("bench/otdr_key_power_up")
        shift = {name: 3.0 if self.pressed == name else 0.0 for name in at.KEYS}
        lit = self.scene.otdr.laser
        if lit:
            canvas.rect(1371, 242 + shift["start"], 30, 30, "print", 4)
        else:
            canvas.icon("play", 1386, 257 + shift["start"], 44, "print")
        icons = {"zoom_in": "zoom_in", "zoom_out": "zoom_out", "home": "home", "save": "save",
                 "left": "chevron_left", "right": "chevron_right"}  # fmt: skip
        for name, icon in icons.items():
            x, y, w, h = at.KEYS[name]
            canvas.icon(icon, x + w / 2, y + h / 2 - 2 + shift[name], 38, "on_dark")
        canvas.icon("power", 1348, 170, 34, "on_dark")
        active = self.scene.state.active.upper()
        for name, cx in (("A", 1352), ("B", 1420)):
            on = active == name
            colour = "on_dark" if on else "on_dark_soft"
            canvas.text(cx, 346 + shift["cursor_ab"], name, "lead", colour, "center", "middle", weight="bold")
            if on:
                canvas.rect(cx - 22, 366 + shift["cursor_ab"], 44, 5, "trace", 2.5)

    def _lamps(self, canvas: Canvas) -> None:
        canvas.part("bench/otdr_lamp_green_on")
        if self.scene.otdr.laser:
            canvas.part("bench/otdr_lamp_orange_on")
        else:
            canvas.part("bench/otdr_lamp_off", 1398, 177)
        canvas.icon("battery", 1440, 157, 26, "on_dark_soft")
        canvas.icon("sun", 1440, 187, 26, "on_dark_soft")

    def _knob(self, canvas: Canvas) -> None:
        canvas.part("bench/otdr_knob")
        canvas.part("bench/otdr_knob_teeth", turn=self.turn % TOOTH)
        canvas.part("bench/otdr_knob_face")
        angle = math.radians(self.turn - 55.0)
        cx, cy, _ = at.KNOB
        canvas.part("bench/otdr_knob_dimple", cx + 42 * math.cos(angle) - 12.5, cy + 42 * math.sin(angle) - 12.0)
        canvas.part("bench/otdr_knob_key_up")
        canvas.icon("check", cx, cy, 26, "on_dark")

    # bench

    def _here(self) -> str:
        """Where the cord is plugged in: the head of the line at end A, and the other end by its letter."""
        if self.scene.state.side == "B":
            return self.ctx.language.text("Bout {end}", end="B")
        return self.ctx.words.part(self.scene.params.head)

    def _bench(self, canvas: Canvas) -> None:
        line, lit = self.scene.plant.line, self.scene.otdr.laser
        reel = not self.scene.params.trace and line.spec.launch_m >= 100.0
        plug = at.PLUG_IN if line.plugged else at.PLUG_OUT
        if self.scene.params.trace:
            self._file(canvas)
            return
        self._cord(canvas, "M1624 300C1760 290 1880 300 1872 352C1868 392 1852 396 1846 424", lit)
        tail = f"M1604 606C1556 660 1536 700 1548 {plug[1] - 20:.0f}C1554 {plug[1] + 18:.0f} {plug[0] - 16:.0f} "
        self._cord(canvas, f"{tail}{plug[1] + 21:.0f} {plug[0] + 2:.0f} {plug[1] + 21:.0f}", lit)
        self._cord(canvas, "M1834 780C1870 780 1890 770 1926 766", lit and line.plugged)
        cord, head = (POLISH_TINT[face.polish] for face in (line.cord, line.head))
        canvas.part("bench/sc_plug_left", *at.PORT_PLUG, tint=cord)
        if reel:
            canvas.part("bench/launch_reel" if lit else "bench/launch_reel_dark", *at.REEL)
            canvas.part("bench/reel_clip_in", 1831, 409)
            canvas.part("bench/reel_clip_out", 1589, 592)
            self._label(canvas, line.spec.launch_m)
        canvas.part("bench/sc_plug_left", *at.FAR_PLUG, tint=head)
        if line.plugged:
            canvas.part("bench/sc_plug", *plug, tint=cord)
        canvas.part("bench/sc_adapter", *at.ADAPTER, tint=head)
        if not line.plugged:
            canvas.part("bench/sc_plug", *plug, tint=cord)
        canvas.part("bench/cord_tag", *at.TAG)
        write(canvas, 1838, 843, self._here(), (102, 40), "small", "paper_ink", "center", weight="semibold")
        canvas.part("bench/dust_cap", 1555, 866)
        canvas.part("bench/cleaner_pen_nose", 1816, 898)
        canvas.part("bench/cleaner_pen", *at.PEN)

    def _label(self, canvas: Canvas, metres: float) -> None:
        write(canvas, 1716, 471, self.ctx.language.text("Bobine"), (116, 40), "small", "steel", "center")
        said = self.ctx.language.unit(metres, 0, "m")
        write(canvas, 1716, 508, said, (116, 34), "lead", "print", "center", weight="bold", numbers=True)

    def _cord(self, canvas: Canvas, path: str, lit: bool) -> None:
        points = curves.bezier(path)
        tones = canvas.theme.fibre("jaune")
        layers: list[tuple[Colour, float]]
        layers = [(tones.dark, CORD_WIDTHS[0]), (tones.base, CORD_WIDTHS[1]), (tones.highlight, CORD_WIDTHS[2])]
        if lit:
            layers = [(faded(canvas.theme.light, 0.22), 26.0), (faded(canvas.theme.light, 0.3), 18.0), *layers]
            layers[-1] = (canvas.theme.light_core, CORD_WIDTHS[2])
        canvas.strokes(points, layers)

    def _file(self, canvas: Canvas) -> None:
        """A recorded trace needs no cord: the printed sheet that came with it, and the stick that it came on."""
        x, y, w, h = 1566.0, 268.0, 306.0, 408.0
        canvas.shadow(x, y, w, h, 8)
        canvas.rect(x, y, w, h, "paper", 8)
        canvas.rect(x + 92, y - 22, w - 184, 38, "case_edge", 8, 2, "case")
        canvas.circle(x + w / 2, y - 6, 7, "case")
        said = self.ctx.language.text("Trace enregistrée")
        write(canvas, x + w / 2, y + 58, said, (w - 40, 60), "body", "paper_ink", "center", weight="semibold")
        left, top, right, foot = x + 28, y + 108, x + w - 28, y + 268
        for row in range(5):
            line = top + (foot - top) * row / 4
            canvas.line(left, line, right, line, faded(canvas.theme.steel, 0.35), 1.5)
        canvas.polyline([(left + dx * (right - left), top + dy * (foot - top)) for dx, dy in SKETCH], "action", 3)
        for row, share in enumerate((0.9, 0.62, 0.78)):
            canvas.rect(left, y + 298 + 30 * row, (right - left) * share, 9, faded(canvas.theme.steel, 0.3), 4)
        self._stick(canvas, 1600.0, 778.0)

    @staticmethod
    def _stick(canvas: Canvas, x: float, y: float) -> None:
        """A memory stick on the bench: plug, body with its light side, eye for a string."""
        theme = canvas.theme
        canvas.shadow(x, y + 4, 206, 56, 14)
        steel = (mix(theme.paper, theme.steel, 0.1), mix(theme.paper, theme.steel, 0.7))
        canvas.gradient_v(x, y + 12, 66, 36, *steel, 4)
        for dx in (22, 42):
            canvas.rect(x + dx - 22 + 14, y + 20, 10, 7, "print", 2)
            canvas.rect(x + dx - 22 + 14, y + 33, 10, 7, "print", 2)
        canvas.gradient_v(x + 58, y, 150, 60, "action_light", "action_edge", 14)
        canvas.rect(x + 66, y + 6, 118, 8, faded(theme.paper, 0.35), 4)
        canvas.rect(x + 82, y + 22, 74, 24, "paper", 4)
        canvas.circle(x + 186, y + 30, 9, "case", 3, "action_edge")

    def _scope(self, canvas: Canvas) -> None:
        """The face as the microscope shows it, and what can be done with it."""
        x, y, _, _ = at.SCOPE
        cx, cy = x + 165, y + 159
        face = self.scene.bench.face(self.scene.state.look)
        look = endface.look_of(face, lit=self.scene.otdr.laser)
        if look not in self._faces:
            self._faces.clear()
            self._faces[look] = picture_of(endface.picture(look), camera_palette(canvas.theme, endface.CORE_LEVEL))
        with canvas.clip_circle(cx, cy, 137) as c:
            c.picture(self._faces[look], cx - 138, cy - 138, 276, 276)  # type: ignore[arg-type]
        canvas.part("bench/lens_ring", x, y)
        canvas.part("bench/lens_shine", x + 50, y + 27)
        text, head = self.ctx.language.text, self._here()
        name = text("Fiche du cordon") if self.scene.state.look == "cord" else text("Fiche du {place}", place=head)
        canvas.rect(cx - 112, y + 2, 224, 40, "panel", 10, 2, "line")
        write(canvas, cx, y + 22, name, (210, 38), "small", "ink", "center", weight="semibold")
        said = {"other": text("L’autre"), "dry": text("À sec"), "wet": text("Alcool")}
        for key, rect in at.SCOPE_KEYS.items():
            canvas.rect(*rect, "panel", 10, 2, "action")
            icon = {"other": "sync", "dry": "cleanliness", "wet": "drop"}[key]
            canvas.icon(icon, rect[0] + 24, rect[1] + rect[3] / 2, 28, "action")
            write(canvas, rect[0] + 42, rect[1] + rect[3] / 2, said[key], (rect[2] - 48, 50), "small", "action_deep",
                  weight="semibold")  # fmt: skip
