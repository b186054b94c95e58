"""A picture as the bytes of an ESC/POS printer, encoded by python-escpos.

Imported by the device child only: python-escpos costs 115 ms and 10 MB. Everything is `GS v 0`
raster, because the printers sold in Viet Nam have no Vietnamese code page worth the name.
"""

from __future__ import annotations

from collections.abc import Iterator

from escpos.printer import Dummy
from PIL import Image, ImageChops

from hardware.errors import HardwareError

STRIP_ROWS = 100
"""Taller fragments come out as garbage on some network printers (python-escpos #631)."""

BLANK_ROWS = 2
"""From so many blank rows on, feeding them costs less than sending them."""

STRIP_BYTES = 104 * STRIP_ROWS
"""The longest strip of the widest head (832 dots): so many NULs end any strip cut short."""

UNITS_203_DPI = b"\x1dP\xcb\xcb"
MARGIN = b"\x1dL"
CUT_AFTER_FEED = b"\x1dVB\x00"
# A printer obeys DLE commands even inside a picture: 04 status, 05 recover, 14 drawer and power.
REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


class TooWide(HardwareError):
    """The picture does not fit the print head."""


def encode(picture: Image.Image, width_px: int) -> bytes:
    """The job of one mode "1" picture: initialise, strips and feeds, cut at the end.

    Raises TooWide; python-escpos' own check only knows the widths of its profiles.
    """
    if picture.width > width_px or picture.width % 8:
        raise TooWide(f"picture of {picture.width} dots, head of {width_px}")
    printer = _dummy(width_px)
    printer.hw("INIT")
    job = bytearray(printer.output + UNITS_203_DPI)
    for feed, strip in _strips(picture):
        job += _feed(feed)
        if strip is not None:
            job += _print(printer, strip)
    return bytes(job + CUT_AFTER_FEED)


def _dummy(width_px: int) -> Dummy:
    printer = Dummy()
    # The default profile says "Unknown", and python-escpos then prints a warning on stdout,
    # which is the child's line to its parent.
    media = {"width": {"mm": "Unknown", "pixels": width_px}}
    printer.profile.profile_data = {**printer.profile.profile_data, "media": media}
    return printer


def _strips(picture: Image.Image) -> Iterator[tuple[int, Image.Image | None]]:
    # (blank rows to feed, strip to print after them), the last strip None.
    ink = _inked_rows(picture)
    row = blank = 0
    while row < len(ink):
        if not ink[row]:
            blank, row = blank + 1, row + 1
            continue
        end = _end_of_strip(ink, row)
        yield blank, picture.crop((0, row, picture.width, end))
        row, blank = end, 0
    yield blank, None


def _inked_rows(picture: Image.Image) -> list[bool]:
    pitch = (picture.width + 7) // 8
    dots, white = picture.tobytes(), b"\xff" * pitch
    return [dots[at : at + pitch] != white for at in range(0, len(dots), pitch)]


def _end_of_strip(ink: list[bool], start: int) -> int:
    end = blank = start
    for row in range(start, min(start + STRIP_ROWS, len(ink))):
        if ink[row]:
            end = row + 1
        blank = row + 1 - end
        if blank >= BLANK_ROWS:
            break
    return end


def _feed(rows: int) -> bytes:
    whole, rest = divmod(rows, 255)
    return b"\x1bJ\xff" * whole + (b"\x1bJ" + bytes([rest]) if rest else b"")


def _print(printer: Dummy, strip: Image.Image) -> bytes:
    left, right = _sides(strip)
    dots = strip.crop((left, 0, right, strip.height))
    small, wide, high = _without_doubles(dots)
    printer.clear()
    printer.image(
        _without_commands(small), high_density_horizontal=not wide, high_density_vertical=not high
    )
    return MARGIN + left.to_bytes(2, "little") + bytes(printer.output)


def _without_doubles(strip: Image.Image) -> tuple[Image.Image, bool, bool]:
    # The printer can double each dot across and down; (picture, across, down) without loss.
    wide = strip.width % 16 == 0
    if wide:
        narrow = strip.resize((strip.width // 2, strip.height), Image.Resampling.NEAREST)
        wide = _same(narrow.resize(strip.size), strip)
        strip = narrow if wide else strip
    high = strip.height % 2 == 0
    if high:
        low = strip.resize((strip.width, strip.height // 2), Image.Resampling.NEAREST)
        high = _same(low.resize(strip.size), strip)
        strip = low if high else strip
    return strip, wide, high


def _same(one: Image.Image, other: Image.Image) -> bool:
    return one.tobytes() == other.tobytes()


def _sides(strip: Image.Image) -> tuple[int, int]:
    box = ImageChops.invert(strip.convert("L")).getbbox() or (0, 0, strip.width, 0)
    # Whole bytes of a halved strip: 16 dots; a head of an odd number of bytes gives up its right.
    left, right = box[0] // 16 * 16, (box[2] + 15) // 16 * 16
    return left, min(right, strip.width)


def _without_commands(strip: Image.Image) -> Image.Image:
    # One more dot beside a lone one is invisible; an opened cash drawer is not.
    raster = bytes(255 - byte for byte in strip.tobytes())
    for command in REAL_TIME:
        raster = raster.replace(command, b"\x18" + command[1:])
    return Image.frombytes("1", strip.size, bytes(255 - byte for byte in raster))
