"""The ticket on paper: the golden slips, dot for dot as the printer received them.

A slip that was changed on purpose: MOTCUA_GOLDEN=write pytest tests/kiosk/test_slip.py, then open
the pictures in golden/ and look at them before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from hardware.printer.paper import draw
from hardware.printer.wire import encode
from kiosk.slip import WORDS, slip_blocks
from tests.hardware.printer.escpos_reader import Dots, read
from tests.hardware.printer.fake_printer import read_codes

GOLDEN = Path(__file__).parent / "golden"
URL = "http://192.168.1.20:8080/t/Qm3k9ZsJ0vYxT2aLwP7uRg"

PLAIN: dict[str, Any] = {
    "office": "UBND xã Hòa Bình — Bộ phận Một cửa",
    "office_en": "Hoa Binh Commune — One-Stop Office",
    "number": "A012",
    "service": "Đăng ký khai sinh",
    "service_en": "Birth registration",
    "counters": [2, 1],
    "ahead": 4,
    "issued_at": "2026-11-20T10:24:31+07:00",
    "late_after": None,
    "priority": None,
    "classes": [{"name": "Ưu tiên", "name_en": "Priority", "head_start_min": 15}],
    "code": "4827",
    "track_url": URL,
    "grace_min": 30,
    "reprint": 0,
    "language": "vi",
    "motto": "Đơn giản – Thân thiện – Đúng hẹn",
}
ELDERLY = {
    "name": "Người cao tuổi (từ 75 tuổi)",
    "name_en": "Elderly (75 and over)",
    "rule": "ưu tiên được tính như đến sớm hơn 15 phút",
    "rule_en": "priority counts as if you had come 15 minutes earlier",
    "head_start_min": 15,
}
SLIPS: dict[str, dict[str, Any]] = {
    "plain": PLAIN,
    "late": PLAIN | {"issued_at": "2026-11-20T15:24:31+07:00", "late_after": "15:00"},
    "long": PLAIN
    | {
        "number": "A1000",
        "service": "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng, "
        "hỗ trợ kinh phí chăm sóc, nuôi dưỡng",
        "priority": ELDERLY,
        "reprint": 2,
    },
    "english": PLAIN | {"language": "en", "number": "H105", "priority": ELDERLY},
    "bare": PLAIN
    | {
        "service": "Chứng thực",
        "track_url": None,
        "counters": [],
        "ahead": 0,
        "motto": "",
        "classes": [],
    },
}
WIDTHS = {"80mm": 576, "58mm": 384}


def job(slip: str, width: int) -> bytes:
    return encode(draw(slip_blocks(SLIPS[slip]), width), width)


@pytest.mark.parametrize("paper", WIDTHS)
@pytest.mark.parametrize("slip", SLIPS)
def test_the_paper_equals_the_golden_slip(slip: str, paper: str) -> None:
    printed = read(job(slip, WIDTHS[paper]), WIDTHS[paper])
    path = GOLDEN / f"{slip}-{paper}.png"
    if os.environ.get("MOTCUA_GOLDEN") == "write":
        Image.fromarray(~printed).convert("1").save(path, optimize=True)
    golden: Dots = ~np.asarray(Image.open(path))
    assert golden.shape == printed.shape
    assert not (golden != printed).any(), f"{(golden != printed).sum()} dots differ from {path}"
    assert path.stat().st_size < 200_000


@pytest.mark.parametrize("paper", WIDTHS)
@pytest.mark.parametrize("slip", ["plain", "long", "english"])
def test_a_phone_reads_the_link_from_the_paper(slip: str, paper: str) -> None:
    assert read_codes(read(job(slip, WIDTHS[paper]), WIDTHS[paper])) == [URL]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_ticket_fits_the_wire(slip: str) -> None:
    # 32 KB at most for what a citizen usually takes, a line more late in the day; the longest name
    # of the catalogue, printed again with priority, may need half as much more.
    assert len(job(slip, 576)) <= {"long": 45_000, "late": 36_000}.get(slip, 32_000)


def test_what_the_citizen_must_know_is_there() -> None:
    words = said(SLIPS["long"])
    for fact in (
        "BẢN IN LẠI LẦN 2",
        "UBND xã Hòa Bình",
        "PHIẾU SỐ THỨ TỰ",
        "A1000",
        "trợ cấp xã hội hằng tháng",
        "ƯU TIÊN",
        "Ưu tiên được tính như đến sớm hơn 15 phút.",
        "1, 2",
        "10:24 20/11/2026",
        "số được giữ 30 phút",
        "Mời Ông/Bà theo dõi màn hình và loa gọi số.",
        "cảm ơn",
    ):
        assert fact in words


def test_an_english_slip_has_no_vietnamese_words_of_ours() -> None:
    english = said(SLIPS["english"])
    assert not [word for word in WORDS["vi"].values() if word in english]
    assert "Priority counts as if you had come 15 minutes earlier." in english
    assert "Birth registration" in english


def test_an_english_name_that_is_missing_is_said_in_vietnamese() -> None:
    assert "Đăng ký khai sinh" in said(SLIPS["english"] | {"service_en": None})


def test_a_class_without_its_own_sentence_gets_the_rule_from_its_minutes() -> None:
    silent = ELDERLY | {"rule": "", "head_start_min": 20}
    assert "đến sớm hơn 20 phút." in said(PLAIN | {"priority": silent})


def test_a_plain_ticket_says_how_others_may_come_first() -> None:
    assert "Ưu tiên được tính như đến sớm hơn 15 phút." in said(PLAIN)
    booked = {"name": "Hẹn trước", "name_en": "Appointment", "head_start_min": 10}
    both = said(PLAIN | {"classes": [*PLAIN["classes"], booked], "language": "en"})
    assert "Priority: counts as if you had come 15 minutes earlier." in both
    assert "Appointment: counts as if you had come 10 minutes earlier." in both
    assert said(SLIPS["long"]).count("tính như đến sớm hơn") == 1


def test_the_code_of_the_paper_stands_below_the_link() -> None:
    blocks = [block for block in slip_blocks(PLAIN) if block["block"] != "space"]
    below = blocks[[block["block"] for block in blocks].index("qr") + 1]
    assert below["text"].endswith(" 4827")
    assert below["size"] < 24


@pytest.mark.parametrize(("reprint", "mark"), [(1, "BẢN IN LẠI"), (3, "BẢN IN LẠI LẦN 3")])
def test_a_reprint_says_so_first(reprint: int, mark: str) -> None:
    assert slip_blocks(PLAIN | {"reprint": reprint})[0] == {"block": "mark", "text": mark}
    assert "IN LẠI" not in said(PLAIN)


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["vi"].keys() == WORDS["en"].keys()


def said(values: dict[str, Any]) -> str:
    return "\n".join(str(word) for block in slip_blocks(values) for word in block.values())
