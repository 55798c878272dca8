"""The fibres that lie in the tray, one over the other, painted once; one more is painted over those that are there.

Each fibre is kept folded, so that taking one out from under the others costs only some copies. It deliberately knows
no scene: it gets the fibres in the order in which they were laid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pygame

from simulator.scenes.tray import view_layout as at
from simulator.scenes.tray.view_fibres import laid_pieces
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Points
from simulator.ui.folded import Folded, fold
from simulator.ui.sheet import PREMULTIPLIED

#: The part of the picture in which fibres lie.
TRAY: at.Rect = (150.0, 100.0, 1230.0, 800.0)
#: What one piece of a fibre, a fold and a copy count for in a frame [bytes of a layer]: 3, 6 and 4 ms.
PIECE_COST, FOLD_COST, COPY_COST = 1 << 20, 3 << 20, 3 << 19


class Laid(NamedTuple):
    """A fibre that lies. name: of its path, for the stores."""

    name: int
    colour: str
    path: Points
    coiled: bool


class Pile:
    """Paints the pile, over as many frames as it takes."""

    def __init__(self) -> None:
        #: The pile that grows, what lies on it already, and on which ground and for which kit.
        self._surface: pygame.Surface | None = None
        self._names: tuple[tuple, ...] = ()
        self._of: tuple = ()
        #: The fibre that is being painted: its name, its surface, and the pieces to come.
        self._fibre: tuple[tuple, pygame.Surface, Iterator[None]] | None = None

    def draw(
        self, canvas: Canvas, ground: tuple, paint_ground: Callable[[Canvas], None], laid: Sequence[Laid]
    ) -> None:
        """Put the fibres with their ground. Raises Enough where more has to be painted than one frame may."""
        names = tuple((fibre.colour, fibre.coiled, fibre.name, canvas.marks is not None) for fibre in laid)
        if not names:
            return

        def key(count: int) -> tuple:
            return ("tray laid", ground, names[:count])

        if not canvas.has_layer(key(len(names)), TRAY, True):
            if self._of != (ground, id(canvas.layers)) or names[: len(self._names)] != self._names:
                self._surface = None
            if self._surface is None:
                # From the highest pile of the same fibres that is still there, as a rule all but the last one.
                under = next((n for n in range(len(names) - 1, 0, -1) if canvas.has_layer(key(n), TRAY, True)), 0)
                sketch, surface = canvas.sketch(TRAY, True)
                sketch.layer(ground, paint_ground, at.WORK, True)
                if under:
                    sketch.layer(key(under), paint_ground, TRAY, True)
                self._surface, self._names, self._of = surface, names[:under], (ground, id(canvas.layers))
            for fibre, name in zip(laid[len(self._names) :], names[len(self._names) :], strict=True):
                self._add(canvas, self._surface, fibre, name)
                self._names += (name,)
        grown = self._surface
        canvas.layer(key(len(names)), lambda c: _copy(grown, c), TRAY, True)
        self._surface, self._names = None, ()

    def _add(self, canvas: Canvas, surface: pygame.Surface, fibre: Laid, name: tuple) -> None:
        """One fibre more on the pile."""
        folded = canvas.shapes.folded.get(name) or self._made(canvas, fibre, name)
        with canvas.step(COPY_COST):
            surface.blit(folded.surface(), folded.place, special_flags=PREMULTIPLIED)

    def _made(self, canvas: Canvas, fibre: Laid, name: tuple) -> Folded:
        """A fibre painted for the first time."""
        if self._fibre is None or self._fibre[0] != name:
            sketch, surface = canvas.sketch(TRAY)
            self._fibre = (name, surface, laid_pieces(sketch, fibre.colour, fibre.path, fibre.coiled))
        _, surface, pieces = self._fibre
        left = True
        while left:
            with canvas.step(PIECE_COST):
                left = next(pieces, "none") is None
        with canvas.step(FOLD_COST):
            folded = fold(surface)
        canvas.shapes.folded.put(name, folded)
        self._fibre = None
        return folded


def _copy(pile: pygame.Surface | None, canvas: Canvas) -> None:
    assert pile is not None
    canvas.surface.blit(pile, (0, 0))
