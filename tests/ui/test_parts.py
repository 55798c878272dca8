"""Parts: every declared picture is baked, loads, and stands where its anchors say. Looks are judged by eye."""

import json
import math
import os
import re
import sys
from pathlib import Path

import pygame
import pytest

from simulator import paths
from simulator.ui import baking
from simulator.ui.cache import Enough
from simulator.ui.canvas import Kit
from simulator.ui.parts import Parts
from simulator.ui.theme import contrast
from simulator.ui.theme_variants import DARK

ASSETS = paths.assets_dir()
FAMILIES = sorted(p.parent.name for p in (ASSETS / "parts").glob("*/parts.json"))
HANDS = sorted(p.stem for p in (ASSETS / "hands").glob("*.json"))


def listing(family: str) -> dict:
    return json.loads((ASSETS / "parts" / family / "parts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def parts(window: pygame.Surface) -> Parts:
    return Parts(2 / 3)


@pytest.mark.skipif(not paths.in_checkout(), reason="a wheel carries no drawings to compare with")
def test_baked_pictures_are_those_of_the_drawings() -> None:
    assert baking.stale(ASSETS) == [], "bake again: python simulator/ui/baking.py"


@pytest.mark.parametrize("family", FAMILIES)
def test_every_part_loads_at_the_size_of_its_box(parts: Parts, family: str) -> None:
    declared = [f"{family}/{name}" for name in listing(family)]
    assert parts.names(family) == declared
    for name in declared:
        info = parts.info(name)
        expected = tuple(math.ceil(side * 2 / 3) for side in info.size)
        if name.startswith("ui/icons/"):
            icon = parts.icon(name.removeprefix("ui/icons/"), info.size[0], "ink")
            assert icon.get_bounding_rect(1).w > 0, name
            continue
        surface = parts.surface(name)
        assert surface.get_size() == expected, name
        assert surface.get_bounding_rect(1).w > 0, f"{name} is empty"


@pytest.mark.parametrize("family", FAMILIES)
def test_every_drawing_is_declared(family: str) -> None:
    folder = ASSETS / "parts" / family
    drawn = {p.relative_to(folder).with_suffix("").as_posix() for p in folder.rglob("*.svg")}
    assert not paths.in_checkout() or drawn == set(listing(family))


@pytest.mark.parametrize("family", FAMILIES)
def test_anchors_lie_near_their_part(family: str) -> None:
    for name, facts in listing(family).items():
        width, height = facts["size"]
        for anchor, value in facts["anchors"].items():
            for point in value if isinstance(value, list) and isinstance(value[0], list) else [value]:
                if not isinstance(point, list) or len(point) < 2:
                    continue  # a radius, an angle, a scale
                near = -0.6 * width - 40 <= point[0] <= 1.6 * width + 40
                near = near and -0.6 * height - 40 <= point[1] <= 1.6 * height + 40
                assert near, f"{family}/{name}: {anchor} {point} is far from a box of {facts['size']}"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_part_on_another_lies_where_both_places_say(parts: Parts, family: str) -> None:
    for name in parts.names(family):
        info = parts.info(name)
        if info.on and info.place:
            parent = parts.info(info.on[0])
            if parent.place:
                gap = (info.place[0] - parent.place[0] - info.on[1], info.place[1] - parent.place[1] - info.on[2])
                assert max(map(abs, gap)) <= 1, name


def test_the_index_names_only_files_that_exist() -> None:
    index = json.loads((ASSETS / "baked" / "index.json").read_text(encoding="utf-8"))
    files = [name for entry in index.values() for name in entry["files"].values()]
    missing = [name for name in files if not (ASSETS / "baked" / name).is_file()]
    assert index and not missing


def test_pictures_declared_opaque_hide_all(parts: Parts) -> None:
    for key in json.loads((ASSETS / "bake.json").read_text(encoding="utf-8"))["opaque"]:
        assert not parts.surface(key).get_flags() & pygame.SRCALPHA
        entry = json.loads((ASSETS / "baked" / "index.json").read_text(encoding="utf-8"))[f"{key}|art"]
        raw = pygame.image.load(str(ASSETS / "baked" / entry["files"]["720"]))
        size = raw.get_width() * raw.get_height()
        assert not raw.get_flags() & pygame.SRCALPHA or pygame.mask.from_surface(raw, 254).count() == size, key


def test_shadow_and_art_are_apart_and_all_is_both(parts: Parts) -> None:
    name = "bench/sleeve"
    art, shadow, whole = (parts.surface(name, layer) for layer in ("art", "shadow", "all"))
    together = shadow.copy()
    together.blit(art, (0, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
    spots = [(x, y) for x in range(0, art.get_width(), 3) for y in range(0, art.get_height(), 3)]
    assert all(together.get_at(s) == whole.get_at(s) for s in spots)
    assert any(shadow.get_at(s).a and not art.get_at(s).a for s in spots), "no shadow beyond the art"


def test_where_little_may_be_made_at_a_time_each_layer_of_a_part_has_its_own_turn(window: pygame.Surface) -> None:
    kit = Kit(window.get_size())
    turns = 0
    while True:
        turns += 1
        kit.ration.left = 1
        try:
            made = kit.parts.surface("bench/mat")
            break
        except Enough:
            continue
    whole = Kit(window.get_size()).parts.surface("bench/mat")
    assert turns == 2
    assert pygame.image.tobytes(made, "RGBA") == pygame.image.tobytes(whole, "RGBA")


def test_surfaces_are_premultiplied(parts: Parts) -> None:
    surface = parts.surface("bench/lens_shine")
    for x in range(surface.get_width()):
        for y in range(surface.get_height()):
            red, green, blue, alpha = surface.get_at((x, y))
            assert max(red, green, blue) <= alpha


def test_declared_tints_change_the_picture(parts: Parts) -> None:
    orders = json.loads((ASSETS / "bake.json").read_text(encoding="utf-8"))
    for name in orders["tints"]:
        choices = baking.tints_of(orders, name)
        assert set(parts.info(name).tints) == set(choices)
        plain = pygame.image.tobytes(parts.surface(name, "art"), "RGBA")
        seen = {pygame.image.tobytes(parts.surface(name, "art", tint=tint), "RGBA") for tint in choices}
        assert len(seen) == len(choices) and plain not in seen, name


def test_pictures_of_tools_stand_out_from_the_dark_theme_s_tiles() -> None:
    for name in (n for n in Parts(1.0, DARK).names("ui") if n.startswith("ui/tools/")):
        picture = Parts(1.0, DARK).surface(name, "art")
        light = sum(
            contrast(picture.get_at((x, y))[:3], DARK.panel_soft) >= 3
            for x in range(0, picture.get_width(), 3)
            for y in range(0, picture.get_height(), 3)
            if picture.get_at((x, y)).a == 255
        )
        assert light > 50, (name, light)


def test_tints_name_colours_that_the_part_declares() -> None:
    for name, choices in json.loads((ASSETS / "bake.json").read_text(encoding="utf-8"))["tints"].items():
        family, _, short = name.partition("/")
        declared = {colour.lower() for colour in listing(family)[short]["tints"]}
        for colours in choices.values():
            assert {old.lower() for old in colours} <= declared, name


def test_unknown_names_are_named(parts: Parts) -> None:
    for call in (
        lambda: parts.info("bench/spoon"),
        lambda: parts.surface("bench/spoon"),
        lambda: parts.surface("bench/sleeve", "smoke"),
        lambda: parts.surface("bench/module_tube", tint="beige"),
        lambda: parts.icon("spoon", 40, "ink"),
        lambda: parts.hand("left_wave"),
    ):
        with pytest.raises(KeyError, match="spoon|smoke|beige|left_wave"):
            call()


@pytest.mark.parametrize("degrees", [-34.0, 7.0, 90.0, 181.5])
@pytest.mark.parametrize("flip", [False, True])
def test_a_turned_part_keeps_its_pivot(window: pygame.Surface, degrees: float, flip: bool) -> None:
    parts, name = Parts(4 / 3), "bench/stripper_arm_left"
    info = parts.info(name)
    surface, (dx, dy) = parts.turned(name, degrees, "art", flip=flip)
    plain = parts.surface(name, "art", flip=flip)
    px, py = info.anchors["pivot"]
    px = info.size[0] - px if flip else px
    # Follow the part's centre of mass instead of trusting the formula under test.
    centre = _mass_centre(plain)
    angle = math.radians(degrees)
    ux, uy = centre[0] / parts.scale - px, centre[1] / parts.scale - py
    expected = (px + ux * math.cos(angle) - uy * math.sin(angle), py + ux * math.sin(angle) + uy * math.cos(angle))
    found = _mass_centre(surface)
    assert math.dist((found[0] / parts.scale + dx, found[1] / parts.scale + dy), expected) < 1.2


def _mass_centre(surface: pygame.Surface) -> tuple[float, float]:
    x, y = pygame.mask.from_surface(surface, 128).centroid()
    return x + 0.5, y + 0.5


def test_turns_are_remembered_by_half_degrees(parts: Parts) -> None:
    first = parts.turned("bench/stripper_arm_left", 6.9)[0]
    assert parts.turned("bench/stripper_arm_left", 7.1)[0] is first
    assert parts.turned("bench/stripper_arm_left", 7.3)[0] is not first
    assert parts.turned("bench/stripper_arm_left", 0.1) == (parts.surface("bench/stripper_arm_left"), (0.0, 0.0))


def test_flip_and_stretch(parts: Parts) -> None:
    plain, flipped = parts.surface("bench/wipes_box"), parts.surface("bench/wipes_box", flip=True)
    assert flipped.get_at((5, 60)) == plain.get_at((plain.get_width() - 6, 60))
    assert parts.surface("bench/ruler_zone", stretch=(300, 60)).get_size() == (200, 40)


def test_icons_take_any_colour_and_keep_their_shape(parts: Parts) -> None:
    red, faint = parts.icon("home", 48, "bad"), parts.icon("home", 48, (200, 55, 45, 128))
    assert red.get_size() == (32, 32)
    solid = max((red.get_at((x, y)) for x in range(32) for y in range(32)), key=lambda c: c.a)
    assert solid.a > 240 and abs(solid.r - 200) < 12 and abs(solid.b - 45) < 12
    assert max(faint.get_at((x, y)).a for x in range(32) for y in range(32)) <= 128
    assert parts.icon("home", 48, "bad") is red


@pytest.mark.parametrize("name", HANDS)
def test_hands_have_picture_shadow_fingers_and_joints(parts: Parts, name: str) -> None:
    hand = parts.hand(name)
    art, (left, top) = parts.hand_surface(name, "art")
    shadow, (s_left, s_top) = parts.hand_surface(name, "shadow")
    assert {"index", "thumb", "palm"} <= set(hand.fingers) and len(hand.joints["index"]) == 4
    xs, ys = [p[0] for p in hand.outline], [p[1] for p in hand.outline]
    assert left <= min(xs) and max(xs) <= left + art.get_width() / parts.scale + 1
    assert top <= min(ys) and s_left > left - 40 and s_top > top - 40
    tip = hand.tip("index")
    spot = (round((tip[0] - left) * parts.scale), round((tip[1] - top) * parts.scale))
    assert art.get_at(spot).a > 200, "the index finger's tip is not on the picture"
    assert shadow.get_bounding_rect(1).w > 0.8 * art.get_bounding_rect(1).w


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (2560, 1440)])
def test_usual_windows_scale_nothing(
    window: pygame.Surface, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("scaled")

    monkeypatch.setattr(pygame.transform, "smoothscale", refuse)
    surface = Kit(size).parts.surface("bench/splicer_body")
    assert surface.get_width() == math.ceil(1233 * size[1] / 1080)


def test_an_odd_window_gets_the_same_picture_smaller(window: pygame.Surface) -> None:
    odd, usual = Parts(0.85).surface("bench/mat"), Parts(1.0).surface("bench/mat")
    assert abs(odd.get_width() - 0.85 * usual.get_width()) <= 1
    near = zip(odd.get_at((425, 170)), usual.get_at((500, 200)), strict=True)
    assert max(abs(a - b) for a, b in near) <= 6


# baking


def small_assets(folder: Path) -> Path:
    """A made-up assets folder with one part that has a shadow, and no hands."""
    family = folder / "parts" / "bench"
    family.mkdir(parents=True)
    (folder / "hands").mkdir()
    (folder / "bake.json").write_text(
        '{"opaque": [], "family_tints": {}, "tints": {"bench/box": {"vert": {"#FF0000": "#00FF00"}}}}'
    )
    (family / "parts.json").write_text('{"box": {"what": "box", "size": [30, 30], "anchors": {}}}')
    (family / "box.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30" viewBox="0 0 30 30">\n'
        '<g id="shadow"><rect width="30" height="30" fill="#000"/></g>\n'
        '<g id="art"><rect x="10" y="10" width="10" height="10" fill="#FF0000"/></g>\n</svg>'
    )
    return folder


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    pytest.importorskip("svg2png_py")
    return small_assets(tmp_path)


def test_bake_draws_only_what_changed_and_sweeps(assets: Path) -> None:
    said: list[str] = []
    assert baking.bake(assets, said.append) == 9  # art, green art and shadow for three window heights
    assert baking.bake(assets, said.append) == 0 and len(said) == 1
    drawing = assets / "parts" / "bench" / "box.svg"
    drawing.write_text(drawing.read_text().replace('x="10"', 'x="12"'))
    assert baking.stale(assets) == ["bench/box|art", "bench/box|art|vert"]
    assert baking.bake(assets, said.append) == 6
    assert len(list((assets / "baked").glob("*.png"))) == 9 and baking.stale(assets) == []


@pytest.mark.skipif(not paths.in_checkout(), reason="what is installed is never baked again")
def test_a_checkout_with_new_drawings_is_baked_by_itself(
    assets: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    baking.bake(assets, lambda _: None)
    family = assets / "parts" / "bench"
    (family / "lid.svg").write_text((family / "box.svg").read_text().replace('x="10"', 'x="12"'))
    known = json.loads((family / "parts.json").read_text())
    (family / "parts.json").write_text(json.dumps({**known, "lid": known["box"]}))
    later = (assets / "baked" / "index.json").stat().st_mtime + 5
    os.utime(family / "parts.json", (later, later))
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "svg2png_py", None)  # no renderer: what was baked still serves
        assert Parts(1.0, assets=assets).surface("bench/box").get_width() == 30
        assert "pip install" in capsys.readouterr().err
    assert Parts(1.0, assets=assets).surface("bench/lid").get_width() == 30


def test_baked_layers_and_tints_hold_what_they_should(assets: Path) -> None:
    baking.bake(assets, lambda _: None)
    parts = Parts(4 / 3, assets=assets)
    assert parts.surface("bench/box", "art").get_at((20, 20))[:3] == (255, 0, 0)
    assert parts.surface("bench/box", "art").get_at((2, 2)).a == 0
    assert parts.surface("bench/box", "art", tint="vert").get_at((20, 20))[:3] == (0, 255, 0)
    assert parts.surface("bench/box", "shadow").get_at((2, 2)) == (0, 0, 0, 255)
    assert parts.surface("bench/box").get_at((20, 20))[:3] == (255, 0, 0)


def test_a_checkout_without_pictures_bakes_them_once(assets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Parts(1.0, assets=assets).surface("bench/box").get_size() == (30, 30)
    assert capsys.readouterr().out.count("\n") == 1


def test_without_renderer_one_sentence_says_what_to_do(assets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "svg2png_py", None)
    with pytest.raises(baking.CannotBake, match="pip install"):
        baking.bake(assets, lambda _: None)


NAMED_ICONS = (
    "microscope otdr power_meter laser cord connector cursor_a cursor_b zoom_in zoom_out pan averaging save folder "
    "report link splitter bend ghost tray reel voice_off captions book dyslexia left_handed mouse night hint cable "
    "pole duct"
)


def test_icons_are_lines_of_one_hand() -> None:
    """One ink, one box, one thickness: they can be tinted and stand side by side."""
    folder = ASSETS / "parts" / "ui" / "icons"
    assert set(NAMED_ICONS.split()) <= {path.stem for path in folder.glob("*.svg")}
    for path in folder.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert 'viewBox="0 0 48 48"' in text, path.name
        assert set(re.findall(r"#[0-9A-Fa-f]{3,8}", text)) <= {"#1F2A33"}, path.name
        assert f"icons/{path.stem}" in listing("ui"), path.name


def test_no_icon_is_empty_or_leaves_its_box(parts: Parts) -> None:
    for name in NAMED_ICONS.split():
        box = parts.icon(name, 96, "ink").get_bounding_rect(64)
        assert box.w > 20 and box.h > 20, name
        assert box.left > 0 and box.top > 0 and box.right < 96 * parts.scale and box.bottom < 96 * parts.scale, name
