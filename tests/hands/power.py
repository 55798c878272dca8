"""Hands that take a reference, measure and judge, or search with the red light pen: with care, or without.

They deliberately read no result: budget and verdict are worked out here once more, and which fibre glows or where it
glows is seen by eye, as the scene of this draw shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.curriculum.model import Exercise
from simulator.plant import Chance, workplace
from simulator.scenes.power.logic import create
from tests.hands.script import Pencil, Script

#: Fixed figures of the trade for the hands' own budget [dB].
SPLITTERS = {"8": 10.3, "64": 20.5}
LAMPS = ("1310", "1550", "1625")
METER = (850, 1310, 1490, 1550, 1625)
WARM_S = 21.0


@dataclass(frozen=True)
class Manner:
    """How the hands work; the defaults are those of a careful technician.

    method: cords of the reference, '' as the job asks. verdict: good or bad, '' for none. counts: matings by which the
    connectors of the budget are counted wrong. lit: faces are looked at with the laser on. blink, dark, cap, klass: how
    the pen is used. guess_db: the margin is written down at this setting of the attenuator, whatever the lamp says.
    leaves: the attenuator stays in the line. behind: the power is read behind the attenuator. straight: every fibre
    is said to follow the plan. off_m: how far beside the glow the flag is put.
    """

    method: str = ""
    clean: bool = True
    warm: bool = True
    match: bool = True
    unplugs: bool = False
    lit: bool = False
    verdict: str = "good"
    budget: bool = True
    counts: int = 0
    unit: bool = True
    blink: bool = True
    dark: bool = True
    cap: bool = True
    klass: bool = True
    straight: bool = False
    off_m: float = 0.0
    kind: str = "bend"
    free: bool = False
    guess_db: float | None = None
    leaves: bool = False
    behind: bool = False


CAREFUL = Manner()
CARELESS = Manner("3", False, False, False, True, True, "", True, 2, False, False, False, False, False, True, 12.0,
                  "break", True, 9.0, True, True)  # fmt: skip
DIRTY, COLD, UNPLUGS = replace(CAREFUL, clean=False), replace(CAREFUL, warm=False), replace(CAREFUL, unplugs=True)


@dataclass(frozen=True)
class Powered:
    """A power exercise worked in a manner, as a step of a proof; on: of which draw."""

    manner: Manner
    seed: int = 7

    def on(self, seed: int) -> Powered:
        """The same hands on another draw."""
        return replace(self, seed=seed)

    def __call__(self, exercise: Exercise, tick: int) -> Script:
        """The script from a tick on."""
        params = next(stage.params for stage in exercise.stages if stage.scene == "power")
        work = {"loss": loss, "subscriber": subscriber, "identify": identify, "fault": fault}[params.mode]
        return work(exercise, params, tick, self.manner, self.seed)


def _scene(exercise: Exercise, params, seed: int):
    """The scene of a draw, to be looked at."""
    return create(params, workplace.build(exercise.site, Chance(seed)))


def _look_and_clean(pencil: Pencil, faces: tuple[str, ...]) -> None:
    for face in faces:
        pencil.do("look", face, 0.6)
        pencil.do("clean", face, 0.5)
        pencil.do("look", face, 0.8)
    pencil.do("look", "none", 0.3)


def _turn(pencil: Pencil, what: str, known: tuple, now, wanted):
    """Press the key of wavelengths until it is right."""
    while now != wanted:
        pencil.do(what, "wave", 0.25)
        now = known[(known.index(now) + 1) % len(known)]
    return now


def budget_of(exercise: Exercise, params, extra: int = 0) -> dict[str, float]:
    """The hands' own budget [dB]: lengths, splices, matings, splitters of the line as the sheet shows it."""
    parts = exercise.site.line.parts
    plugs = 1 + sum(part.type == "connector" for part in parts) + extra
    inside = {"1": 0, "2": 1, "3": 2}[params.method] if params.mode == "loss" else 0
    splitters = [SPLITTERS[part.ports] for part in parts if part.type == "splitter"]
    rows = {
        "fibre": params.alpha_db_km * sum(part.length_m for part in parts if part.type == "fibre") / 1e3,
        "splices": params.splice_db * sum(part.type == "splice" for part in parts),
        "connectors": params.connector_db * (plugs - inside),
    }
    return rows | ({"splitter": sum(splitters)} if splitters else {})


def _fill(pencil: Pencil, exercise: Exercise, params, manner: Manner) -> None:
    if params.budget and manner.budget:
        for row, value in budget_of(exercise, params, manner.counts).items():
            pencil.do("row", row, 0.2)
            # The keys of the sheet go in steps of 0.05 dB.
            pencil.do(f"sheet.{row}", round(round(value / 0.05) * 0.05, 2), 0.8)


def _end(pencil: Pencil, manner: Manner) -> Script:
    if manner.verdict:
        pencil.do("verdict", manner.verdict, 0.6)
    pencil.do("done", None, 0.0)
    return pencil.script


def _both(pencil: Pencil, end: str, seconds: float) -> None:
    """The source's plug, then the meter's, in so long [s]."""
    pencil.do("cord.source", end, seconds / 2)
    pencil.do("cord.meter", end, seconds / 2)


def loss(exercise: Exercise, params, tick: int, manner: Manner, seed: int) -> Script:
    """Source and meter: reference, line, readings, sheet."""
    pencil = Pencil(tick)
    method = manner.method or params.method
    pencil.do("source", "power", 0.5)
    pencil.do("meter", "power", 0.5)
    if manner.lit:
        pencil.do("source", "laser", 0.3)
        pencil.do("look", "cord1", 0.6)
        pencil.do("look", "none", 0.2)
        pencil.do("source", "laser", 0.3)
    if manner.clean:
        _look_and_clean(pencil, ("cord1", "cord2", "head", "far"))
    if method == "1":
        pencil.do("cord.source", "meter", 0.8)
    else:
        _both(pencil, {"2": "two", "3": "three"}[method], 0.8)
    pencil.do("source", "laser", 0.5)
    if manner.warm:
        pencil.wait(WARM_S)
    lamp, set_nm = "1310", 1310
    for wanted in params.wavelengths:
        lamp = _turn(pencil, "source", LAMPS, lamp, wanted)
        if manner.match:
            set_nm = _turn(pencil, "meter", METER, set_nm, int(wanted))
        pencil.do("meter", "ref", 0.6)
    if manner.unplugs:
        pencil.do("source", "laser", 0.3)
        pencil.do("source.plug", False, 0.6)
        pencil.do("source.plug", True, 0.6)
        pencil.do("source", "laser", 0.3)
    _both(pencil, "link", 1.0)
    for wanted in reversed(params.wavelengths):
        lamp = _turn(pencil, "source", LAMPS, lamp, wanted)
        if manner.match or set_nm not in map(int, params.wavelengths):
            set_nm = _turn(pencil, "meter", METER, set_nm, int(wanted))
        if not manner.unit:
            pencil.do("meter", "unit", 0.3)
        pencil.do("note", None, 0.6)
    _fill(pencil, exercise, params, manner)
    return _end(pencil, manner)


def subscriber(exercise: Exercise, params, tick: int, manner: Manner, seed: int) -> Script:
    """dBm at the outlet."""
    pencil = Pencil(tick)
    pencil.do("meter", "power", 0.5)
    if manner.clean:
        _look_and_clean(pencil, ("cord2",))
        pencil.do("clean", "far", 0.6)
    if manner.lit:
        pencil.do("look", "far", 0.6)
    pencil.do("cord.meter", "link", 1.0)
    if manner.behind and params.attenuator:
        pencil.do("voa.in", True, 0.6)
    if manner.match:
        _turn(pencil, "meter", METER, 1310, 1490)
    else:
        # Noted at the wavelength that it had, then at another for which the sheet has a line.
        pencil.do("note", None, 0.4)
    if not manner.unit:
        pencil.do("meter", "ref", 0.3)
    pencil.do("note", None, 0.6)
    if params.attenuator:
        manner = _margin(pencil, _scene(exercise, params, seed), manner)
    _fill(pencil, exercise, params, manner)
    return _end(pencil, manner)


def _margin(pencil: Pencil, scene, manner: Manner) -> Manner:
    """Turn the attenuator until the box's lamp goes out, as it is seen; the manner with the verdict that follows."""
    margin = scene.margin.true_db() if manner.guess_db is None else manner.guess_db
    pencil.do("voa.in", True, 0.6)
    pencil.do("load", "box", 0.6)
    pencil.push("voa", 1.5, round(margin - 0.05, 2), 4.0)
    pencil.do("voa.note", None, 0.6)
    if not manner.leaves:
        pencil.do("voa.in", False, 0.6)
    said = "good" if margin >= scene.params.margin_db else "bad"
    return replace(manner, verdict=said if manner.verdict == "good" else manner.verdict)


def _pen_up(pencil: Pencil, params, manner: Manner) -> None:
    if manner.klass and params.pen != "2":
        pencil.do("pen.kind", "2", 0.4)
    pencil.do("pen.cap", False, 0.5)


def _pen_down(pencil: Pencil, manner: Manner) -> None:
    if manner.cap:
        pencil.do("pen.mode", "off", 0.3)
        pencil.do("pen.plug", 0.0, 0.4)
        pencil.do("pen.cap", True, 0.4)


def identify(exercise: Exercise, params, tick: int, manner: Manner, seed: int) -> Script:
    """Light each fibre and say which one glows."""
    scene = _scene(exercise, params, seed)
    pencil = Pencil(tick)
    _pen_up(pencil, params, manner)
    crossed = False
    for number in range(1, params.fibres + 1):
        if not manner.free:
            pencil.do("pen.mode", "off", 0.2)
        pencil.do("pen.plug", float(number), 0.6)
        pencil.do("pen.mode", "blink" if manner.blink else "steady", 0.8)
        glowing = scene.light.far_of(number)
        crossed |= glowing != number
        pencil.do("answer", float(number if manner.straight else glowing), 0.6)
        if manner.free:
            pencil.do("pen.plug", 0.0, 0.3)
    _pen_down(pencil, manner)
    said = "bad" if crossed and not manner.straight else "good"
    return _end(pencil, replace(manner, verdict=said if manner.verdict else ""))


def fault(exercise: Exercise, params, tick: int, manner: Manner, seed: int) -> Script:
    """Walk along the cable and put the flag where it glows."""
    glow = _scene(exercise, params, seed).light.fault()
    assert glow is not None
    pencil = Pencil(tick)
    _pen_up(pencil, params, manner)
    if manner.free:
        pencil.do("pen.mode", "steady", 0.3)
    pencil.do("pen.plug", 1.0, 0.6)
    pencil.do("pen.mode", "blink" if manner.blink else "steady", 0.6)
    if manner.dark:
        pencil.do("dark", True, 0.5)
    there = round(glow.place_m + manner.off_m, 2)
    pencil.push("hand", 0.0, there, 6.0)
    pencil.do("marker", there, 0.8)
    pencil.do("kind", manner.kind, 0.6)
    _pen_down(pencil, manner)
    return _end(pencil, replace(manner, verdict=""))
