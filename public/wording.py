"""How a figure is written for people who pass by: whole minutes, whole percents."""

from __future__ import annotations

import math
from typing import Any

Words = dict[str, str]


def minutes(seconds: float | None, say: Words) -> str:
    """A time rounded up to a minute; a dash where there is none."""
    if seconds is None:
        return "–"
    if seconds < 60:
        return say["under_a_minute"]
    return say["minutes"].format(n=math.ceil(seconds / 60))


def less_break(row: dict[str, Any], name: str, say: Words) -> str:
    """A time without the break between two sessions, where that says something else; else ""."""
    lived, opened = (minutes(row[key], say) for key in (name, f"open_{name}"))
    return "" if opened == lived else say["less_break"].format(time=opened)


def percent(share: float, lang: str) -> str:
    """A share as people write it: 96 % in Vietnamese, 96% in English."""
    return f"{round(100 * share)}{'%' if lang == 'en' else chr(0xA0) + '%'}"


def said_month(month: str, say: Words) -> str:
    """`2026-10` as "tháng 10/2026"."""
    year, number = month.split("-")
    return say["month"].format(month=int(number), year=year)
