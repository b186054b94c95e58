"""The rest of the reference: counters that open and close, clocks, timers, the business day."""

from __future__ import annotations

from tests.tickets.model import FORGOTTEN, GRACE, Law
from tests.tickets.model_hall import HOUR, TURN, Desk, Image, Person, need

DAY = 24 * HOUR


class Model(Law):
    """What should be true, with all that happens by itself."""

    # --- counters ---

    def open(self, n: int, clerk: str | None, *, pin: bool, signed_in: bool) -> None:
        desk = self.desks[n]
        elsewhere = [d for d in self.desks.values() if d.state != "closed" and d is not desk]
        need(not (clerk and clerk in [d.clerk for d in elsewhere]), "clerk_elsewhere")
        other = signed_in and clerk and clerk != desk.clerk
        need(not desk.locked or pin or other, "locked")
        left = desk.clerk if clerk and clerk != desk.clerk else None
        self._turn(desk, "open", "open", "takeover" if left else None)
        desk.clerk, desk.locked = clerk or desk.clerk, False
        if left:
            self._give_back(f"clerk:{left}")

    def pause(self, n: int, *, lock: bool) -> None:
        desk = self.desks[n]
        need(desk.state == "open" and not desk.hand and not desk.quick)
        self._turn(desk, "pause", "paused", "BREAK")
        desk.locked = lock

    def close(self, n: int) -> None:
        desk = self.desks[n]
        need(desk.state != "closed" and not desk.hand)
        if desk.quick:
            self._end_quick(desk)
        self._turn(desk, "close", "closed")
        clerk, desk.clerk, desk.locked = desk.clerk, None, False
        held = [p for p in self.people.values() if p.state == "held" and p.counter == n]
        for person in sorted(held, key=lambda p: p.standing):
            self._release(person, "counter-closed")
        self._give_back(f"counter:{n}")
        if clerk:
            self._give_back(f"clerk:{clerk}")

    def assign(self, n: int, lines: dict[str, int]) -> None:
        if lines != self.desks[n].lines:
            self.desks[n].lines = lines
            self.row("assignment", n, "assign")

    def _turn(self, desk: Desk, action: str, state: str, reason: str | None = None) -> None:
        self.row("counter", desk.n, action, desk.state, state, reason)
        desk.state, desk.reason, desk.undo = state, reason, None

    def _give_back(self, place: str) -> None:
        for person in self.line(place):
            self._release(person, "target-closed")

    def _release(self, person: Person, reason: str) -> None:
        stands = self.anew(person) | {"leg": person.leg, "place": f"line:{person.field}"}
        self.change(person, "release", reason, **stands)

    # --- time ---

    def wait(self, ms: int) -> None:
        self.now += ms
        self.wall += ms
        self.tick()

    def reboot(self, off: int) -> None:
        """The boot-time clock begins anew: from the last row on, with the outage if there was."""
        self.wall += off
        self.now = self.last[0] + max(0, self.wall - self.last[1])

    def due(self) -> list[tuple[int, str, str]]:
        """(when, what, of whom) of all that happens by itself, first first."""
        return sorted([
            *((p.ended_hall + GRACE, "grace", str(p.id)) for p in self.people.values()
              if p.state == "missed" and p.ended_hall is not None),
            *((at, "forgotten", str(id)) for id, at in self.forgotten.items()),
            *((q.closes, "rating", str(q.counter)) for q in self.questions.values()),
        ])  # fmt: skip

    def tick(self) -> None:
        for at, kind, ref in self.due():
            if at <= self.now:
                self._run_out(kind, int(ref))
        if self.today and not self._busy() and self.date() > self.days[-1][0]:
            self.close_day()
        if not self.today and (not self.days or self.date() > self.days[-1][0]):
            self.open_day()

    def _run_out(self, kind: str, ref: int) -> None:
        if kind == "grace":
            self.go(self.people[ref], "expire", "no-show")
        elif kind == "rating":
            self.close_question(ref, "unanswered")
        else:
            self.forgotten.pop(ref)
            if self.people[ref].state == "serving":
                self._forget(self.people[ref])

    def _forget(self, person: Person) -> None:
        desk = self.desks[person.counter or 0]
        self._end(desk, person, "forgotten", "forgotten ", person.clerk)
        if not self.today:
            self.close(desk.n)

    # --- the day ---

    def date(self) -> int:
        """The business date, in days since 1970."""
        return (self.wall + TURN) // DAY

    def _busy(self) -> bool:
        return any(
            self.now - (p.started_hall or p.called_hall or 0) < FORGOTTEN
            for p in self.people.values()
            if p.state in ("called", "serving")
        )

    def close_day(self) -> None:
        need(self.today, "day_is_closed")
        for person in list(self.people.values()):
            if person.state in ("waiting", "called", "held", "missed"):
                self.go(person, "expire", "day-closed")
            elif person.state == "serving":
                self.forgotten.setdefault(person.id, self.now + FORGOTTEN)
        for n in list(self.questions):
            self.close_question(n, "unanswered")
        for desk in self.desks.values():
            if desk.quick:
                self._end_quick(desk, "day-closed")
            if desk.state != "closed" and not desk.hand:
                self.close(desk.n)
        self.row("day", self.today, "close", "open", "closed")
        self.days[-1] = (self.days[-1][0], "closed")

    def open_day(self) -> None:
        need(not self.today, "day_is_open")
        last = self.days[-1][0] if self.days else 0
        need(self.date() >= last, "date_is_past")
        if self.date() == last:
            self.days[-1] = (last, "open")
            self.row("day", self.today, "reopen", "closed", "open")
            for id in [id for id in self.forgotten if self.people[id].day == self.today]:
                self.forgotten.pop(id)
        else:
            self.days.append((self.date(), "open"))
            self.row("day", self.today, "open", None, "open")

    def gone(self) -> None:
        """Forgets those of past days whom nothing can concern any more."""
        undone = [
            was["id"]
            for desk in self.desks.values()
            for kind, was, *_ in (desk.undo or Image("", 0, [], None)).before
            if kind == "ticket"
        ]
        over = ("served", "left", "void", "expired")
        keep = {*undone, *self.forgotten}
        self.people = {
            id: p for id, p in self.people.items()
            if p.day == self.today or id in keep or p.state not in over
        }  # fmt: skip
