"""Hands at a connector: look, judge, clean, look again, plug in; with care and without.

They deliberately read no result of the attempt: like a log, they only say what the hands do and when. What an eye would
see of the draw (where the picture is sharp, whether the face is dirty) they take from the draw itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.instruments import microscope
from simulator.plant import Chance, SiteSpec, workplace
from simulator.plant import ferrule as ferrules
from simulator.scenes.connectors.logic import Params, work_of
from simulator.scenes.connectors.logic_scope import BEST_UM
from tests.hands.script import Pencil, Script

SIDES = ("plug", "adapter")
#: Time to look at a picture before a verdict [s].
LOOK_S = 1.2


@dataclass(frozen=True)
class Manner:
    """How the hands work; the defaults are those of a careful technician.

    check: light check first. look, look_again: which faces are inspected before and after cleaning. cure: dry, wet
    (alcohol, then dry), wet_only, dry_on_all (a pen on everything) or none; judge: right, always_good, always_clean or
    none. swap: take the other cord where the polish does not fit. touch: a finger on the ferrule. short: the plug stops
    this far from its seat [mm].
    """

    check: bool = True
    look: tuple[str, ...] = SIDES
    look_again: bool = True
    cure: str = "right"
    judge: str = "right"
    swap: bool = True
    touch: bool = False
    short: float = 0.0
    uncap: bool = True


CAREFUL = Manner()


class Hands:
    """Writes the script of one draw."""

    def __init__(self, site: SiteSpec, seed: int, params: Params, manner: Manner, tick: int) -> None:
        self.chance = Chance(seed)
        self.params, self.manner = params, manner
        part = work_of(workplace.build(site, self.chance), params.part)
        assert part.near is not None and part.far is not None
        self.faces = {"plug": part.near, "adapter": part.far}
        self.pencil = Pencil(tick)
        self.do = self.pencil.do

    def work(self) -> Script:
        """The whole scene."""
        manner = self.manner
        if manner.check and (self.params.check_light or self.params.live):
            self.do("light.check", None, 1.0)
            if self.params.live:
                self.do("light.off", None, 1.0)
                self.do("light.check", None, 1.0)
        fits = [face.polish == "APC" for face in self.faces.values()]
        if manner.swap and self.params.spare != "none" and fits[0] != fits[1]:
            self.do("cord.swap", None, 0.8)
            self.faces["plug"] = ferrules.Ferrule(polish=self.params.spare)
        for side in SIDES:
            self.one_side(side)
        self.plug_in()
        self.do("done", None, 0.0)
        return self.pencil.script

    def one_side(self, side: str) -> None:
        """Look at a face and bring it to clean."""
        manner = self.manner
        self.do("view", side, 0.4)
        self.do(f"cap.{side}", False, 0.4)
        if manner.touch and side == "plug":
            self.do("touch", None, 0.5)
        grade = microscope.grade(self.faces[side])
        if side in manner.look:
            self.inspect(side, grade.verdict)
        if self.clean(side, grade) and side in manner.look and manner.look_again:
            self.inspect(side, "good")

    def inspect(self, side: str, verdict: str) -> None:
        """Probe on, focus, look, say what it is."""
        tip = "long" if side == "adapter" else "apc" if self.faces[side].polish == "APC" else "upc"
        self.do("tool", "probe", 0.4)
        self.do("probe.tip", tip, 0.3)
        self.pencil.push("probe.move", 40.0, 0.0, 0.5)
        best = self.chance.uniform(f"connect:best:{side}", -BEST_UM, BEST_UM)
        self.pencil.push("focus", 0.0, best, 0.8)
        self.pencil.wait(LOOK_S)
        said = {"right": verdict, "always_good": "good", "always_clean": "clean"}.get(self.manner.judge)
        if said:
            self.do("judge", said, 0.4)
        self.pencil.push("probe.move", 0.0, 40.0, 0.3)

    def clean(self, side: str, grade: microscope.Grade) -> bool:
        """Clean as this manner does; whether anything was done."""
        cure = self.manner.cure
        if cure == "none" or (cure != "dry_on_all" and grade.verdict != "clean"):
            return False
        wet = grade.greasy if cure == "right" else cure in ("wet", "wet_only")
        if wet and side == "plug":
            self.wipe(cure == "wet_only")
            return True
        self.do("tool", "pen", 0.4)
        if wet:
            self.do("alcohol", None, 0.4)
            self.click()
            if cure == "wet_only":
                self.pencil.wait(27.0)
                return True
        self.click()
        return True

    def click(self) -> None:
        """One click of the pen."""
        self.pencil.push("pen.push", -20.0, 5.0, 0.5)
        self.pencil.push("pen.push", 5.0, -20.0, 0.4)

    def wipe(self, only_wet: bool) -> None:
        """Wet wipe, then a fresh dry face."""
        self.do("tool", "wipe", 0.4)
        self.do("alcohol", None, 0.4)
        self.pencil.push("slide", 2.0, 22.0, 0.6)
        if only_wet:
            self.pencil.wait(27.0)
            return
        self.do("wipe.fold", None, 0.4)
        self.pencil.push("slide", 2.0, 22.0, 0.6)

    def plug_in(self) -> None:
        """Key up, in until the click."""
        self.do("view", "mate", 0.5)
        self.do("plug.key", True, 0.3)
        self.pencil.push("plug.move", 60.0, self.manner.short, 1.2)
        self.do("plug.release", None, 0.8)


def connect(site: SiteSpec, seed: int, params: Params, tick: int = 0, manner: Manner = CAREFUL) -> Script:
    """The scene in a manner."""
    return Hands(site, seed, params, manner, tick).work()


#: Ways to fail, by name.
CARELESS = Manner(check=False, look=(), cure="none", judge="none", swap=False, touch=True)
BLIND = replace(CAREFUL, look=(), cure="dry_on_all", judge="none")
UNCLEANED = replace(CAREFUL, cure="none", judge="always_good")
ONE_SIDE = replace(CAREFUL, look=("plug",))
DRY_ONLY = replace(CAREFUL, cure="dry")
WET_ONLY = replace(CAREFUL, cure="wet_only")
ALWAYS_CLEANS = replace(CAREFUL, cure="dry_on_all", judge="always_clean")
MISMATCH = replace(CAREFUL, swap=False)
UNCHECKED = replace(CAREFUL, check=False)
SHORT = replace(CAREFUL, short=2.0)
FINGER = replace(CAREFUL, touch=True, cure="none")
