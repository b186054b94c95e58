"""A figure of the bench: beside its control, from the same minutes, quoted as a ratio."""

from __future__ import annotations

import json
from statistics import median

Pairs = list[tuple[float, float]]


def say(
    name: str, unit: str, pairs: Pairs, goal: float | None = None, *, more: bool = False
) -> bool:
    """Prints medians of (value, control) and the median of their ratios; whether it is met.

    The goal is the largest ratio, or the smallest if `more` is better.
    """
    ratio = median(value / control for value, control in pairs)
    ok = goal is None or (ratio >= goal if more else ratio <= goal)
    figure = {
        "name": name, "value": round(median(p[0] for p in pairs), 3), "unit": unit,
        "control": round(median(p[1] for p in pairs), 3), "ratio": round(ratio, 3),
        "goal": goal, "ok": ok,
    }  # fmt: skip
    print(json.dumps(figure, ensure_ascii=False), flush=True)
    return ok


def within(name: str, unit: str, values: list[float], most: float, planted: list[float]) -> bool:
    """Prints the median beside that of the same with a planted fault; whether it is met.

    At most `most`, and the planted fault more than that: else nothing was measured.
    """
    value, fault = median(values), median(planted)
    ok = value <= most < fault
    figure = {
        "name": name, "value": round(value, 3), "unit": unit, "control": round(fault, 3),
        "ratio": round(value / most, 3) if most else None, "goal": most, "ok": ok,
    }  # fmt: skip
    print(json.dumps(figure, ensure_ascii=False), flush=True)
    return ok
