"""A picture as the bytes of an ESC/POS printer, encoded by python-escpos.

Imported by the device child only: python-escpos costs 115 ms and 10 MB. Everything is `GS v 0`
raster, because the printers sold in Viet Nam have no Vietnamese code page worth the name.
"""

from __future__ import annotations

from escpos.printer import Dummy
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

    Raises TooWide; python-escpos' own check only knows the widths of its profiles.
    """
    start = _dummy(width_px)
    start.hw("INIT")
    return bytes(start.output) + UNITS_203_DPI + strips(picture, width_px) + CUT_AFTER_FEED


def strips(picture: Image.Image, width_px: int) -> bytes:
    """A picture alone, within a job that has chosen UNITS_203_DPI; leaves a margin. TooWide."""
    if picture.width > width_px or picture.width % 8:
        raise TooWide(f"picture of {picture.width} dots, head of {width_px}")
    printer, job = _dummy(width_px), bytearray()
    found, below = cut(picture)
    for strip in found:
        job += _feed(strip.blank) + _print(printer, picture, strip)
    return bytes(job + _feed(below))


def fed(job: bytes, mm: int) -> bytes:
    """A job for a printer without a cutter: fed so far that it can be torn off."""
    return job.removesuffix(CUT_AFTER_FEED) + _feed(mm * DOTS_PER_MM)


def _dummy(width_px: int) -> Dummy:
    printer = Dummy()
    # The default profile says "Unknown", and python-escpos then prints a warning on stdout,
    # which is the child's line to its parent.
    media = {"width": {"mm": "Unknown", "pixels": width_px}}
    printer.profile.profile_data = {**printer.profile.profile_data, "media": media}
    return printer


def _feed(rows: int) -> bytes:
    whole, rest = divmod(rows, 255)
    return b"\x1bJ\xff" * whole + (b"\x1bJ" + bytes([rest]) if rest else b"")


def _print(printer: Dummy, picture: Image.Image, strip: Strip) -> bytes:
    dots = picture.crop((strip.left, strip.top, strip.right, strip.bottom))
    # The printer can double each dot across and down: what stands twice is sent once.
    once = (dots.width >> strip.across, dots.height >> strip.down)
    printer.clear()
    printer.image(
        _without_commands(dots.resize(once, Image.Resampling.NEAREST)),
        high_density_horizontal=not strip.across, high_density_vertical=not strip.down,
    )  # fmt: skip
    return MARGIN + strip.left.to_bytes(2, "little") + bytes(printer.output)


def _without_commands(strip: Image.Image) -> Image.Image:
    # One more dot beside a lone one is invisible; an opened cash drawer is not.
    raster = strip.tobytes().translate(_INVERSE)
    if not any(command in raster for command in REAL_TIME):
        return strip
    for command in REAL_TIME:
        raster = raster.replace(command, b"\x18" + command[1:])
    return Image.frombytes("1", strip.size, raster.translate(_INVERSE))


_INVERSE = bytes(range(255, -1, -1))
