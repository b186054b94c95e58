"""Draws blocks (see `blocks`) as one black and white picture, the way the paper will show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import qrcode
from PIL import Image, ImageDraw

from hardware.errors import HardwareError
from hardware.printer.blocks import Block
from hardware.printer.letters import Font, clean, digits, draw_apart, draw_lines, words, wrap

MARGIN = 12
"""White dots at either side, an even number: clones shift the head by a millimetre."""

THRESHOLD = 140
"""Greys below this are burnt; measured to keep ế, ề, ể and ễ furthest apart at 24 to 32 dots."""

SMALLEST = 24
PAIR_WIDTH = 432
"""A label and its value no further apart than the eye follows without a line between them."""

NUMBER_HEIGHT = 148
"""18.5 mm; four characters then leave a margin at either side of 80 mm paper."""

QR_QUIET = 4
QR_MODULE = 6
QR_SMALLEST = 5
"""Dots to a module: cameras want 5 or more; an even number is sent as a quarter of its dots."""


class BlockUnknown(HardwareError):
    """A block is not in the vocabulary of `hardware.printer.blocks` or lacks one of its words."""


def draw(blocks: Sequence[Block], width_px: int) -> Image.Image:
    """The whole sheet as a mode "1" picture of `width_px` dots; the same blocks, the same dots.

    Raises BlockUnknown.
    """
    bands = [_band(block, width_px - 2 * MARGIN) for block in blocks]
    sheet = Image.new("L", (width_px, sum(band.height for band in bands) or 1), 255)
    top = 0
    for band in bands:
        sheet.paste(band, (MARGIN, top))
        top += band.height
    return sheet.point([255 if grey >= THRESHOLD else 0 for grey in range(256)], "1")


def _band(block: Block, width: int) -> Image.Image:
    try:
        return _BANDS[block["block"]](block, width)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise BlockUnknown(f"cannot draw {block!r}: {fault!r}") from fault


def _text(block: Block, width: int) -> Image.Image:
    size = max(block["size"], SMALLEST)
    return _paragraph(block["text"], size, block["weight"], block["align"], width)


@lru_cache(maxsize=64)
def _paragraph(text: str, size: int, weight: int, align: str, width: int) -> Image.Image:
    # Most of a slip is what the slip before said: drawn once it costs a tenth.
    font = words(size, weight)
    return draw_lines(wrap(text, font, width), font, width, align)


def _number(block: Block, width: int) -> Image.Image:
    label = clean(block["text"])
    font = _largest(label, width - 2 * MARGIN)
    _, top, _, bottom = (int(edge) for edge in font.getbbox(label, anchor="ls"))
    image = Image.new("L", (width, bottom - top), 255)
    ImageDraw.Draw(image).text((width // 2, -top), label, fill=0, font=font, anchor="ms")
    # Dots in fours: at this size the eye does not see it, and the wire sends each four once.
    half = image.resize((width // 2, image.height // 2), Image.Resampling.BOX)
    return half.resize((half.width * 2, half.height * 2), Image.Resampling.NEAREST)


def _largest(label: str, width: int) -> Font:
    # Capital letters of Noto Sans stand 0.714 of the size high.
    size = round(NUMBER_HEIGHT / 0.714)
    while digits(size).getlength(label) > width and size > SMALLEST:
        size -= 2
    return digits(size)


def _pair(block: Block, width: int) -> Image.Image:
    narrow = _apart(block, min(width, PAIR_WIDTH))
    band = Image.new("L", (width, narrow.height), 255)
    band.paste(narrow, ((width - narrow.width) // 2, 0))
    return band


def _apart(block: Block, width: int) -> Image.Image:
    label, value = clean(block["label"]), clean(block["value"])
    for size in range(max(block["size"], SMALLEST), SMALLEST - 1, -2):
        plain, strong = words(size, 500), words(size, 700)
        if plain.getlength(label) + size // 2 + strong.getlength(value) <= width:
            return draw_apart((label, plain), (value, strong), width)
    above = draw_lines(wrap(label, plain, width), plain, width, "left")
    return _stack([above, draw_lines(wrap(value, strong, width), strong, width, "right")])


def _rule(block: Block, width: int) -> Image.Image:
    return Image.new("L", (width, block["thickness"]), 0)


def _space(block: Block, width: int) -> Image.Image:
    return Image.new("L", (width, block["height"]), 255)


def _mark(block: Block, width: int) -> Image.Image:
    font = words(30, 700)
    lines = wrap(block["text"], font, width - 48)
    inner = draw_lines(lines, font, round(max(map(font.getlength, lines))) + 48, "center")
    band = Image.new("L", (width, inner.height + 10), 255)
    left = (width - inner.width) // 2
    band.paste(0, (left, 0, left + inner.width, band.height))
    band.paste(inner.point([255 - grey for grey in range(256)]), (left, 3))
    return band


def _qr(block: Block, width: int) -> Image.Image:
    code = _modules(block["data"], width)
    band = Image.new("L", (width, code.height), 255)
    # At an even column: the wire then sends each module's dots once for four.
    band.paste(code, (_even((width - code.width) // 2), 0))
    if not block["caption"]:
        return band
    return _stack([band, _paragraph(block["caption"], SMALLEST, 500, "center", width)])


def _modules(data: str, width: int) -> Image.Image:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QR_QUIET)
    code.add_data(data)
    matrix = code.get_matrix()
    module = QR_MODULE if len(matrix) * QR_MODULE <= width else QR_SMALLEST
    side = len(matrix) * module
    if side > width:
        raise BlockUnknown(f"{len(data)} characters are too many for a QR code of {width} dots")
    image = Image.new("L", (len(matrix), len(matrix)))
    image.putdata([0 if dark else 255 for row in matrix for dark in row])
    return image.resize((side, side), Image.Resampling.NEAREST)


def _even(dots: int) -> int:
    return dots // 2 * 2


def _stack(images: list[Image.Image]) -> Image.Image:
    whole = Image.new("L", (images[0].width, sum(image.height for image in images)), 255)
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    return whole


_BANDS: dict[str, Callable[[Block, int], Image.Image]] = {
    "text": _text,
    "number": _number,
    "pair": _pair,
    "rule": _rule,
    "qr": _qr,
    "space": _space,
    "mark": _mark,
}
