"""Keeps the memory of thrown-away pictures from staying with the process.

It deliberately frees nothing itself: it only tells the C library how to hold large pieces.
"""

from __future__ import annotations

import sys

#: Pieces from this size on are given back to the system as soon as they are freed [bytes].
LARGE = 256 * 1024
#: Number of that option in glibc's malloc.h.
_M_MMAP_THRESHOLD = -3


def give_back_large_pieces() -> bool:
    """Let freed pictures leave the process at once; False where the C library is another one.

    glibc raises its limit as it sees large pieces come and go, and then keeps them: after ten rounds through all
    screens that held 50 MB that nobody used.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    try:
        return bool(ctypes.CDLL("libc.so.6").mallopt(_M_MMAP_THRESHOLD, LARGE))
    except (OSError, AttributeError):
        return False
