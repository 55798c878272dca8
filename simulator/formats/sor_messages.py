"""What is wrong or odd in a .sor file, in words, French and English side by side.

It deliberately finds nothing itself: the reader and the writer hand over a key and its fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LANGUAGES = ("fr", "en")
_SHOWN_CHARACTERS = 60

#: key -> (French, English). {file} opens every error; {at} is a byte offset from 0.
ERRORS: dict[str, tuple[str, str]] = {
    "cannot_read": ("{file} : ce fichier ne se lit pas ({reason}).", "{file}: this file cannot be read ({reason})."),
    "cannot_write": (
        "{file} : ce fichier ne peut pas être écrit ({reason}).",
        "{file}: this file cannot be written ({reason}).",
    ),
    "not_a_file": ("{file} : ce n’est pas un fichier ordinaire.", "{file}: this is not an ordinary file."),
    "too_big": (
        "{file} : fichier trop gros. Le maximum est {allowed} octets.",
        "{file}: file too big. The maximum is {allowed} bytes.",
    ),
    "not_sor": (
        "{file}, octet 0 : ce n’est pas un fichier .sor. Il commence par « Map » ou par une version de 100 à 199.",
        "{file}, byte 0: this is not a .sor file. It begins with “Map” or with a version from 100 to 199.",
    ),
    "map_cut": (
        "{file}, octet {at} : la table annonce {found} blocs. Le fichier n’en décrit que {allowed}.",
        "{file}, byte {at}: the map announces {found} blocks. The file describes only {allowed}.",
    ),
    "no_block": (
        "{file} : le bloc {block} manque. Un fichier .sor contient au moins FxdParams et DataPts.",
        "{file}: block {block} is missing. A .sor file holds at least FxdParams and DataPts.",
    ),
    "data_cut": (
        "{file}, octet {at} : le bloc DataPts annonce {found} points. Il y a la place pour {allowed}.",
        "{file}, byte {at}: block DataPts announces {found} points. There is room for {allowed}.",
    ),
    "no_points": (
        "{file}, octet {at} : le bloc DataPts ne contient aucun point. Il en faut au moins 1.",
        "{file}, byte {at}: block DataPts holds no point. It needs at least 1.",
    ),
    "no_spacing": (
        "{file}, octet {at} : l’écart entre deux points est 0. Il faut plus de 0.",
        "{file}, byte {at}: the spacing of the points is 0. It must be above 0.",
    ),
    "value": (
        "{file} : {name} vaut {found}. Il faut de {low} à {high}.",
        "{file}: {name} is {found}. It must be from {low} to {high}.",
    ),
}

#: Oddities that do not stop a reading.
REMARKS: dict[str, tuple[str, str]] = {
    "wavelength_in_nm": (
        "Longueur d’onde écrite en nm ({found}) au lieu de 0,1 nm.",
        "Wavelength written in nm ({found}) instead of 0.1 nm.",
    ),
    "no_wavelength": (
        "Longueur d’onde absente : {found} nm est utilisé.",
        "No wavelength: {found} nm is used.",
    ),
    "group_index": (
        "Indice de groupe {found} impossible : 1,4680 est utilisé.",
        "Group index {found} is impossible: 1.4680 is used.",
    ),
    "backscatter_sign": (
        "Rétrodiffusion écrite avec un signe ({found}).",
        "Backscatter written with a sign ({found}).",
    ),
    "reflectance_sign": (
        "Réflectance positive dans {found} événement(s) : lue comme négative.",
        "Positive reflectance in {found} event(s): read as negative.",
    ),
    "averaging_seconds": (
        "Durée de moyennage lue en secondes ({found}), pas en dixièmes.",
        "Averaging time read in seconds ({found}), not in tenths.",
    ),
    "spacing_from_range": (
        "Écart entre deux points absent : calculé à partir de la portée.",
        "No spacing of the points: computed from the range.",
    ),
    "scale": ("Facteur d’échelle 0 : 1000 est utilisé.", "Scale factor 0: 1000 is used."),
    "offset": (
        "Décalage de départ plus long que la trace : ignoré.",
        "Start offset longer than the trace: ignored.",
    ),
    "points_differ": (
        "FxdParams annonce {allowed} points, DataPts en contient {found}.",
        "FxdParams announces {allowed} points, DataPts holds {found}.",
    ),
    "traces_cut": (
        "{allowed} traces annoncées, {found} lues.",
        "{allowed} traces announced, {found} read.",
    ),
    "events_cut": (
        "{allowed} événements annoncés, {found} lus.",
        "{allowed} events announced, {found} read.",
    ),
    "block_cut": (
        "Le bloc {block} dépasse la fin du fichier : lu jusqu’à la fin.",
        "Block {block} runs past the end of the file: read up to the end.",
    ),
    "block_short": (
        "Le bloc {block} est trop court : le reste est vide.",
        "Block {block} is too short: the rest is empty.",
    ),
    "block_moved": (
        "Le bloc {block} n’est pas à sa place : trouvé à l’octet {at}.",
        "Block {block} is out of place: found at byte {at}.",
    ),
    "block_unnamed": (
        "Le bloc {block} ne porte pas son nom : lu à sa place.",
        "Block {block} does not bear its name: read where it should be.",
    ),
    "block_twice": (
        "Le bloc {block} est là deux fois : le premier compte.",
        "Block {block} is there twice: the first one counts.",
    ),
    "length": (
        "Le fichier fait {found} octets, la table en annonce {allowed}.",
        "The file has {found} bytes, the map announces {allowed}.",
    ),
    "map_size": (
        "La table annonce {allowed} octets, elle en fait {found}.",
        "The map announces {allowed} bytes, it has {found}.",
    ),
}


@dataclass(frozen=True)
class Remark:
    """One oddity of a file that was read all the same: a key of REMARKS with its fields, in no language yet."""

    key: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self, lang: str = "fr") -> str:
        """The oddity in words (lang: fr or en)."""
        return _say(REMARKS[self.key], lang, self.fields)


class SorError(ValueError):
    """A file that cannot be used. ``str()`` is the French sentence, ``sentence("en")`` the English one."""

    def __init__(self, key: str, file: str = ".sor", **fields: Any) -> None:
        self.key = key
        self.fields = {"file": file, **fields}
        super().__init__(self.sentence())

    def sentence(self, lang: str = "fr") -> str:
        """One clear sentence: the file, the place, what is wrong and what is allowed."""
        return _say(ERRORS[self.key], lang, self.fields)


def _say(texts: tuple[str, str], lang: str, fields: Mapping[str, Any]) -> str:
    return texts[LANGUAGES.index(lang)].format(**{key: _show(value) for key, value in fields.items()})


def _show(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    clean = "".join(letter if letter.isprintable() else "·" for letter in text)
    return clean if len(clean) <= _SHOWN_CHARACTERS else clean[: _SHOWN_CHARACTERS - 1] + "…"
