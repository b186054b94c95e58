"""A key pad in a whole hall: each key does what the clerk's page does, once, or says why not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from config import Keypad
from hall.keys import LATE_S, Keys, Press
from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until
from web.errors import both

PAD = "ban-phim-1"
NewHall = Callable[..., Hall]
SAME_S = 1.5


def press(hall: Hall, *keys: str) -> None:
    """Keys of the pad at counter 1, one after the other."""
    for key in keys:
        hall.at_the_back_door("fault", name=PAD, fault=f"press:{key}")


def acted(hall: Hall, *actions: str) -> list[tuple[Any, ...]]:
    """(action, actor, counter) of these actions, in order, once the last of them has happened."""
    marks = ", ".join("?" * len(set(actions)))
    sql = f"SELECT action, actor, counter FROM journal WHERE action IN ({marks}) ORDER BY seq"
    return wait_until(
        lambda: found if len(found := hall.rows(sql, *set(actions))) >= len(actions) else None,
        10, f"{actions}",
    )  # fmt: skip


def refused(hall: Hall, key: str, n: int = 1) -> dict[str, Any]:
    """What this key was refused for at the counter, once it was."""

    def told() -> dict[str, Any] | None:
        last: dict[str, Any] | None = hall.counter(n).state()["keypad"]
        return last if last and last["key"] == key else None

    return wait_until(told, 10, f"{key} is refused")


@pytest.fixture
def open_hall(hall: Hall) -> Hall:
    """Three people wait for counter 1, where a clerk sits."""
    wait_until(lambda: state_of(hall)["state"] == "ok", 20, "the pad is there")
    hall.counter(1).open(clerk="can-bo-1")
    for _ in range(3):
        hall.take("A")
    return hall


def state_of(hall: Hall) -> dict[str, Any]:
    rows: list[dict[str, Any]] = hall.as_("supervisor").get("devices")["devices"]
    return next(row for row in rows if row["name"] == PAD)


def test_a_whole_visit_by_the_pad_alone_is_the_clerks(open_hall: Hall) -> None:
    hall = open_hall
    for key, action in (("next", "call"), ("recall", "recall"), ("start", "start")):
        press(hall, key)
        assert acted(hall, action) == [(action, "can-bo-1", 1)]
    press(hall, "finish")
    assert acted(hall, "finish") == [("finish", "can-bo-1", 1)]
    press(hall, "pause")
    assert acted(hall, "pause") == [("pause", "can-bo-1", 1)]
    assert hall.counter(1).state()["reason"] == "BREAK"
    time.sleep(SAME_S)
    press(hall, "pause")
    wait_until(lambda: hall.counter(1).state()["state"] == "open", 10)
    assert hall.counter(1).state()["clerk"]["id"] == "can-bo-1"
    hall.verify()


def test_a_bounce_and_a_double_call_one_citizen(open_hall: Hall) -> None:
    hall = open_hall
    press(hall, "next", "next", "next")
    acted(hall, "call")
    time.sleep(SAME_S)
    press(hall, "recall")
    acted(hall, "recall")
    assert hall.rows("SELECT count(*) FROM journal WHERE action IN ('call', 'finish')") == [(1,)]
    assert hall.rows("SELECT count(*) FROM idempotency WHERE scope = ?", f"keypad:{PAD}") == [(2,)]
    hall.verify()


def test_two_presses_with_a_rest_between_them_call_two(open_hall: Hall) -> None:
    """The negative control of the test before this one."""
    hall = open_hall
    press(hall, "next")
    acted(hall, "call")
    time.sleep(SAME_S + 0.1)
    press(hall, "next")
    assert len(acted(hall, "call", "call")) == 2


def test_a_closed_counter_is_never_pressed(hall: Hall) -> None:
    wait_until(lambda: state_of(hall)["state"] == "ok", 20, "the pad is there")
    hall.take("A")
    of_the_hall = "SELECT count(*) FROM journal WHERE subject IN ('ticket', 'counter')"
    before = hall.rows(of_the_hall)
    press(hall, "next", "recall", "pause", "finish", "miss", "start")
    assert refused(hall, "start")["code"] == "counter_not_open"
    assert hall.rows(of_the_hall) == before
    assert hall.counter(1).state()["state"] == "closed"


def test_a_locked_counter_is_not_opened_by_a_key(open_hall: Hall) -> None:
    hall = open_hall
    hall.counter(1).pause(lock=True)
    press(hall, "pause")
    assert refused(hall, "pause")["code"] == "locked"
    assert hall.counter(1).state()["locked"] is True


def test_what_is_refused_is_told_on_the_counters_page_until_a_press_is_taken(
    open_hall: Hall,
) -> None:
    hall = open_hall
    page = hall.screen("counter:1", "counter", 1)
    wait_until(lambda: "keypad" in page.state, 10, "the page has its state")
    assert page.state["keypad"] is None
    press(hall, "next")
    acted(hall, "call")
    press(hall, "miss")
    told = wait_until(lambda: page.state["keypad"], 10, "the page is told")
    assert (told["key"], told["code"]) == ("miss", "recall_first")
    assert "gọi" in told["text"]["vi"].lower()
    assert "call the number again" in told["text"]["en"].lower()
    press(hall, "recall")
    wait_until(lambda: page.state["keypad"] is None, 10, "the page forgets it")


def test_a_key_that_flutters_is_one_press_before_anybody_is_asked() -> None:
    keys = Keys([Keypad(name=PAD, counter=1)])
    for press in ("one", "one", "one", "two"):
        keys.pressed(PAD, "next", press)
    keys.pressed("a-pad-of-nobody", "next", "three")
    assert [keys._presses.get_nowait().name for _ in range(len(keys._presses))] == ["one", "two"]


def test_a_press_that_waited_too_long_is_not_done() -> None:
    keys = Keys([Keypad(name=PAD, counter=1)])
    late = Press(PAD, "next", "a-name", time.monotonic() - LATE_S - 0.1)
    nobody: Any = None  # whoever asked the desk now would find that there is none
    assert keys._done(nobody, late) == {"code": "pressed_late"}
    with pytest.raises(AttributeError):
        keys._done(nobody, late._replace(at=time.monotonic()))
    assert both("pressed_late")["en"] != both("http_400")["en"]


def test_a_press_that_the_writer_kept_too_long_is_not_done() -> None:
    class Slow:
        """A desk whose writer has time again only when the press is late."""

        def at_counter(self, n: int, verb: Any, _: object) -> None:
            assert n == 1
            kept.must_be_in_time()
            with pytest.MonkeyPatch.context() as later:
                later.setattr(time, "monotonic", lambda: kept.at + LATE_S + 0.1)
                verb(None)  # it would fall over the transaction that there is none

    keys = Keys([Keypad(name=PAD, counter=1)])
    kept = Press(PAD, "next", "a-name", time.monotonic())
    slow: Any = Slow()
    assert keys._done(slow, kept) == {"code": "pressed_late"}


def test_without_a_clerk_the_pad_itself_is_the_actor(hall: Hall) -> None:
    wait_until(lambda: state_of(hall)["state"] == "ok", 20, "the pad is there")
    hall.counter(1).open()
    hall.take("A")
    press(hall, "next")
    assert acted(hall, "call") == [("call", f"keypad:{PAD}", 1)]
    hall.verify()


def test_a_pad_of_a_counter_that_is_gone_harms_nobody(new_hall: NewHall) -> None:
    hall = new_hall(changed(shipped(), "[[keypads]]", "counter", 4))
    wait_until(lambda: state_of(hall)["state"] == "ok", 20, "the pad is there")
    hall.as_("supervisor").press("counters/4/retire", {}).expecting(200)
    press(hall, "next")
    time.sleep(0.5)
    assert "a press was not taken" not in hall.log()
    hall.counter(1).open(clerk="can-bo-1")
    hall.take("A")
    assert hall.counter(1).call_next()["ticket"]["number"] == "A001"
