"""The pencil with which scripted hands are written: a tick that runs on and the actions done on the way.

It deliberately knows no scene and no target.
"""

from __future__ import annotations

from collections.abc import Iterable

from simulator.scenes.base import TICK_S, TICKS_PER_SECOND, Action, Value

Script = list[tuple[int, Action]]


class Pencil:
    """Writes actions one tick after another, from a first tick on."""

    def __init__(self, tick: int = 0) -> None:
        self.tick = tick
        self.script: Script = []

    def do(self, target: str, value: Value = None, pause_s: float = 0.3) -> None:
        """Do one thing now, then rest [s]; at least one tick passes."""
        self.script.append((self.tick, Action(target, value)))
        self.tick += max(1, round(pause_s * TICKS_PER_SECOND))

    def wait(self, seconds: float) -> None:
        """Let time pass [s]."""
        self.tick += max(0, round(seconds * TICKS_PER_SECOND))

    def at_once(self, target: str, values: Iterable[Value]) -> None:
        """One value per tick."""
        for value in values:
            self.do(target, value, 0.0)

    def glide(self, target: str, start: float, stop: float, speed: float, y: float = 0.0, ramp_s: float = 0.2) -> None:
        """Move a hand along x from start to stop [mm] at a speed [mm/s], gathering speed over ramp_s [s]."""
        sign = 1.0 if stop >= start else -1.0
        x, moving = start, 0.0
        while (stop - x) * sign > 1e-9:
            moving += TICK_S
            now = speed * min(1.0, moving / ramp_s) if ramp_s else speed
            x = min(x + now * TICK_S, stop) if sign > 0 else max(x - now * TICK_S, stop)
            self.do(target, (round(x, 3), y), 0.0)

    def push(self, target: str, start: float, stop: float, seconds: float) -> None:
        """Bring a number steadily from start to stop in so many seconds."""
        steps = max(1, round(seconds * TICKS_PER_SECOND))
        self.at_once(target, (round(start + (stop - start) * i / steps, 3) for i in range(1, steps + 1)))


def by_tick(script: Script) -> dict[int, list[Action]]:
    """The actions of each tick, in their order."""
    ticks: dict[int, list[Action]] = {}
    for tick, action in script:
        ticks.setdefault(tick, []).append(action)
    return ticks


def end_of(script: Script, default: int = 0) -> int:
    """First tick after a script."""
    return max((tick for tick, _ in script), default=default - 1) + 1
