"""What may be asked for and said: a month, a clerk's explanation, a measure, a reminder."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field, field_validator

from config.words import Code, Sentence, Slug
from web.api import Body

Words = Annotated[str, Field(min_length=3, max_length=2_000)]


class Month(BaseModel):
    """A calendar month, "2026-11"; the one that it is now when left out."""

    # Of this millennium: the day after 9999-12 is none.
    month: str | None = Field(default=None, pattern=r"^2[0-9]{3}-[0-9]{2}$")

    @field_validator("month")
    @classmethod
    def _is_one(cls, month: str | None) -> str | None:
        if month:
            dt.date.fromisoformat(f"{month}-01")
        return month

    def days(self, today: str) -> tuple[dt.date, dt.date]:
        """Its first and its last date; `today` is the date that it is now (ISO)."""
        first = dt.date.fromisoformat(f"{self.month or today[:7]}-01")
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


class Explanation(Body):
    """What the clerk has to say, in a few sentences."""

    text: Words


class Decision(Body):
    """The code of a measure of the office's list, and words for the clerk if there are any."""

    measure: Code
    text: Words | None = None


class Reminded(Body):
    """Whom, and of what."""

    clerk: Slug
    text: Annotated[Sentence, Field(min_length=3)]
