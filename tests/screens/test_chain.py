"""The trainee's line after a full job: every event leads to the gesture that made it, by mouse and by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from simulator import clock, library
from simulator import replay as replays
from simulator.i18n import Language
from simulator.screens import chain_bill as bill
from simulator.screens import chain_paint as paint
from simulator.screens.chain import ChainScreen
from simulator.screens.chain_line import measured
from simulator.screens.chain_moments import SIZE
from simulator.screens.context import Context
from simulator.screens.debrief import DebriefScreen
from simulator.screens.doors import Doors
from simulator.screens.replay import ReplayScreen, make_view
from simulator.ui.canvas import Kit
from simulator.ui.events import UiEvent

PROOFS = Path(__file__).parent.parent.parent / "curricula" / "chantier" / "proofs"


def attempt_of(name: str):
    log = replays.read(PROOFS / f"{name}.jsonl")
    exercise = library.exercise_for(log)
    return exercise, replays.run(log, exercise)


@pytest.fixture(scope="module")
def sloppy():
    return attempt_of("une-fibre-fail-sloppy")


@pytest.fixture
def screen(display, sloppy) -> ChainScreen:
    exercise, attempt = sloppy
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    return ChainScreen(context, exercise, attempt, lambda: "back")


def test_a_careless_and_a_careful_job_leave_different_traces(sloppy) -> None:
    careful = measured(attempt_of("une-fibre-pass")[1])
    careless = measured(sloppy[1])
    assert len(careful) == len(careless) == 3
    for good, bad in zip(careful, careless, strict=True):
        behind = good.events[-1].position_m - 100.0
        lost = good.trace.samples_db[good.trace.index(behind)] - bad.trace.samples_db[bad.trace.index(behind)]
        assert lost > 1.5
        assert sum(e.loss_db for e in bad.events) > sum(e.loss_db for e in good.events) + 1.5


def test_every_cause_made_by_hand_leads_to_its_moment(screen, sloppy) -> None:
    """Where did my 0.18 dB come from: arc, cleave and coil have moments of their own, in their order."""
    splice = next(e for e in screen.line.now.events if e.kind == "splice")
    assert set(splice.moments) <= set(splice.bill)
    assert splice.moments["offset"] < splice.moments["bend"]
    runs = {run.stage: (run.first, run.last) for run in sloppy[1].runs}
    assert runs[2][0] <= splice.moments["offset"] <= runs[2][1]
    assert runs[3][0] <= splice.moments["bend"] <= runs[3][1]


def test_the_dearest_event_made_by_hand_is_chosen_first(screen) -> None:
    made = [e for e in screen.line.now.events if e.moments]
    assert screen.line.event is max(made, key=lambda e: e.loss_db)


def test_it_opens_where_the_dearest_event_is_seen_best(display, sloppy) -> None:
    """A bend hides at 1310 nm: the page opens at the wavelength that lost most there, whichever was kept first."""
    exercise, attempt = sloppy
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    screen = ChainScreen(context, exercise, attempt, lambda: "back")
    costs = [max(e.loss_db for e in each.events if e.moments) for each in screen.line.traces]
    assert screen.line.shown == costs.index(max(costs))
    assert round(screen.line.now.trace.wavelength * 1e9) == 1625


def test_a_row_that_hides_at_this_wavelength_leads_to_the_one_that_shows_it(screen) -> None:
    bent = next(i for i, e in enumerate(screen.line.now.events) if e.bill.get("bend", 0.0) > 1.0)
    screen._press("trace=1")
    assert round(screen.line.now.trace.wavelength * 1e9) == 1310
    screen._select(bent)
    lost = screen.line.event.loss_db
    assert screen.line.clearer() is not None
    screen.focus.start_at(next(w for w in screen.focus.widgets if w.key == "clearer"))
    screen.handle(UiEvent("key", key="enter"))
    assert screen.line.selected == bent and screen.line.event.loss_db > lost + 1.0
    assert screen.line.clearer() is None and all(w.key != "clearer" for w in screen.focus.widgets)


def test_another_wavelength_keeps_the_chosen_event(screen) -> None:
    connector = next(i for i, e in enumerate(screen.line.now.events) if e.name == "PBO")
    screen._select(connector)
    for index in range(len(screen.line.traces)):
        screen._press(f"trace={index}")
        assert screen.line.event.name == "PBO"


def written(screen: ChainScreen, monkeypatch) -> str:
    """All words of the bill as it is drawn now."""
    said: list[str] = []
    monkeypatch.setattr(bill, "write", lambda canvas, x, y, words, *rest, **more: said.append(words))
    bill.Card(screen.context, screen.line).draw(screen.context.canvas(pygame.Surface((640, 360), 0, 32)))
    return " | ".join(said)


def test_the_bill_names_its_wavelength_and_tells_a_loss_from_a_reflection(screen, monkeypatch) -> None:
    for index in range(len(screen.line.traces)):
        screen._press(f"trace={index}")
        screen._select(next(i for i, e in enumerate(screen.line.now.events) if e.name == "PBO"))
        said = written(screen, monkeypatch)
        assert screen.context.language.wavelength(screen.line.now.trace.wavelength * 1e9) in said
        assert "Réflectance" in said and "pas une perte" in said and "Lumière renvoyée" not in said


def test_a_step_that_is_no_loss_is_explained(screen, monkeypatch) -> None:
    splice = next(i for i, e in enumerate(screen.line.now.events) if e.kind in ("splice", "bend") and e.moments)
    screen._select(splice)
    assert "deux sens" not in written(screen, monkeypatch)
    seen = tuple(replace(e, extra_db=0.10) for e in screen.line.now.events)
    screen.line.traces = [replace(each, events=seen) for each in screen.line.traces]
    assert "deux sens" not in written(screen, monkeypatch), "beside a tight coil nobody asks for so little"
    seen = tuple(replace(e, extra_db=0.10, bill={"offset": 0.01}) for e in screen.line.now.events)
    screen.line.traces = [replace(each, events=seen) for each in screen.line.traces]
    event = screen.line.event
    said = written(screen, monkeypatch)
    assert "deux sens" in said and "diamètre de mode" in said
    assert screen.context.language.unit(event.loss_db + 0.10, 2, "dB") in said


def test_choosing_a_row_runs_nothing_and_the_picture_comes_between_the_frames(screen, monkeypatch) -> None:
    """The page answers at once: the gesture is made again a slice at a time, with a bar that grows."""
    canvas = screen.context.canvas(pygame.Surface((640, 360), 0, 32))
    monkeypatch.setattr(replays, "run", lambda *of, **more: pytest.fail("the attempt was run inside a frame"))
    monkeypatch.setattr(replays, "play", counted := Counted(replays.play))
    made = next(i for i, e in enumerate(screen.line.now.events) if e.moments)
    screen._select(made)
    screen.draw(canvas)
    tick = screen.line.moment()
    assert screen.moments.picture(tick) is None and counted.ticks == 0
    shares = []
    while screen.moments.picture(tick) is None:
        before = counted.ticks
        screen.dirty = False
        assert screen.idle((640, 360)) or screen.moments.picture(tick) is not None
        assert counted.ticks - before <= 60
        if screen.dirty:
            screen.draw(canvas)
            shares.append(screen.moments.share(tick))
    assert len(shares) > 5 and shares == sorted(shares) and shares[-1] == 1.0
    screen.make_ready()
    assert all(screen.moments.picture(t) is not None for t in screen.line.moments())
    assert not screen.idle((640, 360))


class Counted:
    """Counts the ticks that a run again takes."""

    def __init__(self, play) -> None:
        self.play, self.ticks = play, 0

    def __call__(self, *of):
        for each in self.play(*of):
            self.ticks += 1
            yield each


def test_the_picture_is_that_of_the_moment_just_before_the_gesture_told(screen, sloppy) -> None:
    """In slices or in one go: the same picture, whichever was chosen before."""
    screen.make_ready()
    tick = screen.line.moment()
    exercise, attempt = sloppy
    then = replays.run(replays.parse("\n".join(attempt.log)), exercise, until=tick - 2)
    surface = pygame.Surface(SIZE, 0, 32)
    surface.fill(screen.context.theme.colour("bench"))
    view = make_view(screen.context, exercise, then)
    view.tick(frozenset())
    view.draw(Kit(SIZE, screen.context.theme).canvas(surface))
    assert pygame.image.tobytes(screen.moments.picture(tick), "RGB") == pygame.image.tobytes(surface, "RGB")


def test_back_from_the_gesture_its_row_is_still_chosen_and_no_picture_is_made_again(screen) -> None:
    screen.make_ready()
    screen._select(next(i for i, e in enumerate(screen.line.now.events) if e.name == "PBO"))
    again = screen._again()
    assert again.line.event.name == "PBO" and again.moments.picture(again.line.moment()) is not None


def test_keys_alone_go_from_event_to_gesture(screen) -> None:
    before = screen.line.selected
    screen.handle(UiEvent("key", key="up"))
    assert screen.line.selected == (before - 1) % len(screen.line.now.events)
    screen.handle(UiEvent("key", key="down"))
    screen.handle(UiEvent("key", key="enter"))
    follower = screen.next_screen()
    assert isinstance(follower, ReplayScreen)
    assert abs((follower.target or follower.attempt.tick) - (screen.line.moment() - 180)) <= 60


def test_a_click_on_the_trace_chooses_the_event_there(screen, display) -> None:
    screen.draw(screen.context.canvas(pygame.Surface((1280, 720), 0, 32)))
    frame = paint._frame(screen.line.now)
    px, py, pw, ph = paint.PLOT
    for index, event in enumerate(screen.line.now.events[:-1]):
        x = px + (paint.on_trace(event, screen.line.now) - frame.left) / (frame.right - frame.left) * pw
        screen.handle(UiEvent("down", x, py + ph / 2, button=1))
        assert screen.line.selected == index


def test_escape_goes_back_and_wavelengths_can_be_changed(screen) -> None:
    for index, nanometres in ((1, 1310), (2, 1550), (0, 1625)):
        screen._press(f"trace={index}")
        assert screen.line.now.trace.wavelength == pytest.approx(nanometres * 1e-9)
    screen.handle(UiEvent("key", key="escape"))
    assert screen.next_screen() == "back"


def test_more_traces_than_fit_side_by_side_are_leafed_through_by_one_button(screen) -> None:
    screen.line.traces = screen.line.traces * 4
    screen._build()
    button = next(widget for widget in screen.focus.widgets if widget.key == "trace")
    screen.focus.start_at(button)
    for shown in (*range(1, len(screen.line.traces)), 0):
        screen.handle(UiEvent("key", key="enter"))
        assert screen.line.shown == shown and screen.focus.at.key == "trace"
        assert screen.focus.at.label.endswith(f"{shown + 1}/{len(screen.line.traces)}")


def test_a_place_has_one_name_from_both_ends_that_of_the_instrument(display) -> None:
    exercise, attempt = attempt_of("quatre-fibres-pass")
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    screen = ChainScreen(context, exercise, attempt, lambda: "back")
    from_a, from_b = (next(each for each in screen.line.traces if each.side == side) for side in "AB")
    told = [[bill.title_of(context, e) for e in each.events if e.kind != "end"] for each in (from_a, from_b)]
    assert told[0] == ["Connecteur · NRO", "Soudure · Boîte 1", "Connecteur · PBO", "Connecteur · Bout B"]
    assert told[1] == told[0][::-1]
    # What is looked at stays so when the instrument changes ends.
    ends = screen.line.traces.index(from_a), screen.line.traces.index(from_b)
    screen.line.show(ends[0])
    screen.line.select(0)
    screen.line.show(ends[1])
    assert bill.title_of(context, screen.line.event) == told[0][0]


def test_the_debrief_offers_the_line_only_where_there_is_one(display) -> None:
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    exercise, attempt = attempt_of("une-fibre-pass")
    debrief = DebriefScreen(context, exercise, attempt)
    debrief.handle(UiEvent("key", key="l"))
    assert isinstance(debrief.next_screen(), ChainScreen)
    log = library.demo_log()
    if len(library.exercise_for(log).stages) < 3:
        other = DebriefScreen(context, library.exercise_for(log), replays.run(log, library.exercise_for(log)))
        assert not other.has_line


def test_the_figures_of_a_bill_sum_to_the_total_that_is_shown(screen) -> None:
    assert bill.figures({"bend": 0.6134, "offset": 0.1334, "arc": 0.0074}) == {
        "bend": 0.613, "offset": 0.133, "arc": 0.008,
    }  # fmt: skip
    for each in screen.line.traces:
        for event in each.events:
            assert sum(bill.figures(event.bill).values()) == pytest.approx(round(event.loss_db, 3), abs=1e-9)


def test_a_mark_chosen_in_the_results_opens_its_event_where_it_was_judged(display, sloppy) -> None:
    """The 0.18 dB of the results stand there: the splice, at the wavelength of the site, without the coil beside it."""
    exercise, attempt = sloppy
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    debrief = DebriefScreen(context, exercise, attempt)
    mark = next(m for m in debrief.marks if m.fact == "splice.loss_db")
    debrief._select(mark.number)
    debrief._press("line")
    line = debrief.next_screen().line
    assert line.event.kind == "splice" and line.moment() == pytest.approx(mark.tick, abs=180)
    assert round(line.now.trace.wavelength * 1e9) == attempt.plant.site.wavelength_nm
    shown = f"{attempt.facts()['splice.loss_db']:.2f}".replace(".", ",")
    assert bill.Card(context, line).alone.startswith(f"Sans la courbure : {shown}")
    tight = next(m for m in debrief.marks if m.fact == "tray.min_radius_mm")
    line = ChainScreen(context, exercise, attempt, lambda: "back", about=(tight.fact, tight.tick)).line
    assert line.cause == "bend" and round(line.now.trace.wavelength * 1e9) == 1625


def test_results_without_a_chosen_mark_open_on_the_dearest_event(display, sloppy) -> None:
    exercise, attempt = sloppy
    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    debrief = DebriefScreen(context, exercise, attempt)
    debrief._press("line")
    assert debrief.next_screen().line.selected == ChainScreen(context, exercise, attempt, lambda: "back").line.selected
