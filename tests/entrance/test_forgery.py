"""A cookie travels with forged requests too; the header and the origin of our pages do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.asking import Client
from tests.config_text import shipped
from tests.hall import Hall

FOREIGN = ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"]


def pressed(client: Client, **headers: str) -> int:
    """The status of a press at counter 1."""
    return client.ask("POST", "counters/1/open", {"clerk": "can-bo-1"}, headers).status


def test_a_press_by_cookie_needs_the_header_of_our_pages(shared_hall: Hall) -> None:
    clerk = shared_hall.signed_in("canbo1")
    bare = shared_hall.stranger(Cookie=clerk.headers["Cookie"])
    assert pressed(bare) == 403
    assert pressed(clerk) == 200
    # Looking needs none: nothing happens by it.
    assert bare.ask("GET", "counters/1").status == 200


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_press_by_cookie_from_another_origin_is_refused(shared_hall: Hall, origin: str) -> None:
    clerk = shared_hall.signed_in("canbo1")
    assert pressed(clerk, Origin=origin) == 403
    assert pressed(clerk, Origin=shared_hall.address) == 200


def test_a_screens_cookie_is_guarded_alike(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall(shipped(server__demo=False))
    code = hall.at_the_back_door("invite", role="kiosk", name="Ki-ốt 1", counter=None)["code"]
    answer = hall.stranger().ask("POST", "enrol", {"code": code})
    cookie = answer.headers["set-cookie"].partition(";")[0]
    body = {"service": hall.service_of("A"), "print": False}
    kiosk = hall.stranger(Cookie=cookie)
    assert kiosk.ask("POST", "tickets", body).status == 403
    foreign = {"X-Motcua": "1", "Origin": "http://evil.example"}
    assert kiosk.ask("POST", "tickets", body, foreign).status == 403
    assert hall.rows("SELECT count(*) FROM ticket") == [(0,)]
    assert kiosk.ask("POST", "tickets", body, {"X-Motcua": "1"}).status == 201


def test_a_bearer_token_travels_with_nothing_and_needs_no_header(shared_hall: Hall) -> None:
    assert pressed(shared_hall.another("counter", 1)) == 200


@pytest.mark.parametrize("path", ["session", "enrol"])
def test_a_form_of_another_page_cannot_sign_anybody_in(shared_hall: Hall, path: str) -> None:
    # What a page may send elsewhere without asking first; JSON is not among it.
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        body = b'{"name": "canbo1", "password": "demo-canbo1", "code": "00000000"}'
        answer = shared_hall.stranger().ask("POST", path, body, {"Content-Type": kind})
        assert answer.status == 415
        assert "set-cookie" not in answer.headers
