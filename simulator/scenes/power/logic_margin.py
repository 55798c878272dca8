"""The subscriber's box behind an attenuator: how much light may still be lost until its lamp goes out.

It deliberately works out no line: the bench says what arrives. Only jobs with an attenuator have one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.instruments.receiver import Receiver
from simulator.scenes.base import Action, Mark, Sound, Toast

if TYPE_CHECKING:
    from simulator.scenes.power.logic import Power

#: So near the last light of the box the setting tells the margin [dB].
NEAR_DB = 0.3


class Margin:
    """The hands at box and attenuator. receiver: the box's, better than its data sheet by a drawn bit."""

    def __init__(self, scene: Power) -> None:
        self.scene = scene
        params = scene.params
        better = scene.plant.chance.uniform("power:receiver", 0.0, params.receiver_spread_db)
        self.receiver = Receiver(round(params.low_dbm - better, 2), params.high_dbm)
        self._off: Mark | None = None

    # what is so

    def lamp(self) -> str:
        """What the box's lamp says now."""
        return self.receiver.lamp(self.scene.bench.box_dbm())

    def true_db(self) -> float:
        """The margin that clean plugs give [dB]."""
        return self.scene.truth.written(1490) - self.receiver.sensitivity_dbm

    def enough(self, margin_db: float) -> bool:
        """Whether a margin [dB] is what the job asks for."""
        return margin_db >= self.scene.params.margin_db

    def deserved(self) -> bool:
        """Whether the box deserves a good verdict; where knob and lamp cannot tell, one's own reading decides."""
        true, written = self.true_db(), self.scene.state.margin_db
        if written is not None and abs(true - self.scene.params.margin_db) <= NEAR_DB:
            return self.enough(written)
        return self.enough(true)

    # hands

    def put_in(self, inside: bool, _tick: int) -> None:
        """Put the attenuator into the subscriber's cord, or take it out."""
        if not self.scene.params.attenuator or inside == self.scene.state.voa_in:
            return
        self.scene.state.voa_in = inside
        self.scene.effects.append(Sound("plug" if inside else "unplug"))

    def load(self, what: str, _tick: int) -> None:
        """Plug the cord into the meter or into the box."""
        if not self.scene.params.attenuator or what == self.scene.state.load:
            return
        self.scene.state.load = what
        self.scene.effects.append(Sound("plug"))

    def turn(self, to_db: float, _tick: int) -> None:
        """Turn the knob; the box's lamp is heard to change."""
        before = self.lamp()
        self.scene.bench.attenuator.turn(to_db)
        if before != self.lamp():
            self.scene.effects.append(Sound("click"))

    def note(self, _value: None, tick: int) -> None:
        """Write down what the attenuator shows as the margin."""
        scene = self.scene
        if not scene.state.voa_in or scene.state.load != "box" or scene.state.path != "link":
            scene.effects.append(Toast("power.margin_nothing", "watch"))
            return
        scene.state.margin_db = scene.bench.attenuator.set_db
        scene.effects.append(Sound("key"))
        if self._off is not None:
            scene.marks.remove(self._off)
        away = abs(self._past_db()) > 2 * NEAR_DB
        self._off = Mark(tick, "power.margin_off", "power.margin_error_db") if away else None
        if self._off is not None:
            scene.marks.append(self._off)

    def _past_db(self) -> float:
        """How far the knob is past the last light of the box [dB]."""
        scene = self.scene
        arriving = scene.bench.box_dbm()
        return 0.0 if arriving is None else self.receiver.sensitivity_dbm - arriving

    # facts and guidance

    def settle(self, tick: int) -> None:
        """What is known of the margin now."""
        scene = self.scene
        if scene.state.margin_db is None:
            return
        scene.book.set("power.margin_error_db", abs(scene.state.margin_db - self.true_db()), tick)
        scene.book.set("power.attenuator_out", float(not scene.state.voa_in), tick)

    def step(self) -> tuple[str, Action | None] | None:
        """The goal once the power is written down, None when the margin is known and the attenuator is out again."""
        state = self.scene.state
        if state.margin_db is not None and self._off is None:
            return ("power.voa_out", Action("voa.in", False)) if state.voa_in else None
        if not state.voa_in:
            return "power.voa_in", Action("voa.in", True)
        if state.load != "box":
            return "power.to_box", Action("load", "box")
        past = self._past_db()
        if past > NEAR_DB:
            return "power.voa_back", None
        return ("power.voa_note", Action("voa.note")) if past > -NEAR_DB / 2 else ("power.voa_turn", None)
