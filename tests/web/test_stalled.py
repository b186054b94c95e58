"""A screen that reads nothing any more: nobody waits for it, and what it gets later is whole."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from tests.bench.screens import Screen, WebSocket, join_all
from tests.hall import Hall, wait_until

ASKED = 5000


@contextmanager
def stalled_screen(hall: Hall) -> Iterator[Screen]:
    """Asks for its board again and again and reads nothing, until the line is full."""
    port = int(hall.address.rpartition(":")[2])
    [screen] = join_all(port, hall.token("display"), "hall", 1)
    with closing(screen.sock):
        screen.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for n in range(ASKED):
            screen.send(f'42{n}["watch",{{"board":"hall"}}]')
        yield screen


def test_a_frame_may_come_byte_by_byte() -> None:
    texts = ["2" * 5, "á" * 100, "b" * 70_000]
    heads = [bytes([0x81, 5]), struct.pack(">BBH", 0x81, 126, 200)]
    heads += [struct.pack(">BBQ", 0x81, 127, 70_000)]
    reader, found = WebSocket(), list[str]()
    reader.sock, theirs = socket.socketpair()

    def drip() -> None:
        for byte in b"".join(h + t.encode() for h, t in zip(heads, texts, strict=True)):
            theirs.send(bytes([byte]))

    with closing(reader.sock), closing(theirs):
        threading.Thread(target=drip).start()
        while len(found) < len(texts):
            found += reader.frames()
    assert found == texts


def test_a_stalled_screen_delays_no_other(hall: Hall) -> None:
    counter, healthy = hall.counter(1), hall.screen("hall", "display")
    counter.open("can-bo-1")
    hall.take("A")
    with stalled_screen(hall):
        counter.call_next()
        begun = time.monotonic()
        wait_until(lambda: [c for c in healthy.state["calls"] if c["number"] == "A001"])
        assert time.monotonic() - begun < 3
        assert hall.take("A")["number"] == "A002"


def test_what_a_stalled_screen_gets_later_is_whole_and_in_order(hall: Hall) -> None:
    with stalled_screen(hall) as stalled:
        time.sleep(1)
        stalled.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**20)
        got = 0
        while got < ASKED:
            for frame in stalled.frames():
                if frame.startswith("43"):
                    begin = frame.index("[")
                    assert frame[2:begin] == str(got)
                    assert json.loads(frame[begin:])[0]["state"]["office"]
                    got += 1


@pytest.mark.soak
def test_a_stalled_screen_is_dropped(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall()
    with stalled_screen(hall):
        watcher = hall.stranger()
        assert watcher.get("/healthz")["sockets"] == 1
        wait_until(lambda: watcher.get("/healthz")["sockets"] == 0, 45)
