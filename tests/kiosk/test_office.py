"""The office's page: whom to call, the rules of the house, and as many of them as there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk
from tests.test_axe import serious

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
FULL = (
    "main => main.scrollHeight > main.clientHeight + 1 || main.scrollWidth > main.clientWidth + 1"
)
LONG = "Phó Chủ tịch Ủy ban nhân dân xã, Giám đốc Trung tâm Phục vụ hành chính công"

Opened = Callable[..., Kiosk]


@pytest.fixture
def opened(opened: Opened) -> Opened:
    def open_(**how: Any) -> Kiosk:
        at = opened(**how)
        at.touch(".aid-office")
        return at

    return open_


@pytest.mark.parametrize(("size", "lang"), [(UPRIGHT, "vi"), (FLAT, "en")], ids=["upright", "flat"])
def test_the_leaders_and_the_rules_are_there_to_be_read(
    opened: Opened, size: tuple[int, int], lang: str
) -> None:
    at = opened(size=size, lang=lang)
    expect(at.saw(".office-way")).to_have_count(4)
    assert serious(at.page) == []
    at.touch(".office-way")
    expect(at.saw(".contact-phone").first).to_have_text("0200 000 0001")
    expect(at.saw(".contact-mail").first).to_have_text("chutich@xamau.example")
    expect(at.saw(".posted-foot")).to_contain_text("20/11/2026")
    assert not at.saw("#main").evaluate(FULL)
    assert serious(at.page) == []
    at.touch("#back")
    at.touch(".office-way >> nth=1")
    expect(at.saw(".house-rule").first).to_contain_text(
        {"vi": "Lấy số", "en": "Take a number"}[lang]
    )
    assert not at.saw("#main").evaluate(FULL)
    assert serious(at.page) == []


@SIZES
def test_many_long_ones_are_read_page_by_page(opened: Opened, size: tuple[int, int]) -> None:
    contacts = [
        {"title": f"{n}. {LONG}", "title_en": "", "phone": "0200 000 0001",
         "email": "mot-dia-chi-rat-dai-cua-pho-chu-tich@uyban.xamau.example", "receives": LONG,
         "receives_en": ""}
        for n in range(1, 8)
    ]  # fmt: skip
    rules = [
        {"text": f"{n}. " + "Giữ trật tự nơi công cộng. " * 14, "text_en": ""} for n in range(20)
    ]
    at = opened(size=size, catalog={"contacts": contacts, "house_rules": rules})
    for way, line, every in (("0", ".contact", contacts), ("1", ".house-rule", rules)):
        at.touch(f".office-way >> nth={way}")
        seen = pages(at, line)
        assert seen == list(range(len(every)))
        at.touch("#home")
        at.touch(".aid-office")


def pages(at: Kiosk, line: str) -> list[int]:
    """The places of the lines that one sees, page after page."""
    seen: list[int] = []
    shown = "all => all.flatMap((each, i) => (each.checkVisibility() ? [i] : []))"
    for _ in range(25):
        at.pass_time(500)
        assert not at.saw("#main").evaluate(FULL)
        seen += at.saw(line).evaluate_all(shown)
        if not at.saw(".more").is_visible():
            break
        at.touch(".more")
    return seen


def test_an_office_that_posts_nothing_still_has_its_box(opened: Opened) -> None:
    at = opened(catalog={"contacts": [], "house_rules": []})
    assert at.saw(".office-way .name").all_text_contents() == ["Gửi góp ý", "Xem trả lời góp ý"]
