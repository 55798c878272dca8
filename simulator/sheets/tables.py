"""Score sheets as CSV: one row per criterion, or one row per attempt for a class.

Two dialects: what a spreadsheet of the reader's language opens without questions, and a plain one with stable column
names for programs. It deliberately lets no text become a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.i18n import N_, Language
from simulator.scoring import CriterionResult, ScoreSheet
from simulator.wording import Words

#: A text cell that starts with one of these is taken for a formula by one spreadsheet or another.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
TICKS_PER_SECOND = 60


@dataclass(frozen=True)
class Dialect:
    """How cells are put on a line. words: headings and values in the reader's words, else stable English keys."""

    separator: str
    point: str
    mark: bool
    words: bool


def dialect(form: str, language: Language) -> Dialect:
    """'csv' is what a spreadsheet in this language opens; 'csv-plain' is UTF-8, comma, decimal point, stable keys."""
    if form == "csv-plain":
        return Dialect(",", ".", mark=False, words=False)
    # French spreadsheets separate by semicolon because the comma is the decimal sign; the mark tells them UTF-8.
    comma = language.number(0.5, 1)[1] == ","
    return Dialect(";" if comma else ",", "," if comma else ".", mark=True, words=True)


@dataclass(frozen=True)
class Column:
    """A column: stable key, heading (French source), and how its value is read."""

    key: str
    heading: str
    read: Callable[[Words, ScoreSheet, Any], Any]


def _seconds(sheet: ScoreSheet) -> float:
    return round(sheet.ticks / TICKS_PER_SECOND, 1)


_ATTEMPT = (
    Column("attempt_id", N_("Numéro de l’essai"), lambda w, s, c: s.heading.attempt_id),
    Column("date", N_("Date"), lambda w, s, c: s.heading.date),
    Column("trainee", N_("Prénom"), lambda w, s, c: s.heading.trainee),
    Column("group", N_("Groupe"), lambda w, s, c: s.heading.group),
    Column("course", N_("Cours"), lambda w, s, c: s.heading.course),
    Column("exercise", N_("Exercice"), lambda w, s, c: s.heading.exercise),
    Column("title", N_("Titre"), lambda w, s, c: w.language.pick(s.heading.title)),
    Column("seed", N_("Tirage"), lambda w, s, c: s.heading.seed),
    Column("help", N_("Aide"), lambda w, s, c: w.help(s.help)),
    Column("duration_s", N_("Durée (s)"), lambda w, s, c: _seconds(s)),
    Column("sittings", N_("Séances"), lambda w, s, c: s.sittings),
    Column("score", N_("Note sur 100"), lambda w, s, c: s.score),
    Column("verdict", N_("État"), lambda w, s, c: w.result(s.verdict)),
    Column("gates_broken", N_("Règles non tenues"), lambda w, s, c: " ".join(w.gate(g) for g, _ in s.gates_broken)),
    Column("bill_total_db", N_("Perte totale (dB)"), lambda w, s, c: s.bill_total if s.bill else None),
)

_CRITERION = (
    Column("fact", N_("Mesure"), lambda w, s, c: c.criterion.fact),
    Column("label", N_("Critère"), lambda w, s, c: w.fact(c.criterion.fact)),
    Column("value", N_("Valeur"), lambda w, s, c: _value(w, c)),
    Column("unit", N_("Unité"), lambda w, s, c: w.unit(c.unit)),
    Column("full", N_("Tous les points à"), lambda w, s, c: c.criterion.full),
    Column("zero", N_("Aucun point à"), lambda w, s, c: c.criterion.zero),
    Column("points", N_("Points"), lambda w, s, c: c.points),
    Column("weight", N_("Sur"), lambda w, s, c: c.criterion.weight),
    Column("at", N_("Moment"), lambda w, s, c: "" if c.tick is None else w.language.clock(c.tick)),
    Column("skill", N_("Compétence"), lambda w, s, c: w.skill(c.criterion.skill) if c.criterion.skill else ""),
)

_PROOF = (
    Column("program_version", N_("Version de Brin"), lambda w, s, c: s.heading.program_version),
    Column("content_sha256", N_("Empreinte de l’exercice"), lambda w, s, c: s.heading.content_sha256),
)

#: Who validated the attempt: a name that was typed, checked by nobody.
_SIGNED = (
    Column("signer", N_("Signé par"), lambda w, s, c: s.signature.signer if s.signature else ""),
    Column("signed", N_("Signé le"), lambda w, s, c: s.signature.signed if s.signature else ""),
    Column("remark", N_("Remarque"), lambda w, s, c: s.signature.remark if s.signature else ""),
)

#: What a plain column says instead of words: the key itself.
_PLAIN: dict[str, Callable[[ScoreSheet, CriterionResult | None], Any]] = {
    "help": lambda s, c: s.help,
    "verdict": lambda s, c: s.verdict,
    "gates_broken": lambda s, c: " ".join(gate for gate, _ in s.gates_broken),
    "value": lambda s, c: None if c is None else c.value,
    "unit": lambda s, c: "" if c is None else c.unit,
    "skill": lambda s, c: "" if c is None else c.criterion.skill,
}


def _value(words: Words, result: CriterionResult | None) -> Any:
    if result is None or result.value is None:
        return None
    return words.fact_word(result.criterion.fact, result.value) or result.value


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP: a leading apostrophe), without NUL and half characters."""
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return "'" + clean if clean.startswith(DANGEROUS) else clean


def _cell(value: Any, form: Dialect) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # Shortest text that gives the same number back, so that nothing is lost on the way.
        whole = value.is_integer() and abs(value) < 1e15
        return (str(int(value)) if whole else repr(value)).replace(".", form.point)
    return guarded(str(value))


def _write(columns: Sequence[Column], rows: Sequence[tuple], language: Language, form: Dialect) -> bytes:
    words = Words(language)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=form.separator, lineterminator="\r\n")
    writer.writerow([language.text(column.heading) if form.words else column.key for column in columns])
    for sheet, result in rows:
        cells = []
        for column in columns:
            plain = None if form.words else _PLAIN.get(column.key)
            cells.append(_cell(plain(sheet, result) if plain else column.read(words, sheet, result), form))
        writer.writerow(cells)
    return out.getvalue().encode("utf-8-sig" if form.mark else "utf-8")


def criteria_csv(sheets: Sequence[ScoreSheet], language: Language, form: Dialect) -> bytes:
    """One row per criterion of every sheet."""
    rows = [(sheet, result) for sheet in sheets for result in sheet.criteria]
    return _write((*_ATTEMPT, *_CRITERION, *_PROOF, *_SIGNED), rows, language, form)


def class_csv(sheets: Sequence[ScoreSheet], language: Language, form: Dialect) -> bytes:
    """One row per attempt."""
    return _write((*_ATTEMPT, *_PROOF, *_SIGNED), [(sheet, None) for sheet in sheets], language, form)
