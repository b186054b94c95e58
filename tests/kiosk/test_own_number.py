"""Who has a number already: how it stands, back in line, and letting others go first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from db import chain
from tests.hall import Hall
from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk
from tests.test_axe import serious
from tickets.links import Links


class Own:
    """A kiosk whose server knows one ticket; `presses` are (verb, body)."""

    def __init__(self, browser: Browser, **how: Any) -> None:
        self.kiosk = Kiosk(browser, **how)
        self.page = self.kiosk.page
        self.ticket: dict[str, Any] | None = {
            "id": 41, "number": "A012", "state": "waiting", "ahead": 4, "open": True,
            "counter": None, "counters": [2, 1], "wait": {"low_s": 600, "high_s": 1200},
            "service_name": "Đăng ký khai sinh", "service_name_en": "Birth registration",
        }  # fmt: skip
        self.asked: list[str] = []
        self.presses: list[tuple[str, Any]] = []
        self.refusal: dict[str, Any] | None = None
        self.page.route("**/api/v1/tickets?number=*", self._find)
        self.page.route("**/api/v1/tickets/41/*", self._change)

    def types(self, text: str) -> None:
        """Through the quiet button, then key by key."""
        self.kiosk.touch(".own-way")
        self.keys(text)

    def keys(self, text: str) -> None:
        for sign in text:
            kind = "digit" if sign.isdigit() else "letter"
            self.page.locator(f'[data-{kind}="{sign}"]').tap()

    def looks(self) -> None:
        self.kiosk.pass_time(500)
        self.page.locator(".look").tap()

    def finds(self, **change: Any) -> None:
        assert self.ticket
        self.ticket |= change
        self.types("A12")
        self.looks()
        expect(self.kiosk.saw(".own-state")).to_be_visible()

    def _find(self, route: Route) -> None:
        self.asked.append(route.request.url.split("number=")[1].split("&")[0])
        route.fulfill(json={"tickets": [self.ticket] if self.ticket else []})

    def _change(self, route: Route) -> None:
        verb = route.request.url.split("/")[-1].split("?")[0]
        self.presses.append((verb, route.request.post_data_json))
        if self.refusal:
            route.fulfill(status=403, json={"error": self.refusal})
            return
        assert self.ticket
        self.ticket |= {"state": "waiting", "ahead": 6}
        route.fulfill(json=self.ticket)


Opened = Callable[..., Own]


@pytest.fixture
def own(chromium: Browser) -> Iterator[Opened]:
    opened: list[Own] = []

    def open_(**how: Any) -> Own:
        opened.append(Own(chromium, **how))
        return opened[-1]

    yield open_
    for each in opened:
        each.kiosk.close()


@pytest.mark.browser
@pytest.mark.parametrize("size", [UPRIGHT, FLAT])
def test_a_number_typed_on_large_keys_says_how_it_stands(
    own: Opened, size: tuple[int, int]
) -> None:
    at = own(size=size)
    at.types("A12")
    for key in at.kiosk.saw(".key").all():
        box = key.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 76  # 20 mm
    at.looks()
    expect(at.kiosk.saw(".own-state")).to_have_text("Đang chờ đến lượt")
    expect(at.kiosk.saw(".own-facts")).to_contain_text("Trước Ông/Bà có 4 người")
    assert at.asked == ["A12"]
    assert at.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("open_", "said"),
    [(True, "Ông/Bà là người tiếp theo"), (False, "Khi quầy mở, Ông/Bà là người đầu tiên")],
)
def test_with_nobody_ahead_it_says_whether_a_counter_is_open(
    own: Opened, open_: bool, said: str
) -> None:
    at = own()
    at.finds(ahead=0, wait=None, open=open_)
    expect(at.kiosk.saw(".own-facts")).to_have_text(said)


@pytest.mark.browser
def test_the_keys_take_a_letter_then_digits(own: Opened) -> None:
    at = own()
    at.types("")
    expect(at.kiosk.saw(".look")).to_be_disabled()
    expect(at.kiosk.saw('[data-digit="1"]')).to_be_disabled()
    typed = at.kiosk.saw(".typed")
    expect(typed).to_have_text("Bấm chữ, rồi bấm số trên phiếu")
    before = typed.bounding_box()
    at.keys("A")
    expect(typed).to_have_text("A")
    assert typed.bounding_box() == before  # nothing shifts under the finger
    expect(at.kiosk.saw('[data-letter="C"]')).to_be_disabled()
    at.keys("100000")
    expect(at.kiosk.saw(".typed")).to_have_text("A1000")
    at.page.get_by_text("Xóa").tap()
    expect(at.kiosk.saw(".typed")).to_have_text("A100")


@pytest.mark.browser
def test_a_number_that_nobody_took_is_said(own: Opened) -> None:
    at = own()
    at.ticket = None
    at.types("A99")
    at.looks()
    expect(at.kiosk.saw(".own-trouble")).to_have_text("Hôm nay không có số A99. Xin xem lại phiếu.")
    at.page.get_by_text("Xóa").tap()
    expect(at.kiosk.saw(".own-trouble")).to_have_text("")


@pytest.mark.browser
def test_a_missed_number_is_back_in_line_by_one_touch(own: Opened) -> None:
    at = own()
    at.finds(state="missed", counter=3, ahead=None)
    at.kiosk.touch(".answer")
    expect(at.kiosk.saw(".own-ticket .banner")).to_have_text("Ông/Bà đã được xếp hàng lại.")
    expect(at.kiosk.saw(".own-facts")).to_contain_text("6 người")
    assert at.presses == [("rejoin", {})]


@pytest.mark.browser
def test_letting_others_go_first_needs_the_code_of_the_paper(own: Opened) -> None:
    at = own()
    at.finds()
    at.kiosk.touch(".answer")
    expect(at.kiosk.saw("h1")).to_have_text("Bốn số nhỏ dưới mã QR trên phiếu")
    at.keys("482")
    expect(at.kiosk.saw(".look")).to_be_disabled()
    at.keys("79")
    at.refusal = {"code": "wrong_code", "message": "Mã chưa đúng."}
    at.looks()
    expect(at.kiosk.saw(".own-trouble")).to_have_text("Mã chưa đúng.")
    at.refusal = None
    at.looks()
    expect(at.kiosk.saw(".own-ticket .banner")).to_contain_text("Đã nhường lượt")
    assert at.presses == [("pass", {"code": "4827"})] * 2


@pytest.mark.browser
def test_a_called_number_is_sent_to_its_counter_and_has_nothing_to_press(own: Opened) -> None:
    at = own(lang="en")
    at.finds(state="called", counter=3, ahead=None)
    expect(at.kiosk.saw(".own-state")).to_have_text("Please go to counter 3")
    expect(at.kiosk.saw(".answer")).to_have_count(0)


@pytest.mark.browser
def test_the_next_person_finds_nothing_of_this_one(own: Opened) -> None:
    at = own()
    at.finds()
    at.kiosk.pass_time(45_000 + 20_000 + 1_000)
    expect(at.kiosk.saw(".tiles")).to_be_visible()
    at.types("")
    expect(at.kiosk.saw(".typed")).not_to_contain_text("A12")


def test_a_kiosk_passes_only_with_the_code_and_is_delayed_when_it_guesses(hall: Hall) -> None:
    kiosk = hall.as_("kiosk")
    mine = hall.take("A")
    hall.take("A")
    (found,) = kiosk.get(f"tickets?number={mine['number']}")["tickets"]
    assert not {"passages", "needs", "reason", "passed_by"} & set(found)
    assert found["open"] is False
    hall.counter(1).open("can-bo-1")
    assert kiosk.get(f"tickets?number={mine['number']}")["tickets"][0]["open"] is True
    pass_ = f"tickets/{mine['id']}/pass"
    code = Links(chain.load_key(hall.state / "journal.key")).code(mine["id"])
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    assert kiosk.press(pass_, {"code": wrong}).code == "wrong_code"
    assert kiosk.press(pass_, {"code": code}).expecting(200)["ahead"] == 1
    guesses = [kiosk.press(pass_, {"code": wrong}).status for _ in range(4)]
    assert guesses == [403, 403, 403, 429]
    assert kiosk.press(f"tickets/{mine['id']}/rejoin").code == "not_allowed"
    assert kiosk.press(f"tickets/{mine['id']}/leave").status == 403
    hall.verify()


@pytest.mark.browser
def test_axe_finds_nothing_serious_on_any_step(own: Opened) -> None:
    at = own(lang="en")
    at.types("A12")
    found = [serious(at.page)]
    at.looks()
    expect(at.kiosk.saw(".own-state")).to_be_visible()
    found.append(serious(at.page))
    at.kiosk.touch(".answer")
    at.keys("4")
    found.append(serious(at.page))
    assert found == [[], [], []]
