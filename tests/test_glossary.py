"""The glossary: enough terms, each with a picture that exists and two plain lines, and found where a text names it."""

from __future__ import annotations

import re

import pytest

from simulator import paths
from simulator import wording_glossary as glossary
from simulator.i18n import Language, sort_key

FR, EN = Language("fr"), Language("en")


def named(key: str) -> glossary.Term:
    return next(term for term in glossary.TERMS if term.key == key)


def test_there_are_terms_for_every_kind_of_work() -> None:
    assert len(glossary.TERMS) >= 60
    assert len({term.key for term in glossary.TERMS}) == len(glossary.TERMS)
    for group in glossary.GROUPS:
        assert sum(term.group == group for term in glossary.TERMS) >= 6, group
    assert {term.group for term in glossary.TERMS} == set(glossary.GROUPS)


def test_the_terms_of_the_trade_are_there() -> None:
    """Words that a trainee meets on the job, by the forms in which French job sheets write them."""
    known = {form for term in glossary.TERMS for form in glossary.forms(FR, term)}
    for word in ("OTDR", "dB", "dBm", "réflectance", "événement", "zone morte", "fantôme", "fibre amorce", "indice",
                 "PBO", "PTO", "PM", "NRO", "ONT", "smoove", "épissure", "cassette", "BPE", "love", "jarretière",
                 "photomètre", "fourreau", "aiguillage", "portée", "flèche", "chambre", "harnais"):  # fmt: skip
        assert word in known, word


@pytest.mark.parametrize("term", glossary.TERMS, ids=lambda term: term.key)
def test_every_picture_exists(term: glossary.Term) -> None:
    name = f"ui/icons/{term.picture[5:]}" if term.picture.startswith("icon:") else term.picture
    assert (paths.assets_dir() / "parts" / f"{name}.svg").is_file(), name


@pytest.mark.parametrize("language", [FR, EN], ids=["fr", "en"])
def test_two_plain_lines(language: Language) -> None:
    """One idea a line, short, in the present, without signs of the trade (FALC)."""
    for term in glossary.TERMS:
        for line in (language.text(term.first), language.text(term.second)):
            assert line[0].isupper() and line[-1] == ".", (term.key, line)
            for sentence in re.split(r"(?<=[.!?])\s+", line):
                assert len(sentence.split()) <= 12, (term.key, sentence)
            assert not re.search(r"\b[A-Z]{2,}\b|[%;()/]|\d{4,}", line), (term.key, line)
    assert len({language.text(term.first) for term in glossary.TERMS}) == len(glossary.TERMS)


def test_names_differ_between_the_languages_or_are_the_same_on_purpose() -> None:
    same = {term.key for term in glossary.TERMS if FR.text(term.name) == EN.text(term.name)}
    assert same == {"pigtail", "dbm", "return_loss"}
    assert glossary.other_name(FR, named("sag")) == "sag" and glossary.other_name(EN, named("sag")) == "flèche"


def test_the_list_is_in_the_order_of_the_alphabet() -> None:
    for language in (FR, EN):
        names = [sort_key(language.text(term.name)) for term in glossary.ordered(language)]
        assert names == sorted(names)
    assert glossary.letter(FR, named("splice")) == "E"  # É stands under E


def test_a_text_names_its_terms() -> None:
    said = "Prépare les deux fibres, épissure sous 0,05 dB, smoove centré et refroidi."
    assert [(text, term.key) for text, term in glossary.mentions(FR, said)] == [
        ("fibres", "fibre"), ("épissure", "splice"), ("dB", "decibel"), ("smoove", "sleeve"),
    ]  # fmt: skip
    assert [t.key for t in glossary.terms_in(EN, "Splice below 0.05 dB, sleeve centred.")] == [
        "splice", "decibel", "sleeve",
    ]  # fmt: skip


def test_the_longer_form_wins_and_parts_of_words_do_not_count() -> None:
    assert [t.key for t in glossary.terms_in(FR, "La zone morte du réflectomètre.")] == ["dead_zone", "otdr"]
    assert glossary.terms_in(FR, "Il est arcbouté, pmu, DB.") == []
    assert [t.key for t in glossary.terms_in(FR, "Deux épissures au PM.")] == ["splice", "pm"]


@pytest.mark.parametrize(
    ("language", "words", "first"),
    [(FR, "mort", "dead_zone"), (FR, "episs", "splice"), (FR, "otdr", "otdr"), (FR, "dead zone", "dead_zone"),
     (EN, "splitt", "splitter"), (EN, "flèche", "sag"), (FR, "deux allers", None), (FR, "allers-retours", "ghost")],
)  # fmt: skip
def test_search(language: Language, words: str, first: str | None) -> None:
    found = glossary.search(language, words)
    assert (found[0].key if found else None) == first


def test_an_empty_search_finds_everything() -> None:
    assert glossary.search(FR, "  ") == glossary.ordered(FR)


def test_heads_have_a_capital_and_signs_stay() -> None:
    assert glossary.heading(FR, named("splice")) == "Épissure"
    assert glossary.heading(FR, named("dbm")) == "dBm"
    assert glossary.spoken(EN, named("sag")).startswith("sag. It is the height")
