"""The pages of cases, over the core itself: from its opening to its close, by three people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from db.models import Journal
from db.statement import rows
from tests.cases.placed import Placed
from tests.ratings.lows import DAY, day_ends, opened, rated
from tests.test_axe import serious
from tests.tickets.core import Core

pytestmark = pytest.mark.browser
WORDS = "Hôm đó mạng của cổng dịch vụ công bị lỗi cả buổi sáng."
Open = Callable[..., Placed]


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    """Yesterday An had three low ratings, one for the head, and one for the head alone."""
    with opened(tmp_path) as core:
        rated(core, "an", "12", "R2")
        rated(core, "an", "1", "R5")
        rated(core, "an", "1", "R8")
        rated(core, "an", "555555", "P1")
        day_ends(core)
        yield core


@pytest.fixture
def shown(chromium: Browser, core: Core) -> Iterator[Open]:
    made: list[Placed] = []

    def open_(who: str, path: str = "/cases/", **more: Any) -> Placed:
        made.append(Placed(chromium, core, who, path, **more))
        return made[-1]

    yield open_
    for page in made:
        page.close()


def test_a_case_from_its_opening_to_its_close(shown: Open) -> None:
    mine = shown("an", "/cases/mine").page
    case = mine.locator("article", has_text="Nhiều đánh giá thấp")
    case.locator("textarea").fill(WORDS)
    case.get_by_role("button", name="Gửi giải trình").click()
    expect(mine.locator("#notice")).to_contain_text("Đã gửi giải trình")
    expect(mine.locator(".said")).to_have_text(WORDS)
    assert serious(mine) == []

    page = shown("boss").page
    expect(page.locator("#open-n")).to_have_text("2 vụ việc đang mở")
    page.locator(".one", has_text="Nhiều đánh giá thấp").click()
    expect(page.locator("#case .said")).to_have_text(WORDS)
    expect(page.locator(".fact b")).to_have_text(["4", "10", "3,50"])
    page.locator("#case select").select_option("REMIND")
    page.locator("#case textarea").fill("Xin chủ động báo khi mạng lỗi.")
    page.get_by_role("button", name="Ghi biện pháp").click()
    expect(page.locator("#case")).to_contain_text("Nhắc nhở, do Cán bộ boss quyết định")
    page.get_by_role("button", name="Đóng vụ việc").click()
    expect(page.locator("#open-n")).to_have_text("1 vụ việc đang mở")
    page.locator("[data-part=log]").click()
    expect(page.locator("#log li")).to_contain_text(["Cán bộ an"])
    assert serious(page) == []


def test_no_measure_before_the_clerk_had_time_to_explain(shown: Open) -> None:
    page = shown("boss").page
    page.locator(".one", has_text="Nhiều đánh giá thấp").click()
    expect(page.locator("#case")).to_contain_text("Cán bộ có thể giải trình đến hết ngày")
    expect(page.locator("#case select")).to_have_count(0)


def test_what_is_for_the_head_alone_is_on_no_other_page(shown: Open) -> None:
    for who, path in (("boss", "/cases/"), ("an", "/cases/mine")):
        page = shown(who, path).page
        expect(page.get_by_text("Nhiều đánh giá thấp").first).to_be_visible()
        expect(page.get_by_text("chỉ lãnh đạo được biết")).to_have_count(0)
    page = shown("hai").page
    page.locator(".one", has_text="chỉ lãnh đạo được biết").click()
    expect(page.locator("#case .chip")).to_have_text("Gợi ý chi thêm tiền (1)")
    page.get_by_role("button", name="Cho cán bộ biết").click()
    expect(page.locator("#case")).to_contain_text("Cán bộ có thể giải trình")
    page = shown("an", "/cases/mine").page
    expect(page.get_by_text("chỉ lãnh đạo được biết")).to_be_visible()


def test_single_answers_are_shown_when_asked_for_and_that_is_written_down(shown: Open) -> None:
    page = shown("boss").page
    page.locator(".one", has_text="Nhiều đánh giá thấp").click()
    expect(page.locator("#case .answers li")).to_have_count(0)
    assert reads() == []
    page.get_by_role("button", name="Xem từng đánh giá").click()
    expect(page.locator("#case .answers li")).to_have_count(4)
    expect(page.locator("#case .answers")).to_contain_text("không nêu lý do")  # the head's, to boss
    assert reads() == [("boss",)]


def reads() -> list[Any]:
    """Who has read single answers."""
    return rows(Journal.select(Journal.actor).where(Journal.action == "read"))


def test_a_press_that_comes_too_late_says_so(shown: Open, core: Core) -> None:
    first, second = (shown("an", "/cases/mine").page for _ in range(2))
    for page, said in ((first, "Đã gửi giải trình"), (second, "đã sang bước khác")):
        case = page.locator("article", has_text="Nhiều đánh giá thấp")
        case.locator("textarea").fill(WORDS)
        case.get_by_role("button", name="Gửi giải trình").click()
        expect(page.locator("#notice")).to_contain_text(said)


def test_a_month_of_numbers_and_a_reminder(shown: Open) -> None:
    placed = shown("boss", "/cases/#month", lang="en")
    page = placed.page
    expect(page.locator("#month-rows tr")).to_have_count(1)
    expect(page.locator("#month-rows td")).to_have_text(
        ["0", "10", "4", "3.50", "Niềm nở (6)", "0", "2", "0"]
    )
    assert "month=2026-11" in (page.locator("#download").get_attribute("href") or "")
    expect(page.locator("#month option")).to_have_text(["11/2026"])  # of no other there is anything
    expect(page.locator("#month-weeks")).to_contain_text("belongs to the month")
    assert serious(page) == []
    page.locator("[data-part=log]").click()
    page.locator("#remind-clerk").select_option("binh")
    page.locator("#remind-text").fill("Nhớ chào hỏi công dân.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#log li")).to_contain_text(["Nhớ chào hỏi công dân."])
    expect(page.locator("#remind-text")).to_have_value("")
    assert placed.presses == ["reminders"]


@pytest.mark.parametrize("size", [(1366, 768), (800, 1280)])
@pytest.mark.parametrize("lang", ["vi", "en-XA"])
def test_nothing_is_wider_than_the_page(shown: Open, size: tuple[int, int], lang: str) -> None:
    for who, path in (("hai", "/cases/"), ("hai", "/cases/#month"), ("an", "/cases/mine")):
        page = shown(who, path, lang=lang, size=size).page
        expect(page.locator("#page")).to_be_visible()
        if path == "/cases/":
            page.locator(".one").first.click()
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (who, path)


def test_a_case_is_the_clerks_turn_and_then_that_of_who_decides(
    chromium: Browser, tmp_path: Path
) -> None:
    with opened(tmp_path, "day_low_n = 0") as core:
        rated(core, "an", "5" * 18 + "12")
        day_ends(core, nights=17)
        day_ends(core)
        for state, late in (("Chờ cán bộ giải trình", 0), ("Chờ quyết định", 2)):
            placed = Placed(chromium, core, "boss")
            page = placed.page
            page.locator(".one").click()
            expect(page.locator("#case .where")).to_have_text(state)
            expect(page.locator(".late")).to_have_count(late)
            expect(page.locator(".why")).to_contain_text("2 trong 20 đánh giá ở mức thấp: 10,0 %")
            expect(page.locator(".why")).to_contain_text("từ 10 % là thấp thì mở vụ việc")
            expect(page.locator("#case form")).to_have_count(late // 2)
            placed.close()
            mine = Placed(chromium, core, "an", "/cases/mine")
            expect(mine.page.locator(".where")).to_have_text(state)
            expect(mine.page.locator("textarea")).to_have_count(1)
            mine.close()
            core.clock.wait(6 * DAY)


def test_several_cases_of_one_clerk_lead_to_each_other(shown: Open) -> None:
    page = shown("boss").page
    page.locator(".one", has_text="Nhiều đánh giá thấp").click()
    expect(page.locator("#case h3").first).to_have_text("1 vụ việc khác của cán bộ này")
    page.locator(".other").click()
    expect(page.locator("#case .case-rule")).to_contain_text("Phản ánh cần lãnh đạo biết")


def test_on_paper_there_is_the_case_and_nothing_to_press(shown: Open, core: Core) -> None:
    core.clock.wait(6 * DAY)
    page = shown("boss").page
    page.locator(".one", has_text="Nhiều đánh giá thấp").click()
    pressed = page.locator("#case button:not(.other), #case select, #case textarea, .one, .part")
    expect(page.locator(".one").first).to_be_visible()
    assert len([each for each in pressed.all() if each.is_visible()]) > 6
    page.emulate_media(media="print")
    assert [each for each in pressed.all() if each.is_visible()] == []
    expect(page.locator("#case .late")).to_be_visible()


def test_with_no_case_it_says_so(chromium: Browser, tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        for who, path, said in (
            ("boss", "/cases/", "Chưa có vụ việc nào."),
            ("an", "/cases/mine", "Không có vụ việc nào cần giải trình."),
        ):
            placed = Placed(chromium, core, who, path)
            expect(placed.page.locator("#none")).to_contain_text(said)
            placed.close()


def test_who_is_neither_supervisor_nor_head_stays_outside(shown: Open) -> None:
    page = shown("an").page
    expect(page.locator("#sign-in-note")).to_contain_text("Cán bộ an không có quyền")
    expect(page.locator("#page")).to_be_hidden()
