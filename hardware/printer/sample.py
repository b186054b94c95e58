"""A page that shows every way a printer may write Vietnamese, so that whoever installs it chooses.

Its own words are unaccented: at that moment nobody knows what else can be read.
"""

from __future__ import annotations

from escpos.constants import HW_INIT

from hardware.printer import blocks as b
from hardware.printer import codepages
from hardware.printer.native import NO_KANJI, NO_MARGIN
from hardware.printer.paper import draw
from hardware.printer.wire import CUT_AFTER_FEED, UNITS_203_DPI, strips

SAMPLE = "Đặng Thị Hường, Ổ Ễ Ẵ Ự"
FEED = b"\x1bJ\x20"


def page(width_px: int) -> bytes:
    """A picture, then each code page under the two lines that config.toml needs for it."""
    job = bytearray(HW_INIT + NO_KANJI + UNITS_203_DPI)
    job += b"MOT CUA: chon dong doc dung dau\nchoose the line that is right:\n" + FEED
    job += b'text = "picture"\n' + strips(draw([b.text(SAMPLE)], width_px), width_px) + NO_MARGIN
    job += FEED
    for mode in codepages.TEXTS:
        for number in codepages.NUMBERS.get(mode, (None,)):
            job += _choice(mode, number)
    job += b"Khong dong nao dung: unaccented.\nNone reads right: unaccented.\n"
    return bytes(job + CUT_AFTER_FEED)


def _choice(mode: str, number: int | None) -> bytes:
    said = f'text = "{mode}"\n' + (f"code_page = {number}\n" if number is not None else "")
    return said.encode("ascii") + codepages.written(SAMPLE, mode, number or 0) + b"\n" + FEED
