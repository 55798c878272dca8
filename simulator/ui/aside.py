"""Unpacks large picture files in a thread beside the frames, while the last frame stands.

It deliberately touches nothing there that anybody draws on or keeps: the thread reads a file, the frame takes it over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from simulator.ui.cache import Waiting

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

#: Pictures from here on are unpacked aside [pixels]: some 4 ms.
LARGE = 250_000
#: So many unpacked pictures wait at most; nobody came for the oldest.
MOST = 3


class Aside:
    """Loads picture files, one after the other, each once."""

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._jobs: dict[str, Future[pygame.Surface]] = {}

    def load(self, path: str, pixels: float, waits: bool) -> pygame.Surface:
        """The picture of a file, so large [pixels]. Raises Waiting where the frame waits for it and it is not there."""
        job = self._jobs.get(path)
        if job is None and not (waits and pixels >= LARGE):
            return pygame.image.load(path)
        if job is None:
            job = self._begin(path)
        if waits and not job.done():
            raise Waiting
        self._jobs.pop(path, None)
        return job.result()

    def drop(self) -> None:
        """What was asked for is there: whatever else was unpacked, nobody comes for."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()

    def _begin(self, path: str) -> Future[pygame.Surface]:
        # When first needed: the first picture of the program is not to wait for an import.
        from concurrent.futures import ThreadPoolExecutor

        if self._thread is None:
            self._thread = ThreadPoolExecutor(1)
        while len(self._jobs) >= MOST:
            self._jobs.pop(next(iter(self._jobs)))
        job = self._jobs[path] = self._thread.submit(pygame.image.load, path)
        return job
