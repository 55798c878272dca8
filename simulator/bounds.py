"""The marker that gives a parameter its limits, unit and meaning inside an Annotated[...] type.

It deliberately checks nothing itself: the curriculum turns it into validation and into the schema for editors.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """Limits (low, high), unit and meaning of a parameter that may be written in an exercise."""

    low: float
    high: float
    unit: str = ""
    doc: str = ""


@dataclass(frozen=True)
class FileName:
    """Marks a text that names a file inside the course, by its ending without the dot; '' stands for none."""

    ending: str
