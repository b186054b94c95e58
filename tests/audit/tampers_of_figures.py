"""Figures that somebody says were kept, in a history that keeps none."""

from __future__ import annotations

import zlib

from audit.figured import LAYOUT, Figured
from tests.audit.cases import breaks
from tests.audit.tampering import Tampered


@breaks(Figured)
def a_day_of_nothing(it: Tampered) -> str:
    keeps(it, 1)
    return "day 1, all : called is kept as 0, the rows say"


@breaks(Figured)
def figures_of_a_day_that_never_was(it: Tampered) -> str:
    keeps(it, 77)
    return "day 77: "


def keeps(it: Tampered, day: int) -> None:
    """That this day was counted, as the program counts now, and nothing was found."""
    services = it.sql("SELECT id, minutes FROM service ORDER BY id")
    usual = zlib.crc32(",".join(f"{id}={minutes}" for id, minutes in services).encode())
    layout = f"{LAYOUT} Asia/Ho_Chi_Minh  200:{usual:08x}"
    it.sql("INSERT INTO rolled (span, first, last, layout) VALUES ('day', ?, ?, ?)",
           day, day, layout)  # fmt: skip
