"""A cable of several fibres: which one the launch cord is plugged into, what is said of each, what its file lacks.

It deliberately judges no row: the table is that of one fibre, here each is good or bad as a whole.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.plant.site import COLOURS
from simulator.scenes.base import Mark
from simulator.scenes.otdr.logic_desk import Desk
from simulator.scenes.otdr.logic_judge import Case, verdict_of
from simulator.scenes.otdr.logic_params import SIDES, Row
from simulator.scenes.otdr.logic_truth import Expected
from simulator.scenes.otdr.logic_work import Work

#: What has a limit.
JOINTS = ("connector", "splice", "bend")


class Fibres:
    """The fibres of a job. main: number of the fibre whose table is judged, the one in work when the scene began."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.main = desk.plant.number
        self.numbers = tuple(COLOURS.index(colour) + 1 for colour in desk.params.fibres)
        self.works: dict[int, Work] = {self.main: desk.work}
        self._rows: dict[int, list[Row]] = {}
        self._said: dict[int, int] = {}

    def work_of(self, number: int) -> Work:
        """The truth about a fibre."""
        if number not in self.works:
            desk = self.desk
            self.works[number] = Work(desk.params, desk.plant, desk.otdr, desk.receiver, number)
        return self.works[number]

    @property
    def within_reach(self) -> tuple[int, ...]:
        """Fibres that the cord can be plugged into; empty where the job is about one."""
        return tuple(sorted({*self.numbers, self.main})) if self.numbers else ()

    def next(self, step: int = 1) -> str:
        """Colour of the fibre after this one on the panel (-1: before); '' where there is no other."""
        reach = self.within_reach
        if len(reach) < 2:
            return ""
        return COLOURS[reach[(reach.index(self.desk.plant.number) + step) % len(reach)] - 1]

    def done(self, number: int) -> bool:
        """Whether a fibre was called good or bad and the file lacks none of its traces."""
        return number not in self.unsaid() and all(each != number for each, *_ in self.lacking())

    @property
    def on_main(self) -> bool:
        """Whether the cord is in the fibre whose table counts."""
        return self.desk.plant.number == self.main

    @property
    def rows(self) -> list[Row]:
        """The table that counts."""
        return self.desk.state.rows if self.on_main else self._rows.get(self.main, [])

    def take(self, number: int) -> None:
        """Plug the cord into another fibre of the panel: nothing is measured there yet, and its table is its own."""
        desk = self.desk
        self._rows[desk.plant.number] = desk.state.rows
        version = desk.work.version
        desk.plant.number = number
        desk.state.rows, desk.state.selected = self._rows.get(number, []), None
        desk.otdr.forget()
        desk.work = self.work_of(number)
        desk.work.version = version
        desk.work.touched()
        desk.work.changed()

    def call(self, verdict: str, tick: int) -> None:
        """Say of the fibre that the cord is in what it is worth."""
        number = self.desk.plant.number
        self.desk.state.fibres[number] = verdict
        self._said[number] = tick

    # what is asked

    def asked(self) -> tuple[tuple[int, str, str], ...]:
        """(fibre, side, wavelength) of every trace that the job asks for; side '' where either end will do."""
        params = self.desk.params
        sides = SIDES[: 2 if params.both_ways else 1]
        mine = tuple((self.main, side, nm) for side in sides for nm in params.keep)
        return mine + tuple((n, "", nm) for n in self.numbers if n != self.main for nm in params.each)

    def lacking(self) -> tuple[tuple[int, str, str], ...]:
        """What of that was not kept to the end of the line."""
        kept = {(k.number, k.side, str(round(k.trace.wavelength * 1e9))) for k in self.desk.kept if k.whole}
        either = {(number, "", nm) for number, _, nm in kept}
        return tuple(each for each in self.asked() if each not in kept | either)

    def unsaid(self) -> tuple[int, ...]:
        """Fibres that were called neither good nor bad."""
        return tuple(n for n in self.numbers if self.desk.state.fibres.get(n, "none") == "none")

    def verdict(self, number: int) -> str:
        """The right verdict on a fibre as a whole: 'good', 'bad', or '' where either would do.

        What is seen from one end may lie on the other side of a limit than the truth: then either will do.
        """
        work, params = self.work_of(number), self.desk.params
        if len(work.line.reached()) < len(work.line.parts):
            return "bad"
        nms = tuple(int(nm) for nm in (params.keep if number == self.main else params.each))
        joints = [event for event in work.events() if event.kind in JOINTS]
        seen = [_verdicts(event, Case(params, (), (), nms=nms)) for event in joints]
        if {"bad"} in seen:
            return "bad"
        return "good" if all(each == {"good"} for each in seen) else ""

    # what it is worth

    def settle(self, tick: int) -> None:
        """How many fibres were called what they are [%]."""
        if self.numbers and self.desk.state.fibres:
            right = sum(self._right(number) for number in self.numbers)
            self.desk.book.set("otdr.fibres_right_pct", 100.0 * right / len(self.numbers), tick)

    def _right(self, number: int) -> bool:
        said = self.desk.state.fibres.get(number, "none")
        return said != "none" and self.verdict(number) in ("", said)

    def mark(self, tick: int) -> None:
        """A cause for each fibre that was called wrong, or nothing."""
        for number in self.numbers:
            said = self.desk.state.fibres.get(number, "none")
            if not self._right(number):
                cause = {"good": "otdr.bad_fibre_kept", "bad": "otdr.good_fibre_refused"}.get(said, "otdr.fibre_unsaid")
                at = self._said.get(number, tick)
                self.desk.marks.append(Mark(at, cause, "otdr.fibres_right_pct", level="info"))


def _verdicts(event: Expected, case: Case) -> set[str]:
    """What a joint is worth in truth, as it looks from A, and as it looks from B."""
    from_b = {nm: 2.0 * loss - event.shown_db[nm] for nm, loss in event.loss_db.items()}
    looks = ((event, True), (event, False), (replace(event, shown_db=from_b), False))
    return {verdict_of(look, replace(case, both=both)) for look, both in looks}
