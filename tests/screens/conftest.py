"""A context with its own data folder, the shipped courses and a few people, for the tests of the screens.

It opens no window that a screen could show, and reads no clock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator import paths, scoring  # noqa: E402
from simulator.i18n import Language  # noqa: E402
from simulator.records import Trainee
from simulator.screens.context import Context  # noqa: E402
from simulator.screens.doors import Doors  # noqa: E402
from simulator.ui.events import UiEvent  # noqa: E402

NOW = "2026-11-24T10:30:00+01:00"


@pytest.fixture(scope="session", autouse=True)
def display() -> Iterator[None]:
    """A hidden display, without which no surface is converted."""
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 36))
    yield
    pygame.display.quit()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test."""
    monkeypatch.setenv("BRIN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def context(data: Path) -> Iterator[Context]:
    """A French context on an empty class book."""
    made = Context(Language("fr"), [paths.curricula_dir()], lambda: NOW, Doors)
    yield made
    made.close()


@pytest.fixture
def again(context: Context) -> Iterator[Callable[[str], Context]]:
    """Closes the context and opens another one on the same data folder, as the next start of the program does."""
    opened: list[Context] = []

    def make(code: str = "fr") -> Context:
        context.close()
        opened.append(Context(Language(code), [paths.curricula_dir()], lambda: NOW, Doors))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def attempt(context: Context, trainee, name: str, share: float, seed: int, gate: bool = False) -> str:
    """Keep one attempt that earned a share of every criterion; its number."""
    exercise = next(e for e in context.exercises() if e.id == name)
    facts = {c.fact: c.zero + (c.full - c.zero) * share for c in exercise.rubric}
    number = f"{name}-{seed}-{share}"
    heading = scoring.Heading(
        exercise.id, exercise.title.as_dict(), exercise.course_id, exercise.sha256, "0", seed,
        trainee.first_name if trainee else "", trainee.group if trainee else "", number, NOW,
    )  # fmt: skip
    broken = {"glass_outside_bin": 60} if gate else {}
    decided = dict.fromkeys(facts, 60)
    rule = exercise.pass_rule
    sheet = scoring.make_sheet(heading, exercise.rubric, facts, decided, {}, broken, rule, 3600, {}, [], exercise.help)
    context.store().save_attempt(trainee.id if trainee else None, sheet, "{}\n", NOW, NOW)
    return number


@pytest.fixture
def people(context: Context) -> list:
    """Three trainees; the first one has worked and is the present one."""
    store = context.store()
    made = [store.add_trainee(*who) for who in (("Amina", "Groupe 3"), ("Éloïse", "Groupe 3"), ("Yanis", ""))]
    for seed in (1, 2):
        attempt(context, made[0], "premiere-coupe", 1.0, seed)
    attempt(context, made[0], "cinq-coupes", 0.6, 3)
    attempt(context, made[0], "lame-usee", 0.9, 4, gate=True)
    context.choose(made[0])
    return made


def key(name: str, shift: bool = False) -> UiEvent:
    """A key going down."""
    return UiEvent("key", key=name, shift=shift)


def click(widget) -> UiEvent:
    """A click in the middle of a widget."""
    return UiEvent("down", widget.x + widget.w / 2, widget.y + widget.h / 2)


def write(screen, text: str) -> None:
    """Type as a keyboard does: each key, then the letter that it writes."""
    for letter in text:
        screen.handle(key("space" if letter == " " else letter.lower()))
        screen.handle(UiEvent("text", text=letter))


def named(screen, name: str):
    """The widget of that key."""
    return next(w for w in screen.focus.widgets if w.key == name)


def drawn(screen, context: Context, size: tuple[int, int] = (1280, 720)) -> pygame.Surface:
    """The screen as a picture."""
    surface = pygame.Surface(size, 0, 32)
    screen.draw(context.canvas(surface))
    return surface


@pytest.fixture
def amina(people: list) -> Trainee:
    return people[0]
