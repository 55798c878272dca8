"""Speaks an instruction with the system's own voice, through a process of its own.

It deliberately never waits and never fails: no engine, a broken or a hung one means that nobody speaks. What is spoken
is played by whoever made the Voice; this only turns sentences into sound files.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess

#: How long an engine may take for a sentence, and to start [s], before it counts as hung.
PATIENCE_S, START_S = 6.0, 20.0
#: Hung or dead engines are started again this often, then left alone.
RESTARTS = 2
#: Longest sentence [letters] and largest answer [bytes] that are taken.
LONGEST, LARGEST = 1000, 20_000_000

UNITS = {
    "fr": {"mm": "millimètres", "cm": "centimètres", "km": "kilomètres", "m": "mètres", "µm": "micromètres",
           "nm": "nanomètres", "dB": "décibels", "dBm": "dé bé èm", "s": "secondes", "min": "minutes",
           "ms": "millisecondes", "%": "pour cent", "°": "degrés", "°C": "degrés", "N": "newtons", "daN": "décanewtons",
           "mA": "milliampères"},
    "en": {"mm": "millimetres", "cm": "centimetres", "km": "kilometres", "m": "metres", "µm": "micrometres",
           "nm": "nanometres", "dB": "decibels", "dBm": "D B M", "s": "seconds", "min": "minutes", "ms": "milliseconds",
           "%": "percent", "°": "degrees", "°C": "degrees", "N": "newtons", "daN": "decanewtons", "mA": "milliamps"},
}  # fmt: skip
SIGNS = {"fr": {"×": " fois ", "≤": " au plus ", "≥": " au moins ", "/100": " sur 100"},
         "en": {"×": " times ", "≤": " at most ", "≥": " at least ", "/100": " out of 100"}}  # fmt: skip


def spoken(text: str, language: str) -> str:
    """A sentence as it is to be read aloud: units and signs as words, no marks that engines spell out."""
    text = re.sub(r"[\u00a0\u202f\s]+", " ", text)
    text = re.sub(r" \([^() ]{1,3}\)", "", text)  # the key that does the same: who hears is not to spell it
    for sign, word in SIGNS.get(language, {}).items():
        text = text.replace(sign, word)
    units = UNITS.get(language, {})
    names = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    if names:
        text = re.sub(rf"(\d) ?({names})(?!\w)", lambda m: f"{m[1]} {units[m[2]]}", text)
    text = re.sub(r"[«»“”\"*_|›‹→←↑↓]", " ", text).replace("…", ".").replace(" · ", ", ").replace("’", "'")
    return re.sub(r" +", " ", text).strip()[:LONGEST]


def worker_command() -> list[str]:
    """How the process is started: this Python, our module. Empty in a frozen program, which has no Python to start."""
    return [] if getattr(sys, "frozen", False) else [sys.executable, "-m", "simulator.ui.voice_worker"]


class Voice:
    """One voice. play gets each sentence as the bytes of a sound file; changed is called when languages became known.

    Both are called from a thread of the voice. Nothing is started before start() or the first say().
    """

    def __init__(
        self,
        play: Callable[[bytes], Any],
        changed: Callable[[], None] = lambda: None,
        command: Sequence[str] | None = None,
        patience_s: float = PATIENCE_S,
        start_s: float = START_S,
    ) -> None:
        self._play = play
        self._changed = changed
        self._command = list(worker_command() if command is None else command)
        self._patience_s, self._start_s = patience_s, start_s
        self._busy = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._timer: threading.Timer | None = None
        self._starts = 0
        self._number = 0
        #: The newest sentence that nobody has spoken yet.
        self._waiting: dict[str, Any] | None = None
        #: Whether a sentence that was made is just being handed over.
        self._handing = False
        self._closed = False
        #: Codes of the languages that can be spoken; empty until the engine answered.
        self.languages: frozenset[str] = frozenset()

    def speaks(self, language: str) -> bool:
        """Whether a language can be spoken, as far as is known now."""
        return language in self.languages

    @property
    def pending(self) -> bool:
        """Whether a sentence was asked for that nobody has spoken yet."""
        return self._waiting is not None or self._handing

    def start(self) -> None:
        """Find out in the background whether there is an engine; more calls change nothing."""
        with self._lock:
            if self._starts == 0:
                self._launch()

    def say(self, text: str, language: str) -> None:
        """Speak a sentence as soon as it is made; what was asked before and is not yet spoken is dropped."""
        text = spoken(text, language)
        with self._lock:
            self._number += 1
            self._waiting = None
            if not text or self._closed or (self.languages and language not in self.languages):
                return
            self._waiting = {"id": self._number, "text": text, "language": language}
            if self._process is None:
                self._launch()
            else:
                self._send()

    def stop(self) -> None:
        """What was asked and is not yet spoken is dropped."""
        with self._lock:
            self._number += 1
            self._waiting = None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._closed = True
            self._waiting = None
            process = self._process
            self._end()
        if process is not None:
            from subprocess import TimeoutExpired

            with suppress(TimeoutExpired):
                process.wait(2.0)

    # with the lock held

    def _launch(self) -> None:
        if self._closed or not self._command or self._starts > RESTARTS:
            return
        import subprocess  # not before it is needed: the first picture does not wait for it

        self._starts += 1
        try:
            process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError:
            self._starts = RESTARTS + 1
            return
        self._process = process
        # Until it has told its languages it is busy.
        self._busy = True
        self._watch(self._start_s)
        threading.Thread(target=self._listen, args=(process,), name="voice", daemon=True).start()

    def _send(self) -> None:
        """Hand over the waiting sentence when the engine is free: one at a time, so that a write never blocks."""
        process = self._process
        if self._busy or self._waiting is None or process is None or process.stdin is None:
            return
        self._busy = True
        self._watch(self._patience_s)
        with suppress(OSError):  # a dead one is noticed by the thread that listens
            process.stdin.write(json.dumps(self._waiting).encode() + b"\n")
            process.stdin.flush()

    def _watch(self, seconds: float) -> None:
        """Kill the process when it has not answered by then."""
        self._calm()
        self._timer = threading.Timer(seconds, _kill, (self._process,))
        self._timer.daemon = True
        self._timer.start()

    def _calm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        self._calm()
        if self._process is not None:
            _kill(self._process)
            self._process = None

    # threads

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Take answers until the process ends, then see whether another one is worth while."""
        assert process.stdout is not None
        while (found := _answer(process.stdout)) is not None:
            self._take(*found)
        _kill(process)
        process.wait()
        with self._lock:
            if self._process is not process:
                return
            self._end()
            if self.languages and self._starts <= RESTARTS:
                if self._waiting is not None:
                    self._launch()
                return
            had, self.languages = self.languages, frozenset()
        if had:
            self._changed()

    def _take(self, head: dict[str, Any], data: bytes) -> None:
        with self._lock:
            self._calm()
            self._busy = False
            before = self.languages
            if isinstance(head.get("ready"), list):
                self.languages = frozenset(map(str, head["ready"]))
            wanted = self._waiting is not None and head.get("id") == self._waiting["id"]
            if wanted:
                self._handing, self._waiting = True, None
            self._send()
            news = before != self.languages
        if news:
            self._changed()
        if wanted and data:
            self._play(data)
        self._handing = False


def _kill(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None:
        with suppress(OSError):
            process.kill()


def _answer(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next answer of the process: its line and the bytes after it; None at its end or where it talks nonsense."""
    try:
        head = json.loads(stream.readline())
        count = int(head["bytes"])
        if not 0 <= count <= LARGEST:
            return None
        data = stream.read(count)
    except (ValueError, KeyError, TypeError, OSError):
        return None
    return (head, data) if len(data) == count else None
