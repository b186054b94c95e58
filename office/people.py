"""Who may stand where: tokens of devices, sessions of staff, and the delay after wrong tries.

Of every secret only a SHA-256 is kept; passwords and PINs are argon2id hashes.
"""

from __future__ import annotations

import functools
import hashlib
import secrets
from typing import Any, NamedTuple

from argon2.exceptions import InvalidHashError, VerificationError

import office
from db.errors import Refused
from db.models import Session, SignIn, Staff, Token
from db.statement import Statement, hole, records
from db.transaction import Transaction

ROLES = ("kiosk", "display", "pad", "counter", "reception", "api", "supervisor")
SESSION_MS = 12 * 3_600_000
FREE_TRIES = 3
LONGEST_S = {"name": 8, "pin": 30, "code": 30}

_token = Statement(
    Token.select(Token.id, Token.role, Token.name, Token.counter).where(
        (Token.digest == hole("digest")) & (Token.revoked == 0)
    )
)
_session = Statement(
    Session.select(Staff.id, Staff.role, Staff.label, Session.until_wall)
    .join(Staff, on=(Staff.id == Session.staff))
    .where((Session.digest == hole("digest")) & (Staff.retired == 0))
)


class Identity(NamedTuple):
    """Whoever asks: a device's role and counter, or a person's. `scope` names the presses."""

    role: str
    name: str
    counter: int | None
    staff: str | None
    scope: str
    until: int | None = None


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def who_has_token(secret: str) -> Identity | None:
    """The device with this bearer token."""
    row = _token.one(digest=digest(secret))
    return Identity(row[1], row[2], row[3], None, f"token:{row[0]}") if row else None


def who_has_session(cookie: str) -> Identity | None:
    """The person with this session; the caller looks at `until` (wall ms)."""
    kept = digest(cookie)
    row = _session.one(digest=kept)
    return Identity(row[1], row[2], None, row[0], f"session:{kept[:16]}", row[3]) if row else None


def create_token(
    tx: Transaction, role: str, name: str, counter: int | None, actor: str
) -> dict[str, Any]:
    """A new device: {"id", "token"}; the token is told once and kept as a digest only."""
    secret = secrets.token_urlsafe(24)
    row = Token.create(
        digest=digest(secret), role=role, name=name, counter=counter, created_wall=tx.wall
    )
    tx.append("token", row.id, "create", actor, counter=counter, reason=role)
    return {"id": row.id, "token": secret, "role": role, "counter": counter}


def invite(tx: Transaction, role: str, name: str, counter: int | None) -> dict[str, Any]:
    """A one-time code by which a screen enrols itself; a new one replaces the last."""
    code = secrets.token_hex(4)
    mine = (Token.role == role) & (Token.name == name) & (Token.code != None)  # noqa: E711 - SQL
    Token.delete().where(mine).execute()
    row = Token.create(
        digest=digest(secrets.token_urlsafe(24)), role=role, name=name, counter=counter,
        code=digest(code), created_wall=tx.wall,
    )  # fmt: skip
    tx.append("token", row.id, "invite", "hall", counter=counter, reason=role)
    return {"code": code}


def enrolled(role: str, name: str) -> bool:
    """Whether a screen of this name has enrolled and was not revoked."""
    mine = (Token.role == role) & (Token.name == name) & Token.code.is_null() & ~Token.revoked
    return bool(Token.select().where(mine).exists())


def enrol(tx: Transaction, code: str, names: list[str]) -> dict[str, Any]:
    """Swaps a one-time code for a token; Refused `code_unknown` the second time."""
    row = Token.get_or_none((Token.code == digest(code)) & ~Token.revoked)
    if row is None:
        raise Refused("code_unknown")
    secret = secrets.token_urlsafe(24)
    Token.update(digest=digest(secret), code=None).where(Token.id == row.id).execute()
    forgive(names)
    tx.append("token", row.id, "enrol", "hall", counter=row.counter, reason=row.role)
    return {"token": secret, "role": row.role, "counter": row.counter, "name": row.name}


def revoke(tx: Transaction, id: int, actor: str) -> dict[str, Any]:
    """From now on this device is a stranger."""
    if not Token.update(revoked=True, code=None).where(Token.id == id).execute():
        raise Refused("token_unknown")
    tx.append("token", id, "revoke", actor)
    return {"id": id, "revoked": True}


def tokens() -> list[dict[str, Any]]:
    """Every device known, without its secret."""
    rows = Token.select(Token.id, Token.role, Token.name, Token.counter, Token.revoked)
    return records(rows.order_by(Token.id))


def staff() -> list[dict[str, Any]]:
    """Everybody who signs in, without any secret."""
    rows = Staff.select(Staff.id, Staff.name, Staff.label, Staff.role).where(~Staff.retired)
    return records(rows.order_by(Staff.id))


def set_password(tx: Transaction, name: str, hashed: str) -> dict[str, Any]:
    """A new password (its argon2id hash); every session of this person ends."""
    person = office.person_named(name)
    if person is None:
        raise Refused("staff_unknown")
    Staff.update(password=hashed).where(Staff.id == person.id).execute()
    Session.delete().where(Session.staff == person.id).execute()
    tx.append("staff", person.id, "password", "control")
    return {"id": person.id}


def password_is(person: office.Person | None, password: str) -> bool:
    """Whether the password is this person's.

    Takes as long (27 ms and more) for a stranger, and for one who has no password yet.
    """
    kept = person.password if person else ""
    return _matches(kept or _nobody(), password) and bool(kept)


def pin_is(staff: str | None, pin: str) -> bool:
    """Whether the PIN is this person's; whoever has none uses the password."""
    person = office.person(staff) if staff else None
    return person is not None and _matches(person.pin or person.password, pin)


def pin_of(n: int) -> str:
    """Under what the tries of PINs at counter `n` are counted."""
    return f"pin:{n}"


def code_of(ticket: int) -> str:
    """Under what the tries of the code on a ticket's paper are counted."""
    return f"code:{ticket}"


def wait_before_try(names: list[str], wall: int) -> int:
    """Seconds until another try is allowed for all these names and addresses; 0 is now."""
    rows = SignIn.select(SignIn.after_wall).where(SignIn.name.in_(names))
    return max((max(0, -(-(row.after_wall - wall) // 1000)) for row in rows), default=0)


def try_now(tx: Transaction, names: list[str]) -> dict[str, int]:
    """{"seconds"} until another try is allowed; at 0 this one is counted, as if it were wrong.

    From the third the delay doubles, 1 s to five minutes; `forgive` forgets. For a person's name
    and for a PIN it stays short, or whoever wants it could keep somebody else out of the hall.
    """
    if seconds := wait_before_try(names, tx.wall):
        return {"seconds": seconds}
    for name in names:
        row = SignIn.get_or_none(SignIn.name == name)
        failures = (row.failures if row else 0) + 1
        longest = LONGEST_S.get(name.partition(":")[0], 300)
        delay = min(longest, 2 ** (failures - FREE_TRIES)) if failures >= FREE_TRIES else 0
        SignIn.replace(name=name, failures=failures, after_wall=tx.wall + delay * 1000).execute()
    return {"seconds": 0}


def forgive(names: list[str]) -> None:
    """The right secret was given: the wrong tries are forgotten."""
    SignIn.delete().where(SignIn.name.in_(names)).execute()


def forget_codes() -> None:
    """The day is over, and with it the tries of the codes on its papers."""
    SignIn.delete().where(SignIn.name.startswith("code:")).execute()


def sign_in(tx: Transaction, person: office.Person, names: list[str]) -> dict[str, Any]:
    """A new session: {"cookie", …}; the wrong tries are forgotten."""
    cookie = secrets.token_urlsafe(24)
    Session.delete().where(Session.until_wall < tx.wall).execute()
    Session.insert(
        digest=digest(cookie), staff=person.id, until_wall=tx.wall + SESSION_MS
    ).execute()
    forgive(names)
    tx.append("staff", person.id, "sign-in", person.id)
    return {
        "cookie": cookie,
        "staff": {"id": person.id, "label": person.label, "role": person.role},
    }


def sign_out(tx: Transaction, cookie: str) -> dict[str, Any]:
    """Ends the session."""
    Session.delete().where(Session.digest == digest(cookie)).execute()
    return {}


def _matches(kept: str, given: str) -> bool:
    try:
        return office.hasher.verify(kept, given)
    except (VerificationError, InvalidHashError):
        return False


@functools.cache
def _nobody() -> str:
    """A hash that no password has, so that a stranger's name takes as long as a known one."""
    return office.hasher.hash(secrets.token_hex(8))
