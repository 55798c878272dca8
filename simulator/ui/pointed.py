"""What is read aloud because the pointer rests on it or the ring is on it: names of buttons, places, tools.

It deliberately speaks nothing itself and knows no screen: a screen tells the words, and a call speaks them.
"""

from __future__ import annotations

from collections.abc import Callable

#: The pointer lies still on a thing for so long [s] before its name is said: hands only pass over most of them.
REST_S = 0.5


class Pointing:
    """Follows the words under the pointer. say speaks them; free tells whether nobody is speaking now.

    An instruction is never cut off by a name: the name waits. A name gives way to the next one at once.
    """

    def __init__(self, say: Callable[[str], None], free: Callable[[], bool]) -> None:
        self._say, self._free = say, free
        self._words, self._since = "", 0.0
        self._told = ""
        #: Whether what was spoken last was a name, so that the next one may take its place.
        self._mine = False

    def note(self, words: str, now: float, moved: bool = True) -> None:
        """What is pointed at now ('' nothing), at a time [s]; moved: pointer or ring went there since the last call.

        A thing that changes its name under a hand at rest keeps silent: who has just closed a lid is not told "open".
        """
        if words != self._words:
            self._words, self._since = words, now
            if not moved:
                self._told = words
        if not words:
            self._told = ""
            return
        if words == self._told or now - self._since < REST_S:
            return
        if self._free() or self._mine:
            self._told, self._mine = words, True
            self._say(words)

    def interrupted(self) -> None:
        """Somebody else has begun to speak."""
        self._mine = False
