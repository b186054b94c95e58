"""The kiosk and the phone at a real hall: numbers, paper, a call, and a server that dies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing

import numpy
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.asking import Answer
from tests.hall import Hall
from tests.kiosk.kiosks import FLAT, UPRIGHT, offer
from tests.kiosk.phones import SIZE as PHONE

JSON = "application/json"
CALM = 450  # ms that a new screen takes no press


@pytest.fixture
def kiosk(chromium: Browser, hall: Hall) -> Iterator[Page]:
    context, page = opened(chromium, UPRIGHT)
    page.goto(f"{hall.address}/kiosk/")
    expect(page.locator(".tiles")).to_be_visible()
    yield page
    context.close()


def opened(browser: Browser, size: tuple[int, int]) -> tuple[BrowserContext, Page]:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    return context, context.new_page()


def to_the_final_button(page: Page, field: str) -> None:
    for what in (f"[data-field={field}]", ".row", ".answer"):
        page.wait_for_timeout(CALM)
        page.locator(what).first.tap()
    page.wait_for_timeout(CALM)


@pytest.mark.browser
def test_a_number_its_paper_and_the_call_on_the_phone(
    hall: Hall, kiosk: Page, chromium: Browser
) -> None:
    hall.counter(1).open("can-bo-1")
    expect(kiosk.locator("[data-field=ho-tich] .waiting")).to_have_text("Chưa có ai chờ")
    to_the_final_button(kiosk, "ho-tich")
    with kiosk.expect_response("**/api/v1/tickets?lang=vi") as answered:
        kiosk.locator(".take").tap()
    expect(kiosk.locator(".number")).to_have_text("A001")
    expect(kiosk.locator(".paper")).to_contain_text("Mời Ông/Bà nhận phiếu", timeout=8_000)
    assert len(hall.papers()) == 1
    context, phone = opened(chromium, PHONE)
    phone.goto(f"{hall.address}/t/{token_of(answered.value.json())}")
    expect(phone.locator(".now")).to_have_text("Đang chờ đến lượt")
    hall.counter(1).call_next()
    expect(phone.locator(".now")).to_have_text("Mời Ông/Bà đến quầy 1", timeout=10_000)
    context.close()
    kiosk.locator(".done").tap()
    expect(kiosk.locator(".tiles")).to_be_visible()


@pytest.mark.browser
def test_leaving_by_phone(hall: Hall, chromium: Browser) -> None:
    taken = hall.take("A")
    context, phone = opened(chromium, PHONE)
    phone.goto(f"{hall.address}/t/{token_of(taken)}")
    phone.locator("[data-act=leave]").tap()
    phone.locator("#sure-yes").tap()
    expect(phone.locator(".now")).to_have_text("Ông/Bà đã thôi chờ")
    assert hall.ticket(taken["id"])["state"] == "left"
    context.close()


@pytest.mark.browser
def test_paper_out_is_said_and_the_code_on_the_screen_leads_to_the_ticket(
    hall: Hall, kiosk: Page
) -> None:
    assert hall.motcua("devices", "fault", "may-in-1", "paper-out").returncode == 0
    expect(kiosk.locator("#notice")).to_contain_text("hết giấy")
    to_the_final_button(kiosk, "ho-tich")
    with kiosk.expect_response("**/api/v1/tickets?lang=vi") as answered:
        kiosk.locator(".take").tap()
    expect(kiosk.locator(".scan img")).to_be_visible(timeout=10_000)
    kiosk.locator(".scan img").evaluate("img => img.decode()")
    picture = hall.home / "code.png"
    kiosk.locator(".scan img").screenshot(path=picture)
    read = zxingcpp.read_barcode(numpy.asarray(Image.open(picture).convert("L")))
    assert read
    assert read.text == answered.value.json()["track_url"]


@pytest.mark.browser
def test_a_server_that_dies_under_the_press_gives_one_number_late(hall: Hall, kiosk: Page) -> None:
    to_the_final_button(kiosk, "ho-tich")
    hall.kill()
    kiosk.locator(".take").tap()
    expect(kiosk.locator("h1")).to_have_text("Máy chưa lấy được số", timeout=3_500)
    assert not kiosk.locator(".number").count()
    hall.start()
    expect(kiosk.locator(".number")).to_have_text("A001", timeout=8_000)
    assert hall.rows("SELECT count(*) FROM ticket") == [(1,)]


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_pages_obey_their_content_security_policy(
    shared_hall: Hall, chromium: Browser, lang: str
) -> None:
    context, page = opened(chromium, FLAT)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{shared_hall.address}/kiosk/?lang={lang}")
    expect(page.locator(".tiles")).to_be_visible()
    page.goto(f"{shared_hall.address}/t/{token_of(shared_hall.take('A'))}?lang={lang}")
    expect(page.locator(".number")).to_be_visible()
    context.close()
    assert said == []


def token_of(taken: dict[str, str]) -> str:
    return taken["track_url"].rpartition("/")[2]


def asked(hall: Hall, path: str, accept: str, **headers: str) -> Answer:
    """A stranger's GET."""
    with closing(hall.stranger(Accept=accept, **headers)) as stranger:
        return stranger.ask("GET", path)


def test_the_links_answer_is_small_tagged_and_kept_by_nobody(shared_hall: Hall) -> None:
    path = f"/t/{token_of(shared_hall.take('A'))}?lang=en"
    first = asked(shared_hall, path, JSON)
    assert set(first.expecting(200)) == {
        "number", "state", "ahead", "wait", "service_name", "counter", "counters", "now", "poll_s",
        "before", "recalls", "rate",
    }  # fmt: skip
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["referrer-policy"] == "no-referrer"
    assert first.headers["x-robots-tag"] == "noindex, nofollow"
    again = asked(shared_hall, path, JSON, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("tail", ["", "0" * 20, "zz"])
def test_a_forged_link_shows_nothing(shared_hall: Hall, tail: str) -> None:
    ticket, dash, _ = token_of(shared_hall.take("A")).partition("-")
    forged = f"{ticket}{dash}{tail}"
    assert asked(shared_hall, f"/t/{forged}", JSON).status == 404
    page = asked(shared_hall, f"/t/{forged}", "text/html")
    assert page.status == 404
    assert b"data-act" not in page.body
    assert "Không tìm\u00a0thấy số này" in page.body.decode()
    assert shared_hall.as_("kiosk").ask("GET", f"/kiosk/qr/{forged}.svg").status == 404


def test_the_code_of_a_ticket_is_for_the_kiosk_only(shared_hall: Hall) -> None:
    path = f"/kiosk/qr/{token_of(shared_hall.take('A'))}.svg"
    assert shared_hall.as_("kiosk").ask("GET", path).headers["content-type"].startswith("image/svg")
    assert asked(shared_hall, path, "*/*").status == 401
    assert shared_hall.as_("display").ask("GET", path).status == 403


def test_the_page_offers_what_the_hall_has(shared_hall: Hall) -> None:
    page = asked(shared_hall, "/kiosk/", "text/html").body.decode()
    block = page.partition('id="catalog">')[2].partition("</script>")[0]
    assert json.loads(block) == offer() | {"screen": ""}
