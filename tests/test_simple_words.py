"""Simple words and words of the trade: two levels of the same instructions, the simple one held to FALC rules.

Rules after "facile à lire et à comprendre": short sentences, one idea each, present and active, the same address, no
abbreviation, per cent, large number or special character. Whether people understand is only found out with people.
"""

from __future__ import annotations

import re

import pytest

from simulator import wording
from simulator.i18n import Language
from simulator.wording import TABLES, TRADE, Words

FR, EN = Language("fr"), Language("en")
INSTRUCTIONS = ("goal", "cue", "toast", "cause", "gate", "gate_rule")
#: Printed on the machine's keys or menus, or names of fibres on its screen: the reader looks for these letters.
PRINTED = {"MENU", "SET", "ARC", "RESET", "SM", "MM", "START", "OTDR"}
#: Wavelengths [nm], as they stand on the dials.
DIALS = {"1310", "1490", "1550", "1625", "1650"}
#: Longest sentence in words; two of them in one instruction at most, three where a gesture has three parts.
MOST_WORDS, MOST_SENTENCES = 12, 3
#: A word whose subject suffers: "est rayé par", "a été sali par".
PASSIVE = re.compile(r"\b(?:est|sont|était|étaient|été|sera|seront)\s+\w+[éiust]e?s?\s+par\b")


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands after a colon is one of its own, as it is read."""
    return [part for part in re.split(r"(?<=[.!?])\s+|\s*:\s*", text) if part]


def words(sentence: str) -> list[str]:
    """The words of a sentence; l’outil is one."""
    return re.findall(r"[\w’'-]+", sentence)


def instructions() -> list[tuple[str, str, str]]:
    """(table, key, sentence) of everything that tells what to do, what happened or why."""
    return [(table, key, said) for table in INSTRUCTIONS for key, said in TABLES[table].items()]


def faults(text: str) -> list[str]:
    """FALC rules that a text breaks, as far as a machine can tell."""
    found = []
    for sentence in sentences(text):
        if len(words(sentence)) > MOST_WORDS:
            found.append(f"{len(words(sentence))} words")
    if len(re.split(r"(?<=[.!?])\s+", text)) > MOST_SENTENCES:
        found.append("too many sentences")
    if PASSIVE.search(text):
        found.append("passive")
    found += [f"abbreviation {sign}" for sign in re.findall(r"\b[A-Z]{2,}\b", text) if sign not in PRINTED]
    found += [f"sign {sign}" for sign in re.findall(r"[%;()\[\]/&*_#@]", text)]
    found += [f"number {number}" for number in re.findall(r"\d{4,}", text) if number not in DIALS]
    if re.search(r"\b(?:vous|votre|vos|veuillez)\b", text, re.IGNORECASE):
        found.append("vous")
    return found


def test_simple_words_keep_the_rules() -> None:
    broken = [f"{table} {key}: {said!r}: {faults(said)}" for table, key, said in instructions() if faults(said)]
    assert not broken, "\n".join(broken)
    assert len(instructions()) > 300


@pytest.mark.parametrize(
    "text",
    ["Vous tirez.", "Le verre est rayé par la pince.", "Perte 5 %.", "Va au PBO.", "Il reste 12345 fibres.",
     "Prends la pince à dénuder puis tire doucement vers le bout sans jamais pencher la main gauche."],
)  # fmt: skip
def test_the_rules_are_seen_to_be_broken(text: str) -> None:
    assert faults(text)


def test_the_trade_says_it_otherwise() -> None:
    """Every word of the trade stands beside a simple one, and says it in other words."""
    known = set().union(*(TABLES[table] for table in TRADE))
    for table, said in TRADE.items():
        for key, sentence in said.items():
            assert key in known, f"{table} {key}"
            assert sentence != TABLES[table].get(key), f"{table} {key}"
    assert sum(len(said) for said in TRADE.values()) > 150


@pytest.mark.parametrize("language", [FR, EN], ids=["fr", "en"])
def test_the_level_switches_what_is_said(language: Language) -> None:
    simple, trade = Words(language), Words(language, simple=False)
    assert simple.simple and not trade.simple
    for say, key in (("goal", "prep.clean"), ("cue", "sleeve.centred"), ("toast", "wipe.dry"),
                     ("cause", "splice.offset"), ("bill", "tilt"), ("tool", "sleeve")):  # fmt: skip
        assert getattr(simple, say)(key) != getattr(trade, say)(key), key
    assert trade.goal("prep.done") == simple.goal("prep.done")  # nothing to add
    assert trade.goal("no.such_key") == "no such key"


def test_every_scene_with_instructions_has_words_of_the_trade_for_its_core() -> None:
    """The two first scenes: most of their goals and causes have both levels."""
    for start, share in (("prep.", 0.5), ("splice.", 0.6)):
        mine = [key for key in wording.GOALS if key.startswith(start)]
        told = [key for key in mine if key in TRADE["goal"]]
        assert len(told) >= share * len(mine), (start, len(told), len(mine))


def test_trade_sentences_are_typeset() -> None:
    bad = []
    for table in ("goal", "cause"):
        for key, sentence in TRADE[table].items():
            loose = re.search(r"[^\u00a0][:;!?]", sentence)
            if "'" in sentence or " ." in sentence or sentence[-1] not in ".!?" or loose:
                bad.append((key, sentence))
    assert not bad, bad
