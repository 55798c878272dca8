"""About Brin: its version, what it cannot replace, and what it is made of with every licence.

It deliberately reads versions only from what is installed; nothing is fetched.
"""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, NamedTuple

from simulator.i18n import N_
from simulator.screens.home_cards import paint_hero
from simulator.screens.page import LEFT, WIDTH, Page, paint_title
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import Said, write, write_column
from simulator.ui.listing import Listing
from simulator.ui.widgets import Button, Row

if TYPE_CHECKING:
    from simulator.screens.context import Context


class Made(NamedTuple):
    """Something that Brin is made of: name, licence, what it does here, distribution that tells its version."""

    name: str
    licence: str
    role: str
    package: str = ""


LIBRARIES = (
    Made("pygame-ce", "LGPL 2.1", N_("Fenêtre, dessin, souris"), "pygame-ce"),
    Made("NumPy", "BSD", N_("Calcul de la lumière"), "numpy"),
    Made("PyYAML", "MIT", N_("Lecture des exercices"), "PyYAML"),
    Made("pydantic", "MIT", N_("Contrôle des exercices"), "pydantic"),
    Made("Babel", "BSD", N_("Langues"), "Babel"),
    Made("SQLAlchemy", "MIT", N_("Cahier de la classe"), "SQLAlchemy"),
    Made("alembic", "MIT", N_("Mise à jour du cahier"), "alembic"),
    Made("ReportLab", "BSD", N_("Bilans en PDF"), "reportlab"),
    Made("platformdirs", "MIT", N_("Dossier des essais"), "platformdirs"),
    Made("pyttsx3", "MPL 2.0", N_("Voix"), "pyttsx3"),
)
FONTS = (
    Made("Inter", "OFL 1.1", N_("Lettres")),
    Made("OpenDyslexic", "OFL 1.1", N_("Lettres pour la dyslexie")),
    Made("DSEG7", "OFL 1.1", N_("Chiffres des appareils")),
)
DRAWINGS = Made("Brin", "MIT", N_("Programme, dessins et sons"), "brin")
SIDE = (LEFT, 208.0, 760.0, 816.0)
LIST = (LEFT + 784.0, 208.0, WIDTH - 784.0, 816.0)


def version_of(package: str) -> str:
    """Installed version of a distribution; empty where there is none."""
    try:
        return metadata.version(package) if package else ""
    except metadata.PackageNotFoundError:
        return ""


class AboutScreen(Page):
    """What Brin is, and a list of what it is made of."""

    entry = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        text = context.language.text
        x, y, w, h = LIST
        self.list = Listing(x + 24, y + 96, w - 48, h - 120, 79)
        self.list.fill([self._row(made) for made in (DRAWINGS, *LIBRARIES, *FONTS)])
        self.listings = [self.list]
        back = Button("back", text("Réglages"), "back", LEFT + WIDTH - 260, 96, 260, 68)
        self.show([back, *self.list.rows], back)

    def _row(self, made: Made) -> Row:
        version = version_of(made.package)
        name = f"{made.name} {version}".strip()
        return Row(f"made:{made.name}", name, soft=self.context.language.text(made.role), right=made.licence)

    def press(self, name: str) -> None:
        """Back to the settings; rows are only read."""
        if name == "back":
            self.leave()

    def leave(self) -> None:
        """Back to the settings."""
        self.go(self.context.ways.settings())

    def paint(self, canvas: Canvas) -> None:
        """What Brin is for and what it cannot replace; the head of the list."""
        text = self.context.language.text
        paint_title(canvas, text("À propos de Brin"), text("Version {number}", number=version_of("brin") or "—"), 1300)
        x, y, w, h = SIDE
        canvas.card(*SIDE)
        box = (x, y, w, 252.0)
        canvas.layer(("about hero",), lambda c: paint_hero(c, "splice", box), box)
        said = [
            Said(text("Brin sert à t’entraîner avant le vrai chantier."), "lead", "ink", "semibold"),
            Said(text("La lumière, les pertes et les mesures suivent les lois de la physique.")),
            Said(text("Certains gestes sont simplifiés. Le guide du formateur dit lesquels.")),
        ]
        write_column(canvas, x + 40, y + 374, said, (w - 80, 210), 12)
        self._paint_warning(canvas, x + 32, y + 480, w - 64, h - 480 - 32)
        canvas.card(*LIST)
        head = text("Brin est fait avec")
        write(canvas, LIST[0] + 32, LIST[1] + 48, head, (LIST[2] - 64, 72), "lead", "ink", weight="semibold")

    def _paint_warning(self, canvas: Canvas, x: float, y: float, w: float, h: float) -> None:
        text = self.context.language.text
        canvas.rect(x, y, w, h, "watch_pale", 16, 2.5, "watch")
        canvas.part("ui/states/watch", x + 24, y + h / 2 - 28, stretch=(56, 56))
        said = [
            Said(text("Brin ne remplace aucune autorisation."), "lead", "watch_text", "semibold"),
            Said(text("Habilitation électrique, AIPR, CACES, travail en hauteur, espace confiné : suis les vraies "
                      "formations."), "body", "ink"),
            Said(text("Sur le chantier, les consignes de ton chef passent avant."), "body", "ink"),
        ]  # fmt: skip
        write_column(canvas, x + 104, y + h / 2, said, (w - 128, h - 32), 12)
