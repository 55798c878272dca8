"""What the score is made of: the moment before the faces touch, the moment after, and the end.

It deliberately changes nothing on the bench.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.instruments import cleaning, microscope
from simulator.scenes.base import TICKS_PER_SECOND, Effect, Value
from simulator.scenes.connectors.logic_bench import Bench
from simulator.scenes.connectors.logic_state import SIDES

if TYPE_CHECKING:
    from simulator.plant.mating import Cost

#: Beyond this nothing is left to be measured [dB].
NOTHING_LEFT_DB = 60.0
COUNTED = ("connect.judged_wrong", "connect.needless_cleaning", "connect.wrong_order")


def before_contact(bench: Bench) -> list[Effect]:
    """The faces are about to touch: were they looked at, are they clean, do they match?"""
    state, book, tick = bench.state, bench.book, bench.tick
    looked = all(state.sides[side].seen for side in SIDES)
    worst = {side: microscope.grade(bench.face(side)).worst for side in SIDES}
    same = (bench.face("plug").polish == "APC") == (bench.face("adapter").polish == "APC")
    if not looked:
        book.set("connect.inspected_before_mate", 0.0, tick)
        blind = next(side for side in SIDES if not state.sides[side].seen)
        bench.mark(tick, "mate.not_looked", "connect.inspected_before_mate", blind)
    elif "connect.inspected_before_mate" not in book.values:
        book.set("connect.inspected_before_mate", 1.0, tick)
    book.worst("connect.clean_before_mate", max(worst.values()), tick)
    for side in SIDES:
        if worst[side]:
            bench.mark(tick, "mate.dirty", "connect.clean_before_mate", side, "bad" if worst[side] == 3 else "watch")
        if not state.sides[side].verdict:
            bench.count("connect.judged_wrong")
            bench.mark(tick, "judge.none", "connect.judged_wrong", side)
        if bench.face(side).wet > cleaning.WET_ENOUGH:
            bench.count("connect.wrong_order")
            bench.mark(tick, "mate.wet", "connect.wrong_order", side)
    if same:
        return []
    bench.broken_gates.setdefault("mismatched_polish", tick)
    bench.mark(tick, "mate.polish", "connect.same_polish", "", "bad")
    return []


def after_contact(bench: Bench) -> None:
    """The plug is in: whatever was seen of the faces before is no longer true if there was dirt between them."""
    state = bench.state
    same = (bench.face("plug").polish == "APC") == (bench.face("adapter").polish == "APC")
    before = bench.book.get("connect.same_polish", 1.0) or 0.0
    bench.book.set("connect.same_polish", min(before, float(same)), bench.tick)
    state.cost = bench.cost_now()
    _tell_cost(bench, state.cost)


def _tell_cost(bench: Bench, cost: Cost) -> None:
    bench.book.set("connect.loss_db", min(NOTHING_LEFT_DB, cost.loss_db), bench.tick)
    bench.book.set("connect.reflectance_db", max(-80.0, cost.reflectance_db), bench.tick)


def bill(bench: Bench) -> Mapping[str, float]:
    """The connector's loss by cause [dB], without causes that cost nothing; where nothing is left, shares of that."""
    cost = bench.cost_now()
    share = min(1.0, NOTHING_LEFT_DB / max(1e-9, cost.loss_db))
    return {cause: share * loss for cause, loss in cost.bill.items() if abs(loss) > 5e-5}


def settle(bench: Bench) -> None:
    """At the end: what holds of a connector that was left as it is."""
    book, tick, state = bench.book, bench.tick, bench.state
    if bench.part.mated and bench.matings + (not state.latched) > 0:
        _tell_cost(bench, bench.cost_now())
        if not state.latched:
            bench.mark(tick, "mate.left_short", "connect.latched", "", "bad")
    touched_anything = bench.matings > 0 or any(known.ever_seen or known.cleanings for known in state.sides.values())
    if not touched_anything:
        return
    book.set("connect.latched", float(state.latched), tick)
    if not bench.part.mated:
        bench.mark(tick, "mate.never", "connect.latched", "", "bad")
    book.set("connect.both_sides", float(all(known.ever_seen for known in state.sides.values())), tick)
    open_faces = 0 if bench.part.mated else sum(not bench.face(side).capped for side in SIDES)
    book.set("connect.caps_on", float(open_faces == 0), tick)
    if open_faces:
        bench.mark(tick, "cap.left_off", "connect.caps_on")
    if bench.matings:
        for fact in COUNTED:
            book.set(fact, bench.counts.get(fact, 0), tick)
        if "touch.ferrule" not in book.values:
            book.set("touch.ferrule", 0.0, tick)
    book.set("connect.time_s", bench.ticks / TICKS_PER_SECOND, tick)


def done(bench: Bench, _: Value) -> list[Effect]:
    """Leave the bench."""
    bench.outcome = "done"
    return []
