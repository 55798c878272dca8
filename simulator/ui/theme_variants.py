"""The themes beside the light one: dark for a dim room, contrast for weak eyes and bad projectors.

It deliberately adds no role: a variant only gives other values to the roles of theme.py.
"""

from dataclasses import replace

from simulator.ui.theme import LIGHT, Theme, rgb

#: The workshop in the evening: slate grounds, one warm lamp over the bench, teal that shines instead of teal that is
#: deep. Pictures are not painted anew: the lamp's colours are multiplied into them when they are loaded.
DARK = replace(
    LIGHT,
    name="dark",
    bench=rgb("#12191E"),
    bench_deep=rgb("#0B1014"),
    panel=rgb("#1C262D"),
    panel_soft=rgb("#26323A"),
    track=rgb("#3A4953"),
    ink=rgb("#EEF2F2"),
    ink_soft=rgb("#AEBBC2"),
    line=rgb("#43535D"),
    edge=rgb("#74858F"),
    shadow=rgb("#000000"),
    shadow_warm=rgb("#000000"),
    scrim=rgb("#05080A"),
    lamp=rgb("#DCD8D2"),
    lamp_near=rgb("#7C766E"),
    lamp_far=rgb("#2C343B"),
    action=rgb("#35B8BE"),
    on_action=rgb("#06191B"),
    action_deep=rgb("#84DEE1"),
    action_edge=rgb("#157A80"),
    action_light=rgb("#4FCBD0"),
    action_pale=rgb("#173A40"),
    light=rgb("#F79B40"),
    light_pale=rgb("#3B2A18"),
    light_text=rgb("#FFBE82"),
    good=rgb("#49B87B"),
    good_pale=rgb("#173629"),
    good_text=rgb("#86E2AC"),
    watch=rgb("#E9B233"),
    watch_pale=rgb("#3A2F12"),
    watch_text=rgb("#FFD572"),
    bad=rgb("#F26B60"),
    bad_pale=rgb("#432320"),
    bad_text=rgb("#FFA59C"),
    info=rgb("#6F9FF6"),
    info_pale=rgb("#1E3050"),
    info_text=rgb("#AECAFF"),
    case_edge=rgb("#4A5C66"),
    steel=rgb("#515C64"),
    print=rgb("#1B242B"),
    cause_3=rgb("#B98552"),
    cause_4=rgb("#8A9BD0"),
    shadow_opacity=0.45,
)

#: Black on white, stronger lines, no pale hints.
CONTRAST = replace(
    LIGHT,
    name="contrast",
    bench=rgb("#FFFFFF"),
    bench_deep=rgb("#D0D0D0"),
    panel_soft=rgb("#FFFFFF"),
    track=rgb("#C8C8C8"),
    ink=rgb("#000000"),
    ink_soft=rgb("#262C31"),
    line=rgb("#4A4A4A"),
    edge=rgb("#4A4A4A"),
    action=rgb("#00474D"),
    action_deep=rgb("#00353A"),
    action_edge=rgb("#00353A"),
    action_light=rgb("#00525A"),
    action_pale=rgb("#D9F1F2"),
    light=rgb("#C45A00"),
    light_text=rgb("#7A3A00"),
    good=rgb("#0F5E33"),
    good_text=rgb("#0B4826"),
    watch=rgb("#946200"),
    watch_text=rgb("#573C00"),
    bad=rgb("#A3160D"),
    bad_text=rgb("#7F0F08"),
    info=rgb("#0F46B0"),
    info_text=rgb("#0A357F"),
    screen=rgb("#000000"),
    screen_panel=rgb("#0A0F12"),
    screen_chosen=rgb("#0A3238"),
    screen_line=rgb("#7E929B"),
    screen_text=rgb("#FFFFFF"),
    screen_text_soft=rgb("#D5DEE2"),
    trace=rgb("#5CF2DD"),
    glass_edge=rgb("#3B6470"),
    print=rgb("#000000"),
    hairline=3,
    outline=5,
    shadow_opacity=0.25,
)

#: Themes by the name that the settings keep.
THEMES: dict[str, Theme] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
