"""The file: what a spreadsheet opens, in both languages, and never a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.export import to_csv
from tests.figures.history import History
from web.cells import FORMULA
from web.words import load

SAY = load("stats")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with History(tmp_path_factory.mktemp("export")) as hall:
        hall.sit(1, "can-bo-1")
        hall.at("08:00").take("A")
        hall.serve(1, walk_s=20, service_s=240)
        hall.rate(1, 5)
        hall.at("12:00")
        yield hall.figures("field")


def read(file: bytes, separator: str = ",") -> list[dict[str, str]]:
    text = file.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def test_it_begins_with_a_bom_and_ends_lines_as_spreadsheets_do(told: dict[str, Any]) -> None:
    file = to_csv(told, "vi", SAY["vi"])
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.count(b"\r\n") == 3


def test_it_holds_what_the_api_tells_and_the_total_last(told: dict[str, Any]) -> None:
    civil, total = read(to_csv(told, "vi", SAY["vi"]))
    assert (civil["Lĩnh vực"], total["Lĩnh vực"]) == ("Hộ tịch", "Tổng")
    assert (total["Đã phục vụ"], total["Phục vụ: trung vị (giây)"]) == ("1", "240")
    assert (total["Đã trả lời"], total["Tỷ lệ trả lời"]) == ("1", "1.0")
    assert (total["Số ý kiến tính điểm"], total["Điểm trung bình"]) == ("1", "")


def test_in_english_headers_and_names_are_english(told: dict[str, Any]) -> None:
    civil, total = read(to_csv(told, "en", SAY["en"]))
    assert (civil["Field"], total["Field"], civil["Served"]) == ("Civil status", "Total", "1")


def test_with_semicolons_for_excel_in_vietnamese(told: dict[str, Any]) -> None:
    file = to_csv(told, "vi", SAY["vi"], "semicolon")
    assert read(file, ";")[0]["Lĩnh vực"] == "Hộ tịch"


def test_every_header_is_there_once_and_every_line_is_whole(told: dict[str, Any]) -> None:
    for lang in ("vi", "en"):
        lines = list(csv.reader(io.StringIO(to_csv(told, lang, SAY[lang]).decode("utf-8-sig"))))
        assert len(set(lines[0])) == len(lines[0])
        assert {len(line) for line in lines} == {len(lines[0])}


@pytest.mark.parametrize("begin", FORMULA)
def test_no_name_becomes_a_formula(told: dict[str, Any], begin: str) -> None:
    named = told["rows"][0] | {"label": begin + "HYPERLINK(1)"}
    row = read(to_csv(told | {"rows": [named]}, "vi", SAY["vi"]))[0]
    assert row["Lĩnh vực"] == "'" + begin + "HYPERLINK(1)"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_whatever_a_name_is_it_is_one_cell_of_text(told: dict[str, Any], name: str) -> None:
    file = to_csv(told | {"rows": [told["rows"][0] | {"label": name}]}, "vi", SAY["vi"])
    row = read(file)[0]
    assert row["Lĩnh vực"].removeprefix("'") == name.removeprefix("'")
    assert not row["Lĩnh vực"].startswith(FORMULA)
    assert row["Lấy số"] == "1"
