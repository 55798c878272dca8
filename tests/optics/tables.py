"""Small reference tables beside the tests: read as rows of text, comment lines skipped.

It deliberately converts nothing: each test knows its units.
"""

from __future__ import annotations

import csv
from pathlib import Path


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table in ``tests/optics/data``."""
    lines = (Path(__file__).parent / "data" / f"{name}.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
