"""The steps of an exercise as small numbered pictures on one strand, in the order in which they are usually done.

They deliberately force no order: the pictures say what the hands will do, not when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from simulator.i18n import N_
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed_alike, write
from simulator.ui.theme import RGB, faded, mix

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.i18n import Language

#: Step -> its name and what to do, in as few words as possible.
WORDS: dict[str, tuple[str, str]] = {
    "sleeve": (N_("Manchon"), N_("Enfile le manchon.")),
    "strip": (N_("Dénuder"), N_("Retire le vernis.")),
    "clean": (N_("Nettoyer"), N_("Essuie le verre.")),
    "cleave": (N_("Cliver"), N_("Coupe bien droit.")),
    "bin": (N_("Jeter"), N_("Mets l’éclat dans la poubelle.")),
    "load": (N_("Poser"), N_("Pose les deux fibres.")),
    "splice": (N_("Souder"), N_("Lance l’arc.")),
    "decide": (N_("Décider"), N_("Garde ou refais.")),
    "protect": (N_("Protéger"), N_("Chauffe le manchon.")),
    "lay": (N_("Manchon"), N_("Pose-le dans sa rainure.")),
    "coil": (N_("Enrouler"), N_("Range le mou sans serrer.")),
    "glow": (N_("Contrôler"), N_("Stylo rouge et 1625 nm.")),
    "fit": (N_("Monter"), N_("Suis le gabarit.")),
    "see": (N_("Regarder"), N_("Juge chaque face.")),
    "rub": (N_("Nettoyer"), N_("Seulement si c’est sale.")),
    "mate": (N_("Raccorder"), N_("Pousse jusqu’au clic.")),
    "shut": (N_("Fermer"), N_("Photo, couvercle, étiquette.")),
    "refer": (N_("Référence"), N_("Prends-la, source chaude.")),
    "read": (N_("Mesurer"), N_("Lis, note, juge.")),
    "shine": (N_("Éclairer"), N_("Branche, puis allume.")),
    "seek": (N_("Chercher"), N_("Trouve ce qui brille.")),
    "cap": (N_("Boucher"), N_("Éteins, remets le bouchon.")),
    "pick": (N_("Choisir"), N_("Lis le plan. Prends la paire.")),
    "ready": (N_("Préparer"), N_("Dénude, nettoie, coupe.")),
    "trace": (N_("Mesurer"), N_("Lis la trace, juge.")),
    "set": (N_("Régler"), N_("Portée, impulsion, temps.")),
    "find": (N_("Placer"), N_("Curseur A sur l’évènement.")),
    "name": (N_("Nommer"), N_("Le type, puis bon ou pas.")),
    "keep": (N_("Garder"), N_("La trace et la table.")),
}
#: Grounds of the pictures: pale and strong role, mixed for sky and table.
GROUNDS = {"warm": ("light_pale", "light"), "blue": ("info_pale", "info"), "teal": ("action_pale", "action")}


#: Steps of the power scene by its mode.
POWER_STEPS = {
    "loss": ["see", "rub", "refer", "read"], "subscriber": ["see", "rub", "mate", "read"],
    "identify": ["shine", "seek", "cap"], "fault": ["shine", "seek", "cap"],
}  # fmt: skip
#: A whole job by its scenes, each told in few steps.
JOB_STEPS = {
    "plan": ["pick"], "preparation": ["ready"], "splicing": ["splice", "protect"], "tray": ["coil", "shut"],
    "connectors": ["see", "mate"], "otdr": ["trace"],
}  # fmt: skip


def steps_of(exercise: Exercise) -> list[str]:
    """Steps of an exercise's stages. A sleeve belongs to a joint: where nothing is spliced, none is put on."""
    scenes = [stage.scene for stage in exercise.stages]
    if "plan" in scenes:
        return [step for scene in dict.fromkeys(scenes) for step in JOB_STEPS.get(scene, ())]
    made: list[str] = []
    if "preparation" in scenes:
        made += ["sleeve"] if "splicing" in scenes else []
        made += ["strip", "clean", "cleave"]
        made += [] if "splicing" in scenes else ["bin"]
    if "splicing" in scenes:
        made += ["splice", "decide", "protect"] if "preparation" in scenes else ["load", "splice", "decide", "protect"]
    if "connectors" in scenes:
        mounts = any(getattr(stage.params, "mode", "") == "mount" for stage in exercise.stages)
        made += ["fit"] if mounts else []
        made += ["see", "rub", "mate"] if len(made) < 4 else ["mate"]
    if "tray" in scenes:
        found = any(getattr(stage.params, "found", "none") != "none" for stage in exercise.stages)
        steps = ["glow", "coil", "shut"] if found else ["lay", "coil", "glow", "shut"]
        made += steps if len(made) < 4 else ["coil"]
    for stage in exercise.stages:
        if stage.scene == "otdr":
            made += [] if stage.params.plugged else ["see", "rub"]
            made += ["find", "name", "keep"] if stage.params.trace else ["set", "find", "name", "keep"]
        if stage.scene == "power":
            made += POWER_STEPS[getattr(stage.params, "mode", "loss")]
    return made


def title_at(language: Language, exercise: Exercise, stage: int) -> str:
    """The title over a stage; where the same work is done on several pairs of fibres, with the pair it is about."""
    title = exercise.title.get(language.code)
    pairs = [index for index, spec in enumerate(exercise.stages) if spec.scene == "plan"]
    begun = [index for index in pairs if index <= stage]
    scene = exercise.stages[stage].scene
    # The plan tells it itself; what follows the last round is about the whole tray or line.
    if len(pairs) < 2 or not begun or scene not in ("preparation", "splicing"):
        return title
    return language.text("Paire {n} sur {total}", n=len(begun), total=len(pairs)) + f" · {title}"


def paint_steps(
    canvas: Canvas, language: Language, steps: Sequence[str], box: tuple[float, float, float, float]
) -> None:
    """Pictures side by side in a box, joined by a strand that is lit up to the first one."""
    x, y, w, h = box
    pitch = w / max(1, len(steps))
    names = boxed_alike(canvas, [language.text(WORDS[step][0]) for step in steps], pitch - 12, 40, "lead", "semibold")
    # Many steps leave each a narrow column: its words get more lines.
    room = 82 if len(steps) < 8 else 114
    tells = boxed_alike(canvas, [language.text(WORDS[step][1]) for step in steps], pitch - 12, room, "small", "medium")
    title = max((block.height for block in names), default=0.0)
    under = max((block.height for block in tells), default=0.0)
    # The discs leave the room that the words ask for.
    r = min(76.0, pitch * 0.38, (h - 24 - title - under) / 2)
    cy = y + r
    middles = [x + pitch * (index + 0.5) for index in range(len(steps))]
    _paint_strand(canvas, middles, cy)
    for index, (step, cx) in enumerate(zip(steps, middles, strict=True)):
        _paint_disc(canvas, step, cx, cy, r, index)
        canvas.block(cx, cy + r + 20 + title / 2, names[index], "ink", "center", "middle")
        canvas.block(cx, cy + r + 24 + title, tells[index], "ink_soft", "center", "top")


def draw_strip(canvas: Canvas, steps: Sequence[str], box: tuple[float, float, float, float]) -> None:
    """The pictures alone, small, on their strand: what the hands will do, at a glance. Painted once."""
    x, y, w, h = box
    if steps:
        canvas.layer(("strip", *steps), lambda c: _paint_strip(c, steps, box), (x - 4, y - 8, w + 8, h + 16))


def _paint_strip(canvas: Canvas, steps: Sequence[str], box: tuple[float, float, float, float]) -> None:
    x, y, w, h = box
    pitch = min(w / len(steps), 1.5 * h)
    r, cy = min(h / 2, pitch * 0.42), y + h / 2
    middles = [x + r + pitch * index for index in range(len(steps))]
    canvas.line(middles[0], cy, middles[-1], cy, "line", 8)
    canvas.line(middles[0], cy, middles[-1], cy, "panel_soft", 4)
    for step, cx in zip(steps, middles, strict=True):
        canvas.circle(cx, cy, r, "panel")
        with canvas.clip_circle(cx, cy, r - 4) as c:
            PICTURES[step](c, cx, cy, (r - 4) / 67.0)
        canvas.circle(cx, cy, r - 1, None, 3, "line")


def _paint_strand(canvas: Canvas, middles: Sequence[float], cy: float) -> None:
    if not middles:
        return
    canvas.rect(middles[0], cy - 7, middles[-1] - middles[0], 14, mix(canvas.theme.line, canvas.theme.ink, 0.1))
    canvas.rect(middles[0], cy - 5, middles[-1] - middles[0], 10, "panel_soft")
    canvas.rect(middles[0], cy - 1.5, middles[-1] - middles[0], 3, "line")
    for width, opacity in ((48, 0.06), (34, 0.1), (22, 0.14)):
        canvas.polyline([(0, cy), (middles[0], cy)], faded(canvas.theme.light, opacity), width)
    canvas.polyline([(0, cy), (middles[0], cy)], "light", 9)
    canvas.polyline([(0, cy), (middles[0], cy)], "light_core", 3)


def _paint_disc(canvas: Canvas, step: str, cx: float, cy: float, r: float, index: int) -> None:
    """One picture in its ring, with its number; the first is where the light stands."""
    first = index == 0
    if first:
        canvas.halo(cx, cy, r * 1.5, "light", 0.5)
    canvas.circle(cx, cy, r, "panel")
    with canvas.clip_circle(cx, cy, r - 9) as c:
        PICTURES[step](c, cx, cy, (r - 9) / 67.0)
    canvas.circle(cx, cy, r - 3, None, 6, "light" if first else "track")
    nx, ny = cx - r * 0.72, cy - r * 0.72
    canvas.circle(nx, ny, 19, "light" if first else "panel", 2, "light" if first else "line")
    ink = "print" if first else "ink_soft"
    write(canvas, nx, ny, str(index + 1), (30, 32), "small", ink, "center", weight="bold")


# the pictures, drawn round cx, cy; k scales them


def _ground(canvas: Canvas, tone: str, cx: float, cy: float, k: float) -> None:
    pale, strong = (canvas.theme.colour(role) for role in GROUNDS[tone])
    low: RGB = mix(pale, strong, 0.28)
    white = canvas.theme.on_dark
    left, side = cx - 70 * k, 140 * k
    canvas.gradient_v(left, cy - 70 * k, side, side, mix(pale, white, 0.3), mix(pale, strong, 0.16))
    canvas.rect(left, cy + 34 * k, side, 40 * k, low)
    canvas.rect(left, cy + 34 * k, side, 2 * k, mix(low, white, 0.5))


def _part(canvas: Canvas, name: str, x: float, y: float, factor: float) -> None:
    """A part of the bench with its top left at x, y, made smaller or larger."""
    w, h = canvas.parts.info(name).size
    canvas.part(name, x, y, stretch=(w * factor, h * factor))


def _sleeve(canvas: Canvas, cx: float, cy: float, k: float) -> None:
    _ground(canvas, "warm", cx, cy, k)
    canvas.tube([(cx - 80 * k, cy + 10 * k), (cx + 80 * k, cy + 10 * k)], 9 * k, "bleu")
    _part(canvas, "bench/sleeve", cx - 56 * k, cy + (10 - 18 * 0.72) * k, 0.72 * k)
    canvas.polyline([(cx - 32 * k, cy - 30 * k), (cx + 32 * k, cy - 30 * k)], "light", 7 * k, True)
    tip = [(cx + 14 * k, cy - 46 * k), (cx + 34 * k, cy - 30 * k), (cx + 14 * k, cy - 14 * k)]
    canvas.polyline(tip, "light", 7 * k, True)


def _strip(canvas: Canvas, cx: float, cy: float, k: float) -> None:
    _ground(canvas, "blue", cx, cy, k)
    y = cy - 16 * k
    canvas.glass([(cx - 8 * k, y), (cx + 80 * k, y)], 5 * k)
    canvas.tube([(cx - 80 * k, y), (cx - 8 * k, y)], 10 * k, "bleu")
    _part(canvas, "bench/stripper", cx - 4 * k - 33 * 0.31 * k, y - 31 * 0.31 * k, 0.31 * k)


def _clean(canvas: Canvas, cx: float, cy: float, k: float) -> None:
    _ground(canvas, "teal", cx, cy, k)
    x, y, f = cx - 54 * k, cy - 20 * k, 0.42 * k
    _part(canvas, "bench/alcohol_bottle", x, y, f)
    _part(canvas, "bench/alcohol_pump", x + 7 * f, y - 25 * f, f)
    _part(canvas, "bench/wipes_box", cx - 14 * k, cy - 32 * k, 0.4 * k)


def _place(name: str) -> Callable[[Canvas, float, float, float], None]:
    def paint(canvas: Canvas, cx: float, cy: float, k: float) -> None:
        size = 240 * 67 / 92 * k
        canvas.part(f"ui/map/place_{name}", cx - size / 2, cy - size / 2, stretch=(size, size))

    return paint


def _bin(canvas: Canvas, cx: float, cy: float, k: float) -> None:
    _ground(canvas, "warm", cx, cy, k)
    f = 0.62 * k
    x, y = cx - 48 * f, cy - 58 * f
    _part(canvas, "bench/shard_bin", x, y, f)
    _part(canvas, "bench/shard_bin_fibres", x + 18 * f, y + 109 * f, f)
    _part(canvas, "bench/shard_bin_lid", x - 4 * f, y - 10 * f, f)


def _tool(name: str, tone: str) -> Callable[[Canvas, float, float, float], None]:
    def paint(canvas: Canvas, cx: float, cy: float, k: float) -> None:
        _ground(canvas, tone, cx, cy, k)
        canvas.part(f"ui/tools/{name}", cx - 46 * k, cy - 48 * k, stretch=(92 * k, 92 * k))

    return paint


def _protect(canvas: Canvas, cx: float, cy: float, k: float) -> None:
    _ground(canvas, "warm", cx, cy, k)
    y = cy + 12 * k
    canvas.tube([(cx - 80 * k, y), (cx + 80 * k, y)], 9 * k, "bleu")
    _part(canvas, "bench/sleeve_shrunk", cx - 56 * k, y - 11 * 0.72 * k, 0.72 * k)
    for shift in (-26, 0, 26):
        x = cx + shift * k
        heat = [(x, y - 20 * k), (x + 7 * k, y - 30 * k), (x - 7 * k, y - 42 * k), (x, y - 52 * k)]
        canvas.polyline(heat, "light", 5 * k, True)


PICTURES: dict[str, Callable[[Canvas, float, float, float], None]] = {
    "sleeve": _sleeve, "strip": _strip, "clean": _clean, "cleave": _place("prepare"), "bin": _bin,
    "load": _tool("align", "blue"), "splice": _place("splice"), "decide": _tool("eye", "teal"), "protect": _protect,
    "lay": _tool("sleeve", "warm"), "coil": _tool("coil", "blue"), "glow": _tool("red_light", "teal"),
    "shut": _tool("lid", "warm"), "fit": _tool("connector_apc", "warm"), "see": _tool("probe", "blue"),
    "rub": _tool("cleaner_pen", "teal"), "mate": _tool("plug_in", "warm"),
    "refer": _tool("light_source", "warm"), "read": _tool("power_meter", "blue"),
    "shine": _tool("red_light", "warm"), "seek": _tool("eye", "blue"), "cap": _tool("cap", "teal"),
    "pick": _tool("open_cable", "blue"), "ready": _tool("stripper", "blue"), "trace": _tool("otdr", "teal"),
    "set": _tool("controls", "warm"), "find": _tool("cursor_a", "blue"), "name": _tool("read_trace", "teal"),
    "keep": _tool("save", "warm"),
}  # fmt: skip
