"""Where a coming day will be short: which lines, who may serve them now, and who could besides.

What past days of the same weekday came to decides, not what their counters could have done: a
counter with a line before it also has papers to finish. Lines that the very same counters serve
are one question.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import office
from stats.gone_by import NOBODY, Crowds, GoneBy, Hour
from tickets import line, pace, reading

# Of fewer days like it nothing is said to be needed: one market day would be a rule.
ENOUGH = 4
# Fewer people than this who waited too long, on such a day, ask for no counter.
FEWEST = 2
# A counter that is called to more seldom than every ten minutes may have time for another line.
SELDOM = 6
# More counters than these are not named as having time.
NAMED = 2


class Lines(NamedTuple):
    """Fields with the same counters, these by number; the ones whose own line it is first."""

    fields: tuple[str, ...]
    counters: tuple[int, ...]

    def of(self, crowds: Crowds, at: Hour) -> int:
        """So many of these people are for these lines."""
        crowd = crowds.get(at, NOBODY)
        return sum(crowd[field] for field in self.fields)


class Office(NamedTuple):
    """The lines and counters as they are set up now."""

    lines: list[Lines]
    fields: dict[str, dict[str, Any]]
    counters: dict[int, dict[str, Any]]


def found() -> Office:
    """As the settings have it this minute."""
    fields = {
        id: {"field": id, "name": name, "name_en": name_en}
        for id, _, name, name_en in reading.fields()
    }
    counters = {
        n: {"n": n, "label": label, "label_en": label_en}
        for n, label, label_en, *_ in reading.counters()
    }
    serving = {id: tuple(each.n for each in line.counters_of(id)) for id in fields}
    same: dict[frozenset[int], list[str]] = {}
    for id, desks in serving.items():
        same.setdefault(frozenset(desks), []).append(id)
    lines = [Lines(tuple(ids), tuple(sorted(desks))) for desks, ids in same.items()]
    return Office(lines, fields, counters)


def short(days: list[int], hours: list[int], past: GoneBy, known: Office) -> list[dict[str, Any]]:
    """[{"fields", "counters", "from", "to", "people", "late", "home", "over", "rate", …}].

    In these hours, on more than half of these days, most of who came for these fields were not
    called within the target. Means of a day: `people` came, `late` of them waited too long, `home`
    of those were never called. `over` days were like that. Of the `counters` that serve them
    `closed` mostly do not work then; the others call `rate` people an hour, who usually keep one
    for `busy_min` minutes of it. `free` are others with time, with the `people` whom they call
    meanwhile. The line in which most people are late is first.
    """
    if len(days) < ENOUGH:
        return []
    needs = [
        need
        for lines in known.lines
        for run in _runs([hour for hour in hours if _mostly(lines, days, [hour], past)])
        if (need := _need(lines, days, run, past, known))["late"] >= FEWEST
    ]
    for need in needs:
        need["free"] = _free(need, needs, days, past, known)
    return sorted(needs, key=lambda need: (-need["late"], need["from"]))


def _mostly(lines: Lines, days: list[int], hours: list[int], past: GoneBy) -> bool:
    return _over(lines, days, hours, past) * 2 > len(days)


def _over(lines: Lines, days: list[int], hours: list[int], past: GoneBy) -> int:
    """On how many of these days most of who came in these hours waited too long."""
    return sum(
        2 * sum(lines.of(past.late, (day, hour)) for hour in hours)
        > sum(lines.of(past.come, (day, hour)) for hour in hours)
        for day in days
    )


def _runs(hours: list[int]) -> Iterator[list[int]]:
    """Hours that follow one another."""
    for _, run in itertools.groupby(enumerate(hours), lambda found: found[1] - found[0]):
        yield [hour for _, hour in run]


def _need(
    lines: Lines, days: list[int], run: list[int], past: GoneBy, known: Office
) -> dict[str, Any]:
    every = [(day, hour) for day in days for hour in run]
    people, late, home = (
        sum(lines.of(crowds, at) for at in every) for crowds in (past.come, past.late, past.home)
    )
    desks = [[n for n in past.working(*at) if n in lines.counters] for at in every]
    times = Counter(itertools.chain.from_iterable(desks))
    called = sum(past.called.get(at, NOBODY)[n] for at in every for n in lines.counters)
    rate = called / times.total() if called else None
    return {
        "fields": [known.fields[id] for id in lines.fields if _has_late(id, every, past)],
        "counters": [known.counters[n] for n in lines.counters],
        "from": run[0], "to": run[-1] + 1,
        "people": _mean(people, days), "late": _mean(late, days), "home": _mean(home, days),
        "over": _over(lines, days, run, past), "rate": round(rate, 1) if rate else None,
        "busy_min": _busy_min(rate, lines, every, past),
        "closed": [known.counters[n] for n in lines.counters if times[n] * 2 < len(every)],
    }  # fmt: skip


def _busy_min(rate: float | None, lines: Lines, every: list[Hour], past: GoneBy) -> int | None:
    """How many minutes of an hour so many of these people usually take; None when it is a guess."""
    usual = pace.fields()
    people = Counter[str]()
    for at in every:
        people.update({id: past.come.get(at, NOBODY)[id] for id in lines.fields})
    known = [id for id in people if people[id] and id in usual]
    fewest = office.rule("wait_min_samples")
    if not rate or not known or any(usual[id].samples < fewest for id in known):
        return None
    took = sum(people[id] * usual[id].mean for id in known) / sum(people[id] for id in known)
    return min(60, round(rate * took / 60_000))


def _has_late(field: str, every: list[Hour], past: GoneBy) -> bool:
    return any(past.late.get(at, NOBODY)[field] for at in every)


def _free(
    need: dict[str, Any], needs: list[dict[str, Any]], days: list[int], past: GoneBy, known: Office
) -> list[dict[str, Any]]:
    """Who has time while this line has not: neither its own counters nor those of another need."""
    run = range(need["from"], need["to"])
    busy = {
        desk["n"]
        for other in needs
        if other["from"] < need["to"] and need["from"] < other["to"]
        for desk in other["counters"]
    }
    found = []
    for n, counter in known.counters.items():
        calls = sum(past.called.get((day, hour), NOBODY)[n] for day in days for hour in run)
        if n not in busy and calls < SELDOM * len(days) * len(run):
            found.append(counter | {"people": _mean(calls, days)})
    return sorted(found, key=lambda counter: (counter["people"], counter["n"]))[:NAMED]


def _mean(people: int, days: list[int]) -> float:
    return round(people / len(days), 1)
