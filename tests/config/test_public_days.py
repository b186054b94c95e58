"""The public holidays: what the law and the moon say, against dates that were announced."""

from __future__ import annotations

import datetime as dt

from config.public_days import known_by, public_days


def off(year: int) -> dict[str, str]:
    return {f"{day:%d/%m}": closing.name for day, closing in public_days(year).off.items()}


def test_the_year_2026_has_its_days_its_moon_and_its_days_in_lieu() -> None:
    days = off(2026)
    tet = [day for day, name in days.items() if name == "Nghỉ Tết Nguyên đán"]
    assert tet == ["16/02", "17/02", "18/02", "19/02", "20/02"]
    assert days["27/04"] == "Nghỉ ngày Giỗ Tổ Hùng Vương (nghỉ bù)"
    assert days["02/09"] == "Nghỉ Quốc khánh"
    assert days["31/08"] == "Nghỉ hoán đổi với ngày 22/08/2026"
    assert days["24/11"] == "Nghỉ ngày Văn hóa Việt Nam"


def test_the_saturday_worked_in_exchange_is_known() -> None:
    assert public_days(2026).worked == {dt.date(2026, 8, 22)}


def test_tet_follows_the_vietnamese_moon_not_the_chinese() -> None:
    # The new moon fell, or falls, between midnight in Beijing and midnight in Hà Nội.
    for date in (dt.date(2007, 2, 17), dt.date(2030, 2, 2), dt.date(2053, 2, 18)):
        assert public_days(date.year).off[date].name == "Nghỉ Tết Nguyên đán"


def test_every_day_has_its_name_in_english_and_its_source() -> None:
    for year in (2026, 2027):
        for closing in public_days(year).off.values():
            assert closing.name_en.startswith("Closed ")
            assert not set(closing.name_en) & set("ắặôơưđăâếộ")
    assert known_by().startswith("holidays ")
