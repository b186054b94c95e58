"""The page of those who answer for the clerks, the clerk's own, and a month's numbers as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask import Response

from cases import blueprint
from cases.api import sheet_of
from cases.asked import Month
from ratings import reasons
from tickets import Desk
from web import room
from web.access import LEADERS, PUBLIC, allow
from web.api import query
from web.cells import cell
from web.errors import language
from web.page import drawn
from web.words import load


@blueprint.get("/cases/")
@allow(PUBLIC)
def page() -> str:
    """An empty frame: everything on it comes by the API, to supervisor and head."""
    return drawn("cases/cases.html", office=room(Desk).setting("office"))


@blueprint.get("/cases/mine")
@allow(PUBLIC)
def mine() -> str:
    """An empty frame too: the cases about the one who signs in."""
    return drawn("cases/mine.html", office=room(Desk).setting("office"))


@blueprint.get("/cases/export.csv")
@allow(*LEADERS)
def export() -> Response:
    """Each clerk's numbers of one month, for whoever weighs them: no mark is among them."""
    first, told = sheet_of(query(Month))
    lang = language()
    text = io.StringIO()
    # Excel in Vietnamese expects semicolons, and the mark that says UTF-8.
    table = lines(told, lang, _praise(lang))
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([cell(value) for value in line] for line in table)
    name = f"so-lieu-can-bo-{first.isoformat()[:7]}.csv"
    return Response(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"
        },
    )  # fmt: skip


def lines(told: list[dict[str, Any]], lang: str, praise: dict[str, str]) -> Iterator[list[Any]]:
    """The head of the table, then a line for each scale that a clerk was rated on.

    `praise` names the columns of its codes.
    """
    say = load("cases")[lang]
    keys, counts = ("clerk", "scale", "answers", "low", "mean"), ("reminders", "cases", "closed")
    yield [say[f"col_{key}"] for key in (*keys, *counts)] + [*praise.values()]
    for row in told:
        more = [row[key] for key in counts] + [row["praise"].get(code, 0) for code in praise]
        for i, each in enumerate(row["answers"] or [{}]):
            own = [each.get("scale"), each.get("n", 0), each.get("low"), each.get("mean")]
            # What is counted once stands in the first of a clerk's lines.
            yield [row["label"], *own, *(more if i == 0 else [""] * len(more))]


def _praise(lang: str) -> dict[str, str]:
    key = "name" if lang == "vi" else "name_en"
    known = room(Desk).ask(reasons.known)
    return {each["code"]: each[key] for each in known if each["kind"] == "praise"}
