"""The page on which an instructor puts a name under an attempt: what is signed, by whom, and what that means.

It deliberately asks for no password: a name that anybody at this PC can type is no proof of who typed it, and the page
says so. Scores and states stay what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.records.models import RecordsError
from simulator.screens.notebook import attempt_mark, open_attempt
from simulator.screens.page import LEFT, Page, paint_title
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.listing import Listing
from simulator.ui.widgets import Button, Row, TextField, Widget

if TYPE_CHECKING:
    from simulator.scoring import Signature
    from simulator.screens.context import Context

TOP, HEIGHT = 192.0, 840.0
LIST_W = 920.0
SIDE_X, SIDE_W = 1112.0, 760.0
X, W = SIDE_X + 32, SIDE_W - 64
SIGNER_FIELD = (X, 456.0, W, 60.0)
REMARK_FIELD = (X, 576.0, W, 60.0)
BUTTONS_Y = 660.0


class SigningScreen(Page):
    """Attempts of one trainee at the left, newest first; the chosen one and the fields at the right."""

    entry = "teacher"

    def __init__(self, context: Context, trainee: Any, attempt_id: str = "", back: Any = None) -> None:
        super().__init__(context)
        self.trainee = trainee
        self._back = back
        rows = [row for row in context.store().attempts(trainee.id) if row.trainee_id == trainee.id]
        self.attempts = rows[::-1]
        self.titles = {e.id: e.title.get(context.language.code) for e in context.exercises()}
        self.chosen = next((i for i, row in enumerate(self.attempts) if row.id == attempt_id), 0)
        text = context.language.text
        self.signer = TextField("signer", text("Ton nom"), "", *SIGNER_FIELD, value=context.settings.signer, most=80)
        self.remark = TextField("remark", text("Remarque, si tu veux"), "", *REMARK_FIELD, most=200)
        self.list = Listing(LEFT + 16, TOP + 16, LIST_W - 32, HEIGHT - 32, 88)
        self.listings = [self.list]
        self._build()
        if self.signature is None:
            self.focus.start_at(self.signer)

    def again(self) -> SigningScreen:
        """The same page in another language, on the same attempt."""
        chosen = self.attempts[self.chosen].id if self.attempts else ""
        page = SigningScreen(self.context, self.trainee, chosen, self._back)
        page.signer.value, page.remark.value = self.signer.value, self.remark.value
        return page

    def leave(self) -> None:
        """Escape: back to the class."""
        self.go(self._back() if self._back is not None else self.context.ways.instructor())

    @property
    def signature(self) -> Signature | None:
        """What stands under the chosen attempt."""
        return self.signed.get(self.attempts[self.chosen].id) if self.attempts else None

    def _build(self) -> None:
        text = self.context.language.text
        self.signed = self.context.store().signatures()
        rows = [self._row(index, attempt) for index, attempt in enumerate(self.attempts)]
        self.list.fill(rows)
        half = (W - 16) / 2
        words = text("Signer") if self.signature is None else text("Signer de nouveau")
        buttons: list[Widget] = [
            Button("sign", words, "edit", X, BUTTONS_Y, half, 68, kind="primary"),
            Button("withdraw", text("Retirer la signature"), "undo", X + half + 16, BUTTONS_Y, half, 68),
            Button("debrief", text("Revoir le bilan"), "checklist", X, 944, half, 64),
            Button("back", text("Retour"), "back", X + half + 16, 944, half, 64),
        ]
        buttons[0].enabled = buttons[2].enabled = bool(self.attempts)
        buttons[1].enabled = self.signature is not None
        own = [*rows, self.signer, self.remark, *buttons]
        self.show(own, self.signer)

    def _row(self, index: int, attempt: Any) -> Row:
        language = self.context.language
        soft, signed = language.date(attempt.finished, with_time=True), self.signed.get(attempt.id)
        if signed is not None:
            soft += " · " + language.text("signé par {name}", name=signed.signer)
        title = self.titles.get(attempt.exercise, attempt.exercise)
        row = Row(f"attempt:{index}", title, "edit" if signed else "", soft=soft, mark=attempt_mark(attempt))
        row.right, row.current = language.number(attempt.score, 0), index == self.chosen
        return row

    # input

    def press(self, name: str) -> None:
        """Choose an attempt, look at it, sign it or take the signature back."""
        kind, _, value = name.partition(":")
        if kind == "attempt":
            self.chosen = int(value)
            self._build()
        elif kind == "signer":
            self.focus.start_at(self.remark)
        elif kind in ("remark", "sign"):
            self._sign(self.signer.value, self.remark.value)
        elif kind == "withdraw" and self.signature is not None:
            self._sign(self.signature.signer, "", withdrawn=True)
        elif kind == "debrief":
            open_attempt(self, self.attempts[self.chosen].id, "debrief")
        elif kind == "back":
            self.leave()

    def _sign(self, signer: str, remark: str, withdrawn: bool = False) -> None:
        text = self.context.language.text
        if not self.attempts:
            return
        try:
            now = self.context.now_text()
            self.context.store().sign(self.attempts[self.chosen].id, signer, remark, now, withdrawn)
        except RecordsError as error:
            self.say("bad", str(error))
            return
        if not withdrawn:
            self.context.change(signer=self.signer.value.strip())
            self.remark.value, self.remark.caret = "", 0
        self._build()
        self.say("good", text("La signature est retirée.") if withdrawn else text("C’est signé et gardé."))

    # drawing

    def paint(self, canvas: Canvas) -> None:
        """Title; the card of the chosen attempt, its signature, and what a signature is."""
        text, who = self.context.language.text, self.trainee
        under = " · ".join(part for part in (who.first_name, who.group) if part)
        paint_title(canvas, text("Signer un essai"), under, 1400)
        canvas.card(LEFT, TOP, LIST_W, max(120.0, self.list.height + 32))
        canvas.card(SIDE_X, TOP, SIDE_W, HEIGHT)
        if not self.attempts:
            said = text("Aucun essai pour le moment.")
            write(canvas, LEFT + 32, TOP + 60, said, (LIST_W - 64, 80), "lead", "ink_soft")
        else:
            self._paint_chosen(canvas, self.attempts[self.chosen])
        canvas.rect(X, 756, W, 2, "track")
        canvas.icon("info", X + 22, 796, 40, "action")
        write(canvas, X + 60, 796, text("Ce que dit une signature"), (W - 60, 44), "body", "ink", weight="semibold")
        said = text(
            "Un nom écrit ici, sans mot de passe : Brin ne vérifie pas qui l’écrit. La note ne change pas. "
            "Le nom et la remarque vont dans les bilans. Le cahier de classe garde chaque signature."
        )
        block = boxed(canvas, said, W, 112, "body")
        canvas.block(X, 820, block, "ink_soft", "left", "top")

    def _paint_chosen(self, canvas: Canvas, attempt: Any) -> None:
        language = self.context.language
        title = self.titles.get(attempt.exercise, attempt.exercise)
        write(canvas, X, TOP + 52, title, (W - 180, 64), "title", "ink", weight="semibold")
        score = boxed(canvas, language.number(attempt.score, 0), 110, 64, "title", "bold")
        canvas.block(X + W - 60, TOP + 52, score, "ink", "right", "middle")
        canvas.part(f"ui/states/{attempt_mark(attempt)}", X + W - 44, TOP + 30, stretch=(44, 44))
        when = language.date(attempt.finished, with_time=True)
        write(canvas, X, TOP + 100, when, (W, 36), "body", "ink_soft")
        signed = self.signature
        if signed is None:
            write(canvas, X, TOP + 160, language.text("Pas encore signé."), (W, 44), "body", "ink_soft")
            return
        canvas.rect(X, TOP + 128, W, 80, "good_pale", 12)
        canvas.part("ui/states/good", X + 16, TOP + 148, stretch=(40, 40))
        day = language.date(signed.signed)
        said = language.text("Validé par {name}, {date}", name=signed.signer, date=day)
        high = 34 if signed.remark else 72
        middle = TOP + (148 if signed.remark else 168)
        write(canvas, X + 72, middle, said, (W - 88, high), "body", "good_text", weight="semibold")
        if signed.remark:
            write(canvas, X + 72, TOP + 186, signed.remark, (W - 88, 36), "small", "ink")
