"""One clerk at one counter: calls, waits for the walk, serves, pauses; and the pad beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulate.turns import Turns

if TYPE_CHECKING:
    from simulate.play import Play

RECALL_EVERY_S = 30
TIDY_S = 15
LATEST_S = 18 * 3600
# Near the end of a session somebody's mind is at lunch already.
FORGETFUL_S = 40 * 60


class Clerk(Turns):
    """Serves one counter; who sits there changes at noon where somebody else takes over."""

    def __init__(self, play: Play, n: int) -> None:
        self._play, self._n = play, n
        self._counter = play.hall.device("counter", n)
        self._pad = play.hall.device("pad", n)
        self._state = "closed"
        self._busy = self._forgetful = self._forgot = False
        self._session = 0
        self._back = []

    def plan(self, *, forgetful: bool) -> None:
        """The day's sessions: open, a break between them, close after the last in line.

        A `forgetful` clerk once goes away without finishing the citizen who has gone.
        """
        self._hours = self._play.sessions()
        self._state, self._busy, self._forgetful = "closed", False, forgetful
        self._back = []
        for i, (begin, end) in enumerate(self._hours):
            self._play.at(begin + self._play.people.between(0, 120), lambda i=i: self._open(i))  # type: ignore[misc]
            self._play.at(end, lambda i=i: self._end_session(i))  # type: ignore[misc]

    def look_up(self) -> None:
        """Somebody may have come for this counter."""
        if self._state == "open" and not self._busy:
            self._busy = True
            self._play.later(self._play.people.between(3, TIDY_S), self._call)

    # --- the counter's day ---

    def _open(self, session: int) -> None:
        self._session = session
        self._remember()
        people = [p.id for p in self._play.settings.hall.staff if p.role == "clerk"]
        # Whoever is one too many for the counters relieves the last counter in the afternoon.
        relief = self._n == len(self._play.clerks) and session and len(people) > self._n
        clerk = people[self._n if relief else self._n - 1]
        if relief and self._state != "closed":
            self._press("close")
        self._press("open", clerk=clerk)
        self._state = "open"
        self.look_up()

    def _remember(self) -> None:
        """Finishes whom one forgot at noon; whom one forgot last night the hall has finished."""
        if self._forgot and self._session:
            self._press("finish")
            self._play.today["served"] += 1
            self._busy = False
        self._forgot = False

    def _end_session(self, session: int) -> None:
        if self._session != session or self._forgot:
            return
        if self._busy:
            # The citizen in hand, and those who hold a number, are served first.
            if self._play.second < LATEST_S:
                self._play.later(60, lambda: self._end_session(session))
            return
        if self._state == "open":
            last = session == len(self._hours) - 1
            if last:
                self._press("close")
            else:
                self._press("pause", reason="BREAK")
            self._state = "closed" if last else "paused"

    # --- one citizen ---

    def _call(self) -> None:
        if self._state != "open":
            self._busy = False
            return
        if back := self._resume():
            self._play.later(self._serves(back) / 2, lambda: self._finish(back))
            return
        if self._without_a_number():
            return
        called = self._out_of_order() or (self._press("call-next") or {}).get("ticket")
        if called is None:
            self._busy = False
            return
        self._play.later(8, self._play.speak)
        self._await(called)

    def _await(self, ticket: dict[str, Any]) -> None:
        visit = self._play.visits[ticket["id"]]
        if visit.no_show:
            self._play.later(RECALL_EVERY_S, lambda: self._recall(ticket, 0))
        else:
            self._play.later(visit.walks_s, lambda: self._start(ticket))

    def _recall(self, ticket: dict[str, Any], times: int) -> None:
        if times < self._play.settings.hall.rules.recall_limit:
            self._press("recall")
            self._play.later(8, self._play.speak)
            self._play.later(RECALL_EVERY_S, lambda: self._recall(ticket, times + 1))
            return
        self._press("miss")
        self._play.today["missed"] += 1
        back = self._play.visits[ticket["id"]].comes_back_s
        if back is not None:
            self._play.later(back, lambda: self._play.come_back(ticket["id"]))
        self._next()

    def _start(self, ticket: dict[str, Any]) -> None:
        if self._play.people.chance(0.04):
            # Served in passing: one press, nothing measured.
            self._press("next", expect=ticket["id"])
            self._play.today["served"] += 1
            self._carry_on()
            return
        self._press("start")
        self._play.later(self._serves(ticket), lambda: self._finish(ticket))

    def _serves(self, ticket: dict[str, Any]) -> float:
        return self._play.visits[ticket["id"]].serves_s

    def _finish(self, ticket: dict[str, Any]) -> None:
        if self._forgetful and self._play.second > self._hours[self._session][1] - FORGETFUL_S:
            self._forgetful, self._forgot = False, True
            self._play.today["forgotten"] += 1
            return
        if self._take_turn(ticket):
            return
        visit = self._play.visits[ticket["id"]]
        hurried = self._play.people.chance(0.3)
        if hurried:
            self._press("next", expect=ticket["id"])
        else:
            self._press("finish")
        self._play.today["served"] += 1
        if visit.level is not None:
            self._play.later(visit.answers_after_s, lambda: self._rate(visit.level or 5))
        if hurried:
            self._carry_on()
        elif self._play.people.chance(0.03):
            self._press("pause", reason="DOSSIER")
            self._state = "paused"
            self._play.later(self._play.people.between(120, 600), self._at_work_again)
        else:
            self._next()

    def _at_work_again(self) -> None:
        self._press("open")
        self._state = "open"
        self._next()

    def _carry_on(self) -> None:
        """After `next`: the one whom it called, if it called anybody."""
        ticket = self._counter.get(f"/counters/{self._n}")["ticket"]
        if ticket is None:
            self._busy = False
        else:
            self._play.later(8, self._play.speak)
            self._await(ticket)

    def _next(self) -> None:
        self._play.later(self._play.people.between(5, TIDY_S), self._call)

    def _rate(self, level: int) -> None:
        asked = self._pad.get(f"/counters/{self._n}/pad")["rating"]
        if asked is None:
            return
        path = f"/counters/{self._n}/rating"
        if self._pad.post(path, ("rating_closed",), rating=asked["id"], level=level):
            self._play.today["answered"] += 1
            if 2 * level <= asked["levels"] + 1:
                self._pad.post(path, (), rating=asked["id"], level=level, reasons=["R1"])

    def _press(self, verb: str, *refusals: str, **body: Any) -> Any:
        return self._counter.post(f"/counters/{self._n}/{verb}", refusals, **body)
