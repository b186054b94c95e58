"""A text as the registers of a seven-segment display on Modbus RTU."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from hardware.boards.cable import NoAnswer, NotTaken
from hardware.boards.letters import Shown, segments
from hardware.boards.panel import Panel
from hardware.boards.template import packed

if TYPE_CHECKING:
    import minimalmodbus

LONGEST = 64
"""Bytes of the longest question and its answer that a display is asked."""

TOGETHER_S = 1.0
"""How long the registers of one display may take that are set one by one."""

BLANK_SIGN = 0x20
BLANK_DIGITS = 0xFFFF
"""Four packed digits of F: no display of decimal digits shows them."""


def registers(shown: Shown, panel: Panel) -> list[int]:
    """What the registers from `panel.reg` on are set to."""
    text, width = shown.rows[0], panel.width
    if panel.mode == "u16":
        return [int(shown.digits) if shown.digits else panel.blank or 0]
    if panel.mode == "bcd":
        return _packed(shown.digits, panel)
    if panel.mode == "segments":
        return segments(text, width)
    blank = BLANK_SIGN if panel.blank is None else panel.blank
    signs = [blank if sign == " " else ord(sign) for sign in text.rjust(width)]
    if panel.mode == "ascii-pairs":
        signs += [blank] * (width % 2)
        return [high << 8 | low for high, low in zip(signs[::2], signs[1::2], strict=True)]
    return signs


def write(port: Any, address: int, values: dict[int, list[int]], function: int) -> None:
    """Sets registers, {first: values}; raises NoAnswer or NotTaken, and what the port raises.

    `port` is any open port of pyserial with its `timeout` set: one answer takes no longer.
    """
    # Few halls have such a board, and every child of boards would carry it.
    import minimalmodbus

    unit = minimalmodbus.Instrument(port, address)
    unit.clear_buffers_before_each_transaction = False  # Cable has, and some ports cannot
    try:
        for first, numbers in values.items():
            if function == 16:
                unit.write_registers(first, numbers)
            else:
                _one_by_one(unit, first, numbers)
    except (minimalmodbus.SlaveReportedException, ValueError) as fault:
        raise NotTaken(str(fault)) from fault
    except minimalmodbus.ModbusException as fault:
        raise NoAnswer(str(fault)) from fault


def _one_by_one(unit: minimalmodbus.Instrument, first: int, numbers: list[int]) -> None:
    over = time.monotonic() + TOGETHER_S
    for place, number in enumerate(numbers):
        if time.monotonic() > over:
            raise NoAnswer("too slow")
        unit.write_register(first + place, number, functioncode=6)


def _packed(digits: str, panel: Panel) -> list[int]:
    count = -(-panel.width // 4)
    if not digits:
        return [BLANK_DIGITS if panel.blank is None else panel.blank] * count
    data = packed(int(digits), 2 * count)
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
