"""Answers of clerks as a pad would have left them, and days that close over them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db.models import Answer, LowCase, Rating
from db.statement import rows
from office import staffing
from office.moment import Moment
from office.staffing import Secrets
from tests.tickets.core import HALL, HOUR, Core
from tickets import closing

REASONS = """reasons = [
  { code = "R1", name = "Chờ lâu", of_clerk = false }, { code = "R2", name = "Thái độ" },
  { code = "R5", name = "Giấy tờ ngoài quy định", route = "head" },
  { code = "R8", name = "Gợi ý chi thêm tiền", route = "head-only" },
  { code = "P1", name = "Niềm nở", kind = "praise" },
]
pauses ="""
DAY = 24 * HOUR


@contextmanager
def opened(path: Path, cases: str = "") -> Iterator[Core]:
    """A hall with two clerks, a supervisor and a head; `cases` are thresholds of its own."""
    hall = HALL.replace("pauses =", REASONS) + f"[hall.cases]\n{cases}\n"
    with Core(path / "state", hall=hall) as core:
        for id, role in (
            ("an", "clerk"),
            ("binh", "clerk"),
            ("boss", "supervisor"),
            ("hai", "head"),
        ):
            what = {"name": id, "label": f"Cán bộ {id}", "role": role}
            core.told(lambda tx: staffing.hire(tx, id, what, Secrets("", None), "control"))  # noqa: B023
        yield core


def rated(core: Core, clerk: str, levels: str, codes: str = "", **more: Any) -> None:
    """Answers given today at a pad, one a digit: "5512"; `codes` with each of them."""

    def keep(tx: Any) -> None:
        for level in levels:
            said = {"half": "am", "scale": 5, "counter": 0, "field": "", "excluded": None} | more
            Rating.insert(
                key=secrets.token_bytes(16), clerk=clerk, day=tx.day.id, level=int(level),
                reasons=codes, **said,
            ).execute()  # fmt: skip

    core.told(keep)


def answered(core: Core, clerk: str, levels: str, codes: str = "", channel: str = "phone") -> None:
    """Answers that came later, by phone or on paper."""
    core.told(
        lambda _: [
            Answer.insert(
                key=secrets.token_bytes(16), channel=channel, clerk=clerk, scale=5,
                level=int(level), reasons=codes,
            ).execute()
            for level in levels
        ] and None
    )  # fmt: skip


def day_ends(core: Core, nights: int = 1) -> None:
    """The day closes, and the next one opens so many nights later."""
    core.told(lambda tx: closing.close_day(tx, "boss"))
    core.clock.wait(nights * DAY)
    core.tick()


def found() -> list[tuple[str, str, str]]:
    """Clerk, rule and period of each case, in the order in which they were opened."""
    what = (LowCase.clerk, LowCase.rule, LowCase.period)
    return rows(LowCase.select(*what).order_by(LowCase.id))


def case_of(rule: str) -> int:
    """The newest case by this rule."""
    asked = LowCase.select(LowCase.id).where(LowCase.rule == rule).order_by(LowCase.id.desc())
    id: int = rows(asked)[0][0]
    return id


def now(core: Core) -> Moment:
    """This instant."""
    writer = core.store.writer
    return Moment(writer.hall_time(), writer.clock.wall(), writer.machine)
