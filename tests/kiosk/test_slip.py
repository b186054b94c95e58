"""What is said on the ticket; how it looks is test_slip_received."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.slip import WORDS, slip_blocks

URL = "http://192.168.1.20:8080/t/Qm3k9ZsJ0vYxT2aLwP7uRg"

LONGEST = (
    "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng, "
    "hỗ trợ kinh phí chăm sóc, nuôi dưỡng"
)
"""The longest name of the shipped catalogue."""

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
BOOKED = {
    "name": "Hẹn trước",
    "name_en": "Appointment",
    "rule": "",
    "rule_en": "",
    "head_start_min": 10,
}
PRIORITY = BOOKED | {"name": "Ưu tiên", "name_en": "Priority", "head_start_min": 15}
LEADER = {
    "title": "Chủ tịch Ủy ban nhân dân xã",
    "title_en": "Chairperson of the People's Committee",
    "phone": "0200 000 0001",
}
SLIPS: dict[str, dict[str, Any]] = {
    "plain": PLAIN,
    "late": PLAIN | {"issued_at": "2026-11-20T15:24:31+07:00", "late_after": "15:00"},
    "long": PLAIN
    | {
        "number": "A1000",
        "service": LONGEST,
        "priority": ELDERLY,
        "reprint": 2,
    },
    "longest": PLAIN
    | {
        "number": "K1048",
        "service": LONGEST,
        "issued_at": "2026-11-20T15:24:31+07:00",
        "late_after": "15:00",
        "priority": ELDERLY,
        "reprint": 2,
        "contact": LEADER,
    },
    "ward": PLAIN
    | {
        "office": "Ủy ban nhân dân phường Trần Hưng Đạo — Bộ phận tiếp nhận hồ sơ và trả kết quả",
        "contact": LEADER,
    },
    "reprint": PLAIN | {"number": "H031", "service": "Chứng thực bản sao", "reprint": 1},
    "priority": PLAIN | {"number": "C008", "priority": PRIORITY},
    "appointment": PLAIN | {"number": "L007", "priority": BOOKED},
    "english": PLAIN | {"language": "en", "number": "H105", "priority": ELDERLY, "contact": LEADER},
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
    ):
        assert fact in words


def test_an_english_slip_has_no_vietnamese_words_of_ours() -> None:
    english = said(SLIPS["english"])
    assert not [word for word in WORDS["vi"].values() if word in english]
    assert "Priority counts as if you had come 15 minutes earlier." in english
    assert "Birth registration" in english


def test_a_leader_can_be_called_by_what_the_ticket_says() -> None:
    assert "Chủ tịch Ủy ban nhân dân xã: 0200\xa0000\xa00001" in said(SLIPS["ward"])
    assert "Chairperson of the People's Committee: 0200" in said(SLIPS["english"])
    assert "0200" not in said(PLAIN)
    assert "0200" not in said(SLIPS["longest"])  # which has no room for more


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
    assert below["size"] == 24


@pytest.mark.parametrize(("reprint", "mark"), [(1, "BẢN IN LẠI"), (3, "BẢN IN LẠI LẦN 3")])
def test_a_reprint_says_so_first(reprint: int, mark: str) -> None:
    assert slip_blocks(PLAIN | {"reprint": reprint})[0] == {"block": "mark", "text": mark}
    assert "IN LẠI" not in said(PLAIN)


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["vi"].keys() == WORDS["en"].keys()


def said(values: dict[str, Any]) -> str:
    return "\n".join(str(word) for block in slip_blocks(values) for word in block.values())


def test_what_is_only_kind_gives_way_to_what_must_be_known() -> None:
    assert "cảm ơn" not in said(SLIPS["longest"])
    assert PLAIN["motto"].replace(" ", "") not in said(SLIPS["longest"]).replace("\xa0", "")
    assert "được tính từ ngày làm việc tiếp theo" in said(SLIPS["longest"])


def test_a_short_class_is_said_once_in_the_band_itself() -> None:
    assert said(SLIPS["priority"]).casefold().count("ưu tiên") == 2  # the band, and the rule
    booked = said(SLIPS["appointment"])
    assert "HẸN TRƯỚC" in booked
    assert "Hẹn trước: được tính như đến sớm hơn 10 phút." in booked
    assert "ưu tiên" not in booked.casefold()
    assert "APPOINTMENT" in said(SLIPS["appointment"] | {"language": "en"})
