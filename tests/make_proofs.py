"""Scripted hands for every exercise, and ``python -m tests.make_proofs [EXERCISE ...]``, which records them as proofs.

It deliberately knows no score: what the hands are worth is for the tests to say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from simulator.attempt import Attempt
from simulator.curriculum import loader
from simulator.curriculum.model import Exercise
from simulator.scenes.base import TICKS_PER_SECOND
from tests.hands import connectors as plug
from tests.hands import job, power, tray
from tests.hands import otdr as trace
from tests.hands import preparation as prep
from tests.hands import splicing as splice
from tests.hands.script import Script, by_tick, end_of

ROOT = Path(__file__).parent.parent
EXERCISES: dict[str, Exercise] = {
    exercise.id: exercise
    for folder in loader.find_courses([ROOT / "curricula"])
    for exercise in loader.load_course(folder).exercises
}
#: The draw on which proofs are recorded.
PROOF_SEED = 7
#: Time after the last action, so that what was started can settle.
REST_TICKS = TICKS_PER_SECOND

#: A step writes the hands of one scene from a tick on.
Step = Callable[[Exercise, int], Script]


def params_of(exercise: Exercise, scene: str):
    """Parameters of a scene in an exercise."""
    return next(stage.params for stage in exercise.stages if stage.scene == scene)


def chain(exercise: Exercise, *steps: Step) -> Script:
    """Steps one after the other, each from the tick after the one before."""
    script: Script = []
    tick = 30
    for step in steps:
        part = step(exercise, tick)
        script += part
        tick = end_of(part, tick) + TICKS_PER_SECOND // 2
    return script


def end(work: Callable, side: str, **more) -> Step:
    """A preparation of one end as a step."""
    return lambda exercise, tick: work(params_of(exercise, "preparation"), side, tick, **more)


def leave(exercise: Exercise, tick: int) -> Script:
    """Go on to the next stage, or end."""
    return prep.leave(tick)


def both(work: Callable, **more) -> tuple[Step, ...]:
    """Both ends the same way, then on."""
    return end(work, "left", **more), end(work, "right", **more), leave


def joined(work: Callable, **more) -> Step:
    """A splice as a step."""
    return lambda exercise, tick: work(tick, exercise.site, **more)


def connected(manner: plug.Manner) -> tuple[Step, ...]:
    """A connector worked in a manner, as the only step."""
    return (lambda exercise, tick: plug.connect(exercise.site, params_of(exercise, "connectors"), tick, manner),)


Hands = dict[str, tuple[Step, ...]]

FAST, DIRTY, ALL = prep.careless_too_fast, prep.careless_uncleaned, prep.careless_everything
GOOD = prep.careful_preparation


def hands_of(name: str) -> Hands:
    """Hands of an exercise by proof name: 'pass', 'fail-careless' and one 'fail-…' per skill that can be lacking."""
    return HANDS[name]()


def play(name: str, steps: tuple[Step, ...], seed: int) -> Attempt:
    """Run hands on a draw to the end of the attempt."""
    exercise = EXERCISES[name]
    # Hands that find something by eye are told the draw.
    looking = (tray.Stored, power.Powered, trace.Measured, job.Job)
    steps = tuple(step.on(seed) if isinstance(step, looking) else step for step in steps)
    actions = by_tick(chain(exercise, *steps))
    attempt = Attempt(exercise, seed, extra_header={"proof": True, "content_sha256": ""})
    last = max(actions, default=0) + REST_TICKS
    while attempt.tick <= last and not attempt.finished:
        attempt.step(actions.get(attempt.tick, ()))
    attempt.finish()
    return attempt


def record(folder: Path, names: Collection[str] = ()) -> list[Path]:
    """Write the proofs of these exercises, or of every one; returns the files."""
    written = []
    for name in names or EXERCISES:
        exercise = EXERCISES[name]
        for proof, steps in hands_of(name).items():
            attempt = play(name, steps, PROOF_SEED)
            path = folder / exercise.course_id / "proofs" / f"{name}-{proof}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(attempt.log) + "\n", "utf-8")
            sheet = attempt.outcome().sheet
            print(f"{path.name:<48} {sheet.score:5.1f} {sheet.verdict}  {attempt.tick / TICKS_PER_SECOND:.0f} s")
            written.append(path)
    return written


def _one_end() -> Hands:
    """First cleave: one end, no splice."""
    return {
        "pass": (end(GOOD, "left"), leave),
        "fail-careless": (end(ALL, "left"), leave),
        "fail-too-fast": (end(FAST, "left"), leave),
        "fail-uncleaned": (end(DIRTY, "left"), leave),
        "fail-offcut-on-table": (end(prep.careless_offcut_on_table, "left"), leave),
    }


def _five() -> Hands:
    """Five cleaves in a row on one end."""
    return {
        "pass": (end(prep.five_cleaves, "left"), leave),
        "fail-careless": (
            end(
                prep.five_cleaves,
                "left",
                count=2,
                manner=prep.Manner(strip_speed=160.0, tilt_mm=9.0, glass_strokes=0, stroke_s=0.08, offcut="table"),
            ),
            leave,
        ),
        "fail-one-only": (end(GOOD, "left"), leave),
        "fail-uncleaned": (
            end(prep.five_cleaves, "left", manner=prep.Manner(coating_strokes=0, glass_strokes=0)),
            leave,
        ),
    }


def _worn() -> Hands:
    """The blade in use is worn: turn it."""
    return _whole() | {
        "pass": (*both(prep.worn_blade_turned), joined(splice.careful_splicing)),
        "fail-blade-ignored": (*both(prep.worn_blade_ignored), joined(splice.careful_splicing)),
        "fail-uncleaned": (*both(DIRTY), joined(splice.careful_splicing)),
    }


def _mixed() -> Hands:
    """Two kinds of fibre: the programme decides."""
    return _whole() | {"fail-wrong-programme": (*both(GOOD), joined(splice.careless_wrong_programme))}


def _whole(work: Callable = splice.careful_splicing) -> Hands:
    """Preparation of both ends, splice, protection."""
    return {
        "pass": (*both(GOOD), joined(work)),
        "fail-careless": (*both(ALL), joined(splice.careless_everything)),
        "fail-uncleaned": (*both(DIRTY), joined(splice.careful_splicing)),
        "fail-too-fast": (*both(FAST), joined(splice.careful_splicing)),
        "fail-unprotected": (*both(GOOD), joined(splice.careless_unprotected)),
        "fail-redoes-good": (*both(GOOD), joined(splice.careless_redoes_all)),
        "fail-offcut-on-table": (*both(prep.careless_offcut_on_table), joined(splice.careful_splicing)),
    }


def _sick(cure: Callable, **more) -> Hands:
    """The machine has a fault: find it, cure it, splice."""
    return {
        "pass": (joined(cure, **more),),
        "fail-careless": (joined(splice.careless_everything),),
        "fail-fault-ignored": (joined(splice.careless_keeps_all),),
        "fail-cleans-at-random": (joined(splice.clean_at_random),),
        "fail-unprotected": (joined(splice.careless_unprotected),),
    }


def _connector(**ways: plug.Manner) -> Hands:
    """A connector: the careful way, the careless way, and ways that lack one thing."""
    manners = {"pass": plug.CAREFUL, "fail-careless": plug.CARELESS}
    manners |= {f"fail-{name.replace('_', '-')}": manner for name, manner in ways.items()}
    return {name: connected(manner) for name, manner in manners.items()}


def _measured(name: str, **lacks: dict) -> Hands:
    """The OTDR: careful, careless, and one way to lack each skill, as what is done otherwise."""

    def by(manner: trace.Manner) -> tuple[Step, ...]:
        return (trace.Measured(manner),)

    made = {"pass": by(trace.right(name)), "fail-careless": by(trace.CARELESS)}
    return made | {f"fail-{why.replace('_', '-')}": by(trace.changed(name, **what)) for why, what in lacks.items()}


def _read(name: str, **more: dict) -> Callable[[], Hands]:
    """A trace to be read: names wrong, measures wrong, keeps bad joints, and what else this exercise is about."""
    lacks = {"misnames": trace.MISNAMES, "mismeasures": trace.MISMEASURES, "passes_bad": {"verdict": "good"}}
    return lambda: _measured(name, **lacks, **more)


def _stored(**manners: tray.Manner) -> Callable[[], Hands]:
    """A tray: with care, with no care at all, and in some manners that lack one thing."""
    found = {"pass": tray.CAREFUL, "fail-careless": tray.CARELESS}
    found |= {f"fail-{name.replace('_', '-')}": manner for name, manner in manners.items()}
    return lambda: {name: (tray.Stored(manner),) for name, manner in found.items()}


def _powered(right: dict | None = None, **lacks: dict) -> Callable[[], Hands]:
    """Power or red light: with care, without any, and in ways that lack one thing, as what is done otherwise."""
    careful = replace(power.CAREFUL, **(right or {}))
    manners = {"pass": careful, "fail-careless": power.CARELESS}
    manners |= {f"fail-{name.replace('_', '-')}": replace(careful, **what) for name, what in lacks.items()}
    return lambda: {name: (power.Powered(manner),) for name, manner in manners.items()}


def _job(*passable: str) -> Callable[[], Hands]:
    """The full job: with care, with none, and lacking one thing; passable: what may lack in a small one."""
    found = {"pass": job.CAREFUL, "fail-careless": job.CARELESS}
    found |= {f"fail-{name}": manner for name, manner in job.LACKS.items() if name not in passable}
    return lambda: {name: (job.Job(manner),) for name, manner in found.items()}


HANDS: dict[str, Callable[[], Hands]] = {
    "une-fibre": _job("one-trace"),  # of two that it asks for
    "quatre-fibres": _job(),
    "reference-un-cordon": _powered(
        method={"method": "3", "verdict": "bad"}, cold={"warm": False, "match": False},
        unplugs={"unplugs": True, "clean": False}, unsafe={"lit": True}, condemns={"verdict": "bad"},
    ),
    "cordon-sale": _powered(
        dirty={"clean": False}, method={"method": "2", "match": False}, unsafe={"lit": True},
        undecided={"verdict": "", "unplugs": True}, condemns={"verdict": "bad"},
    ),
    "budget-de-liaison": _powered(
        {"verdict": "bad"}, miscounts={"counts": 2, "verdict": "good", "method": "1", "warm": False},
        dirty={"clean": False, "warm": False, "verdict": "good"}, unsafe={"lit": True}, passes_bad={"verdict": "good"},
    ),
    "puissance-chez-labonne": _powered(
        dirty={"clean": False, "verdict": "bad"}, relative={"unit": False, "counts": 2, "verdict": "bad"},
        unsafe={"lit": True}, condemns={"verdict": "bad"},
    ),
    "marge-de-la-box": _powered(
        guesses={"guess_db": 9.0}, leaves={"leaves": True, "clean": False}, behind={"behind": True, "guess_db": 1.5},
        undecided={"verdict": "", "leaves": True}, unsafe={"lit": True}, condemns={"verdict": "bad"},
    ),
    "retrouver-la-fibre": _powered(
        straight={"straight": True}, steady={"blink": False, "straight": True}, strong={"klass": False},
    ),
    "courbure-au-stylo-rouge": _powered(
        far_off={"off_m": 8.0}, steady={"blink": False, "kind": "break", "off_m": 8.0}, free={"free": True},
    ),
    "ranger-une-soudure": _stored(tight=tray.TIGHT, over_the_rim=tray.OVER_THE_RIM, unfinished=tray.UNFINISHED),
    "cassette-pleine": _stored(wrong_slot=tray.WRONG_SLOT, crossed=tray.CROSSED, unfinished=tray.UNFINISHED),
    "boucle-trop-serree": _stored(
        wrong_fibre=tray.WRONG_FIBRE, over_the_rim=tray.OVER_THE_RIM, unfinished=tray.UNFINISHED
    ),
    "lire-sans-bruit": _read("lire-sans-bruit"),
    "lire-avec-bruit": _read("lire-avec-bruit", impatient={"averaging_s": 1.0, "only": 3}),
    "fantomes": _read("fantomes", believes={"ghosts": "connector"}),
    "evenements-confondus": _read("evenements-confondus", merged={"pulse_ns": 500.0, "only": 2}),
    "bonne-impulsion": _read("bonne-impulsion", weak={"pulse_ns": 10.0, "averaging_s": 1.0, "only": 3}),
    "mauvais-indice": _read("mauvais-indice", index={"index": None}),
    "courbure-ou-soudure": _read(
        "courbure-ou-soudure", single={"wavelengths": ("1310",), "kinds": (("bend", "splice"),)}
    ),
    "gainer-et-deux-sens": _read("gainer-et-deux-sens", oneway={"two_ways": False}, condemns={"verdict": "bad"}),
    "trouver-la-coupure": lambda: _measured(
        "trouver-la-coupure",
        index={"index": None},
        dirty={"check_plug": False, "off_m": 9.0},
        unsafe={"unsafe": True},
        misnames=trace.MISNAMES,
        unplugged={"plug": False},
    ),
    "coupleur-vu-abonne": _read("coupleur-vu-abonne", weak={"pulse_ns": None, "only": 3}),
    "analyse-automatique-fausse": lambda: _measured(
        "analyse-automatique-fausse",
        blind={"auto": "blind"},
        misnames=trace.MISNAMES,
        passes_bad={"verdict": "good"},
        single={"wavelengths": ("1310",), "kinds": (("bend", "splice"),)},
    ),
    "vraie-trace": _read("vraie-trace", condemns={"verdict": "bad"}),
    "connecteur-sale": lambda: _connector(
        uncleaned=plug.UNCLEANED, blind=plug.BLIND, unchecked=plug.UNCHECKED, short=plug.SHORT
    ),
    "propre-ne-touche-pas": lambda: _connector(cleans_all=plug.ALWAYS_CLEANS, blind=plug.BLIND),
    "gras-tenace": lambda: _connector(dry_only=plug.DRY_ONLY, wet_only=plug.WET_ONLY, uncleaned=plug.UNCLEANED),
    "apc-dans-upc": lambda: _connector(mismatch=plug.MISMATCH),
    "connecteur-terrain": lambda: _connector(
        unwiped=plug.UNWIPED, short_fibre=plug.SHORT_FIBRE, uncleaned=plug.UNCLEANED
    ),
    "premiere-coupe": _one_end,
    "cinq-coupes": _five,
    "lame-usee": _worn,
    "premiere-soudure": _whole,
    "soudure-mixte": _mixed,
    "soudeuse-malade-rainure": lambda: _sick(splice.diagnose_groove),
    "soudeuse-malade-arc": lambda: _sick(splice.diagnose_arc),
}


if __name__ == "__main__":
    asked = sys.argv[1:]
    made = {path.name for path in record(ROOT / "curricula", asked)}
    for stale in [] if asked else (ROOT / "curricula").glob("*/proofs/*.jsonl"):
        if stale.name not in made:
            stale.unlink()
