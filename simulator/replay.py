"""Read an action log, run it again, and say whether it still gives what it says — or where it first differs.

It deliberately has no game loop of its own: it calls ``Attempt.step``, the same as play does.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.attempt import LOG_FORMAT, MAX_TICKS, Attempt, Who
from simulator.scenes.base import Action, ActionError, Effect

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise

MAX_BYTES = 32 * 1024 * 1024
#: The header of a log may carry a recorded trace.
MAX_LINE = 2 * 1024 * 1024


class LogError(ValueError):
    """A log that cannot be read or run; the text names file, line and what is allowed."""


@dataclass
class Log:
    """A parsed log. actions maps a tick to its actions with their line numbers; end is None when it was cut short."""

    name: str
    header: dict[str, Any]
    actions: dict[int, list[Action]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    facts: list[tuple[int, str, float]] = field(default_factory=list)
    #: Tick -> dates of the sittings that begin there, after the first one.
    sittings: dict[int, list[str]] = field(default_factory=dict)
    #: Tick -> stage, as a journal notes it now and then while nothing else happens.
    marks: dict[int, int] = field(default_factory=dict)
    end: dict[str, Any] | None = None
    torn: bool = False

    @property
    def last_tick(self) -> int:
        """Number of ticks to run."""
        if self.end is not None:
            return int(self.end["end"])
        told = max((tick for tick, _, _ in self.facts), default=-1)
        reached = max((*self.sittings, *self.marks), default=0)
        return max(max(self.actions, default=-1) + 1, told + 1, reached)


@dataclass(frozen=True)
class Verification:
    """What a replay found: the attempt as run again, and the first difference in one sentence (None when equal)."""

    attempt: Attempt
    difference: str | None


def read(path: Path) -> Log:
    """Read a log file. Raises LogError with file and line."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise LogError(f"{path.name}: {size} bytes, at most {MAX_BYTES} are allowed")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise LogError(f"{path}: cannot be read ({error.strerror or error})") from None
    except UnicodeDecodeError as error:
        raise LogError(f"{path.name}: not UTF-8 text (byte {error.start})") from None
    return parse(text, path.name)


def parse(text: str, name: str = "log") -> Log:
    """Parse the text of a log. A torn last line (a PC that lost power) is left out and noted. Raises LogError."""
    lines = text.split("\n")
    log: Log | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = _record(line)
        except ValueError as error:
            if log is not None and number == len(lines):
                log.torn = True
                break
            raise LogError(f"{name}:{number}: {error}") from None
        if log is None:
            log = Log(name, _header(record, name))
        else:
            _take(log, record, number)
    if log is None:
        raise LogError(f"{name}:1: empty, expected a Brin log")
    return log


def _record(line: str) -> dict[str, Any]:
    if len(line) > MAX_LINE:
        raise ValueError(f"line of {len(line)} characters, at most {MAX_LINE} are allowed")

    def refuse(token: str) -> float:
        raise ValueError(f"{token} is not a number that a log may hold")

    try:
        record = json.loads(line, parse_constant=refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON (column {error.colno})") from None
    if not isinstance(record, dict):
        raise ValueError("expected a JSON object")
    return record


def _header(record: dict[str, Any], name: str) -> dict[str, Any]:
    version = record.get("brin_log")
    if version != LOG_FORMAT:
        raise LogError(f"{name}:1: expected a Brin log of format {LOG_FORMAT}, found {version!r}")
    if not isinstance(record.get("exercise"), str):
        raise LogError(f"{name}:1: the exercise's name is missing")
    seed = record.get("seed")
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
        raise LogError(f"{name}:1: seed must be a whole number from 0, found {seed!r}")
    return record


def _tick(log: Log, value: Any, number: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_TICKS:
        raise LogError(f"{log.name}:{number}: tick must be a whole number from 0 to {MAX_TICKS}, found {value!r}")
    return value


def _take(log: Log, record: dict[str, Any], number: int) -> None:
    if log.end is not None:
        raise LogError(f"{log.name}:{number}: nothing may follow the end of the attempt")
    if "a" in record:
        tick = _tick(log, record.get("t"), number)
        value = record.get("v")
        if isinstance(value, list):
            value = tuple(value)
        log.actions.setdefault(tick, []).append(Action(str(record["a"]), value))
        log.lines.setdefault(tick, number)
    elif "f" in record:
        value = record.get("v")
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise LogError(f"{log.name}:{number}: fact {record['f']!r} must be a number, found {value!r}")
        log.facts.append((_tick(log, record.get("t"), number), str(record["f"]), float(value)))
    elif "sitting" in record:
        log.sittings.setdefault(_tick(log, record.get("t"), number), []).append(str(record.get("date", "")))
    elif "at" in record:
        log.marks[_tick(log, record["at"], number)] = _tick(log, record.get("stage"), number)
    elif "end" in record:
        _tick(log, record["end"], number)
        log.end = record
    else:
        known = "an action (a), a fact (f), a sitting, a mark (at) or the end"
        raise LogError(f"{log.name}:{number}: expected {known}, found {sorted(record)}")


def restart(log: Log, exercise: Exercise) -> Attempt:
    """A new attempt at tick 0 with the log's seed and names."""
    text = {key: str(log.header.get(key, "")) for key in ("trainee", "group", "attempt_id", "date")}
    source: dict[str, object] = {key: log.header[key] for key in ("source", "files") if key in log.header}
    return Attempt(exercise, log.header["seed"], Who(**text), extra_header=source)


def play(log: Log, exercise: Exercise, until: int | None = None) -> Iterator[tuple[Attempt, list[Effect]]]:
    """Run a log tick by tick, up to ``until`` ticks; yields the attempt and the effects after each.

    Raises LogError when an action cannot be.
    """
    attempt = restart(log, exercise)
    last = log.last_tick if until is None else min(until, log.last_tick)
    while attempt.tick < last and not attempt.finished:
        tick = attempt.tick
        _sit_down(log, attempt)
        try:
            effects = attempt.step(log.actions.get(tick, ()))
        except ActionError as error:
            raise LogError(f"{log.name}:{log.lines.get(tick, 1)}: {error}") from None
        yield attempt, effects
    if not attempt.finished:
        _sit_down(log, attempt)


def _sit_down(log: Log, attempt: Attempt) -> None:
    for date in log.sittings.get(attempt.tick, ()):
        attempt.take_up(date)


def run(log: Log, exercise: Exercise, until: int | None = None) -> Attempt:
    """Run a log to its end (or to a tick) and return the attempt; a log without an end is finished where it stops."""
    attempt = None
    for attempt, _ in play(log, exercise, until):  # noqa: B007 - the last one is wanted
        pass
    attempt = attempt or restart(log, exercise)
    if until is None:
        attempt.finish()
    return attempt


def verify(log: Log, exercise: Exercise) -> Verification:
    """Run a log and compare every fact and the score with what the log says."""
    attempt = run(log, exercise)
    again = parse("\n".join(attempt.log), log.name)
    return Verification(attempt, _difference(log, again))


class TakingUp:
    """A log that was left unfinished, run again a slice at a time until the attempt stands where it was left.

    attempt: where it stands now; difference: the first difference, in one sentence, None while all is as it was;
    then ``settle`` gives what still stands. refused: what in it can no longer be done, None where all can.
    """

    def __init__(self, log: Log, exercise: Exercise) -> None:
        self.log = log
        self.attempt = restart(log, exercise)
        self.difference: str | None = None
        self.refused: str | None = None
        self.over = False
        self._run = play(log, exercise)

    @property
    def share(self) -> float:
        """How much of it was run [0 to 1]."""
        return min(1.0, self.attempt.tick / max(1, self.log.last_tick))

    def step(self, ticks: int) -> bool:
        """Run some more ticks; True while there are more."""
        try:
            for _ in range(ticks):
                if not self.over:
                    self._step()
        except LogError as error:
            self.refused, self.over = str(error), True
            self.difference = self.difference or self.refused
        return not self.over

    def _step(self) -> None:
        following = next(self._run, None)
        if following is None:
            self.over = True
            again = parse("\n".join(self.attempt.log), self.log.name)
            self.difference = self.difference or _difference(self.log, again)
            return
        self.attempt = following[0]
        if self.difference is not None:
            return
        tick = self.attempt.tick
        if self.attempt.finished and self.log.end is None:
            self.difference = f"tick {tick}: the replay ends, the log goes on"
        elif (noted := self.log.marks.get(tick)) not in (None, self.attempt.stage):
            self.difference = f"tick {tick}: log stands in stage {noted}, replay in stage {self.attempt.stage}"

    def settle(self) -> Attempt:
        """The attempt, ended where the log ends or can no longer be run."""
        while self.step(1):
            pass
        self.attempt.finish()
        return self.attempt


def mark(attempt: Attempt) -> str:
    """A line that notes in a journal how far an attempt has come; it is no part of the log that is kept in the end.

    Only the stage stands in it, not the goal: what a trainee is told next is help, and a newer program may help better
    while the work is the same.
    """
    return json.dumps({"at": attempt.tick, "stage": attempt.stage}, separators=(",", ":"))


def _difference(old: Log, new: Log) -> str | None:
    """First difference between two logs, in the order of time, in one sentence."""
    for before, after in zip(old.facts, new.facts, strict=False):
        if before != after:
            return f"tick {min(before[0], after[0])}: log says {_say(before)}, replay gives {_say(after)}"
    # A log without an end breaks off; what its replay settles after that is no difference.
    if len(old.facts) > len(new.facts) or (len(old.facts) != len(new.facts) and old.end is not None):
        longer, who = (
            (old.facts, "only in the log") if len(old.facts) > len(new.facts) else (new.facts, "only in the replay")
        )
        extra = longer[min(len(old.facts), len(new.facts))]
        return f"tick {extra[0]}: {_say(extra)} {who}"
    if old.end is None or new.end is None:
        return None
    for key in ("end", "score", "verdict", "gates", "facts"):
        if key in old.end and old.end[key] != new.end[key]:
            return f"tick {new.end['end']}: log ends with {key} = {old.end[key]}, replay gives {new.end[key]}"
    return None


def _say(fact: tuple[int, str, float]) -> str:
    return f"{fact[1]} = {fact[2]:g} (tick {fact[0]})"


def exercise_of(
    log: Log,
    find: Callable[[str, str], Exercise | None],
    parse_text: Callable[[str, str, dict[str, bytes]], Exercise],
) -> Exercise:
    """The exercise that a log was made on: the copy inside the log, else the one of that name in the courses.

    find(course, exercise) looks among the courses; parse_text(text, name, files) loads a copy. Raises LogError when
    there is none, or when the course's file has changed since.
    """
    source = log.header.get("source")
    if isinstance(source, str):
        from simulator.curriculum import attached

        return parse_text(source, f"{log.name} (exercise)", attached.unpacked(log.header.get("files")))
    course, name = str(log.header.get("course", "")), log.header["exercise"]
    exercise = find(course, name)
    if exercise is None:
        raise LogError(f"{log.name}:1: exercise {course}/{name} is not among the courses of this PC")
    wanted = log.header.get("content_sha256")
    if wanted and wanted != exercise.sha256 and not log.header.get("proof"):
        raise LogError(
            f"{log.name}:1: exercise {course}/{name} has changed since this attempt; its log holds no copy of it"
        )
    return exercise
