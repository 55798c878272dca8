"""Score sheets as files: CSV, JSON, PDF. It judges nothing and reads no log.

Each format's module is imported when it is asked for: ReportLab is slow to load.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from simulator.i18n import Language
from simulator.scoring import ScoreSheet
from simulator.sheets.forms import SCHEMA, SheetError, as_dict, from_dict

__all__ = ["FORMATS", "SheetError", "as_dict", "export", "from_dict", "read_json"]


def _csv(sheets: Sequence[ScoreSheet], language: Language) -> bytes:
    from simulator.sheets import tables

    return tables.criteria_csv(sheets, language, tables.dialect("csv", language))


def _csv_plain(sheets: Sequence[ScoreSheet], language: Language) -> bytes:
    from simulator.sheets import tables

    return tables.criteria_csv(sheets, language, tables.dialect("csv-plain", language))


def _class_csv(sheets: Sequence[ScoreSheet], language: Language) -> bytes:
    from simulator.sheets import tables

    return tables.class_csv(sheets, language, tables.dialect("csv", language))


def _json(sheets: Sequence[ScoreSheet], language: Language) -> bytes:
    whole = {"brin_sheets": SCHEMA, "sheets": [as_dict(sheet) for sheet in sheets]}
    text = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode("utf-8", "replace")


def _pdf(sheets: Sequence[ScoreSheet], language: Language) -> bytes:
    from simulator.sheets import sheet_pdf

    return sheet_pdf.render(sheets, language)


def _class_pdf(sheets: Sequence[ScoreSheet], language: Language) -> bytes:
    from simulator.sheets import class_pdf

    return class_pdf.render(sheets, language)


#: Format name -> what makes its bytes. A new export is one line here.
FORMATS: dict[str, Callable[[Sequence[ScoreSheet], Language], bytes]] = {
    "csv": _csv,
    "csv-plain": _csv_plain,
    "json": _json,
    "pdf": _pdf,
    "class-csv": _class_csv,
    "class-pdf": _class_pdf,
}


def export(sheets: Sequence[ScoreSheet], path: Path | str, fmt: str, lang: str) -> None:
    """Write sheets to a file in one of FORMATS, in a language; the file is whole or not there.

    Raises SheetError for an unknown format or no sheets, OSError when the file cannot be written.
    """
    language = Language(lang)
    if fmt not in FORMATS:
        said = language.text("Format {name} inconnu. Choisis : {known}", name=fmt, known=", ".join(FORMATS))
        raise SheetError(said)
    if not sheets:
        raise SheetError(language.text("Il n’y a aucun bilan à écrire."))
    data = FORMATS[fmt](sheets, language)
    target = Path(path)
    beside = target.with_name(target.name + ".new")
    try:
        beside.write_bytes(data)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def read_json(path: Path | str) -> list[ScoreSheet]:
    """The sheets of a JSON export. Raises OSError, SheetError."""
    try:
        whole = json.loads(Path(path).read_text("utf-8"))
        rows = whole["sheets"] if whole["brin_sheets"] == SCHEMA else None
    except (ValueError, RecursionError, KeyError, TypeError):
        rows = None
    if not isinstance(rows, list):
        raise SheetError(f"{Path(path).name}: not an export of score sheets of form {SCHEMA}")
    return [from_dict(row) for row in rows]
