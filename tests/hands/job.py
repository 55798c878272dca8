"""Hands of the full job: pick, prepare, splice, store, plug in, measure; with care and without.

They deliberately know nothing that the hands of each scene do not know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from simulator.curriculum.model import Exercise
from simulator.scenes.plan.logic import Params as PlanParams
from tests.hands import connectors as plug
from tests.hands import otdr as trace
from tests.hands import preparation as prep
from tests.hands import splicing as splice
from tests.hands import tray
from tests.hands.script import Pencil, Script, end_of

REST = 30


@dataclass(frozen=True)
class Manner:
    """How the job is done; each part as the hands of its scene take it. crossed: the last two pairs are swapped."""

    prepare: Callable = prep.careful_preparation
    join: Callable = splice.careful_splicing
    store: tray.Manner = tray.CAREFUL
    connect: plug.Manner = plug.CAREFUL
    measure: trace.Manner = trace.Manner(wavelengths=("1310", "1550"), averaging_s=30.0, third="1625")
    crossed: bool = False


CAREFUL = Manner()
CARELESS = Manner(
    prep.careless_everything, splice.careless_everything, tray.CARELESS, plug.CARELESS, trace.CARELESS, True
)
#: Ways to fail, by what lacks.
LACKS: dict[str, Manner] = {
    "unprepared": replace(CAREFUL, prepare=prep.careless_uncleaned, join=splice.careless_keeps_all),
    "unprotected": replace(CAREFUL, join=splice.careless_unprotected, store=tray.TIGHT, connect=plug.UNCLEANED),
    "sloppy": replace(
        CAREFUL, join=splice.careless_wrong_programme, store=tray.TIGHT, connect=replace(plug.UNCLEANED, look=())
    ),
    "crossed": replace(CAREFUL, crossed=True),
    "tight": replace(CAREFUL, store=replace(tray.CARELESS, redo="right"), connect=plug.CARELESS),
    "unmeasured": replace(CAREFUL, measure=trace.CARELESS, connect=plug.CARELESS, store=tray.TIGHT),
    "misnames": replace(CAREFUL, measure=replace(CAREFUL.measure, kinds=trace.MISNAMES["kinds"])),
    "misreads": replace(CAREFUL, measure=replace(CAREFUL.measure, covers=True)),
    "misplaces": replace(CAREFUL, measure=replace(CAREFUL.measure, off_m=9.0)),
    "one-trace": replace(
        CAREFUL, measure=replace(CAREFUL.measure, wavelengths=("1550",), third="", two_ways=False, fibres="")
    ),
    "no-trace": replace(CAREFUL, measure=replace(CAREFUL.measure, keep=False)),
    "offcut-on-table": replace(CAREFUL, prepare=prep.careless_offcut_on_table),
}


@dataclass(frozen=True)
class Job:
    """The whole job in a manner, as one step. seed: the draw, for hands that find something by eye."""

    manner: Manner = CAREFUL
    seed: int = 7

    def on(self, seed: int) -> Job:
        """The same hands on a draw."""
        return replace(self, seed=seed)

    def __call__(self, exercise: Exercise, tick: int) -> Script:
        script: Script = []
        for stage in exercise.stages:
            part = self._stage(exercise, stage.scene, stage.params, tick)
            script += part
            tick = end_of(part, tick) + REST
        return script

    def _stage(self, exercise: Exercise, scene: str, params, tick: int) -> Script:
        manner = self.manner
        if scene == "plan":
            return self._pick(params, tick)
        if scene == "preparation":
            left = manner.prepare(params, "left", tick)
            right = manner.prepare(params, "right", end_of(left, tick) + REST)
            return [*left, *right, *prep.leave(end_of(right, tick) + REST)]
        if scene == "splicing":
            return manner.join(tick, exercise.site)
        if scene == "tray":
            return tray.Stored(manner.store, self.seed)(exercise, tick)
        if scene == "connectors":
            return plug.connect(exercise.site, params, tick, manner.connect)
        return trace.Measured(manner.measure, self.seed)(exercise, tick)

    def _pick(self, params: PlanParams, tick: int) -> Script:
        """Left and right by the plan; crossed: the other fibre of the last two lines on the right."""
        pairs = params.pairs
        wanted = pairs[params.pair - 1]
        right = wanted.right
        if self.manner.crossed:
            other = params.pair % 2 + (params.pair - 1) // 2 * 2
            right = pairs[other].right if other < len(pairs) else "bleu"
        pencil = Pencil(tick)
        pencil.do("left.take", wanted.left, 0.8)
        pencil.do("right.take", right, 0.8)
        pencil.do("done", None, 0.3)
        return pencil.script
