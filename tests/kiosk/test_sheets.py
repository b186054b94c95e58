"""A service's sheet as JSON, on the roll and as an A4 page: one and the same, dated and sourced."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from hardware.printer.paper import draw
from kiosk.sheet import lines, origin, sheet_blocks
from tests.hall import Hall, wait_until
from tests.kiosk.kiosks import demo
from tests.test_axe import serious
from web.words import load

GOLDEN = Path(__file__).parent / "golden"
BIRTH = "a-dang-ky-khai-sinh"
AT = "2026-11-20T10:24:31+07:00"
VI, EN = load("kiosk")["vi"], load("kiosk")["en"]


def sheet_of(id: str = BIRTH, **change: Any) -> dict[str, Any]:
    """As `tickets.catalog.sheet` gives it, of the demo's hall."""
    (service,) = [service for service in demo().hall.services if service.id == id]
    return service.model_dump(mode="json", exclude={"note", "also"}) | change


def blocks(lang: str = "vi", **change: Any) -> list[dict[str, Any]]:
    office = demo().hall.office.model_dump()
    return sheet_blocks(sheet_of(**change), office, load("kiosk")[lang], lang, AT)


def words_of(printed: list[dict[str, Any]]) -> str:
    return " ".join(block.get("text", "") for block in printed)


# --- what is on it ---


def test_papers_then_charge_then_limit() -> None:
    papers, charge, limit = lines(sheet_of(), VI)
    assert papers["lines"] == sheet_of()["documents"]
    assert papers["ticked"]
    assert charge["lines"] == [sheet_of()["charge_text"]]
    assert limit["lines"] == [sheet_of()["limit_text"]]


def test_where_nothing_is_known_people_are_to_be_asked() -> None:
    empty = sheet_of(documents=[], charge_text="", limit_text="", source="", as_of=None)
    papers, charge, limit = lines(empty, VI)
    assert not papers["ticked"]
    assert charge["lines"] == limit["lines"] == ["Mời Ông/Bà hỏi cán bộ tại quầy."]
    assert origin(empty, VI) == [
        "Nguồn: chưa có nguồn.",
        "Để tham khảo, chưa đối chiếu với quy định.",
    ]


@pytest.mark.parametrize(
    ("verified", "says"),
    [
        (False, "Để tham khảo, chưa đối chiếu với quy định."),
        (True, "Cán bộ đã đối chiếu với quy định."),
    ],
)
def test_source_day_and_whether_anybody_checked_it(verified: bool, says: str) -> None:
    source, day, checked = origin(sheet_of(verified=verified), VI)
    assert source.startswith("Nguồn: bản chép Cổng Dịch vụ công quốc gia")
    assert (day, checked) == ("Cập nhật ngày 20/11/2026.", says)


# --- on the roll ---


def test_the_roll_says_all_of_it_and_that_it_is_no_ticket() -> None:
    printed = words_of(blocks())
    for words in (*sheet_of()["documents"], sheet_of()["charge_text"], sheet_of()["limit_text"]):
        assert words in printed
    assert "Nguồn: " in printed
    assert "Tờ này không có số thứ tự. In lúc 10:24 ngày 20/11/2026." in printed
    assert "Cán bộ không yêu cầu giấy tờ ngoài quy định." in printed
    assert not [block for block in blocks() if block["block"] in ("number", "qr")]
    assert all(block.get("size", 24) >= 24 for block in blocks())
    assert "WHAT TO BRING" in words_of(blocks("en"))


@pytest.mark.parametrize("width", [576, 384], ids=["80mm", "58mm"])
def test_the_sheet_on_paper_equals_the_golden_one(width: int) -> None:
    """MOTCUA_GOLDEN=write writes it anew; open it before it is committed."""
    drawn = draw(blocks(), width)
    path = GOLDEN / f"sheet-{'80mm' if width == 576 else '58mm'}.png"
    if os.environ.get("MOTCUA_GOLDEN") == "write":
        drawn.convert("1").save(path, optimize=True)
    golden, dots = (np.asarray(picture.convert("1")) for picture in (Image.open(path), drawn))
    assert golden.shape == dots.shape
    assert not (golden != dots).any()


# --- from the hall ---


def test_anybody_may_read_it_and_what_is_for_staff_stays_in_the_office(shared_hall: Hall) -> None:
    told = shared_hall.stranger().get(f"/api/v1/services/{BIRTH}")
    expected = sheet_of()
    assert told.pop("field")["id"] == expected.pop("field")
    assert told == {key: expected[key] for key in told}
    assert {"documents", "charge_text", "limit_text", "source", "as_of", "verified"} <= set(told)
    assert "note" not in told
    missing = shared_hall.stranger().ask("GET", "/api/v1/services/khong-co")
    assert missing.status == 404


def test_a_kiosk_prints_it_and_not_one_after_another(shared_hall: Hall) -> None:
    kiosk, path = shared_hall.as_("kiosk"), f"services/{BIRTH}/print"
    shared_hall.wait_until_healthy()
    before = len(shared_hall.papers())
    kiosk.press(path, {}).expecting(202)
    again = kiosk.press(path, {}).expecting(429)
    assert again["error"]["code"] == "printing"
    wait_until(lambda: len(shared_hall.papers()) > before, 20, "the sheet is on paper")
    assert shared_hall.as_("display").press(path, {}).status == 403


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_sheet_to_be_posted_is_one_a4_page(
    chromium: Browser, shared_hall: Hall, lang: str
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{shared_hall.address}/kiosk/sheets/?lang={lang}")
    assert page.locator(".sheet").count() == len(demo().hall.services)
    assert not serious(page)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == len(demo().hall.services)
    full = page.locator(".sheet").evaluate_all(
        "sheets => sheets.filter((s) => s.scrollHeight > s.clientHeight).map((s) => s.id)"
    )
    assert full == []
    page.goto(f"{shared_hall.address}/kiosk/sheets/{BIRTH}?lang={lang}")
    assert page.locator(".sheet").count() == 1
    assert "Giấy chứng sinh" in page.locator("[lang=vi] .sheet, .sheet").first.inner_text()
    page.close()
