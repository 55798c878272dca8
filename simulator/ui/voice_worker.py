"""The process that talks to the system's speech engine, so that an engine that hangs hangs alone.

It reads one JSON request a line: {"id": 3, "text": "...", "language": "fr"}; it answers with one JSON line, and after
it as many bytes of a sound file as the line says. It deliberately plays nothing: the window's own sound card does,
which is why a sentence stops at once and obeys the volume.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

#: Words a minute: slow enough for somebody who learns the language (newsreaders speak at 160 to 190).
WORDS_PER_MINUTE = 150
#: What a language is spoken with where there are several, best first.
ACCENTS = {"fr": ("fr-fr", "fr"), "en": ("en-gb", "en-us", "en")}


def languages_of(voice: Any) -> list[str]:
    """Languages of a voice as 'fr-fr'; engines write them as text or as bytes with a number before them."""
    found = []
    for one in getattr(voice, "languages", None) or ():
        text = one.decode("utf-8", "ignore") if isinstance(one, bytes) else str(one)
        found.append(text.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09").replace("_", "-").lower())
    return found


def choose(voices: Iterable[Any], language: str) -> str | None:
    """Id of the voice for a language, None where there is none: French read by an English voice helps nobody."""
    best, rank = None, 99
    for voice in voices:
        # Voices of MBROLA are listed whether or not their data is there.
        if str(voice.id).startswith("mb/"):
            continue
        for spoken in languages_of(voice):
            if spoken.split("-")[0] != language:
                continue
            wishes: Sequence[str] = ACCENTS.get(language, ())
            mine = wishes.index(spoken) if spoken in wishes else len(wishes)
            if mine < rank:
                best, rank = voice.id, mine
    return best


class Engine:
    """The system's engine through pyttsx3. Raises whatever pyttsx3 raises where there is none."""

    def __init__(self) -> None:
        import pyttsx3

        self._engine = pyttsx3.init()
        voices = list(self._engine.getProperty("voices"))
        found = {code: choose(voices, code) for code in ACCENTS}
        self.voices = {code: voice for code, voice in found.items() if voice is not None}
        self._engine.setProperty("rate", WORDS_PER_MINUTE)

    def speak(self, text: str, language: str) -> bytes:
        """The sentence as a sound file; nothing where the engine wrote none."""
        self._engine.setProperty("voice", self.voices[language])
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "said.wav"
            self._engine.save_to_file(text, str(path))
            self._engine.runAndWait()
            return path.read_bytes() if path.is_file() else b""


def answer(out: BinaryIO, head: dict[str, Any], data: bytes = b"") -> None:
    """One line, then the bytes."""
    out.write(json.dumps({**head, "bytes": len(data)}).encode() + b"\n" + data)
    out.flush()


def _read(waiting: queue.Queue[dict[str, Any]]) -> None:
    """Requests from standard input; the end of it is the end of us, even while the engine hangs."""
    for line in sys.stdin.buffer:
        with contextlib.suppress(ValueError):
            waiting.put(json.loads(line))
    os._exit(0)


def main() -> int:
    """Serve until standard input ends. Exit status 1 where there is no engine or no voice that we need."""
    # Engines and their drivers print; what they print must not come between our answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        engine = Engine()
    except Exception as error:  # whatever is wrong with an engine, there is none then
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    if not engine.voices:
        return 1
    answer(out, {"ready": sorted(engine.voices)})
    waiting: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_read, args=(waiting,), daemon=True).start()
    while True:
        request = waiting.get()
        try:
            data = engine.speak(request["text"], request["language"])
        except Exception as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            data = b""
        answer(out, {"id": request["id"]}, data)


if __name__ == "__main__":
    sys.exit(main())
