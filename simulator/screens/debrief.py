"""After the attempt: score, why, where it was decided, what it cost in light — and a button to try again.

It deliberately judges nothing: it shows a finished outcome, and replays it through the same attempt code.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import kept_traces, scenes
from simulator import replay as replays
from simulator.i18n import N_
from simulator.screens import debrief_cards as cards
from simulator.screens import debrief_gesture as gesture
from simulator.screens.briefing import shown_attempt
from simulator.screens.chain_line import measured
from simulator.screens.debrief_time import BAR, TIMELINE, draw_timeline, timeline_span
from simulator.screens.debrief_told import Told, draw_told, tiles, told_of
from simulator.screens.page import paint_ground
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed, write
from simulator.ui.focus import Focus
from simulator.ui.plot import GesturePlot
from simulator.ui.say import SAY_KEY, SayButton
from simulator.ui.widgets import Button, Widget, sentences

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise, StageSpec
    from simulator.scoring import CriterionResult
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

GLASS = (1272.0, 96.0, 600.0, 344.0)
CURVE = (1272.0, 464.0, 600.0, 344.0)
#: Steps of each scene in the top bar.
STEPS = {
    "preparation": ("strip", "cleanliness", "cleave_angle"),
    "splicing": ("arc", "sleeve"),
    "otdr": ("trace", "table"),
    "tray": ("tray", "photo"),
    "plan": ("plan",),
    "connectors": ("connector",),
    "power": ("power_meter", "table"),
    "power by eye": ("laser", "search"),
}


def steps_key(stage: StageSpec) -> str:
    """Under which name STEPS holds a stage: its scene; work with the red light pen measures no power."""
    by_eye = stage.scene == "power" and stage.params.mode in ("identify", "fault")
    return "power by eye" if by_eye else stage.scene


class Spot(Widget):
    """Something on a card that takes the focus: the card draws it, this only draws the ring."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The ring."""
        self.ring(canvas, focused)


class DebriefScreen:
    """The debrief of one attempt. back: makes the page that it was opened from; None leads on, to what comes next."""

    running = False

    def __init__(
        self, context: Context, exercise: Exercise, attempt: Attempt, back: Callable[[], Screen] | None = None
    ) -> None:
        self.context = context
        self.exercise = exercise
        self.attempt = attempt
        self.outcome = attempt.outcome()
        self.marks = cards.number_marks(self.outcome)
        #: What cost most is spoken of first.
        self.selected: int | None = min(self.marks, key=lambda m: m.rank).number if self.marks else None
        self.curve = self._curve_of(self.selected) or 0
        self.page = 0
        self.dirty = True
        self._back = back
        #: Whether the mark was chosen by hand: the costliest is by itself.
        self._chosen = False
        #: Names the pictures of this debrief among those of others.
        self._self = object()
        self._said = ""
        self._pointer = (0.0, 0.0)
        self._next: Screen | None = self
        self.has_line = bool(measured(attempt))
        self.buttons = self._buttons()
        said = context.language.text("Écouter")
        self.speaker = SayButton("say", said, "", 48, 992, 64, 64, there=context.can_speak, tile=True)
        self.focus = Focus([*self.buttons[:1], *self._spots(), self.speaker, *self.buttons[1:]])
        self.focus.start_at(next(button for button in self.buttons if button.kind == "primary"))

    # input

    def _buttons(self) -> list[Button]:
        text, passed = self.context.language.text, self.outcome.sheet.passed
        # The filled button is what to do now: who failed tries again.
        retry, onward = ("secondary", "primary") if passed else ("primary", "secondary")
        way = (text("Suivant"), "arrow_right") if self._back is None else (text("Retour"), "back")
        made = [
            Button("sheet", text("Bilan PDF"), "print", 812, 992, 236, 64, kind="secondary"),
            Button("replay", text("Rejouer la scène"), "replay", 1064, 992, 316, 64, kind="secondary"),
            Button("retry", text("Réessayer"), "retry", 1396, 992, 228, 64, kind=retry),
            Button("next", *way, 1640, 992, 232, 64, kind=onward),
        ]
        if self.has_line:
            made.insert(0, Button("line", text("Ma ligne"), "trace", 580, 992, 216, 64, kind="secondary"))
        if not self._curves():
            made.insert(0, gesture.button(self.context, CURVE, gesture.way(self.exercise, self.attempt)))
        return [Button("back", text("Retour"), "back", 48, 8, 56, 56, kind="icon"), *made]

    def _spots(self) -> list[Widget]:
        """Pages of the table and of the curves, the numbered marks, and the replay from the start."""
        text = self.context.language.text
        x, y, w, h = TIMELINE
        found: list[Widget] = []
        if cards.table_pages(self.outcome.sheet) > 1:
            found.append(
                Spot("table", text("Critères"), "", cards.TABLE[0] + cards.TABLE[2] - 92, cards.TABLE[1] + 12, 76, 40)
            )
        if len(self._curves()) > 1:
            found.append(Spot("curve", text("Ton geste"), "", CURVE[0] + CURVE[2] - 92, CURVE[1] + 12, 76, 40))
        found.append(Spot("start", text("Rejouer la scène"), "", x + 24, y + 28, 56, 56))
        places = cards.mark_places(self.marks, self.outcome.sheet.ticks, *timeline_span())
        for mark, place in zip(self.marks, places, strict=True):
            found.append(Spot(f"mark:{mark.number}", self._cause(mark), "", place - 20, y + BAR - 20, 40, 40))
        return found

    def _curves(self) -> list:
        """The gestures that can be drawn."""
        return [c for c in self.outcome.curves if len(c.points) > 1]

    def handle(self, event: UiEvent) -> None:
        """Buttons, the numbered marks, the curves, and the timeline."""
        if event.kind in ("move", "down"):
            self._pointer = (event.x, event.y)
        pressed = self.focus.handle(event)
        self.dirty = True
        if pressed:
            self._press(pressed)
        elif event.kind == "key":
            self._key(event.key)
        elif event.kind == "down":
            self._click(event.x, event.y)

    def _key(self, key: str) -> None:
        if key == "escape":
            self._press("back")
        elif key.isdigit() and any(mark.number == int(key) for mark in self.marks):
            self._select(int(key))
        elif key in ("c", "pagedown"):
            self._turn_curve(1)
        elif key == "pageup":
            self._turn_curve(-1)
        elif key == "t":
            self._turn_table()
        elif key == SAY_KEY:
            self._press("say")
        elif key == "r":
            self._press("replay")
        elif key == "l" and self.has_line:
            self._press("line")

    def _click(self, x: float, y: float) -> None:
        left, right = timeline_span()
        top = TIMELINE[1]
        if top <= y <= top + TIMELINE[3] and x >= 48:
            share = (x - left) / (right - left)
            self._replay(0 if x < left else int(max(0.0, min(1.0, share)) * self.outcome.sheet.ticks))
            return
        number = self._tile_at(x, y)
        result = self._row_at(x, y)
        if number:
            self._select(number)
        elif result is not None:
            mine = min((m for m in self.marks if m.fact == result.criterion.fact), key=lambda m: m.rank, default=None)
            if mine is not None:
                self._select(mine.number)
        elif CURVE[0] <= x <= CURVE[0] + CURVE[2] and CURVE[1] <= y <= CURVE[1] + CURVE[3]:
            self._turn_curve(1)

    def _row_at(self, x: float, y: float) -> CriterionResult | None:
        """The criterion under a point of the table."""
        tx, ty, w, _ = cards.TABLE
        row = int((y - ty - 56) // cards.ROW_H)
        rows = cards.table_rows(self.outcome.sheet, self.page)
        return rows[row] if tx <= x <= tx + w and y >= ty + 56 and row < len(rows) else None

    def _tiles(self) -> list[Told]:
        return told_of(self.context, self.outcome.sheet, self.marks, self._cause)

    def _tile_at(self, x: float, y: float) -> int:
        """Number of the mark whose tile lies under a point; 0 where there is none."""
        if self.outcome.sheet.bill:
            return 0
        told = self._tiles()
        inside = (
            each.number
            for each, (left, top, w, h) in zip(told, tiles(len(told)), strict=True)
            if left <= x <= left + w and top <= y <= top + h
        )
        return next(inside, 0)

    def _select(self, number: int) -> None:
        self.selected, self._chosen = number, True
        found = self._curve_of(number)
        if found is not None:
            self.curve = found

    def _curve_of(self, number: int | None) -> int | None:
        """The gesture curve during which a mark arose."""
        mark = next((m for m in self.marks if m.number == number), None)
        if mark is None:
            return None
        for index, curve in enumerate(self._curves()):
            if curve.points[0][2] - 30 <= mark.tick <= curve.points[-1][2] + 30:
                return index
        return None

    def _turn_table(self) -> None:
        self.page = (self.page + 1) % cards.table_pages(self.outcome.sheet)

    def _turn_curve(self, step: int) -> None:
        if self._curves():
            self.curve = (self.curve + step) % len(self._curves())

    def _press(self, name: str) -> None:
        if name.startswith("mark:"):
            self._select(int(name[5:]))
        elif name == "table":
            self._turn_table()
        elif name == "curve":
            self._turn_curve(1)
        elif name == "say":
            self.context.say(self._told())
        elif name == "start":
            self._replay(0)
        elif name == "sheet":
            self._print()
        elif name == "line":
            mark = self._mark() if self._chosen else None
            about = (mark.fact, mark.tick) if mark is not None else None
            self._next = self.context.ways.line(self.exercise, self.attempt, self._again, about)
        elif name == "replay":
            mark = next((m for m in self.marks if m.number == self.selected), None)
            self._replay(max(0, mark.tick - 180) if mark else 0)
        elif name == "gesture:example":
            self._example()
        elif name == "gesture:replay":
            self._replay(0)
        elif name in ("retry", "gesture:retry"):
            self._next = self.context.ways.play(self.exercise)
        elif name in ("next", "back"):
            self._next = self.context.ways.home(self.exercise) if self._back is None else self._back()

    def _replay(self, tick: int) -> None:
        log, back = replays.parse("\n".join(self.attempt.log)), N_("Retour au bilan")
        self._next = self.context.ways.replay(log, self.exercise, self.outcome, tick, back=back, after=self._again)

    def _example(self) -> None:
        path = shown_attempt(self.exercise)
        assert path is not None
        try:
            self._next = self.context.ways.example(self.exercise, path, self._again(), N_("Retour au bilan"))
        except (replays.LogError, OSError):
            self._said = self.context.language.text("L’exemple ne peut pas être montré.")

    def _again(self) -> DebriefScreen:
        return DebriefScreen(self.context, self.exercise, self.attempt, self._back)

    def _print(self) -> None:
        """Write the sheet where people look for papers, the traces that were kept beside it, and say where."""
        path: Path = self.context.documents() / self.context.file_name(self.outcome.sheet, "pdf")
        from simulator import sheets

        sheets.export([self.outcome.sheet], path, "pdf", self.context.language.code)
        text = self.context.language.text
        folder = path.with_suffix("")
        traces = kept_traces.leave(self.attempt, folder)
        kept_traces.report(self.attempt, folder / "otdr.pdf", self.context.language)
        self._said = text("Bilan écrit : {path}", path=path)
        if traces:
            self._said += " " + text("Les traces .sor et leur rapport sont dans le dossier du même nom.")

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """One picture of all that stands still, then what follows the pointer and the keys."""
        canvas.layer(("debrief", self._self, self.selected, self.curve, self.page), self._paint, opaque=True)
        self._draw_bottom(canvas)
        for widget in self.focus.widgets:
            if isinstance(widget, Spot):
                widget.draw(canvas, self.focus.shows(widget))

    def _paint(self, canvas: Canvas) -> None:
        paint_ground(canvas)
        self._draw_top(canvas)
        sheet = self.outcome.sheet
        cards.draw_score(canvas, self.context, sheet, self.context.run_of(self.exercise, sheet))
        cards.draw_table(canvas, self.context, sheet, self.marks, self.selected, self.page)
        if sheet.bill:
            cards.draw_bill(canvas, self.context, sheet)
        else:
            told = self._tiles()
            draw_told(canvas, self.context, told, self.selected, not told)
        self._draw_glass(canvas)
        self._draw_curve(canvas)
        keys = [steps_key(stage) for stage in self.exercise.stages]
        stages = [(key, STEPS.get(key, ("target",))[0]) for key in keys]
        draw_timeline(canvas, self.context, self.outcome, self.marks, self.selected, stages)

    def _draw_glass(self, canvas: Canvas) -> None:
        """What the last stage with a result left in the glass, drawn by that scene."""
        x, y, w, h = GLASS
        for stage in reversed(range(len(self.exercise.stages))):
            scene = self.attempt.scene_at(stage)
            module = scenes.result_view(self.exercise.stages[stage].scene)
            if scene is not None and module.has_result(scene):
                break
        key = ("glass", self.attempt.seed, self.exercise.id, hash(tuple(self.attempt.log)), self.context.language.code)

        def paint(c: Canvas) -> None:
            c.card(*GLASS)
            module.draw_result(c, self.context.language, self.context.words, scene, GLASS)

        canvas.layer(key, paint, (x - 20, y - 16, w + 40, h + 44))
        self._draw_glass_marks(canvas, module, scene)

    def _draw_glass_marks(self, canvas: Canvas, module, scene) -> None:
        """The numbers of the causes that can be seen in the picture; those of one place side by side."""
        place_of = getattr(module, "place_of", None)
        if place_of is None or scene is None:
            return
        taken: list[tuple[float, float]] = []
        for mark in self.marks:
            at = place_of(scene, GLASS, mark.fact, mark.side)
            if at is not None:
                beside = cards.BADGE_GAP * taken.count(at)
                taken.append(at)
                cards.badge(canvas, at[0] + beside, at[1], mark.number, mark.number == self.selected)

    def _draw_top(self, canvas: Canvas) -> None:
        text = self.context.language.text
        canvas.rect(0, 0, 1920, 72, "panel")
        canvas.line(0, 72, 1920, 72, "line", 2)
        title = self.exercise.title.get(self.context.language.code)
        label = boxed(canvas, text("Bilan"), 200, 44, "body", "semibold")
        width = label.width + 84
        first, left = self._draw_steps(canvas, width)
        write(canvas, 128, 36, title, (first - 128 - 48, 60), "lead", "ink", weight="semibold")
        canvas.rect(left, 12, width, 48, "action", 24)
        canvas.icon("checklist", left + 34, 36, 28, "on_action")
        canvas.block(left + 56, 36, label, "on_action", "left", "middle")
        spent = self.context.language.duration(self.outcome.sheet.ticks)
        sittings = self.outcome.sheet.sittings
        middle, height = (24, 30) if sittings > 1 else (36, 52)
        block = write(canvas, 1872, middle, spent, (160, height), "body", "ink_soft", "right", numbers=True)
        canvas.icon("clock", 1872 - block.width - 22, middle, 26, "ink_soft")
        if sittings > 1:
            # Who judges the attempt is to see that it was interrupted.
            said = self.context.language.ntext("{n} séance", "{n} séances", sittings)
            write(canvas, 1872, 53, said, (160, 26), "small", "ink_soft", "right")

    def _draw_steps(self, canvas: Canvas, width: float) -> tuple[float, float]:
        """The strand through the steps of the attempt, lit as far as it came; its left end, and the pill's."""
        reached = {run.stage for run in self.outcome.runs}
        # A scene that comes in every round of a job has its steps once, lit as soon as one round was done.
        done_by_scene: dict[str, bool] = {}
        for index, stage in enumerate(self.exercise.stages):
            key = steps_key(stage)
            done_by_scene[key] = done_by_scene.get(key, False) or index in reached
        steps = [(icon, done) for key, done in done_by_scene.items() for icon in STEPS.get(key, ())]
        gap = min(100.0, 560.0 / max(1, len(steps)))
        radius = min(23.0, gap / 2 - 1.5)
        first = 960 - (gap * len(steps) + width) / 2 + 24
        left = first + gap * len(steps) - 24
        lit = sum(1 for _, done in steps if done)
        if steps:
            canvas.line(first, 36, left, 36, "track", 5)
            canvas.glow_path([(first, 36), (first + gap * lit - (24 if lit == len(steps) else gap), 36)], 5)
        for index, (icon, done) in enumerate(steps):
            canvas.circle(first + index * gap, 36, radius, "panel", 3, "light" if done else "line")
            canvas.icon(icon, first + index * gap, 36, 1.2 * radius, "ink" if done else "ink_soft")
        return first, left

    def _cause(self, mark: cards.Numbered) -> str:
        """The cause in words, with its side where the other side has the same."""
        said = self.context.words.cause(mark.cause)
        if not mark.side or sum(m.cause == mark.cause for m in self.marks) < 2:
            return said
        side = self.context.words.side(mark.side)
        return f"{side[:1].upper()}{side[1:]} · {said}"

    def _draw_curve(self, canvas: Canvas) -> None:
        text, words = self.context.language.text, self.context.words
        x, y, w, h = CURVE
        canvas.card(x, y, w, h)
        curves = self._curves()
        if not curves:
            gesture.draw(canvas, self.context, CURVE, self.exercise.place, gesture.way(self.exercise, self.attempt))
            return
        curve = curves[self.curve % len(curves)]
        side = " · " + self.context.words.side(curve.side) if curve.side else ""
        title = text("Ton geste : {gesture}", gesture=words.curve(curve.key)) + side
        write(canvas, x + 24, y + 32, title, (w - 150, 42), "lead", "ink", weight="semibold")
        if len(curves) > 1:
            shown = f"{self.curve % len(curves) + 1}/{len(curves)}  ›"
            write(canvas, x + w - 24, y + 32, shown, (96, 42), "body", "action", "right", weight="semibold")
        mine = [(m.number, m.tick, self._cause(m)) for m in sorted(self.marks, key=lambda m: m.number == self.selected)]
        GesturePlot(self.context.language, words).draw(canvas, (x, y + 48, w, h - 48), curve, mine, self.selected)

    def _mark(self) -> cards.Numbered | None:
        return next((m for m in self.marks if m.number == self.selected), None)

    def _key_sentence(self) -> str:
        """The one sentence at the foot: what was just written, the cause of the chosen mark, or how to go on."""
        text, mark = self.context.language.text, self._mark()
        if self._said:
            return self._said
        if mark is not None:
            return self._cause(mark)
        passed = self.outcome.sheet.passed
        return text("Continue comme ça.") if passed else text("Regarde les lignes avec une croix. Puis réessaie.")

    def _told(self) -> str:
        """The same as it is heard: how it went before it, and the picture on the button that goes on after it."""
        text, sheet = self.context.language.text, self.outcome.sheet
        if self._said:
            return self._said
        went = text("C’est réussi.") if sheet.passed else text("Ce n’est pas encore réussi.")
        score = text("{score} sur 100", score=self.context.language.number(sheet.score, 0))
        way = (
            text("Pour continuer, appuie sur la flèche.")
            if sheet.passed
            else text("Pour réessayer, appuie sur la flèche ronde.")
        )
        return sentences(went, score, self._key_sentence(), way)

    def _draw_bottom(self, canvas: Canvas) -> None:
        canvas.rect(0, 968, 1920, 112, "panel")
        canvas.line(0, 968, 1920, 968, "line", 2)
        mark, said = self._mark(), self._key_sentence()
        self.context.tell(self._told())
        self.speaker.draw(canvas, self.focus.shows(self.speaker), self.focus.hovers(self.speaker))
        left = 132.0
        if self.speaker.enabled:
            if mark and not self._said:
                cards.badge(canvas, 148, 1024, mark.number)
                left = 180.0
        else:
            canvas.rect(48, 992, 64, 64, "action_pale", 10)
            if mark and not self._said:
                cards.badge(canvas, 80, 1024, mark.number)
            else:
                canvas.icon("info", 80, 1024, 36, "action")
        room = (556 if self.has_line else 788) - left
        write(canvas, left, 1024, said, (room, 100), "lead" if room > 500 else "body", "ink", weight="medium")
        for button in self.buttons:
            button.draw(canvas, self.focus.shows(button), self.focus.hovers(button))

    def pointed(self) -> str:
        """The words of what the ring or the pointer is on; a criterion is read with what it is for."""
        result = self._row_at(*self._pointer)
        fact = result.criterion.fact if result is not None else ""
        row = sentences(self.context.words.fact(fact), self.context.words.why(fact)) if fact else ""
        return self.focus.words or row

    def next_screen(self) -> Screen | None:
        """Itself until a button is pressed."""
        return self._next

    def tick(self) -> None:
        """Nothing moves by itself here."""

    def close(self) -> None:
        """Nothing is held."""
