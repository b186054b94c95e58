"""Halls in which people have said what displeased them, and the way to what becomes of it."""

from __future__ import annotations

import time
from datetime import datetime
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.config_text import shipped
from tests.hall import Hall
from tests.mornings import EIGHT, Day, Morning
from tests.scene import CALM, Scene
from tests.staff_scenes import asking

MONTH_MS = 31 * 24 * 3_600_000
WAITED_OUT_MS = 10 * 60_000  # by then a pad has stopped asking
# Who is served where, and how long (s): displeased at 1, in passing at 2, praised at 3.
SAID = (
    (1, 1, 240, ("R5",)), (1, 2, 200, ("R2", "R1")), (1, 1, 260, ("R8",)), (1, 5, 220, ()),
    (1, 4, 190, ("P1",)),
    (3, 5, 300, ("P1", "P2")), (3, 4, 280, ("P1",)), (3, 2, 310, ("R9",)),
    *[(2, 5, 4, ()) for _ in range(6)],
)  # fmt: skip


def complained() -> Morning:
    """Yesterday three were displeased with one clerk, and another hardly served anybody."""
    return Morning(_a_day_of_low_ratings)


def two_sides() -> Morning:
    """An office that asks about the way and the manner after the first touch."""
    return Morning(lambda hall: _open(hall.start()), shipped(rules__rating_axes=True))


def a_month_later() -> Morning:
    """The month of some simulated days is over, and what may be published is."""
    return Morning(_published, clock_from=int(time.time() * 1000) + MONTH_MS)


def observed_figures(at: Scene) -> None:
    """A month, as the Fatherland Front reads it."""
    at.sign_in("mattran")
    at.sees("#month")
    expect(at.page.locator("#rows tr.total")).to_be_visible(timeout=15_000)


def case_explained(at: Scene) -> None:
    """The case of that day, with the clerk's words."""
    at.sign_in("giamsat")
    at.sees("#cases .one")
    at.page.locator("#cases .one.explained").click()
    at.sees("#case h2")


def reminded(at: Scene) -> None:
    """The reminders given."""
    at.sign_in("giamsat")
    at.sees("#cases .one")
    at.page.evaluate("location.hash = 'log'")
    at.sees("#log .one")


def sides(at: Scene) -> None:
    """After the first touch: the way and the manner."""
    asking(at)
    at.page.locator('[data-level="2"]').tap()
    at.sees(".side-face")


def phone_rates(at: Scene) -> None:
    """At home, once the pad no longer asks."""
    link = _served(at)
    at.go(link)
    at.sees(".rate-leg")


def phone_says_why(at: Scene) -> None:
    """The reasons below a low face."""
    phone_rates(at)
    at.page.wait_for_timeout(CALM)
    at.page.locator(".rate-level").nth(1).tap()
    at.sees(".rate-chip")


def _served(at: Scene) -> str:
    hall = at.hall
    link: str = urlsplit(hall.take("A", language=at.lang)["track_url"]).path
    counter = hall.counter(1)
    counter.call_next()
    counter.start()
    counter.finish()
    now = datetime.fromisoformat(hall.as_("display").get("board")["state"]["now"])
    hall.move_clock(int(now.timestamp() * 1000) + WAITED_OUT_MS)
    return link


def _open(hall: Hall) -> None:
    for n in (1, 2, 3, 5):
        hall.counter(n).open(f"can-bo-{n}")


def _a_day_of_low_ratings(hall: Hall) -> None:
    _open(hall.start())
    day = Day(hall)
    assert day.now == EIGHT
    for n, level, seconds, codes in SAID:
        hall.take("L" if n == 3 else "A")
        counter, pad = hall.counter(n), hall.pad(n)
        counter.call_next()
        day.after(20)
        counter.start()
        day.after(seconds)
        counter.finish()
        rating = pad.state()["rating"]["id"]
        pad.tries(rating, level).expecting(201)
        if codes:
            pad.tries(rating, level, reasons=[*codes]).expecting(200, 201)
    hall.as_("supervisor").press("day/close", {}).expecting(200)
    day.after(24 * 3600)  # the demo's next day opens by itself
    _open(hall)
    _looked_into(hall)


def _looked_into(hall: Hall) -> None:
    """The clerk explains the oldest case; another is reminded."""
    leader, clerk = hall.signed_in("giamsat"), hall.signed_in("canbo1")
    oldest = clerk.get("cases/mine")["cases"][-1]["id"]
    words = {"text": "Hôm đó mạng bị lỗi hai lần, công dân phải chờ lâu. Tôi xin rút kinh nghiệm."}
    clerk.press(f"cases/{oldest}/explain", words).expecting(200, 201)
    what = {"clerk": "can-bo-2", "text": "Nhớ chào hỏi công dân trước khi nhận hồ sơ."}
    leader.press("reminders", what).expecting(200, 201)


def _published(hall: Hall) -> None:
    said = hall.motcua("simulate", "--days", "3", "--seed", "1", "--into", str(hall.state))
    assert said.returncode == 0, said.stderr
    hall.start()
