"""A supervisor on the set-up page of a running hall: what is saved there holds at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hall import Hall, wait_until
from tests.staff_page import staff_page

pytestmark = pytest.mark.browser


def sign_in(page: Page, hall: Hall, name: str) -> None:
    page.goto(f"{hall.address}/setup/")
    page.locator("#name").fill(name)
    page.locator("#password").fill(f"demo-{name}")
    page.locator("#password").press("Enter")


def agree(page: Page) -> None:
    page.locator("#sure-yes").click()
    expect(page.locator("#sure")).to_be_hidden()


def test_an_office_is_set_up_without_a_file(chromium: Browser, hall: Hall) -> None:
    with staff_page(chromium) as page:
        sign_in(page, hall, "canbo1")
        expect(page.locator("#sign-in-note")).to_contain_text("không có quyền thiết lập")
        sign_in(page, hall, "giamsat")
        expect(page.locator(".welcome h2")).to_contain_text("Xin chào")

        the_break_is_moved(page, hall)
        somebody_comes(page, hall)
        a_name_is_given_and_taken_back(page, hall)
    hall.verify()


def the_break_is_moved(page: Page, hall: Hall) -> None:
    page.locator("#nav a[href='#hours']").click()
    page.locator(".of-hours > li:nth-child(2) [data-key=open] input").fill("13:00")
    page.locator("#keep").click()
    expect(page.locator("#sure-changes")).to_contain_text("13:00")
    agree(page)
    expect(page.locator("#toast")).to_contain_text("Đã lưu")
    hours = hall.as_("supervisor").get("settings")["settings"]["hours"]
    assert [session["open"] for session in hours] == ["07:30", "13:00"]


def somebody_comes(page: Page, hall: Hall) -> None:
    page.locator("#nav a[href='#staff']").click()
    page.locator("[data-add=staff]").click()
    page.locator("#entry [data-key=label] input").fill("Cán bộ 7")
    page.locator(".secret .button").click()
    password = page.locator("#new-password").input_value()
    page.locator("#entry-save").click()
    agree(page)
    expect(page.locator("#entry")).to_be_hidden()
    person = hall.signed_in("canbo7", password)
    assert person.press("counters/1/open").expecting(200)["clerk"]["label"] == "Cán bộ 7"
    # And nothing that is kept to be read has the password in it.
    assert password not in str(hall.as_("supervisor").get("settings/history"))
    assert password not in str(hall.rows("SELECT detail FROM journal"))


def a_name_is_given_and_taken_back(page: Page, hall: Hall) -> None:
    page.locator("#nav a[href='#office']").click()
    page.locator("[data-key=name] input").fill("Trung tâm xã Mới")
    page.locator("#keep").click()
    agree(page)
    wait_until(lambda: hall.board()["office"]["name"] == "Trung tâm xã Mới")
    # The hall may know before the page has its answer, and until then nobody leaves the page.
    expect(page.locator("#toast")).to_contain_text("Đã lưu")
    page.locator("#nav a[href='#history']").click()
    expect(page.locator(".changes > li").first).to_contain_text("Trung tâm xã Mới")
    page.locator(".changes > li").first.get_by_role("button", name="Hoàn tác").click()
    wait_until(lambda: hall.board()["office"]["name"] != "Trung tâm xã Mới")
    expect(page.locator("#office")).not_to_have_text("Trung tâm xã Mới")
    expect(page.locator(".changes > li")).to_have_count(4)


def test_a_password_is_given_by_a_supervisor_alone(shared_hall: Hall) -> None:
    boss, clerk = shared_hall.as_("supervisor"), shared_hall.signed_in("canbo1")
    assert clerk.press("staff/can-bo-2/password", {"password": "mười ký tự"}).status == 403
    for body in ({"password": "ngắn"}, {"password": "mười ký tự", "pin": "abc"}, {}):
        refused = boss.press("staff/can-bo-2/password", body)
        assert refused.status == 422
        assert b"ng\xe1\xba\xafn" not in refused.body
    assert boss.press("staff/nobody/password", {"password": "mười ký tự"}).status in (404, 422)
