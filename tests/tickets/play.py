"""A hall beside its model: both are pressed alike, and everything that can be seen must agree."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from db.engine import database
from tests.tickets.core import HALL, MORNING, Core, refusal
from tests.tickets.model_day import Model
from tests.tickets.model_hall import CLERKS, No, Person
from tickets import rows, undo
from tickets.rows import TicketRow

# For speed: what a disk keeps is asked elsewhere.
SHM = Path("/dev/shm")
CLERK = '[[hall.staff]]\nid = "{0}"\nname = "{0}"\nlabel = "{0}"\n'
STAFFED = HALL + "".join(CLERK.format(id) for id in CLERKS)


class Play:
    """One hall beside one model."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(dir=SHM if SHM.exists() else None))
        self.hall = STAFFED
        self.core = Core(self.home / "state", hall=self.hall)
        self.model = Model(MORNING, MORNING)
        self.model.row("setting", "office", "found")
        self.model.tick()
        self.pressed = self.seen = self.boots = self.keys = self.jumps = 0
        self.agree()

    def end(self) -> None:
        self.core.close()
        shutil.rmtree(self.home)

    def both(self, real: Callable[[], Any], model: Callable[[], Any]) -> None:
        """The same answer, or the same refusal of both."""
        self.pressed += 1
        rows_before, no, expected = self.model.turn, "", None
        try:
            expected = model()
        except No as told:
            no = str(told)
        if no:
            assert (self.model.turn, refusal(real)) == (rows_before, no)
        else:
            assert real() in (None, expected)

    def do(self, command: Callable[..., Any], *said: Any, **more: Any) -> Callable[[], Any]:
        """A command of the core, still to be run; what it answers is looked at elsewhere."""
        return lambda: self.core.told(lambda tx: command(tx, *said, **more) and None)

    # --- whether they agree ---

    def agree(self) -> None:
        """All that the last press has changed, and what a hall shows all the time."""
        rows_before = self.seen
        for id in self._journal():
            differs(_of_ticket(rows.found(id)), _of_model(self.model.people[id]))
        for n, desk in self.model.desks.items():
            now = rows.existing(n)
            hand = desk.hand.id if desk.hand else None
            kept = (now.state, now.reason, now.locked, now.clerk, now.ticket, now.quick)
            assert kept == (desk.state, desk.reason, desk.locked, desk.clerk, hand, desk.quick)
            last = undo.last(now, self.model.now)
            image = desk.undo if desk.undo and desk.undo.until >= self.model.now else None
            assert (last and (last["verb"], last["until"])) == (image and (image.verb, image.until))
        if self.seen > rows_before:
            self._what_follows()

    def _journal(self) -> set[int]:
        """The new rows are the model's; the tickets that they are about."""
        new = _read(
            "SELECT seq, subject, ref, action, before, after, reason, undoes, detail, hall "
            "FROM journal WHERE seq > ? ORDER BY seq", self.seen,
        )  # fmt: skip
        told, self.seen = [_told(*row) for row in new], self.seen + len(new)
        assert told == self.model.rows, f"\n{told}\n{self.model.rows}"
        self.model.rows = []
        assert not new or (new[-1][0], new[-1][-1]) == (self.model.turn, self.model.last[0])
        return {int(row[1]) for row in told if row[0] == "ticket"}

    def _what_follows(self) -> None:
        standing = dict(_read("SELECT place, waiting FROM standing WHERE waiting != 0"))
        waiting = [p.place for p in self.model.people.values() if p.state == "waiting"]
        assert standing == {place: waiting.count(place) for place in waiting}
        open_now = _read("SELECT counter, closes_hall FROM open_rating WHERE state = 'open'")
        assert dict(open_now) == {n: q.closes for n, q in self.model.questions.items()}
        voices = _read("SELECT id, state FROM announcement ORDER BY id DESC LIMIT 5")
        assert voices == list(islice(reversed(self.model.voices.items()), 5))
        for service, samples, mean, variance in _read("SELECT * FROM pace WHERE samples > 0"):
            n, average, spread = self.model.pace.get(service, (0, 0.0, 0.0))
            assert samples == n
            assert abs(mean - average) < 1e-6 * (1 + average)
            assert abs(variance - spread) < 1e-4 * (1 + spread)

    def agree_on_all(self) -> None:
        """Every ticket, not only those that were touched."""
        for id, person in self.model.people.items():
            differs(_of_ticket(rows.found(id)), _of_model(person))


def differs(real: dict[str, Any], model: dict[str, Any]) -> None:
    """AssertionError with what differs."""
    assert {k: v for k, v in real.items() if model[k] != v} == {}, f"{real}\n{model}"


def _read(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return database.wire().execute(sql, values).fetchall()


def _of_ticket(row: TicketRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Person.__dataclass_fields__}


def _of_model(person: Person) -> dict[str, Any]:
    return dict(vars(person))


def _told(
    _seq: int, subject: str, ref: str, action: str, before: str | None, after: str | None,
    reason: str | None, undoes: int | None, detail: str | None, _hall: int,
) -> tuple[Any, ...]:  # fmt: skip
    # The questions of pads have random names.
    ref = "" if subject == "rating" else ref
    passed = frozenset(json.loads(detail).get("passed", []) if detail else [])
    return subject, ref, action, before, after, reason, undoes, passed
