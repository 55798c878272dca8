"""The paper beside the subscriber's outlet: power at the exchange, the line from there on, values to reckon with.

It deliberately counts and multiplies nothing: that is the trainee's sheet.
"""

from __future__ import annotations

from simulator.scenes.power import view_layout as at
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed_alike, write
from simulator.ui.text import Block

#: From row to row of a line that is folded [design units].
ROW = 74.0
#: Picture of each part of a line.
ICONS = {"splice": "splice", "connector": "connector", "splitter": "splitter"}


def length(language, metres: float) -> str:
    """A length [m] as it stands on a plan."""
    return language.unit(metres / 1e3, 2, "km") if metres >= 1000 else language.unit(metres, 0, "m")


def draw_route(canvas: Canvas, scene, ctx) -> None:
    """The whole paper: the line as pictures, and what each part counts where a budget is to be made."""
    params, language = scene.params, ctx.language
    x, y, w, h = at.ROUTE_COUNTED if params.budget else at.ROUTE_BESIDE if params.attenuator else at.ROUTE
    canvas.card(x, y, w, h)
    canvas.icon("file", x + 36, y + 40, 34, "action")
    launch = language.unit(params.launch_dbm, 1, "dBm")
    title = language.text("Départ au NRO : {power}", power=launch)
    write(canvas, x + 66, y + 40, title, (w - 90, 50), "body", "ink", weight="semibold")
    if params.budget:
        _strip(canvas, scene, ctx, (x + 16, y + 116, w - 32))
        _values(canvas, scene, ctx, (x, y + 200, w))
    elif params.attenuator:
        _strip(canvas, scene, ctx, (x + 10, y + 92, w - 20), 2)
    else:
        _strip(canvas, scene, ctx, (x + 16, y + 92, w - 32))


def _strip(canvas: Canvas, scene, ctx, place: tuple[float, float, float], rows: int = 1) -> None:
    """The line as pictures: the plug at the exchange, then every part. A fault looks like a splice.

    In more than one row it goes on at the left again; a name may reach under the lengths beside it.
    """
    x, y, w = place
    parts = [part.spec for part in scene.plant.line.parts]
    each = -(-(len(parts) + 1) // rows)
    step, lift = w / each, -30 if rows == 1 else -20
    room = step + 8 if rows == 1 else 1.25 * step
    size = "small" if rows == 1 else canvas.texts.capped("small", 20)
    named = {index: f"1:{spec.ports}" if spec.type == "splitter" else ctx.words.part(spec.name)
             for index, spec in enumerate(parts, start=1) if spec.type != "fibre"}  # fmt: skip
    named[0] = ctx.language.text("NRO")
    blocks = dict(zip(named, boxed_alike(canvas, list(named.values()), room, 40, size), strict=True))
    for row in range(rows):
        here = min(each, len(parts) + 1 - row * each)
        start = x if row else x + step / 2
        stop = x + w if row < rows - 1 else x + step * (here - 0.5)
        canvas.line(start, y + ROW * row, stop, y + ROW * row, "bumper", 4)
    below = 40 if rows == 1 else 31
    _joint(canvas, (x + step / 2, y), "connector", blocks[0], below)
    for index, spec in enumerate(parts, start=1):
        cx, cy = x + step * (index % each + 0.5), y + ROW * (index // each)
        if spec.type == "fibre":
            said = length(ctx.language, spec.length_m)
            write(canvas, cx, cy + lift, said, (step + 8, 40), size, "ink", "center")
        else:
            _joint(canvas, (cx, cy), ICONS.get(spec.type, "splice"), blocks[index], below)


def _joint(canvas: Canvas, place: tuple[float, float], icon: str, name: Block, below: float) -> None:
    cx, y = place
    canvas.rect(cx - 20, y - 19, 40, 38, "panel", 8, 2, "action")
    canvas.icon(icon, cx, y, 28, "action")
    canvas.block(cx, y + below, name, "ink_soft", "center", "middle")


def _values(canvas: Canvas, scene, ctx, place: tuple[float, float, float]) -> None:
    """What a kilometre and a joint of each kind count, in two columns."""
    x, y, w = place
    language, params = ctx.language, scene.params
    km, splice, plug = (
        language.unit(value, 2, "dB") for value in (params.alpha_db_km, params.splice_db, params.connector_db)
    )
    rows = [("loss", f"{km}/km"), ("splice", language.text("{value} par soudure", value=splice)),
            ("connector", language.text("{value} par connecteur", value=plug))]  # fmt: skip
    ports = int(scene.truth.counts()["splitter"])
    if ports:
        shared = language.unit(scene.truth.budget()["splitter"], 1, "dB")
        rows.append(("splitter", f"{shared} (1:{ports})"))
    for index, (icon, said) in enumerate(rows):
        left, cy = x + 24 + (index % 2) * (w - 48) / 2, y + (index // 2) * 40
        canvas.icon(icon, left + 14, cy, 26, "ink_soft")
        write(canvas, left + 36, cy, said, ((w - 48) / 2 - 40, 38), "small", "ink")
