"""The open figures as CSV, one line a figure, so that a program reads them without a manual."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from web.cells import cell

# What came later stands at the end: programs may know the others by their place.
COLUMNS = (
    "month", "table", "key", "label", "n", "median_s", "p90_s", "share", "low", "high",
    "open_median_s", "open_p90_s",
)  # fmt: skip
WAIT = ("key", "label", "n", "median_s", "p90_s")
Row = tuple[Any, ...]


def to_csv(told: dict[str, Any], lang: str, say: dict[str, str]) -> bytes:
    """UTF-8 with BOM; times in seconds, shares 0 to 1, empty where a figure is held back."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for row in _rows(told, lang, say) if told["enough"] else ():
        writer.writerow([cell(value) for value in (told["month"], *row)])
    return text.getvalue().encode("utf-8-sig")


def _rows(told: dict[str, Any], lang: str, say: dict[str, str]) -> Iterator[Row]:
    label = "label" if lang == "vi" else "label_en"
    for table, found in (
        ("wait", [told["wait"]]), ("field", told["fields"]), ("hour", told["hours"]),
    ):  # fmt: skip
        for row in found:
            known = [row[label if name == "label" else name] for name in WAIT]
            yield (table, *known, *[None] * 3, row["open_median_s"], row["open_p90_s"])
    yield ("never_called", "", say["not_called"], told["never_called"], *[None] * 7)
    for score in told["ratings"]["scores"]:
        name = say["levels"].format(n=score["scale"])
        counted = ("satisfied", score["scale"], name, score["n"], None, None)
        yield (*counted, *_shares(score), None, None)


def _shares(score: dict[str, Any]) -> Row:
    if score["satisfied"]:
        return tuple(score["satisfied"][name] for name in ("share", "low", "high"))
    return (None, *score["between"])
