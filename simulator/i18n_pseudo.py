"""A language that nobody speaks: every sentence twice as long, in letters that no other language here has.

``python -m simulator.i18n_pseudo FOLDER`` writes its catalogue; ``BRIN_LOCALE=FOLDER brin --lang qps`` shows it. What
is cut, lies on something else or stays in plain letters is a fault of the screen. It is deliberately on offer nowhere.
"""

from __future__ import annotations

import string
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from simulator.i18n_catalogue import compiled, sentences

#: ISO 639 keeps qaa to qtz for private use.
CODE = "qps"
_VOWELS = {"aàâäá": "ā", "eéèêë": "ē", "iîïí": "ī", "oôöó": "ō", "uùûüú": "ū"}
_LETTERS = {
    ord(letter): ours
    for letters, own in _VOWELS.items()
    for letter, ours in [*((each, own) for each in letters), *((each.upper(), own.upper()) for each in letters)]
} | {ord("œ"): "ōē", ord("Œ"): "ŌĒ"}


def disguised(text: str) -> str:
    """The text with every vowel under a bar."""
    return text.translate(_LETTERS)


def doubled(text: str) -> str:
    """The text twice over, in disguise and in brackets; {places} are kept, and stand once."""
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        pieces = [(text, None, None, None)]
    once = "".join(disguised(said) + ("" if name is None else "{" + name + "}") for said, name, _, _ in pieces)
    again = disguised(" ".join(said.strip() for said, _, _, _ in pieces if said.strip()))
    if not any(letter.isalpha() for letter in again):
        return text
    return f"[{once} {again}]"


def catalogue() -> Catalog:
    """Every sentence of the program, doubled."""
    made = Catalog(project="Brin", charset="utf-8", fuzzy=False)
    for message in sentences():
        if message.id:
            one = message.id
            said = doubled(one) if isinstance(one, str) else tuple(doubled(text) for text in one)
            made.add(message.id, said, locations=message.locations, context=message.context)
    return made


def write(folder: Path) -> Path:
    """Write the catalogue under a folder laid out like assets/locale; returns its .po."""
    path = folder / CODE / "LC_MESSAGES" / "brin.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    made = catalogue()
    with path.open("wb") as file:
        write_po(file, made, width=120)
    path.with_suffix(".mo").write_bytes(compiled(CODE, made))
    return path


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
