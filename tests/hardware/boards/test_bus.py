"""One line, many boards: the newest counts, a dead one delays nobody, and a line comes back."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from pathlib import Path

import pytest

from config import Panel
from config.boards import shipped_panels
from hardware.boards import bus, places
from hardware.errors import FaultUnknown
from hardware.peripherals.driver import TURN_S
from tests.at_work import wait_until
from tests.hardware.boards.converter import Converter
from tests.hardware.boards.lines import AtWork, Line, at_work, boards, port
from tests.hardware.boards.peers import Am03127, FourByte
from tests.hardware.boards.replug import replug
from tests.hardware.boards.thirty import ADDRESSES, DEAD, InTurn, worst_call

AM = shipped_panels()["am03127"]


def test_the_newest_text_counts_and_nothing_is_said_twice(tmp_path: Path) -> None:
    peer = Am03127()
    line = Line(tmp_path, peer).plug()
    with at_work(str(line.path), tmp_path, boards(AM, 1)) as work:
        for n in range(200):
            work.show("b1", f"A{n:03}")
        wait_until(lambda: peer.shows.get(1) == "A199", 5, "the newest")
        assert peer.heard[1] < 100, "a backlog was worked off"
        heard = peer.heard[1]
        work.show("b1", "A199")
        time.sleep(0.3)
        assert peer.heard[1] == heard
    line.unplug()


def test_the_line_is_silent_between_two_frames_as_long_as_its_boards_need(tmp_path: Path) -> None:
    """A chunk is a frame only if silence is around it; so it is read by boards without a mark."""
    silent, ended = [], [0.0]

    def hear(data: bytes) -> bytes:
        silent.append(time.monotonic() - ended[0])
        time.sleep(0.05)  # a board takes its time to answer
        ended[0] = time.monotonic()
        return b"\x06" * data.count(0xAA)

    own = Panel(name="own", frame="AA {u8:addr}", expect="06", gap_ms=30)
    line = Line(tmp_path, hear).plug()
    with at_work(str(line.path), tmp_path, boards(own, 1, 2, 3), refresh_s=0) as work:
        for n in (1, 2, 3):
            work.show(f"b{n}", "A012")
        wait_until(lambda: len(silent) > 10, 10, "ten frames")
    assert min(silent) >= 0.03
    assert {condition.state for told in work.told.values() for condition in told} == {"ok"}
    line.unplug()


def test_a_board_that_lost_its_power_shows_the_number_again(tmp_path: Path) -> None:
    peer = FourByte()
    line = Line(tmp_path, peer).plug()
    with at_work(str(line.path), tmp_path, boards("four-byte", 1, 2), refresh_s=0.3) as work:
        work.show("b1", "A012")
        wait_until(lambda: peer.shows.get(1) == "12", 5, "shown")
        peer.shows[1] = "dark"
        wait_until(lambda: peer.shows[1] == "12", 5, "shown again")
        assert 2 not in peer.shows, "nothing was ordered for it"
    line.unplug()


def test_the_right_number_within_a_second_with_thirty_units_of_which_five_are_dead(
    tmp_path: Path,
) -> None:
    assert worst_call(tmp_path) < 1.0


def test_without_a_breaker_the_same_line_is_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: five dead units, asked again and again in their turn."""
    monkeypatch.setattr(bus, "Place", InTurn)
    assert worst_call(tmp_path, calls=4) > 1.0


def test_five_dead_units_are_named_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "PROBE_S", 0.5)
    peer = Am03127()
    peer.dead = set(DEAD)
    line = Line(tmp_path, peer).plug()
    with at_work(str(line.path), tmp_path, boards(AM, *ADDRESSES)) as work:
        for n in ADDRESSES:
            work.show(f"b{n}", f"A{n:03}")
        for n in DEAD:
            assert work.until(f"b{n}", "offline").detail == "no-answer"
        assert {n for n in ADDRESSES if work.told[f"b{n}"][-1].state == "ok"} == (
            set(ADDRESSES) - set(DEAD)
        )
        peer.dead = set()
        wait_until(lambda: {peer.shows.get(n) for n in DEAD} == {f"A{n:03}" for n in DEAD}, 10)
        for n in DEAD:
            work.until(f"b{n}", "ok")
    line.unplug()


def test_a_board_that_says_something_else_is_in_error(tmp_path: Path) -> None:
    line = Line(tmp_path, lambda _: b"NACK").plug()
    with at_work(str(line.path), tmp_path, boards(AM, 1)) as work:
        work.show("b1", "A012")
        assert work.until("b1", "error").detail == "said 4e 41 43"
    line.unplug()


def test_a_number_that_does_not_fit_is_dashes_and_said(tmp_path: Path) -> None:
    peer = Am03127()
    line = Line(tmp_path, peer).plug()
    small = AM.model_copy(update={"width": 4})
    with at_work(str(line.path), tmp_path, boards(small, 1)) as work:
        work.show("b1", "A1012")
        assert work.until("b1", "error").detail == "too-long: A1012"
        assert peer.shows[1] == "----"
        work.show("b1", "A012")
        work.until("b1", "ok")
    line.unplug()


def test_twenty_times_unplugged_and_plugged_in_the_truth_is_shown(tmp_path: Path) -> None:
    assert replug(tmp_path, times=20) == 20


@pytest.mark.soak
def test_a_thousand_times_unplugged_and_plugged_in_the_truth_is_shown(tmp_path: Path) -> None:
    assert replug(tmp_path, times=1_000) == 1_000


def test_a_line_that_was_never_there_is_offline_and_taken_when_it_comes(tmp_path: Path) -> None:
    peer = FourByte()
    line = Line(tmp_path, peer)
    with at_work(str(line.path), tmp_path, boards("four-byte", 1)) as work:
        work.show("b1", "A012")
        assert "No such file" in work.until("b1", "offline").detail
        line.plug()
        wait_until(lambda: peer.shows.get(1) == "12", 5, "shown")
    line.unplug()


def test_a_form_that_a_port_cannot_speak_is_said(tmp_path: Path) -> None:
    line = Line(tmp_path, FourByte()).plug()
    with at_work(str(line.path), tmp_path, boards("alpha", 1), form="7E1") as work:
        work.show("b1", "A012")
        assert "cannot speak 7E1" in work.until("b1", "offline").detail
    line.unplug()


def test_a_port_belongs_to_one_bus_alone(tmp_path: Path) -> None:
    line = Line(tmp_path, FourByte()).plug()
    with at_work(str(line.path), tmp_path, boards("four-byte", 1)) as first:
        first.show("b1", "A012")
        first.until("b1", "unknown")
        with at_work(str(line.path), tmp_path, boards("four-byte", 2)) as second:
            second.show("b2", "A013")
            assert "lock" in second.until("b2", "offline").detail
    line.unplug()


def test_a_line_that_takes_nothing_is_given_up_within_its_deadline(tmp_path: Path) -> None:
    """A pty whose other end does not read: its buffer fills, and write() would wait for ever."""
    master, slave = os.openpty()
    path = os.ttyname(slave)
    wide = Panel(name="wide", width=80, gap_ms=0, frame='"{text:80}{text:80}{text:80}{text:80}"')
    with at_work(path, tmp_path, boards(wide, 0)) as work:
        longest, begun = 0.0, time.monotonic()
        while not work.told["b0"] or work.told["b0"][-1].state != "offline":
            asked = time.monotonic()
            work.show("b0", f"A{asked}")
            longest = max(longest, time.monotonic() - asked)
            assert time.monotonic() - begun < 20
            time.sleep(0.001)
        assert "timeout" in work.told["b0"][-1].detail.lower()
        assert longest < TURN_S / 3, "an order waited for the line"
    os.close(master)
    os.close(slave)


@pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning")  # pyserial 3.5
def test_a_converter_that_sets_its_speed_itself_is_told_the_speed(tmp_path: Path) -> None:
    peer = Am03127()
    with Converter(peer) as far, at_work(far.address, tmp_path, boards(AM, 1), baud=19200) as work:
        for text in ("A012", "A013", "A014"):
            work.show("b1", text)
            wait_until(lambda t=text: peer.shows.get(1) == t, 10, "shown")  # type: ignore[misc]
        work.until("b1", "ok")
        assert (far.line.baudrate, far.agreed) == (19200, 1), "agreed on once, not for each frame"


def test_a_converter_on_the_network_is_a_line_too(tmp_path: Path) -> None:
    peer = Am03127()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    # Said once, then it hangs up: the converter was switched off and on.
                    client.sendall(peer(client.recv(4096)))

        threading.Thread(target=serve, daemon=True).start()
        address = f"socket://127.0.0.1:{listener.getsockname()[1]}"
        with at_work(address, tmp_path, boards(AM, 1)) as work:
            work.show("b1", "A012")
            wait_until(lambda: peer.shows.get(1) == "A012", 5, "shown")
            work.show("b1", "A013")
            wait_until(lambda: peer.shows.get(1) == "A013", 10, "shown over the next connection")


def test_a_virtual_bus_shows_in_a_file_and_breaks_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "PROBE_S", 0.3)
    file = tmp_path / "boards" / "bus.json"

    def rows(board: str) -> list[str] | None:
        told = json.loads(file.read_text("utf-8"))["boards"].get(board)
        return told["rows"] if told else None

    with at_work("virtual", tmp_path, boards("cd5220", 0) + boards(AM, 1), refresh_s=1) as work:
        work.show("b0", "Mời|A012")
        work.show("b1", "Đ1")
        wait_until(lambda: (rows("b0"), rows("b1")) == (["Moi", "A012"], ["D1", ""]), 5, "shown")
        work.driver.fault("b1", "offline")
        work.show("b1", "A013")
        work.until("b1", "offline")
        assert rows("b1") == ["D1", ""]
        work.driver.fault("b1", "refuse")
        work.until("b1", "error")
        work.driver.fault("b1", "ok")
        work.until("b1", "ok")
        assert rows("b1") == ["A013", ""]
        work.driver.fault("b1", "power-cut")
        assert rows("b1") == ["", ""]
        wait_until(lambda: rows("b1") == ["A013", ""], 5, "said again")
        work.driver.fault("b0", "unplugged")
        assert work.until("b1", "offline").detail == "line: unplugged"
        work.driver.fault("b0", "ok")
        assert work.until("b0", "ok") == work.until("b1", "ok")
        with pytest.raises(FaultUnknown):
            work.driver.fault("b0", "on-fire")


def test_a_real_board_plays_no_faults(tmp_path: Path) -> None:
    with AtWork(lambda hall: bus.driver(port("/dev/none", tmp_path, boards(AM, 1)), hall)) as work:
        with pytest.raises(FaultUnknown):
            work.driver.fault("b1", "offline")
        assert work.driver.devices == ["b1"]


def test_a_panel_of_ones_own_is_spoken_to_as_its_maker_says(tmp_path: Path) -> None:
    heard = bytearray()

    def hear(data: bytes) -> bytes:
        heard.extend(data)
        return b"\x06\x02"

    own = Panel(
        name="own", signs="digits", width=4, addresses=[0, 9], frame="AA {u8:addr} {bcd2:n} {xor8}",
        dark="AA {u8:addr} FF FF {xor8}", expect="06 {u8:addr}",
    )  # fmt: skip
    line = Line(tmp_path, hear).plug()
    with at_work(str(line.path), tmp_path, boards(own, 2)) as work:
        work.show("b2", "C045")
        work.until("b2", "ok")
        work.show("b2", "")
        wait_until(lambda: bytes(heard).hex(" ") == "aa 02 00 45 ed aa 02 ff ff a8", 5, heard.hex())
    line.unplug()
