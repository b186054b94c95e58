"""What a kiosk knows of the hall: open or not, each field's line, and the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import office
from office import hours
from tickets import Moment, line, reading, wait


def kiosk(moment: Moment, paper: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The kiosk's live state; `paper` says {"ok", "trouble"} of the printer."""
    open_now = reading.is_open(moment)
    now = moment.wall, moment.machine
    closing = None if open_now else hours.closing(*now)
    return {
        "open": open_now,
        "opens_at": None if open_now else hours.opens_at(*now),
        "closed_for": closing and closing._asdict(),
        "hours": [
            {"days": session["days"], "from": session["open"], "to": session["close"]}
            for session in office.setting("hours")
        ],
        "paper": paper(),
        "fields": _fields(moment),
    }  # fmt: skip


def _fields(moment: Moment) -> list[dict[str, Any]]:
    fields, waiting = reading.fields(), reading.waiting_by_place()
    serving = {id: line.counters_of(id) for id, *_ in fields}
    gates = hours.gates(moment.wall, moment.machine, reading.today()[0])
    loads = wait.Loads(waiting, serving)
    more = wait.capacity(hours.time_left(moment.wall, moment.machine), waiting, serving, loads)
    return [
        _field(row, serving[row[0]], gates[row[0]], more[row[0]], loads) for row in fields
    ]  # fmt: skip


def _field(
    row: tuple[str, str, str, str],
    serving: list[line.Serving],
    gate: tuple[hours.Gate | None, int | None],
    more: int | None,
    loads: wait.Loads,
) -> dict[str, Any]:
    id, series, name, name_en = row
    before = line.ahead(line.line_of(id), line.LAST, 0)
    shut, allowed = gate
    return {
        "id": id, "series": series, "name": name, "name_en": name_en, "waiting": before.people,
        "open": any(counter.state == "open" for counter in serving),
        "wait": wait.forecast(before, serving, loads),
        "shut": shut and shut._asdict(),
        "left": min((n for n in (more, allowed) if n is not None), default=None),
        "may_not_be_served": more == 0,
    }  # fmt: skip
