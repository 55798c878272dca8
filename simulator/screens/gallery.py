"""The list of every screen and scene state worth looking at, each drawn by the real code from real content.

It deliberately invents no state: scene states are moments of the shipped proofs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygame

from simulator import library, paths
from simulator import replay as replays
from simulator.scenes.base import Action
from simulator.screens import gallery_kept, gallery_more
from simulator.screens.about import AboutScreen
from simulator.screens.briefing import BriefingScreen
from simulator.screens.chain import ChainScreen
from simulator.screens.debrief import DebriefScreen
from simulator.screens.glossary import GlossaryScreen
from simulator.screens.hearing_question import Question
from simulator.screens.help import HESITATION_TICKS
from simulator.screens.help_ghost import SHOW_KEY
from simulator.screens.home import HomeScreen
from simulator.screens.instructor import InstructorScreen
from simulator.screens.notebook import NotebookScreen
from simulator.screens.pause_goals import GOALS_KEY
from simulator.screens.place import PlaceScreen
from simulator.screens.play import PlayScreen
from simulator.screens.replay import ReplayScreen, make_view
from simulator.screens.settings import SettingsScreen
from simulator.screens.who import WhoScreen
from simulator.ui.events import UiEvent
from simulator.ui.scene_view import TOAST_TICKS

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.screens.context import Context

Painter = Callable[["Context", pygame.Surface], None]
#: Parts of the demo, in twentieths, at which the scenes are drawn, and those that tell most of them.
SHARES = range(1, 20)
TELLING_SHARES = (2, 4, 9, 12, 14)
EXERCISE = "premiere-soudure"
#: Shares of the OTDR's proofs worth a picture.
OTDR_SHARES = {
    "trouver-la-coupure-pass": (0.06, 0.6, 0.95), "courbure-ou-soudure-pass": (0.3, 0.8),
    "analyse-automatique-fausse-pass": (0.92,), "gainer-et-deux-sens-pass": (0.95,), "vraie-trace-pass": (0.8,),
}  # fmt: skip
#: Proofs of the splice tray and the parts of them that show its states.
TRAY_SHARES = {
    "cassette-pleine-pass": (0.02, 0.3, 0.55, 0.99),
    "boucle-trop-serree-pass": (0.16, 0.35),
    "ranger-une-soudure-fail-over-the-rim": (0.4, 0.96),
}
#: Proofs of the connector bench and the parts of them that show its states.
CONNECTOR_SHARES = {
    "connecteur-sale-pass": (0.02, 0.2, 0.28, 0.56, 0.95),
    "gras-tenace-pass": (0.17, 0.25),
    "connecteur-terrain-pass": (0.07, 0.18),
}
#: Proofs of source and meter and of the red light pen, and the parts of them that show their states.
POWER_SHARES = {
    "budget-de-liaison-pass": (0.15, 0.72, 0.9, 0.98),
    "puissance-chez-labonne-pass": (0.2, 0.6, 0.97),
    "marge-de-la-box-pass": (0.5, 0.75, 0.97),
    "retrouver-la-fibre-pass": (0.05, 0.5),
    "courbure-au-stylo-rouge-pass": (0.1, 0.8),
}
#: Prefix, course, moments, and the moments that are drawn in every variant.
MEASURING = (
    ("plan", "chantier", {"une-fibre-pass": (0.003,)}, (0.003,)),
    ("tray", "mesures", TRAY_SHARES, (0.55,)),
    ("connect", "mesures", CONNECTOR_SHARES, (0.2,)),
    ("otdr", "mesures", OTDR_SHARES, (0.8,)),
    ("power", "mesures", POWER_SHARES, (0.98, 0.97, 0.5, 0.8)),
)
#: Pages of the OTDR's screen, and the proof and its part after which they are opened.
OTDR_PAGES = ("files", "report")
OTDR_PAGES_AFTER = ("gainer-et-deux-sens-pass", 0.998)
#: The job whose line tells most.
JOB = paths.curricula_dir() / "chantier" / "proofs" / "une-fibre-fail-sloppy.jsonl"
TELLING_PROOFS = ("premiere-soudure-pass", "lame-usee-fail-blade-ignored", "courbure-ou-soudure-fail-misnames",
                  "connecteur-sale-fail-uncleaned")  # fmt: skip
#: Proofs of the other courses whose debriefs show what those of the first course do not, by course.
OTHER_DEBRIEFS = {
    "mesures": (
        "courbure-ou-soudure-fail-misnames", "gainer-et-deux-sens-pass", "vraie-trace-fail-mismeasures",
        "connecteur-sale-fail-uncleaned", "connecteur-terrain-pass", "propre-ne-touche-pas-fail-cleans-all",
        "budget-de-liaison-fail-miscounts", "puissance-chez-labonne-pass", "marge-de-la-box-fail-guesses",
        "retrouver-la-fibre-pass", "courbure-au-stylo-rouge-fail-far-off", "cassette-pleine-fail-crossed",
        "boucle-trop-serree-fail-over-the-rim",
    ),
    "chantier": ("une-fibre-pass", "quatre-fibres-fail-tight"),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A picture of the contact sheet.

    telling: drawn in every variant; make: builds the screen, where it is one; tour, share: the log whose moment it is,
    and how much of it was played.
    """

    name: str
    paint: Painter
    telling: bool = False
    make: Callable[[Context], Any] | None = None
    tour: Tour | None = None
    share: float = 0.0


class Tour:
    """Plays a log forward from picture to picture, so that many moments cost one run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.log: replays.Log
        self._attempt: Attempt
        self._stage: int
        self._view: Any
        self._for: Context | None = None

    def view_at(self, context: Context, share: float):
        """The view of the scene after a share of the log [0 to 1]; asked for in order, it only goes on."""
        if self._for is not context or share * self.log.last_tick < self._attempt.tick - 1:
            self._for = context
            self.log = replays.read(self.path)
            self.exercise = library.exercise_for(self.log)
            self._attempt = replays.restart(self.log, self.exercise)
            self._enter()
        tick = int(share * self.log.last_tick)
        while self._attempt.tick < tick and not self._attempt.finished:
            effects = self._attempt.step(self.log.actions.get(self._attempt.tick, ()))
            if self._attempt.stage != self._stage and not self._attempt.finished:
                self._enter()
            self._view.tick(frozenset())
            self._view.notice(effects)
        return self._view

    def act(self, *actions: Action) -> Any:
        """The view after actions that the log does not hold, when messages are gone; this tour should not go on."""
        self._view.notice(self._attempt.step(actions))
        for _ in range(TOAST_TICKS):
            self._view.tick(frozenset())
        return self._view

    def _enter(self) -> None:
        assert self._for is not None
        self._stage = self._attempt.stage
        self._view = make_view(self._for, self.exercise, self._attempt)


def _screen(name: str, make: Callable[[Context], Any], telling: bool = False) -> Entry:
    def paint(context: Context, surface: pygame.Surface) -> None:
        screen = make(context)
        canvas = context.canvas(surface)
        screen.draw(canvas)
        if not isinstance(screen, PlayScreen):
            # A screen may read courses and class book after its first frame.
            for _ in range(2):
                screen.tick()
            screen.draw(canvas)
        screen.close()

    return Entry(name, paint, telling, make)


def exercise_named(context: Context, name: str):
    """An exercise of the context's courses. Raises KeyError."""
    for exercise in context.exercises():
        if exercise.id == name:
            return exercise
    raise KeyError(name)


def proofs() -> list[Path]:
    """Logs of every shipped proof of the first course."""
    return sorted((paths.curricula_dir() / library.DEMO_PROOF[0] / "proofs").glob("*.jsonl"))


def _playing(context: Context, ticks: int, *keys: str, then: int = 0) -> PlayScreen:
    """An attempt in which nothing was done for some ticks; then keys are pressed, and time goes on."""
    screen = PlayScreen(context, exercise_named(context, EXERCISE), 7)
    for _ in range(ticks):
        screen.tick()
    for key in keys:
        screen.handle(UiEvent("key", key=key))
        screen.handle(UiEvent("keyup", key=key))
    for _ in range(then):
        screen.tick()
    return screen


def _pausing(context: Context, choice: str) -> PlayScreen:
    """The pause of an attempt in which something was done; choice: what was pressed."""
    screen = _playing(context, 60)
    screen.begun = True
    screen.pause(leaving=choice == "leaving", page="" if choice == "leaving" else choice)
    # Nothing was done in truth: there is nothing to be kept when the picture is done.
    screen.begun = False
    return screen


def _words_page(context: Context) -> PlayScreen:
    """The words of an exercise over its scene, reached as a trainee does it: help, then the words."""
    screen = _playing(context, 60, "f1")
    # Tab goes from "Continue" to the next button: the words.
    for key in ("tab", "tab", "enter"):
        screen.handle(UiEvent("key", key=key))
    return screen


def _in_trade_words(context: Context, *presses: str) -> BriefingScreen:
    """A briefing in the words of the trade, some of its widgets pressed; the setting is left as it was."""
    simple = context.settings.simple_words
    screen = BriefingScreen(context, exercise_named(context, EXERCISE))
    screen.words.value = "trade"
    for name in ("words=trade", *presses):
        screen.press(name)
    context.change(simple_words=simple)
    return screen


def _moment(name: str, tour: Tour, share: float, telling: bool = False) -> Entry:
    def paint(context: Context, surface: pygame.Surface) -> None:
        tour.view_at(context, share).draw(context.canvas(surface))

    return Entry(name, paint, telling, None, tour, share)


def _debrief(path: Path) -> Entry:
    def make(context: Context) -> DebriefScreen:
        log = replays.read(path)
        exercise = library.exercise_for(log)
        return DebriefScreen(context, exercise, replays.run(log, exercise))

    return _screen(f"debrief-{path.stem}", make, path.stem in TELLING_PROOFS)


def _replay(context: Context) -> ReplayScreen:
    log = library.demo_log()
    return ReplayScreen(context, log, library.exercise_for(log), None)


def _asking(context: Context) -> HomeScreen:
    """The map of a first start on a PC with a voice."""
    screen = HomeScreen(context)
    screen.load()
    screen._asked = Question(context)
    return screen


def pages() -> Iterator[Entry]:
    """The screens round the work."""
    yield _screen("home", HomeScreen, True)
    yield _screen("listen-or-read", _asking, True)
    yield _screen("who", WhoScreen, True)
    yield _screen("place-prepare", lambda context: PlaceScreen(context, "prepare"), True)
    yield _screen("place-splice", lambda context: PlaceScreen(context, "splice"))
    yield _screen("briefing", lambda context: BriefingScreen(context, exercise_named(context, EXERCISE)), True)
    for name in ("premiere-coupe", "soudeuse-malade-arc"):
        yield _screen(f"briefing-{name}", lambda c, name=name: BriefingScreen(c, exercise_named(c, name)))
    yield _screen("briefing-trade", _in_trade_words, True)
    yield _screen("briefing-card", lambda context: _in_trade_words(context, "term:0"))
    yield _screen("glossary", GlossaryScreen, True)
    yield _screen("glossary-dead-zone", lambda context: GlossaryScreen(context, "dead_zone"))
    yield _screen("notebook", NotebookScreen, True)
    yield _screen("settings", SettingsScreen, True)
    for tab in ("reading", "fibres", "sound", "hands"):
        yield _screen(f"settings-{tab}", lambda context, tab=tab: SettingsScreen(context, tab), tab == "fibres")
    yield _screen("about", AboutScreen, True)
    yield _screen("instructor", InstructorScreen, True)
    for name, make in gallery_kept.screens():
        yield _screen(name, make, True)
    for name, make in gallery_more.screens():
        yield _screen(name, make)


def scenes() -> Iterator[Entry]:
    """The scenes at moments of the shipped proofs, and what may lie over them."""
    yield _screen("pause", lambda context: _playing(context, 60, "escape"), True)
    for name, choice in (("kept", ""), ("again", "again"), ("leaving", "leaving")):
        yield _screen(f"pause-{name}", lambda context, choice=choice: _pausing(context, choice), True)
    yield _screen("pause-words", _words_page, True)
    yield _screen("pause-help", lambda context: _playing(context, 60, "f1"), True)
    yield _screen("pause-goals", lambda context: _playing(context, 60, GOALS_KEY), True)
    yield _screen("hint", lambda context: _playing(context, HESITATION_TICKS + 2))
    yield _screen("show-me", lambda context: _playing(context, 60, SHOW_KEY, then=110), True)
    yield from _first_course()
    yield from _measuring()


def _first_course() -> Iterator[Entry]:
    """The demo at many moments, then every other proof at three. A tour ends with this, and what it holds."""
    passes = [path for path in proofs() if path.stem.endswith("-pass")]
    tour = Tour(next(path for path in passes if path.name == library.DEMO_PROOF[1]))
    for share in SHARES:
        yield _moment(f"scene-{share:02d}", tour, share / 20, share in TELLING_SHARES)
    for path in passes:
        if path.name != library.DEMO_PROOF[1]:
            tour = Tour(path)
            for share in (1, 2, 3):
                yield _moment(f"scene-{path.stem.removesuffix('-pass')}-{share}", tour, share / 4)


def _measuring() -> Iterator[Entry]:
    """The scenes of the second course at the moments listed above, and the pick of the full job."""
    for prefix, course, shares, telling in MEASURING:
        for proof, moments in shares.items():
            tour = Tour(paths.curricula_dir() / course / "proofs" / f"{proof}.jsonl")
            for share in moments:
                yield _moment(f"{prefix}-{proof}-{round(100 * share)}", tour, share, share in telling)
    for page in OTDR_PAGES:
        yield _otdr_page(page)


def _otdr_page(page: str) -> Entry:
    """A page of the OTDR's screen, over the traces of a proof."""
    proof, share = OTDR_PAGES_AFTER
    path = paths.curricula_dir() / "mesures" / "proofs" / f"{proof}.jsonl"

    def paint(context: Context, surface: pygame.Surface) -> None:
        tour = Tour(path)
        tour.view_at(context, share)
        tour.act(Action("page", page)).draw(context.canvas(surface))

    return Entry(f"otdr-{page}", paint, True)


def _job(context: Context, make: Callable[..., Any]) -> Any:
    """A screen on the attempt of a job that was done without care."""
    log = replays.read(JOB)
    exercise = library.exercise_for(log)
    return make(context, exercise, replays.run(log, exercise))


def _line(*of: Any) -> ChainScreen:
    """The line of a job, with the pictures of its gestures."""
    screen = ChainScreen(*of, after=of[0].ways.home)
    screen.make_ready()
    return screen


def ends() -> Iterator[Entry]:
    """Replay and debriefs."""
    yield _screen("replay", _replay, True)
    yield _screen("debrief-job", lambda context: _job(context, DebriefScreen), True)
    yield _screen("line", lambda context: _job(context, _line), True)
    others = (
        paths.curricula_dir() / course / "proofs" / f"{name}.jsonl"
        for course, names in OTHER_DEBRIEFS.items()
        for name in names
    )
    for path in (*proofs(), *others):
        yield _debrief(path)


def entries() -> Iterator[Entry]:
    """Every entry of the contact sheet."""
    yield from pages()
    yield from scenes()
    yield from ends()
