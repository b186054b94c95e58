"""What happens to a ticket by its number: its holder, the staff at the door, and the rules."""

from __future__ import annotations

import office
from db.errors import Refused
from db.transaction import Transaction
from tickets import line, rows, states
from tickets.rows import UNCONFIRMED, found


def rejoin(tx: Transaction, id: int, actor: str) -> None:
    """Back in line: right after the `rejoin_after`-th ticket now ahead, or last.

    Who had been sent to somebody who has left meanwhile stands in the line of the field.
    """
    row = found(id)
    somebody = any(each.state != "closed" for each in line.serving(row))
    place = row.place if somebody else line.line_of(row.field)
    counted = line.after_the(office.rule("rejoin_after"), place)
    rows.change(
        tx, row, "rejoin", actor, counter=None, clerk=None, recalls=0, called_hall=None,
        ended_hall=None, counted=tx.now if counted is None else counted, placed=tx.seq + 1,
        place=place,
    )  # fmt: skip
    tx.not_due("grace", id)


def rejoin_in_person(tx: Transaction, id: int, actor: str) -> None:
    """The same, pressed by staff who see the holder: there is nothing left to confirm.

    By the holder's own press the ticket stays in doubt: its link was on the kiosk's screen too.
    """
    if UNCONFIRMED in found(id).flags:
        confirm(tx, id, actor)
    rejoin(tx, id, actor)


def pass_on(tx: Transaction, id: int, actor: str) -> None:
    """Lets the next `rejoin_after` go first; Refused `nobody_behind` for the last in line."""
    row = found(id)
    states.after(row.state, "pass")
    behind = line.behind(office.rule("rejoin_after"), row.place, row.counted, row.placed)
    if behind is None:
        raise Refused("nobody_behind", state=row.state, allowed=states.allowed(row.state))
    rows.change(tx, row, "pass", actor, counted=behind, placed=tx.seq + 1)


def leave(tx: Transaction, id: int, actor: str) -> None:
    """The citizen goes home; not a no-show."""
    row = found(id)
    rows.change(tx, row, "leave", actor, ended_hall=tx.now)
    tx.not_due("grace", id)
    if row.state == states.CALLED and row.counter:
        rows.hold(row.counter, None)


def confirm(tx: Transaction, id: int, actor: str) -> None:
    """Somebody has seen the holder: the ticket is called like any other again."""
    row = found(id)
    rows.change(tx, row, "confirm", actor, flags=row.flags.replace(UNCONFIRMED, ""))


def void(tx: Transaction, id: int, actor: str) -> None:
    """A person says that nobody holds this number."""
    rows.change(tx, found(id), "void", actor, ended_hall=tx.now)
    tx.not_due("grace", id)


def doubt(tx: Transaction, id: int) -> None:
    """Nobody knows whether the paper came out: called once only, until staff confirm it."""
    row = found(id)
    if (row.state, "doubt") in states.LAW and UNCONFIRMED not in row.flags:
        rows.change(tx, row, "doubt", "hall", flags=row.flags + UNCONFIRMED)


def expire(tx: Transaction, id: int, reason: str) -> None:
    """The rule ends a ticket: grace over, or the day closed."""
    row = found(id)
    rows.change(tx, row, "expire", "hall", ended_hall=tx.now, reason=reason)
    if row.state == states.CALLED and row.counter:
        rows.hold(row.counter, None)
