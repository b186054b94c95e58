"""Services by workbook: what goes out comes in and changes nothing; every fault at its cell."""

from __future__ import annotations

import datetime as dt
import io
import json
import string
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from config import ConfigError, parse
from config.hall import Service
from office import living, reform
from setup import reading, workbook
from setup.reading import Misread, Sheet
from tests.config_text import shipped
from tests.tickets.core import HALL, Core
from web import words

OFFICE = HALL.replace("rules = {", 'rules = { appointment_class = "",')
SAY = words.load("setup")
COLUMNS = {column.key: n for n, column in enumerate(workbook.columns(), 1)}


def hall_of(text: str) -> dict[str, Any]:
    return parse(text).hall.model_dump(mode="json")


def sent(hall: dict[str, Any], edit: Callable[[Worksheet], Any], lang: str = "vi") -> bytes:
    """The workbook as somebody has edited and saved it in a spreadsheet."""
    book = load_workbook(io.BytesIO(workbook.written(hall, SAY[lang])))
    edit(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(hall: dict[str, Any], edit: Callable[[Worksheet], Any]) -> list[dict[str, Any]]:
    return Sheet(sent(hall, edit), hall, SAY["vi"]).entries


def whole(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with what was left out, as the office takes it."""
    read = [Service.model_validate_json(json.dumps(entry)) for entry in entries]
    return [entry.model_dump(mode="json") for entry in read]


def faults(hall: dict[str, Any], edit: Callable[[Worksheet], Any]) -> dict[str, str]:
    """What is said of an edited workbook, by the reader and by the office that it asks for."""
    try:
        sheet = Sheet(sent(hall, edit), hall, SAY["vi"])
        reform.wanted(parse(OFFICE).hall, "services", sheet.entries)
    except Misread as told:
        return told.faults
    except ConfigError as wrong:
        sheet.blame(wrong, lambda fault: str(fault.message))
    return sheet.faults


def put(key: str, value: Any, line: int = 2) -> Callable[[Worksheet], Any]:
    def edit(sheet: Worksheet) -> None:
        sheet.cell(line, COLUMNS[key]).value = value

    return edit


def at(key: str, line: int = 2) -> str:
    return Workbook().worksheets[0].cell(line, COLUMNS[key]).coordinate


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    with Core(tmp_path, hall=OFFICE) as core:
        yield core


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_shipped_office_goes_out_and_comes_in_the_same(lang: str) -> None:
    hall = hall_of(shipped())
    data = workbook.written(hall, SAY[lang])
    assert whole(Sheet(data, hall, SAY["vi"]).entries) == hall["services"]


# Signs that a spreadsheet would calculate with, take for XML, or show as something else.
ODD = st.text(string.ascii_letters + "=+-@'\"<>&;%_{}ộữđ,.0123456789x ", min_size=1, max_size=30)


@given(name=ODD, line=ODD, share=st.floats(0, 1), day=st.dates(dt.date(1950, 1, 1)))
@settings(max_examples=10, deadline=None)
def test_no_text_is_ever_a_formula(name: str, line: str, share: float, day: dt.date) -> None:
    hall = hall_of(OFFICE)
    hall["services"][0] |= {
        "name": name.strip() or "x", "documents": [line.strip() or "=1+1", "=A1"],
        "share": round(share, 6), "as_of": day.isoformat(), "code": "=2+3", "note": "_x0041_",
    }  # fmt: skip
    data = workbook.written(hall, SAY["vi"])
    cells = [cell for row in load_workbook(io.BytesIO(data)).worksheets[0] for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    # A spreadsheet's days begin with 1900.
    assert whole(Sheet(data, hall, SAY["vi"]).entries) == hall["services"]


def test_what_a_person_does_in_a_spreadsheet() -> None:
    hall = hall_of(OFFICE)

    def edit(sheet: Worksheet) -> None:
        put("minutes", "25")(sheet)
        put("documents", "Căn cước\n\n  Giấy chứng sinh ")(sheet)
        put("as_of", "20/11/2026")(sheet)
        put("share", "7,5 %")(sheet)
        put("verified", "x")(sheet)
        put("source", "Quyết định 1833")(sheet)
        put("name_en", None)(sheet)
        for key, value in {"name": "Đăng ký kết hôn", "field": "HO TICH", "minutes": 20}.items():
            put(key, value, 5)(sheet)
        sheet.delete_rows(3)

    birth, wedding = read(hall, edit)
    assert birth["id"] == "khai-sinh"
    assert (birth["minutes"], birth["share"], birth["verified"]) == (25, 0.075, True)
    assert birth["documents"] == ["Căn cước", "Giấy chứng sinh"]
    assert birth["as_of"] == "2026-11-20"
    # Left out, the Vietnamese name is shown.
    assert "name_en" not in birth
    assert wedding == {
        "field": "ho-tich", "name": "Đăng ký kết hôn", "minutes": 20, "id": "dang-ky-ket-hon",
    }  # fmt: skip


def test_who_loses_the_id_column_loses_no_service() -> None:
    hall = hall_of(OFFICE)
    hall["services"][0]["documents"] = ["Căn cước"]

    def edit(sheet: Worksheet) -> None:
        for key in ("id", "documents"):
            sheet.delete_cols(COLUMNS[key])

    assert whole(read(hall, edit)) == hall["services"]


ADD_TWICE = {"name": "Khai sinh", "field": "Hộ tịch"}


def twice(sheet: Worksheet) -> None:
    for key, value in ADD_TWICE.items():
        put(key, value, 4)(sheet)


# What is wrong, where it is said, and a word of what is said.
WRONG: list[tuple[Callable[[Worksheet], Any], str, str]] = [
    (put("minutes", "mười"), at("minutes"), "số nguyên"),
    (put("minutes", 7.5), at("minutes"), "số nguyên"),
    (put("minutes", 900), at("minutes"), "240"),
    (put("share", 3), at("share"), "0 % đến 100 %"),
    (put("as_of", "hôm qua"), at("as_of"), "20/11/2026"),
    (put("verified", "chắc"), at("verified"), "Có hoặc Không"),
    (put("verified", "Có"), at("verified"), "source"),
    (put("field", "Hộ tich"), "", ""),
    (put("field", "Chứng thực bản"), at("field"), "“Chứng thực”"),
    (put("code", 1.00408), at("code"), "số 0 ở cuối"),
    (put("charge_text", 8000), at("charge_text"), "a number alone"),
    (put("name", "=1+1"), at("name"), "công thức"),
    (put("name", None), at("name"), ""),
    (put("id", "Khai Sinh"), at("id"), "gạch nối"),
    (put("id", "khai-sinh", 3), at("id", 3), "dòng 2"),
    (put("note", "x" * 500), at("note"), "400"),
    (twice, at("name", 4), "there twice"),
    (
        lambda sheet: sheet.cell(1, COLUMNS["minutes"], "Thời gian"),
        at("minutes", 1),
        "Thời gian th",
    ),
    (lambda sheet: sheet.cell(1, COLUMNS["note"], "Tên"), at("note", 1), "bên trái"),
    (lambda sheet: sheet.delete_cols(COLUMNS["name"]), "file", "Thiếu cột “Tên”"),
    (lambda sheet: sheet.delete_rows(2, 5), "file", "không có thủ tục"),
    (lambda sheet: sheet.cell(1500, 1, "Hộ tịch"), "file", "1000"),
]


@pytest.mark.parametrize(("edit", "where", "word"), WRONG)
def test_a_fault_is_said_at_its_cell(
    edit: Callable[[Worksheet], Any], where: str, word: str
) -> None:
    if not where:
        assert read(hall_of(OFFICE), edit)
        return
    said = faults(hall_of(OFFICE), edit)
    assert list(said) == [where]
    assert word in said[where]


def test_every_fault_is_said_at_once() -> None:
    def edit(sheet: Worksheet) -> None:
        for key, value in {"minutes": "mười", "charge_text": 8000}.items():
            put(key, value)(sheet)
        put("id", "khai-sinh", 3)(sheet)

    assert set(faults(hall_of(OFFICE), edit)) == {at("minutes"), at("charge_text"), at("id", 3)}


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (reading.UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"name;field\n", bomb()])
def test_what_is_no_workbook_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(Misread) as told:
        Sheet(data, hall_of(OFFICE), SAY["en"])
    assert "cannot be read" in told.value.faults["file"]


def test_a_workbook_becomes_the_office(core: Core) -> None:
    hall = living.hall()
    entries = read(hall, lambda sheet: sheet.delete_rows(3))
    core.told(lambda tx: {"done": reform.change(tx, "services", entries, "boss")})
    assert [each["id"] for each in living.services()] == ["khai-sinh"]
