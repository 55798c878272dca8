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

#: Difference that a good hand stays below [dB].
CLOSE_DB = 0.1


def has_result(scene) -> bool:
    """Whether something was written down."""
    state = scene.state
    return bool(state.notes or state.answers or state.marker_m is not None)


def draw_result(canvas: Canvas, language, words, scene, rect: tuple[float, float, float, float]) -> None:
    """Title and lines inside a card's rectangle."""
    x, y, w, h = rect
    write(canvas, x + 24, y + 32, language.text("Ta fiche"), (w - 48, 44), "lead", "ink", weight="semibold")
    rows = _rows(language, scene)
    step = min(64.0, (h - 110) / max(1, len(rows)))
    size = canvas.texts.capped("lead" if step > 52 else "body", 26)
    for index, head in enumerate((language.text("Noté"), language.text("Juste"))):
        right = x + w - 224 + 144 * index
        write(canvas, right, y + 76, head, (132, 32), "small", "ink_soft", "right")
    for index, (name, colour, wrote, just, good) in enumerate(rows):
        cy = y + 100 + step * (index + 0.5)
        canvas.rect(x + 24, cy - step / 2, w - 48, 2, "track")
        left = 24.0
        if colour:
            canvas.fibre_dot(x + 36 + canvas.flag_room, cy, 10, colour)
            left = 56 + 2 * canvas.flag_room
        write(canvas, x + left, cy, name, (w - 376 - left, step - 4), size, "ink", weight="medium")
        write(canvas, x + w - 224, cy, wrote, (126, step - 4), "body", "ink", "right", weight="bold", numbers=True)
        write(canvas, x + w - 80, cy, just, (126, step - 4), "body", "ink_soft", "right", numbers=True)
        canvas.part(f"ui/states/{'good' if good else 'bad'}", x + w - 60, cy - 14, stretch=(28, 28))


def _rows(language, scene) -> list[tuple[str, str, str, str, bool]]:
    """Lines as (name, fibre colour, what was written, what is right, whether that agrees)."""
    mode, state = scene.params.mode, scene.state
    if mode == "fault":
        fault = scene.light.fault()
        where = fault.place_m if fault else 0.0
        wrote = "—" if state.marker_m is None else language.unit(state.marker_m, 1, "m")
        good = state.marker_m is not None and abs(state.marker_m - where) <= 1.0
        return [(language.text("Défaut"), "", wrote, language.unit(where, 1, "m"), good)]
    if mode == "identify":
        rows = []
        for number in range(1, scene.params.fibres + 1):
            given, right = state.answers.get(number), scene.light.far_of(number)
            said = "—" if given is None else str(given)
            rows.append((str(number), COLOURS[number - 1], said, str(right), given == right))
        return rows
    unit = "dBm" if mode == "subscriber" else "dB"
    rows = []
    for nm in wanted_nm(scene):
        note, right = state.notes.get(nm), scene.truth.written(nm)
        good = note is not None and abs(note - right) <= CLOSE_DB
        rows.append((f"{nm}\u00a0nm", "", noted(language, scene, nm), language.unit(right, 2, unit), good))
    if scene.params.attenuator:
        note, right = state.margin_db, scene.margin.true_db()
        said = "—" if note is None else language.unit(note, 2, "dB")
        good = note is not None and abs(note - right) <= NEAR_DB
        rows.append((language.text("Marge de la box"), "", said, language.unit(right, 2, "dB"), good))
    if scene.params.budget:
        total, right = sum(state.sheet.values()), sum(scene.truth.budget().values())
        said = language.unit(total, 2, "dB")
        name = language.text("Bilan de liaison")
        rows.append((name, "", said, language.unit(right, 2, "dB"), abs(total - right) <= CLOSE_DB))
    return rows
