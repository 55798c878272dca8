"""The three themes: every text and every mark can be seen on every ground it is drawn on; pictures do not glare.

Limits are WCAG 2.2's: 4.5 for text, 3 for marks and edges that carry a meaning.
"""

import pygame
import pytest

from simulator.ui.parts import Parts, lit_ground
from simulator.ui.theme import LIGHT, Theme, contrast
from simulator.ui.theme_variants import CONTRAST, DARK, THEMES

ALL = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
STATES = ("good", "watch", "bad", "info")
GROUNDS = ("panel", "panel_soft", "bench")
TEXTS = [
    *((ink, ground) for ink in ("ink", "ink_soft") for ground in GROUNDS),
    *(("ink", pale) for pale in ("action_pale", "info_pale", "light_pale", "watch_pale", "bad_pale", "good_pale")),
    *((f"{state}_text", ground) for state in STATES for ground in (f"{state}_pale", "panel", "panel_soft")),
    *(("action_deep", ground) for ground in ("action_pale", "panel", "panel_soft")),
    *(("on_action", ground) for ground in ("action", "action_light")),
    *(("on_dark", ground) for ground in ("case", "screen")),
    *(("screen_text", ground) for ground in ("screen", "screen_panel", "mat")),
    *(("print", ground) for ground in ("paper", "bumper", "light")),
    *((ink, "screen_chosen") for ink in ("screen_text", "screen_text_soft", "screen_good", "screen_bad")),
    *(("ink_soft", ground) for ground in ("bench_deep", "track")), ("on_dark", "grid"), ("on_dark", "case_edge"),
    ("screen_text_soft", "screen_panel"), ("light_text", "light_pale"), ("on_dark_soft", "mat"),
    ("paper_ink", "paper"),
]  # fmt: skip
MARKS = [
    *(("action", ground) for ground in (*GROUNDS, "action_pale")),
    *((mark, "panel") for mark in ("good", "bad", "info", "cause_3", "cause_4")),
    *(("edge", ground) for ground in GROUNDS),
    *((mark, "screen") for mark in ("trace", "trace_2", "screen_good", "screen_bad", "bumper")),
]
#: The house's orange and yellow are bright by nature: on white they never stand alone, a word or an edge is beside.
BRIGHT = ("light", "watch")


def weak(theme: Theme, pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    """Pairs below the limit with their contrast."""
    found = {pair: contrast(theme.colour(pair[0]), theme.colour(pair[1])) for pair in pairs}
    return {pair: round(value, 2) for pair, value in found.items() if value < least}


@ALL
def test_every_text_can_be_read_on_its_grounds(theme: Theme) -> None:
    assert weak(theme, TEXTS, 4.5) == {}


@ALL
def test_every_mark_can_be_seen_on_its_grounds(theme: Theme) -> None:
    assert weak(theme, MARKS, 3.0) == {}


@pytest.mark.parametrize("theme", [DARK, CONTRAST], ids=lambda t: t.name)
def test_bright_marks_stand_alone_where_the_theme_allows_it(theme: Theme) -> None:
    assert weak(theme, [(mark, "panel") for mark in BRIGHT], 3.0) == {}


@ALL
def test_every_text_role_is_tested(theme: Theme) -> None:
    tested = {role for pair in (*TEXTS, *MARKS) for role in pair}
    named = {r for r in theme.roles() if r.endswith(("_text", "_soft", "_pale")) or r.startswith(("on_", "ink"))}
    assert named <= tested | {"screen_text_soft"}, named - tested


def test_contrast_theme_is_stronger_everywhere_it_counts() -> None:
    for role in ("ink", "ink_soft", "action", "good", "watch", "bad", "info", "line", "light"):
        assert contrast(CONTRAST.colour(role), CONTRAST.panel) > contrast(LIGHT.colour(role), LIGHT.panel), role


def test_dark_grounds_are_dark_and_panels_lie_above_them() -> None:
    steps = [contrast(DARK.colour(role), (0, 0, 0)) for role in ("bench_deep", "bench", "panel", "panel_soft", "track")]
    assert steps == sorted(steps) and steps[3] < 2.2


def test_contrast_ratio_agrees_with_the_standard() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)  # WCAG's own example grey


def test_the_house_roles_have_the_values_of_the_art_direction() -> None:
    expected = {"bench": "#F4EFE6", "bench_deep": "#E6DDCC", "ink": "#1F2A33", "action": "#0B6E75", "light": "#F28C28"}
    expected |= {"good": "#2E8B57", "watch": "#E0A100", "bad": "#C8372D", "info": "#2D6CDF", "trace": "#35D0BA"}
    for role, code in expected.items():
        assert "#{:02X}{:02X}{:02X}".format(*LIGHT.roles()[role]) == code


# the lamp on baked pictures


def brightness(surface: pygame.Surface) -> float:
    """Mean of the three channels over the whole picture [0-255]."""
    return sum(pygame.transform.average_color(surface)[:3]) / 3


@pytest.mark.parametrize("name", ["bench/background_bench", "bench/background_bench_splicer", "ui/map/background"])
def test_backgrounds_do_not_glare_in_the_dark(window: pygame.Surface, name: str) -> None:
    light, dark = (Parts(1 / 3, theme).surface(name) for theme in (LIGHT, DARK))
    assert brightness(dark) < 0.45 * brightness(light)
    brightest = max(max(dark.get_at((x, y))[:3]) for x in range(0, dark.get_width(), 7) for y in range(0, 300, 7))
    assert brightest < 140


def test_the_lamp_leaves_transparency_alone(window: pygame.Surface) -> None:
    light, dark = (Parts(1 / 3, theme).surface("bench/wipes_box", "art") for theme in (LIGHT, DARK))
    assert pygame.mask.from_surface(light).count() == pygame.mask.from_surface(dark).count()
    assert 0.7 * brightness(light) < brightness(dark) < brightness(light)


def test_a_white_lamp_changes_no_pixel(window: pygame.Surface) -> None:
    picture = pygame.Surface((64, 36), 0, 32)
    picture.fill((10, 120, 250))
    before = pygame.image.tobytes(picture, "RGB")
    assert pygame.image.tobytes(lit_ground(picture, LIGHT), "RGB") == before
    assert pygame.image.tobytes(lit_ground(picture, DARK), "RGB") != before


def test_marks_that_a_theme_draws_in_its_own_colours(window: pygame.Surface) -> None:
    light, dark = (Parts(1.0, theme).surface("ui/states/not_started") for theme in (LIGHT, DARK))
    centre = (light.get_width() // 2, light.get_height() // 2)
    assert contrast(tuple(light.get_at(centre)), LIGHT.panel) < 1.1
    assert contrast(tuple(dark.get_at(centre)), DARK.panel) < 1.6
