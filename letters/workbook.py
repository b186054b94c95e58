"""A letter's tables as a workbook: one sheet each, numbers as numbers, and where they come from.

Texts are written as texts, never as formulas, whatever they begin with.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import Any

from xlsxwriter import Workbook

from letters.letter import Kind, Letter, Table, tables

WIDE = 100  # characters of a whole table
NARROW = 9
# A line of 12 points, and how many of its letters are as wide as one of a column's characters.
LINE, LETTERS = 16, 1.1
NAMES, FACTS = 30, 90  # characters of the two columns of facts
# A sheet's number format; Excel writes the separators of the reader's own language.
FORMATS: dict[Kind, str] = {
    "text": "@", "n": "#,##0", "share": "0.0%", "minutes": "#,##0.0", "mean": "0.00",
}  # fmt: skip
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def to_xlsx(letter: Letter) -> bytes:
    """The workbook's bytes; the same letter gives the same bytes."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False,
                           "strings_to_urls": False})  # fmt: skip
    made = dt.datetime.fromisoformat(letter["made"]).replace(tzinfo=None)
    book.set_properties({
        "title": f"{letter['name']} {letter['about']}", "author": letter["office"][-1],
        "comments": letter["foot"], "created": made,
    })  # fmt: skip
    forms = _Forms(book)
    for told in tables(letter):
        _sheet(book, forms, told, letter)
    _facts(book, forms, letter)
    book.close()
    return file.getvalue()


class _Forms:
    """How cells look, each made once."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        boxed = font | {"border": 1}
        self.title = book.add_format(font | {"bold": True, "font_size": 13})
        self.line = book.add_format(font | {"italic": True, "text_wrap": True})
        self.name = book.add_format(boxed | {"bold": True, "text_wrap": True, "valign": "top"})
        self.soft = book.add_format(font | {"italic": True, "text_wrap": True, "valign": "top"})
        self.head = book.add_format(
            boxed | {"bold": True, "text_wrap": True, "align": "center", "bg_color": "#F3EEE2"}
        )
        self.letters = book.add_format(boxed | {"italic": True, "align": "center"})
        self.cells = {
            (kind, bold): book.add_format(boxed | {
                "num_format": form, "bold": bold, "text_wrap": kind == "text",
                "align": "left" if kind == "text" else "right",
            })
            for kind, form in FORMATS.items() for bold in (False, True)
        }  # fmt: skip


def _sheet(book: Any, forms: _Forms, told: Table, letter: Letter) -> None:
    sheet = book.add_worksheet(told["name"].translate(FORBIDDEN)[:31])
    columns = told["columns"]
    sheet.write_string(0, 0, told["title"], forms.title)
    whole = sum(column["width"] for column in columns)
    widths = [max(NARROW, WIDE * column["width"] / whole) for column in columns]
    _across(sheet, 1, letter["about"], forms.line, widths)
    for i, column in enumerate(columns):
        sheet.set_column(i, i, widths[i])
        sheet.write_string(3, i, column["head"], forms.head)
        sheet.write_string(4, i, f"({i + 1})", forms.letters)
    sheet.set_row(3, 48)
    for y, values in enumerate(told["rows"], 5):
        bold = told["total"] and y == len(told["rows"]) + 4
        for x, value in enumerate(values):
            _write(sheet, (y, x), value, forms.cells[columns[x]["kind"], bold])
        # Not every program makes room for a name of two lines by itself.
        texts = [_height(v, w) for v, w in zip(values, widths, strict=True) if isinstance(v, str)]
        if max(texts, default=0) > LINE:
            sheet.set_row(y, max(texts))
    for y, note in enumerate(told["notes"], len(told["rows"]) + 6):
        _across(sheet, y, note, forms.soft, widths)
    sheet.freeze_panes(5, 2)
    _on_paper(sheet, letter)


def _across(sheet: Any, y: int, text: str, form: Any, widths: list[float]) -> None:
    """One text over all columns, on as many lines as it takes."""
    sheet.merge_range(y, 0, y, max(1, len(widths) - 1), "", form)
    sheet.write_string(y, 0, text, form)
    sheet.set_row(y, _height(text, sum(widths)))


def _height(text: str, width: float) -> float:
    """Room (points) for a text that is wrapped; cells made of several grow with none."""
    return LINE * math.ceil(len(text) / (width * LETTERS))


def _write(sheet: Any, at: tuple[int, int], value: Any, form: Any) -> None:
    if value is None:
        sheet.write_blank(*at, None, form)
    elif isinstance(value, str):
        sheet.write_string(*at, value, form)
    else:
        sheet.write_number(*at, value, form)


def _on_paper(sheet: Any, letter: Letter) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3, 4)
    sheet.set_footer(f"&L{letter['foot'].replace('&', '&&')}&R&P/&N")


def _facts(book: Any, forms: _Forms, letter: Letter) -> None:
    """Where the figures come from, and what each of them means."""
    sheet = book.add_worksheet(letter["say"]["facts"])
    sheet.set_column(0, 0, NAMES)
    sheet.set_column(1, 1, FACTS)
    for y, (name, value) in enumerate(letter["facts"]):
        sheet.write_string(y, 0, name, forms.name)
        sheet.write_string(y, 1, value, forms.soft)
        sheet.set_row(y, max(_height(name, NAMES), _height(value, FACTS)))
    _on_paper(sheet, letter)
