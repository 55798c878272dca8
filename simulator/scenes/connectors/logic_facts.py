"""What the score is made of: the moment before the faces touch, the moment after, and the end.

It deliberately changes nothing on the bench.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.instruments import cleaning, microscope
from simulator.scenes.base import TICKS_PER_SECOND, Effect, Value

if TYPE_CHECKING:
    from simulator.plant.mating import Cost
    from simulator.scenes.connectors.logic import Connectors

SIDES = ("plug", "adapter")
#: Beyond this nothing is left to be measured [dB].
NOTHING_LEFT_DB = 60.0
COUNTED = ("connect.judged_wrong", "connect.needless_cleaning", "connect.wrong_order")


def before_contact(scene: Connectors) -> list[Effect]:
    """The faces are about to touch: were they looked at, are they clean, do they match?"""
    state, book, tick = scene.state, scene.book, scene.tick
    looked = all(state.sides[side].seen for side in SIDES)
    worst = {side: microscope.grade(scene.face(side)).worst for side in SIDES}
    same = (scene.face("plug").polish == "APC") == (scene.face("adapter").polish == "APC")
    if not looked:
        book.set("connect.inspected_before_mate", 0.0, tick)
        blind = next(side for side in SIDES if not state.sides[side].seen)
        scene.mark(tick, "mate.not_looked", "connect.inspected_before_mate", blind)
    elif "connect.inspected_before_mate" not in book.values:
        book.set("connect.inspected_before_mate", 1.0, tick)
    book.worst("connect.clean_before_mate", max(worst.values()), tick)
    for side in SIDES:
        if worst[side]:
            scene.mark(tick, "mate.dirty", "connect.clean_before_mate", side, "bad" if worst[side] == 3 else "watch")
        if not state.sides[side].verdict:
            scene.count("connect.judged_wrong")
            scene.mark(tick, "judge.none", "connect.judged_wrong", side)
        if scene.face(side).wet > cleaning.WET_ENOUGH:
            scene.count("connect.wrong_order")
            scene.mark(tick, "mate.wet", "connect.wrong_order", side)
    if same:
        return []
    scene.broken_gates.setdefault("mismatched_polish", tick)
    scene.mark(tick, "mate.polish", "connect.same_polish", "", "bad")
    return []


def after_contact(scene: Connectors) -> None:
    """The plug is in: whatever was seen of the faces before is no longer true if there was dirt between them."""
    state = scene.state
    same = (scene.face("plug").polish == "APC") == (scene.face("adapter").polish == "APC")
    before = scene.book.get("connect.same_polish", 1.0) or 0.0
    scene.book.set("connect.same_polish", min(before, float(same)), scene.tick)
    state.cost = scene.cost_now()
    _tell_cost(scene, state.cost)


def _tell_cost(scene: Connectors, cost: Cost) -> None:
    scene.book.set("connect.loss_db", min(NOTHING_LEFT_DB, cost.loss_db), scene.tick)
    scene.book.set("connect.reflectance_db", max(-80.0, cost.reflectance_db), scene.tick)


def bill(scene: Connectors) -> Mapping[str, float]:
    """The connector's loss by cause [dB], without causes that cost nothing; where nothing is left, shares of that."""
    cost = scene.cost_now()
    share = min(1.0, NOTHING_LEFT_DB / max(1e-9, cost.loss_db))
    return {cause: share * loss for cause, loss in cost.bill.items() if abs(loss) > 5e-5}


def settle(scene: Connectors) -> None:
    """At the end: what holds of a connector that was left as it is."""
    book, tick, state = scene.book, scene.tick, scene.state
    if scene.part.mated and scene.matings + (not state.latched) > 0:
        _tell_cost(scene, scene.cost_now())
        if not state.latched:
            scene.mark(tick, "mate.left_short", "connect.latched", "", "bad")
    touched_anything = scene.matings > 0 or any(known.ever_seen or known.cleanings for known in state.sides.values())
    if not touched_anything:
        return
    book.set("connect.latched", float(state.latched), tick)
    if not scene.part.mated:
        scene.mark(tick, "mate.never", "connect.latched", "", "bad")
    book.set("connect.both_sides", float(all(known.ever_seen for known in state.sides.values())), tick)
    open_faces = 0 if scene.part.mated else sum(not scene.face(side).capped for side in SIDES)
    book.set("connect.caps_on", float(open_faces == 0), tick)
    if open_faces:
        scene.mark(tick, "cap.left_off", "connect.caps_on")
    if scene.matings:
        for fact in COUNTED:
            book.set(fact, scene.counts.get(fact, 0), tick)
        if "touch.ferrule" not in book.values:
            book.set("touch.ferrule", 0.0, tick)
    book.set("connect.time_s", scene.ticks / TICKS_PER_SECOND, tick)


def done(scene: Connectors, _: Value) -> list[Effect]:
    """Leave the bench."""
    scene.outcome = "done"
    return []
