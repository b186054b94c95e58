"""Each line now: how many wait, who the longest, how long whoever came now would wait."""

from __future__ import annotations

from typing import Any, NamedTuple

import office
from db.models import IS_WAITING, Ticket
from db.statement import Statement, hole
from tickets import Moment, line, reading, wait

_longest = Statement(
    Ticket.select(Ticket.joined, Ticket.label)
    .where(IS_WAITING & (Ticket.place == hole("place")))
    .order_by(Ticket.joined)
    .limit(1)
)


class InLine(NamedTuple):
    """One field's line; `since` (hall ms) and `number` are of whoever has waited longest."""

    field: str
    series: str
    name: str
    name_en: str
    waiting: int
    since: int | None
    number: str | None
    serving: list[line.Serving]
    forecast: dict[str, int] | None

    @property
    def late_at(self) -> int | None:
        """From when on (hall ms) somebody here has waited longer than the office aims at."""
        target = office.rule("wait_target_min")
        return self.since + target * 60_000 if target and self.since is not None else None


def found(waiting: dict[str, int]) -> list[InLine]:
    """Every line that is not retired, in the office's order; `waiting` by place."""
    loads = wait.Loads(waiting)
    return [
        _of(field, series, name, name_en, waiting.get(line.line_of(field), 0), loads)
        for field, series, name, name_en in reading.fields()
    ]


def _of(
    field: str, series: str, name: str, name_en: str, waiting: int, loads: wait.Loads
) -> InLine:
    place = line.line_of(field)
    since, number = (_longest.one(place=place) if waiting else None) or (None, None)
    serving = line.counters_of(field)
    forecast = wait.forecast(behind_all(place, waiting), serving, loads)
    return InLine(field, series, name, name_en, waiting, since, number, serving, forecast)


def behind_all(place: str, people: int) -> line.Ahead:
    """Whoever came now would have all these before them."""
    return line.Ahead(place, line.LAST, line.LAST, people)


def told(lines: list[InLine], moment: Moment) -> list[dict[str, Any]]:
    """[{"field", "name", "series", "waiting", "since", "number", "late_at", "wait", "served_by"}].

    `wait` is {"low_s", "high_s"}, None with too few samples or no open counter.
    """
    return [
        {
            "field": one.field, "name": one.name, "name_en": one.name_en, "series": one.series,
            "waiting": one.waiting, "since": moment.of_hall(one.since), "number": one.number,
            "late_at": moment.of_hall(one.late_at), "wait": one.forecast,
            "served_by": [counter.n for counter in one.serving if counter.state == "open"],
        }
        for one in lines
    ]  # fmt: skip
