"""What every screen of one window shares: language, theme, settings, courses, class book, the present trainee.

It deliberately draws nothing; it opens what is slow (courses, class book) only when a screen asks.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygame

from simulator import scoring
from simulator.i18n import Language, languages
from simulator.records.places import data_folder
from simulator.screens.fading import cues_shown
from simulator.screens.kept import Kept
from simulator.screens.settings_file import read_settings, settings_path, write_settings
from simulator.ui.canvas import Canvas, Kit
from simulator.ui.fibre_marks import FibreMarks
from simulator.ui.pointed import Pointing
from simulator.ui.sheet import Recorder
from simulator.ui.sound import Sounds
from simulator.ui.theme import Theme
from simulator.ui.theme_variants import THEMES
from simulator.ui.voice import Voice
from simulator.wording import Words

if TYPE_CHECKING:
    from simulator.curriculum.model import Course, Exercise
    from simulator.scoring import ScoreSheet
    from simulator.screens.ways import Ways
    from simulator.ui.events import UiEvent

AVATARS = 18


def wake_window() -> None:
    """Let the window draw anew, as after a change of its size; from any thread, and nothing where there is none."""
    if pygame.display.get_init():
        with suppress(pygame.error):
            pygame.event.post(pygame.event.Event(pygame.WINDOWSIZECHANGED))


def safe_name(*parts: str) -> str:
    """The parts joined into a file name that every system takes, without its ending."""
    return re.sub(r"[^\w.-]+", "-", "-".join(parts)).strip("-.") or "brin"


class Context:
    """Shared by the screens of one window. now_text gives the date and time as text; ways opens the other screens."""

    def __init__(
        self,
        language: Language,
        course_roots: Sequence[Path],
        now_text: Callable[[], str],
        ways: Callable[[Context], Ways],
    ) -> None:
        self.folder = data_folder()
        self.settings = read_settings(settings_path())
        kept = [Path(folder) for folder in self.settings.courses.split(os.pathsep) if folder]
        self.course_roots = list(dict.fromkeys([*course_roots, *(folder for folder in kept if folder.is_dir())]))
        self.now_text = now_text
        self.problems: list[Any] = []
        self._kits: dict[tuple, Kit] = {}
        self._courses: list[Course] | None = None
        self._store: Any = None
        self.trouble = ""
        self._trainee: Any = None
        #: Whether somebody went on without a name since the start: an exercise does not ask again.
        self.nameless = False
        #: What was already told about the class book since the start.
        self.told: Any = None
        self.sounds = Sounds(lambda: (self.settings.sound, self.settings.volume))
        #: Attempts that were left unfinished.
        self.kept = Kept(self)
        self.voice = Voice(self.sounds.speak, wake_window)
        #: Names of what is pointed at, read aloud where the reader wants that.
        self.pointing = Pointing(self._speak, lambda: not self.speaking)
        self._aloud = ""
        #: Whether the last press was a key's: then the scenes show which keys serve.
        self.by_keys = False
        #: Whether somebody who has not said so yet is asked to listen or to read; and the answer of the one at work
        #: before a name was given, who may be the next to give one.
        self.asks = True
        self._answered = False
        self.set_language(language.code)
        #: Where a screen can send somebody; it names the way and imports no other screen.
        self.ways = ways(self)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return THEMES[self.settings.theme]

    @property
    def fullscreen(self) -> bool:
        """Whether the window opens over the whole screen."""
        return self.settings.fullscreen

    def set_language(self, code: str) -> None:
        """Speak another language from now on."""
        self.language = Language(code)
        self.words = Words(self.language, self.settings.simple_words)

    # what is heard

    def warm(self) -> None:
        """Nothing moves on the screen now: look for a voice and make the sounds, both in the background."""
        self.voice.start()
        self.sounds.warm()

    def can_speak(self) -> bool:
        """Whether the PC has a voice for the present language; no loudspeaker is drawn where it has none."""
        return self.voice.speaks(self.language.code)

    def pose(self) -> None:
        """For pictures without a window: the loudspeakers are drawn as on a PC with a voice, whatever this one has."""
        self.voice.close()
        self.voice.languages = frozenset(languages())
        self.asks = False

    def say(self, sentence: str) -> None:
        """Speak a sentence; it takes the place of the one before. Silence where there is no voice."""
        self.pointing.interrupted()
        self._speak(sentence)

    def _speak(self, sentence: str) -> None:
        if self.can_speak() and self.sounds.wake():
            self.sounds.hush()
            self.voice.say(sentence, self.language.code)

    def note_input(self, event: UiEvent) -> None:
        """Remember whether who works here uses keys or the mouse."""
        if event.kind in ("key", "down"):
            self.by_keys = event.kind == "key"

    @property
    def speaking(self) -> bool:
        """Whether a sentence is being spoken, or is about to be."""
        return self.voice.pending or self.sounds.speaking

    def tell(self, sentence: str) -> None:
        """Speak a key sentence that has appeared, where the reader wants that; once, until another one is told."""
        if self.settings.voice and self.can_speak() and sentence != self._aloud:
            self._aloud = sentence
            self.say(sentence)

    @property
    def _me(self) -> str:
        """Number of who works now, under which their choices are kept."""
        return self.settings.trainee

    def wants_to_ask(self) -> bool:
        """Whether who works now is still to be asked to listen or to read: only where there is something to hear."""
        new = self.asks and not self.settings.voice and self._me not in self.settings.hears
        return new and self.can_speak() and self.sounds.wake()

    def announce(self, sentence: str) -> None:
        """Speak what has just happened, where the reader wants that; the page's own sentence counts as told still."""
        if self.settings.voice:
            self.say(sentence)

    def choose_voice(self, on: bool) -> None:
        """Keep whether who works now wants the voice."""
        self._answered = self._answered or not self._me
        self.change(voice=on, hears={**self.settings.hears, self._me: on})

    def turn_voice(self) -> None:
        """Turn the reading aloud on or off, and let the voice say that it is there: who cannot read hears it."""
        self.choose_voice(not self.settings.voice)
        if self.settings.voice:
            self.say(self.language.text("Je te lis les consignes."))
        else:
            self.hush()

    def hush(self) -> None:
        """Stop speaking."""
        self.voice.stop()
        self.sounds.hush()

    def change(self, **values: Any) -> None:
        """Change settings and keep them; written beside and renamed, so that a power cut loses nothing."""
        self.settings = replace(self.settings, **values)
        self.words = Words(self.language, self.settings.simple_words)
        write_settings(settings_path(), self.settings)

    def canvas(self, surface: pygame.Surface | Recorder) -> Canvas:
        """A canvas on a surface, with the pictures and fonts of its size kept for the next time."""
        kept = self.settings
        told = self.language.code if kept.fibre_names else ""
        key = (surface.get_size(), kept.theme, kept.text_scale, kept.dyslexic, told)
        if key not in self._kits:
            marks = self.fibre_marks() if told else None
            self._kits = {key: Kit(surface.get_size(), self.theme, kept.text_scale, kept.dyslexic, marks)}
        return self._kits[key].canvas(surface)

    def age_pictures(self) -> None:
        """Note from now on which pictures are asked for."""
        for kit in self._kits.values():
            kit.age()

    def drop_aged_pictures(self) -> None:
        """Give back the others; a briefing gets those of its work ready anew."""
        for kit in self._kits.values():
            kit.drop_aged()

    def fibre_marks(self) -> FibreMarks:
        """Initials and names of the fibre colours in the present language."""
        return FibreMarks.of(self.language.code, self.words.fibre_colour)

    def keep_home(self, painter: Callable[[Canvas], None]) -> None:
        """Keep a picture of the home screen, with which the next start opens."""
        from simulator.ui import splash
        from simulator.ui.surround import surround

        window = pygame.display.get_surface()
        if window is None or window.get_size() not in [key[0] for key in self._kits]:
            return
        picture = pygame.Surface(window.get_size(), 0, 32)
        painter(self.canvas(picture))
        surround(picture)
        looks = self.settings.looks(self.language.code)
        splash.keep_last(picture, splash.last_picture(self.folder, window.get_size(), looks))

    # courses

    def courses(self) -> list[Course]:
        """Every course that loads; the problems of the others are kept for the instructor."""
        if self._courses is None:
            from simulator.curriculum import loader
            from simulator.curriculum.errors import CurriculumError

            self._courses = []
            for folder in loader.find_courses(self.course_roots):
                try:
                    self._courses.append(loader.load_course(folder, lang=self.language.code))
                except CurriculumError as error:
                    self.problems.extend(error.problems)
            self._courses.sort(key=lambda course: course.order)
        return self._courses

    def exercises(self, place: str | None = None) -> list[Exercise]:
        """Exercises of all courses, or of one place of the map."""
        return [e for course in self.courses() for e in course.exercises if place is None or e.place == place]

    def add_courses(self, folder: Path) -> None:
        """Open an instructor's folder beside ours, now and at every start."""
        if folder not in self.course_roots:
            self.course_roots.append(folder)
            self.change(courses=os.pathsep.join(filter(None, (self.settings.courses, str(folder)))))
        self._courses = None
        self.problems = []

    # class book

    def store(self) -> Any:
        """The class book, opened when first needed."""
        if self._store is None:
            from simulator.records import open_store

            self._store = open_store(now=self.now_text(), language=self.language)
            self.kept.settle()
        return self._store

    @property
    def opened(self) -> bool:
        """Whether courses and class book were read already."""
        return self._courses is not None and self._store is not None

    def trainees(self) -> list[Any]:
        """Trainees of this PC."""
        return self.store().trainees()

    @property
    def trainee(self) -> Any:
        """Who works now; the last one of this PC at start, None before anybody has said a name."""
        if self._trainee is None and self.settings.trainee:
            self._trainee = next((t for t in self.trainees() if str(t.id) == self.settings.trainee), None)
        return self._trainee

    def choose(self, trainee: Any) -> None:
        """Let somebody else work."""
        self._trainee = trainee
        self.change(trainee=str(trainee.id) if trainee is not None else "")
        hears = self.settings.hears
        if self._answered and self._me not in hears:
            self.choose_voice(self.settings.voice)  # who was asked at the start has a name now
        elif self._me in hears:
            self.change(voice=hears[self._me])
        else:
            self.change(voice=False)  # the one before listened: that is not the choice of this one
        self._answered = False

    def avatar_of(self, trainee: Any) -> int:
        """Number of the picture that a trainee chose, 1 to AVATARS; else one drawn from the number of the trainee."""
        if trainee is None or trainee.id is None:
            return 1
        chosen = self.settings.avatars.get(str(trainee.id))
        if isinstance(chosen, int) and 1 <= chosen <= AVATARS:
            return chosen
        return 1 + zlib.crc32(str(trainee.id).encode()) % AVATARS

    def keep_avatar(self, trainee: Any, number: int) -> None:
        """Keep the picture that a trainee chose."""
        self.change(avatars={**self.settings.avatars, str(trainee.id): number})

    def runs(self) -> dict[str, list[tuple[float, bool, int]]]:
        """Attempts of the present trainee by exercise: (score, gate broken, seed), oldest first."""
        return self.store().runs(self.trainee.id) if self.trainee is not None else {}

    def state_of(self, exercise: Exercise, runs: dict[str, list[tuple[float, bool, int]]]) -> str:
        """State of an exercise for the present trainee."""
        return scoring.skill_state(self._draws(exercise, runs), exercise.pass_rule)

    def run_of(self, exercise: Exercise, sheet: ScoreSheet) -> tuple[int, int]:
        """(passes in a row up to now, passes wanted)."""
        runs = self._draws(exercise, self.runs())
        if not runs:
            runs = [(sheet.score, bool(sheet.gates_broken), sheet.heading.seed)]
        return scoring.streak(runs, exercise.pass_rule), exercise.pass_rule.in_a_row

    def _draws(
        self, exercise: Exercise, runs: dict[str, list[tuple[float, bool, int]]]
    ) -> list[tuple[float, bool, int]]:
        """Runs of an exercise; one with a fixed seed has no other draws, so there each attempt counts as its own."""
        mine = runs.get(exercise.id, [])
        if exercise.seed == "fresh":
            return mine
        return [(score, broken, index) for index, (score, broken, _) in enumerate(mine)]

    def journal(self, attempt_id: str, lines: Sequence[str] = ()) -> Any:
        """The journal of a running attempt, with the lines of one that is taken up again.

        The class book is opened first, so that what is older was looked after before.
        """
        from simulator.records.journal import Journal

        self.store()
        folder = self.folder / "journal"
        return Journal.go_on(folder, attempt_id, lines) if lines else Journal.start(folder, attempt_id)

    def save_attempt(self, sheet: ScoreSheet, log: Sequence[str], started: str) -> bool:
        """Keep an attempt in the class book; True once it is safe there. Its journal stays when it is not."""
        from simulator.records import RecordsError

        trainee = self.trainee
        owner = trainee.id if trainee is not None else None
        try:
            self.store().save_attempt(owner, sheet, "\n".join(log) + "\n", started, self.now_text())
        except RecordsError as error:
            self.trouble = str(error)
            return False
        return True

    def help_for(self, exercise: Exercise) -> bool:
        """Whether cues are shown in the next attempt at an exercise, as it says and as far as the trainee has come."""
        fading = exercise.help == "fading"
        return cues_shown(exercise.help, self._draws(exercise, self.runs()) if fading else [], exercise.pass_rule)

    def draw_seed(self) -> int:
        """A fresh seed; it is kept in the log."""
        import secrets

        return secrets.randbelow(2**31)

    # files

    def documents(self) -> Path:
        """Where people look for papers."""
        import platformdirs

        folder = (
            Path(os.environ["BRIN_DATA"]) if os.environ.get("BRIN_DATA") else Path(platformdirs.user_documents_dir())
        )
        target = folder / "Brin"
        target.mkdir(parents=True, exist_ok=True)
        return target

    def file_name(self, sheet: ScoreSheet, suffix: str) -> str:
        """A file name that every system takes."""
        heading = sheet.heading
        return safe_name(heading.trainee or "bilan", heading.exercise, heading.date[:19]) + f".{suffix}"

    def close(self) -> None:
        """Close the class book; voice and sounds end."""
        self.voice.close()
        self.sounds.close()
        if self._store is not None:
            self._store.close()
            self._store = None
