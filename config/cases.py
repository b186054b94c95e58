"""When a clerk's ratings become a case, and what may come of one: an office's own thresholds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from config.words import Code, Group, Name

Count = Annotated[int, Field(ge=0, le=1_000)]


class Cases(Group):
    """A number of 0 turns its rule off; `low` is below the middle of the scale."""

    grave: bool = True
    day_low_n: Count = 3
    month_n: Annotated[int, Field(ge=0, le=10_000)] = 20
    month_low_percent: Annotated[int, Field(ge=1, le=100)] = 10
    month_mean: Annotated[float, Field(ge=1, le=5)] = 3.5
    explain_days: Annotated[int, Field(ge=0, le=60)] = 5
    text_days: Annotated[int, Field(ge=30, le=1_100)] = 365


class Measure(Group):
    """What a person may decide in a case; `reminder`: it stands in the log of reminders too."""

    code: Code
    name: Name
    name_en: Name = Field(default_factory=lambda entry: entry.get("name", ""))
    reminder: bool = False


# The measures of the plans' rating law, and that none was called for.
USUAL_MEASURES = [
    Measure(code="TALK", name="Trao đổi, rút kinh nghiệm", name_en="Talk it over"),
    Measure(code="REMIND", name="Nhắc nhở", name_en="Reminder", reminder=True),
    Measure(code="COACH", name="Kèm cặp tại quầy", name_en="Coaching at the counter"),
    Measure(code="TRAIN", name="Tập huấn lại", name_en="Training"),
    Measure(code="MOVE", name="Điều chuyển quầy", name_en="Another counter"),
    Measure(code="REPORT", name="Báo cáo Chủ tịch xem xét", name_en="Reported to the chairman"),
    Measure(code="NONE", name="Không cần biện pháp", name_en="No measure needed"),
]
