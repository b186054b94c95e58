"""A line keeps every deadline, counts what it took, and knows an empty packet from an end."""

from __future__ import annotations

import errno
import os
import select
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.printer import line as lines
from hardware.printer.delivery import unreachable
from hardware.printer.driver import Place, driver_for
from hardware.printer.line import Descriptor, Line
from tests.hardware.printer.plugs import UsbFile, Wire

Ends = tuple[Line, socket.socket]


def soon(seconds: float = 0.2) -> float:
    return time.monotonic() + seconds


def pair(kind: int, *, ends: bool) -> Iterator[Ends]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, kind)
    with ours, theirs:
        ours.setblocking(False)  # noqa: FBT003
        yield Descriptor(ours.fileno(), ends=ends), theirs


@pytest.fixture
def stream() -> Iterator[Ends]:
    """A line as over the network."""
    yield from pair(socket.SOCK_STREAM, ends=True)


@pytest.fixture
def packets() -> Iterator[Ends]:
    """A line of packets, which may be empty, as on USB."""
    yield from pair(socket.SOCK_SEQPACKET, ends=False)


def takes(seconds: float, act: Callable[[], object]) -> object:
    """What it gives, at about the moment it was given."""
    begun = time.monotonic()
    given = act()
    assert seconds - 0.05 < time.monotonic() - begun < seconds + 1
    return given


def test_silence_lasts_as_long_as_it_was_given(stream: Ends) -> None:
    assert takes(0.2, lambda: stream[0].receive(soon())) == b""


def test_what_was_said_before_is_forgotten(stream: Ends) -> None:
    stream[1].send(b"\x12" * 1000)
    stream[0].drain()
    stream[1].send(b"\x1a")
    assert stream[0].receive(soon()) == b"\x1a"


def test_whoever_never_stops_talking_is_not_listened_to_for_ever(stream: Ends) -> None:
    stream[1].send(b"\x12" * (lines.DRAIN_READS + 10) * lines.READ)
    stream[0].drain()
    assert stream[0].receive(soon()) != b""


def test_whoever_takes_nothing_more_costs_no_more_than_the_deadline(stream: Ends) -> None:
    data = bytes(10_000_000)
    gone = takes(0.3, lambda: stream[0].send(data, soon(0.3)))
    assert isinstance(gone, int)
    assert 0 < gone < len(data)
    assert takes(0.2, lambda: stream[0].flush(soon())) is False
    assert stream[0].waiting() > 0


def test_a_line_that_says_it_is_ready_and_takes_nothing_keeps_the_deadline(
    stream: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(fd: int, data: bytes) -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "write", busy)
    assert takes(0.2, lambda: stream[0].send(b"\x1b@", soon())) == 0


def test_the_end_of_a_connection_is_an_end(stream: Ends) -> None:
    stream[1].close()
    with pytest.raises(ConnectionResetError):
        stream[0].receive(soon())
    assert stream[0].send(b"\x1b@", soon()) == 0


def test_an_empty_packet_is_no_end_and_no_word(packets: Ends) -> None:
    packets[1].send(b"")
    packets[1].send(b"")
    packets[1].send(b"\x12")
    assert packets[0].receive(soon()) == b"\x12"
    packets[1].send(b"")
    assert takes(0.2, lambda: packets[0].receive(soon())) == b""


def test_a_device_that_is_gone_is_no_empty_packet(packets: Ends) -> None:
    packets[1].close()
    with pytest.raises(OSError, match="closed"):
        packets[0].receive(soon())


class NoTerminal(Descriptor):
    """As usblp: it does not say how much has not left, only whether it would take more."""

    def _unsent(self) -> int:
        raise OSError(errno.ENOTTY, "no such request")


def test_where_nobody_counts_a_line_that_would_take_more_has_taken_all() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)  # noqa: FBT003
        line = NoTerminal(ours.fileno(), ends=False)
        assert line.flush(soon())
        assert line.waiting() == 0
        while select.select([], [ours], [], 0)[1]:
            line.send(bytes(100_000), soon(0.05))
        assert takes(0.2, lambda: line.flush(soon())) is False
        theirs.close()
        assert not line.flush(soon())


@pytest.mark.parametrize("flow", ["", "&flow=none", "&flow=rtscts"])
def test_a_serial_port_without_modem_lines_opens_and_pulled_out_it_still_closes(
    flow: str, tmp_path: Path
) -> None:
    wire = Wire()
    try:
        driver = driver_for(Place(wire.address + flow, "k1", tmp_path, answer_s=0.2))
        with driver._open() as line:  # type: ignore[attr-defined]
            assert line.send(b"\x1b@", soon()) == 2
            assert wire.hear(16) == b"\x1b@"
            wire.unplug()
        assert driver.condition().state == "offline"
    finally:
        wire.close()


def test_a_serial_port_belongs_to_one_process(tmp_path: Path) -> None:
    wire = Wire()
    try:
        one, other = (driver_for(Place(wire.address, n, tmp_path, answer_s=0.2)) for n in "ab")
        with one._open():  # type: ignore[attr-defined]
            held = other.condition()
            assert (held.state, held.detail) == ("error", "held-elsewhere")
        assert other.condition().state == "unknown"
    finally:
        wire.close()


def test_a_printer_that_we_may_not_open_is_not_called_unplugged() -> None:
    denied = unreachable(PermissionError(errno.EACCES, "Permission denied"))
    assert (denied.state, denied.detail) == ("error", "no-permission")
    gone = unreachable(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    assert gone.state == "offline"


def test_a_usb_printer_is_a_file_that_comes_and_goes(tmp_path: Path) -> None:
    plug = UsbFile()
    try:
        bare = plug.address.removeprefix("usb://")
        for address in (plug.address, bare):
            driver = driver_for(Place(address, "k1", tmp_path, answer_s=0.2))
            assert driver.condition().state == "unknown"
            plug.unplug()
            assert driver.condition().state == "offline"
            plug.plug()
    finally:
        plug.close()
