"""The JSON Schema of an exercise, for the editor of whoever writes one: completion, limits, and French meanings.

It deliberately promises less than ``check``: sums, languages and identifiers of other files are beyond a schema.
"""

from __future__ import annotations

from typing import Any

SCHEMA_FILE = "exercise.schema.json"


def exercise_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an exercise file, with the scenes and facts of this program."""
    from simulator import scenes
    from simulator.curriculum import shapes

    schema = shapes.ExerciseFile.model_json_schema()
    definitions = schema.setdefault("$defs", {})
    names = tuple(scenes.REGISTRY)
    for name in names:
        _add_scene(definitions, name)
    stage_items = [{"enum": list(names)}, *({"$ref": f"#/$defs/stage_{name}"} for name in names)]
    schema["properties"]["stages"]["items"] = {"anyOf": stage_items}
    definitions["CriterionFile"]["properties"]["fact"] |= {"anyOf": [{"$ref": f"#/$defs/facts_{n}"} for n in names]}
    schema["properties"]["gates"]["items"] = {"enum": _gates(names)}
    schema["allOf"] = [_only_with(name, names) for name in names]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Exercice de Brin",
        "description": "Un exercice. La commande « brin check » vérifie aussi la somme des poids et les langues.",
    }
    return head | _plain(schema, "definition")


def schema_text() -> str:
    """The schema as the text of a file."""
    import json

    return json.dumps(exercise_schema(), ensure_ascii=False, indent=2) + "\n"


def _plain(node: Any, kind: str = "value") -> Any:
    """A schema without what pydantic adds for programmers: made-up titles, class docstrings, defaults of blocks."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    if kind == "names":
        return {name: _plain(item) for name, item in node.items()}
    if kind == "definitions":
        return {name: _plain(item, "definition") for name, item in node.items()}
    dropped = {"title", "description"} if kind == "definition" and "enum" not in node else {"title"}
    dropped |= {"default"} if isinstance(node.get("default"), dict | list) or node.get("default") is None else set()
    kinds = {"properties": "names", "patternProperties": "names", "$defs": "definitions"}
    kept = {key: _plain(item, kinds.get(key, "value")) for key, item in node.items() if key not in dropped}
    places = kept.get("prefixItems")
    if places and all(place == places[0] for place in places):
        kept["items"] = kept.pop("prefixItems")[0]
    return kept


def _add_scene(definitions: dict[str, Any], name: str) -> None:
    """Add the facts of a scene and the block form of its stage to the definitions."""
    from simulator import scenes
    from simulator.curriculum import shapes

    facts = [spec.name for spec in scenes.logic(name).FACTS]
    definitions[f"facts_{name}"] = {"description": f"Les faits de la scène {name}.", "enum": facts}
    stage = shapes.params_model(name).model_json_schema(ref_template="#/$defs/{model}")
    for inner, block in stage.pop("$defs", {}).items():
        definitions.setdefault(inner, block)
    stage["properties"] = {"scene": {"const": name, "description": "La scène."}, **stage.get("properties", {})}
    stage["required"] = ["scene", *stage.get("required", ())]
    definitions[f"stage_{name}"] = stage


def _gates(names: tuple[str, ...]) -> list[str]:
    from simulator import scenes

    return list(dict.fromkeys(gate for name in names for gate in scenes.logic(name).GATES))


def _only_with(name: str, names: tuple[str, ...]) -> dict[str, Any]:
    """The rule that facts of a scene may be judged only where the scene is a stage."""
    this_stage = {"anyOf": [{"const": name}, {"type": "object", "properties": {"scene": {"const": name}}}]}
    others = {"anyOf": [{"$ref": f"#/$defs/facts_{other}"} for other in names if other != name]}
    return {
        "if": {"properties": {"stages": {"not": {"contains": this_stage}}}},
        "then": {"properties": {"rubric": {"items": {"properties": {"fact": others}}}}},
    }
