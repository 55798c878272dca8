"""The shape of course files as pydantic models; site and stages are made from the dataclasses that the program uses.

Limits come from the ``Bounds`` beside each field, so they are written once. It deliberately looks at one value at a
time: what one key means for another is the business of ``checks``.
"""

from __future__ import annotations

import dataclasses
import types
from functools import cache, partial
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model
from pydantic_core import core_schema

from simulator import scenes
from simulator.bounds import Bounds, FileName
from simulator.curriculum import model
from simulator.curriculum.descriptions import describe
from simulator.curriculum.leaves import (
    UNLIMITED,
    Choice,
    FilePath,
    Flag,
    Identifier,
    LanguageCode,
    Line,
    Number,
    Seed,
    Sentence,
    refuse,
    shown,
)
from simulator.plant.site import SiteSpec

MAX_STAGES = 24
MAX_PARTS = 60
MAX_CRITERIA = 40
MAX_TIPS = 12
MAX_EXERCISES = 500
_CONFIG = ConfigDict(extra="forbid", frozen=True)

Name = Annotated[str, Line(100)]
Title = Annotated[dict[str, str], Sentence(80)]
Phrase = Annotated[dict[str, str], Sentence(300)]
Paragraph = Annotated[dict[str, str], Sentence(600)]


@dataclasses.dataclass(frozen=True)
class Shorthand:
    """Lets a plain word stand for a whole block: ``G.657.A2`` for ``{type: G.657.A2}``."""

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_before_validator_function(self._expand, handler(source))

    def _expand(self, value: Any) -> Any:
        return {self.field: value} if isinstance(value, str) else value

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        block = handler(schema)
        return {"anyOf": [handler.resolve_ref_schema(block)["properties"][self.field], block]}


def _leaf(hint: Any, bounds: Bounds | None) -> Any:
    """The check of a field that is not a block. Raises TypeError for a type that no file can hold."""
    optional = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
    if optional:
        hint = next(part for part in get_args(hint) if part is not type(None))
    if hint in (int, float):
        limits = bounds or Bounds(-UNLIMITED, UNLIMITED)
        number = Number(limits.low, limits.high, limits.unit, whole=hint is int, optional=optional)
        return Annotated[hint | None if optional else hint, number]
    if hint is bool:
        return Annotated[bool, Flag()]
    if get_origin(hint) is Literal:
        return Annotated[str, Choice(get_args(hint))]
    raise TypeError(f"a course file cannot hold {hint!r}")


def _typed(hint: Any) -> Any:
    """The annotation that checks a field of a dataclass, blocks and lists included."""
    bounds = None
    if get_origin(hint) is Annotated:
        bounds = next((note for note in hint.__metadata__ if isinstance(note, Bounds)), None)
        named = next((note for note in hint.__metadata__ if isinstance(note, FileName)), None)
        if named is not None:
            return Annotated[str, FilePath(named.ending)]
        hint = hint.__origin__
    if dataclasses.is_dataclass(hint):
        return block(hint)  # type: ignore[arg-type]
    if get_origin(hint) is not tuple:
        return _leaf(hint, bounds)
    parts = get_args(hint)
    if parts[-1] is Ellipsis:
        item = _typed(parts[0])
        if dataclasses.is_dataclass(parts[0]):
            # Two lengths of the same fibre in a line are two parts.
            return Annotated[tuple[item, ...], Field(min_length=1, max_length=MAX_PARTS)]  # type: ignore[valid-type]
        return Annotated[tuple[item, ...], Field(min_length=1), AfterValidator(_no_twins)]  # type: ignore[valid-type]
    return tuple[tuple(_typed(part) for part in parts)]  # type: ignore[misc]


def _no_twins(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a value that is listed twice."""
    for index, item in enumerate(items):
        if item in items[:index]:
            raise refuse("twice_in_list", found=shown(item))
    return items


@cache
def model_of(cls: type, owner: str = "") -> type[BaseModel]:
    """The pydantic model of a dataclass: same keys, same defaults, limits from Bounds, unknown keys refused.

    owner names it where the dataclass's own name is not enough (the scene, for its Params).
    """
    owner = owner or cls.__name__
    hints = get_type_hints(cls, include_extras=True)
    fields: dict[str, Any] = {}
    for item in dataclasses.fields(cls):
        hint = hints[item.name]
        bounds = next((note for note in getattr(hint, "__metadata__", ()) if isinstance(note, Bounds)), None)
        text = describe(owner, item.name, bounds)
        default: Any = ...
        if item.default is not dataclasses.MISSING:
            default = item.default
        elif item.default_factory is not dataclasses.MISSING:
            default = item.default_factory()
        fields[item.name] = (_typed(hint), Field(default, description=text))
    return create_model(owner, __config__=_CONFIG, **fields)


@cache
def block(cls: type) -> Any:
    """The annotation that checks a block of keys and turns it into its dataclass."""
    build = Annotated[model_of(cls), AfterValidator(partial(_build, cls))]  # type: ignore[valid-type]
    return Annotated[build, Shorthand("type")] if "type" in model_of(cls).model_fields else build


def _build(cls: type, checked: BaseModel) -> Any:
    return cls(**checked.__dict__)


def params_model(scene: str) -> type[BaseModel]:
    """The model of a scene's Params. Raises KeyError when the scene is unknown."""
    return model_of(scenes.logic(scene).Params, scene)


class CriterionFile(BaseModel):
    """One line of a rubric as written."""

    model_config = _CONFIG
    fact: Annotated[Name, Field(description="Le fait mesuré.")]
    full: Annotated[float, Number(), Field(description="Tous les points jusqu’à cette valeur.")]
    zero: Annotated[float, Number(), Field(description="Aucun point à partir de cette valeur.")]
    weight: Annotated[float, Number(0, 100, above=True), Field(description="Poids. La somme de la grille est 100.")]
    skill: Annotated[str, Choice(model.SKILLS), Field(description="Le savoir-faire noté.")] = ""
    once_passed: Annotated[bool, Flag(), Field(description="Compte seulement si le reste est réussi.")] = False


class PassFile(BaseModel):
    """The pass rule as written."""

    model_config = _CONFIG
    score: Annotated[float, Number(1, 100), Field(description="Note à atteindre sur 100.")] = 80.0
    in_a_row: Annotated[
        int, Number(1, 10, whole=True), Field(description="Réussites de suite, sur des tirages différents.")
    ] = 2


class ExerciseFile(BaseModel):
    """An exercise as written. Stages stay raw here: the scene of each decides its shape."""

    model_config = _CONFIG
    id: Annotated[str, Identifier(), Field(description="Nom unique : a-z, 0-9 et tirets. Ne sert jamais deux fois.")]
    title: Annotated[Title, Field(description="Titre affiché.")]
    goal: Annotated[Phrase, Field(description="Ce que la personne doit faire, en mots simples.")] = {}
    goal_trade: Annotated[Phrase, Field(description="Le même but, en mots du métier.")] = {}
    why: Annotated[Paragraph, Field(description="À quoi cela sert.")] = {}
    place: Annotated[str, Choice(model.PLACES), Field(description="Lieu sur l’écran d’accueil.")] = ""
    minutes: Annotated[float, Number(1, 240, "min"), Field(description="Durée prévue, en minutes.")] = 10.0
    help: Annotated[str, Choice(model.HELP_MODES), Field(description="Aide : guided, fading ou exam.")] = "guided"
    seed: Annotated[Any, Seed(), Field(description="fresh : nouveau tirage à chaque essai. Nombre : tirage fixe.")] = (
        model.FRESH
    )
    site: Annotated[block(SiteSpec), Field(description="État du chantier au début.")] = SiteSpec()  # type: ignore[valid-type]
    stages: Annotated[list[Any], Field(min_length=1, max_length=MAX_STAGES, description="Les étapes, dans l’ordre.")]
    rubric: Annotated[
        list[CriterionFile], Field(min_length=1, max_length=MAX_CRITERIA, description="La grille de notation.")
    ]
    gates: Annotated[
        list[Name], Field(max_length=MAX_CRITERIA, description="Règles : non respectées, note 40 au plus.")
    ] = []
    pass_rule: Annotated[PassFile, Field(alias="pass", description="Quand c’est acquis.")] = PassFile()
    tips: Annotated[list[Phrase], Field(max_length=MAX_TIPS, description="Conseils courts.")] = []


class CourseFile(BaseModel):
    """A course.yaml as written."""

    model_config = _CONFIG
    id: Annotated[str, Identifier(), Field(description="Nom unique du cours.")]
    title: Annotated[Title, Field(description="Titre affiché.")]
    languages: Annotated[list[Annotated[str, LanguageCode()]], Field(min_length=1, description="Langues du cours.")] = [
        "fr"
    ]
    order: Annotated[
        int, Number(1, 99, whole=True), Field(description="Place parmi les cours : 1 d’abord, 99 en dernier.")
    ] = 50
    exercises: Annotated[list[Name], Field(max_length=MAX_EXERCISES, description="Fichiers, dans l’ordre.")] = []
