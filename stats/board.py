"""The supervisor's live view of today."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tickets import Moment, line, reading


def today(moment: Moment, devices: Callable[[], list[dict[str, Any]]]) -> dict[str, Any]:
    """Each counter now, each line now, the devices, the day."""
    day_id, date, state, _ = reading.today()
    waiting = reading.waiting_by_place()
    return {
        "day": {"id": day_id, "date": date, "open": state == "open"},
        "counters": [
            {"n": n, "label": label, "state": state_, "reason": reason, "number": number,
             "clerk": reading.clerk_label(clerk), "since": moment.of_hall(since)}
            for n, label, _, state_, reason, number, clerk, since, *_ in reading.counters()
        ],
        "lines": [
            {"field": id, "name": name, "name_en": name_en, "series": series,
             "waiting": waiting.get(line.line_of(id), 0),
             "served_by": [c.n for c in line.counters_of(id) if c.state == "open"]}
            for id, series, name, name_en in reading.fields()
        ],
        "devices": devices(),
    }  # fmt: skip
