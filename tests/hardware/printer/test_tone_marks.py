"""Every letter of Vietnamese, capital and small, stands whole on the paper, marks and all.

Judged on dots read back from the bytes, against the same words drawn by Pillow alone in the middle
of a large sheet, where there is nothing to cut them.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image, ImageDraw

from hardware.printer import blocks as b
from hardware.printer import letters, paper
from hardware.printer.letters import Font, words
from hardware.printer.paper import THRESHOLD, draw
from hardware.printer.wire import encode
from tests.hardware.printer.escpos_reader import Dots, read

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = [unicodedata.normalize("NFC", v + t) for v, t in itertools.product(VOWELS, TONES)] + ["đ"]
MARKED = [letter for letter in SMALL if not letter.isascii()]
LETTERS = MARKED + [letter.upper() for letter in MARKED]
LINES = ["".join(LETTERS[at : at + 10]) for at in range(0, len(LETTERS), 10)]
WIDTHS = (576, 384)
TYPES = [(24, 500), (26, 700), (28, 700), (30, 700), (32, 600), (36, 700), (40, 700)]
"""What kiosk.slip uses."""

Sheet = Callable[[str], b.Block]


@pytest.fixture(autouse=True)
def nothing_drawn_before() -> Iterator[None]:
    """What a planted fault has drawn is of no use to anybody else."""
    paper._paragraph.cache_clear()
    yield
    paper._paragraph.cache_clear()


def test_these_are_all_the_letters() -> None:
    assert len(set(LETTERS)) == 134
    assert {*"ỔỄẴỰĐ"} <= set(LETTERS)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("size", "weight"), TYPES)
def test_a_paragraph_cuts_none(size: int, weight: int, width: int) -> None:
    def sheet(line: str) -> b.Block:
        return b.text(line, size=size, weight=weight, align="center")

    assert cut(sheet, words(size, weight), width) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", [26, 28])
def test_a_label_and_its_value_cut_none(size: int, width: int) -> None:
    assert cut(lambda line: b.pair(line, "", size=size), words(size, 500), width) == []
    assert cut(lambda line: b.pair("", line, size=size), words(size, 700), width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_white_words_on_black_cut_none(width: int) -> None:
    assert cut(b.mark, words(30, 700), width, white=True) == []


def test_letters_in_one_paragraph_do_not_run_into_each_other() -> None:
    whole = on_paper(b.text("\n".join(LINES), size=28, weight=700), 576)
    alone = sum(on_paper(b.text(line, size=28, weight=700), 576).sum() for line in LINES)
    assert whole.sum() == alone


# --- what these would find ---


def test_a_line_as_high_as_the_font_says_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def believed(ink: list[object], font: Font) -> tuple[list[int], int]:
        ascent, descent = font.getmetrics()
        small = round(ascent * 0.86)  # what the small letters need
        return [small + (small + descent) * n for n in range(len(ink))], small + descent

    monkeypatch.setattr(letters, "_baselines", believed)
    found = cut(lambda line: b.text(line, size=28, weight=700), words(28, 700), 576)
    assert "Ổ" in "".join(found)


def test_one_row_too_few_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = letters._baselines

    def mean(ink: list[tuple[float, float, float, float]], font: Font) -> tuple[list[int], int]:
        baselines, bottom = honest(ink, font)
        rise = max(-int(box[1]) for box in ink)
        return [rise - 1 for _ in baselines], bottom

    monkeypatch.setattr(letters, "_baselines", mean)
    found = cut(lambda line: b.text(line, size=24, weight=500), words(24, 500), 576)
    assert found


def cut(sheet: Sheet, font: Font, width: int, *, white: bool = False) -> list[str]:
    """The lines that lost a dot on the way to the paper."""
    found = []
    for line in LINES:
        printed = on_paper(sheet(line), width)
        if white:
            printed = within(~within(printed))
        # Of a half-grey dot, paper keeps what is not the letter.
        threshold = 256 - THRESHOLD if white else THRESHOLD
        if not np.array_equal(within(printed), within(ideal(line, font, threshold))):
            found.append(line)
    return found


def on_paper(block: b.Block, width: int) -> Dots:
    return read(encode(draw([block], width), width), width)


def ideal(line: str, font: Font, threshold: int) -> Dots:
    image = Image.new("L", (1200, 400), 255)
    ImageDraw.Draw(image).text((100, 200), line, fill=0, font=font, anchor="ls")
    dark: Dots = np.asarray(image) < threshold
    return dark


def within(dots: Dots) -> Dots:
    """Only as much as the ink needs."""
    rows, columns = np.flatnonzero(dots.any(axis=1)), np.flatnonzero(dots.any(axis=0))
    return dots[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
