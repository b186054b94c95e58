"""The survey on paper: one page to be printed, and a sheet entered by somebody it is not about."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.hall import Hall
from tests.staff_page import staff_page
from tests.test_axe import serious

SHEET = {"clerk": "can-bo-1", "level": 2, "factors": [5, None, 4, 4, 3], "reasons": ["R5"],
         "trips": 2, "papers": True}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "PHIẾU KHẢO SÁT MỨC ĐỘ HÀI LÒNG"), ("en", "SATISFACTION SURVEY")]
)
def test_the_empty_sheet_is_one_page(shared_hall: Hall, lang: str, words: str) -> None:
    answer = shared_hall.stranger().ask("GET", f"/survey/sheet.pdf?lang={lang}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    [page] = PdfReader(io.BytesIO(answer.body)).pages
    text = " ".join(page.extract_text().split())
    assert words in text
    reasons = shared_hall.signed_in("vanphong").get("survey")["reasons"]
    named = [reason["name_en" if lang == "en" else "name"] for reason in reasons]
    assert [name for name in named if name not in text] == []


def test_a_sheet_is_entered_and_counted_apart(shared_hall: Hall) -> None:
    office = shared_hall.signed_in("vanphong")
    before = office.get("survey")["waiting"]
    told = office.press("survey/sheets", SHEET | {"text": "Xin gọi lại.", "contact": "0912345678"})
    assert told.expecting(201)["state"] == "entered"
    assert office.get("survey")["waiting"] == before + 1
    kept = shared_hall.signed_in("giamsat").get("suggestions")["suggestions"]
    assert [case["contact"] for case in kept if case["channel"] == "paper"] == ["0912345678"]
    assert office.press("survey/sheets", SHEET | {"reasons": ["P1"]}).status == 422
    assert office.press("survey/sheets", SHEET | {"clerk": "nobody"}).status == 422
    assert shared_hall.signed_in("canbo1").press("survey/sheets", SHEET).status == 403
    shared_hall.verify()


@pytest.fixture
def desk(chromium: Browser, shared_hall: Hall) -> Iterator[Page]:
    """The page, the office having signed in."""
    with staff_page(chromium, shared_hall, "vanphong") as page:
        page.goto(f"{shared_hall.address}/survey/")
        yield page


@pytest.mark.browser
def test_the_page_is_crossed_as_the_sheet_is(desk: Page, shared_hall: Hall) -> None:
    expect(desk.locator("#codes input")).to_have_count(11)
    desk.get_by_role("button", name="Nhập phiếu").click()
    expect(desk.locator("#notice")).to_contain_text("Xin chọn mức")
    desk.locator("[name=overall][value='5']").check()
    expect(desk.locator("#codes input")).to_have_count(5)
    for code in ("P1", "P2", "P3", "P4"):
        desk.locator(f"[value={code}]").click()
    desk.locator("[name=way][value='4']").check()
    desk.locator("[name=money][value='no']").check()
    desk.locator("#clerk").select_option("can-bo-2")
    assert serious(desk) == []
    with desk.expect_request("**/survey/sheets?*") as sent:
        desk.get_by_role("button", name="Nhập phiếu").click()
    told = sent.value.post_data_json
    assert told
    assert (told["clerk"], told["level"], told["way"]) == ("can-bo-2", 5, 4)
    assert (told["reasons"], told["money"], told["papers"]) == (["P1", "P2", "P3"], False, None)
    expect(desk.locator("#notice")).to_contain_text("Đã nhập phiếu")
    expect(desk.locator("#clerk")).to_have_value("can-bo-2")
    expect(desk.locator("[name=overall]:checked")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "first"), [("vi", "Quầy 1"), ("en", "Counter 1")])
def test_counters_are_named_in_the_language_and_reports_are_one_click_away(
    desk: Page, shared_hall: Hall, lang: str, first: str
) -> None:
    desk.goto(f"{shared_hall.address}/survey/?lang={lang}")
    expect(desk.locator("#counter option").first).to_have_text(first)
    desk.locator(".bar a[href^='/reports/']").click()
    expect(desk).to_have_url(re.compile(rf"/reports/\?lang={lang}"))
    expect(desk.locator("#page h1")).to_be_visible()


@pytest.mark.browser
def test_a_sheet_entered_wrongly_is_struck_out_and_entered_again(
    desk: Page, shared_hall: Hall
) -> None:
    office = shared_hall.signed_in("vanphong")
    sheet = office.press("survey/sheets", SHEET).expecting(201)["sheet"]
    desk.reload()
    number = desk.get_by_role("rowheader", name=str(sheet), exact=True)
    row = desk.locator("#entered tr").filter(has=number)
    row.get_by_role("button", name="Gạch bỏ").click()
    expect(desk.locator("#sure-title")).to_have_text(f"Gạch bỏ phiếu số {sheet}?")
    desk.locator("#sure-yes").click()
    expect(desk.locator("#sure-trouble")).to_have_text("Xin chọn lý do.")
    assert serious(desk) == []
    desk.get_by_label("Nhập nhầm mức").check()
    desk.locator("#sure-yes").click()
    expect(desk.locator("#notice")).to_contain_text(f"Đã gạch bỏ phiếu số {sheet}")
    expect(row).to_contain_text("Đã gạch bỏ: Nhập nhầm mức")
    expect(row.get_by_role("button")).to_have_count(0)
    again = office.press(f"survey/sheets/{sheet}/strike", {"reason": "twice"})
    assert (again.status, again.code) == (409, "struck_out")
    assert office.press("survey/sheets/999999/strike", {"reason": "twice"}).status == 404
    clerk = shared_hall.signed_in("canbo1")
    assert clerk.press(f"survey/sheets/{sheet}/strike", {"reason": "twice"}).status == 403
    shared_hall.verify()
