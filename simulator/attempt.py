"""One trainee on one exercise: the tick count, the plant, the scenes, the action log, and the score at the end.

``Attempt.step`` is the only thing that advances time: play, replay, proof and test all call it. It deliberately reads
no clock, draws nothing and knows no file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from simulator import __version__, scenes
from simulator.plant import Chance, workplace
from simulator.scenes.base import Action, ActionError, ActionSpec, Curve, Effect, Mark, Scene
from simulator.scoring import Defect, Heading, ScoreSheet, make_sheet

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise

LOG_FORMAT = 1
#: Four hours; an attempt that goes on longer is a forgotten window (or a hostile log).
MAX_TICKS = 4 * 3600 * 60
MAX_ACTIONS_PER_TICK = 64
#: Action numbers are rounded to this many decimals before they act, so that the log holds exactly what acted.
ACTION_DECIMALS = 3

ATTEMPT_ACTIONS: dict[str, ActionSpec] = {
    "stage.next": ActionSpec("none"),
    "stage.back": ActionSpec("none"),
    "attempt.finish": ActionSpec("none"),
}


@dataclass(frozen=True)
class Who:
    """Who tries, when and under which number; all of it is passed in, for the sheet only. date is ISO 8601 text."""

    trainee: str = ""
    group: str = ""
    attempt_id: str = ""
    date: str = ""


@dataclass
class StageRun:
    """A stretch of time spent in one stage: ticks from (first) and to (after the last)."""

    stage: int
    first: int
    last: int


@dataclass
class Outcome:
    """All that an ended attempt tells: the sheet, the gesture curves, the marks and the stretches of the timeline."""

    sheet: ScoreSheet
    curves: list[Curve]
    marks: list[Mark]
    runs: list[StageRun]
    facts: dict[str, float]
    stages: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, ACTION_DECIMALS) + 0.0
    if isinstance(value, tuple):
        return tuple(_rounded(item) for item in value)
    return value


class Attempt:
    """A run of an exercise on one seed. sink, when given, receives every line of the log as it is written."""

    def __init__(
        self,
        exercise: Exercise,
        seed: int,
        who: Who | None = None,
        sink: Callable[[str], None] | None = None,
        extra_header: Mapping[str, Any] | None = None,
    ) -> None:
        self.exercise = exercise
        self.seed = int(seed)
        self.who = who or Who()
        self.tick = 0
        self.stage = 0
        self.finished = False
        #: How often somebody sat down to it: one more each time it is taken up again.
        self.sittings = 1
        self.runs: list[StageRun] = [StageRun(0, 0, 0)]
        self.plant = workplace.build(exercise.site, Chance(self.seed))
        self.plant.files.update(exercise.files)
        self.log: list[str] = []
        self._sink = sink
        self._scenes: dict[int, Scene] = {}
        self._specs: dict[int, dict[str, ActionSpec]] = {}
        self._seen_changes: dict[int, int] = {}
        self._settled: set[int] = set()
        self._round = 0
        self._write(self.header() | dict(extra_header or {}))
        self._enter(0)

    def header(self) -> dict[str, Any]:
        """First line of the log: formats, versions, exercise and seed."""
        return {
            "brin_log": LOG_FORMAT,
            "version": __version__,
            "course": self.exercise.course_id,
            "exercise": self.exercise.id,
            "content_sha256": self.exercise.sha256,
            "seed": self.seed,
            "trainee": self.who.trainee,
            "group": self.who.group,
            "attempt_id": self.who.attempt_id,
            "date": self.who.date,
        }

    @property
    def scene(self) -> Scene:
        """Logic of the present stage."""
        return self._scenes[self.stage]

    @property
    def scene_name(self) -> str:
        """Name of the present stage's scene."""
        return self.exercise.stages[self.stage].scene

    def scene_at(self, stage: int) -> Scene | None:
        """Logic of a stage, None when it was never entered."""
        return self._scenes.get(stage)

    def check(self, action: Action) -> Action:
        """Return the action as it will act and be logged.

        Raises ActionError when the present scene does not know it or its value is not allowed.
        """
        spec = ATTEMPT_ACTIONS.get(action.target) or self._specs[self.stage].get(action.target)
        if spec is None:
            raise ActionError(f"{action.target}: unknown in the scene {self.scene_name}")
        return Action(action.target, _rounded(spec.check(action.target, action.value)))

    def step(self, actions: Sequence[Action] = ()) -> list[Effect]:
        """Advance one tick (1/60 s) with what the hands do in it; returns what is to be seen and heard.

        Raises ActionError for an action that cannot be, ValueError after the end of the attempt.
        """
        if self.finished:
            raise ValueError("the attempt is over: start a new one")
        if len(actions) > MAX_ACTIONS_PER_TICK:
            raise ActionError(f"more than {MAX_ACTIONS_PER_TICK} actions in one tick")
        clean = [self.check(action) for action in actions]
        for action in clean:
            self._write({"t": self.tick, "a": action.target, "v": action.value})
        inner = [action for action in clean if action.target not in ATTEMPT_ACTIONS]
        outer = [action.target for action in clean if action.target in ATTEMPT_ACTIONS]
        effects = self.scene.step(self.tick, inner)
        self.tick += 1
        self.runs[-1].last = self.tick
        self._write_changes()
        self._move_on(outer)
        if self.tick >= MAX_TICKS and not self.finished:
            self.finish()
        return effects

    def finish(self) -> None:
        """End the attempt: the scenes settle their last facts and the log is closed. Harmless when already over."""
        if self.finished:
            return
        self._settle()
        self.finished = True
        sheet = self.outcome().sheet
        self._write(
            {
                "end": self.tick,
                "score": sheet.score,
                "verdict": sheet.verdict,
                "gates": [name for name, _ in sheet.gates_broken],
                "facts": dict(sorted(self.facts().items())),
            }
        )

    def take_up(self, date: str = "") -> None:
        """Note that a kept attempt goes on at another time (date: ISO 8601 text); nothing of the work changes."""
        self.sittings += 1
        self._write({"t": self.tick, "sitting": self.sittings, "date": date})

    def write_to(self, sink: Callable[[str], None] | None) -> None:
        """Hand every further line of the log to another sink; those written so far stand in ``log``."""
        self._sink = sink

    def facts(self) -> dict[str, float]:
        """Every fact decided so far, rounded.

        Where two scenes tell the same, the later wins; where one scene comes several times, its FactSpec.merge decides.
        """
        return {name: self._scenes[stage].book.values[name] for name, stage in self._telling().items()} | self._sums()

    def _telling(self) -> dict[str, int]:
        """Which stage has the say about each fact."""
        found: dict[str, int] = {}
        for stage in sorted(self._scenes):
            book = self._scenes[stage].book
            for name, value in book.values.items():
                if name in found and self._same_scene(found[name], stage):
                    before = self._scenes[found[name]].book.values[name]
                    worse = value > before if book.specs[name].better == "low" else value < before
                    if not worse:
                        continue
                found[name] = stage
        return found

    def _sums(self) -> dict[str, float]:
        """Facts that add up over the stages of one scene."""
        sums: dict[str, float] = {}
        for stage in sorted(self._scenes):
            book = self._scenes[stage].book
            for name, value in book.values.items():
                if book.specs[name].merge == "sum":
                    sums[name] = round(sums.get(name, 0.0) + value, book.specs[name].decimals) + 0.0
        return sums

    def _same_scene(self, one: int, other: int) -> bool:
        return self.exercise.stages[one].scene == self.exercise.stages[other].scene

    def outcome(self) -> Outcome:
        """The sheet and all that the debrief shows."""
        decided: dict[str, int] = {}
        units: dict[str, tuple[str, int]] = {}
        gates: dict[str, int] = {}
        bill: dict[str, float] = {}
        bill_nm = bill_fibre = 0
        curves: list[Curve] = []
        marks: list[Mark] = []
        for name, stage in self._telling().items():
            decided[name] = self._scenes[stage].book.decided[name]
        for stage in sorted(self._scenes):
            scene = self._scenes[stage]
            units.update({spec.name: (spec.unit, spec.decimals) for spec in scene.book.specs.values()})
            gates.update({k: t for k, t in scene.broken_gates.items() if k in self.exercise.gates})
            if mine := dict(scene.bill()):
                bill, bill_nm, bill_fibre = mine, round(scene.bill_nm), getattr(scene, "bill_fibre", 0)
            curves.extend(scene.curves)
            marks.extend(scene.marks)
        marks.sort(key=lambda mark: mark.tick)
        sheet = make_sheet(
            heading=self._heading(),
            rubric=self.exercise.rubric,
            facts=self.facts(),
            decided=decided,
            units=units,
            gates_broken=gates,
            rule=self.exercise.pass_rule,
            ticks=self.tick,
            bill=bill,
            bill_nm=bill_nm,
            bill_fibre=bill_fibre,
            defects=(),
            help_mode=self.exercise.help,
            sittings=self.sittings,
        )
        # What only informs explains lost points: where none were lost it would tell of what did not happen.
        lost = {result.criterion.fact for result in sheet.criteria if result.share < 1.0}
        marks = [mark for mark in marks if mark.level != "info" or mark.fact in lost]
        defects = (Defect(mark.tick, mark.cause, mark.fact, mark.side) for mark in marks)
        sheet = replace(sheet, defects=tuple(sorted(defects, key=lambda defect: (defect.tick, defect.cause))))
        names = tuple(stage.scene for stage in self.exercise.stages)
        return Outcome(sheet, curves, marks, list(self.runs), self.facts(), names)

    def _heading(self) -> Heading:
        return Heading(
            exercise=self.exercise.id,
            title=self.exercise.title.as_dict(),
            course=self.exercise.course_id,
            content_sha256=self.exercise.sha256,
            program_version=__version__,
            seed=self.seed,
            trainee=self.who.trainee,
            group=self.who.group,
            attempt_id=self.who.attempt_id,
            date=self.who.date,
        )

    def _settle(self) -> None:
        """The scenes that are still open settle their last facts."""
        for stage in sorted(set(self._scenes) - self._settled):
            self._scenes[stage].close(self.tick)
            self._write_changes(stage)
            self._settled.add(stage)

    def _enter(self, stage: int) -> None:
        spec = self.exercise.stages[stage]
        if stage not in self._scenes:
            if any(self._same_scene(stage, other) for other in self._scenes if other >= self._round):
                # A scene that comes again begins a new round, on other fibres: what the last one left is settled first.
                self._settle()
                self._round = stage
            logic = scenes.logic(spec.scene)
            self._scenes[stage] = logic.create(spec.params, self.plant)
            self._specs[stage] = logic.ACTIONS
            self._seen_changes[stage] = 0
        self.stage = stage
        scene = self._scenes[stage]
        scene.outcome = None
        scene.enter(self.tick)
        self._write_changes()

    def _move_on(self, outer: Iterable[str]) -> None:
        """Change stage or end, as the scene's outcome or the trainee asks."""
        wish = {"stage.next": "done", "stage.back": "back", "attempt.finish": "finish"}
        asked = [wish[target] for target in outer]
        outcome = asked[-1] if asked else self.scene.outcome
        if outcome == "finish" or (outcome == "done" and self.stage + 1 == len(self.exercise.stages)):
            self.finish()
        elif outcome == "done":
            self._go(self.stage + 1)
        elif outcome == "back":
            self._go(max(self._round, self.stage - 1))

    def _go(self, stage: int) -> None:
        if stage != self.stage:
            self.runs.append(StageRun(stage, self.tick, self.tick))
        self._enter(stage)

    def _write_changes(self, stage: int | None = None) -> None:
        stage = self.stage if stage is None else stage
        changes = self._scenes[stage].book.changes
        for tick, name, value in changes[self._seen_changes[stage] :]:
            self._write({"t": tick, "f": name, "v": value})
        self._seen_changes[stage] = len(changes)

    def _write(self, record: Mapping[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        self.log.append(line)
        if self._sink is not None:
            self._sink(line)
