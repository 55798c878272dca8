"""What an unfinished attempt tells at a glance: whose it is, on which exercise, and how far it has come.

It reads the first line of a journal and its end, so that a list of kept attempts costs no replay. It deliberately
judges nothing: whether the attempt can be taken up again only its replay can tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.records.journal import Unfinished, recover


@dataclass(frozen=True)
class KeptAttempt:
    """An attempt that was left. tick and stage: how far it came (stage None where its journal does not tell).

    begun: no action stands in it while False; ended: its last line was written, only the class book lacks it.
    """

    journal: Unfinished
    header: dict[str, Any]
    tick: int
    stage: int | None
    sittings: int
    begun: bool
    ended: bool

    @property
    def exercise(self) -> tuple[str, str]:
        """Course and id of its exercise."""
        return str(self.header.get("course", "")), str(self.header.get("exercise", ""))

    @property
    def owner(self) -> tuple[str, str]:
        """First name and group of who made it."""
        return str(self.header.get("trainee", "")), str(self.header.get("group", ""))

    @property
    def date(self) -> str:
        """When it was begun, ISO 8601 text."""
        return str(self.header.get("date", ""))

    @property
    def since(self) -> str:
        """When somebody sat down to it last, ISO 8601 text."""
        text = self.journal.text
        at = text.rfind('"sitting":')
        line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0] if at >= 0 else ""
        return str((_record(line) or {}).get("date", self.date))

    def has_changed(self, content_sha256: str) -> bool:
        """Whether its exercise's file is another one now."""
        return str(self.header.get("content_sha256", "")) != content_sha256


def kept_attempts(folder: Path) -> list[KeptAttempt]:
    """Every attempt that was left in a folder of journals, the oldest first; what is no journal is passed over."""
    found = [kept for left in recover(folder) if (kept := glance(left)) is not None]
    return sorted(found, key=lambda kept: (kept.date, kept.journal.attempt_id))


def glance(left: Unfinished) -> KeptAttempt | None:
    """What a journal tells without being run; None when its first line cannot be read."""
    first, _, rest = left.text.partition("\n")
    header = _record(first)
    if header is None or "brin_log" not in header:
        return None
    tick, stage, ended = 0, None, False
    for record in _from_the_end(rest):
        ended = ended or "end" in record
        told = record.get("at", record.get("t"))
        if isinstance(told, int):
            tick = max(tick, told)
        if isinstance(record.get("at"), int) and isinstance(record.get("stage"), int):
            stage = record["stage"]
            break
    begun = '"a":' in rest
    return KeptAttempt(left, header, tick, stage, 1 + rest.count('"sitting":'), begun, ended)


def _from_the_end(text: str) -> Iterator[dict[str, Any]]:
    for line in reversed(text.splitlines()):
        record = _record(line)
        if record is not None:
            yield record


def _record(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None
