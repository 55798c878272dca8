"""At the subscriber's: the living room behind its door, the cable along the wall, the outlet.

It deliberately moves nothing and shows no light: the room keeps at a respectful distance, the work is on the near wall.
"""

from __future__ import annotations

from simulator.scenes.power import view_layout as at
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write
from simulator.ui.theme import mix

#: From the far wall to the air before it: the room's light lies over all that is in it.
ROOM = (
    "drop_room", "drop_room_rug", "drop_room_floor_light", "bookshelf", "ont_small", "router_small", "armchair_back",
    "customer_seated", "armchair_front", "plant_tall", "cat_curled", "drop_room_light",
)  # fmt: skip
#: The subscriber's cable comes down beside the casing: how far from it, its width, heights of its clips.
CABLE_DX, CABLE_W, CLIPS = 22.0, 11.0, (150, 240, 330, 420)


def draw_home(canvas: Canvas) -> None:
    """Room, door frame, and the cable that comes to the outlet."""
    with canvas.clip(0, at.WALL_Y, at.WALL_X, at.WALL_H):
        for name in (*ROOM, "drop_door_frame"):
            x, y = canvas.parts.info(f"fibre/{name}").place or (0.0, 0.0)
            canvas.part(f"fibre/{name}", x + at.ROOM_DX, y)
    x, (ex, ey) = at.WALL_X + CABLE_DX, at.OUTLET_ENTRY
    path = [(x, at.WALL_Y), (x, ey - 20), (x + 4, ey - 8), (x + 14, ey), (ex + 6, ey)]
    canvas.fibre_shadow(path, CABLE_W, 4, 6)
    canvas.coat(path, CABLE_W, "blanc")
    for y in CLIPS:
        canvas.part_at("fibre/cable_clip_vertical_large", "axis", x, y)


def draw_outlet(canvas: Canvas, name: str) -> None:
    """The outlet, closed, with its name on its label."""
    canvas.part("fibre/pto_closed", *at.OUTLET, stretch=at.OUTLET_SIZE)
    x, y, w, h = (value * at.OUTLET_ZOOM for value in canvas.parts.info("fibre/pto_closed").anchors["label"])
    place = (at.OUTLET[0] + x + w / 2, at.OUTLET[1] + y + h / 2)
    write(canvas, *place, name, (w - 8, h - 2), "body", "paper_ink", "center", weight="bold")


def draw_strap(canvas: Canvas, top: at.Point) -> None:
    """The strap by which the meter hangs on a hook of the wall. top: middle of the meter's upper edge."""
    x, y = top
    hook, theme = y - at.HOOK_UP, canvas.theme
    for side in (-1, 1):
        path = [(x + side * 62, y + 32), (x + side * 54, y + 2), (x + side * 8, hook + 6)]
        canvas.fibre_shadow(path, 9, 4, 7)
        canvas.polyline(path, theme.case, 9)
    steel = mix(theme.steel, theme.paper, 0.35)
    canvas.shadow(x - 15, hook - 17, 30, 34, 8)
    canvas.rect(x - 15, hook - 17, 30, 34, steel, 8, 2, theme.steel)
    canvas.circle(x, hook + 2, 8, theme.case, 3, mix(theme.steel, theme.paper, 0.6))
