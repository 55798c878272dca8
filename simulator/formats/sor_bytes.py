"""Bytes of a .sor file as numbers and texts: a reader that never runs past the end of its block, and the alphabets.

It deliberately raises nothing: a number that is not there is 0, a text is empty, and ``short`` says so.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import fields, replace
from typing import Any, TypeVar

_Record = TypeVar("_Record")
#: Letters of CP1251 beyond ASCII: the alphabet, Ё, ё.
_CYRILLIC = rb"\xa8\xb8\xc0-\xff"
#: A word of high letters alone, or three in a row: accents of western languages never pile up so.
_CYRILLIC_WORD = re.compile(rb"(?<![A-Za-z%b])[%b]{2,}(?![A-Za-z%b])|[%b]{3}" % ((_CYRILLIC,) * 4))

#: Letters and signs of French texts that do not come apart into a plain letter and an accent.
_PLAIN = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "«": '"', "»": '"', "–": "-", "—": "-"})


class Cursor:
    """Reads little-endian values from data[at:stop]; numbers and texts never leave that range."""

    def __init__(self, data: bytes, at: int, stop: int) -> None:
        self.data, self.at, self.stop = data, at, stop
        self.short = False

    @property
    def left(self) -> int:
        """Bytes not read yet."""
        return self.stop - self.at

    def number(self, code: str, default: int = 0) -> int:
        """One number by its struct code; the default once the block is used up."""
        found = self.numbers(code)
        return found[0] if found else default

    def numbers(self, codes: str) -> tuple[Any, ...]:
        """Several values by their struct codes; () when they do not all fit."""
        size = struct.calcsize("<" + codes)
        if size > self.left:
            self.at, self.short = self.stop, True
            return ()
        found = struct.unpack_from("<" + codes, self.data, self.at)
        self.at += size
        return found

    def text(self) -> str:
        """A text that ends with a NUL or with the block, one character per byte, without spaces at its ends."""
        end = self.data.find(b"\0", self.at, self.stop)
        if end < 0:
            end, self.short = self.stop, True
        found = self.data[self.at : end]
        self.at = min(end + 1, self.stop)
        # Stripped as bytes: as Latin-1 the last byte of a UTF-8 letter may pass for a space.
        return found.strip().decode("latin-1")

    def letters(self, count: int) -> str:
        """A code of fixed length without the NULs and spaces at its ends."""
        found = self.data[self.at : min(self.at + count, self.stop)]
        self.short |= len(found) < count
        self.at += len(found)
        return found.strip(b"\0 ").decode("latin-1")

    def rest(self) -> bytes:
        """All that is left."""
        found = self.data[self.at : self.stop]
        self.at = self.stop
        return found


def guess_encoding(texts: list[str]) -> str:
    """The alphabet of a file's texts (each one character per byte): ascii, utf-8, cp1251 or latin-1."""
    raw = "\0".join(texts).encode("latin-1")
    if raw.isascii():
        return "ascii"
    for name in ("utf-8", "cp1251"):
        if name == "cp1251" and not _CYRILLIC_WORD.search(raw):
            continue
        try:
            raw.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"


def recoded(record: _Record, encoding: str) -> _Record:
    """The same frozen record with its texts read in their true alphabet."""
    texts = {name: text.encode("latin-1").decode(encoding) for name, text in texts_of(record).items()}
    return replace(record, **texts)  # type: ignore[type-var]


def texts_of(record: Any) -> dict[str, str]:
    """The free texts of a record by the names of their fields; codes of fixed length are none."""
    fixed = ("language", "build", "code", "technique", "unit", "trace_type")
    found = {field.name: getattr(record, field.name) for field in fields(record) if field.name not in fixed}
    return {name: value for name, value in found.items() if isinstance(value, str)}


def encoded(text: str, encoding: str) -> bytes:
    """A text as bytes; where the alphabet lacks a letter, the whole text goes without accents, with ``?`` for the rest.

    pyOTDR reads UTF-8 and otdrparser Latin-1: only ASCII means the same to both.
    """
    text = text.replace("\0", " ")
    try:
        return text.encode(encoding).strip()
    except UnicodeEncodeError:
        letters = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
        return plain.encode("ascii", "replace").strip()
