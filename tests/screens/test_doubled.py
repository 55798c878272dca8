"""Every screen and scene in a language of doubled words: nothing is cut, crowded, outside its box or untranslated.

The language is made for the test (simulator/i18n_pseudo.py): what stays in plain letters did not come through the
catalogue. Nothing is read from pixels; text_probe.py watches what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

import simulator.scenes.preparation.view
import simulator.scenes.splicing.view  # noqa: F401 - the probe hooks what is imported
from simulator import i18n_pseudo, paths
from simulator.curriculum.model import Text
from simulator.i18n import EXTRA, Language
from simulator.screens import gallery, gallery_more
from simulator.screens.context import Context
from simulator.screens.doors import Doors
from simulator.ui.canvas import Canvas, Kit
from simulator.ui.fitting import boxed, write
from simulator.wording_glossary import TERMS
from tests.screens import text_probe
from tests.screens.conftest import NOW

SIZE = (1280, 720)
#: Every picture of the contact sheet takes minutes on a slow machine.
pytestmark = pytest.mark.timeout(1800)


@pytest.fixture(scope="session")
def locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the catalogue of the language that nobody speaks."""
    folder = tmp_path_factory.mktemp("locale")
    i18n_pseudo.write(folder)
    return folder


@pytest.fixture
def doubled(locale: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """A context in that language; the texts of the courses are doubled too."""
    monkeypatch.setenv(EXTRA, str(locale))
    real = Text.get
    monkeypatch.setattr(Text, "get", lambda self, lang: i18n_pseudo.doubled(real(self, "fr")))
    context = Context(Language(i18n_pseudo.CODE), [paths.curricula_dir()], lambda: NOW, Doors)
    yield context
    context.close()


def faults(context: Context, entries: list, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything wrong with some entries of the contact sheet."""
    surface = pygame.Surface(SIZE, 0, 32)
    # Data: where the files lie, the names that a card shows in the other tongue of the trade, and made-up people.
    made_up = {*gallery_more.NAMES, gallery_more.GROUP, gallery_more.FOLDER}
    known = frozenset({str(context.folder), *(term.name for term in TERMS), *made_up})
    found, lines = [], 0
    for entry in entries:
        with text_probe.watching(monkeypatch) as probe:
            entry.paint(context, surface)
        lines += len(probe.lines())
        found += [f"{entry.name}: {fault}" for fault in probe.faults()]
        found += [f"{entry.name}: not translated: {text!r}" for text in probe.untranslated(known)]
    assert lines > 10 * len(entries)
    return found


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_doubled_words_fit_everywhere(doubled: Context, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    doubled.change(text_scale=scale)
    wrong = faults(doubled, [entry for entry in gallery.entries() if entry.telling], monkeypatch)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_doubled_words_fit_in_every_state(doubled: Context, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    doubled.change(text_scale=scale)
    wrong = faults(doubled, list(gallery.entries()), monkeypatch)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_languages_on_offer_fit_in_every_state(
    data: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = Context(Language(code), [paths.curricula_dir()], lambda: NOW, Doors)
    context.change(text_scale=2.0)
    surface = pygame.Surface(SIZE, 0, 32)
    wrong = []
    for entry in gallery.entries():
        with text_probe.watching(monkeypatch) as probe:
            entry.paint(context, surface)
        wrong += [f"{entry.name}: {fault}" for fault in probe.faults()]
    context.close()
    assert not wrong, "\n".join(wrong)


# the probe itself


@pytest.fixture
def canvas() -> Canvas:
    """A plain canvas of the tests' size."""
    return Kit(SIZE).canvas(pygame.Surface(SIZE, 0, 32))


def test_the_probe_sees_each_fault(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "Une phrase bien trop longue pour sa petite boîte. " * 3
    with text_probe.watching(monkeypatch) as probe:
        canvas.text(100, 100, long, "body", width=200, max_lines=2)
        canvas.text(1800, 300, "Bien trop à droite", "display")
        canvas.card(600, 400, 200, 60)
        canvas.text(620, 420, "Plus large que sa carte", "title")
        canvas.text(100, 600, "Dessous", "body")
        canvas.text(110, 604, "Dessus", "body")
        with canvas.clip(900, 600, 100, 40):
            canvas.text(910, 604, "Coupé par la découpe", "body")
        canvas.layer(("of a test",), lambda c: c.text(300, 800, "Sort de sa couche", "title"), (300, 800, 80, 40))
    words = " ".join(probe.faults())
    for kind in ("cut:", "leaves the frame: 'Bien", "leaves its box: 'Plus", "overlap: 'Dessous' ", "clipped: 'Coupé",
                 "clipped: 'Sort"):  # fmt: skip
        assert kind in words, kind
    assert probe.untranslated(frozenset({"Dessus"})) and "Dessus" not in probe.untranslated(frozenset({"Dessus"}))


def test_the_probe_sees_what_does_not_fit_its_box(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulator.ui import dialog

    with text_probe.watching(monkeypatch) as probe:
        block = dialog.boxed(canvas, "mot " * 40, 120, 40)
        canvas.block(100, 100, block)
    assert any(fault.startswith("too high") for fault in probe.faults())


def test_what_is_covered_does_not_count(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    with text_probe.watching(monkeypatch) as probe:
        canvas.text(100, 100, "Caché", "body")
        canvas.card(50, 50, 400, 200)
        canvas.text(100, 100, "Visible", "body")
    assert [line.text for line in probe.lines()] == ["Visible"] and not probe.faults()


def test_text_yields_before_it_leaves_its_box() -> None:
    big = Kit(SIZE, text_scale=2.0).canvas(pygame.Surface(SIZE, 0, 32))
    assert boxed(big, "Un mot", 400, 200, "body").style.size == pytest.approx(40.0)
    assert boxed(big, "Un mot", 400, 30, "body").height <= 30
    assert write(big, 0, 0, "trois mots ici", (120, 60)).style.size < 40


# the language itself


def test_doubled_sentences_keep_their_places() -> None:
    assert i18n_pseudo.doubled("Écrit : {path}") == "[Ēcrīt : {path} Ēcrīt :]"
    assert i18n_pseudo.doubled("Réglages") == "[Rēglāgēs Rēglāgēs]"
    assert i18n_pseudo.doubled("{n} %") == "{n} %"
    assert not text_probe.PLAIN.search(i18n_pseudo.doubled("À l’œil nu, où ça ? Île, août, noël"))
