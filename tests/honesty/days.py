"""Days of a hall through the core, without a server: everybody's services in the order of time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from db.models import OpenRating
from db.statement import Statement, hole
from db.transaction import Transaction
from ratings import checks, question
from tests.honesty.people import HOUR, Day, Service
from tests.tickets.core import Core
from tickets import closing, counters, taking, verbs

CLERKS = 5
HALL = """\
[day]
trust_clock = "always"
[limits]
reserve_mib = 1
[hall]
always_open = true
office = { name = "Trung tâm" }
call_reasons = [{ code = "HELP", name = "Giúp quầy bên" }]
reasons = [
  { code = "R1", name = "Chờ lâu" },
  { code = "R2", name = "Thái độ" },
  { code = "P1", name = "Niềm nở", kind = "praise" },
  { code = "P2", name = "Nhanh", kind = "praise" },
]
""" + "".join(
    f"""\
[[hall.fields]]
id = "f{n}"
series = "{"ACGHK"[n - 1]}"
name = "Lĩnh vực {n}"
[[hall.services]]
id = "s{n}"
field = "f{n}"
name = "Việc {n}"
[[hall.staff]]
id = "cb{n}"
name = "canbo{n}"
label = "Cán bộ {n}"
[[hall.counters]]
n = {n}
label = "Quầy {n}"
lines = [{{ field = "f{n}" }}, {{ field = "f{n % CLERKS + 1}", offset_min = 5 }}]
"""
    for n in range(1, CLERKS + 1)
)
_asked = Statement(
    OpenRating.select(OpenRating.id).where(
        (OpenRating.counter == hole("counter")) & (OpenRating.state == "open")
    )
)
MORNING_IN = 24 * HOUR


class Given(NamedTuple):
    """What a rig knows and no table does: which answer was whose."""

    key: bytes
    question: str
    ticket: int
    level: int


class Hall:
    """The core, and the truth about every answer."""

    def __init__(self, state: Path, key: Callable[[], bytes] | None = None) -> None:
        """`key` gives each answer its key, when it is not to be random."""
        self.core = Core(state, hall=HALL, open_day=False)
        self.key = key or (lambda: secrets.token_bytes(16))
        self.given: list[Given] = []
        self.morning = self.core.clock.now
        self.date = 0

    def open(self) -> None:
        """The next day; everybody sits down."""
        self._until(self.date * MORNING_IN)
        self.core.tick()
        for n in range(1, CLERKS + 1):
            self._sit(n)

    def _sit(self, n: int) -> None:
        self.do(lambda tx: counters.open_counter(tx, n, f"cb{n}", pin_ok=False, actor="test"))

    def play(self, days: Mapping[int, Day], also: Callable[[], object] = lambda: None) -> None:
        """Everybody's services (by counter), in the order of time; `also` after each of them."""
        steps = sorted(
            ((at, n, i, step) for n, day in days.items()
             for i, each in enumerate(day) for at, step in _steps(self, n, each)),
            key=lambda found: found[:3],
        )  # fmt: skip
        for at, _, _, step in steps:
            self._until(self.date * MORNING_IN + at)
            step()
            also()

    def close(self) -> None:
        """The day is over, and sealed."""
        self.do(lambda tx: closing.close_day(tx, "test"))
        self.date += 1

    def answer(self, n: int, service: Service) -> None:
        """Somebody answers at counter `n`."""
        asked, ticket = self.asked(n)
        key = self.key()

        def command(tx: Transaction) -> Any:
            if service.own:
                checks.from_own_side(tx, asked, service.own)
            return question.answer(tx, asked, n, service.level or 1, key)

        self.do(command)
        self.given.append(Given(key, asked, ticket, service.level or 1))

    def asked(self, n: int) -> tuple[str, int]:
        """The question open at counter `n`, and its ticket."""
        (question,) = _asked.one(counter=n) or ("",)
        return question, OpenRating.get_by_id(question).ticket

    def do(self, command: Callable[[Transaction], Any]) -> Any:
        """One command; its answer, or the fault it met."""
        return self.core.told(command)

    def named(self) -> set[tuple[int, str, str]]:
        """(day, clerk, check) of all that was named."""
        return {(e["day"], e["clerk"], e["check"]) for e in checks.listed(1, 10_000)}

    def _until(self, at: int) -> None:
        """Time never goes back; at night it passes at once."""
        self.core.clock.wait(max(0, self.morning + at - self.core.clock.now))


def _steps(hall: Hall, n: int, service: Service) -> Iterator[tuple[int, Callable[[], None]]]:
    """(when, what) of one service at counter `n`."""
    yield service.at, lambda: _begin(hall, n)
    yield (
        service.at + service.took,
        lambda: hall.do(lambda tx: verbs.press(tx, n, "finish", "test") and None),
    )
    if service.level is not None:
        yield service.at + service.took + service.after, lambda: hall.answer(n, service)


def _begin(hall: Hall, n: int) -> None:
    """Somebody comes, is called and stands there; one in three for what the counter helps with."""
    field = n % CLERKS + 1 if len(hall.given) % 3 == 0 else n

    def command(tx: Transaction) -> None:
        taken = taking.take(tx, f"s{field}", None, "vi", None, "test")
        if field != n:
            verbs.press(tx, n, "call", "test", ticket=taken["id"], reason="HELP")
        else:
            verbs.press(tx, n, "call-next", "test")
        verbs.press(tx, n, "start", "test")

    hall.do(command)
