"""Every known kind of board, over a pty, read by what is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from alphasign.commands.text import WriteText
from alphasign.packet import Packet
from alphasign.protocol import DisplayMode, DisplayPosition

from config import Panel
from config.boards import shipped_panels
from hardware.boards import template
from tests.at_work import wait_until
from tests.hardware.boards import peers
from tests.hardware.boards.lines import Line, at_work, boards
from tests.hardware.boards.modbus_peer import Displays

NUMBERS = {"text": "A012", "text2": "", "num": "012", "n": 12, "addr": 5}


@pytest.mark.parametrize(
    ("kind", "peer", "said", "shows"),
    [
        ("four-byte", peers.FourByte(), "A999", "999"),
        ("am03127", peers.Am03127(), "Mời A012", "Moi A012"),
        ("alpha", peers.Alpha(), "A012 -> QUẦY 3", "A012 -> QUAY 3"),
    ],
)
def test_a_board_of_bytes_shows_what_it_is_told(
    kind: str, peer: peers.Peer, said: str, shows: str, tmp_path: Path
) -> None:
    line = Line(tmp_path, peer).plug()
    with at_work(str(line.path), tmp_path, boards(kind, 3, 5)) as work:
        work.show("b5", said)
        wait_until(lambda: peer.shows.get(5) == shows, 5, f"{shows}, not {peer.shows}")
        work.show("b5", "")
        dark = "0" if kind == "four-byte" else ""
        wait_until(lambda: peer.shows[5].strip() == dark, 5, "the board is dark")
        assert (3 in peer.shows, peer.refused) == (False, 0)
        answers = shipped_panels()[kind].answers
        work.until("b5", "ok" if answers else "unknown")
    line.unplug()


@pytest.mark.parametrize(
    ("kind", "screen"),
    [
        ("cd5220", peers.TwoRows()), ("escpos-display", peers.TwoRows()),
        ("aedex", peers.TwoRows()), ("dsp800", peers.Dsp800()),
    ],
)  # fmt: skip
def test_a_display_of_two_rows_shows_both(kind: str, screen: peers.TwoRows, tmp_path: Path) -> None:
    address = shipped_panels()[kind].addresses[0]
    line = Line(tmp_path, screen).plug()
    with at_work(str(line.path), tmp_path, boards(kind, address)) as work:
        work.show(f"b{address}", "Mời số A012|QUẦY 3")
        wait_until(lambda: screen.rows == ["Moi so A012", "QUAY 3"], 5, f"{screen.rows}")
        work.show(f"b{address}", "A013")
        wait_until(lambda: screen.rows == ["A013", ""], 5, f"{screen.rows}")
        work.show(f"b{address}", "")
        wait_until(lambda: screen.rows == ["", ""], 5, f"{screen.rows}")
    line.unplug()


@pytest.mark.parametrize(
    ("settings", "held"),
    [
        ({"mode": "ascii", "width": 6}, [32, 32, 65, 48, 49, 50]),
        ({"mode": "ascii", "width": 4, "reg": 2, "blank": 0}, [0, 0, 65, 48, 49, 50]),
        ({"mode": "ascii-pairs", "width": 6}, [0x2020, 0x4130, 0x3132]),
        ({"mode": "u16", "function": 6}, [12]),
        ({"mode": "bcd", "width": 4}, [0x0012]),
        ({"mode": "bcd", "width": 6}, [0x0000, 0x0012]),
        ({"mode": "segments", "width": 4}, [0x77, 0x3F, 0x06, 0x5B]),
        ({"mode": "u16", "brightness_reg": 1, "brightness": 5, "decimal_reg": 2}, [12, 5, 0]),
    ],
)
def test_a_register_map_is_what_pymodbus_holds(
    settings: dict[str, object], held: list[int], tmp_path: Path
) -> None:
    panel = Panel.model_validate({"name": "own", "signs": "seven-segment"} | settings)
    displays = Displays([7])
    with (
        displays.on(tmp_path) as line,
        at_work(str(line.path), tmp_path, boards(panel, 7), answer_ms=800) as work,
    ):
        work.show("b7", "A012")
        wait_until(lambda: displays.registers[7][: len(held)] == held, 5, f"{displays.registers}")
        work.until("b7", "ok")


def test_a_display_that_refuses_is_in_error_and_one_that_is_away_offline(tmp_path: Path) -> None:
    beyond = Panel(name="own", mode="ascii", width=6, reg=60000)
    displays = Displays([7])
    with (
        displays.on(tmp_path) as line,
        at_work(str(line.path), tmp_path, boards(beyond, 7, 8), answer_ms=800) as work,
    ):
        work.show("b7", "A012")
        work.show("b8", "A013")
        assert "data address" in work.until("b7", "error").detail
        assert "no answer" in work.until("b8", "offline").detail.lower()


def test_an_alpha_frame_is_byte_for_byte_what_alphasignpy_sends() -> None:
    packet = Packet(type_code=b"Z", address="05").add(
        WriteText("A012", "A", DisplayPosition.MIDDLE_LINE, DisplayMode.HOLD)
    )
    theirs = packet.to_bytes().replace(b"\xff", b"")  # their mark of a pause, which is never sent
    assert template.frame(shipped_panels()["alpha"].frame, NUMBERS) == theirs


@pytest.mark.parametrize(
    ("kind", "peer"),
    [("four-byte", peers.FourByte()), ("am03127", peers.Am03127()), ("alpha", peers.Alpha())],
)
def test_a_wrong_sum_is_refused_by_the_peers_that_we_trust(kind: str, peer: peers.Peer) -> None:
    """The control of the tests above: these peers would notice."""
    frame = template.frame(shipped_panels()[kind].frame, NUMBERS)
    at = {"four-byte": -1, "am03127": -4, "alpha": -2}[kind]
    wrong = bytearray(frame)
    wrong[at] = ord("0") if wrong[at] != ord("0") else ord("1")
    peer(bytes(wrong) + bytes(4) * (kind == "four-byte"))
    assert peer.refused
    assert 5 not in peer.shows
    peer(frame)
    assert peer.shows[5] in {"A012", "12"}


@pytest.mark.parametrize(
    ("words", "values", "bytes_"),
    [
        # The makers' own examples: board 5 shows 999, a meter shows 50.
        ("{u8:addr} {u16:n} {sum8}", {"addr": 5, "n": 999}, "05 03 e7 ef"),
        ("{u8:addr} 06 00 00 {u16:n} {crc16}", {"addr": 1, "n": 50}, "01 06 00 00 00 32 08 1f"),
        ('"{num:>4}"', {"num": "12"}, "20 20 31 32"),
        ("{bcd2:n} {bcd1:n}", {"n": 123}, "01 23 00"),
        ("{u16le:n} {u8:n}", {"n": 258}, "02 01 00"),
        ("{seg4:text}", {"text": "A1"}, "00 00 77 06"),
        ("FF ( 01 02 ) {neg8} {xor8} {sum16}", {}, "ff 01 02 fd 03 00 03"),
        ("0A 0B {sum8hex}", {}, "0a 0b 31 35"),
        ("0A 0B {xor8hex}", {}, "0a 0b 30 31"),
    ],
)
def test_the_words_of_a_frame(words: str, values: dict[str, object], bytes_: str) -> None:
    assert template.frame(words, NUMBERS | values).hex(" ") == bytes_
