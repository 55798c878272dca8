"""The glossary: every term of the trade, in the order of the alphabet, and which of them a text speaks of.

It deliberately draws nothing and knows no exercise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from simulator.i18n import N_, SOURCE, Language, sort_key
from simulator.wording_common import PLACES
from simulator.wording_glossary_bench import BENCH
from simulator.wording_glossary_field import FIELD
from simulator.wording_glossary_term import Term

__all__ = [
    "GROUPS", "TERMS", "Term", "forms", "heading", "letter", "mentions", "ordered", "other_name", "search", "spoken",
    "terms_in",
]  # fmt: skip

TERMS: tuple[Term, ...] = (*BENCH, *FIELD)
GROUPS: dict[str, str] = {
    **{name: PLACES[name] for name in ("prepare", "splice", "connect", "measure", "cable")},
    "network": N_("Réseau"),
    **{name: PLACES[name] for name in ("aerial", "underground")},
}


def ordered(language: Language, terms: Sequence[Term] = TERMS) -> list[Term]:
    """Terms in the order of the alphabet of a language."""
    return sorted(terms, key=lambda term: sort_key(language.text(term.name)))


def letter(language: Language, term: Term) -> str:
    """The letter under which a term stands: É stands under E."""
    return sort_key(language.text(term.name))[:1].upper()


def other_name(language: Language, term: Term) -> str:
    """The term in the other tongue of the trade: English for a reader of French, else French."""
    return Language("en").text(term.name) if language.code == SOURCE else term.name


def spoken(language: Language, term: Term) -> str:
    """What is said aloud of a card."""
    return ". ".join((language.text(term.name), f"{language.text(term.first)} {language.text(term.second)}"))


def forms(language: Language, term: Term) -> tuple[str, ...]:
    """Every way in which a term may stand in a sentence of a language."""
    said = [language.text(term.name), *(language.text(term.also).split(",") if term.also else ())]
    return tuple(dict.fromkeys(form.strip() for form in said if form.strip()))


def search(language: Language, words: str, terms: Sequence[Term] = TERMS) -> list[Term]:
    """Terms of which a form, the other name or the explanation holds the words; by name first, then by the rest."""
    wanted = sort_key(words.strip())
    if not wanted:
        return ordered(language, terms)
    named, told = [], []
    for term in ordered(language, terms):
        names = sort_key(" ".join((*forms(language, term), other_name(language, term))))
        if wanted in names:
            named.append(term)
        elif wanted in sort_key(f"{language.text(term.first)} {language.text(term.second)}"):
            told.append(term)
    begins = [term for term in named if any(sort_key(form).startswith(wanted) for form in forms(language, term))]
    return [*begins, *(term for term in named if term not in begins), *told]


def mentions(language: Language, text: str) -> list[tuple[str, Term]]:
    """Terms that a text speaks of, as it says them and in its order; the longer form wins where two would fit."""
    found: dict[str, tuple[int, str, Term]] = {}
    taken: list[tuple[int, int]] = []
    for pattern, term in _patterns(language):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < right and end > left for left, right in taken):
                continue
            taken.append((start, end))
            if term.key not in found or start < found[term.key][0]:
                found[term.key] = (start, match.group(), term)
    return [(said, term) for _, said, term in sorted(found.values(), key=lambda row: row[0])]


def terms_in(language: Language, text: str) -> list[Term]:
    """Terms that a text speaks of, in its order."""
    return [term for _, term in mentions(language, text)]


def heading(language: Language, term: Term) -> str:
    """The term as the head of a card, with a capital; a sign (dBm) stays as it is."""
    said = language.text(term.name)
    return said if any(letter.isupper() for letter in said[1:3]) else said[:1].upper() + said[1:]


@cache
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], Term], ...]:
    """Every form of every term as a pattern, longest first. Signs in capitals (PM, dB) must be written so."""
    rows = [(form, term) for term in TERMS for form in forms(language, term)]
    rows.sort(key=lambda row: -len(row[0]))
    return tuple((_pattern(form), term) for form, term in rows)


def _pattern(form: str) -> re.Pattern[str]:
    """A form as a whole word, with or without an s at its end; a sign (PM, dB) only as it is written."""
    if any(letter.isupper() for letter in form[1:]):
        return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
    return re.compile(rf"(?<!\w){re.escape(form)}s?(?!\w)", re.IGNORECASE)
