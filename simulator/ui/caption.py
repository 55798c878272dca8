"""Captions: what is heard, as a word, for those who do not hear it; the visual twin that every sound has.

It deliberately plays nothing and knows no words of its own: it holds names of sounds, the frame's words put them into
language.
"""

from __future__ import annotations

from collections.abc import Iterable

from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed

#: How long the word of a single sound stays [ticks of 1/60 s]: long enough to be read.
TICKS = 90
#: Sounds of the hand itself: the eye is on it anyway, so that they do not push aside a word that tells more.
SLIGHT = frozenset(("key", "click", "tool", "fibre", "touch", "seat", "fold", "wipe_out", "press", "page"))
#: How long a telling word is safe from slight ones [ticks].
SAFE = 45
#: Sounds that warn or praise, with the sign they bear; the others bear a note.
SIGNS = {
    "beep_bad": "warning", "alarm": "warning", "blocked": "warning", "crack": "warning", "snap": "warning",
    "beep_good": "check", "success": "check",
}  # fmt: skip
#: Right end and middle of the chip: a tag on the upper edge of the live cue.
RIGHT, MIDDLE, HEIGHT, WIDEST = 1872.0, 960.0, 36.0, 420.0


class Captions:
    """The name to be shown at a tick; the newest sound, else what goes on."""

    def __init__(self) -> None:
        self._name = ""
        self._at = -TICKS
        self._hums: tuple[str, ...] = ()

    def heard(self, name: str, tick: int) -> None:
        """A sound was made at a tick."""
        if name in SLIGHT and self._name not in SLIGHT and 0 <= tick - self._at < SAFE:
            return
        self._name, self._at = name, tick

    def hum(self, names: Iterable[str]) -> None:
        """These go on now."""
        self._hums = tuple(sorted(names))

    def shown(self, tick: int) -> str:
        """Name of the sound whose word is shown; nothing when all is quiet."""
        if 0 <= tick - self._at < TICKS:
            return self._name
        return self._hums[0] if self._hums else ""


def draw_caption(canvas: Canvas, name: str, word: str) -> None:
    """The chip with its sign and its word."""
    block = boxed(canvas, word[:1].upper() + word[1:], WIDEST - 64, 40, "small", "semibold")
    w, h = block.width + 64, max(HEIGHT, block.height + 8)
    x, y = RIGHT - w, MIDDLE - h / 2
    canvas.layer(("caption", name, word), lambda c: _paint(c, SIGNS.get(name, "music"), block, (x, y, w, h)),
                 (x - 2, y - 2, w + 4, h + 4))  # fmt: skip


def _paint(canvas: Canvas, icon: str, block, box: tuple[float, float, float, float]) -> None:
    x, y, w, h = box
    canvas.rect(x, y, w, h, "case", h / 2, 2, "case_edge")
    canvas.icon(icon, x + 25, y + h / 2, 24, "light_core")
    canvas.block(x + 44, y + h / 2, block, "on_dark", "left", "middle")
