"""One row of the table that ``bench`` prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, its value, the budget it is held against, and how it was got."""

    name: str
    value: float
    budget: str
    met: bool
    note: str
