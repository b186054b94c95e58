"""Blocks become dots: nothing cut, nothing lost, the same every time."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from PIL import Image

from hardware.printer import blocks as b
from hardware.printer.letters import words, wrap
from hardware.printer.paper import BlockUnknown, draw
from tests.hardware.printer.escpos_reader import Dots
from tests.hardware.printer.fake_printer import read_qr

WIDTHS = (576, 384)
TALL = "ỔỖỐỒỘỄỂẾỀỆẴẲẮẰẶẪẨẤẦẬỰỮỬỨỪỠỞỚỜỢỲỶỸÝĐ"
LONG = "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng, hỗ trợ kinh phí chăm sóc"


def dots(picture: Image.Image) -> Dots:
    white: Dots = np.asarray(picture)
    return np.equal(white, 0)


@pytest.mark.parametrize("weight", [400, 500, 600, 700, 800])
@pytest.mark.parametrize("size", [24, 28, 40, 64])
def test_no_tone_mark_is_cut(size: int, weight: int) -> None:
    for letter in TALL + TALL.lower():
        alone = dots(draw([b.text(letter, size=size, weight=weight)], 576))
        roomy = dots(draw([b.text(f"\n{letter}\n", size=size, weight=weight)], 576))
        assert not alone[0].any(), letter
        assert not alone[-1].any(), letter
        assert alone.sum() == roomy.sum() > 0, letter


def test_the_mark_of_one_line_does_not_touch_the_line_above() -> None:
    paper = dots(draw([b.text("ggg ppp ậậậ\nỔỄẴ ỔỄẴ", size=28)], 576))
    rows = np.flatnonzero(paper.any(axis=1))
    assert rows[-1] - rows[0] + 1 - len(rows) >= 2  # blank rows between the first and the last


def test_the_inverted_band_shows_its_whole_words() -> None:
    paper = dots(draw([b.mark("ƯU TIÊN Ổ Ặ")], 576))
    ink = paper.sum(axis=1)
    black = np.flatnonzero(ink == ink.max())
    assert black[0] == 0  # a border of ink above and below the white words
    assert black[-1] == paper.shape[0] - 1


@pytest.mark.parametrize("width", WIDTHS)
def test_the_same_blocks_give_the_same_dots(width: int) -> None:
    sheet = [b.text(LONG, align="center"), b.number("A012"), b.qr("http://10.0.0.1/t/x")]
    assert draw(sheet, width).tobytes() == draw(sheet, width).tobytes()


def test_letters_in_pieces_print_as_whole_letters() -> None:
    whole, pieces = (unicodedata.normalize(form, "Nguyễn Thị Hường") for form in ("NFC", "NFD"))
    assert whole != pieces
    assert draw([b.text(whole)], 576).tobytes() == draw([b.text(pieces)], 576).tobytes()


@pytest.mark.parametrize("width", [40, 120, 360, 552])
def test_wrapping_keeps_every_word_in_order_and_every_line_within(width: int) -> None:
    font = words(28, 600)
    lines = wrap(LONG, font, width)
    assert "".join(lines).replace(" ", "") == LONG.replace(" ", "")
    assert all(font.getlength(line) <= width for line in lines)


def test_no_line_begins_with_a_dash() -> None:
    font = words(30, 700)
    for width in range(200, 552, 8):
        lines = wrap("UBND xã Hòa Bình — Bộ phận Một cửa – nơi đón dân", font, width)
        assert not [line for line in lines if line[0] in "—–"]


def test_a_word_wider_than_the_paper_is_cut_and_not_lost() -> None:
    address = "http://" + "w" * 80 + ".vn"
    assert "".join(wrap(address, words(28, 600), 360)) == address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("label", ["A001", "A1000", "K99999"])
def test_the_number_is_the_largest_thing_and_fits(label: str, width: int) -> None:
    paper = dots(draw([b.number(label)], width))
    columns = np.flatnonzero(paper.any(axis=0))
    assert columns[0] > 8
    assert columns[-1] < width - 8
    assert paper.shape[0] >= 64  # 8 mm, even six characters on the narrowest paper


def test_digits_are_of_one_width() -> None:
    widths = {draw([b.number(f"{d}{d}{d}{d}{d}")], 576).height for d in range(10)}
    assert max(widths) - min(widths) <= 4


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("length", [1, 60, 120, 200])
def test_a_camera_reads_the_code(length: int, width: int) -> None:
    text = "http://192.168.100.200:8080/t/abcdefghijklmnopqrstuv"[:length].ljust(length, "x")
    assert read_qr(dots(draw([b.qr(text, "Quét mã")], width))) == text


def test_a_module_of_the_code_has_five_dots_or_more_and_a_quiet_zone_of_four() -> None:
    paper = dots(draw([b.qr("http://192.168.1.20:8080/t/x")], 384))
    rows = np.flatnonzero(paper.any(axis=1))
    finder = paper[rows[0]]
    start = np.flatnonzero(finder)[0]
    module = np.flatnonzero(~finder[start:])[0] / 7  # the finder's edge is seven modules
    assert module >= 5
    assert rows[0] >= 4 * module
    assert start >= 4 * module


def test_a_label_and_its_value_share_a_line_when_they_fit() -> None:
    short, long = (draw([b.pair(label, "12")], 384).height for label in ("Quầy", "Quầy " * 12))
    assert short < long


@pytest.mark.parametrize(
    "block",
    [
        {"block": "text"},
        {"block": "picture"},
        {},
        {"block": "qr", "data": "x" * 2000, "caption": ""},
        {"block": "text", "text": 5, "size": 28, "weight": 600, "align": "left"},
        {"block": "text", "text": "A", "size": 28, "weight": 601, "align": "left"},
        {"block": "space", "height": -3},
    ],
)
def test_what_is_not_a_block_is_refused_by_name(block: b.Block) -> None:
    with pytest.raises(BlockUnknown):
        draw([block], 384)
