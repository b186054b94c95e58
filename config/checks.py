"""When a day's ratings of one clerk are to be looked at: thresholds, none of them a verdict."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from config.words import Group

Count = Annotated[int, Field(ge=0, le=1_000)]
Span = Annotated[int, Field(ge=1, le=600)]


class Checks(Group):
    """Each names a clerk's day, so that a supervisor looks at it; a number of 0 turns it off."""

    short_s: Span = 20
    short_n: Count = 3
    burst_min: Annotated[int, Field(ge=1, le=60)] = 5
    burst_n: Count = 8
    perfect_n: Count = 25
    equal_s: Annotated[int, Field(ge=0, le=60)] = 2
    equal_n: Count = 5
    own_n: Count = 1
    own_figures_n: Annotated[int, Field(ge=10, le=1_000)] = 10
