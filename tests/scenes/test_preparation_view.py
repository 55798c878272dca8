"""The preparation view: mouse and keys can do all the work, nothing that is pressed breaks, and what is shown is true.

Deliberately without a screen to be seen: events go in, actions come out, pictures are drawn off screen.
"""

from __future__ import annotations

import os
import random

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator.plant import CleaverSpec, EndFace, SiteSpec  # noqa: E402
from simulator.plant.fibre_end import Nick  # noqa: E402
from simulator.plant.workplace import Shard  # noqa: E402
from simulator.scenes.base import Action  # noqa: E402
from simulator.scenes.preparation import view, view_guide, view_rail  # noqa: E402
from simulator.scenes.preparation import view_layout as at  # noqa: E402
from simulator.scenes.preparation.logic import ACTIONS, Params  # noqa: E402
from simulator.scenes.preparation.view_face import face_outline  # noqa: E402
from simulator.scenes.preparation.view_focus import focus_of  # noqa: E402
from simulator.scenes.preparation.view_hands import PINCH_X  # noqa: E402
from simulator.ui.canvas import Kit  # noqa: E402
from simulator.ui.events import UiEvent  # noqa: E402
from tests.scenes.preparation_player import Player, cleave_with_the_mouse, tile, with_keys, with_the_mouse  # noqa: E402

LEFT = Params(sides=("left",))
AXIS = at.AXIS_Y


@pytest.fixture(scope="module")
def kit():
    """A kit for a small window that nobody sees."""
    pygame.display.init()
    pygame.display.set_mode((1280, 720))
    return Kit((1280, 720))


def picture(player: Player, kit: Kit) -> pygame.Surface:
    """What the player sees."""
    surface = pygame.Surface((1280, 720), 0, 32)
    player.view.draw(kit.canvas(surface))
    return surface


def ready_to_cleave(player: Player) -> Player:
    """Glass stripped and clean, as if by a careful hand."""
    end = player.end
    end.coating_edge_mm = end.length_mm - 35.0
    end.dirt[:] = 0.0
    end.residue[:] = 0.0
    player.scene.guide.badges()
    return player


# all the work, by mouse and by keys


@pytest.mark.parametrize("way", [with_the_mouse, with_keys])
def test_a_careful_preparation_is_good(way) -> None:
    player = Player(LEFT)
    way(player)
    book, end = player.scene.book, player.end
    assert end.face is not None and end.face.defect == "none" and end.face.angle_deg < 1.0
    assert abs(end.bare_mm - 10.0) <= 0.5
    assert end.sleeve_mm is not None and end.length_mm - end.sleeve_mm > 60.0
    assert book.get("strip.worst_length_error_mm") <= 1.0
    assert book.get("strip.max_speed_mm_s") < 40.0
    assert book.get("clean.worst_residue_pct") <= 10.0
    assert [shard.place for shard in player.scene.plant.shards] == ["bin"]
    assert player.scene.marks == []
    assert player.scene.goal() == "prep.done"


def test_mouse_and_keys_use_the_same_actions() -> None:
    used = []
    for way in (with_the_mouse, with_keys):
        player = Player(LEFT)
        way(player)
        used.append({action.target for action in player.done})
    assert used[0] == used[1]


def test_both_sides_then_on_to_the_next_stage() -> None:
    player = Player()
    with_the_mouse(player)
    x, y, w, h = at.SIDES_SWITCH
    player.click((x + w / 2, y, w / 2, h))
    assert player.scene.state.side == "right"
    with_the_mouse(player)
    player.click(at.DONE)
    assert player.scene.outcome == "done"


def test_enter_leads_through_the_cleaver_and_to_the_end() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.end.sleeve_mm = 700.0
    player.tap("5")
    player.wait(20)
    player.tap("enter")
    desk = player.scene.state.cleaver
    player.hold("right", lambda: desk.length_mm <= 10.3)
    player.hold("down", lambda: desk.height_mm <= 0.0)
    player.tap("enter")
    assert desk.flap_closed and not desk.lid_closed
    player.tap("enter")
    assert desk.lid_closed
    player.hold("enter", lambda: desk.cut_done)
    player.wait(40)
    assert desk.slide == 0.0, "the spring brings the slide back"
    for _ in range(5):
        player.tap("enter")
    assert player.end.face is not None and [s.place for s in player.scene.plant.shards] == ["bin"]
    player.tap("enter")
    player.tap("enter")
    assert player.scene.outcome == "done"


def test_enter_takes_no_tool_in_an_exam() -> None:
    guided, exam = Player(LEFT), Player(LEFT, guided=False)
    for player in (guided, exam):
        player.tap("enter")
    assert guided.scene.state.tool == "wipe"
    assert exam.scene.state.tool == "none"


# the skill is in the hand


def test_a_jerk_of_the_mouse_scratches_the_glass() -> None:
    player = Player(LEFT)
    player.click(tile(player, "stripper"))
    player.drag((at.x_of(35), AXIS), (at.x_of(-8), AXIS), 8)
    assert player.scene.book.get("strip.worst_nick_um") > 1.0


def test_a_steady_pull_off_the_axis_is_told(kit: Kit) -> None:
    player = Player(LEFT)
    player.click(tile(player, "stripper"))
    player.go(at.x_of(35), AXIS)
    player.press()
    player.go(at.x_of(20), AXIS - 60, 40)
    cue = player.scene.cue()
    assert cue is not None and cue.key == "cue.tilt"
    picture(player, kit)


def test_a_press_near_the_fibre_closes_on_its_axis() -> None:
    player = Player(LEFT)
    player.click(tile(player, "stripper"))
    player.go(at.x_of(35), AXIS + 20)
    player.press()
    assert player.scene.state.y_mm == 0.0 and player.scene.state.strip_from_mm == pytest.approx(35.0)


def test_the_hole_that_was_chosen_with_the_mouse_is_used() -> None:
    player = Player(LEFT)
    player.click(tile(player, "stripper"))
    player.click((1644, 812, 96, 110))
    assert player.scene.state.hole == "900"
    player.drag((at.x_of(35), AXIS), (at.x_of(-8), AXIS), 90)
    assert player.end.bare_mm == 0.0


def test_a_fast_slide_is_worse_than_a_steady_one() -> None:
    angles = []
    for ticks in (3, 42):
        player = ready_to_cleave(Player(LEFT))
        player.click(tile(player, "cleaver"))
        player.step([Action("cleaver.place", (10.0, 0.0)), Action("cleaver.flap", True), Action("cleaver.lid", True)])
        player.wait(20)
        grip = (at.SLIDE[0] + 75, at.SLIDE[1] + 90)
        player.drag(grip, (grip[0], grip[1] - at.STROKE_PX - 10), ticks)
        assert player.end.face is not None
        angles.append(player.end.face.angle_deg)
    assert angles[0] > angles[1] + 0.3


def test_a_fibre_held_high_is_not_seated() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.click(tile(player, "cleaver"))
    player.wait(20)
    x, y = at.near_x(at.WAITING[0]), at.near_y(at.WAITING[1])
    player.drag((x - 30, y), (at.near_x(10.0) - 30, at.near_y(2.0)), 40)
    desk = player.scene.state.cleaver
    assert desk.length_mm == pytest.approx(10.0, abs=0.2) and desk.height_mm == pytest.approx(2.0, abs=0.2)
    assert not desk.seated


def test_a_fibre_dragged_far_away_stays_in_reach() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.click(tile(player, "cleaver"))
    player.wait(20)
    x, y = at.near_x(at.WAITING[0]), at.near_y(at.WAITING[1])
    for target in ((1900.0, y), (x - 30, 1000.0), (x - 30, -200.0)):
        player.drag((x - 30, y), target, 10)
        desk = player.scene.state.cleaver
        assert -5.0 <= desk.length_mm <= 40.0 and 0.0 <= desk.height_mm <= 40.0
        player.step([Action("cleaver.take")])


def test_a_fibre_let_go_above_the_groove_waits_there_and_a_lifted_one_is_out() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.click(tile(player, "cleaver"))
    player.wait(20)
    (x, y), desk = (at.near_x(at.WAITING[0]), at.near_y(at.WAITING[1])), player.scene.state.cleaver
    player.drag((x - 30, y), (at.near_x(10.0) - 30, y), 20)
    assert desk.fibre_in and desk.length_mm == pytest.approx(10.0, abs=0.2)
    player.drag((at.near_x(10.0) - 30, y), (at.near_x(10.0) - 30, y - 60), 20)
    assert not desk.fibre_in


def test_the_fibre_at_the_cleaver_is_named_by_what_is_due() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.click(tile(player, "cleaver"))
    player.wait(20)
    said, words = player.view._fibre_spot, player.view.ctx.words
    assert said().label == words.goal("prep.cleave_place")
    player.step([Action("cleaver.place", (19.0, 8.0))])
    assert said().label == words.goal("prep.cleave_length")


def test_the_lens_shows_residue_exactly_while_the_guide_asks_for_wiping() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.scene.state.tool, player.scene.state.x_mm = "wipe", 20.0
    for residue, drops in ((0.045, False), (0.055, True)):
        player.end.residue[:] = residue
        assert (focus_of(player.scene, PINCH_X).look.residue > 0.0) is drops


def test_the_length_is_told_wherever_the_stripper_is_over_the_fibre() -> None:
    player = Player(LEFT)
    player.tap("3")
    player.step([Action("hand", (95.0, 0.0))])
    assert player.view.rail.strip_value() == pytest.approx(95.0)


def test_the_slide_comes_back_only_after_a_full_stroke() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.click(tile(player, "cleaver"))
    player.step([Action("cleaver.place", (10.0, 0.0)), Action("cleaver.flap", True), Action("cleaver.lid", True)])
    player.wait(20)
    desk, grip = player.scene.state.cleaver, (at.SLIDE[0] + 75, at.SLIDE[1] + 90)
    player.drag(grip, (grip[0], grip[1] - at.STROKE_PX / 2), 20)
    player.wait(40)
    assert desk.slide == pytest.approx(0.5, abs=0.05), "a stroke that stopped midway stays there: that is hesitating"
    player.drag(grip, (grip[0], grip[1] - at.STROKE_PX), 20)
    assert desk.cut_done
    player.wait(40)
    assert desk.slide == 0.0


def test_an_offcut_is_carried_to_the_bin_or_falls() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.click(tile(player, "cleaver"))
    player.wait(20)
    cleave_with_the_mouse(player)
    assert [shard.place for shard in player.scene.plant.shards] == ["bin"]
    other = ready_to_cleave(Player(LEFT))
    other.tap("7")
    other.go(at.x_of(40), AXIS)
    other.press()
    other.release()
    assert other.scene.state.offcut_in_hand
    other.tap("2")
    assert [shard.place for shard in other.scene.plant.shards] == ["table"]
    x, y = at.TABLE_SHARDS[0]
    other.tap("0")
    other.click((x - 20, y - 10, 20, 10))
    assert [shard.place for shard in other.scene.plant.shards] == ["hand"]


@pytest.mark.parametrize(("below", "place"), [(0.0, "bin"), (200.0, "hand")])
def test_an_offcut_that_is_dragged_over_the_bin_falls_in_when_it_is_let_go(below: float, place: str) -> None:
    player = ready_to_cleave(Player(LEFT))
    player.scene.plant.shards.append(Shard("table", 12.0, 0))
    bx, by, bw, bh = at.BIN
    player.drag(at.TABLE_SHARDS[0], (bx + bw / 2, by + bh / 2 + below), 20)
    assert [shard.place for shard in player.scene.plant.shards] == [place]


def test_enter_never_closes_the_cleaver_on_a_fibre_that_lies_wrong_when_guided() -> None:
    player = ready_to_cleave(Player(LEFT))
    player.click(tile(player, "cleaver"))
    player.wait(20)
    player.tap("enter")
    desk = player.scene.state.cleaver
    assert desk.fibre_in and player.scene.goal() == "prep.cleave_length"
    for _ in range(3):
        player.tap("enter")
    assert not desk.flap_closed and not desk.lid_closed
    player.tap("space")
    player.tap("l")
    assert desk.flap_closed and desk.lid_closed, "whoever closes it on purpose may"
    player.tap("enter")
    player.tap("enter")
    assert not desk.flap_closed and not desk.lid_closed, "what the line asks for: open it again"


# nothing that is pressed breaks


@pytest.mark.parametrize("seed", range(4))
def test_wild_input_gives_only_possible_actions(seed: int, kit: Kit) -> None:
    chance = random.Random(seed)
    player = Player(site=SiteSpec(cleaver=CleaverSpec(wear=0.5)))
    keys = [*"1234567890snphbl", "enter", "space", "tab", "left", "right", "up", "down", "shift", "escape", "backspace"]
    for count in range(1200):
        kind = chance.choice(["move", "move", "move", "down", "up", "key", "hold"])
        x, y = chance.uniform(-50, 1970), chance.uniform(-50, 1130)
        if kind == "key":
            player.tap(chance.choice(keys), chance.random() < 0.3)
        elif kind == "hold":
            player.keys = set(chance.sample(keys, 2))
        else:
            player.event(kind, x, y, held=chance.random() < 0.6)
        if count % 60 == 0:
            picture(player, kit)


def test_a_button_lost_outside_the_window_opens_the_hand() -> None:
    player = Player(LEFT)
    player.click(tile(player, "stripper"))
    player.go(at.x_of(35), AXIS)
    player.press()
    assert player.scene.state.grip
    player.event("move", 700.0, 400.0, held=False)
    assert not player.scene.state.grip


def test_the_hand_stays_within_its_limits() -> None:
    for x, y in ((-900.0, -900.0), (5000.0, 5000.0)):
        along, off = at.hand_at(x, y)
        assert ACTIONS["hand"].check("hand", (along, off))


def test_a_replay_takes_no_input() -> None:
    player = Player(LEFT, ghost=True)
    for event in (UiEvent("down", 700, 410), UiEvent("move", 720, 410, held=True), UiEvent("key", key="1")):
        assert player.view.handle(event) == []
    assert player.view.tick(frozenset({"left", "enter"})) == []


def test_pause_help_and_leave_are_asked_for_once() -> None:
    player = Player(LEFT)
    for x, name in ((1844, "pause"), (1780, "help"), (76, "leave")):
        player.view.handle(UiEvent("down", x, 35))
        assert player.view.wanted() == name
        assert player.view.wanted() is None


def test_tab_reaches_every_button_and_comes_round() -> None:
    player = Player()
    seen = set()
    for _ in range(60):
        player.tap("tab")
        seen.add(player.view._focus)
    assert {spot.key for spot in player.view.spots() if spot.actions} <= seen
    while player.view._focus != "side right":
        player.tap("tab")
    player.tap("enter")
    assert player.scene.state.side == "right"


# what is shown is true


def test_help_shows_the_zone_and_an_exam_does_not() -> None:
    for guided in (True, False):
        player = Player(LEFT, guided=guided)
        player.tap("3")
        assert (player.view._zone() is not None) is guided
        model = player.view._model()
        assert (model.cue_level is None) or guided
        assert model.goal_text == ("À toi de jouer." if not guided else model.goal_text)


def framed(player: Player, kit: Kit, monkeypatch: pytest.MonkeyPatch) -> list:
    """The places that the help frames now."""
    found: list = []
    for module in (view, view_guide):
        monkeypatch.setattr(module, "draw_next_place", lambda canvas, rect, *_: found.append(rect))
    picture(player, kit)
    return found


def test_a_face_that_is_used_up_is_called_dirty_and_the_button_to_fold_is_framed(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Coating bears a face that has worked already; glass asks for a clean one."""
    player = ready_to_cleave(Player(LEFT))
    player.tap("2")
    player.end.residue[:] = 1.0
    player.scene.state.wipe.load = 0.3
    assert player.scene.guide.face_spent() and player.scene.goal() == "prep.wipe_fold"
    assert framed(player, kit, monkeypatch) == [view_rail.FOLD]
    player.end.coating_edge_mm = player.end.length_mm
    player.end.dirt[:] = 1.0
    assert not player.scene.guide.face_spent() and player.scene.goal() != "prep.wipe_fold"


def test_dirty_glass_in_the_cleaver_is_told_and_what_is_wanted_from_the_shelf_is_framed(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = ready_to_cleave(Player(Params()))
    player.scene.plant.ends["left"].sleeve_mm = 80.0
    player.tap("5")
    assert player.view._goal_text(player.scene.goal()) == "Pose la fibre dans la cliveuse."
    player.scene.state.cleaver.fibre_in = True
    player.end.residue[:] = 1.0
    assert player.scene.goal() == "prep.cleave_take"
    assert player.view._goal_text("prep.cleave_take") == "Le verre est sale. Sors la fibre de la cliveuse."
    player.scene.state.cleaver.fibre_in = False
    assert player.scene.goal() == "prep.clean"
    assert framed(player, kit, monkeypatch) == [at.WIPES]


def test_the_lens_shows_what_the_glass_holds() -> None:
    player = Player(LEFT)
    end = player.end
    assert focus_of(player.scene, PINCH_X).look.kind == "raw"
    end.coating_edge_mm = end.length_mm - 35.0
    end.residue[:] = 0.0
    end.residue[int(end.length_mm) - 12] = 0.7
    player.tap("2")
    player.step([Action("hand", (30.0, 0.0)), Action("grip", True)])
    look = focus_of(player.scene, PINCH_X).look
    assert look.kind == "glass" and look.residue == pytest.approx(0.7)
    player.step([Action("grip", False)])
    end.nicks.append(Nick(end.length_mm - 20.0, 6.0, "strip.tilted", 0))
    player.step([Action("tool", "stripper"), Action("hand", (20.0, 1.0))])
    assert focus_of(player.scene, PINCH_X).look.nick_um == pytest.approx(6.0)
    player.step([Action("hand", (35.2, 1.0))])
    assert focus_of(player.scene, PINCH_X).look.kind == "edge"
    player.step([Action("hand", (50.0, 1.0))])
    assert focus_of(player.scene, PINCH_X).look.kind == "coat"
    end.face = EndFace(0.4, 0.3, "chip", 0.5)
    player.step([Action("hand", (0.2, 1.0))])
    look = focus_of(player.scene, PINCH_X).look
    assert look.kind == "tip" and look.face == (0.4, 0.5, "chip", 0.5, 0.0)


def test_every_defect_has_its_own_outline() -> None:
    faces = [(0.5, 0.5, kind, 0.5, 0.0) for kind in ("none", "lip", "hackle", "chip", "shattered")]
    outlines = [tuple(face_outline(face, 100.0, 0.0, 27.0)) for face in faces]
    assert len(set(outlines)) == len(outlines)
    top, low = face_outline((2.0, 2.0, "none", 0.0, 0.0), 100.0, 0.0, 27.0)
    assert top[0] > 100.0 > low[0], "the face leans as the fibre's face does"


def test_the_rail_counts_what_is_pulled() -> None:
    player = Player(LEFT)
    player.tap("3")
    player.go(at.x_of(35), AXIS)
    player.press()
    player.go(at.x_of(15), AXIS, 60)
    assert player.view.rail.strip_value() == pytest.approx(20.0, abs=0.5)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_changes_can_be_seen(language: str, kit: Kit) -> None:
    player = Player(language=language)
    pictures = [picture(player, kit)]
    for key in ("1", "2", "3", "7", "5", "6"):
        player.tap(key)
        player.wait(25)
        pictures.append(picture(player, kit))
    seen = {pygame.image.tobytes(each, "RGB") for each in pictures}
    assert len(seen) == len(pictures)


def test_a_picture_is_drawn_twice_alike(kit: Kit) -> None:
    player = Player()
    player.tap("3")
    player.wait(30)
    one, two = (pygame.image.tobytes(picture(player, kit), "RGB") for _ in range(2))
    assert one == two


def test_words_are_found_for_every_tile_and_goal() -> None:
    player = Player()
    for tool in player.view._model().tools:
        assert "_" not in tool.label and tool.label
    with_the_mouse(player)
    assert not player.view._model().goal_text.startswith("prep")
