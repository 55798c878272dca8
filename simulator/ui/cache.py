"""A bounded store of surfaces: the one used longest ago leaves first.

It counts bytes, not entries, and never decides what a surface looks like.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable

import pygame


class SurfaceCache:
    """Surfaces by key, at most `budget` bytes of pixels together (one larger surface is still kept)."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._held: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """The surface of `key`, made on first use."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
            return found
        made = make()
        self._held[key] = made
        self._bytes += _size(made)
        while self._bytes > self._budget and len(self._held) > 1:
            _, old = self._held.popitem(last=False)
            self._bytes -= _size(old)
        return made

    def clear(self) -> None:
        """Forget all, as after a change of theme."""
        self._held.clear()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._held)


def _size(surface: pygame.Surface) -> int:
    return surface.get_width() * surface.get_height() * surface.get_bytesize()
