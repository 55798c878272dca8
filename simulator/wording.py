"""Puts the keys of scenes and sheets into the reader's words.

It deliberately decides nothing: which key is said when is the scenes' affair, and a test finds every key without words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from simulator import wording_connectors as connectors
from simulator import wording_machine as machine
from simulator import wording_otdr as otdr
from simulator import wording_plan as plan
from simulator import wording_power as power
from simulator import wording_preparation as preparation
from simulator import wording_splicing as splicing
from simulator import wording_trade as trade
from simulator import wording_tray as tray
from simulator import wording_why as why
from simulator.i18n import N_, Language
from simulator.wording_common import (
    BILL,
    COLOURS,
    CURVES,
    DEFECTS,
    FACTS,
    GATE_RULES,
    GATES,
    HELP,
    NO,
    NONE_FROM,
    PLACES,
    RESULTS,
    SCENES,
    SIDES,
    SKILLS,
    SOUNDS,
    STEP_NAMES,
    TOOLS,
    VERDICTS,
    YES,
    YES_NO,
)  # fmt: skip

_EXAM = N_("À toi de jouer.")

#: The words of each scene; a module holds any of GOALS, CUES, CAUSES, TOASTS, FACTS (and NOTES for both of the middle).
SCENE_WORDS = (preparation, plan, splicing, connectors, otdr, tray, power)


def _of_scenes(*tables: str) -> dict[str, str]:
    """The tables of these names of all scenes, in one."""
    return {k: v for words in SCENE_WORDS for table in tables for k, v in getattr(words, table, {}).items()}


GOALS: Mapping[str, str] = {**_of_scenes("GOALS"), "prep.exam": _EXAM, "splice.exam": _EXAM}
CUES: Mapping[str, str] = _of_scenes("CUES")
#: In the preparation, what is said at the moment is said again in the debrief, so that one table serves both.
CAUSES: Mapping[str, str] = _of_scenes("NOTES", "CAUSES")
TOASTS: Mapping[str, str] = _of_scenes("NOTES", "TOASTS")

#: Every table by the name of its method.
TABLES: Mapping[str, Mapping[str, str]] = {
    "fact": {**FACTS, **_of_scenes("FACTS")},
    "why": why.WHY,
    "cause": CAUSES,
    "toast": TOASTS,
    "cue": CUES,
    "goal": GOALS,
    "message": machine.MESSAGES,
    "phase": machine.PHASES,
    "care": machine.CARE,
    "programme": machine.PROGRAMMES,
    "gate": GATES,
    "gate_rule": GATE_RULES,
    "bill": BILL,
    "verdict": VERDICTS,
    "result": RESULTS,
    "help": HELP,
    "skill": SKILLS,
    "place": PLACES,
    "scene": SCENES,
    "tool": TOOLS,
    "side": SIDES,
    "sound": SOUNDS,
    "curve": CURVES,
    "defect": DEFECTS,
    "fibre_colour": COLOURS,
    "event": otdr.EVENTS,
    "event_verdict": otdr.EVENT_VERDICTS,
    "part": otdr.PARTS,
}

#: What the trade says instead, by the same names and keys; what is missing here is said alike on both levels.
TRADE: Mapping[str, Mapping[str, str]] = {
    "goal": trade.GOALS, "cue": trade.CUES, "toast": trade.NOTES, "cause": trade.NOTES, "bill": trade.BILL,
    "tool": trade.TOOLS,
}  # fmt: skip

#: Ending of a message's figure -> its unit and decimals.
_FIGURES = {"deg": ("deg", 1), "um": ("um", 1), "db": ("dB", 2), "n": ("N", 1), "mm": ("mm", 1), "s": ("s", 0)}


class Words:
    """The words of one language. A key that has none is shown with spaces, never as a crash.

    simple: in simple words (short, no sign of the trade), else as the trade says it, where the two differ.
    """

    def __init__(self, language: Language, simple: bool = True) -> None:
        self.language = language
        self.simple = simple

    def _say(self, table: str, key: str, values: Mapping[str, Any] | None = None) -> str:
        message = TABLES[table].get(key) if self.simple else TRADE.get(table, {}).get(key) or TABLES[table].get(key)
        if message is None:
            return key.replace(".", " ").replace("_", " ")
        return self.language.text(message, **dict(values or {}))

    def fact(self, key: str) -> str:
        """Label of a fact: 'strip.max_speed_mm_s' is Vitesse de dénudage."""
        return self._say("fact", key)

    def why(self, fact: str) -> str:
        """Why a fact matters on a site, in one sentence."""
        return self._say("why", why.beginning(fact))

    def cause(self, key: str) -> str:
        """Why a defect arose, in a sentence or two."""
        return self._say("cause", key)

    def toast(self, key: str) -> str:
        """A short message about what just happened."""
        return self._say("toast", key)

    def cue(self, key: str) -> str:
        """The word of the live cue."""
        return self._say("cue", key)

    def goal(self, key: str) -> str:
        """What to do next."""
        return self._say("goal", key)

    def message(self, message: Any) -> str:
        """What the machine says: a key, or an object with key, side and args (figures that fill the sentence)."""
        if isinstance(message, str):
            return self._say("message", message)
        values = {name: self._figure(name, value) for name, value in dict(message.args or {}).items()}
        return self._say("message", message.key, values | {"side": self.side(message.side)})

    def _figure(self, name: str, value: float) -> str:
        """A figure with the unit that its name ends in: angle_deg 2.31 is 2,3°."""
        unit, decimals = _FIGURES.get(name.rpartition("_")[2], ("", 0))
        return self.value(value, decimals, unit)

    def phase(self, key: str) -> str:
        """What the machine is doing."""
        return self._say("phase", key)

    def care(self, key: str) -> str:
        """A job of upkeep on the machine."""
        return self._say("care", key)

    def programme(self, key: str) -> str:
        """A programme of the machine, as its screen shows it."""
        return self._say("programme", key)

    def gate(self, key: str) -> str:
        """What was broken."""
        return self._say("gate", key)

    def gate_rule(self, key: str) -> str:
        """The rule behind a gate, said beforehand."""
        return self._say("gate_rule", key)

    def bill(self, key: str) -> str:
        """A cause of loss on the bill."""
        return self._say("bill", key)

    def verdict(self, key: str) -> str:
        """State of a skill over its attempts."""
        return self._say("verdict", key)

    def result(self, key: str) -> str:
        """What one attempt gave, by its verdict."""
        return self._say("result", key)

    def help(self, key: str) -> str:
        """How much help an exercise gives."""
        return self._say("help", key)

    def skill(self, key: str) -> str:
        """A skill of the job profile."""
        return self._say("skill", key)

    def place(self, key: str) -> str:
        """A place of the home screen's map."""
        return self._say("place", key)

    def scene(self, key: str) -> str:
        """A stage, as the timeline names it."""
        return self._say("scene", key)

    def tool(self, key: str) -> str:
        """A tool, as its tile names it."""
        return self._say("tool", key)

    def side(self, key: str) -> str:
        """Which fibre: à gauche, à droite, or nothing."""
        return self._say("side", key)

    def sound(self, key: str) -> str:
        """What is heard, in a word."""
        return self._say("sound", key)

    def curve(self, key: str) -> str:
        """The gesture that a curve shows."""
        return self._say("curve", key)

    def fibre_colour(self, key: str) -> str:
        """The name of a fibre colour."""
        return self._say("fibre_colour", key)

    def event(self, kind: str) -> str:
        """A kind of event of a trace; '' is one not yet named."""
        return self._say("event", kind)

    def event_verdict(self, verdict: str, kind: str = "") -> str:
        """What a verdict on an event asks for: good, or to clean, redo, loosen it."""
        full = f"{verdict}.{kind}" if kind else verdict
        return self._say("event_verdict", full if full in TABLES["event_verdict"] else verdict)

    def part(self, name: str) -> str:
        """A place of the plan of a link."""
        return self._say("part", name)

    def defect(self, key: str) -> str:
        """A defect of a cleaved face."""
        return self._say("defect", key)

    def unit(self, key: str) -> str:
        """The sign of a unit: 'um' is µm."""
        return self.language.sign(key)

    def value(self, number: float, decimals: int, unit: str) -> str:
        """A number with its unit."""
        return self.language.unit(number, decimals, unit)

    def fact_value(self, fact: str, value: float | None, decimals: int, unit: str) -> str:
        """The value of a fact in words: oui, non, a number with its unit, or a dash when there is none."""
        if value is None or self.is_none(fact, value):
            return "—"
        return self.fact_word(fact, value) or self.value(value, decimals, unit)

    def fact_word(self, fact: str, value: float) -> str:
        """The value of a fact that is no figure: oui, non, the name of its step; '' for one that is a figure."""
        if fact in YES_NO:
            return self.language.text(YES if value >= 1 else NO)
        names = STEP_NAMES.get(fact, ())
        return self.language.text(names[min(int(value), len(names) - 1)]) if names else ""

    def is_none(self, fact: str, value: float) -> bool:
        """Whether a value only stands for something that was never done, and is no figure to be shown."""
        return value >= NONE_FROM.get(fact, math.inf)

    def limit(self, fact: str, full: float, zero: float, decimals: int, unit: str) -> str:
        """The limit for full points in words: max 0,50 dB, min 3, oui."""
        if fact in YES_NO or fact in STEP_NAMES:
            return self.fact_word(fact, full)
        said = self.value(full, decimals, unit)
        return (
            self.language.text("max {value}", value=said)
            if full < zero
            else self.language.text("min {value}", value=said)
        )
