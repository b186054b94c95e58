"""What concerns one waiting room, and what the hall tells its screens besides calls."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from display import rooms
from hall.devices import Devices
from hall.speaking import PORT
from hardware.health import Health
from tests.asking import Client
from tests.hall import Hall, wait_until

SLOGANS = [{"set": "3khong@001", "text": "3 không"}, {"set": "4xin@000", "text": "4 xin"}]


def test_a_room_has_the_fields_of_its_counters_each_once() -> None:
    served = {1: ["a", "b"], 2: ["b", "a"], 5: ["r", "b"]}
    assert rooms.fields_of({"counters": [1, 2]}, served) == ["a", "b"]
    assert rooms.fields_of({"counters": [5, 9]}, served) == ["r", "b"]


def test_slogans_are_those_of_the_plans_chosen() -> None:
    assert rooms.slogans_of([], SLOGANS) == ["3 không", "4 xin"]
    assert rooms.slogans_of(["000"], SLOGANS) == ["4 xin"]


@pytest.mark.parametrize(
    ("state", "works"), [("ok", True), ("unknown", True), ("offline", False), ("error", False)]
)
def test_a_sound_card_in_trouble_is_told(state: str, works: bool) -> None:
    known: Any = SimpleNamespace(health={PORT: Health(state, "", 0.0, 0.0)})
    without: Any = SimpleNamespace(health={})
    for peripherals, told in ((known, works), (without, True)):
        devices: Any = SimpleNamespace(peripherals=peripherals)
        assert Devices.speaker_works(devices) is told


def test_the_hall_tells_rooms_figures_and_who_serves_what(hall: Hall) -> None:
    screen = hall.as_("display")
    before = screen.get("board")["state"]["figures"]
    hall.counter(5).open("can-bo-5")
    hall.take("R")
    called = hall.counter(5).call_next()["ticket"]["number"]
    state = figures_are(screen, "taken", before["taken"] + 1)
    (room,) = state["rooms"]
    assert room["counters"] == [5]
    assert room["fields"] == ["tra-ket-qua", "cu-tru", "phan-anh", "huong-dan"]
    assert room["calls"][0]["number"] == called
    assert {call["counter"] for call in room["calls"]} == {5}
    counter = next(one for one in state["counters"] if one["n"] == 5)
    assert (counter["number"], counter["ticket"]) == (called, "called")

    hall.counter(5).start()
    hall.counter(5).finish()
    hall.counter(5).pause("BREAK")
    state = figures_are(screen, "served", before["served"] + 1)
    counter = next(one for one in state["counters"] if one["n"] == 5)
    assert (counter["why"], counter["why_en"]) == ("Nghỉ giữa giờ", "Short break")
    hall.counter(5).close()


def figures_are(screen: Client, figure: str, n: int) -> Any:
    """The board once it says so: its figures may be a moment old."""

    def told() -> Any:
        state = screen.get("board")["state"]
        return state if state["figures"][figure] == n else None

    return wait_until(told, 20, f"{n} {figure}")


def test_each_screen_has_its_page(shared_hall: Hall) -> None:
    stranger = shared_hall.stranger()
    assert (
        'data-only="tra-ket-qua"' in stranger.ask("GET", "/display/room/tra-ket-qua").body.decode()
    )
    assert stranger.ask("GET", "/display/room/no-such").status == 404
    above = stranger.ask("GET", "/display/counter/1")
    assert 'data-counter="1"' in above.body.decode()
    # In a demo a browser on this machine becomes the screen above this counter.
    assert "motcua_screen_display_1=" in above.headers["set-cookie"]
    another = stranger.ask("GET", "/display/counter/2")
    assert "motcua_screen_display=" in another.headers["set-cookie"]
