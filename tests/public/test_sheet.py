"""The file of the open figures: what the page says, a program reads too."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from public.sheet import COLUMNS, to_csv
from web.words import load

WAIT = {
    "key": 7, "label": "7–8 giờ", "label_en": "7:00–8:00", "n": 275, "median_s": 1185,
    "p90_s": 3660, "open_median_s": 1185, "open_p90_s": 3660,
}  # fmt: skip
HELD = WAIT | {"key": 10, **dict.fromkeys(("n", "median_s", "p90_s"))}
SCORE = {"scale": 5, "n": 254, "satisfied": {"share": 0.902, "low": 0.859, "high": 0.932}}


def rows(never_called: int | None) -> list[dict[str, str]]:
    told: dict[str, Any] = {
        "month": "2026-10", "enough": True, "wait": WAIT | {"key": None}, "fields": [],
        "hours": [WAIT, HELD], "never_called": never_called, "ratings": {"scores": [SCORE]},
    }  # fmt: skip
    file = to_csv(told, "en", load("public")["en"]).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(file)))
    assert all(row.keys() == {*COLUMNS} and None not in row.values() for row in found)
    return found


@pytest.mark.parametrize(("never_called", "told"), [(51, "51"), (0, "0"), (None, "")])
def test_who_was_never_called_stands_in_the_file(never_called: int | None, told: str) -> None:
    [row] = [row for row in rows(never_called) if row["table"] == "never_called"]
    assert row["n"] == told


def test_each_figure_stands_below_its_name() -> None:
    hours = [row for row in rows(51) if row["table"] == "hour"]
    assert [(row["label"], row["n"]) for row in hours] == [("7:00–8:00", "275"), ("7:00–8:00", "")]
    [score] = [row for row in rows(51) if row["table"] == "satisfied"]
    assert (score["n"], score["share"], score["low"], score["high"]) == (
        "254", "0.902", "0.859", "0.932",
    )  # fmt: skip
