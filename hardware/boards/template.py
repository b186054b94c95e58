"""Makes the bytes of a frame; its words are those of `config.frames`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import xor
from typing import Any

from config.frames import NUMBERS, SUMS, Piece, pieces
from hardware.boards.letters import segments


def frame(words: str, values: Mapping[str, Any]) -> bytes:
    """The bytes of a frame for these values: text, text2, num, n, addr.

    What does not fit into its place, such as 300 into {u8:n}, is 0 there: a dark board is better
    than a wrong number.
    """
    made = bytearray()
    begin, end = 0, None
    for piece in pieces(words):
        if piece.kind == "open":
            begin, end = len(made), None
        elif piece.kind == "close":
            end = len(made)
        elif piece.kind in SUMS:
            made += _SUMS[piece.kind](bytes(made[begin:end]))
        else:
            made += _bytes(piece, values)
    return bytes(made)


def crc16(data: bytes) -> bytes:
    """The check of Modbus RTU, low byte first."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc.to_bytes(2, "little")


def packed(number: int, count: int) -> bytes:
    """So many bytes of two decimal digits each."""
    digits = str(number).rjust(2 * count, "0")
    return bytes.fromhex(digits if len(digits) == 2 * count else "00" * count)


def _bytes(piece: Piece, values: Mapping[str, Any]) -> bytes:
    if piece.kind == "hex":
        return bytes.fromhex(piece.text)
    if piece.kind == "quote":
        return piece.text.format(**values).encode("ascii", "replace")
    value = values[piece.text]
    if piece.kind in NUMBERS:
        return _number(piece.kind, int(value))
    return bytes(segments(str(value), int(piece.kind.removeprefix("seg"))))


def _number(kind: str, value: int) -> bytes:
    if kind.startswith("bcd"):
        return packed(value, int(kind.removeprefix("bcd")))
    size = 1 if kind == "u8" else 2
    value = value if 0 <= value < 256**size else 0
    return value.to_bytes(size, "little" if kind == "u16le" else "big")


def _xor(data: bytes) -> int:
    return reduce(xor, data, 0)


def _hexed(number: int, digits: int) -> bytes:
    return f"{number:0{digits}X}".encode()


_SUMS: dict[str, Callable[[bytes], bytes]] = {
    "sum8": lambda data: bytes([sum(data) & 0xFF]),
    "neg8": lambda data: bytes([-sum(data) & 0xFF]),
    "xor8": lambda data: bytes([_xor(data)]),
    "sum16": lambda data: (sum(data) & 0xFFFF).to_bytes(2, "big"),
    "crc16": crc16,
    "sum8hex": lambda data: _hexed(sum(data) & 0xFF, 2),
    "xor8hex": lambda data: _hexed(_xor(data), 2),
    "sum16hex": lambda data: _hexed(sum(data) & 0xFFFF, 4),
}
