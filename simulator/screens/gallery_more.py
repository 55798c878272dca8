"""Pictures of what is seen now and then: a first start, a large class, a question, a message.

It deliberately keeps nothing: people are made up for the picture and are in no class book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.screens.courses import CoursesScreen
from simulator.screens.home import HomeScreen
from simulator.screens.signing import SigningScreen
from simulator.screens.standings import Nobody
from simulator.screens.who import WhoScreen
from simulator.ui.events import UiEvent

if TYPE_CHECKING:
    from simulator.screens.context import Context

#: First names of a class of twenty.
NAMES = (
    "Amina", "Lucas", "Fatou", "Yanis", "Inès", "Théo", "Mehdi", "Léa", "Moussa", "Chloé", "Bilal", "Sarah", "Enzo",
    "Awa", "Hugo", "Nora", "Marie-Christine", "Ibrahima", "Zoé", "Karim",
)  # fmt: skip
GROUP = "Groupe 3"
#: A folder that is not there.
FOLDER = "D:/cours"


@dataclass(frozen=True)
class Person:
    """Somebody of no class book."""

    id: int
    first_name: str
    group: str


def _who(context: Context, names: tuple[str, ...]) -> WhoScreen:
    people = [Person(number, name, GROUP) for number, name in enumerate(names, start=1)]
    # The page asks once, when it is made.
    context.trainees = lambda: people  # type: ignore[method-assign]
    try:
        return WhoScreen(context)
    finally:
        del context.trainees


def _quitting(context: Context) -> HomeScreen:
    screen = HomeScreen(context)
    screen.load()
    screen.handle(UiEvent("key", key="escape"))
    return screen


def _told(context: Context) -> CoursesScreen:
    """A folder that does not exist was asked for."""
    screen = CoursesScreen(context, folder=FOLDER)
    screen.press("open:folder")
    return screen


def _signing(context: Context, chosen: int = 0) -> SigningScreen:
    """Attempts of the trainee of the moment, of whom the sample class has some; one of them may be signed."""
    screen = SigningScreen(context, context.trainee or Nobody(context.language.text("Sans prénom")))
    if chosen < len(screen.attempts):
        screen.press(f"attempt:{chosen}")
    return screen


def screens() -> Iterator[tuple[str, Callable[[Context], Any]]]:
    """Name and maker of each picture."""
    yield "who-first", lambda context: _who(context, ())
    yield "who-nine", lambda context: _who(context, NAMES[:9])
    yield "who-many", lambda context: _who(context, NAMES)
    yield "home-quit", _quitting
    yield "courses", CoursesScreen
    yield "courses-told", _told
    yield "signing", _signing
    yield "signing-signed", lambda context: _signing(context, 1)
