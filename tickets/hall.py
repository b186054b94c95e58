"""The hall as the rooms hold it: every command and question, ready to be asked from a greenlet."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import office
from db.store import Store
from db.transaction import Transaction
from db.writer import Answer, Press
from office import people
from office.moment import Moment
from ratings import pads, question
from tickets import (
    closing,
    counters,
    day,
    hands,
    printing,
    reading,
    record,
    rows,
    taking,
    verbs,
    visits,
)
from tickets.links import Links
from tickets.rolls import NOTHING, Used

if TYPE_CHECKING:  # the door is given: whoever works without a server needs no gevent
    from db.door import Door

T = TypeVar("T")
# Whose press, its Idempotency-Key, and a fingerprint of what was asked.
Key = tuple[str, str, str]

# What happens to a ticket by its number: each a function of (transaction, ticket, actor).
ON_A_TICKET: dict[str, Callable[[Transaction, int, str], None]] = {
    "leave": visits.leave,
    "pass": visits.pass_on,
    "rejoin": visits.rejoin,
    "rejoin-in-person": visits.rejoin_in_person,
    "confirm": visits.confirm,
    "void": visits.void,
}


class Desk:
    """Commands run by the one writer, questions by the readers."""

    def __init__(self, store: Store, door: Door, core: Callable[[int, Moment], Any]) -> None:
        """`core(counter, moment)` is what a counter's verb answers: its state after it."""
        self.store, self._door, self._core = store, door, core
        self.epoch = store.epoch
        self._pads = pads.Pads()
        self.links = Links(store.writer.key)

    def moment(self) -> Moment:
        """Now, outside a command."""
        writer = self.store.writer
        return Moment(writer.hall_time(), writer.clock.wall(), writer.machine)

    def ask(self, question: Callable[..., T], *args: Any) -> T:
        """A question, answered on a reader's thread."""
        return self._door.read(question, *args)

    def run(
        self, command: Callable[[Transaction], Any], press: Key | None = None, status: int = 200
    ) -> Answer:
        """A command, answered once it is on disk."""
        return self._door.do(command, Press(*press) if press else None, status)

    def told(self, command: Callable[[Transaction], Any]) -> dict[str, Any]:
        """A command's answer as a dict, for those who need no idempotency."""
        text = self.run(command).text
        return json.loads(text) if text else {}

    def touch(self, *boards: str) -> None:
        """Tells these boards that something outside the database has changed."""

        def command(tx: Transaction) -> dict[str, Any]:
            for board in boards:
                tx.touch(board)
            return {}

        self.run(command)

    # --- tickets ---

    def take(
        self,
        *,
        service: str,
        priority: str | None,
        language: str,
        printer: str | None,
        actor: str,
        press: Key | None,
        link: Callable[[str], str] | None,
        more: taking.More = taking.PLAIN,
    ) -> Answer:
        """A number; 201 with the ticket. `link(token)` makes its track_url."""

        def command(tx: Transaction) -> dict[str, Any]:
            taken = taking.take(tx, service, priority, language, printer, actor, more=more)
            moment = Moment(tx.now, tx.wall, tx.machine)
            taken["issued_at"] = moment.iso(taken.pop("issued_wall"))
            taken["track_url"] = link(self.links.token(taken["id"])) if link else None
            return taken

        return self.run(command, press, 201)

    def ticket(self, id: int) -> dict[str, Any] | None:
        """One ticket, with its passages, the reason of its call, and who was called before it."""
        return self.ask(record.with_calls_before, id, self.moment())

    def on_ticket(
        self,
        id: int,
        action: str,
        actor: str,
        press: Key | None,
        n: int | None = None,
        sitter: str | None = None,
    ) -> Answer:
        """One of ON_A_TICKET: 200 the ticket.

        Refused `in_other_hands` to another counter's device (`n`) or clerk (`sitter`).
        """

        def act(tx: Transaction) -> None:
            hands.must_reach(rows.found(id), n, sitter)
            ON_A_TICKET[action](tx, id, actor)

        return self.on(id, act, press)

    def reprint(self, id: int, actor: str, press: Key | None, printer: str | None) -> Answer:
        """The paper once more: 200 the ticket."""
        return self.on(id, lambda tx: taking.reprint(tx, id, actor, printer), press)

    def on(self, id: int, act: Callable[[Transaction], None], press: Key | None) -> Answer:
        """Something that happens to a ticket: 200 the ticket after it."""

        def command(tx: Transaction) -> Any:
            act(tx)
            return record.of_ticket(id, Moment(tx.now, tx.wall, tx.machine))

        return self.run(command, press)

    # --- counters ---

    def at_counter(
        self,
        n: int,
        verb: Callable[[Transaction], Any],
        press: Key | None,
        sitter: str | None = None,
    ) -> Answer:
        """A verb at a counter: 200 the counter's state after it.

        A `sitter` presses only where this clerk sits: Refused `taken_over` elsewhere.
        """

        def command(tx: Transaction) -> Any:
            counters.must_sit(n, sitter)
            verb(tx)
            return self._state(tx, n)

        return self.run(command, press)

    def call_next(self, n: int, actor: str, press: Key | None, sitter: str | None = None) -> Answer:
        """200 {"ticket", "reason", …}; 204 when nobody waits."""

        def command(tx: Transaction) -> Any:
            counters.must_sit(n, sitter)
            if verbs.press(tx, n, "call-next", actor) is None:
                return None
            state = self._state(tx, n)
            return state | {"reason": state["ticket"]["reason"]}

        return self.run(command, press)

    def press(
        self,
        n: int,
        verb: str,
        actor: str,
        press: Key | None,
        sitter: str | None = None,
        **said: Any,
    ) -> Answer:
        """A verb of `verbs.VERBS`, with what the press says besides: 200 the counter's state."""
        return self.at_counter(n, lambda tx: verbs.press(tx, n, verb, actor, **said), press, sitter)

    def open_counter(
        self,
        n: int,
        clerk: str | None,
        pin: str | None,
        actor: str,
        press: Key | None,
        *,
        signed_in: bool,
    ) -> Answer:
        """Opens the counter, or ends its pause (with the PIN, when it is locked)."""
        sitting = self.ask(lambda: rows.existing(n).clerk)
        right = bool(pin) and self.ask(people.pin_is, sitting, pin)
        return self.at_counter(
            n, lambda tx: counters.open_counter(tx, n, clerk, right, actor, signed_in), press
        )

    def pause(
        self,
        n: int,
        reason: str,
        lock: bool,
        actor: str,
        press: Key | None,
        sitter: str | None = None,
    ) -> Answer:
        """Pauses the counter."""
        return self.at_counter(
            n, lambda tx: counters.pause_counter(tx, n, reason, lock, actor), press, sitter
        )

    def close_counter(
        self, n: int, actor: str, press: Key | None, sitter: str | None = None
    ) -> Answer:
        """Closes the counter."""
        return self.at_counter(n, lambda tx: counters.close_counter(tx, n, actor), press, sitter)

    def _state(self, tx: Transaction, n: int) -> Any:
        core = self._core(n, Moment(tx.now, tx.wall, tx.machine))
        return {"epoch": self.epoch, "version": tx.version(f"counter:{n}"), **core}

    # --- ratings ---

    def rate(
        self,
        n: int,
        rating: str,
        level: int,
        press: Key | None,
        more: question.More = question.NONE,
        own: str | None = None,
    ) -> Answer:
        """201 the first time; axes and reasons may follow, each once and within 15 s of the last.

        Refused `rating_closed`. `own`: see Pads.
        """
        command, keep = self._pads.press(n, rating, level, more, own, self.moment().hall)
        answer = self.run(command, press, 201)
        keep()
        return answer

    # --- announcements, printing, day ---

    def announcement(self, id: int) -> dict[str, Any] | None:
        """One announcement, as the voice needs it."""
        return self.ask(reading.announcement, id)

    def claim_prints(self, printer: str, ready: bool) -> list[dict[str, Any]]:
        """The jobs to print now, marked `printing` on disk before this returns."""
        told = self.told(lambda tx: printing.claim(tx, printer, ready))
        jobs: list[dict[str, Any]] = told["jobs"]
        return jobs

    def slip(self, job: dict[str, Any], link: Callable[[str], str]) -> dict[str, Any]:
        """What stands on the paper of a claimed job (kiosk.slip)."""
        return self.ask(printing.slip_values, job, self.moment(), self.links, link)

    def prints_in_doubt(self, printer: str) -> list[int]:
        """Jobs that an earlier run had begun."""
        return self.ask(printing.in_doubt, printer)

    def settle_prints(self, results: list[tuple[int, str, str]], used: Used = NOTHING) -> None:
        """Writes what became of slips, and the paper that they took."""
        self.run(lambda tx: printing.settle(tx, results, used))

    def tick(self) -> int | None:
        """What is due now; the hall time (ms) at which something is due next."""
        due: int | None = self.told(closing.tick)["next"]
        return due

    def open_day(self, actor: str, press: Key | None) -> Answer:
        """Opens the business day."""
        return self.run(lambda tx: day.open_day(tx, actor), press)

    def close_day(self, actor: str, press: Key | None) -> Answer:
        """Closes and seals the business day."""
        return self.run(lambda tx: closing.close_day(tx, actor), press)

    def setting(self, name: str) -> Any:
        """One living setting of the office."""
        return self.ask(office.setting, name)
