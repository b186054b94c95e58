"""People come to work here, change what they are, and leave; a name is never given to another."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import office
from db.errors import Refused, Unknown
from db.models import Counter, Session, Staff
from db.transaction import Transaction
from office.assignments import everywhere

WHAT = ("name", "label", "role")


class Secrets(NamedTuple):
    """What somebody signs in with, as argon2id hashes; an empty password is nobody's yet."""

    password: str
    pin: str | None


def hashed(password: str, pin: str) -> Secrets:
    """The secrets to keep of what was typed; outside a command, because each takes 30 ms."""
    hasher = office.hasher
    return Secrets(hasher.hash(password) if password else "", hasher.hash(pin) if pin else None)


def hire(
    tx: Transaction, id: str, what: dict[str, str], secrets: Secrets, actor: str
) -> dict[str, Any]:
    """Somebody new, or back: `what` is {"name", "label", "role"}."""
    known = Staff.get_or_none(Staff.id == id)
    if known and not known.retired:
        raise Refused("staff_exists", id=id)
    _must_be_at_hand(actor, what["role"])
    _must_be_free(id, what)
    kept = {**what, **secrets._asdict(), "retired": False}
    if known:
        Staff.update(kept).where(Staff.id == id).execute()
    else:
        Staff.create(id=id, **kept, force_insert=True)
    return _note(tx, id, "hire", actor, {"role": what["role"]})


def change(tx: Transaction, id: str, what: dict[str, str], actor: str) -> dict[str, Any]:
    """Another name, label or role; a session that is open has the new one at once."""
    known = _working(id)
    changed = {key: value for key, value in what.items() if getattr(known, key) != value}
    if not changed:
        return {"id": id}
    _must_be_free(id, {key: getattr(known, key) for key in WHAT} | changed)
    _must_be_at_hand(actor, known.role, changed.get("role"))
    if "role" in changed:
        _must_not_sit(id)
    Staff.update(changed).where(Staff.id == id).execute()
    _must_leave_one(known.role)
    # Codes alone: what somebody is called is no matter of the journal.
    detail = {key: changed[key] if key == "role" else True for key in changed}
    return _note(tx, id, "change", actor, detail)


def retire(tx: Transaction, id: str, actor: str) -> dict[str, Any]:
    """Somebody leaves: every session ends, and what was done stays in the journal."""
    was = _working(id).role
    _must_be_at_hand(actor, was)
    _must_not_sit(id)
    Staff.update(retired=True).where(Staff.id == id).execute()
    _must_leave_one(was)
    Session.delete().where(Session.staff == id).execute()
    return _note(tx, id, "retire", actor, None)


def give(
    tx: Transaction, id: str, secrets: Secrets, actor: str, *, keep_pin: bool
) -> dict[str, Any]:
    """Something else to sign in with: every session of this person ends."""
    person = _working(id)
    _must_be_at_hand(actor, person.role)
    pin = person.pin if keep_pin else secrets.pin
    Staff.update(password=secrets.password, pin=pin).where(Staff.id == id).execute()
    Session.delete().where(Session.staff == id).execute()
    tx.append("staff", id, "password", actor)
    return {"id": id}


def _working(id: str) -> Any:
    found = Staff.get_or_none((Staff.id == id) & ~Staff.retired)
    if found is None:
        raise Unknown("staff")
    return found


def _must_not_sit(id: str) -> None:
    """A counter would be left with a clerk who is not there."""
    at = Counter.get_or_none((Counter.clerk == id) & (Counter.state != "closed"))
    if at:
        raise Refused("clerk_at_counter", counter=at.n)


def _must_leave_one(role: str) -> None:
    """Without a supervisor nobody could change the office, or see who waits for nobody."""
    left = Staff.select().where((Staff.role == role) & ~Staff.retired)
    if role == "supervisor" and not left.exists():
        raise Refused("last_supervisor")


def _must_be_at_hand(actor: str, *roles: str | None) -> None:
    """A head's account is made, changed and ended on the server itself, never from a page.

    Else a supervisor could read, with one of his own making, what is told to the head alone.
    """
    if "head" in roles and actor != "control":
        raise Refused("head_at_server")


def _must_be_free(id: str, what: dict[str, str]) -> None:
    """Of those who left too: a name in old figures stays theirs."""
    if Staff.select().where((Staff.name == what["name"]) & (Staff.id != id)).exists():
        raise Refused("name_taken", name=what["name"])


def _note(tx: Transaction, id: str, action: str, actor: str, detail: Any) -> dict[str, Any]:
    told = json.dumps(detail, separators=(",", ":")) if detail else None
    tx.append("staff", id, action, actor, detail=told)
    everywhere(tx)
    return {"id": id}
