"""Cuts a job where a printer may be asked how it is: between two commands, never inside one."""

from __future__ import annotations

from collections.abc import Iterator

PIECE_BYTES = 2048
"""A question costs a round trip: not at each strip, yet soon after the paper ran out."""

_LENGTHS = {
    b"\x1b@": 2, b"\x1bJ": 3, b"\x1da": 3, b"\x1dL": 4, b"\x1dP": 4, b"\x1dV": 4,
}  # fmt: skip
_RASTER, _HEADER = b"\x1dv", 8


def pieces(job: bytes) -> Iterator[bytes]:
    """The job in pieces of about PIECE_BYTES; from a command unknown here on it stays whole."""
    begun = at = 0
    while at < len(job) and (length := _length(job, at)):
        at += length
        if at - begun >= PIECE_BYTES:
            yield job[begun:at]
            begun = at
    if begun < len(job):
        yield job[begun:]


def _length(job: bytes, at: int) -> int:
    # 0: nobody here knows how long this command is.
    if job[at] == 0:
        return 1
    command = job[at : at + 2]
    if command == _RASTER:
        pitch, rows = job[at + 4 : at + 6], job[at + 6 : at + 8]
        return _HEADER + int.from_bytes(pitch, "little") * int.from_bytes(rows, "little")
    return _LENGTHS.get(command, 0)
