"""The schema for editors: it takes what ``check`` takes, flags the usual slips, and lists scenes, facts and limits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator import scenes
from simulator.curriculum import schema
from simulator.curriculum.descriptions import FRENCH
from tests.curriculum.samples import GOOD, changed

ROOT = Path(__file__).parents[2]
SCHEMA = schema.exercise_schema()
KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def fits(value: Any, rule: Any) -> bool:
    """A small checker for the keywords that our schema uses; an unknown keyword fails the test."""
    if "$ref" in rule and not fits(value, SCHEMA["$defs"][rule["$ref"].rpartition("/")[2]]):
        return False
    return all(_keyword(value, key, rule) for key in rule)


def _kind(value: Any, names: Any) -> bool:
    names = [names] if isinstance(names, str) else names
    return any(
        isinstance(value, KINDS[n]) and not (n in ("integer", "number") and isinstance(value, bool)) for n in names
    )


def _keyword(value: Any, key: str, rule: dict[str, Any]) -> bool:
    want = rule[key]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    block, items, text = isinstance(value, dict), isinstance(value, list), isinstance(value, str)
    named = set(rule.get("properties", ())) if block else set()
    checks = {
        "$ref": lambda: True, "$defs": lambda: True, "$schema": lambda: True, "title": lambda: True,
        "description": lambda: True, "default": lambda: True, "then": lambda: True,
        "type": lambda: _kind(value, want), "enum": lambda: value in want, "const": lambda: value == want,
        "minimum": lambda: not number or value >= want, "maximum": lambda: not number or value <= want,
        "exclusiveMinimum": lambda: not number or value > want,
        "minLength": lambda: not text or len(value) >= want, "maxLength": lambda: not text or len(value) <= want,
        "pattern": lambda: not text or re.search(want, value) is not None,
        "minItems": lambda: not items or len(value) >= want, "maxItems": lambda: not items or len(value) <= want,
        "minProperties": lambda: not block or len(value) >= want,
        "items": lambda: not items or all(fits(item, want) for item in value),
        "contains": lambda: not items or any(fits(item, want) for item in value),
        "required": lambda: not block or all(name in value for name in want),
        "properties": lambda: not block or all(fits(value[name], sub) for name, sub in want.items() if name in value),
        "patternProperties": lambda: not block or all(
            fits(item, sub) for name, item in value.items() for mould, sub in want.items() if re.search(mould, name)),
        "additionalProperties": lambda: not block or want or all(
            name in named or any(re.search(p, name) for p in rule.get("patternProperties", ())) for name in value),
        "anyOf": lambda: any(fits(value, sub) for sub in want), "allOf": lambda: all(fits(value, sub) for sub in want),
        "not": lambda: not fits(value, want), "if": lambda: not fits(value, want) or fits(value, rule["then"]),
    }  # fmt: skip
    return bool(checks[key]())


@pytest.mark.parametrize("path", sorted(ROOT.glob("curricula/*/exercises/*.yaml")), ids=lambda p: p.stem)
def test_shipped_exercises_fit_the_schema(path: Path) -> None:
    assert fits(yaml.safe_load(path.read_text("utf-8")), SCHEMA)
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == (ROOT / "curricula" / schema.SCHEMA_FILE).resolve()


def test_the_shipped_schema_is_that_of_the_program() -> None:
    shipped = json.loads((ROOT / "curricula" / schema.SCHEMA_FILE).read_text("utf-8"))
    assert shipped == SCHEMA, "write it again: python -m simulator schema > curricula/exercise.schema.json"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("help:", "halp:"), ("wear:", "waer:"), ("wear: 0.2", "wear: 20"), ("weight: 60", "weight: -60"),
        ("weight: 60", 'weight: "60"'), ("splice.loss_db", "splice.los_db"), ("[preparation,", "[preparaton,"),
        ("[preparation, splicing]", "[preparation]"), ("[glass_outside_bin]", "[glas]"), ("id: essai", "id: Essai"),
        ("seed: 7", "seed: soon"), ("[G.652.D,", "[G.652.E,"), ("title: {fr: Mon essai, en: My try}\n", ""),
        ("[preparation,", "[{scene: preparation, cleaves: 0},"), ("{fr: Mon essai", "{FR: Mon essai"),
        ("skill: cleave", "skill: clive"), ("[G.652.D, {type", "[{type"),
    ],
)  # fmt: skip
def test_the_schema_flags_the_usual_slips(old: str, new: str) -> None:
    assert fits(yaml.safe_load(GOOD), SCHEMA)
    assert not fits(yaml.safe_load(changed(old, new)), SCHEMA)


def test_the_schema_lists_scenes_facts_and_gates() -> None:
    for name in scenes.REGISTRY:
        facts = [spec.name for spec in scenes.logic(name).FACTS]
        assert SCHEMA["$defs"][f"facts_{name}"]["enum"] == facts
        stage = SCHEMA["$defs"][f"stage_{name}"]
        assert stage["properties"]["scene"]["const"] == name and stage["additionalProperties"] is False
        assert set(scenes.logic(name).GATES) <= set(SCHEMA["properties"]["gates"]["items"]["enum"])
    assert SCHEMA["$defs"]["SiteSpec"]["properties"]["reserve_mm"]["minimum"] == 100


def keys_with_limits(node: Any, owner: str = ""):
    """(block, key, rule) of every key of the site and of the stages."""
    for name, rule in SCHEMA["$defs"].items():
        if name.endswith("Spec") or name == "Weather" or name.startswith("stage_"):
            for key, sub in rule["properties"].items():
                yield name.removeprefix("stage_"), key, sub


def test_every_key_is_explained_in_french() -> None:
    mute = [
        f"{owner}.{key}"
        for owner, key, _ in keys_with_limits(SCHEMA)
        if key != "scene" and f"{owner}.{key}" not in FRENCH
    ]
    assert not mute, f"add them to simulator/curriculum/descriptions.py: {mute}"
    assert all(rule.get("description") for _, _, rule in keys_with_limits(SCHEMA))
    assert all(rule.get("description") for rule in SCHEMA["properties"].values())


def test_every_explanation_belongs_to_a_key() -> None:
    known = {f"{owner}.{key}" for owner, key, _ in keys_with_limits(SCHEMA)}
    assert set(FRENCH) <= known, set(FRENCH) - known
