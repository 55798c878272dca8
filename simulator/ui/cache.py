"""A bounded store of surfaces: the one used longest ago leaves first.

It counts bytes, not entries, and never decides what a surface looks like.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable

import pygame


def room_for(scale: float) -> int:
    """Bytes that stand for a megabyte at 1920 x 1080 in a window of this scale [pixels per design unit]."""
    return round(max(0.4, scale * scale) * (1 << 20))


class Enough(Exception):
    """What may be made in this slice has been made: go on in the next one."""


class Waiting(Enough):
    """What is needed is being loaded beside the frames: nothing is gained by making more in this one."""


class Ration:
    """How much may still be made [bytes of a layer]. None: as much as is asked for.

    waits: what is loaded in a thread aside is not waited for, but refused with Waiting until it is there. strict: what
    moves under the hand counts as well.
    """

    def __init__(self) -> None:
        self.left: int | None = None
        self.waits = self.strict = False

    def check(self) -> None:
        """Raises Enough once nothing is left; one surface is always made, however large."""
        if self.left is not None and self.left <= 0:
            raise Enough

    def spend(self, size: int) -> None:
        """Count a surface that was made."""
        if self.left is not None:
            self.left -= size


class SurfaceCache:
    """Surfaces by key, at most `budget` bytes of pixels together (one larger surface is still kept).

    ration: shared with other stores; while it is used up, what is not here yet is refused with Enough.
    dear: how much longer one byte of these takes to make than one byte of a layer.
    """

    def __init__(self, budget: int, ration: Ration | None = None, dear: float = 1.0) -> None:
        self._budget = budget
        self.ration = ration
        self._dear = dear
        self._held: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        #: What nobody has asked for since `age`; it leaves first.
        self._aged: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """The surface of `key`, made on first use."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
            return found
        found = self._aged.pop(key, None)
        if found is not None:
            self._held[key] = found
            return found
        if self.ration is not None:
            self.ration.check()
        made = make()
        self._held[key] = made
        self._bytes += _size(made)
        if self.ration is not None:
            self.ration.spend(round(self._dear * _size(made)))
        while self._bytes > self._budget and len(self) > 1:
            _, old = (self._aged or self._held).popitem(last=False)
            self._bytes -= _size(old)
        return made

    def __contains__(self, key: Hashable) -> bool:
        return key in self._held or key in self._aged

    def clear(self) -> None:
        """Forget all, as after a change of theme."""
        self._held.clear()
        self._aged.clear()
        self._bytes = 0

    def age(self) -> None:
        """Count all that is held as unused until it is asked for again."""
        self._aged.update(self._held)
        self._held.clear()

    def drop_aged(self) -> None:
        """Forget what nobody has asked for since `age`."""
        self._bytes -= sum(map(_size, self._aged.values()))
        self._aged.clear()

    @property
    def size(self) -> int:
        """Bytes of pixels that are held."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._held) + len(self._aged)


def _size(surface: pygame.Surface) -> int:
    return surface.get_width() * surface.get_height() * surface.get_bytesize()
