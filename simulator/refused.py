"""What a verb of the command line will not do, in one sentence."""

from __future__ import annotations


class Refused(Exception):
    """One clear sentence for the user; status is the exit status."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status
