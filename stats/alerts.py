"""What a supervisor should see to: targets that are missed, and who has taken each of them on.

An alert is never stored: it follows from the hall as it is, and is over when the hall is well. What
is stored is that somebody has taken it on. An alert may begin later than now (`from`): it does at
that time, unless something happens before, and no screen has to ask again.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import peewee as pw

import office
from db.errors import Refused
from db.models import Alert, Journal, Staff
from db.statement import Statement, hole
from db.transaction import Transaction
from stats import at_counters, in_lines
from stats.at_counters import AtCounter
from stats.in_lines import InLine
from tickets import Moment, reading

# Those that have no end of their own: whoever has taken one on is reminded while it stands.
AGAIN = ("wait", "no-show")
# A share of fewer calls than FEWEST says nothing; those before the last LATELY are another hour's.
FEWEST, LATELY = 10, 20

_taken = Statement(
    Alert.select(Alert.key, Alert.at_hall, pw.fn.COALESCE(Staff.label, Alert.staff))
    .join(Staff, pw.JOIN.LEFT_OUTER, on=(Staff.id == Alert.staff))
    .where(Alert.day == hole("day"))
)
_take = Statement(
    Alert.replace(
        key=hole("key"), kind=hole("kind"), day=hole("day"), at_hall=hole("hall"),
        at_wall=hole("wall"), staff=hole("staff"), seq=hole("seq"),
    )
)  # fmt: skip
_forget = Statement(Alert.delete().where(Alert.day != hole("day")))
_shown_up = Statement(
    Journal.select(Journal.seq, Journal.action, Journal.undoes, Journal.hall)
    .where(
        (Journal.seq >= hole("since"))
        # coalesce() keeps SQLite from its index by subject: every ticket there ever was.
        & (pw.fn.COALESCE(Journal.subject, "") == "ticket")
        & Journal.action.in_(["start", "miss", "undo"])
    )
    .order_by(Journal.seq.desc())
    .limit(2 * LATELY)
)


# (id, date, state, first sequence) of the last business day.
Day = tuple[int, str, str, int]


class Raised(NamedTuple):
    """One alert: its occurrence, from when to when (hall ms), and what is told of it."""

    kind: str
    key: str
    begins: int
    about: dict[str, Any]
    until: int | None = None


def alerts(
    lines: list[InLine], counters: list[AtCounter], devices: list[dict[str, Any]], moment: Moment
) -> list[dict[str, Any]]:
    """[{"key", "kind", "from", "until", "taken": {"by", "at", "until"}|None, …}], first first.

    Kinds: wait (field, number, since, minutes aimed at), service and forgotten (counter, number,
    since, usual minutes), no-show (missed, called), device (name). `until` ends an alert that
    another one takes over from; `taken.until` is when somebody is reminded of it.
    """
    day = reading.today()
    raised = _raised(lines, counters, devices, day, moment)
    known = {key: (at, by) for key, at, by in _taken.all(day=day[0])}
    return [_told(one, known.get(one.key), moment) for one in raised]


def take_on(
    tx: Transaction, keys: list[str], devices: list[dict[str, Any]], actor: str
) -> dict[str, Any]:
    """Somebody has taken these on: {"keys"} of those that stand. Refused `alert_over` when none."""
    moment = Moment(tx.now, tx.wall, tx.machine)
    day, lines = reading.today(), in_lines.found(reading.waiting_by_place())
    raised = _raised(lines, at_counters.found(), devices, day, moment)
    standing = [
        one
        for one in raised
        if one.key in keys and one.begins <= tx.now and (one.until is None or tx.now < one.until)
    ]
    if not standing:
        raise Refused("alert_over")
    _forget(day=day[0])
    for one in standing:
        seq = tx.append("alert", one.key, "take-on", actor, day=day[0], reason=one.kind)
        _take(
            key=one.key, kind=one.kind, day=day[0], hall=tx.now, wall=tx.wall, staff=actor, seq=seq
        )
    tx.touch("stats")
    return {"keys": [one.key for one in standing]}


def _raised(
    lines: list[InLine],
    counters: list[AtCounter],
    devices: list[dict[str, Any]],
    day: Day,
    moment: Moment,
) -> list[Raised]:
    """What stands now or will, the earliest first."""
    raised = [*_waits(lines, moment), *_services(counters, moment), *_no_shows(day)]
    raised += [_device(one, moment) for one in devices if one["level"] == "bad"]
    return sorted(raised, key=lambda one: (one.begins, one.key))


def _told(one: Raised, taken: tuple[int, str] | None, moment: Moment) -> dict[str, Any]:
    again = office.rule("alert_again_min") * 60_000
    return {
        "kind": one.kind, "key": one.key, "from": moment.of_hall(one.begins),
        "until": moment.of_hall(one.until),
        "taken": taken and {
            "by": taken[1], "at": moment.of_hall(taken[0]),
            "until": moment.of_hall(taken[0] + again) if one.kind in AGAIN else None,
        },
        **one.about,
    }  # fmt: skip


def _waits(lines: list[InLine], moment: Moment) -> list[Raised]:
    return [
        Raised("wait", f"wait:{one.field}", one.late_at, {
            "field": one.field, "name": one.name, "name_en": one.name_en, "number": one.number,
            "since": moment.of_hall(one.since), "minutes": office.rule("wait_target_min"),
        })
        for one in lines if one.late_at is not None
    ]  # fmt: skip


def _services(counters: list[AtCounter], moment: Moment) -> list[Raised]:
    """Those that take long, and from `asks_at` on those that nobody has finished."""
    found = []
    for one in counters:
        if one.started is None or one.asks_at is None:
            continue
        which, over = f"{one.ticket}:{one.leg}", one.asks_at
        about = {
            "counter": one.n, "label": one.label, "label_en": one.label_en, "number": one.number,
            "since": moment.of_hall(one.started), "service_name": one.service,
            "service_name_en": one.service_en, "minutes": one.minutes,
        }  # fmt: skip
        found.append(Raised("forgotten", f"forgotten:{which}", over, about))
        if one.long_at is not None and one.long_at < one.asks_at:
            found.append(Raised("service", f"service:{which}", one.long_at, about, over))
    return found


def _no_shows(day: Day) -> list[Raised]:
    """Too many of those called lately today did not come; what was taken back counts nowhere."""
    percent = office.rule("no_show_percent")
    if not percent or day[2] != "open":
        return []
    found = _shown_up.all(since=day[3])
    undone = {undoes for _, action, undoes, _ in found if action == "undo"}
    lately = [row for row in found if row[1] != "undo" and row[0] not in undone][:LATELY]
    missed = [hall for _, action, _, hall in lately if action == "miss"]
    if len(lately) < FEWEST or len(missed) * 100 < percent * len(lately):
        return []
    about = {"missed": len(missed), "called": len(lately)}
    return [Raised("no-show", f"no-show:{day[0]}", missed[0], about)]


def _device(one: dict[str, Any], moment: Moment) -> Raised:
    """It is broken now; when that began was seen by another clock."""
    key, about = f"device:{one['name']}:{one['since']}", {"name": one["name"]}
    return Raised("device", key, moment.hall, about)
