"""A bare desk for the splicer: two lying fibres, its keys and the time, shared by the tests of the machine.

It deliberately checks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.instruments.splicer import Splicer
from simulator.plant import Chance, FibreSpec, SiteSpec, SplicerSpec, Weather, workplace

RATE = 60


@dataclass
class Lie:
    z_mm: float = -1.0
    h_mm: float = 0.0
    clamped: bool = True


@dataclass
class Desk:
    cover_closed: bool = True
    left: Lie = field(default_factory=Lie)
    right: Lie = field(default_factory=Lie)


def machine(seed: int = 1, types: tuple[str, str] = ("G.652.D", "G.652.D"), weather: Weather | None = None, **spec):
    fibres = (FibreSpec(types[0]), FibreSpec(types[1]))
    site = SiteSpec(
        fibres=fibres, splicer=SplicerSpec(**spec), weather=weather or Weather(), stripped_and_cleaved=True
    )
    plant = workplace.build(site, Chance(seed))
    return Splicer(plant, Desk(), RATE)


def wait(it: Splicer, *phases: str, limit_s: float = 30.0) -> list[str]:
    """Run until one of the phases; returns the phases passed on the way, the last included."""
    passed: list[str] = []
    for _ in range(round(limit_s * RATE)):
        it.step()
        if not passed or passed[-1] != it.phase:
            passed.append(it.phase)
        if it.phase in phases:
            return passed
    raise AssertionError(f"{phases} never came, stopped in {it.phase}, {it.message}")


def spliced(it: Splicer) -> Splicer:
    it.press("set")
    wait(it, "ready")
    it.press("arc")
    wait(it, "result")
    return it


def refusal(it: Splicer) -> str:
    it.press("set")
    if it.phase != "error":
        wait(it, "error", "ready")
    assert it.message is not None, it.readings
    return it.message.key
