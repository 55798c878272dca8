"""Watches what is written on a canvas, where, and in which box; tells what is cut, hidden, crowded or not translated.

It hooks the canvas for the length of a test, so that the program pays nothing. It deliberately reads no pixels: where
letters lie follows from the layout.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from simulator.ui import fitting
from simulator.ui.canvas import Canvas

Box = tuple[float, float, float, float]

#: Letters reach from about 0.74 of the size above the baseline to 0.2 below it.
RISE, FALL = 0.74, 0.2
#: Overlaps and overhangs up to this are no fault [design units].
SLACK = 3.0
#: What is written alike in every language: names, signs of units, the letters printed on keys and machines.
ALIKE = re.compile(
    r"\b([A-Z]{2}|Brin|English|Français|MENU|RESET|ARC|SET|OTDR|km|nm|mm|µm|cm|min|dB|dBm|daN|mA|SM|MM|yaml|YAML|PDF|CSV|CRI|Tab"
    r"|MIT|OFL|[\w-]+ \d+\.\d+(?:\.\d+)?|F\d+|OpenDyslexic|Inter|https?://\S+|\S+\.(?:yaml|jsonl|pdf|csv|md|sor))\b"
)
PLAIN = re.compile(r"[aeiouAEIOUàâéèêëîïôùûœ]")
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass
class Line:
    """One line as written: its whole text, its letters' box, where drawing shows, the box (w, h) it was laid in."""

    text: str
    whole: str
    box: Box
    clip: Box
    given: tuple[float, float] | None = None
    taken: tuple[float, float] = (0.0, 0.0)
    cut: bool = False
    holder: Box | None = None
    role: str = ""  # of its colour; "" where the colour came as channels
    size: float = 0.0


@dataclass
class Cover:
    """Something opaque (or a veil over the whole frame) put over what was there."""

    box: Box
    veil: bool = False


@dataclass
class Holder:
    """A visible box that a text may stand in: a card, a button, a chip."""

    box: Box


@dataclass
class Probe:
    """Collects what is drawn, in order; a layer's content counts each time the layer is put."""

    ops: list = field(default_factory=list)
    kept: dict = field(default_factory=dict)
    boxes: dict = field(default_factory=dict)

    def lines(self) -> list[Line]:
        """The lines that are in sight at the end."""
        seen: list[Line] = []
        holders: list[Box] = []
        for op in self.ops:
            if isinstance(op, Cover):
                seen = [] if op.veil else [line for line in seen if not _middle_in(line.box, op.box)]
                holders = [] if op.veil else [box for box in holders if not _inside(box, op.box)]
            elif isinstance(op, Holder):
                holders.append(op.box)
            else:
                around = [box for box in holders if _middle_in(op.box, box)]
                op.holder = min(around, key=lambda box: box[2] * box[3], default=None)
                seen.append(op)
        return seen

    def faults(self) -> list[str]:
        """Every fault of layout, one line each."""
        lines = [line for line in self.lines() if line.text.strip()]
        found = [fault for line in lines for fault in _faults_of(line)]
        for index, one in enumerate(lines):
            for other in lines[index + 1 :]:
                if one.text != other.text and _common(one.box, other.box):
                    found.append(f"overlap: {one.text!r} {_short(one.box)} and {other.text!r} {_short(other.box)}")
        return list(dict.fromkeys(found))

    def untranslated(self, data: frozenset[str]) -> list[str]:
        """Texts with a word in plain letters that is neither data nor written alike everywhere."""
        found = []
        for line in self.lines():
            rest = line.whole
            for known in data:
                rest = rest.replace(known, " ")
            rest = ALIKE.sub(" ", rest)
            if any(PLAIN.search(word) for word in WORD.findall(rest)):
                found.append(line.whole)
        return list(dict.fromkeys(found))


def _faults_of(line: Line) -> Iterator[str]:
    x, y, w, h = line.box
    if line.cut:
        yield f"cut: {line.whole!r}"
    if line.given is not None and line.given != (0, 0):
        if line.taken[1] > line.given[1] + SLACK:
            yield f"too high: {line.whole!r} takes {line.taken[1]:.0f} of {line.given[1]:.0f} (w {line.given[0]:.0f})"
        if line.taken[0] > line.given[0] + SLACK:
            yield f"too wide: {line.whole!r} takes {line.taken[0]:.0f} of {line.given[0]:.0f}"
    cx, cy, cw, ch = line.clip
    shown = min(x + w, cx + cw) > max(x, cx) and min(y + h, cy + ch) > max(y, cy)
    if shown and not _inside(line.box, line.clip):
        yield f"clipped: {line.text!r} {_short(line.box)} by {_short(line.clip)}"
    if not _inside(line.box, (0, 0, 1920, 1080)):
        yield f"leaves the frame: {line.text!r} {_short(line.box)}"
    if line.holder is not None and not _inside(line.box, line.holder):
        yield f"leaves its box: {line.text!r} {_short(line.box)} of {_short(line.holder)}"


def _short(box: Box) -> str:
    return " ".join(f"{side:.0f}" for side in box)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - SLACK
        and inner[1] >= outer[1] - SLACK
        and inner[0] + inner[2] <= outer[0] + outer[2] + SLACK
        and inner[1] + inner[3] <= outer[1] + outer[3] + SLACK
    )


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = inner[0] + inner[2] / 2, inner[1] + inner[3] / 2
    return outer[0] <= x <= outer[0] + outer[2] and outer[1] <= y <= outer[1] + outer[3]


def _common(a: Box, b: Box) -> bool:
    across = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    down = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return across > 2 and down > SLACK


def _record_block(probe: Probe, canvas: Canvas, x, y, laid, colour, align: str, anchor: str) -> None:
    base = canvas.texts.baseline(laid.style, laid.weight)
    first = y + base - {"top": 0, "middle": laid.height / 2, "baseline": base}[anchor]
    shows = canvas.surface.get_clip()
    left, top = canvas.to_design(shows.topleft)
    clip = (left, top, shows.w / canvas.scale, shows.h / canvas.scale)
    whole = " ".join(laid.lines)
    given = probe.boxes.get(id(laid))
    for index, text in enumerate(laid.lines):
        wide = canvas.texts._line_width(text, laid.style, laid.weight, laid.numbers)
        size = laid.style.size
        at = (
            x - {"left": 0, "center": wide / 2, "right": wide}[align],
            first + index * laid.style.line - RISE * size,
            wide,
            (RISE + FALL) * size,
        )
        # A box is left by letters, not by the room above and below them.
        taken = (laid.width, laid.height - laid.style.line + (RISE + FALL) * size)
        role = colour if isinstance(colour, str) else ""
        box = given[1] if given else None
        probe.ops.append(Line(text, whole, at, clip, box, taken, laid.cut, role=role, size=size))


def _hook_canvas(probe: Probe, monkeypatch) -> None:
    real_block, real_layer, real_rect, real_fill = Canvas.block, Canvas.layer, Canvas.rect, Canvas.fill
    real_picture = Canvas.picture

    def block(self, x, y, laid, colour="ink", align="left", anchor="top"):
        _record_block(probe, self, x, y, laid, colour, align, anchor)
        return real_block(self, x, y, laid, colour, align, anchor)

    def layer(self, key, painter, area=(0, 0, 1920, 1080), opaque=False):
        name = (id(self.layers), key, self.pixel_rect(*area).size, opaque)

        def painted(inner):
            before, probe.ops = probe.ops, []
            painter(inner)
            probe.kept[name], probe.ops = probe.ops, before

        real_layer(self, key, painted, area, opaque)
        probe.ops += [Cover(area)] * opaque + probe.kept.get(name, [])

    def rect(self, x, y, w, h, colour="panel", radius=0, border=0, border_colour="line"):
        tone = self.theme.colour(colour)
        if len(tone) == 3 or tone[3] == 255:
            probe.ops.append(Cover((x, y, w, h)))
        elif w >= 1900 and h >= 1060:
            probe.ops.append(Cover((x, y, w, h), veil=True))
        if (w >= 60 and h >= 24 and radius) or (w >= 200 and h >= 60):
            probe.ops.append(Holder((x, y, w, h)))
        return real_rect(self, x, y, w, h, colour, radius, border, border_colour)

    def fill(self, colour="bench"):
        probe.ops.append(Cover((0, 0, 1920, 1080)))
        return real_fill(self, colour)

    def picture(self, surface, x, y, w, h):
        probe.ops.append(Cover((x, y, w, h)))
        return real_picture(self, surface, x, y, w, h)

    for name, new in (("block", block), ("layer", layer), ("rect", rect), ("fill", fill), ("picture", picture)):
        monkeypatch.setattr(Canvas, name, new)


def _hook_fitting(probe: Probe, monkeypatch) -> None:
    """Note which box a text was laid out for; modules hold the function by its own name."""
    real = fitting.boxed

    def boxed(canvas, string, w, h, style="body", weight="", numbers=False):
        block = real(canvas, string, w, h, style, weight, numbers)
        probe.boxes[id(block)] = (block, (w, h))  # the block is kept, so that its number stays its own
        return block

    for module in [m for name, m in sys.modules.items() if name.startswith("simulator.")]:
        if getattr(module, "boxed", None) is real:
            monkeypatch.setattr(module, "boxed", boxed)


@contextmanager
def watching(monkeypatch) -> Iterator[Probe]:
    """A probe that sees everything written while the block runs. Import what will be drawn before."""
    probe = Probe()
    with monkeypatch.context() as patch:
        _hook_canvas(probe, patch)
        _hook_fitting(probe, patch)
        yield probe
