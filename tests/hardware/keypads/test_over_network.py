"""A pad on a converter in the network: it may be away, keep what was pressed, or lose its power."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from hardware.keypads.over_serial import HUSH_S, SerialPad
from hardware.keypads.pad import driver
from hardware.peripherals.driver import TURN_S
from tests.hardware.keypads.pads import Listening, port

WORDS = {"N": "next", "R": "recall"}


def pad(listener: socket.socket, scheme: str = "socket") -> Listening:
    at = f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
    return Listening(lambda hall: driver(port(at, keys=WORDS, sends="byte"), hall))


@contextmanager
def switched_off() -> Iterator[socket.socket]:
    """A listener whose line is full: whoever connects hears nothing, as where power is cut."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.settimeout(0)
            one.connect_ex(listener.getsockname())
        yield listener
        for one in waiting:
            one.close()


@pytest.mark.parametrize("scheme", ["socket", "rfc2217"])
def test_a_converter_without_power_holds_up_no_turn(scheme: str) -> None:
    with switched_off() as listener:
        quiet = pad(listener, scheme)
        lasted = []
        for _ in range(7):  # more than the five seconds that one try to connect takes
            began = time.monotonic()
            quiet.driver.turn()
            lasted.append(time.monotonic() - began)
        quiet.driver.close()
    assert sum(lasted) > 5
    assert max(lasted) < TURN_S / 2
    assert {condition.state for condition in quiet.conditions} == {"offline"}


def test_what_a_converter_kept_while_nobody_listened_presses_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, pad(listener) as heard:
        peer, _ = listener.accept()
        with peer:
            threading.Event().wait(HUSH_S / 3)
            peer.sendall(b"NN")
            heard.until("ok")
            peer.sendall(b"R")
            heard.until_pressed("recall")


def test_the_kernel_asks_a_silent_converter_whether_it_lives() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, pad(listener) as heard:
        heard.until("ok")
        assert isinstance(heard.driver, SerialPad)
        peer = heard.driver._line._socket
        asked = [socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT]
        assert peer.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        idle, between, times = (peer.getsockopt(socket.IPPROTO_TCP, each) for each in asked)
    assert idle + between * times <= 30
