"""The sentence of the OTDR's goal line, with the fibre, the end and the wavelengths that it is about.

It deliberately decides nothing: the guide says what is next, the job's file says what it lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.plant.site import COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.scenes.otdr.logic import Otdr
    from simulator.ui.frame import ViewContext


def goal_words(scene: Otdr, ctx: ViewContext, goal: str) -> str:
    """The words of a goal: which wavelength is lacking and where, what is to be handed in."""
    text, lacking = ctx.language.text, sorted(scene.guide.unkept())
    if goal == "otdr.set_other" and lacking:
        what = ", ".join((nanometres(ctx, lacking), *_where(scene, ctx)))
        return text("Il manque {what}. Règle l’appareil, puis mesure encore.", what=what)
    if goal == "otdr.start" and lacking and not scene.fibres.on_main:
        return _other_fibre(scene, ctx, lacking)
    if goal == "otdr.done" and scene.fibres.numbers:
        return text("Tout est mesuré et jugé. Rends ton dossier.")
    return ctx.words.goal(goal)


def nanometres(ctx: ViewContext, nms: Iterable[int]) -> str:
    """Wavelengths in words: 1310 nm, 1625 nm."""
    return ", ".join(ctx.language.wavelength(nm) for nm in nms)


def _where(scene: Otdr, ctx: ViewContext) -> list[str]:
    """Fibre and end, as far as the job has several."""
    text, said = ctx.language.text, []
    if scene.fibres.numbers:
        said.append(_fibre(scene, ctx))
    if scene.params.both_ways and scene.fibres.on_main:
        said.append(text("bout {end}", end=scene.state.side))
    return said


def _fibre(scene: Otdr, ctx: ViewContext) -> str:
    colour = ctx.words.fibre_colour(COLOURS[scene.plant.number - 1])
    return ctx.language.text("fibre {colour}", colour=colour)


def _other_fibre(scene: Otdr, ctx: ViewContext, lacking: list[int]) -> str:
    """What this fibre asks for; what is on besides only takes time."""
    text, spare = ctx.language.text, set(scene.otdr.keys.wavelengths_nm) - set(lacking)
    fibre = _fibre(scene, ctx)
    fibre = fibre[:1].upper() + fibre[1:]
    if spare:
        asked = nanometres(ctx, lacking)
        return text("{fibre} : seul {nm} est demandé. Éteins le reste, ou mesure.", fibre=fibre, nm=asked)
    return text("{fibre}, {nm} : lance la mesure.", fibre=fibre, nm=nanometres(ctx, lacking))
