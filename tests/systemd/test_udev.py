"""The names of devices: rules without a fault, and each device under the name the docs give it."""

from __future__ import annotations

import fnmatch
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.systemd.udev_grammar import faults

HOUSE = Path(__file__).parents[2]
RULES = HOUSE / "systemd" / "70-motcua.rules"
TEXT = RULES.read_text("utf-8")


def can_verify() -> bool:
    """`udevadm verify` came with systemd 254."""
    if not (program := shutil.which("udevadm")):
        return False
    said = subprocess.run([program, "verify", "--help"], capture_output=True, check=False)
    return said.returncode == 0


def test_the_rules_are_without_fault() -> None:
    assert faults(TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('SUBSYSTEM!="tty"', 'SUBSYTEM!="tty"', "no key SUBSYTEM"),
        ('KERNEL!="event', 'KERNEL="event', "KERNEL cannot have ="),
        ('GROUP="lp"', 'GROUP=="lp"', "GROUP cannot have =="),
        ('TAG+="systemd", SYMLINK', 'TAG+="systemd" SYMLINK', "no comma before: SYMLINK"),
        ('GROUP="lp", MODE', 'GROUP="lp, MODE', "cannot be read"),
        ('LABEL="motcua_no_line"', 'LABEL="motcua_line"', "no LABEL motcua_no_line"),
        ('"usb_id"', '"usbid"', "no builtin usbid"),
        ('"motcua/printer"', '"/dev/motcua/printer"', "begins with no slash"),
        ('MODE="0660", TAG+="systemd", SYM', 'MODE="rw", TAG+="systemd", SYM', "no mode rw"),
        ("line-at-$env{ID_PATH_TAG}", "line-at-$env(ID_PATH_TAG)", "no such substitution"),
        ('ENV{ID_BUS}!="usb"', 'ATRS{ID_BUS}!="usb"', "no key ATRS{ID_BUS}"),
    ],
)
def test_a_planted_typo_is_found(old: str, new: str, said: str) -> None:
    assert TEXT.count(old) == 1
    found = faults(TEXT.replace(old, new))
    assert any(said in fault for fault in found), found


@pytest.mark.skipif(not can_verify(), reason="udevadm verify needs systemd 254")
def test_udev_itself_accepts_them_and_refuses_a_typo(tmp_path: Path) -> None:
    wrong = tmp_path / "70-wrong.rules"
    wrong.write_text(TEXT.replace('ENV{ID_BUS}!="usb"', 'ATRS{ID_BUS}!="usb"'), "utf-8")
    for rules, code in ((RULES, 0), (wrong, 1)):
        said = subprocess.run(["udevadm", "verify", rules], capture_output=True, check=False)
        assert said.returncode == code, said.stderr


# --- what they would do: a reader of our own, for the few forms that these rules use ---

USB_LINE = {"SUBSYSTEM": "tty", "KERNEL": "ttyUSB3", "ID_PATH_TAG": "usb-0_1_3_1_0"}
PAD = {
    "SUBSYSTEM": "input", "KERNEL": "event7", "ID_BUS": "usb", "ID_INPUT_KEY": "1",
    "ID_INPUT_KEYBOARD": "1", "ID_PATH_TAG": "usb-0_1_2_1_0",
}  # fmt: skip


def named(**device: str) -> tuple[list[str], str]:
    """(links, group) that the rules give a device by its properties."""
    links: list[str] = []
    group, to = "", ""
    for line in TEXT.splitlines():
        tokens = re.findall(r'([A-Z]+)(?:\{(\w+)\})?(==|!=|\+=|=)"([^"]*)"', line)
        if line.startswith("#") or not tokens:
            continue
        if to:
            to = "" if ("LABEL", "", "=", to) in tokens else to
            continue
        given = {"ACTION": "add"} | device
        if not all(
            any(fnmatch.fnmatchcase(given.get(name or key, ""), one) for one in value.split("|"))
            == (operator == "==")
            for key, name, operator, value in tokens
            if operator in ("==", "!=")
        ):
            continue
        for key, _, operator, value in tokens:
            filled = re.sub(r"\$env\{(\w+)\}", lambda hole: device[hole[1]], value)
            if key == "SYMLINK":
                links.append(filled)
            elif key == "GROUP":
                group = value
            elif key == "GOTO" and operator == "=":
                to = value
    return links, group


def test_a_printer_is_the_printer_and_has_its_number_and_its_place() -> None:
    links, group = named(
        SUBSYSTEM="usbmisc", KERNEL="lp0", ID_SERIAL_SHORT="T88V01", ID_PATH_TAG="usb-0_1_1"
    )
    assert links == ["motcua/printer", "motcua/printer-T88V01", "motcua/printer-at-usb-0_1_1"]
    assert group == "lp"


def test_a_line_with_a_number_has_it_as_name_and_each_line_of_one_adapter_its_own() -> None:
    first = named(**USB_LINE, ID_SERIAL_SHORT="A50285BI", ID_USB_INTERFACE_NUM="00")
    assert first == (["motcua/line-A50285BI", "motcua/line-at-usb-0_1_3_1_0"], "dialout")
    second, _ = named(**USB_LINE, ID_SERIAL_SHORT="A50285BI", ID_USB_INTERFACE_NUM="01")
    assert "motcua/line-A50285BI-01" in second
    assert "motcua/line-A50285BI" not in second


def test_a_line_without_a_number_is_called_by_its_place() -> None:
    assert named(**USB_LINE)[0] == ["motcua/line-at-usb-0_1_3_1_0"]


def test_a_pad_is_called_by_its_place() -> None:
    assert named(**PAD) == (["motcua/keys-at-usb-0_1_2_1_0"], "input")


@pytest.mark.parametrize(
    "device",
    [
        {"SUBSYSTEM": "tty", "KERNEL": "tty1"},
        {"SUBSYSTEM": "block", "KERNEL": "sda"},
        PAD | {"ID_BUS": "i8042"},
        PAD | {"ID_INPUT_KEY": "", "ID_INPUT_KEYBOARD": ""},
        PAD | {"KERNEL": "mouse0"},
        USB_LINE | {"ACTION": "remove"},
    ],
)
def test_nothing_else_is_touched(device: dict[str, str]) -> None:
    assert named(**device) == ([], "")


def test_the_unit_may_open_what_the_rules_name() -> None:
    unit = (HOUSE / "systemd" / "motcua.service").read_text("utf-8")
    allowed = set(re.findall(r"^DeviceAllow=(\S+) r", unit, re.MULTILINE))
    assert {"char-usb", "char-ttyUSB", "char-ttyACM", "char-input", "char-alsa"} <= allowed
    (groups,) = re.findall(r"^SupplementaryGroups=(.*)$", unit, re.MULTILINE)
    assert set(re.findall(r'GROUP="(\w+)"', TEXT)) | {"audio"} == set(groups.split())
    assert "DevicePolicy=closed" in unit
