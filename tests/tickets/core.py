"""The core without a server: a state on disk, its writer on this thread, a clock in the hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import office
from config import parse
from db.errors import MotCuaError
from db.models import Journal, Ticket
from db.statement import rows as listed
from db.store import open_store
from db.transaction import Transaction
from db.writer import Answer, Job, Press
from tickets import closing, counters, rows, verbs
from tickets import taking as giving
from tickets.hall import ON_A_TICKET
from tickets.rows import TicketRow

# Two lines; each counter has one of its own and helps with the other after five minutes.
HALL = """\
[day]
trust_clock = "always"
[limits]
reserve_mib = 1
[floor]
block = 10
[hall]
always_open = true
office = { name = "Trung tâm" }
rules = { grace_min = 6, recall_limit = 1, rejoin_after = 2, forgotten_after_min = 30 }
fields = [
  { id = "ho-tich", series = "A", name = "Hộ tịch" },
  { id = "chung-thuc", series = "C", name = "Chứng thực" },
]
services = [
  { id = "khai-sinh", field = "ho-tich", name = "Khai sinh" },
  { id = "ban-sao", field = "chung-thuc", name = "Bản sao" },
]
priorities = [{ id = "uu-tien", name = "Ưu tiên", head_start_min = 15 }]
pauses = [{ code = "BREAK", name = "Nghỉ" }]
hold_reasons = [{ code = "FORM", name = "Điền tờ khai" }]
call_reasons = [{ code = "FUNERAL", name = "Việc tang" }]
[[hall.counters]]
n = 1
label = "Quầy 1"
lines = [{ field = "ho-tich" }, { field = "chung-thuc", offset_min = 5 }]
[[hall.counters]]
n = 2
label = "Quầy 2"
lines = [{ field = "chung-thuc" }, { field = "ho-tich", offset_min = 5 }]
"""
SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
# Friday, 20 November 2026, 08:00 in Vietnam.
MORNING = 1_795_136_400_000


@dataclass
class HandClock:
    """A wall that may jump either way, and a boot-time clock that only ticks on."""

    now: int = MORNING
    ticks: int = 5 * HOUR
    boot: str = "first boot"

    def wall(self) -> int:
        return self.now

    def ticking(self) -> int:
        return self.ticks

    def wait(self, ms: int) -> None:
        """Time passes on both."""
        self.now += ms
        self.ticks += ms

    def jump(self, ms: int) -> None:
        """Somebody sets the wall clock."""
        self.now += ms

    def reboot(self, boot: str, off: int = 0) -> None:
        """The machine starts anew, `off` ms later."""
        self.boot, self.ticks = boot, 0
        self.now += off


class Core:
    """An open hall; each word runs one command and gives its answer, or raises its fault."""

    def __init__(
        self, state: Path, clock: HandClock | None = None, hall: str = HALL, open_day: bool = True
    ) -> None:
        self.state, self.clock = state, clock or HandClock()
        self.settings = parse(hall)
        self.store = open_store(state, self.clock, self.settings)
        self.writer = self.store.writer
        self.writer.open()
        if not self.store.founded:
            self.told(lambda tx: office.found(tx, self.settings.hall))
        if open_day:
            self.tick()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the state back, with an empty WAL; nothing after a crash."""
        if not self.store.lock.closed:
            self.writer.close()
            self.store.close()

    def crash(self) -> None:
        """Gives the state back as a killed process leaves it."""
        self.writer.database.close()
        self.store.close()

    def run(self, *jobs: Job) -> list[Any]:
        """One batch; what was told."""
        told = self.writer.run(list(jobs))
        self.writer.rest()
        return told

    def answer(
        self, command: Callable[[Transaction], Any], key: str = "", body: str = "", who: str = "ki"
    ) -> Answer:
        """One command, under a key if there is one."""
        job = Job(command, Press(who, key, body) if key else None)
        self.run(job)
        if job.fault:
            raise job.fault
        assert job.answer
        return job.answer

    def told(self, command: Callable[[Transaction], Any], key: str = "", body: str = "") -> Any:
        """The JSON of one command's answer."""
        text = self.answer(command, key, body).text
        return json.loads(text) if text else None

    # --- what people press ---

    def take(self, service: str = "khai-sinh", priority: str | None = None, key: str = "") -> Any:
        return self.told(taking(service, priority), key, service)

    def open(self, n: int = 1, clerk: str | None = None) -> None:
        self.told(lambda tx: counters.open_counter(tx, n, clerk, pin_ok=False, actor="test"))

    def pause(self, n: int = 1) -> None:
        self.told(lambda tx: counters.pause_counter(tx, n, "BREAK", lock=False, actor="test"))

    def shut(self, n: int = 1) -> None:
        self.told(lambda tx: counters.close_counter(tx, n, "test"))

    def call(self, n: int = 1) -> str | None:
        """The number called, or None when nobody waits."""
        row = self.told(lambda tx: verbs.press(tx, n, "call-next", "test"))
        return TicketRow(*row).label if row else None

    def at(self, n: int, verb: str, **said: Any) -> None:
        """Any of `verbs.VERBS`, with what the press says besides."""
        self.told(lambda tx: verbs.press(tx, n, verb, "test", **said) and None)

    def next(self, n: int = 1) -> None:
        self.at(n, "next")

    def rejoin(self, id: int) -> None:
        self.on(id, "rejoin")

    def leave(self, id: int) -> None:
        self.on(id, "leave")

    def on(self, id: int, action: str) -> None:
        """leave, pass, rejoin, confirm or void."""
        self.told(lambda tx: ON_A_TICKET[action](tx, id, "test"))

    def tick(self) -> Any:
        return self.told(closing.tick)

    def wait(self, ms: int) -> None:
        """Time passes, and what is due happens."""
        self.clock.wait(ms)
        self.tick()

    # --- what is there ---

    def ticket(self, id: int) -> TicketRow:
        return rows.found(id)

    def number(self, id: int) -> str:
        return rows.found(id).label

    def states(self) -> dict[str, str]:
        """Every ticket's number and state, by day and number."""
        found = Ticket.select(Ticket.label, Ticket.state).order_by(Ticket.day, Ticket.id)
        return dict(listed(found))

    def journal(self) -> list[str]:
        """The journal in short: subject, action."""
        found = Journal.select(Journal.subject, Journal.action).order_by(Journal.seq)
        return [f"{subject} {action}" for subject, action in listed(found)]


def taking(service: str = "khai-sinh", priority: str | None = None) -> Callable[..., Any]:
    """The command that takes a number."""
    return lambda tx: giving.take(tx, service, priority, "vi", None, "test")


def refusal(press: Callable[[], Any]) -> str:
    """The code or the field with which a press is refused."""
    try:
        press()
    except MotCuaError as fault:
        return str(getattr(fault, "code", fault))
    raise AssertionError("it was not refused")
