"""Figures that somebody says were kept, in a history that keeps none."""

from __future__ import annotations

from audit.figured import Figured
from tests.audit.cases import breaks
from tests.audit.tampering import Tampered


@breaks(Figured)
def a_day_of_nothing(it: Tampered) -> str:
    it.sql("INSERT INTO rolled (span, first, last, layout) "
           "VALUES ('day', 1, 1, '2 Asia/Ho_Chi_Minh ')")  # fmt: skip
    return "day 1, all : called is kept as 0, the rows say"


@breaks(Figured)
def figures_of_a_day_that_never_was(it: Tampered) -> str:
    it.sql("INSERT INTO rolled (span, first, last, layout) "
           "VALUES ('day', 77, 77, '2 Asia/Ho_Chi_Minh ')")  # fmt: skip
    return "day 77: "
