"""The recipe "Add a language" of CONTRIBUTING, followed to the letter with a made-up language in a folder of its own.

The language is that of simulator/i18n_pseudo.py; the screens are drawn by the real code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator import i18n, i18n_catalogue, i18n_pseudo, library, paths  # noqa: E402
from simulator import replay as replays  # noqa: E402
from simulator.i18n import EXTRA, LANGUAGES, Language, languages  # noqa: E402
from simulator.wording import Words  # noqa: E402

ROOT = Path(__file__).parent.parent
CODE = i18n_pseudo.CODE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A translator's folder with the finished catalogue."""
    made = tmp_path_factory.mktemp("translator")
    i18n_pseudo.write(made)
    return made


@pytest.fixture
def ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Language:
    """The made-up language."""
    monkeypatch.setenv(EXTRA, str(folder))
    return Language(CODE)


def test_the_language_is_there_without_a_change_of_the_code(ours: Language) -> None:
    assert languages() == (*LANGUAGES, CODE)
    assert ours.text("Réglages") == "[Rēglāgēs Rēglāgēs]"
    assert ours.ntext("{n} essai", "{n} essais", 1) == "[1 ēssāī ēssāī]"
    assert ours.ntext("{n} essai", "{n} essais", 3) == "[3 ēssāīs ēssāīs]"
    assert ours.number(1234.5, 1) == "1,234.5"  # until the recipe's line for its numbers is written
    assert Words(ours).goal("prep.strip") == i18n_pseudo.doubled("Prends la pince à dénuder.")


def test_without_the_folder_it_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(EXTRA, raising=False)
    assert languages() == LANGUAGES
    with pytest.raises(ValueError, match="fr, en"):
        Language(CODE)


def test_a_translator_needs_the_po_only(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The .mo is made by the chore later on."""
    place = tmp_path / "yy" / "LC_MESSAGES"
    place.mkdir(parents=True)
    shutil.copy(folder / CODE / "LC_MESSAGES" / "brin.po", place)
    monkeypatch.setenv(EXTRA, str(tmp_path))
    assert Language("yy").text("Réglages") == "[Rēglāgēs Rēglāgēs]"


def test_what_is_not_translated_yet_is_shown_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "xx" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "brin.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Carte"\nmsgstr "Karte"\n', "utf-8"
    )
    monkeypatch.setenv(EXTRA, str(tmp_path))
    assert (Language("xx").text("Carte"), Language("xx").text("Réglages")) == ("Karte", "Réglages")


def test_the_new_language_is_held_to_the_same_checks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Step "test_i18n lists what is missing": a gap in the new catalogue is named."""
    po = folder / CODE / "LC_MESSAGES" / "brin.po"
    monkeypatch.setattr(i18n_catalogue, "catalogue_path", lambda code: po)
    monkeypatch.setattr(i18n_catalogue, "load", lambda code: _read(po.read_bytes()))
    assert i18n_catalogue.missing(CODE) == []
    gap = po.read_bytes().replace("[Rēglāgēs Rēglāgēs]".encode(), b"")
    monkeypatch.setattr(i18n_catalogue, "load", lambda code: _read(gap))
    assert i18n_catalogue.missing(CODE) == ["not translated: Réglages"]


def _read(text: bytes):
    import io

    from babel.messages.pofile import read_po

    return read_po(io.BytesIO(text))


@pytest.fixture
def context(ours: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A window's context in the new language."""
    from simulator.screens import shots
    from simulator.screens.context import Context
    from simulator.screens.doors import Doors

    monkeypatch.setenv("BRIN_DATA", str(tmp_path / "data"))
    shots.off_screen((1280, 720))
    made = Context(ours, [paths.curricula_dir()], lambda: "2026-11-24T10:30:00+01:00", Doors)
    yield made
    made.close()


def test_home_briefing_a_scene_and_debrief_are_drawn_in_it(context, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.screens.briefing import BriefingScreen
    from simulator.screens.debrief import DebriefScreen
    from simulator.screens.home import HomeScreen
    from simulator.screens.replay import make_view
    from simulator.ui.canvas import Canvas

    said: list[str] = []
    real = Canvas.block

    def block(self, x, y, laid, *rest, **more):
        said.append(" ".join(laid.lines))
        return real(self, x, y, laid, *rest, **more)

    monkeypatch.setattr(Canvas, "block", block)
    log = library.demo_log()
    exercise = library.exercise_for(log)
    attempt = replays.run(log, exercise, until=400)
    home = HomeScreen(context)
    home.load()
    surface = pygame.Surface((1280, 720), 0, 32)
    wanted = {
        "home": (home, "Carte"), "briefing": (BriefingScreen(context, exercise), "Tu réussis si"),
        "scene": (make_view(context, exercise, attempt), "Pince"),
        "debrief": (DebriefScreen(context, exercise, replays.run(log, exercise)), "Facture de lumière"),
    }  # fmt: skip
    for name, (screen, sentence) in wanted.items():
        said.clear()
        screen.draw(context.canvas(surface))
        assert i18n_pseudo.doubled(sentence) in said, (name, said)


def test_the_globe_of_the_rail_walks_through_it(context) -> None:
    from simulator.screens import nav

    context.set_language("en")
    assert nav.following(context) == CODE
    context.set_language(CODE)
    assert nav.following(context) == "fr"


def test_the_command_line_takes_it(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "--lang", CODE, "check", "curricula/nowhere"],
        capture_output=True, text=True, cwd=ROOT, timeout=60, env={**os.environ, EXTRA: str(folder)},
    )  # fmt: skip
    assert done.returncode == 2 and "cē fīchīēr" in done.stderr, done.stderr


def test_the_recipe_names_what_there_is() -> None:
    """Every name that the recipe tells to touch exists."""
    recipe = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Add a language")[1].split("\n## ")[0]
    for name in ("LANGUAGES", "NAMES", "_NUMBERS"):
        assert f"`{name}`" in recipe and hasattr(i18n, name)
    assert EXTRA in recipe and "simulator.i18n_pseudo" in recipe and "simulator.i18n_catalogue" in recipe
