"""The suggestion box: a short text without a name, a case that is answered, and then forgotten.

The words lie as notes beside the journal: when they expire the chain still holds, and still says
that something was left and whether it was answered. Whoever left it has a code, and nothing else:
a way to reach them is kept only where they gave it, beside their words and no longer than these.
"""

from __future__ import annotations

import secrets
from typing import Any

import peewee as pw

import office
from db.errors import Refused, Unknown
from db.models import Note, Staff, Suggestion
from db.statement import Statement, hole
from db.transaction import Transaction
from office.moment import Moment

# `guided`: a complaint or an accusation (khiếu nại, tố cáo) has a law of its own; its sender was
# told where it goes.
OPEN, ANSWERED, GUIDED = "open", "answered", "guided"
DAY_MS = 86_400_000
HOUR_MS = 3_600_000
DIGITS = 8
# No office reads more, and a child at the kiosk must not fill its disk.
MOST_OPEN = 500
MOST_IN_AN_HOUR = 60
LISTED = 200

KIOSK, PHONE, PAPER = "kiosk", "phone", "paper"

_Answer, _Contact = Note.alias(), Note.alias()
_told = (
    Suggestion.select(
        Suggestion.id, Suggestion.state, Suggestion.language, Suggestion.left_wall,
        Suggestion.until_wall, Note.text, _Answer.text, Suggestion.answered_wall, Staff.label,
        Suggestion.channel, _Contact.text,
    )
    .join(Note, pw.JOIN.LEFT_OUTER, on=(Note.seq == Suggestion.id))
    .join(_Answer, pw.JOIN.LEFT_OUTER, on=(_Answer.seq == Suggestion.answer))
    .join(_Contact, pw.JOIN.LEFT_OUTER, on=(_Contact.seq == Suggestion.contact))
    .join(Staff, pw.JOIN.LEFT_OUTER, on=(Staff.id == Suggestion.staff))
    .where(Suggestion.until_wall > hole("now"))
)  # fmt: skip
_by_code = Statement(_told.where(Suggestion.code == hole("code")))
_kept = Statement(_told.order_by(Suggestion.until_wall.desc(), Suggestion.id.desc()).limit(LISTED))
_state = Statement(
    Suggestion.select(Suggestion.state, Suggestion.until_wall).where(Suggestion.id == hole("id"))
)
_code_taken = Statement(Suggestion.select(Suggestion.id).where(Suggestion.code == hole("code")))
_open = Statement(
    Suggestion.select(pw.fn.COUNT(Suggestion.id)).where(
        (Suggestion.state == pw.SQL("'open'")) & (Suggestion.until_wall > hole("now"))
    )
)
_lately = Statement(
    Suggestion.select(pw.fn.COUNT(Suggestion.id)).where(
        (Suggestion.state == pw.SQL("'open'")) & (Suggestion.left_wall > hole("since"))
    )
)
_leave = Statement(
    Suggestion.insert(
        id=hole("id"), code=hole("code"), language=hole("language"), state=OPEN,
        left_wall=hole("now"), until_wall=hole("until"), channel=hole("channel"),
        contact=hole("contact"),
    )
)  # fmt: skip
_settle = Statement(
    Suggestion.update(
        state=hole("state"), answer=hole("answer"), answered_wall=hole("now"), staff=hole("staff")
    ).where(Suggestion.id == hole("id"))
)


def leave(
    tx: Transaction, text: str, language: str, actor: str, channel: str = KIOSK, contact: str = ""
) -> dict[str, Any]:
    """A suggestion is in the box: {"id", "code", "until"}; the code finds its answer.

    `contact` is how whoever left it wishes to be reached: it goes when the words go.

    Refused `box_full` when nobody reads them, or somebody plays with the kiosk.
    """
    lately = _count(_lately, since=tx.wall - HOUR_MS)
    if _count(_open, now=tx.wall) >= MOST_OPEN or lately >= MOST_IN_AN_HOUR:
        raise Refused("box_full")
    until = tx.wall + office.rule("suggestion_days") * DAY_MS
    sealed = tx.note(text, until)
    seq = tx.append("suggestion", tx.seq + 1, "leave", actor, after=OPEN, note=sealed)
    code, reach = _free_code(), _reach(tx, seq, contact, until, actor)
    _leave(
        id=seq, code=code, language=language, now=tx.wall, until=until, channel=channel,
        contact=reach,
    )  # fmt: skip
    moment = Moment(tx.now, tx.wall, tx.machine)
    return {"id": seq, "code": code, "until": moment.iso(until)}


def _reach(tx: Transaction, id: int, contact: str, until: int, actor: str) -> int | None:
    if not contact:
        return None
    sealed = tx.note(contact, until)
    return tx.append("suggestion", id, "contact", actor, note=sealed)


def answer(
    tx: Transaction, id: int, text: str, actor: str, *, guided: bool = False
) -> dict[str, Any]:
    """The office's answer, kept as long as the suggestion is: {"id", "state"}.

    Refused `suggestion_answered` when somebody was faster; Unknown once it has expired.
    """
    row = _state.one(id=id)
    if row is None or row[1] <= tx.wall:
        raise Unknown("suggestion")
    if row[0] != OPEN:
        raise Refused("suggestion_answered", state=row[0])
    state = GUIDED if guided else ANSWERED
    sealed = tx.note(text, row[1])
    seq = tx.append("suggestion", id, "answer", actor, before=OPEN, after=state, note=sealed)
    _settle(id=id, state=state, answer=seq, now=tx.wall, staff=actor)
    return {"id": id, "state": state}


def by_code(code: str, moment: Moment) -> dict[str, Any] | None:
    """How it stands, for whoever has the code: {"state", "left_at", "answer"…}; None for none.

    The words that were left are not among it: the next person at the screen reads along.
    """
    row = _by_code.one(code=code, now=moment.wall)
    if row is None:
        return None
    told = _case(row, moment)
    return {name: told[name] for name in ("state", "left_at", "until", "answer", "answered_at")}


def kept(moment: Moment) -> dict[str, Any]:
    """All that are still kept, newest first: {"suggestions": […], "open", "answer_days"}.

    Each is {"id", "state", "language", "left_at", "until", "text", "answer", "answered_at", "by",
    "channel", "contact" (None for who wishes none), "late": longer open than the office allows
    itself}.
    """
    patience = office.rule("suggestion_answer_days")
    promised = moment.wall - patience * DAY_MS  # what was left before it should be answered
    found = [
        _case(row, moment) | {"late": row[1] == OPEN and row[3] < promised}
        for row in _kept.all(now=moment.wall)
    ]
    return {
        "suggestions": found, "open": _count(_open, now=moment.wall), "answer_days": patience,
    }  # fmt: skip


def _case(row: tuple[Any, ...], moment: Moment) -> dict[str, Any]:
    id, state, language, left, until, text, said, answered, by, channel, contact = row
    return {
        "id": id, "state": state, "language": language, "left_at": moment.iso(left),
        "until": moment.iso(until), "text": text, "answer": said,
        "answered_at": moment.iso(answered) if answered else None, "by": by,
        "channel": channel, "contact": contact,
    }  # fmt: skip


def _count(statement: Statement, **values: int) -> int:
    row = statement.one(**values)
    return int(row[0]) if row else 0


def _free_code() -> str:
    """Eight digits that cannot be guessed at a kiosk and that nobody holds."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        if _code_taken.one(code=code) is None:
            return code
