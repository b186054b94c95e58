"""The actions: one function each, run by the writer inside one transaction.

Every function takes the transaction first, writes its journal rows, and raises Refused when the
law does not allow it now.
"""

from __future__ import annotations

import json
from typing import Any

from db.errors import Refused, Unknown
from db.models import Announcement, Number, PrintJob
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import day, line, office, ratings, rows, states, wait
from tickets.events import PrintQueued, TicketCalled
from tickets.rows import CounterRow, TicketRow

_next_number = Statement(
    Number.insert(day=hole("day"), series=hole("series"), last=1)
    .on_conflict(conflict_target=[Number.day, Number.series], update={Number.last: Number.last + 1})
    .returning(Number.last)
)
_print = Statement(
    PrintJob.insert(
        id=hole("id"), ticket=hole("ticket"), printer=hole("printer"), slip=hole("slip"),
        state="queued", created_hall=hole("now"),
    )
)  # fmt: skip
_announce = Statement(
    Announcement.insert(
        id=hole("id"), day=hole("day"), ticket=hole("ticket"), number=hole("number"),
        counter=hole("counter"), recall=hole("recall"), language=hole("language"),
        state="open", created_hall=hole("now"), created_wall=hole("wall"),
    )
)  # fmt: skip


def take(
    tx: Transaction,
    service: str,
    priority: str | None,
    language: str,
    printer: str | None,
    actor: str,
) -> dict[str, Any]:
    """Gives a number: {"id", "number", "service", "field", "ahead", "wait", "counters", …}."""
    today = day.open_for_tickets(tx)
    served = office.service(service)
    if served is None:
        raise Unknown("service")
    start = office.head_start(priority) if priority else 0
    if start is None:
        raise Unknown("priority")
    number = _next_number.one(day=today.id, series=served.series)[0]  # type: ignore[index]
    tx.floor.cover(served.series, number)
    seq = tx.seq + 1
    row = TicketRow(
        id=seq, day=today.id, series=served.series, number=number,
        label=f"{served.series}{number:03d}", state=states.WAITING, leg=1, service=served.id,
        field=served.field, place=line.line_of(served.field), joined=tx.now, head_start=start,
        counted=tx.now - start, placed=seq, priority=priority, language=language, counter=None,
        clerk=None, recalls=0, flags="", issued_wall=tx.wall, called_hall=None,
        started_hall=None, ended_hall=None, seq=seq,
    )  # fmt: skip
    serving = line.counters_of(served.field)
    rows.begin(tx, row, actor, printer, serving)
    return _taken(tx, row, printer, serving)


def _taken(
    tx: Transaction, row: TicketRow, printer: str | None, serving: list[line.Serving]
) -> dict[str, Any]:
    before = line.ahead(row.place, row.counted, row.placed)
    answer = {
        "id": row.id, "number": row.label, "service": row.service, "field": row.field,
        "state": row.state, "issued_wall": tx.wall, "ahead": before.people,
        "wait": wait.forecast(before, serving),
        "counters": [counter.n for counter in serving if not counter.offset],
        "print": {"state": "queued" if printer else "none"},
    }  # fmt: skip
    if printer:
        print_slip(tx, row, printer, answer, 0)
    return answer


def print_slip(
    tx: Transaction, row: TicketRow, printer: str, taken: dict[str, Any], reprint: int
) -> None:
    """Queues the ticket's slip: its values, in the transaction of the row that caused it."""
    values = {
        "number": row.label, "service": row.service, "ticket": row.id, "ahead": taken["ahead"],
        "counters": taken["counters"], "issued_wall": row.issued_wall,
        "priority": row.priority, "language": row.language, "reprint": reprint,
    }  # fmt: skip
    slip = json.dumps(values, separators=(",", ":"))
    _print(id=tx.seq, ticket=row.id, printer=printer, slip=slip, now=tx.now)
    tx.tell(PrintQueued(printer))


def call_next(tx: Transaction, n: int, actor: str) -> CounterRow | None:
    """Calls the head of this counter's lines; None when nobody waits."""
    counter = at_work(n)
    if counter.ticket:
        raise Refused("citizen_in_hand", state=counter.state, allowed=allowed(counter))
    head = line.head(n, counter.clerk)
    if head is None:
        return None
    row = found(head.id)
    row = rows.change(
        tx, row, "call", actor, counter=n, clerk=counter.clerk, called_hall=tx.now, recalls=0,
        reason=head.rule, detail={"passed": head.passed} if head.passed else None,
    )  # fmt: skip
    rows.hold(n, row.id)
    announce(tx, row)
    return counter._replace(ticket=row.id)


def announce(tx: Transaction, row: TicketRow) -> None:
    """A call to be shown and spoken, as a row of the call's own transaction."""
    assert row.counter
    _announce(
        id=tx.seq, day=row.day, ticket=row.id, number=row.label, counter=row.counter,
        recall=row.recalls, language=row.language, now=tx.now, wall=tx.wall,
    )  # fmt: skip
    tx.tell(TicketCalled(tx.seq, row.label, row.counter, row.recalls, row.language))


def recall(tx: Transaction, n: int, actor: str) -> None:
    """Announces the citizen in hand again."""
    row = in_hand(n, "recall")
    announce(tx, rows.change(tx, row, "recall", actor, recalls=row.recalls + 1))


def start(tx: Transaction, n: int, actor: str, flags: str = "") -> TicketRow:
    """The citizen is here: walking ends, service begins; the last rating's time runs out."""
    row = in_hand(n, "start")
    ratings.next_has_started(tx, n)
    return rows.change(tx, row, "start", actor, started_hall=tx.now, flags=row.flags + flags)


def finish(tx: Transaction, n: int, actor: str, outcome: str | None = None) -> None:
    """Service ends: the pad asks, the pace learns."""
    row = in_hand(n, "finish")
    end(tx, row, actor, outcome)
    # After the day's seal nothing is asked: the answer would not be under it.
    if row.clerk and tx.day and tx.day.id == row.day:
        ratings.ask(tx, row)
    if row.started_hall is not None and "unmeasured" not in row.flags:
        wait.learn(row.service, tx.now - row.started_hall)


def end(tx: Transaction, row: TicketRow, actor: str, reason: str | None = None) -> None:
    """The ticket is served and leaves its counter's hand."""
    rows.change(tx, row, "finish", actor, ended_hall=tx.now, reason=reason)
    tx.not_due("forgotten", row.id)
    assert row.counter
    rows.hold(row.counter, None)


def next_citizen(tx: Transaction, n: int, actor: str, expect: int | bool | None) -> None:
    """On to the next in one press, from whatever the counter is doing; still finishes if last.

    `expect` is the ticket that the page shows (None for nobody, False when it does not say).
    """
    counter = at_work(n)
    if expect is not False and expect != counter.ticket:
        raise Refused("not_expected", ticket=counter.ticket)
    if counter.ticket:
        row = found(counter.ticket)
        if row.state == states.CALLED:
            # Nobody measured this service: it opens no rating and enters no average.
            end(tx, start(tx, n, actor, "unmeasured "), actor)
        else:
            finish(tx, n, actor)
    call_next(tx, n, actor)


def miss(tx: Transaction, n: int, actor: str) -> None:
    """Nobody came, after `recall_limit` recalls: kept for `grace`, then a no-show."""
    row = in_hand(n, "miss")
    limit = office.rule("recall_limit")
    if row.state == states.CALLED and row.recalls < limit:
        raise Refused("recall_first", recalls=row.recalls, recall_limit=limit)
    rows.change(tx, row, "miss", actor, ended_hall=tx.now)
    rows.hold(n, None)
    tx.due(tx.now + office.rule("grace_min") * 60_000, "grace", row.id)


def rejoin(tx: Transaction, id: int, actor: str) -> None:
    """Back in line: right after the `rejoin_after`-th ticket now ahead, or last."""
    row = found(id)
    counted = line.after_the(office.rule("rejoin_after"), row.place)
    rows.change(
        tx, row, "rejoin", actor, counter=None, clerk=None, recalls=0, called_hall=None,
        ended_hall=None, counted=tx.now if counted is None else counted, placed=tx.seq + 1,
    )  # fmt: skip
    tx.not_due("grace", id)


def leave(tx: Transaction, id: int, actor: str) -> None:
    """The citizen goes home; not a no-show."""
    row = found(id)
    rows.change(tx, row, "leave", actor, ended_hall=tx.now)
    tx.not_due("grace", id)
    if row.state == states.CALLED and row.counter:
        rows.hold(row.counter, None)


def expire(tx: Transaction, id: int, reason: str) -> None:
    """The rule ends a ticket: grace over, or the day closed."""
    row = found(id)
    rows.change(tx, row, "expire", "hall", ended_hall=tx.now, reason=reason)
    if row.state == states.CALLED and row.counter:
        rows.hold(row.counter, None)


def found(id: int) -> TicketRow:
    """The ticket, or Unknown."""
    row = rows.ticket(id)
    if row is None:
        raise Unknown("ticket")
    return row


def must_reach(row: TicketRow, n: int | None, sitter: str | None) -> None:
    """Refused `in_other_hands` for another counter's device, or a clerk who sits elsewhere."""
    counter = rows.counter(row.counter) if row.counter else None
    if counter is None or counter.ticket != row.id:
        return
    if n not in (None, counter.n) or sitter not in (None, counter.clerk):
        raise Refused("in_other_hands", state=row.state, counter=counter.n)


def at_work(n: int) -> CounterRow:
    """The counter, if it is open; else Refused, with what is allowed."""
    counter = rows.counter(n)
    if counter is None:
        raise Unknown("counter")
    if counter.state != "open":
        raise Refused("counter_not_open", state=counter.state, allowed=allowed(counter))
    return counter


def in_hand(n: int, action: str) -> TicketRow:
    """The citizen at this counter, if `action` is allowed on the ticket now.

    From here on the ticket is with whoever sits there: after a takeover, not who called it.
    """
    counter = rows.counter(n)
    if counter is None:
        raise Unknown("counter")
    row = found(counter.ticket) if counter.ticket else None
    if row is None or (row.state, action) not in states.LAW:
        state = row.state if row else counter.state
        raise Refused("not_allowed", state=state, allowed=allowed(counter))
    return row._replace(clerk=counter.clerk)


def allowed(counter: CounterRow) -> list[str]:
    """What may be pressed at this counter now."""
    if counter.state != "open":
        return ["open", "close"] if counter.state == "paused" else ["open"]
    if not counter.ticket:
        return ["call-next", "next", "pause", "close", "rejoin"]
    row = found(counter.ticket)
    verbs = [v for v in ("recall", "start", "finish", "miss", "leave") if _lawful(row, v)]
    return ["next", *verbs, "rejoin"]


def _lawful(row: TicketRow, action: str) -> bool:
    if action == "miss" and row.recalls < office.rule("recall_limit"):
        return False
    return (row.state, action) in states.LAW
