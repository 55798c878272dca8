"""Pictures that are large, mostly empty and seldom drawn, kept folded: a fiftieth of their bytes, some 4 ms each.

It deliberately decides nothing about their looks and puts nothing on the screen.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Hashable
from typing import NamedTuple

import pygame

#: How hard a picture is folded: beyond, it takes three times as long and is hardly smaller.
LEVEL = 3


class Folded(NamedTuple):
    """A picture without its empty rim. size and place: of what is left, within the whole [px]."""

    data: bytes
    size: tuple[int, int]
    place: tuple[int, int]

    def surface(self) -> pygame.Surface:
        """The picture again, premultiplied as it was."""
        length = 4 * self.size[0] * self.size[1]
        return pygame.image.frombuffer(zlib.decompress(self.data, bufsize=length), self.size, "BGRA")


def fold(surface: pygame.Surface) -> Folded:
    """Fold a premultiplied picture with an alpha channel."""
    rim = surface.get_bounding_rect()
    rim.size = (max(1, rim.w), max(1, rim.h))
    data = pygame.image.tobytes(surface.subsurface(rim), "BGRA")
    return Folded(zlib.compress(data, LEVEL), rim.size, rim.topleft)


class Drawer:
    """Folded pictures by key, at most `budget` bytes together: the one used longest ago leaves first."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._held: OrderedDict[Hashable, Folded] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable) -> Folded | None:
        """The picture of a key, None when it is not there."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, key: Hashable, picture: Folded) -> None:
        """Keep a picture."""
        self._held[key] = picture
        self._bytes += len(picture.data)
        while self._bytes > self._budget and len(self._held) > 1:
            _, old = self._held.popitem(last=False)
            self._bytes -= len(old.data)
