"""An attempt that is left can be taken up again: kept, closed, killed, twice, by its owner alone, and as it was.

The hands are those of shipped proofs: what is left in the middle and goes on must end as if it had been done in one go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator import library, paths, replay
from simulator.curriculum import loader
from simulator.records import Trainee
from simulator.scoring import ScoreSheet
from simulator.screens.briefing import BriefingScreen
from simulator.screens.context import Context
from simulator.screens.debrief import DebriefScreen
from simulator.screens.home import HomeScreen
from simulator.screens.play import MARK_TICKS, PlayScreen
from simulator.screens.resume import ResumeScreen
from simulator.ui.dialog import Dialog
from tests.screens.conftest import drawn, key
from tests.screens.test_play import choose

COURSE, EXERCISE = "premiers-gestes", "premiere-soudure"


def proof(course: str = COURSE, name: str = f"{EXERCISE}-pass") -> replay.Log:
    return replay.read(paths.curricula_dir() / course / "proofs" / f"{name}.jsonl")


def exercise_in(context: Context, name: str = EXERCISE):
    return next(e for e in context.exercises() if e.id == name)


def play_on(screen: PlayScreen, log: replay.Log, until: int) -> None:
    """Let the hands of a log work on a screen up to a tick."""
    while screen.attempt.tick < until and not screen.attempt.finished:
        screen._step(list(log.actions.get(screen.attempt.tick, ())))


def walked(way: object, context: Context) -> ResumeScreen:
    """The screen of the way back, drawn until it is at its end."""
    assert isinstance(way, ResumeScreen)
    drawn(way, context)
    while way.idle((1280, 720)):
        drawn(way, context)
    return way


def taken_up(context: Context, name: str = EXERCISE) -> PlayScreen:
    """The play screen that stands after the way back."""
    briefing = BriefingScreen(context, exercise_in(context, name))
    briefing.handle(key("enter"))  # the focus stands on it: Enter alone leads back to work
    way = walked(briefing.next_screen(), context)
    after = way.next_screen()
    assert isinstance(after, PlayScreen), way.trouble
    return after


def answer(screen, dialog: Dialog, name: str) -> None:
    """Answer a question by keys."""
    for _ in range(len(dialog.buttons) + 1):
        screen.handle(key("tab"))
        if dialog.focus.at.key == name:
            screen.handle(key("enter"))
            return
    raise AssertionError(name)


def journals(data: Path) -> list[Path]:
    return sorted((data / "journal").glob("*.jsonl"))


def judged(sheet: ScoreSheet) -> ScoreSheet:
    """What a sheet judges, without who, when and in how many sittings."""
    return replace(sheet, heading=replace(sheet.heading, trainee="", group="", attempt_id="", date=""), sittings=1)


@pytest.mark.parametrize("leave", ["keep", "close", "kill"])
def test_it_goes_on_where_it_was_left_and_ends_as_in_one_go(
    context: Context, amina: Trainee, again: Callable[..., Context], leave: str
) -> None:
    log = proof()
    left = log.last_tick // 3
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, left)
    if leave == "keep":
        screen.handle(key("escape"))
        choose(screen, "keep")
        assert isinstance(screen.next_screen(), HomeScreen)
    if leave != "kill":
        screen.close()
    there = again()
    home = HomeScreen(there)
    home.load()
    assert home.next_exercise is not None
    assert home.next_exercise.id == EXERCISE
    assert home.focus.at.label == "Reprendre"
    assert home.kept.startswith("Préparer, ")
    went_on = taken_up(there)
    lost = left - went_on.attempt.tick
    assert 0 <= lost <= (MARK_TICKS if leave == "kill" else 0)
    play_on(went_on, log, log.last_tick)
    assert isinstance(went_on.next_screen(), DebriefScreen)
    went_on.close()
    sheet = went_on.attempt.outcome().sheet
    assert (sheet.sittings, sheet.heading.trainee, sheet.heading.course) == (2, "Amina", COURSE)
    assert judged(sheet) == judged(replay.run(log, exercise_in(there)).outcome().sheet)
    (row,) = [row for row in there.store().attempts(amina.id) if row.exercise == EXERCISE]
    again_log = replay.parse(there.store().log(row.id))
    checked = replay.verify(again_log, library.exercise_for(again_log))
    assert checked.difference is None
    assert checked.attempt.outcome().sheet.sittings == there.store().sheet(row.id).sittings == 2
    assert journals(there.folder) == []


def test_three_times(context: Context, amina: Trainee) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    for share in (0.2, 0.55, 0.56):
        play_on(screen, log, int(share * log.last_tick))
        screen.close()
        screen = taken_up(context)
    play_on(screen, log, log.last_tick)
    sheet = screen.attempt.outcome().sheet
    assert sheet.sittings == 4
    assert judged(sheet) == judged(replay.run(log, exercise_in(screen.context)).outcome().sheet)


def test_the_pause_does_not_wait_for_an_example_that_is_stages_behind(context: Context, amina: Trainee) -> None:
    log = proof("chantier", "une-fibre-pass")
    screen = PlayScreen(context, exercise_in(context, "une-fibre"), log.header["seed"])
    play_on(screen, log, int(0.6 * log.last_tick))
    screen.close()
    went_on = taken_up(context, "une-fibre")
    went_on.handle(key("escape"))
    assert went_on._examples._attempt is None
    assert any(button.key == "show" for button in went_on._menu.buttons)
    went_on.handle(key("escape"))
    while went_on._examples.behind(went_on.attempt.stage):
        went_on.tick()
    assert went_on._example() is not None
    went_on.close()


def test_the_whole_job_in_six_sittings(context: Context, amina: Trainee) -> None:
    log = proof("chantier", "une-fibre-pass")
    exercise = exercise_in(context, "une-fibre")
    screen = PlayScreen(context, exercise, log.header["seed"])
    for share in (0.02, 0.15, 0.35, 0.6, 0.85):
        play_on(screen, log, int(share * log.last_tick))
        screen.close()
        screen = taken_up(context, "une-fibre")
        drawn(screen, context)
    play_on(screen, log, log.last_tick)
    sheet = screen.attempt.outcome().sheet
    assert sheet.sittings == 6
    assert judged(sheet) == judged(replay.run(log, exercise).outcome().sheet)


@pytest.mark.parametrize("cut", [1, 7, 40, 200])
def test_a_torn_last_line(
    context: Context, amina: Trainee, data: Path, again: Callable[..., Context], cut: int
) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, log.last_tick // 2)
    (path,) = journals(data)
    whole = path.read_bytes()  # as after a kill: not closed
    screen.close()
    path.write_bytes(whole[:-cut])
    went_on = taken_up(again())
    play_on(went_on, log, log.last_tick)
    went_on.close()
    store = went_on.context.store()
    (row,) = [row for row in store.attempts(amina.id) if row.exercise == EXERCISE]
    kept = replay.parse(store.log(row.id))
    assert replay.verify(kept, library.exercise_for(kept)).difference is None
    assert not kept.torn


def test_the_journal_goes_on_whole_after_a_torn_line(context: Context, amina: Trainee, data: Path) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 600)
    screen.close()
    (path,) = journals(data)
    path.write_bytes(path.read_bytes() + b'{"t":601,"a":"to')
    went_on = taken_up(context)
    play_on(went_on, log, 900)
    lines = path.read_text("utf-8").splitlines()
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert [line for line in lines if '"at":' not in line] == went_on.attempt.log
    went_on.close()


def test_nobody_else_is_offered_it(context: Context, people: list) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 600)
    screen.close()
    context.choose(people[1])
    assert context.kept.of(exercise_in(context)) is None
    briefing = BriefingScreen(context, exercise_in(context))
    assert [w.key for w in briefing.focus.widgets if w.key in ("start", "resume", "again")] == ["start"]
    briefing.press("start")  # and what they begin does not touch it
    other = briefing.next_screen()
    assert isinstance(other, PlayScreen)
    other.close()
    context.choose(people[0])
    assert context.kept.of(exercise_in(context)) is not None


def test_who_did_nothing_has_nothing_kept(context: Context, amina: Trainee, data: Path) -> None:
    screen = PlayScreen(context, exercise_in(context), 7)
    for _ in range(400):
        screen.tick()
    screen.handle(key("escape"))
    assert [b.label for b in screen._menu.buttons if b.key == "keep"] == ["Quitter"]
    screen.close()
    assert journals(data) == []


def test_to_start_again_is_asked_for_and_drops_what_was_kept(context: Context, amina: Trainee, data: Path) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 600)
    screen.close()
    briefing = BriefingScreen(context, exercise_in(context))
    briefing.press("again")
    drawn(briefing, context)
    briefing.handle(key("enter"))  # the answer that loses nothing is the one that stands ready
    assert briefing.next_screen() is briefing
    assert len(journals(data)) == 1
    briefing.press("again")
    answer(briefing, briefing._asked, "start")
    fresh = briefing.next_screen()
    assert isinstance(fresh, PlayScreen)
    assert (fresh.attempt.tick, fresh.attempt.sittings) == (0, 1)
    assert [path.stem for path in journals(data)] == [fresh.attempt.who.attempt_id]
    fresh.close()


def test_the_pause_asks_before_it_starts_again(context: Context, amina: Trainee) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 600)
    screen.handle(key("escape"))
    choose(screen, "again")
    assert [b.key for b in screen._menu.buttons] == ["resume", "restart"]
    screen.handle(key("enter"))
    assert screen.running
    screen.close()


def as_exam(context: Context, tmp_path: Path):
    """The exercise as an exam, in the only course of the context."""
    folder = other_courses(tmp_path, lambda text: re.sub(r"(?m)^help: .*", "help: exam", text))
    context.course_roots, context._courses = [folder], None
    exercise = exercise_in(context)
    assert exercise.help == "exam"
    return exercise


def test_an_exam_that_was_kept_is_scored_before_it_is_started_again(
    context: Context, amina: Trainee, data: Path, tmp_path: Path
) -> None:
    log, exercise = proof(), as_exam(context, tmp_path)
    screen = PlayScreen(context, exercise, log.header["seed"])
    play_on(screen, log, log.last_tick // 2)
    screen.close()
    done = replay.run(log, exercise, until=log.last_tick // 2)
    done.finish()
    briefing = BriefingScreen(context, exercise)
    briefing.press("again")
    answer(briefing, briefing._asked, "start")
    way = walked(briefing.next_screen(), context)
    fresh = way.next_screen()
    assert isinstance(fresh, PlayScreen) and fresh.attempt.tick == 0
    row = next(row for row in context.store().attempts() if row.id == screen.attempt.who.attempt_id)
    assert row.score == done.outcome().sheet.score
    assert [path.stem for path in journals(data)] == [fresh.attempt.who.attempt_id]
    fresh.close()


def test_an_exam_started_again_from_its_pause_is_scored(context: Context, amina: Trainee, tmp_path: Path) -> None:
    log, exercise = proof(), as_exam(context, tmp_path)
    screen = PlayScreen(context, exercise, log.header["seed"])
    play_on(screen, log, log.last_tick // 2)
    screen.handle(key("escape"))
    choose(screen, "again")
    choose(screen, "restart")
    fresh = screen.next_screen()
    assert isinstance(fresh, PlayScreen) and fresh is not screen
    assert screen.attempt.who.attempt_id in [row.id for row in context.store().attempts()]
    fresh.close()


def other_courses(tmp_path: Path, change: Callable[[str], str]) -> Path:
    """A copy of the course whose exercise was changed."""
    folder = tmp_path / "edited"
    source = paths.curricula_dir() / COURSE
    for path in (source / "course.yaml", *sorted((source / "exercises").glob("*.yaml"))):
        target = folder / COURSE / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        target.write_text(change(text) if path.stem == EXERCISE else text, "utf-8")
    return folder


def test_an_exercise_that_was_edited_goes_on_as_it_was(context: Context, amina: Trainee, tmp_path: Path) -> None:
    log = proof()
    old = exercise_in(context)
    screen = PlayScreen(context, old, log.header["seed"])
    play_on(screen, log, log.last_tick // 2)
    screen.close()
    folder = other_courses(tmp_path, lambda text: text.replace("minutes: ", "minutes: 1"))
    context.course_roots, context._courses = [folder], None
    assert exercise_in(context).sha256 != old.sha256
    said: list[str] = []
    briefing = BriefingScreen(context, exercise_in(context))
    kind = type(context.language)
    real = kind.text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "text", lambda self, source, /, **v: said.append(source) or real(self, source, **v))
        drawn(briefing, context)
    assert "L’exercice a changé depuis. Tu continues l’ancien." in said
    went_on = taken_up(context)
    play_on(went_on, log, log.last_tick)
    went_on.close()
    sheet = went_on.attempt.outcome().sheet
    assert sheet.heading.content_sha256 == old.sha256
    assert judged(sheet) == judged(replay.run(log, old).outcome().sheet)


def changed_journal(path: Path, target: str, make: Callable[[dict], None]) -> None:
    """Change the last record with an entry, as another program would have written it."""
    lines = path.read_text("utf-8").splitlines()
    number = max(i for i, line in enumerate(lines) if target in json.loads(line) and i)
    record = json.loads(lines[number])
    make(record)
    lines[number] = json.dumps(record)
    path.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("target", "make"),
    [
        ("f", lambda record: record.update(v=record["v"] + 1)),
        ("at", lambda record: record.update(stage=record["stage"] + 1)),
        ("a", lambda record: record.update(a="tool.unknown")),
    ],
)
def test_where_the_program_has_changed_it_is_told_and_scored_as_it_is(
    context: Context, amina: Trainee, data: Path, target: str, make: Callable[[dict], None]
) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, int(log.last_tick * 0.6))
    screen.close()
    (path,) = journals(data)
    changed_journal(path, target, make)
    before = path.read_bytes()
    way = walked(ResumeScreen(context, exercise_in(context), context.kept.of(exercise_in(context))), context)
    assert way.next_screen() is way
    assert way.trouble == "Ce travail ne peut plus continuer : Brin a changé depuis. Il est noté comme il est."
    drawn(way, context)
    (row,) = [row for row in context.store().attempts(amina.id) if row.exercise == EXERCISE]
    kept = replay.parse(context.store().log(row.id))
    assert replay.verify(kept, library.exercise_for(kept)).difference is None
    assert [aside.read_bytes() for aside in (data / "journal").iterdir()] == [before]
    assert context.kept.of(exercise_in(context)) is None
    way.handle(key("enter"))
    assert isinstance(way.next_screen(), DebriefScreen)


def test_another_hint_of_a_newer_program_ends_no_work(
    context: Context, amina: Trainee, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told next is help, not work: marks of before that hold a goal, and goals of now, are no difference."""
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, int(log.last_tick * 0.6))
    scene, at = type(screen.attempt.scene), screen.attempt.tick
    screen.close()
    (path,) = journals(data)
    changed_journal(path, "at", lambda record: record.update(goal="as.it.was.told.before"))
    monkeypatch.setattr(scene, "goal", lambda self: "as.it.is.told.now")
    went_on = taken_up(context)
    assert went_on.attempt.tick == at
    monkeypatch.undo()
    play_on(went_on, log, log.last_tick)
    went_on.close()
    assert judged(went_on.attempt.outcome().sheet) == judged(replay.run(log, exercise_in(context)).outcome().sheet)
    assert journals(data) == []


def test_the_way_back_can_be_left(context: Context, amina: Trainee, data: Path) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 2000)
    screen.close()
    (path,) = journals(data)
    before = path.read_bytes()
    way = ResumeScreen(context, exercise_in(context), context.kept.of(exercise_in(context)))
    assert not way.idle((1280, 720))  # not before it was drawn once
    drawn(way, context)
    way.handle(key("escape"))
    assert isinstance(way.next_screen(), BriefingScreen)
    assert path.read_bytes() == before


def test_who_works_without_a_name_finds_it_again(context: Context, again: Callable[..., Context]) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 2000)
    screen.close()
    there = again()
    assert there.store().attempts() == []
    went_on = taken_up(there)
    assert went_on.attempt.tick == 2000
    went_on.close()
    there.choose(there.store().add_trainee("Yanis"))
    assert there.kept.of(exercise_in(there)) is None


def test_an_attempt_of_a_name_that_is_gone_is_scored_as_far_as_it_went(
    context: Context, data: Path, again: Callable[..., Context]
) -> None:
    log = proof()
    context.choose(context.store().add_trainee("Zoé"))
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 2000)
    screen.close()
    context.close()
    for path in data.glob("*.sqlite*"):
        path.unlink()
    there = again()
    assert [(row.exercise, row.trainee_id) for row in there.store().attempts()] == [(EXERCISE, None)]
    assert journals(there.folder) == []


def test_a_course_that_is_not_there_today_loses_nothing(context: Context, amina: Trainee, tmp_path: Path) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 600)
    screen.close()
    context.course_roots, context._courses = [tmp_path], None
    context.kept.settle()
    assert len(context.kept.every()) == 1


def test_every_exercise_can_be_left_and_loads_again_as_it_was(context: Context) -> None:
    """The copy in the log is the exercise: taking it up again needs no course."""
    for exercise in context.exercises():
        copy = loader.load_text(exercise.source, exercise.id, carried=exercise.files)
        assert (copy.sha256, copy.stages, copy.rubric) == (exercise.sha256, exercise.stages, exercise.rubric)
