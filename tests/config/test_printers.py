"""Printers in config.toml: where one may be, what is known of its kind, and what to look at."""

from __future__ import annotations

import pytest

from config import parse, shipped_profiles
from tests.config.small import HALL, line_of, only, warned

PRINTER = f'{HALL}[[printers]]\nname = "a"\n'


@pytest.mark.parametrize(
    "driver",
    [
        "virtual",
        "tcp://192.168.1.50:9100",
        "tcp://may-in:9100",
        "tcp://[fe80::1]:9100",
        "socket://192.168.1.60:4001",
        "usb:///dev/usb/lp0",
        "/dev/motcua/printer",
        "serial:///dev/ttyUSB0",
        "serial:///dev/motcua/printer?baud=9600",
        "serial:///dev/ttyS1?baud=115200&flow=rtscts",
    ],
)
def test_printers_that_can_be_reached(driver: str) -> None:
    assert parse(f'{PRINTER}driver = "{driver}"\n').printers[0].driver == driver


@pytest.mark.parametrize(
    ("driver", "meant"),
    [
        ("192.168.1.50", "tcp://192.168.1.50:9100"),
        ("tcp://192.168.1.50", "tcp://192.168.1.50:9100"),
        ("rfc2217://192.168.1.60:4001", "tcp://192.168.1.60:4001"),
        ("lp0", "usb:///dev/usb/lp0"),
        ("/usb/lp0", "usb:///dev/usb/lp0"),
        ("usb://dev/usb/lp0", "usb:///dev/usb/lp0"),
        ("usb://lp1", "usb:///dev/usb/lp1"),
        ("/dev/ttyUSB0", "serial:///dev/ttyUSB0?baud=115200"),
        ("serial://ttyUSB0", "serial:///dev/ttyUSB0?baud=115200"),
        ("serial:///dev/ttyS0?baud=9601", "serial:///dev/ttyS0?baud=115200"),
        ("Virtul", "virtual"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_was_meant(driver: str, meant: str) -> None:
    said = only(f'{PRINTER}driver = "{driver}"\n').message
    assert f'did you mean "{meant}"?' in said
    assert parse(f'{PRINTER}driver = "{meant}"\n').printers[0].driver == meant


@pytest.mark.parametrize(
    "driver",
    [
        "epson",
        "",
        "tcp://192.168.1.50:0",
        "tcp://192.168.1.50:99999",
        "tcp://192.168.1.500:9100",
        "tcp://192.168.1:9100",
        "serial:///dev/x?flow=xonxoff",
    ],
)
def test_what_is_no_address_at_all_is_told_every_form(driver: str) -> None:
    said = only(f'{PRINTER}driver = "{driver}"\n').message
    for form in ('"virtual"', "tcp://", "usb://", "serial://"):
        assert form in said
    assert "did you mean" not in said


def test_one_printer_under_two_names_is_found() -> None:
    text = f'{PRINTER}driver = "usb:///dev/usb/lp0"\n[[printers]]\nname = "b"\n'
    text += 'driver = "/dev/usb/lp0"\nkiosks = ["Ki-ốt 1"]\n'
    text += '[[screens]]\nkind = "kiosk"\nname = "Ki-ốt 1"\n'
    assert "cannot share one address" in only(text).message


# -- profiles


@pytest.mark.parametrize(
    ("lines", "mm", "px"),
    [
        ("", 80, 576),
        ("width_mm = 58", 58, 384),
        ('profile = "clone-58"', 58, 384),
        ('profile = "epson-180dpi"', 80, 512),
        ('profile = "epson-180dpi"\nwidth_mm = 58', 58, 384),
        ('profile = "citizen-ct-s651"', 80, 640),
        ('profile = "citizen-ct-s651"\nwidth_px = 576', 80, 576),
    ],
)
def test_what_is_left_out_is_what_the_profile_says(lines: str, mm: int, px: int) -> None:
    printer = parse(f"{PRINTER}{lines}\n").printers[0]
    assert (printer.width_mm, printer.width_px) == (mm, px)


def test_an_unknown_profile_is_said_once_with_the_nearest_or_all() -> None:
    text = f'{PRINTER}profile = "epson-203"\n'
    fault = only(text)
    assert line_of(text, "profile =") == fault.line
    assert fault.suggestion == 'did you mean "epson-203dpi"?'
    assert "clone-58" in str(only(f'{PRINTER}profile = "hp-laser"\n').suggestion)


@pytest.mark.parametrize("width", ["width_px = 576", "width_mm = 80\nwidth_px = 384"])
def test_a_picture_wider_than_its_printer_is_refused(width: str) -> None:
    assert "cut off" in only(f'{PRINTER}profile = "clone-58"\n{width}\n').message


def test_each_profile_has_a_source_and_a_proof_that_can_be_heard() -> None:
    profiles = shipped_profiles().values()
    assert {profile.completion for profile in profiles} == {"gs_r", "gs_h", "none"}
    for profile in profiles:
        assert profile.source
        # An answer of one byte is believed only from a printer that says other things well.
        assert profile.speaks or profile.completion == "none"


# -- advice


def test_a_picture_over_a_slow_line_is_worth_a_look() -> None:
    slow = 'driver = "serial:///dev/ttyUSB0?baud=9600"\n'
    said = warned(PRINTER + slow)
    assert any("31 s on this line" in fault.message for fault in said)
    for quick in ('text = "cp1258"\n' + slow, slow.replace("9600", "115200")):
        assert not any("on this line" in fault.message for fault in warned(PRINTER + quick))


def test_a_printer_that_proves_nothing_is_worth_a_look() -> None:
    said = warned(f'{PRINTER}profile = "silent"\n')
    assert any("never proves" in fault.message for fault in said)
    assert not any("never proves" in fault.message for fault in warned(PRINTER))
