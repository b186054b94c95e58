"""The page of reports on a running hall: words, a frozen version, its files, who may have what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.hall import Hall, wait_until
from tests.reports.told import pdf_text, word_text
from tests.staff_page import SIZE, staff_page
from tests.test_axe import serious

LAST = "2025-01-01"  # a year before this hall was there: nobody else's


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with staff_page(chromium) as page:
        yield page


def opened(page: Page, hall: Hall, name: str, lang: str = "vi") -> None:
    page.goto(f"{hall.address}/reports/?lang={lang}#calendar-year/{LAST}")
    page.locator("#name").fill(name)
    page.locator("#password").fill(f"demo-{name}")
    page.locator("#password").press("Enter")
    expect(page.locator("#tables table").first).to_be_visible()


@pytest.mark.browser
def test_words_and_figures_become_files(page: Page, shared_hall: Hall, tmp_path: Path) -> None:
    opened(page, shared_hall, "vanphong")
    words = page.locator("[data-part=results] textarea")
    words.fill("Đã ban hành kế hoạch.")
    # A version takes the words as they stand, also those typed a moment ago.
    page.locator("#freeze").click()
    expect(page.locator(".version").first).to_contain_text("Bản số 1")
    for form in ("docx", "pdf"):
        with page.expect_download() as coming:
            page.locator(f"[data-file$={form}]").first.click()
        coming.value.save_as(tmp_path / form)
        assert coming.value.suggested_filename == f"bao-cao-calendar-year-{LAST}-ban-1.{form}"
    assert "Đã ban hành kế hoạch." in word_text((tmp_path / "docx").read_bytes())
    assert "Đã ban hành kế hoạch." in pdf_text((tmp_path / "pdf").read_bytes())
    page.get_by_text("Đánh dấu đã gửi").click()
    expect(page.locator(".version .sent")).to_be_visible()
    page.reload()
    expect(words).to_have_value("Đã ban hành kế hoạch.")


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_is_whole_and_can_be_read_by_everybody(
    page: Page, shared_hall: Hall, lang: str
) -> None:
    opened(page, shared_hall, "lanhdao", lang)
    page.locator("#letterhead-box summary").click()
    expect(page.locator("#internal-box")).to_be_visible()
    assert serious(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == SIZE["width"]


@pytest.mark.browser
def test_an_address_of_no_period_leads_to_this_week(page: Page, shared_hall: Hall) -> None:
    opened(page, shared_hall, "vanphong")
    page.goto(f"{shared_hall.address}/reports/?lang=vi#week/2025-01-02")
    page.reload()
    expect(page.locator("#report-name")).to_contain_text("uần từ ngày")
    expect(page).not_to_have_url(f"{shared_hall.address}/reports/?lang=vi#week/2025-01-02")


@pytest.mark.browser
def test_what_is_missing_is_said_before_a_version_is_frozen(page: Page, shared_hall: Hall) -> None:
    opened(page, shared_hall, "vanphong")
    missing, signer = page.locator("#no-signer"), page.locator("#letterhead [name=signer]")
    expect(missing).to_be_visible()
    missing.get_by_role("link").click()
    expect(signer).to_be_focused()
    for name in ("Lê Văn An", ""):
        signer.fill(name)
        page.locator("#letterhead [type=submit]").click()
        expect(missing).to_be_hidden() if name else expect(missing).to_be_visible()


@pytest.mark.browser
def test_the_first_report_is_large_and_the_others_are_one_line(
    page: Page, shared_hall: Hall
) -> None:
    due = [
        {"kind": "week", "begins": f"2025-01-{day:02d}", "ends": f"2025-01-{day + 6:02d}",
         "due": f"2025-01-{day + 8:02d}", "state": state, "name": f"tuần {day}"}
        for day, state in ((20, "urgent"), (13, "late"), (6, "late"))
    ]  # fmt: skip

    def told(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"reminders": due})

    page.route("**/api/v1/reports", told)
    opened(page, shared_hall, "vanphong")
    lines = page.locator("#reminders .banner")
    expect(lines.first).to_contain_text("Tuần 20")
    expect(lines.nth(1)).to_be_hidden()
    page.get_by_text("Còn 2 báo cáo khác").click()
    expect(lines.nth(1)).to_contain_text("Tuần 13")
    expect(lines.nth(2)).to_contain_text("Tuần 6")


def test_the_table_by_clerk_is_for_those_who_answer_for_clerks(shared_hall: Hall) -> None:
    reporter, head = (shared_hall.signed_in(name) for name in ("vanphong", "lanhdao"))
    begun = reporter.press(f"reports/of/calendar-half/{LAST}/freeze").expecting(202)

    def done() -> int | None:
        report: int | None = reporter.get(f"reports/making/{begun['id']}")["report"]
        return report

    file = f"/reports/{wait_until(done, 20, 'a version is frozen')}.xlsx"
    assert reporter.ask("GET", file).status == head.ask("GET", file).status == 200
    assert reporter.ask("GET", f"{file}?internal=1").status == 403
    assert head.ask("GET", f"{file}?internal=1").status == 200
    assert head.ask("GET", file.replace("xlsx", "exe")).status == 404
    assert head.ask("GET", "/reports/999999.pdf").status == 404


def test_a_press_that_is_sent_twice_freezes_once(shared_hall: Hall) -> None:
    reporter = shared_hall.signed_in("vanphong")
    path = f"reports/of/calendar-quarter/{LAST}/freeze"
    first, again = (reporter.press(path, key="once").expecting(202) for _ in range(2))
    assert first["id"] == again["id"]
    assert reporter.ask("GET", "reports/making/nobody").status == 404
    assert reporter.press("reports/of/week/2026-11-17/freeze").status == 404


def test_words_that_come_from_a_word_processor_can_be_printed(shared_hall: Hall) -> None:
    reporter = shared_hall.signed_in("vanphong")
    said = {"part": "plans", "text": " Một\u0000 dòng\tdài.\u000bDòng hai\u0301.\r\n"}
    told = reporter.press(f"reports/of/calendar-month/{LAST}/texts", said).expecting(200)
    assert told["text"] == "Một dòng dài.\nDòng haí."


def test_the_letterhead_changes_only_where_it_is_named(shared_hall: Hall) -> None:
    reporter = shared_hall.signed_in("vanphong")
    before = reporter.get("reports")["letterhead"]
    named = {"signer": "Lê Văn An"}
    assert reporter.press("reports/letterhead", named).expecting(200)["changed"]
    assert reporter.get("reports")["letterhead"] == before | named
    assert reporter.press("reports/letterhead", before).expecting(200)["changed"]
    assert reporter.press("reports/letterhead", {"addressees": ["…"] * 21}).status == 422


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "since", "example"),
    [("vi", "Số liệu có từ ngày", "ví dụ của nơi khác"), ("en", "Records begin on", "an example")],
)
def test_the_page_says_since_when_it_knows_and_whose_rule_it_follows(
    page: Page, shared_hall: Hall, lang: str, since: str, example: str
) -> None:
    opened(page, shared_hall, "vanphong", lang)
    expect(page.locator("#since")).to_contain_text(since)
    expect(page.locator("#example")).to_be_hidden()  # of a calendar year no office has a rule
    page.locator("#kind").select_option("half-year")
    expect(page.locator("#example")).to_contain_text(example)
    page.locator("#kind").select_option("day")
    expect(page.locator("#tables table").first).to_be_visible()
    expect(page.locator("#since")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["day", "week"])
def test_every_sentence_of_the_page_for_a_meeting_has_its_box(
    page: Page, shared_hall: Hall, kind: str
) -> None:
    opened(page, shared_hall, "vanphong")
    expect(page.locator("[data-part=results] textarea")).to_be_visible()
    page.locator("#kind").select_option(kind)
    for part in ("difficulties", "shortcomings", "causes", "plans"):
        expect(page.locator(f"[data-part={part}] textarea")).to_be_visible()
    expect(page.locator("[data-part=results] textarea")).to_be_hidden()
