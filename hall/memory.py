"""Memory that was needed for a moment is the machine's again afterwards."""

from __future__ import annotations

import contextlib
import ctypes

M_MMAP_THRESHOLD = -3  # malloc.h
LARGE = 1 << 20


def give_back_large_blocks() -> None:
    """From now on a block of a mebibyte or more leaves the process when it is freed.

    glibc takes the largest block it has freed for the usual size, and from then on keeps as much in
    each thread that once needed it: for a password's hash 19 MiB.
    """
    # Another C library has no mallopt, and no such memory.
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
