"""The hall rebuilt from the journal alone, row by row: who waits where, who is in whose hand."""

from __future__ import annotations

import bisect
import json
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from audit import steps
from audit.evidence import Row
from audit.offices import Office
from audit.rebuilt import BusinessDay, Question, Quick, Seat, Visit

OVER = frozenset({"served", "left", "void", "expired"})
# What a counter does, and may take back as long as it has done nothing else.
OWN = frozenset({
    "call", "call-this", "recall", "start", "hold", "resume", "finish", "miss", "transfer",
    "add-service", "return", "note",
})  # fmt: skip
# What was undone too late is followed all the same, so that it is named and nothing else.
LATE_MS = 60_000


class Image(NamedTuple):
    """A ticket as it was before a row; whoever pressed may put it back `until` then (hall ms)."""

    ticket: int
    seq: int
    command: int
    counter: int | None
    until: int
    values: tuple[Any, ...]


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
        self.quick: dict[int, Quick] = {}
        self.numbers: dict[tuple[int, str], int] = {}
        self.images: dict[int, Image] = {}
        self.office = Office()
        self.senseless: list[str] = []
        self._over: deque[tuple[int, int, int]] = deque()
        self._kept: deque[Image] = deque()
        self._follow: dict[str, Callable[[Row], None]] = {
            "ticket": self._ticket, "counter": self._counter, "day": self._day,
            "rating": self._rating, "setting": self._setting, "assignment": self._assignment,
            "quick": self._quick,
        }  # fmt: skip

    def follow(self, row: Row) -> None:
        """Lets a row take effect; one that makes no sense is noted and passed over."""
        try:
            if follow := self._follow.get(row.subject):
                follow(row)
        except (LookupError, ValueError, TypeError, AttributeError) as fault:
            self.senseless.append(f"sequence {row.seq} cannot be followed: {fault!r}")

    def visit(self, row: Row) -> Visit | None:
        """The ticket of a row, while its visit lasts, and as long after as it may be undone."""
        return self.visits.get(int(row.ref)) if row.ref.isdecimal() else None

    def open_day(self) -> BusinessDay | None:
        """The business day that is open."""
        last = self.days[max(self.days)] if self.days else None
        return last if last and last.state == "open" else None

    def sits(self, place: str) -> bool:
        """Whether somebody is there who may call from this place; nobody need be at a line."""
        kind, _, who = place.partition(":")
        if kind == "counter":
            seat = self.seats.get(int(who))
            return seat is not None and seat.state != "closed"
        return kind == "line" or any(
            seat.clerk == who and seat.state != "closed" for seat in self.seats.values()
        )

    # --- tickets ---

    def _ticket(self, row: Row) -> None:
        self._forget(row.hall)
        if row.action == "take":
            visit = steps.taken(row)
            self.visits[visit.id] = visit
            self.numbers[visit.day, visit.series] = visit.number
        else:
            visit = self.visits[int(row.ref)]
            image = self.images.pop(row.undoes or 0) if row.action == "undo" else None
            hand = visit.in_hand
            self._leave_line(visit)
            if image:
                steps.put_back(visit, image.values, row)
            else:
                self._keep(row, visit)
                steps.change(visit, row)
            self._hand(visit, hand)
        self._stand(visit, row)

    def _keep(self, row: Row, visit: Visit) -> None:
        if row.action in OWN:
            counter = row.counter or visit.counter
            until = row.hall + self._window()
            image = Image(visit.id, row.seq, row.command, counter, until, steps.image_of(visit))
            self.images[row.seq] = image
            self._kept.append(image)
            if counter:
                self.seats.setdefault(counter, Seat()).did = row.command

    def _stand(self, visit: Visit, row: Row) -> None:
        if visit.state == "waiting":
            line = self.lines.setdefault(str(visit.place), [])
            bisect.insort(line, (visit.counted, visit.placed, visit.id))
        elif visit.state in OVER:
            self._over.append((row.hall, visit.id, visit.top))
        if row.action == "start":
            self._cut_short(row)

    def _leave_line(self, visit: Visit) -> None:
        if visit.state == "waiting":
            line = self.lines[str(visit.place)]
            line.pop(bisect.bisect_left(line, (visit.counted, visit.placed, visit.id)))

    def _hand(self, visit: Visit, before: int | None) -> None:
        """Nobody holds a ticket that is neither called nor served."""
        now = visit.in_hand
        if before is not None and before != now:
            self.seats.setdefault(before, Seat()).ticket = None
        if now is not None:
            self.seats.setdefault(now, Seat()).ticket = visit.id

    def _window(self) -> int:
        return 1000 * int(self.office.rules.get("undo_window_s", 0))

    def _forget(self, now: int) -> None:
        """What can no longer be undone is over for good."""
        while self._kept and self._kept[0].until + LATE_MS < now:
            self.images.pop(self._kept.popleft().seq, None)
        late = self._window() + LATE_MS
        while self._over and self._over[0][0] + late < now:
            _, id, top = self._over.popleft()
            visit = self.visits.get(id)
            if visit and visit.top == top and visit.state in OVER:
                self.ended.append(self.visits.pop(id))

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

    def _quick(self, row: Row) -> None:
        seat = self.seats.setdefault(row.counter or 0, Seat())
        if row.action == "begin":
            self.quick[row.seq] = Quick(row.service, row.counter, row.day)
            seat.quick = row.seq
        else:
            del self.quick[int(row.ref)]
            seat.quick = None

    def _day(self, row: Row) -> None:
        id = int(row.ref)
        if row.action == "open":
            told = json.loads(row.detail or "")
            self.days[id] = BusinessDay(
                id, told["date"], "open", row.wall, row.hall, row.seq, levels=told.get("levels"),
                breaks=json.dumps(told["breaks"]) if "breaks" in told else None,
            )  # fmt: skip
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
        self.office.setting(row)
        for n in self.office.lines:
            self.seats.setdefault(n, Seat())

    def _assignment(self, row: Row) -> None:
        self.office.assignment(row)
        self.seats.setdefault(int(row.ref), Seat())
