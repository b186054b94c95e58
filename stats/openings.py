"""What to do about long lines now: call from an idle counter, open another one, or neither is left.

From the forecast: whoever came now would wait so long, and with one more counter so long.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import office
from stats.at_counters import AtCounter
from stats.in_lines import InLine, behind_all
from tickets import Moment, line, wait

# More than so many at once is no advice that anybody can follow.
MOST = 3

Chosen = tuple[str, int | None]


def openings(
    lines: list[InLine], counters: list[AtCounter], moment: Moment
) -> list[dict[str, Any]]:
    """[{"what", "counter": {…}|None, "lines": [{"field", "waiting", "wait", "then", "from"}]}].

    A line is in need when somebody stands in it that no open counter serves, when somebody has
    waited longer than the office aims at (`from` then), or whoever came now would. `what` is
    "call" (the counter is open and idle), "open" (paused or closed) or "assign" (none is left).
    `wait` is the forecast now, `then` with that counter open. Those in the greatest need first.
    """
    needy = [(begins, one) for one in lines if (begins := _in_need_at(one, moment)) is not None]
    needy.sort(key=lambda found: (found[0], -found[1].waiting))
    known = {one.n: one for one in counters}
    told: dict[Chosen, dict[str, Any]] = {}
    for begins, one in needy:
        chosen = _chosen(one, known, told)
        what, n = chosen
        counter = _named(known[n]) if n else None
        advice = told.setdefault(chosen, {"what": what, "counter": counter, "lines": []})
        advice["lines"].append(_line(one, chosen) | {"from": moment.of_hall(begins)})
    return list(told.values())[:MOST]


def _in_need_at(one: InLine, moment: Moment) -> int | None:
    """From when on (hall ms); 0 for a line that nobody serves, None for one in no need."""
    if not one.waiting:
        return None
    if not any(counter.state == "open" for counter in one.serving):
        return 0
    target = office.rule("wait_target_min") * 60
    if target and one.forecast and one.forecast["low_s"] + one.forecast["high_s"] > 2 * target:
        return moment.hall
    return one.late_at


def _chosen(one: InLine, known: dict[int, AtCounter], told: dict[Chosen, Any]) -> Chosen:
    """What to do, and where: the counter's own line before one that it helps with."""

    def first(what: str, fits: Callable[[AtCounter], bool]) -> Chosen | None:
        found = [serving for serving in one.serving if fits(known[serving.n])]
        best = min(found, key=lambda s: ((what, s.n) in told, s.offset, s.n), default=None)
        return (what, best.n) if best else None

    idle = first("call", lambda counter: counter.idle)
    return idle or first("open", lambda counter: counter.state != "open") or ("assign", None)


def _named(counter: AtCounter) -> dict[str, Any]:
    return {
        "n": counter.n, "label": counter.label, "label_en": counter.label_en,
        "state": counter.state,
    }  # fmt: skip


def _line(one: InLine, chosen: Chosen) -> dict[str, Any]:
    """What the line is like now, and what it would be like with the counter open."""
    what, n = chosen
    opened = [c._replace(state="open") if c.n == n else c for c in one.serving]
    place = line.line_of(one.field)
    then = wait.forecast(behind_all(place, one.waiting), opened) if what == "open" else None
    return {
        "field": one.field, "name": one.name, "name_en": one.name_en, "waiting": one.waiting,
        "wait": one.forecast, "then": then,
    }  # fmt: skip
