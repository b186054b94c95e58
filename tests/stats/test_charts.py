"""The drawings of the figures: what they show, what a screen reader hears, what is left out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from figures.scores import score
from tests.stats.figured import NAMED, NOTHING, FiguresPage, told
from tests.test_axe import serious

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Any]:
    pages: list[FiguresPage] = []

    def open_with(answer: dict[str, Any], lang: str = "vi") -> Page:
        pages.append(FiguresPage(chromium, answer, lang))
        expect(pages[-1].page.locator("#rows tr").first).to_be_visible()
        return pages[-1].page

    yield open_with
    for each in pages:
        each.close()


def test_three_drawings_say_what_the_table_says(opened: Any) -> None:
    answer = told("field")
    page = opened(answer)
    expect(page.locator(".chart svg")).to_have_count(3)
    rows = sorted(answer["rows"], key=lambda row: row["served"])
    heard = page.locator(".chart svg").first.get_attribute("aria-label")
    assert heard == (
        f"Số lượt đã phục vụ. Cao nhất: {rows[-1]['label']}, {rows[-1]['served']}; thấp nhất: "
        f"{rows[0]['label']}, {rows[0]['served']}. Bảng bên dưới có đủ số liệu."
    )
    for drawing in range(3):
        svg = page.locator(".chart svg").nth(drawing)
        assert svg.locator("text").count() == len(rows) + 3
    assert page.locator(".chart circle").count() == 2 * len(rows)
    assert serious(page) == []


def test_a_group_without_satisfaction_says_why_to_eye_and_ear(opened: Any) -> None:
    answer = told("field")
    empty: dict[str, Any] = {"scores": [], "way": [], "manner": []}
    few = [score(5, [0, 0, 0, 1, 2])]
    held = [few[0] | {"n": 24}]
    changed: list[dict[str, Any]] = [
        {"opened": 0, "n": 0}, {"n": 0}, {"n": 9}, {"n": 3, "scores": few},
        {"n": 24, "scores": held},
    ]  # fmt: skip
    for row, change in zip(answer["rows"], changed, strict=True):
        row["ratings"] |= empty | change
    answer["rows"].append(told("field")["rows"][0] | {"key": 9, "label": "Đủ ý kiến"})
    page = opened(answer)
    satisfied = page.locator(".chart", has_text="hài lòng")
    reasons = [
        "chưa hỏi ai", "chưa ai trả lời", "9 ý kiến, ở buổi có nhiều lĩnh vực",
        "3 ý kiến, chưa đủ 5", "không nêu vì có mức dưới 5 người",
    ]  # fmt: skip
    expect(satisfied.locator("text.gap")).to_have_text(reasons)
    heard = satisfied.locator("svg").get_attribute("aria-label") or ""
    for row, why in zip(answer["rows"], reasons, strict=False):
        assert f"{row['label']}: {why}" in heard
    # The control: what has a mark has no reason, here and in the other drawings.
    assert "Đủ ý kiến: " not in heard
    assert page.locator("text.gap").count() == len(reasons)
    right = satisfied.locator("svg").bounding_box()
    assert right
    for gap in satisfied.locator("text.gap").all():
        box = gap.bounding_box()
        assert box
        assert box["x"] + box["width"] <= right["x"] + right["width"]


def test_days_without_satisfaction_are_told_below_the_drawing(opened: Any) -> None:
    answer = told("day")
    rows = answer["rows"][:12]
    for row in rows[:3]:
        row["ratings"] |= {"n": 0, "scores": []}
    page = opened(answer | {"rows": rows})
    names = ", ".join(row["label"][:5] for row in rows[:3])
    expect(page.locator(".chart .note")).to_have_text(f"Không có vạch: {names}: chưa ai trả lời.")


def test_long_names_stand_in_two_lines_and_none_runs_out_of_the_drawing(opened: Any) -> None:
    page = opened(told("field"))
    chart = page.locator(".chart").first
    long = chart.locator("text", has_text="Đất đai")
    assert long.locator("tspan").all_text_contents() == ["Đất đai – Tài nguyên và", "Môi trường"]
    left = chart.locator("svg").bounding_box()
    assert left
    for name in chart.locator("text").all():
        box = name.bounding_box()
        assert box
        assert box["x"] >= left["x"]


def test_bars_are_as_long_as_what_they_show(opened: Any) -> None:
    answer = told("field")
    page = opened(answer)
    lengths = (
        page.locator(".chart")
        .first.locator("line.bar:not(.missed)")
        .evaluate_all("bars => bars.map(bar => bar.x2.baseVal.value - bar.x1.baseVal.value)")
    )
    served = [row["served"] for row in answer["rows"]]
    ratios = [length / n for length, n in zip(lengths, served, strict=True)]
    assert max(ratios) - min(ratios) < 0.001


def test_the_target_is_drawn_where_the_office_has_one(opened: Any) -> None:
    assert opened(told("hour")).locator("line.target").count() == 1
    assert opened(told("hour", wait_target_s=0)).locator("line.target").count() == 0


def test_a_year_of_days_and_many_services_can_be_read(opened: Any) -> None:
    year = opened(told("day"), "en")
    assert year.locator("#rows tr").count() == len(NAMED["day"]) + 1
    dates = year.locator(".chart").first.locator("text[y='192']")
    boxes = [box for each in dates.all() if (box := each.bounding_box())]
    assert len(boxes) == 8
    assert all(a["x"] + a["width"] < b["x"] for a, b in itertools.pairwise(boxes))
    services = opened(told("service"))
    assert services.locator(".chart").first.locator("line.bar:not(.missed)").count() <= 12
    expect(services.locator("#charts-most")).to_contain_text("nhóm đông nhất")


def test_nothing_is_drawn_of_one_group_or_of_nothing(opened: Any) -> None:
    answer = told("field")
    expect(opened(answer | {"rows": answer["rows"][:1]}).locator("#charts-box")).to_be_hidden()
    silent = [row | {"wait": NOTHING, "served": 0, "missed": 0} for row in answer["rows"]]
    assert opened(answer | {"rows": silent}).locator(".chart svg").count() == 1  # of the answers


@pytest.mark.parametrize(
    ("name", "begin"),
    [("week", "11-14"), ("month", "11-01"), ("quarter", "10-01"), ("year", "01-01")],
)
def test_named_ranges_begin_where_they_should(opened: Any, name: str, begin: str) -> None:
    page = opened(told("field"))
    page.locator(f"[data-range={name}]").click()
    expect(page.locator("#from")).to_have_value(f"2026-{begin}")
    expect(page.locator("#to")).to_have_value("2026-11-20")
    expect(page.locator("#presets [aria-pressed=true]")).to_have_attribute("data-range", name)


def test_the_second_screen_has_columns_only_where_the_office_asks(opened: Any) -> None:
    without = opened(told("field"))
    expect(without.locator("#table .side").first).to_be_hidden()
    assert without.locator("#rows tr").first.locator("td").count() == 22
    page = opened(told("field", sides=True))
    expect(page.locator("#table .side")).to_have_text(["Cách giải quyết (n)", "Phong cách (n)"])
    way, manner = page.locator("#rows tr").first.locator("td").all_inner_texts()[-2:]
    assert way.startswith("3,")
    assert manner == "– (3)"  # three answers are no average
    expect(page.locator("#scores")).to_contain_text("Cách thức giải quyết công việc: 3,")
    expect(page.locator("#scores")).to_contain_text("cán bộ: 3 ý kiến, chưa đủ 5")
    assert serious(page) == []


def test_services_have_a_target_and_waits_stand_beside_those_without_the_break(opened: Any) -> None:
    answer = told("field")
    page = opened(answer)
    heads = page.locator("#table thead tr").nth(1).locator("th:not([hidden])").all_inner_texts()
    total = page.locator("#rows tr").first.locator("td").all_inner_texts()
    row = dict(zip(range(len(heads)), zip(heads, total, strict=True), strict=True))
    assert row[9][1].startswith("2\u00a0h")  # lived through
    assert row[10][0].split() == ["90", "%", "trừ", "giờ", "nghỉ"]
    assert len(row[10][1].split(":")) == 2  # less than an hour of it was open
    assert (row[11][1], row[18][1]) == ("87 %".replace(" ", "\u00a0"), "94\u00a0%")
    page.locator("#how summary").click()
    expect(page.locator("#how-service")).to_contain_text("200 %")


def test_every_figure_of_a_field_stands_within_a_supervisors_screen(opened: Any) -> None:
    for lang in ("vi", "en"):
        page = opened(told("field"), lang)
        assert page.locator(".card.wide").evaluate("box => box.scrollWidth - box.clientWidth") == 0
