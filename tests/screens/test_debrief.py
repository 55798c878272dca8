"""The debrief: what it says is what the sheet holds, and everything on it is in reach of the keys.

It judges no pixels; the layout of all screens is tested elsewhere.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator import library, paths, scenes
from simulator import replay as replays
from simulator.attempt import Attempt, Who
from simulator.formats import sor
from simulator.i18n import Language
from simulator.scenes.base import Action, Mark
from simulator.scenes.preparation import logic_facts
from simulator.scoring import Criterion, CriterionResult
from simulator.screens import debrief_cards as cards
from simulator.screens.context import Context
from simulator.screens.debrief import STEPS, DebriefScreen, steps_key
from simulator.screens.debrief_told import FEW, tiles
from simulator.screens.home import HomeScreen
from simulator.screens.play import PlayScreen
from simulator.screens.replay import ReplayScreen
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.wording import Words
from tests.screens.conftest import click, drawn, key, named

PROOFS = paths.curricula_dir() / "premiers-gestes" / "proofs"


def debrief(context: Context, proof: str) -> DebriefScreen:
    log = replays.read(next(PROOFS.parents[1].glob(f"*/proofs/{proof}.jsonl")))
    exercise = library.exercise_for(log)
    return DebriefScreen(context, exercise, replays.run(log, exercise))


@pytest.fixture
def mixed(context: Context) -> DebriefScreen:
    return debrief(context, "soudure-mixte-fail-wrong-programme")


def test_every_button_and_mark_is_reached_with_tab(mixed: DebriefScreen) -> None:
    reached = set()
    for _ in mixed.focus.widgets:
        mixed.handle(key("tab"))
        assert mixed.focus.shows(mixed.focus.at)
        reached.add(mixed.focus.at.key)
    assert {"back", "table", "curve", "start", "sheet", "replay", "retry", "next"} <= reached
    assert {f"mark:{m.number}" for m in mixed.marks} <= reached
    assert len(mixed.marks) >= 2


def test_of_one_criterion_s_marks_that_which_decided_the_figure_comes_first_not_what_was_mended(
    mixed: DebriefScreen,
) -> None:
    """A radius of 17 mm that stayed on the left, one of 7 mm that was drawn anew on the right, then 11 mm there."""
    rule = Criterion("tray.min_radius_mm", full=24.0, zero=14.0, weight=100.0)
    judged = CriterionResult(rule, 11.0, "mm", 0, 0.0, 0.0, 400)
    sheet = replace(mixed.outcome.sheet, criteria=(judged,), gates_broken=())
    marks = [Mark(tick, "tray.too_tight", rule.fact, side, level="bad")
             for tick, side in ((100, "left"), (200, "right"), (300, "right"), (500, "right"))]  # fmt: skip
    numbered = cards.number_marks(replace(mixed.outcome, sheet=sheet, marks=marks))
    assert [(m.number, m.tick, m.rank) for m in numbered] == [(1, 100, 1), (2, 300, 0)]


@pytest.mark.parametrize(("proof", "lacking"), [("quatre-fibres-pass", False), ("quatre-fibres-fail-one-trace", True)])
def test_the_sheet_tells_of_what_is_lacking_only_where_it_lacks(context: Context, proof: str, lacking: bool) -> None:
    sheet = debrief(context, proof).outcome.sheet
    assert ("otdr.trace_missing" in {defect.cause for defect in sheet.defects}) == lacking
    whole = {result.criterion.fact for result in sheet.criteria if result.share == 1.0}
    told = {defect.cause for defect in sheet.defects if defect.fact in whole}
    assert not told & {"otdr.trace_missing", "otdr.one_way", "otdr.auto_open", "otdr.not_saved"}


@pytest.mark.parametrize(
    ("proof", "filled"), [("premiere-coupe-pass", "next"), ("premiere-coupe-fail-careless", "retry")]
)
def test_the_filled_button_is_what_to_do_now_and_enter_alone_does_it(context, proof: str, filled: str) -> None:
    screen = debrief(context, proof)
    assert [button.key for button in screen.buttons if button.kind == "primary"] == [filled]
    screen.handle(key("enter"))
    assert isinstance(screen.next_screen(), PlayScreen if filled == "retry" else HomeScreen)


def test_a_mark_pressed_with_enter_is_selected_and_brings_its_curve(mixed: DebriefScreen) -> None:
    wanted = mixed.marks[1]
    mixed.focus.start_at(named(mixed, f"mark:{wanted.number}"))
    mixed.handle(key("enter"))
    assert mixed.selected == wanted.number
    curve = mixed._curves()[mixed.curve]
    assert curve.points[0][2] - 30 <= wanted.tick <= curve.points[-1][2] + 30


def test_pages_turn_by_key_by_ring_and_by_click(mixed: DebriefScreen) -> None:
    before = cards.table_rows(mixed.outcome.sheet, mixed.page)
    mixed.handle(click(named(mixed, "table")))
    assert cards.table_rows(mixed.outcome.sheet, mixed.page) != before
    mixed.handle(key("t"))
    assert cards.table_rows(mixed.outcome.sheet, mixed.page) == before
    here = mixed.curve
    mixed.focus.start_at(named(mixed, "curve"))
    mixed.handle(key("enter"))
    assert mixed.curve == here + 1


@pytest.mark.parametrize(
    ("name", "screen"), [("next", HomeScreen), ("retry", PlayScreen), ("replay", ReplayScreen), ("start", ReplayScreen)]
)
def test_buttons_lead_on(mixed: DebriefScreen, name: str, screen: type) -> None:
    mixed.focus.start_at(named(mixed, name))
    mixed.handle(key("enter"))
    shown = mixed.next_screen()
    assert isinstance(shown, screen)
    shown.close()


def test_near_marks_stand_side_by_side_in_order() -> None:
    marks = [cards.Numbered(i, tick, "c", "f", "") for i, tick in enumerate((10, 12, 500, 998, 999, 1000), start=1)]
    places = cards.mark_places(marks, 1000, 100.0, 900.0)
    assert all(b - a >= cards.BADGE_GAP for a, b in zip(places, places[1:], strict=False))
    assert 100 <= places[0] < places[-1] <= 900


def test_a_poor_attempt_without_a_wrong_gesture_is_not_praised(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = debrief(context, "soudeuse-malade-rainure-fail-fault-ignored")
    said = _words(shown, context, monkeypatch)
    assert not shown.outcome.sheet.passed
    assert not any("Beau geste" in line or "Continue comme" in line for line in said)
    assert any("Il te manque" in line for line in said)


def test_points_of_a_criterion_are_told_once_and_what_bears_no_mark_follows(context: Context) -> None:
    shown = debrief(context, "lame-usee-fail-blade-ignored")
    assert not shown.outcome.sheet.bill
    told = shown._tiles()
    twice = [each for each, mark in zip(told, shown.marks, strict=False) if mark.fact == shown.marks[0].fact]
    assert len(twice) == 2 and sum("perdus" in each.under for each in twice) == 1
    assert len(told) == FEW and [each.number for each in told] == [1, 2, 0, 0]
    assert len({each.head for each in told}) == FEW


def test_a_tile_that_is_pressed_chooses_its_mark(context: Context) -> None:
    shown = debrief(context, "lame-usee-fail-blade-ignored")
    x, y, w, h = tiles(len(shown._tiles()))[1]
    shown.handle(UiEvent("down", x + w / 2, y + h / 2))
    assert shown.selected == 2


def test_the_limit_of_the_bill_is_the_one_of_the_table(
    mixed: DebriefScreen, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = next(r for r in mixed.outcome.sheet.criteria if r.criterion.fact == "splice.loss_db")
    limit = context.language.number(result.criterion.full, 2)
    said = _words(mixed, context, monkeypatch)
    assert any(line.replace("\u00a0", " ") == f"Limite {limit} dB" for line in said)
    assert cards.limit_words(context, result).endswith(limit)


def test_two_marks_of_one_cause_say_their_side(context: Context) -> None:
    shown = debrief(context, "premiere-soudure-fail-uncleaned")
    said = [shown._cause(mark) for mark in shown.marks]
    assert len(set(said)) == len(said)


def test_replay_is_driven_by_keys_with_a_ring(mixed: DebriefScreen) -> None:
    mixed._replay(600)
    shown = mixed.next_screen()
    assert isinstance(shown, ReplayScreen)
    assert shown.playing
    shown.handle(key("enter"))
    assert not shown.playing
    shown.handle(key("tab"))
    shown.handle(key("tab"))
    shown.handle(key("enter"))
    assert shown.speed == 1
    here = shown.attempt.tick
    shown.handle(key("right"))
    assert shown.attempt.tick > here
    shown.handle(key("tab"))
    shown.handle(key("enter"))
    assert isinstance(shown.next_screen(), DebriefScreen)


def _words(shown: DebriefScreen, context: Context, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that the language was asked to say while the screen was drawn."""
    said: list[str] = []
    kind = type(context.language)
    real = kind.text

    def listen(self: object, source: str, **values: object) -> str:
        said.append(real(self, source, **values))
        return said[-1]

    monkeypatch.setattr(kind, "text", listen)
    drawn(shown, context)
    return said


def test_moving_the_mouse_does_nothing(mixed: DebriefScreen) -> None:
    mixed.handle(UiEvent("move", 900.0, 500.0))
    assert mixed.next_screen() is mixed


def test_every_stage_of_the_courses_has_its_steps_in_the_top_bar(context: Context) -> None:
    icons = {path.stem for path in paths.assets_dir().glob("parts/ui/icons/*.svg")}
    for exercise in context.exercises():
        for stage in exercise.stages:
            steps = STEPS[steps_key(stage)]
            assert steps and set(steps) <= icons, exercise.id


@pytest.mark.parametrize("name", scenes.REGISTRY)
def test_every_scene_says_whether_it_leaves_a_result_and_can_draw_it(name: str) -> None:
    module = scenes.result_view(name)
    assert hasattr(module, "draw_result") or module.has_result(None) is False


def test_the_sheet_brings_the_kept_traces_along(context: Context) -> None:
    log = replays.read(paths.curricula_dir() / "mesures" / "proofs" / "trouver-la-coupure-pass.jsonl")
    exercise = library.exercise_for(log)
    screen = DebriefScreen(context, exercise, replays.run(log, exercise))
    screen.handle(click(named(screen, "sheet")))
    (sheet,) = context.documents().glob("*.pdf")
    (trace,) = sheet.with_suffix("").glob("*.sor")
    assert sor.trace_of(sor.read(trace.read_bytes())).wavelength == pytest.approx(1550e-9)
    assert (sheet.with_suffix("") / "otdr.pdf").read_bytes().startswith(b"%PDF")


def test_what_was_never_done_has_no_figure() -> None:
    words = Words(Language("fr"))
    assert words.fact_value("cleave.worst_angle_deg", logic_facts.RAW_END_DEG, 2, "deg") == "—"
    assert words.fact_value("clean.worst_delay_s", logic_facts.NEVER_CLEANED_S, 0, "s") == "—"
    assert words.fact_value("cleave.worst_angle_deg", 2.5, 2, "deg") != "—"


@pytest.mark.parametrize(("worked", "way"), [(False, "example"), (True, "replay")])
def test_a_debrief_without_a_curve_shows_what_to_look_at(context: Context, worked: bool, way: str) -> None:
    exercise = next(e for e in context.exercises() if e.id == "ranger-une-soudure")
    attempt = Attempt(exercise, 3, Who("Lea"))
    for tick in range(30):
        attempt.step([Action("sleeve.take")] if worked and tick == 9 else ())
    attempt.finish()
    screen = DebriefScreen(context, exercise, attempt)
    drawn(screen, context)
    found = next(b for b in screen.buttons if b.key.startswith("gesture:"))
    assert found.key == f"gesture:{way}"
    screen.handle(click(found))
    shown = screen.next_screen()
    assert isinstance(shown, ReplayScreen) and shown.example != worked
    shown.handle(key("escape"))
    assert isinstance(shown.next_screen(), DebriefScreen)


def test_every_criterion_of_the_courses_says_why_it_matters(context: Context) -> None:
    words = Words(Language("fr"))
    for exercise in context.exercises():
        for criterion in exercise.rubric:
            said = words.why(criterion.fact)
            assert said.endswith(".") and len(said.split()) <= 17, criterion.fact


def test_without_marks_the_lost_criteria_say_why_they_matter(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = next(e for e in context.exercises() if e.id == "lire-sans-bruit")
    attempt = Attempt(exercise, seed=3)
    attempt.step()
    attempt.finish()
    shown = DebriefScreen(context, exercise, attempt)
    said = _words(shown, context, monkeypatch)
    assert not shown.marks
    assert sum(context.words.why(r.criterion.fact) in said for r in shown.outcome.sheet.criteria) >= 4


def test_the_red_light_pen_measures_no_power(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    log = replays.read(paths.curricula_dir() / "mesures" / "proofs" / "retrouver-la-fibre-pass.jsonl")
    exercise = library.exercise_for(log)
    shown = DebriefScreen(context, exercise, replays.run(log, exercise))
    said = _words(shown, context, monkeypatch)
    assert "Chercher au stylo rouge" in said and "Mesurer la puissance" not in said


@pytest.mark.parametrize(
    ("course", "proof", "nm"),
    [
        ("premiers-gestes", "premiere-soudure-pass", 1310),
        ("chantier", "une-fibre-pass", 1310),
        ("mesures", "puissance-chez-labonne-pass", 1490),
    ],
)
def test_the_bill_names_its_wavelength(context, monkeypatch, course: str, proof: str, nm: int) -> None:
    """A splice has that of its site, a line the one at which it loses most, the subscriber's power 1490 nm."""
    log = replays.read(paths.curricula_dir() / course / "proofs" / f"{proof}.jsonl")
    exercise = library.exercise_for(log)
    shown = DebriefScreen(context, exercise, replays.run(log, exercise))
    assert shown.outcome.sheet.bill_nm == nm
    said: list[str] = []
    real = cards.write
    monkeypatch.setattr(cards, "write", lambda c, x, y, words, *rest, **more: said.append(words)
                        or real(c, x, y, words, *rest, **more))  # fmt: skip
    drawn(shown, context)
    assert context.language.wavelength(nm) in said


def test_each_part_of_the_bar_has_its_swatch_in_the_sum(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is summed up as the rest is one part of the bar too, in one colour."""
    log = replays.read(paths.curricula_dir() / "chantier" / "proofs" / "une-fibre-fail-sloppy.jsonl")
    exercise = library.exercise_for(log)
    shown = DebriefScreen(context, exercise, replays.run(log, exercise))
    assert len([loss for loss in shown.outcome.sheet.bill.values() if loss >= 0.0005]) > 4
    top, bars, swatches = cards.BILL[1], [], []
    real = Canvas.rect

    def rect(self, x, y, w, h, role, *rest, **more):
        bars.extend([role] if (y, h) == (top + 72, 48) and role != "bench" else [])
        swatches.extend([role] if (y, h) == (top + 160 + 68, 8) else [])
        return real(self, x, y, w, h, role, *rest, **more)

    monkeypatch.setattr(Canvas, "rect", rect)
    drawn(shown, context)
    assert bars == swatches and len(set(bars)) == 4


@pytest.mark.parametrize(
    ("proof", "cause", "earlier"),
    [
        ("connecteur-sale-fail-uncleaned", "mate.dirty", "judge.let_pass"),  # 22 points against 21
        ("courbure-ou-soudure-fail-single", "otdr.bend_taken_for_splice", "otdr.one_wavelength"),
        ("lame-usee-fail-offcut-on-table", "waste.on_table", "cleave.worn_blade"),  # a gate against 18 points
        ("trouver-la-coupure-fail-unsafe", "otdr.unplugged_lit", ""),  # a gate against nothing
    ],
)
def test_what_cost_most_is_spoken_of_first(context: Context, proof: str, cause: str, earlier: str) -> None:
    shown = debrief(context, proof)
    told = next(m for m in shown.marks if m.number == shown.selected)
    assert told.cause == cause and shown._key_sentence() == shown._cause(told)
    assert [m.tick for m in shown.marks] == sorted(m.tick for m in shown.marks), "their numbers follow time"
    if earlier:
        assert any(m.cause == earlier and m.number < told.number for m in shown.marks)
