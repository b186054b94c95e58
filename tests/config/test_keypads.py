"""[[keypads]]: what a key means by its port, and every mistake of a pad with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import KEYS, Keys, parse
from config.keypads import CODES
from tests.config.small import HALL, line_of, only

HEADER = Path("/usr/include/linux/input-event-codes.h")
PAD = '[[keypads]]\nname = "pad"\ncounter = 1\n'
USB = f'{PAD}port = "evdev:///dev/motcua/keypad-1"\n'
SERIAL = f'{PAD}port = "/dev/motcua/keypad-1"\n'


def meanings(text: str) -> dict[str, str]:
    (pad,) = parse(text + HALL).keypads
    return pad.meanings


def test_a_usb_pad_without_keys_is_a_number_block() -> None:
    assert meanings(USB) == {
        "96": "next", "78": "recall", "83": "start", "82": "finish", "74": "miss", "55": "pause",
    }  # fmt: skip


def test_a_key_may_be_named_by_its_number_and_two_may_mean_one_thing() -> None:
    text = f'{USB}[keypads.keys]\nnext = ["KPENTER", "240", "F1"]\n'
    assert {"96": "next", "240": "next", "59": "next"}.items() <= meanings(text).items()


def test_a_serial_pad_means_what_it_sends() -> None:
    text = f'{SERIAL}sends = "byte"\n[keypads.keys]\nnext = ["A", "0x1B"]\n'
    assert {"A": "next", "0x1B": "next"}.items() <= meanings(text).items()


def test_what_a_key_may_mean_are_the_settings_of_its_table() -> None:
    assert tuple(Keys.model_fields) == KEYS


@pytest.mark.skipif(not HEADER.exists(), reason="the kernel's headers are not installed")
def test_the_names_of_keys_are_the_kernels() -> None:
    said = dict(re.findall(r"^#define KEY_(\w+)\s+(\d+)", HEADER.read_text(), re.MULTILINE))
    assert {name: int(said[name]) for name in CODES} == CODES


@pytest.mark.parametrize(
    ("text", "part", "where", "said", "hint"),
    [
        (PAD.replace("= 1", "= 7"), "counter", "[pad].counter", "no counter 7", "counters: 1"),
        (f'{PAD}port = "usb"\n', "port", "keypads[pad].port", "evdev:///dev/", None),
        (f'{PAD}port = "evdev:/dev/a"\n', "port", "keypads[pad].port", "is no key pad", None),
        (SERIAL, "[[keypads]]", "keypads[pad]", "words of its own", "motcua devices"),
        (f'{USB}[keypads.keys]\nnext = ["KPENTR"]\n', "next =", "next", "no key", '"KPENTER"'),
        (f'{USB}[keypads.keys]\nnext = ["PLUS"]\n', "next =", "next", "no key", '"KPPLUS"'),
        (f'{USB}[keypads.keys]\nnext = ["A"]\nmiss = ["A"]\n', "miss =", "miss", "means", None),
        (
            f'{SERIAL}sends = "byte"\n[keypads.keys]\nnext = ["K1"]\n',
            "next =", "next", "more than a byte", 'sends = "line"',
        ),
        (f'{PAD}[keypads.keys]\nnextt = ["A"]\n', "nextt", "nextt", "no setting", '"next"'),
        (f'{PAD}sends = "lines"\n', "sends", "keypads[pad].sends", "not possible", '"line"'),
    ],
)  # fmt: skip
def test_a_mistake_is_said_at_its_line(
    text: str, part: str, where: str, said: str, hint: str | None
) -> None:
    fault = only(text + HALL)
    assert fault.line == line_of(text, part)
    assert where in fault.where
    assert said in fault.message
    assert (hint or "") in (fault.suggestion or "")


def test_one_port_has_one_pad_and_a_name_is_given_once() -> None:
    twice = only(USB + USB.replace('"pad"', '"other"') + HALL)
    assert "is there twice" in twice.message
    assert "is there twice" in only(PAD + PAD + HALL).message


def test_virtual_pads_share_no_port() -> None:
    assert len(parse(PAD + PAD.replace('"pad"', '"other"') + HALL).keypads) == 2
