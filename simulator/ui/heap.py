"""Keeps the memory of thrown-away pictures from staying with the process.

It deliberately knows no picture: it tells the C library and Python's collector how to hold what there is, and when.
"""

from __future__ import annotations

import gc
import sys

#: Pieces from this size on are given back to the system as soon as they are freed [bytes].
LARGE = 256 * 1024
#: Numbers of these options in glibc's malloc.h.
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8


def give_back_large_pieces() -> bool:
    """Let freed pictures leave the process at once; False where the C library is another one.

    glibc raises its limit as it sees large pieces come and go, and then keeps them: after ten rounds through all
    screens that held 50 MB that nobody used. Threads that make sounds get no heap of their own, 1.5 MB.
    """
    _asked("mallopt", _M_ARENA_MAX, 1)
    return _asked("mallopt", _M_MMAP_THRESHOLD, LARGE)


def give_back_small_pieces() -> bool:
    """Let what lies freed between living pieces go; False where there was nothing, or the C library is another one.

    A millisecond, for when one screen takes the place of another: what the old one held in small pieces (lines of
    text, icons, points) would stay with the process as holes, 12 MB after a round through all screens.
    """
    return _asked("malloc_trim", 0)


def settle() -> None:
    """Throw away what nobody uses, and let Python's collector leave what is left alone from now on.

    For a moment in which nobody waits, 0.1 s: a full collection would otherwise fall into some frame of the work and
    hold it up by 50 ms, over and over for programs, courses and pictures that stay anyhow.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    give_back_small_pieces()


def _asked(function: str, *values: int) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    try:
        return bool(getattr(ctypes.CDLL("libc.so.6"), function)(*values))
    except (OSError, AttributeError):
        return False
