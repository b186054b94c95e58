"""The services as a workbook for a spreadsheet: what its columns are, and how it is written.

Texts are written as texts, never as formulas, whatever they begin with.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, NamedTuple

from config.hall import Service

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Words = dict[str, str]
ROWS = 1000  # more services than a kiosk could offer

# The widths of columns, in letters; a text that is longer goes on below.
WIDTHS = {
    "name": 38, "name_en": 30, "documents": 60, "limit_text": 36, "charge_text": 30, "source": 36,
    "note": 24, "also": 24, "field": 20, "id": 34, "code": 13,
}  # fmt: skip
NARROW = 11
# The id comes last: whoever adds a service leaves it empty.
LAST = "id"


class Column(NamedTuple):
    """One key of a service; `kind` is text, whole, part, lines, truth, date or field."""

    key: str
    kind: str


def columns() -> list[Column]:
    """Every key of a service, in the order of the sheet."""
    told = Service.model_json_schema()["properties"]
    found = [Column(key, _kind(key, schema)) for key, schema in told.items()]
    return sorted(found, key=lambda column: column.key == LAST)


def _kind(key: str, schema: dict[str, Any]) -> str:
    if key == "field":
        return "field"
    kinds = {"integer": "whole", "number": "part", "boolean": "truth", "array": "lines"}
    return "date" if "anyOf" in schema else kinds.get(schema["type"], "text")


def label(key: str, say: Words) -> str:
    """What a column is called; a service has a code and an id, elsewhere one of them is enough."""
    return say.get(f"of_services_{key}", say[f"of_{key}"])


def written(hall: dict[str, Any], say: Words) -> bytes:
    """The services of `tickets.living.hall()` as a workbook, with a sheet that explains it."""
    # Few ask for it, and seldom.
    from xlsxwriter import Workbook

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": say["of_services"], "author": hall["office"]["name"]})
    _Sheets(book, hall, say).write()
    book.close()
    return file.getvalue()


class _Sheets:
    """The three sheets: services, fields, and how to fill them in."""

    def __init__(self, book: Workbook, hall: dict[str, Any], say: Words) -> None:
        self._book, self._hall, self._say = book, hall, say
        plain = {"valign": "top", "text_wrap": True, "font_name": "Arial", "font_size": 10}
        self._head = self._format(plain, bold=True, bg_color="#8C1D18", font_color="#FFFFFF")
        self._formats = {
            # As texts, so that a spreadsheet leaves "1.001080" what it is.
            "text": self._format(plain, num_format="@"),
            "whole": self._format(plain, num_format="0"),
            "part": self._format(plain, num_format="0.0#%"),
            "date": self._format(plain, num_format="dd/mm/yyyy"),
        }
        self._grey = self._format(plain, num_format="@", font_color="#6B6B6B")

    def _format(self, plain: dict[str, Any], **more: Any) -> Format:
        return self._book.add_format({**plain, "border": 1, "border_color": "#C9C2B6", **more})

    def write(self) -> None:
        services = self._book.add_worksheet(self._say["of_services"])
        fields = self._book.add_worksheet(self._say["of_fields"])
        self._services(services)
        self._fields(fields)
        self._guide(self._book.add_worksheet(self._say["sheet_guide"]))

    def _services(self, sheet: Worksheet) -> None:
        names = {field["id"]: field["name"] for field in self._hall["fields"]}
        for place, column in enumerate(columns()):
            width = WIDTHS.get(column.key, NARROW)
            sheet.set_column(place, place, width, self._look(column))
            sheet.write_string(0, place, label(column.key, self._say), self._head)
            self._allow(sheet, place, column)
        for line, service in enumerate(self._hall["services"], 1):
            for place, column in enumerate(columns()):
                self._cell(sheet, line, place, column, service[column.key], names)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(self._hall["services"]), len(columns()) - 1)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3: seventeen columns are too many for less
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _look(self, column: Column) -> Format:
        return self._grey if column.key == LAST else self._formats.get(column.kind, self._text)

    @property
    def _text(self) -> Format:
        return self._formats["text"]

    def _cell(
        self, sheet: Worksheet, line: int, place: int, column: Column, value: Any, names: Words
    ) -> None:
        look = self._look(column)
        if value is None:
            sheet.write_blank(line, place, None, look)
        elif column.kind == "date":
            sheet.write_datetime(line, place, dt.datetime.fromisoformat(value), look)
        elif column.kind in ("whole", "part"):
            sheet.write_number(line, place, value, look)
        else:
            sheet.write_string(line, place, self._words(column, value, names), look)

    def _words(self, column: Column, value: Any, names: Words) -> str:
        if column.kind == "truth":
            return self._say["value_yes" if value else "value_no"]
        if column.kind == "lines":
            return "\n".join(value)
        return names.get(value, value) if column.kind == "field" else str(value)

    def _allow(self, sheet: Worksheet, place: int, column: Column) -> None:
        """What a spreadsheet lets in; what comes from elsewhere is checked when it is read."""
        fields = len(self._hall["fields"])
        allowed: dict[str, dict[str, Any]] = {
            "field": {
                "validate": "list",
                "source": f"='{self._say['of_fields']}'!$A$2:$A${fields + 1}",
            },
            "truth": {
                "validate": "list", "source": [self._say["value_yes"], self._say["value_no"]],
            },
            "whole": {
                "validate": "integer", "criteria": "between", "minimum": 1, "maximum": 240,
            },
            "part": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1},
        }  # fmt: skip
        if column.kind in allowed:
            sheet.data_validation(1, place, ROWS, place, allowed[column.kind])

    def _fields(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 34)
        for place, key in enumerate(("name", "series", "id")):
            sheet.write_string(0, place, self._say[f"of_{key}"], self._head)
            for line, field in enumerate(self._hall["fields"], 1):
                sheet.write_string(line, place, field[key], self._text)
        sheet.freeze_panes(1, 0)

    def _guide(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 100)
        lines = [self._hall["office"]["name"], *self._say["sheet_how"].split("\n")]
        for line, text in enumerate(lines):
            sheet.write_string(line, 0, text, self._text if line else self._head)
