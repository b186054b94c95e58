"""Words as dots: the project's fonts, wrapped lines, and no tone mark ever cut.

The stacked capitals of Vietnamese (Ổ Ễ Ẵ) rise above the ascent their font declares, so every
height here is measured from the ink itself. Layout is Pillow's own, not Raqm: the same text is
then the same dots on every machine, provided it is NFC (else each mark becomes a letter).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from hardware.errors import HardwareError

LEADING = 1.35
AIR = 3
"""White dots kept between the lowest mark of a line and the highest of the next."""

_BLANKS = re.compile(r"[^\S\xa0]+")
_WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}

Font = ImageFont.FreeTypeFont


class FontMissing(HardwareError):
    """A font package of pyproject.toml is not installed."""


@cache
def words(size: int, weight: int) -> Font:
    """Be Vietnam Pro at `size` dots; `weight` is one of 400, 500, 600, 700, 800."""
    name = f"BeVietnamPro-{_WEIGHTS[weight]}.ttf"
    return _load(_package("fontpkg_be_vietnam_pro") / name, size)


@cache
def digits(size: int) -> Font:
    """Noto Sans bold, whose digits are tabular: the shape that screens and phones show."""
    font = _load(_package("fontpkg_noto_sans") / "NotoSans[wdth,wght].ttf", size)
    font.set_variation_by_axes([700, 100])  # the file's own order: weight, width
    return font


def clean(text: str) -> str:
    """The text as NFC, each run of blanks one space; line breaks and no-break spaces stay."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(" ".join(_BLANKS.split(line)).strip(" ") for line in lines)


def wrap(text: str, font: Font, width: int) -> list[str]:
    """Lines of at most `width` dots, as few as possible and then as even as possible."""
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        measured = [
            (piece, font.getlength(piece))
            for word in _words(paragraph)
            for piece in _pieces(word, font, width)
        ]
        lines += _even(measured, font.getlength(" "), width)
    return lines


def draw_lines(lines: list[str], font: Font, width: int, align: str) -> Image.Image:
    """Black letters on white, mode "L", `width` wide and exactly as high as the lines need."""
    ink = [font.getbbox(line, anchor="ls") if line else (0, 0, 0, 0) for line in lines]
    baselines, bottom = _baselines(ink, font)
    image = Image.new("L", (width, bottom), 255)
    pen = ImageDraw.Draw(image)
    for line, box, baseline in zip(lines, ink, baselines, strict=True):
        room = width - (box[2] - box[0])
        left = {"left": 0, "center": room // 2, "right": room}[align]
        pen.text((left - box[0], baseline), line, fill=0, font=font, anchor="ls")
    return image


def draw_apart(left: tuple[str, Font], right: tuple[str, Font], width: int) -> Image.Image:
    """Two short texts on one baseline, at either end of a line `width` dots wide."""
    boxes = [font.getbbox(text, anchor="ls") for text, font in (left, right)]
    tallest = (0.0, min(box[1] for box in boxes), 0.0, max(box[3] for box in boxes))
    [baseline], bottom = _baselines([tallest], left[1])
    image = Image.new("L", (width, bottom), 255)
    pen = ImageDraw.Draw(image)
    # The mark of an ĩ reaches out before its letter begins.
    pen.text((max(0, -boxes[0][0]), baseline), left[0], fill=0, font=left[1], anchor="ls")
    end = width - max(0, boxes[1][2] - right[1].getlength(right[0]))
    pen.text((end, baseline), right[0], fill=0, font=right[1], anchor="rs")
    return image


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise FontMissing(f"{name} is not installed; run: make setup")
    return Path(spec.submodule_search_locations[0]) / "files"


def _load(path: Path, size: int) -> Font:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _words(paragraph: str) -> list[str]:
    # A dash belongs to what it follows: no line begins with one.
    found: list[str] = []
    for word in paragraph.split(" "):
        if word in {"-", "–", "—", "·"} and found:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _pieces(word: str, font: Font, width: int) -> list[str]:
    # Only an address or a code is ever wider than the paper; it is cut at the letter.
    pieces = [""]
    for letter in word:
        if pieces[-1] and font.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _even(measured: list[tuple[str, float]], blank: float, width: int) -> list[str]:
    lines = _fill(measured, blank, width)
    low, high = 0, width
    while high - low > 4:
        middle = (low + high) // 2
        tried = _fill(measured, blank, middle)
        if len(tried) == len(lines):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _fill(measured: list[tuple[str, float]], blank: float, width: float) -> list[str]:
    lines: list[list[str]] = []
    used = 0.0
    for word, length in measured:
        if lines and used + blank + length <= width:
            lines[-1].append(word)
            used += blank + length
        else:
            lines.append([word])
            used = length
    return [" ".join(line) for line in lines]


def _baselines(ink: list[tuple[float, float, float, float]], font: Font) -> tuple[list[int], int]:
    # An even leading, widened only where two lines' marks would otherwise touch.
    step = round(font.size * LEADING)
    rise = [max(0, -int(box[1])) for box in ink]
    fall = [max(0, int(box[3])) for box in ink]
    baselines = [max(rise[0], round(font.size * 0.95)) + 1]
    for before, after in zip(fall, rise[1:], strict=False):
        baselines.append(baselines[-1] + max(step, before + AIR + after))
    return baselines, baselines[-1] + max(fall[-1], round(font.size * 0.3)) + 1
