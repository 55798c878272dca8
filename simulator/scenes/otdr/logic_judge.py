"""Compares the trainee's table with what is there: what was found, called wrong, measured wrong, judged wrong.

It deliberately changes neither table nor line, and sees no screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.scenes.otdr.logic_params import Params, Row
from simulator.scenes.otdr.logic_truth import Expected

#: A verdict within this of a limit is right either way [dB loss, dB reflectance].
CLOSE_DB, CLOSE_MIRROR_DB = 0.04, 2.0
#: A larger loss drowns what follows: its figure says nothing, and none is asked for [dB].
MOST_DB = 6.0
NO_VERDICT = ("end", "ghost", "splitter")


@dataclass(frozen=True)
class Match:
    """A row (its index) and the event that it means; event None: nothing is there, or a ghost when ``ghost``.

    verdict: the right one by the limits, '' where either would do. loss_asked: there is a loss to be read;
    place_right, loss_right: near enough for the job.
    """

    row: int
    event: Expected | None
    ghost: bool = False
    position_error_m: float = 0.0
    loss_error_db: float = 0.0
    kind_right: bool = True
    verdict_right: bool = True
    verdict: str = ""
    loss_asked: bool = False
    place_right: bool = True
    loss_right: bool = True


@dataclass(frozen=True)
class Judgement:
    """All rows with what they mean, the required events that no row means, and the ghosts that no row names."""

    matches: tuple[Match, ...] = ()
    missed: tuple[Expected, ...] = ()
    ghosts_unnamed: tuple[float, ...] = ()
    required: int = 0

    @property
    def misnamed(self) -> bool:
        """Whether at least half of the rows that mean something have a wrong name: the table tells of another line."""
        told = [match for match in self.matches if match.ghost or (match.event is not None and match.event.required)]
        return bool(told) and 2 * sum(not match.kind_right for match in told) >= len(told)

    @property
    def misread(self) -> bool:
        """Whether a column of the table is wrong or was never filled: fewer than a third of the required events are
        where it says, or fewer than a third of the losses that it read are near enough. One slip is not a column.
        """
        asked = [match for match in self.matches if match.event is not None and match.event.required]
        losses = [match.loss_right for match in asked if match.loss_asked]
        return 3 * sum(match.place_right for match in asked) < self.required or 3 * sum(losses) < len(losses)

    @property
    def found_pct(self) -> float:
        """Share of the required events that a row means [%]."""
        return 100.0 * (self.required - len(self.missed)) / self.required if self.required else 100.0


@dataclass(frozen=True)
class Case:
    """What a judgement needs besides the rows: events, where each is shown [m], ghosts [m], wavelengths measured [nm],
    how far a row may lie from its event [m]."""

    params: Params
    events: tuple[Expected, ...]
    shown_m: tuple[float, ...]
    ghosts_m: tuple[float, ...] = ()
    nms: tuple[int, ...] = ()
    tolerance_m: float = 15.0
    both: bool = False


def judge(rows: list[Row], case: Case) -> Judgement:
    """Pair rows with events, nearest first, each once; what is left over is compared with the ghosts."""
    taken_rows: dict[int, int] = {}
    taken_events: set[int] = set()
    near = sorted(
        (abs(row.position_m - shown) - (0.5 if event.required else 0.0), i, j)
        for i, row in enumerate(rows)
        for j, (event, shown) in enumerate(zip(case.events, case.shown_m, strict=True))
        if abs(row.position_m - shown) <= case.tolerance_m and row.kind != "ghost" and row.read
    )
    for _, i, j in near:
        if i not in taken_rows and j not in taken_events:
            taken_rows[i] = j
            taken_events.add(j)
    matches = []
    for i, row in enumerate(rows):
        if i in taken_rows:
            matches.append(_of_event(i, row, case.events[taken_rows[i]], case))
        else:
            ghost = any(abs(row.position_m - at) <= case.tolerance_m for at in case.ghosts_m)
            matches.append(Match(i, None, ghost, kind_right=ghost and row.kind == "ghost"))
    missed = tuple(e for j, e in enumerate(case.events) if e.required and j not in taken_events)
    named = [row.position_m for row in rows if row.kind == "ghost"]
    end = max(case.shown_m, default=0.0)  # an echo behind the end fools nobody: it may stay without a row
    lurking = [at for at in case.ghosts_m if at < end]
    unnamed = tuple(g for g in lurking if all(abs(g - at) > case.tolerance_m for at in named))
    return Judgement(tuple(matches), missed, unnamed, sum(event.required for event in case.events))


def reference_db(event: Expected, nm: int, both: bool) -> float | None:
    """The loss that a faultless reading gives [dB]: the true one from both ends, else what side A shows."""
    return (event.loss_db if both else event.shown_db).get(nm)


def _of_event(index: int, row: Row, event: Expected, case: Case) -> Match:
    errors, dashes = [], 0
    if event.kind != "end":
        for nm in _nms_of(row, case):
            measured, right = row.loss(nm), reference_db(event, nm, case.both)
            if right is None or (right > MOST_DB and event.kind != "splitter"):
                continue
            if measured is not None:
                errors.append(abs(measured - right))
            else:
                dashes += nm in row.losses or nm in row.back
    kind_right = row.kind in (event.kind, event.also or event.kind)
    verdict = verdict_of(event, replace(case, nms=_nms_of(row, case)))
    off_m, off_db = round(abs(row.position_m - event.place_m), 1), round(max(errors, default=0.0), 2)
    return Match(
        index,
        event,
        False,
        off_m,
        off_db,
        kind_right,
        # Limit and remedy are those of the kind: under a wrong name no verdict is right.
        verdict in ("", row.verdict) and (kind_right or event.kind in NO_VERDICT),
        verdict,
        bool(errors or dashes),
        off_m <= case.params.place_within_m,
        # A dash where there is a loss to be read is none: another window, or a longer pulse, reads it.
        off_db <= case.params.loss_within_db and not dashes,
    )


def _nms_of(row: Row, case: Case) -> tuple[int, ...]:
    """Wavelengths at which a row was read [nm]: from both ends where both count and both were."""
    both = tuple(nm for nm in row.losses if nm in row.back) if case.both else ()
    return both or tuple(dict.fromkeys((*row.losses, *row.back))) or case.nms


def verdict_of(event: Expected, case: Case) -> str:
    """'good' or 'bad' by the job's limits; '' where there is none to give, or where either would do."""
    params = case.params
    if event.kind in NO_VERDICT:
        return ""
    limit = params.connector_limit_db if event.kind == "connector" else params.splice_limit_db
    loss = event.worst(case.nms, case.both)
    if not case.both:
        loss = max(loss, event.worst(case.nms, False))
    mirror = event.mirror_db - params.reflectance_limit_db if event.kind == "connector" else -99.0
    if loss > limit + CLOSE_DB or mirror > CLOSE_MIRROR_DB:
        return "bad"
    if loss < limit - CLOSE_DB and mirror < -CLOSE_MIRROR_DB:
        return "good"
    return ""
