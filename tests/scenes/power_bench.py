"""A power scene on a line of its own, and hands that follow its guidance. They read the goal and nothing hidden."""

from __future__ import annotations

from simulator.plant import Chance, workplace
from simulator.plant.line_spec import LineSpec, PartSpec
from simulator.plant.site import SiteSpec
from simulator.scenes.base import Action, Value
from simulator.scenes.power.logic import Power, create
from simulator.scenes.power.logic_params import Params

PARTS = (
    PartSpec("fibre", length_m=2000.0),
    PartSpec("splice", offset_um=0.5),
    PartSpec("fibre", length_m=1500.0),
    PartSpec("connector", name="PTO"),
)
PON = (
    PartSpec("fibre", length_m=3000.0),
    PartSpec("splitter", ports="64"),
    PartSpec("fibre", length_m=900.0),
    PartSpec("connector", name="PTO"),
)


class Bench:
    """A scene and its clock."""

    def __init__(self, parts: tuple[PartSpec, ...] = PARTS, seed: int = 1, cord_dust: float = 0.0,
                 crossed: int = 0, **params) -> None:  # fmt: skip
        line = LineSpec(parts=parts, launch_m=0.0, cord_dust=cord_dust, crossed=crossed)
        self.scene: Power = create(Params(**params), workplace.build(SiteSpec(line=line), Chance(seed)))
        self.tick = 0
        self.goals: list[str] = []

    def do(self, *moves: tuple[str, Value], rest: int = 6) -> None:
        """One move per tick, then some rest."""
        for target, value in moves:
            self.scene.step(self.tick, [Action(target, value)])
            self.tick += 1
        self.wait(rest)

    def wait(self, ticks: int) -> None:
        """Let time pass."""
        for _ in range(ticks):
            self.scene.step(self.tick, [])
            self.tick += 1

    def follow(self, until: str = "power.done") -> None:
        """Do what the goal says; the few goals that have to be found out are done right."""
        for _ in range(300):
            goal, action = self.scene.guide.step()
            if not self.goals or self.goals[-1] != goal:
                self.goals.append(goal)
            if goal == until:
                return
            if goal == "power.wait_warm":
                self.wait(30)
                continue
            found = (action.target, action.value) if action is not None else self._found_out(goal)
            self.do(found)
        raise AssertionError(self.goals)

    def _found_out(self, goal: str) -> tuple[str, Value]:
        scene = self.scene
        if goal.startswith("power.fill_"):
            row = goal.removeprefix("power.fill_")
            return f"sheet.{row}", scene.truth.budget()[row]
        fault = scene.light.fault()
        return {
            "power.verdict": ("verdict", "good" if scene.truth.good() else "bad"),
            "light.answer": ("answer", float(scene.light.shining()[0])),
            "light.verdict": ("verdict", "bad"),
            "light.walk": ("hand", fault.place_m if fault else 0.0),
            "light.mark": ("marker", scene.state.hand_m),
            "light.kind": ("kind", fault.kind if fault else "bend"),
        }[goal]

    def close(self) -> dict[str, float]:
        """End; the facts."""
        self.scene.close(self.tick)
        return self.scene.book.values

    def causes(self) -> set[str]:
        """Causes that were marked."""
        return {mark.cause for mark in self.scene.marks}
