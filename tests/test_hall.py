"""One person's whole visit by the API, and that the tests' own hall does what its words say."""

from __future__ import annotations

import pytest
import socketio

from tests.hall import Hall, wait_until
from tests.watching import Screen


def test_a_whole_visit_from_the_number_to_the_rating(hall: Hall) -> None:
    screen = hall.screen("hall", "display")
    counter, pad = hall.counter(1), hall.pad(1)
    counter.open("can-bo-1")
    taken = hall.take("A")
    assert (taken["number"], taken["ahead"], taken["state"]) == ("A001", 0, "waiting")
    assert counter.call_next()["ticket"]["number"] == "A001"
    wait_until(lambda: [c for c in screen.state["calls"] if c["number"] == "A001"])
    assert counter.start()["ticket"]["state"] == "serving"
    assert counter.finish()["ticket"] is None
    assert pad.rate(5) == {"rating": pad_rating(hall), "state": "answered"}
    assert pad.state()["rating"] is None
    assert [p["action"] for p in hall.ticket(taken["id"])["passages"]] == [
        "take", "call", "start", "finish",
    ]  # fmt: skip


def pad_rating(hall: Hall) -> str:
    return str(hall.rows("SELECT id FROM open_rating")[0][0])


def test_a_hall_that_was_killed_goes_on_where_it_was(hall: Hall) -> None:
    hall.take("A")
    hall.kill()
    hall.start()
    assert hall.take("A")["number"] == "A002"


def test_sigterm_ends_the_hall_well_and_leaves_an_empty_wal(hall: Hall) -> None:
    hall.take("A")
    hall.stop()
    wal = hall.state / "motcua.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0
    assert hall.motcua("token", "list").returncode == 0


def test_a_screen_without_a_right_is_not_connected(hall: Hall) -> None:
    with pytest.raises(socketio.exceptions.ConnectionError):
        Screen(hall.address, "hall", {"Authorization": "Bearer nobody"}).connect()
    screen = hall.screen("kiosk", "kiosk")
    assert screen.watch("stats") == {"error": {"code": "http_403"}}


def test_an_answer_takes_the_office_s_own_reasons_once_and_nobody_s_words(hall: Hall) -> None:
    counter, pad = hall.counter(1), hall.pad(1)
    counter.open("can-bo-1")
    hall.take("A")
    counter.call_next()
    counter.start()
    counter.finish()
    asked = pad.state()["rating"]["id"]
    assert pad.tries(asked, 2, reasons=["Ông A, 09:12"]).code == "unknown"
    assert pad.state()["rating"]["id"] == asked, "a refused touch must leave the question open"
    assert pad.tries(asked, 2).status == 201
    assert pad.tries(asked, 2, reasons=["Bà B"]).status == 422
    assert pad.tries(asked, 2, reasons=["R1", "R3"]).status == 201
    assert pad.tries(asked, 2, reasons=["R2"]).code == "rating_closed"
    assert hall.rows("SELECT level, reasons FROM rating") == [(2, "R1,R3")]


def test_who_pressed_stands_in_the_journal_the_same_wherever_it_was_pressed(hall: Hall) -> None:
    clerk = hall.signed_in("canbo1")
    clerk.press("counters/1/open").expecting(200)
    clerk.press("tickets", {"service": hall.service_of("A")}).expecting(201)
    pressed = "SELECT subject, actor FROM journal WHERE subject IN ('counter', 'ticket')"
    assert hall.rows(pressed) == [("counter", "can-bo-1"), ("ticket", "can-bo-1")]


def test_at_a_closed_counter_nobody_has_been_taken_over(hall: Hall) -> None:
    refused = hall.signed_in("canbo1").press("counters/1/call-next", {})
    assert refused.code == "counter_not_open"
