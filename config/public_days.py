"""Vietnam's public holidays of a year, as the library `holidays` knows them.

The days themselves are law (Labour Code 2019, art. 112; 24 November from 2026); Tết follows the
Vietnamese moon, and what falls on a weekend gets a day in lieu. Exchanges of days are decided anew
each year: the library learns some of them late, and [[hall.calendar]] puts the rest right.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any, NamedTuple

# What the library calls the days around the lunar new year; to a visitor they are one holiday.
_TET = re.compile(r"Tết Nguyên Đán|^\d+ Tết")
_EXCHANGED = re.compile(r"\((?:thay cho ngày|substituted from) (.+)\)")


class Closing(NamedTuple):
    """Why the office is closed on a date, in both languages."""

    name: str
    name_en: str


class PublicDays(NamedTuple):
    """One year: the days off, and the weekend days that are worked in exchange."""

    off: dict[dt.date, Closing]
    worked: set[dt.date]


def known_by() -> str:
    """The library and its version: the source of these days."""
    from importlib.metadata import version

    return f"holidays {version('holidays')}"


@cache
def public_days(year: int) -> PublicDays:
    """The public holidays of a year; the first costs 0.4 s and 19 MB, so ask when it is needed."""
    import holidays

    def told(language: str, *years: int) -> Any:
        return holidays.country_holidays("VN", years=years, language=language)

    # An exchange is known by the year of its day off, and may be worked in the year before.
    names, english, around = told("vi", year), told("en_US", year), told("vi", year, year + 1)
    return PublicDays(
        {day: _closing(names[day], english[day]) for day in sorted(names)},
        {day for day in around.weekend_workdays if day.year == year},
    )


def _closing(name: str, name_en: str) -> Closing:
    if exchanged := _EXCHANGED.search(name):
        day = exchanged[1]
        return Closing(f"Nghỉ hoán đổi với ngày {day}", f"Closed in exchange for {day}")
    if _TET.search(name):
        return Closing("Nghỉ Tết Nguyên đán", "Closed for Lunar New Year")
    if name.startswith("Ngày"):
        name = f"ngày{name[4:]}"
    return Closing(f"Nghỉ {name}", f"Closed for {name_en}")
