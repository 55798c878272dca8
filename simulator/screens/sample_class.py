"""A made-up class with attempts, so that pictures of the program show it as it looks in use.

It deliberately invents no result: every attempt is the hands of a shipped proof, under another name.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator import library, paths
from simulator import replay as replays

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.screens.context import Context

#: First name, class, and the proofs that this person made, one a day of lessons.
CLASS = (
    ("Amina", "Groupe 3", (
        "premiere-coupe-fail-too-fast", "premiere-coupe-pass", "premiere-coupe-pass", "cinq-coupes-fail-one-only",
        "cinq-coupes-pass", "premiere-soudure-fail-careless", "premiere-soudure-pass", "lame-usee-fail-blade-ignored",
    )),
    ("Éloïse", "Groupe 3", ("premiere-coupe-pass", "premiere-coupe-pass", "cinq-coupes-fail-uncleaned")),
    ("Mamadou", "Groupe 3", (
        "premiere-coupe-fail-offcut-on-table", "premiere-coupe-pass", "premiere-soudure-pass", "premiere-soudure-pass",
        "soudeuse-malade-rainure-fail-fault-ignored", "soudeuse-malade-arc-pass",
    )),
    ("Yanis", "Groupe 3", ("premiere-coupe-fail-careless",)),
    ("Sofia", "Groupe 4", ("premiere-coupe-pass", "soudure-mixte-fail-wrong-programme", "soudure-mixte-pass")),
    ("Jean-Baptiste", "Groupe 4", ()),
)  # fmt: skip
AVATARS = (5, 2, 9, 12, 3, 14)
COURSE = library.DEMO_PROOF[0]
#: Days of lessons in November; the last is the day on which the pictures are drawn (contact_sheet.NOW).
LESSONS = (12, 13, 16, 17, 18, 19, 20, 23, 24)
#: Who did not work on the last of them.
AWAY = ("Yanis",)
#: The draw of the first attempt at an exercise.
SEED = 7


def fill(context: Context) -> None:
    """Put the class into the class book of a context; the first of them is the present trainee."""
    store, made = context.store(), {}
    people = []
    for person, (first_name, group, proofs) in enumerate(CLASS):
        trainee = store.add_trainee(first_name, group)
        people.append(trainee)
        context.keep_avatar(trainee, AVATARS[person])
        for day, name in enumerate(proofs):
            # The second time on another draw, as an exercise is acquired.
            draw = (name, SEED + proofs[:day].count(name))
            if draw not in made:
                made[draw] = _run(*draw)
            lesson = LESSONS[day - len(proofs) - (first_name in AWAY)]
            date = f"2026-11-{lesson:02d}T{8 + person // 3:02d}:{15 + 10 * (person % 3)}:00+01:00"
            _keep(context, trainee, made[draw], f"{person}-{day}", date)
    store.sign("exemple-0-6", "Claire Morel", "Belle soudure, bien rangée.", "2026-11-23T17:05:00+01:00")
    context.choose(people[0])


def _run(name: str, seed: int) -> Attempt:
    log = replays.read(paths.curricula_dir() / COURSE / "proofs" / f"{name}.jsonl")
    log.header["seed"] = seed
    return replays.run(log, library.exercise_for(log))


def _keep(context: Context, trainee, attempt: Attempt, number: str, date: str) -> None:
    """Store an attempt as this trainee's."""
    sheet = attempt.outcome().sheet
    names = {"trainee": trainee.first_name, "group": trainee.group, "attempt_id": f"exemple-{number}", "date": date}
    header = {**json.loads(attempt.log[0]), **names}
    lines = [json.dumps(header, ensure_ascii=False, separators=(",", ":")), *attempt.log[1:]]
    own = replace(sheet, heading=replace(sheet.heading, **names))
    context.store().save_attempt(trainee.id, own, "\n".join(lines) + "\n", date, date)
