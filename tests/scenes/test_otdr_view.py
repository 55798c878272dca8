"""A newcomer measures through the play screen: the mouse alone, the keys alone, from the plug to the table."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr import view_pages
from simulator.scenes.otdr.logic_params import Row
from simulator.scenes.otdr.logic_reading import NO_LOSS_DB
from simulator.scenes.otdr.view_plot import flags
from tests.scenes.otdr_player import Player, by_keys, by_mouse, choose
from tests.scenes.viewer import beginning, obey

Begin = Callable[[str], Player]
begin = beginning(Player)


@pytest.mark.parametrize("hand", [by_mouse, by_keys])
def test_a_newcomer_reads_a_first_trace_by_the_goal_line_alone(begin: Begin, hand: Callable) -> None:
    player = begin("lire-sans-bruit")
    obey(player, hand)
    assert player.score() >= 80, player.screen.attempt.facts()


def test_the_log_holds_metres_whatever_hand_it_was(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    player.tap("s")
    player.run(400)
    window = player.view.plot.window()
    player.drag((window.x(player.scene.state.cursors["A"]), 400.0), (window.x(1300.0), 400.0))
    assert player.scene.state.cursors["A"] == pytest.approx(1300.0, abs=window.per_unit)
    assert '"a":"cursor.A"' in player.screen.attempt.log[-1]


def test_wheel_zooms_about_the_pointer_and_home_shows_all(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    player.tap("s")
    player.run(400)
    before = player.view.plot.window()
    x = at.PLOT[0] + 500.0
    player.wheel(x, 400.0, 1.0)
    after = player.view.plot.window()
    assert after.per_unit == pytest.approx(before.per_unit / 2)
    assert after.metres(x) == pytest.approx(before.metres(x), abs=0.01)
    player.tap("h")
    assert player.view.plot.window().frame == before.frame


def test_a_zoom_rectangle_becomes_the_window(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    player.tap("s")
    player.run(400)
    window = player.view.plot.window()
    player.tap_tile("lens")
    player.drag((300.0, 260.0), (600.0, 500.0))
    after = player.view.plot.window().frame
    assert after.left == pytest.approx(window.metres(300.0), abs=0.1)
    assert after.right == pytest.approx(window.metres(600.0), abs=0.1)
    assert after.high == pytest.approx(window.level(260.0), abs=0.05)


def test_every_setting_turns_by_mouse_and_by_key(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    keys = player.scene.otdr.keys
    for name, letter in (("range", "r"), ("pulse", "u"), ("averaging", "t"), ("index", "o")):
        field = {"range": "range_m", "pulse": "pulse_ns", "averaging": "averaging_s", "index": "index"}[name]
        player.click(at.chevrons(name)[0])
        raised = getattr(player.scene.otdr.keys, field)
        assert raised > getattr(keys, field), name
        player.tap(letter, shift=True)
        assert getattr(player.scene.otdr.keys, field) == pytest.approx(getattr(keys, field)), name
    player.click(at.wavelength_chips(2)[1])
    assert player.scene.otdr.keys.wavelengths_nm == (1310, 1550)


def test_the_index_has_a_fine_and_a_coarse_step(begin: Begin) -> None:
    player = begin("mauvais-indice")
    for fine, coarse in ((lambda: player.click(at.chevrons("index")[0]), lambda: player.click(at.coarse_chevrons()[0])),
                         (lambda: player.tap("o"), lambda: player.tap("i"))):  # fmt: skip
        for turn, step in ((fine, 0.0001), (coarse, 0.001)):
            before = player.scene.otdr.keys.index
            turn()
            assert player.scene.otdr.keys.index - before == pytest.approx(step)


def test_pulling_the_plug_while_lit_is_said_at_once(begin: Begin) -> None:
    player = begin("trouver-la-coupure")
    player.tap("p")
    player.tap("s")
    player.run(90)
    x, y, w, h = at.plug_rect(True)
    player.drag((x + w / 2, y + h / 2), (x - 40, y + h / 2 + 40))
    player.draw()
    assert "eye_exposure" in player.scene.broken_gates
    assert player.view._model().toast is not None


def _measured(begin: Begin) -> Player:
    player = begin("lire-sans-bruit")
    player.tap("s")
    player.run(400)
    return player


def _by_mouse(player: Player, page: str) -> None:
    if page == "report":
        player.tap_tile("report")
    else:
        player.click(at.FOLDER)


def _by_key(player: Player, page: str) -> None:
    player.tap("f3")
    if page == "report":
        player.tap("f3")


@pytest.mark.parametrize("reach", [_by_mouse, _by_key])
def test_a_kept_trace_is_opened_over_the_live_one_and_put_away(begin: Begin, reach: Callable) -> None:
    player = _measured(begin)
    player.tap("g")
    reach(player, "files")
    assert player.scene.state.page == "files"
    line = (view_pages.PAGE[0], view_pages.LIST_Y, view_pages.PAGE[2], view_pages.LIST_H - 8)
    player.click(line) if reach is _by_mouse else player.tap("enter")
    assert player.scene.state.page == "trace"
    assert player.scene.recalled() is player.scene.kept[0]
    reach(player, "files")
    player.click(line) if reach is _by_mouse else player.tap("enter")
    assert player.scene.recalled() is None


@pytest.mark.parametrize("reach", [_by_mouse, _by_key])
def test_the_report_says_what_the_table_says(begin: Begin, reach: Callable) -> None:
    player = _measured(begin)
    reach(player, "report")
    assert player.scene.state.page == "report"
    pages, rows = player.view.pages, player.scene.state.rows
    assert pages.outcome() == "open"
    rows += [Row(500.0, "connector", "good", {1310: 0.3}), Row(1500.0, "end")]
    player.draw()
    assert pages.outcome() == "good"
    rows.insert(1, Row(900.0, "splice", "bad", {1310: 0.9}))
    assert pages.outcome() == "bad"
    rows[1].verdict = "none"
    assert pages.outcome() == "open"
    player.draw()


def test_looking_at_pages_changes_no_figure_and_a_measurement_shows_the_trace(begin: Begin) -> None:
    player = _measured(begin)
    player.tap("e")
    before = (player.scene.work.version, player.screen.attempt.facts())
    player.tap("f3")
    player.wheel(500.0, 400.0, -1.0)
    player.tap("down")
    assert (player.scene.work.version, player.screen.attempt.facts()) == before
    player.tap("s")
    assert player.scene.state.page == "trace"


PAGES = {"files": 1, "report": 2}


@pytest.mark.parametrize("page", PAGES)
def test_on_a_page_no_key_acts_on_the_trace_behind(begin: Begin, page: str) -> None:
    player = _measured(begin)
    for key in ("e", "e", "g", *["f3"] * PAGES[page]):
        player.tap(key)
    assert player.scene.state.page == page
    before = copy.deepcopy(player.scene.state), player.scene.otdr.keys, player.view.plot.lens_on
    for key in "abceiklmnoqrtuvwxy+-":
        player.tap(key)
    for key in ("delete", "1", "2", "3", "4", "up", "down"):
        player.tap(key)
    for key in ("a", "A"):
        player.send("key", key=key)
    player.send("key", key="l")
    player.run(30)
    player.wheel(at.KNOB[0], at.KNOB[1], 3.0)
    for name in ("cursor_ab", "zoom_in", "zoom_out"):
        player.click(at.KEYS[name])
    assert (player.scene.state, player.scene.otdr.keys, player.view.plot.lens_on) == before


@pytest.mark.parametrize("way", ["keys", "mouse"])
def test_arrows_turn_the_pages_and_home_goes_back(begin: Begin, way: str) -> None:
    player = _measured(begin)
    player.tap("f3")
    seen = []
    for name in ("right", "left", "home"):
        player.tap(name) if way == "keys" else player.click(at.KEYS[name])
        seen.append(player.scene.state.page)
    assert seen == ["report", "files", "trace"]


def test_an_open_list_of_kinds_has_the_keys(begin: Begin) -> None:
    player = _measured(begin)
    player.tap("e")
    player.click(at.kind_cell(0))
    player.tap("e")
    assert len(player.scene.state.rows) == 1 and player.view.table.menu is None
    player.click(at.kind_cell(0))
    for key in ("down", "enter"):
        player.tap(key)
    assert player.scene.state.rows[0].kind == "splice"


def test_escape_closes_list_and_page_before_it_pauses(begin: Begin) -> None:
    player = _measured(begin)
    player.tap("e")
    player.click(at.kind_cell(0))
    player.tap("escape")
    assert player.view.table.menu is None and player.screen.running
    player.tap("f3")
    player.tap("escape")
    assert player.scene.state.page == "trace" and player.screen.running
    player.tap("escape")
    assert not player.screen.running


def test_the_debrief_shows_how_cursor_a_came_to_its_event(begin: Begin) -> None:
    player = _measured(begin)
    target = player.scene.work.shown_m()[0]
    for off in (400.0, 30.0, -8.0, 1.0):
        x = player.view.plot.window().x(player.scene.state.cursors["A"])
        player.drag((x, 400.0), (player.view.plot.window().x(target + off), 400.0))
    player.tap("e")
    player.tap_tile("done")
    curves = [curve for curve in player.screen.attempt.outcome().curves if curve.key == "cursor"]
    assert len(curves) == 1
    offs = [off for _, off, _ in curves[0].points]
    per_unit = player.view.plot.window().per_unit
    assert offs[-1] == pytest.approx(player.scene.state.rows[0].position_m - target, abs=0.1)
    assert min(offs) == pytest.approx(-8.0, abs=per_unit)
    assert max(offs) <= 60.0
    times = [time for time, _, _ in curves[0].points]
    assert times == sorted(times) and times[0] == 0.0


def test_a_plug_that_is_not_angled_is_blue(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    surface = player.canvas.surface

    def blueness() -> int:
        player.draw()
        red, green, blue, _ = surface.get_at((round(1560 / 1.5), round(300 / 1.5)))
        return blue - green

    assert blueness() < -30
    player.scene.plant.line.cord.polish = "UPC"
    assert blueness() > 30


def test_no_key_of_the_instrument_is_taken_by_the_frame(begin: Begin) -> None:
    player = _measured(begin)
    player.view.ctx = player.view.frame.ctx = replace(player.view.ctx, can_speak=lambda: True)
    player.tap("f3")
    assert player.scene.state.page == "files"


def test_the_arrows_leave_the_cursor_on_the_trace(begin: Begin) -> None:
    player = _measured(begin)
    cursors = player.scene.state.cursors
    for key, border in (("left", 0.0), ("right", player.scene.otdr.keys.range_m)):
        player.hold(key, until=lambda border=border: abs(cursors["A"] - border) < 0.01)
        player.send("key", key=key)
        player.run(60)
        player.send("keyup", key=key)
        assert cursors["A"] == pytest.approx(border, abs=0.01)


def test_the_chosen_cursor_is_brought_past_the_end_of_a_window_which_is_taken_at_its_foot(begin: Begin) -> None:
    player = _measured(begin)
    cursors, window = player.scene.state.cursors, player.view.plot.window()
    target, before = window.x(cursors["b"]) + 3.0, cursors["b"]
    player.drag((target, at.PLOT[1] + 100), (target, at.PLOT[1] + 100))
    assert cursors["A"] == pytest.approx(window.metres(target), abs=window.per_unit)
    assert cursors["b"] > before
    end, foot = window.x(cursors["b"]), at.PLOT[1] + at.PLOT[3] - 10
    player.drag((end, foot), (end + 100.0, foot))
    assert cursors["b"] == pytest.approx(window.metres(end + 100.0), abs=window.per_unit)
    assert player.scene.state.active == "b"


def test_by_mouse_a_row_is_measured_again_and_thrown_out(begin: Begin) -> None:
    player = _measured(begin)
    rows, window = player.scene.state.rows, player.view.plot.window()
    player.tap_tile("event")
    first = rows[0].position_m
    player.click((window.x(1700.0), at.PLOT[1] + 100, 1, 1))
    choose(player, "measure")
    assert rows[0].position_m == pytest.approx(1700.0, abs=window.per_unit) != first
    choose(player, "delete")
    assert not rows


def test_a_chosen_row_brings_the_cursors_back_to_where_it_was_measured(begin: Begin) -> None:
    player = _measured(begin)
    state = player.scene.state
    player.click((player.view.plot.window().x(1700.0), at.PLOT[1] + 100, 1, 1))
    player.tap_tile("event")
    first = dict(state.cursors)
    player.click((player.view.plot.window().x(600.0), at.PLOT[1] + 100, 1, 1))
    player.tap_tile("event")
    second, names = dict(state.cursors), [row.position_m for row in state.rows]
    assert state.selected == 0 and names == sorted(names) and first != second
    player.tap("down")
    assert state.selected == 1 and state.cursors == pytest.approx(first, abs=0.01)
    player.wheel(player.view.plot.window().x(1700.0), 400.0, 3.0)
    player.wheel(player.view.plot.window().x(1700.0), 400.0, 3.0)
    assert not player.view.plot.window().shows(second["A"])
    player.click(at.row_rect(0))
    assert state.cursors == pytest.approx(second, abs=0.01) and player.view.plot.window().shows(second["A"])
    player.hold("right", until=lambda: state.cursors["A"] > second["A"] + 1.0)
    assert state.cursors["A"] != second["A"]
    player.click(at.kind_cell(0))  # to name it: what the hand has moved stays
    player.tap("escape")
    assert state.cursors["A"] != second["A"]
    player.click((at.row_rect(0)[0] + 8, at.row_rect(0)[1], 20, at.ROW_H))
    assert state.cursors == pytest.approx(second, abs=0.01)


def test_from_the_other_end_a_chosen_row_leaves_the_cursors_where_they_are(begin: Begin) -> None:
    player = begin("gainer-et-deux-sens")
    player.tap("s")
    player.run(31 * 60)
    player.click((player.view.plot.window().x(1399.0), at.PLOT[1] + 100, 1, 1))
    player.tap_tile("event")
    player.tap("d")
    player.tap("s")
    player.run(31 * 60)
    player.click((player.view.plot.window().x(3000.0), at.PLOT[1] + 100, 1, 1))
    before = dict(player.scene.state.cursors)
    player.click(at.row_rect(0))
    assert player.scene.state.selected == 0 and player.scene.state.cursors == before


def test_a_press_on_the_loupe_moves_no_cursor(begin: Begin) -> None:
    player = _measured(begin)
    player.draw()
    lens = player.view.plot.lens_rect
    assert lens is not None
    before = dict(player.scene.state.cursors)
    player.click(lens)
    assert player.scene.state.cursors == before
    player.tap("l")
    player.draw()
    player.click(lens)  # put away, it covers nothing
    assert player.scene.state.cursors != before


def test_the_goal_shows_the_arrow_that_leads_to_the_event(begin: Begin) -> None:
    player = _measured(begin)
    place = player.scene.work.at(player.scene.guide.next_event())
    for off, arrow in ((-200.0, "right"), (200.0, "left")):
        player.scene.state.cursors["A"] = place + off
        player.scene.work.changed()
        assert player.view._goal_keys(player.scene.goal())[-1] == arrow


def test_no_mean_stands_where_one_way_was_read_in_the_noise(begin: Begin) -> None:
    player = begin("gainer-et-deux-sens")
    player.tap("s")
    player.run(31 * 60)
    table, row = player.view.table, Row(1400.0, "splice", "good", {1310: 0.2}, {1310: NO_LOSS_DB})
    assert table.figures(row)[1:] == ("0,20\xa0dB", "—", "—")
    assert table.figures(replace(row, back={1310: 0.4}))[3] == "0,30\xa0dB"


def test_the_tile_of_a_cursor_chooses_the_cursor_however_often_it_is_pressed(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    for _ in range(3):
        player.tap_tile("B")
        assert player.scene.state.active == "B"


def test_an_empty_screen_shows_the_range_that_is_set(begin: Begin) -> None:
    player = begin("bonne-impulsion")
    player.click(at.chevrons("range")[0])
    assert player.view.plot.window().frame.right == player.scene.otdr.keys.range_m


def test_a_recorded_trace_lights_the_key_of_its_own_wavelength(begin: Begin) -> None:
    player = begin("vraie-trace")
    player.scene.otdr.keys = replace(player.scene.otdr.keys, wavelengths_nm=(1307,))
    assert player.view.panel.offered() == ("1307",)



def test_a_window_pushed_together_is_drawn_out_again_at_its_foot(begin: Begin) -> None:
    player = _measured(begin)
    cursors = player.scene.state.cursors
    player.scene.state.cursors["a"] = cursors["A"] - 0.5
    window, foot = player.view.plot.window(), at.PLOT[1] + at.PLOT[3] - 10
    start, before = window.x(cursors["A"]) - 3.0, cursors["A"]
    player.drag((start, foot), (start - 20.0, foot))
    assert cursors["A"] == before
    assert cursors["a"] == pytest.approx(window.metres(start - 20.0), abs=window.per_unit)


def test_behind_the_end_one_zooms_on_the_last_light(begin: Begin) -> None:
    player = _measured(begin)
    trace = player.scene.otdr.trace(player.scene.state.shown)
    x = player.view.plot.window().x(2520.0)  # the end is at 2500 m
    for _ in range(5):
        player.wheel(x, 400.0, 1.0)
    frame, line = player.view.plot.window().frame, float(trace.samples_db[trace.index(2490.0)])
    assert frame.low < line < frame.high


def test_a_stretch_drawn_along_the_line_is_zoomed_and_keeps_its_height(begin: Begin) -> None:
    player = _measured(begin)
    before = player.view.plot.window()
    player.tap_tile("lens")
    player.drag((300.0, 400.0), (600.0, 402.0))
    after = player.view.plot.window().frame
    assert after.left == pytest.approx(before.metres(300.0), abs=0.1)
    assert after.right == pytest.approx(before.metres(600.0), abs=0.1)
    assert (after.low, after.high) == (before.frame.low, before.frame.high)


def test_a_placed_in_another_stretch_brings_b_that_was_out_of_sight(begin: Begin) -> None:
    player = _measured(begin)
    player.scene.state.cursors.update({"B": 2600.0, "b": 2700.0})
    x = player.view.plot.window().x(1300.0)
    for _ in range(4):
        player.wheel(x, 400.0, 1.0)
    window, cursors = player.view.plot.window(), player.scene.state.cursors
    player.click((window.x(1320.0), at.PLOT[1] + 100, 1, 1))
    assert cursors["A"] == pytest.approx(1320.0, abs=window.per_unit)
    assert window.shows(cursors["B"])
    assert cursors["B"] - cursors["A"] > 3.0 * player.scene.work.pulse_m  # a peak between them is over


def test_a_letter_beside_its_line_carries_the_line_without_a_jump(begin: Begin) -> None:
    player = _measured(begin)
    window, cursors = player.view.plot.window(), player.scene.state.cursors
    line, before = window.x(cursors["A"]), cursors["A"]
    letter = flags(window.x(cursors["B"]), line)[1]
    assert line - letter > 16.0  # A and B stand close: their letters are moved apart
    player.drag((letter, at.PLOT[1] + 20), (letter + 60.0, at.PLOT[1] + 20))
    assert cursors["A"] == pytest.approx(before + 60.0 * window.per_unit, abs=window.per_unit)


def test_the_report_tells_of_the_whole_line(begin: Begin) -> None:
    player = _measured(begin)
    _by_key(player, "report")
    assert player.view.pages.ends() is None
    player.scene.state.rows += [Row(500.0, "connector", "good", {1310: 0.3}), Row(2500.0, "end")]
    assert player.view.pages.ends() == (500.0, 2500.0)
    player.draw()


def test_the_instrument_of_a_recorded_trace_stands_at_its_first_sample(begin: Begin) -> None:
    player = begin("vraie-trace")
    run = player.scene.otdr
    trace = run.trace(run.measured[0])
    object.__setattr__(trace, "start_m", -1000.0)  # as files count whose zero lies behind the launch reel
    assert player.view.table.parts()[0][:2] == (-1000.0, "screen")
    player.draw()
