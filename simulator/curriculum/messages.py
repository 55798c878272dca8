"""The sentences of every error in a course file, French and English side by side.

It deliberately finds no error: it only puts a key and its fields into words, with a suggestion where one is near.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

LANGUAGES = ("fr", "en")
_SHOWN_CHARACTERS = 60
#: A longer list of allowed words is cut down to those nearest to what was found.
_ALL_OPTIONS = 20
_NEAR_OPTIONS = 8

#: key -> (French, English). {found} and {allowed} are quoted, {hint} is a suggestion or empty.
SENTENCES: dict[str, tuple[str, str]] = {
    # The file itself.
    "cannot_read": ("ce fichier ne se lit pas ({reason}).", "this file cannot be read ({reason})."),
    "not_a_file": ("ce n’est pas un fichier ordinaire.", "this is not an ordinary file."),
    "too_big": (
        "fichier trop gros : {found} octets. Le maximum est {allowed} octets.",
        "file too big: {found} bytes. The maximum is {allowed} bytes.",
    ),
    "not_utf8": (
        "ce n’est pas du texte UTF-8. Enregistre le fichier en UTF-8.",
        "this is not UTF-8 text. Save the file as UTF-8.",
    ),
    "control_character": (
        "caractère interdit (code {found}). Efface-le.",
        "forbidden character (code {found}). Delete it.",
    ),
    "empty": (
        "le fichier est vide. Il faut au moins : {allowed}.",
        "the file is empty. It needs at least: {allowed}.",
    ),
    # YAML.
    "syntax": (
        "écriture YAML incorrecte. Regarde cette ligne et la ligne au-dessus : deux-points, guillemets, décalage.",
        "YAML is not well formed. Look at this line and the one above: colons, quotes, indentation.",
    ),
    "syntax_tab": (
        "tabulation trouvée. Décale les lignes avec des espaces.",
        "found a tab. Indent lines with spaces.",
    ),
    "syntax_quote": (
        "guillemet ouvert ici et jamais fermé. Ajoute le guillemet de fin.",
        "quote opened here and never closed. Add the closing quote.",
    ),
    "syntax_colon": (
        "deux-points mal placé. Mets une espace après « : » ; mets entre guillemets un texte qui contient « : ».",
        "misplaced colon. Put a space after “:”; quote a text that contains “:”.",
    ),
    "syntax_bracket": (
        "crochet ou accolade de la ligne {first} mal fermé. Mets « , » entre deux valeurs, « ] » ou « }} » à la fin.",
        "bracket or brace of line {first} not closed properly. Expected “,” between values and “]” or “}}” at the end.",
    ),
    "syntax_trailing": (
        "texte inattendu ici. Mets entre guillemets doubles un texte qui contient une apostrophe ou un signe.",
        "unexpected text here. Put double quotes around a text that contains an apostrophe or a sign.",
    ),
    "syntax_indent": (
        "décalage incorrect. Les clés d’un même bloc commencent à la même colonne.",
        "wrong indentation. Keys of the same block start at the same column.",
    ),
    "too_deep": (
        "blocs emboîtés trop profond. Le maximum est {allowed}.",
        "blocks nested too deeply. The maximum is {allowed}.",
    ),
    "too_many_nodes": (
        "fichier trop long : plus de {allowed} valeurs.",
        "file too long: more than {allowed} values.",
    ),
    "anchor": (
        "ancre « &{found} » refusée. Écris la valeur en entier à chaque endroit.",
        "anchor “&{found}” refused. Write the value in full wherever it is needed.",
    ),
    "alias": (
        "renvoi « *{found} » refusé. Écris la valeur en entier.",
        "alias “*{found}” refused. Write the value in full.",
    ),
    "tag": (
        "étiquette « {found} » refusée. Écris la valeur seule.",
        "tag “{found}” refused. Write the value alone.",
    ),
    "merge_key": (
        "clé de fusion « << » refusée. Écris les clés en entier.",
        "merge key “<<” refused. Write the keys in full.",
    ),
    "complex_key": (
        "une clé doit être un mot simple, pas une liste ni un bloc.",
        "a key must be a plain word, not a list or a block.",
    ),
    "several_documents": (
        "deuxième document « --- » trouvé. Un fichier contient un seul exercice.",
        "second document “---” found. A file holds one exercise only.",
    ),
    "duplicate_key": (
        "clé « {found} » écrite deux fois. La première est à la ligne {first}.",
        "key “{found}” written twice. The first one is on line {first}.",
    ),
    "not_finite": (
        "« {found} » n’est pas un nombre utilisable. Écris un nombre fini.",
        "“{found}” is not a usable number. Write a finite number.",
    ),
    "number_too_long": (
        "nombre trop long : {found}. Un nombre entier a au plus {allowed} chiffres.",
        "number too long: {found}. A whole number has at most {allowed} digits.",
    ),
    "more_faults": (
        "et encore {found} erreurs. Corrige les premières, puis vérifie encore.",
        "and {found} more errors. Mend the first ones, then check again.",
    ),
    # Shape.
    "expected_block": (
        "trouvé {found}. Attendu un bloc de clés : {allowed}.",
        "found {found}. Expected a block of keys: {allowed}.",
    ),
    "expected_list": ("trouvé {found}. Attendu une liste.", "found {found}. Expected a list."),
    "expected_text": ("trouvé {found}. Attendu un texte.", "found {found}. Expected a text."),
    "expected_bool": ("trouvé {found}. Attendu true ou false.", "found {found}. Expected true or false."),
    "expected_number": (
        "trouvé {found}. Attendu un nombre {range}.{hint}",
        "found {found}. Expected a number {range}.{hint}",
    ),
    "expected_whole": (
        "trouvé {found}. Attendu un nombre entier {range}.{hint}",
        "found {found}. Expected a whole number {range}.{hint}",
    ),
    "out_of_range": (
        "trouvé {found}. Attendu un nombre {range}.",
        "found {found}. Expected a number {range}.",
    ),
    "unknown_word": (
        "valeur inconnue {found}.{hint} Possible : {allowed}.",
        "unknown value {found}.{hint} Allowed: {allowed}.",
    ),
    "bad_language": (
        "langue inconnue {found}. Écris un code de deux petites lettres, comme fr ou en.",
        "unknown language {found}. Write a code of two small letters, such as fr or en.",
    ),
    "unknown_key": (
        "clé inconnue {found}.{hint} Possible : {allowed}.",
        "unknown key {found}.{hint} Allowed: {allowed}.",
    ),
    "missing_field": ("il manque la clé « {found} ».", "the key “{found}” is missing."),
    "missing_value": (
        "il manque une valeur : attendu {allowed}, trouvé {found}.",
        "a value is missing: expected {allowed}, found {found}.",
    ),
    "too_many": (
        "trouvé {found} éléments. Le maximum est {allowed}.",
        "found {found} items. The maximum is {allowed}.",
    ),
    "too_few": (
        "liste trop courte. Il faut au moins {allowed} élément.",
        "list too short. It needs at least {allowed} item.",
    ),
    "twice_in_list": ("{found} est écrit deux fois.", "{found} is written twice."),
    "empty_text": ("texte vide. Écris une phrase.", "empty text. Write a sentence."),
    "long_text": (
        "texte trop long : {found} caractères. Le maximum est {allowed}.",
        "text too long: {found} characters. The maximum is {allowed}.",
    ),
    "bad_id": (
        "trouvé {found}. Utilise a-z, 0-9 et des tirets, sans accent ni espace.{hint}",
        "found {found}. Use a-z, 0-9 and hyphens, without accents or spaces.{hint}",
    ),
    "bad_seed": (
        "trouvé {found}. Attendu fresh, ou un nombre entier de 0 à {allowed}.",
        "found {found}. Expected fresh, or a whole number from 0 to {allowed}.",
    ),
    "refused": ("valeur refusée : {reason}.", "value refused: {reason}."),
    # Meaning.
    "unknown_scene": (
        "scène inconnue {found}.{hint} Possible : {allowed}.",
        "unknown scene {found}.{hint} Allowed: {allowed}.",
    ),
    "unknown_fact": (
        "fait inconnu {found}.{hint} Possible : {allowed}.",
        "unknown fact {found}.{hint} Allowed: {allowed}.",
    ),
    "fact_elsewhere": (
        "le fait {found} vient de la scène « {scene} ». Ajoute-la à stages, ou choisis : {allowed}.",
        "the fact {found} comes from the scene “{scene}”. Add it to stages, or choose: {allowed}.",
    ),
    "unknown_gate": (
        "règle inconnue {found}.{hint} Possible : {allowed}.",
        "unknown gate {found}.{hint} Allowed: {allowed}.",
    ),
    "weights_sum": (
        "la somme des poids (weight) est {found}. Elle doit être 100.",
        "the weights sum to {found}. They must sum to 100.",
    ),
    "only_once_passed": (
        "toutes les lignes ont once_passed. Il faut au moins une ligne sans once_passed.",
        "every line has once_passed. At least one line without once_passed is needed.",
    ),
    "full_equals_zero": (
        "full et zero valent tous les deux {found}. Ils doivent être différents.",
        "full and zero are both {found}. They must differ.",
    ),
    "wrong_direction_low": (
        "pour « {fact} », petit est mieux : full ({full}) doit être plus petit que zero ({zero}). Échange-les.",
        "for “{fact}”, low is better: full ({full}) must be smaller than zero ({zero}). Swap them.",
    ),
    "wrong_direction_high": (
        "pour « {fact} », grand est mieux : full ({full}) doit être plus grand que zero ({zero}). Échange-les.",
        "for “{fact}”, high is better: full ({full}) must be larger than zero ({zero}). Swap them.",
    ),
    "low_above_high": (
        "{found} doit rester plus petit que « {twin} » ({allowed}).",
        "{found} must stay below “{twin}” ({allowed}).",
    ),
    "missing_language": (
        "il manque le texte en « {found} ». Le cours annonce ces langues : {allowed}.",
        "the text in “{found}” is missing. The course declares these languages: {allowed}.",
    ),
    # Links.
    "one_kind": (
        "chaque élément de la liste est une seule chose. Trouvé : {found}. Possible : {allowed}.",
        "each item of the list is one thing only. Found: {found}. Allowed: {allowed}.",
    ),
    "no_fibre": (
        "il manque la fibre. Ajoute au moins un élément « fibre » avec sa longueur.",
        "there is no fibre. Add at least one “fibre” item with its length.",
    ),
    "too_many_branches": (
        "{found} branches, la suite de la liste comprise, pour un coupleur à {allowed} sorties.",
        "{found} branches, the rest of the list included, on a splitter with {allowed} ports.",
    ),
    # Courses and folders.
    "no_course_file": (
        "il manque le fichier course.yaml dans ce dossier.",
        "the file course.yaml is missing from this folder.",
    ),
    "no_course_here": (
        "aucun cours ici : ni course.yaml, ni fichier .yaml.",
        "no course here: neither course.yaml nor any .yaml file.",
    ),
    "no_exercise": (
        "ce cours n’a aucun exercice. Ajoute un fichier dans exercises/.",
        "this course has no exercise. Add a file in exercises/.",
    ),
    "bad_path": (
        "chemin refusé {found}. Écris un chemin .yaml dans le dossier du cours, comme exercises/ma-coupe.yaml.",
        "path refused {found}. Write a .yaml path inside the course folder, such as exercises/my-cleave.yaml.",
    ),
    "bad_file_path": (
        "{found} est refusé. Mets le nom d’un fichier .{allowed} du dossier du cours, avec / entre les dossiers.",
        "{found} is refused. Give the name of a .{allowed} file in the course folder, with / between folders.",
    ),
    "no_such_trace": (
        "{found} n’existe pas dans le dossier du cours.{hint}",
        "{found} does not exist in the course folder.{hint}",
    ),
    "trace_outside": (
        "{found} mène hors du dossier du cours. Copie le fichier dans le cours.",
        "{found} leads out of the course folder. Copy the file into the course.",
    ),
    "trace_too_big": (
        "{found} est trop gros : le maximum est {allowed} octets.",
        "{found} is too big: the maximum is {allowed} bytes.",
    ),
    "not_a_trace": (
        "{found} n’est pas une trace .sor lisible. La commande « brin events » dit pourquoi.",
        "{found} is no .sor trace that can be read. The command “brin events” says why.",
    ),
    "outside_course": (
        "ce fichier mène hors du dossier du cours. Copie-le dans le cours.",
        "this file leads outside the course folder. Copy it into the course.",
    ),
    "no_such_file": (
        "le fichier {found} n’existe pas dans ce cours.{hint}",
        "the file {found} does not exist in this course.{hint}",
    ),
    "duplicate_id": (
        "l’identifiant {found} est déjà pris par {first}. Choisis-en un autre.",
        "the id {found} is already taken by {first}. Choose another.",
    ),
}

_WORDS: dict[str, tuple[str, str]] = {
    "nothing": ("une valeur vide", "an empty value"),
    "block": ("un bloc de clés", "a block of keys"),
    "list": ("une liste", "a list"),
    "hint": (" Tu veux dire « {0} » ?", " Did you mean “{0}”?"),
    "hint_number": (" Écris {0}.", " Write {0}."),
    "hint_comma": (" Un nombre s’écrit avec un point : 0.5.", " Write a number with a point: 0.5."),
    "hint_id": (" Par exemple : {0}.", " For example: {0}."),
    "range": ("de {0} à {1}", "from {0} to {1}"),
    "above": ("plus grand que {0}, au plus {1}", "above {0}, at most {1}"),
    "text": ("« {0} »", "“{0}”"),
    "place": ("{0} : ", "{0}: "),
}


class Quoted(str):
    """A word of the file, to be shown between quotation marks and shortened when it is long."""


def say(key: str, lang: str, fields: Mapping[str, Any], place: str = "") -> str:
    """Put an error into one or two sentences of a language (fr or en); place names the part of the file, if any."""
    column = LANGUAGES.index(lang) if lang in LANGUAGES else 0
    shown = {name: _show(value, column) for name, value in fields.items() if name not in ("allowed", "near", "range")}
    shown["allowed"] = _options(fields, column)
    shown["range"] = _range(fields.get("range"), column)
    shown["hint"] = _hint(key, fields, column)
    start = _WORDS["place"][column].format(place) if place else ""
    return start + SENTENCES[key][column].format(**shown)


def closest(found: str, options: Sequence[str]) -> str | None:
    """The option that looks most like what was found, None when none is near."""
    near = difflib.get_close_matches(found[:_SHOWN_CHARACTERS].lower(), list(options), n=1, cutoff=0.6)
    return near[0] if near else None


def _hint(key: str, fields: Mapping[str, Any], column: int) -> str:
    kind, near = fields.get("near") or (None, None)
    if kind is None and isinstance(fields.get("found"), str) and isinstance(fields.get("allowed"), tuple):
        kind, near = "hint", closest(fields["found"], fields["allowed"])
        if key == "unknown_key" and fields["found"].isdigit():
            kind, near = "hint_comma", ""
    return _WORDS[kind][column].format(near) if kind and near is not None else ""


def _range(limits: tuple[str, float, float, str] | None, column: int) -> str:
    if limits is None:
        return ""
    word, low, high, unit = limits
    text = _WORDS[word][column].format(f"{low:.12g}", f"{high:.12g}")
    return f"{text} {unit}".rstrip()


def _options(fields: Mapping[str, Any], column: int) -> str:
    allowed, found = fields.get("allowed", ""), fields.get("found")
    if not isinstance(allowed, tuple):
        return _show(allowed, column)
    if len(allowed) <= _ALL_OPTIONS:
        return ", ".join(allowed)
    near = difflib.get_close_matches(str(found)[:_SHOWN_CHARACTERS], allowed, n=_NEAR_OPTIONS, cutoff=0.3)
    return ", ".join([*(near or allowed[:_NEAR_OPTIONS]), "…"])


def _show(value: Any, column: int) -> str:
    if isinstance(value, Quoted):
        return _WORDS["text"][column].format(_short(value))
    if isinstance(value, str):
        return _short(value)
    if value is None:
        return _WORDS["nothing"][column]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list | tuple):
        return _WORDS["block" if isinstance(value, dict) else "list"][column]
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _short(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= _SHOWN_CHARACTERS else clean[: _SHOWN_CHARACTERS - 1] + "…"
