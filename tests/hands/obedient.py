"""Hands that know nothing and do exactly what the guided line says, one gesture at a time.

They deliberately look at the goal, and at the scale and the ruler that the screen shows, but at no hidden state.
"""

from __future__ import annotations

from simulator.scenes.base import Action
from simulator.scenes.preparation.logic import Preparation
from tests.hands.preparation import SLEEVE_AT_MM
from tests.hands.script import Pencil

#: Gestures after which obedience is given up as leading nowhere.
PATIENCE = 400


def _glide(x: float, stop: float, speed: float) -> list[Action]:
    pencil = Pencil()
    pencil.glide("hand", x, stop, speed)
    return [action for _, action in pencil.script]


def obey(scene: Preparation, goal: str) -> list[Action]:
    """The actions, one per tick, that a goal asks for."""
    params, state = scene.params, scene.state
    x, length = state.x_mm, scene.plant.site.cleaver.length_mm
    aim = params.strip_aim_mm
    simple: dict[str, list[Action]] = {
        "prep.sleeve": [Action("tool", "sleeve")],
        "prep.sleeve_away": [Action("tool", "sleeve")],
        "prep.sleeve_hold": [Action("grip", False), Action("hand", (-30.0, 0.0)), Action("grip", True)],
        "prep.sleeve_back": [Action("hand", (-30.0, 0.0))],
        "prep.sleeve_release": [Action("grip", False)],
        "prep.wipe": [Action("tool", "wipe")],
        "prep.clean": [Action("tool", "wipe")],
        "prep.wipe_new": [Action("wipe.new")],
        "prep.wipe_alcohol": [Action("alcohol.press")],
        "prep.wipe_fold": [Action("wipe.fold")],
        "prep.wipe_release": [Action("grip", False)],
        "prep.wipe_pinch": [Action("grip", False), Action("hand", (aim + 27.0, 0.0)), Action("grip", True)],
        "prep.strip": [Action("tool", "stripper")],
        "prep.strip_hole": [Action("stripper.hole", "250")],
        "prep.strip_go": [Action("hand", (aim, 0.0))],
        "prep.strip_close": [Action("grip", True)],
        "prep.strip_open": [Action("grip", False)],
        "prep.cleave": [Action("tool", "cleaver")],
        "prep.cleave_lid_open": [Action("cleaver.lid", False)],
        "prep.cleave_flap_open": [Action("cleaver.flap", False)],
        "prep.cleave_slide_back": [Action("cleaver.slide", 0.0)],
        "prep.cleave_place": [Action("cleaver.place", (25.0, 5.0))],
        "prep.cleave_length": [Action("cleaver.place", (length, 5.0))],
        "prep.cleave_seat": [Action("cleaver.place", (length, 0.0))],
        "prep.cleave_clamp": [Action("cleaver.flap", True)],
        "prep.cleave_lid_close": [Action("cleaver.lid", True)],
        "prep.cleave_take": [Action("cleaver.take")],
        "prep.cleave_blade": [Action("cleaver.blade", float(scene.plant.cleaver.position % 16 + 1))],
        "prep.bin_take": [Action("offcut.take")],
        "prep.bin_table": [Action("offcut.take")],
        "prep.bin_drop": [Action("offcut.drop", "bin")],
    }
    if goal in simple:
        return simple[goal]
    if goal == "prep.other_side":
        return [Action("side", "right" if state.side == "left" else "left")]
    if goal in ("prep.sleeve_thread", "prep.sleeve_slide"):
        return _glide(x, SLEEVE_AT_MM, 100.0)
    if goal == "prep.sleeve_grab":
        end = scene.plant.ends[state.side]
        assert end.sleeve_mm is not None
        return [Action("grip", False), Action("hand", (end.length_mm - end.sleeve_mm, 0.0)), Action("grip", True)]
    if goal in ("prep.wipe_stroke", "prep.clean_stroke"):
        return _glide(x, -4.0, 60.0)
    if goal == "prep.clean_pinch":
        edge = scene.plant.ends[state.side].bare_mm
        return [Action("grip", False), Action("hand", (edge - 2.0, 0.0)), Action("grip", True)]
    if goal == "prep.strip_pull":
        return _glide(x, -6.0, 25.0)
    if goal == "prep.cleave_slide":
        pencil = Pencil()
        pencil.push("cleaver.slide", state.cleaver.slide, 1.0, 0.7)
        return [action for _, action in pencil.script]
    raise AssertionError(f"nobody knows how to obey {goal}")


def follow(scene: Preparation, tick: int = 0) -> list[str]:
    """Obey until all is done or patience is lost; returns the goals that were met on the way, the last one included."""
    goals: list[str] = []
    for _ in range(PATIENCE):
        goals.append(scene.goal())
        if goals[-1] == "prep.done":
            break
        for action in obey(scene, goals[-1]):
            scene.step(tick, [action])
            tick += 1
    return goals
