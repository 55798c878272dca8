"""What the hands do to plug, face, laser and ends of the line, with the danger to the eyes kept in sight.

It deliberately measures nothing.
"""

from __future__ import annotations

from simulator.instruments import cleaning, microscope
from simulator.instruments.otdr_panel import FieldOtdr
from simulator.plant import Plant, mating
from simulator.plant.ferrule import Ferrule
from simulator.plant.line import LinePart
from simulator.plant.line_spec import PartSpec
from simulator.scenes.base import Effect, FactBook, Mark, Sound, Toast
from simulator.scenes.otdr.logic_params import State


class Bench:
    """The launch cord, its plug, the panel's face, the microscope and the cleaning pen."""

    def __init__(
        self, plant: Plant, state: State, otdr: FieldOtdr, book: FactBook, marks: list[Mark], gates: dict[str, int]
    ) -> None:
        self.plant, self.state, self.otdr = plant, state, otdr
        self.book, self.marks, self.gates = book, marks, gates
        self.effects: list[Effect] = []
        self.matings = 0

    def face(self, name: str) -> Ferrule:
        """The face of that name: 'cord' or 'head'."""
        return self.plant.line.cord if name == "cord" else self.plant.line.head

    @property
    def clean(self) -> bool:
        """Whether both faces of the launch joint are clean."""
        return all(microscope.grade(self.face(name)).passed for name in ("cord", "head"))

    def plug(self, inside: bool, tick: int) -> None:
        """Push the plug home, or pull it out."""
        if inside == self.plant.line.plugged:
            return
        self._light(tick, "otdr.plugged_lit" if inside else "otdr.unplugged_lit")
        if not inside:
            self.effects.append(Sound("connector_out"))
        else:
            self.state.look = ""
            if not self.clean:
                self.marks.append(Mark(tick, "otdr.mated_dirty", "otdr.launch_clean"))
            line = self.plant.line
            joint = LinePart(PartSpec("connector"), near=line.cord, far=line.head)
            self.matings += 1
            mating.mate(joint, self.plant.chance, f"launch:{line.number}:{self.matings}", tick)
            self.effects.append(Sound("connector_click"))
        for name in ("cord", "head"):
            self.face(name).capped = False
        self.plant.line.plugged = inside

    def look(self, name: str, tick: int) -> None:
        """Put a face under the microscope ('none': put it away); only a plug that is out can be seen."""
        if name == "none":
            self.state.look = ""
            return
        if self.plant.line.plugged:
            self.effects.append(Toast("otdr.unplug_first", "watch"))
            return
        self._light(tick, "otdr.looked_lit")
        self.face(name).capped = False
        self.face(name).inspected = tick
        self.state.look = name
        self.effects.append(Sound("focus"))

    def wipe(self, how: str, tick: int) -> None:
        """Clean a face: 'cord' or 'head' with a dry click of the pen, 'cord_wet' or 'head_wet' after alcohol."""
        if self.plant.line.plugged:
            self.effects.append(Toast("otdr.unplug_first", "watch"))
            return
        self._light(tick, "otdr.cleaned_lit")
        name, _, wet = how.partition("_")
        face = self.face(name)
        face.capped = False
        if wet:
            cleaning.wet_pass(face)
        cleaning.dry_pass(face)
        face.cleaned = tick
        if self.state.look == name:
            face.inspected = tick  # the microscope's picture is there to be seen
        self.effects.append(Sound("dry_cleaner"))

    def lit(self, tick: int) -> None:
        """The laser goes on: with the plug out, light comes out of an open cord."""
        if not self.plant.line.plugged:
            self._danger(tick, "otdr.lit_open")

    def _light(self, tick: int, cause: str) -> None:
        """Working at an open plug while the laser is on: light in the eyes."""
        if self.otdr.laser:
            self.gates.setdefault("eye_exposure", tick)
            self._danger(tick, cause)

    def _danger(self, tick: int, cause: str) -> None:
        self.book.add("otdr.laser_unsafe", 1, tick)
        self.marks.append(Mark(tick, cause, "otdr.laser_unsafe", level="bad"))
        self.effects.append(Toast(cause, "bad"))
