"""The supervisor's live view of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from figures import passages, scores
from figures.period import between
from figures.targeted import targeted
from tickets import Moment, desk, line, notices, reading

Listed = Callable[[], list[dict[str, Any]]]
Printers = Callable[[Moment], list[dict[str, Any]]]


def today(moment: Moment, devices: Listed, kept: Listed, printers: Printers) -> dict[str, Any]:
    """The day and its totals, each counter now, each line now, the devices, what is wrong.

    `kept` tells what is wrong with where things are kept, `printers` what their rolls hold.
    """
    rolls = {printer["name"]: printer["roll"] for printer in printers(moment)}
    day_id, date, state, _ = reading.today()
    waiting = reading.waiting_by_place()
    return {
        "day": {"id": day_id, "date": date, "open": state == "open"},
        "totals": {"waiting": sum(waiting.values()), **_totals(date, moment)},
        "counters": [
            {"n": n, "label": label, "label_en": label_en, "state": state_, "reason": reason,
             "number": number, "clerk": reading.clerk_label(clerk), "since": moment.of_hall(since),
             # From then on nobody believes that this service still goes on.
             "asks_at": started and moment.of_hall(desk.asks_at(started))}
            for (n, label, label_en, state_, reason, number, clerk, since, _, _, started)
            in reading.counters()
        ],
        "lines": [
            {"field": id, "name": name, "name_en": name_en, "series": series,
             "waiting": waiting.get(line.line_of(id), 0),
             "served_by": [n for n, s, _ in line.counters_of(id) if s == "open"]}
            for id, series, name, name_en in reading.fields()
        ],
        "targeted": targeted(moment),
        "devices": devices(),
        "rolls": rolls,
        "notices": [*kept(), *notices.standing(moment), *_low(rolls)],
    }  # fmt: skip


def _low(rolls: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The printers whose roll is near its end."""
    return [
        {"code": "paper_low", "printer": name, "left": roll["left"]}
        for name, roll in rolls.items()
        if roll["low"]
    ]


def _totals(date: str, moment: Moment) -> dict[str, int]:
    """{"taken", "served", "missed", "opened", "answered"} of one business day, from the journal."""
    if not date:
        return dict.fromkeys(("taken", "served", "missed", "opened", "answered"), 0)
    on = dt.date.fromisoformat(date)
    period = between(on, on, moment)
    counts = passages.counts("day", period).get(period.last, {})
    asked = scores.asked("day", period).get(period.last, {})
    return {n: counts.get(n, 0) for n in ("taken", "served", "missed")} | {
        n: asked.get(n, 0) for n in ("opened", "answered")
    }
