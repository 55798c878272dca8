"""Where things lie in the connectors scene, and how millimetres of the hand become design units.

It deliberately draws nothing and changes nothing: places and rectangles only.
"""

from __future__ import annotations

from simulator.instruments.microscope import TIPS

Rect = tuple[float, float, float, float]

#: The ferrule's end on the mat; the tools come from the right, along this axis.
END: tuple[float, float] = (424.0, 548.0)
#: Design units per mm: probe and pen towards the face, the probe down as it waits, ferrule over belt or cloth, plug.
TOOL_PX, TOOL_DROP, SLIDE_PX, PLUG_PX = 1.6, 1.2, 4.0, 4.0
#: Slide [mm] at which the ferrule lies over the middle of belt or cloth; where the plug's end is when it is latched.
SLIDE_MIDDLE = 12.0
LATCHED_DX = 118.0
#: How deep in the adapter its face lies.
ADAPTER_DEPTH = 52.0

PANEL: Rect = (29, 88, 380, 160)
PLACE: Rect = (221, 136, 46, 64)
WIPES: Rect = (446, 118, 184, 164)
BOTTLE: Rect = (648, 118, 112, 200)
CASSETTE: Rect = (468, 346, 246, 108)
#: The pen on the mat: alone, and where the plug lies beside it.
PEN_LYING: tuple[Rect, Rect] = ((250, 743, 418, 82), (330, 789, 418, 82))
PROBE_LYING: Rect = (300, 600, 420, 76)
PLUG_LYING: Rect = (96, 728, 190, 60)
SPARE: Rect = (172, 884, 190, 62)
#: Caps on the mat, clear of the adapter's plate at either of its places.
CAPS: dict[str, Rect] = {"plug": (296, 676, 74, 50), "adapter": (452, 676, 74, 50)}
SHEET: Rect = (318, 470, 290, 165)
CLOTH: Rect = (330, 484, 276, 112)
FOLD: Rect = (524, 520, 76, 70)
BELT: Rect = (318, 488, 268, 116)
SHUTTER: Rect = (330, 500, 140, 62)
CAP_ON: Rect = (366, 520, 84, 58)
#: The adapter's cap as the plug comes to it.
CAP_FACING: Rect = (END[0] + LATCHED_DX - 122, 516, 90, 64)
TOUCH: Rect = (396, 526, 38, 44)
KEY: Rect = (222, 474, 150, 40)
PLUG_HELD: Rect = (120, 470, 310, 150)
TOOL_HELD: Rect = (392, 496, 350, 106)
#: The microscope; for left hands it stands on the other side, but is no mirror image: its keys keep their order.
MICROSCOPE: Rect = (785, 84, 727, 764)
MICROSCOPE_SHIFT = 1920.0 - 2 * MICROSCOPE[0] - MICROSCOPE[2]
SIGN: Rect = (1235, 865, 262, 96)
TIP_PLACES: tuple[Rect, Rect] = ((1128, 876, 84, 36), (1128, 912, 84, 36))
VIEW: tuple[float, float, float] = (1143.0, 433.0, 297.0)
KEYS: dict[str, Rect] = {
    "power": (955, 751, 68, 61), "zoom": (1025, 751, 68, 61), "freeze": (1095, 751, 96, 61),
    "zones": (1193, 751, 68, 61), "save": (1263, 751, 68, 61),
}  # fmt: skip
WHEEL: Rect = (834, 757, 112, 46)
ZONES: Rect = (1512, 96, 360, 440)
CARD: Rect = (1512, 556, 360, 388)


def inside(rect: Rect, x: float, y: float) -> bool:
    """Whether a point lies in a rectangle."""
    return rect[0] <= x <= rect[0] + rect[2] and rect[1] <= y <= rect[1] + rect[3]


def clamp(value: float, low: float, high: float) -> float:
    """The value within limits."""
    return low if value < low else high if value > high else value


def shifted(rect: Rect, dx: float, dy: float = 0.0) -> Rect:
    """The rectangle, moved."""
    return (rect[0] + dx, rect[1] + dy, rect[2], rect[3])


def tool_offset(mm: float) -> tuple[float, float]:
    """How far a tool in the right hand lies from its place on the face, for a distance [mm]."""
    return (TOOL_PX * mm, TOOL_DROP * mm)


def pen_offset(mm: float) -> tuple[float, float]:
    """The same for the pen, which waits level with the face: under it the probe lies."""
    return (TOOL_PX * mm, 0.0)


def plug_offset(insert_mm: float) -> float:
    """How far the plug lies from its place on the mat, for a distance from its seat [mm]."""
    return LATCHED_DX - PLUG_PX * insert_mm


def pen_lying(scene) -> Rect:
    """Where the click pen lies."""
    return PEN_LYING[scene.state.view == "adapter" and not scene.part.mated]


def cap_on(scene) -> Rect:
    """Where the cap sits on the face that the hands work on."""
    return shifted(CAP_ON, 22.0) if scene.side == "adapter" else CAP_ON


def slide_offset(scene) -> float:
    """How far the ferrule lies off the middle of belt or cloth."""
    at = scene.state.slide.at_mm
    return 0.0 if at is None else SLIDE_PX * (at - SLIDE_MIDDLE)


def spare_tips(scene) -> list[str]:
    """The tips that lie in the case, top first."""
    return [tip for tip in TIPS if tip != scene.state.scope.tip]


def next_tip(scene) -> str:
    """The tip that follows the one in use, so that one key leads to each of them."""
    return TIPS[(TIPS.index(scene.state.scope.tip) + 1) % len(TIPS)]
