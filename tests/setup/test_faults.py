"""What cannot be set, in Vietnamese: every sentence that the page can bring about is translated."""

from __future__ import annotations

from typing import Any

import pytest

from config import ConfigError, Fault, Hall, parse
from config.living import doubts
from office import reform
from setup.faults import told
from tests.config_text import shipped

SESSION = {"days": ["mon"], "open": "07:30", "close": "11:30"}
WRONG: list[tuple[str, Any, str]] = [
    ("rules", {"recall_limit": 99}, "Lớn quá: nhiều nhất là 10."),
    ("rules", {"idle_s": 1}, "Nhỏ quá: từ 10 trở lên."),
    ("rules", {"idle_s": None}, "Xin ghi một số nguyên."),
    ("rules", {"rating_min_s": 90}, "Không được dài hơn thời gian chờ đánh giá: nhiều nhất là 60."),
    ("rules", {"appointment_class": "x"}, "Không có diện ưu tiên"),
    ("rules", {"call_this_by": "x"}, 'Không chọn "x" được; xin chọn'),
    ("rules", {"same_day_until": "3 giờ"}, "không phải giờ trong ngày"),
    ("office", {"name": ""}, "Xin điền vào đây."),
    ("office", {"motto": "a" * 401}, "Dài quá 400 ký tự"),
    ("office", {"name": "a\u200bb"}, "ký tự không nhìn thấy"),
    ("hours", [SESSION | {"open": "7:30"}], '(xin ghi "07:30")'),
    ("hours", [SESSION | {"open": ""}], "Xin điền giờ, như 07:30."),
    ("hours", [SESSION | {"close": "07:00"}], "Đóng lúc 07:00, trước giờ mở 07:30."),
    ("hours", [SESSION, SESSION | {"open": "09:00"}], "Buổi trước còn mở đến 11:30"),
    ("hours", [SESSION | {"days": []}], "Cần ít nhất 1 mục."),
    ("calendar", [{"date": "", "name": "Bão"}], "Xin chọn một ngày."),
    ("calendar", [{"date": "2026-12-01", "name": "Bù", "like": "sun"}], "Thứ đó không có giờ"),
    ("calendar", [{"date": "2026-12-01", "name": "Bão"}] * 2, "có hai lần"),
    ("field:cu-tru", {"series": "B"}, "không dùng làm chữ đầu số được"),
    ("field:cu-tru", {"series": "N"}, "giữ nguyên là"),
    ("field:moi", {"name": "Mới", "series": "A"}, "đã có ở chỗ khác"),
    ("fields", [], "chỉ có thể thôi dùng"),
    ("service:moi", {"name": "Mới", "field": "ho-tihc"}, '(có phải là "ho-tich"?)'),
    ("service:moi", {"name": "Đăng ký khai sinh", "field": "ho-tich"}, "Lĩnh vực này đã có"),
    ("service:moi", {"name": "X", "field": "ho-tich", "verified": True}, "ghi nguồn và ngày"),
    ("service:moi", {"field": "ho-tich", "share": "x"}, "Xin ghi một số."),
    ("counter:1", {"lines": [{"field": "ho-tich"}] * 2}, "hai lần; xin giữ một"),
    ("staff:x", {"name": "Cán Bộ", "label": "X"}, '(xin ghi "canbo")'),
    ("staff:x", {"name": "x", "label": "X", "password": "bí mật"}, "đặt riêng"),
    ("staff:X y", {"name": "x", "label": "X"}, "không dùng làm mã được"),
]  # fmt: skip

SHORT = {"days": ["fri"], "open": "07:30", "close": "07:40"}
DOUBTFUL: list[tuple[str, Any, str]] = [
    ("field:moi", {"name": "Mới", "series": "N"}, "Chưa quầy nào nhận"),
    ("field:moi", {"name": "Mới", "series": "N"}, "chưa có thủ tục nào"),
    ("field:moi", {"name": "Mới", "series": "N"}, "nghe L và N như nhau"),
    ("field:cu-tru", None, "máy lấy số sẽ không hiện"),
    ("service:moi", {"name": "Mới", "field": "ho-tich", "share": 0.9}, "nhiều nhất là 1"),
    ("hours", [SHORT], "từ 15 phút trước khi hết buổi"),
    ("hours", [SHORT], "nằm ngoài giờ làm việc"),
]  # fmt: skip


@pytest.fixture(scope="module")
def office() -> Hall:
    return parse(shipped()).hall.model_copy(update={"staff": []})


@pytest.mark.parametrize(("name", "value", "due"), WRONG)
def test_a_fault_is_told_in_vietnamese(office: Hall, name: str, value: Any, due: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        reform.wanted(office, name, value)
    said = [told(fault, "vi") for fault in wrong.value.faults]
    assert any(due in sentence for sentence in said), said
    for fault, sentence in zip(wrong.value.faults, said, strict=True):
        assert fault.message not in sentence


def test_a_hall_that_never_opens_is_told_so(office: Hall) -> None:
    with pytest.raises(ConfigError) as wrong:
        reform.wanted(office.model_copy(update={"always_open": False}), "hours", [])
    said = [told(fault, "vi") for fault in wrong.value.faults]
    assert said[0].startswith("Chưa có giờ làm việc nào")


@pytest.mark.parametrize(("name", "value", "due"), DOUBTFUL)
def test_a_doubt_is_told_in_vietnamese(office: Hall, name: str, value: Any, due: str) -> None:
    said = [told(fault, "vi") for fault in doubts(office, reform.wanted(office, name, value))]
    assert any(due in sentence for sentence in said), said


def test_a_service_that_nobody_has_checked_is_the_first_of_many(office: Hall) -> None:
    verified = [service.model_copy(update={"verified": True}) for service in office.services]
    checked = office.model_copy(update={"services": verified})
    new = {"name": "Mới", "field": "ho-tich"}
    said = [told(f, "vi") for f in doubts(checked, reform.wanted(checked, "service:moi", new))]
    assert any("1 trên 48 thủ tục chưa được" in sentence for sentence in said), said
    # Where others were not checked either, it is no new doubt.
    assert not doubts(office, reform.wanted(office, "service:moi", new))


def test_what_is_new_is_told_as_it_is() -> None:
    fault = Fault(0, "hall.x", "is new under the sun", "look")
    assert told(fault, "vi") == "is new under the sun"
    assert told(fault, "en") == "is new under the sun (look)"
