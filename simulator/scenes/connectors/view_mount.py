"""Mounting a field connector, as it looks and as it is handled: cable, gauges, body, buckle; mouse and keys.

It deliberately changes no state of the scene: the marker of a cut is the hand's until the cut is made.
"""

from __future__ import annotations

import math

from simulator.scenes.base import TICK_S, Action
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.logic_mount import BARE_MM, COAT_MM, JACKET_MM, TOLERANCE_MM, WAY_MM, Mount
from simulator.ui.canvas import Canvas, Span
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed, write, write_spans
from simulator.ui.theme import faded, mix

Y = at.END[1]
#: Design units per mm before and after the jacket is cut; where the cable's end, then the jacket's edge lies.
FAR_PX, NEAR_PX, TIP_X, JACKET_X = 5.0, 9.0, 560.0, 150.0
BODY_X = 400.0
#: Steps that are a cut at a length: action, from where it is measured, where it should be, where the marker starts.
CUTS = {
    "connect.mount_jacket": ("mount.jacket", JACKET_MM, 62.0, 80.0, 1.5),
    "connect.mount_coating": ("mount.coating", COAT_MM, 33.0, 50.0, 1.0),
    "connect.mount_cleave": ("mount.cleave", BARE_MM, 24.0, 28.0, TOLERANCE_MM),
}
KEY_MM_S = 9.0
STRIP: at.Rect = (40.0, 420.0, 720.0, 250.0)
BUCKLE: at.Rect = (BODY_X + 48, Y - 38, 120.0, 78.0)
HOUSING: at.Rect = (560.0, 690.0, 150.0, 104.0)
STEPS = ("jacket", "coating", "wipe", "cleave", "insert", "lock", "housing")


def shift_of(mount: Mount) -> float:
    """How far the cable has gone towards the body."""
    return (1.0 - mount.in_mm / WAY_MM) * (BODY_X + 40.0 - JACKET_X)


def place_of(mount: Mount, goal: str, mm: float) -> float:
    """Where a cut at this length lies."""
    if goal == "connect.mount_jacket":
        return TIP_X - FAR_PX * mm
    start = JACKET_X + (NEAR_PX * (mount.coat_mm or 0.0) if goal == "connect.mount_cleave" else 0.0)
    return start + NEAR_PX * mm


class MountHands:
    """What mouse and keys do to the cable's end. marker: length of the next cut [mm]."""

    def __init__(self, scene) -> None:
        self.scene = scene
        self.marker = CUTS["connect.mount_jacket"][2]
        self._step = ""
        self._dragging = ""
        self._from = 0.0
        self._value = 0.0

    @property
    def active(self) -> bool:
        """Whether the mounting is going on."""
        mount = self.scene.state.mount
        return mount is not None and not mount.done

    def step(self) -> str:
        """The present step; the marker starts anew at each."""
        goal = self.scene.goal()
        cut = goal if goal in CUTS else "connect.mount_cleave" if goal == "connect.mount_wipe" else goal
        if cut != self._step:
            self._step = cut
            if cut in CUTS:
                self.marker = CUTS[cut][2]
        return cut

    def _set(self, mm: float) -> None:
        least = 5.0 if self._step == "connect.mount_jacket" else 1.0
        self.marker = round(at.clamp(mm, least, CUTS[self._step][3]), 1)

    def down(self, x: float, y: float) -> list[Action]:
        """Press: wipe, lock, housing, or take the marker or the cable."""
        step, mount = self.step(), self.scene.state.mount
        if at.inside(at.WIPES, x, y) or at.inside(at.BOTTLE, x, y):
            return [Action("mount.wipe")]
        if at.inside(HOUSING, x, y):
            return [Action("mount.housing")]
        if mount.in_mm < WAY_MM and at.inside(BUCKLE, x, y):
            return [Action("mount.lock", not mount.locked)]
        if not at.inside(STRIP, x, y):
            return []
        self._from = x
        if mount.bare_mm is not None:
            self._dragging, self._value = "insert", mount.in_mm
        elif step in CUTS:
            self._dragging, self._value = "cut", self.marker
        return []

    def move(self, x: float) -> list[Action]:
        """Drag the marker along the gauge, or the cable into the body."""
        if self._dragging == "cut":
            sign = -1.0 if self._step == "connect.mount_jacket" else 1.0
            scale = FAR_PX if self._step == "connect.mount_jacket" else NEAR_PX
            self._set(self._value + sign * (x - self._from) / scale)
        elif self._dragging == "insert":
            way = (BODY_X + 40.0 - JACKET_X) / WAY_MM
            return [Action("mount.insert", at.clamp(self._value - (x - self._from) / way, 0.0, WAY_MM))]
        return []

    def up(self) -> list[Action]:
        """Let go: a marker that was drawn cuts where it is."""
        dragging, self._dragging = self._dragging, ""
        if dragging == "cut" and self.marker != self._value:
            return [Action(CUTS[self._step][0], self.marker)]
        return []

    def key(self, event: UiEvent) -> list[Action]:
        """Enter does the step, letters what they stand for."""
        goal = self.scene.goal()
        self.step()
        simple = {
            "connect.mount_wipe": Action("mount.wipe"), "connect.mount_lock": Action("mount.lock", True),
            "connect.mount_housing": Action("mount.housing"), "connect.mount_restart": Action("mount.restart"),
        }  # fmt: skip
        if event.key == "enter":
            if goal in CUTS:
                return [Action(CUTS[goal][0], self.marker)]
            return [simple[goal]] if goal in simple else []
        letters = {"w": simple["connect.mount_wipe"], "h": simple["connect.mount_housing"],
                   "k": Action("mount.lock", not self.scene.state.mount.locked),
                   "n": Action("mount.restart")}  # fmt: skip
        return [letters[event.key]] if event.key in letters else []

    def held(self, keys: frozenset[str]) -> list[Action]:
        """Left and right draw the marker, or push the cable; Shift slows."""
        way = ("right" in keys) - ("left" in keys)
        step, mount = self.step(), self.scene.state.mount
        if not way:
            return []
        pace = KEY_MM_S * TICK_S * (0.2 if "shift" in keys else 1.0)
        if mount.bare_mm is not None:
            return [Action("mount.insert", at.clamp(mount.in_mm - way * pace, 0.0, WAY_MM))]
        if step in CUTS:
            sign = -1.0 if step == "connect.mount_jacket" else 1.0
            least = 5.0 if step == "connect.mount_jacket" else 1.0
            self.marker = at.clamp(self.marker + sign * way * pace, least, CUTS[step][3])
        return []


# drawing


def draw_mount(canvas: Canvas, scene, hands: MountHands, language, words, helped: bool) -> None:
    """Cable, fibre, body and gauge on the mat."""
    mount: Mount = scene.state.mount
    step = hands.step()
    shift = shift_of(mount)
    edge = (TIP_X - FAR_PX * 0.0 if mount.jacket_mm is None else JACKET_X) + shift
    if mount.bare_mm is not None:
        _body(canvas, mount, False)
    _cable(canvas, mount, edge)
    if mount.bare_mm is not None:
        _body(canvas, mount, True)
        if not mount.locked:
            _arrow(canvas, mount)
    if mount.bare_mm is None and step in CUTS:
        _gauge(canvas, mount, step, hands.marker, words, helped)
    if mount.locked:
        canvas.part("connect/field_connector_housing", HOUSING[0], HOUSING[1])
    # The hand holds the cable where its jacket ends, before the cut behind the gauge: the figures stay to be read.
    left = (JACKET_X if mount.jacket_mm is None else min(edge, 520.0)) - 250.0
    canvas.part("connect/hand_left_hold_plug", -21 + left, 475)
    canvas.part("connect/hand_left_hold_plug_front", 169 + left, 528)


def _cable(canvas: Canvas, mount: Mount, edge: float) -> None:
    """Jacket, then coating, then glass."""
    canvas.fibre_shadow([(-40, Y), (edge, Y)], 22, 4, 10, "screen", 1.4)
    if mount.jacket_mm is not None:
        whole = JACKET_X + NEAR_PX * mount.jacket_mm
        shift = shift_of(mount)
        coat = edge + NEAR_PX * mount.coat_mm if mount.coat_mm is not None else whole + shift
        glass = coat + NEAR_PX * mount.bare_mm if mount.bare_mm is not None else whole + shift
        if mount.coat_mm is not None:
            canvas.glass([(coat - 2, Y), (glass, Y)], 6, None)
            if mount.dirty or not mount.wiped:
                for i in range(5):
                    canvas.circle(coat + 8 + i * (glass - coat - 12) / 5, Y + 3 * (-1) ** i, 2.2, "cause_3")
        canvas.tube([(edge - 2, Y), (coat, Y)], 11, "bleu")
    theme = canvas.theme
    jacket = mix(theme.paper, theme.bench_deep, 0.4)
    layers = ((mix(jacket, theme.ink, 0.5), 27.0), (jacket, 24.0))
    canvas.strokes([(-40, Y), (edge, Y)], layers)
    canvas.line(-40, Y - 6, edge, Y - 6, faded(theme.paper, 0.8), 5)


def _body(canvas: Canvas, mount: Mount, front: bool) -> None:
    """The body of the connector, with the fibre seen in its window once it is there."""
    if not front:
        canvas.part_at("connect/field_connector_body", "cable_entry", BODY_X, Y)
        return
    entered = mount.in_mm < WAY_MM - 1.0
    if entered:
        canvas.part_at("connect/field_connector_body", "cable_entry", BODY_X, Y)
        _window(canvas, mount)
        canvas.part_at("connect/field_connector_lid_closed", "origin", BODY_X, Y)
    places = canvas.parts.info("connect/field_connector_body").anchors
    slot = places["buckle_closed" if mount.locked else "buckle_open"]
    entry = places["cable_entry"]
    if mount.locked:
        canvas.part_at("connect/field_connector_buckle", "centre", BODY_X + slot[0] - entry[0], Y)


def _window(canvas: Canvas, mount: Mount) -> None:
    """The fibre in the window: how far it has come, and its bend when it presses."""
    left, right = BODY_X + 86, BODY_X + 182
    meets = BODY_X + 133
    share = at.clamp(1.0 - mount.in_mm / WAY_MM, 0.0, 1.0)
    tip = min(meets, left + (meets - left) * share * 1.1) if mount.gap_um > 0.0 else meets
    tip -= min(30.0, mount.gap_um / 40.0) if mount.in_mm < 0.5 else 0.0
    canvas.glass([(meets, Y), (right, Y)], 5, None)
    high = 9.0 * math.sqrt(min(1.0, mount.buckle_mm / 1.2))
    points = [(left + (tip - left) * i / 16, Y - high * math.sin(math.pi * i / 16)) for i in range(17)]
    canvas.glass(points, 5, "light" if high > 2 else None)
    if mount.broken:
        canvas.circle(left + 24, Y, 8, None, 3, "bad")


def _arrow(canvas: Canvas, mount: Mount) -> None:
    """The amber slide that locks the fibre, open."""
    places = canvas.parts.info("connect/field_connector_body").anchors
    x = BODY_X + places["buckle_open"][0] - places["cable_entry"][0] - 46
    canvas.part_at("connect/field_connector_buckle", "centre", x, Y)


def _gauge(canvas: Canvas, mount: Mount, step: str, marker: float, words, helped: bool) -> None:
    """A ruler along the fibre, the wanted length, and the marker where the tool will cut."""
    _, aim, _, most, tolerance = CUTS[step]
    scale = FAR_PX if step == "connect.mount_jacket" else NEAR_PX
    zero, end = place_of(mount, step, 0.0), place_of(mount, step, most)
    left, right = min(zero, end), max(zero, end)
    canvas.rect(left - 16, Y + 40, right - left + 32, 62, "bumper", 10, 2, "print")
    for mm in range(0, int(most) + 1):
        x = place_of(mount, step, mm)
        long = mm % 10 == 0
        if scale > 6 or mm % 5 == 0:
            canvas.line(x, Y + 42, x, Y + (62 if long else 54 if mm % 5 == 0 else 49), "print", 2)
        if long:
            canvas.text(x, Y + 82, str(mm), "small", "print", "center", "middle", None, "semibold")
    if helped:
        a, b = sorted((place_of(mount, step, aim - tolerance), place_of(mount, step, aim + tolerance)))
        canvas.rect(a, Y - 30, b - a, 72, faded(canvas.theme.good, 0.35), 4, 2, "screen_good")
    x = place_of(mount, step, marker)
    canvas.dashed([(x, Y - 74), (x, Y + 40)], "light", 3, 8, 5)
    icon = {"connect.mount_jacket": "ring_cutter", "connect.mount_coating": "stripper"}.get(step, "cleaver")
    canvas.circle(x, Y - 100, 34, "panel", 3, "action")
    canvas.part(f"ui/tools/{icon}", x - 24, Y - 124, stretch=(48, 48))
    said = words.value(marker, 1, "mm")
    block = boxed(canvas, said, 190, 42, "lead", "bold", True)
    left = min(x + 44, 1900 - block.width - 24)
    canvas.rect(left, Y - 122, block.width + 24, 44, "screen", 8)
    canvas.block(left + 12, Y - 100, block, "screen_text", "left", "middle")


def draw_steps(canvas: Canvas, scene, language, words) -> None:
    """The card of the mounting: its steps, each with what was measured."""
    mount: Mount = scene.state.mount
    text = language.text

    def length(mm: float | None) -> str:
        return words.value(mm, 1, "mm") if mm is not None else ""

    def state(done: bool, right: bool = True) -> str:
        return "not_started" if not done else "done" if right else "bad"

    rows = (
        (text("Gaine du câble"), length(mount.jacket_mm), state(mount.jacket_mm is not None)),
        (text("Vernis"), length(mount.coat_mm), state(mount.coat_mm is not None)),
        (text("Essuyer"), "", state(mount.wiped or mount.dirty, not mount.dirty)),
        (text("Couper"), length(mount.bare_mm), state(mount.bare_mm is not None, mount.on_gauge)),
        (text("Enfoncer"), "", state(mount.in_mm < 0.5, not mount.broken)),
        (text("Verrouiller"), "", state(mount.locked, mount.buckled)),
        (text("Boîtier"), "", state(mount.done)),
    )

    def paint(c: Canvas) -> None:
        x, y, w, h = at.ZONES
        c.card(x, y, w, h)
        c.icon("checklist", x + 40, y + 36, 34, "action")
        write(c, x + 68, y + 36, text("Montage"), (w - 92, 44), "lead", "ink", weight="semibold")
        for index, (label, value, shown) in enumerate(rows):
            top = y + 66 + index * 52
            c.rect(x + 16, top, w - 32, 46, "panel_soft", 10)
            write(c, x + 34, top + 23, str(index + 1), (30, 40), "body", "ink_soft", "center", weight="bold")
            write(c, x + 54, top + 23, label, (w - 206 if value else w - 120, 44), "body", "ink")
            if value:
                write(
                    c, x + w - 62, top + 23, value, (86, 40), "body", "ink", "right", weight="semibold", numbers=True
                )
            c.part(f"ui/states/{shown}", x + w - 56, top + 9, stretch=(28, 28))

    key = ("mount steps", rows, language.code)
    canvas.layer(key, paint, (at.ZONES[0] - 20, at.ZONES[1] - 20, at.ZONES[2] + 40, at.ZONES[3] + 40))


def draw_window(canvas: Canvas, scene, language, words) -> list[tuple[at.Rect, Action, str]]:
    """The card under the steps: the window of the body seen large, and the buttons; returns what can be pressed."""
    mount: Mount = scene.state.mount
    text = language.text
    x, y, w, h = at.CARD
    canvas.card(x, y, w, h)
    write(canvas, x + 24, y + 34, text("La fenêtre"), (w - 48, 44), "lead", "ink", weight="semibold")
    box = (x + 24, y + 62, w - 48, 104.0)
    canvas.rect(*box, "screen", 10)
    mid, meets = box[1] + 62, x + w * 0.62
    canvas.glass([(meets, mid), (x + w - 30, mid)], 12, None)
    if mount.in_mm < WAY_MM and mount.bare_mm is not None:
        gap = min(90.0, mount.gap_um / 25.0)
        high = 30.0 * math.sqrt(min(1.0, mount.buckle_mm / 1.2))
        tip = meets - gap
        pieces = [(x + 30 + (tip - x - 30) * i / 20, mid - high * math.sin(math.pi * i / 20)) for i in range(21)]
        canvas.glass(pieces, 12, "light" if high > 3 else None)
        shown = words.value(mount.buckle_mm, 1, "mm")
        spans = [Span(text("Flèche") + " ", "small", "", "ink_soft"), Span(shown, "body", "bold")]
        write_spans(canvas, x + 24, y + 198, spans, (w - 48, 44))
    buttons = (
        (
            text("Ouvrir le verrou") if mount.locked else text("Verrouiller"),
            Action("mount.lock", not mount.locked),
            "k",
        ),
        (text("Pousser le boîtier"), Action("mount.housing"), "h"),
        (text("Recommencer le bout"), Action("mount.restart"), "n"),
    )
    found = []
    for index, (label, action, key) in enumerate(buttons):
        rect = (x + 24, y + 214 + index * 56, w - 48, 50.0)
        canvas.rect(*rect, "panel_soft", 10, 2, "action" if index < 2 else "line")
        write(canvas, rect[0] + 16, rect[1] + 25, label, (rect[2] - 60, 44), "body", "ink", weight="medium")
        canvas.text(rect[0] + rect[2] - 14, rect[1] + 25, key.upper(), "small", "ink_soft", "right", "middle")
        found.append((rect, action, key))
    return found
