"""Reports: the periods they are about (`reports.toml`), and what stands at their head and foot."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field as Setting

from config.words import Group, Sentence, Slug, Text

ONE_DAY = dt.timedelta(days=1)
Month = Annotated[int, Setting(ge=1, le=12)]


class Letterhead(Group):
    """What stands at the head and foot of a report (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

    place: Text = ""
    number: Text = "Số: ……/BC-TTPVHCC"
    authority: Annotated[list[Sentence], Setting(max_length=4)] = ["Giám đốc"]
    signer: Text = ""
    addressees: Annotated[list[Sentence], Setting(max_length=20)] = [
        "Đảng ủy xã;",
        "Thường trực HĐND xã;",
        "UBND xã;",
        "UBMTTQ Việt Nam xã;",
        "Lưu: VT.",
    ]


class Span(NamedTuple):
    """Dates from one to another, both included."""

    begin: dt.date
    end: dt.date


class Preset(Group):
    """One kind of period; see reports.toml."""

    id: Slug
    days: Annotated[int, Setting(ge=0, le=31)] = 0
    months: Annotated[int, Setting(ge=0, le=12)] = 0
    from_day: Annotated[int, Setting(ge=1, le=28)] = 1
    begins: list[Month] = []
    sheet: Literal["day", "brief", "full"]
    due_after: Annotated[int, Setting(ge=0, le=60)] = 0
    remind: list[Annotated[int, Setting(ge=0, le=60)]] = []
    source: Text
    source_en: Text
    example: bool = False

    def begun(self, today: dt.date) -> Iterator[Span]:
        """Every period of this kind that has begun, the newest first."""
        if self.days:
            begin = today - dt.timedelta(days=today.weekday() if self.days == 7 else 0)
            while True:
                yield Span(begin, begin + dt.timedelta(days=self.days - 1))
                begin -= dt.timedelta(days=self.days)
        for year in range(today.year, dt.MINYEAR, -1):
            for month in sorted(self.begins, reverse=True):
                begin = dt.date(year, month, self.from_day)
                if begin <= today:
                    yield Span(begin, _months_on(begin, self.months) - ONE_DAY)

    def holds(self, begin: dt.date) -> Span | None:
        """The period that begins on this date; None when none of this kind does."""
        found = next(self.begun(begin))
        return found if found.begin == begin else None

    def due(self, span: Span) -> dt.date | None:
        """The date before which its report is to be sent."""
        return span.end + dt.timedelta(days=self.due_after) if self.due_after else None


@cache
def presets() -> dict[str, Preset]:
    """The kinds of periods, by id."""
    path = Path(__file__).with_name("reports.toml")
    tables = tomllib.loads(path.read_text("utf-8"))["periods"]
    return {table["id"]: Preset.model_validate(table) for table in tables}


def _months_on(date: dt.date, months: int) -> dt.date:
    years, month = divmod(date.month - 1 + months, 12)
    return date.replace(year=date.year + years, month=month + 1)
