"""What a kiosk knows of the hall: open or not, each field's line, and the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tickets import Moment, day, line, office, reading, wait

WEEK = day.WEEKDAYS


def kiosk(moment: Moment, paper: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The kiosk's live state; `paper` says {"ok", "trouble"} of the printer."""
    open_now = reading.is_open(moment)
    return {
        "open": open_now,
        "opens_at": None if open_now else day.opens_at(moment.wall, moment.machine),
        "hours": [
            {"days": session["days"], "from": session["open"], "to": session["close"]}
            for session in office.setting("hours")
        ],
        "paper": paper(),
        "fields": [_field(*row) for row in reading.fields()],
    }  # fmt: skip


def _field(id: str, series: str, name: str, name_en: str) -> dict[str, Any]:
    before, serving = line.ahead(line.line_of(id), line.LAST, 0), line.counters_of(id)
    return {
        "id": id, "series": series, "name": name, "name_en": name_en, "waiting": before.people,
        "open": any(counter.state == "open" for counter in serving),
        "wait": wait.forecast(before, serving),
    }  # fmt: skip
