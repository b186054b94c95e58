"""The way to the waiting rooms' other screens in the gallery; what a scene sets is taken back."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.config_text import shipped
from tests.hall import Hall, wait_until
from tests.mornings import EIGHT, Morning
from tests.scene import Scene, call, release
from tests.scenes import board, board_with_a_call


def by_card() -> Morning:
    """A hall whose own sound card speaks; nobody has come yet."""
    text = shipped(voice__output="card", voice__card="virtual")
    return Morning(_one_counter, text, int(EIGHT.timestamp() * 1000))


def _one_counter(hall: Hall) -> None:
    hall.start()
    hall.counter(1).open("can-bo-1")


def notices(at: Scene) -> None:
    """A call, and the first notice beside the calls before."""
    _set(at, "waiting_room", {"media": True})
    board_with_a_call(at)
    expect(at.page.locator("#media .title")).not_to_be_empty()


def figures(at: Scene) -> None:
    """No notice is due: the figures of the day have the place."""
    _set(at, "slides", [])
    _set(at, "waiting_room", {"media": True})
    board(at)
    at.sees("#media .figures")


def elsewhere(at: Scene) -> None:
    """The newest call leads to another room."""
    _result_is_ready(at)
    board(at)
    expect(at.page.locator("#caption")).to_have_attribute("data-elsewhere", "true")


def room(at: Scene) -> None:
    """The same call in that room."""
    _result_is_ready(at)
    board(at)
    at.sees("#called")


def _result_is_ready(at: Scene) -> None:
    """Somebody has come for a result, and counter 5 calls."""
    at.hall.take("R")
    at.hall.counter(5).call_next()
    at.after.callback(release, at.hall, 5)


def above(at: Scene) -> None:
    """The screen above a counter, as that counter is."""
    at.go()
    expect(at.page.locator("#clock")).not_to_be_empty(timeout=15_000)


def above_a_call(at: Scene) -> None:
    call(at, 1)
    above(at)
    expect(at.page.locator("#number")).not_to_be_empty()


def deaf(at: Scene) -> None:
    """The hall's sound card is gone."""
    _fault(at.hall, "offline")
    at.after.callback(_fault, at.hall, "ok")
    board(at)
    at.sees("#deaf")


def page_of_notices(at: Scene) -> None:
    """Where the supervisor brings them in."""
    at.sign_in("giamsat")
    at.sees("#slides li")


def _set(at: Scene, name: str, value: Any) -> None:
    boss = at.hall.as_("supervisor")
    before = boss.get("settings")["settings"][name]
    boss.press(f"settings/{name}", {"value": value}).expecting(200)
    at.after.callback(boss.press, f"settings/{name}", {"value": before})


def _fault(hall: Hall, fault: str) -> None:
    hall.at_the_back_door("fault", name="loa", fault=fault)
    works = fault == "ok"
    devices = hall.as_("supervisor")
    wait_until(lambda: _state(devices) == ("ok" if works else fault), 30, f"the card is {fault}")


def _state(boss: Any) -> str:
    listed = boss.get("devices")["devices"]
    return next(str(one["state"]) for one in listed if one["name"] == "loa")
