"""A workbook of services read back: every cell as its column means it, every fault at its cell."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from config import ConfigError
from config.hints import plain
from config.words import SLUG
from setup.workbook import LAST, ROWS, Column, Words, columns, label
from web import words

BYTES = 1 << 20
# What it may be when it is unpacked: a small file can hold a very large one.
UNPACKED, PARTS = 16 << 20, 200
COLUMNS = 60
# A spreadsheet may keep the looks of a million empty rows below the last one.
LOOKED_AT = 5000
_PLACE = re.compile(r"hall\.services\[(.*)\](?:\.(\w+).*)?", re.DOTALL)

Entry = dict[str, Any]
Faults = dict[str, str]


class Misread(Exception):
    """The workbook cannot be taken over; `faults` has a sentence for each cell, or for "file"."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(str(faults))
        self.faults = faults


class Odd(Exception):
    """A cell that does not mean what its column does; a key of words.toml and what it quotes."""

    def __init__(self, key: str, **said: Any) -> None:
        super().__init__(key)
        self.key, self.said = key, said


class Sheet:
    """What a workbook says: the services in its order, and at which cell each value stands."""

    def __init__(self, data: bytes, hall: dict[str, Any], say: Words) -> None:
        """`hall` is the office as it is: what the sheet has no column for stays.

        Misread when there is nothing to be read; cells that cannot be are in `faults`.
        """
        self._say, self._known = say, {each["id"]: each for each in hall["services"]}
        self._fields = {plain(f["name"]): f["id"] for f in hall["fields"]}
        self._fields |= {f["id"]: f["id"] for f in hall["fields"]}
        self._names = [f["name"] for f in hall["fields"]]
        self.entries: list[Entry] = []
        self.faults: Faults = {}
        self._at: dict[str, int] = {}
        self._columns: dict[int, Column] = {}
        self._read(_rows(data, say))

    def blame(self, wrong: ConfigError, sentence: Callable[[Any], str]) -> None:
        """Adds the faults of the office that the sheet asks for, at the cells they come from."""
        # Of two at one cell the first says what it is, the second only what follows.
        for fault in wrong.faults:
            cell = self._cell_of(fault.where)
            # What the sheet as a whole lacks may only be the row that could not be read.
            if cell != fault.where or not self.faults:
                self.faults.setdefault(cell, sentence(fault))

    def _cell_of(self, where: str) -> str:
        place = _PLACE.fullmatch(where)
        if not place or place[1] not in self._at:
            return where
        letters = {column.key: n for n, column in self._columns.items()}
        return _cell(letters.get(place[2], 1), self._at[place[1]])

    def _read(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._head(next(rows, ()))
        for line, row in enumerate(rows, 2):
            if _says_something(row):
                self._service(line, row)
        if not self.entries and not self.faults:
            raise Misread({"file": self._say["sheet_empty"]})

    def _head(self, row: tuple[Any, ...]) -> None:
        known = {plain(name): column for column in columns() for name in self._called(column.key)}
        for n, cell in enumerate(row, 1):
            name = plain(str(cell.value or "").strip())
            if not name:
                continue
            column = known.get(name)
            if column is None:
                self._fault(_cell(n, 1), "sheet_column", near=_near(name, self._labels()))
            elif column in self._columns.values():
                self._fault(_cell(n, 1), "sheet_column_twice")
            else:
                self._columns[n] = column
        missing = {"name", "field"} - {column.key for column in self._columns.values()}
        for key in sorted(missing):
            self._fault("file", "sheet_column_missing", name=label(key, self._say))
        if missing:
            raise Misread(self.faults)

    def _called(self, key: str) -> list[str]:
        """By what a column may be called: its label in any language, and its key."""
        return [key, *(label(key, said) for said in words.load("setup").values())]

    def _labels(self) -> list[str]:
        return [label(column.key, self._say) for column in columns()]

    def _service(self, line: int, row: tuple[Any, ...]) -> None:
        given: Entry = {}
        for n, column in self._columns.items():
            cell = row[n - 1] if n <= len(row) else None
            try:
                given[column.key] = self._value(column, cell)
            except Odd as odd:
                self._fault(_cell(n, line), odd.key, **odd.said)
        id = self._id(line, given)
        if id is None:
            return
        kept = {k: v for k, v in self._known.get(id, {}).items() if k not in given}
        # What is left empty is as a new service has it.
        self.entries.append({**kept, **{k: v for k, v in given.items() if v is not None}, LAST: id})
        self._at[id] = line

    def _id(self, line: int, given: Entry) -> str | None:
        id = given.get(LAST) or self._same(given) or _slug(str(given.get("name") or ""))
        n = next((n for n, column in self._columns.items() if column.key == LAST), 1)
        if not re.fullmatch(SLUG, id):
            self._fault(_cell(n, line), "sheet_id")
            return None
        if id in self._at and given.get(LAST):
            self._fault(_cell(n, line), "sheet_id_twice", line=self._at[id])
            return None
        return next(each for each in _numbered(id) if each not in self._at)

    def _same(self, given: Entry) -> str:
        """A service of this name in this field is that service, even when the id was lost."""
        mine = (given.get("field"), given.get("name"))
        found = (id for id, each in self._known.items() if (each["field"], each["name"]) == mine)
        return next(found, "")

    def _value(self, column: Column, cell: Any) -> Any:
        """The cell as its column means it; None for an empty one."""
        value = cell.value if cell is not None else None
        if cell is not None and cell.data_type in ("f", "e"):
            raise Odd("sheet_formula")
        if isinstance(value, str):
            value = unicodedata.normalize("NFC", value).strip()
        if value in (None, ""):
            return None
        read: dict[str, Callable[[Any], Any]] = {
            "text": _text, "lines": _lines, "whole": _whole, "part": _part, "date": _date,
            "truth": self._truth, "field": self._field,
        }  # fmt: skip
        return read[column.kind](value)

    def _truth(self, value: Any) -> bool:
        said = plain(str(value))
        yes = {"true", "1", "x", "co", "yes", plain(self._say["value_yes"])}
        no = {"false", "0", "khong", "no", plain(self._say["value_no"])}
        if said not in yes | no:
            raise Odd("sheet_truth")
        return said in yes

    def _field(self, value: Any) -> str:
        found = self._fields.get(plain(str(value))) or self._fields.get(str(value))
        if not found:
            raise Odd("sheet_field", near=_near(str(value), self._names))
        return str(found)

    def _fault(self, cell: str, key: str, **said: Any) -> None:
        self.faults[cell] = self._say[key].format(**said)


def _near(word: str, known: Iterable[str]) -> str:
    """The nearest of the known words; when none is near, all of them."""
    # What stands in brackets is a unit: nobody remembers it.
    by_sound = {plain(each.partition(" (")[0]): each for each in known}
    found = get_close_matches(plain(word), list(by_sound), 1, 0.5)
    return by_sound[found[0]] if found else ", ".join(by_sound.values())


def _rows(data: bytes, say: Words) -> Iterator[tuple[Any, ...]]:
    """The rows of its first sheet; Misread when it is no workbook, or too large a one."""
    # Asked for here: where numpy is installed it comes along, and opens a thread.
    from openpyxl import load_workbook

    try:
        _must_be_small(data)
        book = load_workbook(io.BytesIO(data), read_only=True)
        rows = [*book.worksheets[0].iter_rows(max_row=LOOKED_AT, max_col=COLUMNS)]
    except Exception as fault:  # a file that is broken breaks a reader in a hundred ways
        raise Misread({"file": say["sheet_unreadable"]}) from fault
    if any(map(_says_something, rows[ROWS + 1 :])):
        raise Misread({"file": say["sheet_large"].format(n=ROWS)})
    return iter(rows[: ROWS + 1])


def _says_something(row: tuple[Any, ...]) -> bool:
    return any(cell.value not in (None, "") for cell in row)


def _must_be_small(data: bytes) -> None:
    parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise ValueError("too large")


def _cell(column: int, line: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(line - 1, column - 1))


def _text(value: Any) -> str:
    if isinstance(value, float):
        # A spreadsheet has taken a code for a number, and its last zeros are gone.
        raise Odd("sheet_text")
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}"
    return str(value)


def _lines(value: Any) -> list[str]:
    return [line.strip() for line in _text(value).splitlines() if line.strip()]


def _whole(value: Any) -> int:
    try:
        number = float(str(value))
    except ValueError:
        raise Odd("sheet_whole") from None
    if isinstance(value, bool) or not number.is_integer():
        raise Odd("sheet_whole")
    return int(number)


def _part(value: Any) -> float:
    text = str(value).replace(",", ".").replace(" ", "")
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise Odd("sheet_part") from None
    if isinstance(value, bool) or not 0 <= number <= 1:
        raise Odd("sheet_part")
    return round(number, 10)


def _date(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(str(value), form).replace(tzinfo=dt.UTC).date().isoformat()
        except ValueError:
            continue
    raise Odd("sheet_date")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:40].strip("-")


def _numbered(id: str) -> Iterator[str]:
    yield id
    yield from (f"{id}-{n}" for n in range(2, ROWS + 3))
