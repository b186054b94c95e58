"""A share of few answers, and how far it can be trusted."""

from __future__ import annotations

import math


def interval(part: int, n: int) -> dict[str, float]:
    """Share and 95 % interval of a count (Wilson, 1927), all rounded to a thousandth."""
    z, share = 1.959964, part / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low, high = max(0.0, middle - spread), min(1.0, middle + spread)
    return {"share": round(share, 3), "low": round(low, 3), "high": round(high, 3)}
