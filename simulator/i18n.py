"""The user's language: translated sentences, and numbers, units, dates and durations as the reader writes them.

It deliberately holds no current language: a ``Language`` is built once and handed on. French is the source language,
so only the others have a catalogue. Numbers and dates are written here and not through Babel, because importing Babel
costs more than the whole first frame may; a test holds them to Babel's own answers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from simulator import paths

SOURCE = "fr"
#: Codes on offer; each but the source has assets/locale/<code>/LC_MESSAGES/brin.mo (made from brin.po).
LANGUAGES = ("fr", "en")
#: How each language calls itself; one without an entry is shown by its code.
NAMES = {"fr": "Français", "en": "English"}
#: Environment variable with a folder of further catalogues, laid out like assets/locale: a translator's own work.
EXTRA = "BRIN_LOCALE"
TICKS_PER_SECOND = 60

NBSP = "\u00a0"
NARROW = "\u202f"

#: (decimal sign, thousands sign, sign between number and per cent) by language; a new language falls back on English.
_NUMBERS = {"fr": (",", NARROW, NARROW), "en": (".", ",", "")}
#: Unit keys of facts and actions -> the sign that a reader knows. Signs are the same in every language.
UNITS = {"um": "µm", "deg": "°", "degC": "°C", "pct": "%", "us": "µs", "m_s": "m/s", "mm_s": "mm/s"}


def N_(text: str) -> str:  # noqa: N802 - the name that every extractor knows
    """Mark a sentence for translation without translating it yet."""
    return text


_MONTHS = (
    N_("janvier"), N_("février"), N_("mars"), N_("avril"), N_("mai"), N_("juin"), N_("juillet"), N_("août"),
    N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre"),
)  # fmt: skip


def languages() -> tuple[str, ...]:
    """Codes that can be spoken here: those on offer, then those in the folder that BRIN_LOCALE names."""
    folder = os.environ.get(EXTRA, "")
    found = sorted(path.parent.parent.name for path in Path(folder).glob("*/LC_MESSAGES/brin.po")) if folder else []
    return (*LANGUAGES, *(code for code in found if code not in LANGUAGES))


class Language:
    """One language to write in. Two objects of the same code are equal, so a cache may use it as a key."""

    __slots__ = ("code", "_catalogue", "_point", "_thousands", "_per_cent")

    def __init__(self, code: str) -> None:
        """Raises ValueError when the code is not one of languages()."""
        if code not in LANGUAGES and code not in languages():
            raise ValueError(f"language {code!r}: expected one of {', '.join(languages())}")
        self.code = code
        self._catalogue = None if code == SOURCE else _catalogue(_folder(code))
        self._point, self._thousands, self._per_cent = _NUMBERS.get(code, _NUMBERS["en"])

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Language) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)

    def text(self, message: str, /, **values: Any) -> str:
        """The sentence in this language, its {named} places filled in when values are given."""
        translated = message if self._catalogue is None or not message else self._catalogue.gettext(message)
        return translated.format(**values) if values else translated

    def ntext(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """The sentence for a number of things; {n} is filled in with the number as it is written here."""
        if self._catalogue is None:
            # French counts zero and one alike: "0 essai", "1 essai", "2 essais".
            translated = one if abs(n) < 2 else many
        else:
            translated = self._catalogue.ngettext(one, many, n)
        return translated.format(n=self.number(n, 0), **values)

    def pick(self, texts: Mapping[str, str] | str) -> str:
        """The text of a course in this language, else in French, else in any."""
        if isinstance(texts, str):
            return texts
        for code in (self.code, SOURCE):
            if texts.get(code):
                return texts[code]
        return next((text for text in texts.values() if text), "")

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with its decimal sign and thousands apart: 12 345,68 or 12,345.68."""
        text = f"{value:,.{max(0, decimals)}f}"
        if text.startswith("-") and not text.strip("-0.,"):
            text = text[1:]  # "-0,0" helps nobody
        return text.translate({ord(","): self._thousands, ord("."): self._point})

    def unit(self, value: float, decimals: int, unit: str) -> str:
        """A number with its unit, kept on one line: 35,0 mm, 0,6°, 12 %."""
        sign = self.sign(unit)
        if not sign:
            return self.number(value, decimals)
        gap = {"°": "", "%": self._per_cent}.get(sign, NBSP)
        return f"{self.number(value, decimals)}{gap}{sign}"

    def wavelength(self, nm: float) -> str:
        """A wavelength [nm] as the keys of instruments have it, without a mark of thousands: 1310 nm."""
        return f"{round(nm)}{NBSP}{self.sign('nm')}"

    def sign(self, unit: str) -> str:
        """The sign of a unit key: 'um' gives µm; what has no other sign is its own."""
        return UNITS.get(unit, unit)

    def date(self, iso: str, with_time: bool = False) -> str:
        """An ISO 8601 date in words: 3 novembre 2026, or 3 novembre 2026, 14 h 05. Other text comes back as it is."""
        from datetime import datetime

        try:
            when = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        # French alone says "the first" for day one; other catalogues translate it to their own figure.
        day = self.text("1er") if when.day == 1 else str(when.day)
        month = self.text(_MONTHS[when.month - 1])
        date = self.text("{day} {month} {year}", day=day, month=month, year=when.year)
        if not with_time:
            return date
        return self.text("{date}, {hour} h {minute}", date=date, hour=f"{when.hour}", minute=f"{when.minute:02}")

    def duration(self, ticks: int) -> str:
        """A length of time in words [1/60 s]: 42 s, 8 min 42 s, 1 h 05 min."""
        seconds = max(0, int(ticks)) // TICKS_PER_SECOND
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        if hours:
            return f"{hours}{NBSP}h{NBSP}{minutes:02}{NBSP}min"
        if minutes:
            return f"{minutes}{NBSP}min{NBSP}{seconds:02}{NBSP}s"
        return f"{seconds}{NBSP}s"

    def time(self, iso: str) -> str:
        """The time of day of an ISO 8601 moment: 14 h 05. Other text comes back as it is."""
        from datetime import datetime

        try:
            when = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        return self.text("{hour} h {minute}", hour=f"{when.hour}", minute=f"{when.minute:02}")

    def clock(self, ticks: int) -> str:
        """A moment of an attempt [1/60 s], as on a stopwatch: 08:42, or 1:05:09 beyond the hour."""
        seconds = max(0, int(ticks)) // TICKS_PER_SECOND
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def sort_key(text: str) -> str:
    """What names are put in order by: É stands with E, and capitals do not matter."""
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.casefold()


def _folder(code: str) -> Path:
    """Where the catalogue of a language lies."""
    place = Path(code) / "LC_MESSAGES"
    return Path(os.environ[EXTRA]) / place if code not in LANGUAGES else paths.assets_dir() / "locale" / place


@cache
def _catalogue(folder: Path):
    """The sentences of a language. The .mo is kept beside its .po (a test holds them equal): no Babel at start."""
    import gettext
    import io

    compiled = folder / "brin.mo"
    if compiled.is_file():
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    # A translator at work has a .po only; this costs the import of Babel.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    buffer = io.BytesIO()
    write_mo(buffer, read_po(io.BytesIO((folder / "brin.po").read_bytes())))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def system_language() -> str:
    """The code of the system's language: French when it says French or nothing, English for what we do not speak."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return _known(value)
    return _known(_windows_language())


def _known(value: str) -> str:
    """The first language of ours in a locale setting such as 'de_DE.UTF-8:fr'."""
    codes = [part.split(".")[0].split("@")[0].split("_")[0].split("-")[0].lower() for part in value.split(":")]
    if all(code in ("", "c", "posix") for code in codes):
        return SOURCE
    return next((code for code in codes if code in LANGUAGES), "en")


def _windows_language() -> str:
    """The language of the Windows screens, '' when it cannot be told."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    try:
        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    except (AttributeError, OSError):
        return ""
