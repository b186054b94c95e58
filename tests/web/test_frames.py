"""What screens are sent: frames that are made once, and compressed for nobody."""

from __future__ import annotations

from contextlib import closing

import pytest
from wsproto.frame_protocol import FrameProtocol

from hall.sockets import frame
from tests.bench.screens import WebSocket
from tests.hall import Hall


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 70_000])
def test_a_frame_is_what_the_library_would_send(size: int) -> None:
    for data in ("á" * (size // 2) + "x" * (size % 2), b"\x00" * size):
        assert frame(data) == FrameProtocol(client=False, extensions=[]).send_data(data, fin=True)


# As every browser offers it.
OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
PATH = "/socket.io/?EIO=4&transport=websocket"


def test_no_screen_has_its_frames_compressed_for_itself(shared_hall: Hall) -> None:
    browser, port = WebSocket(), int(shared_hall.address.rpartition(":")[2])
    browser.begin(port, PATH, shared_hall.token("display"), OFFER)
    with closing(browser.sock):
        while not browser.upgraded():
            pass
        assert b"extensions" not in browser.answered.lower()
        assert browser.frames()[0].startswith("0{")
