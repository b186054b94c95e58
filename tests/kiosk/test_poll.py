"""What a phone's poll costs: few bytes, mostly none, and no question to the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from kiosk.phones import Phones
from tests.asking import Client
from tests.hall import Hall
from tests.kiosk.phones import record

MOST = 600  # bytes of the longest answer


class Desk:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.meanwhile: Any = lambda: None

    def ticket(self, id: int) -> dict[str, Any] | None:
        self.asked += 1
        self.meanwhile()
        return record() if id == 41 else None


def test_the_database_is_asked_once_a_change_however_many_phones_ask() -> None:
    desk = Desk()
    phones = Phones(desk)  # type: ignore[arg-type]
    tags = {told.etag for _ in range(100) if (told := phones.of(41, "vi"))}
    assert (desk.asked, len(tags)) == (1, 1)
    phones.changed()
    told = phones.of(41, "vi")
    assert told
    assert desk.asked == 2
    assert {told.etag} == tags  # somebody else's news is no news here
    assert phones.of(42, "vi") is None


def test_what_was_read_before_a_change_is_not_told_after_it() -> None:
    desk = Desk()
    phones = Phones(desk)  # type: ignore[arg-type]
    desk.meanwhile = phones.changed
    phones.of(41, "vi")
    desk.meanwhile = lambda: None
    phones.of(41, "vi")
    assert desk.asked == 2


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Hall, str]]:
    """The service with the longest name, three people passed it; the address of its page."""
    hall = Hall(tmp_path_factory.mktemp("poll"))
    try:
        hall.start()
        services = hall.as_("kiosk").get("services")["services"]
        longest = max(services, key=lambda service: len(service["name"].encode()))
        hall.take(longest["id"])
        taken = hall.take(longest["id"])
        for _ in range(3):
            hall.take(longest["id"], priority="uu-tien")
        counters = hall.as_("supervisor").get("board")["state"]["counters"]
        for n in [counter["n"] for counter in counters]:
            hall.counter(n).open()
        before = hall.ticket(taken["id"])["counters"][0]
        for _ in range(3):
            hall.counter(before).call_next()
            hall.counter(before).start()
            hall.counter(before).finish()
        yield hall, urlsplit(taken["track_url"]).path
    finally:
        hall.end()


def polled(phone: Client, path: str, etag: str = "") -> Any:
    sent = {"Accept": "application/json"} | ({"If-None-Match": etag} if etag else {})
    return phone.ask("GET", path, None, sent)


def test_the_longest_answer_is_small_and_no_news_has_no_bytes(waiting: tuple[Hall, str]) -> None:
    hall, path = waiting
    phone = hall.stranger()
    news = polled(phone, path)
    assert len(news.json["before"]) == 3
    assert len(news.body) <= MOST, len(news.body)
    nothing = polled(phone, path, news.headers["etag"])
    assert (nothing.status, nothing.body) == (304, b"")
    hall.take("C")  # something happened, but not to this ticket
    assert polled(phone, path, news.headers["etag"]).status == 304
    page = phone.ask("GET", path, None, {"Accept": "text/html"}).body.decode()
    assert page.count("được gọi trước vì thuộc diện “Ưu tiên”") == 1
    assert "(3 lần)" in page
    (own,) = re.findall(r"<h1[^>]*>([^<]+)</h1>", page)
    assert set(re.findall(r"\b[A-Z]\d{3,4}\b", page)) == {own}


def test_the_holder_leaves_only_by_our_own_page(waiting: tuple[Hall, str]) -> None:
    hall, path = waiting
    forged = hall.stranger().press(f"{path}/leave")
    assert forged.status == 403
    elsewhere = hall.stranger(X_Motcua="1", Origin="http://elsewhere.test").press(f"{path}/leave")
    assert elsewhere.status == 403
    ours = hall.stranger(X_Motcua="1")
    assert ours.press(f"{path}/pass").code == "nobody_behind"
    hall.take(hall.ticket(int(path.split("/")[-1].split("-")[0], 16))["service"])
    passed = ours.press(f"{path}/pass").expecting(200)
    assert (passed["state"], passed["ahead"]) == ("waiting", 2)
    assert ours.press(f"{path}/leave").expecting(200)["state"] == "left"
    assert ours.press(f"{path}/leave").code == "not_allowed"


def test_what_a_holder_says_afterwards_comes_by_our_own_page(waiting: tuple[Hall, str]) -> None:
    hall, path = waiting
    said = {"rating": "none of this ticket", "level": 5}
    assert hall.stranger().press(f"{path}/rating", said).status == 403
    ours = hall.stranger(X_Motcua="1")
    assert ours.press(f"{path}/rating", said).code == "rating_closed"
    assert ours.press(f"{path}/rating", said | {"level": 6}).status == 422
    words = {"text": "Xin gọi lại cho tôi.", "contact": "0912 345 678"}
    assert ours.press("/t/1-forged/reach", words).status == 404
    code = ours.press(f"{path}/reach", words).expecting(201)["code"]
    [kept] = hall.signed_in("giamsat").get("suggestions")["suggestions"]
    assert (kept["text"], kept["contact"], kept["channel"]) == (*words.values(), "phone")
    assert "contact" not in hall.as_("kiosk").get(f"suggestions/{code}")
