"""Finding a service by what fingers type when somebody stands there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.reception.doors import Reception

pytestmark = pytest.mark.browser

ASKED = {
    "khai sinh": "Đăng ký khai sinh",
    "KHAI TỬ": "Đăng ký khai tử",
    "chung thuc chu": "Chứng thực chữ ký",
    "dkkh": "Đăng ký kết hôn",
    "nhan ket": "Nhận kết quả",
    "birth": "Đăng ký khai sinh",
    "land": "",
}


def test_marks_capitals_and_the_ends_of_words_are_not_needed(reception: Reception) -> None:
    for typed, first in ASKED.items():
        reception.types("#service", typed)
        names = reception.saw("#services .service-name").all_text_contents()
        assert names, typed
        assert names[0].startswith(first), f"{typed}: {names[:3]}"


def test_what_most_people_come_for_is_first_before_anything_is_typed(reception: Reception) -> None:
    services = [s for f in reception.catalog["fields"] for s in f["services"]]
    most = max(services, key=lambda service: service["share"])
    assert reception.saw("#services .service-name").first.text_content() == most["name"]


def test_a_word_that_no_service_has_says_what_to_do(reception: Reception) -> None:
    reception.types("#service", "máy bay")
    assert reception.saw("#services-none").is_visible()
    reception.press("Enter")
    assert reception.saw("#order").is_hidden()


def test_arrows_walk_and_enter_chooses(opened: Callable[..., Any]) -> None:
    page = opened(lang="en")
    page.types("#service", "register")
    page.press("ArrowDown", "ArrowDown", "ArrowUp")
    second = page.saw("#services .service-name").nth(1).text_content()
    assert page.saw("#service").get_attribute("aria-activedescendant") == "services-1"
    page.press("Enter")
    assert page.saw(".order-name").text_content() == second
