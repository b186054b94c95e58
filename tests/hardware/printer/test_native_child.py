"""A slip in the printer's own letters, from the child's pipe to the paper of each kind of line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hardware.health import Health
from hardware.printer.wire import CUT_AFTER_FEED
from kiosk.slip import slip_blocks
from tests.hardware.printer.fake_printer import FakePrinter, read_codes
from tests.hardware.printer.text_printer import TextPrinter
from tests.kiosk.test_slip import PLAIN, URL

HOUSE = Path(__file__).resolve().parents[3]


def printed(printer: FakePrinter, state: Path, text: str) -> list[dict[str, Any]]:
    """What a child says that was given one slip and the end of its pipe."""
    command = [
        sys.executable, "-P", "-m", "hardware.printer.child", printer.address, "--name", "k1",
        "--state", str(state), "--text", text,
    ]  # fmt: skip
    job = json.dumps({"job": 1, "blocks": slip_blocks(PLAIN)})
    said = subprocess.run(
        command, input=job + "\n", capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )  # fmt: skip
    return [json.loads(line) for line in said.stdout.splitlines()]


def on_paper(printer: FakePrinter) -> TextPrinter:
    heard = bytes(printer.reader.heard)
    return TextPrinter(heard[heard.rindex(b"\x1b@") : heard.rindex(CUT_AFTER_FEED)], 576)


@pytest.mark.parametrize("way", ["tcp", "serial", "usb"])
def test_a_slip_in_letters_is_printed_and_proved(way: str, tmp_path: Path) -> None:
    with FakePrinter(way=way) as printer:
        printer.reader.takes_letters = True
        said = printed(printer, tmp_path, "tcvn3")
        paper = on_paper(printer)
    states = [message["state"] for message in said if "job" in message]
    assert states == ["printing", "printed"]
    assert "Đăng ký khai sinh" in paper.text
    assert "A012" in paper.text
    assert [code for picture in paper.pictures for code in read_codes(picture)] == [URL]


def test_a_printer_without_marks_says_so_and_prints(tmp_path: Path) -> None:
    with FakePrinter() as printer:
        printer.reader.takes_letters = True
        said = printed(printer, tmp_path, "unaccented")
        paper = on_paper(printer)
    assert {"health": {"state": "ok", "detail": "no-marks"}} in said
    assert "Dang ky khai sinh" in paper.text
    told = Health("ok", "no-marks", 0.0, None).todo("printer")
    assert "không dấu" in told["vi"]
    assert "without tone marks" in told["en"]


def test_trouble_is_said_before_the_missing_marks(tmp_path: Path) -> None:
    with FakePrinter(fault="paper-out") as printer:
        said = printed(printer, tmp_path, "unaccented")
    assert {"health": {"state": "paper-out", "detail": ""}} in said
    assert "no-marks" not in str(said)
