"""The hall rebuilt from the journal alone, row by row: who waits where, who is in whose hand."""

from __future__ import annotations

import bisect
import json
from collections.abc import Callable
from typing import Any

from audit.evidence import Row
from audit.rebuilt import BusinessDay, Office, Question, Seat, Visit

OVER = frozenset({"served", "left", "void", "expired"})


class Replay:
    """The state before the next row. What is over leaves it, by way of `ended` and `closed`."""

    def __init__(self) -> None:
        self.visits: dict[int, Visit] = {}
        self.ended: list[Visit] = []
        self.lines: dict[str, list[tuple[int, int, int]]] = {}
        self.seats: dict[int, Seat] = {}
        self.days: dict[int, BusinessDay] = {}
        self.questions: dict[str, Question] = {}
        self.closed: list[Question] = []
        self.asking: dict[int | None, str] = {}
        self.numbers: dict[tuple[int, str], int] = {}
        self.office = Office()
        self.senseless: list[str] = []
        self._follow: dict[str, Callable[[Row], None]] = {
            "ticket": self._ticket, "counter": self._counter, "day": self._day,
            "rating": self._rating, "setting": self._setting,
        }  # fmt: skip

    def follow(self, row: Row) -> None:
        """Lets a row take effect; one that makes no sense is noted and passed over."""
        try:
            if follow := self._follow.get(row.subject):
                follow(row)
        except (LookupError, ValueError, TypeError, AttributeError) as fault:
            self.senseless.append(f"sequence {row.seq} cannot be followed: {fault!r}")

    def visit(self, row: Row) -> Visit | None:
        """The ticket of a row, while its visit lasts."""
        return self.visits.get(int(row.ref)) if row.ref.isdecimal() else None

    def open_day(self) -> BusinessDay | None:
        """The business day that is open."""
        last = self.days[max(self.days)] if self.days else None
        return last if last and last.state == "open" else None

    # --- tickets ---

    def _ticket(self, row: Row) -> None:
        if row.action == "take":
            visit = _taken(row)
            self.visits[visit.id] = visit
            self.numbers[visit.day, visit.series] = visit.number
        else:
            visit = self.visits[int(row.ref)]
            self._leave_line(visit)
            self._let_go(visit, row)
            _change(visit, row)
        if visit.state == "waiting":
            line = self.lines.setdefault(str(visit.place), [])
            bisect.insort(line, (visit.counted, visit.placed, visit.id))
        if row.action == "call" and row.counter is not None:
            self.seats.setdefault(row.counter, Seat()).ticket = visit.id
        if row.action == "start":
            self._cut_short(row)
        if visit.state in OVER:
            self.ended.append(self.visits.pop(visit.id))

    def _leave_line(self, visit: Visit) -> None:
        if visit.state == "waiting":
            line = self.lines[str(visit.place)]
            line.pop(bisect.bisect_left(line, (visit.counted, visit.placed, visit.id)))

    def _let_go(self, visit: Visit, row: Row) -> None:
        """Nobody holds a ticket that is neither called nor served."""
        in_hand = visit.state in ("called", "serving")
        if in_hand and row.after not in ("called", "serving") and visit.counter is not None:
            self.seats.setdefault(visit.counter, Seat()).ticket = None

    def _cut_short(self, row: Row) -> None:
        """The next service starts: the question before it may end sooner than its window."""
        if id := self.asking.get(row.counter):
            asked = self.questions[id]
            if row.hall < asked.earliest:
                asked.closes_hall = asked.earliest

    # --- the rest ---

    def _counter(self, row: Row) -> None:
        seat = self.seats.setdefault(int(row.ref), Seat())
        seat.state, seat.reason = str(row.after), row.reason
        seat.locked = int("locked" in row.flags)
        # The row of a closing names who leaves.
        seat.clerk = None if row.after == "closed" else row.clerk
        seat.since_hall, seat.seq = row.hall, row.seq

    def _day(self, row: Row) -> None:
        id = int(row.ref)
        if row.action == "open":
            date = json.loads(row.detail or "")["date"]
            self.days[id] = BusinessDay(id, date, "open", row.wall, row.hall, row.seq)
        elif row.action in ("close", "reopen"):
            day = self.days[id]
            day.state = str(row.after)
            day.closed_wall = row.wall if row.action == "close" else None
        elif row.action == "restored":
            for series, (_, end) in json.loads(row.detail or "{}").items():
                self.numbers[id, series] = end

    def _rating(self, row: Row) -> None:
        if row.action == "opened":
            told = json.loads(row.detail or "")
            self.asking[row.counter] = row.ref
            self.questions[row.ref] = Question(
                row.ref, row.counter, row.clerk, told["ticket"], row.leg, told["field"], row.day,
                "open", row.hall, told["closes"], told["earliest"],
            )  # fmt: skip
            return
        asked = self.questions.pop(row.ref)
        asked.state = row.action
        self.closed.append(asked)
        if self.asking.get(asked.counter) == row.ref:
            del self.asking[asked.counter]

    def _setting(self, row: Row) -> None:
        if row.action == "found":
            law = json.loads(row.detail or "")
            lines = {int(n): served for n, served in law["lines"].items()}
            self.office = Office(
                lines, law["head_starts"], law["rejoin_after"], law["recall_limit"]
            )
            for n in lines:
                self.seats.setdefault(n, Seat())


def _taken(row: Row) -> Visit:
    told: dict[str, Any] = json.loads(row.detail or "")
    series, number = told["series"], told["number"]
    return Visit(
        id=row.seq, day=row.day, series=series, number=number, label=f"{series}{number:03d}",
        state=str(row.after), leg=row.leg, service=row.service, field=told["field"],
        place=row.place, joined=_ms(row.joined), head_start=_ms(row.head_start),
        counted=_ms(row.counted), placed=row.seq, priority=told["priority"],
        language=told["language"], counter=row.counter, clerk=row.clerk, recalls=0,
        flags=row.flags, issued_wall=row.wall, called_hall=None, started_hall=None,
        ended_hall=None, seq=row.seq,
    )  # fmt: skip


def _change(visit: Visit, row: Row) -> None:
    visit.state, visit.place, visit.seq = str(row.after), row.place, row.seq
    visit.counter, visit.clerk, visit.flags = row.counter, row.clerk, row.flags
    visit.counted = _ms(row.counted)
    if row.action == "call":
        visit.called_hall, visit.recalls = row.hall, 0
    elif row.action == "recall":
        visit.recalls += 1
    elif row.action == "start":
        visit.started_hall = row.hall
    elif row.action == "rejoin":
        visit.called_hall = visit.ended_hall = None
        visit.recalls, visit.placed = 0, row.seq
    else:
        visit.ended_hall = row.hall


def _ms(value: int | None) -> int:
    if not isinstance(value, int):
        raise ValueError("a time is missing")
    return value
