"""A splicing scene on a bench with scripted hands, shared by its tests.

It deliberately checks nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.plant import Chance, SiteSpec, SplicerSpec, workplace
from simulator.scenes.base import Action, Toast
from simulator.scenes.splicing import logic
from simulator.scenes.splicing.logic import Params, Splicing
from tests.hands import splicing as hands
from tests.hands.script import Script, by_tick, end_of

READY = SiteSpec(stripped_and_cleaved=True)
SEEDS_ALL = range(200)


def sick(**spec) -> SiteSpec:
    return replace(READY, splicer=SplicerSpec(**spec))


def bench(site: SiteSpec = READY, seed: int = 7, params: Params | None = None) -> Splicing:
    scene = logic.create(params or Params(), workplace.build(site, Chance(seed)))
    scene.enter(0)
    return scene


def play(scene: Splicing, script: Script, first: int = 0) -> list[str]:
    """Run a script to its end, entering again as an attempt would; returns the keys of the toasts."""
    actions, toasts = by_tick(script), []
    for tick in range(first, end_of(script) + 1):
        for effect in scene.step(tick, actions.get(tick, [])):
            if isinstance(effect, Toast):
                toasts.append(effect.key)
        if scene.outcome == "back":
            scene.enter(tick)
    return toasts


def played(way: Callable[..., Script], site: SiteSpec = READY, seed: int = 7, close: bool = True, **more) -> Splicing:
    scene = bench(site, seed)
    script = way(0, site, **more)
    play(scene, script)
    if close:
        scene.close(end_of(script))
    return scene


def facts(way: Callable[..., Script], site: SiteSpec = READY, seed: int = 7) -> dict[str, float]:
    return played(way, site, seed).book.values


def causes(scene: Splicing) -> set[str]:
    return {mark.cause for mark in scene.marks}


def do(scene: Splicing, tick: int, *actions: tuple) -> list[str]:
    """Actions one per tick; returns the keys of the toasts."""
    toasts = []
    for step, action in enumerate(actions):
        effects = scene.step(tick + step, [Action(*action)])
        toasts += [effect.key for effect in effects if isinstance(effect, Toast)]
    return toasts


def lifted(site: SiteSpec = READY, seed: int = 7) -> tuple[Splicing, int]:
    scene = bench(site, seed)
    script = hands.splice(0, site, replace(hands.CAREFUL, protect=False))[:-1]
    play(scene, script)
    tick = end_of(script) + 1
    assert scene.state.lifted
    return scene, tick
