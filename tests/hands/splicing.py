"""Hands that load, splice, judge and protect, with care or without: scripts for tests, proofs and screenshots.

They deliberately read no result: where a hand must wait, it waits as long as the machine is known to take.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.instruments import splicer_law as law
from simulator.instruments.splicer import AIM_Z_MM, CARE_SECONDS, SECONDS
from simulator.plant import SiteSpec
from tests.hands.script import Pencil, Script

#: Time to look before a key is pressed, and reserve on what the machine takes [s].
LOOK_S, RESERVE_S = 1.5, 0.3
SIDES = ("left", "right")


@dataclass(frozen=True)
class Manner:
    """How the hands work; the defaults are those of a careful technician.

    programme: None chooses the right one for the site, '' leaves the machine as it is. load_mm: where the tips lie.
    drag_mm: how far they are drawn through the groove. test: run the arc test first. care: what is cleaned beforehand.
    fail: a first run that the machine will refuse, then reset. verdict: keep, redo or None. centre_mm: where the sleeve
    ends up (None leaves it). heat: share of the heating time waited for. cool: share of the cooling time.
    """

    programme: str | None = None
    load_mm: float = AIM_Z_MM
    drag_mm: float = 0.0
    test: bool = False
    fail: bool = False
    care: tuple[str, ...] = ()
    verdict: str | None = "keep"
    re_arcs: int = 0
    protect: bool = True
    centre_mm: float | None = 0.0
    heat: float = 1.0
    cool: float = 1.0


CAREFUL = Manner()


def right_programme(site: SiteSpec) -> str:
    """The programme for the fibres of a site."""
    return law.right_programmes(tuple(fibre.type for fibre in site.fibres))[0]


def seconds_to_ready(programme: str) -> float:
    """From SET until the machine waits for ARC [s]."""
    return SECONDS["set"] + law.PROGRAMMES[programme].cleaning_s + SECONDS["gap"] + SECONDS["inspect"] + RESERVE_S


def seconds_to_result(programme: str) -> float:
    """From ARC until the estimate shows [s]."""
    chosen = law.PROGRAMMES[programme]
    return SECONDS["align"] + chosen.prefuse_s + chosen.arc_s + SECONDS["analyse"] + RESERVE_S


def load(pencil: Pencil, side: str, manner: Manner = CAREFUL) -> None:
    """Carry a tip over the groove, lower it, let go, and close the clamp."""
    pencil.do(f"{side}.hold", True, 0.3)
    far = manner.load_mm - manner.drag_mm
    pencil.at_once(f"{side}.move", [(round(-30.0 + (far + 30.0) * i / 40, 3), 12.0) for i in range(1, 41)])
    pencil.at_once(f"{side}.move", [(far, round(12.0 - 12.0 * i / 30, 3)) for i in range(1, 31)])
    if manner.drag_mm:
        steps = 30
        pencil.at_once(f"{side}.move", [(round(far + manner.drag_mm * i / steps, 3), 0.0) for i in range(1, steps + 1)])
    pencil.do(f"{side}.hold", False, 0.3)
    pencil.do(f"{side}.clamp", True, 0.4)


def choose(pencil: Pencil, programme: str) -> None:
    """Open the menu and choose a programme."""
    pencil.do("key", "menu", 0.5)
    pencil.do("programme", programme, 0.5)


def run(pencil: Pencil, programme: str, manner: Manner = CAREFUL) -> None:
    """SET, look, ARC, wait for the estimate."""
    pencil.do("key", "set", seconds_to_ready(programme))
    pencil.wait(LOOK_S)
    pencil.do("key", "arc", seconds_to_result(programme))
    for _ in range(manner.re_arcs):
        pencil.wait(0.5)
        pencil.do("key", "arc", law.PROGRAMMES[programme].rearc_s + SECONDS["analyse"] + RESERVE_S)
    pencil.wait(LOOK_S)


def protect(pencil: Pencil, site: SiteSpec, manner: Manner = CAREFUL) -> None:
    """Sleeve over the joint, oven, heat, out, cool."""
    if manner.centre_mm is not None:
        pencil.push("sleeve.move", -120.0, manner.centre_mm, 1.5)
    pencil.do("oven.lid", False, 0.3)
    pencil.do("oven.place", True, 0.5)
    pencil.do("oven.lid", True, 0.4)
    pencil.do("oven.heat", None, site.splicer.heat_s * manner.heat + RESERVE_S * (manner.heat >= 1.0))
    pencil.do("oven.lid", False, 0.4)
    pencil.do("oven.place", False, 0.2)
    pencil.wait((site.splicer.cool_s + 1.0) * manner.cool)


def care_for(pencil: Pencil, tasks: tuple[str, ...]) -> None:
    """Open clamps and look after the machine, with the cover open."""
    for side in SIDES:
        pencil.do(f"{side}.clamp", False, 0.3)
    for task in tasks:
        pencil.do("care", task, CARE_SECONDS[task] + RESERVE_S)


def splice(start_tick: int = 0, site: SiteSpec | None = None, manner: Manner = CAREFUL) -> Script:
    """Splice in a manner, from open cover to leaving the scene."""
    site = site or SiteSpec()
    programme = manner.programme
    if programme is None:
        programme = right_programme(site)
    pencil = Pencil(start_tick)
    if manner.fail:
        _refused_run(pencil, site, manner)
    if manner.care:
        care_for(pencil, manner.care)
    for side in SIDES:
        load(pencil, side, manner)
    if programme:
        choose(pencil, programme)
    pencil.do("cover", True, 0.5)
    if manner.test:
        pencil.do("care", "arc_test", SECONDS["arc_test"] + RESERVE_S)
    run(pencil, programme or site.splicer.programme, manner)
    if manner.verdict:
        pencil.do("decide", manner.verdict, 0.6)
    if manner.verdict != "redo":
        pencil.do("cover", False, SECONDS["proof"] + RESERVE_S)
        pencil.do("take", None, 0.6)
        if manner.protect:
            protect(pencil, site, manner)
        pencil.do("done", None, 0.0)
    return pencil.script


def _refused_run(pencil: Pencil, site: SiteSpec, manner: Manner) -> None:
    """Load and press SET on a machine that will refuse; read its message, reset, open."""
    for side in SIDES:
        load(pencil, side, manner)
    pencil.do("cover", True, 0.5)
    pencil.do("key", "set", seconds_to_ready(site.splicer.programme) + LOOK_S)
    pencil.do("key", "reset", 0.5)
    pencil.do("cover", False, 0.5)


def careful_splicing(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """As it ought to be done."""
    return splice(start_tick, site)


def careless_wrong_programme(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Careful in all but the programme: SM_AUTO whatever the fibre, or MM where SM_AUTO would be right."""
    right = law.right_programmes(tuple(fibre.type for fibre in (site or SiteSpec()).fibres))
    return splice(start_tick, site, replace(CAREFUL, programme="MM" if "SM_AUTO" in right else "SM_AUTO"))


def careless_no_centring(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """The sleeve stops far from the middle."""
    return splice(start_tick, site, replace(CAREFUL, centre_mm=-24.0))


def careless_not_cooled(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Away with it as soon as it is out of the oven."""
    return splice(start_tick, site, replace(CAREFUL, cool=0.0))


def careless_oven_too_short(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """The lid is opened half way through."""
    return splice(start_tick, site, replace(CAREFUL, heat=0.5))


def careless_drag(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """The tips are drawn through the grooves."""
    return splice(start_tick, site, replace(CAREFUL, drag_mm=6.0))


def careless_keeps_all(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Nothing is looked after, whatever comes out is kept: bad only where the machine is sick."""
    return splice(start_tick, site, replace(CAREFUL, programme=""))


def careless_redoes_all(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Cuts the splice whatever came out: bad only where it was good."""
    return splice(start_tick, site, replace(CAREFUL, verdict="redo"))


def careless_many_re_arcs(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Three more arcs to improve the figure."""
    return splice(start_tick, site, replace(CAREFUL, re_arcs=3))


def careless_unprotected(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Leaves without sleeve and oven."""
    return splice(start_tick, site, replace(CAREFUL, protect=False))


def careless_everything(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Wrong programme, tips past the axis and out again, sleeve off centre, not cooled."""
    manner = Manner(programme="MM", load_mm=-2.8, verdict="keep", re_arcs=3, centre_mm=-24.0, heat=0.4, cool=0.0)
    return splice(start_tick, site, manner)


def diagnose_groove(start_tick: int = 0, site: SiteSpec | None = None, side: str = "right") -> Script:
    """Reads the machine's refusal, cleans the groove in question and nothing else, then splices with care."""
    return splice(start_tick, site, replace(CAREFUL, fail=True, care=(f"groove_{side}",)))


def diagnose_arc(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Runs the arc test first, then splices with care."""
    return splice(start_tick, site, replace(CAREFUL, test=True))


def clean_at_random(start_tick: int = 0, site: SiteSpec | None = None) -> Script:
    """Cleans and changes everything without looking for the cause."""
    manner = replace(CAREFUL, care=("groove_left", "groove_right", "optics", "electrodes"), test=True)
    return splice(start_tick, site, manner)
