"""What a class loses points on, who worked today, and signing from the instructor's page."""

from __future__ import annotations

from simulator.screens.class_review import latest, of_day, to_review
from simulator.screens.instructor import InstructorScreen
from simulator.screens.replay import ReplayScreen
from simulator.screens.signing import SigningScreen
from tests.records.samples import sheet
from tests.screens.conftest import NOW, attempt, drawn, key, named, write


def test_the_gesture_that_costs_most_people_points_comes_first() -> None:
    owned = [(1, sheet(loss=0.125)), (2, sheet(loss=0.05)), (1, sheet("other", loss=0.20, attempt_id="worst"))]
    (lost,) = to_review(owned)
    assert (lost.fact, lost.losing, lost.of) == ("splice.loss_db", {1}, {1, 2})
    assert lost.points == 30 + 60, "half of 60 in one attempt, all in the other"
    assert (lost.example, lost.tick) == ("worst", 5400)
    assert to_review([(1, sheet(loss=0.04))]) == []


def test_only_the_newest_attempt_at_an_exercise_counts(context, people) -> None:
    attempt(context, people[1], "premiere-coupe", 0.2, 21)
    assert InstructorScreen(context).lost, "it counts until it is done better"
    attempt(context, people[1], "premiere-coupe", 1.0, 22)
    screen = InstructorScreen(context)
    rows = latest(context.store().attempts())
    assert [row.seed for row in rows if row.trainee_id == people[1].id] == [22]
    assert people[1].id not in set().union(*(lost.losing for lost in screen.lost))


def test_one_press_shows_an_example_and_a_class_has_its_own(context, people, monkeypatch) -> None:
    from simulator import paths, replay

    log = (paths.curricula_dir() / "premiers-gestes" / "proofs" / "premiere-coupe-fail-careless.jsonl").read_text()
    number = attempt(context, people[2], "premiere-coupe", 0.0, 9)
    monkeypatch.setattr(context.store(), "log", lambda asked: log if asked == number else "")
    screen = InstructorScreen(context)
    index = next(i for i, lost in enumerate(screen.lost) if lost.example == number)
    drawn(screen, context)
    screen.press(f"lost:{index}")
    follower = screen.next_screen()
    assert isinstance(follower, ReplayScreen), screen.said
    assert follower.log.header == replay.parse(log, "x").header
    screen = InstructorScreen(context, group="Groupe 3")
    assert all(people[2].id not in lost.of for lost in screen.lost), "Yanis is of no class"


def test_today_tells_who_worked_and_what_last(context, people) -> None:
    attempt(context, people[1], "premiere-coupe", 1.0, 23)
    screen = InstructorScreen(context)
    assert sorted(row.label for row in screen.today.rows) == ["Amina", "Éloïse"]
    amina = next(row for row in screen.today.rows if row.label == "Amina")
    assert "10 h 30" in amina.soft and amina.mark == "gate_broken"
    rows = context.store().attempts()
    assert list(of_day(rows, NOW[:10])) == [people[1].id, people[0].id] and of_day(rows, "2026-11-23") == {}


def test_an_attempt_is_signed_with_keys_alone(context, people) -> None:
    screen = InstructorScreen(context)
    index = next(i for i, s in enumerate(screen.people) if s.trainee.id == people[0].id)
    screen.press(f"person:{index}")
    screen.press("sign")
    page = screen.next_screen()
    assert isinstance(page, SigningScreen)
    write(page, "Claire Morel")
    page.handle(key("enter"))
    write(page, "Très bien")
    drawn(page, context)
    page.handle(key("enter"))
    assert page.said[0] == "good", page.said
    newest = page.attempts[0].id
    signature = context.store().signatures()[newest]
    assert (signature.signer, signature.remark, signature.signed) == ("Claire Morel", "Très bien", NOW)
    drawn(page, context)
    page.leave()
    back = page.next_screen()
    assert named(back, f"attempt:{newest}").soft.endswith("signé")
    assert context.store().verify() == []


def test_the_next_signature_knows_the_name_and_one_is_taken_back(context, people) -> None:
    page = SigningScreen(context, people[0])
    page.signer.value = "Claire"
    page.press("sign")
    page = SigningScreen(context, people[0])
    assert page.signer.value == "Claire" and page.signature is not None
    page.press("withdraw")
    assert page.signature is None and context.store().signatures() == {}
    page.signer.value = "  "
    page.press("sign")
    assert page.said[0] == "bad" and context.store().signatures() == {}
    empty = SigningScreen(context, people[1])
    empty.press("sign")
    drawn(empty, context)
