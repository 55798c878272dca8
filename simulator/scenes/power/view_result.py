"""The sheet as it was left, beside what it ought to hold: readings, or fibres, or the place that was found.

It deliberately judges nothing anew: truth and answers come from the scene.
"""

from __future__ import annotations

from simulator.plant.site import COLOURS
from simulator.scenes.power.logic_facts import wanted_nm
from simulator.scenes.power.logic_margin import NEAR_DB
from simulator.scenes.power.view_rail import noted
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write

#: Differences that a good hand stays below [dB], [m].
CLOSE_DB, CLOSE_M = 0.1, 1.0
#: Lines from this height on show how far off they are; a gauge ends at so many times what may be off.
GAUGED, ENDS = 80.0, 6.0


def has_result(scene) -> bool:
    """Whether something was written down."""
    state = scene.state
    return bool(state.notes or state.answers or state.marker_m is not None)


def draw_result(canvas: Canvas, language, words, scene, rect: tuple[float, float, float, float]) -> None:
    """Title and lines inside a card's rectangle."""
    x, y, w, h = rect
    write(canvas, x + 24, y + 32, language.text("Ta fiche"), (w - 48, 44), "lead", "ink", weight="semibold")
    rows = _rows(language, scene)
    gauged = scene.params.mode != "identify" and (h - 110) / max(1, len(rows)) >= GAUGED
    step = min(112.0 if gauged else 64.0, (h - 110) / max(1, len(rows)))
    high = 60.0 if gauged else step - 4
    size = canvas.texts.capped("lead" if step > 52 else "body", 26)
    for index, head in enumerate((language.text("Noté"), language.text("Juste"))):
        right = x + w - 224 + 144 * index
        write(canvas, right, y + 76, head, (132, 32), "small", "ink_soft", "right")
    for index, (name, colour, wrote, just, off) in enumerate(rows):
        top, good = y + 100 + step * index, off is not None and abs(round(off, 6)) <= 1.0
        cy = top + (32.0 if gauged else step / 2)
        canvas.rect(x + 24, top, w - 48, 2, "track")
        if gauged:
            _gauge(canvas, (x + 24, top + 66, w - 48), off, good)
        left = 24.0
        if colour:
            canvas.fibre_dot(x + 36 + canvas.flag_room, cy, 10, colour)
            left = 56 + 2 * canvas.flag_room
        write(canvas, x + left, cy, name, (w - 376 - left, high), size, "ink", weight="medium")
        write(canvas, x + w - 224, cy, wrote, (126, high), "body", "ink", "right", weight="bold", numbers=True)
        write(canvas, x + w - 80, cy, just, (126, high), "body", "ink_soft", "right", numbers=True)
        canvas.part(f"ui/states/{'good' if good else 'bad'}", x + w - 60, cy - 14, stretch=(28, 28))


def _gauge(canvas: Canvas, place: tuple[float, float, float], off: float | None, good: bool) -> None:
    """Where what was written lies round what is right: the green is what may be off, and a circle shows the hand."""
    x, y, w = place
    middle, half = x + w / 2, w / 2
    canvas.rect(x, y - 6, w, 12, "track", 6)
    canvas.rect(middle - half / ENDS, y - 11, 2 * half / ENDS, 22, "good_pale", 4, 2.5, "good")
    if off is not None:
        at = middle + (half - 14) * max(-1.0, min(1.0, off / ENDS))
        canvas.circle(at, y, 12, "panel", 4, "good" if good else "bad")


def _rows(language, scene) -> list[tuple[str, str, str, str, float | None]]:
    """Lines as (name, fibre colour, what was written, what is right, how far off as a share of what may be)."""
    mode, state = scene.params.mode, scene.state
    if mode == "fault":
        fault = scene.light.fault()
        where = fault.place_m if fault else 0.0
        wrote = "—" if state.marker_m is None else language.unit(state.marker_m, 1, "m")
        off = None if state.marker_m is None else (state.marker_m - where) / CLOSE_M
        return [(language.text("Défaut"), "", wrote, language.unit(where, 1, "m"), off)]
    if mode == "identify":
        rows = []
        for number in range(1, scene.params.fibres + 1):
            given, right = state.answers.get(number), scene.light.far_of(number)
            said = "—" if given is None else str(given)
            rows.append((str(number), COLOURS[number - 1], said, str(right), 0.0 if given == right else None))
        return rows
    unit = "dBm" if mode == "subscriber" else "dB"
    rows = []
    for nm in wanted_nm(scene):
        note, right = state.notes.get(nm), scene.truth.written(nm)
        off = None if note is None else (note - right) / CLOSE_DB
        rows.append((f"{nm}\u00a0nm", "", noted(language, scene, nm), language.unit(right, 2, unit), off))
    if scene.params.attenuator:
        note, right = state.margin_db, scene.margin.true_db()
        said = "—" if note is None else language.unit(note, 2, "dB")
        off = None if note is None else (note - right) / NEAR_DB
        rows.append((language.text("Marge de la box"), "", said, language.unit(right, 2, "dB"), off))
    if scene.params.budget:
        total, right = sum(state.sheet.values()), sum(scene.truth.budget().values())
        said = language.unit(total, 2, "dB")
        name = language.text("Bilan de liaison")
        rows.append((name, "", said, language.unit(right, 2, "dB"), (total - right) / CLOSE_DB))
    return rows
