"""Two days of a hall that a report is about, and what independent readers find in its files."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterable
from typing import Any

from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from config.reporting import Span
from ratings import later
from reports import keeping, periods
from reports.gathering import Content, gather
from tests.figures.history import History

MONDAY, TUESDAY = "2026-11-16", "2026-11-17"
WEEK = ("week", MONDAY)
HALF = ("calendar-half", "2026-07-01")
GIVEN = later.Given(4)
SERIES = {"A": 1, "C": 2, "L": 3}


def live(hall: History, dates: Iterable[str] = (MONDAY, TUESDAY), people: int = 9) -> None:
    """Citizens come to three counters, wait, are served and answer; the days are closed."""
    levels = itertools.cycle([5, 5, 4, 3, 5, 2, 5])
    for date in dates:
        hall.at("07:40", date)
        for n in (1, 2, 3):
            hall.sit(n, f"can-bo-{n}")
        for i in range(people):
            for series, n in SERIES.items():
                hall.take(series)
                hall.after(20 + 40 * i * n).serve(n, service_s=120 + 30 * n + 11 * i)
                if (i + n) % 4:
                    hall.after(5).rate(n, next(levels))
                hall.after(70)
        gone, late = hall.take("A"), hall.take("C")
        hall.leave(gone)
        hall.call(2)
        hall.miss(2)
        assert late
        for _ in range(3):
            done(hall, lambda tx: later.on_paper(tx, "can-bo-1", GIVEN, later.Sheet(1), "boss"))
        hall.at("18:30")
        hall.close_day()


def frozen(hall: History, kind: str, begins: str) -> int:
    """A version frozen by the supervisor; its id."""
    _, span = periods.of(kind, begins)
    content = gather(kind, span, hall.moment(), lambda _step: None)
    return int(done(hall, lambda tx: keeping.freeze(tx, span, content, "giam-sat"))["id"])


def done(hall: History, command: Callable[[Any], Any]) -> Any:
    """One command, and its answer."""
    return hall._do(command)


def empty_content(kind: str, span: Span) -> Content:
    """As much as keeping it needs."""
    return {"kind": kind, "begins": span.begin.isoformat(), "complete": True}


def word_tables(file: bytes) -> list[list[list[str]]]:
    """Every table of a Word file as its cells' texts."""
    found = Document(io.BytesIO(file)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def word_text(file: bytes) -> str:
    """What stands between the tables."""
    return "\n".join(each.text for each in Document(io.BytesIO(file)).paragraphs)


def excel_rows(file: bytes, sheet: str) -> list[list[Any]]:
    """The rows of one sheet below its two heads."""
    book = load_workbook(io.BytesIO(file))
    rows = [list(row) for row in book[sheet].iter_rows(min_row=6, values_only=True)]
    return [row for row in rows if any(value is not None for value in row[1:])]


def pdf_text(file: bytes) -> str:
    """Every page's text, a blank where a line ends."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    return " ".join(" ".join(pages).split())


def excel_texts(file: bytes) -> str:
    """Every text of every sheet."""
    sheets = load_workbook(io.BytesIO(file)).worksheets
    cells = (cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    return " ".join(cell for cell in cells if isinstance(cell, str))
