"""Key pads: each press once, whatever the key does, and a pad that comes back works again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from hardware.errors import FaultUnknown
from hardware.health import Condition
from hardware.keypads import over_serial, pad, virtual
from hardware.keypads.over_input import EV_KEY, EV_SYN, SYN_DROPPED, grabbed
from hardware.keypads.pad import AddressUnknown, Presses, driver
from tests.hardware.keypads.pads import (
    ENTER,
    MINUS,
    NUMBERS,
    PLUS,
    Board,
    Line,
    Listening,
    port,
)

SETTLED_S = 0.2
WORDS = {"N": "next", "R": "recall", "0x1B": "pause"}


@pytest.fixture
def board(tmp_path: Path) -> Board:
    board = Board(tmp_path / "event7")
    board.plug()
    return board


@pytest.fixture
def line(tmp_path: Path) -> Line:
    line = Line(tmp_path / "ttyPAD")
    line.plug()
    return line


def open_files() -> set[Path]:
    return set(Path("/proc/self/fd").iterdir())


def serial_pad(line: Line, **options: object) -> Listening:
    given = {"keys": WORDS, "sends": "byte"} | options
    # A pty's name does not begin with /dev/ here; the driver is asked for by itself.
    return Listening(lambda hall: over_serial.driver(port(str(line.path), **given), hall))


# --- a key board, by its events ---


def test_a_key_that_goes_down_is_a_press_and_its_way_up_is_none(board: Board) -> None:
    with Listening(board.pad) as heard:
        heard.until("ok")
        for code in (ENTER, PLUS, MINUS):
            board.press(code)
        heard.until_pressed("next", "recall", "miss")
        time.sleep(SETTLED_S)
    assert [press.key for press in heard.presses] == ["next", "recall", "miss"]
    assert len({press.press for press in heard.presses}) == 3
    assert {press.pad for press in heard.presses} == {"pad-1"}


def test_a_key_held_down_is_one_press(board: Board) -> None:
    with Listening(board.pad) as heard:
        heard.until("ok")
        board.send((EV_KEY, ENTER, 1))
        for _ in range(30):
            board.send((EV_KEY, ENTER, 2))
        board.press(PLUS)
        heard.until_pressed("next", "recall")
    assert len(heard.presses) == 2


def test_a_bounce_and_a_double_keep_the_name_of_the_press(board: Board) -> None:
    with Listening(board.pad) as heard:
        heard.until("ok")
        for wait in (0.004, 0.3, 0):
            board.press(ENTER)
            time.sleep(wait)
        board.press(PLUS)
        heard.until_pressed("next", "recall")
    assert [press.key for press in heard.presses] == ["next"] * 3 + ["recall"]
    assert len({press.press for press in heard.presses}) == 2


def test_without_that_rule_a_bounce_would_be_two(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the test before this one can fail."""
    monkeypatch.setattr(pad, "SAME_S", 0.0)
    with Listening(board.pad) as heard:
        heard.until("ok")
        board.press(ENTER)
        board.press(ENTER)
        heard.until_pressed("next", "next")


def test_a_report_that_the_kernel_calls_torn_presses_nothing(board: Board) -> None:
    with Listening(board.pad) as heard:
        heard.until("ok")
        board.send((EV_SYN, SYN_DROPPED, 0), (EV_KEY, ENTER, 1))
        board.press(PLUS)
        heard.until_pressed("recall")


def test_a_key_that_means_nothing_is_named_for_whoever_sets_it_up(board: Board) -> None:
    with Listening(board.pad) as heard:
        heard.until("ok", "")
        board.press(79)
        heard.until("ok", "strange-key: 79")
        board.press(ENTER)
        heard.until("ok", "")
        heard.until_pressed("next")


def test_unplugged_and_plugged_in_again_it_goes_on(board: Board) -> None:
    with Listening(board.pad) as heard:
        for _ in range(3):
            heard.until("ok")
            board.press(PLUS)
            board.unplug()
            heard.until("offline", "unplugged")
            board.plug()
        heard.until("ok")
        board.press(ENTER)
        heard.until_pressed("recall", "next")


def test_a_pad_that_was_never_there_is_found_when_it_comes(tmp_path: Path) -> None:
    board = Board(tmp_path / "event7")
    with Listening(board.pad) as heard:
        heard.until("offline", "not-there")
        board.plug()
        heard.until("ok")
        board.press(ENTER)
        heard.until_pressed("next")


def test_what_has_no_keys_is_said_to_have_none(tmp_path: Path) -> None:
    """By the real way of opening: a FIFO cannot be grabbed, and its file is given back."""
    path = tmp_path / "fifo"
    os.mkfifo(path)
    before = open_files()
    with pytest.raises(OSError, match="ioctl"):
        grabbed(str(path))
    assert open_files() == before
    with Listening(lambda hall: driver(port(f"evdev://{path}", keys=NUMBERS), hall)) as heard:
        heard.until("error", "no-keypad")


# --- a pad on a serial line ---


def test_a_byte_is_a_key_and_one_that_is_no_sign_has_a_number(line: Line) -> None:
    with serial_pad(line) as heard:
        heard.until("ok")
        line.send(b"NR\x1b")
        heard.until_pressed("next", "recall", "pause")


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\x03"])
def test_a_line_is_a_key_whatever_ends_it_and_however_it_is_cut(line: Line, end: bytes) -> None:
    with serial_pad(line, sends="line", keys={"K1": "next", "K2": "recall"}) as heard:
        heard.until("ok")
        for part in (b"\x02K", b"1" + end, b" K2" + end):
            line.send(part)
            time.sleep(0.02)
        heard.until_pressed("next", "recall")


def test_noise_presses_nothing_and_what_follows_it_is_heard(line: Line) -> None:
    with serial_pad(line, sends="line", keys={"K1": "next"}) as heard:
        heard.until("ok")
        line.send(bytes(range(0x80, 0x100)) * 5 + b"\n")
        line.send(b"K1\n")
        heard.until_pressed("next")


def test_what_waited_on_the_line_before_it_was_opened_is_thrown_away(line: Line) -> None:
    line.send(b"NNN")
    with serial_pad(line) as heard:
        heard.until("ok")
        line.send(b"R")
        heard.until_pressed("recall")


def test_a_line_pulled_out_and_put_back_goes_on(line: Line) -> None:
    with serial_pad(line) as heard:
        for _ in range(3):
            heard.until("ok")
            line.unplug()
            heard.until("offline")
            line.plug()
        heard.until("ok")
        line.send(b"N")
        heard.until_pressed("next")
    assert Condition("offline", "unplugged") in heard.conditions


# --- the twin, and what chooses ---


def test_the_twin_is_pressed_by_command_and_breaks_by_command() -> None:
    with Listening(lambda hall: driver(port("virtual"), hall)) as heard:
        heard.until("ok")
        heard.driver.fault("pad-1", "press:next")
        heard.until_pressed("next")
        for fault, state in (("offline", "offline"), ("error", "error"), ("ok", "ok")):
            heard.driver.fault("pad-1", fault)
            heard.until(state)
        heard.driver.fault("pad-1", "press:pause")
        heard.until_pressed("next", "pause")
        with pytest.raises(FaultUnknown, match="press:next"):
            heard.driver.fault("pad-1", "press:everything")


def test_what_is_pressed_while_it_is_away_is_not_heard_later() -> None:
    with Listening(lambda hall: driver(port("virtual"), hall)) as heard:
        heard.driver.fault("pad-1", "offline")
        heard.until("offline")
        heard.driver.fault("pad-1", "press:next")
        heard.driver.fault("pad-1", "ok")
        heard.until("ok")
        heard.driver.fault("pad-1", "press:recall")
        heard.until_pressed("recall")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("virtual", "VirtualPad"), ("evdev:///dev/input/event3", "InputPad"),
        ("/dev/ttyUSB0", "SerialPad"), ("socket://127.0.0.1:4001", "SerialPad"),
        ("rfc2217://127.0.0.1:4001", "SerialPad"),
    ],
)  # fmt: skip
def test_the_address_says_how_a_pad_is_reached(address: str, kind: str) -> None:
    heard = Listening(lambda hall: driver(port(address), hall))
    assert type(heard.driver).__name__ == kind
    assert heard.driver.devices == ["pad-1"]


def test_an_address_that_nothing_reaches_is_refused() -> None:
    with pytest.raises(AddressUnknown, match="usb://"):
        Listening(lambda hall: driver(port("usb://1"), hall))


def test_a_press_ends_when_its_key_has_rested() -> None:
    now = [100.0]
    presses = Presses(lambda: now[0])
    first = presses.name("next")
    for _ in range(10):  # held: each comes within the rest of the one before it
        now[0] += pad.SAME_S - 0.1
        assert presses.name("next") == first
    assert presses.name("recall") != first
    now[0] += pad.SAME_S
    assert presses.name("next") != first


def test_the_twin_knows_every_key_that_a_pad_may_have() -> None:
    assert virtual.KEYS == ("next", "recall", "start", "finish", "miss", "pause")
