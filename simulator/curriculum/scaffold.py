"""A new exercise for an instructor: a commented file that passes ``check`` at once, in a course made where missing.

It deliberately overwrites nothing and edits no existing file.
"""

from __future__ import annotations

import os
from pathlib import Path

from simulator.curriculum import reader
from simulator.curriculum.loader import COURSE_FILE, EXERCISES
from simulator.curriculum.schema import SCHEMA_FILE, schema_text


class ScaffoldError(ValueError):
    """A new exercise that cannot be made; the text is one sentence for the user."""


#: Names that Windows keeps for devices, whatever comes after the point.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}

_SENTENCES = {
    "name": (
        "{name} : ce nom ne convient pas. Utilise a-z, 0-9 et des tirets, comme ma-coupe.",
        "{name}: this name will not do. Use a-z, 0-9 and hyphens, such as my-cleave.",
    ),
    "exists": ("{name} : ce fichier existe déjà.", "{name}: this file exists already."),
    "folder": ("{name} : ce n’est pas un dossier.", "{name}: this is not a folder."),
}

_COURSE = """\
# Un cours : son nom, ses langues. Les exercices sont dans le dossier exercises/.
id: {course_id}
title: {course_title}
languages: [fr]
# L'ordre des exercices. Sans cette liste : l'ordre des noms de fichiers.
# exercises: [exercises/{name}.yaml]
"""

_EXERCISE = """\
# yaml-language-server: $schema={schema}
# Vérifie ce fichier avec :  brin check {name}.yaml

# Nom unique. Il ne change plus, et ne sert jamais deux fois.
id: {exercise_id}

# Une langue : un texte simple. Plusieurs langues : un bloc fr / en, comme {{fr: Ma coupe, en: My cleave}}.
title: {title}
goal: Prépare les deux fibres. Coupe-les bien droit.
goal_trade: Dénude, nettoie et clive les deux fibres sous 0,5 degré.
why: Une coupe droite donne une bonne soudure.

# Lieu sur l'écran d'accueil : {places}.
place: prepare
minutes: 10
# guided : les repères restent. fading : ils s'effacent. exam : sans repères.
help: guided
# fresh : un nouveau tirage à chaque essai. Un nombre : toujours le même tirage.
seed: fresh

# Le chantier au début. Ce qui n'est pas écrit est en bon état.
site:
  fibres: [G.657.A2, G.657.A2]
  cleaver: {{wear: 0.2}}
  weather: {{temperature_c: 18, wind_m_s: 0}}

# Les étapes, dans l'ordre : {scenes}.
stages:
  - scene: preparation
    cleaves: 1

# La grille. full : tous les points. zero : aucun point. La somme des poids (weight) est 100.
rubric:
  - {{fact: strip.worst_length_error_mm, full: 5, zero: 12, weight: 20, skill: prepare}}
  - {{fact: clean.worst_residue_pct, full: 5, zero: 30, weight: 20, skill: prepare}}
  - {{fact: cleave.worst_angle_deg, full: 0.5, zero: 1.5, weight: 40, skill: cleave}}
  - {{fact: cleave.worst_length_error_mm, full: 0.5, zero: 2, weight: 20, skill: cleave}}

# Règles de sécurité. Une règle non respectée : la note reste à 40 au plus.
gates: [glass_outside_bin]

# Acquis : cette note, plusieurs fois de suite.
pass: {{score: 80, in_a_row: 2}}

tips:
  - Nettoie avant la coupe. Jamais après.
"""


def new_exercise(folder: str | Path, name: str, lang: str = "fr") -> Path:
    """Write a new exercise into a course folder and return its path; course and schema are made where missing.

    name is the exercise's id and file name. Raises ScaffoldError, in the language of lang, when the name is not safe or
    taken; OSError when the folder cannot be written.
    """
    from simulator.curriculum.leaves import is_id, slug

    folder = Path(folder)
    if not is_id(name) or name in _DEVICES:
        raise _refused("name", name, lang)
    if folder.exists() and not folder.is_dir():
        raise _refused("folder", str(folder), lang)
    path = folder / EXERCISES / f"{name}.yaml"
    if os.path.lexists(path):
        raise _refused("exists", str(path), lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = _schema_beside(folder)
    course = slug(folder.resolve().name) or "cours"
    fields = {
        "name": name, "exercise_id": _word(name), "title": _title(name),
        "course_id": _word(course), "course_title": _title(course), "schema": schema,
    }  # fmt: skip
    if not (folder / COURSE_FILE).exists():
        _write(folder / COURSE_FILE, _COURSE.format(**fields))
    _write(path, _EXERCISE.format(**fields, **_lists()))
    return path


def _word(name: str) -> str:
    """A name as YAML must write it to stay text: ``true`` and ``2024`` need quotation marks."""
    return name if reader.parse(name).value == name else f'"{name}"'


def _title(name: str) -> str:
    """A first title from a name, always between quotation marks: a name such as ``2024`` or ``no`` stays text."""
    return f'"{name.replace("-", " ").capitalize()}"'


def _lists() -> dict[str, str]:
    from simulator import scenes
    from simulator.curriculum.model import PLACES

    return {"places": ", ".join(PLACES), "scenes": ", ".join(scenes.REGISTRY)}


def _schema_beside(folder: Path) -> str:
    """The schema's path as an exercise of the course writes it; the file is made when no shared one lies beside."""
    if (folder.parent / SCHEMA_FILE).is_file():
        return f"../../{SCHEMA_FILE}"
    if not (folder / SCHEMA_FILE).exists():
        _write(folder / SCHEMA_FILE, schema_text())
    return f"../{SCHEMA_FILE}"


def _write(path: Path, text: str) -> None:
    """Write a file that must not exist yet."""
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def _refused(key: str, name: str, lang: str) -> ScaffoldError:
    return ScaffoldError(_SENTENCES[key][lang == "en"].format(name=name))
