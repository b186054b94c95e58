"""A driver that hangs in a running hall: the others go on, a slip prints, and people are told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until
from tests.hardware.printer.fake_printer import FakePrinter

NewHall = Callable[..., Hall]


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    with FakePrinter() as printer:
        yield printer


def device(hall: Hall, name: str) -> dict[str, Any]:
    rows = hall.stranger().get("/healthz")["devices"]
    return next(row for row in rows if row["name"] == name)


def until_it_is(hall: Hall, name: str, state: str) -> dict[str, Any]:
    return wait_until(
        lambda: row if (row := device(hall, name))["state"] == state else None,
        40, f"{name} is {state}", every=0.2,
    )  # fmt: skip


def shown(hall: Hall, board: str) -> str:
    told = json.loads((hall.state / "boards" / "day-bang.json").read_text("utf-8"))["boards"]
    return str(told.get(board, {"rows": [""]})["rows"][0])


def test_a_bus_that_hangs_again_and_again_is_left_out_and_everything_else_works(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    hall = new_hall(changed(shipped(), "[[printers]]", "driver", printer.address))
    until_it_is(hall, "bang-quay-1", "ok")
    until_it_is(hall, "may-in-1", "ok")
    counter = hall.counter(1)
    counter.open("can-bo-1")
    taken = [hall.take("A", print=True)]
    hall.at_the_back_door("fault", name="bang-quay-1", fault="hang")
    assert counter.call_next()["ticket"]["number"] == taken[0]["number"]

    out = until_it_is(hall, "bang-quay-1", "error")
    assert "rút dây" in out["todo"]["vi"]
    assert "left out" in out["todo"]["en"]
    # What hangs on another port, and paper, work meanwhile.
    pad = "ban-phim-1"
    wait_until(lambda: device(hall, pad)["last_seen"] > out["since"], 20, "the pad is back")
    assert device(hall, pad)["state"] == "ok"
    taken += [hall.take("A", print=True) for _ in range(3)]
    wait_until(lambda: len(printer.papers) == 4, 20, "every slip is printed")
    assert printer.duplicates() == set()
    counter.start()
    hall.at_the_back_door("fault", name=pad, fault="press:next")
    calls = hall.screen("hall", "display")
    wait_until(
        lambda: [c["number"] for c in calls.state.get("calls", [])][:1] == [taken[1]["number"]],
        10, "the key pad calls the next",
    )  # fmt: skip

    hall.at_the_back_door("fault", name="bang-quay-1", fault="ok")
    until_it_is(hall, "bang-quay-1", "ok")
    wait_until(lambda: shown(hall, "bang-quay-1") == taken[1]["number"], 10, "it shows what is so")
    assert hall.log().count("day-bang: left out for 60 s") == 1
    assert hall.log().count("day-bang: its driver hangs") == 3
