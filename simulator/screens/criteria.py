"""What an exercise asks for, in words: its criteria with their limits, and how near a table counts as right.

It deliberately judges nothing and draws nothing: limits are those of the rubric and of the stages' parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator import scenes

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.scoring import Criterion
    from simulator.screens.context import Context

#: Criteria shown: the heaviest, in the order of the rubric.
SHOWN = 4
#: Criteria that count rows of a table as right: the stage's parameter that says how near, its unit and decimals.
NEAR = {
    "otdr.places_right_pct": ("place_within_m", "m", 0),
    "otdr.losses_right_pct": ("loss_within_db", "dB", 2),
}


def heaviest(exercise: Exercise, most: int = SHOWN) -> list[Criterion]:
    """The criteria that weigh most, in the order in which the rubric names them."""
    chosen = sorted(exercise.rubric, key=lambda c: -c.weight)[:most]
    return [criterion for criterion in exercise.rubric if criterion in chosen]


def limit_words(context: Context, exercise: Exercise, criterion: Criterion) -> str:
    """What full points ask for, in words: 0,05 dB ou moins, 3 ou plus, zéro, oui."""
    facts = {spec.name: spec for stage in exercise.stages for spec in scenes.logic(stage.scene).FACTS}
    spec, full, text = facts[criterion.fact], criterion.full, context.language.text
    if word := context.words.fact_word(criterion.fact, full):
        return word
    low = full < criterion.zero
    if low and full == 0:
        return text("zéro")
    decimals = next(d for d in range(spec.decimals + 1) if round(full, d) == round(full, spec.decimals))
    shown = context.words.value(full, decimals, spec.unit)
    if spec.unit == "%" and full == 100 and not low:
        return shown  # there is no more
    return text("{value} ou moins", value=shown) if low else text("{value} ou plus", value=shown)


def near_words(context: Context, exercise: Exercise, fact: str) -> str:
    """How far off a row of the table may be and still count as right: 5 m, 0,06 dB; '' for any other criterion."""
    parameter, unit, decimals = NEAR.get(fact, ("", "", 0))
    for stage in exercise.stages:
        value = getattr(stage.params, parameter, None) if parameter else None
        if value is not None:
            decimals = decimals if round(value, decimals) == value else decimals + 1
            return context.language.unit(value, decimals, unit)
    return ""


def fact_words(context: Context, exercise: Exercise, fact: str) -> str:
    """A criterion's name, with how near counts as right where a table is judged."""
    name, near = context.words.fact(fact), near_words(context, exercise, fact)
    return context.language.text("{what}, à {near} près", what=name, near=near) if near else name


def table_words(context: Context, exercise: Exercise) -> str:
    """One sentence on how near a table counts as right; '' where the rubric asks for none."""
    asked = {criterion.fact for criterion in exercise.rubric}
    near = [near_words(context, exercise, fact) for fact in NEAR if fact in asked]
    if not near:
        return ""
    if len(near) < len(NEAR):
        return context.language.text("Une ligne est juste à {near} près.", near=near[0])
    place, loss = near
    return context.language.text("Une ligne est juste à {place} et {loss} près.", place=place, loss=loss)
