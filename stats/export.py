"""The same figures as a file for a spreadsheet: CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

from figures.passages import COUNTS
from figures.scores import SIDES
from figures.spans import SPANS
from web.cells import cell

SEPARATORS = {"comma": ",", "semicolon": ";"}
LEVELS = 5
_SIDES = SIDES[1:]
_KEYS = {"measured": "n"}
_WITHIN = ("wait", "service")  # of these the office has a target
_TIMES = [
    (span, part) for span in SPANS
    for part in ("measured", "median_s", "p90_s", *(["within"] if span in _WITHIN else []))
]  # fmt: skip


def to_csv(told: dict[str, Any], lang: str, say: dict[str, str], separator: str = "comma") -> bytes:
    """What `figures.figures` told as UTF-8 with BOM, with headers in `say`'s language.

    One line for each group and scale of rating, then the total. Times in seconds, shares 0 to 1.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATORS[separator], quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([say[f"by_{told['by']}"], *_headers(say)])
    label = "label" if lang == "vi" else "label_en"
    for row in (*told["rows"], told["total"]):
        for score in row["ratings"]["scores"] or [None]:
            writer.writerow([cell(value) for value in (row[label], *_values(row, score))])
    return text.getvalue().encode("utf-8-sig")


def _headers(say: dict[str, str]) -> list[str]:
    spans = [f"{say[span]}: {say[part]}" for span, part in _TIMES]
    ratings = ("opened", "answered", "unanswered", "withdrawn", "response", "scale", "scored")
    levels = [say["level_n"].replace("{n}", str(level)) for level in range(1, LEVELS + 1)]
    sides = [f"{say[side]}: {say[part]}" for side in _SIDES for part in ("scored", "mean")]
    names = (*COUNTS, "waiting", "waiting_max")
    return [*(say[n] for n in names), *spans, *(say[n] for n in ratings), say["mean"], *levels,
            *sides]  # fmt: skip


def _values(row: dict[str, Any], score: dict[str, Any] | None) -> list[Any]:
    spans = [row[span][_KEYS.get(part, part)] for span, part in _TIMES]
    asked = row["ratings"]
    told = [asked[n] for n in ("opened", "n", "unanswered", "withdrawn", "response")]
    counts = [row[name] for name in (*COUNTS, "waiting", "waiting_max")]
    return [*counts, *spans, *told, *_scored(score), *_sided(asked, score)]


def _scored(score: dict[str, Any] | None) -> list[Any]:
    if score is None:
        return [None] * (3 + LEVELS)
    levels = score["levels"] or []
    return [score["scale"], score["n"], score["mean"], *levels, *[None] * (LEVELS - len(levels))]


def _sided(asked: dict[str, Any], score: dict[str, Any] | None) -> list[Any]:
    """Answers and average of each side, on the scale of this line."""
    told: list[Any] = []
    for side in _SIDES:
        scale = score and score["scale"]
        one = next((each for each in asked[side] if each["scale"] == scale), None)
        told += [one["n"], one["mean"]] if one else [None, None]
    return told
