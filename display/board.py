"""What the waiting room sees and hears, as one plain state."""

from __future__ import annotations

from typing import Any

import office
from display import rooms, voice
from office import hours
from tickets import Moment, line, reading, showing, voicing
from tickets.reading import Unspoken
from tickets.showing import Figures

CALLS, NEXT, MISSED = 8, 8, 12
SENTENCE_MS = 60_000  # what was taken up just before it was too old may sound so long


def hall(moment: Moment, output: str, figures: Figures) -> dict[str, Any]:
    """The hall's screen: calls newest first, what is to be spoken, who comes next, who waits.

    `output` says who speaks: "screen", or "card" when the hall has a sound card of its own.
    `rooms` has what a screen shows that stands in a waiting room of its own.
    """
    day_id, date, state, _ = reading.today()
    calls, missed = _calls(day_id, moment), reading.in_state("missed")
    served = showing.fields_by_counter()
    waiting = reading.waiting_by_place()
    fields = reading.fields()
    the_office = office.setting("office")
    closed = state != "open"
    closing = hours.closing(moment.wall, moment.machine) if closed else None
    return {
        "office": {key: the_office[key] for key in ("name", "name_en", "motto", "motto_en")},
        "date": date,
        "open": state == "open",
        "opens_at": hours.opens_at(moment.wall, moment.machine) if closed else None,
        "closed_for": closing and closing._asdict(),
        "calls": calls[:CALLS],
        "sound_from": output,
        **_announced(day_id, moment),
        "next": _next(fields, waiting),
        "waiting": [
            {"field": id, "name": name, "name_en": name_en, "series": series,
             "n": waiting.get(line.line_of(id), 0)}
            for id, series, name, name_en in fields
        ],
        "counters": _counters(served),
        "missed": [row[1] for row in missed][:MISSED],
        "rooms": [
            {**room, "fields": rooms.fields_of(room, served),
             "calls": rooms.here(room, calls, CALLS),
             "next": _next(rooms.only(fields, rooms.fields_of(room, served)), waiting),
             "missed": [row[1] for row in missed if row[2] in room["counters"]][:MISSED]}
            for room in office.setting("rooms")
        ],
        **_besides(day_id, figures),
    }  # fmt: skip


def _besides(day_id: int, figures: Figures) -> dict[str, Any]:
    """Slogans, leaders, slides with times, figures: None for what is turned off."""
    chosen = office.setting("waiting_room")
    return {
        "slogans": rooms.slogans_of(chosen["plans"], office.setting("slogans")),
        "contacts": [
            {key: one[key] for key in ("title", "title_en", "phone", "email")}
            for one in office.setting("contacts")
        ],
        "slides": office.setting("slides") if chosen["media"] else None,
        "figures": figures.of(day_id) if chosen["figures"] else None,
        "month": figures.month if chosen["month"] else None,
    }


def _calls(day_id: int, moment: Moment) -> list[dict[str, Any]]:
    """The day's last calls, one line a ticket: its newest announcement."""
    seen: set[int] = set()
    calls: list[dict[str, Any]] = []
    for id, number, counter, wall, recall, state, ticket, needs in showing.calls(day_id):
        if ticket not in seen:
            seen.add(ticket)
            calls.append(
                {"id": id, "number": number, "counter": counter, "at": moment.iso(wall),
                 "recall": recall, "state": state, "longer": needs is not None}
            )  # fmt: skip
    return calls


def _announced(day_id: int, moment: Moment) -> dict[str, Any]:
    """What is to be heard now, what must stop, and what could only be read."""
    since = voicing.oldest_to_say(moment.hall)
    rows = reading.announced(day_id, since - SENTENCE_MS)
    return {
        "announcements": [
            _spoken(row, moment, since)
            for row in rows
            if row.state == "speaking" or (row.state == "open" and row.created_hall >= since)
        ],
        "taken_back": [row.id for row in rows if row.state == "retracted"],
        "unheard": [
            {"id": id, "number": number, "counter": counter}
            for id, number, counter in reading.unheard()
        ],
    }


def _spoken(row: Unspoken, moment: Moment, since: int) -> dict[str, Any]:
    plain = (row.number, row.counter, row.recall)
    return {
        "id": row.id, "number": row.number, "counter": row.counter, "recall": row.recall,
        "language": row.language, "state": row.state,
        "text": voice.sentence_vi(*plain), "text_en": voice.sentence_en(*plain),
        "sound": f"/display/sound/{row.id}.wav", "created": moment.iso(row.created_wall),
        "until": moment.iso(moment.wall + row.created_hall - since),
        "longer": row.needs is not None,
    }  # fmt: skip


def _next(fields: list[tuple[str, str, str, str]], waiting: dict[str, int]) -> list[str]:
    """The heads of the lines in turn: first each line's first, then each line's second."""
    lines = [
        reading.next_in(line.line_of(id), 3) for id, *_ in fields if line.line_of(id) in waiting
    ]
    return [numbers[i] for i in range(3) for numbers in lines if i < len(numbers)][:NEXT]


def _counters(served: dict[int, list[str]]) -> list[dict[str, Any]]:
    pauses = {pause["code"]: pause for pause in office.setting("pauses")}
    return [_counter(row, served, pauses) for row in reading.counters()]


def _counter(
    row: tuple[Any, ...], served: dict[int, list[str]], pauses: dict[str, dict[str, str]]
) -> dict[str, Any]:
    n, label, label_en, state, reason, number, _, _, ticket_state, *_ = row
    why = pauses.get(reason, {})
    return {
        "n": n, "label": label, "label_en": label_en, "state": state, "reason": reason,
        "why": why.get("name"), "why_en": why.get("name_en"),
        "number": number, "ticket": ticket_state, "fields": served.get(n, []),
    }  # fmt: skip
