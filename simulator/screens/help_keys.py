"""The page of gestures and keys: what the hand does, what the letters of the present scene do, what holds everywhere.

Each key is drawn as a key with one or two words beside it, so that nobody has to read a list. It deliberately tells the
keys of the scene that is open alone, and takes no input.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.i18n import N_, Language
from simulator.screens.pause_goals import GOALS_KEY_NAME
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, boxed_alike, write

if TYPE_CHECKING:
    from simulator.curriculum.model import StageSpec

#: A key and what it does.
Pair = tuple[str, str]
#: Keys that are called by a word.
NAMED = (N_("Maj"),)

SCENE_KEYS: dict[str, tuple[Pair, ...]] = {
    "preparation": (
        ("S", N_("Changer de fibre")), ("H", N_("Trou de la pince")), ("N", N_("Lingette neuve")),
        ("P", N_("Plier la lingette")), ("7", N_("Ciseaux")), ("L", N_("Couvercle")), ("B", N_("Tourner la lame")),
    ),
    "splicing": (
        ("M", "MENU"), ("R", "RESET"), ("A", "ARC"), ("S", "SET"), ("C", N_("Capot")), ("G", N_("Pince gauche")),
        ("D", N_("Pince droite")),
    ),
    "tray": (
        ("␣", N_("Manchon")), ("G", N_("Fibre gauche")), ("D", N_("Fibre droite")), ("↑ ← →", N_("Conduire la fibre")),
        ("⌫", N_("Sortir une fibre")), ("N", N_("Soudure suivante")), ("P", N_("Stylo rouge")), ("O", N_("Photo")),
        ("C", N_("Couvercle")), ("E", N_("Étiquette")),
    ),
    "otdr": (
        ("S", N_("Laser")), ("W", N_("Longueur d’onde")), ("R", N_("Portée")), ("U", N_("Impulsion")),
        ("T", N_("Moyennage")), ("I", N_("Indice")), ("Maj", N_("Réglage : moins")), ("A", N_("Curseur A")),
        ("B", N_("Curseur B")), ("+ −", N_("Zoom")), ("H", N_("Tout voir")), ("E", N_("Évènement")),
        ("K", N_("Type")), ("M", N_("Mesurer")), ("Q", N_("Verdict")), ("⌫", N_("Effacer")), ("X", N_("Analyse")),
        ("Y", N_("Accepter")), ("P", N_("Brancher")), ("Z", N_("Regarder")), ("J", N_("Nettoyer")),
        ("D", N_("Autre bout")), ("G", N_("Garder")), ("F3", N_("Traces, rapport")),
    ),
    "connectors": (
        ("S", N_("Autre face")), ("␣", N_("Figer l’image")), ("Z", N_("Grossir")), ("G", N_("Zones")),
        ("E", N_("Embout")), ("L", N_("Lumière")), ("W", N_("Lingette neuve")), ("P", N_("Plier la lingette")),
        ("A", N_("Alcool")), ("O", N_("Cassette")), ("R", N_("Tourner la fiche")), ("X", N_("Autre cordon")),
        ("B", N_("Bon")), ("N", N_("À nettoyer")), ("C", N_("À changer")),
    ),
    "plan": (
        ("← →", N_("Côté")), ("↑ ↓", N_("Fibre")), ("␣", N_("Prendre la fibre")), ("⌫", N_("Remettre la fibre")),
    ),
}  # fmt: skip
#: A connector that is mounted first has keys of its own until it is done; C and N say the verdict on its face then.
_MOUNTING = (
    ("← →", N_("Mesurer, enfoncer")), ("C", N_("Couper, puis : à changer")), ("W", N_("Essuyer")),
    ("K", N_("Verrouiller")), ("H", N_("Pousser le boîtier")), ("N", N_("Recommencer, puis : à nettoyer")),
)  # fmt: skip
#: The power scene is another bench in each of its modes.
_METER = (
    ("P", N_("Mesureur")), ("M", N_("Longueur d’onde")), ("U", N_("dB ou dBm")), ("R", N_("Référence")),
    ("Z", N_("Cordon du mesureur")), ("X", N_("Débrancher")), ("E", N_("Regarder un bout")),
    ("D", N_("Nettoyer à sec")), ("A", N_("Nettoyer à l’alcool")), ("B", N_("Ranger la sonde")), ("N", N_("Noter")),
    ("G", N_("Bon")), ("J", N_("Pas bon")), ("Q", N_("Terminer")),
)  # fmt: skip
_SOURCE = (
    ("S", N_("Source")), ("W", N_("Onde de la source")), ("L", N_("Laser")), ("C", N_("Cordon de la source")),
)  # fmt: skip
_BOX = (("T", N_("Atténuateur")), ("O", N_("Box")), ("H", N_("Noter la marge")))
_PEN = (("C", N_("Bouchon")), ("P", N_("Brancher")), ("B", N_("Allumer, clignoter")), ("T", N_("Classe du stylo")))
_FINDING = (
    ("↑ ↓", N_("Autre fibre")), ("← →", N_("Chercher")), ("␣", N_("Celle-ci brille")), ("O", N_("Aucune ne brille")),
    ("G", N_("Comme prévu")), ("J", N_("Croisées")), ("Q", N_("Terminer")),
)  # fmt: skip
_WALKING = (
    ("← →", N_("Suivre le câble")), ("␣", N_("Poser le repère")), ("I", N_("Lumière de la pièce")),
    ("G", N_("Courbure")), ("J", N_("Cassure")), ("Q", N_("Terminer")),
)  # fmt: skip

MARGIN, GAP = 40.0, 16.0
HEAD, TITLE_H, TILE_H, ROW_H, SECTION_H, FOOT = 104.0, 40.0, 148.0, 56.0, 24.0, 120.0
KEY_H = 40.0
#: Part of the width for the keys that hold everywhere; a gamepad's stand beside them.
SHARE = 0.66


def scene_keys(stage: StageSpec | None) -> tuple[Pair, ...]:
    """The keys of a stage's scene, its words not yet translated; none without a stage."""
    if stage is None:
        return ()
    if stage.scene == "preparation" and len(stage.params.sides) < 2:
        return tuple(pair for pair in SCENE_KEYS["preparation"] if pair[0] != "S")
    if stage.scene == "connectors" and stage.params.mode == "mount":
        mine = {key for key, _ in _MOUNTING}
        return (*_MOUNTING, *(pair for pair in SCENE_KEYS["connectors"] if pair[0] not in mine))
    if stage.scene != "power":
        return SCENE_KEYS.get(stage.scene, ())
    if stage.params.mode == "identify":
        return (*_PEN, *_FINDING)
    if stage.params.mode == "fault":
        return (*_PEN, *_WALKING)
    return (*(_SOURCE if stage.params.mode == "loss" else ()), *_METER, *(_BOX if stage.params.attenuator else ()))


class HelpKeys:
    """The page's contents for a stage. spoken: a voice reads; shown: the gesture that is due can be shown."""

    def __init__(self, language: Language, stage: StageSpec | None, spoken: str = "", shown: bool = False) -> None:
        text = language.text
        # The letter of a key is the same in every language; only a key with a name of its own is called otherwise.
        self.here = [(text(key) if key in NAMED else key, text(words)) for key, words in scene_keys(stage)]
        self.tiles = [
            ("mouse", "", text("La souris est ta main.")),
            ("hand", "1 … 7", text("Prendre un outil")),
            ("drag", "← → ↑ ↓", text("Bouger. Maj : moins vite")),
            *([("target", text("Espace"), text("Tenir, lâcher"))] if stage is None or stage.scene != "otdr" else []),
            ("check", text("Touche Entrée"), text("La suite")),
        ]
        self.everywhere = [
            *([("F2", text("Exemple"))] if shown else []),
            *([(spoken, text("Écouter"))] if spoken else []),
            (GOALS_KEY_NAME, text("Relire le but")),
            ("F", text("Attendre moins")),
            (text("Échap"), text("Pause")),
            ("F11", text("Plein écran")),
        ]
        self.pad = [("A", text("La suite")), ("X", text("Tenir")), ("B", text("Retour")), ("Y", text("Écouter"))]
        self.titles = (text("Dans cette scène"), text("Partout"), text("Manette"))
        self.columns = 5 if len(self.here) > 8 else 4

    @property
    def height(self) -> float:
        """Height of the box that holds the page and its buttons."""
        rows = -(-len(self.here) // self.columns)
        middle = SECTION_H + TITLE_H + rows * ROW_H if rows else 0.0
        return HEAD + TILE_H + middle + SECTION_H + TITLE_H + 2 * ROW_H + FOOT + 16

    def draw(self, canvas: Canvas, x: float, y: float, w: float) -> None:
        """Tiles for the hand, then the keys as a grid under their heads; x, y: top left of the box."""
        left, width, top = x + MARGIN, w - 2 * MARGIN, y + HEAD
        self._tiles(canvas, left, top, width)
        top += TILE_H + SECTION_H
        if self.here:
            write(canvas, left, top + 14, self.titles[0], (width, 32), "body", "ink_soft", weight="semibold")
            top += TITLE_H
            rows = -(-len(self.here) // self.columns)
            _grid(canvas, self.here, (left, top, width), self.columns)
            top += rows * ROW_H + SECTION_H
        canvas.line(left, top - SECTION_H / 2, left + width, top - SECTION_H / 2, "line", 2)
        aside = left + SHARE * width
        bands = ((left, SHARE * width, self.titles[1], self.everywhere, 3),
                 (aside, (1 - SHARE) * width, self.titles[2], self.pad, 2))  # fmt: skip
        for start, wide, title, pairs, columns in bands:
            write(canvas, start, top + 14, title, (wide, 32), "body", "ink_soft", weight="semibold")
            _grid(canvas, pairs, (start, top + TITLE_H, wide), columns)

    def _tiles(self, canvas: Canvas, left: float, top: float, width: float) -> None:
        wide = (width - GAP * (len(self.tiles) - 1)) / len(self.tiles)
        labels = boxed_alike(canvas, [tile[2] for tile in self.tiles], wide - 24, 56, "body", "medium")
        for index, ((icon, key, _), label) in enumerate(zip(self.tiles, labels, strict=True)):
            x = left + index * (wide + GAP)
            canvas.rect(x, top, wide, TILE_H, "panel_soft", 12, 2, "line")
            room = min(_key_width(canvas, key), wide - 92) + 12 if key else 0.0
            start = x + (wide - 48 - room) / 2
            canvas.icon(icon, start + 24, top + 44, 48, "action")
            if key:
                draw_key(canvas, start + 60, top + 44, key, room - 12)
            canvas.block(x + wide / 2, top + TILE_H - 44, label, "ink", "center", "middle")


def _grid(canvas: Canvas, pairs: Sequence[Pair], box: tuple[float, float, float], columns: int) -> None:
    """Keys and their words, row by row; box: left, top and width."""
    left, top, width = box
    step = width / columns
    # The keys of a column are alike wide, so that the words begin under each other.
    room = [max((_key_width(canvas, key) for key, _ in pairs[place::columns]), default=0.0) for place in range(columns)]
    for index, (key, words) in enumerate(pairs):
        column, middle = index % columns, top + (index // columns) * ROW_H + ROW_H / 2
        x, wide = left + column * step, min(room[column], 0.4 * step)
        draw_key(canvas, x, middle, key, wide)
        write(canvas, x + wide + 14, middle, words, (step - wide - 26, ROW_H - 6), "body", "ink")


def _key_width(canvas: Canvas, key: str) -> float:
    return max(KEY_H + 4, canvas.texts.width(key, "small", "semibold") + 24)


def draw_key(canvas: Canvas, x: float, middle: float, key: str, room: float) -> None:
    """A key of the keyboard with its sign, its left edge at x; no wider than room."""
    wide = min(room, _key_width(canvas, key))
    canvas.rect(x, middle - KEY_H / 2 + 4, wide, KEY_H, "line", 9)
    canvas.rect(x, middle - KEY_H / 2 - 1, wide, KEY_H, "panel", 9, 2, "line")
    block = boxed(canvas, key, wide - 10, KEY_H - 6, "small", "semibold")
    canvas.block(x + wide / 2, middle - 1, block, "action_deep", "center", "middle")
