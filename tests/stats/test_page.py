"""The supervisor's page on a running hall, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hall import Hall
from tests.staff_page import SIZE, staff_page
from tests.test_axe import serious
from tests.torn import torn

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with staff_page(chromium) as page:
        yield page


def sign_in(page: Page, hall: Hall, query: str = "", name: str = "giamsat") -> None:
    page.goto(f"{hall.address}/stats/{query}")
    page.locator("#name").fill(name)
    page.locator("#password").fill(f"demo-{name}")
    page.locator("#password").press("Enter")


def serve(hall: Hall, n: int, series: str) -> None:
    hall.take(series)
    counter = hall.counter(n)
    counter.call_next()
    counter.start()
    counter.finish()


def row(page: Page, name: str) -> list[str]:
    found = page.locator("#rows tr", has=page.get_by_role("rowheader", name=name))
    return found.locator("td").all_inner_texts()


def test_n_answered_rises_after_a_face_without_a_reload(page: Page, hall: Hall) -> None:
    hall.counter(1).open("can-bo-1")
    sign_in(page, hall)
    expect(page.get_by_test_id("answered")).to_have_text("0")
    serve(hall, 1, "A")
    expect(page.locator("#opened-n")).to_have_text("trên 1 lượt hỏi")
    hall.pad(1).rate(5)
    expect(page.get_by_test_id("answered")).to_have_text("1")
    expect(page.get_by_test_id("ratings-n")).to_have_text("1 ý kiến", timeout=10_000)
    assert row(page, "Hộ tịch")[:4] == ["1", "1", "1", "0"]


def test_counters_lines_and_the_first_thing_to_do_follow_the_hall(page: Page, hall: Hall) -> None:
    sign_in(page, hall)
    expect(page.locator("#first")).to_contain_text("chưa quầy nào mở")
    for n, clerk in ((1, "can-bo-1"), (3, "can-bo-3"), (5, "can-bo-5")):
        hall.counter(n).open(clerk)
    hall.take("G")
    hall.take("L")
    hall.counter(3).call_next()
    first = page.locator("#first")
    expect(first.locator("#first-what")).to_have_text("Mở Quầy 4")
    expect(first).to_contain_text("1 công dân đang chờ Giáo dục – Văn hóa mà chưa quầy nào mở")
    advice = page.locator("#openings [data-what=open]")
    expect(advice).to_contain_text(re.compile("Mở Quầy 4.*Giáo dục – Văn hóa: 1 người chờ"))
    third = page.locator("#counters tr").nth(2)
    expect(third).to_contain_text(re.compile("Quầy 3.*Đã gọi, chờ tới quầy.*L001.*Cán bộ 3"))
    hall.counter(4).open("can-bo-4")
    expect(first).to_have_attribute("data-name", "none")
    expect(first).to_contain_text("mới có 0")  # days of one weekday: nothing is said of the week
    expect(advice).to_have_count(0)
    expect(page.locator("#lines tr", has_text="Giáo dục")).to_contain_text("4")


def test_a_number_at_a_counter_leads_to_its_ticket_for_who_works_the_hall(
    page: Page, hall: Hall
) -> None:
    hall.take("A")
    hall.take("A")
    hall.counter(1).open("can-bo-1")
    hall.counter(1).call_next()
    sign_in(page, hall, name="lanhdao")  # who may not look at tickets
    expect(page.locator("#counters b.number")).to_have_text("A001")
    assert page.locator("#counters a").count() == 0
    page.locator("#sign-out").click()
    expect(page.locator("#sign-in")).to_be_visible()
    sign_in(page, hall, "?lang=en")
    number = page.locator("#counters a.number")
    number.focus()
    hall.take("C")  # the board is drawn again beneath the one who stands there
    expect(page.locator("#waiting-n")).to_have_text("2")
    expect(number).to_be_focused()
    assert serious(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#found .ticket-head")).to_contain_text("A001")
    assert "/reception/?lang=en#A001" in page.url
    page.goto(f"{hall.address}/reception/?lang=en#Z9")
    page.reload()
    expect(page.locator("#found")).to_contain_text("Z9")
    assert page.locator("#found .ticket-head").count() == 0


def test_fairness_says_why_one_number_came_before_another(page: Page, hall: Hall) -> None:
    counter = hall.counter(1)
    counter.open("can-bo-1")
    hall.take("A")
    late = hall.take("A")
    path = "/api/v1/counters/1/call"
    body = {"ticket": late["id"], "reason": "FUNERAL"}
    assert hall.as_("counter", 1).ask("POST", path, body).status == 200
    sign_in(page, hall, "?lang=en")
    expect(page.locator("#order tr")).to_have_text(re.compile("Cán bộ 1.*A death in the family.*1"))
    expect(page.locator("#rules tr", has_text="Out of order")).to_contain_text("1")
    expect(page.locator("#still")).to_contain_text("A001")
    page.locator("#why-called").fill("a002")
    page.locator("#why-before").fill("a001")
    page.locator("#why button").click()
    expect(page.locator("#why-answer")).to_contain_text(
        "Cán bộ 1 called out of order, for this reason: A death in the family."
    )
    page.locator("#why-before").fill("Z001")
    page.locator("#why button").click()
    expect(page.locator("#why-answer")).to_contain_text("was not given on that day")


def test_who_waits_for_one_counter_alone_is_seen(page: Page, hall: Hall) -> None:
    for n, clerk in ((1, "can-bo-1"), (2, "can-bo-2")):
        hall.counter(n).open(clerk)
    hall.take("A")
    counter = hall.counter(1)
    counter.call_next()
    sign_in(page, hall)
    expect(page.locator("#targeted-box")).to_be_hidden()
    sent = {"to": "counter:2", "place": "last"}
    asked = hall.as_("counter", 1).ask("POST", "/api/v1/counters/1/transfer", sent)
    assert asked.status == 200
    expect(page.locator("#targeted li")).to_contain_text(re.compile("Quầy 2.*1 người chờ.*A001"))
    hall.counter(2).pause("BREAK")
    expect(page.locator("#targeted li .warned")).to_be_visible()


def test_a_printer_without_paper_is_seen_with_what_to_do(page: Page, hall: Hall) -> None:
    sign_in(page, hall)
    expect(page.locator("#devices")).to_contain_text("Tốt")
    name = hall.as_("supervisor").get("devices")["devices"][0]["name"]
    assert hall.motcua("devices", "fault", name, "paper-out").returncode == 0
    expect(page.locator("#devices")).to_contain_text("Hết giấy", timeout=10_000)
    expect(page.locator("#devices .todo")).not_to_be_empty()
    # At the top of the page too, and there in words: more than a colour tells it from what works.
    expect(page.locator("#alerts [data-kind=device]")).to_contain_text(name)
    broken = page.locator("#devices-list .device.bad", has_text=name)
    expect(broken.locator(".device-state")).to_have_text("Hết giấy")
    expect(broken.locator(".device-times")).to_contain_text(re.compile(r"từ \d\d:\d\d · thấy lúc"))
    assert serious(page) == []
    page.get_by_role("button", name="Tôi xử lý").click()
    expect(page.locator("#alerts .taken")).to_contain_text(re.compile(r"Giám sát.* nhận lúc \d\d:"))
    expect(page.get_by_role("button", name="Tôi xử lý")).to_have_count(0)
    expect(page.locator("#coming-told")).to_contain_text("chưa có ngày làm việc nào")
    assert serious(page) == []
    assert hall.motcua("devices", "fault", name, "ok").returncode == 0
    expect(page.locator("#alerts [data-kind=device]")).to_be_hidden(timeout=10_000)


def test_slips_in_doubt_and_a_low_roll_are_told_with_the_way_to_them(
    page: Page, hall: Hall
) -> None:
    name = hall.as_("supervisor").get("devices")["devices"][0]["name"]
    hall.take("A", print=True)
    sign_in(page, hall)
    expect(page.locator("#devices .roll")).to_contain_text("Cuộn giấy còn khoảng", timeout=10_000)
    number = hall.ticket(torn(hall))["number"]
    told = f"Có 1 phiếu chưa rõ đã ra giấy hay chưa: {number}."
    expect(page.locator("#notices")).to_contain_text(told)
    hall.at_the_back_door("fault", name=name, fault="paper-low")
    low = f"Giấy của {name} sắp hết. Xin chuẩn bị cuộn mới."
    expect(page.locator("#notices")).to_contain_text(low, timeout=10_000)
    page.locator("#notices a").click()
    expect(page.locator(".doubt")).to_contain_text(number)
    page.locator('[data-deed="printed"]').click()
    expect(page.locator("#slips-none")).to_be_visible()
    page.go_back()
    expect(page.locator("#notices")).to_contain_text("sắp hết")
    expect(page.locator("#notices")).not_to_contain_text(number)


def test_the_day_closes_only_after_the_question_is_answered(page: Page, hall: Hall) -> None:
    hall.take("A")
    sign_in(page, hall)
    expect(page.locator("#waiting-n")).to_have_text("1")
    page.locator("#day-button").click()
    expect(page.locator("#sure")).to_contain_text("1 công dân đang chờ sẽ hết lượt")
    page.locator("#sure-no").click()
    expect(page.locator("#day-state")).to_have_text("Đang mở")
    page.locator("#day-button").click()
    page.locator("#sure-yes").click()
    expect(page.locator("#day-state")).to_have_text("Đã đóng")
    expect(page.locator("#waiting-n")).to_have_text("0")
    expect(page.locator("#expired-n")).to_have_text("1")
    expect(page.locator("#taken-n")).to_have_text("trên 1 người lấy số")
    expect(page.locator("#alerts-none")).to_contain_text("Người về mà không được gọi: 1.")
    expect(page.locator("#uncalled")).to_contain_text("1 người (100\u00a0% số người lấy số)")
    today = page.locator("#day-date").inner_text()
    expect(page.locator("#day-button")).to_have_text(f"Mở lại {today[:5]}")
    page.locator("#day-button").click()
    expect(page.locator("#sure-title")).to_have_text(f"Mở lại ngày làm việc {today}?")
    page.locator("#sure-yes").click()
    expect(page.locator("#day-state")).to_have_text("Đang mở")


def test_a_clerk_is_told_that_this_is_not_for_clerks(page: Page, shared_hall: Hall) -> None:
    sign_in(page, shared_hall, name="canbo1")
    expect(page.locator("#sign-in-note")).to_contain_text("Cán bộ 1 không có quyền")
    expect(page.locator("#page")).to_be_hidden()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_bar_ends_before_the_edge_whoever_signs_in(
    page: Page, shared_hall: Hall, lang: str
) -> None:
    """With a supervisor's six ways out; the long name of the office gives way."""
    sign_in(page, shared_hall, f"?lang={lang}")
    expect(page.locator("a[href^='/setup/']")).to_be_visible()
    last = page.locator("#sign-out").bounding_box()
    assert last
    assert last["x"] + last["width"] <= SIZE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == SIZE["width"]


def test_an_observer_reads_figures_and_no_more(page: Page, shared_hall: Hall) -> None:
    sign_in(page, shared_hall, name="mattran")
    expect(page.locator("#asking")).to_be_enabled()
    for part in (".now", ".fairness", "#day-button", "a[href^='/setup/']", "a[href^='/cases/']"):
        expect(page.locator(part).first).to_be_hidden()
    for by in ("clerk", "counter"):
        expect(page.locator(f"#by option[value={by}]")).to_have_count(0)
    for by in ("field", "hour"):
        expect(page.locator(f"#by option[value={by}]")).to_have_count(1)


def test_a_range_a_grouping_and_the_file_stand_in_the_address(
    page: Page, shared_hall: Hall
) -> None:
    shared_hall.take("C")
    sign_in(page, shared_hall, "?lang=en")
    page.locator("#by").select_option("service")
    expect(page.locator("#by-head")).to_have_text("Service")
    page.get_by_role("button", name="7 days").click()
    expect(page.get_by_role("button", name="7 days")).to_have_attribute("aria-pressed", "true")
    asked = dict(pair.split("=") for pair in page.url.partition("?")[2].split("&"))
    assert (asked["by"], asked["lang"]) == ("service", "en")
    with page.expect_download() as download:
        page.locator("#download").click()
    assert download.value.suggested_filename.endswith(f"{asked['from']}-{asked['to']}-service.csv")
    page.reload()
    expect(page.locator("#by")).to_have_value("service")


def test_dates_the_wrong_way_round_are_said(page: Page, shared_hall: Hall) -> None:
    sign_in(page, shared_hall)
    page.locator("#to").fill("2020-01-01")
    expect(page.locator("#trouble")).to_contain_text("phải trước hoặc trùng")
    page.locator("#from").fill("2020-01-01")
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.locator("#empty")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_but_the_table_scrolls_sideways(
    chromium: Browser, shared_hall: Hall, width: int
) -> None:
    shared_hall.take("A")
    size: Any = {"width": width, "height": 844}
    context = chromium.new_context(viewport=size)
    page = context.new_page()
    sign_in(page, shared_hall)
    expect(page.locator("#rows tr").nth(1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_on_paper_there_is_nothing_to_press(page: Page, shared_hall: Hall) -> None:
    shared_hall.take("A")
    sign_in(page, shared_hall)
    expect(page.locator("#rows tr").nth(1)).to_be_visible()
    page.emulate_media(media="print")
    for button in page.locator("#page button, #page select, #page input, #page a.button").all():
        expect(button).to_be_hidden()
    expect(page.locator("#table")).to_be_visible()
