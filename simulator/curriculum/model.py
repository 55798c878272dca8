"""What a course is once it has been read and checked: frozen values that the rest of the program may trust.

It deliberately validates nothing and imports neither YAML nor pydantic, so that a type hint costs no start-up time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from simulator.scoring import Criterion, PassRule

if TYPE_CHECKING:
    from simulator.plant.site import SiteSpec

#: Languages that a newcomer's file is suggested; a text may carry any two-letter code.
LANGUAGES = ("fr", "en")
PLACES = ("prepare", "splice", "connect", "measure", "cable", "aerial", "underground", "full_job")
HELP_MODES = ("guided", "fading", "exam")
#: Skills of the job profile that a criterion may count for.
SKILLS = ("prepare", "cleave", "splice", "protect", "connect", "measure", "store", "diagnose", "safety")
FRESH = "fresh"
MAX_SEED = 2_147_483_647


@dataclass(frozen=True)
class Text:
    """A text in one or more languages, by two-letter code."""

    by_lang: Mapping[str, str] = field(default_factory=dict)

    def get(self, lang: str) -> str:
        """The text in a language, else in French, else in any; empty when there is none."""
        for code in (lang, "fr"):
            if code in self.by_lang:
                return self.by_lang[code]
        return next(iter(self.by_lang.values()), "")

    def as_dict(self) -> dict[str, str]:
        """A copy by language code."""
        return dict(self.by_lang)

    def __bool__(self) -> bool:
        return bool(self.by_lang)


@dataclass(frozen=True)
class StageSpec:
    """One stage: the name of its scene, and the scene's Params with what the exercise sets."""

    scene: str
    params: Any


@dataclass(frozen=True)
class Exercise:
    """One exercise, checked. seed is 'fresh' (drawn at each attempt) or a whole number.

    goal says what to do in simple words, goal_trade the same in the words of the trade, why what it is good for;
    source is the text of the file and sha256 its digest (``\\n`` line ends, no byte-order mark), with the files that it
    names; files: their bytes by name.
    """

    id: str
    title: Text
    goal: Text
    goal_trade: Text
    why: Text
    place: str
    minutes: float
    help: Literal["guided", "fading", "exam"]
    seed: int | str
    site: SiteSpec
    stages: tuple[StageSpec, ...]
    rubric: tuple[Criterion, ...]
    gates: tuple[str, ...]
    pass_rule: PassRule
    tips: tuple[Text, ...]
    path: str
    course_id: str
    sha256: str
    source: str
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Course:
    """A course: its exercises in the order of the lesson. languages are those that every text of it must have.

    order: courses are offered from the lowest number to the highest, then by the name of their folder.
    """

    id: str
    title: Text
    languages: tuple[str, ...]
    exercises: tuple[Exercise, ...]
    path: str
    order: int = 50

    def find(self, exercise_id: str) -> Exercise | None:
        """The exercise of that id, None when there is none."""
        return next((exercise for exercise in self.exercises if exercise.id == exercise_id), None)
