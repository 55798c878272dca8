"""The .sor file of an OTDR (Bellcore version 1, SR-4731 version 2): the one module that others import.

It deliberately holds no code: what a file says is in ``sor_model``, bytes in ``sor_read`` and ``sor_write``, the bridge
to the optics in ``sor_trace``. Written from public reverse engineering and real files, not from the paid standard.
"""

from __future__ import annotations

from simulator.formats.sor_messages import Remark, SorError
from simulator.formats.sor_model import (
    Acquisition,
    Checksum,
    General,
    KeyEvent,
    OtherBlock,
    PulseTrace,
    SorFile,
    Summary,
    Supplier,
)
from simulator.formats.sor_read import read
from simulator.formats.sor_trace import from_trace, key_event, span_summary, trace_of
from simulator.formats.sor_write import to_bytes, write

__all__ = [
    "Acquisition", "Checksum", "General", "KeyEvent", "OtherBlock", "PulseTrace", "Remark", "SorError", "SorFile",
    "Summary", "Supplier", "from_trace", "key_event", "read", "span_summary", "to_bytes", "trace_of", "write",
]  # fmt: skip
