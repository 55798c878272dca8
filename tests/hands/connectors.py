"""Hands at a connector: look, judge, clean, look again, plug in; with care and without.

They deliberately read no result: like a log, they only say what the hands do and when. They know what the exercise lays
out (dust, grease, scratches, polish), as an eye would see it, and where the focus ring makes a face sharp.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.plant import SiteSpec
from simulator.scenes.connectors.logic import Params
from simulator.scenes.connectors.logic_scope import BEST_UM
from simulator.scenes.connectors.logic_state import BARE_MM, COAT_MM, JACKET_MM
from tests.hands.script import Pencil, Script

SIDES = ("plug", "adapter")
#: Time to look at a picture before a verdict [s], and how far away the focus begins [um].
LOOK_S, FAR_UM = 1.6, 38.0


@dataclass(frozen=True)
class Manner:
    """How the hands work; the defaults are those of a careful technician.

    check: light check first. look: which faces are inspected; look_again: also after cleaning. cure: right, dry,
    wet_only, dry_on_all (a pen on everything, whatever it shows) or none. judge: right, always_good, always_clean or
    none. swap: take the other cord where the polish does not fit. touch: a finger on the ferrule. short: the plug stops
    this far from its seat [mm]. wipe, bare_mm: of a plug that is mounted: wiped before the cleave, glass left [mm].
    """

    check: bool = True
    look: tuple[str, ...] = SIDES
    look_again: bool = True
    cure: str = "right"
    judge: str = "right"
    swap: bool = True
    touch: bool = False
    short: float = 0.0
    wipe: bool = True
    bare_mm: float = BARE_MM


CAREFUL = Manner()


class Hands:
    """Writes the script of one exercise."""

    def __init__(self, site: SiteSpec, params: Params, manner: Manner, tick: int) -> None:
        self.params, self.manner = params, manner
        parts = [part for part in site.line.parts if part.type == "connector"]
        spec = next((part for part in parts if part.work), parts[0])
        self.polish = {"plug": spec.near_polish, "adapter": spec.far_polish}
        dirty, greasy = spec.dust > 0.25 or spec.oil > 0.0, spec.oil > 0.0
        self.dirty, self.greasy = dict.fromkeys(SIDES, dirty), dict.fromkeys(SIDES, greasy)
        self.scratched = spec.scratches > 0.5
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
        if self.params.mode == "mount":
            self.mount()
        if (
            manner.swap
            and self.params.spare != "none"
            and (self.polish["plug"] == "APC") != (self.polish["adapter"] == "APC")
        ):
            self.other_cord()
        for side in SIDES:
            self.one_side(side)
        self.plug_in()
        self.do("done", None, 0.0)
        return self.pencil.script

    def mount(self) -> None:
        """Jacket, coating, wipe, cleave, in, lock, housing; the plug's own face is clean from the factory."""
        self.do("mount.jacket", JACKET_MM, 1.0)
        self.do("mount.coating", COAT_MM, 1.0)
        if self.manner.wipe:
            self.do("mount.wipe", None, 0.6)
        self.do("mount.cleave", self.manner.bare_mm, 1.0)
        self.pencil.push("mount.insert", 30.0, 0.0, 1.2)
        self.do("mount.lock", True, 0.6)
        self.do("mount.housing", None, 0.8)
        self.dirty["plug"] = self.greasy["plug"] = False

    def other_cord(self) -> None:
        """Take the other cord, which is clean."""
        self.do("cord.swap", None, 0.8)
        self.polish["plug"] = self.params.spare
        self.dirty["plug"] = self.greasy["plug"] = False

    def one_side(self, side: str) -> None:
        """Look at a face and bring it to clean."""
        manner = self.manner
        self.do("view", side, 0.4)
        self.do(f"cap.{side}", False, 0.4)
        if manner.touch and side == "plug":
            self.do("touch", None, 0.5)
        if side in manner.look:
            self.inspect(side, "clean" if self.dirty[side] else "good")
        if self.clean(side) and side in manner.look and manner.look_again:
            self.inspect(side, "good")

    def inspect(self, side: str, verdict: str) -> None:
        """Probe on, turn the focus through, look, say what it is."""
        tip = "long" if side == "adapter" else "apc" if self.polish[side] == "APC" else "upc"
        self.do("tool", "probe", 0.4)
        self.do("probe.tip", tip, 0.3)
        self.pencil.push("probe.move", 40.0, 0.0, 0.5)
        self.pencil.push("focus", -FAR_UM, BEST_UM[side], 1.6)
        self.pencil.wait(LOOK_S)
        said = {"right": verdict, "always_good": "good", "always_clean": "clean"}.get(self.manner.judge)
        if said:
            self.do("judge", said, 0.4)
        self.pencil.push("probe.move", 0.0, 40.0, 0.3)

    def clean(self, side: str) -> bool:
        """Clean as this manner does; whether anything was done."""
        cure = self.manner.cure
        if cure == "none" or (cure != "dry_on_all" and not self.dirty[side]):
            return False
        wet = self.greasy[side] if cure == "right" else cure == "wet_only"
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


def connect(site: SiteSpec, params: Params, tick: int = 0, manner: Manner = CAREFUL) -> Script:
    """The scene in a manner."""
    return Hands(site, params, manner, tick).work()


#: Ways to fail, by name.
CARELESS = Manner(
    check=False, look=(), cure="none", judge="none", swap=False, touch=True, wipe=False, bare_mm=7.0
)  # fmt: skip
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
UNWIPED = replace(CAREFUL, wipe=False, bare_mm=12.5)
SHORT_FIBRE = replace(CAREFUL, bare_mm=8.0)
