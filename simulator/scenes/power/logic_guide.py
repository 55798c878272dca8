"""What to do next, and how the present gesture stands: the guidance of the power scene.

It deliberately changes nothing; ``step`` is the goal with the action that would do it, None where the trainee must find
out for himself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenes.base import Action, Cue
from simulator.scenes.power.logic_facts import wanted_nm
from simulator.scenes.power.logic_light import NEAR_M
from simulator.scenes.power.logic_params import REFERENCE_PATH

if TYPE_CHECKING:
    from simulator.scenes.power.logic import Power

Step = tuple[str, Action | None]
#: A row of the sheet within this is right [dB].
ROW_DB = 0.026
#: Width of the gauge of the walk [m].
GAUGE_M = 60.0


class Guide:
    """Reads a scene."""

    def __init__(self, scene: Power) -> None:
        self.scene = scene
        self._kept: tuple[int, Step] | None = None

    def goal(self) -> str:
        """Key of the sensible next gesture."""
        return self.step()[0]

    def step(self) -> Step:
        """The goal and the action that does it; worked out once a tick."""
        if self._kept is None or self._kept[0] != self.scene.ticks:
            self._kept = (self.scene.ticks, self._step())
        return self._kept[1]

    def _step(self) -> Step:
        mode = self.scene.params.mode
        if mode == "loss":
            return self._loss()
        if mode == "subscriber":
            return self._subscriber()
        return self._identify() if mode == "identify" else self._fault()

    # light source and meter

    def _loss(self) -> Step:
        scene = self.scene
        if not scene.source.power:
            return "power.source_on", Action("source", "power")
        if not scene.meter.power:
            return "power.meter_on", Action("meter", "power")
        lacking = [nm for nm in wanted_nm(scene) if not self._referenced(nm)]
        if lacking:
            return self._reference(lacking)
        missing = [nm for nm in wanted_nm(scene) if not scene.sound_note(nm)]
        if missing:
            return self._measure(missing)
        return self._sheet()

    def _referenced(self, nm: int) -> bool:
        taken = self.scene.taken.get(nm)
        return taken is not None and taken.warm and taken.matched and taken.method == self.scene.params.method

    def _faces(self, names: tuple[str, ...]) -> Step | None:
        """The first of these faces that was not seen clean; light goes off before it is seen."""
        scene = self.scene
        for name in names:
            face = scene.bench.face(name)
            seen = face.inspected is not None and (face.cleaned is None or face.inspected >= face.cleaned)
            good = scene.bench.grade(name).passed
            if seen and good:
                continue
            if not scene.bench.free(name):
                return "power.unplug", Action(f"cord.{scene.bench.holder(name)}", "none")
            if not scene.eyes_free and scene.params.mode == "loss":
                return "power.laser_off", Action("source", "laser")
            if seen:
                return f"power.clean_{name}", Action("clean", name if self._dry(name) else f"{name}_wet")
            return f"power.look_{name}", Action("look", name)
        return None

    def _dry(self, name: str) -> bool:
        """Whether a dry click helps: loose dust, not grease and nothing that was pressed in."""
        face, grade = self.scene.bench.face(name), self.scene.bench.grade(name)
        return not grade.greasy and all(particle.stuck <= 0.75 for particle in face.particles)

    def _reference(self, lacking: list[int]) -> Step:
        scene = self.scene
        path = REFERENCE_PATH[scene.params.method]
        if scene.state.path != path:
            found = self._faces(scene.bench.faces)
            if found is not None:
                return found
            if scene.state.look:
                return "power.look_away", Action("look", "none")
            return self._plugs(scene.params.method, path)
        if not scene.source.warm:
            return "power.wait_warm", None
        if not scene.source.laser:
            return "power.laser_on", Action("source", "laser")
        return self._waves(lacking) or ("power.take_ref", Action("meter", "ref"))

    def _plugs(self, name: str, path: str) -> Step:
        """Two plugs, one after the other: that of the source's cord, then that of the meter's."""
        if self.scene.state.near != path:
            return f"power.connect_{name}", Action("cord.source", path)
        return f"power.connect_{name}_meter", Action("cord.meter", path)

    def _waves(self, wanted: list[int]) -> Step | None:
        scene = self.scene
        if scene.source.nm not in wanted:
            return "power.wave_source", Action("source", "wave")
        if scene.meter.nm != scene.source.nm:
            return "power.wave_meter", Action("meter", "wave")
        return None

    def _measure(self, missing: list[int]) -> Step:
        scene = self.scene
        if scene.state.path != "link":
            return self._plugs("link", "link")
        if not scene.source.laser:
            return "power.laser_on", Action("source", "laser")
        if (found := self._waves(missing)) is not None:
            return found
        if scene.meter.unit != "dB":
            return "power.unit_db", Action("meter", "unit")
        return "power.note", Action("note")

    def _sheet(self) -> Step:
        scene = self.scene
        if scene.params.budget:
            right = scene.truth.budget()
            for row in scene.rows:
                if abs(scene.state.sheet.get(row, -9.0) - right[row]) > ROW_DB:
                    return f"power.fill_{row}", None
        if scene.state.verdict == "none":
            return "power.verdict", None
        return "power.done", Action("done")

    # at the subscriber's

    def _subscriber(self) -> Step:
        scene, state = self.scene, self.scene.state
        if not scene.meter.power:
            return "power.meter_on", Action("meter", "power")
        if state.path != "link":
            if (found := self._faces(("cord2",))) is not None:
                return found
            if state.look:
                return "power.look_away", Action("look", "none")
            if scene.bench.face("far").cleaned is None:
                return "power.clean_outlet", Action("clean", "far")
            return "power.connect_outlet", Action("cord.meter", "link")
        written = scene.sound_note(1490)
        if not written and state.load == "box":
            return "power.to_meter", Action("load", "meter")
        if not written and state.voa_in:
            return "power.voa_out", Action("voa.in", False)
        if scene.meter.nm != 1490:
            return "power.wave_1490", Action("meter", "wave")
        if scene.meter.unit != "dBm":
            return "power.unit_dbm", Action("meter", "unit")
        if not written:
            return "power.note", Action("note")
        if scene.params.attenuator and (found := scene.margin.step()) is not None:
            return found
        return self._sheet()

    # red light

    def _pen_ready(self) -> Step | None:
        state = self.scene.state
        if state.pen.kind != "2":
            return "light.take_class_2", Action("pen.kind", "2")
        return ("light.uncap", Action("pen.cap", False)) if state.pen.capped else None

    def _identify(self) -> Step:
        scene, state = self.scene, self.scene.state
        left = [n for n in range(1, scene.params.fibres + 1) if n not in state.answers]
        if left:
            if (found := self._pen_ready()) is not None:
                return found
            if state.pen_at not in left:
                if state.pen.on:
                    return "light.off", Action("pen.mode", "off")
                return "light.plug", Action("pen.plug", float(left[0]))
            if state.pen.mode != "blink":
                return "light.blink", Action("pen.mode", "blink")
            return "light.answer", None
        if state.verdict == "none":
            return "light.verdict", None
        return self._put_away() or ("power.done", Action("done"))

    def _put_away(self) -> Step | None:
        state = self.scene.state
        if state.pen.on:
            return "light.off", Action("pen.mode", "off")
        if state.pen_at:
            return "light.unplug", Action("pen.plug", 0.0)
        return None if state.pen.capped else ("light.cap", Action("pen.cap", True))

    def _fault(self) -> Step:
        state = self.scene.state
        if state.marker_m is None or not state.kind:
            if (found := self._pen_ready()) is not None:
                return found
            if not state.pen_at:
                return "light.plug_line", Action("pen.plug", 1.0)
            if state.pen.mode != "blink":
                return "light.blink", Action("pen.mode", "blink")
            if not state.dark:
                return "light.darken", Action("dark", True)
            if state.marker_m is None:
                return ("light.mark" if self._over() else "light.walk"), None
            return "light.kind", None
        return self._put_away() or ("power.done", Action("done"))

    def _off_m(self) -> float | None:
        """How far the hand is from the fault [m]; None when nothing of it is seen."""
        scene = self.scene
        fault = scene.light.fault()
        return None if fault is None else scene.state.hand_m - fault.place_m

    def _over(self) -> bool:
        off = self._off_m()
        return off is not None and abs(off) <= NEAR_M

    def cue(self) -> Cue | None:
        """The word beside the bar."""
        scene = self.scene
        if scene.params.mode == "loss" and scene.source.power:
            if not scene.source.warm:
                # The amber part of the gauge: warm is where the green begins.
                share = scene.source.seconds / scene.source.settings.warm_s
                return Cue("watch", "power.warming", 0.32 * min(1.0, share))
            if scene.source.laser and scene.meter.power and scene.source.nm != scene.meter.nm:
                return Cue("bad", "power.waves_differ", 0.9)
            return Cue("good", "power.is_warm", 0.5)
        if scene.state.load == "box":
            lamp = scene.margin.lamp()
            return Cue("good", "power.box_on", 0.5) if lamp == "good" else Cue("watch", f"power.box_{lamp}", 0.9)
        if scene.params.mode == "fault" and self.goal() in ("light.walk", "light.mark"):
            near = [g for g in scene.light.glows() if abs(g.place_m - scene.state.hand_m) <= NEAR_M]
            bright = max((scene.light.bright(glow) for glow in near), default=0.0)
            return Cue("good", "light.glow_here", 0.5) if bright > 0.0 else Cue("watch", "light.no_glow", 0.1)
        return None
