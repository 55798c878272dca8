"""The date of the PC, for what is kept of an attempt or a measurement. It deliberately never reaches the simulation."""

from __future__ import annotations

from datetime import UTC, datetime


def now_text() -> str:
    """Date and time in ISO 8601, local, to the second."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def now_s() -> int:
    """Seconds since 1970, as a .sor file keeps them."""
    return int(datetime.now(UTC).timestamp())
