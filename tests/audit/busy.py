"""A busy little hall without a server: one writer, a clock moved by hand, days that really end."""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import office
from config import Settings, parse
from db.clock import SetClock
from db.errors import MotCuaError
from db.models import Ticket
from db.statement import rows as listed
from db.store import open_store
from db.transaction import Transaction
from db.writer import Job, Press
from ratings import question
from tickets import closing, counters, printing, rows, taking

HALL = """\
[server]
public_url = "http://hall"
[day]
trust_clock = "always"
[floor]
block = 10
[[printers]]
name = "slips"
driver = "virtual"
[[printers]]
name = "far"
driver = "tcp://127.0.0.1:9"
kiosks = ["Ki-ốt 2"]
[[screens]]
kind = "kiosk"
name = "Ki-ốt 2"
[hall]
always_open = true
office = { name = "Trung tâm" }
rules = { grace_min = 6, recall_limit = 1, appointment_class = "booked" }
fields = [
  { id = "ho-tich", series = "A", name = "Hộ tịch" },
  { id = "chung-thuc", series = "C", name = "Chứng thực" },
  { id = "dat-dai", series = "G", name = "Đất đai" },
]
services = [
  { id = "khai-sinh", field = "ho-tich", name = "Khai sinh" },
  { id = "ban-sao", field = "chung-thuc", name = "Bản sao" },
  { id = "so-do", field = "dat-dai", name = "Sổ đỏ" },
]
staff = [
  { id = "cb1", name = "canbo1", label = "Cán bộ 1" },
  { id = "cb2", name = "canbo2", label = "Cán bộ 2" },
  { id = "cb3", name = "canbo3", label = "Cán bộ 3" },
]
priorities = [
  { id = "elderly", name = "Người cao tuổi", head_start_min = 15 },
  { id = "booked", name = "Có hẹn", head_start_min = 10 },
]
pauses = [{ code = "BREAK", name = "Nghỉ" }]
hold_reasons = [{ code = "FORM", name = "Điền tờ khai" }]
call_reasons = [{ code = "FUNERAL", name = "Việc tang" }]
reasons = [
  { code = "R1", name = "Chờ lâu" },
  { code = "R5", name = "Giấy tờ ngoài quy định", route = "head" },
  { code = "R8", name = "Gợi ý chi thêm tiền", route = "head-only" },
]
[[hall.counters]]
n = 1
label = "Quầy 1"
lines = [{ field = "ho-tich" }, { field = "chung-thuc", offset_min = 5 }]
[[hall.counters]]
n = 2
label = "Quầy 2"
lines = [{ field = "chung-thuc" }, { field = "ho-tich", offset_min = 3 }, { field = "dat-dai" }]
[[hall.counters]]
n = 3
label = "Quầy 3"
lines = [{ field = "dat-dai" }]
"""

# Thursday 2026-11-19, 08:00 in Việt Nam, in ms.
MORNING = 1_795_050_000_000
MINUTE = 60_000

Command = Callable[[Transaction], Any]


def settings() -> Settings:
    """This hall's configuration."""
    return parse(HALL)


class Busy:
    """The hall, opened for as long as the `with` lasts; every verb of a day's work."""

    def __init__(
        self, state: Path, seed: int = 1, start: int = MORNING, boot: str = "one", text: str = HALL
    ) -> None:
        self.state, self.random = state, random.Random(seed)
        self.settings = parse(text)
        self.clock = SetClock(start, boot)
        self.refused = self.presses = 0
        # Another kiosk each time the hall is opened: its keys are not those of the last.
        self.kiosk = secrets.token_hex(4)

    def __enter__(self) -> Self:
        self.store = open_store(self.state, self.clock, self.settings)
        self.writer = self.store.writer
        self.writer.open()
        (self.state / "paper").mkdir(exist_ok=True)
        if not self.store.founded:
            self.do(lambda tx: office.found(tx, self.settings.hall))
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self.store.close()

    # --- commands ---

    def do(self, command: Callable[[Transaction], Any], press: Press | None = None) -> Any:
        """One command alone in its transaction; its answer, or the fault it met."""
        job = Job(command, press)
        self.writer.run([job])
        self.writer.rest()
        if job.fault:
            raise job.fault
        return json.loads(job.answer.text) if job.answer and job.answer.text else None

    def together(self, *commands: Callable[[Transaction], Any]) -> None:
        """Several commands that share a transaction; some may be refused."""
        jobs = [Job(command) for command in commands]
        self.writer.run(jobs)
        self.refused += sum(isinstance(job.fault, MotCuaError) for job in jobs)
        broken = [job.fault for job in jobs if job.fault and not isinstance(job.fault, MotCuaError)]
        assert not broken, broken

    def act(self, command: Callable[..., Any], *values: Any, **named: Any) -> Any:
        """One of the hall's own commands, with its values."""
        return self.do(lambda tx: command(tx, *values, **named))

    def take(
        self, service: str = "khai-sinh", priority: str | None = None, printer: str | None = None
    ) -> int:
        """A number; the ticket's id. Pressed twice with one key, as an impatient kiosk does."""
        self.presses += 1
        press = Press("token:1", f"{self.kiosk}-{self.presses}", "body")

        def command(tx: Transaction) -> Any:
            return taking.take(tx, service, priority, "vi", printer, "token:1")

        first = self.do(command, press)
        assert self.do(command, press) == first
        return int(first["id"])

    def check_in(self, code: str) -> int:
        """Somebody has come for this appointment."""
        more = taking.More(appointment=code)
        return int(self.act(taking.take, "", None, "vi", None, "token:1", more=more)["id"])

    def minutes(self, many: float) -> None:
        """Time passes; what is due happens."""
        self.clock.move_to(self.clock.now + round(many * MINUTE))
        self.do(closing.tick)

    def until(self, wall: int) -> None:
        """Hours pass, in steps, so that timers run out when they are due."""
        while self.clock.now < wall:
            self.clock.move_to(min(wall, self.clock.now + 10 * MINUTE))
            self.do(closing.tick)

    def print_all(self) -> None:
        """The printers put out what is queued; the far one breaks now and then."""
        for printer in ("slips", "far"):
            for job in self.act(printing.claim, printer, ready=True)["jobs"]:
                if printer == "slips":
                    (self.state / "paper" / f"{job['job']:06d}.bin").write_bytes(b"slip")
                state = "printed" if printer == "slips" else self.random.choice(["sent", "unknown"])
                self.act(printing.settle, [(job["job"], state, "")])

    def rate(self, n: int, level: int) -> None:
        """A face at this counter's pad, if it asks; a low one gives a reason as well."""
        row = question._at_counter.one(counter=n)
        if row is None:
            return
        key = self.random.randbytes(16)

        def command(tx: Transaction) -> Any:
            answer = question.answer(tx, row[0], n, level, key)
            if level < 3:
                question.add(tx, row[0], key, question.More(("R1",)))
            return answer

        self.do(command)

    # --- days ---

    def open_counters(self) -> None:
        """Everybody sits down; at the third counter nobody has signed in."""
        for n, clerk in ((1, "cb1"), (2, "cb2"), (3, None)):
            self.act(counters.open_counter, n, clerk, pin_ok=False, actor="t")

    def open_counters_on_a_new_day(self) -> None:
        """The day opens by its rule, and everybody sits down."""
        self.do(closing.tick)
        self.open_counters()

    def work(self, presses: int, something: Callable[[Busy], Command]) -> None:
        """So many things happen, one after another or at once, by chance but lawfully."""
        for _ in range(presses):
            self.clock.move_to(self.clock.now + self.random.randrange(1_000, 50_000))
            self.together(*(something(self) for _ in range(self.random.choice([1, 1, 2, 4]))))
            if self.random.random() < 0.4:
                self.do(closing.tick)
                self.print_all()
            if self.random.random() < 0.6:
                self._try_rating()

    def _try_rating(self) -> None:
        try:
            self.rate(self.random.choice([1, 1, 2]), self.random.randint(1, 5))
        except MotCuaError:
            self.refused += 1


def in_state(state: str) -> list[int]:
    """The tickets in this state."""
    return [row[0] for row in listed(Ticket.select(Ticket.id).where(Ticket.state == state))]


def ticket(id: int) -> rows.TicketRow:
    """One ticket as it is now."""
    return rows.found(id)
