"""The printer's own letters: what a real one with that code page would show, byte for byte."""

from __future__ import annotations

import string
import unicodedata

import pytest

from hardware.printer import blocks as b
from hardware.printer import codepages
from hardware.printer.native import Letters, encode
from hardware.printer.paper import BlockUnknown
from hardware.printer.sample import SAMPLE, page
from kiosk.slip import slip_blocks
from tests.hardware.printer.fake_printer import read_codes
from tests.hardware.printer.test_tone_marks import LETTERS
from tests.hardware.printer.text_printer import PAGES, WESTERN, WINDOWS, Line, Look, TextPrinter
from tests.kiosk.test_slip import PLAIN, SLIPS, URL

WIDTHS = (576, 384)
MODES = codepages.TEXTS
EVERY = " ".join(LETTERS)
BAUD_9600 = 960


def job(blocks: list[b.Block], mode: str, width: int = 576, number: int = 0) -> bytes:
    return encode(blocks, width, Letters.of(mode, number))


def said(text: str, mode: str, *, stacks: bool = True) -> str:
    """What the paper says where `text` should be."""
    paper = TextPrinter(job([b.text(text, size=24)], mode), 576, stacks=stacks)
    return " ".join(paper.text.split())


def bare(text: str) -> str:
    """The same without marks, by another way than codepages."""
    names = {letter: unicodedata.name(letter, "") for letter in set(text)}

    def plain(letter: str) -> str:
        base = names[letter].split(" WITH ")[0].rsplit(" ", 1)[-1]
        return base if "CAPITAL" in names[letter] else base.lower()

    return "".join(letter if letter.isascii() else plain(letter) for letter in text)


# --- letters ---


@pytest.mark.parametrize("mode", ["tcvn3", "cp1258"])
def test_every_letter_of_vietnamese_comes_out_as_itself(mode: str) -> None:
    assert said(EVERY, mode) == EVERY


def test_without_marks_every_letter_is_its_own_base() -> None:
    assert said(EVERY, "unaccented") == bare(EVERY)
    assert said("Đặng Thị Hường", "unaccented") == "Dang Thi Huong"


@pytest.mark.parametrize("mode", MODES)
def test_ascii_is_what_it_is(mode: str) -> None:
    assert (
        said(string.ascii_letters + string.digits + "()/:,.!", mode).replace(" ", "")
        == string.ascii_letters + string.digits + "()/:,.!"
    )


def test_the_bytes_are_those_of_the_pages() -> None:
    assert codepages.written("Ổn tế", "tcvn3", 30) == b"\x1bt\x1e\x1bt\x1f\xe6n t\x1bt\x1e\xd5"
    assert codepages.written("Ổn tế", "cp1258", 94) == b"\x1bt\x5e\xd4\xd2n t\xea\xec"
    assert codepages.written("Ổn tế", "unaccented", 0) == b"On te"


@pytest.mark.parametrize(
    ("text", "mode", "shown"),
    [
        ("Ms. Zoë – tiền", "tcvn3", "Ms. Zoe - tiền"),
        ("“Hẹn” …", "tcvn3", '"Hen" ...'),
        ("Müller Hường", "tcvn3", "Muller Hường"),
        ("Zažibò Hường", "cp1258", "Zazibo Hường"),
        ("文 Hường", "tcvn3", "? Hường"),
        ("№ 5·6", "unaccented", "No. 5-6"),
        ("NFD: Hu\u031bo\u031b\u0300ng", "tcvn3", "NFD: Hường"),
    ],
)
def test_a_word_that_cannot_be_written_whole_loses_all_its_marks(
    text: str, mode: str, shown: str
) -> None:
    assert said(text, mode) == shown
    assert codepages.shown(text, mode).strip() == shown


@pytest.mark.parametrize("mode", MODES)
def test_a_name_cannot_smuggle_a_command(mode: str) -> None:
    assert said("A\x1bp\x00\x19\x19 \x10\x14B", mode) == "A p B"


@pytest.mark.parametrize("mode", MODES)
def test_no_letter_of_any_slip_is_another(mode: str) -> None:
    for slip in SLIPS.values():
        blocks = [block for block in slip_blocks(slip) if block["block"] != "qr"]
        words = " ".join(
            str(block[key])
            for block in blocks
            for key in ("text", "label", "value")
            if key in block
        )
        wanted = words.replace("–", "-") if mode == "cp1258" else words
        wanted = codepages.unaccented(words) if mode == "unaccented" else wanted
        paper = TextPrinter(job(blocks, mode), 576).text.replace("-" * 48, "")
        if mode == "tcvn3":
            wanted = wanted.replace("–", "-")
        assert squeezed(paper).replace("–", "-") == squeezed(wanted)


def squeezed(text: str) -> str:
    return "".join(text.split())


# --- what these would find ---


def test_a_printer_with_another_page_there_would_be_found() -> None:
    turkish = {52: {code: bytes([code]).decode("cp1254", "replace") for code in WINDOWS}}
    assert "Hường" not in TextPrinter(job([b.text("Hường")], "cp1258"), 576, turkish).text
    nothing: dict[int, dict[int, str]] = {0: WESTERN}
    assert "\u25c6" in TextPrinter(job([b.text("Hường")], "tcvn3"), 576, nothing).text


def test_marks_in_cells_of_their_own_would_be_found() -> None:
    assert said("Hường", "cp1258", stacks=False) != "Hường"


def test_firmware_for_china_would_be_found() -> None:
    started = job([b.text("Hường")], "tcvn3").replace(b"\x1c.", b"")
    assert "\u56fd" in TextPrinter(started, 576).text


def test_the_question_mark_of_python_escpos_would_be_found() -> None:
    naive = b"\x1b@\x1c.\x1bt\x34" + "Hường".encode("cp1258", "replace") + b"\n"
    assert "Hường" not in TextPrinter(naive, 576).text


# --- sheets ---


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_fits_a_slow_line_and_its_code_is_read(slip: str, mode: str, width: int) -> None:
    sent = job(slip_blocks(SLIPS[slip]), mode, width)
    paper = TextPrinter(sent, width)
    links = [URL] if SLIPS[slip]["track_url"] else []
    assert [code for dots in paper.pictures for code in read_codes(dots)] == links
    assert paper.cuts == 1
    assert len(sent) < 3 * BAUD_9600


@pytest.mark.parametrize(("width", "times"), [(576, 6), (384, 6)])
def test_the_number_is_the_largest_thing(width: int, times: int) -> None:
    paper = TextPrinter(job(slip_blocks(PLAIN), "tcvn3", width), width)
    [line] = [line for line in paper.lines if line.look.wide > 2]
    assert line == Line("A012", Look("center", bold=True, wide=times, high=times))


def test_a_label_and_its_value_stand_at_either_side() -> None:
    paper = TextPrinter(job([b.pair("Quầy phục vụ", "1, 2")], "tcvn3"), 576)
    assert paper.text == "Quầy phục vụ" + " " * 32 + "1, 2"
    narrow = TextPrinter(job([b.pair("Số người chờ trước " * 2, "4 người")], "tcvn3", 384), 384)
    assert [line.look.align for line in narrow.lines] == ["left", "left", "right"]


def test_a_mark_is_white_on_black_and_a_service_twice_as_large() -> None:
    paper = TextPrinter(job([b.mark("BẢN IN LẠI"), b.text("Chứng thực", size=40)], "tcvn3"), 576)
    assert paper.lines == [
        Line(" BẢN IN LẠI ", Look("center", bold=True, invert=True, high=2)),
        Line("Chứng thực", Look("left", wide=2, high=2)),
    ]


def test_a_word_wider_than_the_paper_is_cut_and_not_lost() -> None:
    address = "http://" + "w" * 80 + ".vn"
    assert said(address, "unaccented").replace(" ", "") == address


@pytest.mark.parametrize("block", [{"block": "text"}, {}, {"block": "number"}, {"block": "bar"}])
def test_what_is_not_a_block_is_refused_by_name(block: b.Block) -> None:
    with pytest.raises(BlockUnknown):
        encode([block], 576, Letters("unaccented", 0))


# --- the page by which the installer chooses ---


def test_the_page_shows_each_way_of_writing_and_what_to_write_for_it() -> None:
    words = TextPrinter(page(576), 576).text
    plain = codepages.unaccented(SAMPLE)
    assert f'text = "unaccented"\n{plain}\n' in words
    assert f'text = "tcvn3"\ncode_page = 30\n{SAMPLE}\n' in words
    assert f'text = "cp1258"\ncode_page = 52\n{SAMPLE}\n' in words
    assert f"code_page = 94\n{SAMPLE}\n" not in words


def test_on_another_printer_another_line_reads_right() -> None:
    chinese = {0: WESTERN, 94: WINDOWS}
    words = TextPrinter(page(384), 384, chinese).text
    assert f"code_page = 94\n{SAMPLE}\n" in words
    assert words.count(SAMPLE) == 1
    assert PAGES[52] is WINDOWS


def test_the_page_has_the_picture_too() -> None:
    [picture] = TextPrinter(page(576), 576).pictures
    assert picture.any()
