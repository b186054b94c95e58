"""What the phone page says of a ticket, in the sentences of one language."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

Words = dict[str, str]
OVER = ("served", "left", "void", "expired")


def of(
    record: dict[str, Any], classes: Sequence[dict[str, Any]], say: Words, lang: str
) -> dict[str, Any]:
    """{"headline", "to_do", "figures": [(term, value)], "before": [sentence], "rules": […]}.

    `record` is `Desk.ticket`'s, `classes` those that the kiosk asks for.
    """
    state = record["state"]
    counters = listed(record["counters"], say)
    return {
        "headline": say[f"state-{state}"].format(counter=record["counter"] or counters),
        "to_do": say.get(f"do-{state}"),
        "figures": [] if state in OVER else figures(record, counters, say, lang),
        "before": earlier(record["passed_by"], say, lang),
        "rules": [] if state in OVER else rules(classes, say, lang),
    }


def figures(record: dict[str, Any], counters: str, say: Words, lang: str) -> list[tuple[str, str]]:
    """What one looks at while waiting: term and value."""
    found = []
    if record["state"] == "waiting":
        ahead, wait = record["ahead"], minutes(record["wait"], say)
        found.append((say["phone-ahead"], str(ahead) if ahead else say["phone-ahead-none"]))
        if wait:
            found.append((say["phone-wait"], wait))
        if counters:
            found.append((say["phone-counters"], counters))
    return [*found, (say["phone-service"], named(record, lang, "service_name"))]


def earlier(calls: Sequence[dict[str, Any]], say: Words, lang: str) -> list[str]:
    """Why others were called before, a sentence a rule; of none of them is said who it was."""
    often = Counter(one_earlier(call, say, lang) for call in calls)
    return [
        sentence if n == 1 else f"{sentence} {say['phone-times'].format(n=n)}"
        for sentence, n in often.items()
    ]


def one_earlier(call: dict[str, Any], say: Words, lang: str) -> str:
    """The sentence of a rule, about somebody without a number."""
    values = {
        "number": say["phone-another"],
        "n": call["head_start_min"],
        "class": named(call["class"], lang) if call["class"] else "",
        "reason": named(call["reason"], lang) if call["reason"] else "",
    }
    return say[f"earlier-{call['rule']}"].format(**values)


def rules(classes: Sequence[dict[str, Any]], say: Words, lang: str) -> list[str]:
    """How the line is ordered, from the office's own numbers: one sentence, or one a class."""
    if len(classes) == 1:
        return [say["head-start"].format(n=classes[0]["head_start_min"])]
    return [
        say["head-start-of"].format(name=named(each, lang), n=each["head_start_min"])
        for each in classes
    ]


def minutes(wait: dict[str, int] | None, say: Words) -> str | None:
    """Such as "10–20 phút", low rounded down and high up; None when nothing honest is known."""
    if not wait:
        return None
    high = max(1, math.ceil(wait["high_s"] / 60))
    low = min(high, max(1, wait["low_s"] // 60))
    return say["minutes-about" if low == high else "minutes-range"].format(low=low, high=high)


def listed(counters: Sequence[int], say: Words) -> str:
    """[2, 1, 5] → "1, 2 hoặc 5"."""
    *most, last = [str(n) for n in sorted(counters)] or [""]
    return f"{', '.join(most)} {say['counter-or']}\u00a0{last}" if most else last


def named(thing: dict[str, Any], lang: str, key: str = "name") -> str:
    """The name in the reader's language; the Vietnamese one where no other was written."""
    return str((lang == "en" and thing.get(f"{key}_en")) or thing[key])
