"""The supervisor's live view of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from figures import figures, passages, scores
from figures.period import between
from figures.targeted import targeted
from stats import at_counters, in_lines
from stats.alerts import alerts
from stats.openings import openings
from tickets import Moment, notices, reading

Listed = Callable[[], list[dict[str, Any]]]
Printers = Callable[[Moment], list[dict[str, Any]]]


def today(moment: Moment, devices: Listed, kept: Listed, printers: Printers) -> dict[str, Any]:
    """The day and its totals, each counter now, each line now, what to see to, the devices.

    `kept` tells what is wrong with where things are kept, `printers` what their rolls hold.
    """
    rolls = {printer["name"]: printer["roll"] for printer in printers(moment)}
    day_id, date, state, _ = reading.today()
    waiting = reading.waiting_by_place()
    lines, counters, known = in_lines.found(waiting), at_counters.found(), devices()
    return {
        "day": {"id": day_id, "date": date, "open": state == "open", **_over(date, state, moment)},
        "totals": {"waiting": sum(waiting.values()), **_totals(date, moment)},
        "counters": at_counters.told(counters, moment),
        "lines": in_lines.told(lines, moment),
        "alerts": alerts(lines, counters, known, moment),
        "openings": openings(lines, counters, moment) if state == "open" else [],
        "targeted": targeted(moment),
        "devices": known,
        "rolls": rolls,
        "notices": [*kept(), *notices.standing(moment), *_low(rolls)],
    }  # fmt: skip


def _over(date: str, state: str, moment: Moment) -> dict[str, Any]:
    """What a closed day was like, and until when (ISO) opening goes on with it."""
    if not date or state == "open":
        return {"waits": None, "reopens_until": None}
    on, roll = dt.date.fromisoformat(date), dt.time.fromisoformat(moment.machine.roll_at)
    zone = ZoneInfo(moment.machine.timezone)
    until = dt.datetime.combine(on + dt.timedelta(1), roll, zone)
    told = figures(on, on, "day", moment)
    waits = {"n": told["total"]["wait"]["n"], "within": told["total"]["wait"]["within"]}
    return {
        "waits": waits | {"target_min": told["wait_target_s"] // 60},
        "reopens_until": moment.iso(int(until.timestamp() * 1000)),
    }


def _low(rolls: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The printers whose roll is near its end."""
    return [
        {"code": "paper_low", "printer": name, "left": roll["left"]}
        for name, roll in rolls.items()
        if roll["low"]
    ]


def _totals(date: str, moment: Moment) -> dict[str, int]:
    """{"taken", "served", "missed", …, "opened", "answered"} of one business day, from the journal.

    `expired` went home when the day closed and were never called, `left` said that they go.
    """
    counted, rated = ("taken", "served", "missed", "expired", "left"), ("opened", "answered")
    if not date:
        return dict.fromkeys((*counted, *rated), 0)
    on = dt.date.fromisoformat(date)
    period = between(on, on, moment)
    counts = passages.counts("day", period).get(period.last, {})
    asked = scores.asked("day", period).get(period.last, {})
    return {n: counts.get(n, 0) for n in counted} | {n: asked.get(n, 0) for n in rated}
