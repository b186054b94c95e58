"""What the waiting room sees and hears, as one plain state."""

from __future__ import annotations

from typing import Any

from display import voice
from tickets import Moment, hours, line, office, reading

CALLS, NEXT, MISSED = 8, 8, 12


def hall(moment: Moment) -> dict[str, Any]:
    """The hall's screen: calls newest first, what is to be spoken, who comes next, who waits."""
    day_id, date, state, _ = reading.today()
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
        "calls": _calls(day_id, moment),
        "announcements": [_spoken(row, moment) for row in _young(day_id, moment)],
        "next": _next(fields, waiting),
        "waiting": [
            {"field": id, "name": name, "name_en": name_en, "series": series,
             "n": waiting.get(line.line_of(id), 0)}
            for id, series, name, name_en in fields
        ],
        "counters": [_counter(row) for row in reading.counters()],
        "missed": [row[1] for row in reading.in_state("missed")][:MISSED],
        "slogans": [slogan["text"] for slogan in office.setting("slogans")],
    }  # fmt: skip


def _calls(day_id: int, moment: Moment) -> list[dict[str, Any]]:
    """The last calls, one line a ticket: its newest announcement."""
    seen: set[int] = set()
    calls: list[dict[str, Any]] = []
    for id, number, counter, wall, recall, state, ticket, needs in reading.calls(day_id):
        if ticket not in seen and len(calls) < CALLS:
            seen.add(ticket)
            calls.append(
                {"id": id, "number": number, "counter": counter, "at": moment.iso(wall),
                 "recall": recall, "state": state, "longer": needs is not None}
            )  # fmt: skip
    return calls


def _young(day_id: int, moment: Moment) -> list[tuple[Any, ...]]:
    oldest = moment.hall - office.rule("announcement_max_age_s") * 1000
    return reading.unspoken(day_id, oldest)


def _spoken(row: tuple[Any, ...], moment: Moment) -> dict[str, Any]:
    id, number, counter, recall, language, wall, needs = row
    return {
        "id": id, "number": number, "counter": counter, "recall": recall, "language": language,
        "text": voice.sentence_vi(number, counter, recall),
        "text_en": voice.sentence_en(number, counter, recall),
        "sound": f"/display/sound/{id}.wav", "created": moment.iso(wall),
        "longer": needs is not None,
    }  # fmt: skip


def _next(fields: list[tuple[str, str, str, str]], waiting: dict[str, int]) -> list[str]:
    """The heads of the lines in turn: first each line's first, then each line's second."""
    lines = [
        reading.next_in(line.line_of(id), 3) for id, *_ in fields if line.line_of(id) in waiting
    ]
    return [numbers[i] for i in range(3) for numbers in lines if i < len(numbers)][:NEXT]


def _counter(row: tuple[Any, ...]) -> dict[str, Any]:
    n, label, label_en, state, reason, number = row[:6]
    return {
        "n": n, "label": label, "label_en": label_en, "state": state, "reason": reason,
        "number": number,
    }  # fmt: skip
