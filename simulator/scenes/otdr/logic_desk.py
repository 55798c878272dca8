"""What the parts of the OTDR scene share: job, site, instrument, what is shown, what was kept, the fibre in work.

It deliberately does nothing: each part says what it does with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.instruments.otdr_panel import FieldOtdr
from simulator.optics.otdr import Receiver
from simulator.plant import Plant
from simulator.scenes.base import FactBook, Mark
from simulator.scenes.otdr.logic_judge import Judgement
from simulator.scenes.otdr.logic_kept import Kept
from simulator.scenes.otdr.logic_params import Params, State
from simulator.scenes.otdr.logic_work import Work


@dataclass
class Desk:
    """One scene's things. work: the truth about the fibre that the cord is plugged into."""

    params: Params
    plant: Plant
    state: State
    otdr: FieldOtdr
    receiver: Receiver
    book: FactBook
    work: Work
    marks: list[Mark] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def judged(self) -> Judgement:
        """The table as it is, compared with what is there."""
        return self.work.judge(self.state.rows)
