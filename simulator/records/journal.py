"""The journal of a running attempt: its log lines, on disk while it runs, so that a crash or a power cut loses little.

It deliberately does not understand the lines. Each line is handed to the system at once (a killed program loses none);
a thread asks for the disk once a second (a power cut loses at most that second).
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SYNC_S = 1.0
_NAME = re.compile(r"^[0-9A-Za-z_-]{1,64}$")
SUFFIX = ".jsonl"
#: Ending of a journal that could not be gone on with; its attempt was scored as far as it still ran.
ASIDE = ".aside"


class Journal:
    """A journal that is being written. error holds what stopped it (a full disk); the attempt itself goes on."""

    @classmethod
    def start(cls, folder: Path, attempt_id: str) -> Journal:
        """Start the journal of an attempt. Raises OSError, ValueError for an id that is no plain name."""
        return cls(folder, attempt_id)

    @classmethod
    def go_on(cls, folder: Path, attempt_id: str, lines: Iterable[str]) -> Journal:
        """Go on with the journal of an attempt that is taken up again, from these lines.

        They take the place of what stands there in one move: no torn last line is left in the middle, and a power cut
        leaves the old journal or the new one. Raises OSError, ValueError as ``start`` does.
        """
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / (_plain(attempt_id) + ".part")
        with fresh.open("wb") as file:
            for line in lines:
                file.write(_line(line))
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, folder / (attempt_id + SUFFIX))
        return cls(folder, attempt_id)

    def __init__(self, folder: Path, attempt_id: str) -> None:
        self.path = folder / (_plain(attempt_id) + SUFFIX)
        folder.mkdir(parents=True, exist_ok=True)
        self.error: OSError | None = None
        self._file = self.path.open("ab", buffering=0)
        self._lock = threading.Lock()
        self._unsynced = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep_synced, name="journal", daemon=True)
        self._thread.start()

    def write(self, line: str) -> None:
        """Add one line."""
        data = _line(line)
        with self._lock:
            if self.error is not None or self._file.closed:
                return
            try:
                self._write_all(data)
                self._unsynced = True
            except OSError as error:
                self.error = error

    def _write_all(self, data: bytes) -> None:
        while data:
            data = data[self._file.write(data) :]

    def _keep_synced(self) -> None:
        while not self._stop.wait(SYNC_S):
            self._sync()

    def _sync(self) -> None:
        with self._lock:
            if not self._unsynced or self._file.closed:
                return
            self._unsynced = False
            handle = os.dup(self._file.fileno())
        # The disk may take its time; the attempt must not wait for it, so the lock is open again.
        try:
            os.fsync(handle)
        except OSError as error:
            self.error = self.error or error
        finally:
            os.close(handle)

    def close(self, done: bool) -> None:
        """End the journal. done: the attempt is kept elsewhere (or was given up), so that the file goes; else it stays.

        Harmless when it is closed already.
        """
        if self._file.closed:
            return
        self._stop.set()
        self._thread.join(timeout=5.0)
        if not done:
            self._sync()
        with self._lock:
            self._file.close()
        if done:
            self.path.unlink(missing_ok=True)


def _plain(attempt_id: str) -> str:
    if not _NAME.match(attempt_id):
        raise ValueError(f"attempt id {attempt_id!r}: expected letters, digits, - and _, at most 64")
    return attempt_id


def _line(line: str) -> bytes:
    return line.replace("\r", " ").replace("\n", " ").encode("utf-8", "replace") + b"\n"


@dataclass(frozen=True)
class Unfinished:
    """A journal that was left: the attempt's id, its whole lines as one text, and the file."""

    attempt_id: str
    text: str
    path: Path

    def discard(self) -> None:
        """Remove the file, once its content is kept elsewhere."""
        self.path.unlink(missing_ok=True)

    def put_aside(self) -> None:
        """Let the file stay under another name: it is no longer found, but nothing of it is lost."""
        self.path.replace(self.path.with_suffix(ASIDE))


def recover(folder: Path) -> list[Unfinished]:
    """Journals that an earlier run of the program left, in the order of their names; a torn last line is left out.

    Call it with the class book open: then no other program can be writing one. Files that cannot be read stay.
    """
    found = []
    for path in sorted(folder.glob("*" + SUFFIX)) if folder.is_dir() else ():
        try:
            data = path.read_bytes()
        except OSError:
            continue
        whole = data[: data.rfind(b"\n") + 1]
        if whole.strip():
            found.append(Unfinished(path.stem, whole.decode("utf-8", "replace"), path))
    return found
