"""What a counter's page and its pad show, as plain states."""

from __future__ import annotations

from typing import Any

import office
from ratings import question
from tickets import Moment, Unknown, catalog, desk, hands, notes, quick, reading, record, rows, undo

LINE_SHOWN = 100


def core(n: int, moment: Moment) -> dict[str, Any]:
    """The counter's own state: what every verb answers, inside the verb's transaction."""
    counter = rows.counter(n)
    if counter is None:
        raise Unknown("counter")
    undoable = undo.last(counter, moment.hall)
    row = rows.found(counter.ticket) if counter.ticket else None
    return {
        "now": moment.iso(), "counter": n, "label": counter.label, "label_en": counter.label_en,
        "state": counter.state, "reason": counter.reason, "locked": bool(counter.locked),
        "since": moment.of_hall(counter.since_hall or None),
        "clerk": reading.clerk_label(counter.clerk),
        "ticket": _ticket(row, moment) if row else None,
        "held": _held(n, moment), "quick": _quick(counter.quick, moment),
        "undo": undoable and undoable | {"until": moment.of_hall(undoable["until"])},
        "allowed": hands.allowed(counter, row) + (["undo"] if undoable else []),
    }  # fmt: skip


def whole(n: int, moment: Moment) -> dict[str, Any]:
    """Everything on the clerk's page: the core, the line in calling order, the missed, the day."""
    state = core(n, moment)
    clerk = state["clerk"]["id"] if state["clerk"] else None
    waiting, longest = reading.waiting_for(n, clerk)
    day_id, date, day_state, since = reading.today()
    lines = catalog.lines_of(n)
    return state | {
        "missed": _missed({entry["field"] for entry in lines}, moment),
        "line": [
            {"id": id, "number": number, "service_name": name, "service_name_en": name_en,
             "priority": _priority(priority), "joined_at": moment.of_hall(joined),
             "helping": helping, "targeted": targeted,
             "unconfirmed": rows.UNCONFIRMED in flags, "needs": needs.split()}
            for (_, id, number, name, name_en, priority, joined, helping, targeted, flags, needs)
            in reading.line_of_counter(n, clerk, LINE_SHOWN)
        ],
        "waiting": waiting, "longest_since": moment.of_hall(longest), "lines": lines,
        "today": reading.done_today(n, since),
        "recall_limit": office.rule("recall_limit"),
        "wait_target_min": office.rule("wait_target_min"),
        "pauses": office.setting("pauses"),
        "hold_reasons": office.setting("hold_reasons"),
        "hold_reminder_min": office.rule("hold_reminder_min"),
        "call_reasons": office.setting("call_reasons"),
        "targets": catalog.targets(), "services": catalog.services(),
        "day": {"id": day_id, "date": date, "open": day_state == "open"},
    }  # fmt: skip


def pad(n: int, moment: Moment) -> dict[str, Any]:
    """What the rating pad shows: its counter, and the question that is open."""
    counter = rows.counter(n)
    if counter is None:
        raise Unknown("counter")
    clerk = reading.clerk_label(counter.clerk)
    asked = reading.open_rating(n)
    offered = office.setting("reasons")
    return {
        "counter": n, "label": counter.label, "label_en": counter.label_en,
        "state": counter.state, "clerk": {"label": clerk["label"]} if clerk else None,
        "rating": asked and {
            "id": asked[0], "number": asked[1], "closes_at": moment.of_hall(asked[2]),
            "language": asked[3], "levels": question.levels_of(asked[4]),
            "axes": office.rule("rating_axes"),
        },
        "reasons": [_reason(entry) for entry in offered if entry["kind"] == "reason"],
        "praise": [_reason(entry) for entry in offered if entry["kind"] == "praise"],
    }  # fmt: skip


def _ticket(row: rows.TicketRow, moment: Moment) -> dict[str, Any]:
    served, note = office.served(row.service), notes.of(row.id)
    return {
        "id": row.id, "number": row.label, "service": row.service, "field": row.field,
        "service_name": served.name if served else row.service,
        "service_name_en": served.name_en if served else row.service,
        "state": row.state, "priority": _priority(row.priority), "language": row.language,
        "issued_at": moment.iso(row.issued_wall), "called_at": moment.of_hall(row.called_hall),
        "started_at": moment.of_hall(row.started_hall), "recalls": row.recalls,
        # From then on the page asks whether this service still goes on.
        "asks_at": row.started_hall and moment.of_hall(desk.asks_at(row.started_hall)),
        "waited_s": ((row.called_hall or moment.hall) - row.joined) // 1000,
        "reason": record.reason_of_call(row.id), "flags": row.flags.split(), "leg": row.leg,
        "unconfirmed": rows.UNCONFIRMED in row.flags, "back": row.back is not None,
        "back_to": int(row.back.removeprefix("counter:")) if row.back else None,
        "needs": reading.needs(row.id), "note": note.text if note else None,
        "note_until": moment.iso(note.until) if note else None,
    }  # fmt: skip


def _held(n: int, moment: Moment) -> list[dict[str, Any]]:
    """Whom this counter has sent to do something, the first to be reminded of first."""
    return [
        {"id": id, "number": number, "service_name": name, "service_name_en": name_en,
         "reason": reason, "since": moment.of_hall(since), "remind_at": moment.of_hall(remind)}
        for id, number, name, name_en, reason, since, remind in reading.held_by(n)
    ]  # fmt: skip


def _quick(id: int | None, moment: Moment) -> dict[str, Any] | None:
    """The work without a number that this counter has in hand."""
    if id is None:
        return None
    service, since = quick.begun(id)
    served = office.served(service) if service else None
    return {
        "service": service, "service_name": served.name if served else None,
        "service_name_en": served.name_en if served else None, "since": moment.of_hall(since),
    }  # fmt: skip


def _missed(fields: set[str], moment: Moment) -> list[dict[str, Any]]:
    grace = office.rule("grace_min") * 60_000
    return [
        {"id": id, "number": number, "service_name": name, "service_name_en": name_en,
         "missed_at": moment.of_hall(ended), "until": moment.of_hall(ended + grace),
         "unconfirmed": rows.UNCONFIRMED in flags}
        for id, number, _, ended, field, _, name, name_en, flags in reading.in_state("missed")
        if field in fields
    ]  # fmt: skip


def _priority(id: str | None) -> dict[str, str] | None:
    found = office.priority(id) if id else None
    return {"id": found[0], "name": found[1], "name_en": found[2]} if found else None


def _reason(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("code", "name", "name_en")}
