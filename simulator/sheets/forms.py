"""A score sheet as a plain dictionary and back: the one JSON form of files and of the class book.

It deliberately trusts nothing it reads back: a missing or wrong value is refused with its name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from simulator.scoring import Criterion, CriterionResult, Defect, Heading, PassRule, ScoreSheet, Signature

#: Raised when a later program could no longer read the form back as it is.
SCHEMA = 1
TICKS_PER_SECOND = 60


class SheetError(ValueError):
    """A sheet that cannot be written or read; the text is one sentence that names what is wrong."""


def as_dict(sheet: ScoreSheet) -> dict[str, Any]:
    """The whole sheet in a stable order; what can be worked out from the rest (duration, sums) is there to be read."""
    heading = sheet.heading
    return {
        "brin_sheet": SCHEMA,
        "exercise": heading.exercise,
        "title": dict(heading.title),
        "course": heading.course,
        "content_sha256": heading.content_sha256,
        "program_version": heading.program_version,
        "seed": heading.seed,
        "trainee": heading.trainee,
        "group": heading.group,
        "attempt_id": heading.attempt_id,
        "date": heading.date,
        "help": sheet.help,
        "score": sheet.score,
        "verdict": sheet.verdict,
        "passed": sheet.passed,
        "pass": {"score": sheet.pass_rule.score, "in_a_row": sheet.pass_rule.in_a_row},
        "ticks": sheet.ticks,
        "duration_s": round(sheet.ticks / TICKS_PER_SECOND, 2),
        "sittings": sheet.sittings,
        "gates_broken": [{"gate": gate, "tick": tick} for gate, tick in sheet.gates_broken],
        "criteria": [_criterion_dict(result) for result in sheet.criteria],
        "bill_db": dict(sheet.bill),
        "bill_total_db": sheet.bill_total,
        **({"bill_nm": sheet.bill_nm} if sheet.bill_nm else {}),
        **({"bill_fibre": sheet.bill_fibre} if sheet.bill_fibre else {}),
        "defects": [{"tick": d.tick, "cause": d.cause, "fact": d.fact, "side": d.side} for d in sheet.defects],
        "skills": {name: {"points": round(p, 2), "weight": w} for name, (p, w) in sheet.skills().items()},
        # Only where there is one: a sheet without keeps the text it had before sheets could be signed.
        **({"signature": asdict(sheet.signature)} if sheet.signature is not None else {}),
    }


def _criterion_dict(result: CriterionResult) -> dict[str, Any]:
    criterion = result.criterion
    return {
        "fact": criterion.fact,
        "value": result.value,
        "unit": result.unit,
        "decimals": result.decimals,
        "full": criterion.full,
        "zero": criterion.zero,
        "weight": criterion.weight,
        "share": result.share,
        "points": result.points,
        "tick": result.tick,
        "skill": criterion.skill,
        "once_passed": criterion.once_passed,
    }


class _Reader:
    """Takes typed values out of a dictionary. Raises SheetError with the name of what is missing or wrong."""

    def __init__(self, values: Any, where: str = "") -> None:
        if not isinstance(values, Mapping):
            raise SheetError(f"score sheet: {where or 'it'} is not an object")
        self._values, self._where = values, where

    def _get(self, name: str, kinds: tuple[type, ...]) -> Any:
        value = self._values.get(name)
        wrong_bool = isinstance(value, bool) and bool not in kinds
        if not isinstance(value, kinds) or wrong_bool or (isinstance(value, float) and not math.isfinite(value)):
            raise SheetError(f"score sheet: {self._where}{name} is missing or wrong: {value!r}")
        return value

    def string(self, name: str) -> str:
        return self._get(name, (str,))

    def number(self, name: str) -> float:
        return float(self._get(name, (int, float)))

    def whole(self, name: str) -> int:
        return self._get(name, (int,))

    def flag(self, name: str) -> bool:
        return self._get(name, (bool,))

    def maybe(self, name: str, read: Callable[[str], Any]) -> Any:
        return None if self._values.get(name) is None else read(name)

    def table(self, name: str, kinds: tuple[type, ...]) -> dict[str, Any]:
        inner = _Reader(self._get(name, (Mapping,)), f"{self._where}{name}.")
        return {str(key): inner._get(key, kinds) for key in inner._values}

    def rows(self, name: str) -> list[_Reader]:
        rows: Sequence[Any] = self._get(name, (list, tuple))
        return [_Reader(row, f"{self._where}{name}[{index}].") for index, row in enumerate(rows)]

    def inner(self, name: str) -> _Reader:
        return _Reader(self._get(name, (Mapping,)), f"{self._where}{name}.")


def from_dict(values: Mapping[str, Any]) -> ScoreSheet:
    """The sheet that ``as_dict`` gave. Raises SheetError when something is missing, wrong, or of a later form."""
    read = _Reader(values)
    if read.whole("brin_sheet") != SCHEMA:
        raise SheetError(f"score sheet: form {values['brin_sheet']!r} is not known, expected {SCHEMA}")
    rule = read.inner("pass")
    return ScoreSheet(
        heading=_heading(read),
        criteria=tuple(_criterion(row) for row in read.rows("criteria")),
        gates_broken=tuple((row.string("gate"), row.whole("tick")) for row in read.rows("gates_broken")),
        score=read.number("score"),
        verdict=read.string("verdict"),
        passed=read.flag("passed"),
        ticks=read.whole("ticks"),
        bill={cause: float(value) for cause, value in read.table("bill_db", (int, float)).items()},
        bill_nm=read.maybe("bill_nm", read.whole) or 0,
        bill_fibre=read.maybe("bill_fibre", read.whole) or 0,
        defects=tuple(
            Defect(row.whole("tick"), row.string("cause"), row.string("fact"), row.string("side"))
            for row in read.rows("defects")
        ),
        help=read.string("help"),
        pass_rule=PassRule(rule.number("score"), rule.whole("in_a_row")),
        # Sheets of before attempts could be taken up again do not tell.
        sittings=read.maybe("sittings", read.whole) or 1,
        signature=read.maybe("signature", lambda name: _signature(read.inner(name))),
    )


def _signature(read: _Reader) -> Signature:
    return Signature(read.string("signer"), read.string("remark"), read.string("signed"))


def _heading(read: _Reader) -> Heading:
    return Heading(
        exercise=read.string("exercise"),
        title=read.table("title", (str,)),
        course=read.string("course"),
        content_sha256=read.string("content_sha256"),
        program_version=read.string("program_version"),
        seed=read.whole("seed"),
        trainee=read.string("trainee"),
        group=read.string("group"),
        attempt_id=read.string("attempt_id"),
        date=read.string("date"),
    )


def _criterion(row: _Reader) -> CriterionResult:
    return CriterionResult(
        criterion=Criterion(
            row.string("fact"), row.number("full"), row.number("zero"), row.number("weight"), row.string("skill"),
            row.flag("once_passed"),
        ),
        value=row.maybe("value", row.number),
        unit=row.string("unit"),
        decimals=row.whole("decimals"),
        share=row.number("share"),
        points=row.number("points"),
        tick=row.maybe("tick", row.whole),
    )  # fmt: skip


def dumps(sheet: ScoreSheet) -> str:
    """The sheet as one line of JSON, always the same for the same sheet."""
    return json.dumps(as_dict(sheet), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def loads(text: str) -> ScoreSheet:
    """The sheet of one JSON text. Raises SheetError."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise SheetError("score sheet: not JSON") from None
    return from_dict(values)
