"""A picture as the bytes of an ESC/POS printer, by python-escpos' pictures and commands.

Its printers are not imported: with every kind of line, bar codes and the profiles of 70 printers
they cost each child 9 MB and 100 ms, and a line of ours needs none of it. Everything is `GS v 0`
raster, because the printers sold in Viet Nam have no Vietnamese code page worth the name.
"""

from __future__ import annotations

from escpos.constants import GS, HW_INIT
from escpos.image import EscposImage
from PIL import Image

from hardware.errors import HardwareError
from hardware.printer.strips import STRIP_ROWS, Strip, cut

STRIP_BYTES = 104 * STRIP_ROWS
"""The longest strip of the widest head (832 dots): so many NULs end any strip cut short."""

UNITS_203_DPI = b"\x1dP\xcb\xcb"
MARGIN = b"\x1dL"
CUT_AFTER_FEED = b"\x1dVB\x00"
DOTS_PER_MM = 8
"""Nearly every head that is sold for tickets has 203 dots to the inch."""
# A printer obeys DLE commands even inside a picture: 04 status, 05 recover, 14 drawer and power.
REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


class TooWide(HardwareError):
    """The picture does not fit the print head."""


def encode(picture: Image.Image, width_px: int) -> bytes:
    """The job of one mode "1" picture: initialise, strips and feeds, cut at the end.

    Raises TooWide.
    """
    return bytes(HW_INIT + UNITS_203_DPI) + strips(picture, width_px) + CUT_AFTER_FEED


def strips(picture: Image.Image, width_px: int) -> bytes:
    """A picture alone, within a job that has chosen UNITS_203_DPI; leaves a margin. TooWide."""
    if picture.width > width_px or picture.width % 8:
        raise TooWide(f"picture of {picture.width} dots, head of {width_px}")
    job = bytearray()
    found, below = cut(picture)
    for strip in found:
        job += _feed(strip.blank) + _print(picture, strip)
    return bytes(job + _feed(below))


def fed(job: bytes, mm: int) -> bytes:
    """A job for a printer without a cutter: fed so far that it can be torn off."""
    return job.removesuffix(CUT_AFTER_FEED) + _feed(mm * DOTS_PER_MM)


def _feed(rows: int) -> bytes:
    whole, rest = divmod(rows, 255)
    return b"\x1bJ\xff" * whole + (b"\x1bJ" + bytes([rest]) if rest else b"")


def _print(picture: Image.Image, strip: Strip) -> bytes:
    dots = picture.crop((strip.left, strip.top, strip.right, strip.bottom))
    # The printer can double each dot across and down: what stands twice is sent once.
    once = (dots.width >> strip.across, dots.height >> strip.down)
    image = EscposImage(_without_commands(dots.resize(once, Image.Resampling.NEAREST)))
    doubled = strip.across | strip.down << 1
    size = image.width_bytes.to_bytes(2, "little") + image.height.to_bytes(2, "little")
    begin = MARGIN + strip.left.to_bytes(2, "little") + GS + b"v0" + bytes([doubled])
    return bytes(begin + size + image.to_raster_format())


def _without_commands(strip: Image.Image) -> Image.Image:
    # One more dot beside a lone one is invisible; an opened cash drawer is not.
    raster = strip.tobytes().translate(_INVERSE)
    if not any(command in raster for command in REAL_TIME):
        return strip
    for command in REAL_TIME:
        raster = raster.replace(command, b"\x18" + command[1:])
    return Image.frombytes("1", strip.size, raster.translate(_INVERSE))


_INVERSE = bytes(range(255, -1, -1))
