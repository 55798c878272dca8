"""Stands for the window's surface: takes a frame's drawing calls, paints only where they differ from the last frame.

A canvas draws on it as on a surface. It deliberately knows no shape, only surfaces put at places, and it trusts that a
surface is not painted on again once it has been put (everything that the kit remembers keeps to that).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

PREMULTIPLIED = pygame.BLEND_PREMULTIPLIED
#: Side of the squares in which changes are gathered [px].
TILE = 32

Box = tuple[int, int, int, int]


class Put(NamedTuple):
    """A surface put at a place. clip: what of it may show."""

    source: pygame.Surface
    place: tuple[int, int]
    flags: int
    clip: Box

    def box(self) -> pygame.Rect:
        return pygame.Rect(self.place, self.source.get_size()).clip(self.clip)

    def covers(self) -> bool:
        return not self.flags and not self.source.get_flags() & pygame.SRCALPHA

    def paint(self, target: pygame.Surface) -> None:
        target.blit(self.source, self.place, special_flags=self.flags)


class Fill(NamedTuple):
    """A box of one opaque colour."""

    colour: tuple[int, ...]
    where: Box
    clip: Box

    def box(self) -> pygame.Rect:
        return pygame.Rect(self.where).clip(self.clip)

    def covers(self) -> bool:
        return True

    def paint(self, target: pygame.Surface) -> None:
        target.fill(self.colour, self.where)


class Line(NamedTuple):
    """A thin antialiased line through points."""

    colour: tuple[int, ...]
    points: tuple[tuple[float, float], ...]
    clip: Box

    def box(self) -> pygame.Rect:
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        left, top = int(min(xs)) - 2, int(min(ys)) - 2
        return pygame.Rect(left, top, int(max(xs)) + 3 - left, int(max(ys)) + 3 - top).clip(self.clip)

    def covers(self) -> bool:
        return False

    def paint(self, target: pygame.Surface) -> None:
        pygame.draw.aalines(target, self.colour, False, self.points)


class Group(NamedTuple):
    """Calls of which only what a mask lets through is kept, drawn over what is there."""

    mask: pygame.Surface
    corner: tuple[int, int]
    calls: tuple[Call, ...]
    clip: Box

    def box(self) -> pygame.Rect:
        return pygame.Rect(self.corner, self.mask.get_size()).clip(self.clip)

    def covers(self) -> bool:
        return False

    def paint(self, target: pygame.Surface) -> None:
        copy = pygame.Surface(self.mask.get_size(), pygame.SRCALPHA)
        copy.blit(target, (-self.corner[0], -self.corner[1]))
        for call in self.calls:
            copy.set_clip(call.clip)
            call.paint(copy)
        copy.set_clip(None)
        copy.blit(self.mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        target.blit(copy, self.corner, special_flags=PREMULTIPLIED)


Call = Put | Fill | Line | Group


class Recorder:
    """Takes drawing calls as a surface would, and keeps them in order."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._clip: Box = (0, 0, *size)
        self.calls: list[Call] = []

    def get_size(self) -> tuple[int, int]:
        """Width and height [px]."""
        return self._size

    def get_clip(self) -> pygame.Rect:
        """Where drawing shows."""
        return pygame.Rect(self._clip)

    def set_clip(self, box: pygame.Rect | None) -> None:
        """Draw only inside a box; None: everywhere."""
        everything = pygame.Rect(0, 0, *self._size)
        x, y, w, h = pygame.Rect(box).clip(everything) if box is not None else everything
        self._clip = (x, y, w, h)

    def blit(self, source: pygame.Surface, place: tuple[int, int], special_flags: int = 0) -> None:
        """Put a surface with its top left at a place."""
        self.calls.append(Put(source, (int(place[0]), int(place[1])), special_flags, self._clip))

    def fill(self, colour: tuple[int, ...], where: pygame.Rect | None = None) -> None:
        """Cover a box, or everything."""
        x, y, w, h = where if where is not None else (0, 0, *self._size)
        self.calls.append(Fill(tuple(colour[:3]), (x, y, w, h), self._clip))

    def aalines(self, colour: tuple[int, ...], points: Sequence[tuple[float, float]]) -> None:
        """A thin line through points."""
        self.calls.append(Line(tuple(colour), tuple(points), self._clip))

    def group(self, mask: pygame.Surface, corner: tuple[int, int], calls: Sequence[Call]) -> None:
        """Calls drawn on what is there, of which a mask keeps a part."""
        self.calls.append(Group(mask, corner, tuple(calls), self._clip))


class Sheet(Recorder):
    """The window's surface for a canvas. Draw a frame on it, then ``show``."""

    def __init__(self, surface: pygame.Surface) -> None:
        super().__init__(surface.get_size())
        self.surface = surface
        #: What the last ``show`` painted [px].
        self.changed: list[pygame.Rect] = []
        self._shown: list[Call] | None = None

    def forget(self) -> None:
        """Paint everything at the next ``show``: the window was covered, or is new."""
        self._shown = None

    def can_stand(self) -> bool:
        """Whether there is a last frame."""
        return self._shown is not None

    def stand(self) -> None:
        """Take the last frame once more instead of what was drawn since."""
        self.calls = list(self._shown or ())

    def show(self) -> list[pygame.Rect]:
        """Paint what differs from the last frame; the boxes that changed [px], none when nothing did."""
        calls, self.calls = self.calls, []
        self.set_clip(None)
        if self._shown is None:
            changed = [pygame.Rect(0, 0, *self._size)]
        elif calls == self._shown:
            changed = []
        else:
            changed = _tiles([call.box() for call in _different(self._shown, calls)], self._size)
        if changed:
            self._paint(calls, changed)
        self._shown, self.changed = calls, changed
        return changed

    def _paint(self, calls: Sequence[Call], changed: Sequence[pygame.Rect]) -> None:
        boxes = [call.box() for call in calls]
        covering = [box for call, box in zip(reversed(calls), reversed(boxes), strict=True) if call.covers()]
        for area in (piece for whole in changed for piece in _split(whole, covering)):
            touching = area.collidelistall(boxes)
            first = 0
            for index in range(len(touching) - 1, -1, -1):
                if calls[touching[index]].covers() and boxes[touching[index]].contains(area):
                    first = index
                    break
            for which in touching[first:]:
                self.surface.set_clip(area.clip(calls[which].clip))
                calls[which].paint(self.surface)
        self.surface.set_clip(None)


def _split(area: pygame.Rect, covering: Sequence[pygame.Rect]) -> list[pygame.Rect]:
    """An area parted where the uppermost call covers most but not all of it: under that, nothing has to be painted."""
    for box in covering:
        inner = area.clip(box)
        if 2 * inner.w * inner.h < area.w * area.h:
            continue
        if inner == area:
            break
        rims = (
            pygame.Rect(area.left, area.top, area.w, inner.top - area.top),
            pygame.Rect(area.left, inner.bottom, area.w, area.bottom - inner.bottom),
            pygame.Rect(area.left, inner.top, inner.left - area.left, inner.h),
            pygame.Rect(inner.right, inner.top, area.right - inner.right, inner.h),
        )
        return [inner, *(rim for rim in rims if rim.w and rim.h)]
    return [area]


def _different(old: Sequence[Call], new: Sequence[Call]) -> list[Call]:
    """Calls of either list outside one common run of both in the same order."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if not before or not after:
        return [*before, *after]
    return _outside_common(before, after)


def _outside_common(before: Sequence[Call], after: Sequence[Call]) -> list[Call]:
    """What is left when the two lists are walked side by side and equal calls are taken out in order."""
    places: dict[Call, list[int]] = {}
    for index in range(len(before) - 1, -1, -1):
        places.setdefault(before[index], []).append(index)
    found: list[Call] = []
    at = 0
    for call in after:
        waiting = places.get(call)
        while waiting and waiting[-1] < at:
            waiting.pop()
        if waiting:
            next_at = waiting.pop()
            found.extend(before[at:next_at])
            at = next_at + 1
        else:
            found.append(call)
    return [*found, *before[at:]]


def _tiles(boxes: Sequence[pygame.Rect], size: tuple[int, int]) -> list[pygame.Rect]:
    """Few boxes that do not overlap and together cover all those given; sides in whole tiles, cut to the surface."""
    rows = [0] * (-(-size[1] // TILE))
    for box in boxes:
        if box.w <= 0 or box.h <= 0:
            continue
        first, last = box.left // TILE, (box.right - 1) // TILE
        bits = ((1 << (last - first + 1)) - 1) << first
        for row in range(box.top // TILE, (box.bottom - 1) // TILE + 1):
            rows[row] |= bits
    whole = pygame.Rect(0, 0, *size)
    return [box.clip(whole) for box in _boxes_of(rows)]


def _boxes_of(rows: Sequence[int]) -> list[pygame.Rect]:
    """Rows of bits as boxes: runs of tiles, joined downwards where the same run follows."""
    found: list[pygame.Rect] = []
    open_runs: dict[tuple[int, int], pygame.Rect] = {}
    for row, bits in enumerate(rows):
        runs = {}
        for start, stop in _runs(bits):
            box = open_runs.get((start, stop))
            if box is None:
                box = pygame.Rect(start * TILE, row * TILE, (stop - start) * TILE, 0)
                found.append(box)
            box.h += TILE
            runs[start, stop] = box
        open_runs = runs
    return found


def _runs(bits: int) -> list[tuple[int, int]]:
    """First and last-plus-one places of each unbroken run of set bits."""
    found, at = [], 0
    while bits:
        skip = (bits & -bits).bit_length() - 1
        bits >>= skip
        at += skip
        length = (~bits & (bits + 1)).bit_length() - 1
        found.append((at, at + length))
        bits >>= length
        at += length
    return found
