"""What a minute at a counter may bring besides calling and serving to the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulate.play import Play

# A press within its window, unless the citizen's answer or the next citizen came between.
UNDO_S = 4
TOO_LATE = ("undo_late", "nothing_to_undo", "rating_answered", "moved_on")
GONE = ("target_closed", "not_allowed")
NOT_HERE = ("not_allowed", "in_other_hands", "citizen_in_hand", "quick_in_hand")
MORE = 0.35  # of its usual time takes what a citizen has at the second counter


class Turns:
    """The half of a clerk that does what is not everyday; `Clerk` is the other half."""

    _play: Play
    _n: int
    _counter: Any
    _busy: bool
    _back: list[int]

    def _press(self, verb: str, *refusals: str, **body: Any) -> Any:
        raise NotImplementedError

    def _next(self) -> None:
        raise NotImplementedError

    def _finish(self, ticket: dict[str, Any]) -> None:
        raise NotImplementedError

    def _take_turn(self, ticket: dict[str, Any]) -> bool:
        """Whether the service ends in another way than by its finish."""
        turn = self._play.people.turn()
        ways: dict[str, Callable[[dict[str, Any]], bool]] = {
            "hold": self._hold, "transfer": self._transfer, "add-service": self._add_service,
            "undo": self._undo,
        }  # fmt: skip
        return turn in ways and ways[turn](ticket)

    def _hold(self, ticket: dict[str, Any]) -> bool:
        """The form first; back in some minutes."""
        reasons = self._play.settings.hall.hold_reasons
        if not reasons:
            return False
        self._press("hold", reason=self._play.people.any_of(reasons).code)
        self._play.today["held"] += 1
        away = self._play.people.between(90, 900)
        self._play.later(away, lambda: self._is_back(ticket["id"]))
        self._next()
        return True

    def _is_back(self, ticket: int) -> None:
        self._back.append(ticket)
        self.look_up()

    def look_up(self) -> None:
        raise NotImplementedError

    def _resume(self) -> dict[str, Any] | None:
        """Whoever is back with the paper, if they are still held here."""
        while self._back:
            told = self._press("resume", *NOT_HERE, ticket=self._back.pop(0))
            if told:
                ticket: dict[str, Any] = told["ticket"]
                return ticket
        return None

    def _transfer(self, ticket: dict[str, Any]) -> bool:
        """To a colleague who is there, sometimes to come back."""
        targets = self._counter.get(f"/counters/{self._n}")["targets"]["counters"]
        there = [t["to"] for t in targets if t["open"] and t["to"] != f"counter:{self._n}"]
        if not there:
            return False
        said = {
            "to": self._play.people.any_of(there), "back": self._play.people.chance(0.4),
            "place": self._play.people.any_of(["keep", "first", "last"]),
        }  # fmt: skip
        if self._press("transfer", *GONE, **said) is None:
            return False
        self._play.today["sent on"] += 1
        self._shorter(ticket)
        self._play.call_attention()
        self._next()
        return True

    def _add_service(self, ticket: dict[str, Any]) -> bool:
        """Another errand under the same number, unless somebody else asks them back."""
        if ticket["back"]:
            return False
        service = self._play.people.any_of(self._play.settings.hall.services)
        self._press("add-service", service=service.id)
        self._play.today["served"] += 1
        self._shorter(ticket)
        self._play.call_attention()
        self._next()
        return True

    def _undo(self, ticket: dict[str, Any]) -> bool:
        """Finished too soon: taken back, and finished a minute later."""
        self._press("finish")
        self._play.later(UNDO_S, lambda: self._take_back(ticket))
        return True

    def _take_back(self, ticket: dict[str, Any]) -> None:
        if self._press("undo", *TOO_LATE) is None:
            self._play.today["served"] += 1
            self._next()
            return
        self._play.today["undone"] += 1
        self._play.later(self._play.people.between(20, 90), lambda: self._finish(ticket))

    def _shorter(self, ticket: dict[str, Any]) -> None:
        visit = self._play.visits[ticket["id"]]
        again = visit._replace(serves_s=visit.serves_s * MORE, no_show=False)
        self._play.visits[ticket["id"]] = again

    def _out_of_order(self) -> dict[str, Any] | None:
        """Now and then somebody cannot wait: called before whoever stands first, with a reason."""
        reasons = self._play.settings.hall.call_reasons
        if not reasons or not self._play.people.chance(0.03):
            return None
        line = self._counter.get(f"/counters/{self._n}")["line"]
        if len(line) < 2:
            return None
        why = self._play.people.any_of(reasons).code
        told = self._press("call", *NOT_HERE, ticket=line[1]["id"], reason=why)
        if told is None:
            return None
        self._play.today["out of order"] += 1
        ticket: dict[str, Any] = told["ticket"]
        return ticket

    def _without_a_number(self) -> bool:
        """A question in passing, or a dossier: a few minutes without anybody called."""
        if not self._play.people.chance(0.02):
            return False
        service = self._play.people.any_of([None, *self._play.settings.hall.services])
        self._press("quick", service=service.id if service else None)
        self._play.today["quick"] += 1
        self._play.later(self._play.people.between(30, 240), self._quick_done)
        return True

    def _quick_done(self) -> None:
        self._press("finish", "not_allowed")
        self._next()
