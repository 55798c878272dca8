"""The ways from screen to screen: each is named and called as it is meant, and opens the screen that it says.

It deliberately checks no imports: ``test_architecture`` does.
"""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from simulator import library, paths
from simulator import replay as replays
from simulator.screens import (
    about,
    briefing,
    chain,
    courses,
    debrief,
    glossary,
    home,
    instructor,
    notebook,
    place,
    play,
    replay,
    settings,
    signing,
    who,
)
from simulator.screens.context import Context
from simulator.screens.doors import Doors
from simulator.screens.ways import Ways

SCREENS = Path(__file__).parent.parent.parent / "simulator" / "screens"
WAYS = {name: made for name, made in vars(Ways).items() if inspect.isfunction(made) and not name.startswith("_")}
#: Methods of what is called ``ways`` in the source, with the file and line of each call.
CALLS = [
    (f"{path.name}:{node.lineno}", node)
    for path in sorted(SCREENS.glob("*.py"))
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    and "ways" in (getattr(node.func.value, "attr", ""), getattr(node.func.value, "id", ""))
]  # fmt: skip


def test_the_doors_open_every_way_as_it_is_told() -> None:
    told = {name: inspect.signature(made) for name, made in WAYS.items()}
    assert told == {name: inspect.signature(made) for name, made in vars(Doors).items() if not name.startswith("_")}


@pytest.mark.parametrize("call", [call for _, call in CALLS], ids=[where for where, _ in CALLS])
def test_every_way_that_a_screen_takes_is_there_and_gets_what_it_needs(call: ast.Call) -> None:
    assert call.func.attr in WAYS
    inspect.signature(WAYS[call.func.attr]).bind("self", *call.args, **{k.arg: k.value for k in call.keywords})


def test_every_way_is_taken() -> None:
    named = {node.attr for path in SCREENS.glob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(node, ast.Attribute)}  # fmt: skip
    assert set(WAYS) <= named


def test_each_opens_its_screen(context: Context, people: list) -> None:
    log = replays.read(paths.curricula_dir() / "chantier" / "proofs" / "une-fibre-fail-sloppy.jsonl")
    exercise = library.exercise_for(log)
    attempt, ways = replays.run(log, exercise), context.ways
    first = ways.home()
    opened = [
        (first, home.HomeScreen), (ways.who(), who.WhoScreen), (ways.place("splice"), place.PlaceScreen),
        (ways.briefing(exercise), briefing.BriefingScreen), (ways.play(exercise), play.PlayScreen),
        (ways.debrief(exercise, attempt), debrief.DebriefScreen),
        (ways.line(exercise, attempt, lambda: first), chain.ChainScreen),
        (ways.replay(log, exercise, None, 60, back="Retour"), replay.ReplayScreen),
        (ways.notebook(), notebook.NotebookScreen), (ways.glossary(), glossary.GlossaryScreen),
        (ways.instructor(), instructor.InstructorScreen),
        (ways.signing(people[0], lambda: first), signing.SigningScreen), (ways.courses(), courses.CoursesScreen),
        (ways.settings(), settings.SettingsScreen), (ways.about(), about.AboutScreen),
    ]  # fmt: skip
    assert [type(screen) for screen, _ in opened] == [kind for _, kind in opened]
    for screen, _ in opened:
        assert screen.next_screen() is screen
        screen.close()
