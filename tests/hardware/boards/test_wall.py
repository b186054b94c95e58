"""The boards of a running hall: what hangs there is what the hall's screen says."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from config import Board
from hall.wall import text
from tests.at_work import wait_until
from tests.config_text import changed, shipped
from tests.hall import Hall
from tests.hardware.boards.lines import Line
from tests.hardware.boards.peers import Am03127


def rows(hall: Hall, board: str) -> str | None:
    """What a virtual board shows; None before it was told anything."""
    file = hall.state / "boards" / "day-bang.json"
    told = json.loads(file.read_text("utf-8"))["boards"].get(board) if file.exists() else None
    return told["rows"][0] if told else None


def shows(hall: Hall, **boards: str) -> None:
    """Waits until each board shows this: `quay_1="A001"`."""
    wanted = {f"bang-{name.replace('_', '-')}": text for name, text in boards.items()}
    wait_until(
        lambda: {name: rows(hall, name) for name in wanted} == wanted, 20, f"the boards: {wanted}"
    )


def test_a_board_follows_its_counter_from_call_to_close(hall: Hall) -> None:
    counter = hall.counter(1)
    shows(hall, quay_1="", quay_2="", chung="")
    counter.open()
    first, second = hall.take("A")["number"], hall.take("A")["number"]
    counter.call_next()
    shows(hall, quay_1=first, quay_2="", chung=f"{first} -> QUAY 1")
    counter.start()
    counter.next()
    shows(hall, quay_1=second, chung=f"{second} -> QUAY 1")
    counter.start()
    counter.finish()
    shows(hall, quay_1="", chung=f"{second} -> QUAY 1")
    counter.pause()
    shows(hall, quay_1="TAM NGUNG")
    counter.close()
    shows(hall, quay_1="")


def test_after_a_power_cut_of_the_hall_every_board_shows_the_truth_again(hall: Hall) -> None:
    counter = hall.counter(1)
    counter.open()
    number = hall.take("A")["number"]
    counter.call_next()
    shows(hall, quay_1=number)
    hall.kill()
    (hall.state / "boards" / "day-bang.json").unlink()
    hall.start()
    shows(hall, quay_1=number, quay_2="", chung=f"{number} -> QUAY 1")


def test_a_line_that_hangs_holds_up_nobody_and_shows_the_truth_when_it_is_back(hall: Hall) -> None:
    counter = hall.counter(1)
    counter.open()
    first, second = hall.take("A")["number"], hall.take("A")["number"]
    counter.call_next()
    shows(hall, quay_1=first)
    hall.at_the_back_door("fault", name="bang-quay-1", fault="hang")
    counter.start()
    began = time.monotonic()
    counter.next()
    assert time.monotonic() - began < 3, "a press waited for a board"
    wait_until(lambda: "killed" in hall.log() or "hangs" in hall.log(), 30, "it is noticed")
    hall.at_the_back_door("fault", name="bang-quay-1", fault="ok")
    shows(hall, quay_1=second, chung=f"{second} -> QUAY 1")


def test_a_board_in_trouble_is_named_with_what_to_do(hall: Hall) -> None:
    def told(name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(
            device for device in hall.at_the_back_door("devices") if device["name"] == name
        )
        return found

    wait_until(lambda: told("bang-quay-2")["state"] == "ok", 20, "the board is well")
    hall.at_the_back_door("fault", name="bang-quay-2", fault="unplugged")
    wait_until(lambda: told("bang-quay-2")["state"] == "offline", 20, "the line is gone")
    assert "đường dây" in told("bang-quay-1")["todo"]["vi"]
    hall.at_the_back_door("fault", name="bang-quay-2", fault="ok")
    wait_until(lambda: told("bang-quay-1")["state"] == "ok", 20, "the line is back")


@pytest.fixture
def dev() -> Iterator[Path]:
    """A folder below /dev, where config.toml looks for ports."""
    with tempfile.TemporaryDirectory(prefix="motcua-", dir="/dev/shm") as folder:
        yield Path(folder)


def test_a_hall_serves_while_its_boards_are_absent_and_they_catch_up(
    new_hall: Callable[..., Hall], dev: Path
) -> None:
    peer = Am03127()
    line = Line(dev, peer)
    text = changed(shipped(), "[[buses]]", "port", str(line.path))
    hall = new_hall(config=text.replace('panel = "alpha"', 'panel = "am03127"'))
    counter = hall.counter(1)
    counter.open()
    number = hall.take("A")["number"]
    counter.call_next()
    line.plug()
    wait_until(lambda: peer.shows.get(1) == number, 20, "the board shows the number")
    counter.start()
    counter.finish()
    wait_until(lambda: peer.shows[1].strip() == "", 20, "the board is dark")
    line.unplug()


@pytest.mark.parametrize(
    ("state", "number", "shown"),
    [
        ("open", "A012", "A012 > 3"),
        ("paused", "A012", "A012 > 3"),
        ("open", "", "QUAY 3"),
        ("paused", "", "TAM NGUNG"),
        ("closed", "", "NGHI"),
        ("", "", ""),
    ],
)
def test_what_a_board_shows_in_each_state(state: str, number: str, shown: str) -> None:
    board = Board(
        name="b", bus="day", panel="alpha", counter=3, called="{number} > {counter}",
        idle="QUAY {counter}", paused="TAM NGUNG", closed="NGHI",
    )  # fmt: skip
    assert text(board, state, number, 3) == shown
