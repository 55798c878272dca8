"""The pile of laid fibres: painted over several frames, and the same picture whichever way it came to be."""

from __future__ import annotations

import math
import os

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator.scenes.tray.view_pile import COPY_COST, Laid, Pile  # noqa: E402
from simulator.ui.cache import Enough  # noqa: E402
from simulator.ui.canvas import Kit  # noqa: E402

SIZE = (960, 540)
COLOURS = ("bleu", "orange", "vert", "rouge")


@pytest.fixture
def kit() -> Kit:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 36))
    return Kit(SIZE)


def fibre(index: int) -> Laid:
    path = tuple((100 + (34 + 4 * index) * math.cos(t / 9), 60 + 30 * math.sin(t / 9)) for t in range(70))
    return Laid(hash(path), COLOURS[index], path, True)


def ground(canvas) -> None:
    canvas.fill("bench")


def picture(kit: Kit, pile: Pile, laid: list[Laid]) -> bytes:
    """The pile drawn at once."""
    surface = pygame.Surface(SIZE, 0, 32)
    pile.draw(kit.canvas(surface), ("ground",), ground, laid)
    return pygame.image.tobytes(surface, "RGB")


def test_a_fibre_taken_from_under_the_others_leaves_what_was_never_there(kit: Kit) -> None:
    laid = [fibre(index) for index in range(4)]
    pile = Pile()
    whole = picture(kit, pile, laid)
    fewer = picture(kit, pile, [laid[0], *laid[2:]])
    assert fewer != whole
    assert fewer == picture(Kit(SIZE), Pile(), [laid[0], *laid[2:]])
    assert picture(kit, pile, laid) == whole


def test_the_order_in_which_they_lie_is_seen(kit: Kit) -> None:
    one, other = fibre(0), fibre(1)
    assert picture(kit, Pile(), [one, other]) != picture(kit, Pile(), [other, one])


def frames(kit: Kit, pile: Pile, laid: list[Laid], share: int) -> int:
    """In how many frames the pile is there, each making so much [bytes]."""
    canvas = kit.canvas(pygame.Surface(SIZE, 0, 32))
    for count in range(1, 200):
        kit.ration.left = share
        try:
            pile.draw(canvas, ("ground",), ground, laid)
            return count
        except Enough:
            continue
        finally:
            kit.ration.left = None
    raise AssertionError("it does not come to an end")


def test_it_grows_over_several_frames_and_is_then_the_same(kit: Kit) -> None:
    laid = [fibre(index) for index in range(4)]
    pile = Pile()
    first = frames(kit, pile, laid, 3 << 20)
    assert first > 4
    assert picture(kit, pile, laid) == picture(Kit(SIZE), Pile(), laid)
    # What was painted once is only copied: fewer frames, although the pile is another one.
    again = frames(kit, pile, laid[1:], 2 * COPY_COST)
    assert 1 < again < first


def test_a_change_while_it_grows_begins_it_anew(kit: Kit) -> None:
    laid = [fibre(index) for index in range(4)]
    pile = Pile()
    canvas = kit.canvas(pygame.Surface(SIZE, 0, 32))
    # Two fibres lie on it when it stops.
    kit.ration.left = 20 << 20
    with pytest.raises(Enough):
        pile.draw(canvas, ("ground",), ground, laid)
    kit.ration.left = None
    assert picture(kit, pile, laid[2:]) == picture(Kit(SIZE), Pile(), laid[2:])
