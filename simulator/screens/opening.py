"""Spreads what a new moment of the work needs over several frames, so that none of them is long.

A stage that opens, a cord that is plugged in, a fibre that comes to lie: their pictures are made one after the other,
and the last frame stands meanwhile. It deliberately makes nothing itself and reads no clock: it counts bytes, each by
how dear its kind of picture is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from simulator.ui.cache import Enough, Waiting
from simulator.ui.canvas import Canvas
from simulator.ui.sheet import Sheet

if TYPE_CHECKING:
    from simulator.attempt import Attempt

#: New pictures in one frame [bytes of a layer], of a window of 1080 lines: one large one, or several small ones, 7 ms.
FRAME_BYTES = 3 << 20
#: Frames for which the last one may stand when a stage opens, and when something has happened in it.
STAGE_FRAMES, EVENT_FRAMES = 30, 12
#: And at any other time: what moves by itself is not to stand still.
OTHER_FRAMES = 4
#: After those each frame makes so many times as much as the one before, so often at most, until all is there.
GROWTH, MOST_GROWTHS = 1.4, 12
#: Frames that wait for what is loaded beside them, at most: a second.
MOST_WAITS = 60


class Opening:
    """Draws the frames of an attempt. ``note`` every tick of it; without that it only draws."""

    def __init__(self) -> None:
        self._at: tuple[int, str] | None = None
        self._left = 0
        #: Frames that stood in a row because enough was made in them, and because they waited for something loaded.
        self._stood = self._waited = 0
        #: Whether anything happened in this tick, and whether that was so for the last frame.
        self._happened = self._took = False

    @property
    def loads(self) -> bool:
        """Whether it stands until a picture is loaded."""
        return self._waited > 0

    @property
    def waits(self) -> bool:
        """Whether the last frame stands for one that is not whole yet."""
        return self._stood + self._waited > 0

    def note(self, attempt: Attempt, effects: Sequence[object]) -> None:
        """Take one tick: whether it brought another stage, another goal or anything that is heard or told."""
        if attempt.finished:
            return
        now = (attempt.stage, attempt.scene.goal())
        if self._at is None or now[0] != self._at[0]:
            self._left = max(self._left, STAGE_FRAMES)
        elif effects or now != self._at:
            self._left = max(self._left, EVENT_FRAMES)
        self._happened = self._happened or bool(effects) or now != self._at
        self._at = now

    def draw(self, canvas: Canvas, paint: Callable[[Canvas], None]) -> None:
        """Paint, or let the last frame stand because too much would have to be made in this one."""
        sheet, ration = canvas.surface, canvas.layers.ration
        # The tick in which something happens has its own work: where pictures lack for it, they begin a frame later.
        self._took, self._happened = self._happened and not self._took, False
        # However often something happens: what moves is not to stand still for longer.
        late = max(0, self._stood - max(self._left, OTHER_FRAMES))
        able = ration is not None and isinstance(sheet, Sheet) and sheet.can_stand()
        if not able or late > MOST_GROWTHS or self._waited > MOST_WAITS:
            self._left = self._stood = self._waited = 0
            paint(canvas)
            return
        assert ration is not None and isinstance(sheet, Sheet)
        ration.left = 0 if self._took else round(FRAME_BYTES * max(1.0, canvas.parts.scale**2) * GROWTH**late)
        # What moves counts in a frame that follows a whole one: with what is new each time the rest comes in the next.
        ration.waits, ration.strict = True, not self.waits
        try:
            paint(canvas)
        except Waiting:
            self._waited += 1
            sheet.stand()
        except Enough:
            self._stood += 1
            sheet.stand()
        else:
            self._left = self._stood = self._waited = 0
            canvas.parts.complete()
        finally:
            ration.left, ration.waits, ration.strict = None, False, False
