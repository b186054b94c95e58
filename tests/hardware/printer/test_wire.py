"""Dots become bytes and dots again, read by an eye that never saw the encoder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hardware.printer import blocks as b
from hardware.printer.paper import draw
from hardware.printer.reader import NotOurBytes
from hardware.printer.reader import read as read_virtual
from hardware.printer.strips import STRIP_ROWS
from hardware.printer.wire import STRIP_BYTES, TooWide, encode, fed
from tests.hardware.printer.escpos_reader import Reader, read

SHEET = [
    b.space(600),
    b.text("Đăng ký khai sinh", size=40, weight=700),
    b.number("A012"),
    b.rule(),
    b.space(300),
    b.qr("http://192.168.1.20:8080/t/Qm3k9ZsJ0vYxT2aLwP7uRg"),
    b.mark("ƯU TIÊN"),
    b.space(40),
]


@pytest.mark.parametrize("width", [256, 384, 512, 576, 640, 832])
def test_the_paper_shows_the_picture_dot_for_dot(width: int) -> None:
    picture = draw(SHEET, width)
    assert np.array_equal(read(encode(picture, width), width), ~np.asarray(picture))


@pytest.mark.parametrize("width", [384, 576])
def test_both_readers_see_the_same_paper(width: int) -> None:
    job = encode(draw(SHEET, width), width)
    assert np.array_equal(~np.asarray(read_virtual(job, width)), read(job, width))


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.sampled_from([0, 1, 8, 0x10, 0x18, 0xFF, 0xF0]), max_size=40),
    repeat=st.integers(1, 9),
)
def test_any_pattern_comes_back(rows: list[int], repeat: int) -> None:
    dots = np.array([[row] * 8 for row in rows for _ in range(repeat)] or [[0] * 8], dtype=np.uint8)
    picture = Image.frombytes("1", (64, len(dots)), (255 - dots).tobytes())
    assert np.array_equal(read(encode(picture, 64), 64), ~np.asarray(picture))


def test_no_strip_is_taller_than_a_network_printer_bears() -> None:
    reader = Reader(576)
    noise = np.random.default_rng(1).random((950, 576)) < 0.5
    reader.feed(encode(Image.fromarray(~noise), 576))
    assert 0 < reader.tallest_strip <= STRIP_ROWS
    assert STRIP_ROWS * 832 // 8 == STRIP_BYTES


def test_blank_paper_is_fed_and_not_sent() -> None:
    assert len(encode(draw([b.space(2000)], 576), 576)) < 50


def test_dots_that_look_like_a_command_to_the_drawer_are_changed() -> None:
    evil = bytes.fromhex("1014 0100 1004 0100 1005 0200".replace(" ", ""))
    dots = np.frombuffer(evil, dtype=np.uint8).reshape(1, 12)
    picture = Image.frombytes("1", (96, 1), (255 - dots).tobytes())
    job = encode(picture, 96)
    paper = np.packbits(read(job, 96)[0]).tobytes()
    assert not any(command in job for command in (b"\x10\x14", b"\x10\x04", b"\x10\x05"))
    assert paper == evil.replace(b"\x10", b"\x18")


def test_without_a_cutter_the_paper_is_fed_and_not_cut() -> None:
    cut = encode(draw(SHEET, 384), 384)
    reader = Reader(384)
    reader.feed(fed(cut, 23))
    assert reader.papers == []
    assert reader.uncut == len(read(cut, 384)) + 23 * 8


def test_a_picture_wider_than_the_head_is_refused() -> None:
    with pytest.raises(TooWide):
        encode(Image.new("1", (576, 8), 1), 384)
    with pytest.raises(TooWide):
        encode(Image.new("1", (381, 8), 1), 384)


def test_nothing_is_said_on_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    encode(draw(SHEET, 576), 576)
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("job", [b"A012\n", b"\x1bJ", b"\x1dv0\x00\x08\x00\x01\x00\xff", b"\x1dVA"])
def test_the_virtual_printer_refuses_what_we_never_send(job: bytes) -> None:
    with pytest.raises(NotOurBytes):
        read_virtual(job, 576)
