"""Screens come in by a one-time code; in a demo, browsers on this machine come in by themselves."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from entrance import views
from tests.asking import Answer, Client
from tests.config_text import shipped
from tests.hall import Hall

BEGIN = 1_795_000_000_000
YEAR_S = 365 * 86_400


@pytest.fixture
def real(new_hall: Callable[..., Hall]) -> Hall:
    """A hall that is no demo: every screen must be enrolled. Its clock is moved by hand."""
    return new_hall(shipped(server__demo=False), BEGIN)


def invited(hall: Hall, role: str, name: str, counter: int | None = None) -> str:
    code = hall.at_the_back_door("invite", role=role, name=name, counter=counter)["code"]
    assert re.fullmatch("[0-9a-f]{8}", code)
    return str(code)


def enrol(hall: Hall, code: str) -> Answer:
    return hall.stranger().ask("POST", "enrol", {"code": code})


# --- the code ---


@pytest.mark.parametrize(
    ("role", "name", "counter", "cookie"),
    [
        ("kiosk", "Ki-ốt 1", None, "motcua_screen_kiosk"),
        ("display", "Bảng gọi số", None, "motcua_screen_display"),
        ("pad", "Đánh giá quầy 3", 3, "motcua_screen_pad_3"),
    ],
)
def test_a_code_becomes_a_cookie_that_no_script_reads(
    real: Hall, role: str, name: str, counter: int | None, cookie: str
) -> None:
    answer = enrol(real, invited(real, role, name, counter))
    assert answer.expecting(200) == {"role": role, "counter": counter, "name": name}
    kept = SimpleCookie(answer.headers["set-cookie"])[cookie]
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    assert kept["max-age"] == str(YEAR_S)
    me = real.stranger(Cookie=f"{cookie}={kept.value}").get("me")
    assert me["role"] == role
    assert me["screens"] == [{"role": role, "counter": counter}]


def test_a_code_is_good_once(real: Hall) -> None:
    code = invited(real, "kiosk", "Ki-ốt 1")
    assert enrol(real, code).status == 200
    again = enrol(real, code)
    assert (again.status, again.code) == (409, "code_unknown")
    assert "set-cookie" not in again.headers
    # Of this screen alone: a hall that has just started is still inviting the others.
    one = "(SELECT ref FROM journal WHERE subject = 'token' AND action = 'enrol')"
    done = real.rows(
        f"SELECT action FROM journal WHERE subject = 'token' AND ref = {one} ORDER BY seq"
    )
    assert done == [("invite",), ("enrol",)]
    real.verify()


def test_a_new_code_replaces_the_last_and_none_is_kept_in_clear(real: Hall) -> None:
    # The hall itself has invited each screen when it started.
    [(first,)] = real.rows("SELECT code FROM token WHERE name = 'Ki-ốt 1'")
    code = invited(real, "kiosk", "Ki-ốt 1")
    [(second,)] = real.rows("SELECT code FROM token WHERE name = 'Ki-ốt 1'")
    assert first != second
    assert code not in second


def test_an_enrolled_screen_is_a_stranger_once_revoked(real: Hall) -> None:
    answer = enrol(real, invited(real, "kiosk", "Ki-ốt 1"))
    cookie = answer.headers["set-cookie"].partition(";")[0]
    kiosk = real.stranger(Cookie=cookie, X_Motcua="1")
    body = {"service": kiosk.get("services")["services"][0]["id"], "print": False}
    assert kiosk.ask("POST", "tickets", body).status == 201
    [(id,)] = real.rows("SELECT id FROM token WHERE name = 'Ki-ốt 1'")
    assert real.motcua("token", "revoke", "--id", str(id)).returncode == 0
    assert kiosk.ask("POST", "tickets", body).status == 401


def test_guessing_codes_grows_slow(real: Hall) -> None:
    code = invited(real, "kiosk", "Ki-ốt 1")
    assert [enrol(real, f"{n:08x}").status for n in range(3)] == [409] * 3
    early = enrol(real, code)
    assert (early.status, early.json["error"]["seconds"]) == (429, 1)
    real.move_clock(BEGIN + 1000)
    assert enrol(real, "00000003").status == 409
    assert enrol(real, code).json["error"]["seconds"] == 2
    real.move_clock(BEGIN + 3000)
    assert enrol(real, code).status == 200


# --- the page ---


@pytest.mark.browser
def test_the_link_makes_a_browser_the_kiosk(chromium: Browser, real: Hall) -> None:
    link = f"{real.address}/kiosk/#{invited(real, 'kiosk', 'Ki-ốt 1')}"
    ours, theirs = chromium.new_context(), chromium.new_context()
    try:
        page = ours.new_page()
        page.goto(link)
        expect(page.locator(".tiles")).to_be_visible(timeout=20_000)
        assert page.url == f"{real.address}/kiosk/"
        [cookie] = ours.cookies()
        assert (cookie["name"], cookie["httpOnly"]) == ("motcua_screen_kiosk", True)
        assert page.evaluate("document.cookie") == ""
        # It is still the kiosk tomorrow.
        page.goto(f"{real.address}/kiosk/")
        expect(page.locator(".tiles")).to_be_visible(timeout=20_000)

        stranger = theirs.new_page()
        with stranger.expect_response("**/api/v1/enrol") as answered:
            stranger.goto(link)
        assert answered.value.status == 409
        assert theirs.cookies() == []
        assert theirs.request.get(f"{real.address}/api/v1/me").json()["role"] is None
    finally:
        ours.close()
        theirs.close()


def test_the_first_page_lists_every_screen_and_each_is_there(shared_hall: Hall) -> None:
    stranger = shared_hall.stranger()
    for query in ("", "?lang=en"):
        page = stranger.ask("GET", f"/{query}").body.decode()
        links = set(re.findall(r'href="(/(?:kiosk|display|counter|stats)/[^"]*)"', page))
        links -= {link for link in links if "static" in link}
        pads = {f"/counter/{n}/pad" for n in range(1, 6)}
        wanted = {"/kiosk/", "/display/", "/counter/", "/stats/", *pads}
        assert links == {f"{path}{query}" for path in wanted}
        for link in links:
            assert stranger.ask("GET", link).status == 200, link
    assert "What is this screen for?" in page


# --- a demo ---


def cookies(answer: Answer) -> SimpleCookie:
    return SimpleCookie(answer.headers.get("set-cookie", ""))


def devices(hall: Hall) -> int:
    [(n,)] = hall.rows("SELECT count(*) FROM token")
    return int(n)


def test_in_a_demo_a_browser_here_becomes_the_screen_it_opens(hall: Hall) -> None:
    answer = hall.stranger().ask("GET", "/counter/2/pad")
    [(name, cookie)] = cookies(answer).items()
    assert name == "motcua_screen_pad_2"
    assert cookie["httponly"]
    made = devices(hall)
    pad = hall.stranger(Cookie=f"{name}={cookie.value}")
    assert pad.ask("GET", "counters/2/pad").status == 200
    assert pad.ask("GET", "counters/3/pad").status == 403
    # It is enrolled once, not at every look; and nothing but a screen's page enrols.
    assert not cookies(pad.ask("GET", "/counter/2/pad"))
    for path in ("/", "/counter/", "/stats/", "/counter/77/pad", "/healthz"):
        assert not cookies(hall.stranger().ask("GET", path)), path
    assert devices(hall) == made


def test_a_hall_that_is_no_demo_enrols_nobody_by_itself(real: Hall) -> None:
    before = devices(real)
    for path in ("/kiosk/", "/display/", "/counter/1/pad"):
        answer = real.stranger().ask("GET", path)
        assert answer.status == 200
        assert not cookies(answer)
    assert devices(real) == before


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True),
        ("192.168.1.20", False), ("10.0.0.1", False), ("::ffff:192.168.1.20", False),
        ("fe80::1%eth0", False), ("", False), ("unix:", False),
    ],
)  # fmt: skip
def test_who_is_on_this_machine(address: str, here: bool) -> None:
    environ: Any = {"REMOTE_ADDR": address}
    # What a client says of itself counts for nothing.
    headers = {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    with Flask("t").test_request_context("/", environ_base=environ, headers=headers):
        assert views._on_loopback() is here


def test_in_a_demo_a_browser_elsewhere_becomes_nothing(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall(shipped(server__host="0.0.0.0"))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            pytest.skip("this machine has no address but its own")
        address = probe.getsockname()[0]
    port = hall.address.rpartition(":")[2]
    elsewhere = Client(f"http://{address}:{port}")
    try:
        answer = elsewhere.ask("GET", "/kiosk/")
        assert answer.status == 200
        assert not cookies(answer)
        assert elsewhere.ask("GET", "services").status == 401
    finally:
        elsewhere.close()
    assert cookies(hall.stranger().ask("GET", "/kiosk/"))
