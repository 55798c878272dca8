"""The one place that holds colours, spaces, radii, type sizes and motion times; the light workshop theme.

It draws nothing and knows no screen; a view asks for a role ("good", "panel") and never writes a colour of its own.
The other themes are theme_variants.py's.
"""

from dataclasses import dataclass, fields

RGB = tuple[int, int, int]
RGBA = tuple[int, int, int, int]
#: What drawing calls take: the name of a role of the theme, or channels that came out of the theme.
Colour = str | RGB | RGBA


def rgb(code: str) -> RGB:
    """Channels [0-255] of a colour written "#RRGGBB"."""
    return (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16))


def mix(a: tuple[int, ...], b: tuple[int, ...], share: float) -> RGB:
    """Colour on the way from `a` to `b`; share [0-1] of `b`."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a[:3], b[:3], strict=True))  # type: ignore[return-value]


def faded(colour: tuple[int, ...], opacity: float) -> RGBA:
    """The colour with an opacity [0-1]."""
    return (colour[0], colour[1], colour[2], round(255 * opacity))


def contrast(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, relative luminance of sRGB."""
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: tuple[int, ...]) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ink_on(theme: "Theme", ground: Colour) -> RGB:
    """White or dark print, whichever stands out on a ground."""
    return max((theme.paper, theme.print), key=lambda ink: contrast(ink, theme.colour(ground)))


@dataclass(frozen=True)
class TextStyle:
    """Size and line height [design units] and usual weight of one kind of text."""

    size: float
    line: float
    weight: str = "regular"


@dataclass(frozen=True)
class FibreColour:
    """The four tones in which a coated fibre of one trade colour is drawn."""

    base: RGB
    dark: RGB
    light: RGB
    highlight: RGB


def _fibre(base: str, dark: str = "", light: str = "", highlight: str = "") -> FibreColour:
    colour = rgb(base)
    return FibreColour(
        base=colour,
        dark=rgb(dark) if dark else mix(colour, (0, 0, 0), 0.45),
        light=rgb(light) if light else mix(colour, (255, 255, 255), 0.28),
        highlight=rgb(highlight) if highlight else mix(colour, (255, 255, 255), 0.62),
    )


#: The trade's fibre colours by their French names.
FIBRES: dict[str, FibreColour] = {
    "rouge": _fibre("#E2231A", "#7A100B", "#F2554C", "#FF9A92"),
    "bleu": _fibre("#1F5FBF", "#123468", "#3E80E0", "#9CC3FA"),
    "vert": _fibre("#2FA84F"),
    "jaune": _fibre("#F5D400", "#8A6A00", "#FBE35A", "#FFF6BE"),
    "violet": _fibre("#7638A3"),
    "blanc": _fibre("#FFFFFF", "#8E989D", "#F4F7F8", "#FFFFFF"),
    "orange": _fibre("#F28C28"),
    "gris": _fibre("#9AA3A8"),
    "marron": _fibre("#7A4A21"),
    "noir": _fibre("#1A1A1A", "#000000", "#3C4347", "#7D868B"),
    "turquoise": _fibre("#1FB5C9"),
    "rose": _fibre("#F26BA8"),
}


@dataclass(frozen=True, eq=False, repr=False)  # compared by identity: a theme is a key of every cache, and cheap so
class Theme:
    """Colours by role. `*_pale` are grounds, `*_text` the tone that stays readable (4.5) on them and on white."""

    name: str = "light"
    # page
    bench: RGB = rgb("#F4EFE6")
    bench_deep: RGB = rgb("#E6DDCC")
    panel: RGB = rgb("#FFFFFF")
    panel_soft: RGB = rgb("#FBF8F2")  # tiles and rows on a panel
    track: RGB = rgb("#ECE6DA")  # empty part of a bar
    ink: RGB = rgb("#1F2A33")
    ink_soft: RGB = rgb("#57636D")
    line: RGB = rgb("#D9D2C5")
    edge: RGB = rgb("#8A8478")  # outline of what is pressed or written in
    on_dark: RGB = rgb("#FFFFFF")  # text on case, screen
    on_dark_soft: RGB = rgb("#B9C6C8")
    shadow: RGB = rgb("#1F2A33")
    shadow_warm: RGB = rgb("#4A3A22")  # on wood
    scrim: RGB = rgb("#1F2A33")  # veil over what has to wait
    # light that falls on baked pictures: white leaves them as they are drawn
    lamp: RGB = rgb("#FFFFFF")  # on things
    lamp_near: RGB = rgb("#FFFFFF")  # on a ground, under the lamp
    lamp_far: RGB = rgb("#FFFFFF")  # on a ground, away from the lamp
    # action and light
    action: RGB = rgb("#0B6E75")
    on_action: RGB = rgb("#FFFFFF")  # text on action
    action_deep: RGB = rgb("#08545A")  # text in the colour of action, on panel and action_pale
    action_edge: RGB = rgb("#08545A")  # lower edge of a filled button
    action_light: RGB = rgb("#0F8088")  # upper edge of a filled button
    action_pale: RGB = rgb("#E0F0F0")
    light: RGB = rgb("#F28C28")
    light_core: RGB = rgb("#FFE9C8")
    light_pale: RGB = rgb("#FFF6EA")
    light_text: RGB = rgb("#9A4F06")
    # states
    good: RGB = rgb("#2E8B57")
    good_pale: RGB = rgb("#E6F3EB")
    good_text: RGB = rgb("#1E6B41")
    watch: RGB = rgb("#E0A100")
    watch_pale: RGB = rgb("#FBF1D6")
    watch_text: RGB = rgb("#7A5600")
    bad: RGB = rgb("#C8372D")
    bad_pale: RGB = rgb("#FBE7E4")
    bad_text: RGB = rgb("#A3281F")
    info: RGB = rgb("#2D6CDF")
    info_pale: RGB = rgb("#E8EFFC")
    info_text: RGB = rgb("#1D4FA8")
    # instruments
    case: RGB = rgb("#263238")
    case_edge: RGB = rgb("#37474F")
    bumper: RGB = rgb("#F2B134")
    screen: RGB = rgb("#0E1A20")
    screen_panel: RGB = rgb("#14232A")  # a card on an instrument's screen
    screen_chosen: RGB = rgb("#113D44")  # the row of a table that is worked on
    grid: RGB = rgb("#21323B")
    grid_fine: RGB = rgb("#16242B")
    screen_line: RGB = rgb("#2B3E47")
    screen_text: RGB = rgb("#E6ECEA")
    screen_text_soft: RGB = rgb("#9AABB2")
    screen_good: RGB = rgb("#4CD080")
    screen_bad: RGB = rgb("#FF7A6B")
    trace: RGB = rgb("#35D0BA")
    trace_2: RGB = rgb("#FFB347")
    # things
    glove: RGB = rgb("#3E6FB0")
    mat: RGB = rgb("#2C3C44")
    paper: RGB = rgb("#FFFFFF")  # white of things: labels, highlights on steel and glass
    steel: RGB = rgb("#5E6B75")  # dark side of steel
    paper_ink: RGB = rgb("#08545A")  # print on labels of things
    print: RGB = rgb("#1F2A33")  # dark print on labels, on steel and on yellow discs
    glass_edge: RGB = rgb("#6F98A4")
    glass: RGB = rgb("#DCEFF2")
    # causes of loss in a bill, beside `light`, `action_light`
    cause_3: RGB = rgb("#8A5A32")
    cause_4: RGB = rgb("#5B6FA8")
    # measures [design units]
    hairline: float = 2
    outline: float = 3.5  # of the selected tool
    radius_panel: float = 16
    radius_control: float = 10
    radius_chip: float = 999
    grid_step: float = 8
    margin: float = 48
    gap: float = 8
    gap_group: float = 24
    touch: float = 56
    top_bar: float = 72
    bottom_bar: float = 112
    right_rail: float = 360
    shadow_drop: float = 4
    shadow_spread: float = 16
    shadow_opacity: float = 0.12
    # type
    display: TextStyle = TextStyle(44, 52, "bold")
    title: TextStyle = TextStyle(30, 38, "semibold")
    lead: TextStyle = TextStyle(24, 32)
    body: TextStyle = TextStyle(20, 28)
    small: TextStyle = TextStyle(18, 24)
    readout: TextStyle = TextStyle(40, 48, "segments")  # figures on an instrument
    # motion [s]
    quick: float = 0.12
    calm: float = 0.24
    slow: float = 0.6
    success_ring: float = 1.2

    def colour(self, value: Colour) -> tuple[int, ...]:
        """Channels of a role's name, or the channels given. Raises KeyError with the name if there is no such role."""
        if not isinstance(value, str):
            return value
        found = getattr(self, value, None)
        if not isinstance(found, tuple):
            raise KeyError(f"no colour role {value!r} in theme {self.name!r}")
        return found

    def style(self, value: "str | TextStyle") -> TextStyle:
        """Text style of that name (display, title, lead, body, small, readout). Raises KeyError if there is none."""
        if isinstance(value, TextStyle):
            return value
        found = getattr(self, value, None)
        if not isinstance(found, TextStyle):
            raise KeyError(f"no text style {value!r}")
        return found

    def fibre(self, name: str) -> FibreColour:
        """Tones of a trade colour by its French name. Raises KeyError for an unknown one."""
        return FIBRES[name]

    def roles(self) -> dict[str, RGB]:
        """All colour roles by name."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, tuple)}


LIGHT = Theme()
