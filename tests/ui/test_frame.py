"""The scene frame: presses by pointer, number key and Tab come back as names; tools stand apart and inside the bar."""

import random
from dataclasses import replace

import pytest

from simulator.i18n import Language
from simulator.ui import frame as frames
from simulator.ui import frame_paint as paint
from simulator.ui.canvas import Canvas, Kit
from simulator.ui.events import UiEvent
from simulator.ui.frame import FrameModel, SceneFrame, ToolTile, ViewContext
from simulator.ui.theme import LIGHT

TOOLS = [
    ToolTile("sleeve", "ui/tools/sleeve", "Manchon", done=True),
    ToolTile("stripper", "ui/tools/stripper", "Pince", selected=True),
    ToolTile("wipe", "ui/tools/wipe", "Lingette", enabled=False),
    ToolTile("bin", "ui/tools/shard_bin", "Poubelle à fibres"),
]
MODEL = FrameModel(
    "Préparer la fibre", "bleu", "Fibre 2 bleue", [("ui/tools/sleeve", "done"), ("ui/tools/stripper", "current")],
    "02:14", "ui/tools/stripper", "Retire le vernis sur 35 mm.", TOOLS, "good", "Vitesse bonne", 0.5,
)  # fmt: skip


@pytest.fixture
def frame() -> SceneFrame:
    return SceneFrame(ViewContext(None, None, LIGHT, "", (), 0, True, random.Random(1), lambda: 0))


def key(name: str, shift: bool = False) -> UiEvent:
    return UiEvent("key", key=name, shift=shift)


def test_a_click_on_what_is_drawn_names_it(frame: SceneFrame, canvas: Canvas) -> None:
    frame.draw(canvas, MODEL)
    for tile, (x, y, w, h) in frame.tiles(MODEL):
        pressed = frame.handle(UiEvent("down", x + w / 2, y + h / 2), MODEL)
        assert pressed == (f"tool:{tile.key}" if tile.enabled else None)
    for name, (x, y, w, h) in paint.BUTTONS.items():
        assert frame.handle(UiEvent("down", x + w / 2, y + h / 2), MODEL) == name
    assert frame.handle(UiEvent("down", 960, 500), MODEL) is None
    assert frame.handle(UiEvent("down", 76, 35, button=3), MODEL) is None


def test_number_keys_take_the_tools_in_their_order(frame: SceneFrame) -> None:
    answers = [frame.handle(key(str(number)), MODEL) for number in range(1, 6)]
    assert answers == ["tool:sleeve", "tool:stripper", None, "tool:bin", None]


def test_tab_walks_over_tools_and_buttons_then_gives_the_keys_back(frame: SceneFrame) -> None:
    seen = []
    for _ in range(7):
        frame.handle(key("tab"), MODEL)
        seen.append(frame.focus)
    assert seen == ["tool:sleeve", "tool:stripper", "tool:bin", "help", "pause", "back", None]
    frame.handle(key("tab", shift=True), MODEL)
    assert frame.handle(key("enter"), MODEL) == "back"
    frame.handle(key("left"), MODEL)
    assert frame.handle(key("enter"), MODEL) is None, "Enter belongs to the scene once a hand moved"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("count", [1, 4, 7, 9])
def test_tools_never_overlap_and_stay_between_goal_and_cue(scale: float, count: int, window) -> None:
    canvas = Kit((1280, 720), text_scale=scale).canvas(window)
    tools = [replace(TOOLS[i % 4], key=str(i)) for i in range(count)]
    rects = paint.tile_rects(paint.tile_widths(canvas, tools))
    assert rects[0][0] >= paint.TILES_LEFT - 0.1 and rects[-1][0] + rects[-1][2] <= paint.TILES_RIGHT + 0.1
    for one, other in zip(rects, rects[1:], strict=False):
        assert one[0] + one[2] + paint.TILE_GAP <= other[0] + 0.01


def test_the_gauge_moves_and_nothing_else_is_painted_anew(frame: SceneFrame, canvas: Canvas) -> None:
    frame.draw(canvas, MODEL)
    layers = len(canvas.layers)
    left = canvas.surface.copy().get_buffer().raw
    frame.draw(canvas, replace(MODEL, cue_position=0.9))
    assert len(canvas.layers) == layers, "a moving knob paints no new layer"
    assert canvas.surface.get_buffer().raw != left


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_state_can_be_drawn_with_long_words(frame: SceneFrame, scale: float, window) -> None:
    canvas = Kit((1280, 720), text_scale=scale).canvas(window)
    long = "Enfile le manchon de protection sur la fibre avant de la dénuder, sinon tu recommences tout"
    for level in ("good", "watch", "bad", "info", None):
        for position in (None, -1.0, 2.0):
            model = replace(MODEL, title=long, goal_text=long, cue_level=level, cue_position=position)
            frame.draw(canvas, replace(model, cue_text=long[:40], toast=("bad", long), chip_mark=None))
    frame.draw(canvas, FrameModel("Titre"))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("told", ["23 min", "123 min", "1:05:09"])
def test_the_clock_stays_clear_of_the_button_beside_it(
    frame: SceneFrame, scale: float, told: str, window, monkeypatch
) -> None:
    canvas = Kit((1280, 720), text_scale=scale).canvas(window)
    ends: list[float] = []
    plain = Canvas.text

    def noted(self, x, y, text, *rest, **more):
        if text == told:
            ends.append(x + self.texts.width(text, *rest[:1], numbers=True))
        return plain(self, x, y, text, *rest, **more)

    monkeypatch.setattr(Canvas, "text", noted)
    frame.draw(canvas, replace(MODEL, clock_text=told))
    assert ends and max(ends) <= paint.BUTTONS["help"][0] - 16


# voice and captions


def speaking(said: list[str], there: bool = True, **more) -> SceneFrame:
    ctx = ViewContext(None, None, LIGHT, "", (), 0, True, random.Random(1), lambda: 0)
    return SceneFrame(replace(ctx, can_speak=lambda: there, say=said.append, **more))


@pytest.mark.parametrize("count", [0, 4, 7])
def test_the_loudspeaker_says_the_goal_by_pointer_by_key_and_by_tab(canvas: Canvas, count: int) -> None:
    said: list[str] = []
    frame = speaking(said)
    model = replace(MODEL, tools=[replace(TOOLS[i % 4], key=str(i)) for i in range(count)])
    frame.draw(canvas, model)
    x, y, w, h = paint.goal_places(frame.tiles(model), True).say
    assert w >= 56 and h >= 56
    assert frame.handle(UiEvent("down", x + w / 2, y + h / 2), model) == "say"
    assert frame.handle(key("v"), model) == "say"
    frame.handle(key("tab"), model)
    assert frame.handle(key("enter"), model) == "say"
    assert said == [MODEL.goal_text] * 3 and frame.goal == MODEL.goal_text


def test_without_a_voice_there_is_no_loudspeaker_anywhere(canvas: Canvas) -> None:
    said: list[str] = []
    frame = speaking(said, there=False)
    frame.draw(canvas, MODEL)
    x, y, w, h = paint.goal_places(frame.tiles(MODEL), True).say
    assert frame.handle(UiEvent("down", x + w / 2, y + h / 2), MODEL) is None
    assert frame.handle(key("v"), MODEL) is None
    frame.handle(key("tab"), MODEL)
    assert frame.focus == "tool:sleeve" and said == []


@pytest.mark.parametrize("count", [0, 4, 7, 9])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_loudspeaker_stands_clear_of_text_icon_and_tools(scale: float, count: int, window) -> None:
    canvas = Kit((1280, 720), text_scale=scale).canvas(window)
    frame = speaking([])
    model = replace(MODEL, tools=[replace(TOOLS[i % 4], key=str(i)) for i in range(count)])
    frame.draw(canvas, model)
    at = paint.goal_places(frame.tiles(model), True)
    spans = sorted([(at.icon[0], at.icon[0] + at.icon[2]), (at.left, at.right), (at.say[0], at.say[0] + at.say[2])])
    assert all(one[1] + 8 <= other[0] for one, other in zip(spans, spans[1:], strict=False))
    assert spans[-1][1] <= (frame.tiles(model)[0][1][0] if count else paint.CUE[0]) - 16
    assert at.right - at.left >= 200


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_word_of_every_sound_fits_between_the_work_and_the_bar(scale: float, window, monkeypatch) -> None:
    from simulator.i18n import Language
    from simulator.ui import caption
    from simulator.ui.synth import RECIPES
    from simulator.wording import Words

    chips = []
    real = caption._paint

    def paint(canvas, icon, block, box) -> None:
        chips.append((block, box))
        real(canvas, icon, block, box)

    monkeypatch.setattr(caption, "_paint", paint)
    canvas = Kit((1280, 720), text_scale=scale).canvas(window)
    for code in ("fr", "en"):
        words = Words(Language(code))
        for name in RECIPES:
            speaking([], caption=lambda name=name: name, words=words).draw(canvas, MODEL)
    assert len(chips) >= len(RECIPES)
    for block, (x, y, w, h) in chips:
        assert not block.cut and block.width <= w - 60, block.lines
        assert x > 1440 and x + w <= 1872.1 and y > 920 and y + h < 990, block.lines


def test_a_button_that_is_a_picture_alone_is_named_under_pointer_and_focus(canvas: Canvas, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(frames, "draw_tip", lambda canvas, rect, label: told.append(label))
    frame = SceneFrame(ViewContext(Language("fr"), None, LIGHT, "", (), 0, True, random.Random(1), lambda: 0))
    for name, (x, y, w, h) in paint.BUTTONS.items():
        frame.handle(UiEvent("move", x + w / 2, y + h / 2), MODEL)
        assert frame.hover == name
        frame.draw(canvas, MODEL)
    assert sorted(told) == ["Aide", "Pause", "Retour"]
    frame.handle(key("tab"), MODEL)
    frame.draw(canvas, MODEL)
    assert len(told) == 3, "a tool bears its name"
