"""Devices of different kinds: each has a name and a port of its own."""

from __future__ import annotations

import pytest

from config import parse
from tests.config.small import HALL, only

KEYS = '[keypads.keys]\nnext = ["K1"]\n'


def bus(name: str, port: str = "virtual") -> str:
    return f'[[buses]]\nname = "{name}"\nport = "{port}"\n'


def pad(name: str, port: str = "virtual") -> str:
    keys = KEYS if port.startswith(("/dev", "socket")) else ""
    return f'[[keypads]]\nname = "{name}"\ncounter = 1\nport = "{port}"\n{keys}'


def printer(name: str, driver: str = "virtual") -> str:
    return f'[[printers]]\nname = "{name}"\ndriver = "{driver}"\n'


@pytest.mark.parametrize(
    ("devices", "says"),
    [
        (printer("a") + pad("a"), "also a printer"),
        (pad("a") + bus("a"), "also a key pad"),
        (pad("loa"), "also a loudspeaker"),
        (printer("giong-doc"), "also a voice"),
        (bus("a") + '[[screens]]\nkind = "pad"\nname = "a"\ncounter = 1\n', "also a bus"),
        (bus("a", "/dev/ttyUSB0") + pad("b", "/dev/ttyUSB0"), 'key pad "b"'),
        (bus("a", "/dev/ttyUSB0") + printer("b", "serial:///dev/ttyUSB0?baud=115200"), '"b"'),
        (bus("a", "socket://10.0.0.9:9100") + printer("b", "tcp://10.0.0.9:9100"), "one owner"),
    ],
)
def test_two_kinds_of_devices_share_neither_name_nor_port(devices: str, says: str) -> None:
    assert says in str(only(HALL + devices))


def test_what_is_virtual_shares_nothing() -> None:
    settings = parse(HALL + printer("a") + pad("b") + bus("c"))
    assert [settings.printers[0].driver, settings.keypads[0].port] == ["virtual", "virtual"]
