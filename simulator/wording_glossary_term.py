"""What a term of the trade is: how it is written, what it looks like, and what it means in two lines.

It deliberately translates nothing: every text is a marked sentence of the catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One card of the glossary.

    group: a place of the map, or "network"; picture: name of a part, or "icon:NAME" for a line icon; also: other
    forms under which the term stands in a sentence, with commas between them; first and second: what it means.
    """

    key: str
    group: str
    picture: str
    name: str
    also: str
    first: str
    second: str
