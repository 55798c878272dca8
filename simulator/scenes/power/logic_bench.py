"""Cords, plugs and end faces on the bench, and the power that comes through to the meter.

It deliberately displays nothing and judges nothing. Faces live in the plant: the source's plug and the line's head are
those of the line, the meter's plug is the far face of the line's last connector, the third cord lies in plant.cords.
"""

from __future__ import annotations

import math

from simulator.instruments import cleaning, microscope
from simulator.instruments.attenuator import Attenuator
from simulator.instruments.light_source import LightSource
from simulator.instruments.microscope import Grade
from simulator.optics import splice
from simulator.optics.fibre import CATALOGUE
from simulator.plant import Plant, mating
from simulator.plant import ferrule as ferrules
from simulator.plant.ferrule import Ferrule
from simulator.plant.line import LinePart
from simulator.plant.line_spec import PartSpec
from simulator.scenes.power.logic_params import FACES, Params, State

#: Faces that are inside an adapter, or in the meter, by the cord whose plug is there, and where it is.
IN_USE: dict[str, dict[str, tuple[str, ...]]] = {
    "source": {"meter": ("cord1",), "two": ("cord1",), "three": ("cord1", "cord3"), "link": ("cord1", "head")},
    "meter": {"two": ("cord2",), "three": ("cord2", "cord3_far"), "link": ("cord2", "far")},
}
#: Joints that a path makes between cords, by their name in plant.cords.
JOINTS = {"two": ("cords",), "three": ("cords_near", "cords_far")}
#: How far the ferrule may sit off in the source's port from one plugging to the next [um] [D].
PORT_LOW_UM, PORT_HIGH_UM = 0.4, 2.6


class Bench:
    """The connections of an attempt; what is computed is kept until something on the bench changes."""

    def __init__(self, params: Params, plant: Plant, state: State, source: LightSource) -> None:
        self.params, self.plant, self.state, self.source = params, plant, state, source
        self.attenuator = Attenuator()
        self.plugs = self.matings = 0
        #: Counts changes of plugs and faces: what is worked out from them is kept by it.
        self.version = 0
        self._kept: dict[tuple[str, int], float | None] = {}
        self._grades: dict[str, Grade] = {}
        polish = plant.line.spec.near_polish
        end = self.last()
        plug = end.far if end is not None and end.far is not None else Ferrule(polish=polish)
        if params.meter_cord_dust:
            plug.particles += ferrules.make(
                polish, params.meter_cord_dust, 0.0, 0.0, plant.chance, "power:cord2"
            ).particles
        third = [
            ferrules.make(polish, params.third_cord_dust, 0.0, 0.0, plant.chance, f"power:{name}")
            for name in ("cord3", "cord3_far")
        ]
        spec = PartSpec("connector")
        plant.cords.update({
            "cords": LinePart(spec, near=plant.line.cord, far=plug, mated=False),
            "cords_near": LinePart(spec, near=plant.line.cord, far=third[0], mated=False),
            "cords_far": LinePart(spec, near=third[1], far=plug, mated=False),
        })  # fmt: skip

    def last(self) -> LinePart | None:
        """The connector at the far end of the line, into which the meter's cord goes; None: bare glass."""
        part = self.plant.line.parts[-1]
        return part if part.spec.type == "connector" else None

    def face(self, name: str) -> Ferrule:
        """An end face by its name in FACES."""
        cords, line, end = self.plant.cords, self.plant.line, self.last()
        found = {
            "cord1": line.cord, "cord2": cords["cords"].far, "cord3": cords["cords_near"].far,
            "cord3_far": cords["cords_far"].near, "head": line.head, "far": end.near if end else None,
        }[name]  # fmt: skip
        return found if found is not None else line.head

    @property
    def faces(self) -> tuple[str, ...]:
        """Faces that this job has."""
        if self.params.mode == "subscriber":
            return ("cord2", "far")
        return FACES if self.params.method == "3" else tuple(name for name in FACES if not name.startswith("cord3"))

    def free(self, name: str) -> bool:
        """Whether a face can be got at."""
        return not self.holder(name) and name in self.faces

    def holder(self, name: str) -> str:
        """The cord whose plug keeps a face from being got at, '' for none."""
        ends = {"source": self.state.near, "meter": self.state.far}
        return next((cord for cord, end in ends.items() if name in IN_USE[cord].get(end, ())), "")

    def clean(self, *names: str) -> bool:
        """Whether faces pass the microscope's rules."""
        return all(self.grade(name).passed for name in names)

    def grade(self, name: str) -> Grade:
        """What the microscope would count on a face."""
        if name not in self._grades:
            self._grades[name] = microscope.grade(self.face(name))
        return self._grades[name]

    def _changed(self) -> None:
        self.version += 1
        self._kept.clear()
        self._grades.clear()

    # hands

    def plug(self, cord: str, end: str, tick: int) -> bool:
        """Put the plug of a cord, source or meter, where it goes; True when it met a face and not both are clean."""
        if cord == "source":
            self.state.near = end
        else:
            self.state.far = end
        for name in IN_USE[cord].get(end, ()):
            self.face(name).capped = False
        joint, met = self._met(cord, end)
        dirty = not self.clean(*(name for name in met if name in self.faces))
        if joint is not None:
            self.matings += 1
            mating.mate(joint, self.plant.chance, f"power:mating:{self.matings}", tick)
        self._changed()
        return dirty

    def _met(self, cord: str, end: str) -> tuple[LinePart | None, tuple[str, ...]]:
        """The joint that a plug makes with the face it meets, and both faces; alone in an adapter it meets none."""
        cords, line = self.plant.cords, self.plant.line
        if end == "two":
            both = self.state.near == self.state.far
            return (cords["cords"], ("cord1", "cord2")) if both else (None, ())
        if end == "three":
            return cords["cords_near" if cord == "source" else "cords_far"], IN_USE[cord][end]
        if end != "link":
            return None, ()
        if cord == "meter":
            return self.last(), IN_USE[cord][end]
        return LinePart(PartSpec("connector"), near=line.cord, far=line.head), IN_USE[cord][end]

    def plug_source(self, inside: bool) -> None:
        """Pull the source's cord out of its port, or push it in again: it never sits twice the same."""
        if inside and not self.state.source_in:
            self.plugs += 1
        self.state.source_in = inside

    def wipe(self, name: str, wet: bool) -> None:
        """Clean a face with a dry click, or with alcohol and then a dry click."""
        face = self.face(name)
        face.capped = False
        if wet:
            cleaning.wet_pass(face)
        cleaning.dry_pass(face)
        self._changed()

    # light

    def level_dbm(self) -> float | None:
        """Power at the meter now [dBm], None in the dark."""
        if self.params.mode == "subscriber":
            return self._arriving_dbm() if self.state.load == "meter" else None
        light = self.source.light()
        lost = self.lost_db(self.state.path, self.source.nm)
        if light is None or lost is None or not self.state.source_in:
            return None
        return light.now_dbm - self.port_db() - lost

    def box_dbm(self) -> float | None:
        """Power at the subscriber's box now [dBm], None in the dark."""
        return self._arriving_dbm() if self.state.load == "box" else None

    def _arriving_dbm(self) -> float | None:
        """What comes out of the subscriber's cord [dBm]."""
        lost = self.lost_db(self.state.path, self.light_nm) if self.state.path == "link" else None
        taken = self.attenuator.set_db if self.state.voa_in else 0.0
        return None if lost is None else self.params.launch_dbm - lost - taken

    @property
    def light_nm(self) -> int:
        """Wavelength of the light that comes [nm]: downstream of a PON is 1490 nm."""
        return 1490 if self.params.mode == "subscriber" else self.source.nm

    def port_db(self) -> float:
        """What the present seat of the plug in the source's port costs [dB]; the first one is in its data sheet."""
        if not self.plugs:
            return 0.0
        off = self.plant.chance.uniform(f"power:port:{self.plugs}", PORT_LOW_UM, PORT_HIGH_UM) * 1e-6
        cord = CATALOGUE["G.652.D"]
        return float(splice.loss(cord, cord, self.source.nm * 1e-9, off))

    def lost_db(self, path: str, nm: int) -> float | None:
        """What a path takes between source and meter [dB]; None where no light gets through."""
        if (path, nm) not in self._kept:
            self._kept[path, nm] = self._lost_db(path, nm)
        return self._kept[path, nm]

    def _lost_db(self, path: str, nm: int) -> float | None:
        line = self.plant.line
        if path == "none":
            return None
        if path == "link":
            if len(line.reached()) < len(line.parts):
                return None
            return float(line.link(launch=False, tail=False).insertion_loss(nm * 1e-9))
        # The wide diode catches what grains scatter forward; what they cover is lost.
        open_face = line.cord if path == "meter" else None
        blocked = open_face.zones("dust").core if open_face is not None else 0.0
        joints = sum(mating.cost(line, self.plant.cords[name], nm * 1e-9).loss_db for name in JOINTS.get(path, ()))
        return joints - 10.0 * math.log10(max(1e-3, 1.0 - blocked))
