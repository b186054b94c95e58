"""The files, read by others, say what the journal says: counted here by code of its own."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from PIL import Image

from db.engine import database
from letters import Letter, draw
from letters.pdf import to_pictures
from reports import keeping
from reports.composed import letter
from tests.figures.history import History
from tests.figures.test_recount import recount
from tests.reports.told import (
    HALF,
    MONDAY,
    WEEK,
    done,
    excel_rows,
    frozen,
    live,
    pdf_text,
    word_tables,
    word_text,
)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    with History(tmp_path_factory.mktemp("told") / "state", MONDAY) as hall:
        live(hall)
        done(hall, lambda tx: keeping.write(
            tx, *HALF, "results", "Đã ban hành kế hoạch.\nĐã phát 12 bản tin.", "giam-sat"
        ))  # fmt: skip
        yield hall


def letter_of(id: int, lang: str = "vi", *, internal: bool = False) -> Letter:
    content, checksum, n = keeping.version(id)
    return letter(content, checksum, n, lang, internal=internal)


@pytest.fixture(scope="module")
def half(hall: History) -> Letter:
    """The half-year's report with the table by clerk."""
    return letter_of(frozen(hall, *HALF), internal=True)


@pytest.fixture(scope="module")
def word(half: Letter) -> bytes:
    return draw("docx", half)


def again(hall: History, by: str) -> dict[str, Any]:
    """The journal's rows and the ratings' counted by code that shares nothing with a report."""
    return recount(hall, MONDAY, 0).by(by)


def counted(group: dict[str, Any]) -> list[Any]:
    """What table B4 has of a group."""
    gone = group["left"] + group["expired"]
    wait, service = ([group[s][part] / 60 for part in ("median_s", "p90_s")]
                     for s in ("wait", "service"))  # fmt: skip
    counts = [group["taken"], group["served"], group["missed"], gone]
    return [*counts, *wait, group["wait"]["within"], *service]


def vietnamese(values: list[Any]) -> list[str]:
    """Whole numbers with dots between thousands, times with one decimal, a share in percent."""
    *counts, wait, wait_p90, within, service, service_p90 = values
    up = (math.floor(10 * v + 0.5) / 10 for v in (wait, wait_p90, service, service_p90))
    times = [f"{v:.1f}".replace(".", ",") for v in up]
    share = f"{within:.1%}".replace(".", ",").replace("%", "\u00a0%")
    whole = [f"{n:,}".replace(",", ".") for n in counts]
    return [*whole, *times[:2], share, *times[2:]]


def names(table: str) -> dict[Any, str]:
    return dict(database.execute_sql(f"SELECT id, name FROM {table}").fetchall())


def test_word_has_the_visits_that_a_recount_finds(hall: History, word: bytes) -> None:
    told = next(t for t in word_tables(word) if t[0][1:3] == ["Lĩnh vực", "Lượt lấy số"])
    found, fields = again(hall, "field"), names("field")
    expected = {fields[key]: vietnamese(counted(group)) for key, group in found["rows"].items()}
    assert {row[1]: row[2:] for row in told[1:-1]} == expected
    assert told[-1][1:] == ["Tổng", *vietnamese(counted(found["total"]))]
    assert found["total"]["served"] > 50
    assert found["total"]["missed"] == found["total"]["left"] == 2


def test_excel_has_numbers_that_are_numbers(hall: History, half: Letter) -> None:
    file = draw("xlsx", half)
    found, services = again(hall, "service"), names("service")
    rows = {row[1]: row[2:11] for row in excel_rows(file, "B4 thủ tục")}
    for key, group in found["rows"].items():
        assert rows[services[key]] == pytest.approx(counted(group), abs=0.006)
    assert rows["Tổng"] == pytest.approx(counted(found["total"]), abs=0.006)


def is_cut(cell: Any, width: float) -> bool:
    """Whether a text is longer than its column and stays on one line."""
    long = isinstance(cell.value, str) and len(cell.value) > width
    return long and not cell.alignment.wrap_text


TWO_LINES = 32


def heights(sheet: Any, name: str) -> set[float | None]:
    """How high the rows are (points) in which a name stands."""
    rows = enumerate(sheet.iter_rows(min_row=6, values_only=True), 6)
    return {sheet.row_dimensions[y].height for y, row in rows if name in row}


def test_no_name_is_cut_in_a_workbook(half: Letter) -> None:
    told = json.loads(json.dumps(half))
    for block in (*told["body"], *told["annex"]):
        for row in block.get("table", {}).get("rows", []):
            row[1] = LONG if isinstance(row[1], str) else row[1]
    sheets = load_workbook(io.BytesIO(draw("xlsx", told))).worksheets
    for sheet in sheets:
        for row in sheet.iter_rows(min_row=6):
            for cell in row:
                width = sheet.column_dimensions[get_column_letter(cell.column or 1)].width
                assert not is_cut(cell, width), (sheet.title, cell.value)
        assert all(height and height >= TWO_LINES for height in heights(sheet, LONG)), sheet.title
    # A name of one line has the usual row.
    plain = load_workbook(io.BytesIO(draw("xlsx", half)))["B4 lĩnh vực"]
    assert heights(plain, "Hộ tịch") == {None}
    # The title alone runs on over its neighbours, which are empty.
    assert is_cut(sheets[0]["A1"], sheets[0].column_dimensions["A"].width)


def test_word_has_the_answers_as_they_were_given(hall: History, word: bytes) -> None:
    told = next(t for t in word_tables(word) if t[0][1:3] == ["Lĩnh vực", "Lượt hỏi"])
    kept = database.execute_sql(
        "SELECT level, count(*) FROM rating WHERE scale = 5 GROUP BY level"
    ).fetchall()
    levels = dict.fromkeys(range(1, 6), 0) | dict(kept)
    n, good = sum(levels.values()), levels[4] + levels[5]
    asked = database.execute_sql(
        "SELECT count(DISTINCT ref) FROM journal WHERE subject = 'rating' AND action = 'opened'"
    ).fetchone()[0]
    share = f"{good / n:.1%}".replace(".", ",").replace("%", "\u00a0%")
    whole = told[-1]
    assert whole[1:4] == ["Tổng", str(asked), str(n)]
    assert whole[5:12] == [*(str(levels[level]) for level in range(1, 6)), str(n), share]
    assert asked > n > 30


def test_what_is_answered_later_stands_apart(word: bytes) -> None:
    told = next(t for t in word_tables(word) if t[0][1:3] == ["Kênh", "Thang"])
    assert [row[1:5] for row in told[1:]] == [["Phiếu giấy", "5", "6", "4,00"]]


def test_the_table_by_clerk_has_numbers_and_no_grade(hall: History, word: bytes) -> None:
    told = next(t for t in word_tables(word) if t[0][1:3] == ["Cán bộ", "Lượt phục vụ"])
    finished = "SELECT clerk, count(*) FROM journal WHERE action = 'finish' GROUP BY clerk"
    labels = dict(database.execute_sql("SELECT label, id FROM staff").fetchall())
    served = {labels[row[1]]: int(row[2]) for row in told[1:]}
    assert served == dict(database.execute_sql(finished).fetchall())
    assert told[0][-4:] == ["Vụ việc", "Đã kết thúc", "Nhắc nhở", "Lời khen"]


def test_each_clerk_stands_in_the_internal_annex_alone(hall: History, half: Letter) -> None:
    heads = [[c["head"] for c in b["table"]["columns"]] for b in half["annex"]]
    assert any("Cán bộ" in head for head in heads)
    usual = letter_of(frozen(hall, *HALF))
    told = json.dumps(usual, ensure_ascii=False)
    assert "Cán bộ 1" in json.dumps(half, ensure_ascii=False)
    assert "Cán bộ 1" not in told


def test_word_keeps_the_layout_of_an_office(word: bytes) -> None:
    page = Document(io.BytesIO(word))
    upright, lying = page.sections
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert [round(m.mm) for m in margins if m is not None] == [20, 20, 30, 15]
    assert upright.page_width is not None
    assert abs(upright.page_width - Mm(210)) < Mm(0.1)
    assert lying.page_width is not None
    assert abs(lying.page_width - Mm(297)) < Mm(0.1)
    assert page.styles["Normal"].font.name == "Times New Roman"
    head, end = word_tables(word)[0], [t for t in word_tables(word) if "Nơi nhận:" in t[0][0]]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in head[0][1]
    assert "- Lưu: VT." in end[0][0][0]


def test_the_plans_headings_stand_in_order_with_peoples_words(word: bytes) -> None:
    text = word_text(word)
    headings = ["I. KẾT QUẢ ĐẠT ĐƯỢC", "Đã ban hành kế hoạch.", "Đã phát 12 bản tin.",
                "II. KHÓ KHĂN", "III. HẠN CHẾ", "IV. NGUYÊN NHÂN", "V. PHƯƠNG HƯỚNG"]  # fmt: skip
    places = [text.find(heading) for heading in headings]
    assert -1 not in places
    assert places == sorted(places)


def test_words_stand_instead_of_what_figures_hint_at(hall: History) -> None:
    month = ("calendar-month", "2026-11-01")
    before = word_text(draw("docx", letter_of(frozen(hall, *month))))
    said = "Sáng thứ Hai rất đông."
    done(hall, lambda tx: keeping.write(tx, *month, "difficulties", said, "giam-sat"))
    after = word_text(draw("docx", letter_of(frozen(hall, *month))))
    assert "Công dân đến đông nhất" in before
    assert "Công dân đến đông nhất" not in after
    assert said in after


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_pdf_says_the_same_as_word(hall: History, lang: str) -> None:
    told = letter_of(frozen(hall, *WEEK), lang)
    text = pdf_text(draw("pdf", told))
    words = word_text(draw("docx", told)).splitlines()
    for line in (told["name"], told["about"], *words):
        assert " ".join(line.split()) in text.replace("\u00a0", " "), line


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_the_same_version_is_the_same_file(hall: History, form: str) -> None:
    id = frozen(hall, *WEEK)
    before = draw(form, letter_of(id))
    done(hall, lambda tx: keeping.write(tx, *WEEK, "plans", "Thêm một quầy.", "giam-sat"))
    assert draw(form, letter_of(id)) == before
    assert draw(form, letter_of(frozen(hall, *WEEK))) != before


@pytest.mark.soak
def test_a_half_year_is_what_a_recount_finds(tmp_path: Path) -> None:
    begin, end = dt.date.fromisoformat("2025-12-15"), dt.date.fromisoformat("2026-06-14")
    every = (begin + dt.timedelta(days) for days in range((end - begin).days + 1))
    dates = [day.isoformat() for day in every if day.weekday() < 5]
    with History(tmp_path / "state", dates[0]) as hall:
        live(hall, dates, people=12)
        told = letter_of(frozen(hall, "half-year", dates[0]), internal=True)
        found = recount(hall, dates[0], 0).by("field")
        fields = names("field")
        tables = word_tables(draw("docx", told))
    visits = next(t for t in tables if t[0][1:3] == ["Lĩnh vực", "Lượt lấy số"])
    expected = {fields[key]: vietnamese(counted(group)) for key, group in found["rows"].items()}
    assert {row[1]: row[2:] for row in visits[1:-1]} == expected
    assert visits[-1][1:] == ["Tổng", *vietnamese(counted(found["total"]))]
    assert found["total"]["served"] > 4_000


def test_a_formula_in_a_name_is_only_text(half: Letter, tmp_path: Path) -> None:
    table = half["body"][next(i for i, b in enumerate(half["body"]) if b["kind"] == "table")]
    changed = json.loads(json.dumps(half))
    changed["body"] = [json.loads(json.dumps(table))]
    changed["body"][0]["table"]["rows"][0][1] = "=1+1"
    [first, *_] = excel_rows(draw("xlsx", changed), table["table"]["name"])
    assert first[1] == "=1+1"


PPI = 60
LONG = "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng, hỗ trợ kinh phí chăm sóc"


def ink_in_margins(page: bytes) -> bool:
    """Whether anything stands in the outer 13 mm on the left or the right."""
    picture = Image.open(io.BytesIO(page)).convert("L")
    edge = round(13 / 25.4 * PPI)
    width, height = picture.size
    strips = ((0, 0, edge, height), (width - edge, 0, width, height))
    return any(min(picture.crop(strip).tobytes()) < 128 for strip in strips)


def test_no_table_leaves_its_page(half: Letter) -> None:
    told = json.loads(json.dumps(half))
    for block in (*told["body"], *told["annex"]):
        for row in block.get("table", {}).get("rows", []):
            row[1] = LONG if isinstance(row[1], str) else row[1]
    pages = to_pictures(told, PPI)
    assert len(pages) > 3
    assert not any(map(ink_in_margins, pages))
    told["body"] = [{"kind": "text", "text": "W" * 120}]
    assert ink_in_margins(to_pictures(told, PPI)[0])
