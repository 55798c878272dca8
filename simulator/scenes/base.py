"""What every scene shares: actions in, effects out, facts, curves, marks.

It deliberately knows no scene, no drawing and no wording: causes and facts are keys that the screens put into words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from simulator.bounds import Bounds, FileName

__all__ = [
    "Action", "ActionError", "ActionSpec", "Bounds", "Burst", "Cue", "Curve", "Effect", "FactBook", "FactSpec",
    "FileName", "Mark", "Scene", "Sound", "TICKS_PER_SECOND", "TICK_S", "Teller", "Toast", "Value",
]  # fmt: skip

TICKS_PER_SECOND = 60
TICK_S = 1.0 / TICKS_PER_SECOND

Value = float | int | str | bool | None | tuple[float, ...]


class ActionError(ValueError):
    """An action that no hand can do: unknown target, wrong type, or out of range."""


@dataclass(frozen=True)
class Action:
    """One semantic move of the hand: what (target) and how much (value, in the unit of its spec)."""

    target: str
    value: Value = None


@dataclass(frozen=True)
class ActionSpec:
    """What an action's value may be; the attempt checks it before a scene sees the action.

    kind: 'none', 'bool', 'number', 'pair' or 'choice'. unit and limits apply to numbers and to both numbers of a pair.
    """

    kind: str
    unit: str = ""
    low: float = -1e6
    high: float = 1e6
    choices: tuple[str, ...] = ()

    def check(self, target: str, value: Any) -> Value:
        """Return the value in its clean form.

        Raises ActionError with the allowed values.
        """
        if self.kind == "none":
            if value is not None:
                raise ActionError(f"{target}: takes no value, found {value!r}")
            return None
        if self.kind == "bool":
            if not isinstance(value, bool):
                raise ActionError(f"{target}: expected true or false, found {value!r}")
            return value
        if self.kind == "choice":
            if value not in self.choices:
                raise ActionError(f"{target}: expected one of {', '.join(self.choices)}, found {value!r}")
            return value
        if self.kind == "pair":
            if not isinstance(value, list | tuple) or len(value) != 2:
                raise ActionError(f"{target}: expected two numbers [{self.unit}], found {value!r}")
            return (self._number(target, value[0]), self._number(target, value[1]))
        return self._number(target, value)

    def _number(self, target: str, value: Any) -> float:
        bad = isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value)
        if bad or not self.low <= value <= self.high:
            raise ActionError(
                f"{target}: expected a number from {self.low:g} to {self.high:g} {self.unit}, found {value!r}"
            )
        return float(value)


@dataclass(frozen=True)
class FactSpec:
    """A fact that a rubric may judge: its unit, the decimals it is rounded to, and which way is better.

    merge says what counts when the same scene comes several times in an exercise: the "worst" of them, or their "sum".
    """

    name: str
    unit: str = ""
    decimals: int = 0
    better: str = "low"
    merge: str = "worst"


@dataclass(frozen=True)
class Sound:
    """Something to be heard; every sound has a visual twin in the view."""

    name: str


@dataclass(frozen=True)
class Toast:
    """A short message to be shown: key is put into words by the screen; level is good, watch, bad or info."""

    key: str
    level: str = "info"


@dataclass(frozen=True)
class Burst:
    """Particles at a place of the work: kind is shards, dust, drops or smoke; x, y in the scene's own units."""

    kind: str
    x: float = 0.0
    y: float = 0.0


Effect = Sound | Toast | Burst


class Teller:
    """Tells a message that a hand provokes at every tick of a gesture only once in a while."""

    def __init__(self, rest_s: float = 2.0) -> None:
        self.rest = round(rest_s * TICKS_PER_SECOND)
        self._told: dict[str, int] = {}

    def tell(self, tick: int, key: str, level: str = "watch") -> list[Effect]:
        """The message, or nothing when it was told less than ``rest_s`` [s] ago."""
        if tick - self._told.get(key, -self.rest) < self.rest:
            return []
        self._told[key] = tick
        return [Toast(key, level)]


@dataclass(frozen=True)
class Cue:
    """The live cue: level (good, watch, bad), a wording key, and its place on a 0..1 gauge (0.5 is ideal).

    The gauge is green from 0.25 to 0.75: what is good lies there.
    """

    level: str
    key: str
    position: float = 0.5


@dataclass
class Curve:
    """One gesture as it was done: y against x, with the ideal and the limits that the debrief draws.

    points: (x, y, tick); ideal: (x, y); low, high: limits of y, in y_unit. aims: the hand comes from far and only where
    it ends counts, so that the way there is no fault.
    """

    key: str
    side: str
    x_unit: str
    y_unit: str
    low: float
    high: float
    ideal: tuple[tuple[float, float], ...] = ()
    points: list[tuple[float, float, int]] = field(default_factory=list)
    aims: bool = False


@dataclass(frozen=True)
class Mark:
    """A defect where it arose: when, why (cause key), which fact it weighs on, and where on its curve (x), if any."""

    tick: int
    cause: str
    fact: str = ""
    side: str = ""
    x: float | None = None
    level: str = "watch"


class FactBook:
    """The facts of a scene, rounded as they enter, with the tick that decided each and the history of changes."""

    def __init__(self, specs: Iterable[FactSpec]) -> None:
        self.specs = {spec.name: spec for spec in specs}
        self.values: dict[str, float] = {}
        self.decided: dict[str, int] = {}
        self.changes: list[tuple[int, str, float]] = []

    def set(self, name: str, value: float, tick: int) -> None:
        """Record a fact. Raises KeyError for a name that the scene did not declare, ValueError for a NaN."""
        spec = self.specs[name]
        if not math.isfinite(value):
            raise ValueError(f"fact {name} is not a finite number")
        rounded = round(float(value), spec.decimals) + 0.0
        if self.values.get(name) != rounded:
            self.values[name] = rounded
            self.decided[name] = tick
            self.changes.append((tick, name, rounded))

    def add(self, name: str, step: float, tick: int) -> None:
        """Add to a counting fact that starts at zero."""
        self.set(name, self.values.get(name, 0.0) + step, tick)

    def worst(self, name: str, value: float, tick: int) -> None:
        """Record the value when it is the highest so far."""
        if value > self.values.get(name, -math.inf):
            self.set(name, value, tick)

    def get(self, name: str, default: float | None = None) -> float | None:
        """The present value of a fact, or the default when it was never decided."""
        return self.values.get(name, default)


class Scene(Protocol):
    """What an attempt asks of a scene's logic. ``outcome`` is None, 'done' (leave) or 'back' (work to be redone).

    bill_nm: wavelength of its bill [nm], asked for where it has one.
    """

    book: FactBook
    curves: list[Curve]
    marks: list[Mark]
    broken_gates: dict[str, int]
    outcome: str | None
    bill_nm: float

    def step(self, tick: int, actions: Sequence[Action]) -> list[Effect]: ...
    def enter(self, tick: int) -> None: ...
    def close(self, tick: int) -> None: ...
    def goal(self) -> str: ...
    def cue(self) -> Cue | None: ...
    def bill(self) -> Mapping[str, float]: ...
