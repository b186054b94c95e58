"""Serving: what a counter does with the citizen whom it calls, one function an action.

Every function takes the transaction first, writes its journal rows, and raises Refused when the
law does not allow it now. `verbs.press` is how a press reaches them.
"""

from __future__ import annotations

from typing import Any

import office
from db.errors import Refused, Unknown
from db.transaction import Transaction
from ratings import question
from tickets import hands, line, moving, pace, quick, rows, states, voicing
from tickets.rows import UNCONFIRMED, CounterRow, TicketRow, existing, found

# A finish that came so late that the service was over long before.
FORGOTTEN = "forgotten "


def call_next(tx: Transaction, n: int, actor: str) -> TicketRow | None:
    """Calls the head of this counter's places; None when nobody waits."""
    counter = hands.free(n)
    head = line.head(n, counter.clerk)
    if head is None:
        return None
    return _call(
        tx, counter, found(head.id), actor, action="call", reason=head.rule, passed=head.passed
    )


def call_this(tx: Transaction, n: int, actor: str, ticket: int, reason: str) -> None:
    """Calls somebody out of order, for a reason of the office: a recorded overtake."""
    counter = hands.free(n)
    office.must_be_code("call_reasons", reason)
    row = found(ticket)
    if row.place not in {place.name for place in line.places(n, counter.clerk)}:
        raise Refused("not_in_your_lines", state=row.state, allowed=hands.allowed(counter))
    passed = line.standing_before(row, n, counter.clerk)
    _call(tx, counter, row, actor, action="call-this", reason=reason, passed=passed)


def _call(
    tx: Transaction,
    counter: CounterRow,
    row: TicketRow,
    actor: str,
    *,
    action: str,
    reason: str,
    passed: list[int],
) -> TicketRow:
    called = rows.change(
        tx, row, action, actor, counter=counter.n, clerk=counter.clerk, called_hall=tx.now,
        recalls=0, reason=reason, detail={"passed": passed} if passed else None,
    )  # fmt: skip
    rows.hold(counter.n, row.id)
    voicing.announce(tx, called)
    return called


def recall(tx: Transaction, n: int, actor: str) -> None:
    """Announces the citizen in hand again; nobody knows whether an unconfirmed one is there."""
    row, clerk = hands.in_hand(n, "recall")
    if UNCONFIRMED in row.flags:
        raise Refused("unconfirmed", state=row.state, allowed=hands.allowed(existing(n)))
    again = row.recalls + 1
    voicing.announce(tx, rows.change(tx, row, "recall", actor, recalls=again, clerk=clerk))


def start(tx: Transaction, n: int, actor: str, flags: str = "") -> TicketRow:
    """The citizen is here: walking ends, service begins; the last rating's time runs out."""
    row, clerk = hands.in_hand(n, "start")
    question.next_has_started(tx, n)
    flags = row.flags.replace(UNCONFIRMED, "") + flags
    return rows.change(tx, row, "start", actor, started_hall=tx.now, flags=flags, clerk=clerk)


def finish(tx: Transaction, n: int, actor: str, outcome: str | None = None) -> None:
    """Service ends: the pad asks, the pace learns. Work without a ticket just ends.

    One that was forgotten for too long counts in no average, and asks nobody.
    """
    if counter_quick := existing(n).quick:
        quick.end(tx, n, counter_quick, actor)
        return
    row, clerk = hands.in_hand(n, "finish")
    called, began = row.called_hall, row.started_hall
    assert called is not None
    assert began is not None
    late = tx.now >= asks_at(began)
    flags = row.flags + FORGOTTEN if late else row.flags
    row = end(tx, row, actor, outcome, flags=flags, clerk=clerk)
    if late:
        return
    # After the day's seal nothing is asked: the answer would not be under it.
    if clerk and tx.day and tx.day.id == row.day:
        question.ask(tx, row)
    # Who comes back with the form sits down at once.
    pace.learn(tx, row.service, row.spent + tx.now - (began if row.spent else called))


def asks_at(started: int) -> int:
    """From when on (hall ms) nobody believes a service that began then, unless somebody says so."""
    after: int = office.rule("forgotten_after_min") * 60_000
    return started + after


def end(
    tx: Transaction, row: TicketRow, actor: str, reason: str | None = None, **values: Any
) -> TicketRow:
    """This leg is served and leaves its counter's hand: the ticket as it is then.

    Somebody asked back returns there in the same command.
    """
    row = rows.change(tx, row, "finish", actor, ended_hall=tx.now, reason=reason, **values)
    tx.not_due("forgotten", row.id)
    assert row.counter
    rows.hold(row.counter, None)
    if row.back and tx.day and tx.day.id == row.day:
        moving.come_back(tx, row, actor)
    return row


def next_citizen(tx: Transaction, n: int, actor: str, expect: int | bool | None = False) -> None:
    """On to the next in one press, from whatever the counter is doing; still finishes if last.

    `expect` is the ticket that the page shows (None for nobody, False when it does not say).
    """
    counter = hands.at_work(n)
    if expect is not False and expect != counter.ticket:
        raise Refused("not_expected", ticket=counter.ticket)
    if counter.ticket and found(counter.ticket).state == states.CALLED:
        # Nobody measured this service: it opens no rating and enters no average.
        end(tx, start(tx, n, actor, "unmeasured "), actor)
    elif counter.ticket or counter.quick:
        finish(tx, n, actor)
    call_next(tx, n, actor)


def miss(tx: Transaction, n: int, actor: str) -> None:
    """Nobody came, after `recall_limit` recalls: kept for `grace`, then a no-show."""
    row, clerk = hands.in_hand(n, "miss")
    if (limit := hands.recalls_due(row)) > row.recalls:
        raise Refused("recall_first", recalls=row.recalls, recall_limit=limit)
    rows.change(tx, row, "miss", actor, ended_hall=tx.now, clerk=clerk)
    rows.hold(n, None)
    tx.due(tx.now + office.rule("grace_min") * 60_000, "grace", row.id)


def add_service(tx: Transaction, n: int, actor: str, service: str) -> None:
    """This errand is done, and there is another one: it stands where its number came from."""
    row, _ = hands.in_hand(n, "finish")
    hands.must_be_today(tx, row)
    if row.back:
        # Whoever sent it waits for it, and would not hear of the other errand.
        raise Refused("asked_back", state=row.state, allowed=hands.allowed(existing(n)))
    served = office.service(service)
    if served is None:
        raise Unknown("service")
    finish(tx, n, actor)
    row = found(row.id)
    rows.change(
        tx, row, "add-service", actor, detail={"field": served.field}, service=served.id,
        field=served.field, place=line.line_of(served.field), **rows.anew(row, tx.seq + 1),
    )  # fmt: skip
