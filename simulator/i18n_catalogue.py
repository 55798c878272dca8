"""Keeps the catalogues in step with the code: what is missing, what no longer serves, and the compiled form.

``python -m simulator.i18n_catalogue`` brings every catalogue up to date. The program itself never imports this: it
needs Babel and the sources. It deliberately translates nothing.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from simulator import paths
from simulator.i18n import LANGUAGES, SOURCE

KEYWORDS = {"_": None, "N_": None, "text": None, "ntext": (1, 2)}


def catalogue_path(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return paths.assets_dir() / "locale" / code / "LC_MESSAGES" / "brin.po"


def sentences(package: Path | None = None) -> Catalog:
    """Every marked sentence of the sources, in their order, with the files that use it."""
    package = package or Path(__file__).resolve().parent
    found = Catalog(project="Brin", charset="utf-8", fuzzy=False)
    rows = extract_from_dir(package, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
    for name, _line, message, comments, context in sorted(rows, key=lambda row: (row[0], row[1])):
        if message and message != ("", ""):
            # File names only: with line numbers every edit of the code would change the catalogue.
            found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def load(code: str) -> Catalog:
    """The catalogue of a language as its .po says. Raises FileNotFoundError when there is none."""
    return read_po(io.BytesIO(catalogue_path(code).read_bytes()), locale=code)


def missing(code: str) -> list[str]:
    """What a catalogue lacks, one line each: no translation, other {places}, or a plural form left empty."""
    catalogue = load(code)
    lacking = []
    for message in sentences():
        if not message.id:
            continue
        kept = catalogue.get(message.id, message.context)
        name = message.id if isinstance(message.id, str) else message.id[0]
        if kept is None or not _complete(kept):
            lacking.append(f"not translated: {name}")
        elif _places(_texts(message.id)) != _places(_texts(kept.string)):
            lacking.append(f"other places in braces: {name}")
    return lacking


def unused(code: str) -> list[str]:
    """Sentences of a catalogue that no source says any more."""
    known = sentences()
    return [_texts(m.id)[0] for m in load(code) if m.id and known.get(m.id, m.context) is None]


def compiled(code: str, catalogue: Catalog | None = None) -> bytes:
    """The catalogue of a language in the form that gettext reads: that of its .po, or the one given."""
    catalogue = catalogue or load(code)
    # A date that is always the same: the same words must give the same file.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update(code: str, translations: dict[str, str | list[str]] | None = None) -> list[str]:
    """Bring a .po and its .mo up to date with the sources; returns what still lacks.

    translations: French sentence -> translation (a list for plural forms), for sentences that have none yet.
    """
    path = catalogue_path(code)
    fresh = sentences()
    new = Catalog(locale=code, project="Brin", charset="utf-8", fuzzy=False, copyright_holder="the authors of Brin")
    new.header_comment = f"# Brin: {code}. The sentences of the code are French; this file translates them."
    old = load(code) if path.exists() else new
    for message in fresh:
        if message.id:
            kept = old.get(message.id, message.context)
            given = (translations or {}).get(_texts(message.id)[0], "")
            text = kept.string if kept is not None and _complete(kept) else given
            fits = isinstance(text, str) == isinstance(message.id, str)
            new.add(message.id, text if text and fits else None, locations=message.locations, context=message.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, new, width=120, sort_output=False, omit_header=False, include_lineno=False)
    path.write_bytes(_without_dates(buffer.getvalue()))
    path.with_suffix(".mo").write_bytes(compiled(code))
    return missing(code)


def _without_dates(text: bytes) -> bytes:
    """The .po without its date lines, so that the same words always give the same file."""
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Generated-By', b'"Report-Msgid')
    return b"".join(line for line in text.splitlines(keepends=True) if not line.startswith(dated))


def _texts(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _complete(message: Message) -> bool:
    return bool(message.string) and all(_texts(message.string)) and not message.fuzzy


def _places(texts: list[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def main() -> int:
    """Update every catalogue; exit status 1 while something lacks."""
    lacking = [f"{code}: {line}" for code in LANGUAGES if code != SOURCE for line in update(code)]
    print("\n".join(lacking) or "complete")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
