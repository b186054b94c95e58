"""Which dates a month is, and that no other text is one."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from cases.asked import Month
from cases.views import lines


def test_a_month_is_its_first_and_its_last_date() -> None:
    assert Month(month="2026-02").days("2026-11-20") == (
        dt.date(2026, 2, 1), dt.date(2026, 2, 28),
    )  # fmt: skip
    assert Month().days("2024-02-29T10:00")[1] == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["9999-12", "2026-13", "2026-00", "0000-01", "2026-1", "2026-11-20", ""]
)
def test_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Month(month=text)


def test_a_file_has_a_line_for_each_scale_and_counts_once() -> None:
    row = {
        "clerk": "an", "label": "Cán bộ an", "praise": {"P1": 4}, "reminders": 1, "cases": 2,
        "closed": 0, "answers": [{"scale": 3, "n": 6, "low": 1, "mean": 2.5},
                                 {"scale": 5, "n": 2, "low": None, "mean": None}],
    }  # fmt: skip
    quiet = row | {"label": "Cán bộ binh", "answers": [], "praise": {}, "cases": 0}
    told = [*lines([row, quiet], "vi", {"P1": "Niềm nở", "P2": "Nhanh"})]
    assert told == [
        ["Cán bộ", "Thang", "Được tính", "Đánh giá thấp", "Trung bình", "Nhắc nhở",
         "Vụ việc về tháng này", "Trong đó đã đóng", "Niềm nở", "Nhanh"],
        ["Cán bộ an", 3, 6, 1, 2.5, 1, 2, 0, 4, 0],
        ["Cán bộ an", 5, 2, None, None, "", "", "", "", ""],
        ["Cán bộ binh", None, 0, None, None, 1, 0, 0, 0, 0],
    ]  # fmt: skip
