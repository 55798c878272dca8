"""From a parsed document to an Exercise or the full list of its faults: shapes first, then what keys mean together.

It deliberately goes on after a fault, so that everything wrong is told at once, and it opens no file.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as fields_of
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from simulator import scenes
from simulator.curriculum import shapes
from simulator.curriculum.errors import Fault, Path
from simulator.curriculum.leaves import shown
from simulator.curriculum.model import Exercise, StageSpec, Text
from simulator.curriculum.reader import Document
from simulator.scoring import Criterion, PassRule

#: Faults of the reader after which the value at that place says nothing more.
_POISON = ("alias", "tag", "not_finite", "number_too_long")
#: A file that is wrong all over is told so after this many faults.
MAX_FAULTS = 100
#: Known scenes of the stages, and whether those are all of them.
Stages = tuple[tuple[str, ...], bool]
_TEXTS = ("title", "goal", "goal_trade", "why")
_PLACE_OF_SCENE = {"preparation": "prepare", "splicing": "splice"}


@dataclass(frozen=True)
class Origin:
    """Where an exercise comes from: file, course, and the languages that its texts must have (none: any will do)."""

    path: str = ""
    course_id: str = ""
    languages: tuple[str, ...] = ()


def sha256(document: Document) -> str:
    """Digest of a document's text, the same for every line ending."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def settle(document: Document, found: Iterable[Fault]) -> list[Fault]:
    """All faults of a document in reading order; those that only follow from an earlier one are left out."""
    poisoned = {fault.path for fault in document.faults if fault.key in _POISON}
    kept = [f for f in found if not any(f.path[:depth] in poisoned for depth in range(len(f.path) + 1))]
    faults = sorted([*document.faults, *kept], key=lambda fault: (fault.line, fault.column))
    if len(faults) > MAX_FAULTS:
        last = faults[MAX_FAULTS]
        faults[MAX_FAULTS:] = [Fault(last.line, last.column, "more_faults", {"found": len(faults) - MAX_FAULTS})]
    return faults


def check_exercise(document: Document, origin: Origin) -> tuple[Exercise | None, list[Fault]]:
    """The exercise of a document, or None and every fault in reading order."""
    if not document.complete:
        return None, settle(document, ())
    raw = document.value
    parsed, found = fit(document, shapes.ExerciseFile)
    if isinstance(raw, dict):
        stages, stage_faults = _stages(document, raw.get("stages"))
        found += stage_faults
        found += _meaning(document, raw, origin)
    faults = settle(document, found)
    if faults or parsed is None:
        return None, faults
    return _build(parsed, stages, document, origin), []


def fit(document: Document, model: type[BaseModel], path: Path = (), raw: Any = ...) -> tuple[Any, list[Fault]]:
    """The value at a path (raw, when it is given) as a model, or None and its faults."""
    value = document.value if raw is ... else raw
    if value is None and not path:
        needed = tuple(name for name, field in model.model_fields.items() if field.is_required())
        return None, [Fault(1, 1, "empty", {"allowed": needed})] if not document.faults else []
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        return None, [_fault(document, model, path, detail) for detail in details if not _echo(detail)]


def _echo(detail: Any) -> bool:
    """Whether a list is called too short only because its items were refused."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _fault(document: Document, model: type[BaseModel], start: Path, detail: Any) -> Fault:
    """One of pydantic's complaints as a fault at the offending line."""
    loc, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    path = (*start, *loc)
    if "key" in context:
        at_key = loc[-1:] == ("[key]",)
        own = {name: value for name, value in context.items() if name != "key"}
        return document.fault(path[:-1] if at_key else path, context["key"], at_key, **own)
    if kind == "missing" and isinstance(loc[-1], int):
        return document.fault(path[:-1], "missing_value", allowed=loc[-1] + 1, found=loc[-1])
    if kind == "missing":
        return document.fault(path[:-1], "missing_field", found=str(loc[-1]))
    if kind == "extra_forbidden":
        line, column = document.where(path, key=True)
        fields = {"found": shown(loc[-1]), "allowed": _keys(model, loc[:-1])}
        return Fault(line, column, "unknown_key", fields, path[:-1])
    if kind in ("too_short", "too_long"):
        key = "too_few" if kind == "too_short" else "too_many"
        allowed = context.get("min_length", context.get("max_length"))
        return document.fault(path, key, found=context.get("actual_length"), allowed=allowed)
    if kind in ("list_type", "tuple_type"):
        return document.fault(path, "expected_list", found=shown(detail["input"]))
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return document.fault(path, "expected_block", found=shown(detail["input"]), allowed=_keys(model, loc))
    return document.fault(path, "refused", reason=str(context.get("error", detail["msg"])))


def _keys(model: type[BaseModel], loc: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that the block at a place of a model may hold."""
    for part in loc:
        if isinstance(part, str):
            named = {field.alias or name: field for name, field in model.model_fields.items()}
            inner = _inner(named[part].annotation) if part in named else None
            if inner is None:
                return ()
            model = inner
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The first model inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)


def _stages(document: Document, raw: Any) -> tuple[tuple[StageSpec, ...], list[Fault]]:
    """The stages with their Params; each scene decides the shape of its own."""
    stages, faults = [], []
    for index, item in enumerate(raw if isinstance(raw, list) else ()):
        stage, found = _stage(document, ("stages", index), item)
        faults += found
        if stage is not None:
            stages.append(stage)
    return tuple(stages), faults


def _stage(document: Document, path: Path, item: Any) -> tuple[StageSpec | None, list[Fault]]:
    block = {"scene": item} if isinstance(item, str) else item
    if not isinstance(block, dict):
        return None, [document.fault(path, "expected_block", found=shown(item), allowed=("scene",))]
    if "scene" not in block:
        return None, [document.fault(path, "missing_field", found="scene")]
    name, known = block["scene"], tuple(scenes.REGISTRY)
    if not isinstance(name, str) or name not in known:
        return None, [document.fault((*path, "scene"), "unknown_scene", found=shown(name), allowed=known)]
    settings = {key: value for key, value in block.items() if key != "scene"}
    checked, faults = fit(document, shapes.params_model(name), path, settings)
    if checked is None:
        return None, faults
    try:
        params = scenes.logic(name).Params(**checked.__dict__)
    except ValueError as error:
        return None, [document.fault(path, "refused", reason=str(error))]
    return StageSpec(name, params), list(_twins(document, path, settings, params))


def _twins(document: Document, path: Path, settings: dict[str, Any], params: Any) -> Iterator[Fault]:
    """A limit named ``…_low_…`` must stay below its twin ``…_high_…``."""
    for item in fields_of(params):
        twin = item.name.replace("_low_", "_high_")
        if twin == item.name or not hasattr(params, twin):
            continue
        low, high = getattr(params, item.name), getattr(params, twin)
        if low >= high:
            written = item.name if item.name in settings else twin
            yield document.fault((*path, written), "low_above_high", found=low, twin=twin, allowed=high)


def _meaning(document: Document, raw: dict[str, Any], origin: Origin) -> Iterator[Fault]:
    """What is wrong between keys; parts of a wrong shape are passed over, their fault is known already."""
    names = _scene_names(raw.get("stages"))
    rubric = _list(raw, "rubric")
    for index, item in enumerate(rubric[: shapes.MAX_CRITERIA]):
        if isinstance(item, dict):
            yield from _criterion(document, ("rubric", index), item, names)
    yield from _rubric(document, [item for item in rubric if isinstance(item, dict)], len(rubric))
    yield from _gates(document, raw.get("gates"), names)
    yield from missing_languages(document, [(name,) for name in _TEXTS], origin.languages)
    tips = range(len(_list(raw, "tips")))
    yield from missing_languages(document, [("tips", index) for index in tips], origin.languages)


def _list(raw: dict[str, Any], key: str) -> list[Any]:
    """The list under a key; empty when there is none."""
    value = raw.get(key)
    return value if isinstance(value, list) else []


def _scene_names(stages: Any) -> Stages:
    """Known scenes of the stages, and whether those are all of them."""
    items = stages if isinstance(stages, list) else []
    names = [item.get("scene") if isinstance(item, dict) else item for item in items]
    known = tuple(dict.fromkeys(n for n in names if isinstance(n, str) and n in scenes.REGISTRY))
    return known, bool(items) and all(isinstance(n, str) and n in scenes.REGISTRY for n in names)


@cache
def _facts(names: tuple[str, ...]) -> Mapping[str, Any]:
    """FactSpec by name, of the scenes given."""
    return MappingProxyType({spec.name: spec for name in names for spec in scenes.logic(name).FACTS})


def _criterion(document: Document, path: Path, item: dict[str, Any], stages: Stages) -> Iterator[Fault]:
    fact: Any = item.get("fact")
    full: Any = item.get("full")
    zero: Any = item.get("zero")
    names, complete = stages
    specs = _facts(names if complete else tuple(scenes.REGISTRY))
    spec = specs.get(fact) if isinstance(fact, str) else None
    if isinstance(fact, str) and spec is None:
        yield _unknown_fact(document, (*path, "fact"), fact, tuple(specs))
    if not (_is_number(full) and _is_number(zero)):
        return
    if full == zero:
        yield document.fault((*path, "full"), "full_equals_zero", found=full)
    elif spec is not None and spec.better in ("low", "high") and (full < zero) != (spec.better == "low"):
        yield document.fault((*path, "full"), f"wrong_direction_{spec.better}", fact=fact, full=full, zero=zero)


def _unknown_fact(document: Document, path: Path, fact: str, allowed: tuple[str, ...]) -> Fault:
    for scene in scenes.REGISTRY:
        if fact in _facts((scene,)):
            return document.fault(path, "fact_elsewhere", found=shown(fact), scene=scene, allowed=allowed)
    return document.fault(path, "unknown_fact", found=shown(fact), allowed=allowed)


def _rubric(document: Document, items: list[dict[str, Any]], written: int) -> Iterator[Fault]:
    weights: list[Any] = [item.get("weight") for item in items]
    if not items or len(items) != written:
        return
    if all(_is_number(weight) and 0 < weight <= 100 for weight in weights):
        total = math.fsum(weights)
        if abs(total - 100.0) > 1e-6:
            yield document.fault(("rubric",), "weights_sum", True, found=round(total, 6))
    if all(item.get("once_passed") is True for item in items):
        yield document.fault(("rubric",), "only_once_passed", True)


def _gates(document: Document, gates: Any, stages: Stages) -> Iterator[Fault]:
    names, complete = stages
    known = tuple(dict.fromkeys(g for n in (names if complete else scenes.REGISTRY) for g in scenes.logic(n).GATES))
    seen: set[str] = set()
    for index, gate in enumerate(gates if isinstance(gates, list) else ()):
        if not isinstance(gate, str):
            continue
        if gate in seen:
            yield document.fault(("gates", index), "twice_in_list", found=shown(gate))
        elif gate not in known:
            yield document.fault(("gates", index), "unknown_gate", found=shown(gate), allowed=known)
        seen.add(gate)


def missing_languages(document: Document, paths: Iterable[Path], languages: tuple[str, ...]) -> Iterator[Fault]:
    """Texts that lack a language of their course; a plain string will do where there is one language."""
    for path in paths:
        text: Any = document.value
        for part in path:
            text = text.get(part) if isinstance(text, dict) else text[part]
        if not isinstance(text, dict | str) or not text:
            continue
        present = set(text) if isinstance(text, dict) else set(languages[:1])
        for code in languages:
            if code not in present:
                yield document.fault(path, "missing_language", found=code, allowed=languages)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def text_of(by_lang: dict[str, str], languages: tuple[str, ...]) -> Text:
    """A text as the program holds it; a plain string counts for the course's first language."""
    return Text({code or (languages or ("fr",))[0]: line for code, line in by_lang.items()})


def _build(parsed: Any, stages: tuple[StageSpec, ...], document: Document, origin: Origin) -> Exercise:
    texts = {name: text_of(getattr(parsed, name), origin.languages) for name in _TEXTS}
    scene_names = {stage.scene for stage in stages}
    place = parsed.place or (_PLACE_OF_SCENE.get(stages[0].scene) if len(scene_names) == 1 else None) or "full_job"
    return Exercise(
        id=parsed.id,
        title=texts["title"],
        goal=texts["goal"] or texts["title"],
        goal_trade=texts["goal_trade"] or texts["goal"] or texts["title"],
        why=texts["why"],
        place=place,
        minutes=parsed.minutes,
        help=parsed.help,
        seed=parsed.seed,
        site=parsed.site,
        stages=stages,
        rubric=tuple(Criterion(**item.__dict__) for item in parsed.rubric),
        gates=tuple(parsed.gates),
        pass_rule=PassRule(parsed.pass_rule.score, parsed.pass_rule.in_a_row),
        tips=tuple(text_of(tip, origin.languages) for tip in parsed.tips),
        path=origin.path,
        course_id=origin.course_id,
        sha256=sha256(document),
        source=document.text,
    )
