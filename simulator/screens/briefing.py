"""Before the attempt: what to do, when it counts as done, why it matters, and the steps as pictures.

It deliberately repeats the exercise: goal, limits and gates come from its file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.screens import debrief_cards as cards
from simulator.screens.home import place_words
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button, Choice, Widget

if TYPE_CHECKING:
    from simulator.app import Screen
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.scoring import Criterion

PICTURE = (48.0, 96.0, 1152.0, 576.0)
RIGHT, WIDTH = 1232.0, 640.0
#: Steps of a scene: tool picture and the words under it come from the same table as the scene's tiles.
STEPS = {
    "preparation": ("sleeve", "wipe", "stripper", "alcohol", "cleaver", "shard_bin"),
    "splicing": ("align", "fusion", "prooftest", "oven"),
}
HEROES = {"prepare": "connect/hero_prepare", "splice": "connect/hero_splice", "full_job": "connect/hero_splice"}


class BriefingScreen:
    """One exercise, ready to start."""

    running = False

    def __init__(self, context: Context, exercise: Exercise) -> None:
        self.context = context
        self.exercise = exercise
        self.dirty = True
        self._next: Screen | None = self
        self.runs = context.runs()
        text = context.language.text
        self.words = Choice("words", "", "", RIGHT + 250, 112, 306, 52,
                            options=[("simple", text("Mots simples")), ("trade", text("Mots du métier"))], value="simple")  # fmt: skip
        self.start = Button("start", text("Commencer"), "play", 1472, 988, 400, 76, kind="primary")
        back = Button("back", text("Retour"), "back", 48, 6, 58, 58, kind="icon")
        widgets: list[Widget] = [back, self.start]
        if exercise.goal_trade:
            widgets.insert(1, self.words)
        self.focus = Focus(widgets)
        self.focus.start_at(self.start)

    def handle(self, event: UiEvent) -> None:
        """Start, the two ways of saying it, back."""
        self.dirty = True
        if event.kind == "key" and event.key == "escape":
            self._press("back")
            return
        pressed = self.focus.handle(event)
        if pressed:
            self._press(pressed)

    def _press(self, name: str) -> None:
        if name == "start":
            from simulator.screens.play import PlayScreen

            self._next = PlayScreen(self.context, self.exercise)
        elif name == "back":
            from simulator.screens.place import PlaceScreen

            self._next = PlaceScreen(self.context, self.exercise.place)

    def next_screen(self) -> Screen | None:
        """Itself until started."""
        return self._next

    def tick(self) -> None:
        """Nothing moves by itself."""

    def close(self) -> None:
        """Nothing is held."""

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """Picture and steps at the left, goal and limits at the right."""
        canvas.layer(("briefing ground",), lambda c: c.gradient_v(0, 0, 1920, 1080, "panel_soft", "bench_deep"), opaque=True)
        self._draw_top(canvas)
        self._draw_picture(canvas)
        self._draw_steps(canvas)
        bottom = self._draw_goal(canvas)
        bottom = self._draw_criteria(canvas, bottom + 16)
        bottom = self._draw_why(canvas, bottom + 16)
        self._draw_help(canvas, bottom + 16)
        self._draw_bottom(canvas)
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))

    def _draw_top(self, canvas: Canvas) -> None:
        canvas.rect(0, 0, 1920, 72, "panel")
        canvas.line(0, 72, 1920, 72, "line", 2)
        code = self.context.language.code
        width = canvas.fitted(128, 36, self.exercise.title.get(code), 700, "lead", "ink", "left", "middle", "semibold").width
        mine = self.context.exercises(self.exercise.place)
        number = next((i for i, e in enumerate(mine, 1) if e.id == self.exercise.id), 1)
        said = self.context.language.text(
            "{place}, {n} sur {all}", place=place_words(self.context, self.exercise.place), n=number, all=max(1, len(mine))
        )
        chip = canvas.measure(said, "small", "medium").width + 40
        canvas.rect(152 + width, 18, chip, 36, "bench", 18)
        canvas.text(172 + width, 36, said, "small", "ink", "left", "middle", None, "medium")

    def _draw_picture(self, canvas: Canvas) -> None:
        x, y, w, h = PICTURE
        hero = HEROES.get(self.exercise.place, "connect/hero_splice")

        def paint(c: Canvas) -> None:
            c.card(x, y, w, h)
            c.part(hero, x, y, stretch=(w, h))

        canvas.layer(("briefing hero", hero), paint, (x - 24, y - 20, w + 48, h + 52))

    def _steps(self) -> list[str]:
        return [step for stage in self.exercise.stages for step in STEPS.get(stage.scene, ())]

    def _draw_steps(self, canvas: Canvas) -> None:
        """What the hands will do, as numbered pictures on a fibre of light."""
        steps = self._steps()
        x, _, w, _ = PICTURE
        step = w / max(1, len(steps))
        y, r = 776.0, min(62.0, step * 0.42)
        canvas.glow_path([(0, y), (x + step / 2 - r, y)], 6)
        canvas.line(x + step / 2 + r, y, x + w - step / 2, y, "line", 6)
        for index, name in enumerate(steps):
            cx = x + step * (index + 0.5)
            canvas.circle(cx, y, r, "panel", 5, "light" if index == 0 else "line")
            size = r * 1.25
            canvas.part(f"ui/tools/{name}", cx - size / 2, y - size / 2, stretch=(size, size))
            canvas.circle(cx - r * 0.72, y - r * 0.72, 17, "light" if index == 0 else "panel", 2.5, "light" if index == 0 else "line")
            canvas.text(cx - r * 0.72, y - r * 0.72, str(index + 1), "small", "ink", "center", "middle", None, "bold")
            block = boxed(canvas, self.context.words.tool(name), step - 10, 52, "body", "semibold")
            canvas.block(cx, y + r + 14, block, "ink", "center", "top")

    def _draw_goal(self, canvas: Canvas) -> float:
        """The goal, large; returns where the card ends."""
        text, code = self.context.language.text, self.context.language.code
        said = self.exercise.goal_trade if self.words.value == "trade" and self.exercise.goal_trade else self.exercise.goal
        block = boxed(canvas, said.get(code), WIDTH - 48, 116, "display", "bold")
        height = 84 + block.height + 20
        canvas.card(RIGHT, 96, WIDTH, height)
        canvas.rect(RIGHT + 24, 116, 48, 48, "action_pale", 10)
        canvas.icon("target", RIGHT + 48, 140, 34, "action")
        canvas.text(RIGHT + 88, 140, text("But"), "lead", "ink", "left", "middle", None, "semibold")
        canvas.block(RIGHT + 24, 184, block, "ink", "left", "top")
        return 96 + height

    def _limit(self, criterion: Criterion) -> str:
        from simulator import scenes

        specs = {s.name: s for stage in self.exercise.stages for s in scenes.logic(stage.scene).FACTS}
        spec = specs[criterion.fact]
        text, language = self.context.language.text, self.context.language
        if criterion.fact in cards.YES_NO:
            return text("oui") if criterion.full >= 1 else text("non")
        if criterion.full == 0 and criterion.full < criterion.zero:
            return text("aucun") if not spec.unit else self.context.words.value(0, 0, spec.unit)
        shown = self.context.words.value(criterion.full, spec.decimals, spec.unit) if spec.unit else language.number(criterion.full, spec.decimals)
        return text("{value} ou moins", value=shown) if criterion.full < criterion.zero else text("{value} ou plus", value=shown)

    def _draw_criteria(self, canvas: Canvas, top: float) -> float:
        """The heaviest criteria with their limits, then the safety gates on yellow."""
        text = self.context.language.text
        best = sorted(self.exercise.rubric, key=lambda c: -c.weight)[:4]
        rows = len(best) + len(self.exercise.gates)
        height = 64 + rows * 52 + 12
        canvas.card(RIGHT, top, WIDTH, height)
        canvas.icon("checklist", RIGHT + 46, top + 34, 32, "action")
        canvas.text(RIGHT + 80, top + 34, text("Tu réussis si"), "lead", "ink", "left", "middle", None, "semibold")
        for index, criterion in enumerate(best):
            y = top + 64 + index * 52
            if index:
                canvas.line(RIGHT + 24, y, RIGHT + WIDTH - 24, y, "line", 1.5)
            canvas.rect(RIGHT + 24, y + 6, 40, 40, "bench", 10)
            canvas.icon(cards.icon_of(criterion.fact), RIGHT + 44, y + 26, 28, "ink")
            limit = canvas.texts.fitted(self._limit(criterion), "body", 240, "semibold")
            canvas.block(RIGHT + WIDTH - 24, y + 26, limit, "ink", "right", "middle")
            canvas.fitted(RIGHT + 80, y + 26, self.context.words.fact(criterion.fact), WIDTH - 130 - limit.width, "body", "ink", "left", "middle")
        for index, gate in enumerate(self.exercise.gates):
            y = top + 64 + (len(best) + index) * 52
            canvas.rect(RIGHT + 12, y + 2, WIDTH - 24, 48, "watch_pale", 10, 2, "bumper")
            canvas.part("ui/states/gate_locked", RIGHT + 26, y + 8, stretch=(36, 36))
            canvas.fitted(RIGHT + 80, y + 26, self.context.words.gate_rule(gate), WIDTH - 230, "body", "ink", "left", "middle")
            canvas.text(RIGHT + WIDTH - 24, y + 26, text("Sécurité"), "small", "watch_text", "right", "middle", None, "semibold")
        return top + height

    def _draw_why(self, canvas: Canvas, top: float) -> float:
        text, code = self.context.language.text, self.context.language.code
        why = self.exercise.why.get(code)
        if not why:
            return top - 16
        block = boxed(canvas, why, WIDTH - 48, 84, "body", "medium")
        height = 52 + block.height + 16
        canvas.card(RIGHT, top, WIDTH, height)
        canvas.text(RIGHT + 24, top + 32, text("Pourquoi"), "small", "ink_soft", "left", "middle")
        canvas.block(RIGHT + 24, top + 50, block, "ink", "left", "top")
        return top + height

    def _draw_help(self, canvas: Canvas, top: float) -> None:
        text = self.context.language.text
        words = {
            "guided": ("help_circle", text("Aide : guidé. L’écran te montre chaque geste.")),
            "fading": ("contrast", text("Aide : une fois sur deux.")),
            "exam": ("teacher", text("Examen : pas d’aide.")),
        }
        icon, said = words[self.exercise.help]
        if top + 64 > 952:
            return
        canvas.card(RIGHT, top, WIDTH, 64)
        canvas.icon(icon, RIGHT + 46, top + 32, 32, "action")
        canvas.fitted(RIGHT + 80, top + 32, said, WIDTH - 104, "body", "ink", "left", "middle", "medium")

    def _draw_bottom(self, canvas: Canvas) -> None:
        text, language = self.context.language.text, self.context.language
        canvas.rect(0, 968, 1920, 112, "panel")
        canvas.line(0, 968, 1920, 968, "line", 2)
        canvas.rect(48, 988, 72, 72, "bench", 12)
        canvas.icon("clock", 84, 1024, 40, "ink_soft")
        canvas.text(136, 1012, text("{n} min", n=language.number(self.exercise.minutes, 0)), "lead", "ink", "left", "middle", None, "semibold")
        canvas.text(136, 1042, text("Durée"), "small", "ink_soft", "left", "middle")
        runs = self.runs.get(self.exercise.id, [])
        if runs:
            best = max(score for score, _, _ in runs)
            state = self.context.state_of(self.exercise, self.runs)
            canvas.part(f"ui/states/{state}", 296, 1000, stretch=(48, 48))
            canvas.text(360, 1012, text("Meilleur essai : {score}", score=language.number(best, 0)), "lead", "ink", "left", "middle", None, "semibold")
            canvas.text(360, 1042, self.context.words.verdict(state), "small", "ink_soft", "left", "middle")
        tips = [tip.get(language.code) for tip in self.exercise.tips]
        if tips:
            block = boxed(canvas, tips[len(runs) % len(tips)], 640, 84, "body", "medium")
            canvas.icon("info", 760, 1024, 40, "info")
            canvas.block(796, 1024, block, "ink", "left", "middle")
